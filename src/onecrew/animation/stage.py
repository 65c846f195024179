"""Whole frames of one shot. In: a Picture, a moment. Out: pixels of the picture's format. Never: files, captions.

From back to front: the set behind, people, what stands before them, things out of focus at the lens, the near shoulder, weather
and light in the air, the veil of the grade. The same picture and time give the same pixels, in any order of asking.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

import cv2
import skia

from onecrew.animation.acting import Presence, Role, perform
from onecrew.animation.bed import draw_bed, draw_cover
from onecrew.animation.blocking import BED, Mark, block, drop_of, ground, kneeling_drop, low, sitting_drop
from onecrew.animation.camera import SHORTEST_MOVE, Camera, View, aim, lens
from onecrew.animation.cards import draw_card
from onecrew.animation.cel import Cel, Pixels, blank, cel_of, enlarged, lay, lay_scaled, surface_on, trimmed
from onecrew.animation.easing import clamp
from onecrew.animation.grade import GRAINS, grade_of, grain, lit, veil
from onecrew.animation.inserts import draw_insert
from onecrew.animation.light import Light
from onecrew.animation.palette import Palette, colours
from onecrew.animation.picture import Actor, Picture
from onecrew.animation.place_set import Layer, PlaceSet
from onecrew.animation.plates import Paint
from onecrew.animation.pose import Pose
from onecrew.animation.puppet import draw_near_arm, draw_puppet, head_turn
from onecrew.animation.puppet.draw import PROFILE
from onecrew.animation.scenery import Scenery
from onecrew.animation.sets import build_set
from onecrew.story.shot import Framing, Gesture, Move

DEFOCUS = {
    Framing.WIDE: 0.0,
    Framing.FULL: 1.2,
    Framing.TWO_SHOT: 2.6,
    Framing.MEDIUM: 4.0,
    Framing.OVER_SHOULDER: 7.0,
    Framing.CLOSE: 9.0,
    Framing.EXTREME_CLOSE: 13.0,
}
"""Sigma of the background's blur in pixels of a frame 720 wide."""

FACES_ONLY = (Framing.CLOSE, Framing.EXTREME_CLOSE, Framing.OVER_SHOULDER)

BESIDE = 0.25
"""Share of the blur that things beside the people take where little more than a face is seen: only the face is sharp."""

TOGETHER = 14.0
"""Pixels layers may part in a quiet move and still share a plate."""

_SELDOM = 25 / 3
"""Times a second the near shoulder is painted anew, and grain changes: it is dark, soft and hardly moves."""

AJAR = 1.0
"""Seconds before somebody comes in at which a door begins to open."""

EYES_BEFORE = 0.34
"""How far eyes lie before the axis that a head turns about, in heights of the head."""

NEAR = 1.2
"""How much larger the near shoulder is than the face past it."""

_built = lru_cache(maxsize=3)(build_set)
"""Shots of one place follow each other; a set is a record of paint and small."""


@dataclass(frozen=True, slots=True)
class FaceBox:
    """Where a face is in the frame, in pixels: hair to chin, ear to ear, and the height of the eyes."""

    who: str
    left: float
    top: float
    right: float
    bottom: float
    eyes: float
    near: bool = False


@dataclass(frozen=True, slots=True)
class _Small:
    """A picture painted ``shrink`` times too small, and where its corner is in those small pixels."""

    cel: Cel
    left: int
    top: int
    shrink: int


def open_stage(picture: Picture) -> Stage:
    """Everything still about a shot, built once.

    Raises:
        ValueError: an unknown palette, place or grade.
    """
    return Stage(picture)


