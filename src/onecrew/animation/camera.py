"""The camera of a tall frame. In: marks, a framing, a move. Out: what is seen at each moment. Never: drawing.

World cm are those of ``place_set``. A View is the window of the plane of the people that fills the frame. Getting nearer is half a
dolly, half a lens: layers behind grow less than people do, as they would in a room.

Sources: the numbers of the vertical frame (eyes at 30–36 % of the height, head room 6–10 %, look room, push in 3–6 %,
handheld 1–3 px at 0.5–2 Hz, no move under 1.5 s) are the house's film grammar.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from onecrew.animation.blocking import EYE, PHONE_TURN, Mark, calling, ground, low, lying_feet
from onecrew.animation.easing import clamp, mix, seed_of, smoother, waver
from onecrew.animation.picture import Picture
from onecrew.story.shot import Framing, Gesture, Move
from onecrew.story.show import Format

DISTANCE = 450.0
"""cm from the neutral camera to the people (the distance sets are drawn for)."""

NEUTRAL = 380.0
"""cm of height the neutral camera sees."""

EYE_LINE = {
    Framing.WIDE: 0.34,
    Framing.FULL: 0.305,
    Framing.TWO_SHOT: 0.335,
    Framing.MEDIUM: 0.32,
    Framing.CLOSE: 0.335,
    Framing.EXTREME_CLOSE: 0.355,
    Framing.OVER_SHOULDER: 0.335,
}
"""Where eyes are, as a share of the frame's height from the top."""

SHORTEST_MOVE = 1.5
"""Seconds a shot must last for its camera to move."""

WIDEST_OF_ONE, WIDEST_OF_TWO = 276.0, 300.0
"""Least cm of height a wide frame sees: bodies fill more than half of it, and there is a place around them."""

AHEAD = {Framing.CLOSE: 0.42, Framing.MEDIUM: 0.3}
"""How far the camera goes before somebody in profile, in widths of the head."""

PHONE_ROOM = 0.2
"""How far the camera goes to the side of a phone at the ear, in widths of the head."""

ROOM_BEHIND = 30.0
"""cm left free behind somebody who steps back."""

STRETCHED = 1.18
"""Least width of a frame that shows somebody lying, in heights of the body."""

HAIR = 3.0
"""cm by which hair rises above the skull."""

BEGUN = 0.17
"""Share of a move's time that lies before the cut."""

PUSH = 0.05
"""How much nearer a push in comes."""


@dataclass(frozen=True, slots=True)
class View:
    """``x`` and ``y``: cm at the middle of the frame; ``height``: cm seen from top to bottom."""

    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Lens:
    """Maps cm of one depth to pixels: ``pixel = cm * scale + (dx, dy)``."""

    scale: float
    dx: float
    dy: float


def lens(view: View, depth: float, form: Format) -> Lens:
    """How a layer of this depth is seen by a view (depth 1: the people)."""
    near = max(NEUTRAL / view.height, 1e-3)
    dolly = near**0.5 if near > 1 else 1.0
    away = DISTANCE * (1 - 1 / dolly)
    # A layer before the people never comes nearer than a third of the camera's way to it.
    scale = form.height / NEUTRAL * (near / dolly) * DISTANCE * depth / max(DISTANCE * depth - away, DISTANCE * depth * 0.3)
    axis_x, axis_y = view.x / depth, -EYE + (view.y + EYE) / depth
    return Lens(scale, form.width / 2 - axis_x * scale, form.height / 2 - axis_y * scale)


