"""Written lines are said as people say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onecrew.providers.speech.reading import read

LINES = [
    (
        "en-US",
        "Meet me at 10:30 p.m. on 3/5/2024, Dr. Chen.",
        "Meet me at ten thirty P M on March fifth, twenty twenty-four, Doctor Chen.",
    ),
    ("en-GB", "It was 3/5/2024.", "It was May third, twenty twenty-four."),
    ("en-US", "It costs $35.50, 50% off!", "It costs thirty-five dollars and fifty cents, fifty percent off!"),
    ("en-US", "Born in 1987, not the 1990s.", "Born in nineteen eighty-seven, not the nineteen nineties."),
    ("en-US", "Call 555-867-5309 now.", "Call five five five, eight six seven, five three zero nine now."),
    ("en-US", "5 km, 21st floor, -5°C", "five kilometers, twenty-first floor, minus five degrees Celsius"),
    ("en-US", "$2.5 million", "two point five million dollars"),
    ("en-US", "St. James lives on Main St.", "Saint James lives on Main Street"),
    ("en-US", "It's 12:00, Mr. Lin.", "It's twelve o'clock, Mister Lin."),
    ("en-US", "I... I don't know. Wait--what?! 😀", "I… I don't know. Wait — what?"),
    ("en-US", "*Really*? _No_.", "Really? No."),
    (
        "es",
        "Son las 10:30, Sr. López; cuesta 25,50 €.",
        "Son las diez y treinta, señor López; cuesta veinticinco euros con cincuenta céntimos.",
    ),
    ("es", "¡El 23/03/2024 perdí el 50%!", "El veintitrés de marzo de dos mil veinticuatro perdí el cincuenta por ciento!"),
    ("es", "21 euros, $1", "veintiún euros, un dólar"),
    ("pt-BR", "R$ 35,50 às 10h30, Sr. Silva.", "trinta e cinco reais e cinquenta centavos às dez horas e trinta, senhor Silva."),
    ("pt-BR", "R$ 2 milhões", "dois milhões de reais"),
    (
        "fr",
        "Il est 10h30, M. Dupont : 25,50 € !",
        "Il est dix heures trente, monsieur Dupont: vingt-cinq euros cinquante centimes!",
    ),
    ("fr", "le 1er mars, la 2e fois", "le premier mars, la deuxième fois"),
    ("it", "Sono le 10:30, Sig. Rossi; 3ª volta", "Sono le dieci e trenta, signor Rossi; terza volta"),
    ("it", "1.500 €", "millecinquecento euro"),
    ("zh", "今天是2024-03-05,10:30", "今天是二零二四年三月五日,十点半"),
    ("zh", "2个人,第2次,13800138000", "两个人,第二次,幺三八零零幺三八零零零"),
    ("zh", "花了¥35.50,50%,-5°C,3-5天", "花了三十五点五元,百分之五十,负五摄氏度,三到五天"),
]


@pytest.mark.parametrize(("language", "written", "said"), LINES)
def test_a_line_is_said(language: str, written: str, said: str) -> None:
    assert read(written, language) == said


@given(st.text(max_size=60), st.sampled_from(["en-US", "es", "fr", "it", "pt-BR", "zh"]))
def test_any_text_can_be_read_and_holds_no_figures(text: str, language: str) -> None:
    said = read(text, language)
    assert not any(letter in "0123456789" for letter in said)


@given(st.text("0123456789.,:-/%$€ hkm", max_size=20), st.sampled_from(["en-US", "es", "fr", "it", "pt-BR", "zh"]))
def test_any_mess_of_figures_can_be_read(text: str, language: str) -> None:
    assert not any(letter in "0123456789" for letter in read(text, language))
