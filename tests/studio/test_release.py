"""A release on disk: its manifest, its export, the plan that finds nothing to do."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import opentimelineio
import pytest

from onecrew.story.folder import open_show
from onecrew.studio.decide import Decision
from onecrew.studio.export import FORMATS, export
from onecrew.studio.make import make
from onecrew.studio.plan import plan
from onecrew.units import Language, OnecrewError, StoreError
from shows import write_show

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("made")]

EN, ES = Language("en"), Language("es")


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file under a folder with its size and time of change."""
    return {
        str(one.relative_to(folder)): (one.stat().st_size, one.stat().st_mtime_ns) for one in folder.rglob("*") if one.is_file()
    }


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_manifest_names_every_file_with_its_digest(made_show: Path, language: str) -> None:
    release = made_show / "release" / "01" / language
    manifest = json.loads((release / "manifest.json").read_text())
    files = {str(one.relative_to(release)) for one in release.rglob("*") if one.is_file()} - {"manifest.json"}
    assert manifest["files"].keys() == files
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((release / name).read_bytes()).hexdigest() == digest, name


def test_the_manifest_says_where_lines_and_shots_come_from(made_show: Path) -> None:
    manifest = json.loads((made_show / "release/01/es/manifest.json").read_text())
    lines = {one["line"]: one for one in manifest["lines"]}
    assert lines["1.1"]["text"] == "Llegas tarde."
    assert lines["1.1"]["voice"]["provider"] == "kokoro"
    assert lines["1.1"]["state"] == "accepted"
    assert all(one["content"] for one in manifest["shots"])
    assert manifest["picture"] == "animatic"


def test_a_plan_of_what_is_made_finds_nothing_to_do(made_show: Path) -> None:
    (planned,) = plan(open_show(made_show))
    assert {one.decision for one in planned.decided} == {Decision.REUSED}
    assert planned.estimate == 0
    assert planned.bill is not None
    assert planned.bill.minor == 0


def test_a_plan_and_an_export_elsewhere_write_nothing_into_the_show(show: Path, tmp_path: Path) -> None:
    before = tree(show)
    (show / "show.toml").touch()
    plan(open_show(show))
    export(open_show(show), "otio", (), (EN,), tmp_path / "out")
    after = tree(show)
    after["show.toml"] = before["show.toml"]
    assert {name: one for name, one in after.items() if not name.startswith(".onecrew/book.sqlite-")} == before


def test_a_plan_of_a_new_show_writes_nothing(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show")
    before = tree(folder)
    (planned,) = plan(open_show(folder))
    assert tree(folder) == before
    assert not (folder / ".onecrew").exists()
    assert planned.count(Decision.REUSED) == 0
    assert {one.why for one in planned.decided} == {"new"}
    assert planned.estimate > 0
    assert 5 < planned.film_seconds < 60


def test_a_plan_in_one_language_names_no_step_of_another(tmp_path: Path) -> None:
    (planned,) = plan(open_show(write_show(tmp_path / "show")), languages=(EN,))
    assert {one.step.id.split("/")[0] for one in planned.decided} == {"en"}


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_is_written_with_media_that_exist(show: Path, tmp_path: Path, form: str) -> None:
    (file,) = export(open_show(show), form, (), (EN,), tmp_path / "out")
    assert file.parent == tmp_path / "out"
    assert file.name.startswith("01-en")
    written = [file] if file.is_file() else [one for one in file.rglob("*") if one.is_file()]
    assert sum(one.stat().st_size for one in written) > 200


def test_the_exported_timeline_opens_in_opentimelineio_and_its_media_are_there(show: Path) -> None:
    (file,) = export(open_show(show), "otio", (), (EN,))
    timeline = opentimelineio.adapters.read_from_file(str(file))
    manifest = json.loads((show / "release/01/en/manifest.json").read_text())
    shots = [one["shot"] for one in manifest["shots"]]
    assert len(timeline.video_tracks()) >= 1
    assert len(list(timeline.video_tracks()[0].find_clips())) == len(shots)
    urls = {
        clip.media_reference.target_url
        for clip in timeline.find_clips()
        if isinstance(clip.media_reference, opentimelineio.schema.ExternalReference)
    }
    assert urls
    assert all((file.parent / url).is_file() for url in urls), urls


def shut_gate(show: Path) -> None:
    """Whatever was measured, this release has a gate that is shut."""
    manifest = show / "release/01/en/manifest.json"
    told = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**told, "gate": "shut"}))


def test_a_shut_gate_refuses_and_says_the_three_ways_on(show: Path) -> None:
    shut_gate(show)
    with pytest.raises(OnecrewError, match=r"onecrew report says why.*choices\.toml.*--anyway"):
        export(open_show(show), "otio", (), (EN,))
    assert export(open_show(show), "otio", (), (EN,), anyway=True)


def test_an_export_of_what_is_not_up_to_date_is_refused(show: Path, tmp_path: Path) -> None:
    file = show / "episodes/01/script.fountain"
    file.write_text(file.read_text().replace("You are late.", "You are very late."))
    with pytest.raises(StoreError, match=r"not up to date \(en/speak/1.1: line 1.1 changed\); run onecrew make first"):
        export(open_show(show), "otio", (), (EN,))
    with pytest.raises(StoreError, match="run onecrew make first"):
        export(open_show(write_show(tmp_path / "new")), "otio")


def test_making_one_language_leaves_the_others_in_the_report(show: Path) -> None:
    make(open_show(show), languages=(ES,))
    report = json.loads((show / "release/01/report.json").read_text())
    assert report["releases"].keys() == {"en", "es"}


def test_a_file_of_the_release_that_is_gone_is_put_back_without_making(show: Path) -> None:
    release = show / "release/01/en"
    before = {name: one[0] for name, one in tree(release).items()}
    (release / "episode.mp4").unlink()
    shutil.rmtree(release / "stems")
    (result,) = make(open_show(show))
    assert result.ran == []
    assert {name: one[0] for name, one in tree(release).items()} == before