@dataclass(frozen=True, slots=True)
class Camera:
    """A set-up with its move. ``eyes``: the point (x, y) in cm that a push in keeps where it is on screen."""

    view: View
    eyes: tuple[float, float]
    move: Move
    seconds: float
    seed: int
    width: int
    scale: float
    crowd: int = 1
    """How many people are composed in the frame."""
    follow: float = 0.0
    """Share of the first person's rise and fall (sitting down, standing up) that the camera tilts with."""

    def at(self, t: float, drop: float = 0.0, travel: float = 0.0) -> View:
        """What is seen at ``t``.

        ``drop``: cm the first person's eyes are lower than at the start; ``travel``: cm they have walked, the camera beside them.
        """
        view = replace(self.view, x=self.view.x + travel, y=self.view.y + drop * self.follow)
        if self.seconds < SHORTEST_MOVE or self.move is Move.STATIC:
            return view
        u = under_way(t / self.seconds)
        if self.move in (Move.PUSH_IN, Move.PULL_OUT):
            near = 1 - PUSH * (u if self.move is Move.PUSH_IN else 1 - u)
            ex, ey = self.eyes[0] + travel, self.eyes[1] + drop * self.follow
            return View(mix(ex, view.x, near), mix(ey, view.y, near), view.height * near)
        if self.move is Move.HANDHELD:
            px = 1.0 / self.scale * self.width / 720
            dx = 1.7 * waver(self.seed, t, 0.7) + 0.8 * waver(self.seed + 1, t, 1.9)
            dy = 1.5 * waver(self.seed + 2, t, 0.6) + 0.8 * waver(self.seed + 3, t, 1.7)
            return replace(view, x=view.x + dx * px, y=view.y + dy * px)
        # Pans and tilts end on the composed frame; what they reveal, they reveal on the way to it.
        way = 1 - u
        width = self.view.height * self.width / (self.scale * self.view.height)
        across = width * self._reach()
        if self.move is Move.PAN_LEFT:
            return replace(view, x=view.x + across * way)
        if self.move is Move.PAN_RIGHT:
            return replace(view, x=view.x - across * way)
        if self.move is Move.TILT_UP:
            return replace(view, y=view.y + across * way)
        return replace(view, y=view.y - across * way)

    def _reach(self) -> float:
        """Share of the width a pan goes over: more where there is a place to see, little where it would cut people."""
        if self.crowd > 1:
            return 0.05
        return 0.16 if self.view.height > 220 else 0.1 if self.view.height > 95 else 0.05


def under_way(u: float) -> float:
    """0 → 1 over a shot, at rest at its end. The ease in began before the cut: a move that starts with the shot stands still in its
    first frames."""
    gone = smoother(BEGUN)
    return (smoother(BEGUN + (1 - BEGUN) * u) - gone) / (1 - gone)


def aim(picture: Picture, marks: tuple[Mark, ...]) -> Camera:
    """The camera of a shot. With nobody to see, it looks at the place."""
    form, framing = picture.format, picture.shot.framing
    seen = tuple(mark for mark in marks if not mark.near)
    # A frame that shows the whole body stays still and leaves room for somebody who stands up in it.
    risers = {one.act.who for one in picture.acting if one.act.gesture is Gesture.STAND}
    rises = framing in (Framing.FULL, Framing.WIDE) and bool(seen) and seen[0].actor.name in risers
    view, eyes = (
        _empty()
        if not seen
        else _single(seen[0], framing, form, rises, _lies(picture, seen[0]))
        if len(seen) == 1
        else _several(seen, framing, form, _leavers(picture))
    )
    if len(seen) == 1 and framing is Framing.CLOSE and calling(picture, seen[0].subject) and abs(seen[0].torso) <= PHONE_TURN:
        # The phone at the ear and the hand that holds it belong to the face.
        head = seen[0].build.head_width
        view = View(view.x - PHONE_ROOM * head * (seen[0].towards or 1.0), view.y + 0.06 * view.height, 1.13 * view.height)
    walking = any(one.act.gesture is Gesture.WALK for one in picture.acting)
    if len(seen) == 1 and framing is not Framing.OVER_SHOULDER and walking:
        # Who walks is in profile: the face is ahead of the body and wants room before it.
        view = replace(view, x=view.x + AHEAD.get(framing, 0.0) * seen[0].build.head_width * (seen[0].towards or 1.0))
    seed = seed_of("camera", picture.shot.scene, *(subject.who for subject in picture.shot.subjects), picture.shot.move.value)
    follow = {Framing.WIDE: 0.0, Framing.FULL: 0.0, Framing.TWO_SHOT: 0.45, Framing.MEDIUM: 0.75}.get(framing, 0.95)
    return Camera(
        view, eyes, picture.shot.move, float(picture.seconds), seed, form.width, form.height / view.height, len(seen), follow
    )


def _empty() -> tuple[View, tuple[float, float]]:
    return View(0.0, -110.0, NEUTRAL), (0.0, -EYE)


def eye_point(mark: Mark, rises: bool = False) -> tuple[float, float]:
    """x and y in cm of the point between the eyes, at the neutral camera, as the shot begins; standing if they will rise in it."""
    x, drop = (0.0, 0.0) if rises else low(mark)
    return mark.x + x, ground(mark) + (mark.build.eye_y + drop) / mark.depth


