"""ComfyUI's traps: the wrong kind of file, placeholders, jobs between queue and history, films among images."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.comfyui import WORKFLOW, Emulator, save_workflow
from tests.vendors.orders import finished

from onecrew.providers.catalogue import catalogue
from onecrew.providers.video import Reference, ShotOrder
from onecrew.providers.video.comfyui import ComfyUI, workflow_file
from onecrew.units import Broken, Expired, Money, Refused, Unanswered, Unreachable, digest_bytes


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The user's own folder."""
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def emulator(home: Path) -> Iterator[Emulator]:
    """ComfyUI on loopback, with a workflow in the user's folder."""
    with Emulator() as running:
        assert isinstance(running, Emulator)
        yield running


@pytest.fixture
def comfyui(emulator: Emulator) -> ComfyUI:
    """The vendor, speaking to its emulator."""
    return ComfyUI(emulator.vendor)


@pytest.fixture
def order(tmp_path: Path) -> ShotOrder:
    """A shot from a first frame."""
    return ShotOrder("workflow", "Ana looks up.", Fraction(2), "480p", seed=7, references=(picture(tmp_path),), mark="oc-1")


def picture(folder: Path, role: str = "first frame") -> Reference:
    """A file that goes with an order."""
    path = folder / f"{role.replace(' ', '-')}.png"
    path.write_bytes(b"picture")
    return Reference(role, "image/png", digest_bytes(b"picture"), path)


def changed(node: str, **inputs: Any) -> dict[str, Any]:
    """The workflow with other inputs at one node."""
    return {**WORKFLOW, node: {**WORKFLOW[node], "inputs": {**WORKFLOW[node]["inputs"], **inputs}}}


def test_placeholders_are_filled_in_and_numbers_stay_numbers(emulator: Emulator, comfyui: ComfyUI, order: ShotOrder) -> None:
    comfyui.begin(order)
    sent = emulator.requests[-1].json["prompt"]
    assert sent["4"]["inputs"]["text"] == "cinematic, Ana looks up."
    assert sent["7"]["inputs"]["seed"] == 7
    assert sent["9"]["inputs"]["fps"] == 24.0
    assert sent["5"]["inputs"]["image"] in emulator.uploads


def test_sizes_lie_on_the_grid_because_the_server_rounds_down_without_a_word(
    emulator: Emulator, comfyui: ComfyUI, order: ShotOrder
) -> None:
    comfyui.begin(order)
    made = emulator.requests[-1].json["prompt"]["6"]["inputs"]
    assert (made["width"], made["height"], made["length"]) == (480, 848, 49)


def test_what_an_author_writes_is_not_filled_in(emulator: Emulator, comfyui: ComfyUI, order: ShotOrder) -> None:
    comfyui.begin(replace(order, prompt="A sign says {{seed}}."))
    assert emulator.requests[-1].json["prompt"]["4"]["inputs"]["text"] == "cinematic, A sign says {{seed}}."


def test_a_workflow_of_the_editor_is_no_workflow_in_api_format(comfyui: ComfyUI, home: Path, order: ShotOrder) -> None:
    save_workflow(home, {"nodes": [], "links": [], "version": 0.4})
    with pytest.raises(Refused, match=r"Export \(API\)"):
        comfyui.begin(order)


def test_a_missing_workflow_is_told_with_its_path(comfyui: ComfyUI, home: Path, order: ShotOrder) -> None:
    with pytest.raises(Unreachable, match=r"comfyui/another\.json"):
        comfyui.begin(replace(order, model="another"))


def test_a_model_may_be_a_path(home: Path, tmp_path: Path) -> None:
    assert workflow_file(str(tmp_path / "wan.json")) == tmp_path / "wan.json"
    assert workflow_file("wan") == home / "comfyui" / "wan.json"


def test_a_workflow_without_a_place_for_the_words_is_refused(
    emulator: Emulator, comfyui: ComfyUI, home: Path, order: ShotOrder
) -> None:
    save_workflow(home, changed("4", text="a cat"))
    with pytest.raises(Refused, match=r"\{\{prompt\}\}"):
        comfyui.begin(order)
    assert emulator.requests == []


def test_a_frame_without_a_place_and_a_place_without_a_frame_are_refused(
    comfyui: ComfyUI, home: Path, order: ShotOrder, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="waits for a first frame"):
        comfyui.begin(replace(order, references=()))
    with pytest.raises(Refused, match=r"\{\{last_frame\}\}"):
        comfyui.begin(replace(order, references=(picture(tmp_path), picture(tmp_path, "last frame"))))


def test_a_node_the_server_lacks_is_named(comfyui: ComfyUI, home: Path, order: ShotOrder) -> None:
    save_workflow(home, {**WORKFLOW, "10": {**WORKFLOW["10"], "class_type": "VHS_VideoCombine"}})
    with pytest.raises(Refused, match="VHS_VideoCombine"):
        comfyui.begin(order)


