"""Alibaba's Model Studio, on loopback: asynchronous tasks of Wan and HappyHorse, and its storage for files of one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from .emulator import Asked, Job, LoopbackEmulator, Reply
from .storage import FormStorage

_SIDES = {"480P": 480, "720P": 720, "1080P": 1080}
_LENGTHS = {"wan3.0": (2, 30), "wan2.7": (2, 15), "happyhorse": (3, 15)}
_MODELS = re.compile(r"(wan3\.0)-video(?:-prime)?|(wan2\.7|happyhorse)(?:-1\.[01])?-(t2v|i2v|r2v)")
_FORM = ("OSSAccessKeyId", "Signature", "policy", "key", "x-oss-object-acl", "x-oss-forbid-overwrite", "success_action_status")
_MEDIA: Mapping[str | None, tuple[str, ...]] = {
    "t2v": (),
    "i2v": ("first_frame", "last_frame", "driving_audio", "first_clip"),
    "r2v": ("reference_image", "reference_video"),
    None: ("first_frame", "last_frame", "reference_image", "reference_video", "reference_audio"),
}


class Emulator(LoopbackEmulator):
    """Tasks by id; unknown ones are UNKNOWN, under HTTP 200. ``storage``: what was put there; ``most``: MB it takes of one file."""

    VENDOR = "dashscope"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"DASHSCOPE_API_KEY": "dashscope-key-of-the-tests"}
    ORDERS: ClassVar[tuple[str, ...]] = ("/api/v1/services/aigc/video-generation/video-synthesis",)
    """The paths that take orders."""

    def __init__(self) -> None:
        super().__init__()
        self.error = ("", "")
        """Code and message of the next failed task, where they are not the usual ones."""
        self.status = ""
        """A status to answer in place of the true one."""
        self.storage, self.most = FormStorage(_FORM), 100
        self._bound: dict[str, str] = {}

    def reply(self, asked: Asked) -> Reply:
        if asked.path.startswith("/made/"):
            return self.made_reply(self.jobs[asked.path.removeprefix("/made/").rpartition(".")[0]])
        if asked.path == "/storage":
            return self.storage.reply(asked)
        if asked.headers.get("authorization") != f"Bearer {self.ENVIRONMENT['DASHSCOPE_API_KEY']}":
            return error(401, "InvalidApiKey", "Invalid API-key provided.")
        if (asked.method, asked.path) == ("GET", "/api/v1/uploads"):
            return self._leave(asked)
        if asked.method == "POST" and asked.path in self.ORDERS:
            fault = self.coming()
            return _refusals().get(fault) or self.ordered(asked, fault)
        task = re.fullmatch(r"/api/v1/tasks/([^/]+)(/cancel)?", asked.path)
        if task is None or asked.method != ("POST" if task[2] else "GET"):
            return error(404, "NotFound", "Not found!")
        if task[1] not in self.jobs:
            return Reply(json={"request_id": "r-3", "output": {"task_id": task[1], "task_status": "UNKNOWN"}})
        return self._cancel(self.jobs[task[1]]) if task[2] else Reply(json=self._task(self.jobs[task[1]]))

    def ordered(self, asked: Asked, fault: str) -> Reply:
        """The answer to an order that its fault does not refuse."""
        if asked.headers.get("x-dashscope-async") != "enable":
            return error(403, "AccessDenied", "current user api does not support synchronous calls.")
        if wrong := _wrong(asked.json):
            return error(400, "InvalidParameter", wrong)
        given = asked.json["input"]
        addresses = [one["url"] for one in given.get("media", [])] + [given[name] for name in ("audio_url",) if name in given]
        if wrong := self.unresolved(asked, addresses):
            return error(400, "InvalidParameter", wrong)
        return self.as_task(self.named(asked, fault))

    def as_task(self, job: Job) -> Reply:
        """The answer to an order that has become a task."""
        return lost(job) or Reply(json={"request_id": "r-1", "output": {"task_id": job.id, "task_status": "PENDING"}})

    def named(self, asked: Asked, fault: str) -> Job:
        """A new job, its name such as a task's."""
        return self.taken(asked.json, fault, f"73205176-0000-4000-8000-{len(self.jobs) + 1:012}")

    def unresolved(self, asked: Asked, addresses: list[str]) -> str:
        """What is wrong with addresses in its storage; empty when nothing is. A file is bound to the model it was put there for."""
        stored = [one.removeprefix("oss://") for one in addresses if one.startswith("oss://")]
        if stored and asked.headers.get("x-dashscope-ossresourceresolve") != "enable":
            return "url error, please check url!"
        for one in stored:
            if one not in self.storage.files or self._bound[one.rpartition("/")[0]] != asked.json["model"]:
                return f"the file {one} does not belong to the model"
        return ""

    def made_reply(self, job: Job) -> Reply:
        """What a job has made."""
        return self.film_reply(job, Fraction(job.asked["parameters"]["duration"]), *_size(job.asked["parameters"]))

    def output(self, job: Job) -> dict[str, Any]:
        """What a task says that has succeeded."""
        address = {} if job.fault == "no video" else {"video_url": f"{self.url}/made/{job.id}.mp4"}
        return {"orig_prompt": job.asked["input"]["prompt"]} | address

    def _leave(self, asked: Asked) -> Reply:
        """Leave to put one file into the storage."""
        if asked.query.get("action") != "getPolicy" or not asked.query.get("model"):
            return error(400, "InvalidParameter", "action and model are required")
        folder = f"dashscope-instant/tests/2026-11-21/{len(self._bound) + 1}"
        self._bound[folder] = asked.query["model"]
        leave = {
            "policy": self.storage.leave(folder),
            "signature": "signature",
            "upload_dir": folder,
            "upload_host": f"{self.url}/storage",
            "expire_in_seconds": 300,
            "max_file_size_mb": self.most,
            "oss_access_key_id": "LTAI-of-the-storage",
            "x_oss_object_acl": "private",
            "x_oss_forbid_overwrite": "true",
        }
        return Reply(json={"request_id": "r-5", "data": leave})

    def _task(self, job: Job) -> dict[str, Any]:
        told: dict[str, Any] = {"task_id": job.id, "submit_time": "2026-11-21 10:00:00.000"}
        begun = job.looks > 0
        if job.cancelled:
            return {"request_id": "r-2", "output": told | {"task_status": "CANCELED"}}
        if not job.done():
            return {"request_id": "r-2", "output": told | {"task_status": self.status or ("RUNNING" if begun else "PENDING")}}
        if job.fault in ("moderated after", "failed"):
            code, message = self.error if self.error[0] else failure(job)
            return {"request_id": "r-2", "output": told | {"task_status": "FAILED", "code": code, "message": message}}
        return {"request_id": "r-2", "output": told | {"task_status": "SUCCEEDED"} | self.output(job)}

    def _cancel(self, job: Job) -> Reply:
        if job.looks > 1 or job.cancelled:
            said = "Failed to cancel the task, please confirm if the task is in PENDING status."
            return error(400, "UnsupportedOperation", said)
        job.cancelled = True
        return Reply(json={"request_id": "r-4"})