def _single(mark: Mark, framing: Framing, form: Format, rises: bool, lies: bool) -> tuple[View, tuple[float, float]]:
    x, y = eye_point(mark, rises)
    head = mark.build.head_height
    height = {
        Framing.EXTREME_CLOSE: 1.34 * head,
        Framing.CLOSE: 2.45 * head,
        Framing.OVER_SHOULDER: 3.35 * head,
        Framing.MEDIUM: 4.1 * head,
        Framing.TWO_SHOT: 4.6 * head,
        Framing.FULL: 1.44 * mark.build.height,
        Framing.WIDE: max(WIDEST_OF_ONE, 1.68 * mark.build.height),
    }[framing]
    if lies and framing in (Framing.WIDE, Framing.FULL):
        height = max(height, STRETCHED * mark.build.height * form.height / form.width)
    width = height * form.width / form.height
    room = {Framing.EXTREME_CLOSE: 0.0, Framing.CLOSE: 0.035, Framing.WIDE: 0.1, Framing.FULL: 0.05}.get(framing, 0.06)
    side = mark.towards
    if mark.subject.down == "lying" and framing in (Framing.WIDE, Framing.FULL):
        # The whole length of a body is seen, not its head with the floor beside it.
        x = mark.x + (side or 1.0) * (lying_feet(mark.build, mark.bed) - mark.build.height / 2)
        room = 0.0
    if framing is Framing.OVER_SHOULDER:
        # The near shoulder takes the side the seen person looks to: they stand well to the other.
        room = 0.17
    # A turned face lies to the side of the head's middle: the nearer the frame, the more it is composed on the face.
    turned = math.sin(1.5 * clamp(mark.torso + mark.head + 0.1 * mark.towards, -1, 1))
    x += {Framing.CLOSE: 0.14, Framing.EXTREME_CLOSE: 0.36, Framing.MEDIUM: 0.08}.get(framing, 0.0) * mark.build.head_width * turned
    line = EYE_LINE[framing]
    if framing is Framing.CLOSE:
        # Eyes lie lower in a child's face: they may sit lower in the frame as well, so that the hair keeps its room.
        line = clamp(0.08 + (mark.build.height + mark.build.eye_y + HAIR) / height, 0.31, 0.355)
    return View(x + side * room * width, y + (0.5 - line) * height, height), (x, y)


def _lies(picture: Picture, mark: Mark) -> bool:
    """Whether somebody lies, or lies down, in the shot."""
    gestures = {one.act.gesture for one in picture.acting if one.act.who == mark.actor.name}
    return mark.subject.down in ("lying", "fallen") or not gestures.isdisjoint((Gesture.LIE, Gesture.FALL))


def _leavers(picture: Picture) -> frozenset[str]:
    """Who steps back in the shot."""
    return frozenset(one.act.who for one in picture.acting if one.act.who and one.act.gesture is Gesture.STEP_BACK)


def _several(marks: tuple[Mark, ...], framing: Framing, form: Format, back: frozenset[str]) -> tuple[View, tuple[float, float]]:
    points = [eye_point(mark) for mark in marks]
    # Who steps back needs room to do it.
    left = min(mark.x - (ROOM_BEHIND if mark.actor.name in back and mark.towards > 0 else 0.0) for mark in marks)
    right = max(mark.x + (ROOM_BEHIND if mark.actor.name in back and mark.towards < 0 else 0.0) for mark in marks)
    left, right = min(left, *(x for x, _ in points)), max(right, *(x for x, _ in points))
    tops = [y - (mark.build.height + mark.build.eye_y + HAIR) / mark.depth for mark, (_, y) in zip(marks, points, strict=True)]
    chins = [y + (mark.build.chin_y - mark.build.eye_y) / mark.depth for mark, (_, y) in zip(marks, points, strict=True)]
    margin = 24.5 if framing is Framing.TWO_SHOT else 31.0
    width = right - left + 2 * margin
    height = width * form.height / form.width
    # From the highest hair (7 % below the top) to the lowest chin (captions begin at 66 %).
    height = max(height, (max(chins) - min(tops)) / 0.53)
    if framing is Framing.WIDE:
        height = max(height, WIDEST_OF_TWO)
    elif form.width > form.height:
        height = max(height, 4.2 * max(mark.build.head_height for mark in marks))
    eyes = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
    y = eyes[1] + (0.5 - EYE_LINE[framing]) * height
    y = min(y, min(tops) + (0.5 - 0.06) * height)
    y = max(y, max(chins) + (0.5 - 0.64) * height)
    return View((left + right) / 2, y, height), (eyes[0], eyes[1])
