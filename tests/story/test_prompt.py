"""A shot in words: what film it is, and that nothing else changes with it."""

from __future__ import annotations

import pytest

from onecrew.story.fountain import read_fountain
from onecrew.story.planner import plan_shots
from onecrew.story.prompt import NEVER, sheet_prompt, shot_prompt
from onecrew.story.reading import read_episode
from onecrew.story.show import Character, Show
from onecrew.story.show_file import read_show

HEAD = 'title = "X"\nsource = "en"\n[style]\n'
SCRIPT = b"INT. CAFE - NIGHT\n\nANNA waits at a table.\n\nANNA\nHello?\n"


def show(filmed: str) -> Show:
    """A show that is filmed so."""
    found, problems = read_show(f'{HEAD}filmed = "{filmed}"\n')
    assert problems == ()
    return found


def words(of: Show, drawn: bool = False) -> str:
    """The first shot of the script, in words."""
    episode, _ = read_episode(read_fountain(SCRIPT, "script.fountain")[0], of, "01", "script.fountain")
    (first, *_) = plan_shots(episode, of)
    people = [Character(one.who, one.who.title()) for one in first.subjects]
    return shot_prompt(first, people, {line.id: line for line in episode.lines}, drawn=drawn, filmed=of.style.filmed)


def test_a_film_is_live_action_where_the_show_says_nothing() -> None:
    assert "Vertical 9:16 live-action film, one continuous take without cuts." in words(show(""))


def test_the_show_says_what_film_it_is_and_nothing_else_changes() -> None:
    told = words(show("hand-painted anime, soft outlines."))
    assert "Vertical 9:16 hand-painted anime, soft outlines, one continuous take without cuts." in told
    assert told.replace("hand-painted anime, soft outlines", "live-action film") == words(show(""))
    assert told.endswith(NEVER)


def test_a_drawn_first_frame_gives_the_look_of_what_the_show_says() -> None:
    assert "Vertical 9:16 drawn film in the look of the first frame, one" in words(show(""), drawn=True)
    assert "Vertical 9:16 paper cut-outs in the look of the first frame, one" in words(show("paper cut-outs"), drawn=True)


def test_the_sheet_of_a_character_is_of_the_same_film() -> None:
    anna = Character("ANNA", "Anna")
    assert sheet_prompt(anna).startswith("Character sheet of one person, photographed: ")
    assert sheet_prompt(anna, "claymation").startswith("Character sheet of one person, as in this film: claymation: ")


@pytest.mark.parametrize(("said", "read"), [("16 mm,   grainy. ", "16 mm, grainy"), ("", "")])
def test_it_is_one_line_without_a_stop(said: str, read: str) -> None:
    assert show(said).style.filmed == read


def test_a_look_that_would_drown_the_shot_is_told() -> None:
    _, problems = read_show(f'{HEAD}filmed = "{"grainy " * 60}"\n')
    assert [one.what for one in problems] == ["style.filmed has 419 characters"]
