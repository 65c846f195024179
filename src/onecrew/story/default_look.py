"""A look, an age and a gender for somebody the cast does not list. In: a cue name. Out: a Character. Never: chance.

The name decides everything, so the same name looks and sounds the same in every episode.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import TypeVar

from onecrew.story.show import Age, Character, Gender, Look

_OLD = {"OLD", "GRANDMA", "GRANDMOTHER", "GRANDPA", "GRANDFATHER", "ELDERLY", "ABUELA", "ABUELO", "AVÓ", "AVÔ", "奶奶", "爷爷"}
_CHILD = {"BOY", "GIRL", "CHILD", "KID", "NIÑO", "NIÑA", "MENINO", "MENINA", "男孩", "女孩", "孩子"}
_TEEN = {"TEEN", "TEENAGER", "STUDENT"}
_FEMALE = {
    *("WOMAN", "GIRL", "LADY", "MOTHER", "MOM", "MUM", "WIFE", "DAUGHTER", "SISTER", "AUNT", "QUEEN", "PRINCESS", "WAITRESS"),
    *(
        "GRANDMA",
        "GRANDMOTHER",
        "NURSE",
        "HOSTESS",
        "BRIDE",
        "MRS",
        "MS",
        "MISS",
        "ABUELA",
        "AVÓ",
        "NIÑA",
        "MENINA",
        "女孩",
        "奶奶",
    ),
    *("ANNA", "ANNE", "EMMA", "MARY", "MARIA", "SARAH", "LUCY", "ALICE", "JANE", "KATE", "LINDA", "LAURA", "JULIA", "GRACE"),
    *("SOPHIE", "SOPHIA", "OLIVIA", "MIA", "ELLA", "CLARA", "EVA", "NORA", "RUTH", "HELEN", "ROSE", "LILY", "MEI", "YUKI"),
}
_MALE = {
    *("MAN", "BOY", "GUY", "FATHER", "DAD", "HUSBAND", "SON", "BROTHER", "UNCLE", "KING", "PRINCE", "WAITER", "GRANDPA"),
    *("GRANDFATHER", "GROOM", "MR", "SIR", "ABUELO", "AVÔ", "NIÑO", "MENINO", "男孩", "爷爷", "DRIVER", "GUARD"),
    *("JOHN", "JAMES", "DAVID", "MICHAEL", "PETER", "PAUL", "TOM", "JACK", "SAM", "BEN", "MAX", "LEO", "DANIEL", "MARK"),
    *("ADAM", "ALEX", "CHARLES", "HENRY", "GEORGE", "FRANK", "ROBERT", "WILLIAM", "LUIS", "JUAN", "PEDRO", "CARLOS", "KENJI"),
}
_NATURAL_HAIR = ("#1d1a1c", "#2b2320", "#4a2f22", "#6b4a2f", "#8a5a34", "#a8743f", "#7a2e22")
_GREY_HAIR = ("#c9c7c4", "#a9a8aa", "#8c8a8c")
_OUTFIT_COLOURS = ("#3f5f8a", "#7a3b4a", "#3f7a63", "#8a6a3f", "#5a4a86", "#a8573f", "#47505e", "#2f6f86")
_EYES = ("#4a3527", "#2f2a26", "#4f6a7a", "#5a6f47")
_FEMALE_HAIR = ("bob", "long", "ponytail", "bun", "braids", "pixie", "waves", "curly")
_MALE_HAIR = ("short", "side-part", "undercut", "buzz", "curly")
_FEMALE_OUTFITS = ("blouse", "dress", "coat", "t-shirt", "shirt", "hoodie")
_MALE_OUTFITS = ("shirt", "suit", "t-shirt", "hoodie", "coat", "leather-jacket")
_SKINS = ("fair", "light", "tan", "olive", "brown", "dark")


T = TypeVar("T")


class _Pick:
    """One choice after another, each from its own hash of the name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, what: str, among: Sequence[T]) -> T:
        digest = hashlib.sha256(f"{self.name}\n{what}".encode()).digest()
        return among[int.from_bytes(digest[:4], "big") % len(among)]


def default_character(name: str) -> Character:
    """The character a name gets until cast.toml describes one."""
    words = set(re.split(r"[\s.'’]+", name.upper()))
    pick = _Pick(name.upper())
    if words & _FEMALE:
        gender = Gender.FEMALE
    elif words & _MALE:
        gender = Gender.MALE
    else:
        gender = pick("gender", (Gender.FEMALE, Gender.MALE))
    if words & _OLD:
        age = Age.OLD
    elif words & _CHILD:
        age = Age.CHILD
    elif words & _TEEN:
        age = Age.TEEN
    else:
        age = pick("age", (Age.YOUNG, Age.ADULT))
    female = gender is Gender.FEMALE
    look = Look(
        face=pick("face", ("oval", "round", "square", "heart", "long")),
        hair=pick("hair", _FEMALE_HAIR if female else _MALE_HAIR),
        hair_colour=pick("hair colour", _GREY_HAIR if age is Age.OLD else _NATURAL_HAIR),
        eye_colour=pick("eyes", _EYES),
        skin=pick("skin", _SKINS),
        build="slim" if age in (Age.CHILD, Age.TEEN) else pick("build", ("slim", "average", "broad")),
        outfit=pick("outfit", _FEMALE_OUTFITS if female else _MALE_OUTFITS),
        outfit_colour=pick("outfit colour", _OUTFIT_COLOURS),
    )
    return Character(name=name.upper(), title=name.title(), age=age, gender=gender, look=look, listed=False)
