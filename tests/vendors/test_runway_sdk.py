"""Runway's own SDK speaks to the emulator, and the emulator's schemas are held to the SDK's."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Literal, Required, get_args, get_origin, get_type_hints

import pytest
import runwayml
from runwayml.types.image_to_video_create_params import ImageToVideoCreateParams
from runwayml.types.text_to_video_create_params import TextToVideoCreateParams
from runwayml.types.video_to_video_create_params import VideoToVideoCreateParams

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.runway import SHAPES, Emulator


@pytest.fixture
def sdk(emulator: Emulator) -> runwayml.RunwayML:
    """The SDK, its base moved to loopback."""
    return runwayml.RunwayML(api_key=emulator.ENVIRONMENT["RUNWAYML_API_SECRET"], base_url=emulator.url, max_retries=0)


def literals(hint: Any) -> list[str]:
    """All values a type lists."""
    if get_origin(hint) is Literal:
        return [str(one) for one in get_args(hint)]
    return [value for inner in get_args(hint) for value in literals(inner)]


def camel(name: str) -> str:
    """The spelling that goes over the wire."""
    first, *others = name.split("_")
    return first + "".join(one.title() for one in others)


@pytest.mark.parametrize(
    ("endpoint", "union"), [("text_to_video", TextToVideoCreateParams), ("image_to_video", ImageToVideoCreateParams)]
)
def test_the_emulators_schemas_are_those_of_the_sdk(endpoint: str, union: Any) -> None:
    seen = set()
    for schema in get_args(union):
        hints = get_type_hints(schema, include_extras=True)
        model = literals(hints["model"])[0]
        fields, sizes = SHAPES[endpoint, model]
        seen.add((endpoint, model))
        needed = {camel(name) for name, hint in hints.items() if get_origin(hint) is Required} - {"model"}
        assert {one[:-1] for one in fields.split() if one.endswith("!")} == needed
        assert {one.rstrip("!") for one in fields.split()} <= {camel(name) for name in hints}
        assert sizes.split() == [one for name in ("ratio", "resolution") if name in hints for one in literals(hints[name])]
    assert seen == {key for key in SHAPES if key[0] == endpoint}


def test_the_emulators_schema_for_changing_a_film_is_that_of_the_sdk() -> None:
    hints = get_type_hints(get_args(VideoToVideoCreateParams)[0], include_extras=True)
    fields, _ = SHAPES["video_to_video", literals(hints["model"])[0]]
    assert {one.rstrip("!") for one in fields.split()} <= {camel(name) for name in hints}
    needed = {camel(name) for name, hint in hints.items() if get_origin(hint) is Required} - {"model"}
    assert {one[:-1] for one in fields.split() if one.endswith("!")} == needed


def test_the_sdk_starts_a_task_and_reads_each_of_its_states(emulator: Emulator, sdk: runwayml.RunwayML) -> None:
    emulator.fault("slow")
    created = sdk.text_to_video.create(model="gen4.5", prompt_text="Ana looks up.", ratio="720:1280", duration=4, seed=7)
    assert created.estimated_cost.credits == 60
    tasks = [sdk.tasks.retrieve(created.id) for _ in range(5)]
    assert [one.status for one in tasks] == ["THROTTLED", "RUNNING", "RUNNING", "RUNNING", "SUCCEEDED"]
    last: Any = tasks[-1]
    assert last.output[0].startswith(emulator.url)
    assert last.cost.credits == 48


def test_the_sdk_reads_a_failed_task(emulator: Emulator, sdk: runwayml.RunwayML) -> None:
    emulator.fault("moderated after")
    uri = "data:image/png;base64,AAAA"
    created = sdk.image_to_video.create(
        model="veo3.1", prompt_image=[{"uri": uri, "position": "first"}], prompt_text="Ana.", ratio="720:1280", duration=4
    )
    failed: Any = [sdk.tasks.retrieve(created.id) for _ in range(2)][-1]
    assert (failed.status, failed.failure_code, failed.cost.credits) == ("FAILED", "SAFETY.OUTPUT.VIDEO", 0)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("too many", runwayml.RateLimitError),
        ("no money", runwayml.BadRequestError),
        ("wrong key", runwayml.AuthenticationError),
        ("server error", runwayml.InternalServerError),
    ],
)
def test_the_sdk_knows_each_error(emulator: Emulator, sdk: runwayml.RunwayML, fault: str, error: type[Exception]) -> None:
    emulator.fault(fault)
    with pytest.raises(error):
        sdk.text_to_video.create(model="gen4.5", prompt_text="Ana.", ratio="720:1280", duration=4)


def test_the_sdk_deletes_a_task(emulator: Emulator, sdk: runwayml.RunwayML) -> None:
    created = sdk.text_to_video.create(model="gen4.5", prompt_text="Ana.", ratio="720:1280", duration=4)
    sdk.tasks.delete(created.id)
    with pytest.raises(runwayml.NotFoundError):
        sdk.tasks.retrieve(created.id)


def test_the_sdk_uploads_a_file_and_starts_a_task_with_it(emulator: Emulator, sdk: runwayml.RunwayML) -> None:
    stored = sdk.uploads.create_ephemeral(file=("ana.png", b"picture"))
    assert list(emulator.storage.files.values()) == [b"picture"]
    made = sdk.image_to_video.create(
        model="gen4.5", prompt_image=stored.uri, prompt_text="Ana looks up.", ratio="720:1280", duration=4
    )
    assert emulator.jobs[made.id].asked["promptImage"] == stored.uri
