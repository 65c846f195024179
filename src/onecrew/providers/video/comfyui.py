"""Films from a ComfyUI server of one's own. In: a ShotOrder, a workflow in API format. Out: Footage. Never: a workflow of ours.

The model's id names the workflow: ``comfyui/<id>.json`` beside one's own catalogue, or a path that ends in ``.json``. Texts such as
``{{prompt}}`` in it are filled in. After ComfyUI's server (2026): the caller may name the job, a job that is done leaves the queue
for the history, and a film may stand among the images.
"""

from __future__ import annotations

import json
import socket
import time
from fractions import Fraction
from functools import cache
from hashlib import sha256
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import NAMESPACE_URL, uuid5

from onecrew.providers.catalogue import Vendor, catalogue, user_file
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.video import Footage, Reference, ShotOrder, Ticket
from onecrew.units import Broken, Expired, Money, ProviderError, Refused, Unanswered, Unready

_FILMS = (".mp4", ".webm", ".mov", ".mkv")
_GRID = 16
"""Pixels; a size between is rounded down by the server without a word."""
_PATIENCE = 0.3
"""Seconds a server has to take a call; one that is there does in a few milliseconds."""
_FRESH = 10
"""Seconds for which it is not called again: a plan asks for every episode."""
_ROLES = {"first frame": "{{first_frame}}", "last frame": "{{last_frame}}", "character": "{{character}}"}


