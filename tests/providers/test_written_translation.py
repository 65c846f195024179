"""Translation by a model that writes: what it is told, and what becomes of an answer that is not as it should be."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.openai_writing import Emulator
from tests.vendors.scripted_writing import Told

from onecrew.providers import registry
from onecrew.providers.catalogue import catalogue
from onecrew.providers.receipt import receipt
from onecrew.providers.translation import Draft, Text
from onecrew.providers.translation.written import (
    LANGUAGES,
    RATES,
    AnthropicTranslation,
    ByModel,
    Finding,
    GeminiTranslation,
    OpenAiTranslation,
    check_names,
    lost_names,
)
from onecrew.providers.writing import price_of
from onecrew.providers.writing.openai_shape import OpenAiShape
from onecrew.units import Broken, Busy, Refused

MODEL = "gpt-6.1-sol"
SCENE = (
    Text("a", "Where is Mei Lin?", "PETER", Fraction(2)),
    Text("b", "She left you 5,000 yuan.", "LIU"),
    Text("c", "I don't believe you!", "PETER"),
)
NAMES = (("Mei Lin", "Meilin"), ("Moonlight Tower", "Torre do Luar"))
GOOD = {
    "a": ("Onde está a Meilin?", "E a Meilin?"),
    "b": ("Ela te deixou 5.000 yuans.", "Deixou 5.000 yuans."),
    "c": ("Não acredito em você!", "Mentira!"),
}


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Emulator]:
    """A vendor of OpenAI's shape."""
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path / "home"))
    with Emulator() as running:
        assert isinstance(running, Emulator)
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def translation(emulator: Emulator) -> ByModel:
    """Translation by the emulator's model."""
    return ByModel("openai", MODEL, OpenAiShape(emulator.vendor))


def asked(told: Told) -> list[str]:
    """The ids of the lines a model was asked for."""
    return [line["id"] for line in told.task["lines"]]


def lines(good: dict[str, tuple[str, str]], ids: list[str]) -> Any:
    """An answer with these lines."""
    return {"lines": [{"id": one, "natural": good[one][0], "short": good[one][1]} for one in ids]}


def answers(*given: Callable[[Told], Any]) -> Callable[[Told], Any]:
    """One answer after the other; the last stays."""
    left = list(given)
    return lambda told: (left.pop(0) if len(left) > 1 else left[0])(told)


def good(told: Told) -> Any:
    """All lines that were asked for, well translated."""
    return lines(GOOD, asked(told))


def said(translation: ByModel, scene: tuple[Text, ...] = SCENE) -> dict[str, str]:
    """The scene in Portuguese, by id."""
    drafts = translation.translate(scene, "en", "pt-BR", NAMES)
    assert [draft.id for draft in drafts] == [text.id for text in scene]
    return {draft.id: draft.text for draft in drafts}


def test_a_scene_is_translated_in_one_request(emulator: Emulator, translation: ByModel) -> None:
    emulator.answer = good
    assert said(translation) == {one: natural for one, (natural, _) in GOOD.items()}
    assert len(emulator.requests) == 1


def test_forty_lines_are_one_request(emulator: Emulator, translation: ByModel) -> None:
    emulator.answer = lambda told: lines({str(n): (f"Linha {n}.", "Linha.") for n in range(40)}, asked(told))
    scene = tuple(Text(str(n), f"This is what is said in line number {n} of a long scene.", "ANA") for n in range(40))
    assert said(translation, scene)["39"] == "Linha 39."
    assert len(emulator.requests) == 1


def test_the_model_is_told_who_speaks_the_room_and_the_names(emulator: Emulator, translation: ByModel) -> None:
    emulator.answer = good
    said(translation)
    task = emulator.told[0].task
    assert (task["from"], task["to"]) == ("English (en)", "Portuguese (pt-BR)")
    assert task["lines"][0] == {
        "id": "a",
        "speaker": "PETER",
        "text": "Where is Mei Lin?",
        "seconds": "2.0",
        "letters": 2 * RATES["pt"],
    }
    assert "seconds" not in task["lines"][1]
    assert task["names"] == [{"source": "Mei Lin", "approved": "Meilin"}]


def test_a_line_alone_is_told_with_what_is_said_around_it(emulator: Emulator, translation: ByModel) -> None:
    emulator.answer = good
    text = Text("c", "I don't believe you!", "PETER", None, ("LIU: She left.",), ("LIU: Believe it.",))
    said(translation, (text,))
    task = emulator.told[0].task
    assert (task["before"], task["after"]) == (["LIU: She left."], ["LIU: Believe it."])


def test_a_missing_line_is_asked_for_again_alone(emulator: Emulator, translation: ByModel) -> None:
    emulator.answer = answers(lambda told: lines(GOOD, ["a", "c"]), good)
    assert said(translation)["b"] == "Ela te deixou 5.000 yuans."
    assert [asked(told) for told in emulator.told] == [["a", "b", "c"], ["b"]]
    again = emulator.told[1].task
    assert (again["before"], again["after"]) == (["PETER: Where is Mei Lin?"], ["PETER: I don't believe you!"])


