"""Who says what, over a whole show. In: a voiceprint of every line, the voices of the cast so far. Out: speakers with their lines.

Never: sound, names that nobody gave. Lines of a second or more are joined into groups, the most alike first (average linkage over
the cosine; Sokal and Michener 1958); short ones, whose prints are vague, go to the nearest group afterwards or to nobody. Voices
that are known from earlier episodes are groups from the start, so the same character keeps the same name over eighty episodes. The
result depends on the lines and not on their order.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy.cluster import hierarchy
from scipy.spatial import distance

SOLID = 1.0
"""Seconds of a line whose voiceprint can be trusted to begin a group."""
_CUTS = tuple(0.26 + 0.02 * step for step in range(18))
"""Mean likeness (cosine) down to which groups may be joined; which of them is right depends on language, rooms and recording, so
the one is taken that leaves the lines nearest to their own group and farthest from the others (silhouette; Rousseeuw 1987)."""
_PARTED = 0.1
"""Silhouette below which there are no groups at all: everything is one voice."""
_DOUBT = 0.025
"""Silhouette that more groups may lose against fewer."""
_ALIKE = 0.36
"""Mean likeness from which lines that show no groups are one voice, and else each of them nobody's."""
_SURELY = 0.50
"""Likeness from which a line is a known voice's at once."""
_ONE = 0.70
"""Likeness of the middles of two groups above which they are one voice whatever the silhouette says."""
_CLEAR = 0.06
"""How much more alike the nearest group must be than the next."""
_FEWEST = 1.6
"""Seconds of speech that make a group a person of its own."""
_SMALL = 5.0
"""Seconds below which a group has to be farther from all others than a voice is from itself on average."""
_MOST = 4.0
"""Seconds above which a line weighs no more."""
_SAME, _OTHER = 0.7, 0.3
"""Likeness of a line to its own voice and to another, where the show is too short to tell."""
_OVERLAP = Fraction(1, 4)
"""Seconds for which two lines sound at once when two people must be speaking."""
_ROUNDS = 6

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Voice:
    """The voice of a line. ``vector``: its print, empty where too little is heard. ``id`` is unique in the show. Lines of an
    episode with the same ``together`` (not "") are parts of one sentence, said by one person."""

    id: str
    episode: str
    start: Fraction
    end: Fraction
    vector: tuple[float, ...]
    together: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the cast as heard in earlier episodes. ``seconds``: how long."""

    name: str
    vector: tuple[float, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice of the show. ``name``: the known one's, "" for somebody new. ``vector``: the middle of all that was heard.

    ``lines``: ids with how sure it is (0–100), in the order of episodes and time.
    """

    name: str
    vector: tuple[float, ...]
    seconds: float
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """``speakers``: the known ones who speak, then the new ones, each in the order they first speak. ``unknown``: ids of lines
    whose voice could not be told."""

    speakers: tuple[Speaker, ...]
    unknown: tuple[str, ...]


@dataclass(slots=True)
class _Lines:
    """Lines that are certainly one voice's, side by side in arrays: prints of length 1, weights, who cannot be whom."""

    voices: list[tuple[Voice, ...]]
    prints: Array
    weights: Array
    seconds: Array
    apart: NDArray[np.bool_]


def tell_apart(voices: Sequence[Voice], known: Sequence[Known] = ()) -> Told:
    """Speakers of all lines of a show (or of the episodes that are new, with ``known`` for the others)."""
    size = len(next((one.vector for one in voices if one.vector), ()))
    if not size:
        return Told((), tuple(one.id for one in sorted(voices, key=_order)))
    lines = _lines(voices)
    # A print of another provider cannot be compared.
    heard = [one for one in known if len(one.vector) == size]
    anchors = _units(np.array([one.vector for one in heard]).reshape(len(heard), lines.prints.shape[1]))
    weights = np.array([min(one.seconds, 60.0) for one in heard])
    owner = _grouped(lines, anchors)
    for _ in range(_ROUNDS):
        owner = _joined(lines, anchors, weights, owner)
        settled = _settled(lines, anchors, weights, owner)
        if np.array_equal(settled, owner):
            break
        owner = settled
    return _told(voices, lines, heard, anchors, weights, owner)


