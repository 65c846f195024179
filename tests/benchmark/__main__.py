"""``python -m tests.benchmark [MEASURE …] [--long] [--write]``. In: names. Out: a table. Never: measuring."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from . import beside_moviepy, episode, joins, long_film, orders, picture, startup
from .figure import Figure, plain_table
from .moonlight import Moonlight
from .page import renewed

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def _measures(folder: Path) -> dict[str, Callable[[], list[Figure]]]:
    """Every measure by name, in an order in which what is made for one serves the next."""
    show = Moonlight(folder)
    return {
        "help": startup.measure,
        "plan": partial(episode.measure_plan, show),
        "cold": partial(episode.measure_cold, show),
        "memory": partial(episode.measure_memory, show),
        "further": partial(episode.measure_further, show),
        "unchanged": partial(episode.measure_unchanged, show),
        "edit": partial(episode.measure_edit, show),
        "picture": lambda: picture.measure_path(list(show.pieces().values())),
        "encoder": lambda: picture.measure_encoder(list(show.pieces().values())),
        "moviepy": beside_moviepy.measure,
        "joins": joins.measure,
        "series": partial(orders.measure_series, folder),
        "orders": partial(orders.measure_orders, folder),
        "long": partial(long_film.measure, folder),
    }


def main() -> int:
    """Measure, print, perhaps write."""
    with tempfile.TemporaryDirectory(prefix="onecrew-benchmark-") as scratch:
        measures = _measures(Path(scratch))
        parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description="Print the figures the project promises.")
        parser.add_argument("measures", nargs="*", metavar="MEASURE", help=f"{', '.join(measures)} (default: all but long)")
        parser.add_argument("--long", action="store_true", help="also make a film of ten minutes")
        parser.add_argument("--write", action="store_true", help="renew the rows of docs/benchmarks.md")
        asked = parser.parse_args()
        if unknown := [name for name in asked.measures if name not in measures]:
            parser.error(f"there is no measure {unknown[0]!r}; choose from {', '.join(measures)}")
        wanted = set(asked.measures) or set(measures) - {"long"}
        if asked.long:
            wanted.add("long")
        figures: list[Figure] = []
        for name, measure in measures.items():
            if name in wanted:
                print(f"{name} …", file=sys.stderr, flush=True)
                figures.extend(measure())
    print(plain_table(figures))
    if asked.write:
        PAGE.write_text(renewed(PAGE.read_text(), figures, _machine()))
        print(f"\nwrote {PAGE}")
    return 0 if all(figure.met for figure in figures) else 1


def _machine() -> str:
    """What was measured on, in a few words."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.is_file() else []
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}, {platform.system()}"


if __name__ == "__main__":
    sys.exit(main())