def test_an_output_that_is_wrong_under_a_good_answer_is_taken_back(emulator: Emulator, comfyui: ComfyUI, order: ShotOrder) -> None:
    emulator.fault("failure under 200")
    with pytest.raises(Refused, match="SaveVideo"):
        comfyui.begin(order)
    assert all(job.cancelled for job in emulator.jobs.values())


def test_a_job_between_queue_and_history_is_not_lost(
    emulator: Emulator, comfyui: ComfyUI, order: ShotOrder, tmp_path: Path
) -> None:
    ticket = comfyui.begin(order)
    emulator.changing = True
    assert comfyui.finish(ticket, tmp_path / "film.mp4") is not None


def test_a_server_started_again_has_forgotten_its_jobs(
    emulator: Emulator, comfyui: ComfyUI, order: ShotOrder, tmp_path: Path
) -> None:
    ticket = comfyui.begin(order)
    emulator.jobs.clear()
    with pytest.raises(Expired, match="started again"):
        comfyui.finish(ticket, tmp_path / "film.mp4")


@pytest.mark.parametrize("key", ["images", "gifs", "videos"])
def test_the_saved_film_is_taken_wherever_it_is_listed_and_no_preview(
    emulator: Emulator, comfyui: ComfyUI, order: ShotOrder, tmp_path: Path, key: str
) -> None:
    emulator.key = key
    footage = finished(comfyui, comfyui.begin(order), tmp_path / "film.mp4")
    assert emulator.requests[-1].query["type"] == "output"
    assert footage.price == Money(0)


def test_pictures_alone_are_no_film(emulator: Emulator, comfyui: ComfyUI, order: ShotOrder, tmp_path: Path) -> None:
    emulator.fault("no video")
    ticket = comfyui.begin(order)
    with pytest.raises(Broken, match="Save Video"):
        finished(comfyui, ticket, tmp_path / "film.mp4")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (("KSampler", "RuntimeError", "The sampler failed."), "KSampler"),
        (("VAEDecode", "torch.OutOfMemoryError", "Allocation on device"), "smaller or shorter"),
    ],
)
def test_a_failed_node_is_named_and_too_little_memory_told_as_such(
    emulator: Emulator, comfyui: ComfyUI, order: ShotOrder, tmp_path: Path, error: tuple[str, str, str], said: str
) -> None:
    emulator.error = error
    emulator.fault("failed")
    ticket = comfyui.begin(order)
    with pytest.raises(Broken, match=said):
        finished(comfyui, ticket, tmp_path / "film.mp4")


def test_a_lost_job_is_found_by_the_name_made_from_its_mark(
    emulator: Emulator, comfyui: ComfyUI, order: ShotOrder, tmp_path: Path
) -> None:
    emulator.fault("lost answer")
    with pytest.raises(Unanswered):
        comfyui.begin(order)
    ticket = comfyui.find(order)
    assert ticket is not None
    assert comfyui.find(replace(order, mark="oc-2")) is None
    assert finished(comfyui, ticket, tmp_path / "film.mp4").path.exists()


def test_a_running_job_is_interrupted_by_its_name(emulator: Emulator, comfyui: ComfyUI, order: ShotOrder, tmp_path: Path) -> None:
    ticket = comfyui.begin(order)
    comfyui.finish(ticket, tmp_path / "film.mp4")
    assert comfyui.cancel(ticket) is True
    assert emulator.requests[-1].json == {"prompt_id": ticket.job}
    with pytest.raises(Expired, match="interrupted"):
        comfyui.finish(ticket, tmp_path / "film.mp4")


def test_a_waiting_job_is_taken_out_of_the_queue(emulator: Emulator, comfyui: ComfyUI, order: ShotOrder) -> None:
    ticket = comfyui.begin(order)
    assert comfyui.cancel(ticket) is True
    assert emulator.requests[-1].json == {"delete": [ticket.job]}
    assert comfyui.cancel(ticket) is False


def test_an_order_without_a_mark_cannot_be_asked_for(comfyui: ComfyUI, order: ShotOrder) -> None:
    with pytest.raises(LookupError):
        comfyui.find(replace(order, mark=""))


def test_without_a_workflow_it_says_where_one_belongs(home: Path) -> None:
    needs = ComfyUI().offer().needs
    assert str(home / "comfyui" / "workflow.json") in needs
    assert "Export (API)" in needs


def test_a_workflow_without_a_server_is_not_ready(home: Path) -> None:
    save_workflow(home, WORKFLOW)
    nobody = replace(catalogue().vendors["comfyui"], base="http://127.0.0.1:9")
    began = time.monotonic()
    assert "no server answers at http://127.0.0.1:9" in ComfyUI(nobody).offer().needs
    assert time.monotonic() - began < 1.0


def test_with_workflow_and_server_nothing_is_needed_and_nothing_is_asked(comfyui: ComfyUI, emulator: Emulator) -> None:
    assert comfyui.offer().needs == ""
    assert emulator.requests == []


def test_one_workflow_may_be_there_and_another_not(comfyui: ComfyUI) -> None:
    assert comfyui.lacks("workflow") == ""
    assert "portrait.json is not there" in comfyui.lacks("portrait")