def test_a_line_missing_twice_is_broken_and_named(emulator: Emulator, translation: ByModel) -> None:
    emulator.answer = answers(lambda told: lines(GOOD, ["a", "c"]), lambda told: {"lines": []})
    with pytest.raises(Broken, match="the line b"):
        said(translation)
    assert len(emulator.requests) == 2


def test_a_line_without_words_counts_as_missing(emulator: Emulator, translation: ByModel) -> None:
    emulator.answer = answers(lambda told: lines({**GOOD, "c": ("  ", "")}, asked(told)), good)
    assert said(translation)["c"] == "Não acredito em você!"
    assert [asked(told) for told in emulator.told][1:] == [["c"]]


def test_an_extra_line_is_dropped(emulator: Emulator, translation: ByModel) -> None:
    extra = {**GOOD, "z": ("Eu nunca disse isso.", "Não.")}
    emulator.answer = lambda told: lines(extra, [*asked(told), "z"])
    assert set(said(translation)) == {"a", "b", "c"}
    assert len(emulator.requests) == 1


def test_a_doubled_line_is_asked_for_again_alone(emulator: Emulator, translation: ByModel) -> None:
    def twice(told: Told) -> Any:
        return {"lines": [*good(told)["lines"], {"id": "c", "natural": "Outra coisa.", "short": "Outra."}]}

    emulator.answer = answers(twice, good)
    assert said(translation)["c"] == "Não acredito em você!"
    assert [asked(told) for told in emulator.told][1:] == [["c"]]


def test_a_name_not_kept_is_asked_for_again_with_what_was_wrong(emulator: Emulator, translation: ByModel) -> None:
    emulator.answer = answers(lambda told: lines({**GOOD, "a": ("Onde está a Mei-Lin?", "E ela?")}, asked(told)), good)
    assert said(translation)["a"] == "Onde está a Meilin?"
    assert asked(emulator.told[1]) == ["a"]
    assert "Meilin" in emulator.told[1].task["note"]


def test_a_name_not_kept_twice_is_refused_and_named(emulator: Emulator, translation: ByModel) -> None:
    emulator.answer = lambda told: lines({**GOOD, "a": ("Onde está ela?", "E ela?")}, asked(told))
    with pytest.raises(Refused, match=r"'Meilin' in the line a .*terms\.toml"):
        said(translation)
    assert len(emulator.requests) == 2


def drafts(translation: ByModel) -> dict[str, Draft]:
    """The drafts of the scene by their ids."""
    return {one.id: one for one in translation.translate(SCENE, "en", "pt-BR", NAMES)}


def test_both_lengths_are_kept(emulator: Emulator, translation: ByModel) -> None:
    emulator.answer = good
    found = drafts(translation)["c"]
    assert (found.text, found.shorter) == (GOOD["c"][0], (GOOD["c"][1],))


def test_a_short_line_that_is_no_shorter_or_loses_a_name_is_left_out(emulator: Emulator, translation: ByModel) -> None:
    told = {**GOOD, "a": ("Onde está a Meilin?", "E ela?"), "c": ("Não acredito.", "Não, não acredito em você.")}
    emulator.answer = lambda task: lines(told, asked(task))
    found = drafts(translation)
    assert found["a"].shorter == ()
    assert found["c"].shorter == ()


def test_the_cost_is_counted(emulator: Emulator, translation: ByModel) -> None:
    emulator.answer = answers(lambda told: lines(GOOD, ["a", "c"]), good)
    with receipt() as held:
        said(translation)
    once = price_of("openai", MODEL, emulator.tokens_in, emulator.tokens_out)
    assert once is not None
    assert (held.total, held.unpriced) == (once * 2, 0)


def test_the_most_a_scene_may_cost_is_known_before(emulator: Emulator, translation: ByModel) -> None:
    emulator.answer = good
    with receipt() as held:
        said(translation)
    most = translation.cost(SCENE)
    assert most is not None
    assert held.total is not None
    assert held.total.minor < most.minor
    assert ByModel("openai", "a-model-of-ones-own", OpenAiShape(emulator.vendor)).cost(SCENE) is None


def test_answers_without_a_known_price_are_counted_apart(emulator: Emulator) -> None:
    emulator.answer = good
    translation = ByModel("openai", "a-model-of-ones-own", OpenAiShape(emulator.vendor))
    with receipt() as held:
        said(translation)
    assert (held.total, held.unpriced) == (None, 1)


class OwnServer(Emulator):
    """A server on one's own machine: it wants no key."""

    ENVIRONMENT: ClassVar[Mapping[str, str]] = {}


def test_a_server_of_ones_own_is_named_in_ones_own_catalogue(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path))
    monkeypatch.setattr(registry, "CAPABILITIES", (*registry.CAPABILITIES, "writing"))
    with OwnServer() as server:
        assert isinstance(server, OwnServer)
        server.answer = good
        (tmp_path / "catalogue.toml").write_text(f'[vendors.ollama]\ntitle = "Ollama"\nbase = "{server.url}/v1"\n')
        translation = ByModel("ollama", "qwen3:8b")
        assert said(translation)["c"] == "Não acredito em você!"
        assert server.told[0].model == "qwen3:8b"
    assert (translation.offer().name, translation.offer().needs) == ("ollama", "")


