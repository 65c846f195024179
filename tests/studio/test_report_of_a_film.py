"""The report of a film that was localised shows each line as it was, from small files of its own."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from onecrew.studio.findings import Findings, LineFinding
from onecrew.studio.report import write_report
from onecrew.timeline.timeline import Timeline
from onecrew.units import Language

EN = Language("en")


def line(id: str) -> LineFinding:
    return LineFinding(
        id, "WOMAN 1", "Where is he?", "draft", 2.0, 3.0, 1.0, "natural", "where is he", 0.0, 0.0, 12.0, "green",
        "¿Dónde está?", 2.1, 3.1,
    )  # fmt: skip


def written(tmp_path: Path, glimpses: dict[str, dict[str, str]]) -> str:
    production: Any = SimpleNamespace(
        folder=SimpleNamespace(show=SimpleNamespace(title="Moon")),
        episode=SimpleNamespace(id="01"),
        choices=SimpleNamespace(final=False),
        found=object(),
    )
    filmed: Any = SimpleNamespace(choices=())
    timeline: Any = SimpleNamespace(length=5, lines=(), shots=(), music=(), captions=())
    timelines: dict[Language, Timeline] = {EN: timeline}
    found = Findings(EN, (), (line("1.1"), line("1.2")), {}, glimpses)
    return write_report(production, timelines, [found], tmp_path / "release", filmed).read_text()


def test_each_line_has_a_still_and_a_sound_and_the_film_is_not_loaded(tmp_path: Path) -> None:
    data = {"still": base64.b64encode(b"picture").decode(), "sound": base64.b64encode(b"sound").decode()}
    page = written(tmp_path, {"1.1": data, "1.2": {"still": "", "sound": data["sound"]}})
    assert "source.mp4" not in page
    assert (tmp_path / "release/original/1.1.jpg").read_bytes() == b"picture"
    assert (tmp_path / "release/original/1.2.mp3").read_bytes() == b"sound"
    assert 'src="original/1.1.jpg"' in page
    assert 'src="original/1.2.mp3"' in page
    assert "original/1.2.jpg" not in page
    assert "glimpses" not in json.loads((tmp_path / "release/report.json").read_text())["releases"]["en"]


def test_a_line_without_a_glimpse_still_has_its_words(tmp_path: Path) -> None:
    page = written(tmp_path, {})
    assert "¿Dónde está?" in page
    assert "original/" not in page
