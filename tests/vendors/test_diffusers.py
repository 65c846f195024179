"""A film on a graphics card of one's own: what the pipeline is asked, processes that end, and weights that are not there."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.diffusers import Emulator
from tests.vendors.orders import finished, ordered, reference

from onecrew.providers.catalogue import catalogue
from onecrew.providers.video import ShotOrder, Ticket
from onecrew.providers.video.diffusers import Diffusers, hub_folder
from onecrew.units import Broken, Expired, Money, Refused, Unready

MODEL = "Wan-AI/Wan2.2-TI2V-5B-Diffusers@b8fff7315c768468a5333511427288870b2e9635"
ORDER = ShotOrder(MODEL, "Ana looks up.", Fraction(2), "480p", seed=7, mark="oc-1")


@pytest.fixture
def card(emulator: Emulator) -> Any:
    """The provider, watched by its emulator."""
    return emulator.made(Diffusers)


def killed(emulator: Emulator, ticket: Ticket) -> None:
    """End a job's process from outside, and wait until it has ended."""
    os.kill(emulator.process(ticket.job), signal.SIGKILL)
    while emulator.films(ticket.job):
        time.sleep(0.01)


def test_words_alone_go_to_the_pipeline_of_words(emulator: Emulator, card: Any) -> None:
    asked = emulator.asked(card.begin(ORDER).job)
    assert asked == {"class": "Pipeline", "frames": 49, "size": [480, 832], "seed": 7}


def test_a_first_frame_goes_to_the_pipeline_of_pictures_cut_to_its_size(emulator: Emulator, card: Any, tmp_path: Path) -> None:
    asked = emulator.asked(card.begin(ordered(catalogue().model("diffusers/wan-2.2-ti2v-5b"), tmp_path)).job)
    assert asked["class"] == "ImagePipeline"


@pytest.mark.parametrize(
    ("resolution", "aspect", "size"),
    [("720p", "9:16", [704, 1280]), ("720p", "16:9", [1280, 704]), ("480p", "1:1", [480, 480]), ("480p", "4:3", [640, 480])],
)
def test_sizes_lie_on_the_models_grid(emulator: Emulator, card: Any, resolution: str, aspect: str, size: list[int]) -> None:
    assert emulator.asked(card.begin(replace(ORDER, resolution=resolution, aspect=aspect)).job)["size"] == size


def test_frames_are_one_more_than_a_multiple_of_four_at_the_models_own_rate(emulator: Emulator, card: Any, tmp_path: Path) -> None:
    slow = catalogue().model("diffusers/wan-2.1-t2v-1.3b")
    ticket = card.begin(replace(ORDER, model=slow.id, seconds=Fraction(1)))
    assert emulator.asked(ticket.job)["frames"] == 17
    with av.open(str(finished(card, ticket, tmp_path / "film.mp4").path)) as film:
        assert film.streams.video[0].average_rate == 16


def test_a_film_costs_nothing_and_tells_its_seed(card: Any, tmp_path: Path) -> None:
    footage = finished(card, card.begin(replace(ORDER, seed=None)), tmp_path / "film.mp4")
    assert footage.price == Money(0)
    assert isinstance(footage.seed, int)


def test_a_film_comes_as_often_as_it_is_asked_for(card: Any, tmp_path: Path) -> None:
    ticket = card.begin(ORDER)
    finished(card, ticket, tmp_path / "film.mp4")
    assert card.finish(ticket, tmp_path / "again.mp4").path.stat().st_size > 1000


def test_a_process_that_was_killed_is_told_from_one_that_films(emulator: Emulator, card: Any, tmp_path: Path) -> None:
    ticket = card.begin(ORDER)
    assert card.finish(ticket, tmp_path / "film.mp4") is None
    killed(emulator, ticket)
    with pytest.raises(Broken, match="was ended before it was done") as raised:
        emulator.provider().finish(ticket, tmp_path / "film.mp4")
    assert raised.value.billed is False


