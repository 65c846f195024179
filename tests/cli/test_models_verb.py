"""The list of models: in columns, in English."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from onecrew.cli.main import cli


def rows(*words: str) -> list[str]:
    """The lines of ``onecrew models`` with these words."""
    said = CliRunner().invoke(cli, ["models", *words])
    assert said.exit_code == 0
    return said.stdout.splitlines()


def test_every_column_begins_where_it_does_in_the_other_rows() -> None:
    listed = [row for row in rows() if row.split("  ")[0] in ("video", "image", "speech", "writing", "lipsync", "transcription")]
    assert len(listed) > 100
    longest = max(listed, key=lambda row: len(row.split()[1]))
    name = longest.index(longest.split()[1])
    price = name + len(longest.split()[1]) + 2
    for row in listed:
        assert row[name - 1] == row[price - 1] == row[price - 2] == " ", row
        assert row[name] != " ", row
        assert row[price] != " ", row


def test_a_unit_has_the_article_it_is_spoken_with() -> None:
    told = "\n".join(rows("--capability", "image"))
    assert " an image" in told
    assert " a image" not in told
    assert " a second" in "\n".join(rows("--capability", "video"))


def test_a_model_is_not_ready_before_its_workflow_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path))
    (row,) = [row for row in rows("--capability", "video") if "comfyui/workflow" in row]
    assert f"{tmp_path}/comfyui/workflow.json is not there" in row
    assert not row.endswith("  ready")


def test_lip_sync_that_takes_no_file_cannot_be_asked() -> None:
    (row,) = [row for row in rows("--capability", "lipsync") if "kling/lip-sync" in row]
    assert "known, cannot be asked yet" in row
