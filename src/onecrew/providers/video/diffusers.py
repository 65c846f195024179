"""Films from a model on a graphics card of one's own. In: a ShotOrder, weights on disk. Out: Footage. Never: a download, torch
here.

The work runs in a process of its own, in a folder of its own, so that it outlives this one and any other can go on asking: the job
is the folder's name. While it runs it holds a lock on a file there, which ends with it however it ends; so a process that only has
its number is never taken for it. After diffusers' WanPipeline and WanImageToVideoPipeline (November 2026): one model takes words,
or words and a first frame; its sizes are multiples of a grid, its frames one more than a multiple of four, its decoder wants 32
bits.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Iterable, Sequence
from contextlib import suppress
from fractions import Fraction
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from math import ceil
from pathlib import Path
from typing import Any
from uuid import uuid4

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.video import Footage, ShotOrder, Ticket
from onecrew.providers.weights import home
from onecrew.units import Broken, Expired, Money, Refused, Unanswered, Unready

_NEEDED = ("torch", "diffusers", "transformers", "accelerate", "ftfy")
_PROGRAM = (sys.executable, "-P", "-m", "onecrew.providers.video.diffusers")
_UNWANTED = "text, subtitles, watermark, still picture, blurred, worst quality, deformed hands, extra fingers, extra limbs"
_STEPS = 50
_GUIDANCE = 5.0
"""Both as the model's own page has them."""
_ORDER, _PROCESS, _STATE, _FRAME, _FILM, _LOG, _LOCK = (
    "order.json",
    "process.json",
    "state.json",
    "first",
    "film.mp4",
    "log.txt",
    "running",
)


