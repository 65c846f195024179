"""Where eyes go. In: who speaks when, who stands where. Out: the gaze of one person over time. Never: eyelids, gestures.

The listener looks at the speaker, with a glance away now and then; the speaker looks away while thinking, at the beginning of a
longer line, and is back on the other one for the point. Eyes jump in two frames; the head follows slower and less.
"""

from __future__ import annotations

from dataclasses import dataclass

from onecrew.animation.easing import chance, plateau, ramp
from onecrew.animation.picture import Speaking

SACCADE = 0.07
"""Seconds of a jump of the eyes."""

THINKS = 2.2
"""Seconds from which a line is long enough to be thought about."""


@dataclass(frozen=True, slots=True)
class Look:
    """Eyes are turned by ``x`` and ``y`` (as in Face) during ``[start, end)``; ``head`` is how much of it the head takes up."""

    start: float
    end: float
    x: float
    y: float
    head: float = 0.25


@dataclass(frozen=True, slots=True)
class Gaze:
    """The gaze of one person. ``rest`` is where they look when nothing else holds; later looks cover earlier ones."""

    rest: tuple[float, float]
    looks: tuple[Look, ...]

    def at(self, t: float) -> tuple[float, float, float]:
        """Gaze x and y, and the turn of the head that goes with them."""
        x, y = self.rest
        turn = 0.0
        for look in self.looks:
            if look.start - 0.01 < t < look.end + 0.5:
                eyes = min(ramp(t, look.start, look.start + SACCADE), 1 - ramp(t, look.end, look.end + SACCADE))
                head = plateau(t, look.start + 0.04, 0.3, 0.34, look.end + 0.4)
                x += (look.x - x) * eyes
                y += (look.y - y) * eyes
                turn += look.x * look.head * head
        return x, y, turn


def gaze_of(who: str, seed: int, seconds: float, speeches: tuple[Speaking, ...], others: dict[str, float], rest: float) -> Gaze:
    """The gaze of ``who``.

    ``others``: x of everybody else seen, less the own x (its sign is the way to look). ``rest``: -1 … 1, the way the body faces;
    those who are not seen are there. Narration moves nobody's eyes.
    """

    def way(name: str | None) -> float:
        if name is not None and name in others:
            return 0.62 if others[name] > 0 else -0.62
        return 0.5 * rest

    home = 0.42 * rest
    if len(others) == 1:
        home = way(next(iter(others)))
    looks: list[Look] = []
    busy: list[tuple[float, float]] = []
    for n, one in enumerate(speeches):
        start, end = float(one.start), float(one.end)
        if one.who == who:
            if not one.mouth:
                continue
            target = way(one.to)
            looks.append(Look(start - 0.15, end + 0.6, target, 0.0, 0.12))
            busy.append((start - 0.2, end + 0.3))
            if end - start > THINKS:
                away = start + 0.1 + 0.25 * chance(seed, 40 + n)
                side = -0.55 if target >= 0 else 0.55
                up = chance(seed, 60 + n) < 0.45
                looks.append(Look(away, away + 0.55 + 0.5 * chance(seed, 50 + n), side * 0.7, -0.45 if up else 0.4, 0.3))
        elif one.who in others or one.mouth:
            # The turn to a new speaker comes a little after the first sound.
            looks.append(Look(start + 0.18, end + 0.5, way(one.who), 0.0, 0.2))
    t = 1.2 + 2.4 * chance(seed, 20)
    n = 21
    while t < seconds:
        length = 0.45 + 0.5 * chance(seed, n)
        if not any(a < t + length and t < b for a, b in busy):
            down = chance(seed, n + 1) < 0.6
            side = -0.25 if home >= 0 else 0.25
            looks.append(Look(t, t + length, side + 0.3 * (chance(seed, n + 2) - 0.5), 0.5 if down else -0.15, 0.15))
        t += 2.6 + 2.8 * chance(seed, n + 3)
        n += 4
    return Gaze((home, 0.0), tuple(sorted(looks, key=lambda look: (look.end - look.start < 1.2, look.start))))
