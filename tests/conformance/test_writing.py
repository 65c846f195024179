"""What every provider of writing keeps to, spoken to through its emulator."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from fractions import Fraction
from importlib.metadata import entry_points
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.scripted_writing import WritingEmulator

from onecrew.providers.catalogue import Model, catalogue
from onecrew.providers.writing import Brief, Writing
from onecrew.units import (
    Broken,
    Busy,
    OutOfCredit,
    ProviderError,
    Refused,
    Unanswered,
    Unreachable,
    Unready,
    canonical_json,
)

POINTS = {point.name: point for point in entry_points(group="onecrew.writing")}
FORM = canonical_json(
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["title", "scenes"],
        "properties": {
            "title": {"type": "string", "description": "Of the episode."},
            "scenes": {"type": "array", "items": {"type": "string", "enum": ["INT", "EXT"]}},
        },
    }
)


@pytest.fixture(params=sorted(POINTS))
def emulator(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[WritingEmulator]:
    """Every registered vendor's emulator, its keys in the environment."""
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path / "home"))
    module = importlib.import_module(f"tests.vendors.{request.param.replace('-', '_')}_writing")
    with module.Emulator() as running:
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def writing(emulator: WritingEmulator) -> Writing:
    """The vendor's provider, speaking to its emulator."""
    made: Writing = emulator.made(POINTS[emulator.VENDOR].load())
    return made


@pytest.fixture
def brief(emulator: WritingEmulator) -> Brief:
    """A short task for the vendor's first model."""
    return Brief(model_of(emulator.VENDOR).id, "You write episodes.", "Write about Ana and a letter.", FORM, 2000)


def model_of(vendor: str) -> Model:
    """The vendor's first writing model in the catalogue that is not shut down."""
    return next(one for one in catalogue().of("writing") if one.vendor == vendor and one.retires_at is None)


def test_an_answer_follows_the_schema_and_arrives_whole(emulator: WritingEmulator, writing: Writing, brief: Brief) -> None:
    emulator.answer = lambda told: {"title": 'The "Letter" — 信', "scenes": ["INT", "EXT"]}
    assert writing.write(brief).json == {"title": 'The "Letter" — 信', "scenes": ["INT", "EXT"]}


def test_the_model_is_told_what_the_brief_says(emulator: WritingEmulator, writing: Writing, brief: Brief) -> None:
    writing.write(brief)
    (told,) = emulator.told
    assert (told.model, told.system, told.user) == (brief.model, brief.system, brief.user)
    assert told.schema == brief.shape
    assert b"2000" in emulator.requests[0].body


def test_tokens_are_told_and_priced_by_the_catalogue(emulator: WritingEmulator, writing: Writing, brief: Brief) -> None:
    written = writing.write(brief)
    prices = dict(model_of(emulator.VENDOR).price)
    assert (written.tokens_in, written.tokens_out) == (1200, 300)
    exact = Fraction(1200 * prices["input"].minor + 300 * prices["output"].minor, 10**6)
    assert written.price is not None
    assert exact <= written.price.minor < exact + 1


def test_a_model_the_catalogue_does_not_know_has_no_price(writing: Writing, brief: Brief) -> None:
    assert writing.write(Brief("somebody-else", brief.system, brief.user, brief.schema)).price is None


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("too many", Busy),
        ("overloaded", Busy),
        ("no money", OutOfCredit),
        ("spend limit", OutOfCredit),
        ("wrong key", Unready),
        ("bad model", Refused),
        ("moderated before", Refused),
        ("refused by the model", Refused),
        ("filtered", Refused),
        ("cut off", Broken),
        ("odd ending", Broken),
        ("not the schema", Broken),
        ("not JSON", Broken),
        ("nothing", Broken),
        ("failure under 200", Broken),
        ("lost answer", Unanswered),
        ("server error", Unanswered),
    ],
)
def test_what_goes_wrong_has_its_kind_and_is_not_sent_again(
    emulator: WritingEmulator, writing: Writing, brief: Brief, fault: str, error: type[ProviderError]
) -> None:
    emulator.fault(fault)
    with pytest.raises(error) as raised:
        writing.write(brief)
    assert type(raised.value) is error
    assert not any(secret in str(raised.value) for secret in emulator.ENVIRONMENT.values())
    assert len(emulator.requests) == 1


def test_busy_says_how_long_to_wait(emulator: WritingEmulator, writing: Writing, brief: Brief) -> None:
    emulator.fault("too many")
    with pytest.raises(Busy) as raised:
        writing.write(brief)
    assert raised.value.wait == 7


def test_an_answer_cut_off_names_its_limit_and_is_billed(emulator: WritingEmulator, writing: Writing, brief: Brief) -> None:
    emulator.fault("cut off")
    with pytest.raises(Broken, match="broke off at its limit of 2000 tokens") as raised:
        writing.write(brief)
    assert raised.value.billed


def test_an_answer_beside_the_schema_names_the_place(emulator: WritingEmulator, writing: Writing, brief: Brief) -> None:
    emulator.answer = lambda told: {"title": "The Letter", "scenes": ["INT", "SPACE"]}
    with pytest.raises(Broken, match=r"\$\.scenes\[1\] must be one of INT, EXT"):
        writing.write(brief)


def test_a_server_without_schemas_is_asked_another_way_and_remembered(
    emulator: WritingEmulator, writing: Writing, brief: Brief
) -> None:
    if "no schema" in emulator.WITHOUT:
        assert writing.write(brief).json["scenes"] == []
        return
    emulator.fault("no schema")
    emulator.answer = lambda told: {"title": "The Letter", "scenes": ["INT"]}
    assert writing.write(brief).json["title"] == "The Letter"
    assert len(emulator.requests) == 2
    writing.write(brief)
    assert len(emulator.requests) == 3
    assert [told.schema for told in emulator.told] == [brief.shape, brief.shape]


def test_nothing_answering_is_unreachable(emulator: WritingEmulator, brief: Brief) -> None:
    silent = emulator.made(POINTS[emulator.VENDOR].load())
    emulator.__exit__()
    try:
        with pytest.raises(Unreachable):
            silent.write(brief)
    finally:
        emulator.__enter__()


def test_without_its_key_nothing_is_sent_and_the_key_is_named(
    emulator: WritingEmulator, writing: Writing, brief: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = next(iter(emulator.ENVIRONMENT))
    monkeypatch.delenv(first)
    assert first in writing.offer().needs
    with pytest.raises(Unready, match=first):
        writing.write(brief)
    assert emulator.requests == []


def test_the_offer_is_ready_with_its_keys(emulator: WritingEmulator, writing: Writing) -> None:
    offer = writing.offer()
    assert (offer.name, offer.local, offer.needs, offer.price) == (emulator.VENDOR, False, "", None)
