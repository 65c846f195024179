"""``python -m tests.scorecard [MEASURE …] [--quick] [--write] [--films FOLDER]``. In: names. Out: a table. Never: measuring."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.benchmark.figure import Figure, plain_table
from tests.benchmark.page import renewed

from . import measure_bed, measure_dub, measure_erasing, measure_outcries, measure_reading, measure_speakers, measure_words, product
from .films import Films

PAGE = Path(__file__).parents[2] / "docs" / "scorecard.md"


def _measures(films: Films) -> dict[str, Callable[[], list[Figure]]]:
    """Every measure by name."""
    found: dict[str, Callable[[], list[Figure]]] = {}
    if product.can_read():
        found["reading"] = partial(measure_reading.measure, films)
        found["words"] = partial(measure_words.measure, films)
    found["erasing"] = partial(measure_erasing.measure, films)
    found["bed"] = partial(measure_bed.measure, films)
    if product.can_localise():
        found["dub"] = partial(measure_dub.measure, films)
        found["speakers"] = partial(measure_speakers.measure, films)
        found["outcries"] = partial(measure_outcries.measure, films)
    return found


def main() -> int:
    """Measure, print, perhaps write."""
    parser = argparse.ArgumentParser(prog="python -m tests.scorecard", description="Print what localising reaches on made films.")
    names = tuple(_measures(Films(Path(), False)))
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=f"{', '.join(names)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="few, short and small films: figures are not comparable")
    parser.add_argument("--write", action="store_true", help="renew the rows of docs/scorecard.md")
    parser.add_argument("--films", type=Path, help="keep the made films there and use them again (about 2.5 GB)")
    asked = parser.parse_args()
    if unknown := [name for name in asked.measures if name not in names]:
        parser.error(f"there is no measure {unknown[0]!r}; choose from {', '.join(names)}")
    if asked.quick and asked.write:
        parser.error("figures of --quick are not written")
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    with tempfile.TemporaryDirectory(prefix="onecrew-scorecard-") as scratch:
        films = Films(asked.films or Path(scratch), asked.quick)
        wanted = set(asked.measures) or set(names)
        figures: list[Figure] = []
        for name, measure in _measures(films).items():
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
