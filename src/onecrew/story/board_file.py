"""board.toml: the shots of an episode, once a person takes them over from the planner. In: Shots or the file's text.
Out: the text, or Shots and Problems. Never: files, planning.

What is usual is left out: a subject faces front in the centre, the place and mood are the scene's. Reading back what was written
gives the same shots exactly.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Any

from onecrew.story.episode import MOODS, PLACES, TIMES, WEATHERS, Episode, Feeling, Place, Scene
from onecrew.story.mentions import people_of
from onecrew.story.shot import (
    DOWN,
    EFFECTS,
    PROPS,
    ActBeat,
    Filmed,
    Found,
    Framing,
    Gesture,
    Insert,
    LineBeat,
    Move,
    Shot,
    ShotBeat,
    Subject,
)
from onecrew.story.show import Show
from onecrew.story.toml_file import Table, nearest, parse_toml
from onecrew.units import Problem, Where

TRANSITIONS = ("cut", "dissolve", "fade")
SIDES = ("left", "right", "centre")
FACINGS = ("left", "right", "front")
INSERTS = ("phone", "letter", "photo", "sign", "object", "title", "end")
_HEAD = """\
# The shots of this episode, in order. The file is yours: the planner leaves it alone. Delete it to have the shots planned again.
# framing: {framings}.
# move: {moves}.
# beats: {{ line = "1.2" }} is heard here ({{ line = "1.2", part = "1/2" }}: its first half);
#        {{ do = "nod", who = "MEI", seconds = 1 }} is done; with under = "1.2" it is done during that line.
"""
_SECONDS = Fraction(600)


def write_board(shots: Sequence[Shot], episode: Episode | None = None) -> str:
    """The board as TOML. With the episode, lines carry their words as comments, and place and mood are left to the scene where they
    are the scene's; without it every shot names them."""
    scenes = {scene.id: scene for scene in episode.scenes} if episode is not None else {}
    spoken = {line.id: f"{line.speaker}: {line.text}" for line in episode.lines} if episode is not None else {}
    head = _HEAD.format(
        framings=", ".join(framing.value for framing in Framing),
        moves=", ".join(move.value for move in Move),
    )
    return head + "".join("\n" + _write_shot(shot, scenes.get(shot.scene), spoken) for shot in shots)


def read_board(text: str, file: str, episode: Episode, show: Show) -> tuple[tuple[Shot, ...], tuple[Problem, ...]]:
    """The shots of a board, and everything wrong with it at once.

    Errors: unknown words and names, a shot named twice, a line of the episode that no shot hears or that is heard twice. A line out
    of order is a warning: it may be meant.
    """
    problems: list[Problem] = []
    root = parse_toml(text, file, problems)
    reader = _Reader(text, file, episode, show, problems)
    shots = [reader.shot(table) for table in root.tables("shot")]
    root.done()
    if not problems or shots:
        reader.check_lines(shots)
    return tuple(shots), tuple(sorted(problems, key=lambda one: one.where))


# Writing.


def _write_shot(shot: Shot, scene: Scene | None, spoken: Mapping[str, str]) -> str:
    rows = ["[[shot]]", f"id = {_text(shot.id)}"]
    if shot.scene != shot.id.rpartition(".")[0]:
        rows.append(f"scene = {_text(shot.scene)}")
    rows.append(f"framing = {_text(shot.framing.value)}")
    if shot.move is not Move.STATIC:
        rows.append(f"move = {_text(shot.move.value)}")
    if scene is None or shot.place != scene.place:
        rows.append(f"place = {_inline(_changed(shot.place, Place(shot.place.name, ''), always=('name', 'kind')))}")
    if scene is None or shot.mood != scene.mood:
        rows.append(f"mood = {_text(shot.mood)}")
    if shot.transition != "cut":
        rows.append(f"transition = {_text(shot.transition)}")
    if shot.subjects:
        rows.append("subjects = [")
        rows += [f"  {_inline(_changed(one, Subject(one.who), always=('who',)))}," for one in shot.subjects]
        rows.append("]")
    if shot.beats:
        rows.append("beats = [")
        for beat in shot.beats:
            words = f"  # {_comment(spoken[beat.line])}" if isinstance(beat, LineBeat) and beat.line in spoken else ""
            rows.append(f"  {_inline(_beat(beat))},{words}")
        rows.append("]")
    if shot.insert is not None:
        rows.append(f"insert = {_inline(_changed(shot.insert, Insert(shot.insert.kind), always=('kind',)))}")
    if shot.hold:
        rows.append(f"hold = {_number(shot.hold)}")
    if shot.picture != Filmed(""):
        rows.append(f"picture = {_inline(_picture(shot.picture))}")
    if shot.why:
        rows.append(f"why = {_text(shot.why)}")
    return "\n".join(rows) + "\n"


