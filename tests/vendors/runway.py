"""Runway's tasks, on loopback: every field and size of its models' schemas is checked, as its SDK 5.24.0 lists them.

A task is refused by moderation only after it was taken, so ``moderated before`` cannot be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from .emulator import Asked, Job, LoopbackEmulator, Reply
from .storage import FormStorage

SHAPES: dict[tuple[str, str], tuple[str, str]] = {
    ("text_to_video", "gen4.5"): (
        "duration! promptText! ratio! seed",
        "1280:720 720:1280",
    ),
    ("text_to_video", "veo3.1"): (
        "audio duration promptText! ratio! seed",
        "1280:720 720:1280 1080:1920 1920:1080",
    ),
    ("text_to_video", "veo3.1_fast"): (
        "audio duration promptText! ratio! seed",
        "1280:720 720:1280 1080:1920 1920:1080",
    ),
    ("text_to_video", "klingO3_4k"): (
        "audio duration promptText ratio!",
        "3840:2160 2160:3840 2880:2880",
    ),
    ("text_to_video", "hailuo3"): (
        "duration promptText! ratio referenceAudio referenceVideos references resolution",
        "adaptive 21:9 16:9 4:3 1:1 3:4 9:16 768p 2k 768P 2K",
    ),
    ("text_to_video", "kling3.0_4k"): (
        "audio duration promptText ratio!",
        "3840:2160 2160:3840 2880:2880",
    ),
    ("text_to_video", "happyhorse_1_0"): (
        "duration promptText! ratio",
        "1280:720 720:1280 960:960 1108:832 832:1108 1920:1080 1080:1920 1440:1440 1662:1248 1248:1662",
    ),
    ("text_to_video", "kling2.5_turbo_pro"): (
        "duration promptText! ratio",
        "1920:1080 1440:1440 1080:1920 1280:720 720:720 720:1280",
    ),
    ("text_to_video", "kling3.0_pro"): (
        "audio duration promptText ratio!",
        "1920:1080 1080:1920 1440:1440",
    ),
    ("text_to_video", "kling3.0_standard"): (
        "audio duration promptText ratio!",
        "1280:720 720:1280 960:960",
    ),
    ("text_to_video", "klingO3_pro"): (
        "audio duration promptText ratio!",
        "1920:1080 1080:1920 1440:1440",
    ),
    ("text_to_video", "klingO3_standard"): (
        "audio duration promptText ratio!",
        "1280:720 720:1280 960:960",
    ),
    ("text_to_video", "seedance2"): (
        "audio duration promptText! ratio referenceAudio referenceVideos references seed",
        (
            "992:432 864:496 752:560 640:640 560:752 496:864 1470:630 1280:720 1112:834 960:960 834:1112 720:1280 2206:946 "
            "1920:1080 1664:1248 1440:1440 1248:1664 1080:1920 3840:1646 3840:2160 3840:2880 3840:3840 2880:3840 2160:3840"
        ),
    ),
    ("text_to_video", "seedance2_fast"): (
        "audio duration promptText! ratio referenceAudio referenceVideos references seed",
        "992:432 864:496 752:560 640:640 560:752 496:864 1470:630 1280:720 1112:834 960:960 834:1112 720:1280",
    ),
    ("text_to_video", "seedance2_mini"): (
        "audio duration promptText! ratio referenceAudio referenceVideos references seed",
        "992:432 864:496 752:560 640:640 560:752 496:864 1470:630 1280:720 1112:834 960:960 834:1112 720:1280",
    ),
    ("text_to_video", "gemini_omni_flash"): (
        "duration promptText! ratio",
        "1280:720 720:1280",
    ),
    ("text_to_video", "grok_imagine_1_5"): (
        "duration promptText! ratio referenceAudio references resolution",
        "1:1 16:9 9:16 4:3 3:4 3:2 2:3 480p 720p 1080p",
    ),
    ("text_to_video", "wan3"): (
        "audio duration promptText! ratio referenceAudio referenceVideos references",
        (
            "832:480 720:544 624:624 544:720 480:832 1280:720 1104:832 960:960 832:1104 720:1280 1920:1080 1648:1248 "
            "1440:1440 1248:1648 1080:1920 auto_480p auto_720p auto_1080p"
        ),
    ),
    ("text_to_video", "gemini_omni_flash_1.1"): (
        "duration promptText! ratio referenceVideos references",
        "640:360 360:640 1280:720 720:1280 1920:1080 1080:1920 3840:2160 2160:3840",
    ),
    ("text_to_video", "wan3_prime"): (
        "audio duration promptText! ratio referenceAudio referenceVideos references",
        (
            "832:480 720:544 624:624 544:720 480:832 1280:720 1104:832 960:960 832:1104 720:1280 1920:1080 1648:1248 "
            "1440:1440 1248:1648 1080:1920 auto_480p auto_720p auto_1080p"
        ),
    ),
    ("text_to_video", "h3_max"): (
        "duration promptText! resolution seed",
        "480p 768p",
    ),
    ("text_to_video", "seedance2_5"): (
        "audio duration promptText ratio referenceAudio referenceVideos references seed",
        (
            "992:432 854:480 752:560 640:640 560:752 480:854 1470:630 1280:720 1112:834 960:960 834:1112 720:1280 2206:946 "
            "1920:1080 1664:1248 1440:1440 1248:1664 1080:1920"
        ),
    ),
    ("text_to_video", "grok_imagine_1_5_lite"): (
        "duration promptText! ratio",
        (
            "848:480 480:848 480:480 640:480 480:640 720:480 480:720 1280:720 720:1280 720:720 960:720 720:960 1088:720 "
            "720:1088 1904:1072 1072:1904 1424:1424 1648:1232 1232:1648 1744:1152 1152:1744"
        ),
    ),
    ("text_to_video", "kling_4"): (
        "duration promptText! ratio referenceVideos references",
        "1280:720 720:1280 940:940 1460:624 1920:1080 1080:1920 1440:1440 2200:940 auto_720p auto_1080p",
    ),
    ("image_to_video", "gen4.5"): (
        "duration! promptImage! promptText! ratio! seed",
        "1280:720 720:1280 1104:832 960:960 832:1104 1584:672",
    ),
    ("image_to_video", "gen4_turbo"): (
        "duration promptImage! promptText ratio! seed",
        "1280:720 720:1280 1104:832 960:960 832:1104 1584:672",
    ),
    ("image_to_video", "veo3.1"): (
        "audio duration promptImage! promptText ratio! seed",
        "1280:720 720:1280 1080:1920 1920:1080",
    ),
    ("image_to_video", "veo3.1_fast"): (
        "audio duration promptImage! promptText ratio! seed",
        "1280:720 720:1280 1080:1920 1920:1080",
    ),
    ("image_to_video", "klingO3_4k"): (
        "audio duration promptImage! promptText ratio references",
        "3840:2160 2160:3840 2880:2880",
    ),
    ("image_to_video", "hailuo3"): (
        "duration promptImage! promptText! ratio referenceAudio resolution",
        "adaptive 21:9 16:9 4:3 1:1 3:4 9:16 768p 2k 768P 2K",
    ),
    ("image_to_video", "kling3.0_4k"): (
        "audio duration promptImage! promptText ratio",
        "3840:2160 2160:3840 2880:2880",
    ),
    ("image_to_video", "happyhorse_1_0"): (
        "duration promptImage! promptText resolution",
        "720p 1080p 720P 1080P",
    ),
    ("image_to_video", "kling2.5_turbo_pro"): (
        "duration promptImage! promptText!",
        "",
    ),
    ("image_to_video", "kling3.0_pro"): (
        "audio duration promptImage! promptText ratio",
        "1920:1080 1080:1920 1440:1440",
    ),
    ("image_to_video", "kling3.0_standard"): (
        "audio duration promptImage! promptText ratio",
        "1280:720 720:1280 960:960",
    ),
    ("image_to_video", "klingO3_pro"): (
        "audio duration promptImage! promptText ratio references",
        "1920:1080 1080:1920 1440:1440",
    ),
    ("image_to_video", "klingO3_standard"): (
        "audio duration promptImage! promptText ratio references",
        "1280:720 720:1280 960:960",
    ),
    ("image_to_video", "seedance2"): (
        "audio duration promptImage! promptText ratio referenceAudio seed",
        (
            "992:432 864:496 752:560 640:640 560:752 496:864 1470:630 1280:720 1112:834 960:960 834:1112 720:1280 2206:946 "
            "1920:1080 1664:1248 1440:1440 1248:1664 1080:1920 3840:1646 3840:2160 3840:2880 3840:3840 2880:3840 2160:3840"
        ),
    ),
    ("image_to_video", "seedance2_fast"): (
        "audio duration promptImage! promptText ratio referenceAudio seed",
        "992:432 864:496 752:560 640:640 560:752 496:864 1470:630 1280:720 1112:834 960:960 834:1112 720:1280",
    ),
    ("image_to_video", "seedance2_mini"): (
        "audio duration promptImage! promptText ratio referenceAudio seed",
        "992:432 864:496 752:560 640:640 560:752 496:864 1470:630 1280:720 1112:834 960:960 834:1112 720:1280",
    ),
    ("image_to_video", "gemini_omni_flash"): (
        "duration promptImage! promptText ratio",
        "1280:720 720:1280",
    ),
    ("image_to_video", "grok_imagine_1_5"): (
        "duration promptImage! promptText resolution",
        "480p 720p 1080p",
    ),
    ("image_to_video", "wan3"): (
        "audio duration promptImage! promptText! ratio referenceAudio referenceVideos",
        (
            "832:480 720:544 624:624 544:720 480:832 1280:720 1104:832 960:960 832:1104 720:1280 1920:1080 1648:1248 "
            "1440:1440 1248:1648 1080:1920 auto_480p auto_720p auto_1080p"
        ),
    ),
    ("image_to_video", "gemini_omni_flash_1.1"): (
        "duration promptImage! promptText! ratio",
        "640:360 360:640 1280:720 720:1280 1920:1080 1080:1920 3840:2160 2160:3840",
    ),
    ("image_to_video", "wan3_prime"): (
        "audio duration promptImage! promptText! ratio referenceAudio referenceVideos",
        (
            "832:480 720:544 624:624 544:720 480:832 1280:720 1104:832 960:960 832:1104 720:1280 1920:1080 1648:1248 "
            "1440:1440 1248:1648 1080:1920 auto_480p auto_720p auto_1080p"
        ),
    ),
    ("image_to_video", "h3_max"): (
        "duration promptImage! promptText! resolution seed",
        "480p 768p",
    ),
    ("image_to_video", "seedance2_5"): (
        "audio duration promptImage! promptText ratio referenceAudio seed",
        (
            "992:432 854:480 752:560 640:640 560:752 480:854 1470:630 1280:720 1112:834 960:960 834:1112 720:1280 2206:946 "
            "1920:1080 1664:1248 1440:1440 1248:1664 1080:1920"
        ),
    ),
    ("image_to_video", "grok_imagine_1_5_lite"): (
        "duration promptImage! promptText ratio",
        "auto_480p auto_720p auto_1080p",
    ),
    ("image_to_video", "kling_4"): (
        "duration promptImage! promptText ratio referenceVideos references",
        "auto_720p auto_1080p",
    ),
    ("video_to_video", "aleph2"): (
        "promptText ratio seed videoUri!",
        "",
    ),
}
"""By endpoint and model: the fields it knows (``!``: it must have it), and the sizes it films."""

KINDS: dict[str, type | tuple[type, ...]] = {
    "audio": bool,
    "duration": (int, str),
    "model": str,
    "promptImage": (str, list),
    "promptText": str,
    "ratio": str,
    "referenceAudio": list,
    "referenceVideos": list,
    "references": list,
    "resolution": str,
    "seed": int,
    "videoUri": str,
}
FAILURES = {
    "moderated after": ("SAFETY.OUTPUT.VIDEO", "The output was moderated.", 0),
    "failed": ("INTERNAL", "An unexpected error occurred.", 0),
}


class Emulator(LoopbackEmulator):
    """Tasks are started below their endpoint and asked for below ``/v1/tasks``; a deleted one is gone, its film too. ``storage``:
    what was put there."""

    VENDOR = "runway"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"RUNWAYML_API_SECRET": "key_of_the_runway_tests"}
    WITHOUT = ("moderated before",)

    def __init__(self) -> None:
        super().__init__()
        self.storage = FormStorage(("key", "policy", "x-amz-signature"))
        self.failure_code: str | None = None
        self.charged = 48
        self.links = 0

    def reply(self, asked: Asked) -> Reply:
        if asked.path.startswith("/films/"):
            return self._film(asked)
        if asked.path == "/storage":
            return self.storage.reply(asked)
        if asked.headers.get("authorization") != f"Bearer {self.ENVIRONMENT['RUNWAYML_API_SECRET']}":
            return Reply(401, {"error": "The API key you provided is invalid."})
        if asked.headers.get("x-runway-version") != "2024-11-06":
            return Reply(400, {"error": "This endpoint requires the X-Runway-Version header."})
        if (asked.method, asked.path) == ("POST", "/v1/uploads"):
            return self._place(asked)
        if asked.method == "POST" and asked.path in ("/v1/text_to_video", "/v1/image_to_video", "/v1/video_to_video"):
            return self._start(asked)
        task = re.fullmatch(r"/v1/tasks/([^/]+)", asked.path)
        if task is None or task[1] not in self.jobs or self.jobs[task[1]].cancelled:
            return Reply(404, {"error": "Task not found."})
        return self._task(asked, self.jobs[task[1]])

    def _place(self, asked: Asked) -> Reply:
        """A place for one file in the storage."""
        body = asked.json
        if set(body) != {"filename", "type"} or body["type"] != "ephemeral" or "." not in body["filename"]:
            return Reply(400, {"error": "Validation of body failed", "issues": [{"message": "type: Invalid literal value"}]})
        folder = f"ephemeral/{len(self.requests)}"
        fields = {"key": f"{folder}/{body['filename']}", "policy": self.storage.leave(folder), "x-amz-signature": "signature"}
        return Reply(json={"uploadUrl": f"{self.url}/storage", "fields": fields, "runwayUri": f"runway://{fields['key']}"})

    def _start(self, asked: Asked) -> Reply:
        wrong = _wrong(asked.path.rsplit("/", 1)[1], asked.json)
        named = [one.removeprefix("runway://") for one in _uris(asked.json) if one.startswith("runway://")]
        if not wrong and any(one not in self.storage.files for one in named):
            wrong = "uri: Uploaded file not found"
        if wrong:
            return Reply(400, {"error": "Validation of body failed", "issues": [{"message": wrong}]})
        fault = self.coming()
        refusals = {
            "too many": Reply(429, {"error": "You have exceeded the rate limit."}, headers={"retry-after": "5"}),
            "no money": Reply(400, {"error": "You do not have enough credits to run this task."}),
            "wrong key": Reply(401, {"error": "The API key you provided is invalid."}),
            "failure under 200": Reply(200, {"error": "An unexpected error occurred."}),
        }
        if fault in refusals:
            return refusals[fault]
        job = self.taken(asked.json, fault)
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return Reply(500, {"error": "An unexpected error occurred."})
        return Reply(json={"id": job.id, "estimatedCost": {"credits": 60.0}})

    def _task(self, asked: Asked, job: Job) -> Reply:
        if asked.method == "DELETE":
            job.cancelled = True
            return Reply(204, body=b"")
        body: dict[str, Any] = {"id": job.id, "createdAt": "2026-11-21T09:00:00.000Z"}
        if not job.done():
            status = "THROTTLED" if job.fault == "slow" and job.looks == 1 else "RUNNING"
            body |= {"status": status, "estimatedCost": {"credits": 60.0}}
            return Reply(json=body | ({"progress": 0.4} if status == "RUNNING" else {}))
        if job.fault in FAILURES:
            code, said, credits = FAILURES[job.fault]
            if self.failure_code is not None:
                code, credits = self.failure_code, self.charged
            return Reply(json=body | {"status": "FAILED", "failure": said, "failureCode": code, "cost": {"credits": credits}})
        self.links += 1
        output = [] if job.fault == "no video" else [f"{self.url}/films/{job.id}.mp4?_jwt=fresh-{self.links}"]
        return Reply(json=body | {"status": "SUCCEEDED", "output": output, "cost": {"credits": self.charged}})

    def _film(self, asked: Asked) -> Reply:
        if asked.query.get("_jwt") != f"fresh-{self.links}":
            return Reply(403, body=b"<Error/>", media_type="application/xml")
        job = self.jobs[asked.path.rsplit("/", 1)[1].removesuffix(".mp4")]
        size = str(job.asked.get("ratio", ""))
        width, height = (int(one) for one in size.split(":")) if re.fullmatch(r"\d{3,}:\d{3,}", size) else (720, 1280)
        return self.film_reply(job, Fraction(job.asked.get("duration", 5)), width, height)


def _wrong(endpoint: str, body: dict[str, Any]) -> str:
    """What its schema says against a body; empty when it takes it."""
    if (endpoint, body.get("model")) not in SHAPES:
        return f"model: Invalid literal value {body.get('model')!r}"
    fields, sizes = SHAPES[endpoint, body["model"]]
    known = {one.rstrip("!") for one in fields.split()} | {"model"}
    for name in body:
        if name not in known:
            return f"{name}: Unrecognized key"
        if not isinstance(body[name], KINDS[name]) or (name != "audio" and isinstance(body[name], bool)):
            return f"{name}: Invalid input"
    for name in fields.split():
        if name.endswith("!") and not body.get(name[:-1]):
            return f"{name[:-1]}: Required"
    for name in ("ratio", "resolution"):
        if name in body and body[name] not in sizes.split():
            return f"{name}: Invalid enum value"
    for uri in _uris(body):
        longest = 16_000_000 if uri.startswith(("data:video/", "data:audio/")) else 5_000_000
        if not uri.startswith(("https://", "runway://", "data:")) or len(uri) > longest:
            return "uri: Invalid input"
    if len(body.get("promptText", "")) > 15000 or (body["model"].startswith("gen4") and len(body.get("promptText", "")) > 1000):
        return "promptText: Too long"
    return ""


def _uris(body: dict[str, Any]) -> list[str]:
    """The addresses of all files in a body."""
    pictures = body.get("promptImage", [])
    pictures = [{"uri": pictures}] if isinstance(pictures, str) else list(pictures)
    others = [one for name in ("references", "referenceVideos", "referenceAudio") for one in body.get(name, [])]
    return [str(one.get("uri", "")) for one in [*pictures, *others]] + ([str(body["videoUri"])] if "videoUri" in body else [])
