"""A scene is translated in one go, with the seconds, the speakers and what is said around each line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from found import line, production, span, write_found

from onecrew.providers.translation import Draft, Text
from onecrew.store.store import Outputs
from onecrew.story.lines_po import write_po
from onecrew.story.spotted import UNKNOWN, Box, ScreenText, TextKind
from onecrew.studio.draft import write_drafts
from onecrew.studio.make import store_of
from onecrew.studio.scene_texts import scene_step
from onecrew.studio.steps import translate
from onecrew.studio.worker import Job
from onecrew.units import Broken, Language

EN = Language("en")
LINES = [
    line("1.1", 1, 2.5, "是你？"),
    line("1.2", 3, 3.8, "是我。", "HALE"),
    line("1.3", 4, 5, "为什么？", UNKNOWN),
    line("1.4", 6, 7, "别问了。"),
]
SIGN = ScreenText("s1", TextKind.SIGN, span(3.9, 5.9), Box(10, 10, 50, 20), "医院", 90)


@pytest.fixture
def show(tmp_path: Path) -> Path:
    folder = write_found(tmp_path / "show", LINES, [SIGN])
    with (folder / "show.toml").open("a") as file:
        file.write('[style]\nforced_narratives = ["sign"]\n')
    return folder


def test_a_spoken_line_has_its_seconds_and_its_neighbours_with_their_names(show: Path) -> None:
    one = {sayable.id: sayable for sayable in production(show).sayables}
    assert (one["1.3"].seconds, one["1.2"].seconds) == (Fraction(1), Fraction("0.8"))
    assert one["1.3"].before == ("LIN: 是你？", "HALE: 是我。")
    assert one["1.1"].after == ("HALE: 是我。", "为什么？")
    assert one["s1"].before == ("LIN: 是你？", "HALE: 是我。")
    assert one["s1"].after == ("为什么？", "LIN: 别问了。")


def test_the_comment_says_so_row_by_row(show: Path) -> None:
    made = production(show)
    text = write_po("", EN, "Moon", made.sayables, {})
    assert "#. 0.8 s\n#. before: LIN: 是你？\n#. after: 为什么？\n#. after: LIN: 别问了。\n" in text


def test_a_scene_is_asked_for_with_seconds_and_neighbours(show: Path) -> None:
    made = production(show)
    step = scene_step(made, "en/translate/1.1", "bergamot", made.sayables[1:2], Language("zh-Hans"), EN, ())
    (asked,) = step.recipe["texts"]
    assert (asked["seconds"], asked["speaker"]) == ("4/5", "HALE")
    assert (asked["before"], asked["after"]) == (["LIN: 是你？"], ["为什么？", "LIN: 别问了。"])


class Forgetful:
    """A translator that leaves a line out, the first time or always."""

    def __init__(self, answer: Callable[[tuple[Text, ...]], list[str]]) -> None:
        self.answer, self.asked = answer, list[tuple[Text, ...]]()

    def translate(
        self, texts: tuple[Text, ...], source: str, target: str, names: tuple[tuple[str, str], ...] = ()
    ) -> tuple[Draft, ...]:
        self.asked.append(texts)
        return tuple(Draft(id, f"<{id}>") for id in self.answer(texts))


def scene(tmp_path: Path) -> Job:
    texts = [
        {"id": f"1.{n}", "text": f"line {n}", "speaker": "LIN", "seconds": None, "before": [], "after": []} for n in range(1, 5)
    ]
    return Job("translate", {"provider": "p", "source": "zh", "target": "en", "names": [], "texts": texts}, {}, str(tmp_path))


def test_a_line_that_did_not_come_is_asked_for_again_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    translator = Forgetful(lambda texts: [one.id for one in texts if len(texts) == 1 or one.id != "1.2"])
    monkeypatch.setattr(translate, "hold", lambda capability, name: translator)
    told = json.loads(translate.run(scene(tmp_path))["draft"].read_text())
    assert told["texts"] == {f"1.{n}": f"<1.{n}>" for n in range(1, 5)}
    assert told["lacking"] == []
    (again,) = translator.asked[1]
    assert (again.id, again.before, again.after) == ("1.2", ("LIN: line 1",), ("LIN: line 3", "LIN: line 4"))
    assert len(translator.asked) == 2


def test_what_came_is_kept_when_one_line_never_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    translator = Forgetful(lambda texts: [*(one.id for one in texts if one.id != "1.2"), "9.9"])
    monkeypatch.setattr(translate, "hold", lambda capability, name: translator)
    told = json.loads(translate.run(scene(tmp_path))["draft"].read_text())
    assert set(told["texts"]) == {"1.1", "1.3", "1.4"}
    assert told["lacking"] == ["1.2"]


def test_a_scene_of_which_nothing_came_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translate, "hold", lambda capability, name: Forgetful(lambda texts: []))
    with pytest.raises(Broken, match=r"no translation of 1\.1, 1\.2, 1\.3, 1\.4"):
        translate.run(scene(tmp_path))


def test_a_line_that_never_came_stays_empty_and_says_why(show: Path) -> None:
    made = production(show)
    store = store_of(made.folder)
    try:
        told = {"texts": {"1.1": "You?"}, "shorter": {}, "lacking": ["1.2"]}
        done: dict[str, Outputs] = {"en/translate/1.1": {"draft": store.blobs.put(json.dumps(told).encode())}}
        write_drafts(made, [EN], done, store)
    finally:
        store.close()
    texts = production(show).texts[EN]
    assert (texts["1.1"].text, texts["1.2"].state.value) == ("You?", "missing")
    assert "it was asked for twice, and no translation came" in (show / "episodes/01/lines.en.po").read_text()
