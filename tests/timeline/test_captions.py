"""Captions of a cut in one language."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_play import FRAME, RATE

from onecrew.timeline.captions import Measure, captions, characters, picture_cuts, rules, violations
from onecrew.timeline.phrase import pieces
from onecrew.timeline.speech import Speech, WordTime
from onecrew.timeline.timeline import Caption, LineClip, ShotClip, Timeline
from onecrew.units import Language, TimeRange

ENGLISH = rules(Language("en"))


def seconds(value: float | str) -> Fraction:
    return Fraction(str(value))


def film(*lines: tuple[str, str, str], cuts: Sequence[str] = (), length: str = "30") -> Timeline:
    """Lines of (id, start, end), by turns of two speakers, over shots cut at the given times."""
    times = [Fraction(0), *(Fraction(cut) for cut in cuts), Fraction(length)]
    shots = tuple(ShotClip(f"1.{number}", TimeRange(*pair)) for number, pair in enumerate(pairwise(times)))
    speakers = ("MEI", "LIANG")
    clips = tuple(
        LineClip(id, speakers[number % 2], TimeRange(Fraction(start), Fraction(end)))
        for number, (id, start, end) in enumerate(lines)
    )
    return Timeline(RATE, Fraction(length), shots, clips)


def narrow(share: int) -> Measure:
    """A picture as wide as so many narrow characters; full-width ones count double."""

    def measure(text: str) -> Fraction:
        return Fraction(sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text), share)

    return measure


def one(text: str, tag: str = "en", end: str = "10", width: int = 100, names: Sequence[str] = ()) -> list[tuple[str, ...]]:
    """The rows of the captions of a single line that is heard from 1 s to ``end``."""
    found = captions(film(("1.1", "1", end)), {"1.1": text}, rules(Language(tag)), measure=narrow(width), names=names)
    return [caption.lines for caption in found]


def test_what_fits_one_row_stays_in_one() -> None:
    assert one("Where have you been all night?", end="3") == [("Where have you been all night?",)]


def test_two_rows_are_balanced_and_break_before_a_conjunction() -> None:
    assert one("I waited for you at the station and you never came to me.", end="5") == [
        ("I waited for you at the station", "and you never came to me.")
    ]


def test_a_short_sentence_may_stand_above_another() -> None:
    assert one("Sign. The Moonlight is mine.", end="4", width=32) == [("Sign.", "The Moonlight is mine.")]


def test_no_row_ends_with_an_article_or_a_preposition() -> None:
    for rows in one("He put the letter in the drawer of the table beside a window.", end="6", width=30):
        for row in rows:
            assert row.split()[-1].lower() not in {"the", "of", "a", "in"}


def test_a_name_is_never_parted() -> None:
    text = "Nobody knew that Mei Lin Chen was my sister."
    for width in range(26, 50, 2):
        rows = [row for caption in one(text, end="5", width=width, names=["Mei Lin Chen"]) for row in caption]
        assert any("Mei Lin Chen" in row for row in rows)


def test_a_number_stays_with_its_unit() -> None:
    for width in range(20, 50, 2):
        rows = [row for caption in one("She ran for 42 kilometres without a break.", end="5", width=width) for row in caption]
        assert any("42 kilometres" in row for row in rows)


def test_a_title_stays_with_its_name() -> None:
    for width in range(20, 50, 2):
        rows = [row for caption in one("Please tell Dr. Lin everything you saw.", end="5", width=width) for row in caption]
        assert any("Dr. Lin" in row for row in rows)


def test_chinese_breaks_between_phrases_and_never_before_a_comma() -> None:
    rows = [row for caption in one("我从来没有对你撒过谎，这一点你心里比谁都清楚。", "zh-Hans", "6") for row in caption]
    assert rows == ["我从来没有对你撒过谎", "这一点你心里比谁都清楚"]


def test_chinese_rows_end_without_comma_or_full_stop_but_ask_and_shout() -> None:
    assert one("你去哪儿了？我等了，等了很久。", "zh-Hans", "5", 100) == [("你去哪儿了？我等了，等了很久",)]
    assert one("别走！", "zh-Hans", "3") == [("别走！",)]


def test_japanese_writes_spaces_for_its_commas_and_full_stops() -> None:
    assert one("いや、行く。待って。", "ja", "5") == [("いや 行く　待って",)]


def test_a_chinese_name_is_kept_whole_where_the_model_would_part_it() -> None:
    for width in range(14, 40, 2):
        rows = [
            row for caption in one("昨天晚上我在医院看见欧阳娜娜和她的母亲", "zh-Hans", "6", width, ["欧阳娜娜"]) for row in caption
        ]
        assert any("欧阳娜娜" in row for row in rows)


def test_thai_marks_stay_on_their_letters_and_are_not_counted() -> None:
    assert characters("ที่นี่", rules(Language("th"))) == 2
    rows = [row for caption in one("ผมไม่เคยโกหกคุณเลย และคุณก็รู้เรื่องนั้นดีมาก", "th", "6", 26) for row in caption]
    assert len(rows) > 1
    assert all(unicodedata.category(row[0]) not in ("Mn", "Mc") for row in rows)


def test_a_word_wider_than_the_picture_is_broken_as_a_last_resort() -> None:
    rows = [row for caption in one("Donaudampfschifffahrtsgesellschaftskapitän", "de", "4", 30) for row in caption]
    assert "".join(rows) == "Donaudampfschifffahrtsgesellschaftskapitän"
    assert all(len(row) <= 24 for row in rows)


def test_a_caption_begins_with_its_first_word_and_lasts_at_least_five_sixths() -> None:
    (caption,) = captions(film(("1.1", "2", "2.3")), {"1.1": "No."}, ENGLISH)
    assert caption.range.start == 2
    assert Fraction(5, 6) <= caption.range.length <= Fraction(5, 6) + FRAME


def test_a_caption_stays_as_long_as_reading_takes() -> None:
    text = "I have never been so ashamed of us."
    (caption,) = captions(film(("1.1", "2", "3")), {"1.1": text}, ENGLISH)
    assert caption.range.length >= Fraction(len(text), 17)


def test_words_are_shown_when_they_are_heard() -> None:
    words = (
        WordTime("Wait.", Fraction(0), Fraction(1)),
        *(WordTime(word, 5 + Fraction(number, 4), 5 + Fraction(number + 1, 4)) for number, word in enumerate(["He", "is", "not"])),
        WordTime("alone.", Fraction(23, 4), Fraction(7)),
    )
    spoken = {"1.1": Speech("1.1", "MEI", Fraction(7), words=words)}
    found = captions(film(("1.1", "1", "8")), {"1.1": "Wait. He is not alone."}, replace(ENGLISH, longest=Fraction(5)), spoken)
    assert [caption.lines for caption in found] == [("Wait.",), ("He is not alone.",)]
    assert abs(found[1].range.start - 6) <= FRAME


def test_hurried_speech_hurries_its_words() -> None:
    words = (WordTime("One.", Fraction(0), Fraction(3)), WordTime("Two.", Fraction(5), Fraction(8)))
    spoken = {"1.1": Speech("1.1", "MEI", Fraction(8), words=words)}
    timeline = film(("1.1", "1", "5"))
    timeline = replace(timeline, lines=(replace(timeline.lines[0], tempo=Fraction(2)),))
    found = captions(timeline, {"1.1": "One. Two."}, replace(ENGLISH, longest=Fraction(3)), spoken)
    assert abs(found[1].range.start - Fraction(7, 2)) <= FRAME


def test_captions_keep_two_frames_apart_and_close_small_gaps() -> None:
    first, second = captions(film(("1.1", "1", "3"), ("1.2", "3.2", "5")), {"1.1": "I see.", "1.2": "You do."}, ENGLISH)
    assert second.range.start - first.range.end == 2 * FRAME


@pytest.mark.parametrize("cut", ["3.2", "2.88"])
def test_a_caption_that_ends_near_a_cut_ends_on_it(cut: str) -> None:
    (caption,) = captions(film(("1.1", "1", "2.9"), cuts=[cut]), {"1.1": "I see."}, ENGLISH)
    assert caption.range.end == Fraction(cut)


def test_a_caption_whose_words_cross_a_cut_stays_well_beyond_it() -> None:
    (caption,) = captions(film(("1.1", "1", "3"), cuts=["2.6"]), {"1.1": "I see."}, ENGLISH)
    assert caption.range.end - Fraction("2.6") > 12 * FRAME


def test_two_quick_speakers_share_a_caption_with_dashes() -> None:
    timeline = film(("1.1", "1", "1.2"), ("1.2", "1.3", "1.5"), ("1.3", "1.6", "3"))
    found = captions(timeline, {"1.1": "No.", "1.2": "Yes.", "1.3": "Stop it."}, ENGLISH)
    assert found[0].lines == ("-No.", "-Yes.")
    assert (found[0].line, found[0].also, found[0].speaker) == ("1.1", ("1.2",), "")
    assert not violations(found, ENGLISH, RATE)


def test_dual_dialogue_is_shown_together() -> None:
    timeline = film(("1.1", "1", "3"), ("1.2", "1", "3.4"))
    (caption,) = captions(timeline, {"1.1": "Get out!", "1.2": "I will not!"}, rules(Language("fr")))
    assert caption.lines == ("- Get out!", "- I will not!")


def test_a_chorus_is_written_once() -> None:
    timeline = film(("1.1", "1", "3"), ("1.2", "1", "3.4"), ("1.3", "1", "3.2"))
    (caption,) = captions(timeline, dict.fromkeys(("1.1", "1.2", "1.3"), "Surprise!"), rules(Language("en")))
    assert caption.lines == ("Surprise!",)


def test_long_dual_dialogue_goes_on_side_by_side() -> None:
    timeline = film(("1.1", "1", "5"), ("1.2", "1", "5"))
    texts = {"1.1": "I told you never to come back here again.", "1.2": "You told me so many things that I forgot them."}
    found = captions(timeline, texts, ENGLISH, measure=narrow(32))
    assert len(found) > 1
    assert all(len(caption.lines) <= 2 for caption in found)
    assert not [one for one in violations(found, ENGLISH, RATE, measure=narrow(32)) if one.rule in ("rows", "width", "gap")]
    said = " ".join(row.removeprefix("-") for caption in found for row in caption.lines)
    assert sorted(said.split()) == sorted(" ".join(texts.values()).split())


def test_lines_without_text_have_no_caption() -> None:
    assert captions(film(("1.1", "1", "2")), {}, ENGLISH) == ()
    assert captions(film(("1.1", "1", "2")), {"1.1": "  "}, ENGLISH) == ()


# -- the rules and what breaks them ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "row", "speed"),
    [
        ("en", 42, 17),
        ("pt-BR", 42, 17),
        ("ru", 39, 17),
        ("zh-Hans", 16, 9),
        ("zh-Hant", 16, 9),
        ("ja", 13, 7),
        ("ko", 16, 12),
        ("th", 35, 17),
        ("ar", 42, 20),
        ("hi", 42, 22),
        ("xx", 42, 17),
    ],
)
def test_rules_by_language(tag: str, row: int, speed: int) -> None:
    found = rules(Language(tag))
    assert (found.row_characters, found.speed) == (row, speed)


def test_narrow_characters_count_half_where_full_width_ones_are_counted() -> None:
    assert characters("OK 我们", rules(Language("zh-Hans"))) == Fraction(7, 2)
    assert characters("OK us", ENGLISH) == 5


def caption(start: str, end: str, *rows: str, line: str = "1.1") -> Caption:
    return Caption(TimeRange(Fraction(start), Fraction(end)), rows, line)


@pytest.mark.parametrize(
    ("found", "rule"),
    [
        ([caption("1", "3", "One", "two", "three")], "rows"),
        ([caption("1", "6", "x" * 43)], "width"),
        ([caption("1", "1.8", "No.")], "shortest"),
        ([caption("1", "8.04", "No.")], "longest"),
        ([caption("1", "2", "x" * 18)], "speed"),
        ([caption("1", "2", "One."), caption("2.04", "3", "Two.", line="1.2")], "gap"),
        ([caption("1", "4.6", "Near the cut.")], "cut"),
        ([caption("1", "5.4", "Past the cut.")], "cut"),
        ([caption("1", "3", "Here comes Mei", "Lin with her dog.")], "tie"),
        ([caption("1", "3", "She ran for 42"), caption("3.2", "5", "miles.")], "tie"),
        ([caption("1", "3", "He went to the", "hospital alone.")], "tie"),
        ([caption("1", "4", "She never came back to me", "again.")], ""),
        ([caption("1", "4", "Nobody ever came to get", "you.")], "orphan"),
    ],
)
def test_each_broken_rule_is_reported(found: list[Caption], rule: str) -> None:
    rows = violations(found, ENGLISH, RATE, [Fraction(5)], names=["Mei Lin"])
    assert {one.rule for one in rows} == ({rule} if rule else set())


def test_a_line_too_fast_to_read_is_reported_and_not_hidden() -> None:
    text = "I have told you a hundred times already that nobody but me is allowed to enter that room."
    timeline = film(("1.1", "1", "2.5"), ("1.2", "2.6", "6"), length="8")
    found = captions(timeline, {"1.1": text, "1.2": "And now you have, and it is too late for all of us."}, ENGLISH)
    assert "speed" in {one.rule for one in violations(found, ENGLISH, RATE)}
    assert " ".join(row for one in found if one.line == "1.1" for row in one.lines) == text


_WORDS = {
    "en": [
        "I",
        "you",
        "never",
        "told",
        "him",
        "the",
        "truth",
        "about",
        "a",
        "letter",
        "in",
        "my",
        "room",
        "and",
        "now",
        "because",
        "we",
        "know",
        "Mei",
        "Lin",
        "left",
        "3",
        "days",
        "ago",
    ],
    "pt-BR": [
        "eu",
        "você",
        "nunca",
        "disse",
        "a",
        "verdade",
        "sobre",
        "uma",
        "carta",
        "no",
        "meu",
        "quarto",
        "e",
        "agora",
        "porque",
        "sabemos",
        "que",
        "Mei",
        "Lin",
        "saiu",
        "há",
        "3",
        "dias",
    ],
    "ru": [
        "я",
        "ты",
        "никогда",
        "не",
        "говорил",
        "правду",
        "о",
        "письме",
        "в",
        "моей",
        "комнате",
        "и",
        "теперь",
        "потому",
        "что",
        "мы",
        "знаем",
    ],
    "hi": [
        "मैं",
        "तुम",
        "कभी",
        "सच",
        "नहीं",
        "बताया",
        "मेरे",
        "कमरे",
        "में",
        "एक",
        "पत्र",
        "के",
        "बारे",
        "में",
        "और",
        "अब",
        "क्योंकि",
        "हम",
        "जानते",
        "हैं",
    ],
    "ar": ["أنا", "أنت", "لم", "تقل", "الحقيقة", "عن", "رسالة", "في", "غرفتي", "والآن", "لأننا", "نعرف"],
    "ko": ["나는", "너는", "결코", "진실을", "말하지", "않았다", "내", "방에", "있는", "편지에", "대해", "이제", "우리는", "안다"],
    "zh-Hans": ["我从来", "没有", "对你", "撒过谎", "，", "这一点", "你心里", "比谁", "都清楚", "。", "OK"],
    "ja": ["僕は", "君に", "嘘を", "ついた", "ことなんて", "、", "一度も", "ない", "。", "知っている"],
    "th": ["ผม", "ไม่เคย", "โกหก", "คุณ", "เลย ", "และ", "คุณ", "ก็รู้", "ดี"],
}


@st.composite
def dialogues(draw: st.DrawFn) -> tuple[str, Timeline, dict[str, str]]:
    """Lines of any words at a natural pace (0.8 of the reading speed), with breaths and cuts."""
    tag = draw(st.sampled_from(sorted(_WORDS)))
    its = rules(Language(tag))
    joint = "" if its.language.spaceless else " "
    # People do not say one preposition after another; every second word here has no tie to its neighbours.
    free = [word for word in _WORDS[tag] if not any(part.tie for part in pieces(f"x {word} x", its.language))]
    now = Fraction(1)
    lines, texts, cuts = [], {}, []
    for number in range(draw(st.integers(1, 5))):
        pairs = draw(st.lists(st.tuples(st.sampled_from(_WORDS[tag]), st.sampled_from(free)), min_size=1, max_size=12))
        words = [word for pair in pairs for word in pair]
        text = joint.join(words).strip("，、。 ") or words[0]
        length = max(seconds("0.6"), characters(text, its) / its.speed * Fraction(5, 4))
        start = Fraction(round(now * RATE)) / RATE
        id = f"1.{number}"
        lines.append((id, str(start), str(start + length)))
        texts[id] = text
        now = start + length + draw(st.sampled_from([seconds("0.4"), seconds("0.6"), Fraction(2)]))
        cuts.append(Fraction(round((now - draw(st.sampled_from([seconds("0.1"), seconds("0.3")]))) * RATE)) / RATE)
    cuts = [cut for before, cut in pairwise([Fraction(0), *cuts]) if cut - before >= seconds("1.2")]
    return tag, film(*lines, cuts=[str(cut) for cut in cuts], length=str(Fraction(round((now + 8) * RATE)) / RATE)), texts


def bare(text: str) -> str:
    """``text`` without spaces and the marks that Chinese and Japanese leave out."""
    return "".join(char for char in text if not char.isspace() and char not in "，。、")


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(dialogues(), st.sampled_from([26, 36, 60]))
def test_captions_of_natural_dialogue_break_no_rule_and_lose_no_word(
    case: tuple[str, Timeline, dict[str, str]], width: int
) -> None:
    tag, timeline, texts = case
    its = rules(Language(tag))
    names = ["Mei Lin"]
    found = captions(timeline, texts, its, measure=narrow(width), names=names)
    assert not violations(found, its, RATE, picture_cuts(timeline), narrow(width), names)
    shown = "".join(row.removeprefix(its.dash) for one in found for row in one.lines)
    assert bare(shown) == bare("".join(texts.values()))
    assert all((time * RATE).denominator == 1 for one in found for time in (one.range.start, one.range.end))
    assert all(one.range.end <= timeline.length for one in found)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=60), st.integers(1, 300), st.integers(0, 100)), min_size=1, max_size=5),
    st.sampled_from(sorted(_WORDS)),
)
def test_any_text_at_any_pace_is_shown_in_order_and_apart(lines: list[tuple[str, int, int]], tag: str) -> None:
    now = Fraction(0)
    clips, texts = [], {}
    for number, (text, length, wait) in enumerate(lines):
        start = now + Fraction(wait, 25)
        now = start + Fraction(length, 37)
        clips.append((f"1.{number}", str(start), str(now)))
        texts[f"1.{number}"] = text
    timeline = film(*clips, length=str(Fraction(int(now * 25) + 250, 25)))
    its = rules(Language(tag))
    found = captions(timeline, texts, its)
    for before, after in pairwise(found):
        assert after.range.start - before.range.end >= 2 * FRAME
    for one in found:
        assert Fraction(5, 6) <= one.range.length <= 7
        assert len(one.lines) <= 2
