"""Final Draft's XML both ways, and the XML nobody should send."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onecrew.story.fdx import read_fdx, write_fdx
from onecrew.story.fountain import read_fountain
from onecrew.story.screenplay import Element, Kind, Screenplay

DATA = Path(__file__).parent / "data"
SCRIPT = """\
Title:
    _**MOONLIGHT**_
    a drama
Credit: Written by
Author: A. Writer
Draft date: 1 May 2026
Contact:
    12 Street
    City

# Act one

= Everything begins.

INT. MEI'S FLAT - NIGHT #1A#

= She finds the letter.

[[close on MEI]]

Rain & *wind* on the _window_. A <b>tag</b> and 5 * 3.

MEI (V.O.)
(softly, **very** softly)
I **knew** it.

Always.
~La la la

@McCoy (O.S.) (CONT'D)
Hello?

MEI ^
Hello?

/* a scene we cut */

> THE END <

===

.DREAM

!BANG
BANG

CUT TO:

> Fade out.
"""


def elements(screenplay: Screenplay) -> tuple[Element, ...]:
    return tuple(replace(one, line=0) for one in screenplay.elements)


def test_fountain_to_fdx_and_back_keeps_every_element() -> None:
    script, _ = read_fountain(SCRIPT, "script.fountain")
    back, problems = read_fdx(write_fdx(script), "script.fdx")
    assert problems == ()
    assert elements(back) == elements(script)
    assert back.title_page == script.title_page


def test_a_full_length_play_survives_the_way_through_fdx() -> None:
    script, _ = read_fountain((DATA / "as-you-like-it.fountain").read_bytes(), "play.fountain")
    back, _ = read_fdx(write_fdx(script), "play.fdx")
    assert elements(back) == elements(script)


WORDS = st.text(alphabet="ab*_\\ <&>[](/)é月", min_size=1, max_size=12).map(str.strip).filter(bool)


@example([(Kind.NOTE, "]]]")])
@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([Kind.ACTION, Kind.SYNOPSIS, Kind.CENTERED, Kind.NOTE, Kind.TRANSITION]), WORDS), max_size=6)
)
def test_what_fdx_can_say_is_stable_once_read(pairs: list[tuple[Kind, str]]) -> None:
    made = Screenplay((), tuple(Element(kind, text) for kind, text in pairs))
    once, _ = read_fdx(write_fdx(made), "a.fdx")
    twice, _ = read_fdx(write_fdx(once), "a.fdx")
    assert elements(twice) == elements(once)


FOREIGN = b"""<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="3">
  <Content>
    <Paragraph Number="12" Type="Scene Heading">
      <SceneProperties Page="1"><Summary><Paragraph><Text>Somebody knocks.</Text></Paragraph></Summary></SceneProperties>
      <Text>INT. HALL - DAY</Text>
    </Paragraph>
    <Paragraph Type="Action">
      <ScriptNote ID="1"><Paragraph><Text>Check the lock.</Text></Paragraph></ScriptNote>
      <Text>The </Text><Text Style="Bold+Underline">door</Text><Text> opens.</Text>
    </Paragraph>
    <Paragraph>
      <DualDialogue>
        <Paragraph Type="Character"><Text>Ann</Text></Paragraph>
        <Paragraph Type="Dialogue"><Text>Who is</Text><Text> it?</Text></Paragraph>
        <Paragraph Type="Character"><Text>BEN (O.S.)</Text></Paragraph>
        <Paragraph Type="Parenthetical"><Text>(low)</Text></Paragraph>
        <Paragraph Type="Dialogue"><Text>Me.</Text></Paragraph>
      </DualDialogue>
    </Paragraph>
    <Paragraph Type="Shot"><Text>CLOSE ON THE KEY</Text></Paragraph>
    <Paragraph StartsNewPage="Yes" Type="Transition"><Text Style="AllCaps">fade out.</Text></Paragraph>
  </Content>
  <TitlePage>
    <HeaderAndFooter><Header><Paragraph><Text>page 1</Text></Paragraph></Header></HeaderAndFooter>
    <Content>
      <Paragraph Alignment="Center"><Text>THE DOOR</Text></Paragraph>
      <Paragraph Alignment="Center"><Text>Written by</Text></Paragraph>
      <Paragraph Alignment="Center"><Text>Jo Roe</Text></Paragraph>
      <Paragraph Alignment="Left"><Text>jo@example.org</Text></Paragraph>
    </Content>
  </TitlePage>
</FinalDraft>
"""


def test_a_file_of_another_program_is_read() -> None:
    script, problems = read_fdx(FOREIGN, "door.fdx")
    assert problems == ()
    assert [(one.kind.value, one.text) for one in script.elements] == [
        ("scene heading", "INT. HALL - DAY"),
        ("synopsis", "Somebody knocks."),
        ("note", "Check the lock."),
        ("action", "The _**door**_ opens."),
        ("character", "Ann"),
        ("dialogue", "Who is it?"),
        ("character", "BEN"),
        ("parenthetical", "low"),
        ("dialogue", "Me."),
        ("action", "CLOSE ON THE KEY"),
        ("page break", ""),
        ("transition", "FADE OUT."),
    ]
    assert script.elements[0].scene_number == "12"
    assert [one.dual for one in script.elements if one.kind is Kind.CHARACTER] == [False, True]
    assert script.elements[6].extension == "O.S."
    assert script.elements[0].line == 4
    assert dict(script.title_page) == {"Title": "THE DOOR", "Credit": "Written by", "Author": "Jo Roe", "Contact": "jo@example.org"}


BESIDE = """<FinalDraft DocumentType="Script" Version="6"><Content>
<Paragraph Type="Scene Heading"><Text>INT. LAB - DAY</Text></Paragraph>
<Paragraph Type="Action"><Text>She 😀 waits.</Text></Paragraph>
<Paragraph Type="Character"><Text>MARA</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>You're late.</Text></Paragraph>
<Paragraph Type="Scene Heading"><Text>Omitted</Text>
<OmittedScene><Paragraph><Text>Gone.</Text></Paragraph></OmittedScene></Paragraph>
</Content><ScriptNotes>
<ScriptNote Range="18,20" Type="Director"><Paragraph><Text>close on her</Text></Paragraph></ScriptNote>
<ScriptNote Range="34,34"><Paragraph><Text>angry</Text></Paragraph></ScriptNote>
</ScriptNotes></FinalDraft>"""


def test_notes_kept_beside_the_script_go_before_the_paragraph_they_are_about() -> None:
    script, _ = read_fdx(BESIDE.encode(), "lab.fdx")
    assert [(one.kind.value, one.text) for one in script.elements] == [
        ("scene heading", "INT. LAB - DAY"),
        ("note", "close on her"),
        ("action", "She 😀 waits."),
        ("character", "MARA"),
        ("note", "angry"),
        ("dialogue", "You're late."),
        ("boneyard", "\nGone.\n"),
    ]


BOMB = b'<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;">]><FinalDraft><Content>&m;</Content></FinalDraft>'
OUTSIDE = b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><FinalDraft><Content/></FinalDraft>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (BOMB, "document type"),
        (OUTSIDE, "document type"),
        (b"<a>" * 200, "nests deeper"),
        (b"<FinalDraft><Content>", "no element found"),
        (b"\x00\x01\x02 binary", "not the XML"),
        (b"", "not the XML"),
        (b"<html><body/></html>", "root is <html>"),
        (b"<FinalDraft/>", "no Final Draft script"),
        (b"<FinalDraft>&undefined;</FinalDraft>", "not the XML"),
        (b" " * 33_000_000, "33 MB"),
    ],
)
def test_what_is_no_script_is_an_error_with_a_next_step(data: bytes, said: str) -> None:
    script, (problem,) = read_fdx(data, "bad.fdx")
    assert script == Screenplay()
    assert problem.severity == "error"
    assert said in problem.what
    assert problem.do


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60).map(lambda noise: b"<FinalDraft><Content>" + noise))
def test_no_bytes_raise(data: bytes) -> None:
    read_fdx(data, "noise.fdx")
