"""Lines of an existing film that no text model translates: what is asked for, with which names, and what is said of the drafts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from found import line, production, write_found

from onecrew.store.store import Outputs
from onecrew.studio.draft import draft_graph, unread, write_drafts
from onecrew.studio.graph import Step
from onecrew.studio.make import store_of
from onecrew.units import Language

EN, PT = Language("en"), Language("pt-BR")
LINES = [line("1.1", 1, 2, "琳，是你？"), line("1.2", 3, 4, "是我。", "HALE")]
TERMS = '[[term]]\nsource = "琳"\nforms = { en = "Lin", "pt-BR" = "Linda" }\n'


@pytest.fixture
def show(tmp_path: Path) -> Path:
    return write_found(tmp_path / "show", LINES, (), TERMS)


def steps(folder: Path, *languages: Language) -> dict[str, Step]:
    return {step.id: step for step in draft_graph(production(folder), languages).steps}


def test_a_line_is_heard_with_its_text_and_the_names_that_stand_in_it(show: Path) -> None:
    found = steps(show, EN)
    first = found["en/translate/1.1"]
    assert first.kind == "gist"
    assert (first.recipe["text"], first.recipe["names"]) == ("琳，是你？", [["琳", "Lin"]])
    assert set(first.inputs) == {"speech", "sound"}
    assert found["en/translate/1.2"].recipe["names"] == []


def test_the_way_through_english_asks_for_names_in_their_english_forms(show: Path) -> None:
    second = steps(show, PT)["pt-BR/translate/1.1"]
    assert second.kind == "translate"
    assert second.recipe["names"] == [["Lin", "Linda"]]


def test_english_that_a_person_wrote_is_guarded_by_its_own_names(show: Path) -> None:
    (show / "episodes/01/lines.en.po").write_text('msgctxt "1.1 LIN"\nmsgid "琳，是你？"\nmsgstr "Lin, is it you?"\n')
    second = steps(show, PT)["pt-BR/translate/1.1"]
    assert (second.recipe["text"], second.recipe["names"]) == ("Lin, is it you?", [["Lin", "Linda"]])


def drafted(show: Path, **drafts: dict[str, str]) -> str:
    """English written from drafts of lines 1.1, 1.2 …"""
    made = production(show)
    store = store_of(made.folder)
    try:
        done: dict[str, Outputs] = {
            f"en/translate/1.{name[1:]}": {"draft": store.blobs.put(json.dumps(draft).encode())} for name, draft in drafts.items()
        }
        write_drafts(made, [EN], done, store)
    finally:
        store.close()
    return (show / "episodes/01/lines.en.po").read_text(encoding="utf-8")


def test_what_was_not_understood_stays_empty_and_says_why(show: Path) -> None:
    text = drafted(show, l1={"text": "", "doubt": '"Thanks for watching!" is a phrase'}, l2={"text": "It's me.", "doubt": ""})
    assert '# no draft (whisper, by ear): "Thanks for watching!" is a phrase' in text
    assert "# machine draft (whisper, by ear)\n" in text
    assert [one.state.value for one in production(show).texts[EN].values()] == ["missing", "draft"]


def test_drafts_nobody_has_read_are_one_warning_a_language(show: Path) -> None:
    drafted(show, l1={"text": "It's you?", "doubt": "x"}, l2={"text": "It's me.", "doubt": ""})
    (warning,) = unread([production(show), production(show)], [EN])
    assert warning.what.startswith("4 of 4 English texts are drafts by ear")
    assert warning.severity == "warning"
