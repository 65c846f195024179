"""A film from outside is taken in. In: ``film``. Out: ``intake``, ``subtitles`` (JSON). Never: trusting it."""

from __future__ import annotations

import json
from pathlib import Path

from onecrew.media.intake import Intake, take_in
from onecrew.media.source_subtitles import source_subtitles
from onecrew.studio.worker import Job
from onecrew.units.digest import plain
from onecrew.units.revive import revive


def run(job: Job) -> dict[str, Path]:
    """Take the film in, and read its subtitle tracks of text; a film that cannot be taken in raises MediaError."""
    film = job.file("film")
    intake = take_in(film)
    target, tracks = job.new_file(".json"), job.new_file(".json")
    target.write_text(json.dumps(plain(intake), ensure_ascii=False), encoding="utf-8")
    cues = [
        {"language": track.language, "cues": plain(source_subtitles(film, intake, place))}
        for place, track in enumerate(intake.subtitles)
        if track.text
    ]
    tracks.write_text(json.dumps(cues, ensure_ascii=False), encoding="utf-8")
    return {"intake": target, "subtitles": tracks}


def taken_in(job: Job) -> Intake:
    """What the intake before this step said of the film."""
    return revive(Intake, json.loads(job.file("intake").read_text(encoding="utf-8")))
