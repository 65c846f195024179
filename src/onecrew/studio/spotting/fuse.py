"""What was read and what was heard become lines. In: texts on screen, heard words, when somebody speaks. Out: SpottedLines.

Never: pixels, samples, speakers. Subtitles know the words: their spelling stands, mended where the ear knows better (accents, words
run together). Speech knows the times: a line begins and ends with its words. What is said without a subtitle is a line too, and a
subtitle that nobody says is none. Where the two disagree, the line is flagged for a person.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, pairwise

from onecrew.providers.transcription import Word
from onecrew.providers.transcription.words import SPACELESS, edits, units
from onecrew.story.spotted import UNKNOWN, ScreenText, SpottedLine, TextKind
from onecrew.units import Language, TimeRange

REACH = Fraction(3, 2)
"""Seconds by which speech may begin before its subtitle or end after it."""
_AGREED = 0.6
"""Share of a subtitle's words that must be heard for both to be the same sentence."""
_TIMED = 0.4
"""Share that must be heard for the words' times to be trusted."""
_PAUSE = Fraction(6, 10)
"""Seconds of silence that part two lines nobody wrote down."""
_SAME = Fraction(3, 10)
"""Seconds a subtitle may blink and still be one."""
_SNAP = Fraction(1, 4)
"""Seconds by which a word's time is moved to where speech begins or ends."""
_DEEP, _SILENT = 26, -55
"""dB below a line's loudest moment, and below full scale, at which it is silent."""
_GAP = 8
"""Hundredths of a second of silence that part two lines."""
_FAR = Fraction(1, 2)
"""Seconds between a subtitle's beginning and its line's from which one of the two is wrong."""
AWAY = "begins away from its subtitle"
_SURE = 45
"""Confidence below which words without a subtitle are thought to be invented."""


@dataclass(frozen=True, slots=True)
class Fused:
    """``lines`` in order of time, numbered, their speakers unknown; ``texts``: those nobody says are no dialogue any more."""

    lines: tuple[SpottedLine, ...]
    texts: tuple[ScreenText, ...]


@dataclass(slots=True)
class _Cue:
    """A subtitle in one wording: the tokens as written, their units with the token each comes from."""

    texts: tuple[ScreenText, ...]
    tokens: list[str]
    units: list[tuple[str, int]]
    range: TimeRange
    sure: int
    shared: bool = False
    """Whether somebody else speaks in the same subtitle."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A heard word's unit, and the word."""

    unit: str
    word: int


def fuse(
    language: Language,
    words: Sequence[Word],
    texts: Sequence[ScreenText],
    speech: Sequence[TimeRange],
    levels: Sequence[int] = (),
) -> Fused:
    """The lines of a film in ``language``. ``speech``: when somebody speaks, from voice activity; ``levels``: how loud the voices
    are, dB full scale, a hundred times a second: lines begin and end where they do."""
    spaceless = language.base in SPACELESS
    cues = _cues(language, texts, spaceless)
    heard = [_Token(unit, number) for number, word in enumerate(words) for unit in units(word.text, language.tag)]
    pairs = _aligned(cues, heard, words)
    lines: list[SpottedLine] = []
    shown_at: list[TimeRange] = []
    silent: set[str] = set()
    taken: set[int] = set()
    for number, (cue, window) in enumerate(zip(cues, _windows(cues), strict=True)):
        line, used = _line(cue, pairs[number], heard, words, speech, window, spaceless)
        taken |= used
        if line is None:
            silent.update(one.id for one in cue.texts)
        else:
            lines.append(line)
            shown_at.append(cue.range)
    unwritten = _unwritten(language, words, taken, lines, speech, spaceless)
    lines, unwritten = _given_room(lines, shown_at, unwritten)
    lines += unwritten
    # Of lines that begin together the subtitles' order counts: sorting keeps it.
    lines = _in_order(lines, len(lines) - len(unwritten))
    shown = tuple(replace(one, kind=TextKind.SIGN) if one.id in silent else one for one in texts)
    lines = [replace(line, range=_sounding(line.range, levels)) for line in lines] if levels else lines
    lines = _parted(_in_order(lines, len(lines)))
    return Fused(tuple(replace(line, id=f"1.{number}") for number, line in enumerate(lines, 1)), shown)