class Stage:
    """A shot ready to be drawn, frame by frame."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self._whole: Callable[[Pixels, Picture, Fraction | float], None] | None = None
        if picture.shot.framing is Framing.INSERT:
            self._whole = draw_insert
        elif picture.shot.framing is Framing.CARD:
            self._whole = draw_card
        if self._whole is not None:
            return
        form = picture.format
        self._place: PlaceSet = _built(picture.shot.place, picture.palette, picture.seed, picture.shot.mood)
        self._colours: Palette = colours(picture.palette)
        self._marks: tuple[Mark, ...] = block(picture, self._place)
        self._camera: Camera = aim(picture, self._marks)
        self._roles: dict[str, Role] = perform(picture, self._marks, self._camera.at(0.0))
        if picture.shot.framing is Framing.EXTREME_CLOSE and self._marks:
            self._camera = self._between_eyes()
        grade = grade_of(self._place.grade, picture.shot.mood)
        self._light: Light = lit(self._place.light, grade)
        self._veil = veil(grade, form.width, form.height)
        self._grain = grain(grade, form.width, form.height)
        self._views = self._foreseen()
        self._quiet = self._rests()
        framing = picture.shot.framing
        paint = Paint(form, DEFOCUS[framing] * form.width / 720, grade, BESIDE if framing in FACES_ONLY else 0.0)
        layers = self._place.layers
        self._behind = self._scenery([layer for layer in layers if layer.depth >= 1], paint)
        self._front = self._scenery(self._before_people(), paint)
        self._lens_side = self._scenery([layer for layer in layers if layer.depth < 1 and self._spares_faces(layer)], paint)
        self._late = self._lateness()
        self._near: tuple[int, _Small] | None = None
        self._near_seen: tuple[object, tuple[Cel, int, int] | None] | None = None

    def draw(self, frame: Pixels, seconds: Fraction | float) -> None:
        """Paints the frame of ``seconds`` over all of ``frame``: (height, width, 4) bytes of the picture's format, red, green, blue
        and an alpha of 255 everywhere."""
        t = float(seconds)
        if self._whole is not None:
            self._whole(frame, self.picture, seconds)
            return
        form = self.picture.format
        canvas = surface_on(frame).getCanvas()
        there = {who: role.at(t) for who, role in self._roles.items()}
        view = self._view(t, there)
        set_time = t + self._late
        self._behind.draw_behind(frame, view, set_time)
        beds = [mark for mark in self._marks if mark.bed]
        up = [mark for mark in beds if _is_up(there[mark.actor.name])]
        for mark in beds:
            self._bed(canvas, mark, view, there[mark.actor.name])
        for mark in up:
            self._bed(canvas, mark, view, there[mark.actor.name], over=True)
        for mark in self._marks:
            if not mark.near:
                self._person(canvas, mark, there[mark.actor.name], view)
        for mark in self._marks:
            if not mark.near and there[mark.actor.name].embraces and mark is not self._marks[-1]:
                self._person(canvas, mark, there[mark.actor.name], view, draw_near_arm)
        for mark in beds:
            if mark not in up:
                self._bed(canvas, mark, view, there[mark.actor.name], over=True)
        self._front.draw(frame, view, set_time)
        self._lens_side.draw(frame, view, set_time)
        for mark in self._marks:
            if mark.near:
                self._shoulder(frame, mark, t, view)
        if self._place.over is not None:
            self._place.over(canvas, form.width, form.height, set_time)
        lay(frame, self._veil, 0, 0)
        if self._grain is not None:
            lay(frame, self._grain, *GRAINS[math.floor(t * _SELDOM) % len(GRAINS)])

    def faces(self, seconds: Fraction | float) -> tuple[FaceBox, ...]:
        """Where faces are at ``seconds``; those not in the picture then are left out."""
        if self._whole is not None:
            return ()
        t = float(seconds)
        there = {who: role.at(t) for who, role in self._roles.items()}
        view = self._view(t, there)
        boxes = []
        for mark in self._marks:
            presence = there[mark.actor.name]
            if presence.hidden:
                continue
            scale, x, y = self._near_place(mark, view) if mark.near else self._placed(mark, presence, view)
            boxes.append(_face(mark, presence, scale, x, y))
        return tuple(boxes)

    def _view(self, t: float, there: dict[str, Presence], camera: Camera | None = None) -> View:
        camera = camera or self._camera
        seen = [mark for mark in self._marks if not mark.near]
        if not seen:
            return camera.at(t)
        # Marks go from far to near; the shot is about its first subject.
        about = self.picture.shot.subjects[0].who
        first = next((mark for mark in seen if mark.subject.who == about), seen[-1])
        presence = there[first.actor.name]
        drop = 0.0
        if first.subject.down not in ("lying", "fallen"):
            pose = presence.pose
            drop = sitting_drop(first.build) * pose.sitting + kneeling_drop(first.build) * pose.kneeling - low(first)[1]
        return camera.at(t, drop, presence.travel)

    def _between_eyes(self) -> Camera:
        """The camera on the middle between the eyes as the head is held over the shot: nearer than a face, a turned one would lose
        its far eye at the edge."""
        mark, seconds = self._marks[-1], float(self.picture.seconds)
        role = self._roles[mark.actor.name]
        places = [eyes_x(mark, role.at(seconds * n / 8)) for n in range(9)]
        x = (min(places) + max(places)) / 2
        camera = self._camera
        return replace(camera, view=replace(camera.view, x=x), eyes=(x, camera.eyes[1]))

    def _lateness(self) -> float:
        """Seconds by which the set's time is ahead of the shot's: its doors open for who comes or goes."""
        if self._place.door is None:
            return 0.0
        passing = [one for one in self.picture.acting if one.act.gesture in (Gesture.ENTER, Gesture.LEAVE)]
        if not passing:
            return 0.0
        # Wide open as somebody comes in through them; opening as somebody turns to leave.
        ahead = AJAR if passing[0].act.gesture is Gesture.ENTER else 0.0
        return self._place.door + ahead - float(passing[0].start)

    def _foreseen(self) -> list[View]:
        """What the camera sees at nine moments of the shot, but for the few pixels a hand-held one wavers: to the micrometre, so
        that shots which see the same see equal views."""
        seconds = float(self.picture.seconds)
        steady = self._camera if self._camera.move is not Move.HANDHELD else replace(self._camera, move=Move.STATIC)
        found = []
        for n in range(9):
            t = seconds * n / 8
            view = self._view(t, {who: role.at(t) for who, role in self._roles.items()}, steady)
            found.append(View(round(view.x, 4), round(view.y, 4), round(view.height, 4)))
        return found

    def _rests(self) -> bool:
        """Whether the camera sees the same all through the shot."""
        first = self._views[0]
        if self.picture.shot.move is not Move.STATIC and self._camera.seconds >= SHORTEST_MOVE:
            return False
        return all(abs(view.x - first.x) + abs(view.y - first.y) + abs(view.height - first.height) < 1e-6 for view in self._views)

    def _scenery(self, layers: Sequence[Layer], paint: Paint) -> Scenery:
        shot = self.picture.shot
        pans = shot.move in (Move.PAN_LEFT, Move.PAN_RIGHT)
        return Scenery(
            layers, self._views, paint, rests=self._quiet, allowed=TOGETHER * (1.6 if pans else 1.0), seated=self._anybody_sits()
        )

    def _anybody_down(self) -> bool:
        return any(mark.subject.down != "none" for mark in self._marks) or any(
            one.act.gesture in (Gesture.KNEEL, Gesture.LIE, Gesture.FALL) for one in self.picture.acting
        )

    def _anybody_sits(self) -> bool:
        return any(mark.subject.sitting for mark in self._marks) or any(
            one.act.gesture in (Gesture.SIT, Gesture.STAND) for one in self.picture.acting
        )

    def _placed(self, mark: Mark, presence: Presence, view: View) -> tuple[float, float, float]:
        """Pixels a cm, and the pixel of the ground between the feet."""
        seen = lens(view, mark.depth, self.picture.format)
        return (
            seen.scale / mark.depth,
            presence.x * seen.scale + seen.dx,
            (ground(mark) + presence.y / mark.depth) * seen.scale + seen.dy,
        )

    def _person(
        self,
        canvas: skia.Canvas,
        mark: Mark,
        presence: Presence,
        view: View,
        paint: Callable[[skia.Canvas, Actor, Pose, Light], None] = draw_puppet,
    ) -> None:
        scale, x, y = self._placed(mark, presence, view)
        form = self.picture.format
        reach = 1.1 * mark.build.height * scale
        if presence.hidden or x < -reach or x > form.width + reach:
            return
        canvas.save()
        canvas.translate(x, y)
        if self._needs_stool(mark):
            canvas.save()
            canvas.scale(scale, scale)
            _stool(canvas, self._colours, mark.build.seat_height)
            canvas.restore()
        if presence.roll:
            canvas.rotate(math.degrees(presence.roll))
        canvas.scale(scale, scale)
        if mark.bed and presence.pose.sitting > 0.5:
            # Legs are under the cover, not below the bed.
            canvas.clipRect(skia.Rect.MakeLTRB(-400, -400, 400, 14 - BED))
        paint(canvas, mark.actor, presence.pose, self._light)
        canvas.restore()

    def _bed(self, canvas: skia.Canvas, mark: Mark, view: View, presence: Presence, over: bool = False) -> None:
        """The bed of somebody: what is behind them, or what covers them as they are."""
        seen = lens(view, mark.depth, self.picture.format)
        canvas.save()
        canvas.translate(mark.x * seen.scale + seen.dx, ground(mark) * seen.scale + seen.dy)
        canvas.scale(seen.scale / mark.depth, seen.scale / mark.depth)
        way, ward = mark.towards or 1.0, self.picture.shot.place.kind == "hospital"
        paint = draw_cover if over else draw_bed
        paint(canvas, self._colours, self._light, way, ward, clamp(abs(presence.roll) / 1.5))
        canvas.restore()

    def _needs_stool(self, mark: Mark) -> bool:
        return mark.subject.sitting and self._place.seat <= 0 and self.picture.shot.framing in (Framing.WIDE, Framing.FULL)

    def _near_place(self, mark: Mark, view: View) -> tuple[float, float, float]:
        """The near shoulder: a third of the frame at its edge, the head a little lower than the face it looks at."""
        form = self.picture.format
        scale = lens(view, 1.0, form).scale * NEAR
        x = form.width * (0.5 + 0.54 * -mark.towards)
        first = next((other for other in self._marks if not other.near), mark)
        taller = clamp((mark.build.height - first.build.height) / 60, -1, 1)
        eyes = form.height * (0.385 - 0.04 * taller)
        drop = drop_of(mark)
        return scale, x, eyes - (mark.build.eye_y + drop) * scale

    def _shoulder(self, frame: Pixels, mark: Mark, t: float, view: View) -> None:
        """The near person from behind, a little dark and soft: painted small, eight times a second, and enlarged."""
        held = math.floor(t * _SELDOM)
        base = self._camera.view
        if self._near is None or self._near[0] != held:
            self._near = (held, self._back(mark, held / _SELDOM, base))
        small = self._near[1]
        scale, x, y = self._near_place(mark, view)
        was, from_x, from_y = self._near_place(mark, base)
        k = scale / was
        dx, dy = x - from_x * k + small.left * small.shrink * k, y - from_y * k + small.top * small.shrink * k
        if not self._quiet:
            lay_scaled(frame, small.cel, small.shrink * k, dx, dy)
            return
        seen = (held, view)
        if self._near_seen is None or self._near_seen[0] != seen:
            large = frame.shape[1], frame.shape[0]
            self._near_seen = (seen, enlarged(small.cel, small.shrink * k, dx, dy, *large))
        found = self._near_seen[1]
        if found is not None:
            lay(frame, *found)

    def _back(self, mark: Mark, t: float, view: View) -> _Small:
        form = self.picture.format
        shrink = 3
        pad = 24
        scale, x, y = self._near_place(mark, view)
        # The half of the frame they stand in is enough.
        left = 0 if x < form.width / 2 else form.width // 3
        origin = left // shrink - (pad if left == 0 else 0)
        pixels = blank((form.width - form.width // 3) // shrink + 2 * pad, form.height // shrink + pad)
        small = surface_on(pixels).getCanvas()
        small.translate(-origin, 0)
        small.scale(1 / shrink, 1 / shrink)
        small.translate(x, y)
        small.scale(scale, scale)
        draw_puppet(small, mark.actor, self._roles[mark.actor.name].at(t).pose, self._light)
        cv2.GaussianBlur(pixels, (0, 0), 1.2, dst=pixels, borderType=cv2.BORDER_REPLICATE)
        surface_on(pixels).getCanvas().drawColor(skia.Color(8, 8, 20, 105), skia.BlendMode.kSrcATop)
        found = trimmed(pixels)
        if found is None:
            return _Small(cel_of(blank(1, 1)), 0, 0, shrink)
        cel, x0, y0 = found
        return _Small(cel, origin + x0, y0, shrink)

    def _before_people(self) -> tuple[Layer, ...]:
        """What stands in the plane of the people and covers them; nothing covers who is on the floor."""
        if not self._front_seen() or self._anybody_down():
            return ()
        return (*self._place.front, *(self._place.laid if self._anybody_sits() else ()))

    def _front_seen(self) -> bool:
        """What stands before people belongs to frames that show more than faces."""
        return self.picture.shot.framing not in FACES_ONLY

    def _spares_faces(self, layer: Layer) -> bool:
        """Whether something out of focus at the lens leaves faces free (at the start, the middle and the end of the shot)."""
        if not self._front_seen():
            return False
        form = self.picture.format
        seconds = float(self.picture.seconds)
        shrink = 8
        for t in (0.0, seconds / 2, seconds):
            there = {who: role.at(t) for who, role in self._roles.items()}
            seen = lens(self._view(t, there), layer.depth, form)
            pixels = blank(form.width // shrink, form.height // shrink)
            small = surface_on(pixels).getCanvas()
            small.scale(1 / shrink, 1 / shrink)
            small.translate(seen.dx, seen.dy)
            small.scale(seen.scale, seen.scale)
            layer.draw(small, t)
            alpha = pixels[..., 3]
            for box in self.faces(t):
                piece = alpha[
                    max(0, int(box.top) // shrink) : max(0, int(box.bottom) // shrink + 1),
                    max(0, int(box.left) // shrink) : max(0, int(box.right) // shrink + 1),
                ]
                if piece.size and (piece > 24).mean() > 0.02:
                    return False
        return True


def _is_up(presence: Presence) -> bool:
    """Whether somebody who was in a bed stands before it."""
    return presence.pose.sitting < 0.5 and abs(presence.roll) < 0.5


def _face(mark: Mark, presence: Presence, scale: float, x: float, y: float) -> FaceBox:
    """The face of a person whose feet are at pixel (x, y)."""
    build, pose = mark.build, presence.pose
    drop = sitting_drop(build) * pose.sitting + kneeling_drop(build) * pose.kneeling
    eye, top, chin = build.eye_y + drop, -build.height + drop - 3, build.chin_y + drop
    # Leaning turns the body about its hips; a fall about its feet.
    bend = pose.lean
    hip = build.hip_y + drop
    shift = -math.sin(-bend) * (hip - eye) if bend else 0.0
    half = build.head_width / 2 + 1.5
    points = [(shift - half, top), (shift + half, top), (shift + half, chin), (shift - half, chin), (shift, eye)]
    roll = presence.roll
    turned = [
        (x + scale * (px * math.cos(roll) - py * math.sin(roll)), y + scale * (px * math.sin(roll) + py * math.cos(roll)))
        for px, py in points
    ]
    xs, ys = [p[0] for p in turned[:4]], [p[1] for p in turned[:4]]
    return FaceBox(mark.actor.name, min(xs), min(ys), max(xs), max(ys), turned[4][1], mark.near)


def eyes_x(mark: Mark, presence: Presence) -> float:
    """x in cm of the middle between the eyes of somebody."""
    build, pose = mark.build, presence.pose
    hip = build.hip_y + sitting_drop(build) * pose.sitting
    turned = EYES_BEFORE * build.head_height * math.sin(PROFILE * head_turn(pose))
    return presence.x + turned + math.sin(pose.lean) * (hip - build.eye_y - sitting_drop(build) * pose.sitting)


def _stool(canvas: skia.Canvas, palette: Palette, height: float) -> None:
    """A plain stool where the set has nothing to sit on: nobody floats."""
    dark = skia.Paint(Color=_skia(palette.dark), AntiAlias=True)
    seat = skia.Paint(Color=_skia(palette.mid), AntiAlias=True)
    for x in (-15.0, 12.0):
        canvas.drawRect(skia.Rect.MakeLTRB(x, -height, x + 3, 0), dark)
    canvas.drawRoundRect(skia.Rect.MakeLTRB(-21, -height - 1, 21, -height + 5), 2.5, 2.5, seat)


def _skia(colour: str) -> int:
    return 0xFF000000 | int(colour[1:], 16)
