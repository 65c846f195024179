"""Running a graph: what depends waits, what failed holds back its own, what is known is not made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from onecrew.store.store import Outputs, Store
from onecrew.studio import errand
from onecrew.studio import run as running
from onecrew.studio.decide import Decision, decide
from onecrew.studio.graph import Expansion, Graph, Purchase, Step, part
from onecrew.studio.order import Desk
from onecrew.studio.run import Run, run_graph
from onecrew.studio.worker import Done, Job
from onecrew.units import MediaError, OnecrewError


class Threads(ThreadPoolExecutor):
    """The runner's pool with threads in the place of processes."""

    def __init__(self, workers: int, context: object, initializer: object, initargs: object) -> None:
        super().__init__(workers)
        self._processes: dict[int, Any] = {}


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Work is done here: a step writes its recipe's ``says`` and its inputs; one that says FAIL fails. Gives the words in order."""
    words: list[str] = []

    def work(job: Job) -> Done:
        words.append(job.recipe["says"])
        if job.recipe["says"] == "FAIL":
            raise MediaError("it fails")
        if job.recipe["says"] == "BUG":
            raise ZeroDivisionError("oops")
        file = job.new_file(".txt")
        file.write_text(job.recipe["says"] + "".join(job.file(name).read_text() for name in sorted(job.inputs)))
        return Done({"out": str(file)}, 0.0)

    monkeypatch.setattr(running, "ProcessPoolExecutor", Threads)
    monkeypatch.setattr(running, "work", work)
    monkeypatch.setattr(errand, "perform", lambda job: {name: Path(file) for name, file in work(job).files.items()})
    return words


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / ".onecrew")
    yield made
    made.close()


def step(id: str, says: str = "", after: tuple[str, ...] = (), **more: Any) -> Step:
    says = says or id
    return Step(id, "write", 1, {"says": says}, {name: (name, "out") for name in after}, {"text": part(says)}, **more)


def text(store: Store, result: Run, id: str) -> str:
    return store.blobs.read(result.made[id]["out"]).decode()


def test_a_step_gets_what_the_steps_before_it_made(done: list[str], store: Store) -> None:
    result = run_graph(Graph((step("film", after=("speech", "picture")), step("speech"), step("picture"))), store, workers=2)
    assert text(store, result, "film") == "filmpicturespeech"
    assert result.ran[-1] == "film"
    assert not result.failed


def test_a_second_run_has_nothing_to_do(done: list[str], store: Store) -> None:
    graph = Graph((step("a"), step("b", after=("a",))))
    run_graph(graph, store)
    again = run_graph(graph, store)
    assert again.ran == []
    assert again.made.keys() == {"a", "b"}


def test_a_failing_step_holds_back_only_what_needs_it(done: list[str], store: Store) -> None:
    steps = (
        step("en/mix", "FAIL"),
        step("en/film", after=("en/mix",)),
        step("en/measure", after=("en/film",)),
        step("es/mix"),
        step("es/film", after=("es/mix",)),
    )
    result = run_graph(Graph(steps), store)
    assert result.made.keys() == {"es/mix", "es/film"}
    assert {name: str(error) for name, error in result.failed.items()} == {"en/mix": "it fails"}
    assert set(result.skipped) == {"en/film", "en/measure"}


def test_a_fault_of_ours_is_told_with_the_steps_name_and_costs_nobody_else(done: list[str], store: Store) -> None:
    result = run_graph(Graph((step("en/mix", "BUG"), step("es/mix"))), store)
    assert isinstance(result.failed["en/mix"], OnecrewError)
    assert "en/mix failed by a fault of onecrew: ZeroDivisionError" in str(result.failed["en/mix"])
    assert result.ran == ["es/mix"]


def test_an_expansion_is_asked_when_what_it_needs_is_made_and_not_when_that_failed(done: list[str], store: Store) -> None:
    asked: list[str] = []

    def expansion(language: str) -> Expansion:
        def more(made: Mapping[str, Outputs]) -> Graph:
            asked.append(language)
            assert f"{language}/speak" in made
            return Graph((step(f"{language}/segment", after=(f"{language}/speak",)),))

        return Expansion((f"{language}/speak",), more)

    steps = (step("en/speak"), step("es/speak", "FAIL"))
    result = run_graph(Graph(steps, (expansion("en"), expansion("es"))), store)
    assert asked == ["en"]
    assert result.made.keys() == {"en/speak", "en/segment"}
    assert result.failed.keys() == {"es/speak"}


def test_an_input_that_is_made_anew_and_comes_out_the_same_stops_the_wave(done: list[str], store: Store) -> None:
    run_graph(Graph((step("a", "same"), step("b", after=("a",)))), store)
    second = Step("a", "write", 2, {"says": "same"})
    result = run_graph(Graph((second, step("b", after=("a",)))), store)
    assert result.ran == ["a"]


def test_a_corrupt_input_is_made_again_before_it_is_used(done: list[str], store: Store) -> None:
    first = run_graph(Graph((step("a"),)), store)
    store.blobs.path(first.made["a"]["out"]).write_text("rotten")
    result = run_graph(Graph((step("a"), step("b", after=("a",)))), store)
    assert result.ran == ["a", "b"]
    assert text(store, result, "b") == "ba"


