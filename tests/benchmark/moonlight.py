"""The example drama, made in a temporary folder as often as the measures need. In: a folder. Out: runs and segments.

Never: judging.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from onecrew.store.lock import hold_lock
from onecrew.store.store import Outputs
from onecrew.story.folder import open_show
from onecrew.studio.assemble import assemble
from onecrew.studio.example import copy_example
from onecrew.studio.graph import Graph
from onecrew.studio.make import store_of
from onecrew.studio.pictures import pictures, segments
from onecrew.studio.production import open_production
from onecrew.studio.run import run_graph
from onecrew.studio.steps.recipes import Segment
from onecrew.units import Language

from .startup import ONECREW
from .watch import Ran, run

LINE = ("Victor cut his brakes.", "Victor cut his throat.")
"""A line of the example in its middle, and another text about as long."""


@dataclass(frozen=True, slots=True)
class Made:
    """A run of make: what it took, the steps that ran, the length of the film."""

    ran: Ran
    steps: tuple[str, ...]
    film: float


class Moonlight:
    """A copy of the example under ``folder``. What was made stays made; every measure may ask for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = copy_example(folder)

    @cached_property
    def cold(self) -> Made:
        """The first make, in English, from nothing."""
        if (self.folder / ".onecrew").exists():
            raise AssertionError("a cold make needs a fresh copy: measure cold before what reuses it")
        return self.make("en")

    def make(self, language: str) -> Made:
        """``onecrew make`` in one language, as a process of its own."""
        ran = run([ONECREW, "make", "--to", language, "--json"], self.folder)
        (told,) = json.loads(ran.out)
        return Made(ran, tuple(told["steps"]), float(told["film_seconds"]))

    def edited(self) -> Made:
        """English again after one line got another text; then the old text stands there again."""
        script = self.folder / "episodes" / "01" / "script.fountain"
        text = script.read_text()
        if text.count(LINE[0]) != 1:
            raise AssertionError(f"the example no longer says {LINE[0]!r} once; choose another line")
        script.write_text(text.replace(*LINE))
        try:
            return self.make("en")
        finally:
            script.write_text(text)

    def pieces(self, spoken: bool = True) -> dict[str, Segment]:
        """Recipes of all segments in English. The speech is made first if it is not there; else its lengths are guessed."""
        production = open_production(open_show(self.folder), "01")
        english = Language("en")
        store = store_of(production.folder)
        try:
            assembly = assemble(production, store, (english,))
            made: Mapping[str, Outputs] = {}
            if spoken:
                with hold_lock(store.folder):
                    made = run_graph(Graph(assembly.graph().steps), store).made
            cutting = assembly.cutting(english, made)
        finally:
            store.close()
        shown = pictures(production, english, cutting.timeline, cutting.spoken)
        return segments(production, english, cutting.timeline, shown)
