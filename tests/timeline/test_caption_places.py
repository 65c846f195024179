"""Two captions on screen at once: in the picture, in soft files, and by the rules."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree

import numpy as np
import pysubs2
import pytest
from small_play import RATE

from onecrew.media.captions import caption_style, draw_caption, row_height
from onecrew.timeline.ass import write_ass
from onecrew.timeline.caption_place import VERTICAL, CaptionArea, Span, caption_area, caption_place, touch
from onecrew.timeline.caption_rules import rules
from onecrew.timeline.captions import violations
from onecrew.timeline.narratives import Written, narratives
from onecrew.timeline.subrip import write_subrip
from onecrew.timeline.timeline import Caption, ShotClip, Timeline
from onecrew.timeline.ttml import write_ttml
from onecrew.timeline.webvtt import write_webvtt
from onecrew.units import Language, TimeRange

ENGLISH = Language("en")
TT = "{http://www.w3.org/ns/ttml}"
STYLING = "{http://www.w3.org/ns/ttml#styling}"
ROWS = {
    "en": ("You knew. You always knew", "and you said nothing?"),
    "zh-Hans": ("你一直都知道，", "却什么都没有说？"),
    "th": ("เธอรู้มาตลอดใช่ไหม", "แต่ไม่เคยพูดอะไรเลย ที่นี่"),
    "ar": ("كنتَ تعرف كل شيء", "ولم تقل شيئًا؟"),
    "hi": ("तुम हमेशा से जानते थे,", "और कुछ नहीं कहा? श्री"),
}
SIZES = [(720, 1280), (1280, 720), (960, 1280)]


def area_of(width: int, height: int, language: str = "en", middle: Fraction | None = None) -> CaptionArea:
    row = row_height(language, caption_style(width, height)) / height
    return caption_area(width, height, middle, Fraction(row))


def said(rows: tuple[str, ...] = ROWS["en"], start: int = 2, end: int = 5) -> Caption:
    return Caption(TimeRange(Fraction(start), Fraction(end)), rows, "1.1", "MEI")


def told(area: CaptionArea, dialogue: Caption, text: str = "City hospital of the northern province", tag: str = "en") -> Caption:
    """The caption of a sign that stands there before, during and after a dialogue caption."""
    length = Fraction(10)
    film = Timeline(RATE, length, (ShotClip("1.1", TimeRange(Fraction(0), length)),), ())
    sign = Written("t1", TimeRange(Fraction(1), Fraction(6)), text)
    (one,) = narratives(film, [sign], [dialogue], rules(Language(tag)), area=area)
    return one


def inked(rows: tuple[str, ...], language: str, width: int, height: int, place: Fraction | None, middle: Fraction | None) -> range:
    """The rows of pixels a caption's letters and outlines are in."""
    frame = np.full((height, width, 4), 128, np.uint8)
    style = caption_style(width, height)
    at = place if place is not None else middle
    draw_caption(frame, rows, language, style, place=at)
    found = np.flatnonzero((np.abs(frame[:, :, :3].astype(int) - 128).max(axis=2) > 60).any(axis=1))
    return range(int(found[0]), int(found[-1]) + 1)


@pytest.mark.parametrize("language", ROWS)
@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("middle", [None, Fraction(1, 2), Fraction(2, 10)])
def test_two_captions_at_once_share_no_row_of_pixels(language: str, width: int, height: int, middle: Fraction | None) -> None:
    area = area_of(width, height, language, middle)
    dialogue = said(ROWS[language])
    one = told(area, dialogue, ROWS[language][0], language)
    assert one.place is not None
    spoken = inked(ROWS[language], language, width, height, None, middle)
    written = inked(one.lines, language, width, height, one.place, None)
    assert spoken.stop <= written.start or written.stop <= spoken.start
    assert area.safe[0] * height <= written.start
    assert written.stop <= area.safe[1] * height


def test_a_caption_with_a_place_has_its_middle_there() -> None:
    rows = inked(("Hide", "Hide"), "en", 720, 1280, Fraction(3, 10), None)
    assert abs((rows.start + rows.stop) / 2 - 384) < 0.01 * 1280


