"""What was heard and read in an existing film: ``spotted.toml``. In: its text. Out: a Spotted, Problems, a text. Never: files.

The file is laid out by a machine once and is a person's from then on: every line with its time, its speaker and how sure the
machine is; every text on screen with its kind and its box. What a person changes is what counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from onecrew.story.toml_file import Table, parse_toml
from onecrew.units import Language, Problem, TimeRange

UNKNOWN = "?"
"""The speaker of a line whose voice could not be told: a question to a person, never a guess."""

FILM = "source.mp4"
"""The film, beside spotted.toml. Whatever its container is, it has this name."""


@dataclass(frozen=True, slots=True)
class Area:
    """Writing to erase: a box in pixels of the picture, and the frames it stands on (timeline numbers, half-open).

    The box may be a few pixels off and the times a few frames. Of moving writing the box holds all places.
    """

    left: int
    top: int
    width: int
    height: int
    first: int
    last: int


class TextKind(StrEnum):
    """What a text on screen is. Dialogue repeats what is said (burnt-in subtitles).

    Dialogue is erased and the others stay, unless show.toml says otherwise; a watermark says whose film it is and always stays.
    """

    DIALOGUE = "dialogue"
    TITLE = "title"
    SIGN = "sign"
    MESSAGE = "message"
    WATERMARK = "watermark"


class Kept(StrEnum):
    """Sounds of a voice that no dub replaces: the original stays. ``sound`` is a voice without words: a gasp, a hum, a sigh."""

    SINGING = "singing"
    CRYING = "crying"
    LAUGHING = "laughing"
    CROWD = "crowd"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels of the film as it is shown."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """One past the last column."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """One past the last row."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class ScreenText:
    """A text burnt into the picture. ``range`` is when it stands there, on frames; ``sure`` 0–100. Rows are parted by ``\\n``."""

    id: str
    kind: TextKind
    range: TimeRange
    box: Box
    text: str
    sure: int


@dataclass(frozen=True, slots=True)
class SpottedLine:
    """Something somebody says. ``range``: when it is heard. ``text`` is what counts; ``read`` and ``heard`` are what the picture
    and the sound alone say, where they differ from it. ``texts``: ids of the subtitles that show it. ``keep``: its original sound
    stays.
    """

    id: str
    range: TimeRange
    speaker: str
    text: str
    sure: int
    read: str = ""
    heard: str = ""
    texts: tuple[str, ...] = ()
    keep: Kept | None = None
    flags: tuple[str, ...] = ()
    """What a person should look at: ``not subtitled``, ``not heard``, ``read and heard differ``, ``speaker unsure``, ``another
    language``."""
    language: Language | None = None
    """What it is said in, where that is not the film's language; ``text`` is in it then, ``read`` may be in the film's."""


def entry_speaker(line: SpottedLine) -> str:
    """The line's speaker as translations name it, with the language of a line that is not in the film's."""
    return f"{line.speaker} ({line.language})" if line.language is not None else line.speaker


@dataclass(frozen=True, slots=True)
class Film:
    """The film as it was taken in: the SHA-256 of its bytes, frames a second of its timeline, how many, pixels as shown.

    ``sound``: which of several sound tracks is its own, from 1 (0: the only one, or not said); ``bed``: which holds its music and
    effects alone (0: none, they are separated).
    """

    digest: str
    rate: Fraction
    frames: int
    width: int
    height: int
    sound: int = 0
    bed: int = 0

    @property
    def seconds(self) -> Fraction:
        """How long it is."""
        return self.frames / self.rate


@dataclass(frozen=True, slots=True)
class Spotted:
    """A film, understood. ``cuts``: seconds at which another shot begins, without 0. Lines and texts are in the order of time."""

    film: Film
    language: Language
    cuts: tuple[Fraction, ...]
    lines: tuple[SpottedLine, ...]
    texts: tuple[ScreenText, ...]


NARRATIVE_KINDS = (TextKind.TITLE, TextKind.SIGN, TextKind.MESSAGE)
"""What can be translated where it stands in the picture: dialogue is captioned anyway, a watermark means the same everywhere."""
ERASABLE_KINDS = (TextKind.DIALOGUE, *NARRATIVE_KINDS)

