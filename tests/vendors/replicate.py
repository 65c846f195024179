"""Replicate's predictions and its file store, on loopback; after an hour it forgets what came of one.

Moderation is the model's own affair there and fails a prediction that was taken, so ``moderated before`` cannot be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from .emulator import Asked, Job, LoopbackEmulator, Reply

INPUTS: dict[str, dict[str, type | tuple[str, ...]]] = {
    "bytedance": {
        "prompt": str,
        "image": str,
        "last_frame_image": str,
        "reference_images": list,
        "duration": int,
        "resolution": ("480p", "720p"),
        "aspect_ratio": ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9"),
        "generate_audio": bool,
        "seed": int,
    },
    "kwaivgi": {
        "prompt": str,
        "start_image": str,
        "end_image": str,
        "reference_images": list,
        "duration": int,
        "mode": ("standard", "pro"),
        "aspect_ratio": ("16:9", "9:16", "1:1"),
        "generate_audio": bool,
    },
}
"""By maker: the input its models take; a tuple lists all values."""

FAILURES = {
    "moderated after": "The input or output was flagged as sensitive. Please try again with different inputs. (E005) (aBcD)",
    "failed": "Director: unexpected error handling prediction (E9243)",
}


class Emulator(LoopbackEmulator):
    """``hour_over``: what went in and came out of every prediction is deleted."""

    VENDOR = "replicate"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"REPLICATE_API_TOKEN": "r8_token_of_the_tests"}
    WITHOUT = ("moderated before",)

    def __init__(self) -> None:
        super().__init__()
        self.hour_over = False
        self.uploads: set[str] = set()

    def reply(self, asked: Asked) -> Reply:
        if asked.path.startswith("/films/"):
            return self._film(asked)
        if asked.headers.get("authorization") != f"Bearer {self.ENVIRONMENT['REPLICATE_API_TOKEN']}":
            return _problem(401, "Unauthenticated", "You did not pass a valid authentication token")
        if (asked.method, asked.path) == ("POST", "/v1/files"):
            return self._upload(asked)
        created = re.fullmatch(r"/v1/models/([^/]+)/([^/]+)/predictions", asked.path)
        if asked.method == "POST" and (created or asked.path == "/v1/predictions"):
            return self._create(asked, f"{created[1]}/{created[2]}" if created else "")
        found = re.fullmatch(r"/v1/predictions/([^/]+)(/cancel)?", asked.path)
        if found is None or found[1] not in self.jobs:
            return _problem(404, "Not found", "The requested resource could not be found.")
        job = self.jobs[found[1]]
        if found[2] and job.looks <= 1:
            job.cancelled = True
        return Reply(json=self._prediction(job, look=not found[2]))

    def _upload(self, asked: Asked) -> Reply:
        kind = asked.headers.get("content-type", "")
        if not kind.startswith("multipart/form-data") or b'name="content"' not in asked.body:
            return _problem(400, "Bad request", "content: missing")
        name = f"file-{len(self.uploads) + 1}"
        self.uploads.add(f"{self.url}/v1/files/{name}")
        return Reply(
            201,
            {
                "id": name,
                "name": "content",
                "content_type": "image/png",
                "size": 1,
                "etag": "e",
                "checksums": {"sha256": "0" * 64},
                "metadata": {},
                "created_at": "2026-11-21T09:00:00.000Z",
                "expires_at": "2026-11-22T09:00:00.000Z",
                "urls": {"get": f"{self.url}/v1/files/{name}"},
            },
        )

    def _create(self, asked: Asked, model: str) -> Reply:
        body = asked.json
        if not model and not re.fullmatch(r"[0-9a-f]{64}", str(body.get("version"))):
            return _problem(422, "Invalid version or not permitted", "The specified version does not exist.")
        wrong = self._wrong(model.split("/")[0], body.get("input"))
        if wrong:
            return _problem(422, "Input validation failed", f"- input{wrong}\n")
        fault = self.coming()
        refusals = {
            "too many": Reply(
                429,
                {"detail": "Request was throttled. Expected available in 3 seconds.", "status": 429},
                headers={"retry-after": "3"},
            ),
            "no money": _problem(402, "Insufficient credit", "You have insufficient credit to run this model."),
            "wrong key": _problem(401, "Unauthenticated", "You did not pass a valid authentication token"),
            "failure under 200": Reply(200, {"detail": "Service temporarily unavailable"}),
        }
        if fault in refusals:
            return refusals[fault]
        job = self.taken({"model": model or "bytedance/by-version", **body}, fault)
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return _problem(500, "Internal server error", "Something went wrong.")
        return Reply(201, self._prediction(job, look=False))

    def _wrong(self, maker: str, given: Any) -> str:
        if not isinstance(given, dict):
            return " is required"
        schema = INPUTS.get(maker, INPUTS["bytedance"])
        if not given.get("prompt"):
            return ": prompt is required"
        for name, value in given.items():
            if name not in schema:
                return f": Additional property {name} is not allowed"
            wanted = schema[name]
            if isinstance(wanted, tuple):
                if value not in wanted:
                    return f".{name}: must be one of the following: {', '.join(wanted)}"
            elif not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
                return f".{name}: Invalid type. Expected: {wanted.__name__}"
        files = [value for name, value in given.items() if name.endswith("image")] + given.get("reference_images", [])
        return ": Does not match format 'uri'" if any(one not in self.uploads for one in files) else ""

    def _prediction(self, job: Job, *, look: bool) -> dict[str, Any]:
        """A prediction as the API shows it."""
        done = look and not job.cancelled and job.done()
        status = "canceled" if job.cancelled else "succeeded" if done else "processing" if job.looks else "starting"
        shown: dict[str, Any] = {
            "id": job.id,
            "model": job.asked["model"],
            "version": job.asked.get("version", "hidden"),
            "input": {} if self.hour_over else job.asked["input"],
            "output": None,
            "logs": "",
            "error": None,
            "metrics": {"predict_time": 61.2} if done else {},
            "data_removed": self.hour_over,
            "status": status,
            "created_at": "2026-11-21T09:00:00.000Z",
            "started_at": None,
            "completed_at": None,
            "urls": {
                "get": f"{self.url}/v1/predictions/{job.id}",
                "cancel": f"{self.url}/v1/predictions/{job.id}/cancel",
            },
        }
        if done and job.fault in FAILURES:
            shown |= {"status": "failed", "error": FAILURES[job.fault]}
        elif done and job.fault != "no video" and not self.hour_over:
            shown["output"] = f"{self.url}/films/{job.id}.mp4"
        return shown

    def _film(self, asked: Asked) -> Reply:
        job = self.jobs[asked.path.rsplit("/", 1)[1].removesuffix(".mp4")]
        given = job.asked["input"]
        side = {"standard": 720, "pro": 1080}.get(given.get("mode", "")) or int(given["resolution"].rstrip("p"))
        return self.film_reply(job, Fraction(given["duration"]), side, side * 16 // 9 // 2 * 2)


def _problem(status: int, title: str, detail: str) -> Reply:
    return Reply(status, {"title": title, "detail": detail, "status": status})
