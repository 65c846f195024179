"""What the takes of a show say about its models."""

from fractions import Fraction

from onecrew.studio.takes import TakeRow, tried, waited
from onecrew.units import Money


def row(model: str, state: str = "done", seconds: float = 0.0, step: str = "take/1.a", judged: str = "") -> TakeRow:
    return TakeRow(
        "1", step, 1, model, "vendor", state, Money(0), "", judged == "kept", None, None, "key", None, "", {}, (), judged, seconds
    )


def test_a_model_is_as_quick_as_the_middle_one_of_its_takes() -> None:
    rows = [row("a/1", seconds=40), row("a/1", seconds=60.5), row("a/1", seconds=300), row("b/2", seconds=12)]
    assert waited(rows) == {"a/1": Fraction(121, 2), "b/2": Fraction(12)}


def test_pictures_and_what_never_came_tell_nothing_of_a_films_speed() -> None:
    assert waited([row("a/1", seconds=9, step="sheet/ANA"), row("a/1", "failed", 80), row("a/1", seconds=0)]) == {}


def test_takes_that_do_not_count_and_failures_are_none_that_were_kept() -> None:
    rows = [row("a/1", judged="kept"), row("a/1", judged="refused"), row("a/1", "failed"), row("a/1", "running")]
    assert [(one.kept, one.taken) for one in tried(rows).values()] == [(1, 3)]
