"""Shot directions in ``[[notes]]``. In: a note. Out: a Directive that wins over the planner, or Problems. Never: shots.

``[[close on MEI, push in, 2s]]``, ``[[wide]]``, ``[[two-shot]]``, ``[[over MEI's shoulder]]``, ``[[hold 2s]]``, ``[[dissolve]]``,
``[[music: eerie]]``, ``[[sound: thunder]]``, ``[[insert …]]`` (see ``inserts``). A note that reads as a remark to other people (a
sentence, a question, a long one that names nothing a camera does) is left alone.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from fractions import Fraction

from onecrew.story.episode import MOODS, Direction, Episode
from onecrew.story.inserts import KINDS, insert_note, prop_in, read_insert
from onecrew.story.mentions import People, people_of
from onecrew.story.shot import EFFECTS, PROPS, Framing, Insert, Move
from onecrew.story.show import Show
from onecrew.units import Problem


@dataclass(frozen=True, slots=True)
class Directive:
    """What an author asks of the next shot; what is None is left to the planner.

    ``who``: whom the shot is on. ``past``: whose shoulder it is taken over. ``seconds``: how long it lasts at least.
    ``hold``: how long the picture *before* stays. ``mood``: music and light from here on. ``sound``: an effect that is heard.
    """

    framing: Framing | None = None
    who: str | None = None
    past: str | None = None
    move: Move | None = None
    seconds: Fraction | None = None
    hold: Fraction | None = None
    transition: str | None = None
    mood: str | None = None
    sound: str | None = None
    insert: Insert | None = None

    @property
    def shot(self) -> bool:
        """Whether it asks for a shot of its own."""
        return any(one is not None for one in (self.framing, self.who, self.past, self.move, self.transition, self.insert))


_FRAMINGS = {
    Framing.EXTREME_CLOSE: ("extreme close", "extreme close-up", "extreme close up", "ecu", "xcu", "big close-up", "eyes"),
    Framing.CLOSE: ("close", "close-up", "close up", "closeup", "cu", "close shot", "tight", "angle on", "on"),
    Framing.MEDIUM: ("medium", "medium shot", "mid shot", "mid-shot", "ms", "waist"),
    Framing.FULL: ("full", "full shot", "fs", "full body", "head to foot"),
    Framing.WIDE: ("wide", "wide shot", "ws", "long shot", "ls", "establishing", "establishing shot", "master"),
    Framing.TWO_SHOT: ("two-shot", "two shot", "twoshot", "2-shot", "2 shot"),
    Framing.OVER_SHOULDER: ("over-the-shoulder", "over the shoulder", "over shoulder", "ots", "o.t.s."),
}
_MOVES = {
    Move.STATIC: ("static", "locked", "locked off", "still camera", "no move"),
    Move.PUSH_IN: ("push in", "push-in", "dolly in", "zoom in", "track in", "move in", "slow push in", "slow push"),
    Move.PULL_OUT: ("pull out", "pull-out", "pull back", "dolly out", "zoom out", "track out", "slow pull out"),
    Move.PAN_LEFT: ("pan left", "pan to the left"),
    Move.PAN_RIGHT: ("pan right", "pan to the right", "pan"),
    Move.TILT_UP: ("tilt up", "tilt"),
    Move.TILT_DOWN: ("tilt down",),
    Move.HANDHELD: ("handheld", "hand-held", "hand held", "shaky", "shaky cam"),
}
_TRANSITIONS = {
    "cut": ("cut", "cut to", "smash cut", "hard cut"),
    "dissolve": ("dissolve", "dissolve to", "cross-fade", "crossfade", "cross fade"),
    "fade": ("fade", "fade in", "fade to black", "fade through black", "fade out"),
}
_WORDS: dict[str, Framing | Move | str] = {
    **{word: framing for framing, words in _FRAMINGS.items() for word in words},
    **{word: move for move, words in _MOVES.items() for word in words},
    **{word: name for name, words in _TRANSITIONS.items() for word in words},
}
_KNOWN = (
    *(word for word in _WORDS if len(word) > 2),
    "close on", "medium on", "full on", "over", "hold", "insert", "insert phone", "insert letter", "music:", "sound:",
)  # fmt: skip
_READERS = re.compile(r"^\s*(?:place|time|weather|int|ext|translate|translation|id|version|draft|revision)\s*[:=]", re.I)
_REMARK = re.compile(
    r"^\s*(?:todo|fixme|note|nb|n\.b\.|remark|idea|query|question|maybe|perhaps|check|remember|for the|xxx)\b", re.I
)
_TIME = re.compile(r"^(?:for\s+)?(?P<number>\d+(?:[.,]\d+)?)\s*(?:s|sec|secs|second|seconds|″)$", re.I)
_HOLD = re.compile(
    r"^(?:hold|beat|pause|stay)(?:\s+(?:on\s+)?(?:it\s+)?(?:for\s+)?(?P<number>\d+(?:[.,]\d+)?)\s*(?:s|sec|secs|second|seconds)?)?$",
    re.I,
)
_OVER = re.compile(
    r"^(?:ots|over(?:[- ]the[- ]shoulder)?(?:[- ]shot)?)\s+(?:of\s+)?(?P<past>.+?)(?:['’]s?\s+shoulder)?"
    r"(?:\s*,?\s+(?:on|onto|to|at)\s+(?P<who>.+))?$",
    re.I,
)
_FRAMED = re.compile(
    rf"^(?P<framing>{'|'.join(sorted((re.escape(w) for f in _FRAMINGS.values() for w in f), key=len, reverse=True))})"
    r"(?:\s*(?:shot)?\s*(?:on|of|:)?\s+(?P<who>.+))?$",
    re.I,
)  # fmt: skip
_KEYED = re.compile(
    r"^(?P<key>music|mood|sound|sfx|fx|effect)\s*[:=]?\s+(?P<value>.+)$|^(?P<key2>music|mood|sound|sfx|fx|effect)\s*[:=]\s*(?P<value2>.+)$",
    re.I,
)
_LONGEST = Fraction(20)


def read_direction(text: str, people: People) -> tuple[Directive | None, tuple[tuple[str, str], ...]]:
    """The directive of a note (None when it asks nothing of the camera) and what is wrong with it: (fact, what to do)."""
    note = insert_note(text)
    if note is not None:
        insert = read_insert(note, people)
        if insert is None:
            if _sentence(text):
                return None, ()
            return None, ((f"an insert cannot show {note!r}", f"name one of: {', '.join((*KINDS[:-1], *PROPS[1:]))}"),)
        return Directive(insert=insert), ()
    if _READERS.match(text) or _REMARK.match(text):
        return None, ()
    directive = Directive()
    wrong: list[tuple[str, str]] = []
    understood = False
    parts = [part.strip(" .") for part in re.split(r"[,;]|\s[–—]\s|\n", text) if part.strip(" .")]
    for part in parts:
        read = _read_part(part, people)
        if isinstance(read, Directive):
            directive = _join(directive, read)
            understood = True
        elif isinstance(read, tuple):
            wrong.append(read)
    if not understood and (_sentence(text) or not any(_near(part) for part in parts)) and not _short(text):
        return None, ()
    return (directive if understood else None), tuple(wrong)


def direction_problems(episode: Episode, show: Show) -> tuple[Problem, ...]:
    """A warning for every note that looks like a direction and is none; the planner goes on without it."""
    people = people_of(episode, show)
    return tuple(
        Problem(beat.where, what, do, "warning")
        for scene in episode.scenes
        for beat in scene.beats
        if isinstance(beat, Direction)
        for what, do in read_direction(beat.text, people)[1]
    )


def _read_part(part: str, people: People) -> Directive | tuple[str, str] | None:
    words = " ".join(part.lower().split())
    if time := _TIME.match(words):
        return Directive(seconds=_seconds(time["number"]))
    if hold := _HOLD.match(words):
        return Directive(hold=_seconds(hold["number"]) if hold["number"] else Fraction(1))
    if keyed := _KEYED.match(part):
        return _keyed((keyed["key"] or keyed["key2"]).lower(), (keyed["value"] or keyed["value2"]).strip().lower())
    known = _WORDS.get(words)
    if words != "on" and known is not None:
        if isinstance(known, Framing):
            return Directive(framing=known)
        return Directive(move=known) if isinstance(known, Move) else Directive(transition=known)
    if who := people.named(part):
        return Directive(who=who)
    if over := _OVER.match(part):
        past, on = people.named(over["past"]), people.named(over["who"]) if over["who"] else None
        if past is not None:
            return Directive(framing=Framing.OVER_SHOULDER, past=past, who=on)
    if framed := _FRAMED.match(part):
        return _framed(framed["framing"].lower(), framed["who"] or "", part, people)
    near = _near(part)
    if near is None:
        return f"the direction {part!r} is not known", f"write one of: {', '.join(_EXAMPLES)}"
    return f"the direction {part!r} is not known", f"did you mean {near!r}?"


_EXAMPLES = (
    "close on NAME",
    "wide",
    "two-shot",
    "over NAME's shoulder",
    "push in",
    "hold 2s",
    "dissolve",
    "insert …",
    "music: …",
    "sound: …",
)


def _framed(word: str, who: str, part: str, people: People) -> Directive | tuple[str, str]:
    framing = _WORDS[word]
    assert isinstance(framing, Framing)
    who = re.sub(r"(?:['’]s)?\s+(?:face|eyes|hands?|reaction|back)$|^the\s+", "", who.strip(), flags=re.I)
    if not who or re.fullmatch(r"(?:on\s+)?(?:her|him|his|them|it|he|she|face|eyes|shot)", who, re.I):
        return Directive(framing=framing)
    if named := people.named(who):
        return Directive(framing=framing, who=named)
    both = [one.who for one in people.mentions(who)]
    if both:
        return Directive(framing=framing, who=both[0])
    if framing in (Framing.WIDE, Framing.FULL, Framing.TWO_SHOT):
        return Directive(framing=framing)
    prop = prop_in(who)
    if prop != "none":
        return Directive(insert=Insert("object", prop=prop))
    near = difflib.get_close_matches(who.upper(), people.names, n=1, cutoff=0.5)
    known = f"did you mean {near[0]}?" if near else f"the episode knows {', '.join(people.names) or 'nobody'}"
    return f"nobody is called {who!r} in the direction {part!r}", known


def _keyed(key: str, value: str) -> Directive | tuple[str, str]:
    if key in ("music", "mood"):
        if value in MOODS:
            return Directive(mood=value)
        return f"{key} {value!r} is not known", _nearest(value, MOODS)
    if value.replace(" ", "-") in EFFECTS:
        return Directive(sound=value.replace(" ", "-"))
    return f"the sound {value!r} is not known", _nearest(value, EFFECTS[1:])


def _nearest(word: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"


def _near(part: str) -> str | None:
    """The known direction a part is a slip of, if any."""
    words = part.lower().split()
    for length in range(min(3, len(words)), 0, -1):
        near = difflib.get_close_matches(" ".join(words[:length]), _KNOWN, n=1, cutoff=0.75)
        if near:
            return near[0]
    return None


def _sentence(text: str) -> bool:
    return (
        text.rstrip().endswith((".", "?", "!", "…", "。", "？", "！"))
        or len(text.split()) > 6
        or (" " not in text and len(text) > 24)
    )


def _short(text: str) -> bool:
    """Three words or fewer, and no sentence: meant as a direction rather than said to a reader."""
    return len(text.split()) <= 3 and not _sentence(text)


def _seconds(number: str) -> Fraction:
    return min(Fraction(number.replace(",", ".")), _LONGEST)


def _join(one: Directive, more: Directive) -> Directive:
    return Directive(
        more.framing or one.framing,
        more.who or one.who,
        more.past or one.past,
        more.move or one.move,
        more.seconds if more.seconds is not None else one.seconds,
        more.hold if more.hold is not None else one.hold,
        more.transition or one.transition,
        more.mood or one.mood,
        more.sound or one.sound,
        more.insert or one.insert,
    )


def join(directives: list[Directive]) -> Directive | None:
    """Several notes in a row ask for one shot together; a later note wins over an earlier one."""
    joined: Directive | None = None
    for one in directives:
        joined = one if joined is None else _join(joined, one)
    return joined
