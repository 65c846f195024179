"""PixVerse's platform API, on loopback: everything under HTTP 200, an earlier answer for a trace id that comes again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from typing import Any, ClassVar
from uuid import UUID

import av

from .emulator import Asked, Job, LoopbackEmulator, Reply

_QUALITIES = {"360p": 360, "540p": 540, "720p": 720, "1080p": 1080}
_RATIOS = ("16:9", "4:3", "1:1", "3:4", "9:16", "2:3", "3:2", "21:9")
_LONGEST = {"v6": 2048, "c1": 2048, "v6-max": 5000}
_COMMON = {"prompt", "model", "duration", "quality", "seed", "generate_audio_switch", "generate_multi_clip_switch", "thinking_type"}
_OWN = {"text": {"aspect_ratio"}, "img": {"img_id"}, "transition": {"first_frame_img", "last_frame_img"}}
_PICTURES = ("image/jpeg", "image/jpg", "image/png", "image/webp")
_LARGEST_PICTURE = 20_000_000
_FILMS = ("video/mp4", "video/mov", "video/webm", "video/quicktime")
_VOICES = ("audio/mpeg", "audio/wav", "audio/vnd.wave", "audio/x-wav", "audio/x-m4a", "audio/aac", "audio/x-aac", "audio/wave")
_LARGEST_MEDIA = 50_000_000
_LONGEST_MEDIA = 30


@dataclass(frozen=True, slots=True)
class Media:
    """A film or a voice that was uploaded."""

    kind: str
    data: bytes
    seconds: Fraction
    size: tuple[int, int] = (0, 0)


class Emulator(LoopbackEmulator):
    """Films by number, pictures and media by number."""

    VENDOR = "pixverse"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"PIXVERSE_API_KEY": "pixverse-key-of-the-tests"}

    def __init__(self) -> None:
        super().__init__()
        self.pictures: dict[int, bytes] = {}
        self.media: dict[int, Media] = {}
        self.answered: dict[str, Reply] = {}
        self.status = 0
        """A state to answer in place of the true one."""
        self.moderates_pictures = False

    def reply(self, asked: Asked) -> Reply:
        if asked.path.startswith("/films/"):
            job = self.jobs[asked.path.removeprefix("/films/").removesuffix(".mp4")]
            return self.film_reply(job, *self._made(job.asked))
        trace = asked.headers.get("ai-trace-id", "")
        if not _is_uuid(trace):
            return _error(400017, "Invalid parameter: Ai-trace-id")
        if asked.headers.get("api-key") != self.ENVIRONMENT["PIXVERSE_API_KEY"]:
            return _error(400012, "Invalid account")
        if trace not in self.answered:
            self.answered[trace] = self._answer(asked)
        return self.answered[trace]

    def _answer(self, asked: Asked) -> Reply:
        if (asked.method, asked.path) == ("POST", "/openapi/v2/image/upload"):
            return self._upload(asked)
        if (asked.method, asked.path) == ("POST", "/openapi/v2/media/upload"):
            return self._upload_media(asked)
        if (asked.method, asked.path) == ("POST", "/openapi/v2/video/lip_sync/generate"):
            return self._taken(asked.json, self._wrong_lips)
        if asked.method == "POST" and (kind := re.fullmatch(r"/openapi/v2/video/(text|img|transition)/generate", asked.path)):
            return self._taken(asked.json, lambda body: _wrong(kind[1], body, self.pictures))
        if asked.method == "GET" and (film := re.fullmatch(r"/openapi/v2/video/result/(\d+)", asked.path)):
            return self._result(self.jobs[film[1]]) if film[1] in self.jobs else _error(500008, "The requested data does not exist")
        return Reply(404, body=b"404 page not found", media_type="text/plain")

    def _upload(self, asked: Asked) -> Reply:
        part = _file(asked, b"image")
        if part is None:
            return _error(400011, "Empty parameter: image")
        if part[1].decode() not in _PICTURES or len(part[2]) > _LARGEST_PICTURE:
            return _error(400017, "Invalid parameter: image")
        if self.moderates_pictures:
            return Reply(500, {"err_code": 500052, "err_msg": "The image did not pass the review.", "resp": ""})
        number = 7001 + len(self.pictures)
        self.pictures[number] = part[2]
        return _answered({"img_id": number, "img_url": f"{self.url}/pictures/{number}"})

    def _upload_media(self, asked: Asked) -> Reply:
        part = _file(asked, b"file")
        if part is None:
            return _error(400011, "Empty parameter: file")
        told = part[1].decode()
        if told not in (*_FILMS, *_VOICES) or len(part[2]) > _LARGEST_MEDIA:
            return _error(400017, "Invalid parameter: file")
        media = _media(told.split("/")[0], part[2])
        if media is None or media.seconds > _LONGEST_MEDIA or max(media.size) > 1920:
            return _error(400017, "Invalid parameter: file")
        number = 9001 + len(self.media)
        self.media[number] = media
        return _answered({"media_id": number, "media_type": media.kind, "url": f"{self.url}/media/{number}"})

    def _wrong_lips(self, body: Any) -> tuple[int, str] | None:
        """Code and words for what is wrong with a lip-sync: one film and one voice, by the numbers they were given."""
        kinds = {"video_media_id": "video", "audio_media_id": "audio"}
        if missing := set(kinds) - set(body):
            return 400011, f"Empty parameter: {sorted(missing)[0]}"
        if strange := set(body) - set(kinds):
            return 400017, f"Invalid parameter: {sorted(strange)[0]}"
        if any(type(body[name]) is not int for name in kinds):
            return 400013, "Invalid parameter type"
        wrong = [name for name, kind in kinds.items() if getattr(self.media.get(body[name]), "kind", "") != kind]
        return (400017, f"Invalid parameter: {wrong[0]}") if wrong else None

    def _made(self, asked: Mapping[str, Any]) -> tuple[Fraction, int, int]:
        """Length, width and height of what is made."""
        if "video_media_id" in asked:
            return (self.media[asked["video_media_id"]].seconds, *self.media[asked["video_media_id"]].size)
        return (Fraction(asked["duration"]), *_size(asked))

    def _taken(self, body: Any, wrong_with: Callable[[Any], tuple[int, str] | None]) -> Reply:
        fault = self.coming()
        refusals = {
            "too many": _error(500044, "Reached the limit for concurrent generations."),
            "no money": _error(500090, "Insufficient balance. Unable to generate video."),
            "wrong key": _error(400012, "Invalid account"),
            "moderated before": _error(500063, "Content moderation failed. Please try again with different content."),
            "failure under 200": _error(99999, "Unknown error"),
        }
        if fault in refusals:
            return refusals[fault]
        if wrong := wrong_with(body):
            return _error(*wrong)
        job = self.taken(body, fault, str(315_489_245_001 + len(self.jobs)))
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return Reply(500, {"message": "Internal Server Error"})
        return _answered({"video_id": int(job.id)})

    def _result(self, job: Job) -> Reply:
        _, across, down = self._made(job.asked)
        found: dict[str, Any] = {
            "id": int(job.id),
            "prompt": job.asked.get("prompt", ""),
            "url": "",
            "seed": job.asked.get("seed", 58944),
        }
        if not job.done():
            return _answered(found | {"status": self.status or 5})
        states = {"moderated after": 7, "failed": 8}
        if job.fault in states:
            return _answered(found | {"status": states[job.fault]})
        url = "" if job.fault == "no video" else f"{self.url}/films/{job.id}.mp4"
        return _answered(found | {"status": 1, "url": url, "outputWidth": across, "outputHeight": down, "size": 123456})


def _file(asked: Asked, field: bytes) -> re.Match[bytes] | None:
    """The media type and the bytes of a form's file."""
    if not asked.headers.get("content-type", "").startswith("multipart/form-data"):
        return None
    return re.search(
        rb'name="' + field + rb'"; filename="[^"]+"\r\nContent-Type: ([\w/+.-]+)\r\n\r\n(.*)\r\n--', asked.body, re.DOTALL
    )


