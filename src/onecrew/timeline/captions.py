"""Captions of a cut in one language. In: a Timeline, the texts of its lines, rules. Out: Captions, Violations. Never: fonts,
pixels.

The words of each line are shared out over captions of at most two rows and each caption gets its time: it begins with its first
word, stays as long as reading takes, keeps its distance from the next, and ends on a cut that is near. What cannot be obeyed,
because a line is spoken faster than it can be read, is left for ``violations`` to report.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from onecrew.timeline.caption_check import Violation, violations
from onecrew.timeline.caption_rules import CaptionRules, characters, rules, shown
from onecrew.timeline.phrase import Piece, broken, joined, pieces
from onecrew.timeline.speech import Speech
from onecrew.timeline.timeline import Caption, LineClip, Timeline
from onecrew.units import TimeRange

Measure = Callable[[str], Fraction | float]
"""The share of the picture's width one row of text takes at the show's caption size, 1 = all of it."""

_TIE = 100_000
_ORPHAN = 3_000
_SHORT = 2_000
_LONG = 5_000
_CAPTION = 400
_PROHIBITIVE = 10**9


def captions(
    timeline: Timeline,
    texts: Mapping[str, str],
    rules: CaptionRules,
    spoken: Mapping[str, Speech] | None = None,
    measure: Measure | None = None,
    names: Sequence[str] = (),
) -> tuple[Caption, ...]:
    """The captions of every line of ``timeline`` that has a text, in order, on frames.

    ``texts``: what is said, by line id, in the wording that is spoken. ``spoken`` gives times of words where they are known;
    without them the words share the line's time by their letters. ``names`` are never parted.
    """
    table = _Width(rules, measure)
    cues: list[_Cue] = []
    for group in (_said_once(group, texts) for group in _together(timeline.lines)):
        shared = [
            _line_cues(
                clip, texts[clip.line], table, timeline.rate, (spoken or {}).get(clip.line), names, 1 if len(group) > 1 else 0
            )
            for clip in group
            if texts.get(clip.line, "").strip()
        ]
        cues += _side_by_side(shared, table) if len(shared) > 1 else [cue for one in shared for cue in one]
    cues.sort(key=lambda cue: cue.heard[0])
    return _timed(cues, timeline, table)


def picture_cuts(timeline: Timeline) -> tuple[Fraction, ...]:
    """When the picture is cut hard; transitions are no cuts to the eye."""
    return tuple(clip.range.start for clip in timeline.shots[1:] if not clip.overlap)


# -- words into captions --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cue:
    """A caption in the making. ``heard``: first and last frame of its words, half-open."""

    rows: tuple[str, ...]
    heard: tuple[int, int]
    lines: tuple[str, ...]
    speaker: str


class _Width:
    """Whether a row fits; every text is measured once."""

    def __init__(self, rules: CaptionRules, measure: Measure | None) -> None:
        self.rules = rules
        self._measure = measure
        self._known: dict[str, Fraction] = {}

    def share(self, text: str) -> Fraction:
        """How full a row of ``text`` is: 1 = all that is allowed."""
        if text not in self._known:
            share = characters(text, self.rules) / self.rules.row_characters
            if self._measure is not None:
                share = max(share, Fraction(self._measure(text)) / self.rules.width)
            self._known[text] = share
        return self._known[text]

    def fits(self, text: str) -> bool:
        """Whether ``text`` fits one row."""
        return self.share(text) <= 1


def _together(lines: Sequence[LineClip]) -> list[list[LineClip]]:
    """Lines in order; those heard together for most of the shorter one in one group."""
    groups: list[list[LineClip]] = []
    for clip in sorted(lines, key=lambda clip: clip.range.start):
        if groups:
            last = groups[-1][-1]
            both = min(last.range.length, clip.range.length)
            if both and last.range.overlap(clip.range) * 2 >= both:
                groups[-1].append(clip)
                continue
        groups.append([clip])
    return groups


def _said_once(group: Sequence[LineClip], texts: Mapping[str, str]) -> list[LineClip]:
    """Of those who say the same words together, one: a chorus is written once."""
    kept: dict[str, LineClip] = {}
    for clip in group:
        kept.setdefault(texts.get(clip.line, "").strip(), clip)
    return list(kept.values())


def _line_cues(
    clip: LineClip,
    text: str,
    width: _Width,
    rate: Fraction,
    speech: Speech | None,
    names: Sequence[str],
    dashed: int,
) -> list[_Cue]:
    """The captions of one line; ``dashed`` 1: rows that stand alone beside another speaker's, with room for a dash."""
    dash = width.rules.dash if dashed else ""
    found: list[Piece] = []
    for piece in pieces(text, width.rules.language, names):
        found += [piece] if width.fits(dash + piece.text) else broken(piece)
    if speech is not None and clip.wording:
        speech = speech.shorter[clip.wording - 1]
    times = _piece_times(found, clip, speech)
    return [
        _Cue(
            rows,
            (math.floor(times[start][0] * rate), math.ceil(times[end - 1][1] * rate)),
            (clip.line,),
            clip.speaker,
        )
        for start, end, rows in _shared_out(found, times, width, rate, 1 if dashed else width.rules.rows, dash)
    ]