def _beat(beat: ShotBeat) -> dict[str, Any]:
    if isinstance(beat, LineBeat):
        part = {} if beat.part == (0, 1) else {"part": f"{beat.part[0] + 1}/{beat.part[1]}"}
        return {"line": beat.line, **part}
    named = _changed(beat, ActBeat(None, Gesture.NONE, Fraction(0)), always=("gesture", "seconds"))
    return {"do": named.pop("gesture"), **named}


def _picture(picture: Filmed | Found) -> dict[str, Any]:
    if isinstance(picture, Found):
        return {"source": picture.source, "start": picture.start, "end": picture.end}
    return {"prompt": picture.prompt, "references": list(picture.references)}


def _changed(value: Any, usual: Any, always: Iterable[str]) -> dict[str, Any]:
    """The fields that differ from the usual, and those that are always written."""
    names = [one.name for one in fields(value)]
    kept = [name for name in names if name in tuple(always) or getattr(value, name) != getattr(usual, name)]
    return {name: getattr(value, name) for name in kept}


def _inline(table: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{key} = {_value(value)}" for key, value in table.items()) + " }"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return _number(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return _text(str(value))


def _number(value: Fraction) -> str:
    """A decimal when that is exact, else a fraction in quotes."""
    for places in range(7):
        scaled = value * 10**places
        if scaled.denominator == 1:
            whole = f"{abs(scaled.numerator):0{places + 1}d}"
            sign = "-" if value < 0 else ""
            return sign + (whole if places == 0 else f"{whole[:-places]}.{whole[-places:]}")
    return f'"{value}"'


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text)


# Reading.