def middle(*vectors: Sequence[float]) -> tuple[float, ...]:
    """The middle of several prints, of length 1. Of a line's voice parted from the film's sound and of the same moment of the film
    as it is, it is a better print than either: what separation takes away the one has, what music adds the other has not."""
    return tuple(_units(np.array(vectors, np.float64).sum(0, keepdims=True))[0].tolist())


def _lines(voices: Sequence[Voice]) -> _Lines:
    sets: dict[tuple[str, str, str], list[Voice]] = {}
    for one in sorted(voices, key=_order):
        if one.vector:
            sets.setdefault((one.episode, one.together, "" if one.together else one.id), []).append(one)
    groups = [tuple(one) for one in sets.values()]
    seconds = np.array([float(sum(one.end - one.start for one in group)) for group in groups])
    sums = [sum(float(one.end - one.start) * np.array(one.vector) for one in group) for group in groups]
    apart = np.zeros((len(groups), len(groups)), np.bool_)
    for here, group in enumerate(groups):
        for there in range(here + 1, len(groups)):
            if groups[there][0].episode != group[0].episode or groups[there][0].start >= max(one.end for one in group):
                break
            apart[here, there] = apart[there, here] = any(
                min(one.end, other.end) - max(one.start, other.start) > _OVERLAP for one in group for other in groups[there]
            )
    prints = _units(np.array(sums))
    return _Lines(groups, prints, np.minimum(seconds, _MOST), seconds, apart)


def _order(one: Voice) -> tuple[str, Fraction, Fraction, str]:
    return one.episode, one.start, one.end, one.id


def _grouped(lines: _Lines, anchors: Array) -> NDArray[np.int64]:
    """The group of each line, -1 for none: known voices first (0 …), then what is alike among the rest."""
    owner = np.full(len(lines.voices), -1)
    solid = np.flatnonzero(lines.seconds >= SOLID)
    if len(anchors):
        likeness = lines.prints @ anchors.T
        best, margin = _best(likeness)
        certain = solid[(likeness[solid, best[solid]] >= _SURELY) & (margin[solid] >= _CLEAR)]
        owner[certain] = best[certain]
    rest = solid[owner[solid] < 0]
    if len(rest) == 1:
        owner[rest] = len(anchors)
    elif len(rest):
        far = 1 - lines.prints[rest] @ lines.prints[rest].T
        far[lines.apart[np.ix_(rest, rest)]] = 2
        np.fill_diagonal(far, 0)
        owner[rest] = len(anchors) + _cut(np.maximum(far, 0), lines.weights[rest])
    return owner


def _cut(far: Array, weights: Array) -> NDArray[np.int64]:
    """Groups (0 …) of lines whose distances are ``far``, parted where they part best."""
    tree = hierarchy.linkage(distance.squareform(far, checks=False), "average")
    ways = [hierarchy.fcluster(tree, 1 - cut, "distance") - 1 for cut in _CUTS]
    scores = [_silhouette(far, groups, weights) for groups in ways]
    if max(scores) < _PARTED:
        alike = 1 - far[~np.eye(len(far), dtype=np.bool_)].mean()
        return np.zeros(len(far), np.int64) if alike >= _ALIKE else np.arange(len(far))
    # Two names for one person are mended by one edit, one name for two by going through all their lines: in doubt they are two.
    return next(groups for groups, score in zip(reversed(ways), reversed(scores), strict=True) if score >= max(scores) - _DOUBT)