def _piece_times(found: Sequence[Piece], clip: LineClip, speech: Speech | None) -> list[tuple[Fraction, Fraction]]:
    """When each piece is heard, in the film."""
    letters = [max(1, sum(char.isalnum() for char in piece.text)) for piece in found]
    total = sum(letters)
    curve = _voice(speech)
    natural = speech.seconds if speech is not None and speech.seconds else Fraction(1)

    def at(share: Fraction, last: bool) -> Fraction:
        """The time at which ``share`` of the letters has been said; ``last``: before a pause that stands there, not after it."""
        knots = [knot for knot in pairwise(curve) if knot[0][0] <= share <= knot[1][0]]
        (left, early), (right, late) = knots[0] if last else knots[-1]
        inside = early if left == right else early + (late - early) * (share - left) / (right - left)
        if left == right and not last:
            inside = late
        return clip.range.start + inside / natural * clip.range.length

    times = []
    said = 0
    for count in letters:
        times.append((at(Fraction(said, total), False), at(Fraction(said + count, total), True)))
        said += count
    return times


def _voice(speech: Speech | None) -> list[tuple[Fraction, Fraction]]:
    """Share of the letters said against time in the speech, from its words, else from its pauses, else even."""
    if speech is None or not speech.seconds:
        return [(Fraction(0), Fraction(0)), (Fraction(1), Fraction(1))]
    if speech.words:
        counts = [max(1, sum(char.isalnum() for char in word.text)) for word in speech.words]
        total = sum(counts)
        knots = [(Fraction(0), Fraction(0))]
        said = 0
        for word, count in zip(speech.words, counts, strict=True):
            knots.append((Fraction(said, total), max(knots[-1][1], word.start)))
            said += count
            knots.append((Fraction(said, total), max(knots[-1][1], word.end)))
        return [*knots, (Fraction(1), max(knots[-1][1], speech.seconds))]
    silent = sum((pause.length for pause in speech.pauses), Fraction(0))
    voiced = speech.seconds - silent
    knots = [(Fraction(0), Fraction(0))]
    said_time = Fraction(0)
    for pause in speech.pauses if voiced > 0 else ():
        said_time += pause.start - knots[-1][1]
        knots += [(said_time / voiced, pause.start), (said_time / voiced, pause.end)]
    return [*knots, (Fraction(1), speech.seconds)]


def _shared_out(
    found: Sequence[Piece],
    times: Sequence[tuple[Fraction, Fraction]],
    width: _Width,
    rate: Fraction,
    rows: int,
    dash: str,
) -> list[tuple[int, int, tuple[str, ...]]]:
    """The cheapest way to share pieces out over captions: (first, end, rows) of each."""
    count = len(found)
    best: list[tuple[int, int, tuple[str, ...]]] = [(_PROHIBITIVE * place, 0, ()) for place in range(count + 1)]
    room = rows * width.rules.row_characters
    for end in range(1, count + 1):
        for start in range(end - 1, -1, -1):
            if start < end - 1 and characters(joined(found[start:end]), width.rules) > room:
                break
            wrapped = _wrapped(found[start:end], width, rows, dash)
            if wrapped is None:
                continue
            price, text = wrapped
            price += best[start][0] + _CAPTION
            whole = start == 0 and end == count
            if end < count:
                price += (_TIE if found[end - 1].tie else 0) + found[end - 1].rest * 3
            price += _pace(times[start][0], times[end - 1][1], width.rules, rate, whole)
            if not whole and len(text) == 1 and _stray(text[0], width.rules):
                price += _ORPHAN if found[end - 1].rest else _ORPHAN // 4
            # Captions of even length rather than a full one and a rest.
            price += int(sum(width.share(dash + row) ** 2 for row in text) * 40)
            if price < best[end][0]:
                best[end] = (price, start, text)
    shared = []
    end = count
    while end:
        _, start, text = best[end]
        shared.append((start, end, text))
        end = start
    return shared[::-1]