class _Reader:
    """Reads the shots of one board."""

    def __init__(self, text: str, file: str, episode: Episode, show: Show, problems: list[Problem]) -> None:
        self.text = text
        self.rows = text.splitlines()
        self.file = file
        self.episode = episode
        self.scenes = {scene.id: scene for scene in episode.scenes}
        self.names = people_of(episode, show).names
        self.lines = {line.id: line for line in episode.lines}
        self.problems = problems
        self.ids: dict[str, int] = {}
        self.heard: list[tuple[LineBeat, int]] = []

    def shot(self, table: Table) -> Shot:
        """One ``[[shot]]``."""
        name = table.text("id", "")
        if not name:
            table.complain("", "a shot has no id", 'write id = "1.a": its scene and a letter')
        elif name in self.ids:
            table.complain("id", f"shot {name!r} stands here twice (see line {self.ids[name]})", "give each shot an id of its own")
        self.ids.setdefault(name, table.line("id"))
        scene_id = table.text("scene", name.rpartition(".")[0])
        scene = self.scenes.get(scene_id)
        if scene is None and name:
            table.complain("scene" if "scene" in table else "id", f"there is no scene {scene_id!r}", nearest(scene_id, self.scenes))
        framing = table.text("framing", "", [one.value for one in Framing]) if "framing" in table else ""
        if not framing:
            if "framing" not in table:
                table.complain("", f"shot {name!r} has no framing", f"write framing = one of: {', '.join(Framing)}")
            framing = Framing.MEDIUM.value
        insert = self.insert(table)
        if framing in (Framing.INSERT, Framing.CARD) and insert is None:
            table.complain(
                "framing", f"shot {name!r} is a {framing} but shows nothing", 'write insert = { kind = "…", text = "…" }'
            )
        shot = Shot(
            id=name,
            scene=scene_id,
            framing=Framing(framing),
            move=Move(table.text("move", Move.STATIC.value, [one.value for one in Move])),
            place=self.place(table, scene),
            mood=table.text("mood", scene.mood if scene else "calm", MOODS),
            subjects=tuple(self.subject(item, table, line) for item, line in self.items(table, "subjects")),
            beats=tuple(beat for item, line in self.items(table, "beats") if (beat := self.beat(item, line)) is not None),
            insert=insert,
            transition=table.text("transition", "cut", TRANSITIONS),
            hold=table.fraction("hold", Fraction(0), Fraction(0), _SECONDS),
            why=table.text("why", ""),
            picture=self.picture(table),
        )
        table.done()
        return shot

    def check_lines(self, shots: Sequence[Shot]) -> None:
        """Every line of the episode is heard once, whole and in order."""
        heard: dict[str, list[tuple[tuple[int, int], int]]] = {}
        for beat, row in self.heard:
            heard.setdefault(beat.line, []).append((beat.part, row))
        for line in self.lines.values():
            parts = heard.get(line.id)
            if parts is None:
                spoken = f"line {line.id} ({line.speaker}: {line.text}) is heard in no shot"
                self.problems.append(Problem(Where(self.file), spoken, f'add {{ line = "{line.id}" }} to the beats of a shot'))
                continue
            count = parts[0][0][1]
            found = [part for part, _ in parts]
            if found == [(index, count) for index in range(count)]:
                continue
            twice = next((row for index, (part, row) in enumerate(parts) if part in found[:index]), None)
            if twice is not None:
                self.fault(twice, f"line {line.id} is heard twice", "take one of them out, or name its parts: 1/2 and 2/2")
            else:
                parted = ", ".join(f"{part + 1}/{whole}" for part, whole in found)
                self.fault(parts[0][1], f"line {line.id} is not whole: {parted}", "name every part once, in order: 1/2 then 2/2")
        order = list(self.lines)
        firsts = [(beat.line, row) for beat, row in self.heard if beat.part[0] == 0 and beat.line in self.lines]
        for (before, _), (after, row) in itertools.pairwise(firsts):
            if order.index(after) < order.index(before):
                what = f"line {after} is heard after line {before}, against the script"
                self.fault(row, what, "move it, or leave it if it is meant", warning=True)

    def items(self, table: Table, key: str) -> list[tuple[dict[str, Any], int]]:
        """The inline tables of an array, each with its line."""
        if key not in table:
            table.tables(key)
            return []
        first = table.line(key)
        found: list[tuple[dict[str, Any], int]] = []
        rows = [number + 1 for number in range(first - 1, len(self.rows)) for _ in re.findall(r"\{", _bare(self.rows[number]))]
        for index, one in enumerate(table.tables(key)):
            found.append((one.data, rows[index] if index < len(rows) else first))
        return found

    def subject(self, item: dict[str, Any], table: Table, row: int) -> Subject:
        """Someone in a shot."""
        usual = Subject("")
        subject = Subject(
            who=self.who(item, row) or "",
            side=self.word(item, "side", usual.side, SIDES, row),
            facing=self.word(item, "facing", usual.facing, FACINGS, row),
            sitting=self.flag(item, "sitting", row),
            holding=self.word(item, "holding", usual.holding, PROPS, row),
            feeling=Feeling(self.word(item, "feeling", usual.feeling.value, [one.value for one in Feeling], row)),
            strength=self.percent(item, "strength", usual.strength, row),
            down=self.word(item, "down", usual.down, DOWN, row),
            asleep=self.flag(item, "asleep", row),
        )
        if "who" not in item:
            self.fault(row, "a subject has no name", 'write who = "NAME"')
        self.rest(item, ("who", "side", "facing", "sitting", "holding", "feeling", "strength", "down", "asleep"), row)
        return subject

    def beat(self, item: dict[str, Any], row: int) -> ShotBeat | None:
        """A line or an act."""
        if "line" in item:
            return self.line_beat(item, row)
        if "do" not in item:
            self.fault(
                row, "a beat is neither a line nor an act", 'write { line = "1.2" } or { do = "nod", who = "NAME", seconds = 1 }'
            )
            return None
        usual = ActBeat(None, Gesture.NONE, Fraction(0))
        under = item.get("under")
        if under is not None and under not in self.lines:
            self.fault(row, f"there is no line {under!r}", nearest(str(under), self.lines))
        feeling = self.word(item, "feeling", "", [one.value for one in Feeling], row) if "feeling" in item else ""
        self.rest(item, ("do", "who", "seconds", "feeling", "strength", "prop", "text", "under", "sound"), row)
        return ActBeat(
            who=self.who(item, row),
            gesture=Gesture(self.word(item, "do", Gesture.NONE.value, [one.value for one in Gesture], row)),
            seconds=self.number(item, "seconds", Fraction(1), row),
            feeling=Feeling(feeling) if feeling else None,
            strength=self.percent(item, "strength", usual.strength, row),
            prop=self.word(item, "prop", usual.prop, PROPS, row),
            text=self.string(item, "text", row),
            under=under,
            sound=self.word(item, "sound", usual.sound, EFFECTS, row),
        )

    def line_beat(self, item: dict[str, Any], row: int) -> LineBeat | None:
        """A line heard, or a part of it."""
        self.rest(item, ("line", "part"), row)
        name = item["line"]
        if name not in self.lines:
            self.fault(row, f"there is no line {name!r} in the script", nearest(str(name), self.lines))
            return None
        part = re.fullmatch(r"\s*(\d{1,2})\s*/\s*(\d{1,2})\s*", str(item.get("part", "1/1")))
        if part is None or not 1 <= int(part[1]) <= int(part[2]):
            self.fault(row, f"part is {item.get('part')!r}", 'write part = "1/2" for the first of two')
            return None
        beat = LineBeat(name, (int(part[1]) - 1, int(part[2])))
        self.heard.append((beat, row))
        return beat

    def place(self, table: Table, scene: Scene | None) -> Place:
        """Where the shot is: the scene's place unless it says otherwise."""
        usual = scene.place if scene is not None else Place("", "flat")
        own = self.inner(table, "place")
        if "place" not in table:
            return usual
        base = Place("", "")
        place = Place(
            own.text("name", usual.name),
            own.text("kind", usual.kind, (*PLACES, usual.kind)),
            own.flag("interior", base.interior),
            own.text("time", base.time, TIMES),
            own.text("weather", base.weather, WEATHERS),
            own.flag("known", base.known),
        )
        own.done()
        return place

    def insert(self, table: Table) -> Insert | None:
        """What an insert or card shows."""
        own = self.inner(table, "insert")
        if "insert" not in table:
            return None
        insert = Insert(
            own.text("kind", "object", INSERTS),
            own.text("text", ""),
            own.text("text_id", ""),
            own.text("sender", ""),
            own.text("prop", "none", PROPS),
        )
        own.done()
        return insert

    def picture(self, table: Table) -> Filmed | Found:
        """Whether the picture is made or found."""
        own = self.inner(table, "picture")
        if "source" in own:
            start = own.fraction("start", Fraction(0), Fraction(0), Fraction(36000))
            end = own.fraction("end", start, start, Fraction(36000))
            found = Found(own.text("source", ""), start, end)
            own.done()
            return found
        filmed = Filmed(own.text("prompt", ""), own.texts("references"))
        own.done()
        return filmed

    def inner(self, table: Table, key: str) -> Table:
        """An inline table of a shot, which finds its lines inside that shot."""
        return Table(table.table(key).data, self.text, self.file, self.problems, ("shot", key), table.line())

    # Values of inline tables.

    def who(self, item: dict[str, Any], row: int) -> str | None:
        """A name of the episode, or None."""
        who = item.get("who")
        if who is None:
            return None
        if who not in self.names:
            self.fault(row, f"nobody in the episode is called {who!r}", nearest(str(who), self.names))
        return str(who)

    def word(self, item: dict[str, Any], key: str, default: str, among: Sequence[str], row: int) -> str:
        """One of a table of words."""
        value = item.get(key, default)
        if value in among:
            return str(value)
        if key in item:
            self.fault(row, f"{key} is {value!r}", nearest(str(value), among))
        return default

    def string(self, item: dict[str, Any], key: str, row: int) -> str:
        """A text."""
        value = item.get(key, "")
        if not isinstance(value, str):
            self.fault(row, f"{key} is {value!r}", "give a text in quotes")
            return ""
        return value

    def flag(self, item: dict[str, Any], key: str, row: int) -> bool:
        """true or false."""
        value = item.get(key, False)
        if not isinstance(value, bool):
            self.fault(row, f"{key} is {value!r}", "give true or false")
            return False
        return value

    def percent(self, item: dict[str, Any], key: str, default: int, row: int) -> int:
        """A whole number from 0 to 100."""
        value = item.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100:
            self.fault(row, f"{key} is {value!r}", "give a whole number from 0 to 100")
            return default
        return value

    def number(self, item: dict[str, Any], key: str, default: Fraction, row: int) -> Fraction:
        """Seconds."""
        value = item.get(key, default)
        try:
            if isinstance(value, bool):
                raise ValueError
            read = Fraction(str(value))
        except (ValueError, ZeroDivisionError):
            read = Fraction(-1)
        if not 0 <= read <= _SECONDS:
            self.fault(row, f"{key} is {value!r}", 'give seconds such as 1.5 or "4/3"')
            return default
        return read

    def rest(self, item: dict[str, Any], known: Sequence[str], row: int) -> None:
        """Complain about keys nobody knows."""
        for key in item:
            if key not in known:
                self.fault(row, f"unknown key {key!r}", nearest(key, known))

    def fault(self, row: int, what: str, do: str, warning: bool = False) -> None:
        """Add a Problem."""
        self.problems.append(Problem(Where(self.file, row), what, do, "warning" if warning else "error"))


def _bare(row: str) -> str:
    """A row without what stands in quotes or in a comment."""
    return re.sub(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*', "", row)
