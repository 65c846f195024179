"""One camera set-up. In: nothing. Out: frozen nouns (``planner`` and ``board`` fill them). Never: exact times.

A shot's length is decided by the timeline, from the speech and the action; ``seconds`` of a beat is what it asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from onecrew.story.episode import Feeling, Place


class Framing(StrEnum):
    """How much is seen. Vertical frame: see docs/animation.md for the exact crops."""

    WIDE = "wide"
    """The place and whole bodies."""
    FULL = "full"
    """One person, head to foot."""
    TWO_SHOT = "two-shot"
    """Two people from the waist, turned to each other."""
    MEDIUM = "medium"
    """One person from the waist."""
    CLOSE = "close"
    """Head and shoulders."""
    EXTREME_CLOSE = "extreme close"
    """Eyes and mouth."""
    OVER_SHOULDER = "over-the-shoulder"
    """The first subject's face past the shoulder of the second."""
    INSERT = "insert"
    """A thing: phone message, letter, object."""
    CARD = "card"
    """Title or end card, no people."""


class Move(StrEnum):
    """How the camera moves; always eased."""

    STATIC = "static"
    PUSH_IN = "push in"
    PULL_OUT = "pull out"
    PAN_LEFT = "pan left"
    PAN_RIGHT = "pan right"
    TILT_UP = "tilt up"
    TILT_DOWN = "tilt down"
    HANDHELD = "handheld"


class Gesture(StrEnum):
    """What a body does once, over the length of its beat."""

    NONE = "none"
    NOD = "nod"
    SHAKE_HEAD = "shake head"
    LOOK_AWAY = "look away"
    LOOK_DOWN = "look down"
    LOOK_UP = "look up"
    POINT = "point"
    OPEN_PALMS = "open palms"
    FIST = "fist"
    COVER_MOUTH = "cover mouth"
    TOUCH_FACE = "touch face"
    CROSS_ARMS = "cross arms"
    HOLD = "hold"
    """Holds (or takes out) the prop of the beat."""
    GIVE = "give"
    WAVE = "wave"
    SHRUG = "shrug"
    ENTER = "enter"
    """Walks into the frame from its side and stops at the mark."""
    LEAVE = "leave"
    """Turns and walks out of the frame."""
    WALK = "walk"
    """Walks on the spot while the world passes (a walking shot)."""
    SIT = "sit"
    STAND = "stand"
    TURN = "turn"
    """Turns round to the other side."""
    STEP_BACK = "step back"
    LEAN_IN = "lean in"
    CRY = "cry"
    LAUGH = "laugh"
    SIGH = "sigh"
    HUG = "hug"
    FALL = "fall"
    """Falls flat on the floor and stays there."""
    KNEEL = "kneel"
    """Goes down on the knees and stays there, upright."""
    LIE = "lie"
    """Lies down on the back and stays there."""
    RAISE = "raise"
    """Raises an arm, the open hand above the head, and lets it down again."""


DOWN = ("none", "kneeling", "lying", "fallen", "in bed")
"""How somebody may be who neither stands nor sits on a seat; ``in bed`` is sitting up in it, ``fallen`` flat on the floor."""


PROPS = ("none", "phone", "cup", "letter", "bag", "flowers", "ring", "key", "photo", "umbrella", "book", "knife", "glass", "gift")
"""Things a hand can hold and an insert can show."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Someone in the shot.

    ``who``: cast name. ``side``: ``left``, ``right`` or ``centre`` of the frame (kept over a scene: the 180° rule).
    ``facing``: ``left``, ``right`` or ``front``. ``sitting``, ``holding`` (a PROPS name), ``feeling``, ``down`` (of ``DOWN``; then
    ``sitting`` is False) and ``asleep`` as the shot begins.
    """

    who: str
    side: str = "centre"
    facing: str = "front"
    sitting: bool = False
    holding: str = "none"
    feeling: Feeling = Feeling.NEUTRAL
    strength: int = 50
    down: str = "none"
    asleep: bool = False


@dataclass(frozen=True, slots=True)
class LineBeat:
    """A line is heard in this shot; ``part`` (i, n): piece i, from 0, of its n ``pace.pieces``, each in a shot of its own."""

    line: str
    part: tuple[int, int] = (0, 1)


@dataclass(frozen=True, slots=True)
class ActBeat:
    """Something is done and given time to be seen. ``seconds`` is the time it asks for.

    ``under`` is the id of a line: the act then plays during that line and asks for no time of its own.
    """

    who: str | None
    gesture: Gesture
    seconds: Fraction
    feeling: Feeling | None = None
    """The feeling reached by the end, or None: unchanged."""
    strength: int = 60
    prop: str = "none"
    text: str = ""
    """The action as written."""
    under: str | None = None
    sound: str = "none"
    """A well-placed effect: one of ``EFFECTS``."""


EFFECTS = (
    "none",
    "door",
    "steps",
    "phone-buzz",
    "phone-ring",
    "message",
    "keys",
    "glass",
    "thud",
    "slap",
    "car-pass",
    "horn",
    "thunder",
    "paper",
    "cup",
    "bell",
    "whoosh",
    "heartbeat",
    "lift-bell",
    "siren",
    "applause",
)

ShotBeat = LineBeat | ActBeat


@dataclass(frozen=True, slots=True)
class Insert:
    """What an insert or a card shows.

    ``kind``: phone (a chat: ``sender``, ``text``), letter, photo, sign, object (``prop``), title, end.
    ``text_id`` is the id under which the text is translated, ``text`` its source.
    """

    kind: str
    text: str = ""
    text_id: str = ""
    sender: str = ""
    prop: str = "none"


@dataclass(frozen=True, slots=True)
class Filmed:
    """The picture is to be made by a video model or the animation. References are digests of pictures."""

    prompt: str
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The picture is a range of an existing film, in seconds."""

    source: str
    start: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True)
class Shot:
    """One camera set-up. ``id`` is ``scene.letter``: ``2.c``. ``why`` says in a few words why the planner chose it."""

    id: str
    scene: str
    framing: Framing
    move: Move
    place: Place
    mood: str
    subjects: tuple[Subject, ...]
    """The first is the one the shot is about; an over-the-shoulder shot has the near shoulder second."""
    beats: tuple[ShotBeat, ...]
    """In order. Lines here are *heard* in this shot; whether the mouth is seen follows from the subjects."""
    insert: Insert | None = None
    transition: str = "cut"
    """How the shot is entered: cut, dissolve, fade (through black)."""
    hold: Fraction = Fraction(0)
    """Seconds the picture stays after the last beat."""
    why: str = ""
    picture: Filmed | Found = Filmed("")