class ComfyUI:
    """Any workflow that saves a film."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["comfyui"]
        self._transport = Transport(self._vendor, dict, _told)

    def offer(self) -> Offer:
        """No key is needed, but a workflow in its place, and the server."""
        lacking = [self.lacks(one.id) for one in catalogue().of("video") if one.vendor == self._vendor.name]
        return Offer(self._vendor.name, (), Money(0), "second", needs="" if "" in lacking else "; ".join(lacking[:1]))

    def lacks(self, model: str) -> str:
        """What one workflow still needs before it can be queued, and what gets it; empty when nothing."""
        file = workflow_file(model)
        if not file.is_file():
            return _unsaved(file)
        if not _answers(self._vendor.base, int(time.monotonic() // _FRESH)):
            return (
                f"no server answers at {self._vendor.base}; start ComfyUI, or name its address as base under "
                f"[vendors.comfyui] in {user_file()}"
            )
        return ""

    def begin(self, order: ShotOrder) -> Ticket:
        """Fill the workflow in, upload what goes with it, and queue it under a name made from the order's mark."""
        file = workflow_file(order.model)
        workflow = _workflow(file)
        _fits(order, workflow, file)
        filled = _filled(workflow, self._values(order))
        body: dict[str, Any] = {"prompt": filled}
        if order.mark:
            body["prompt_id"] = _named(order.mark)
        answer = self._transport.ask("POST", "/prompt", body=body, orders=True)
        job = answer.at("prompt_id")
        if answer.at("node_errors"):
            if isinstance(job, str):
                self.cancel(Ticket(job))
            raise _invalid(answer)
        if not isinstance(job, str) or not job:
            raise Unanswered("ComfyUI took the workflow and named no prompt_id")
        return Ticket(job)

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film of the job. History, queue, history: a job may change over between two questions."""
        entry = self._entry(ticket)
        if entry is None and self._place(ticket):
            return None
        entry = entry or self._entry(ticket)
        if entry is None:
            raise Expired(f"ComfyUI knows nothing of the job {ticket.job}; it forgets its jobs when it is started again")
        status = entry.get("status") or {}
        if status.get("status_str", "success") != "success":
            raise _failed(status)
        film = _film(entry.get("outputs") or {})
        if film is None:
            raise Broken("the workflow ended without a film; it needs a node that saves one (Save Video)")
        url = f"{self._vendor.base.rstrip('/')}/view?{urlencode(film)}"
        return Footage(self._transport.download(url, into), Money(0))

    def cancel(self, ticket: Ticket) -> bool:
        """Take it out of the queue, or interrupt it, by its name, where it runs."""
        place = self._place(ticket)
        if place == "queue_pending":
            self._transport.ask("POST", "/queue", body={"delete": [ticket.job]})
        elif place == "queue_running":
            self._transport.ask("POST", "/interrupt", body={"prompt_id": ticket.job})
        return bool(place)

    def find(self, order: ShotOrder) -> Ticket | None:
        """The job that bears the name made from the order's mark."""
        if not order.mark:
            raise LookupError("ComfyUI cannot be asked for an order without a mark")
        ticket = Ticket(_named(order.mark))
        return ticket if self._place(ticket) or self._entry(ticket) is not None else None

    def _entry(self, ticket: Ticket) -> dict[str, Any] | None:
        """The job in the history, once it has ended."""
        found = self._transport.ask("GET", f"/history/{ticket.job}").at(ticket.job)
        return found if isinstance(found, dict) else None

    def _place(self, ticket: Ticket) -> str:
        """The part of the queue it stands in; empty: in none."""
        queue = self._transport.ask("GET", "/queue")
        for name in ("queue_running", "queue_pending"):
            if any(isinstance(one, list) and len(one) > 1 and one[1] == ticket.job for one in queue.at(name) or []):
                return name
        return ""

    def _values(self, order: ShotOrder) -> dict[str, str | int | float]:
        """What stands for each placeholder."""
        width, height = _size(order)
        rate = next((one.rate for one in catalogue().of("video") if (one.vendor, one.id) == ("comfyui", order.model)), Fraction(24))
        frames = ceil(order.seconds * rate)
        seed = order.seed if order.seed is not None else int.from_bytes(sha256((order.mark + order.prompt).encode()).digest()[:6])
        values: dict[str, str | int | float] = {
            "{{prompt}}": order.prompt,
            "{{seed}}": seed,
            "{{width}}": width,
            "{{height}}": height,
            "{{frames}}": frames,
            "{{frames_plus_one}}": frames + 1,
            "{{seconds}}": float(order.seconds),
            "{{rate}}": float(rate),
        }
        for role, placeholder in _ROLES.items():
            for one in order.of(role)[:1]:
                values[placeholder] = self._uploaded(one)
        return values

    def _uploaded(self, reference: Reference) -> str:
        """The name by which the server's own nodes load a file of ours."""
        name = f"onecrew-{reference.digest[:16]}.{reference.media_type.split('/')[-1]}"
        files = {"image": (name, reference.read(), reference.media_type)}
        answer = self._transport.ask("POST", "/upload/image", files=files, form={"type": "input", "overwrite": "true"})
        if not isinstance(answer.at("name"), str):
            raise Broken("ComfyUI took a picture and named no file")
        return "/".join(part for part in (answer.at("subfolder"), answer.at("name")) if part)


def workflow_file(model: str) -> Path:
    """Where the workflow of a model lies."""
    named = Path(model).expanduser()
    return user_file().parent / (named if named.suffix == ".json" else Path("comfyui") / f"{model}.json")


def _unsaved(file: Path) -> str:
    return f"{file} is not there; in ComfyUI save your workflow with File, Export (API), as this file"


@cache
def _answers(base: str, moment: int) -> bool:
    """Whether somebody takes a call at this address. ``moment`` only makes the answer grow old."""
    there = urlsplit(base)
    try:
        socket.create_connection((there.hostname or "", there.port or (443 if there.scheme == "https" else 80)), _PATIENCE).close()
    except (OSError, ValueError):
        return False
    return True


def _workflow(file: Path) -> dict[str, Any]:
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Unready(_unsaved(file)) from None
    except (OSError, ValueError) as fact:
        raise Unready(f"{file} cannot be read: {fact}") from None
    if (
        not isinstance(read, dict)
        or "nodes" in read
        or not all(isinstance(one, dict) and "class_type" in one for one in read.values())
    ):
        raise Refused(f"{file} is no workflow in API format; in ComfyUI save it with File, Export (API)")
    return read


