"""Subtitles know the words, speech knows the times, and each finds what the other lacks."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from onecrew.providers.transcription import Word
from onecrew.story.spotted import Box, ScreenText, TextKind
from onecrew.studio.spotting.fuse import REACH, _aligned, _cues, _Token, fuse, wording
from onecrew.units import Language, TimeRange

ZH, ES = Language("zh-Hans"), Language("es")


def span(start: float, end: float) -> TimeRange:
    return TimeRange(Fraction(str(start)), Fraction(str(end)))


def cue(text: str, start: float, end: float, id_: str = "t1", sure: int = 99) -> ScreenText:
    return ScreenText(id_, TextKind.DIALOGUE, span(start, end), Box(60, 980, 600, 60), text, sure)


def said(text: str, start: float, end: float, sure: int = 90) -> list[Word]:
    """Words of equal length between two times; every character is a word in Chinese."""
    parts = list(text) if not text.isascii() and " " not in text and "¿" not in text else text.split()
    step = (Fraction(str(end)) - Fraction(str(start))) / len(parts)
    return [Word(one, Fraction(str(start)) + n * step, Fraction(str(start)) + (n + 1) * step, sure) for n, one in enumerate(parts)]


def fused(
    language: Language, words: Sequence[Word], texts: Sequence[ScreenText], *speech: TimeRange
) -> list[tuple[str, float, float]]:
    lines = fuse(language, words, texts, speech).lines
    return [(line.text, float(line.range.start), float(line.range.end)) for line in lines]


def test_the_picture_gives_the_words_and_the_sound_the_times() -> None:
    words = said("你为什么偏我", 1.3, 2.6)
    assert fused(ZH, words, [cue("你为什么骗我？", 1.0, 3.0)], span(1.25, 2.7)) == [("你为什么骗我？", 1.25, 2.7)]


def test_what_nobody_wrote_down_is_a_line_too() -> None:
    words = said("走吧", 0.5, 1.0) + said("你为什么骗我", 2.0, 3.0)
    result = fuse(ZH, words, [cue("你为什么骗我？", 2, 3.2)], (span(0.5, 1.0), span(2, 3)))
    assert [(line.text, line.flags) for line in result.lines] == [("走吧", ("not subtitled",)), ("你为什么骗我？", ())]
    assert [line.id for line in result.lines] == ["1.1", "1.2"]


def test_words_without_speech_are_invented() -> None:
    assert fused(ZH, said("谢谢观看", 5, 6), []) == []
    assert fused(ZH, said("谢谢观看", 5, 6, sure=20), [], span(5, 6)) == []


def test_a_text_nobody_says_is_no_dialogue() -> None:
    result = fuse(ZH, [], [cue("三年后", 1, 3)], ())
    assert result.lines == ()
    assert result.texts[0].kind is TextKind.SIGN


def test_a_subtitle_that_was_not_understood_keeps_the_time_of_the_voice() -> None:
    result = fuse(ZH, said("饿了", 1.2, 2.0), [cue("你为什么骗我", 1, 3)], (span(1.1, 2.2),))
    assert [(line.text, line.flags) for line in result.lines] == [("你为什么骗我", ("not heard",))]
    assert (result.lines[0].range.start, result.lines[0].range.end) == (Fraction("1.1"), Fraction("2.2"))


def test_accents_that_were_not_read_are_heard() -> None:
    words = said("¿Dónde está Víctor?", 1, 2)
    assert fused(ES, words, [cue("Donde esta Victor?", 1, 2)], span(1, 2)) == [("Dónde está Víctor?", 1.0, 2.0)]


def test_words_read_as_one_are_parted_as_they_were_heard() -> None:
    words = said("I think you lied", 1, 2)
    assert fused(Language("en"), words, [cue("Ithink you lied.", 1, 2)], span(1, 2))[0][0] == "I think you lied."


def test_of_two_languages_only_the_spoken_one_counts() -> None:
    text = "你为什么骗我\nWhy did you lie to me"
    assert wording(text, ZH) == "你为什么骗我"
    assert wording(text, Language("en")) == "Why did you lie to me"
    assert wording("No vuelvas\nnunca más", ES) == "No vuelvas nunca más"


def test_two_people_in_one_subtitle_are_two_lines() -> None:
    words = said("Come here", 1, 1.6) + said("Not today", 1.9, 2.5)
    result = fused(Language("en"), words, [cue("- Come here\n- Not today", 1, 3)], span(1, 1.6), span(1.9, 2.5))
    assert result == [("Come here", 1.0, 1.6), ("Not today", 1.9, 2.5)]


def test_a_subtitle_that_blinks_is_said_once() -> None:
    texts = [cue("走吧", 1, 2, "t1"), cue("走吧", 2.1, 3, "t2")]
    result = fuse(ZH, said("走吧", 1.2, 1.8), texts, (span(1.2, 1.8),))
    assert [line.texts for line in result.lines] == [("t1", "t2")]


def test_the_same_words_said_twice_are_two_lines() -> None:
    texts = [cue("走吧", 1, 2, "t1"), cue("走吧", 5, 6, "t2")]
    words = said("走吧", 1.2, 1.8) + said("走吧", 5.2, 5.8)
    assert [line[1] for line in fused(ZH, words, texts, span(1.2, 1.8), span(5.2, 5.8))] == [1.2, 5.2]


def heard_at(*spans: tuple[float, float], seconds: float = 8.0) -> list[int]:
    """Levels of voices that sound at these times and are silent between."""
    levels = [-90] * round(seconds * 100)
    for start, end in spans:
        levels[round(start * 100) : round(end * 100)] = [-20] * (round(end * 100) - round(start * 100))
    return levels


def test_a_line_begins_and_ends_where_the_voice_does() -> None:
    texts = [cue("走吧快走吧", 1, 3, "t1")]
    words = said("走吧快走吧", 0.9, 2.8)
    lines = fuse(ZH, words, texts, (span(0.9, 2.8),), heard_at((1.2, 2.5))).lines
    assert [(float(line.range.start), float(line.range.end)) for line in lines] == [(1.2, 2.5)]


def test_a_word_spread_over_the_pause_before_it_is_put_behind_the_pause() -> None:
    texts = [cue("你来了", 1, 2, "t1"), cue("我来了", 2.4, 4, "t2")]
    words = said("你来了", 1.0, 2.0) + said("我来了", 1.95, 3.5)
    lines = fuse(ZH, words, texts, (span(1, 3.5),), heard_at((1.0, 2.05), (2.6, 3.4))).lines
    assert [(float(line.range.start), float(line.range.end)) for line in lines] == [(1.0, 2.05), (2.6, 3.4)]


def test_short_subtitles_nobody_understood_share_the_speech_by_their_own_times() -> None:
    texts = [cue("是你", 1.0, 1.5, "t1"), cue("是我", 1.5, 2.1, "t2"), cue("为什么", 2.1, 2.7, "t3")]
    result = fused(ZH, said("嗯", 1.0, 1.1), texts, span(0.9, 2.8))
    assert result == [("是你", 0.9, 1.5), ("是我", 1.5, 2.1), ("为什么", 2.1, 2.8)]


def test_lines_keep_the_order_of_their_subtitles() -> None:
    texts = [cue("你来了我知道", 1.0, 2.0, "t1"), cue("我来了你不知道", 2.0, 3.5, "t2")]
    words = said("你来了我知道", 1.6, 2.4) + said("我来了你不知道", 1.55, 3.2)
    lines = fuse(ZH, words, texts, (span(1.0, 3.3),)).lines
    assert [line.text for line in lines] == ["你来了我知道", "我来了你不知道"]
    assert [line.id for line in lines] == ["1.1", "1.2"]
    assert lines[0].range.start <= lines[1].range.start


def test_a_line_heard_far_from_its_subtitle_takes_the_subtitles_time_and_is_flagged() -> None:
    words = said("I never believed a word", 0.2, 2.3)
    (line,) = fuse(Language("en"), words, [cue("I never believed a word", 1.2, 3.2)], (span(0.2, 3.1),)).lines
    assert line.flags == ("begins away from its subtitle",)
    assert (line.range.start, line.range.end) == (Fraction("1.2"), Fraction("3.2"))


def test_a_subtitle_that_comes_too_early_leaves_the_time_to_the_voice() -> None:
    words = said("I never believed a word", 2.0, 3.1)
    (line,) = fuse(Language("en"), words, [cue("I never believed a word", 1.0, 3.2)], (span(2.0, 3.1),)).lines
    assert line.flags == ("begins away from its subtitle",)
    assert (line.range.start, line.range.end) == (Fraction(2), Fraction("3.1"))


def test_an_alignment_of_an_hour_takes_a_moment() -> None:
    texts = [cue("abc def ghi jkl mno", 4 * n, 4 * n + 2, f"t{n}") for n in range(900)]
    words = [word for n in range(900) for word in said("abc def ghi jkl mno", 4 * n, 4 * n + 2)]
    began = process_time()
    lines = fuse(Language("en"), words, texts, [span(4 * n, 4 * n + 2) for n in range(900)]).lines
    assert len(lines) == 900
    assert process_time() - began < 10


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.text("abc", min_size=1, max_size=4)), max_size=4), st.data())
def test_the_band_finds_the_cheapest_alignment(shown: list[tuple[int, int, str]], data: st.DataObject) -> None:
    texts = [cue(" ".join(text), at / 10, (at + length) / 10, f"t{n}") for n, (at, length, text) in enumerate(sorted(shown))]
    told = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 5), st.sampled_from("abc")), max_size=7)
    words = [Word(one, Fraction(at, 10), Fraction(at + length, 10), 90) for at, length, one in data.draw(told)]
    cues = _cues(Language("en"), texts, False)
    tokens = [_Token(word.text, number) for number, word in enumerate(words)]
    pairs = _aligned(cues, tokens, words)
    written = [(unit, one.range) for one in cues for unit, _ in one.units]

    @cache
    def most(i: int, j: int) -> int:
        if not i or not j:
            return 0
        (unit, when), word = written[i - 1], words[j - 1]
        near = word.start >= when.start - REACH and word.end <= when.end + REACH
        return max(most(i - 1, j), most(i, j - 1), (most(i - 1, j - 1) + 1 + (unit == word.text)) if near else 0)

    assert sum(1 + equal for one in pairs for *_, equal in one) == most(len(written), len(words))
    columns = [column for one in pairs for _, column, _ in one]
    assert columns == sorted(set(columns))


def test_what_no_subtitle_shows_begins_behind_the_subtitle_before_it() -> None:
    words = said("为什么", 1.0, 1.3) + said("别问了", 1.3, 2.3)
    result = fused(ZH, words, [cue("为什么？", 0.95, 1.6)], span(0.95, 2.3))
    assert result == [("为什么？", 0.95, 1.6), ("别问了", 1.6, 2.3)]
