"""The colours and the light a place is painted in. In: place, palette, seed, mood. Out: a ``Scheme``. Never: drawing.

A set is painted in its own daylight colours, pulled towards the show's palette, and then lit: everything is multiplied by what
light reaches it (``ambient``, windows, lamps). So day, dusk and night of one place share every object and differ in their light.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise

from onecrew.animation.light import Light
from onecrew.animation.palette import Palette, colours
from onecrew.animation.sets.tone import Tone, fade, from_parts, hexadecimal, luma, mix, parts, saturate, tone
from onecrew.story.episode import Place

SKIES: dict[str, tuple[str, str, str]] = {
    "day": ("#5b93c9", "#9cc3dd", "#e6eee6"),
    "dusk": ("#3a3f72", "#b8647e", "#f7b274"),
    "night": ("#0a1026", "#16224a", "#31456f"),
    "day-rain": ("#707f8e", "#93a1ab", "#b9c2c6"),
    "dusk-rain": ("#343a58", "#5d5870", "#97788a"),
    "night-rain": ("#0b1020", "#182238", "#33405a"),
    "day-snow": ("#9aa9ba", "#bcc8d3", "#e0e6ea"),
    "dusk-snow": ("#4a4f78", "#857898", "#c9a6a8"),
    "night-snow": ("#141a30", "#2a3452", "#56607e"),
}
"""Zenith, middle and horizon by time and weather."""

AMBIENT: dict[str, tuple[str, str]] = {
    "day": ("#d8d4d0", "#e0d6ca"),
    "dusk": ("#857691", "#7a6c84"),
    "night": ("#465080", "#40486e"),
}
"""What reaches everything, inside and outside, by time."""

MOOD_TINT: dict[str, tuple[str, float]] = {
    "calm": ("#ffffff", 1.0),
    "warm": ("#ffe3bd", 1.03),
    "tense": ("#cfdcea", 0.86),
    "sad": ("#c5d3ea", 0.88),
    "eerie": ("#bfe0cc", 0.76),
    "joyful": ("#fff1d2", 1.08),
    "romantic": ("#ffd6d2", 0.98),
    "angry": ("#ffcabb", 0.86),
}
"""A filter over the ambient light, and its strength."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """What painting a place needs to know.

    ``side``: where windows or the sun are (-1 left, 1 right). ``lamps``: how much lamps are lit, 0–1. ``outside``: how bright the
    sky is against lamps, 0–1. ``ambient`` and ``ambient_low`` are what light reaches everything, above and near the floor.
    """

    place: Place
    palette: Palette
    seed: int
    mood: str
    side: float
    lamps: float
    outside: float
    ambient: Tone
    ambient_low: Tone
    window: Tone
    """Light that falls in from windows or the sun."""
    lamp: Tone
    """Light of lamps."""
    sky: tuple[Tone, Tone, Tone]

    def rng(self, what: str) -> random.Random:
        """Chance for one part of this place: the same for the same seed, kind and part."""
        return random.Random(f"{self.place.kind}/{self.seed}/{what}")

    def take(self, natural: str, pull: float = 0.3) -> Tone:
        """A thing's own colour drawn towards the palette's colour of the same brightness."""
        own = tone(natural)
        return saturate(mix(own, self._ramp(luma(own)), pull * 0.6), 1.0)

    def _ramp(self, level: float) -> Tone:
        steps = sorted(
            (luma(tone(c)), tone(c)) for c in (self.palette.dark, self.palette.background, self.palette.mid, self.palette.light)
        )
        steps = [(0.0, mix(steps[0][1], 0xFF000000, 0.6)), *steps, (1.0, tone(self.palette.paper))]
        for (low, one), (high, other) in pairwise(steps):
            if level <= high:
                return mix(one, other, (level - low) / max(1e-6, high - low))
        return steps[-1][1]

    @property
    def accent(self) -> Tone:
        """The one colour that calls the eye."""
        return tone(self.palette.accent)

    @property
    def accent2(self) -> Tone:
        """Its quiet partner."""
        return tone(self.palette.accent2)

    @property
    def night(self) -> bool:
        """Whether it is night."""
        return self.place.time == "night"

    @property
    def wet(self) -> bool:
        """Whether it rains."""
        return self.place.weather == "rain"

    @property
    def snowy(self) -> bool:
        """Whether it snows."""
        return self.place.weather == "snow"

    def light(
        self,
        *,
        side: float | None = None,
        key: Tone | None = None,
        darkness: float | None = None,
        rim: Tone | None = None,
        contrast: float = 0.35,
    ) -> Light:
        """The light on people here; what is not given follows the time of day."""
        time = self.place.time
        chosen = key if key is not None else (self.window if self.outside > 0.4 else self.lamp)
        edge = rim if rim is not None else (self.window if time != "night" else mix(self.lamp, tone("#9fb4ff"), 0.35))
        hard = {"tense": 0.2, "angry": 0.2, "eerie": 0.25, "romantic": -0.05, "joyful": -0.08}.get(self.mood, 0.0)
        return Light(
            key=hexadecimal(chosen),
            side=self.side if side is None else side,
            ambient=hexadecimal(mix(self.ambient, 0xFFFFFFFF, 0.3)),
            rim=hexadecimal(edge),
            rim_strength={"day": 0.38, "dusk": 0.6, "night": 0.5}[time],
            darkness={"day": 0.0, "dusk": 0.22, "night": 0.42}[time] if darkness is None else darkness,
            contrast=min(0.9, max(0.1, contrast + hard)),
        )


def make_scheme(place: Place, palette: str, seed: int, mood: str) -> Scheme:
    """The scheme of a place.

    Raises:
        ValueError: no palette has this name.
    """
    show = colours(palette)
    chance = random.Random(f"{place.kind}/{seed}/side")
    key = place.time if place.weather == "clear" else f"{place.time}-{place.weather}"
    zenith, middle, horizon = (mix(tone(colour), tone(show.background), 0.12) for colour in SKIES[key])
    colour, gain = MOOD_TINT.get(mood, MOOD_TINT["calm"])
    high, low = (_filtered(tone(text), tone(colour), gain) for text in AMBIENT[place.time])
    if place.weather == "rain" and place.time == "day":
        high, low = mix(high, tone("#7f8ca0"), 0.45), mix(low, tone("#7f8ca0"), 0.4)
    window = {
        ("day", "clear"): "#fff2d6",
        ("day", "rain"): "#c9d6e2",
        ("day", "snow"): "#e4ecf6",
        ("dusk", "clear"): "#ffb27a",
        ("dusk", "rain"): "#b79ab4",
        ("dusk", "snow"): "#d9b4b8",
    }.get((place.time, place.weather), "#7f9bd8")
    return Scheme(
        place=place,
        palette=show,
        seed=seed,
        mood=mood,
        side=chance.choice((-1.0, 1.0)),
        lamps={"day": 0.25 if place.weather == "clear" else 0.5, "dusk": 0.85, "night": 1.0}[place.time],
        outside={"day": 1.0, "dusk": 0.6, "night": 0.12}[place.time] * (1.0 if place.weather == "clear" else 0.75),
        ambient=high,
        ambient_low=low,
        window=tone(window),
        lamp=mix(tone("#ffd49a"), fade(tone(show.accent), 1.0), 0.14),
        sky=(zenith, middle, horizon),
    )


def _filtered(colour: Tone, glass: Tone, gain: float) -> Tone:
    red, green, blue = (min(1.0, a * b * gain) for a, b in zip(parts(colour), parts(glass), strict=True))
    return from_parts(red, green, blue)
