"""Effects and room tones: all there, no clicks, the same again, no two alike."""

from fractions import Fraction

import numpy as np
import pytest

from onecrew.media import effects
from onecrew.media.ambience import LENGTH, room_tone
from onecrew.media.ambience import NAMES as PLACES_HEARD
from onecrew.media.effects import NAMES, effect
from onecrew.media.loudness import integrated
from onecrew.media.measure import clicks, correlation
from onecrew.story.episode import PLACES
from onecrew.story.shot import EFFECTS
from onecrew.studio.steps import recipes
from onecrew.timeline.timeline import AmbienceClip
from onecrew.units import MediaError, TimeRange

RATE = 48000


def tone_of(place: str, time: str = "day", weather: str = "clear", start: int = 0, end: int = 8, seed: int = 0) -> np.ndarray:
    return room_tone(AmbienceClip(place, time, weather, True, TimeRange(Fraction(start), Fraction(end))), seed)


def test_every_effect_and_place_of_a_story_can_be_heard() -> None:
    assert {name for name in EFFECTS if name != "none"} == set(NAMES)
    assert set(PLACES) == set(PLACES_HEARD)


@pytest.mark.parametrize("name", NAMES)
def test_an_effect_begins_at_once_ends_in_silence_and_does_not_click(name: str) -> None:
    sound = effect(name)
    assert sound.shape[1] == 2
    assert 0.4 < len(sound) / RATE < 6
    assert np.abs(sound[0]).max() < 0.01
    assert np.abs(sound[-1]).max() < 0.001
    peak = float(np.abs(sound).max())
    assert 0.03 < peak < 0.75
    slow = name in ("car-pass", "siren", "whoosh", "keys", "applause", "thunder")
    assert np.abs(sound[: RATE * (3 if slow else 1) // (1 if slow else 10)]).max() > 0.1 * peak, "it is heard when it is placed"
    assert clicks(sound) == ()


def test_an_effect_is_the_same_for_the_same_seed_and_not_for_another() -> None:
    assert (effect("door", 1) == effect("door", 1)).all()
    assert (effect("door", 1)[:1000] != effect("door", 2)[:1000]).any()


def test_effects_have_their_own_loudness() -> None:
    def peak(name: str) -> float:
        return float(np.abs(effect(name)).max())

    assert peak("thunder") > peak("paper")
    assert peak("slap") > peak("cup")


def test_an_unknown_effect_is_refused() -> None:
    with pytest.raises(MediaError, match="'boing' is no sound effect"):
        effect("boing")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("time", "weather"), [("day", "clear"), ("night", "rain")])
def test_a_place_sounds_low_wide_and_clean(place: str, time: str, weather: str) -> None:
    sound = tone_of(place, time, weather)
    assert sound.shape == (8 * RATE, 2)
    assert -55 < integrated(sound) < -33
    assert correlation(sound) < 0.8
    assert clicks(sound) == ()


@pytest.mark.parametrize("place", ["flat", "car", "street", "hospital"])
def test_a_room_tone_goes_round_without_a_seam(place: str) -> None:
    around = round(LENGTH)
    sound = tone_of(place, start=around - 3, end=around + 3)
    assert clicks(sound[RATE:-RATE]) == ()
    level = np.square(sound.astype(float)).sum(axis=1).reshape(-1, RATE // 2).mean(axis=1)[2:-2]
    assert level.max() / level.min() < 40


def test_places_times_and_weather_sound_different() -> None:
    sounds = [
        tone_of("forest", time, weather)
        for time, weather in (("day", "clear"), ("night", "clear"), ("day", "rain"), ("day", "snow"))
    ]
    sounds += [tone_of(place) for place in ("rooftop", "lift")]
    for number, one in enumerate(sounds):
        assert all((one != other).any() for other in sounds[number + 1 :])


def test_a_room_tone_is_the_same_again_for_its_seed() -> None:
    assert (tone_of("bedroom", seed=3) == tone_of("bedroom", seed=3)).all()
    assert (tone_of("bedroom", seed=3) != tone_of("bedroom", seed=4)).any()


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(MediaError, match="'moon'"):
        tone_of("moon")


def test_a_recipe_counts_as_many_variations_as_there_are() -> None:
    assert recipes.VARIATIONS == effects.VARIATIONS
    assert (effect("door", effects.VARIATIONS) == effect("door", 0)).all()
