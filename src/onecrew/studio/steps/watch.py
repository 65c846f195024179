"""What a film from outside shows that would be a fault in ours. In: ``film``, ``intake``. Out: ``watched``. Never: judging."""

from __future__ import annotations

import json
from pathlib import Path

from onecrew.media.measure import watch
from onecrew.studio.steps.intake import taken_in
from onecrew.studio.worker import Job


def run(job: Job) -> dict[str, Path]:
    """Its black, frozen and repeated stretches, in seconds of its own."""
    taken_in(job)
    seen = watch(job.file("film"))
    spans = {name: [[str(start), str(end)] for start, end in getattr(seen, name)] for name in ("black", "frozen", "repeated")}
    target = job.new_file(".json")
    target.write_text(json.dumps(spans), encoding="utf-8")
    return {"watched": target}
