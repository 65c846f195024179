"""Google's Interactions API and its file store, on loopback."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from .emulator import Asked, Job, LoopbackEmulator, Reply, film

MODELS = ("gemini-omni-1.1-flash", "gemini-omni-1.2-flash")
SIDES = {"360p": 360, "720p": 720, "1080p": 1080, "4k": 2160}
TASKS = {"text_to_video": (), "image_to_video": ("image",), "reference_to_video": ("image",), "edit": ("video",)}
"""By task: what must go along."""
BODY = {"model", "input", "response_format", "generation_config", "background", "store", "previous_interaction_id"}
FORMAT = {"type", "aspect_ratio", "resolution", "duration", "delivery"}


class Emulator(LoopbackEmulator):
    """``inline``: films come in the answer itself. ``not_ready``: how often a file is still being processed."""

    VENDOR = "gemini"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"GEMINI_API_KEY": "AIza-key-of-the-tests"}

    def __init__(self) -> None:
        super().__init__()
        self.inline = False
        self.not_ready = 0
        self.words = ""
        self.refusal: Reply | None = None

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("x-goog-api-key") != self.ENVIRONMENT["GEMINI_API_KEY"]:
            return _error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.")
        if (asked.method, asked.path) == ("POST", "/v1beta/interactions"):
            return self._create(asked)
        found = re.fullmatch(r"/v1beta/(interactions|files)/([^/:]+)(/cancel|:download)?", asked.path)
        if found is None or found[2] not in self.jobs:
            return _error(404, "NOT_FOUND", "Requested entity was not found.")
        job = self.jobs[found[2]]
        if found[1] == "files":
            return self._file(asked, job, bool(found[3]))
        if found[3]:
            if job.looks > 1:
                return _error(400, "FAILED_PRECONDITION", "The interaction is not running.")
            job.cancelled = True
        return Reply(json=self._interaction(job, look=not found[3]))

    def _create(self, asked: Asked) -> Reply:
        wrong = _wrong(asked.json)
        if wrong:
            return _error(400, "INVALID_ARGUMENT", wrong)
        if self.refusal is not None:
            return self.refusal
        fault = self.coming()
        retry = [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "13s"}]
        refusals = {
            "too many": _error(
                429, "RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your plan and billing.", retry
            ),
            "no money": _error(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted. Please add funds."),
            "wrong key": _error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
            "moderated before": _error(400, "INVALID_ARGUMENT", "The prompt was blocked by our safety policies."),
            "failure under 200": Reply(
                json={"id": "v1_none", "status": "failed", "errors": [{"code": "internal", "message": "The model is overloaded."}]}
            ),
        }
        if fault in refusals:
            return refusals[fault]
        job = self.taken(asked.json, fault)
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return _error(500, "INTERNAL", "An internal error has occurred.")
        return Reply(json=self._interaction(job, look=False))

    def _interaction(self, job: Job, *, look: bool) -> dict[str, Any]:
        """An interaction as the API shows it."""
        done = look and not job.cancelled and job.done()
        status = "cancelled" if job.cancelled else "completed" if done else "in_progress"
        shown: dict[str, Any] = {
            "id": job.id,
            "object": "interaction",
            "model": job.asked["model"],
            "created": "2026-11-21T09:00:00Z",
            "updated": "2026-11-21T09:00:30Z",
            "status": status,
            "steps": [],
        }
        if not done:
            return shown
        if job.fault in ("moderated after", "failed"):
            said = "The generated video was blocked by safety filters." if job.fault == "moderated after" else "Internal error."
            return shown | {"status": "failed", "errors": [{"code": "generation_failed", "message": said}]}
        content: dict[str, str] = {"type": "video", "mime_type": "video/mp4"}
        if self.inline:
            content["data"] = base64.b64encode(film(*_size(job))).decode()
        else:
            content["uri"] = f"https://generativelanguage.googleapis.com/v1beta/files/{job.id}:download?alt=media"
        if job.fault == "no video":
            content = {"type": "text", "text": self.words or "I cannot film that."}
        shown["steps"] = [{"type": "model_output", "content": [content]}]
        return shown | {"usage": {"total_tokens": 46000}}

    def _file(self, asked: Asked, job: Job, download: bool) -> Reply:
        if job.fault == "expired link":
            return _error(403, "PERMISSION_DENIED", f"You do not have permission to access the File {job.id} or it may not exist.")
        if not download:
            self.not_ready -= 1
            return Reply(json={"name": f"files/{job.id}", "state": "ACTIVE" if self.not_ready < 0 else "PROCESSING"})
        if asked.query.get("alt") != "media":
            return _error(400, "INVALID_ARGUMENT", "alt must be media")
        return self.film_reply(job, *_size(job))


def _size(job: Job) -> tuple[Fraction, int, int]:
    wanted = job.asked["response_format"]
    side = SIDES[wanted["resolution"]]
    across, down = (side * 16 // 9, side) if wanted["aspect_ratio"] == "16:9" else (side, side * 16 // 9)
    return Fraction(wanted["duration"].rstrip("s")), across, down


def _wrong(body: dict[str, Any]) -> str:
    """What Google says against a body; empty when it takes it."""
    for name in body:
        if name not in BODY:
            return f"Invalid JSON payload received. Unknown name {name!r}: Cannot find field."
    if body.get("model") not in MODELS:
        return f"models/{body.get('model')} is not found"
    if body.get("background") is not True or body.get("store") is not True:
        return "A background interaction must be stored."
    wanted = body.get("response_format", {})
    if wanted.get("type") != "video" or set(wanted) - FORMAT or wanted.get("delivery") not in ("inline", "uri"):
        return "response_format is invalid"
    if wanted.get("aspect_ratio") not in ("16:9", "9:16") or wanted.get("resolution") not in SIDES:
        return "response_format: aspect_ratio or resolution is invalid"
    seconds = re.fullmatch(r"(\d+(?:\.\d+)?)s", str(wanted.get("duration")))
    if seconds is None or not 3 <= float(seconds[1]) <= 10:
        return "response_format: duration must be between 3s and 10s"
    given = body.get("input", [])
    if [one.get("type") for one in given] != ["user_input"]:
        return "input must be one step of the user's"
    content = given[0].get("content", [])
    kinds = [one.get("type") for one in content]
    if kinds[:1] != ["text"] or not content[0].get("text"):
        return "input must have text"
    for one in content[1:]:
        if one.get("type") not in ("image", "video") or not one.get("mime_type", "").startswith(one["type"]) or not one.get("data"):
            return "input: content is invalid"
    task = body.get("generation_config", {}).get("video_config", {}).get("task")
    if task not in TASKS or any(kind not in kinds for kind in TASKS[task]):
        return f"video_config: task {task!r} does not fit the input"
    return ""


def _error(status: int, word: str, said: str, details: list[dict[str, str]] | None = None) -> Reply:
    return Reply(status, {"error": {"code": status, "message": said, "status": word, "details": details or []}})
