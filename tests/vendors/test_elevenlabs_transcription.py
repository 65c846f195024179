"""The traps of ElevenLabs Scribe, one by one."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.elevenlabs_transcription import Emulator
from tests.vendors.emulator import Reply
from tests.vendors.openai_transcription import Said, Sound

from onecrew.providers.catalogue import catalogue
from onecrew.providers.receipt import receipt
from onecrew.providers.transcription import elevenlabs
from onecrew.providers.transcription.elevenlabs import ElevenLabsTranscription
from onecrew.units import Broken, Money, OutOfCredit, Refused, Unready

RATE = 16_000


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Emulator]:
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path))
    with Emulator() as running:
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        assert isinstance(running, Emulator)
        yield running


@pytest.fixture
def scribe(emulator: Emulator) -> ElevenLabsTranscription:
    return ElevenLabsTranscription(emulator.vendor, catalogue().models["elevenlabs/scribe-v2"])


def voice(seconds: float) -> bytes:
    return np.random.default_rng(0).normal(0, 3000, round(seconds * RATE)).astype("<i2").tobytes()


def test_words_are_asked_for_and_neither_noises_nor_speakers(emulator: Emulator, scribe: ElevenLabsTranscription) -> None:
    scribe.transcribe(voice(2), RATE, "pt-BR")
    assert emulator.forms == [
        {
            "model_id": ["scribe_v2"],
            "timestamps_granularity": ["word"],
            "tag_audio_events": ["false"],
            "diarize": ["false"],
            "language_code": ["pt"],
        }
    ]
    assert emulator.heard == [Sound(RATE, voice(2))]


def test_spaces_and_noises_are_no_words(emulator: Emulator, scribe: ElevenLabsTranscription) -> None:
    emulator.noise = True
    words = scribe.transcribe(voice(2), RATE, "en").words
    assert [word.text for word in words] == ["Don't", "open", "the", "door,", "Ana."]


def test_the_confidence_is_the_probability_of_the_word(emulator: Emulator, scribe: ElevenLabsTranscription) -> None:
    emulator.says = lambda sound: [Said("Open.", 0.0, 1.0, math.log(0.83))]
    assert scribe.transcribe(voice(2), RATE, "en").words[0].confidence == 83


@pytest.mark.parametrize(
    ("told", "tag"), [("eng", "en"), ("cmn", "zh"), ("zho", "zh"), ("fil", "fil"), ("es", "es"), ("xxx", "und")]
)
def test_languages_come_back_in_three_letters(emulator: Emulator, scribe: ElevenLabsTranscription, told: str, tag: str) -> None:
    emulator.language = told
    assert scribe.transcribe(voice(1), RATE, None).language == tag
    assert "language_code" not in emulator.forms[0]


@pytest.mark.parametrize(("asked", "sent"), [("tl", "fil"), ("nb", "no"), ("yue", "yue"), ("zh-Hant", "zh")])
def test_languages_go_by_scribes_own_codes(emulator: Emulator, scribe: ElevenLabsTranscription, asked: str, sent: str) -> None:
    assert scribe.transcribe(voice(1), RATE, asked).language == asked
    assert emulator.forms[0]["language_code"] == [sent]


def test_chinese_comes_in_the_script_that_is_asked_for(emulator: Emulator, scribe: ElevenLabsTranscription) -> None:
    emulator.says = lambda sound: [Said("骗", 0.0, 0.5), Said("我。", 0.5, 1.0)]
    heard = scribe.transcribe(voice(1), RATE, "zh-Hant")
    assert "騙" in heard.text
    assert heard.words[0].text == "騙"


def test_names_go_one_by_one_and_only_those_scribe_takes(emulator: Emulator, scribe: ElevenLabsTranscription) -> None:
    hint = ", ".join(["Ana", "Mister Chen", "a name of more words than five", "x" * 51, "<b>"])
    scribe.transcribe(voice(1), RATE, "en", hint)
    assert emulator.forms[0]["keyterms"] == ["Ana", "Mister Chen"]


def test_no_more_than_a_hundred_names_go_for_more_are_billed_as_twenty_seconds(
    emulator: Emulator, scribe: ElevenLabsTranscription
) -> None:
    scribe.transcribe(voice(1), RATE, "en", ", ".join(f"Name {number}" for number in range(150)))
    assert len(emulator.forms[0]["keyterms"]) == 100


def test_names_make_it_a_fifth_dearer_and_the_cost_told_before_is_with_names(scribe: ElevenLabsTranscription) -> None:
    with receipt() as plain:
        scribe.transcribe(voice(600), RATE, "en")
    with receipt() as named:
        scribe.transcribe(voice(600), RATE, "en", "Ana")
    assert plain.total == Money(370)
    assert named.total == Money(444) == scribe.cost(Fraction(600))


def test_a_long_sound_goes_in_parts(emulator: Emulator, scribe: ElevenLabsTranscription, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elevenlabs, "LONGEST", 10)
    emulator.says = lambda sound: [Said("Open.", 1.0, 1.5)]
    heard = scribe.transcribe(voice(8) + b"\1\0" * RATE + voice(6), RATE, "en")
    assert len(emulator.heard) == 2
    assert heard.text == "Open. Open."
    assert 9 < heard.words[1].start < 10


@pytest.mark.parametrize("pcm", [b"", b"\0\0" * RATE])
def test_silence_is_not_sent(emulator: Emulator, scribe: ElevenLabsTranscription, pcm: bytes) -> None:
    heard = scribe.transcribe(pcm, RATE, None)
    assert (heard.text, heard.words, heard.language) == ("", (), "und")
    assert emulator.requests == []


def test_a_quota_used_up_is_a_401_and_no_wrong_key(emulator: Emulator, scribe: ElevenLabsTranscription) -> None:
    emulator.fault("no money")
    with pytest.raises(OutOfCredit, match="3 credits left"):
        scribe.transcribe(voice(1), RATE, "en")
    emulator.fault("wrong key")
    with pytest.raises(Unready):
        scribe.transcribe(voice(1), RATE, "en")


def test_another_language_than_the_spoken_one_is_refused(emulator: Emulator, scribe: ElevenLabsTranscription) -> None:
    with pytest.raises(Refused, match="translate the text"):
        scribe.to_english(voice(1), RATE, "es")
    assert emulator.requests == []


@pytest.mark.parametrize("told", [{"words": []}, {"text": "Open", "words": [{"type": "word", "text": "Open", "start": None}]}])
def test_an_answer_that_cannot_be_read_is_broken_and_paid(
    emulator: Emulator, scribe: ElevenLabsTranscription, monkeypatch: pytest.MonkeyPatch, told: dict[str, Any]
) -> None:
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(json=told))
    with receipt() as counted, pytest.raises(Broken) as raised:
        scribe.transcribe(voice(1), RATE, "en")
    assert raised.value.billed
    assert counted.total == Money(1)


def test_a_model_without_a_price_is_counted_as_unpriced(emulator: Emulator) -> None:
    newest = replace(catalogue().models["elevenlabs/scribe-v2"], id="scribe_v3", price=())
    with receipt() as counted:
        ElevenLabsTranscription(emulator.vendor, newest).transcribe(voice(1), RATE, "en")
    assert (counted.total, counted.unpriced) == (None, 1)
