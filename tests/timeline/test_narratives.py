"""Captions of what is written in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_play import RATE

from onecrew.timeline.captions import captions, picture_cuts, rules, violations
from onecrew.timeline.narratives import Written, narrative_text, narratives, unshown
from onecrew.timeline.timeline import Caption, LineClip, ShotClip, Timeline
from onecrew.units import Language, TimeRange

ENGLISH = rules(Language("en"))


def film(*lines: tuple[str, str, str], cuts: Sequence[str] = (), length: str = "30") -> Timeline:
    """Lines of (id, start, end) over shots cut at the given times."""
    times = [Fraction(0), *(Fraction(cut) for cut in cuts), Fraction(length)]
    shots = tuple(ShotClip(f"1.{number}", TimeRange(*pair)) for number, pair in enumerate(pairwise(times)))
    clips = tuple(LineClip(id, "MEI", TimeRange(Fraction(start), Fraction(end))) for id, start, end in lines)
    return Timeline(RATE, Fraction(length), shots, clips)


def sign(start: str, end: str, text: str = "City Hospital", id: str = "t1") -> Written:
    return Written(id, TimeRange(Fraction(start), Fraction(end)), text)


def laid(timeline: Timeline, *written: Written, said: str = "Give me the key.") -> tuple[tuple[Caption, ...], tuple[Caption, ...]]:
    """The dialogue captions, and those of the texts."""
    dialogue = captions(timeline, {clip.line: said for clip in timeline.lines}, ENGLISH)
    return dialogue, narratives(timeline, written, dialogue, ENGLISH)


@pytest.mark.parametrize(
    ("tag", "text", "shown"),
    [
        ("en", "City Hospital.", "CITY HOSPITAL"),
        ("en", "To be continued...", "TO BE CONTINUED..."),
        ("es", "¿Dónde está?", "¿DÓNDE ESTÁ?"),
        ("tr", "istasyon", "İSTASYON"),
        ("ru", "Вход", "ВХОД"),
        ("de", "Große Straße", "GROSSE STRASSE"),
        ("zh-Hans", "人民医院。", "(人民医院)"),
        ("ja", "人民病院", "[人民病院]"),
        ("ko", "시민 병원", "[시민 병원]"),
        ("hi", "शहर अस्पताल", "[शहर अस्पताल]"),
    ],
)
def test_a_narrative_is_told_from_speech_by_capitals_or_brackets(tag: str, text: str, shown: str) -> None:
    assert narrative_text(text, rules(Language(tag))) == shown


def test_a_long_passage_keeps_its_small_letters_and_its_full_stop() -> None:
    passage = "In the year of the great flood nobody in the valley believed the old woman who kept the bridge and its bell."
    assert narrative_text(passage, ENGLISH) == passage


def test_a_text_is_captioned_for_as_long_as_it_stands() -> None:
    _, (one,) = laid(film(), sign("4", "8"))
    assert (one.range, one.lines, one.line, one.speaker) == (TimeRange(Fraction(4), Fraction(8)), ("CITY HOSPITAL",), "t1", "")


def test_a_text_that_flashes_is_captioned_for_as_long_as_reading_takes() -> None:
    _, (one,) = laid(film(), sign("4", "4.2"))
    assert one.range.start == 4
    assert one.range.length >= ENGLISH.shortest


def test_a_text_that_stays_longer_than_a_caption_may_is_captioned_for_that_long() -> None:
    _, (one,) = laid(film(), sign("4", "20"))
    assert one.range.length == ENGLISH.longest


def test_dialogue_keeps_its_time_and_the_text_takes_what_is_left() -> None:
    alone, _ = laid(film(("1.1", "5", "7")))
    dialogue, (one,) = laid(film(("1.1", "5", "7")), sign("4.5", "9"))
    assert dialogue == alone
    assert one.range.start == dialogue[0].range.end + ENGLISH.gap_frames / RATE
    assert one.range.end == 9


def test_the_first_time_that_is_long_enough_is_taken_before_a_longer_one() -> None:
    dialogue, (one,) = laid(film(("1.1", "6", "7.5")), sign("4", "12"))
    assert one.range.start == 4
    assert one.range.end == dialogue[0].range.start - ENGLISH.gap_frames / RATE


def test_a_text_that_dialogue_leaves_no_time_for_is_left_out_and_named() -> None:
    written = (sign("4.5", "5"), sign("20", "22", id="t2"))
    _, told = laid(film(("1.1", "4", "10")), *written, said="I have waited for you for three years.")
    assert [one.line for one in told] == ["t2"]
    assert unshown(written, told) == written[:1]


def test_texts_that_stand_there_together_share_a_caption_without_dashes() -> None:
    _, (one,) = laid(film(), sign("4", "7", "Staff Only", "t1"), sign("4", "7", "No smoking", "t2"))
    assert one.lines == ("STAFF ONLY", "NO SMOKING")
    assert (one.line, one.also) == ("t1", ("t2",))


def test_a_name_of_two_words_is_not_parted_by_its_capitals() -> None:
    text = "The winter garden and the small hotel of Mei Lin"
    (one,) = narratives(film(), [sign("4", "9", text)], (), ENGLISH, lambda row: Fraction(len(row), 46), ["Mei Lin"])
    assert any("MEI LIN" in row for row in one.lines)


TIMES = st.integers(0, 20 * 25).map(lambda frame: Fraction(frame, 25))


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(st.tuples(TIMES, st.integers(5, 100)), max_size=5),
    texts=st.lists(st.tuples(TIMES, st.integers(1, 200)), min_size=1, max_size=4),
    cuts=st.lists(TIMES.filter(lambda at: at > 0), max_size=4, unique=True),
)
def test_no_narrative_ever_stands_beside_a_dialogue_caption(
    lines: list[tuple[Fraction, int]], texts: list[tuple[Fraction, int]], cuts: list[Fraction]
) -> None:
    clips: list[tuple[str, str, str]] = []
    at = Fraction(0)
    for number, (start, frames) in enumerate(sorted(lines)):
        begin = max(at, start)
        at = begin + Fraction(frames, 25)
        clips.append((f"1.{number}", str(begin), str(at)))
    timeline = film(*clips, cuts=[str(cut) for cut in sorted(cuts)], length="60")
    written = [
        Written(f"t{number}", TimeRange(start, start + Fraction(frames, 25)), "Central station")
        for number, (start, frames) in enumerate(sorted(texts))
    ]
    dialogue, told = laid(timeline, *written)
    both = sorted((*dialogue, *told), key=lambda one: one.range.start)
    gap = ENGLISH.gap_frames / RATE
    for before, after in pairwise(both):
        if before in told or after in told:
            assert after.range.start - before.range.end >= gap
    for one in told:
        assert one.range.length >= ENGLISH.shortest
        stands = min(text.range.start for text in written if text.id in (one.line, *one.also))
        assert one.range.start >= stands - ENGLISH.early_frames / RATE
    alone = {one.rule for one in violations(told, ENGLISH, RATE, picture_cuts(timeline))}
    assert alone <= {"speed", "cut"}
