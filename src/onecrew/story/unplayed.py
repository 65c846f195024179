"""Action no body can play. In: an Episode and its Show. Out: a note for every deed that is shown as a look. Never: shots.

The planner gives such a sentence its time and shows whoever does it; what they do is not seen, and nobody would be told.
"""

from __future__ import annotations

import re

from onecrew.story.episode import Action, Episode, Line
from onecrew.story.gestures import deeds
from onecrew.story.inserts import scene_inserts
from onecrew.story.mentions import people_of
from onecrew.story.show import Show
from onecrew.units import Problem

_TELLS = re.compile(
    r"\b(?:is|are|was|were|has|have|wears|seems|looks like|es|está|tiene|lleva|é|tem|usa|est|a|porte)\b|[是有穿]", re.IGNORECASE
)
"""A sentence that tells how somebody is asks nobody to do anything."""
_DO = (
    "say it with a word onecrew plays (enters, leaves, walks, sits, stands up, kneels, lies, falls, hugs, gives, takes, throws, "
    "points, waves, nods, laughs, cries; docs/story.md has all), or leave it as a look"
)


def unplayed(episode: Episode, show: Show) -> tuple[Problem, ...]:
    """A note with file and line for every sentence in which somebody does what no rule knows."""
    people = people_of(episode, show)
    found: list[Problem] = []
    for scene in episode.scenes:
        recent: list[str] = []
        shown = scene_inserts(scene, people)
        for index, beat in enumerate(scene.beats):
            if isinstance(beat, Action) and index not in shown:
                found += [
                    Problem(beat.where, f"{_short(deed.text)!r} is shown as a look of {' and '.join(deed.who)}", _DO, "note")
                    for deed in deeds(beat.text, people, recent, recent)
                    if deed.who and not deed.known and not _TELLS.search(deed.text)
                ]
            named = beat.people if isinstance(beat, Action) else (beat.speaker,) if isinstance(beat, Line) else ()
            recent = [*reversed(named), *(who for who in recent if who not in named)]
    return tuple(found)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