_HEAD = """\
# What was heard and read in {film}. Mend what is wrong: times, words, speakers, kinds of texts. Only what you change is done again.
# Speakers are names of cast.toml; "?" asks you who it is. kind: dialogue, title, sign, message, watermark. Erased are the kinds of
# style.erase in show.toml (dialogue), translated those of style.forced_narratives (none).
# keep = "singing", "crying", "laughing", "crowd" or "sound" leaves a line's original sound in every language. sure: 0 to 100.
# language = "es" on a line: it is said in Spanish, whatever the film speaks.
# film: sound = 2 takes another of several sound tracks, bed = 3 the one with music and effects alone (0: they are separated).
"""
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z.]*")
_CLOCK = re.compile(r"(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)")


def write_spotted(spotted: Spotted) -> str:
    """The file's text. Reading it gives the same Spotted, with times on milliseconds; nothing lasts less than one."""
    film = spotted.film
    out = [
        _HEAD.format(film=FILM),
        f'film = {{ digest = "{film.digest}", rate = "{film.rate}", frames = {film.frames}, '
        f"size = [{film.width}, {film.height}]{_tracks(film)} }}",
        f"language = {_quoted(spotted.language.tag)}",
        f"cuts = {_list([_clock(one) for one in spotted.cuts])}",
    ]
    for line in spotted.lines:
        out += ["", "[[line]]", f"id = {_quoted(line.id)}", *_times(line.range)]
        out += [f"speaker = {_quoted(line.speaker)}", f"text = {_quoted(line.text)}", f"sure = {line.sure}"]
        out += [f"{key} = {_quoted(value)}" for key, value in (("read", line.read), ("heard", line.heard)) if value]
        out += [f"{key} = {_list(values)}" for key, values in (("texts", line.texts), ("flags", line.flags)) if values]
        out += [f"keep = {_quoted(line.keep.value)}"] if line.keep is not None else []
        out += [f"language = {_quoted(line.language.tag)}"] if line.language is not None else []
    for text in spotted.texts:
        box = text.box
        out += ["", "[[text]]", f"id = {_quoted(text.id)}", f"kind = {_quoted(text.kind.value)}", *_times(text.range)]
        out += [f"box = [{box.left}, {box.top}, {box.width}, {box.height}]", f"text = {_quoted(text.text)}", f"sure = {text.sure}"]
    return "\n".join(out) + "\n"


def read_spotted(text: str, file: str) -> tuple[Spotted, tuple[Problem, ...]]:
    """What the file says, and everything that is wrong with it. An empty text gives no lines and one Problem."""
    problems: list[Problem] = []
    root = parse_toml(text, file, problems)
    film = _film(root)
    language = root.language("language", Language("en"))
    if "language" not in root and not problems:
        root.complain("language", "it does not say which language is spoken", 'write language = "zh-Hans" at its top')
    cuts = tuple(sorted({time for one in root.texts("cuts") if (time := _read_clock(root, "cuts", one)) is not None and time > 0}))
    lines = [line for table in root.tables("line") if (line := _line(table, language)) is not None]
    texts = [one for table in root.tables("text") if (one := _text(table)) is not None]
    root.done()
    for what, ids in (("line", [one.id for one in lines]), ("text", [one.id for one in texts])):
        for twice in sorted({one for one in ids if ids.count(one) > 1}):
            root.complain(what, f"two {what}s have the id {twice!r}", "give one of them an id of its own, such as 1.7b")
    known = {one.id for one in texts}
    for line in lines:
        for missing in (one for one in line.texts if one not in known):
            root.complain("line", f"line {line.id} names the text {missing!r}, which is not there", "take it out of its texts")
    lines.sort(key=lambda one: (one.range.start, one.range.end))
    texts.sort(key=lambda one: (one.range.start, one.box.top, one.box.left))
    return Spotted(film, language, cuts, tuple(lines), tuple(texts)), tuple(problems)


def _tracks(film: Film) -> str:
    return f", sound = {film.sound}, bed = {film.bed}" if film.sound else ""