def wording(text: str, language: Language) -> str:
    """What a subtitle says in ``language``: of two languages on two rows only the rows in its script, joined to one row."""
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    own = [row for row in rows if _han(row) == (language.base in ("zh", "ja"))]
    return ("" if language.base in SPACELESS else " ").join(own or rows)


def _han(row: str) -> bool:
    return any("\u3040" <= letter <= "\u30ff" or "\u4e00" <= letter <= "\u9fff" for letter in row)


def _cues(language: Language, texts: Sequence[ScreenText], spaceless: bool) -> list[_Cue]:
    cues: list[_Cue] = []
    for text in sorted((one for one in texts if one.kind is TextKind.DIALOGUE), key=lambda one: (one.range.start, one.box.top)):
        parts = _speakers_apart(text.text, language)
        for said in parts:
            tokens = [one for one in said if not one.isspace()] if spaceless else said.split()
            found = [(unit, place) for place, token in enumerate(tokens) for unit in units(token, language.tag)]
            if not found:
                continue
            last = cues[-1] if cues else None
            if last is not None and last.tokens == tokens and text.range.start - last.range.end <= _SAME:
                span = TimeRange(last.range.start, max(last.range.end, text.range.end))
                cues[-1] = _Cue((*last.texts, text), tokens, found, span, max(last.sure, text.sure), last.shared)
            else:
                cues.append(_Cue((text,), tokens, found, text.range, text.sure, len(parts) > 1))
    return cues


def _windows(cues: Sequence[_Cue]) -> list[TimeRange]:
    """When each subtitle's line may be heard where its words were not: around it, up to the subtitles beside it."""
    found: list[TimeRange] = []
    for number, cue in enumerate(cues):
        low, high = max(Fraction(0), cue.range.start - _SNAP), cue.range.end + _SNAP
        before = [one.range.end for one in cues[:number][-2:] if one.range.start < cue.range.start]
        after = [one.range.start for one in cues[number + 1 : number + 3] if one.range.start > cue.range.start]
        low = max([low, *(min(end, cue.range.start) for end in before)])
        high = min([high, *after])
        found.append(TimeRange(low, high))
    return found


def _speakers_apart(text: str, language: Language) -> list[str]:
    """Rows that begin with dashes are said by different people."""
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    dashed = [row for row in rows if row[0] in "-–—"]
    if len(rows) > 1 and len(dashed) == len(rows):
        return [row.lstrip("-–— ") for row in rows]
    return [wording(text, language)]


# -- which heard word belongs to which subtitle ---------------------------------------------------------------------------------


def _aligned(cues: Sequence[_Cue], heard: Sequence[_Token], words: Sequence[Word]) -> list[list[tuple[int, int, bool]]]:
    """For each cue, pairs of (its unit, heard unit, whether they are equal), in order.

    The cheapest alignment of all that is written with all that was heard (Levenshtein), where a pair may only be made within
    ``REACH`` of the subtitle: an equal pair saves two edits, another one. Both are in the order of time, so only a band along the
    diagonal is reckoned; before it a row is the row above, behind it its own last value.
    """
    written = [(unit, number, place) for number, cue in enumerate(cues) for place, (unit, _) in enumerate(cue.units)]
    pairs: list[list[tuple[int, int, bool]]] = [[] for _ in cues]
    bands = _bands(cues, [words[one.word] for one in heard])
    saved = [0]
    back: list[tuple[int, bytearray]] = []
    for unit, number, _ in written:
        first, last, low, high = bands[number]
        saved.extend([saved[-1]] * (last + 1 - len(saved)))
        steps = bytearray(max(0, last + 1 - first))
        diagonal, left = saved[first - 1], saved[first - 1]
        for column in range(first, last + 1):
            word, above = words[heard[column - 1].word], saved[column]
            best, step = above, 1
            if left > best:
                best, step = left, 2
            if word.start >= low and word.end <= high:
                paired = diagonal + (2 if unit == heard[column - 1].unit else 1)
                if paired >= best:
                    best, step = paired, 0
            saved[column] = left = best
            diagonal = above
            steps[column - first] = step
        back.append((first, steps))
    place, column = len(written), len(heard)
    while place:
        first, steps = back[place - 1]
        if column >= first + len(steps) and len(steps):
            column = first + len(steps) - 1
        step = steps[column - first] if first <= column < first + len(steps) else 1
        if step == 2:
            column -= 1
            continue
        place -= 1
        if step == 0:
            column -= 1
            unit, number, inside = written[place]
            pairs[number].append((inside, column, unit == heard[column].unit))
    return [one[::-1] for one in pairs]


