"""OpenAI's transcriptions and translations on loopback, strict in what it takes; what is heard is scripted. Never: hearing."""

from __future__ import annotations

import io
import math
import re
import wave
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from .emulator import Asked, LoopbackEmulator, Reply

LARGEST = 25 * 1024 * 1024
FIELDS = {
    "model",
    "language",
    "prompt",
    "response_format",
    "temperature",
    "timestamp_granularities[]",
    "include[]",
    "keywords[]",
    "languages[]",
    "chunking_strategy",
}
_WHISPER, _NEWER, _NEWEST = ("whisper-1",), ("gpt-4o-transcribe", "gpt-4o-mini-transcribe"), ("gpt-transcribe",)
MODELS = (*_WHISPER, *_NEWER, *_NEWEST)


@dataclass(frozen=True, slots=True)
class Sound:
    """A WAV file as it came."""

    rate: int
    pcm: bytes

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.pcm) / 2 / self.rate


@dataclass(frozen=True, slots=True)
class Said:
    """A word that is to be heard: with its punctuation, in seconds, with the natural logarithm of its probability."""

    text: str
    start: float
    end: float
    logprob: float = -0.1


def evenly(sound: Sound) -> list[Said]:
    """Five words over the sound."""
    step = sound.seconds / 5
    words = ["Don't", "open", "the", "door,", "Ana."]
    return [Said(word, place * step, (place + 0.8) * step) for place, word in enumerate(words)]


def multipart(asked: Asked) -> tuple[dict[str, list[str]], dict[str, tuple[str, str, bytes]]]:
    """The fields of a form, and its files: name, media type, bytes."""
    boundary = re.fullmatch(r'multipart/form-data; boundary="?([^"]+)"?', asked.headers.get("content-type", ""))
    fields: dict[str, list[str]] = {}
    files: dict[str, tuple[str, str, bytes]] = {}
    if boundary is None:
        return fields, files
    for part in asked.body.split(b"--" + boundary[1].encode())[1:-1]:
        head, _, body = part.removeprefix(b"\r\n").removesuffix(b"\r\n").partition(b"\r\n\r\n")
        name = re.search(rb'name="([^"]+)"', head)
        file = re.search(rb'filename="([^"]+)"', head)
        kind = re.search(rb"(?i)content-type: ([^\r]+)", head)
        assert name is not None
        if file is not None:
            files[name[1].decode()] = (file[1].decode(), kind[1].decode() if kind else "", body)
        else:
            fields.setdefault(name[1].decode(), []).append(body.decode())
    return fields, files


def sound_of(file: tuple[str, str, bytes] | None) -> Sound | None:
    """The mono WAV in a file of a form; None where it is none."""
    if file is None or not file[0].endswith(".wav") or file[1] not in ("audio/wav", "audio/x-wav"):
        return None
    try:
        with wave.open(io.BytesIO(file[2])) as read:
            if (read.getnchannels(), read.getsampwidth()) != (1, 2):
                return None
            return Sound(read.getframerate(), read.readframes(read.getnframes()))
    except (wave.Error, EOFError):
        return None


