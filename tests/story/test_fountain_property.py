"""Whatever a person types, writing it and reading it again changes nothing."""

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from onecrew.story.fountain import read_fountain, write_fountain
from onecrew.story.screenplay import Element, Kind, Screenplay

PIECES = (
    "\n", "\n\n", "  \n", "  ", "\t", "MARY", "Mary", "JOSÉ", "МАРИЯ", "小美", "مريم", "(V.O.)", "(", ")", "^", "@", "!", ".",
    "~", ">", "<", "#", "=", "===", "[[", "]]", "/*", "*/", "*", "_", "INT. ", "EXT. HOUSE - DAY", "#1A#", "CUT TO:", "Title: ",
    "Author:", "\\", "he said", ":",
)  # fmt: skip


def unnumbered(screenplay: Screenplay) -> Screenplay:
    return Screenplay(screenplay.title_page, tuple(replace(one, line=0) for one in screenplay.elements))


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example("@M [[\n\n~]]")
@example("CUT TO:\n!x")
@example("MARY\n!x")
@example("[[a] ]]")
@example("CUT TO:^\nMARY")
@example("CUT TO:^^\nMARY")
@example("/**/Title: ")
def test_reading_what_was_written_gives_the_same_elements(text: str) -> None:
    first, _ = read_fountain(text, "script.fountain")
    again, _ = read_fountain(write_fountain(first), "script.fountain")
    assert unnumbered(again) == unnumbered(first)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80) | st.binary(max_size=80))
def test_no_text_and_no_bytes_raise(text: str | bytes) -> None:
    read_fountain(text, "script.fountain")


WORDS = st.lists(
    st.sampled_from(["moon", "She", "waits", "*now*", "a [[slow]] look", "não", "月光", "5"]), min_size=1, max_size=6
).map(" ".join)
NAMES = st.sampled_from(["MEI", "DR. PARK", "JOÃO 2", "МАМА"])
FORCED_NAMES = st.sampled_from(["McCoy", "小美", "مريم", "mãe"])
EXTENSIONS = st.sampled_from([None, "V.O.", "O.S.", "CONT'D", "V.O.) (CONT'D", "on the phone"])


@st.composite
def dialogues(draw: st.DrawFn) -> list[Element]:
    forced = draw(st.booleans())
    cue = Element(
        Kind.CHARACTER, draw(FORCED_NAMES if forced else NAMES), forced=forced, extension=draw(EXTENSIONS), dual=draw(st.booleans())
    )
    block = [cue, Element(Kind.DIALOGUE, draw(st.lists(WORDS, min_size=1, max_size=3).map("\n".join)))]
    for _ in range(draw(st.integers(0, 2))):
        block.append(Element(Kind.PARENTHETICAL, draw(WORDS)))
        block.append(draw(st.sampled_from([Element(Kind.LYRIC, "la la"), Element(Kind.DIALOGUE, "Yes.\n\nNo.")])))
    return block


FORCED_ACTIONS = st.sampled_from(["INT. is a word", "MARY\nLAUGHS", "@home", "~"])
HEADINGS = st.sampled_from(["INT. FLAT - DAY", "外景 街道"])
SINGLES = st.one_of(
    st.builds(Element, st.just(Kind.ACTION), st.lists(WORDS, min_size=1, max_size=3).map("\n".join).map("    ".__add__)),
    st.builds(Element, st.just(Kind.ACTION), FORCED_ACTIONS, forced=st.just(True)),
    st.builds(Element, st.just(Kind.SCENE_HEADING), HEADINGS, scene_number=st.sampled_from([None, "1A"])),
    st.builds(Element, st.just(Kind.SCENE_HEADING), WORDS.filter(lambda words: words[0].isalnum()), forced=st.just(True)),
    st.builds(Element, st.just(Kind.TRANSITION), WORDS, forced=st.just(True)),
    st.just(Element(Kind.TRANSITION, "SMASH CUT TO:")),
    st.builds(Element, st.just(Kind.CENTERED), WORDS),
    st.builds(Element, st.just(Kind.SECTION), WORDS, level=st.integers(1, 6)),
    st.builds(Element, st.just(Kind.SYNOPSIS), WORDS),
    st.builds(Element, st.just(Kind.NOTE), st.sampled_from(["close on MEI", "two\nlines", "with a\n  \ngap", "[x]"])),
    st.builds(Element, st.just(Kind.BONEYARD), st.sampled_from([" cut ", "\n\nlong gone\n\n", "*", "[["])),
    st.just(Element(Kind.PAGE_BREAK, "")),
)  # fmt: skip
PAGES = st.lists(st.tuples(st.sampled_from(["Author", "Draft date", "X"]), WORDS | st.just("a\nb")), max_size=3)


@settings(max_examples=150, deadline=None)
@given(PAGES, st.lists(dialogues() | SINGLES.map(lambda one: [one]), max_size=12))
def test_a_screenplay_made_of_elements_comes_back_whole(page: list[tuple[str, str]], groups: list[list[Element]]) -> None:
    made = Screenplay((("Title", "Moon"), *page), tuple(one for group in groups for one in group))
    read, problems = read_fountain(write_fountain(made), "script.fountain")
    assert unnumbered(read) == made
    assert problems == ()
