"""A take is looked at before it counts. In: ``film``, the take ``before`` where the scene goes on. Out: ``intake``, ``judged``
(JSON).

Never: trusting it, or letting it pass: a take with faults raises, unless a person has accepted them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from onecrew.media.intake import take_in
from onecrew.media.take_check import Fault, jump, take_faults, take_tone
from onecrew.studio.worker import Job
from onecrew.units import MediaError, Unfit
from onecrew.units.digest import plain
from onecrew.units.revive import revive


def run(job: Job) -> dict[str, Path]:
    """Take it in and hold it against what was ordered.

    Raises:
        Unfit: it cannot be read, or has faults that nobody accepted.
    """
    told = job.recipe
    name = told["take"]
    film = job.file("film")
    try:
        intake = take_in(film)
    except MediaError as fact:
        raise Unfit(f"the take {name} cannot be used: {fact}", faults=(str(fact),)) from fact
    faults = take_faults(film, intake, Fraction(told["seconds"]), told["width"], told["height"])
    tone = take_tone(film, intake)
    if "before" in job.inputs:
        before = json.loads(job.file("before").read_text(encoding="utf-8"))
        if (found := jump(revive(type(tone), before["tone"]), tone)) is not None:
            faults = (*faults, found)
    if faults and not told["accepted"]:
        facts = told_of(faults)
        raise Unfit(
            f"the take {name} was looked at and does not count: {'; '.join(facts)}",
            faults=facts,
            instead=f'let it pass with "{name}" = "why" under [accepted]',
        )
    taken, judged = job.new_file(".json"), job.new_file(".json")
    taken.write_text(json.dumps(plain(intake), ensure_ascii=False), encoding="utf-8")
    judged.write_text(json.dumps({"faults": told_of(faults), "tone": plain(tone)}, ensure_ascii=False), encoding="utf-8")
    return {"intake": taken, "judged": judged}


def told_of(faults: Sequence[Fault]) -> tuple[str, ...]:
    """Each fault with its place, as a person reads it."""
    return tuple(f"{one.fact}{f' at {float(one.at):.1f} s' if one.at else ''}" for one in faults)