class Diffusers:
    """Wan on this machine.

    ``program``: what is run with a job's folder behind it, in place of this module. ``jobs``: where the folders lie. ``hub``: where
    weights from Hugging Face lie. ``patience``: seconds a process has to say that it has begun.
    """

    def __init__(
        self,
        vendor: Vendor | None = None,
        program: Sequence[str] = (),
        jobs: Path | None = None,
        hub: Path | None = None,
        patience: float = 60.0,
    ) -> None:
        self._vendor = vendor or catalogue().vendors["diffusers"]
        self._program, self._hub, self._patience = tuple(program), hub, patience
        # The process works in another folder than this one.
        self._jobs = (jobs or home() / "diffusers").absolute()

    def offer(self) -> Offer:
        """It is free and local; it needs the packages, and the weights of one model at least."""
        return Offer(self._vendor.name, (), Money(0), "second", local=True, needs=self._lacking() or self._weightless())

    def begin(self, order: ShotOrder) -> Ticket:
        """Start a process for the order, or find the one that has its mark already."""
        if lacking := self._lacking():
            raise Unready(f"{self._vendor.title} is not there: {lacking}")
        request = self._request(order)
        name = _named(order.mark) if order.mark else uuid4().hex
        folder = self._jobs / name
        if folder.is_dir():
            if not self._ended_badly(folder):
                return Ticket(name)
            shutil.rmtree(folder)
        self._jobs.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=".new-", dir=self._jobs))
        for one in order.of("first frame")[:1]:
            (new / _FRAME).write_bytes(one.read())
        _write(new / _ORDER, request)
        new.rename(folder)
        self._start(folder)
        return Ticket(name)

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film, once its process has made it."""
        folder = self._folder(ticket)
        # First whether it runs, then what it left: it may end between the two questions.
        alive = self._alive(folder)
        state = _read(folder / _STATE)
        if not state and alive:
            return None
        if not state:
            raise Broken(f"the process that filmed {ticket.job} was ended before it was done{_last(folder)}", billed=False)
        if state.get("state") == "cancelled":
            raise Expired(f"{ticket.job} was cancelled", billed=False)
        if state.get("state") != "done":
            raise Broken(f"the model failed to film this: {state.get('why')}", billed=False)
        if not (folder / _FILM).is_file():
            raise Expired(f"the film of {ticket.job} is no longer in {folder}", billed=False)
        part = into.with_name(into.name + ".part")
        shutil.copyfile(folder / _FILM, part)
        return Footage(part.replace(into), Money(0), state.get("seed"))

    def cancel(self, ticket: Ticket) -> bool:
        """End its process, if it still runs and is the one that holds the lock."""
        folder = self._folder(ticket)
        process = _read(folder / _PROCESS).get("pid")
        if not isinstance(process, int) or not _running(folder) or (folder / _STATE).exists():
            return False
        for way in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                if _running(folder):
                    os.kill(process, way)
            for _ in range(100):
                if not _running(folder):
                    if (folder / _STATE).exists():
                        return False
                    _write(folder / _STATE, {"state": "cancelled"})
                    return True
                time.sleep(0.05)
        return False

    def find(self, order: ShotOrder) -> Ticket | None:
        """The job whose folder is named after the order's mark."""
        if not order.mark:
            raise LookupError("a job on this machine cannot be found without a mark")
        return Ticket(_named(order.mark)) if (self._jobs / _named(order.mark)).is_dir() else None

    def _lacking(self) -> str:
        """What must be installed; empty when all is there. Another program brings its own."""
        if self._program or all(find_spec(name) is not None for name in _NEEDED):
            return ""
        return "pip install 'onecrew[diffusers]'"

    def _weightless(self) -> str:
        """The command that gets a model, where none is there."""
        command = ""
        for model in catalogue().of("video"):
            if model.vendor == self._vendor.name:
                try:
                    _weights(model.id, self._hub or hub_folder())
                except (Refused, Unready) as fact:
                    command = command or str(fact)
                else:
                    return ""
        return command

    def _alive(self, folder: Path) -> bool:
        """Whether the job's process runs, or has only just been started."""
        begun = (folder / _PROCESS).exists()
        return _running(folder) or (not begun and time.time() - (folder / _ORDER).stat().st_mtime < self._patience)

    def _ended_badly(self, folder: Path) -> bool:
        alive = self._alive(folder)
        state = _read(folder / _STATE).get("state")
        return state in ("failed", "cancelled") or (state is None and not alive)

    def _folder(self, ticket: Ticket) -> Path:
        folder = self._jobs / ticket.job
        if not ticket.job.isalnum() or not folder.is_dir():
            raise Expired(f"there is no job {ticket.job} in {self._jobs}", billed=False)
        return folder

    def _request(self, order: ShotOrder) -> dict[str, Any]:
        """What the process is to do."""
        if strange := [one.role for one in order.references if one.role != "first frame"]:
            raise Refused(f"{order.model} on this machine takes no {strange[0]} reference; leave it out", billed=False)
        model = next((one for one in catalogue().of("video") if (one.vendor, one.id) == (self._vendor.name, order.model)), None)
        rate = model.rate if model is not None else Fraction(24)
        seed = order.seed if order.seed is not None else int.from_bytes(sha256((order.mark + order.prompt).encode()).digest()[:4])
        return {
            "weights": str(_weights(order.model, self._hub or hub_folder()).absolute()),
            "prompt": order.prompt,
            "short": int(order.resolution.lower().rstrip("p")),
            "aspect": order.aspect,
            # One more than a multiple of four, and not too short.
            "frames": ceil((order.seconds * rate - 1) / 4) * 4 + 1,
            "rate": str(rate),
            "seed": seed,
        }

    def _start(self, folder: Path) -> None:
        """Run the program on the folder, until it says that it has begun."""
        environment = os.environ | {"HF_HUB_OFFLINE": "1"}
        try:
            with (folder / _LOG).open("wb") as log:
                process = subprocess.Popen(
                    [*(self._program or _PROGRAM), str(folder)],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    env=environment,
                    cwd=folder,
                    start_new_session=True,
                )
        except OSError as fact:
            shutil.rmtree(folder)
            raise Unready(f"{(self._program or _PROGRAM)[0]} cannot be started: {fact}") from None
        # Somebody must wait for a process that has ended, or its number stays taken.
        threading.Thread(target=process.wait, daemon=True).start()
        end = time.monotonic() + self._patience
        while time.monotonic() < end:
            ended = process.poll() is not None
            if (folder / _PROCESS).exists():
                return
            if ended:
                raise Broken(f"the process that films ended at once{_last(folder)}", billed=False)
            time.sleep(0.02)
        raise Unanswered(f"the process {process.pid} was started in {folder} and has not begun; onecrew make asks for it again")


def main(arguments: Sequence[str]) -> int:
    """The process that films: one job's folder, to its end. What goes wrong stands in the folder."""
    folder = Path(arguments[0])
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _write(folder / _PROCESS, {"pid": os.getpid()})
        try:
            order = _read(folder / _ORDER)
            # A graphics card holds one such model.
            with (folder.parent / "filming").open("w") as turn:
                fcntl.flock(turn, fcntl.LOCK_EX)
                _encode(_filmed(order, folder / _FRAME), Fraction(order["rate"]), folder / _FILM)
            state = {"state": "done", "seed": order["seed"]}
        except Exception as fact:
            traceback.print_exc()
            state = {"state": "failed", "why": _why(fact)}
        _write(folder / _STATE, state)
    return 0


