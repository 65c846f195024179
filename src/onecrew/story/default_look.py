"""A look, an age and a gender for somebody the cast does not list. In: a cue name, its script. Out: a Character. Never: chance.

What the script says where it brings somebody in is drawn; the name decides the rest, so the same name looks and sounds the same in
every episode that says the same of it. Who would look like somebody else of the cast is drawn again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from onecrew.story.episode import Action, Episode
from onecrew.story.first_names import name_gender
from onecrew.story.introductions import SURE, Introduction, introductions
from onecrew.story.look_words import age_in, gender_in, look_in, work_in
from onecrew.story.show import Age, Character, Gender, Look, Show

_NATURAL_HAIR = ("#1d1a1c", "#2b2320", "#4a2f22", "#6b4a2f", "#8a5a34", "#a8743f", "#7a2e22")
_GREY_HAIR = ("#c9c7c4", "#a9a8aa", "#8c8a8c")
_OUTFIT_COLOURS = ("#3f5f8a", "#7a3b4a", "#3f7a63", "#8a6a3f", "#5a4a86", "#a8573f", "#47505e", "#2f6f86")
_EYES = ("#4a3527", "#2f2a26", "#4f6a7a", "#5a6f47")
_FEMALE_HAIR = ("bob", "long", "ponytail", "bun", "braids", "pixie", "waves", "curly")
_MALE_HAIR = ("short", "side-part", "undercut", "buzz", "curly")
_FEMALE_OUTFITS = ("blouse", "dress", "coat", "t-shirt", "shirt", "hoodie")
_MALE_OUTFITS = ("shirt", "suit", "t-shirt", "hoodie", "coat", "leather-jacket")
_SKINS = ("fair", "light", "tan", "olive", "brown", "dark")
_ATTEMPTS = 12
_CLOSE = 48
"""Red, green and blue together, of 765: colours nearer than this look the same in a shaded picture."""

T = TypeVar("T")


class _Pick:
    """One choice after another, each from its own hash of the name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, what: str, among: Sequence[T]) -> T:
        digest = hashlib.sha256(f"{self.name}\n{what}".encode()).digest()
        return among[int.from_bytes(digest[:4], "big") % len(among)]


def default_cast(episode: Episode, show: Show) -> tuple[Character, ...]:
    """Everybody of an episode whom cast.toml does not list, in the order they appear, as the script introduces them."""
    listed = {one.name for one in show.cast}
    names: dict[str, None] = {}
    for scene in episode.scenes:
        for beat in scene.beats:
            for who in beat.people if isinstance(beat, Action) else (getattr(beat, "speaker", ""),):
                if who and who not in listed:
                    names.setdefault(who)
    known = introductions(episode, names, listed)
    others = list(show.cast)
    for name in names:
        others.append(_apart(name, show.source.base, known[name], others))
    return tuple(others[len(show.cast) :])


def default_character(name: str, language: str = "en", introduction: Introduction | None = None, attempt: int = 0) -> Character:
    """The character a name gets until cast.toml describes one; another ``attempt`` draws what is not said anew."""
    said = introduction or Introduction()
    pick = _Pick(name.upper() + (f"\n{attempt}" if attempt else ""))
    gender = _gender(name, language, said) or _Pick(name.upper())("gender", (Gender.FEMALE, Gender.MALE))
    age = age_in(said.person) or age_in(name.casefold()) or _Pick(name.upper())("age", (Age.YOUNG, Age.ADULT))
    female = gender is Gender.FEMALE
    drawn = Look(
        face=pick("face", ("oval", "round", "square", "heart", "long")),
        hair=pick("hair", _FEMALE_HAIR if female else _MALE_HAIR),
        hair_colour=pick("hair colour", _GREY_HAIR if age is Age.OLD else _NATURAL_HAIR),
        eye_colour=pick("eyes", _EYES),
        skin=pick("skin", _SKINS),
        build="slim" if age in (Age.CHILD, Age.TEEN) else pick("build", ("slim", "average", "broad")),
        outfit=pick("outfit", _FEMALE_OUTFITS if female else _MALE_OUTFITS),
        outfit_colour=pick("outfit colour", _OUTFIT_COLOURS),
    )
    look = replace(drawn, **{**work_in(name), **look_in(said.person, said.wears)})
    return Character(name=name.upper(), title=name.title(), age=age, gender=gender, look=look, listed=False)


def _gender(name: str, language: str, said: Introduction) -> Gender | None:
    """What is said (*an old man*, *Mrs*, *she*), else what the name is given to, else what only seems so."""
    parts = [one for one in re.split(r"[\s.]+", name.casefold()) if one]
    sure = gender_in(said.person) or (gender_in(parts[0]) if parts else None)
    if sure is not None or abs(said.pronouns) >= SURE:
        return sure or said.pronoun
    return name_gender(name, language) or gender_in(name.casefold()) or said.pronoun


def _apart(name: str, language: str, said: Introduction, others: Sequence[Character]) -> Character:
    """The first drawing that looks like nobody else of the cast, or the one that is like the fewest."""
    tries = [default_character(name, language, said, attempt) for attempt in range(_ATTEMPTS)]
    return min(tries, key=lambda one: sum(_alike(one.look, other.look) for other in others))


def _alike(one: Look, other: Look) -> int:
    """How easily two people are taken for each other: by the colour they wear, by their heads."""
    clothes = _near(one.outfit_colour, other.outfit_colour)
    heads = one.hair == other.hair and _near(one.hair_colour, other.hair_colour)
    return 2 * clothes + heads


def _near(one: str, other: str) -> bool:
    return sum(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (1, 3, 5)) < _CLOSE
