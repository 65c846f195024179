"""Speakers get a name only when calls and answers leave no doubt."""

from fractions import Fraction

from onecrew.studio.spotting.names import Saying, called

NAMES = {"LIN": ("Lin", "林小姐"), "HALE": ("Hale", "Mister Hale")}


def talk(*lines: tuple[str, str]) -> list[Saying]:
    return [Saying("1", who, Fraction(3 * n), Fraction(3 * n + 2), text) for n, (who, text) in enumerate(lines)]


def test_who_answers_to_a_name_several_times_has_it() -> None:
    said = talk(("MAN 1", "Lin, wait!"), ("WOMAN 1", "What is it?"), ("MAN 1", "别走，林小姐！"), ("WOMAN 1", "太晚了。"))
    assert called(said, NAMES) == {"WOMAN 1": "LIN"}


def test_one_call_is_not_enough() -> None:
    assert called(talk(("MAN 1", "Lin!"), ("WOMAN 1", "Yes?")), NAMES) == {}


def test_who_is_talked_about_is_not_called() -> None:
    said = talk(("MAN 1", "Lin is dead."), ("WOMAN 1", "No."), ("MAN 1", "I saw Lin today"), ("WOMAN 1", "Where?"))
    assert called(said, NAMES) == {}


def test_who_calls_a_name_does_not_have_it() -> None:
    lines = [("MAN 1", "Lin, wait!"), ("WOMAN 1", "What?")] * 2
    assert called(talk(*lines, ("WOMAN 1", "Lin!"), ("MAN 2", "Here.")), NAMES) == {}


def test_answers_that_contradict_each_other_tell_nothing() -> None:
    lines = [("MAN 1", "Hale?"), ("MAN 2", "Yes."), ("MAN 1", "Hale!"), ("WOMAN 1", "Leave him.")] * 2
    assert called(talk(*lines), NAMES) == {}


def test_an_answer_long_after_or_from_nobody_counts_for_nothing() -> None:
    late = [Saying("1", "MAN 1", Fraction(0), Fraction(1), "Lin!"), Saying("1", "WOMAN 1", Fraction(9), Fraction(10), "Yes.")] * 3
    assert called(late, NAMES) == {}
    assert called(talk(*[("MAN 1", "Lin!"), ("?", "Yes.")] * 3), NAMES) == {}
