"""What every vendor of speech keeps to, spoken to through its emulator."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from fractions import Fraction
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.conformance.test_speech import whole
from tests.vendors.scripted_speech import BEFORE, PAUSE, SpeechEmulator, letters

from onecrew.providers.receipt import receipt
from onecrew.providers.speech import Audio, Utterance
from onecrew.units import (
    Broken,
    Busy,
    OutOfCredit,
    ProviderError,
    Refused,
    Unanswered,
    Unreachable,
    Unready,
)

POINTS = {point.name: point for point in entry_points(group="onecrew.speech") if not point.load()().offer().local}
TEXT = "Wait, I never asked you to come back. Never!"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One empty home for all tests, so that the catalogue is read once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(params=sorted(POINTS))
def emulator(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[SpeechEmulator]:
    """Every registered vendor's emulator, its keys in the environment."""
    monkeypatch.setenv("ONECREW_HOME", str(home))
    module = importlib.import_module(f"tests.vendors.{request.param.replace('-', '_')}_speech")
    with module.Emulator() as running:
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def speech(emulator: SpeechEmulator) -> Any:
    """The vendor's provider, speaking to its emulator."""
    return emulator.made(POINTS[emulator.VENDOR].load())


def line(speech: Any, text: str = TEXT, language: str = "en", **how: Any) -> Utterance:
    """A line in the provider's best voice."""
    return Utterance(text, language, how.pop("voice", speech.voices(language)[0].name), **how)


def sounding(audio: Audio, seconds: float) -> str:
    """The phone at a moment."""
    return next(one.symbol for one in audio.phones if one.start <= Fraction(seconds) < one.end)


def test_a_line_comes_back_whole_mono_and_trimmed(speech: Any) -> None:
    audio = speech.speak(line(speech))
    whole(audio)
    samples = np.abs(np.frombuffer(audio.pcm, "<i2").astype(float))
    loud = np.flatnonzero(samples > samples.max() / 50)
    assert loud[0] / audio.rate <= 0.03
    assert (len(samples) - loud[-1]) / audio.rate <= 0.075
    assert 3000 < samples.max() < 32767


def test_the_mouth_is_shut_in_pauses_and_moves_in_words(emulator: SpeechEmulator, speech: Any) -> None:
    audio = speech.speak(line(speech))
    (said,) = emulator.spoken
    assert said.text == TEXT
    marks = [one for one in letters(said)[:-1] if one.letter in ",."]
    assert len(marks) == 2
    for mark in marks:
        assert sounding(audio, (mark.start + mark.end) / 2 - BEFORE + 0.02) == ""
    silent = sum(one.end - one.start for one in audio.phones if not one.symbol)
    assert Fraction(2) * Fraction(PAUSE) * Fraction(8, 10) < silent < Fraction(2) * Fraction(PAUSE) + Fraction(2, 10)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Warum bist du zurückgekommen?"),
        ("th", "ทำไมเธอถึงกลับมา"),
        ("ko", "왜 돌아왔어?"),
        ("ar", "لماذا عدت إلى هنا؟"),
        ("zh-Hans", "你为什么要回来？"),
        ("ru", "Почему ты вернулся?"),
    ],
)
def test_a_mouth_moves_in_languages_with_and_without_a_phonemizer(speech: Any, language: str, text: str) -> None:
    audio = speech.speak(line(speech, text, language))
    whole(audio)
    assert len({one.symbol for one in audio.phones}) >= 4


def test_the_price_is_told_and_is_no_more_than_was_foreseen(speech: Any) -> None:
    with receipt() as told:
        speech.speak(line(speech))
    assert told.unpriced == 0
    assert told.total is not None
    assert told.total.minor > 0
    foreseen = speech.cost(line(speech))
    assert foreseen is None or told.total.minor <= foreseen.minor <= told.total.minor * 12


def test_a_slow_and_silent_line_costs_no_more_than_was_foreseen(speech: Any) -> None:
    slow = line(speech, "No.", delivery="slow", feeling="sad", strength=100)
    with receipt() as told:
        speech.speak(slow)
    foreseen = speech.cost(slow)
    assert told.total is not None
    assert foreseen is None or told.total.minor <= foreseen.minor


def test_how_it_is_said_reaches_the_vendor_and_is_never_spoken(emulator: SpeechEmulator, speech: Any) -> None:
    bodies = set()
    for feeling in ("neutral", "happy", "sad", "angry", "afraid", "surprised", "disgusted", "tender"):
        speech.speak(line(speech, feeling=feeling))
        bodies.add(emulator.requests[-1].body)
    for delivery in ("whisper", "shout", "slow", "fast"):
        speech.speak(line(speech, delivery=delivery))
        bodies.add(emulator.requests[-1].body)
    assert len(bodies) == 12
    assert {one.text for one in emulator.spoken} == {TEXT}


def test_speed_is_asked_for_and_brought_into_the_vendors_range(emulator: SpeechEmulator, speech: Any) -> None:
    for speed in (Fraction(1, 10), Fraction(1), Fraction(23, 20), Fraction(10)):
        whole(speech.speak(line(speech, speed=speed)))
    assert len({one.body for one in emulator.requests}) == 4


