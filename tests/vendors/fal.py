"""fal's queue and its storage, on loopback."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from .emulator import Asked, LoopbackEmulator, Reply


class Emulator(LoopbackEmulator):
    """Jobs are addressed by the first two parts of the model's path."""

    VENDOR = "fal"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"FAL_KEY": "fal-key-of-the-tests"}

    def made(self, vendor_class: Any) -> Any:
        """The storage stands beside the queue."""
        return vendor_class(self.vendor, storage=self.url)

    def reply(self, asked: Asked) -> Reply:
        if asked.path.startswith(("/files/", "/upload/")):
            return self._file(asked)
        if asked.headers.get("authorization") != f"Key {self.ENVIRONMENT['FAL_KEY']}":
            return Reply(401, {"detail": "Cannot access application. Authentication is required."})
        if asked.path == "/storage/upload/initiate":
            name = asked.json["file_name"]
            return Reply(json={"upload_url": f"{self.url}/upload/{name}", "file_url": f"{self.url}/files/{name}"})
        job = re.fullmatch(r"/([^/]+)/([^/]+)/requests/([^/]+)(/status|/cancel)?", asked.path)
        if job is None:
            return self._submit(asked)
        if job[3] not in self.jobs:
            return Reply(404, {"detail": "Request not found"})
        return self._job(asked, job[3], job[4] or "")

    def _submit(self, asked: Asked) -> Reply:
        fault = self.coming()
        refusals = {
            "too many": Reply(429, {"detail": "Too many concurrent requests"}, headers={"retry-after": "2"}),
            "no money": Reply(402, {"detail": "Exhausted balance. Top up your balance."}),
            "wrong key": Reply(401, {"detail": "Invalid Key"}),
            "moderated before": Reply(
                422, {"detail": [{"loc": ["body", "prompt"], "msg": "Content flagged", "type": "content_policy_violation"}]}
            ),
            "failure under 200": Reply(200, {"detail": "no request was made"}),
        }
        if fault in refusals:
            return refusals[fault]
        job = self.taken(asked.json, fault)
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return Reply(500, {"detail": "Internal Server Error"})
        here = f"{self.url}/{'/'.join(asked.path.split('/')[1:3])}/requests/{job.id}"
        return Reply(
            json={
                "request_id": job.id,
                "status": "IN_QUEUE",
                "queue_position": 0,
                "status_url": f"{here}/status",
                "response_url": here,
                "cancel_url": f"{here}/cancel",
            }
        )

    def _job(self, asked: Asked, name: str, what: str) -> Reply:
        job = self.jobs[name]
        if what == "/cancel":
            done = job.looks > 1
            job.cancelled = not done
            return Reply(400, {"status": "ALREADY_COMPLETED"}) if done else Reply(202, {"status": "CANCELLATION_REQUESTED"})
        if what == "/status":
            if not job.done():
                return Reply(202, {"status": "IN_PROGRESS", "request_id": name, "logs": None})
            body: dict[str, Any] = {"status": "COMPLETED", "request_id": name, "logs": None, "metrics": {"inference_time": 9.5}}
            if job.fault == "failed":
                body.update(error="Runner disconnected", error_type="runner_disconnected")
            return Reply(json=body)
        if job.fault == "moderated after":
            return Reply(
                422, {"detail": [{"loc": ["body"], "msg": "The content could not be shown", "type": "content_policy_violation"}]}
            )
        if job.fault == "no video":
            return Reply(json={"seed": 7})
        return Reply(json={"video": {"url": f"{self.url}/files/{name}.mp4", "content_type": "video/mp4"}, "seed": 7})

    def _file(self, asked: Asked) -> Reply:
        name = asked.path.rsplit("/", 1)[1]
        if asked.method == "PUT":
            return Reply(body=b"", media_type="text/plain")
        job = self.jobs[name.removesuffix(".mp4")]
        side = int(job.asked["resolution"].rstrip("p"))
        return self.film_reply(job, Fraction(job.asked["duration"]), side, side * 16 // 9)