class Emulator(LoopbackEmulator):
    """``says``: what is heard in a sound. ``language``: the language it is found to be in, as Whisper and as the newest tell it."""

    VENDOR = "openai"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"OPENAI_API_KEY": "sk-openai-key-of-the-tests"}

    def __init__(self) -> None:
        super().__init__()
        self.says: Callable[[Sound], list[Said]] = evenly
        self.language = ("english", "en")
        self.heard: list[Sound] = []
        self.forms: list[dict[str, list[str]]] = []
        self.segments: list[dict[str, Any]] = []
        """Marks of the segments, where they are not the usual one."""

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != f"Bearer {self.ENVIRONMENT['OPENAI_API_KEY']}":
            return _error(401, "Incorrect API key provided.", "invalid_api_key")
        task = asked.path.removeprefix(f"{self.base_path()}/audio/")
        if asked.method != "POST" or task not in ("transcriptions", "translations"):
            return _error(404, f"Invalid URL ({asked.method} {asked.path})")
        fields, files = multipart(asked)
        sound = sound_of(files.get("file"))
        if len(asked.body) > LARGEST:
            return _error(413, f"Maximum content size limit ({LARGEST}) exceeded ({len(asked.body)} bytes read)")
        if sound is None:
            return _error(400, "Audio file might be corrupted or unsupported", "invalid_value")
        if wrong := _wrong(task, fields, sound):
            return _error(400, wrong, "invalid_value")
        fault = self.coming()
        refusals = {
            "too many": _error(429, "Rate limit reached", "rate_limit_exceeded", {"retry-after": "7"}),
            "no money": _error(429, "You exceeded your current quota", "insufficient_quota"),
            "wrong key": _error(401, "Incorrect API key provided: sk-openai-key-of-the-tests.", "invalid_api_key"),
            "failure under 200": Reply(200, {"error": {"message": "Provider returned error", "code": 502}}),
            "lost answer": Reply(lost=True),
            "server error": _error(500, "The server had an error"),
        }
        if fault in refusals:
            return refusals[fault]
        self.heard.append(sound)
        self.forms.append(fields)
        words = self.says(sound)
        model = fields["model"][0]
        if task == "translations":
            return Reply(json={"text": "Do not open the door, Ana."})
        return Reply(json=self._verbose(words, sound) if model in _WHISPER else self._plain(words, model, "include[]" in fields))

    def _verbose(self, words: list[Said], sound: Sound) -> dict[str, Any]:
        """Whisper's: words without punctuation, segments with marks."""
        text = " ".join(word.text for word in words)
        usual = [{"text": f" {text}", "start": 0.0, "end": sound.seconds, "avg_logprob": -0.2}]
        marks = {"temperature": 0.0, "compression_ratio": 1.1, "no_speech_prob": 0.01, "seek": 0, "tokens": []}
        return {
            "task": "transcribe",
            "language": self.language[0],
            "duration": sound.seconds,
            "text": "".join(one["text"] for one in self.segments or usual),
            "words": [{"word": re.sub(r"[^\w']", "", one.text), "start": one.start, "end": one.end} for one in words],
            "segments": [marks | {"id": place} | one for place, one in enumerate(self.segments or usual)],
            "usage": {"type": "duration", "seconds": math.ceil(sound.seconds)},
        }

    def _plain(self, words: list[Said], model: str, logprobs: bool) -> dict[str, Any]:
        """The newer ones': a text; tokens begin with their space."""
        tokens = [("" if place == 0 else " ") + word.text for place, word in enumerate(words)]
        told: dict[str, Any] = {"text": "".join(tokens)}
        told["usage"] = {"type": "tokens", "input_tokens": 90, "output_tokens": 9, "total_tokens": 99}
        if logprobs:
            told["logprobs"] = [
                {"token": token, "logprob": word.logprob, "bytes": list(token.encode())}
                for token, word in zip(tokens, words, strict=True)
            ]
        return told | ({"languages": [{"code": self.language[1]}] if words else []} if model in _NEWEST else {})


def _wrong(task: str, fields: dict[str, list[str]], sound: Sound) -> str:
    """What is wrong with a form, in OpenAI's manner."""
    model = fields.get("model", [""])[0]
    form = fields.get("response_format", ["json"])[0]
    code = fields.get("language", ["en"])[0]
    named = {name: len(values) for name, values in fields.items() if not name.endswith("[]")}
    known = {"model", "prompt", "response_format", "temperature"} if task == "translations" else FIELDS
    checks = {
        f"Unknown parameter: '{', '.join(set(fields) - known)}'.": set(fields) <= known,
        f"Duplicate parameter: {named}.": all(count == 1 for count in named.values()),
        f"The model '{model}' does not exist": model in MODELS,
        f"{model} does not support translation": task == "transcriptions" or model in _WHISPER,
        "Audio file is too short. Minimum audio length is 0.1 seconds.": sound.seconds >= 0.1,
        f"audio duration {sound.seconds} seconds is longer than 1500 seconds": model in _WHISPER or sound.seconds <= 1500,
        f"response_format '{form}' is not compatible with model '{model}'": form == "json"
        or (form == "verbose_json" and model in _WHISPER),
        "timestamp_granularities needs response_format 'verbose_json'": form == "verbose_json"
        or "timestamp_granularities[]" not in fields,
        "Invalid timestamp_granularities": set(fields.get("timestamp_granularities[]", ())) <= {"word", "segment"},
        f"include 'logprobs' is not supported with {model}": fields.get("include[]", ["logprobs"]) == ["logprobs"]
        and ("include[]" not in fields or model in _NEWER),
        f"keywords is not supported with {model}": "keywords[]" not in fields or model in _NEWEST,
        f"Language parameter specified as '{code}', which is not supported": bool(re.fullmatch("[a-z]{2}", code)),
    }
    return next((said for said, fine in checks.items() if not fine), "")


def _error(status: int, said: str, code: str | None = None, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(
        status, {"error": {"message": said, "type": "invalid_request_error", "param": None, "code": code}}, headers=headers or {}
    )
