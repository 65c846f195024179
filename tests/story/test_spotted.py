"""What a machine spotted is written down, mended by a person, and read again."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from onecrew.story.spotted import Box, Film, Kept, ScreenText, Spotted, SpottedLine, TextKind, read_spotted, write_spotted
from onecrew.units import Language, TimeRange

milliseconds = st.integers(0, 7_200_000).map(lambda number: Fraction(number, 1000))
ranges = st.tuples(milliseconds, st.integers(1, 60_000)).map(lambda pair: TimeRange(pair[0], pair[0] + Fraction(pair[1], 1000)))
texts = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=30).filter(
    lambda text: text.strip() == text and text != ""
)


FILM = Film("ab" * 32, Fraction(30000, 1001), 3000, 720, 1280)


@st.composite
def spottings(draw: st.DrawFn) -> Spotted:
    shown = [
        ScreenText(
            f"t{n}", draw(st.sampled_from(TextKind)), draw(ranges), Box(n, 2 * n, 3 + n, 4), draw(texts), draw(st.integers(0, 100))
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    lines = [
        SpottedLine(
            f"1.{n}",
            draw(ranges),
            draw(st.sampled_from(["?", "LIN", "妈妈"])),
            draw(texts),
            draw(st.integers(0, 100)),
            read=draw(st.sampled_from(["", "读"])),
            texts=tuple(one.id for one in shown[:1]),
            keep=draw(st.sampled_from([None, Kept.CRYING])),
            flags=draw(st.sampled_from([(), ("not subtitled",)])),
        )
        for n in range(draw(st.integers(0, 4)))
    ]
    lines.sort(key=lambda one: (one.range.start, one.range.end))
    shown.sort(key=lambda one: (one.range.start, one.box.top, one.box.left))
    cuts = sorted(draw(st.sets(milliseconds.filter(bool), max_size=3)))
    return Spotted(FILM, Language("zh-Hans"), tuple(cuts), tuple(lines), tuple(shown))


@given(spottings())
def test_what_is_written_is_read_again(spotted: Spotted) -> None:
    assert read_spotted(write_spotted(spotted), "spotted.toml") == (spotted, ())


fine = st.fractions(0, 600, max_denominator=48_000)
measured = st.tuples(fine, st.fractions(Fraction(1, 48_000), 60, max_denominator=48_000)).map(
    lambda pair: TimeRange(pair[0], pair[0] + pair[1])
)


@given(measured, measured, fine, texts)
def test_whatever_times_are_measured_the_file_is_read_without_a_problem(
    heard: TimeRange, seen: TimeRange, cut: Fraction, text: str
) -> None:
    line = SpottedLine("1.1", heard, "?", text, 50, texts=("t1",))
    shown = ScreenText("t1", TextKind.DIALOGUE, seen, Box(0, 0, 1, 1), text, 50)
    _, problems = read_spotted(write_spotted(Spotted(FILM, Language("es"), (cut,), (line,), (shown,))), "spotted.toml")
    assert not problems


FILE = """\
film = { digest = "ab", rate = "25", frames = 3000, size = [720, 1280] }
language = "zh-Hans"
cuts = ["0:03.000"]

[[line]]
id = "1.2"
from = "1:02.5"
to = "1:04"
text = "你好"

[[line]]
id = "1.1"
from = "12.480"
to = "14"
speaker = "LIN"
text = "走吧"
"""


def test_a_person_writes_times_as_they_like_and_leaves_out_what_goes_without_saying() -> None:
    spotted, problems = read_spotted(FILE, "spotted.toml")
    assert not problems
    assert [(one.id, one.range.start, one.speaker, one.sure) for one in spotted.lines] == [
        ("1.1", Fraction("12.48"), "LIN", 100),
        ("1.2", Fraction("62.5"), "?", 100),
    ]


def wrong(old: str, new: str) -> list[tuple[int | None, str]]:
    assert old in FILE
    _, problems = read_spotted(FILE.replace(old, new), "spotted.toml")
    return [(problem.where.line, problem.what) for problem in problems]


def test_what_is_wrong_is_said_with_its_line() -> None:
    assert wrong('"1:04"', '"1:01"') == [(8, "it ends at 1:01.000 but begins at 1:02.500")]
    assert wrong('"12.480"', '"noon"') == [(13, "from is 'noon'")]
    assert wrong('id = "1.1"', 'id = "1.2"')[0][1] == "two lines have the id '1.2'"
    assert wrong('text = "走吧"', 'text = ""')[0][1] == "line 1.1 says nothing"
    assert wrong('text = "走吧"', 'txt = "走吧"')[0][1].startswith("unknown key")
    assert wrong('speaker = "LIN"', 'texts = ["t9"]')[0][1] == "line 1.1 names the text 't9', which is not there"
    assert wrong('[[line]]\nid = "1.2"', '[[text]]\nid = "t1"\nbox = [1, 2, 0, 4]')[0][1] == "box is [1, 2, 0, 4]"
    assert read_spotted("", "spotted.toml")[1][0].what == "it does not say which language is spoken"
