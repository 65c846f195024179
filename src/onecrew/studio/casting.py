"""Who speaks with which voice. In: the cast and the voices a provider offers. Out: a Voice for each. Never: speaking.

A character keeps one voice in a language for the whole show: voices are given in the order of the cast, whatever the episode, so
a character added later takes nothing away from those before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from onecrew.providers.speech import VoiceOffer
from onecrew.story.show import Character, Voice
from onecrew.units import Language


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


def _fit(character: Character, offer: VoiceOffer, taken: Mapping[str, int]) -> float:
    """How well a voice fits: gender first, then being free, then age, then how good it sounds; the name breaks ties."""
    gender = character.gender.value
    score = 0.0
    if gender == "neutral" or offer.gender == gender:
        score += 1000
    score -= 400 * taken.get(offer.name, 0)
    if character.age.value in offer.ages:
        score += 200
    score += offer.quality
    draw = hashlib.sha256(f"{character.name}\n{offer.name}".encode()).digest()[0]
    return score + draw / 256 * 10