def _bands(cues: Sequence[_Cue], words: Sequence[Word]) -> list[tuple[int, int, Fraction, Fraction]]:
    """For each cue the first and the last heard unit (from 1) that may be its own, and from when to when they are heard. Neither
    bound ever goes back."""
    begun = list(accumulate((word.start for word in words), max))
    ended = list(accumulate((word.end for word in reversed(words)), min))[::-1]
    times = [(cue.range.start - REACH, cue.range.end + REACH) for cue in cues]
    firsts = list(accumulate((bisect_left(begun, low) + 1 for low, _ in reversed(times)), min))[::-1]
    lasts = list(accumulate((bisect_right(ended, high) for _, high in times), max))
    return [(first, last, *time) for first, last, time in zip(firsts, lasts, times, strict=True)]


# -- a subtitle and its words ---------------------------------------------------------------------------------------------------


def _line(
    cue: _Cue,
    pairs: Sequence[tuple[int, int, bool]],
    heard: Sequence[_Token],
    words: Sequence[Word],
    speech: Sequence[TimeRange],
    window: TimeRange,
    spaceless: bool,
) -> tuple[SpottedLine | None, set[int]]:
    """The line of a subtitle and the heard words it takes; no line when nobody speaks while it stands there.

    ``window``: the time that is the subtitle's own. Words that begin half a second from it are misplaced when somebody speaks as it
    appears: a model begins a film's first word with the film, and hears an echo twice.
    """
    agreed = sum(equal for _, _, equal in pairs) / len(cue.units)
    used = sorted({heard[column].word for _, column, _ in pairs}) if agreed > 0 else []
    spoken = _within(speech, window)
    flags = []
    if agreed >= _TIMED:
        span = _snapped(TimeRange(words[used[0]].start, max(words[used[-1]].end, words[used[0]].start)), speech)
        if not cue.shared and abs(span.start - cue.range.start) > _FAR:
            flags.append(AWAY)
            span = _trusted(span, cue.range, window, speech)
    elif spoken is not None:
        span = spoken
    else:
        return None, set()
    said = ("" if spaceless else " ").join(words[number].text for number in range(used[0], used[-1] + 1)) if used else ""
    read = ("" if spaceless else " ").join(cue.tokens)
    text = read if spaceless else _mended(cue, pairs, heard, words)
    if not used:
        flags.append("not heard")
    elif agreed < _AGREED:
        flags.append("read and heard differ")
    line = SpottedLine(
        id="",
        range=span,
        speaker=UNKNOWN,
        text=text,
        sure=round(cue.sure * (0.5 + 0.5 * min(1.0, agreed / _AGREED))),
        read=read if read != text else "",
        heard=said if _plain(said) != _plain(text) else "",
        texts=tuple(one.id for one in cue.texts),
        flags=tuple(flags),
    )
    return line, set(range(used[0], used[-1] + 1)) if used else set()


def _mended(cue: _Cue, pairs: Sequence[tuple[int, int, bool]], heard: Sequence[_Token], words: Sequence[Word]) -> str:
    """The subtitle's words with the accents that were heard, and parted where several heard words were read as one."""
    by_token: dict[int, list[int]] = {}
    for inside, column, _ in pairs:
        by_token.setdefault(cue.units[inside][1], []).append(heard[column].word)
    out: list[str] = []
    for place, token in enumerate(cue.tokens):
        near = by_token.get(place, [])
        out.append(_parted_token(token, words, near) or _accented(token, [words[number].text for number in near]))
    return " ".join(out)


def _accented(token: str, said: Sequence[str]) -> str:
    """The token with the accents of a heard word of the same letters."""
    for one in said:
        bare = one.strip(".,;:!?¡¿…\"'«»“”()")
        core = token.strip(".,;:!?¡¿…\"'«»“”()")
        if bare and core and bare.casefold() != core.casefold() and _folded(bare) == _folded(core) == core.casefold():
            cased = bare.upper() if core.isupper() and len(core) > 1 else bare.capitalize() if core[0].isupper() else bare.lower()
            return token.replace(core, cased, 1)
    return token