def order(id: str, says: str = "", take: int = 1, local: bool = True) -> Step:
    return step(id, says, purchase=Purchase("speech", "somebody", take, local))


def states(store: Store) -> list[tuple[str, str]]:
    return store.database.execute('SELECT step, state FROM "order" ORDER BY recorded, rowid').fetchall()


def test_an_order_is_kept_by_its_request_and_its_take(done: list[str], store: Store) -> None:
    run_graph(Graph((order("a"),)), store)
    assert run_graph(Graph((Step("a", "write", 99, {"says": "a"}, purchase=Purchase("speech", "somebody")),)), store).ran == []
    assert run_graph(Graph((order("a", take=2),)), store).ran == ["a"]
    assert states(store) == [("a", "done"), ("a", "done")]


def test_an_order_that_failed_says_so_in_the_book_and_is_sent_again(done: list[str], store: Store) -> None:
    run_graph(Graph((order("a", "FAIL"),)), store)
    assert states(store) == [("a", "failed")]
    run_graph(Graph((order("a", "FAIL"),)), store)
    assert done == ["FAIL", "FAIL"]


@pytest.mark.parametrize("state", ["sent", "running", "unknown"])
def test_a_paid_order_whose_fate_is_not_known_is_not_sent_again(done: list[str], store: Store, state: str) -> None:
    paid = order("a", local=False)
    store.record_order(paid.key({}), "a", "{}", "somebody")
    store.mark_order(paid.key({}), state)
    result = run_graph(Graph((paid, step("b", after=("a",)), step("c"))), store, desk=lambda: Desk(store.folder))
    assert done == ["c"]
    assert '"a" = 2 under [takes]' in str(result.failed["a"])
    again = Graph((order("a", take=2, local=False),))
    assert run_graph(again, store, desk=lambda: Desk(store.folder)).ran == ["a"]


def test_a_paid_take_that_is_corrupt_is_said_and_never_bought_again_unasked(done: list[str], store: Store) -> None:
    paid = order("a", local=False)
    first = run_graph(Graph((paid,)), store, desk=lambda: Desk(store.folder))
    store.blobs.path(first.made["a"]["out"]).write_text("rotten")
    for _ in range(2):
        result = run_graph(Graph((paid, step("b", after=("a",)))), store, desk=lambda: Desk(store.folder))
        assert '"a" = 2 under [takes]' in str(result.failed["a"])
    assert done == ["a"]


def test_progress_counts_up_to_everything_that_is_known(done: list[str], store: Store) -> None:
    told: list[tuple[float, float, str]] = []
    graph = Graph((step("a", weight=3.0), step("b", after=("a",), weight=1.0)))
    run_graph(graph, store, lambda *now: told.append(now), workers=1)
    assert [one[2] for one in told] == ["a", "b"]
    assert told[-1][:2] == (4.0, 4.0)
    assert all(before <= known for before, known, _ in told)


def test_two_steps_of_one_name_are_a_fault(done: list[str], store: Store) -> None:
    with pytest.raises(AssertionError, match="two steps are called a"):
        run_graph(Graph((step("a"), step("a"))), store)


# decisions


def decisions(graph: Graph, store: Store) -> dict[str, tuple[Decision, str]]:
    return {one.step.id: (one.decision, one.why) for one in decide(graph, store)}


def test_decisions_name_what_changed_in_an_authors_words(done: list[str], store: Store) -> None:
    graph = Graph((step("a"), step("b", after=("a",)), order("c")))
    assert decisions(graph, store) == {
        "a": (Decision.MAKE, "new"),
        "b": (Decision.MAKE, "new"),
        "c": (Decision.ORDER, "new"),
    }
    run_graph(graph, store)
    assert {decision for decision, _ in decisions(graph, store).values()} == {Decision.REUSED}
    changed = Graph((step("a", "other"), step("b", after=("a",)), order("c", "else")))
    assert decisions(changed, store) == {
        "a": (Decision.MAKE, "text changed"),
        "b": (Decision.MAKE, "after a"),
        "c": (Decision.ORDER, "text changed"),
    }


def test_a_result_that_is_gone_is_a_reason(done: list[str], store: Store) -> None:
    made = run_graph(Graph((step("a"),)), store).made
    store.blobs.drop(made["a"]["out"])
    assert decisions(Graph((step("a"),)), store) == {"a": (Decision.MAKE, "an input changed or its result is gone")}


def test_deciding_writes_nothing(store: Store, tmp_path: Path) -> None:
    looking = Store(tmp_path / "elsewhere" / ".onecrew", reading=True)
    decide(Graph((step("a"), order("b"))), looking)
    looking.close()
    assert not (tmp_path / "elsewhere").exists()


def test_the_key_of_a_local_step_holds_its_tools_and_that_of_an_order_does_not() -> None:
    def key(**more: Any) -> str:
        return step("a", **more).key({})

    assert key(tools=("av 1",)) != key(tools=("av 2",))
    bought = Purchase("speech", "somebody")
    assert key(tools=("av 1",), purchase=bought) == key(tools=("av 2",), purchase=bought)
