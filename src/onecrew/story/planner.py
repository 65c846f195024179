"""The shot planner: an episode as an editor would cover it. In: Episode and Show. Out: Shots. Never: pictures, exact times.

``moments`` reads what happens, ``coverage`` chooses the set-ups, ``camera_moves`` the moves; here scenes are joined, titles set and
shots named. Shots are named by scene and letter and depend on nothing outside their scene but whether the place is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from onecrew.story.camera_moves import move_of
from onecrew.story.coverage import cover
from onecrew.story.episode import Card, Episode, Line, Scene
from onecrew.story.mentions import people_of
from onecrew.story.moments import moments
from onecrew.story.setup import Setup
from onecrew.story.shot import ActBeat, Framing, Gesture, Insert, LineBeat, Shot
from onecrew.story.show import Show

TITLE_ID = "title"
"""The id under which a title that no script names is translated: the show's own ``[titles]``."""
_TITLE_FROM = Fraction(4)
_TITLE_BEFORE = Fraction(10)
_TITLE_SECONDS = Fraction(18, 10)


def plan_shots(episode: Episode, show: Show) -> tuple[Shot, ...]:
    """The shots of an episode: every line heard once, in order; every new place established; cards where they belong."""
    people = people_of(episode, show)
    scenes = [scene for scene in episode.scenes if scene.beats]
    planned: list[tuple[Scene, list[Setup]]] = []
    for index, scene in enumerate(scenes):
        found = moments(scene, people, show.source)
        known = any(_same_place(scene, before) for before in scenes[max(0, index - 2) : index])
        planned.append((scene, cover(scene, found, people, hook=index == 0, known_place=known)))
    _mark_end(planned, episode)
    _add_title(planned, episode, show)
    final = _final(planned)
    return tuple(shot for scene, setups in planned for shot in _shots(scene, setups, scene is scenes[0], final))


def _same_place(scene: Scene, before: Scene) -> bool:
    """The same place and time of day: cutting back to it (a phone call between two places) needs no new establishing shot."""
    return replace(scene.place, known=True) == replace(before.place, known=True)


def _mark_end(planned: Sequence[tuple[Scene, list[Setup]]], episode: Episode) -> None:
    """A card after which nothing is said or done is the end card."""
    if not planned or not any(isinstance(beat, Line) for scene in episode.scenes for beat in scene.beats):
        return
    setups = planned[-1][1]
    index = len(setups) - 1
    while index > 0 and setups[index].framing is Framing.CARD:
        insert = setups[index].insert
        if insert is not None:
            setups[index].insert = replace(insert, kind="end")
            setups[index].why = "end card"
        index -= 1


def _add_title(planned: Sequence[tuple[Scene, list[Setup]]], episode: Episode, show: Show) -> None:
    """The show's title after the first moment, unless the script sets it."""
    cards = [beat for scene in episode.scenes for beat in scene.beats if isinstance(beat, Card)]
    titled = any(card.text.strip().casefold() == show.title.strip().casefold() for card in cards)
    if titled or not show.title.strip() or not planned or not planned[0][1]:
        return
    setups = planned[0][1]
    passed = Fraction(0)
    body = setups[: next((index for index, setup in enumerate(setups) if _ends(setup)), len(setups))]
    seams: list[int] = []
    for index, setup in enumerate(body):
        if setup.framing is Framing.CARD and passed <= _TITLE_BEFORE and setup.insert is not None and setup.insert.kind == "title":
            return
        passed += setup.seconds + setup.hold
        line = next((beat for beat in reversed(setup.beats) if isinstance(beat, LineBeat)), None)
        broken = line is not None and line.part[0] < line.part[1] - 1
        over = index + 1 == len(body) and len(planned) == 1
        if not broken and not over:
            seams.append(index + 1)
            if passed >= _TITLE_FROM:
                break
    # A film that is over so soon has its title as near to its hook's end as something still follows, or before it.
    card = Setup(Framing.CARD, [], setups[0].mood, "title after the hook", insert=Insert("title", show.title, TITLE_ID))
    card.beats.append(ActBeat(None, Gesture.NONE, _TITLE_SECONDS))
    card.seconds = _TITLE_SECONDS
    at = seams[-1] if seams else 0
    card.mood = setups[max(0, at - 1)].mood
    card.why = card.why if at else "title"
    setups.insert(at, card)


def _ends(setup: Setup) -> bool:
    return setup.insert is not None and setup.insert.kind == "end"


def _final(planned: Sequence[tuple[Scene, list[Setup]]]) -> Setup | None:
    """The last picture with people; it is given time to be understood."""
    for _, setups in reversed(planned):
        for setup in reversed(setups):
            if setup.framing not in (Framing.CARD, Framing.INSERT):
                setup.hold = max(setup.hold, Fraction(8, 10))
                return setup
    return None


def _shots(scene: Scene, setups: Sequence[Setup], first: bool, final: Setup | None) -> list[Shot]:
    shots: list[Shot] = []
    for index, setup in enumerate(setups):
        enter = ("cut" if first and scene.enter == "dissolve" else scene.enter) if index == 0 else "cut"
        shots.append(
            Shot(
                id=f"{scene.id}.{letters(index)}",
                scene=scene.id,
                framing=setup.framing,
                move=move_of(setup, scene.place, setup is final),
                place=scene.place,
                mood=setup.mood,
                subjects=tuple(setup.people),
                beats=tuple(setup.beats),
                insert=setup.insert,
                transition=setup.transition or enter,
                hold=setup.hold,
                why=setup.why,
            )
        )
    return shots


def letters(index: int) -> str:
    """``a`` … ``z``, ``aa``, ``ab`` … for 0, 1, …: shots are named as on a slate."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("a") + rest) + name
    return name
