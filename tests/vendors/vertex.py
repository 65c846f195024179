"""Vertex AI's long-running predictions of Veo, on loopback.

Films come inside the answer, so there is no link that could end: ``expired link`` cannot be.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from .emulator import Asked, Job, LoopbackEmulator, Reply, film

MODELS = ("veo-3.1-generate-001", "veo-3.1-fast-generate-001", "veo-3.1-lite-generate-001")
PARAMETERS: dict[str, type | tuple[Any, ...]] = {
    "aspectRatio": ("16:9", "9:16"),
    "durationSeconds": (4, 6, 8),
    "resolution": ("720p", "1080p", "4k"),
    "sampleCount": (1, 2, 3, 4),
    "seed": int,
    "generateAudio": bool,
    "personGeneration": ("dont_allow", "allow_adult"),
    "negativePrompt": str,
    "storageUri": str,
}
"""By parameter: its type, or all its values."""


class Emulator(LoopbackEmulator):
    """``broken_error``: what a finished operation says when it failed."""

    VENDOR = "vertex"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {
        "GOOGLE_CLOUD_ACCESS_TOKEN": "ya29.token-of-the-tests",
        "GOOGLE_CLOUD_PROJECT": "film-project-of-the-tests",
    }
    WITHOUT = ("expired link",)

    def __init__(self) -> None:
        super().__init__()
        self.location = "us-central1"
        self.broken_error: dict[str, Any] = {"code": 13, "message": "Internal error. Please try again later."}

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != f"Bearer {self.ENVIRONMENT['GOOGLE_CLOUD_ACCESS_TOKEN']}":
            return _error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")
        place = f"projects/{self.ENVIRONMENT['GOOGLE_CLOUD_PROJECT']}/locations/{self.location}/publishers/google/models"
        found = re.fullmatch(rf"/v1/{place}/([^/:]+):(predictLongRunning|fetchPredictOperation)", asked.path)
        if found is None or asked.method != "POST" or found[1] not in MODELS:
            return _error(404, "NOT_FOUND", "Publisher Model was not found or your project does not have access to it.")
        here = f"{place}/{found[1]}"
        return self._start(asked, here) if found[2] == "predictLongRunning" else self._fetch(asked, here)

    def _start(self, asked: Asked, here: str) -> Reply:
        wrong = _wrong(asked.json)
        if wrong:
            return _error(400, "INVALID_ARGUMENT", wrong)
        fault = self.coming()
        refusals = {
            "too many": _error(
                429, "RESOURCE_EXHAUSTED", "Quota exceeded for aiplatform.googleapis.com/long_running_online_prediction."
            ),
            "no money": _error(403, "PERMISSION_DENIED", "This API method requires billing to be enabled."),
            "wrong key": _error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials."),
            "moderated before": _error(
                400, "INVALID_ARGUMENT", "The prompt violates Vertex AI's usage guidelines. Support codes: 58061214"
            ),
            "failure under 200": Reply(json={"error": {"code": 14, "message": "The service is currently unavailable."}}),
        }
        if fault in refusals:
            return refusals[fault]
        job = self.taken(asked.json, fault)
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return _error(500, "INTERNAL", "Internal error encountered.")
        return Reply(json={"name": f"{here}/operations/{job.id}"})

    def _fetch(self, asked: Asked, here: str) -> Reply:
        name = str(asked.json.get("operationName", ""))
        if not name.startswith(f"{here}/operations/"):
            return _error(400, "INVALID_ARGUMENT", f"Invalid operation name {name!r}")
        if name.rsplit("/", 1)[1] not in self.jobs:
            return _error(404, "NOT_FOUND", "The operation was not found.")
        job = self.jobs[name.rsplit("/", 1)[1]]
        if not job.done():
            return Reply(json={"name": name})
        if job.fault == "failed":
            return Reply(json={"name": name, "done": True, "error": self.broken_error})
        reply = Reply(json={"name": name, "done": True, "response": _response(job)})
        if job.fault == "truncated file":
            return Reply(json=reply.json, cut=100)
        return reply


def _response(job: Job) -> dict[str, Any]:
    made: dict[str, Any] = {"@type": "type.googleapis.com/cloud.ai.large_models.vision.GenerateVideoResponse"}
    if job.fault == "moderated after":
        reason = "Veo could not generate videos because the output violates Vertex AI's usage guidelines. Support codes: 15236754"
        return made | {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": [reason]}
    if job.fault == "no video":
        return made | {"raiMediaFilteredCount": 0}
    if job.fault == "wrong content type":
        return made | {"videos": [{"bytesBase64Encoded": base64.b64encode(b"<html>").decode(), "mimeType": "text/html"}]}
    wanted = job.asked["parameters"]
    side = int(wanted["resolution"].rstrip("p"))
    across, down = (side, side * 16 // 9) if wanted["aspectRatio"] == "9:16" else (side * 16 // 9, side)
    data = film(Fraction(wanted["durationSeconds"]), across, down)
    return made | {
        "raiMediaFilteredCount": 0,
        "videos": [{"bytesBase64Encoded": base64.b64encode(data).decode(), "mimeType": "video/mp4"}],
    }


def _wrong(body: dict[str, Any]) -> str:
    """What Google says against a body; empty when it takes it."""
    if set(body) != {"instances", "parameters"} or len(body["instances"]) != 1:
        return "Exactly one instance is expected."
    instance, parameters = body["instances"][0], body["parameters"]
    if not instance.get("prompt") or set(instance) - {"prompt", "image", "lastFrame", "referenceImages", "video"}:
        return "Instance is invalid."
    for name, value in parameters.items():
        wanted = PARAMETERS.get(name)
        if wanted is None:
            return f"Unknown parameter {name}."
        if value not in wanted if isinstance(wanted, tuple) else not isinstance(value, wanted):
            return f"Unsupported value for {name}: {value}"
    pictures = [instance[name] for name in ("image", "lastFrame") if name in instance]
    others = instance.get("referenceImages", [])
    if pictures and others:
        return "Image and reference images cannot be used together."
    if "lastFrame" in instance and "image" not in instance:
        return "Last frame requires an image."
    if len(others) > 3 or any(one.get("referenceType") not in ("asset", "style") for one in others):
        return "Reference images are invalid."
    for one in pictures + [other["image"] for other in others]:
        if not re.fullmatch(r"[A-Za-z0-9+/]+=*", str(one.get("bytesBase64Encoded"))) or not str(one.get("mimeType")).startswith(
            "image/"
        ):
            return "Image is invalid."
    eight = "lastFrame" in instance or others or parameters.get("resolution") in ("1080p", "4k")
    return "Duration must be 8 seconds." if eight and parameters.get("durationSeconds") != 8 else ""


def _error(status: int, word: str, said: str) -> Reply:
    return Reply(status, {"error": {"code": status, "message": said, "status": word}})