def _film(root: Table) -> Film:
    if "film" not in root and root.data:
        root.complain(
            "film", "it does not say which film it belongs to", "keep the line film = { ... } as onecrew localise wrote it"
        )
    table = root.table("film")
    size = table.numbers("size", 2) if "size" in table else None
    film = Film(
        digest=table.text("digest", ""),
        rate=table.fraction("rate", Fraction(25), Fraction(1), Fraction(240)),
        frames=table.integer("frames", 0, 0, 10_000_000),
        width=size[0] if size else 0,
        height=size[1] if size else 0,
        sound=table.integer("sound", 0, 0, 16),
        bed=table.integer("bed", 0, 0, 16),
    )
    table.done()
    return film


def _line(table: Table, film: Language) -> SpottedLine | None:
    when = _range(table)
    id_ = _id(table)
    keep = table.text("keep", "", ("", *(one.value for one in Kept)))
    line = SpottedLine(
        id=id_,
        range=when or TimeRange(Fraction(0), Fraction(0)),
        speaker=table.text("speaker", UNKNOWN).strip() or UNKNOWN,
        text=table.text("text", "").strip(),
        sure=table.integer("sure", 100, 0, 100),
        read=table.text("read", ""),
        heard=table.text("heard", ""),
        texts=table.texts("texts"),
        keep=Kept(keep) if keep else None,
        flags=table.texts("flags"),
        language=said if "language" in table and (said := table.language("language", film)) != film else None,
    )
    table.done()
    if not line.text and line.keep is None:
        table.complain("text", f"line {id_} says nothing", "write what is said, or take the whole line out")
        return None
    return line if when is not None and id_ else None


def _text(table: Table) -> ScreenText | None:
    when = _range(table)
    id_ = _id(table)
    kind = table.text("kind", TextKind.DIALOGUE.value, [one.value for one in TextKind])
    box = _box(table)
    text = ScreenText(
        id_,
        TextKind(kind),
        when or TimeRange(Fraction(0), Fraction(0)),
        box or Box(0, 0, 1, 1),
        table.text("text", ""),
        table.integer("sure", 100, 0, 100),
    )
    table.done()
    return text if when is not None and box is not None and id_ else None


def _id(table: Table) -> str:
    id_ = table.text("id", "")
    if not _ID.fullmatch(id_):
        table.complain("id", f"{id_!r} is no id", "give digits, letters and dots, such as 1.7")
        return ""
    return id_


def _range(table: Table) -> TimeRange | None:
    start = _read_clock(table, "from", table.text("from", ""))
    end = _read_clock(table, "to", table.text("to", ""))
    if start is None or end is None:
        return None
    if end <= start:
        table.complain("to", f"it ends at {_clock(end)} but begins at {_clock(start)}", "let it end after it begins")
        return None
    return TimeRange(start, end)


def _box(table: Table) -> Box | None:
    numbers = table.numbers("box", 4)
    if numbers is None:
        return None
    if min(numbers) < 0 or not numbers[2] or not numbers[3]:
        table.complain("box", f"box is {list(numbers)}", "give left, top, width and height in pixels, such as [60, 980, 600, 90]")
        return None
    return Box(*numbers)


def _read_clock(table: Table, key: str, text: str) -> Fraction | None:
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        table.complain(key, f"{key} is {text!r}", "give a time such as 12.480, 1:02.480 or 1:02:03.5")
        return None
    return int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 + Fraction(found[3])


def _clock(time: Fraction) -> str:
    """``1:02.480``; milliseconds, halves up."""
    whole, rest = divmod(_milliseconds(time), 60_000)
    return f"{whole}:{rest // 1000:02}.{rest % 1000:03}"


def _milliseconds(time: Fraction) -> int:
    return int(time * 1000 + Fraction(1, 2))


def _times(when: TimeRange) -> list[str]:
    start = _milliseconds(when.start)
    return [f"from = {_quoted(_clock(when.start))}", f"to = {_quoted(_clock(max(when.end, Fraction(start + 1, 1000))))}"]


def _quoted(text: str) -> str:
    """A basic string of TOML, which escapes as JSON does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(values: Sequence[str]) -> str:
    return f"[{', '.join(_quoted(one) for one in values)}]"