def _fits(order: ShotOrder, workflow: dict[str, Any], file: Path) -> None:
    """What is sent has a place in the workflow, and what the workflow waits for is sent."""
    text = json.dumps(workflow)
    if "{{prompt}}" not in text:
        raise Refused(f"{file} has no {{{{prompt}}}}; write it where the words belong")
    if strange := [one.role for one in order.references if one.role not in _ROLES]:
        raise Refused(f"a ComfyUI workflow is given no {strange[0]} reference; leave it out")
    for role, placeholder in _ROLES.items():
        if order.of(role) and placeholder not in text:
            raise Refused(f"{file} has no {placeholder} for the {role}; write it into its Load Image node")
        if placeholder in text and not order.of(role):
            raise Refused(f"{file} waits for a {role} and the order has none; use another workflow")


def _filled(value: Any, values: dict[str, str | int | float]) -> Any:
    """The workflow with its placeholders filled in; one that stands alone keeps its kind, so that a number stays a number."""
    if isinstance(value, dict):
        return {key: _filled(one, values) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, values) for one in value]
    if not isinstance(value, str):
        return value
    if value.strip() in values:
        return values[value.strip()]
    for placeholder, one in values.items():
        # The prompt comes last of all: what an author writes is never filled in.
        if placeholder != "{{prompt}}":
            value = value.replace(placeholder, str(one))
    return value.replace("{{prompt}}", str(values["{{prompt}}"]))


def _size(order: ShotOrder) -> tuple[int, int]:
    """Width and height on the models' grid."""
    side = {"2k": 1440, "4k": 2160}.get(order.resolution.lower()) or int(order.resolution.lower().rstrip("p"))
    across, down = (int(one) for one in order.aspect.split(":"))
    short = min(across, down)
    return round(Fraction(side * across, short * _GRID)) * _GRID, round(Fraction(side * down, short * _GRID)) * _GRID


def _named(mark: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"onecrew:{mark}"))


def _film(outputs: dict[str, Any]) -> dict[str, str] | None:
    """The film among all outputs, under ``images``, ``gifs`` or ``videos``. One that is saved stands before a preview."""
    files = [
        one
        for node in outputs.values()
        if isinstance(node, dict)
        for listed in node.values()
        if isinstance(listed, list)
        for one in listed
        if isinstance(one, dict) and str(one.get("filename", "")).lower().endswith(_FILMS)
    ]
    files.sort(key=lambda one: one.get("type") != "output")
    return {key: str(files[0].get(key) or "") for key in ("filename", "subfolder", "type")} if files else None


def _told(answer: Answer) -> ProviderError | None:
    """A workflow the server does not take: what is wrong, node by node."""
    return _invalid(answer) if answer.status == 400 and (answer.at("error") or answer.at("node_errors")) else None


def _invalid(answer: Answer) -> ProviderError:
    nodes = answer.at("node_errors")
    told = [str(answer.at("error", "message") or "some nodes are wrong")]
    for number, node in nodes.items() if isinstance(nodes, dict) else ():
        where = f"node {number} ({node.get('class_type')})"
        told.extend(f"{where}: {one.get('message')} {one.get('details', '')}".strip() for one in node.get("errors", []))
    return Refused(f"ComfyUI does not take the workflow: {'; '.join(told)}")


def _failed(status: dict[str, Any]) -> ProviderError:
    """Why a job ended with an error: the last thing it said."""
    for kind, told in reversed([one for one in status.get("messages") or [] if isinstance(one, list) and len(one) == 2]):
        if kind == "execution_interrupted":
            return Expired("the job was interrupted at ComfyUI", billed=False)
        if kind == "execution_error":
            said = f"{told.get('node_type', 'a node')}: {told.get('exception_message', '')}".strip()
            if "memory" in f"{said} {told.get('exception_type', '')}".lower():
                return Broken(
                    f"ComfyUI's graphics memory is too small for this ({said}); order a smaller or shorter film", billed=False
                )
            return Broken(f"the workflow failed at {said}", billed=False)
    return Broken("the workflow failed and ComfyUI does not say why", billed=False)