def _filmed(order: dict[str, Any], frame: Path) -> Sequence[Any]:
    """The pictures of the film, as Pillow has them."""
    torch, diffusers, pillow = import_module("torch"), import_module("diffusers"), import_module("PIL.Image")
    if not torch.cuda.is_available():
        raise RuntimeError("there is no graphics card that torch can use (torch.cuda.is_available() is false)")
    decoder = diffusers.AutoencoderKLWan.from_pretrained(order["weights"], subfolder="vae", torch_dtype=torch.float32)
    kind = diffusers.WanImageToVideoPipeline if frame.exists() else diffusers.WanPipeline
    pipeline = kind.from_pretrained(order["weights"], vae=decoder, torch_dtype=torch.bfloat16)
    pipeline.enable_model_cpu_offload()
    width, height = _size(order, pipeline.vae_scale_factor_spatial * pipeline.transformer.config.patch_size[1])
    given: dict[str, Any] = {}
    if frame.exists():
        with pillow.open(frame) as picture:
            # Cut to the film's aspect; the pipeline would squeeze it.
            given["image"] = import_module("PIL.ImageOps").fit(picture.convert("RGB"), (width, height))
    made = pipeline(
        prompt=order["prompt"],
        negative_prompt=_UNWANTED,
        width=width,
        height=height,
        num_frames=order["frames"],
        num_inference_steps=_STEPS,
        guidance_scale=_GUIDANCE,
        generator=torch.Generator("cpu").manual_seed(order["seed"]),
        output_type="pil",
        **given,
    )
    pictures: Sequence[Any] = made.frames[0]
    return pictures


def _size(order: dict[str, Any], grid: int) -> tuple[int, int]:
    """Width and height on the model's grid, none larger than asked for."""
    across, down = (int(one) for one in order["aspect"].split(":"))
    short = min(across, down)
    width, height = (int(Fraction(order["short"] * one, short * grid)) * grid for one in (across, down))
    return width, height


def _encode(pictures: Iterable[Any], rate: Fraction, into: Path) -> None:
    """H.264 in MP4, hardly compressed: it is cut and encoded again."""
    av = import_module("av")
    part = into.with_name(into.name + ".part")
    stream = None
    with av.open(str(part), "w", format="mp4") as film:
        for picture in pictures:
            if stream is None:
                stream = film.add_stream("libx264", rate=rate, options={"crf": "14", "preset": "medium"})
                stream.width, stream.height = picture.size
                stream.pix_fmt = "yuv420p"
            film.mux(stream.encode(av.VideoFrame.from_image(picture)))
        if stream is None:
            raise RuntimeError("the model made no pictures")
        film.mux(stream.encode(None))
    part.replace(into)


def _why(fact: Exception) -> str:
    said = f"{type(fact).__name__}: {fact}"[:400]
    if "out of memory" in said.lower() or isinstance(fact, MemoryError):
        return f"the graphics card has too little memory for it ({said}); order a smaller or shorter film"
    return said


def _weights(model: str, hub: Path) -> Path:
    """The folder of a model's weights, all of them.

    Raises:
        Refused: its id pins no revision.
        Unready: they are not there, or not all; the message names the command that gets them.
    """
    repository, _, revision = model.partition("@")
    if not revision:
        raise Refused(f"{model} names no revision; write it as {model}@<commit> in the catalogue", billed=False)
    folder = hub / f"models--{repository.replace('/', '--')}" / "snapshots" / revision
    parts = {name for name, kind in _read(folder / "model_index.json").items() if isinstance(kind, list) and all(kind)}
    files = [part / file for part in folder.glob("*") for index in part.glob("*.index.json") for file in _shards(index)]
    if not parts or not all((folder / part).is_dir() for part in parts) or not all(file.exists() for file in files):
        raise Unready(f"the weights of {repository} are not on this machine: hf download {repository} --revision {revision}")
    return folder


def _shards(index: Path) -> set[str]:
    """The files that an index of weights names."""
    found = _read(index).get("weight_map")
    return set(found.values()) if isinstance(found, dict) else set()


def hub_folder() -> Path:
    """Where ``hf download`` puts files (huggingface_hub's constants, November 2026)."""
    if cache := os.environ.get("HF_HUB_CACHE"):
        return Path(cache).expanduser()
    if own := os.environ.get("HF_HOME"):
        return Path(own).expanduser() / "hub"
    shared = os.environ.get("XDG_CACHE_HOME")
    return (Path(shared) if shared else Path.home() / ".cache") / "huggingface" / "hub"


def _named(mark: str) -> str:
    return sha256(mark.encode()).hexdigest()[:32]


def _running(folder: Path) -> bool:
    """Whether the job's process lives: it holds the lock."""
    try:
        with (folder / _LOCK).open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False


def _last(folder: Path) -> str:
    """The last line the process said."""
    try:
        lines = (folder / _LOG).read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    said = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f": {said[:300]}" if said else ""


def _read(file: Path) -> dict[str, Any]:
    """A JSON object; empty where there is none."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(file: Path, told: dict[str, Any]) -> None:
    """Whole or not at all."""
    part = file.with_name(file.name + ".part")
    part.write_text(json.dumps(told), encoding="utf-8")
    part.replace(file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
