"""Voices for everybody: fitting, distinct, and never changed by who comes later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onecrew.providers import registry
from onecrew.providers.speech import VoiceOffer
from onecrew.story.default_look import default_character
from onecrew.story.show import Character, Gender, Voice
from onecrew.studio.casting import cast_voices
from onecrew.units import Language

EN = Language("en")
OFFERS = registry.speech("kokoro").voices("en")


def person(name: str, gender: str = "female", **more: object) -> Character:
    return replace(default_character(name), gender=Gender(gender), **more)  # type: ignore[arg-type]


def cast(*people: Character, offers: tuple[VoiceOffer, ...] = OFFERS) -> dict[str, str]:
    return {name: voice.name for name, voice in cast_voices(people, EN, "kokoro", offers).items()}


def gender_of(voice: str) -> str:
    return next(one.gender for one in OFFERS if one.name == voice)


def test_everybody_has_a_voice_of_their_own_and_of_their_gender() -> None:
    people = [person(f"WOMAN {n}") for n in range(4)] + [person(f"MAN {n}", "male") for n in range(4)]
    voices = cast(*people)
    assert len(set(voices.values())) == len(people)
    assert all(gender_of(voices[one.name]) == one.gender.value for one in people)


@given(st.lists(st.sampled_from(["female", "male", "neutral"]), max_size=8), st.sampled_from(["female", "male", "neutral"]))
def test_somebody_added_at_the_end_takes_nothing_from_those_before(genders: list[str], last: str) -> None:
    people = [person(f"P{number}", gender) for number, gender in enumerate(genders)]
    before = cast(*people)
    assert {name: voice for name, voice in cast(*people, person("LAST", last)).items() if name != "LAST"} == before


def test_a_voice_chosen_by_a_person_wins_and_is_kept_from_the_others() -> None:
    free = cast(person("ANNA"), person("ZOE"))
    chosen = person("ZOE", voices=((EN, Voice("kokoro", free["ANNA"])),))
    voices = cast(person("ANNA"), chosen)
    assert voices["ZOE"] == free["ANNA"]
    assert voices["ANNA"] != free["ANNA"]


def test_when_fitting_voices_run_out_the_gender_still_fits() -> None:
    women = sum(one.gender == "female" for one in OFFERS)
    voices = cast(*(person(f"WOMAN {n}") for n in range(women + 2)))
    assert len(set(voices.values())) == women
    assert {gender_of(voice) for voice in voices.values()} == {"female"}


def test_a_language_without_voices_leaves_everybody_silent_but_those_a_person_gave_one() -> None:
    assert cast(person("ANNA"), offers=()) == {}
    assert cast(person("ANNA", voices=((EN, Voice("other", "x")),)), offers=()) == {"ANNA": "x"}


@pytest.mark.parametrize("language", ["en-US", "en-GB", "es", "fr", "it", "pt-BR", "hi", "ja", "zh"])
def test_every_language_of_the_embedded_voices_casts_a_man_and_a_woman(language: str) -> None:
    offers = registry.speech("kokoro").voices(language)
    voices = cast_voices([person("ANNA"), person("TOM", "male")], Language(language), "kokoro", offers)
    assert voices.keys() == {"ANNA", "TOM"}
