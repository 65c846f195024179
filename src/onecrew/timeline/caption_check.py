"""What captions break of their language's rules. In: Captions, rules, cuts. Out: Violations. Never: mending.

It reads finished captions, whoever made them; it shares the rules with the layout but none of its choices.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from onecrew.timeline.caption_place import CaptionArea, touch
from onecrew.timeline.caption_rules import CaptionRules, characters
from onecrew.timeline.phrase import pieces
from onecrew.timeline.timeline import Caption

_SENTENCE = tuple(".!?…。！？।؟")


@dataclass(frozen=True, slots=True)
class Violation:
    """``caption``: its place in the sequence, from 0. ``rule``: rows, width, shortest, longest, speed, gap, cut, tie or orphan."""

    caption: int
    rule: str
    fact: str


def violations(
    captions: Sequence[Caption],
    rules: CaptionRules,
    rate: Fraction,
    cuts: Sequence[Fraction] = (),
    measure: Callable[[str], Fraction | float] | None = None,
    names: Sequence[str] = (),
    area: CaptionArea | None = None,
) -> tuple[Violation, ...]:
    """Every rule that a caption breaks, in order. ``cuts``: times of the picture's hard cuts (``picture_cuts``).

    Captions keep their distance from the next in the same place; two at once stand in two places. With ``area``, what would lie
    over another caption is in its place; without, only what has the same place.
    """
    found: list[Violation] = []
    for place, caption in enumerate(captions):
        later = (captions[number] for number in range(place + 1, len(captions)))
        following = next((one for one in later if _together(caption, one, area)), None)
        found += [Violation(place, rule, fact) for rule, fact in _shape(caption, rules, measure)]
        found += [Violation(place, rule, fact) for rule, fact in _time(caption, following, rules, rate, cuts)]
        found += [Violation(place, rule, fact) for rule, fact in _orphan(caption, rules, names, measure)]
    found += _ties(captions, rules, names)
    return tuple(sorted(found, key=lambda one: (one.caption, one.rule, one.fact)))


def _together(one: Caption, other: Caption, area: CaptionArea | None) -> bool:
    """Whether two captions need the same place."""
    if area is None or one.place == other.place:
        return one.place == other.place
    return touch(area.spans(len(one.lines), one.place), area.spans(len(other.lines), other.place))


def _shape(caption: Caption, rules: CaptionRules, measure: Callable[[str], Fraction | float] | None) -> list[tuple[str, str]]:
    found = []
    if len(caption.lines) > rules.rows:
        found.append(("rows", f"{len(caption.lines)} rows, {rules.rows} allowed"))
    for row in caption.lines:
        count = characters(row, rules)
        if count > rules.row_characters:
            found.append(("width", f"{float(count):g} characters in {row!r}, {rules.row_characters} allowed"))
        elif measure is not None and Fraction(measure(row)) > rules.width:
            found.append(("width", f"{row!r} takes {float(measure(row)):.0%} of the width, {float(rules.width):.0%} allowed"))
    return found


def _time(
    caption: Caption, following: Caption | None, rules: CaptionRules, rate: Fraction, cuts: Sequence[Fraction]
) -> list[tuple[str, str]]:
    found = []
    length = caption.range.length
    if length < rules.shortest:
        found.append(("shortest", f"{float(length):.2f} s, at least {float(rules.shortest):.2f} s"))
    if length > rules.longest:
        found.append(("longest", f"{float(length):.2f} s, at most {float(rules.longest):.2f} s"))
    count = sum((characters(row.removeprefix(rules.dash), rules) for row in caption.lines), Fraction(0))
    if count > rules.speed * length:
        speed = f"{float(count / length):.1f}" if length else "no time"
        found.append(("speed", f"{speed} characters a second, at most {rules.speed}"))
    chained = False
    if following is not None:
        gap = (following.range.start - caption.range.end) * rate
        chained = gap <= rules.gap_frames
        if gap < rules.gap_frames:
            found.append(("gap", f"{float(gap):g} frames to the next, at least {rules.gap_frames}"))
    if not chained:
        off = [(abs(cut - caption.range.end) * rate, cut) for cut in cuts]
        near = min(off, default=(Fraction(0), Fraction(0)))
        if 0 < near[0] <= rules.snap_frames:
            found.append(("cut", f"ends {float(near[0]):g} frames from the cut at {float(near[1]):.2f} s"))
    return found


def _dashed(caption: Caption, rules: CaptionRules) -> bool:
    return bool(caption.also) and len(caption.lines) > 1 and all(row.startswith(rules.dash) for row in caption.lines)


def _orphan(
    caption: Caption, rules: CaptionRules, names: Sequence[str], measure: Callable[[str], Fraction | float] | None
) -> list[tuple[str, str]]:
    """A short word alone in a row beside a long one, where another break was possible."""
    if len(caption.lines) != 2 or caption.also:
        return []
    short = 1 if rules.halves else 5
    lone = [row for row in caption.lines if " " not in row and characters(row, rules) <= short]
    if caption.lines[0][-1:] in _SENTENCE or rules.silent:
        # It is a sentence of its own, or may be one whose mark is not shown.
        lone = [row for row in lone if row is not caption.lines[0]]
    joint = "" if rules.language.spaceless else " "
    parts = pieces(joint.join(caption.lines), rules.language, names)
    if not lone or len(parts) < 4:
        return []

    def fits(text: str) -> bool:
        return characters(text, rules) <= rules.row_characters and (measure is None or Fraction(measure(text)) <= rules.width)

    for at in range(1, len(parts)):
        rows = [joint.join(part.text for part in half) for half in (parts[:at], parts[at:])]
        stray = any(" " not in row and characters(row, rules) <= short for row in rows)
        if not parts[at - 1].tie and not stray and all(fits(row) for row in rows):
            return [("orphan", f"{lone[0]!r} stands alone in its row")]
    return []


def _ties(captions: Sequence[Caption], rules: CaptionRules, names: Sequence[str]) -> list[Violation]:
    """Breaks that part a name, a number from its unit, or an article or preposition from its noun.

    In spaceless languages the breaks between captions of a line are read without the spaces that may have stood there.
    """
    found = []
    joint = "" if rules.language.spaceless else " "
    texts: dict[str, list[tuple[int, str]]] = {}
    for place, caption in enumerate(captions):
        if not caption.also:
            texts.setdefault(caption.line, []).extend((place, row) for row in caption.lines)
    facts = {
        "name": "a name is parted",
        "unit": "a number is parted from its unit",
        "article": "an article or preposition is parted from its noun",
    }
    for rows in texts.values():
        whole = joint.join(row for _, row in rows)
        ties: dict[int, str] = {}
        at = 0
        for part in pieces(whole, rules.language, names):
            at += len(part.text)
            ties[at] = part.tie
            at += 1 if part.space else 0
        end = 0
        for place, row in rows[:-1]:
            end += len(row)
            tie = ties.get(end, "")
            if tie in facts:
                found.append(Violation(place, "tie", f"{facts[tie]} after {row!r}"))
            end += len(joint)
    return found