def _media(kind: str, data: bytes) -> Media | None:
    """What a file holds; None where it is not of that kind."""
    try:
        with av.open(BytesIO(data)) as file:
            seconds = Fraction(file.duration or 0, 1_000_000)
            if kind == "audio":
                return Media(kind, data, seconds) if file.streams.audio else None
            picture = file.streams.video[0]
            return Media(kind, data, seconds, (picture.width, picture.height))
    except (av.FFmpegError, IndexError):
        return None


def _answered(found: Mapping[str, Any]) -> Reply:
    return Reply(json={"ErrCode": 0, "ErrMsg": "Success", "Resp": dict(found)})


def _error(code: int, said: str) -> Reply:
    return Reply(json={"ErrCode": code, "ErrMsg": said, "Resp": None})


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _size(asked: Mapping[str, Any]) -> tuple[int, int]:
    """Width and height, even; with frames the picture decides, and the tests' pictures are upright."""
    across, down = (int(one) for one in asked.get("aspect_ratio", "9:16").split(":"))
    side = _QUALITIES[asked["quality"]]
    long = side * max(across, down) // min(across, down) // 2 * 2
    return (side, long) if across <= down else (long, side)


def _wrong(kind: str, body: Any, pictures: Mapping[int, bytes]) -> tuple[int, str] | None:
    """Code and words for what is wrong with a body."""
    needed = {"prompt", "model", "duration", "quality"} | _OWN[kind]
    if missing := needed - set(body):
        return 400011, f"Empty parameter: {sorted(missing)[0]}"
    if strange := set(body) - _COMMON - _OWN[kind]:
        return 400017, f"Invalid parameter: {sorted(strange)[0]}"
    if type(body["duration"]) is not int or type(body.get("seed", 0)) is not int or not isinstance(body["prompt"], str):
        return 400013, "Invalid parameter type"
    if any(not isinstance(body.get(name, True), bool) for name in ("generate_audio_switch", "generate_multi_clip_switch")):
        return 400013, "Invalid parameter type"
    if body["model"] not in _LONGEST:
        return 400017, "Invalid parameter: model"
    if len(body["prompt"]) > _LONGEST[body["model"]]:
        return 400018, "Prompt is too long"
    if any(body[name] not in pictures for name in _OWN[kind] if name != "aspect_ratio"):
        return 400032, "Invalid image id"
    checks = {
        "duration": 1 <= body["duration"] <= 15,
        "quality": body["quality"] in _QUALITIES,
        "aspect_ratio": body.get("aspect_ratio", "9:16") in _RATIOS,
        "seed": 0 <= body.get("seed", 0) <= 2**31 - 1,
    }
    return next(((400017, f"Invalid parameter: {name}") for name, fine in checks.items() if not fine), None)
