"""Voices for everybody: fitting, distinct, and never changed by who comes later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onecrew.providers import registry
from onecrew.providers.speech import VoiceOffer
from onecrew.story.default_look import default_character
from onecrew.story.show import Age, Character, Gender, Voice
from onecrew.studio.casting import cast_voices, casting_problems
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


@pytest.mark.parametrize("language", ["es", "fr", "it", "pt-BR"])
def test_three_women_and_three_men_have_six_voices_where_a_language_has_few(language: str) -> None:
    offers = registry.speech("kokoro").voices(language)
    people = [person(f"P{n}", "female" if n % 2 else "male") for n in range(6)]
    voices = {name: voice.name for name, voice in cast_voices(people, Language(language), "kokoro", offers).items()}
    assert all(voices[one.name][1] == one.gender.value[0] for one in people)
    # Two names of one person are no two voices.
    assert len({name.split("_")[1] for name in voices.values()}) == 6


def test_the_first_to_be_cast_have_the_voices_of_the_language_itself() -> None:
    offers = registry.speech("kokoro").voices("pt-BR")
    voices = cast_voices([person("ANNA"), person("TOM", "male")], Language("pt-BR"), "kokoro", offers)
    assert {voice.name for voice in voices.values()} == {"pf_dora", "pm_alex"}


@pytest.mark.parametrize("language", ["pt-BR", "es", "fr", "en", "zh"])
def test_a_child_of_whom_nothing_else_is_known_has_no_old_mans_voice(language: str) -> None:
    offers = registry.speech("kokoro").voices(language)
    voices = cast_voices([person("CHILD 1", "neutral", age=Age.CHILD)], Language(language), "kokoro", offers)
    assert voices["CHILD 1"].name[1] == "f"


def heard(name: str, gender: str = "female", sure: int = 90) -> Character:
    return person(name, gender, voiceprint="AAAA", gender_sure=sure, age=Age.ADULT)


def test_two_who_share_a_voice_are_a_warning_in_that_language() -> None:
    people = [heard("WOMAN 1"), heard("WOMAN 2"), heard("MAN 1", "male")]
    voice = Voice("kokoro", "pf_dora")
    voices = {Language("pt-BR"): {"WOMAN 1": voice, "WOMAN 2": voice, "MAN 1": Voice("kokoro", "pm_alex")}, EN: {}}
    (only,) = casting_problems(people, {one.name for one in people}, voices)
    assert only.severity == "warning"
    assert only.what == f"WOMAN 1 and WOMAN 2 speak {Language('pt-BR').name} with one voice, pf_dora"
    assert not [*casting_problems(people, {"WOMAN 2", "MAN 1"}, voices)]


def test_a_gender_nobody_is_sure_of_is_a_warning_until_a_person_says_so() -> None:
    (only,) = casting_problems([heard("VOICE 1", "male", 25), heard("MAN 1", "male")], {"VOICE 1", "MAN 1"}, {})
    assert only.what.startswith("whether VOICE 1 is a man or a woman is not sure (25 of 100)")
    assert "gender_sure" in only.do
    assert not [*casting_problems([person("VOICE 1", "male")], {"VOICE 1"}, {})]


@pytest.mark.parametrize("language", ["en-US", "en-GB", "es", "fr", "it", "pt-BR", "hi", "ja", "zh"])
def test_every_language_of_the_embedded_voices_casts_a_man_and_a_woman(language: str) -> None:
    offers = registry.speech("kokoro").voices(language)
    voices = cast_voices([person("ANNA"), person("TOM", "male")], Language(language), "kokoro", offers)
    assert voices.keys() == {"ANNA", "TOM"}
