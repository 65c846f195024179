"""ElevenLabs' traps, one by one."""

from __future__ import annotations

import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.elevenlabs_speech import Emulator
from tests.vendors.emulator import Reply
from tests.vendors.scripted_speech import BEFORE, letters

from onecrew.providers.catalogue import catalogue
from onecrew.providers.receipt import receipt
from onecrew.providers.speech import Utterance
from onecrew.providers.speech.elevenlabs import ElevenLabs
from onecrew.units import Broken, Money, OutOfCredit, Refused, Unready

LINE = Utterance("Wait, I never asked you. Never!", "en", "Sarah")


def by(emulator: Emulator, model: str) -> ElevenLabs:
    """The provider with a model of the catalogue."""
    return ElevenLabs(emulator.vendor, catalogue().model(model))


def body(emulator: Emulator) -> Any:
    """What was asked last."""
    return emulator.requests[-1].json


def test_its_own_voices_go_by_name_and_are_asked_for_by_id(emulator: Emulator) -> None:
    emulator.made(ElevenLabs).speak(LINE)
    assert "/text-to-speech/EXAVITQu4vr4xnSDxMaL/with-timestamps" in emulator.requests[0].path


def test_a_voice_with_odd_letters_stays_within_the_path(emulator: Emulator) -> None:
    with pytest.raises(Refused, match=r"\.\./models"):
        emulator.made(ElevenLabs).speak(replace(LINE, voice="../models"))
    assert emulator.requests[0].path.endswith("%2Fmodels/with-timestamps")


@pytest.mark.parametrize("model", ["elevenlabs/v4", "elevenlabs/v3"])
def test_directions_stand_in_brackets_before_the_line(emulator: Emulator, model: str) -> None:
    by(emulator, model).speak(replace(LINE, feeling="angry", strength=90, delivery="whisper"))
    assert body(emulator)["text"] == f"[very angry] [whispers] {LINE.text}"
    assert body(emulator)["voice_settings"]["stability"] == 0.0
    assert emulator.spoken[0].text == LINE.text


def test_older_models_act_by_settings_and_get_no_brackets(emulator: Emulator) -> None:
    by(emulator, "elevenlabs/multilingual-v2").speak(replace(LINE, feeling="angry", strength=100, delivery="whisper"))
    assert body(emulator)["text"] == LINE.text
    assert body(emulator)["voice_settings"] == {"stability": 0.25, "similarity_boost": 0.75, "style": 0.5, "speed": 1.0}


def test_multilingual_v2_is_told_no_language_and_others_only_codes_of_two_letters(emulator: Emulator) -> None:
    by(emulator, "elevenlabs/multilingual-v2").speak(LINE)
    assert "language_code" not in body(emulator)
    by(emulator, "elevenlabs/flash-v2.5").speak(replace(LINE, language="pt-BR"))
    assert body(emulator)["language_code"] == "pt"
    by(emulator, "elevenlabs/v3").speak(replace(LINE, language="ceb"))
    assert "language_code" not in body(emulator)


def test_directions_are_paid_for_like_words(emulator: Emulator) -> None:
    speech = by(emulator, "elevenlabs/v4")
    sad = replace(LINE, feeling="sad")
    with receipt() as told:
        speech.speak(sad)
    assert len(f"[sad] {LINE.text}") == 37
    assert told.total == speech.cost(sad) == Money(30)


def test_an_empty_account_comes_with_the_status_of_a_wrong_key(emulator: Emulator) -> None:
    emulator.fault("no money")
    with pytest.raises(OutOfCredit, match="0 credits remaining"):
        emulator.made(ElevenLabs).speak(LINE)


def test_newer_errors_name_a_code_in_place_of_a_status(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    detail = {"type": "authentication_error", "code": "missing_permissions", "message": "The key lacks text_to_speech."}
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(401, {"detail": detail}))
    with pytest.raises(Unready, match="lacks text_to_speech"):
        emulator.made(ElevenLabs).speak(LINE)


def test_a_list_of_what_is_wrong_with_the_body_is_a_refusal(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    detail = [{"loc": ["body", "text"], "msg": "field required", "type": "value_error"}]
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(422, {"detail": detail}))
    with pytest.raises(Refused, match="field required"):
        emulator.made(ElevenLabs).speak(LINE)


def test_each_word_is_mouthed_when_its_letters_are_said(emulator: Emulator) -> None:
    audio = emulator.made(ElevenLabs).speak(replace(LINE, feeling="sad"))
    told = letters(emulator.spoken[0])
    asked = LINE.text.index("asked")
    start, end = (told[place].start - BEFORE + 0.02 for place in (asked, asked + 5))
    within = [one.symbol for one in audio.phones if start - 0.03 <= one.start and one.end <= end + 0.03]
    assert "".join(within) == "æskt"


@pytest.mark.parametrize(
    "timed",
    [
        lambda told: None,
        lambda told: {**told, "characters": told["characters"][:-1]},
        lambda told: {**told, "character_start_times_seconds": ["0"] * len(told["characters"])},
        lambda told: {**told, "character_start_times_seconds": told["character_start_times_seconds"][::-1]},
        lambda told: {name: [] for name in told},
        lambda told: {name: [one + 500 if name != "characters" else one for one in row] for name, row in told.items()},
    ],
)
def test_without_sensible_times_the_mouth_follows_the_sound(emulator: Emulator, timed: Any) -> None:
    emulator.timed = timed
    audio = emulator.made(ElevenLabs).speak(LINE)
    symbols = [one.symbol for one in audio.phones]
    assert symbols.count("") >= 3
    assert len(symbols) > 20


def test_times_of_a_thai_line_move_the_mouth_letter_by_letter(emulator: Emulator) -> None:
    audio = emulator.made(ElevenLabs).speak(Utterance("ทำไมเธอถึงกลับมา", "th", "Sarah"))
    assert sum(1 for one in audio.phones if one.symbol) >= 10


def test_odd_bytes_at_the_end_are_no_half_sample(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = emulator.voice
    monkeypatch.setattr(emulator, "voice", lambda said, fault, rate: spoken(said, fault, rate) + b"\x01")
    assert len(emulator.made(ElevenLabs).speak(LINE).pcm) % 2 == 0


def test_a_click_in_silence_is_still_trimmed_to_the_sound(emulator: Emulator) -> None:
    audio = emulator.made(ElevenLabs).speak(replace(LINE, text="No."))
    assert audio.seconds < Fraction(1, 2)


def test_an_answer_without_sound_is_broken(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(200, {"alignment": None}))
    with pytest.raises(Broken, match="without sound"):
        emulator.made(ElevenLabs).speak(LINE)
