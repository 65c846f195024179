"""A gateway in the shape of OpenAI's videos API, on loopback.

No model of this shape is alive in the catalogue, so one is written into the user's own catalogue, as a user would.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

from .emulator import Asked, Job, LoopbackEmulator, Reply

SIZES = ("720x1280", "1280x720", "1024x1792", "1792x1024")
FIELDS = {"model", "prompt", "seconds", "size", "input_reference"}
OWN = """
[models."openai-videos/gateway"]
vendor = "openai-videos"
capability = "video"
id = "sora-2"
unit = "second"
lengths = [4, 8, 12]
resolutions = ["720p"]
references = { "first frame" = 1 }
sound = "always"
"""


class Emulator(LoopbackEmulator):
    """``failure``: code and words of a job that fails. ``poor``: status, code and words of an empty account."""

    VENDOR = "openai-videos"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"OPENAI_VIDEOS_API_KEY": "sk-gateway-of-the-tests"}

    def __init__(self) -> None:
        super().__init__()
        self.failure = ("internal_error", "The video could not be generated.")
        self.poor = (429, "insufficient_quota", "You exceeded your current quota.")

    def __enter__(self) -> LoopbackEmulator:
        home = os.environ.get("ONECREW_HOME")
        if home:
            Path(home).mkdir(parents=True, exist_ok=True)
            (Path(home) / "catalogue.toml").write_text(OWN, encoding="utf-8")
        return super().__enter__()

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != f"Bearer {self.ENVIRONMENT['OPENAI_VIDEOS_API_KEY']}":
            return _error(401, "invalid_api_key", "Incorrect API key provided.")
        if (asked.method, asked.path) == ("POST", "/v1/videos"):
            return self._create(asked)
        found = re.fullmatch(r"/v1/videos/([^/]+)(/content)?", asked.path)
        if found is None or found[1] not in self.jobs or self.jobs[found[1]].cancelled:
            return _error(404, "not_found", "Video not found.")
        job = self.jobs[found[1]]
        if asked.method == "DELETE":
            job.cancelled = True
            return Reply(json={"id": job.id, "object": "video.deleted", "deleted": True})
        return self._content(job) if found[2] else Reply(json=self._video(job, look=True))

    def _create(self, asked: Asked) -> Reply:
        fields = _fields(asked)
        wrong = _wrong(fields)
        if wrong:
            return _error(400, "invalid_value", wrong)
        fault = self.coming()
        status, code, said = self.poor
        refusals = {
            "too many": _error(429, "rate_limit_exceeded", "Rate limit reached."),
            "no money": _error(status, code, said),
            "wrong key": _error(401, "invalid_api_key", "Incorrect API key provided."),
            "moderated before": _error(400, "moderation_blocked", "Your request was blocked by our moderation system."),
            "failure under 200": Reply(200, {"error": {"code": "upstream_error", "message": "No channel is available."}}),
        }
        if fault in refusals:
            return refusals[fault]
        job = self.taken(fields, fault)
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return _error(500, "server_error", "The server had an error.")
        return Reply(json=self._video(job, look=False))

    def _video(self, job: Job, *, look: bool) -> dict[str, Any]:
        """A video job as the API shows it."""
        done = look and job.done()
        shown: dict[str, Any] = {
            "id": job.id,
            "object": "video",
            "model": job.asked["model"],
            "status": "completed" if done else "in_progress" if job.looks else "queued",
            "progress": 100 if done else 0,
            "created_at": 1_795_000_000,
            "seconds": job.asked["seconds"],
            "size": job.asked["size"],
            "error": None,
        }
        if done and job.fault in ("failed", "moderated after"):
            moderated = ("moderation_blocked", "The output was blocked by our moderation system.")
            code, said = moderated if job.fault == "moderated after" else self.failure
            shown |= {"status": "failed", "error": {"code": code, "message": said}}
        return shown

    def _content(self, job: Job) -> Reply:
        if job.fault == "no video":
            return Reply(200, {"error": {"code": "no_content", "message": "The video is empty."}})
        across, down = (int(one) for one in job.asked["size"].split("x"))
        return self.film_reply(job, Fraction(job.asked["seconds"]), across, down)


def _fields(asked: Asked) -> dict[str, Any]:
    """What was asked, from JSON or from a form."""
    kind = asked.headers.get("content-type", "")
    if kind == "application/json":
        found: dict[str, Any] = asked.json
        return found
    parts = asked.body.split(b"--" + kind.partition("boundary=")[2].encode())
    named = [(re.search(rb'name="([^"]+)"', part), part.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n")) for part in parts]
    return {
        name[1].decode(): value if name[1] == b"input_reference" else value.decode() for name, value in named if name is not None
    }


def _wrong(fields: dict[str, Any]) -> str:
    """What is said against an order; empty when it is taken."""
    if set(fields) - FIELDS:
        return f"Unknown parameter: '{sorted(set(fields) - FIELDS)[0]}'."
    if not fields.get("model") or not fields.get("prompt"):
        return "Missing required parameter."
    if fields.get("seconds") not in ("4", "8", "12"):
        return f"Invalid value: {fields.get('seconds')!r}. Supported values are: '4', '8', and '12'."
    if fields.get("size") not in SIZES:
        return f"Invalid size: {fields.get('size')!r}."
    reference = fields.get("input_reference", b"x")
    return "" if isinstance(reference, bytes) and reference else "input_reference must be a file."


def _error(status: int, code: str, said: str) -> Reply:
    return Reply(status, {"error": {"message": said, "type": "invalid_request_error", "param": None, "code": code}})
