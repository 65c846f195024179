"""Which kinds of texts in the picture are translated and erased, as show.toml says."""

import pytest

from onecrew.story.show import Style
from onecrew.story.show_file import read_show
from onecrew.story.spotted import TextKind


def style(rows: str) -> tuple[Style, list[str]]:
    show, problems = read_show(f'title = "Moonlight"\n[style]\n{rows}\n')
    return show.style, [f"{one.where} {one.what} | {one.do}" for one in problems]


def test_by_default_dialogue_is_erased_and_nothing_else_is_translated() -> None:
    read, problems = style("")
    assert problems == []
    assert (read.erase, read.forced_narratives) == ((TextKind.DIALOGUE,), ())


def test_kinds_are_read_in_one_order_and_once() -> None:
    read, problems = style('forced_narratives = ["sign", "title", "sign"]\nerase = []')
    assert problems == []
    assert (read.erase, read.forced_narratives) == ((), (TextKind.TITLE, TextKind.SIGN))


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ('forced_narratives = ["sing"]', "style.forced_narratives holds 'sing' | did you mean 'sign'?"),
        (
            'forced_narratives = ["dialogue"]',
            "style.forced_narratives holds 'dialogue' | dialogue is captioned already: take it out of the list",
        ),
        (
            'erase = ["watermark"]',
            "style.erase holds 'watermark' | a watermark says whose film it is and is never erased: take it out of the list",
        ),
        ('erase = "title"', 'style.erase is \'title\' | give a list such as ["a", "b"]'),
    ],
)
def test_a_kind_that_cannot_be_is_named_with_the_reason(row: str, complaint: str) -> None:
    assert style(row)[1] == [f"show.toml:3 {complaint}"]
