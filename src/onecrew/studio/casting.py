"""Who speaks with which voice. In: the cast and the voices a provider offers. Out: a Voice for each, and what is doubtful about it.

Never: speaking. A character keeps one voice in a language for the whole show: voices are given in the order of the cast, whatever
the episode, so a character added later takes nothing away from those before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence

from onecrew.providers.speech import VoiceOffer
from onecrew.story.show import SURE_OF_GENDER, Age, Character, Gender, Voice
from onecrew.story.spotted import UNKNOWN
from onecrew.units import Language, Problem, Where


def cast_voices(
    characters: Sequence[Character], language: Language, provider: str, offers: Sequence[VoiceOffer]
) -> Mapping[str, Voice]:
    """A voice of ``provider`` for each character; distinct ones as long as fitting voices last.

    A voice chosen by a person in cast.toml wins and is kept from the others. ``offers`` empty: nobody but those has a voice.
    """
    voices: dict[str, Voice] = {}
    taken: dict[str, int] = {}
    for character in characters:
        chosen = character.voice(language)
        if chosen is not None:
            voices[character.name] = chosen
            taken[chosen.name] = taken.get(chosen.name, 0) + 1
    for character in characters:
        if character.name in voices or not offers:
            continue
        best = max(offers, key=lambda offer: (_fit(character, offer, taken), offer.name))
        taken[best.name] = taken.get(best.name, 0) + 1
        voices[character.name] = Voice(provider, best.name)
    return voices


def shared_voices(voices: Mapping[str, Voice], speakers: Collection[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Voices that several of the speakers have, with who; lines of nobody known count as nobody's."""
    owners: dict[str, list[str]] = {}
    for name, voice in voices.items():
        if name in speakers and name != UNKNOWN:
            owners.setdefault(voice.name, []).append(name)
    return tuple((voice, tuple(names)) for voice, names in owners.items() if len(names) > 1)


def doubtful_genders(characters: Sequence[Character], speakers: Collection[str]) -> tuple[Character, ...]:
    """The speakers known by their voice from a film of whom it does not say whether they are a man or a woman."""
    return tuple(
        one
        for one in characters
        if one.name in speakers and one.voiceprint and one.age is not Age.CHILD and one.gender_sure < SURE_OF_GENDER
    )


def casting_problems(
    characters: Sequence[Character], speakers: Collection[str], voices: Mapping[Language, Mapping[str, Voice]]
) -> Iterator[Problem]:
    """A warning for each voice that several speakers share in a language, and for each gender nobody is sure of."""
    where = Where("cast.toml")
    for one in doubtful_genders(characters, speakers):
        taken = f"is taken for {one.gender.value}" if one.gender is not Gender.NEUTRAL else "gets any voice"
        yield Problem(
            where,
            f"whether {one.name} is a man or a woman is not sure ({one.gender_sure} of 100): {one.name} {taken}",
            f"listen to a line of {one.name}, write the gender and take gender_sure out",
            "warning",
        )
    for language, cast in voices.items():
        for voice, names in shared_voices(cast, speakers):
            yield Problem(
                where,
                f"{_listed(names)} speak {language.name} with one voice, {voice}",
                f"there is no other that fits: give one of them a voice of another provider, [{names[-1]}.voices] {language} = "
                '"PROVIDER:VOICE"',
                "warning",
            )


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _fit(character: Character, offer: VoiceOffer, taken: Mapping[str, int]) -> float:
    """How well a voice fits: gender first, then being free, then age, then how good it sounds; the name breaks ties."""
    gender = character.gender
    if gender is Gender.NEUTRAL and character.age is Age.CHILD:
        # A boy's voice is nearer to a woman's, who speak most of them.
        gender = Gender.FEMALE
    score = 0.0
    if gender is Gender.NEUTRAL or offer.gender == gender.value:
        score += 1000
    score -= 400 * taken.get(offer.name, 0)
    if character.age.value in offer.ages:
        score += 200
    score += offer.quality
    draw = hashlib.sha256(f"{character.name}\n{offer.name}".encode()).digest()[0]
    return score + draw / 256 * 10