def test_a_film_is_made_after_the_process_that_ordered_it_has_ended(emulator: Emulator, tmp_path: Path) -> None:
    code = (
        "import sys; from fractions import Fraction; from pathlib import Path; from onecrew.providers.video import ShotOrder; "
        "from onecrew.providers.video.diffusers import Diffusers; "
        "card = Diffusers(program=sys.argv[1:2], jobs=Path(sys.argv[2]), hub=Path(sys.argv[3])); "
        "print(card.begin(ShotOrder(sys.argv[4], 'Ana looks up.', Fraction(2), '480p', seed=7)).job)"
    )
    places = (str(emulator.program), str(emulator.jobs_folder), str(emulator.hub))
    told = subprocess.run([sys.executable, "-c", code, *places, MODEL], capture_output=True, text=True, check=True)
    ticket = Ticket(told.stdout.strip())
    assert emulator.provider().finish(ticket, tmp_path / "film.mp4") is None
    emulator.let_go(ticket.job)
    assert emulator.provider().finish(ticket, tmp_path / "film.mp4").path.stat().st_size > 1000


def test_a_number_that_another_process_has_by_now_is_not_ended(emulator: Emulator, card: Any) -> None:
    ticket = card.begin(ORDER)
    killed(emulator, ticket)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        emulator.renumber(ticket.job, stranger.pid)
        assert emulator.provider().cancel(ticket) is False
        assert stranger.poll() is None


def test_what_is_cancelled_has_expired(emulator: Emulator, card: Any, tmp_path: Path) -> None:
    ticket = card.begin(ORDER)
    assert card.cancel(ticket) is True
    assert emulator.films(ticket.job) is False
    with pytest.raises(Expired, match="cancelled"):
        card.finish(ticket, tmp_path / "film.mp4")
    assert card.cancel(ticket) is False


def test_a_film_that_is_done_is_not_cancelled(card: Any, tmp_path: Path) -> None:
    ticket = card.begin(ORDER)
    finished(card, ticket, tmp_path / "film.mp4")
    assert card.cancel(ticket) is False


def test_the_same_order_is_not_filmed_twice(emulator: Emulator, card: Any) -> None:
    first = card.begin(ORDER)
    assert emulator.provider().begin(ORDER) == first
    assert len(emulator.requests) == 1


def test_one_card_films_one_after_the_other(emulator: Emulator, card: Any, tmp_path: Path) -> None:
    first = card.begin(ORDER)
    emulator.asked(first.job)
    second = card.begin(replace(ORDER, mark="oc-2"))
    assert card.finish(second, tmp_path / "film.mp4") is None
    assert not emulator.was_asked(second.job)
    emulator.let_go(first.job)
    assert emulator.asked(second.job)["seed"] == 7


def test_an_order_that_failed_is_filmed_when_it_comes_again(emulator: Emulator, card: Any, tmp_path: Path) -> None:
    emulator.fault("failed")
    ticket = card.begin(ORDER)
    with pytest.raises(Broken, match="illegal memory access"):
        finished(card, ticket, tmp_path / "film.mp4")
    again = card.begin(ORDER)
    assert again == ticket
    assert finished(card, again, tmp_path / "film.mp4").path.exists()


@pytest.mark.parametrize(
    ("fault", "said"),
    [("no memory", "too little memory for it"), ("no card", "no graphics card that torch can use"), ("no video", "no pictures")],
)
def test_what_a_process_fails_of_is_told_and_costs_nothing(
    emulator: Emulator, card: Any, tmp_path: Path, fault: str, said: str
) -> None:
    emulator.fault(fault)
    ticket = card.begin(ORDER)
    with pytest.raises(Broken, match=said) as raised:
        finished(card, ticket, tmp_path / "film.mp4")
    assert raised.value.billed is False


def test_a_process_that_cannot_begin_says_why(emulator: Emulator, card: Any) -> None:
    emulator.fault("no start")
    with pytest.raises(Broken, match=r"libcudart\.so\.12 is missing"):
        card.begin(ORDER)


def test_a_program_that_is_not_there_is_named(emulator: Emulator, card: Any) -> None:
    emulator.program.unlink()
    with pytest.raises(Unready, match="cannot be started"):
        card.begin(ORDER)
    assert emulator.requests == []


