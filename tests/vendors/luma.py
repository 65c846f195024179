"""Luma's Agents API, on loopback.

Its moderation fails a generation that was taken, with a code, so ``moderated before`` cannot be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from .emulator import Asked, Job, LoopbackEmulator, Reply

SHAPES = {
    "9:16": (9, 16),
    "3:4": (3, 4),
    "1:1": (1, 1),
    "4:3": (4, 3),
    "16:9": (16, 9),
    "21:9": (21, 9),
}
BODY = {"model", "type", "prompt", "aspect_ratio", "video"}
VIDEO = {"resolution", "duration", "start_frame", "end_frame", "loop", "hdr", "keyframes", "keyframe_indexes"}
FAILURES = {
    "moderated after": ("content_moderated", "The content was flagged by moderation."),
    "failed": ("generation_failed", "The generation failed."),
}


class Emulator(LoopbackEmulator):
    """``failure``: the code of a generation that fails, instead of the fault's own."""

    VENDOR = "luma"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"LUMA_AGENTS_API_KEY": "luma-key-of-the-tests"}
    WITHOUT = ("moderated before",)

    def __init__(self) -> None:
        super().__init__()
        self.failure = ""
        self.concurrent = False

    def reply(self, asked: Asked) -> Reply:
        if asked.path.startswith("/films/"):
            return self._film(asked)
        key = asked.headers.get("authorization")
        if key == "Bearer old-dream-machine-key":
            return Reply(403, {"detail": "Forbidden"})
        if key != f"Bearer {self.ENVIRONMENT['LUMA_AGENTS_API_KEY']}":
            return Reply(401, {"detail": "Invalid API key"})
        if (asked.method, asked.path) == ("POST", "/v1/generations"):
            return self._create(asked)
        found = re.fullmatch(r"/v1/generations/([^/]+)", asked.path)
        if asked.method != "GET" or found is None or found[1] not in self.jobs:
            return Reply(404, {"detail": "Generation not found"})
        return Reply(json=self._generation(self.jobs[found[1]], look=True))

    def _create(self, asked: Asked) -> Reply:
        wrong = _wrong(asked.json)
        if wrong:
            return Reply(422, {"detail": wrong})
        fault = self.coming()
        said = "Too many concurrent jobs" if self.concurrent else "Rate limit exceeded"
        refusals = {
            "too many": Reply(429, {"detail": said}, headers={"retry-after": "11"}),
            "no money": Reply(402, {"detail": "Insufficient balance"}),
            "wrong key": Reply(401, {"detail": "Invalid API key"}),
            "failure under 200": Reply(
                json={"id": "none", "state": "failed", "failure_code": "generation_failed", "failure_reason": "No capacity."}
            ),
        }
        if fault in refusals:
            return refusals[fault]
        job = self.taken(asked.json, fault)
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return Reply(500, {"detail": "Internal server error"})
        return Reply(201, self._generation(job, look=False))

    def _generation(self, job: Job, *, look: bool) -> dict[str, Any]:
        """A generation as the API shows it."""
        shown: dict[str, Any] = {
            "id": job.id,
            "type": "video",
            "model": job.asked["model"],
            "state": "processing" if job.looks else "queued",
            "output": [],
            "failure_code": None,
            "failure_reason": None,
            "created_at": "2026-11-21T09:00:00Z",
        }
        if not look or not job.done():
            return shown
        if job.fault in FAILURES:
            code, said = FAILURES[job.fault]
            return shown | {"state": "failed", "failure_code": self.failure or code, "failure_reason": said}
        shown |= {"state": "completed", "output": [{"type": "thumbnail", "url": f"{self.url}/films/{job.id}.jpg"}]}
        if job.fault != "no video":
            shown["output"].append({"type": "video", "url": f"{self.url}/films/{job.id}.mp4"})
        return shown

    def _film(self, asked: Asked) -> Reply:
        job = self.jobs[asked.path.rsplit("/", 1)[1].removesuffix(".mp4")]
        side = int(job.asked["video"]["resolution"].rstrip("p"))
        across, down = SHAPES[job.asked["aspect_ratio"]]
        short = min(across, down)
        seconds = Fraction(job.asked["video"]["duration"].rstrip("s"))
        return self.film_reply(job, seconds, side * across // short // 2 * 2, side * down // short // 2 * 2)


def _wrong(body: dict[str, Any]) -> str:
    """What Luma says against a body; empty when it takes it."""
    if body.get("model") != "ray-3.2" or body.get("type") != "video":
        return "Invalid model or type"
    if set(body) - BODY:
        return f"Extra inputs are not permitted: {sorted(set(body) - BODY)[0]}"
    if not 1 <= len(str(body.get("prompt", ""))) <= 6000:
        return "Invalid prompt"
    if body.get("aspect_ratio") not in SHAPES:
        return "Invalid aspect_ratio"
    video = body.get("video", {})
    if set(video) - VIDEO:
        return f"Extra inputs are not permitted: {sorted(set(video) - VIDEO)[0]}"
    if video.get("resolution") not in ("360p", "540p", "720p", "1080p") or video.get("duration") not in ("5s", "10s"):
        return "Invalid resolution or duration"
    for name in ("start_frame", "end_frame"):
        frame = video.get(name)
        if frame is not None and video["duration"] == "10s":
            return f"{name} is incompatible with duration 10s"
        if frame is not None and not (
            frame.get("url") or (frame.get("data") and str(frame.get("media_type")).startswith("image/"))
        ):
            return f"Invalid {name}"
    return ""