def _pace(start: Fraction, end: Fraction, rules: CaptionRules, rate: Fraction, whole: bool) -> int:
    """What a caption costs whose words are heard too shortly (unless it is the whole line) or too long."""
    length = end - start
    if length > rules.longest:
        return _LONG + int((length - rules.longest) * 100)
    if not whole and length < rules.shortest + rules.gap_frames / rate:
        return _SHORT
    return 0


def _stray(row: str, rules: CaptionRules) -> bool:
    """Whether a row is a word so short that it looks lost beside others."""
    row = shown(row, rules)
    return " " not in row and characters(row, rules) <= (1 if rules.halves else 5)


def _wrapped(found: Sequence[Piece], width: _Width, rows: int, dash: str = "") -> tuple[int, tuple[str, ...]] | None:
    """The pieces in one row if they fit, else in two well-balanced ones; what that costs, or None if they fit neither."""
    whole = joined(found)
    if width.fits(dash + whole):
        return 0, (whole,)
    choices = []
    for at in range(1, len(found)) if rows > 1 else ():
        top, bottom = joined(found[:at]), joined(found[at:])
        if not (width.fits(top) and width.fits(bottom)):
            continue
        first, second = width.share(top), width.share(bottom)
        price = (_TIE if found[at - 1].tie else 0) + found[at - 1].rest + int(abs(first - second) * 150)
        # A pyramid reads better than its reverse: the eye travels less.
        price += 20 if first > second else 0
        # A short sentence of its own is not lost above another.
        stray = (found[at - 1].rest and _stray(top, width.rules)) or _stray(bottom, width.rules)
        price += _ORPHAN if len(found) > 2 and stray else 0
        choices.append((price, at, (top, bottom)))
    if choices:
        price, _, text = min(choices)
        return price, text
    # One letter cluster wider than a row: nothing smaller exists, and the report will say so.
    return (_PROHIBITIVE, (whole,)) if len(found) == 1 else None


def _side_by_side(shared: Sequence[Sequence[_Cue]], width: _Width) -> list[_Cue]:
    """Two speakers at once: their rows under each other, each after a dash. A third speaker follows in captions of his own."""
    first, second, *others = shared
    found = []
    for place in range(max(len(first), len(second))):
        both = [cues[place] for cues in (first, second) if place < len(cues)]
        found.append(_merged(both, width.rules))
    return found + [cue for cues in others for cue in cues]


def _merged(cues: Sequence[_Cue], rules: CaptionRules) -> _Cue:
    """Captions of one row each in one caption; different speakers get dashes."""
    speakers = {cue.speaker for cue in cues}
    dash = rules.dash if len(speakers) > 1 else ""
    return _Cue(
        tuple(dash + row for cue in cues for row in cue.rows),
        (min(cue.heard[0] for cue in cues), max(cue.heard[1] for cue in cues)),
        tuple(dict.fromkeys(line for cue in cues for line in cue.lines)),
        cues[0].speaker if len(speakers) == 1 else "",
    )


# -- captions in time -----------------------------------------------------------------------------------------------------------