def _parted_token(token: str, words: Sequence[Word], near: Sequence[int]) -> str:
    """Two or three heard words that the token runs together, in its own letters; empty when it does not."""
    core = _plain(token)
    for first in {number - shift for number in near for shift in (0, 1, 2) if number >= shift}:
        for count in (2, 3):
            said = [_plain(word.text) for word in words[first : first + count]]
            if len(said) == count and all(said) and "".join(said) == core:
                pieces, rest = [], token
                for one in said[:-1]:
                    end, seen = 0, 0
                    while seen < len(one) and end < len(rest):
                        seen += bool(_plain(rest[end]))
                        end += 1
                    pieces.append(rest[:end])
                    rest = rest[end:]
                return " ".join((*pieces, rest))
    return ""


def _folded(text: str) -> str:
    """Lower case without accents."""
    return "".join(one for one in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(one))


def _plain(text: str) -> str:
    """Letters and digits alone, lower case."""
    return "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())


# -- times ----------------------------------------------------------------------------------------------------------------------


def _trusted(span: TimeRange, cue: TimeRange, window: TimeRange, speech: Sequence[TimeRange]) -> TimeRange:
    """The time of words that are heard far from their subtitle: the subtitle's, if somebody speaks as it appears."""
    appears = TimeRange(max(Fraction(0), cue.start - _SNAP), cue.start + _SNAP)
    if not any(one.overlap(appears) > 0 for one in speech):
        return span
    end = span.end if abs(span.end - cue.end) <= _FAR else min(cue.end, window.end)
    return TimeRange(cue.start, end) if end > cue.start else cue


def _given_room(
    lines: Sequence[SpottedLine], shown_at: Sequence[TimeRange], unwritten: Sequence[SpottedLine]
) -> tuple[list[SpottedLine], list[SpottedLine]]:
    """What no subtitle shows begins behind the subtitle before it: a model cuts a short line off where the next one is near."""
    said, free = list(lines), list(unwritten)
    for place, line in enumerate(free):
        for number, shown in enumerate(shown_at):
            inside = shown.end - line.range.start
            if shown.start < line.range.start and 0 < inside <= _FAR and line.range.end - shown.end >= _SAME:
                free[place] = line = replace(line, range=TimeRange(shown.end, line.range.end))
                before = said[number]
                if shown.end - before.range.end <= _FAR:
                    said[number] = replace(before, range=TimeRange(before.range.start, max(before.range.end, shown.end)))
    return said, free


def _in_order(lines: Sequence[SpottedLine], subtitled: int) -> list[SpottedLine]:
    """Lines by their beginnings; of the first ones, which are in the order of the subtitles, none begins before the one before."""
    out: list[SpottedLine] = []
    for number, line in enumerate(lines):
        if 0 < number < subtitled and line.range.start < out[-1].range.start:
            start = out[-1].range.start
            line = replace(line, range=TimeRange(start, max(line.range.end, start + Fraction(1, 10))))
        out.append(line)
    return sorted(out, key=lambda line: line.range.start)


def _within(speech: Sequence[TimeRange], window: TimeRange) -> TimeRange | None:
    """From the first to the last moment somebody speaks in the window."""
    inside = [span for span in speech if span.overlap(window) > Fraction(1, 10)]
    if not inside:
        return None
    return TimeRange(max(window.start, inside[0].start), min(window.end, inside[-1].end))


def _snapped(span: TimeRange, speech: Sequence[TimeRange]) -> TimeRange:
    """Ends moved to where speech begins or ends, when that is near: models place words within a fifth of a second."""
    start = min(
        (one.start for one in speech if abs(one.start - span.start) <= _SNAP),
        key=lambda at: abs(at - span.start),
        default=span.start,
    )
    end = min((one.end for one in speech if abs(one.end - span.end) <= _SNAP), key=lambda at: abs(at - span.end), default=span.end)
    return TimeRange(start, end) if end > start else TimeRange(span.start, max(span.end, span.start + Fraction(1, 10)))