def apart(one: Span, other: Span) -> bool:
    return not touch([one], [other])


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_substation_centres_a_caption_on_its_place_and_leaves_the_others_alone(width: int, height: int) -> None:
    dialogue = said()
    one = told(area_of(width, height), dialogue)
    read = pysubs2.SSAFile.from_string(write_ass((one, dialogue), ENGLISH, width, height), format_="ass")
    placed, usual = read.events
    assert one.place is not None
    style = read.styles["Caption"]
    centre = (style.marginl + width - style.marginr) / 2
    assert placed.text.startswith("{\\an5\\pos(")
    x, y = (int(number) for number in placed.text.split("pos(")[1].split(")")[0].split(","))
    assert abs(x - centre) <= 1
    assert abs(y - one.place * height) <= 1
    assert "{" not in usual.text
    row = Fraction(round(style.fontsize)) * Fraction(13, 10)
    below = height - style.marginv
    assert apart((y - row * len(one.lines) / 2, y + row * len(one.lines) / 2), (below - 2 * row, Fraction(below)))


def test_webvtt_cues_of_one_time_do_not_meet() -> None:
    for width, height in SIZES:
        dialogue = said()
        one = told(area_of(width, height), dialogue)
        lines = [row for row in write_webvtt((one, dialogue), ENGLISH).splitlines() if "-->" in row]
        tops = [Fraction(row.split("line:")[1].split("%")[0]) / 100 for row in lines]
        highs = [VERTICAL.size * Fraction(13, 10) * len(caption.lines) for caption in (one, dialogue)]
        assert apart(*((top, top + high) for top, high in zip(tops, highs, strict=True)))
        assert one.place is not None
        assert abs(tops[0] + highs[0] / 2 - one.place) < Fraction(1, 1000)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_ttml_regions_of_one_time_do_not_overlap(width: int, height: int) -> None:
    dialogue = said()
    one = told(area_of(width, height), dialogue)
    root = ElementTree.fromstring(write_ttml((one, dialogue), ENGLISH, RATE, "x", width, height))
    spans: dict[str, Span] = {}
    for region in root.iter(f"{TT}region"):
        top, high = (Fraction(region.attrib[STYLING + name].split()[1].rstrip("%")) / 100 for name in ("origin", "extent"))
        spans[region.attrib["{http://www.w3.org/XML/1998/namespace}id"]] = (top, top + high)
    placed, usual = (spans[paragraph.attrib["region"]] for paragraph in root.iter(f"{TT}p"))
    assert usual == spans["area"]
    assert apart(placed, usual)
    assert one.place is not None
    assert abs((placed[0] + placed[1]) / 2 - one.place) < Fraction(1, 1000)
    assert placed[1] - placed[0] >= len(one.lines) * caption_place(width, height).size
    body = root.find(f"{TT}body")
    assert body is not None
    assert "region" not in body.attrib, "a paragraph in another region than its body is not shown"


def test_subrip_has_both_at_their_times_and_no_commands() -> None:
    dialogue = said()
    one = told(area_of(720, 1280), dialogue)
    text = write_subrip((one, dialogue))
    assert text.count("-->") == 2
    assert "\\" not in text


# -- rules ----------------------------------------------------------------------------------------------------------------------


def at(start: str, end: str, place: str = "") -> Caption:
    return Caption(TimeRange(Fraction(start), Fraction(end)), ("Come in.",), start, place=Fraction(place) if place else None)


def broken(*captions: Caption, area: CaptionArea | None = None) -> list[tuple[int, str]]:
    return [(one.caption, one.rule) for one in violations(captions, rules(ENGLISH), RATE, area=area)]


def test_captions_of_one_time_in_two_places_keep_the_rules() -> None:
    assert broken(at("1", "5", "1/5"), at("2", "4")) == []


def test_captions_of_one_time_in_one_place_break_them() -> None:
    assert broken(at("1", "5"), at("2", "4")) == [(0, "gap")]
    assert broken(at("1", "5", "1/5"), at("2", "4", "1/5")) == [(0, "gap")]


def test_the_gap_is_kept_to_the_next_in_the_same_place() -> None:
    assert broken(at("1", "3"), at("2", "6", "1/5"), at("3", "5")) == [(0, "gap")]


def test_places_so_near_that_rows_meet_are_one() -> None:
    area = caption_area(720, 1280)
    assert broken(at("1", "5", "1/5"), at("2", "4", "21/100"), area=area) == [(0, "gap")]
    assert broken(at("1", "5", "69/100"), at("2", "4"), area=area) == [(0, "gap")]
    assert broken(at("1", "5", "1/5"), at("2", "4", "3/10"), area=area) == []