def test_a_voice_of_the_users_own_is_passed_on(emulator: SpeechEmulator, speech: Any) -> None:
    whole(speech.speak(line(speech, voice=emulator.own)))
    assert [one.voice for one in emulator.spoken] == [emulator.own]


def test_a_voice_the_vendor_does_not_know_is_named(speech: Any) -> None:
    with pytest.raises(Refused, match="nobody-at-all"):
        speech.speak(line(speech, voice="nobody-at-all"))


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("too many", Busy),
        ("overloaded", Busy),
        ("no money", OutOfCredit),
        ("wrong key", Unready),
        ("bad model", Refused),
        ("unknown voice", Refused),
        ("too long", Refused),
        ("moderated before", Refused),
        ("moderated after", Refused),
        ("empty", Broken),
        ("silence", Broken),
        ("not sound", Broken),
        ("failure under 200", Broken),
        ("lost answer", Unanswered),
        ("broken off", Unanswered),
        ("server error", Unanswered),
    ],
)
def test_what_goes_wrong_has_its_kind_and_is_not_sent_again(
    emulator: SpeechEmulator, speech: Any, fault: str, error: type[ProviderError]
) -> None:
    if fault in emulator.WITHOUT:
        whole(speech.speak(line(speech)))
        return
    emulator.fault(fault)
    with pytest.raises(error) as raised:
        speech.speak(line(speech))
    assert type(raised.value) is error
    assert not any(secret in str(raised.value) for secret in emulator.ENVIRONMENT.values())
    assert len(emulator.requests) == 1


def test_busy_says_how_long_to_wait_where_the_vendor_does(emulator: SpeechEmulator, speech: Any) -> None:
    emulator.fault("too many")
    with pytest.raises(Busy) as raised:
        speech.speak(line(speech))
    assert raised.value.wait == emulator.wait


@pytest.mark.parametrize("fault", ["empty", "silence", "not sound"])
def test_sound_that_cannot_be_used_is_billed_and_counted(emulator: SpeechEmulator, speech: Any, fault: str) -> None:
    emulator.fault(fault)
    with receipt() as told, pytest.raises(Broken) as raised:
        speech.speak(line(speech))
    assert raised.value.billed
    assert told.total is not None or told.unpriced == 1


def test_the_scripts_mark_up_and_pictures_are_not_sent(emulator: SpeechEmulator, speech: Any) -> None:
    whole(speech.speak(line(speech, "I *never*  asked _you_ 😀 at 20 °C.")))
    assert [one.text for one in emulator.spoken] == ["I never asked you at 20 °C."]


@pytest.mark.parametrize("text", ["", "  ", "…", "😀"])
def test_what_says_nothing_is_refused_and_not_sent(emulator: SpeechEmulator, speech: Any, text: str) -> None:
    with pytest.raises(Refused, match="nothing to say"):
        speech.speak(line(speech, text))
    assert emulator.requests == []


def test_a_line_too_long_is_refused_with_the_limit_and_not_sent(emulator: SpeechEmulator, speech: Any) -> None:
    with pytest.raises(Refused, match=r"takes \d+ characters"):
        speech.speak(line(speech, "Never again. " * 4000))
    assert emulator.requests == []


def test_without_its_key_nothing_is_sent_and_the_key_is_named(
    emulator: SpeechEmulator, speech: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = next(iter(emulator.ENVIRONMENT))
    monkeypatch.delenv(first)
    assert first in speech.offer().needs
    with pytest.raises(Unready, match=first):
        speech.speak(line(speech))
    assert emulator.requests == []


def test_nothing_answering_is_unreachable(emulator: SpeechEmulator) -> None:
    silent = emulator.made(POINTS[emulator.VENDOR].load())
    emulator.__exit__()
    try:
        with pytest.raises(Unreachable):
            silent.speak(line(silent))
    finally:
        emulator.__enter__()


def test_the_offer_tells_unit_and_languages_and_asks_nobody(emulator: SpeechEmulator, speech: Any) -> None:
    offer = speech.offer()
    assert (offer.name, offer.local, offer.needs, offer.price) == (emulator.VENDOR, False, "", None)
    assert offer.unit in ("thousand characters", "minute", "million tokens")
    assert {"en", "es", "zh", "pt", "th"} <= set(offer.languages)
    assert emulator.requests == []


def test_voices_are_known_offline_best_first_and_enough_for_a_cast(
    emulator: SpeechEmulator, speech: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(next(iter(emulator.ENVIRONMENT)))
    for language in speech.offer().languages:
        voices = speech.voices(language)
        assert len({one.name for one in voices}) == len(voices) >= 8
        assert {one.language for one in voices} == {language}
        assert [one.quality for one in voices] == sorted((one.quality for one in voices), reverse=True)
        assert {"female", "male"} <= {one.gender for one in voices}
        assert all(set(one.ages) <= {"child", "teen", "young", "adult", "old"} and one.ages for one in voices)
    assert speech.voices("pt-BR")[0].language == "pt-BR"
    assert speech.voices("tlh") == ()
    assert emulator.requests == []