def _sounding(span: TimeRange, levels: Sequence[int]) -> TimeRange:
    """The span from where the voice rises to where it falls. A model that writes down words spreads them over pauses, and its times
    are a fifth of a second off in continuous speech.

    Loud is within 26 dB of the line's loudest moment. An onset in the fall of what was said before is moved behind the pause that
    follows it; one in a pause to where the pause ends; one in a word to where the word begins, a quarter of a second away at most.
    """
    first, last = round(span.start * 100), round(span.end * 100)
    inside = levels[first:last]
    if len(inside) < 10:
        return span
    floor = max(max(inside) - _DEEP, _SILENT)
    loud = [level > floor for level in levels]
    start = _edge(loud, first, 1, min(last, first + 90))
    end = _edge(loud, last - 1, -1, max(first, last - 90)) + 1
    return TimeRange(Fraction(start, 100), Fraction(end, 100)) if end - start >= 10 else span


def _edge(loud: Sequence[bool], at: int, way: int, limit: int) -> int:
    """The first (``way`` 1) or last (-1) loud hundredth of a line that is said to begin or end at ``at``."""
    at = min(max(at, 0), len(loud) - 1)
    if not loud[at]:
        inward = at
        while inward != limit and not loud[inward]:
            inward += way
        return inward if loud[inward] else at
    # What sounds for a moment and then pauses belongs to the line beside this one.
    inward, sounded = at, 0
    while inward != limit and sounded < 20 and loud[inward]:
        inward, sounded = inward + way, sounded + 1
    pause = inward
    while pause != limit and not loud[pause]:
        pause += way
    if sounded < 20 and abs(pause - inward) >= _GAP and loud[pause]:
        return pause
    outward = at
    while 0 < outward < len(loud) - 1 and loud[outward - way] and abs(outward - at) < 25:
        outward -= way
    return outward if not loud[outward - way] else at


def _parted(lines: Sequence[SpottedLine]) -> list[SpottedLine]:
    """Lines whose snapped times run into the next one end where it begins, unless they are heard together for most of it."""
    out = list(lines)
    for number, (one, after) in enumerate(pairwise(out)):
        both = one.range.overlap(after.range)
        if both and both * 2 < min(one.range.length, after.range.length):
            out[number] = replace(one, range=TimeRange(one.range.start, after.range.start))
    return out


# -- what nobody wrote down -----------------------------------------------------------------------------------------------------


def _unwritten(
    language: Language,
    words: Sequence[Word],
    taken: set[int],
    lines: Sequence[SpottedLine],
    speech: Sequence[TimeRange],
    spaceless: bool,
) -> list[SpottedLine]:
    """Lines of words no subtitle shows. Words within a subtitled line are that line's, however they were misheard."""
    free = [
        number
        for number, word in enumerate(words)
        if number not in taken and not any(line.range.holds((word.start + word.end) / 2) for line in lines)
    ]
    groups: list[list[int]] = []
    for number in free:
        last = groups[-1][-1] if groups else None
        apart = last is None or number != last + 1 or words[number].start - words[last].end > _PAUSE
        ended = (
            last is not None
            and words[last].text.rstrip()[-1:] in tuple("。！？.!?…")
            and words[number].start - words[last].end > _SAME
        )
        if apart or ended:
            groups.append([])
        groups[-1].append(number)
    found: list[SpottedLine] = []
    for group in groups:
        said = [words[number] for number in group]
        text = ("" if spaceless else " ").join(word.text for word in said).strip()
        span = TimeRange(said[0].start, max(said[-1].end, said[0].start + Fraction(1, 10)))
        sure = round(sum(word.confidence for word in said) / len(said))
        spoken = sum((one.overlap(span) for one in speech), Fraction(0))
        if sure < _SURE or spoken * 2 < span.length or not units(text, language.tag):
            continue
        # An echo of a subtitled sentence beside it is the model repeating itself.
        if any(
            abs(line.range.end - span.start) < 1 and edits(units(line.text, language.tag), units(text, language.tag)) < 0.2
            for line in lines
        ):
            continue
        found.append(SpottedLine("", _snapped(span, speech), UNKNOWN, text, sure, flags=("not subtitled",)))
    return found
