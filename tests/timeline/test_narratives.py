"""Captions of what is written in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_play import RATE

from onecrew.timeline.caption_place import CaptionArea, Span, caption_area, touch
from onecrew.timeline.captions import captions, picture_cuts, rules, violations
from onecrew.timeline.narratives import Written, narrative_text, narratives, unshown
from onecrew.timeline.timeline import Caption, LineClip, ShotClip, Timeline
from onecrew.units import Language, TimeRange

ENGLISH = rules(Language("en"))
AREA = caption_area(720, 1280)


def film(*lines: tuple[str, str, str], cuts: Sequence[str] = (), length: str = "30") -> Timeline:
    """Lines of (id, start, end) over shots cut at the given times."""
    times = [Fraction(0), *(Fraction(cut) for cut in cuts), Fraction(length)]
    shots = tuple(ShotClip(f"1.{number}", TimeRange(*pair)) for number, pair in enumerate(pairwise(times)))
    clips = tuple(LineClip(id, "MEI", TimeRange(Fraction(start), Fraction(end))) for id, start, end in lines)
    return Timeline(RATE, Fraction(length), shots, clips)


def sign(
    start: str, end: str, text: str = "City Hospital", id: str = "t1", stands: Span | None = None, erased: bool = False
) -> Written:
    return Written(id, TimeRange(Fraction(start), Fraction(end)), text, stands, erased)


def laid(timeline: Timeline, *written: Written, area: CaptionArea | None = None) -> tuple[tuple[Caption, ...], tuple[Caption, ...]]:
    """The dialogue captions, and those of the texts."""
    dialogue = captions(timeline, {clip.line: "Give me the key." for clip in timeline.lines}, ENGLISH)
    return dialogue, narratives(timeline, written, dialogue, ENGLISH, area=area)


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


def test_dialogue_keeps_its_time_and_place_and_the_text_stands_above() -> None:
    alone, _ = laid(film(("1.1", "5", "7")))
    dialogue, (one,) = laid(film(("1.1", "5", "7")), sign("4.4", "9"))
    assert dialogue == alone
    assert one.range == TimeRange(Fraction(22, 5), Fraction(9))
    assert one.place is not None
    assert AREA.safe[0] < one.place < Fraction(1, 4)


def test_a_text_with_nobody_speaking_stands_in_the_usual_place() -> None:
    _, (one,) = laid(film(("1.1", "12", "14")), sign("4", "8"))
    assert one.place is None


def test_right_before_a_dialogue_caption_the_usual_place_is_taken() -> None:
    _, (one,) = laid(film(("1.1", "8.04", "10")), sign("4", "8"))
    assert one.place is not None


def test_a_caption_above_does_not_lie_over_the_text_itself() -> None:
    written = sign("4.5", "9", stands=(Fraction(1, 10), Fraction(3, 10)))
    _, (one,) = laid(film(("1.1", "5", "7")), written)
    assert one.place is not None
    assert not touch(AREA.spans(len(one.lines), one.place), [(Fraction(1, 10), Fraction(3, 10))])
    assert one.place < Fraction(1, 2)


def test_a_text_that_fills_the_picture_is_covered_and_dialogue_is_not() -> None:
    dialogue, (one,) = laid(film(("1.1", "5", "7")), sign("4.5", "9", stands=(Fraction(0), Fraction(1))))
    assert one.place is not None
    assert not touch(AREA.spans(len(one.lines), one.place), AREA.spans(len(dialogue[0].lines), None))


def test_where_dialogue_is_above_the_text_stands_below() -> None:
    high = caption_area(720, 1280, Fraction(2, 10))
    _, (one,) = laid(film(("1.1", "5", "7")), sign("4.5", "9"), area=high)
    assert one.place is not None
    assert one.place > Fraction(1, 2)


@pytest.mark.parametrize(
    ("stands", "place"),
    [
        ((Fraction(40, 100), Fraction(50, 100)), Fraction(45, 100)),
        ((Fraction(0), Fraction(4, 100)), AREA.safe[0] + AREA.row / 2),
        ((Fraction(96, 100), Fraction(1)), AREA.safe[1] - AREA.row / 2),
    ],
)
def test_an_erased_text_is_captioned_where_it_stood_inside_the_safe_area(stands: Span, place: Fraction) -> None:
    _, (one,) = laid(film(), sign("4", "8", stands=stands, erased=True))
    assert one.place == place


def test_an_erased_text_gives_way_to_dialogue_in_its_place() -> None:
    dialogue, (one,) = laid(film(("1.1", "5", "7")), sign("4", "8", stands=(Fraction(66, 100), Fraction(74, 100)), erased=True))
    assert one.place is not None
    assert not touch(AREA.spans(1, one.place), AREA.spans(len(dialogue[0].lines), None))
    assert one.place > Fraction(1, 2), "as near as there is room"


def test_two_erased_texts_at_once_stand_each_in_its_own_place() -> None:
    written = [
        sign("4", "8", "Chapter one", "t1", (Fraction(30, 100), Fraction(34, 100)), True),
        sign("4", "8", "The return", "t2", (Fraction(33, 100), Fraction(37, 100)), True),
    ]
    _, told = laid(film(), *written)
    assert [one.line for one in told] == ["t1", "t2"]
    assert not touch(AREA.spans(1, told[0].place), AREA.spans(1, told[1].place))


def test_a_text_that_nobody_can_read_before_the_film_ends_is_left_out_and_named() -> None:
    written = (sign("20", "22", id="t1"), sign("29.8", "30", id="t2"))
    _, told = laid(film(), *written)
    assert [one.line for one in told] == ["t1"]
    assert unshown(written, told) == written[1:]


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
def test_no_narrative_ever_lies_over_a_dialogue_caption(
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
    gap = ENGLISH.gap_frames / RATE
    for one in told:
        block = AREA.spans(len(one.lines), one.place)
        for other in dialogue:
            if touch(block, AREA.spans(len(other.lines), other.place)):
                assert one.range.start >= other.range.end + gap or one.range.end + gap <= other.range.start
        if one.place is not None:
            assert AREA.safe[0] <= block[0][0] < block[0][1] <= AREA.safe[1]
    for one in told:
        assert one.range.length >= ENGLISH.shortest
        stands = min(text.range.start for text in written if text.id in (one.line, *one.also))
        assert one.range.start >= stands - ENGLISH.early_frames / RATE
    alone = {one.rule for one in violations(told, ENGLISH, RATE, picture_cuts(timeline))}
    assert alone <= {"speed", "cut"}
