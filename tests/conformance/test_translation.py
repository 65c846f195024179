"""What every translation provider keeps to."""

import pytest

from onecrew.providers import registry, weights
from onecrew.providers.translation import Text, Translation
from onecrew.units import Refused

NAMES = (
    ("Mei Lin", "Meilin"),
    ("Peter", "Peter"),
    ("Moonlight Tower", "Torre do Luar"),
    ("Grandma Liu", "Vovó Liu"),
    ("Hope", "Hope"),
)


# Those that cost money keep to the same through their emulators: see test_writing.
HERE = [name for name in registry.names("translation") if registry.translation(name).offer().local]


@pytest.fixture(scope="module", params=HERE)
def translation(request: pytest.FixtureRequest) -> Translation:
    assert all(state.state == "ready" for state in weights.states() if "bergamot" in state.name), "run: onecrew models fetch"
    return registry.translation(request.param)


def said(translation: Translation, *lines: str, source: str = "en", target: str = "pt-BR") -> list[str]:
    drafts = translation.translate(tuple(Text(str(n), one) for n, one in enumerate(lines)), source, target, NAMES)
    assert {draft.id for draft in drafts} == {str(n) for n in range(len(lines))}
    return [{draft.id: draft.text for draft in drafts}[str(n)] for n in range(len(lines))]


def test_a_scene_is_translated(translation: Translation) -> None:
    lines = said(translation, "You lied to me.", "I told you that the car is in the garage.")
    assert lines[0] == "Você mentiu para mim."
    assert "está na garagem" in lines[1]


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("Where is Mei Lin?", "Meilin"),
        ("Anna went to Peter's house.", "Peter"),
        ("Moonlight Tower is closed.", "Torre do Luar"),
        ("Ask Grandma Liu.", "Vovó Liu"),
        ("Hope is here, but Hope won't stay.", "Hope"),
        ("MEI LIN, STOP!", "Meilin"),
    ],
)
def test_names_come_out_in_their_approved_form(translation: Translation, line: str, form: str) -> None:
    (draft,) = said(translation, line)
    wanted = line.upper().count(next(source for source, approved in NAMES if approved == form).upper())
    assert draft.count(form) == wanted


def test_marks_and_capitals_are_those_of_the_source(translation: Translation) -> None:
    lines = said(translation, "...I don't know...", "GET OUT! NOW!", "I can't, I won't — I never will.", "Hmm…", "—Stop!", "Why?")
    assert lines[0].startswith("...")
    assert lines[0].endswith("...")
    assert lines[1] == lines[1].upper()
    assert lines[1].count("!") == 2
    assert " — " in lines[2]
    assert lines[3] == "Hmm…"
    assert lines[4].startswith("—")
    assert lines[5].endswith("?")


def test_what_has_no_words_stays_as_it_is(translation: Translation) -> None:
    assert said(translation, "", "😀", "…", "123!") == ["", "😀", "…", "123!"]


def test_the_other_way_round(translation: Translation) -> None:
    drafts = translation.translate((Text("a", "Onde está a Meilin?"),), "pt-BR", "en", (("Meilin", "Mei Lin"),))
    assert "Where is" in drafts[0].text
    assert "Mei Lin" in drafts[0].text


def test_the_same_text_gives_the_same_draft(translation: Translation) -> None:
    assert said(translation, "Come home, Peter.") == said(translation, "Come home, Peter.")


def test_other_pairs_are_refused_with_those_there_are(translation: Translation) -> None:
    with pytest.raises(Refused, match="en>pt-BR"):
        said(translation, "Hello.", target="th")
