"""Stars, underscores and brackets inside a text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onecrew.story.emphasis import Run, marked, plain, runs


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Only *inches away*, _Steel's **face**_ FILLS the scope.", "Only inches away, Steel's face FILLS the scope."),
        ("***Run!*** now", "Run! now"),
        (r"he dialed \*69 and then \*23", "he dialed *69 and then *23"),
        ("5 * 3 * 2 and snake_case", "5 * 3 * 2 and snake_case"),
        ("He dialed *69 and then hung up.", "He dialed *69 and then hung up."),
        ("no *emphasis over\ntwo* lines", "no *emphasis over\ntwo* lines"),
        ("She waits [[close on *MEI*]] here", "She waits here"),
        ("a /* cut\n\nlong */ b", "a b"),
        ("[[only a note]]", ""),
        ("*我* 知道", "我 知道"),
        ("[[never closed", "[[never closed"),
    ],
)  # fmt: skip
def test_plain_text_has_no_marks(typed: str, said: str) -> None:
    assert plain(typed) == said


def test_styles_nest() -> None:
    assert runs("_a **b** c_ *d*") == (
        Run("a ", underline=True),
        Run("b", bold=True, underline=True),
        Run(" c", underline=True),
        Run(" "),
        Run("d", italic=True),
    )


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab *_\\\n[]", max_size=20))
def test_marks_written_again_mean_the_same_words(typed: str) -> None:
    assert "".join(run.text for run in runs(marked(runs(typed)))) == "".join(run.text for run in runs(typed))
