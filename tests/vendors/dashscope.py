"""Alibaba's Model Studio, on loopback: asynchronous tasks of Wan and HappyHorse."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from .emulator import Asked, Job, LoopbackEmulator, Reply

_SIDES = {"480P": 480, "720P": 720, "1080P": 1080}
_LENGTHS = {"wan3.0": (2, 30), "wan2.7": (2, 15), "happyhorse": (3, 15)}
_MODELS = re.compile(r"(wan3\.0)-video(?:-prime)?|(wan2\.7|happyhorse)(?:-1\.[01])?-(t2v|i2v|r2v)")
_MEDIA: Mapping[str | None, tuple[str, ...]] = {
    "t2v": (),
    "i2v": ("first_frame", "last_frame", "driving_audio", "first_clip"),
    "r2v": ("reference_image", "reference_video"),
    None: ("first_frame", "last_frame", "reference_image", "reference_video", "reference_audio"),
}


class Emulator(LoopbackEmulator):
    """Tasks by id; unknown ones are UNKNOWN, under HTTP 200."""

    VENDOR = "dashscope"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"DASHSCOPE_API_KEY": "dashscope-key-of-the-tests"}

    def __init__(self) -> None:
        super().__init__()
        self.error = ("", "")
        """Code and message of the next failed task, where they are not the usual ones."""
        self.status = ""
        """A status to answer in place of the true one."""

    def reply(self, asked: Asked) -> Reply:
        if asked.path.startswith("/films/"):
            job = self.jobs[asked.path.removeprefix("/films/").removesuffix(".mp4")]
            return self.film_reply(job, Fraction(job.asked["parameters"]["duration"]), *_size(job.asked["parameters"]))
        if asked.headers.get("authorization") != f"Bearer {self.ENVIRONMENT['DASHSCOPE_API_KEY']}":
            return _error(401, "InvalidApiKey", "Invalid API-key provided.")
        if (asked.method, asked.path) == ("POST", "/api/v1/services/aigc/video-generation/video-synthesis"):
            return self._order(asked)
        task = re.fullmatch(r"/api/v1/tasks/([^/]+)(/cancel)?", asked.path)
        if task is None or asked.method != ("POST" if task[2] else "GET"):
            return _error(404, "NotFound", "Not found!")
        if task[1] not in self.jobs:
            return Reply(json={"request_id": "r-3", "output": {"task_id": task[1], "task_status": "UNKNOWN"}})
        return self._cancel(self.jobs[task[1]]) if task[2] else Reply(json=self._task(self.jobs[task[1]]))

    def _order(self, asked: Asked) -> Reply:
        fault = self.coming()
        refusals = {
            "too many": _error(429, "Throttling.RateQuota", "Requests rate limit exceeded, please try again later."),
            "no money": _error(400, "Arrearage", "Access denied, please make sure your account is in good standing."),
            "wrong key": _error(401, "InvalidApiKey", "Invalid API-key provided."),
            "moderated before": _error(400, "DataInspectionFailed", "Input data may contain inappropriate content."),
            "failure under 200": _error(200, "InvalidParameter", "The request parameter is invalid."),
        }
        if fault in refusals:
            return refusals[fault]
        if asked.headers.get("x-dashscope-async") != "enable":
            return _error(403, "AccessDenied", "current user api does not support synchronous calls.")
        if wrong := _wrong(asked.json):
            return _error(400, "InvalidParameter", wrong)
        job = self.taken(asked.json, fault, f"73205176-0000-4000-8000-{len(self.jobs) + 1:012}")
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return _error(500, "InternalError", "An internal error has occurred, please try again later.")
        return Reply(json={"request_id": "r-1", "output": {"task_id": job.id, "task_status": "PENDING"}})

    def _task(self, job: Job) -> dict[str, Any]:
        output: dict[str, Any] = {"task_id": job.id, "submit_time": "2026-11-21 10:00:00.000"}
        begun = job.looks > 0
        if job.cancelled:
            return {"request_id": "r-2", "output": output | {"task_status": "CANCELED"}}
        if not job.done():
            return {"request_id": "r-2", "output": output | {"task_status": self.status or ("RUNNING" if begun else "PENDING")}}
        if job.fault in ("moderated after", "failed"):
            moderated = ("DataInspectionFailed", "Output data may contain inappropriate content.")
            code, message = (
                self.error if self.error[0] else moderated if job.fault == "moderated after" else ("InternalError.Algo", "failed")
            )
            return {"request_id": "r-2", "output": output | {"task_status": "FAILED", "code": code, "message": message}}
        output |= {"task_status": "SUCCEEDED", "orig_prompt": job.asked["input"]["prompt"]}
        if job.fault != "no video":
            output["video_url"] = f"{self.url}/films/{job.id}.mp4"
        return {"request_id": "r-2", "output": output, "usage": {"duration": job.asked["parameters"]["duration"], "video_count": 1}}

    def _cancel(self, job: Job) -> Reply:
        if job.looks > 1 or job.cancelled:
            said = "Failed to cancel the task, please confirm if the task is in PENDING status."
            return _error(400, "UnsupportedOperation", said)
        job.cancelled = True
        return Reply(json={"request_id": "r-4"})


def _error(status: int, code: str, message: str) -> Reply:
    return Reply(status, {"code": code, "message": message, "request_id": "r-0"})


def _size(parameters: Mapping[str, Any]) -> tuple[int, int]:
    """Width and height, even; with frames the picture decides, and the tests' pictures are upright."""
    across, down = (int(one) for one in parameters.get("ratio", "9:16").split(":"))
    side = _SIDES[parameters["resolution"]]
    long = side * max(across, down) // min(across, down) // 2 * 2
    return (side, long) if across <= down else (long, side)


