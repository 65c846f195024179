"""People outside cast.toml look as the script introduces them, the rest is drawn from their name."""

from __future__ import annotations

import pytest

from onecrew.story.default_look import default_cast, default_character
from onecrew.story.fountain import read_fountain
from onecrew.story.reading import read_episode
from onecrew.story.show import Age, Character, Gender, Look, Show
from onecrew.units import Language

CLASS = """
MISS PARK, 60s, stern, grey hair, writes on the board. LI WEI (8), a small boy in a yellow raincoat, raises his hand.

MISS PARK
Yes, Li Wei?

LI WEI
May I go?

MR. BEARD, 45, a fat man with a beard and glasses, enters.

MR. BEARD
The bus has left.
"""
HALL = """
ZARA, 9, runs along the hall. TOM, 50s, in a red coat, follows. An old man, PETE (70), watches.

TOM
Zara! Wait!

ZARA
No.

PETE
Let her go.
"""


def cast_of(script: str, language: str = "en", cast: tuple[Character, ...] = ()) -> dict[str, Character]:
    show = Show("T", Language(language), (Language(language),), cast=cast)
    screenplay, _ = read_fountain(f"INT. FLAT - DAY\n\n{script}", "script.fountain")
    episode, _ = read_episode(screenplay, show, "01", "script.fountain")
    return {one.name: one for one in default_cast(episode, show)}


def test_people_have_the_age_and_gender_the_script_says() -> None:
    found = {**cast_of(CLASS), **cast_of(HALL)}
    assert {name: (one.age, one.gender) for name, one in found.items()} == {
        "MISS PARK": (Age.OLD, Gender.FEMALE),
        "LI WEI": (Age.CHILD, Gender.MALE),
        "MR. BEARD": (Age.ADULT, Gender.MALE),
        "ZARA": (Age.CHILD, Gender.FEMALE),
        "TOM": (Age.ADULT, Gender.MALE),
        "PETE": (Age.OLD, Gender.MALE),
    }


def test_people_wear_what_the_script_says() -> None:
    found = {**cast_of(CLASS), **cast_of(HALL)}
    assert found["MISS PARK"].look.hair_colour == "#a9a8aa"
    assert (found["LI WEI"].look.outfit, found["LI WEI"].look.outfit_colour) == ("coat", "#d8b13a")
    beard = found["MR. BEARD"].look
    assert (beard.beard, beard.glasses, beard.build) == ("full", "round", "heavy")
    assert (found["TOM"].look.outfit, found["TOM"].look.outfit_colour) == ("coat", "#a8352f")


@pytest.mark.parametrize(
    ("introduced", "age", "gender"),
    [
        ("A nurse named BLAKE comes in.", None, Gender.FEMALE),
        ("BLAKE (mid-30s) comes in.", Age.ADULT, None),
        ("BLAKE, in her late sixties, comes in.", Age.OLD, None),
        ("BLAKE is a 17-year-old girl.", Age.TEEN, Gender.FEMALE),
        ("BLAKE enters. She sits down. She laughs.", None, Gender.FEMALE),
        ("BLAKE enters. He sits down.", None, Gender.MALE),
        ("BLAKE, a young woman, comes in.", Age.YOUNG, Gender.FEMALE),
    ],
)
def test_an_introduction_is_understood(introduced: str, age: Age | None, gender: Gender | None) -> None:
    blake = cast_of(f"{introduced}\n\nBLAKE\nHello.")["BLAKE"]
    assert (age or blake.age, gender or blake.gender) == (blake.age, blake.gender)


@pytest.mark.parametrize(
    ("language", "script", "expected"),
    [
        ("es", "PEDRO (70), un viejo con barba y un abrigo negro, entra.\n\nPEDRO\nHola.", (Age.OLD, Gender.MALE, "full", "coat")),
        ("pt", "LIA, uma menina de vestido azul, chora.\n\nLIA\nMãe!", (Age.CHILD, Gender.FEMALE, "none", "dress")),
        ("fr", "PAUL, un vieux barbu en costume, attend.\n\nPAUL\nOui.", (Age.OLD, Gender.MALE, "full", "suit")),
        ("zh", "李梅，30岁，穿红色大衣，走进来。\n\n@李梅\n你好。", (Age.ADULT, Gender.FEMALE, "none", "coat")),
    ],
)
def test_introductions_in_other_languages_are_understood(
    language: str, script: str, expected: tuple[Age, Gender, str, str]
) -> None:
    (one,) = cast_of(script, language).values()
    assert (one.age, one.gender, one.look.beard, one.look.outfit) == expected


def test_who_is_only_looked_at_is_not_introduced_by_what_stands_near() -> None:
    quinn = cast_of("QUINN looks at the old man. He takes the red coat.\n\nQUINN\nHello.")["QUINN"]
    assert quinn.age is not Age.OLD
    assert quinn.look.outfit_colour != "#a8352f"


@pytest.mark.parametrize(
    ("name", "language", "gender"),
    [
        ("JOSÉ", "en", Gender.MALE),
        ("NOAH", "en", Gender.MALE),
        ("LUCIA", "en", Gender.FEMALE),
        ("JESSICA", "en", Gender.FEMALE),
        ("PRIYA", "en", Gender.FEMALE),
        ("王芳", "zh", Gender.FEMALE),
        ("王强", "zh", Gender.MALE),
        ("ANDREA", "it", Gender.MALE),
        ("ANDREA", "es", Gender.FEMALE),
        ("MARY KING", "en", Gender.FEMALE),
        ("MR. KELLY", "en", Gender.MALE),
    ],
)
def test_first_names_are_known_by_language(name: str, language: str, gender: Gender) -> None:
    assert default_character(name, language).gender is gender


def test_a_trade_is_dressed_for_it_and_a_name_is_not() -> None:
    assert default_character("COP 2").look.outfit == "uniform"
    assert default_character("MR. COOK").look.outfit != "apron"


def test_nobody_wears_the_colours_of_somebody_else() -> None:
    names = ("ANNA", "TOM", "MARY", "JOHN", "PAUL", "RUTH")
    alone = [default_character(name).look.outfit_colour for name in names]
    assert len(set(alone)) < len(names), "the drawing by name alone must clash for this test to mean anything"
    together = cast_of("\n\n".join(f"{name}\nHello." for name in names))
    assert len({one.look.outfit_colour for one in together.values()}) == len(names)


def test_somebody_of_the_cast_is_kept_apart_from_too() -> None:
    usual = cast_of("TOM\nHello.")["TOM"].look.outfit_colour
    mei = Character("MEI", "Mei", look=Look(outfit_colour=usual))
    assert cast_of("TOM\nHello.", cast=(mei,))["TOM"].look.outfit_colour != usual


def test_the_same_script_draws_the_same_people() -> None:
    assert cast_of(CLASS) == cast_of(CLASS)
