"""A film from outside is taken in. In: ``film``. Out: ``intake`` (JSON). Never: trusting it."""

from __future__ import annotations

import json
from pathlib import Path

from onecrew.media.intake import Intake, take_in
from onecrew.studio.worker import Job
from onecrew.units.digest import plain
from onecrew.units.revive import revive


def run(job: Job) -> dict[str, Path]:
    """Take the film in; a film that cannot be raises MediaError."""
    target = job.new_file(".json")
    target.write_text(json.dumps(plain(take_in(job.file("film"))), ensure_ascii=False), encoding="utf-8")
    return {"intake": target}


def taken_in(job: Job) -> Intake:
    """What the intake before this step said of the film."""
    return revive(Intake, json.loads(job.file("intake").read_text(encoding="utf-8")))
