"""xAI's videos, on loopback."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from .emulator import Asked, Job, LoopbackEmulator, Reply

MODELS = ("grok-imagine-video-1.5", "grok-imagine-video-1.5-lite")
SHAPES = {"1:1": (1, 1), "16:9": (16, 9), "9:16": (9, 16), "4:3": (4, 3), "3:4": (3, 4), "3:2": (3, 2), "2:3": (2, 3)}
BODY = {"model", "prompt", "image", "reference_images", "duration", "aspect_ratio", "resolution"}
TICKS = {"480p": 800_000_000, "720p": 1_400_000_000, "1080p": 2_500_000_000}
"""What a second costs, ten thousand million to the dollar."""


class Emulator(LoopbackEmulator):
    """``failure``: the code and words of a request that fails. ``gone``: every request has expired."""

    VENDOR = "xai"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"XAI_API_KEY": "xai-key-of-the-tests"}

    def __init__(self) -> None:
        super().__init__()
        self.failure = ("internal_error", "Video generation failed.")
        self.gone = False
        self.poor = 429

    def reply(self, asked: Asked) -> Reply:
        if asked.path.startswith("/films/"):
            return self._film(asked)
        key = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if key != self.ENVIRONMENT["XAI_API_KEY"]:
            return self._wrong_key(key)
        if (asked.method, asked.path) == ("POST", "/v1/videos/generations"):
            return self._start(asked)
        found = re.fullmatch(r"/v1/videos/([^/]+)", asked.path)
        if asked.method != "GET" or found is None or found[1] not in self.jobs:
            return Reply(404, {"code": "Some requested entity was not found", "error": "Deferred request not found."})
        return self._request(self.jobs[found[1]])

    def _wrong_key(self, key: str) -> Reply:
        said = f"Incorrect API key provided: {key[:3]}***{key[-2:]}. You can obtain an API key from https://console.x.ai."
        return Reply(400, {"code": "Client specified an invalid argument", "error": said})

    def _start(self, asked: Asked) -> Reply:
        wrong = _wrong(asked.json)
        if wrong:
            return Reply(422, {"code": "Client specified an invalid argument", "error": wrong})
        fault = self.coming()
        if fault == "wrong key":
            return self._wrong_key("xai-wrong")
        refusals = {
            "too many": Reply(
                429, {"code": "Some resource has been exhausted", "error": "Too many requests."}, headers={"retry-after": "4"}
            ),
            "no money": Reply(
                self.poor, {"code": "Some resource has been exhausted", "error": "Your team has used all available credits."}
            ),
            "moderated before": Reply(
                400, {"code": "Client specified an invalid argument", "error": "The prompt was rejected by content moderation."}
            ),
            "failure under 200": Reply(200, {"error": "temporarily unavailable"}),
        }
        if fault in refusals:
            return refusals[fault]
        job = self.taken(asked.json, fault)
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return Reply(500, {"code": "Internal error", "error": "Internal server error."})
        return Reply(json={"request_id": job.id})

    def _request(self, job: Job) -> Reply:
        if self.gone:
            return Reply(json={"status": "expired"})
        if not job.done():
            return Reply(202, {"status": "pending"})
        cost = TICKS[job.asked["resolution"]] * job.asked["duration"]
        if job.fault == "failed":
            code, said = self.failure
            return Reply(json={"status": "failed", "error": {"code": code, "message": said}})
        body: dict[str, Any] = {"status": "done", "model": job.asked["model"], "usage": {"cost_in_usd_ticks": cost}}
        if job.fault == "moderated after":
            return Reply(json=body | {"video": {"respect_moderation": False, "url": "", "duration": 0}})
        if job.fault == "no video":
            return Reply(json=body)
        video = {"url": f"{self.url}/films/{job.id}.mp4", "duration": job.asked["duration"], "respect_moderation": True}
        return Reply(json=body | {"video": video})

    def _film(self, asked: Asked) -> Reply:
        job = self.jobs[asked.path.rsplit("/", 1)[1].removesuffix(".mp4")]
        side = int(job.asked["resolution"].rstrip("p"))
        across, down = SHAPES[job.asked["aspect_ratio"]]
        short = min(across, down)
        return self.film_reply(job, Fraction(job.asked["duration"]), side * across // short // 2 * 2, side * down // short // 2 * 2)


def _wrong(body: dict[str, Any]) -> str:
    """What xAI says against a body; empty when it takes it."""
    if set(body) - BODY:
        return f"Unknown field {sorted(set(body) - BODY)[0]}"
    if body.get("model") not in MODELS or not body.get("prompt"):
        return "Invalid model or empty prompt."
    if not isinstance(body.get("duration"), int) or not 1 <= body["duration"] <= 15:
        return "Duration must be between 1 and 15."
    if body.get("aspect_ratio") not in SHAPES or body.get("resolution") not in TICKS:
        return "Invalid aspect_ratio or resolution."
    pictures = ([body["image"]] if "image" in body else []) + body.get("reference_images", [])
    if "image" in body and "reference_images" in body:
        return "image and reference_images are mutually exclusive."
    return "" if all(str(one.get("url")).startswith(("https://", "data:image/")) for one in pictures) else "Invalid image."