def _timed(cues: Sequence[_Cue], timeline: Timeline, width: _Width) -> tuple[Caption, ...]:
    rate = timeline.rate
    cuts = [int(cut * rate) for cut in picture_cuts(timeline)]
    end = int(timeline.length * rate)
    cues = _merged_where_needed(list(cues), cuts, end, rate, width)
    starts = _starts(cues, cuts, end, rate, width.rules)
    found = []
    for place, cue in enumerate(cues):
        start = starts[place]
        following = starts[place + 1] if place + 1 < len(cues) else None
        stop = _stop(cue, start, following, cuts, end, rate, width.rules)
        found.append(
            Caption(
                TimeRange(Fraction(start) / rate, Fraction(stop) / rate),
                tuple(shown(row, width.rules) for row in cue.rows),
                cue.lines[0],
                cue.speaker,
                cue.lines[1:],
            )
        )
    return tuple(found)


def _need(cue: _Cue, rate: Fraction, rules: CaptionRules) -> int:
    """Frames it takes to read a caption, at least the shortest and at most the longest time."""
    reading = sum((characters(row, rules) for row in cue.rows), Fraction(0)) / rules.speed
    return min(math.ceil(max(rules.shortest, reading) * rate), math.floor(rules.longest * rate))


def _starts(cues: Sequence[_Cue], cuts: Sequence[int], end: int, rate: Fraction, rules: CaptionRules) -> list[int]:
    """First frames: with the first word, on a cut right before it, or later while the caption before is still to be read."""
    least = math.ceil(rules.shortest * rate)
    starts: list[int] = []
    free = 0
    for place, cue in enumerate(cues):
        heard = max(0, cue.heard[0])
        start = max(next((cut for cut in cuts if heard - rules.early_frames <= cut < heard), heard), free)
        need = _need(cue, rate, rules)
        limit = end
        if place + 1 < len(cues):
            limit = cues[place + 1].heard[0] + rules.late_frames - rules.gap_frames
        if start + need > limit:
            start = max(free, min(start, heard - rules.early_frames), 0)
        starts.append(start)
        free = start + max(least, min(need, limit - start)) + rules.gap_frames
    return starts


def _stop(
    cue: _Cue,
    start: int,
    following: int | None,
    cuts: Sequence[int],
    end: int,
    rate: Fraction,
    rules: CaptionRules,
) -> int:
    """The frame a caption ends before: read and said, on a cut that is near, close to the next caption when that is near."""
    last = min(end, start + math.floor(rules.longest * rate))
    chained = following - rules.gap_frames if following is not None else None
    if chained is not None:
        last = min(last, chained)
    least = start + _need(cue, rate, rules)
    stop = min(max(cue.heard[1], least), last)
    for _ in range(len(cuts) + 1):
        if chained is not None and chained - stop < rules.snap_frames - rules.gap_frames and chained <= last:
            return chained
        near = min((cut for cut in cuts if abs(cut - stop) <= rules.snap_frames), key=lambda cut: abs(cut - stop), default=stop)
        if near == stop:
            break
        if near > stop:
            stop = min(near, last)
        elif near >= least and cue.heard[1] <= near + rules.early_frames:
            stop = near
        else:
            stop = min(near + rules.snap_frames + 1, last)
        if stop == last:
            break
    return stop


def _merged_where_needed(cues: list[_Cue], cuts: Sequence[int], end: int, rate: Fraction, width: _Width) -> list[_Cue]:
    """Two quick lines share a caption when the second would otherwise come too late."""
    rules = width.rules
    place = 1
    while place < len(cues):
        starts = _starts(cues, cuts, end, rate, rules)
        if starts[place] - cues[place].heard[0] > rules.late_frames:
            for first in (place - 1, place):
                pair = cues[first : first + 2]
                if len(pair) == 2 and _mergeable(pair, rate, width):
                    cues = [*cues[:first], _merged(pair, rules), *cues[first + 2 :]]
                    place = max(0, first - 1)
                    break
        place += 1
    return cues


def _mergeable(pair: Sequence[_Cue], rate: Fraction, width: _Width) -> bool:
    """Whether two captions have one row each that fits beside the other's, and are soon enough over."""
    rules = width.rules
    if any(len(cue.rows) != 1 or len(cue.lines) != 1 for cue in pair) or rules.rows < 2:
        return False
    merged = _merged(pair, rules)
    return all(width.fits(row) for row in merged.rows) and merged.heard[1] - merged.heard[0] <= rules.longest * rate


__all__ = ["CaptionRules", "Measure", "Violation", "captions", "characters", "picture_cuts", "rules", "violations"]