def test_an_answer_cut_off_is_broken_and_nothing_of_it_is_used(emulator: Emulator, translation: ByModel) -> None:
    emulator.answer = good
    emulator.fault("cut off")
    with pytest.raises(Broken, match="broke off at its limit"):
        said(translation)
    assert len(emulator.requests) == 1


def test_a_busy_vendor_is_busy(emulator: Emulator, translation: ByModel) -> None:
    emulator.fault("too many")
    with pytest.raises(Busy):
        said(translation)


def test_what_has_no_words_stays_as_it_is_and_is_not_sent(emulator: Emulator, translation: ByModel) -> None:
    scene = tuple(Text(str(n), text) for n, text in enumerate(("", "😀", "…", "123!")))
    assert list(said(translation, scene).values()) == ["", "😀", "…", "123!"]
    assert emulator.requests == []


def test_two_texts_of_one_id_are_refused(emulator: Emulator, translation: ByModel) -> None:
    with pytest.raises(Refused, match="'a'"):
        translation.translate((Text("a", "Yes."), Text("a", "No.")), "en", "pt-BR")
    assert emulator.requests == []


def test_more_than_one_answer_holds_is_asked_for_in_portions(emulator: Emulator, translation: ByModel) -> None:
    count = 12
    emulator.answer = lambda told: lines({str(n): (f"Linha {n}.", "Linha.") for n in range(count)}, asked(told))
    scene = tuple(Text(str(n), "And then she said it once more. " * 40) for n in range(count))
    assert len(said(translation, scene)) == count
    assert 1 < len(emulator.requests) < count
    assert [one for told in emulator.told for one in asked(told)] == [str(n) for n in range(count)]


@pytest.mark.parametrize(
    ("text", "said_in", "names", "lost"),
    [
        ("MEI LIN, STOP!", "MEILIN, PARE!", NAMES, ("Meilin",)),
        ("Meilinda left.", "Meilinda saiu.", NAMES, ()),
        ("Mei Lin left.", "A Meilin saiu.", (("Mei", "Mei"), ("Mei Lin", "Meilin")), ()),
        ("Mei Lin left with Mei.", "A Meilin saiu.", (("Mei", "Mei"), ("Mei Lin", "Meilin")), ("Mei",)),
        ("Mei Lin left.", "เมย์ลินไปแล้ว", (("Mei Lin", "เมย์ลิน"),), ()),
        ("Mei Lin left.", "美琳走了", (("Mei Lin", "美琳"),), ()),
        ("Ho\u0301a left.", "H\u00f3a đi rồi.", (("Ho\u0301a", "Ho\u0301a"),), ()),
    ],
)
def test_names_are_looked_for_as_a_reader_would(text: str, said_in: str, names: Any, lost: tuple[str, ...]) -> None:
    assert lost_names(text, said_in, names) == lost


def test_the_translation_back_shows_a_lost_number() -> None:
    assert check_names("She left you 5,000 yuan.", "She left you 500 yuan.") == (
        Finding("number", "5000", "lost"),
        Finding("number", "500", "added"),
    )


@pytest.mark.parametrize(
    ("source", "back"),
    [
        ("She left you 5,000 yuan.", "She left you five thousand yuan."),
        ("She left you twenty-one yuan.", "She left you 21 yuan."),
        ("It is 3,5 metres.", "It is 3.5 metres."),
        ("1.234.567 views", "1,234,567 views"),
        ("At 10:30 in room 007.", "In room 007 at 10:30."),
    ],
)
def test_the_same_number_written_another_way_is_no_finding(source: str, back: str) -> None:
    assert check_names(source, back) == ()


def test_the_translation_back_shows_lost_and_added_names() -> None:
    found = check_names("Mei Lin left.", "Peter left.", ("Mei Lin", "Peter"))
    assert found == (Finding("name", "Mei Lin", "lost"), Finding("name", "Peter", "added"))
    assert check_names("Mei Lin left.", "It was mei lin who left.", ("Mei Lin", "Peter")) == ()


@pytest.mark.parametrize("made", [OpenAiTranslation, AnthropicTranslation, GeminiTranslation])
def test_the_vendors_translations_are_made_without_arguments_and_offer_pairs(
    made: Callable[[], ByModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    for vendor in catalogue().vendors.values():
        for key in vendor.keys:
            monkeypatch.delenv(key, raising=False)
    offer = made().offer()
    assert (offer.unit, offer.price, offer.local) == ("line", None, False)
    assert "_API_KEY" in offer.needs
    assert all(registry.handles(offer.languages, pair) for pair in ("en>th", "zh-Hans>pt-BR", "pt-BR>en", "en>zh-Hant"))


def test_every_rate_is_of_a_language_that_is_offered() -> None:
    assert set(RATES) <= set(LANGUAGES)