def _silhouette(far: Array, groups: NDArray[np.int64], weights: Array) -> float:
    """How much nearer lines are to their own group than to the next, -1 to 1; a line alone in its group counts 0."""
    count = int(groups.max()) + 1
    if count < 2:
        return 0.0
    member = np.eye(count)[groups]
    sizes = member.sum(0)
    sums = far @ member
    mine = np.arange(len(far))
    own = sums[mine, groups] / np.maximum(sizes[groups] - 1, 1)
    others = sums / sizes
    others[mine, groups] = np.inf
    near = others.min(1)
    score = np.where(sizes[groups] > 1, (near - own) / np.maximum(np.maximum(near, own), 1e-9), 0.0)
    return float((score * weights).sum() / weights.sum())


def _joined(lines: _Lines, anchors: Array, weights: Array, owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Groups whose middles are one voice become one, the most alike first; never two known voices, nor two who speak at once."""
    owner = owner.copy()
    while True:
        groups, sums = _sums(lines, anchors, weights, owner)
        middles = _units(sums)
        likeness = np.triu(middles @ middles.T, 1)
        while True:
            here, there = np.unravel_index(int(likeness.argmax()), likeness.shape) if likeness.size else (0, 0)
            if not likeness.size or likeness[here, there] < _ONE:
                return owner
            mine, other = owner == groups[here], owner == groups[there]
            if groups[there] >= len(anchors) and not lines.apart[np.ix_(mine, other)].any():
                owner[other] = groups[here]
                break
            likeness[here, there] = 0


def _settled(lines: _Lines, anchors: Array, weights: Array, owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Every line goes to the group it is most alike, itself left out; a group with too little speech is dissolved.

    How alike is enough is read off the show: more than its lines are, on average, to the nearest group that is not theirs.
    """
    groups, sums = _sums(lines, anchors, weights, owner)
    spoken = np.array([lines.seconds[owner == group].sum() + (60.0 if group < len(anchors) else 0.0) for group in groups])
    # Where nobody speaks for so long, whoever speaks longest is somebody.
    enough = spoken >= min(_FEWEST, max(SOLID, float(spoken.max(initial=0.0))))
    groups, sums, spoken = groups[enough], sums[enough], spoken[enough]
    fresh = np.full(len(owner), -1)
    if not len(groups):
        return fresh
    likeness = _likeness(lines, groups, sums, owner)
    own, other = _usual(lines, groups, likeness, owner)
    halfway = (own + other) / 2
    best, margin = _best(likeness)
    top = likeness[np.arange(len(best)), best]
    # The surest lines choose first, so that of two that sound at once the other one has to give way.
    for line in np.lexsort((np.arange(len(best)), -margin, -top)):
        taken = set(fresh[lines.apart[line] & (fresh >= 0)].tolist())
        mine = {number for number, group in enumerate(groups) if group == owner[line]}
        order = sorted((n for n, group in enumerate(groups) if group not in taken), key=lambda n: (-likeness[line, n], n))
        # A small group is its lines' own voice only if no larger one is near.
        larger = [n for n in order if n not in mine and spoken[n] >= _SMALL]
        if mine & set(order) and larger and spoken[min(mine)] < _SMALL and likeness[line, larger[0]] >= halfway:
            order = larger
        if not order or likeness[line, order[0]] < other:
            continue
        second = likeness[line, order[1]] if len(order) > 1 else -1.0
        if likeness[line, order[0]] - second >= _CLEAR or (lines.seconds[line] >= SOLID and order[0] in mine):
            fresh[line] = groups[order[0]]
    return fresh


def _usual(lines: _Lines, groups: NDArray[np.int64], likeness: Array, owner: NDArray[np.int64]) -> tuple[float, float]:
    """How alike the solid lines are to their own group, itself left out, and to the nearest other, on average."""
    own, other = [], []
    for line in np.flatnonzero((lines.seconds >= SOLID) & np.isin(owner, groups)):
        number = int(np.flatnonzero(groups == owner[line])[0])
        if np.count_nonzero(owner == owner[line]) > 1:
            own.append(likeness[line, number])
            other.append(float(np.delete(likeness[line], number).max(initial=_OTHER)))
    return (float(np.mean(own)), float(np.mean(other))) if own else (_SAME, _OTHER)


def _sums(lines: _Lines, anchors: Array, weights: Array, owner: NDArray[np.int64]) -> tuple[NDArray[np.int64], Array]:
    """The numbers of all groups (known ones always), and the weighted sum of each group's prints."""
    groups = np.unique(np.concatenate((np.arange(len(anchors)), owner[owner >= 0])))
    sums = np.zeros((len(groups), lines.prints.shape[1]))
    for number, group in enumerate(groups):
        mine = owner == group
        sums[number] = (lines.weights[mine, np.newaxis] * lines.prints[mine]).sum(0)
        if group < len(anchors):
            sums[number] += weights[group] * anchors[group]
    return groups, sums


def _likeness(lines: _Lines, groups: NDArray[np.int64], sums: Array, owner: NDArray[np.int64]) -> Array:
    """Cosine of each line with each group's middle; with its own group's as it would be without the line, 1 if it is alone."""
    likeness = lines.prints @ _units(sums).T
    for line, group in enumerate(owner):
        for number in np.flatnonzero(groups == group):
            rest = sums[number] - lines.weights[line] * lines.prints[line]
            length = np.linalg.norm(rest)
            likeness[line, number] = lines.prints[line] @ rest / length if length > 1e-6 else 1.0
    return np.asarray(likeness, np.float64)


def _told(
    voices: Sequence[Voice], lines: _Lines, known: Sequence[Known], anchors: Array, weights: Array, owner: NDArray[np.int64]
) -> Told:
    groups, sums = _sums(lines, anchors, weights, owner)
    likeness = _likeness(lines, groups, sums, owner)
    found: list[tuple[int, Speaker]] = []
    sure: dict[str, int] = {}
    for number, group in enumerate(groups):
        mine = np.flatnonzero(owner == group)
        if not len(mine):
            continue
        for line in mine:
            others = np.delete(likeness[line], number)
            sure.update({one.id: _sure(likeness[line, number], others, lines.seconds[line]) for one in lines.voices[line]})
        said = sorted((one for line in mine for one in lines.voices[line]), key=_order)
        old = known[group] if group < len(known) else None
        speaker = Speaker(
            name=old.name if old else "",
            vector=tuple(_units(sums[number : number + 1])[0].tolist()),
            seconds=float(lines.seconds[mine].sum()) + (old.seconds if old else 0.0),
            lines=tuple((one.id, sure[one.id]) for one in said),
        )
        found.append((int(mine.min()), speaker))
    speakers = [one for _, one in sorted(found, key=lambda pair: (not pair[1].name, pair[0]))]
    unknown = [one.id for one in sorted(voices, key=_order) if one.id not in sure]
    return Told(tuple(speakers), tuple(unknown))


def _sure(likeness: float, others: Array, seconds: float) -> int:
    """0–100 from how far the group is ahead of the next, and how near it is at all; less for a short line."""
    ahead = likeness - max(float(others.max(initial=-1.0)), 0.2)
    sure = 1 / (1 + math.exp(-14 * (ahead - 0.06))) * min(1.0, 0.4 + likeness) * min(1.0, 0.75 + seconds / 4)
    return round(100 * max(0.0, min(1.0, sure)))


def _best(likeness: Array) -> tuple[NDArray[np.int64], Array]:
    """The nearest group of each line, and by how much it is nearer than the next."""
    best = likeness.argmax(1)
    if likeness.shape[1] < 2:
        return best, np.full(len(likeness), 2.0)
    two = np.sort(likeness, axis=1)[:, -2:]
    return best, two[:, 1] - two[:, 0]


def _units(rows: Array) -> Array:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), np.float64)
