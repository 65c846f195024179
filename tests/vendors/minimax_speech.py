"""MiniMax's text to audio, second version, on loopback."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any, ClassVar

from .emulator import Asked, Reply
from .scripted_speech import SpeechEmulator, Spoken, wav
from .scripted_writing import amiss

FIELDS: dict[str, type] = {
    "model": str,
    "text": str,
    "stream": bool,
    "language_boost": str,
    "output_format": str,
    "voice_setting": dict,
    "audio_setting": dict,
    "voice_modify": dict,
}
VOICE: dict[str, type] = {"voice_id": str, "speed": float, "vol": float, "pitch": int, "emotion": str}
SOUND: dict[str, type] = {"sample_rate": int, "format": str, "channel": int}
CHANGES: dict[str, type] = {"pitch": int, "intensity": int, "timbre": int}
MODELS = ("speech-2.6-hd", "speech-2.6-turbo", "speech-2.8-hd", "speech-2.8-turbo")
EMOTIONS = ("happy", "sad", "angry", "fearful", "disgusted", "surprised", "calm")
RATES = (8000, 16000, 22050, 24000, 32000, 44100)
KNOWN = ("English_", "Chinese (Mandarin)_", "Spanish_", "German_", "Thai_", "Korean_", "Arabic_", "Russian_")
"""How the voices begin that it has."""
BOOSTS = (
    "auto,Afrikaans,Arabic,Bulgarian,Catalan,Chinese,Croatian,Czech,Danish,Dutch,English,Filipino,Finnish,French,German,Greek,Hebrew,"
    "Hindi,Hungarian,Indonesian,Italian,Japanese,Korean,Malay,Norwegian,Nynorsk,Persian,Polish,Portuguese,Romanian,Russian,Slovak,"
    "Slovenian,Spanish,Swedish,Tamil,Thai,Turkish,Ukrainian,Vietnamese"
)


class Emulator(SpeechEmulator):
    """It tells its failures under HTTP 200. ``size``: what the WAV's header says in place of the truth."""

    VENDOR = "minimax"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"MINIMAX_API_KEY": "minimax-key-of-the-tests"}
    wait = None

    def __init__(self) -> None:
        super().__init__()
        self.size: int | None = None

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != f"Bearer {self.ENVIRONMENT['MINIMAX_API_KEY']}":
            return _told(1004, "login fail: Please carry the API secret key in the 'Authorization' field of the request header")
        if (asked.method, asked.path) != ("POST", "/v1/t2a_v2"):
            return Reply(404, body=b"404 page not found", media_type="text/plain")
        wrong = _wrong(asked.json)
        if wrong:
            return _told(2013, f"invalid params, {wrong}")
        fault = self.coming()
        return _refusal(fault) or self._spoken(asked.json, fault)

    def _spoken(self, body: Any, fault: str) -> Reply:
        voice = body["voice_setting"]
        if voice["voice_id"] != self.own and not voice["voice_id"].startswith(KNOWN):
            return _told(2054, "voice id not exist")
        how = f"{voice.get('emotion', '')} {body.get('voice_modify', {}).get('intensity', '')}".strip()
        rate = body["audio_setting"]["sample_rate"]
        sound = self.voice(Spoken(body["text"], voice["voice_id"], voice["speed"], how), fault, rate)
        told = "zz not hexadecimal" if fault == "not sound" else wav(sound, rate, self.size).hex() if sound else ""
        used = sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in body["text"])
        extra = {
            "audio_length": 1000,
            "audio_sample_rate": rate,
            "usage_characters": used,
            "audio_format": "wav",
            "audio_channel": 1,
        }
        answer = _told(0, "success", data={"audio": told, "status": 2}, extra_info=extra, trace_id="01b8bf9bb7433cc7")
        return Reply(json=answer.json, cut=len(told) // 2 if fault == "broken off" else 0)


def _wrong(body: Any) -> str:
    """What is wrong with a body, in MiniMax's manner; empty when nothing is."""
    parts = (
        (body, FIELDS, ("model", "text", "voice_setting")),
        (body.get("voice_setting", {}), VOICE, ("voice_id",)),
        (body.get("audio_setting", {}), SOUND, ()),
        (body.get("voice_modify", {}), CHANGES, ()),
    )
    for part, known, needed in parts:
        name, wrong = amiss(part, known, needed)
        if wrong:
            return f"{name}: {wrong}"
    voice, sound = body["voice_setting"], body.get("audio_setting", {})
    emotions = (*EMOTIONS, "whisper", "fluent") if body["model"].startswith("speech-2.6") else EMOTIONS
    facts = {
        "model not support": body["model"] in MODELS,
        "text is too long": len(body["text"]) < 10000,
        "speed": 0.5 <= voice.get("speed", 1.0) <= 2,
        "vol": 0 < voice.get("vol", 1.0) <= 10,
        "pitch": -12 <= voice.get("pitch", 0) <= 12,
        "emotion": voice.get("emotion", "calm") in emotions,
        "language_boost": body.get("language_boost", "auto") in (*BOOSTS.split(","), "Chinese,Yue"),
        "sample_rate": sound.get("sample_rate", 32000) in RATES,
        "format": sound.get("format") == "wav" and not body.get("stream"),
        "output_format": body.get("output_format", "hex") == "hex",
        "intensity": -100 <= body.get("voice_modify", {}).get("intensity", 0) <= 100,
    }
    return next((name for name, right in facts.items() if not right), "")


def _refusal(fault: str) -> Reply | None:
    refusals = {
        "too many": _told(1002, "rate limit exceeded(RPM)"),
        "overloaded": _told(1033, "system error"),
        "no money": _told(1008, "insufficient balance"),
        "wrong key": _told(2049, "invalid api key"),
        "bad model": _told(2013, "invalid params, model not support"),
        "unknown voice": _told(2054, "voice id not exist"),
        "too long": _told(2013, "invalid params, text is too long"),
        "moderated before": _told(1026, "input new_sensitive"),
        "moderated after": _told(1027, "output new_sensitive"),
        "failure under 200": _told(1000, "unknown error"),
        "lost answer": Reply(lost=True),
        "server error": Reply(502, body=b"<html>Bad Gateway</html>", media_type="text/html"),
    }
    return refusals.get(fault)


def _told(code: int, said: str, **more: Any) -> Reply:
    return Reply(json={**more, "base_resp": {"status_code": code, "status_msg": said}})
