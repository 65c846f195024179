"""The example shows, read and planned as their viewers will see them.

When the planner or a script changes on purpose, look at the new shot list as an editor would and put it in place of the golden one.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from onecrew.story.directions import direction_problems
from onecrew.story.episode import Episode, Feeling, Heard
from onecrew.story.fountain import read_fountain
from onecrew.story.inserts import written_texts
from onecrew.story.lines_po import Sayable, read_po
from onecrew.story.planner import plan_shots
from onecrew.story.reading import read_episode
from onecrew.story.shot import Framing, LineBeat
from onecrew.story.shot_list import planned_seconds, write_shot_list
from onecrew.story.show import Show
from onecrew.story.show_file import read_show
from onecrew.story.translation import State
from onecrew.units import Language

ROOT = Path(__file__).parents[2]
EXAMPLES = ("moonlight", "two-minutes-late")


def text_of(folder: Path, name: str) -> str:
    file = folder / name
    return file.read_text("utf-8") if file.is_file() else ""


def example(name: str) -> tuple[Episode, Show]:
    folder = ROOT / "examples" / name
    show, wrong = read_show(*(text_of(folder, one) for one in ("show.toml", "cast.toml", "terms.toml")))
    file = "episodes/01/script.fountain"
    screenplay, misread = read_fountain(text_of(folder, file), file)
    episode, unclear = read_episode(screenplay, show, "01", file)
    assert [str(one) for one in (*wrong, *misread, *unclear, *direction_problems(episode, show))] == []
    return episode, show


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_shot_list_is_the_one_an_editor_accepted(name: str) -> None:
    episode, show = example(name)
    golden = (ROOT / "tests" / "golden" / f"{name}-shots.csv").read_bytes().decode("utf-8")
    assert write_shot_list(plan_shots(episode, show), episode, language=show.source).splitlines() == golden.splitlines()


def test_moonlight_has_what_a_short_drama_needs() -> None:
    episode, show = example("moonlight")
    lines = {line.id: line for line in episode.lines}
    shots = plan_shots(episode, show)
    lengths = [planned_seconds(shot, lines, show.source) for shot in shots]
    assert 75 <= sum(lengths) <= 100
    assert 2 <= sum(lengths) / len(shots) <= 4
    assert {line.feeling for line in episode.lines} == set(Feeling)
    assert {line.heard for line in episode.lines} == set(Heard)
    assert len({scene.place.kind for scene in episode.scenes}) >= 4
    assert {scene.place.time for scene in episode.scenes} == {"day", "dusk", "night"}
    assert len({line.speaker for line in episode.lines}) == 4
    hook = next(index for index, shot in enumerate(shots) if shot.framing is Framing.INSERT)
    assert sum(lengths[:hook], Fraction(0)) <= 3
    title = next(index for index, shot in enumerate(shots) if shot.framing is Framing.CARD)
    assert hook < title
    assert shots[-1].insert is not None
    assert shots[-1].insert.text.endswith("?")


def test_moonlights_translations_are_whole_and_name_everyone_as_agreed() -> None:
    episode, show = example("moonlight")
    texts = [Sayable(line.id, line.speaker, line.text, line.where) for line in episode.lines]
    texts += [Sayable(one.id, one.kind, one.text, one.where) for one in written_texts(episode, show)]
    for tag in ("zh-Hans", "es"):
        language = Language(tag)
        file = f"episodes/01/lines.{tag}.po"
        found, problems = read_po(text_of(ROOT / "examples" / "moonlight", file), file, language, texts)
        assert problems == ()
        assert {one.state for one in found.values()} == {State.ACCEPTED}
        for term in show.terms:
            form = term.form(language)
            assert form is not None
            for one in found.values():
                if term.source in one.source:
                    assert form in one.text, (one.source, one.text)


def test_no_two_of_moonlights_cast_share_hair_and_clothes() -> None:
    _, show = example("moonlight")
    seen = {(one.look.hair_colour, one.look.outfit_colour) for one in show.cast}
    outlines = {(one.look.hair, one.look.outfit, one.look.build) for one in show.cast}
    assert len(seen) == len(outlines) == len(show.cast)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_line_of_the_example_is_heard(name: str) -> None:
    episode, show = example(name)
    heard = [
        beat.line for shot in plan_shots(episode, show) for beat in shot.beats if isinstance(beat, LineBeat) and beat.part[0] == 0
    ]
    assert heard == [line.id for line in episode.lines]
