"""Forms that look alike are told apart by what is around them."""

import pytest

from onecrew.media.misread import mended


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("0 médico disse.", "O médico disse."),
        ("Quem Ihe deu isto?", "Quem lhe deu isto?"),
        ("São 10 horas.", "São 10 horas."),
        ("Il est là？", "Il est là?"),
        ("是你?", "是你？"),
        ("OK，是你", "OK，是你"),
    ],
)
def test_letters_and_marks_that_look_alike(read: str, meant: str) -> None:
    assert mended([read]) == (meant,)


def test_a_sentence_begins_with_a_capital_where_the_film_does_so() -> None:
    assert mended(["Elle est là.", "où est-il ?", "Pardon.", "si tu pars,", "ne reviens pas."]) == (
        "Elle est là.",
        "Où est-il ?",
        "Pardon.",
        "Si tu pars,",
        "ne reviens pas.",
    )
    assert mended(["all is small here", "so it stays"]) == ("all is small here", "so it stays")


def test_spanish_gets_the_mark_the_recogniser_does_not_know() -> None:
    assert mended(["¿Tú?", "Sube al coche!", "iLlama a la policía!", "No. Espera!", "Corre,\nLucía!"]) == (
        "¿Tú?",
        "¡Sube al coche!",
        "¡Llama a la policía!",
        "No. ¡Espera!",
        "¡Corre,\nLucía!",
    )
    assert mended(["Get in the car!"]) == ("Get in the car!",)


def test_nothing_is_nothing() -> None:
    assert mended([]) == ()
    assert mended([""]) == ("",)
