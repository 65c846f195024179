"""What every vendor of transcription keeps to, spoken to through its emulator."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from fractions import Fraction
from importlib.metadata import EntryPoint, entry_points
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from onecrew.providers.receipt import receipt
from onecrew.units import Broken, Busy, OutOfCredit, ProviderError, Refused, Unanswered, Unreachable, Unready

POINTS: dict[str, EntryPoint] = {
    point.name: point for point in entry_points(group="onecrew.transcription") if not point.load()().offer().local
}
RATE = 16_000
VOICE = np.random.default_rng(0).normal(0, 3000, 3 * RATE).astype("<i2").tobytes()


@pytest.fixture(params=sorted(POINTS))
def emulator(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """Every registered vendor's emulator, its keys in the environment."""
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path / "home"))
    module = importlib.import_module(f"tests.vendors.{request.param.replace('-', '_')}_transcription")
    with module.Emulator() as running:
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def hearing(emulator: Any) -> Any:
    """The vendor's provider, speaking to its emulator."""
    return emulator.made(POINTS[emulator.VENDOR].load())


def test_words_come_with_times_in_order_and_inside_the_sound(hearing: Any) -> None:
    heard = hearing.transcribe(VOICE, RATE, "en")
    assert heard.text == "Don't open the door, Ana."
    assert heard.language == "en"
    assert [word.text for word in heard.words] == heard.text.split()
    assert all(one.start <= other.start for one, other in pairwise(heard.words))
    assert all(0 <= one.start <= one.end <= 3 for one in heard.words)
    assert all(0 <= one.confidence <= 100 for one in heard.words)


def test_the_sound_goes_as_it_is_with_its_language_and_names(emulator: Any, hearing: Any) -> None:
    hearing.transcribe(VOICE, 22_050, "pt-BR", "Ana")
    (sound,) = emulator.heard
    assert (sound.rate, sound.pcm) == (22_050, VOICE)
    (form,) = emulator.forms
    assert ["pt"] in form.values()
    assert ["Ana"] in form.values()


def test_the_language_is_found_out(hearing: Any) -> None:
    assert hearing.transcribe(VOICE, RATE, None).language == "en"


def test_nothing_is_nothing_and_costs_nothing(emulator: Any, hearing: Any) -> None:
    with receipt() as counted:
        heard = hearing.transcribe(b"", RATE, "en")
    assert (heard.text, heard.words, counted.total) == ("", (), None)
    assert emulator.requests == []


@pytest.mark.parametrize(("pcm", "rate", "language"), [(VOICE, RATE, "tlh"), (b"\0\0\0", RATE, "en"), (VOICE, 4000, "en")])
def test_what_it_cannot_hear_is_refused_before_it_is_sent(
    emulator: Any, hearing: Any, pcm: bytes, rate: int, language: str
) -> None:
    with pytest.raises(Refused):
        hearing.transcribe(pcm, rate, language)
    assert emulator.requests == []


def test_what_is_paid_is_told_and_is_no_more_than_what_was_told_before(hearing: Any) -> None:
    before = hearing.cost(Fraction(3))
    with receipt() as counted:
        hearing.transcribe(VOICE, RATE, "en", "Ana")
    assert counted.unpriced == 0
    assert counted.total is not None
    assert 0 < counted.total.minor <= before.minor
    assert counted.total.currency == before.currency


def test_english_is_given_or_refused_without_a_request(emulator: Any, hearing: Any) -> None:
    try:
        assert hearing.to_english(VOICE, RATE, "es") == "Do not open the door, Ana."
    except Refused:
        assert emulator.requests == []


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("too many", Busy),
        ("no money", OutOfCredit),
        ("wrong key", Unready),
        ("failure under 200", Broken),
        ("lost answer", Unanswered),
        ("server error", Unanswered),
    ],
)
def test_what_goes_wrong_has_its_kind_and_is_not_sent_again(
    emulator: Any, hearing: Any, fault: str, error: type[ProviderError]
) -> None:
    emulator.fault(fault)
    with pytest.raises(error) as raised:
        hearing.transcribe(VOICE, RATE, "en")
    assert type(raised.value) is error
    assert not any(secret in str(raised.value) for secret in emulator.ENVIRONMENT.values())
    assert len(emulator.requests) == 1


def test_busy_says_how_long_to_wait(emulator: Any, hearing: Any) -> None:
    emulator.fault("too many")
    with pytest.raises(Busy) as raised:
        hearing.transcribe(VOICE, RATE, "en")
    assert raised.value.wait == 7


def test_nothing_answering_is_unreachable(emulator: Any) -> None:
    silent = emulator.made(POINTS[emulator.VENDOR].load())
    emulator.__exit__()
    try:
        with pytest.raises(Unreachable):
            silent.transcribe(VOICE, RATE, "en")
    finally:
        emulator.__enter__()


def test_without_its_key_nothing_is_sent_and_the_key_is_named(emulator: Any, hearing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first = next(iter(emulator.ENVIRONMENT))
    monkeypatch.delenv(first)
    assert first in hearing.offer().needs
    with pytest.raises(Unready, match=first):
        hearing.transcribe(VOICE, RATE, "en")
    assert emulator.requests == []


def test_the_offer_is_ready_with_its_keys_and_knows_the_languages_of_the_audience(emulator: Any, hearing: Any) -> None:
    offer = hearing.offer()
    assert (offer.name, offer.local, offer.needs) == (emulator.VENDOR, False, "")
    assert {"ar", "de", "en", "es", "fr", "hi", "id", "it", "ja", "ko", "pt", "ru", "th", "tr", "vi", "zh"} <= set(offer.languages)
