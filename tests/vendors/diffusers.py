"""A graphics card of one's own: the real process, with a stand-in for torch and diffusers.

There is no vendor between, so nobody is asked too often or has too little credit (``too many``, ``no money``), there is no key
(``wrong key``), nobody moderates (``moderated before``, ``moderated after``), and there is no HTTP: no ``failure under 200``, no
``server error``, no ``wrong content type``, no ``truncated file``, for the film comes whole from the same disk.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.video import Footage, ShotOrder, Ticket, Video
from onecrew.units import Unanswered

from .emulator import FAULTS, Asked, LoopbackEmulator

STAND_IN = Path(__file__).with_name("diffusers_stand_in.py")
PARTS = {
    "vae": ["diffusers", "AutoencoderKLWan"],
    "transformer": ["diffusers", "WanTransformer3DModel"],
    "transformer_2": [None, None],
}


class Watched:
    """The provider, which the emulator watches: a job may film once it has been asked for twice."""

    def __init__(self, emulator: Emulator, video: Video) -> None:
        self._emulator, self._video = emulator, video

    def __getattr__(self, name: str) -> Any:
        return getattr(self._video, name)

    def begin(self, order: ShotOrder) -> Ticket:
        """An order, with the fault that is to come."""
        fault = self._emulator.coming()
        self._emulator.meets(fault)
        try:
            ticket = self._emulator.provider(type(self._video), 0.1 if fault == "lost answer" else 60.0).begin(order)
        except Unanswered:
            found = self._video.find(order)
            assert found is not None
            self._emulator.began(found, order, fault)
            raise
        self._emulator.began(ticket, order, fault)
        return Ticket(ticket.job)

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """A question: a job that is done by now is let go, and waited for."""
        self._emulator.looked_at(ticket)
        return self._video.finish(ticket, into)

    def cancel(self, ticket: Ticket) -> bool:
        """Whether it was taken back, as its process shows."""
        told = self._video.cancel(ticket)
        self._emulator.jobs[ticket.job].cancelled = not self._emulator.films(ticket.job)
        return told


class Emulator(LoopbackEmulator):
    """Jobs are processes, in folders below ``jobs``; ``hub`` holds weights without numbers in them."""

    VENDOR = "diffusers"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {}
    WITHOUT = (
        "too many",
        "no money",
        "wrong key",
        "moderated before",
        "moderated after",
        "failure under 200",
        "server error",
        "wrong content type",
        "truncated file",
    )
    LISTS = True

    def __enter__(self) -> Emulator:
        self.root = Path(tempfile.mkdtemp(prefix="onecrew-diffusers-"))
        self.jobs_folder, self.hub, self.program = self.root / "jobs", self.root / "hub", self.root / "films"
        self.jobs_folder.mkdir()
        self.program.write_text(f'#!/bin/sh\nexec {sys.executable} {STAND_IN} "$@"\n', encoding="utf-8")
        self.program.chmod(0o755)
        self.meets("")
        for model in catalogue().of("video"):
            if model.vendor == self.VENDOR:
                self.downloaded(model.id)
        return self

    def __exit__(self, *told: object) -> None:
        for order in self.jobs_folder.glob("*/order.json"):
            self.provider().cancel(Ticket(order.parent.name))
        shutil.rmtree(self.root)

    @property
    def vendor(self) -> Vendor:
        return catalogue().vendors[self.VENDOR]

    @property
    def requests(self) -> list[Asked]:
        """What the processes were asked, as requests."""
        orders = sorted(self.jobs_folder.glob("*/order.json"))
        return [Asked("POST", f"/{one.parent.name}", {}, {}, one.read_bytes()) for one in orders]

    @requests.setter
    def requests(self, told: list[Asked]) -> None:
        assert told == []

    def fault(self, name: str) -> None:
        """A fault of all vendors, or one of a process: ``no memory``, ``no card``, ``no start``."""
        assert name in (*FAULTS, "no memory", "no card", "no start"), name
        self._faults.append(name)

    def made(self, vendor_class: Any) -> Any:
        return Watched(self, self.provider(vendor_class))

    def provider(self, vendor_class: Any = None, patience: float = 60.0) -> Any:
        """The provider itself, unwatched."""
        from onecrew.providers.video.diffusers import Diffusers

        made = vendor_class or Diffusers
        return made(self.vendor, program=(str(self.program),), jobs=self.jobs_folder, hub=self.hub, patience=patience)

    def snapshot(self, model: str) -> Path:
        """Where the weights of a model lie."""
        repository, _, revision = model.partition("@")
        return self.hub / f"models--{repository.replace('/', '--')}" / "snapshots" / revision

    def downloaded(self, model: str) -> None:
        """The weights of a model, as ``hf download`` leaves them; those of the transformer are in two files."""
        folder = self.snapshot(model)
        for part in ("vae", "transformer"):
            (folder / part).mkdir(parents=True)
        names = ("diffusion-00001-of-00002.safetensors", "diffusion-00002-of-00002.safetensors")
        for name in names:
            (folder / "transformer" / name).write_bytes(b"")
        index = {"weight_map": {f"layer.{number}": name for number, name in enumerate(names)}}
        (folder / "transformer" / "diffusion.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")
        (folder / "model_index.json").write_text(json.dumps({"_class_name": "WanPipeline"} | PARTS), encoding="utf-8")

    def meets(self, fault: str) -> None:
        """The process that is started next meets this fault, while there is a program at all."""
        if self.jobs_folder.is_dir():
            (self.jobs_folder / "fault").write_text(fault, encoding="utf-8")

    def began(self, ticket: Ticket, order: ShotOrder, fault: str) -> None:
        """A job was taken; by which process, its folder says."""
        self.taken(order, fault, ticket.job)
        (self.jobs_folder / ticket.job / "by").write_text(str(os.getpid()), encoding="utf-8")

    def forget_all(self) -> None:
        """What other processes asked for lies on the disk alone."""
        for order in self.jobs_folder.glob("*/order.json"):
            self.provider().cancel(Ticket(order.parent.name))
            shutil.rmtree(order.parent)
        self.jobs.clear()

    def count(self) -> int:
        """How many jobs lie on the disk."""
        return len(list(self.jobs_folder.glob("*/order.json")))

    def looked_at(self, ticket: Ticket) -> None:
        """A question has come. What the emulator has forgotten is gone from the disk."""
        job, folder = self.jobs.get(ticket.job), self.jobs_folder / ticket.job
        by = folder / "by"
        if job is None and by.is_file() and by.read_text(encoding="utf-8") != str(os.getpid()):
            job = self.taken(None, "", ticket.job)
        if job is None:
            self.provider().cancel(ticket)
            shutil.rmtree(folder)
        elif job.done():
            self.let_go(ticket.job)
            if job.fault == "expired link":
                (folder / "film.mp4").unlink()

    def let_go(self, name: str) -> None:
        """Let a job's process film, and wait until it has left its word."""
        (self.jobs_folder / name / "go").touch()
        for _ in range(1200):
            if (self.jobs_folder / name / "state.json").exists():
                return
            time.sleep(0.05)
        raise AssertionError("its process never ended")

    def was_asked(self, name: str) -> bool:
        """Whether the pipeline was asked for a job."""
        return (self.jobs_folder / name / "asked.json").exists()

    def asked(self, name: str) -> dict[str, Any]:
        """What the pipeline was asked for a job."""
        for _ in range(1200):
            if (file := self.jobs_folder / name / "asked.json").exists() and (text := file.read_text(encoding="utf-8")):
                found: dict[str, Any] = json.loads(text)
                return found
            time.sleep(0.05)
        raise AssertionError("its pipeline was never asked")

    def process(self, name: str) -> int:
        """The number of a job's process."""
        return int(json.loads((self.jobs_folder / name / "process.json").read_text(encoding="utf-8"))["pid"])

    def renumber(self, name: str, process: int) -> None:
        """Say that a job's process has this number."""
        (self.jobs_folder / name / "process.json").write_text(json.dumps({"pid": process}), encoding="utf-8")

    def films(self, name: str) -> bool:
        """Whether a job's process lives, by its number."""
        status = Path(f"/proc/{self.process(name)}/stat")
        try:
            return status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False
