"""Exact values: what goes in comes out, and nothing is nearly equal."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onecrew.story.episode import Card, Episode, Line, Place, Scene
from onecrew.units import FrameRate, Language, Money, TimeRange, Where, frame_at, on_frame, seconds, timecode
from onecrew.units.digest import canonical_json, digest_value, plain
from onecrew.units.revive import revive

rates = st.sampled_from([FrameRate(24), FrameRate(25), FrameRate(30), FrameRate(30000, 1001)])
times = st.fractions(min_value=0, max_value=36000, max_denominator=90000)


@given(times, rates)
def test_a_time_moved_to_a_frame_is_a_whole_number_of_frames_and_less_than_one_away(time, rate):
    moved = on_frame(time, rate)
    assert (moved * rate).denominator == 1
    assert abs(moved - time) <= Fraction(1, 2) / rate


@given(st.integers(0, 10**6), rates)
def test_a_frame_begins_exactly_where_it_is_shown(number, rate):
    assert frame_at(number / rate, rate) == number


def test_timecode_counts_frames_not_decimals():
    assert timecode(Fraction(3723) + Fraction(12, 25), Fraction(25)) == "01:02:03:12"


def test_a_float_is_read_to_the_microsecond_and_never_as_its_binary_noise():
    assert seconds(0.1) == Fraction(1, 10)
    with pytest.raises(ValueError, match="not a time"):
        seconds(float("nan"))


def test_a_range_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="before it starts"):
        TimeRange(Fraction(2), Fraction(1))


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_money_adds_up_exactly_and_reads_its_own_writing(first, second):
    total = Money(first) + Money(second)
    assert total.minor == first + second
    assert Money.read(str(Money(first))) == Money(first)


def test_two_currencies_never_mix():
    with pytest.raises(ValueError, match="cannot add USD and EUR"):
        Money(1) + Money(1, "EUR")


@pytest.mark.parametrize(
    ("written", "tag"), [("EN", "en"), ("pt-br", "pt-BR"), ("ZH-hans", "zh-Hans"), ("zh-hant-tw", "zh-Hant-TW")]
)
def test_language_tags_are_canonical(written, tag):
    assert Language(written).tag == tag


def test_scripts_follow_language_and_region():
    assert Language("zh").script == "Hans"
    assert Language("zh-TW").script == "Hant"
    assert Language("ar").right_to_left
    assert not Language("en").spaceless


def test_what_is_no_language_is_said_with_examples():
    with pytest.raises(ValueError, match="pt-BR"):
        Language("english please")


def test_kinds_keep_equal_fields_apart():
    @dataclass(frozen=True)
    class One:
        value: int

    @dataclass(frozen=True)
    class Other:
        value: int

    assert digest_value("x", One(1)) != digest_value("x", Other(1))
    assert digest_value("x", One(1)) != digest_value("y", One(1))


def test_a_float_has_no_canonical_form():
    with pytest.raises(TypeError, match="canonical"):
        canonical_json({"a": 0.5})


def test_a_field_named_kind_does_not_hide_the_kind():
    @dataclass(frozen=True)
    class Thing:
        kind: str

    assert plain(Thing("x")) == {"is": "Thing", "kind": "x"}


def test_enums_and_fractions_are_written_by_value():
    class Colour(StrEnum):
        RED = "red"

    assert canonical_json({"b": Fraction(3, 25), "a": Colour.RED}) == '{"a":"red","b":"3/25"}'


def test_nouns_come_back_from_canonical_json_as_they_were():
    place = Place("CAFÉ", "cafe", True, "night", "rain")
    beats = (Line("1.1", "MEI", "Hi.", Where("a", 3), pause_before=Fraction(1, 2)), Card("1.c1", "X", Where("a", 9)))
    episode = Episode("01", "T", (Scene("1", "INT. CAFÉ", place, beats, Where("a", 1)),))
    assert revive(Episode, plain(episode)) == episode