def test_weights_that_are_not_there_name_the_command_that_gets_them(emulator: Emulator, tmp_path: Path) -> None:
    empty = Diffusers(program=(str(emulator.program),), jobs=emulator.jobs_folder, hub=tmp_path)
    command = "hf download Wan-AI/Wan2.2-TI2V-5B-Diffusers --revision b8fff7315c768468a5333511427288870b2e9635"
    with pytest.raises(Unready, match=command):
        empty.begin(ORDER)
    assert "hf download" in empty.offer().needs


def test_the_weights_of_one_model_are_enough_to_be_ready(emulator: Emulator) -> None:
    shutil.rmtree(emulator.snapshot(MODEL))
    assert emulator.provider().offer().needs == ""


def test_weights_that_came_in_part_are_not_there(emulator: Emulator, card: Any) -> None:
    snapshot = emulator.snapshot(MODEL)
    (snapshot / "transformer" / "diffusion-00002-of-00002.safetensors").unlink()
    with pytest.raises(Unready, match="hf download"):
        card.begin(ORDER)


def test_a_model_without_a_revision_is_refused(card: Any) -> None:
    with pytest.raises(Refused, match="@<commit>"):
        card.begin(replace(ORDER, model="Wan-AI/Wan2.2-TI2V-5B-Diffusers"))


@pytest.mark.parametrize("role", ["last frame", "character", "audio"])
def test_only_a_first_frame_goes_along(card: Any, tmp_path: Path, role: str) -> None:
    with pytest.raises(Refused, match=role):
        card.begin(replace(ORDER, references=(reference(tmp_path, role),)))


@pytest.mark.parametrize("job", ["../hub", "/etc", ""])
def test_a_ticket_is_never_a_way_out_of_the_folder(emulator: Emulator, tmp_path: Path, job: str) -> None:
    with pytest.raises(Expired):
        emulator.provider().finish(Ticket(job), tmp_path / "film.mp4")


def test_without_the_extra_its_command_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onecrew.providers.video.diffusers.find_spec", lambda name: None)
    bare = Diffusers(jobs=tmp_path / "jobs")
    assert bare.offer().needs == "pip install 'onecrew[diffusers]'"
    with pytest.raises(Unready, match=r"pip install 'onecrew\[diffusers\]'"):
        bare.begin(ORDER)
    assert list(tmp_path.iterdir()) == []


def test_the_program_that_is_run_by_default_begins_and_says_what_it_lacks(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onecrew.providers.video.diffusers.find_spec", lambda name: name)
    monkeypatch.chdir(tmp_path)
    own = Diffusers(jobs=Path("jobs"), hub=emulator.hub)
    ticket = own.begin(ORDER)
    while not (tmp_path / "jobs" / ticket.job / "state.json").exists():
        time.sleep(0.02)
    with pytest.raises(Broken, match="failed to film this"):
        own.finish(ticket, tmp_path / "film.mp4")


def test_a_row_of_ones_own_without_a_revision_does_not_hide_what_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [replace(one, id="somebody/model") for one in catalogue().of("video") if one.vendor == "diffusers"]
    monkeypatch.setattr("onecrew.providers.video.diffusers.catalogue", lambda: replace(catalogue(), models={"a": rows[0]}))
    assert "names no revision" in Diffusers(program=("films",), jobs=tmp_path, hub=tmp_path).offer().needs


def test_torch_is_not_loaded_where_it_is_not_needed() -> None:
    code = "import sys, onecrew.providers.video.diffusers; print({'torch', 'diffusers', 'PIL', 'av'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("environment", "place"),
    [
        ({"HF_HUB_CACHE": "/a"}, Path("/a")),
        ({"HF_HOME": "/b"}, Path("/b/hub")),
        ({"XDG_CACHE_HOME": "/c"}, Path("/c/huggingface/hub")),
        ({}, Path.home() / ".cache/huggingface/hub"),
    ],
)
def test_weights_are_looked_for_where_the_hubs_own_command_puts_them(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], place: Path
) -> None:
    for name in ("HF_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert hub_folder() == place
