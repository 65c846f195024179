"""Subtitles a distributor has are used: in the film's language as its words, in another as its translation."""

from fractions import Fraction

import pytest

from onecrew.story.lines_po import Sayable, read_po
from onecrew.story.spotted import SpottedLine
from onecrew.story.translation import State
from onecrew.studio.spotting.given import po_text, speaks, translations
from onecrew.units import Language, TimeRange, Where


def span(start: int, end: int) -> TimeRange:
    return TimeRange(Fraction(start), Fraction(end))


LINES = [SpottedLine("1.1", span(1, 3), "LIN", '你说："走吧"？', 90), SpottedLine("1.2", span(4, 6), "?", "再见", 90)]


def test_a_cue_belongs_to_the_line_it_is_heard_with() -> None:
    cues = [(span(1, 2), "You said:"), (span(2, 4), "“Let's go”?"), (span(5, 7), "Good\nbye"), (span(30, 32), "The end")]
    assert translations(LINES, cues) == {"1.1": "You said: “Let's go”?", "1.2": "Good bye"}
    assert translations([], cues) == {}


def test_what_is_taken_over_counts_as_accepted() -> None:
    text = po_text(Language("en"), LINES, {"1.1": 'You said: "Let\'s go"?'})
    sayables = [Sayable(line.id, line.speaker, line.text, Where("spotted.toml")) for line in LINES]
    texts, problems = read_po(text, "lines.en.po", Language("en"), sayables)
    assert not problems
    assert (texts["1.1"].text, texts["1.1"].state) == ('You said: "Let\'s go"?', State.ACCEPTED)
    assert texts["1.2"].state is State.MISSING


@pytest.mark.parametrize(
    ("code", "tag", "same"),
    [
        ("por", "pt-BR", True),
        ("pt", "pt-BR", True),
        ("pt-PT", "pt-BR", False),
        ("zho", "zh-Hans", True),
        ("", "en", False),
        ("eng", "es", False),
        ("und", "en", False),
    ],
)
def test_containers_and_files_name_languages_in_their_own_ways(code: str, tag: str, same: bool) -> None:
    assert speaks(code, Language(tag)) is same