def _wrong(body: Any) -> str:
    """What is wrong with a body; empty when nothing is."""
    if not isinstance(body, dict) or set(body) != {"model", "input", "parameters"}:
        return "model, input and parameters are required"
    found = _MODELS.fullmatch(str(body["model"]))
    if found is None:
        return "Model not exist."
    family, kind = found[1] or found[2], found[3]
    given, parameters = body["input"], body["parameters"]
    if set(given) - {"prompt", "negative_prompt", "media"} or not given.get("prompt"):
        return "input is invalid"
    return _wrong_media(given.get("media", []), kind) or _wrong_parameters(parameters, family, bool(given.get("media")))


def _wrong_media(media: Any, kind: str | None) -> str:
    types = [one.get("type") for one in media]
    if any(one not in _MEDIA[kind] for one in types):
        return "media type is not supported by the model"
    if kind == "i2v" and not {"first_frame", "first_clip"} & set(types):
        return "image-to-video model must provide an image"
    if kind == "r2v" and not types:
        return "reference-to-video model must provide a reference"
    frames = [one for one in types if one.endswith("_frame")]
    if len(frames) != len(set(frames)) or (frames and any(one.startswith("reference") for one in types)):
        return "frames and references are mutually exclusive"
    picture, other = r"https?://|oss://|data:image/[\w.+-]+;base64,", r"https?://|oss://"
    fine = all(re.match(picture if re.search("frame|image", one["type"]) else other, one.get("url", "")) for one in media)
    return "" if fine else "media url is invalid"


def _wrong_parameters(parameters: Any, family: str, with_media: bool) -> str:
    known = {"resolution", "ratio", "duration", "seed", "watermark"}
    known |= {"prompt_extend"} if family.startswith("wan") else set()
    known |= {"audio"} if family == "wan3.0" else set()
    if strange := set(parameters) - known:
        return f"parameter {sorted(strange)[0]} is not supported by the model"
    duration, seed = parameters.get("duration", 5), parameters.get("seed", 0)
    shortest, longest = _LENGTHS[family]
    checks = {
        "duration is invalid": type(duration) is int and shortest <= duration <= longest,
        "resolution is invalid": parameters.get("resolution", "1080P") in (_SIDES if family != "wan2.7" else ("720P", "1080P")),
        "ratio is invalid": parameters.get("ratio", "9:16") in ("16:9", "9:16", "1:1", "4:3", "3:4"),
        "ratio is required": with_media or "ratio" in parameters,
        "seed is invalid": type(seed) is int and 0 <= seed <= 2**31 - 1,
        "switch is invalid": all(isinstance(parameters.get(name, True), bool) for name in ("watermark", "prompt_extend", "audio")),
    }
    return next((said for said, fine in checks.items() if not fine), "")