def _refusals() -> dict[str, Reply]:
    return {
        "too many": error(429, "Throttling.RateQuota", "Requests rate limit exceeded, please try again later."),
        "no money": error(400, "Arrearage", "Access denied, please make sure your account is in good standing."),
        "wrong key": error(401, "InvalidApiKey", "Invalid API-key provided."),
        "moderated before": error(400, "DataInspectionFailed", "Input data may contain inappropriate content."),
        "failure under 200": error(200, "InvalidParameter", "The request parameter is invalid."),
    }


def lost(job: Job) -> Reply | None:
    """What comes in place of the answer to an order that was taken; None: the answer comes."""
    if job.fault == "lost answer":
        return Reply(lost=True)
    if job.fault == "server error":
        return error(500, "InternalError", "An internal error has occurred, please try again later.")
    return None


def failure(job: Job) -> tuple[str, str]:
    """Code and message of what a job failed with."""
    if job.fault == "failed":
        return "InternalError.Algo", "An error occurred inside the model."
    return "DataInspectionFailed", "Output data may contain inappropriate content."


def error(status: int, code: str, message: str) -> Reply:
    """An error, as all of Model Studio tells it."""
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
    spoken = {"audio_url"} if body["model"] == "wan2.7-t2v" else set()
    if set(given) - {"prompt", "negative_prompt", "media"} - spoken or not given.get("prompt"):
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
