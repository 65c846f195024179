"""show.toml, cast.toml and terms.toml: exact values, and complaints with file, line, fact and next step."""

from fractions import Fraction

from onecrew.story.show import Age, Gender
from onecrew.story.show_file import read_show
from onecrew.units import Language, Money

SHOW = """\
title = "Moonlight"
source = "en"
languages = ["en", "pt-BR"]
[titles]
pt-BR = "Luar"
[format]
rate = "30000/1001"
[budget]
limit = "5USD"
"""
CAST = """\
[MEI]
title = "Mei Lin"
aliases = ["MEI'S VOICE"]
age = "young"
gender = "female"
[MEI.look]
hair = "long"
[MEI.voices]
en = "kokoro:af_heart@1.1"
"""


def complaints(show: str = SHOW, cast: str = "", terms: str = "") -> list[str]:
    return [f"{p.where} {p.what} | {p.do}" for p in read_show(show, cast, terms)[1]]


def test_a_show_is_read_with_exact_values():
    show, problems = read_show(SHOW, CAST, '[[term]]\nsource = "Mei"\nforms = { pt-BR = "Mei" }\n')
    assert problems == ()
    assert show.languages == (Language("en"), Language("pt-BR"))
    assert show.format.rate == Fraction(30000, 1001)
    assert show.budget == Money.read("5USD")
    assert show.title_in(Language("pt-BR")) == "Luar"
    mei = show.character("mei's voice")
    assert mei is not None
    assert (mei.age, mei.gender, mei.look.hair) == (Age.YOUNG, Gender.FEMALE, "long")
    voice = mei.voice(Language("en"))
    assert voice is not None
    assert (voice.provider, voice.name, voice.speed) == ("kokoro", "af_heart", Fraction(11, 10))
    assert show.terms[0].form(Language("pt-BR")) == "Mei"


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_known_one():
    assert complaints(SHOW + 'limitt = "x"\n') == ["show.toml:10 unknown key 'budget.limitt' | did you mean 'limit'?"]


def test_orders_of_unknown_price_are_allowed_for_all_that_is_bought_with_what_is_set_aside_for_each():
    def read(line):
        show, problems = read_show(SHOW + line)
        assert problems == ()
        return show.filming.open_price, show.ceiling

    assert read("") == (False, None)
    assert read("open_price = true\n") == (True, None)
    assert read('open_price = "0.50USD"\n') == (True, Money.read("0.50USD"))
    (told,) = complaints(SHOW + 'open_price = "much"\n')
    assert 'write open_price = "0.50USD"' in told
    (told,) = complaints(SHOW + "[models.video]\nopen_price = true\n")
    assert told.endswith("open_price holds for everything that is bought | write it under [budget]")


def test_a_wrong_type_says_what_is_wanted():
    assert complaints('title = 3\nlanguages = "en"\n') == [
        "show.toml:1 title is 3 | give a text in quotes",
        'show.toml:2 languages is \'en\' | give a list such as ["a", "b"]',
    ]


def test_broken_toml_names_the_line():
    found = complaints('title = "a"\nsource = en\n')
    assert len(found) == 1
    assert found[0].startswith("show.toml:2 this is not valid TOML")


def test_a_look_that_does_not_exist_names_the_nearest():
    assert complaints(cast='[MEI]\n[MEI.look]\nhair = "pony-tail"\n') == [
        "cast.toml:3 MEI.look.hair is 'pony-tail' | did you mean 'ponytail'?"
    ]


def test_one_cue_name_cannot_mean_two_people():
    found = complaints(cast='[A]\n[B]\naliases = ["a"]\n')
    assert found == ["cast.toml:3 'a' already names A | give each cue name to one character"]


def test_an_odd_width_is_said_before_the_encoder_would_fail():
    assert "even number" in complaints('title="x"\n[format]\nwidth = 721\n')[0]


def test_a_language_that_is_none_is_said():
    assert complaints('title="x"\nlanguages = ["en", "klingon!"]\n')[0].startswith("show.toml:2 'klingon!' is not a language tag")


def test_a_voice_must_name_its_provider():
    assert "provider:voice" in complaints(cast='[MEI]\n[MEI.voices]\nen = "af_heart"\n')[0]
