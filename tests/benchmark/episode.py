"""Whole runs of make on the example. In: a Moonlight. Out: Figures. Never: looking inside."""

from __future__ import annotations

import json

from .figure import Figure
from .moonlight import LINE, Moonlight
from .startup import ONECREW
from .watch import run


def measure_plan(show: Moonlight) -> list[Figure]:
    """``onecrew plan`` as a process of its own."""
    ran = run([ONECREW, "plan", "--json"], show.folder)
    (told,) = json.loads(ran.out)
    todo = sum(1 for step in told["steps"] if step["decision"] != "reused")
    note = f"{len(told['steps'])} steps in {len(told['languages'])} languages, {todo} to make"
    return [Figure("`onecrew plan`", ran.seconds, "s", note=note)]


def measure_cold(show: Moonlight) -> list[Figure]:
    """Everything of one language, from nothing, and the memory it took."""
    made = show.cold
    note = (
        f"{made.film:.0f} s of film in {made.ran.seconds:.0f} s ({made.ran.processor:.0f} s of processor), {len(made.steps)} steps"
    )
    return [Figure("cold, one language, a second of film", made.ran.seconds / made.film, "s", 1.0, note=note)]


def measure_memory(show: Moonlight) -> list[Figure]:
    """The most memory of the cold make."""
    note = "most at one time, all processes (PSS), during the cold make; `--long` measures a 10-minute film"
    return [Figure("memory, example", show.cold.ran.peak / 1e9, "GB", 1.5, note=note)]


def measure_further(show: Moonlight) -> list[Figure]:
    """Spanish after English."""
    _ = show.cold
    made = show.make("es")
    took = f"{made.ran.seconds:.0f} s ({made.ran.processor:.0f} s of processor)"
    note = f"es after en: {made.film:.0f} s of film in {took}, {len(made.steps)} steps"
    return [Figure("each further language, a second of film", made.ran.seconds / made.film, "s", 0.6, note=note)]


def measure_unchanged(show: Moonlight) -> list[Figure]:
    """Make when there is nothing to make."""
    _ = show.cold
    made = show.make("en")
    return [
        Figure(
            "nothing changed: seconds",
            made.ran.seconds,
            "s",
            1.5,
            note=f"`onecrew make --to en`, the whole process; {made.ran.processor:.2f} s of processor",
        ),
        Figure("nothing changed: steps run", len(made.steps), "", 0, "=="),
    ]


def measure_edit(show: Moonlight) -> list[Figure]:
    """One line gets another text."""
    cold = show.cold
    made = show.edited()
    share = 100 * made.ran.seconds / cold.ran.seconds
    took = f"{made.ran.seconds:.1f} s ({made.ran.processor:.0f} s of processor, cold {cold.ran.processor:.0f} s)"
    note = f"“{LINE[0]}” → “{LINE[1]}”: {took}; ran {', '.join(made.steps)}"
    return [Figure("one line changed, of cold", share, "%", 10, note=note)]
