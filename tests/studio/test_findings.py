"""Measures against their aims: what is green, amber, red, and what the gate makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onecrew.store.store import Outputs, Store
from onecrew.story.choices_file import Choices
from onecrew.story.folder import open_show
from onecrew.studio.assemble import Assembly, assemble
from onecrew.studio.decide import decide
from onecrew.studio.findings import Finding, Findings, find
from onecrew.studio.make import store_of
from onecrew.studio.production import open_production
from onecrew.units import Language

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("made")]

EN, ES = Language("en"), Language("es")
Judge = Callable[..., Findings]


def outputs_of(assembly: Assembly, store: Store) -> dict[str, Outputs]:
    made: dict[str, Outputs] = {}
    for one in decide(assembly.graph(), store):
        key = one.step.key(made)
        found = store.take(key) if one.step.purchase is not None else store.result(key)
        assert found is not None, one.step.id
        made[one.step.id] = found
    return made


@pytest.fixture
def judge(show: Path) -> Iterator[Judge]:
    """Findings of the made show with some measures replaced."""
    folder = open_show(show)
    store = store_of(folder)

    def judged(language: Language = EN, accepted: tuple[tuple[str, str], ...] = (), **measures: Any) -> Findings:
        production = replace(open_production(folder, "01"), choices=Choices(accepted=accepted))
        assembly = assemble(production, store)
        made = outputs_of(assembly, store)
        told = json.loads(store.blobs.read(made[f"{language}/measure"]["measures"]))
        assert measures.keys() <= told.keys()
        made[f"{language}/measure"] = {"measures": store.blobs.put(json.dumps({**told, **measures}).encode())}
        return find(assembly, language, made, store)

    yield judged
    store.close()


def finding(found: Findings, id: str) -> Finding:
    return next(one for one in found.findings if one.id == id)


@pytest.mark.parametrize(
    ("id", "measures", "verdict"),
    [
        ("loudness", {"integrated": -14.5}, "green"),
        ("loudness", {"integrated": -13.2}, "amber"),
        ("loudness", {"integrated": -12.0}, "red"),
        ("true peak", {"true_peak": -1.0}, "green"),
        ("true peak", {"true_peak": -0.6}, "amber"),
        ("true peak", {"true_peak": 0.0}, "red"),
        ("over bed", {"over_bed": {"1.1": 9.0, "1.2": 20.0}}, "green"),
        ("over bed", {"over_bed": {"1.1": 6.0, "1.2": 20.0}}, "amber"),
        ("over bed", {"over_bed": {"1.1": 2.0, "1.2": 20.0}}, "red"),
        ("onset", {"onsets": {"1.1": 0.04}}, "green"),
        ("onset", {"onsets": {"1.1": -0.06}}, "amber"),
        ("onset", {"onsets": {"1.1": 0.01, "1.2": 0.2}}, "red"),
        ("length", {"picture_seconds": 10.0, "sound_seconds": 10.03}, "green"),
        ("length", {"picture_seconds": 10.0, "sound_seconds": 9.9}, "red"),
        ("clicks", {"clicks": [1.5]}, "amber"),
        ("black", {"black": [[1.0, 2.0]]}, "amber"),
        ("flicker", {"flicker": [1.0]}, "amber"),
        ("frames", {"frames": 1}, "red"),
    ],
)
def test_a_measure_gets_its_verdict(judge: Judge, id: str, measures: dict[str, Any], verdict: str) -> None:
    found = judge(**measures)
    assert finding(found, id).verdict == verdict
    if verdict == "red":
        assert not found.gate


def test_red_comes_first_and_shuts_the_gate_until_a_person_accepts_it(judge: Judge) -> None:
    shut = judge(true_peak=0.5)
    assert shut.findings[0].id == "true peak"
    assert not shut.gate
    passed = judge(true_peak=0.5, accepted=(("true peak", "a siren, on purpose"),))
    assert passed.gate
    assert passed.findings[-1].accepted == "a siren, on purpose"
    assert judge(true_peak=0.5, accepted=(("en true peak", "on purpose"),)).gate
    assert not judge(true_peak=0.5, accepted=(("es true peak", "on purpose"),)).gate


def test_every_line_is_there_with_its_place_and_what_was_heard(judge: Judge) -> None:
    lines = judge().lines
    assert [one.line for one in lines] == ["1.1", "1.2", "1.3", "2.1"]
    assert all(one.start < one.end and one.heard is not None for one in lines)
    assert lines[0].text == "You are late."


def test_findings_have_ids_of_their_own(judge: Judge) -> None:
    for language in (EN, ES):
        ids = [one.id for one in judge(language).findings]
        assert len(ids) == len(set(ids))
