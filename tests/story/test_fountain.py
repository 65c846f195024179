"""Fountain as https://fountain.io/syntax describes it, element by element."""

from pathlib import Path

import pytest

from onecrew.story.fountain import read_fountain, write_fountain
from onecrew.story.screenplay import Element, Kind, Screenplay

DATA = Path(__file__).parent / "data"


def read(text: str) -> list[tuple[str, str]]:
    """Kind and text of every element; the script must have no problem."""
    screenplay, problems = read_fountain(text, "script.fountain")
    assert problems == ()
    return [(element.kind.value, element.text) for element in screenplay.elements]


def only(text: str) -> Element:
    (element,) = read_fountain(text, "script.fountain")[0].elements
    return element


# Scene headings


@pytest.mark.parametrize(
    "heading",
    [
        "INT. HOUSE - DAY", "EXT. BRICK'S POOL - DAY", "EST. CITY", "INT./EXT. CAR", "INT/EXT CAR", "I/E. CAR", "int house",
        "EXT BRIDGE", "内景 医院 - 夜", "外景。街道", "ИНТ. КУХНЯ", "داخلي - مقهى",
    ],
)  # fmt: skip
def test_a_heading_begins_with_its_prefix_in_any_case(heading: str) -> None:
    assert only(heading) == Element(Kind.SCENE_HEADING, heading, 1)


def test_a_dot_forces_a_heading_and_three_do_not() -> None:
    assert only(".SNIPER SCOPE POV") == Element(Kind.SCENE_HEADING, "SNIPER SCOPE POV", 1, forced=True)
    assert only("...and then").kind is Kind.ACTION
    assert only(".办公室") == Element(Kind.SCENE_HEADING, "办公室", 1, forced=True)


def test_scene_numbers_are_letters_digits_dashes_and_dots() -> None:
    for number in ("1", "1A", "I-1-A", "110A.", "甲1"):
        assert only(f"INT. HOUSE - DAY #{number}#") == Element(Kind.SCENE_HEADING, "INT. HOUSE - DAY", 1, scene_number=number)
    assert only(".POV #7#").scene_number == "7"
    assert only("INT. ROOM #9 - DAY").scene_number is None


def test_interior_words_do_not_make_a_heading() -> None:
    assert read("INTERNAL AFFAIRS knocks.") == [("action", "INTERNAL AFFAIRS knocks.")]
    assert read("He walks.\nINT. HOUSE") == [("action", "He walks.\nINT. HOUSE")]


# Action


def test_action_keeps_its_lines_its_tabs_and_its_indentation() -> None:
    text = "They drink long and well.\n\n\t\tIndented\n    four spaces\n\nNext paragraph."
    assert read(text) == [
        ("action", "They drink long and well."),
        ("action", "\t\tIndented\n    four spaces"),
        ("action", "Next paragraph."),
    ]


def test_an_exclamation_mark_forces_action() -> None:
    assert only("!INT. IS A PREFIX") == Element(Kind.ACTION, "INT. IS A PREFIX", 1, forced=True)
    assert read("!SCANNING THE AISLES...\nWhere is that pit boss?") == [
        ("action", "SCANNING THE AISLES...\nWhere is that pit boss?")
    ]


def test_capitals_followed_by_an_empty_line_are_action() -> None:
    assert read("BOOM\n\nSilence.") == [("action", "BOOM"), ("action", "Silence.")]


# Characters and dialogue


def test_a_cue_is_capitals_with_words_right_under_it() -> None:
    assert read("STEEL\nThe man's a myth!") == [("character", "STEEL"), ("dialogue", "The man's a myth!")]
    assert read("МАРИЯ\nНет.") == [("character", "МАРИЯ"), ("dialogue", "Нет.")]
    assert read("R2D2\nBleep.") == [("character", "R2D2"), ("dialogue", "Bleep.")]
    assert read("23\nNobody.") == [("action", "23\nNobody.")]


@pytest.mark.parametrize("name", ["McCLANE", "小美", "مريم", "mãe"])
def test_an_at_sign_forces_a_cue_in_any_script(name: str) -> None:
    assert read(f"@{name}\n说话") == [("character", name), ("dialogue", "说话")]


def test_scripts_without_capitals_need_the_at_sign() -> None:
    assert read("小美\n你好") == [("action", "小美\n你好")]


def test_extensions_stand_apart_from_the_name() -> None:
    cue = read_fountain("MOM (O. S.)\nLuke!", "s")[0].elements[0]
    assert (cue.text, cue.extension) == ("MOM", "O. S.")
    cue = read_fountain("HANS (on the radio) (CONT'D)\nWhat?", "s")[0].elements[0]
    assert (cue.text, cue.extension) == ("HANS", "on the radio) (CONT'D")
    cue = read_fountain("@McCoy (V.O.) ^\nJim.", "s")[0].elements[0]
    assert (cue.text, cue.extension, cue.dual, cue.forced) == ("McCoy", "V.O.", True, True)


def test_a_caret_marks_the_right_side_of_a_dual_dialogue() -> None:
    elements = read_fountain("BRICK\nScrew retirement.\n\nSTEEL ^\nScrew retirement.", "s")[0].elements
    assert [(one.text, one.dual) for one in elements if one.kind is Kind.CHARACTER] == [("BRICK", False), ("STEEL", True)]


def test_parentheticals_are_between_name_and_words_or_between_words() -> None:
    text = "STEEL\n(starting the engine)\nSo much for retirement!\n(a beat;\nsoftly)\nGo.\n(laughs) he said, not (me)."
    assert read(text) == [
        ("character", "STEEL"),
        ("parenthetical", "starting the engine"),
        ("dialogue", "So much for retirement!"),
        ("parenthetical", "a beat;\nsoftly"),
        ("dialogue", "Go.\n(laughs) he said, not (me)."),
    ]


def test_two_spaces_keep_a_dialogue_going_over_an_empty_line() -> None:
    text = "DEALER\nTen.\nFour.\n  \nHit or stand sir?\n\nMonkey waits."
    assert read(text) == [("character", "DEALER"), ("dialogue", "Ten.\nFour.\n\nHit or stand sir?"), ("action", "Monkey waits.")]


def test_other_white_space_ends_a_dialogue() -> None:
    assert read("DEALER\nTen.\n\t\nMonkey waits.")[-1] == ("action", "Monkey waits.")


def test_dialogue_may_be_indented() -> None:
    assert read("\t\tEVE\n\t(cocky)\n  I'll indent!") == [
        ("character", "EVE"),
        ("parenthetical", "cocky"),
        ("dialogue", "I'll indent!"),
    ]


def test_dialogue_may_start_with_signs_that_mean_something_elsewhere() -> None:
    assert read("DAD\n#1 dad, that's me.\n= it is\n...what?\n> so?")[1] == (
        "dialogue",
        "#1 dad, that's me.\n= it is\n...what?\n> so?",
    )


def test_an_exclamation_mark_leaves_a_dialogue() -> None:
    assert read("MEI\nRun.\n!She runs.") == [("character", "MEI"), ("dialogue", "Run."), ("action", "She runs.")]


def test_lyrics_begin_with_a_tilde_in_a_dialogue_or_alone() -> None:
    assert read("~Willy Wonka!\n~The amazing chocolatier!") == [("lyric", "Willy Wonka!\nThe amazing chocolatier!")]
    assert read("MEI\nListen.\n~La la") == [("character", "MEI"), ("dialogue", "Listen."), ("lyric", "La la")]


# Transitions, centred text, structure


def test_transitions_are_capitals_that_end_in_to_or_forced() -> None:
    assert only("CUT TO:") == Element(Kind.TRANSITION, "CUT TO:", 1)
    assert only("> Burn to White.") == Element(Kind.TRANSITION, "Burn to White.", 1, forced=True)
    assert only("CUT TO: ").kind is Kind.ACTION
    assert read("FADE IN:\nINT. HOUSE") == [("action", "FADE IN:\nINT. HOUSE")]


def test_text_between_arrows_is_centred() -> None:
    assert read("> THE END <\n>Really<") == [("centered", "THE END"), ("centered", "Really")]


def test_sections_synopses_and_page_breaks() -> None:
    text = "# Act\n\n## Sequence\n= This is a synopsis.\n===\n====\n==="
    assert read(text) == [
        ("section", "Act"),
        ("section", "Sequence"),
        ("synopsis", "This is a synopsis."),
        ("page break", ""),
        ("page break", ""),
        ("page break", ""),
    ]
    assert [one.level for one in read_fountain("# A\n### C", "s")[0].elements] == [1, 3]


# Notes and boneyards


def test_a_note_alone_is_an_element_and_inside_a_text_stays_there() -> None:
    assert read("[[close on MEI]]\n\nShe [[slowly]] turns.") == [("note", "close on MEI"), ("action", "She [[slowly]] turns.")]


def test_a_note_runs_over_lines_and_over_a_line_of_two_spaces() -> None:
    assert read("[[one\ntwo\n  \nthree]]") == [("note", "one\ntwo\n  \nthree")]


def test_a_note_in_front_of_a_cue_or_inside_a_dialogue_breaks_nothing() -> None:
    assert read("[[close]]\nMEI\n[[push in]]\nHello.\n[[hold]]\n(beat) [[wide]]\nBye.") == [
        ("note", "close"),
        ("character", "MEI"),
        ("note", "push in"),
        ("dialogue", "Hello."),
        ("note", "hold"),
        ("parenthetical", "beat"),
        ("note", "wide"),
        ("dialogue", "Bye."),
    ]


def test_a_boneyard_hides_whole_scenes_and_parts_of_lines() -> None:
    text = "COGNITO\nGone.\n\n/*\nINT. GARAGE - DAY\n\nBRICK\nI can't.\n*/\n\nINT. PALACE /* was: hut */\n\nHe /* limps */ walks."
    assert read(text) == [
        ("character", "COGNITO"),
        ("dialogue", "Gone."),
        ("boneyard", "\nINT. GARAGE - DAY\n\nBRICK\nI can't.\n"),
        ("scene heading", "INT. PALACE"),
        ("boneyard", " was: hut "),
        ("action", "He /* limps */ walks."),
    ]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("A.\n\n[[never\n\nclosed", 3, "[[ and never closes"),
        ("A.\n\n/* never closed", 3, "/* and never closes"),
        ("A.\n\nnever opened]]", 3, "never opened"),
        ("A.\n\n*/", 3, "never opened"),
    ],
)
def test_what_opens_and_does_not_close_is_named_with_its_line(text: str, line: int, what: str) -> None:
    screenplay, (problem,) = read_fountain(text, "script.fountain")
    assert (problem.where.line, problem.severity) == (line, "warning")
    assert what in problem.what
    assert problem.do
    assert len(screenplay.elements) >= 2


# Title page


def test_a_title_page_has_values_on_the_line_or_under_it() -> None:
    text = "Title:\n\t_**BRICK & STEEL**_\n   _**RETIRED**_\nCredit: Written by\nAuthor: Stu\nDate: 1/20/2012\nCopyright:\n\nINT. X"
    screenplay, problems = read_fountain(text, "s")
    assert problems == ()
    assert screenplay.title_page == (
        ("Title", "_**BRICK & STEEL**_\n_**RETIRED**_"),
        ("Credit", "Written by"),
        ("Author", "Stu"),
        ("Date", "1/20/2012"),
        ("Copyright", ""),
    )
    assert screenplay.elements == (Element(Kind.SCENE_HEADING, "INT. X", 9),)


def test_a_title_page_in_another_language_and_after_a_boneyard() -> None:
    screenplay, _ = read_fountain("/* licence */\n\n标题：月光\n作者: 李\n\n外景 街道", "s")
    assert screenplay.title_page == (("标题", "月光"), ("作者", "李"))
    assert [one.kind for one in screenplay.elements] == [Kind.BONEYARD, Kind.SCENE_HEADING]


def test_a_first_line_with_a_colon_is_no_title_page() -> None:
    assert read("FADE IN:\n\nINT. HOUSE") == [("action", "FADE IN:"), ("scene heading", "INT. HOUSE")]
    assert read("Night: the city sleeps.") == [("action", "Night: the city sleeps.")]


def test_a_stray_line_on_the_title_page_is_named() -> None:
    screenplay, (problem,) = read_fountain("Title: Moon\nlight\n\nAction.", "script.fountain")
    assert screenplay.title_page == (("Title", "Moon\nlight"),)
    assert problem.where.line == 2
    assert "title page" in problem.what


# Bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_unicode_and_any_line_end_are_read(encoding: str) -> None:
    text = "INT. CAFÉ\r\n\r\n@小美\r你好\n"
    elements = read_fountain(text.encode(encoding), "s")[0].elements
    assert [(one.text, one.line) for one in elements] == [("INT. CAFÉ", 1), ("小美", 3), ("你好", 4)]


def test_big_endian_is_read_by_its_mark() -> None:
    assert read_fountain(b"\xfe\xff" + "MEI\nOi".encode("utf-16-be"), "s")[0].elements[1].text == "Oi"


@pytest.mark.parametrize(
    ("data", "line", "what", "do"),
    [
        ("INT. CAFÉ\n\nÉ bom, João.".encode("latin-1"), 1, "0xC9", "-f WINDOWS-1252"),
        ("ok\n\n外景。街道上，小美在等他回来。".encode("gb18030"), 3, "not UTF-8", "-f GB18030"),
        ("ok\n\nСцена первая. Мария ждёт у окна".encode("cp1251"), 3, "not UTF-8", "-f WINDOWS-1251"),
        ("INT. X\n\nHello".encode("utf-16-le"), 1, "UTF-16", "-f UTF-16LE"),
        (b"PK\x03\x04\x14\x00\x06", 1, "Word", "Export"),
        (b"%PDF-1.7", 1, "PDF", "Export"),
        (b"{\\rtf1 x}", 1, "RTF", "UTF-8"),
        (bytes(range(256)) * 4, 2, "no text file", "Export"),
        (b"line\n\x00\x00", 2, "no text", "Export"),
        (b"x" * 9_000_000, 0, "9 MB", "split"),
    ],
)
def test_what_is_no_text_is_one_error_with_the_next_step(data: bytes, line: int, what: str, do: str) -> None:
    screenplay, (problem,) = read_fountain(data, "script.fountain")
    assert screenplay == Screenplay()
    assert (problem.severity, problem.where.file) == ("error", "script.fountain")
    assert what in problem.what
    assert do in problem.do
    assert problem.where.line == line


# Writing


def test_what_would_be_misread_is_written_with_a_sigil() -> None:
    made = Screenplay(
        (),
        (
            Element(Kind.SCENE_HEADING, "MY DREAM"),
            Element(Kind.ACTION, "INT. is a prefix"),
            Element(Kind.ACTION, "BOOM\nand again"),
            Element(Kind.CHARACTER, "McCoy"),
            Element(Kind.DIALOGUE, "Jim."),
            Element(Kind.TRANSITION, "Fade out."),
        ),
    )
    assert write_fountain(made) == ".MY DREAM\n\n!INT. is a prefix\n\n!BOOM\nand again\n\n@McCoy\nJim.\n\n> Fade out.\n"


def test_a_full_length_play_comes_back_whole() -> None:
    screenplay, problems = read_fountain((DATA / "as-you-like-it.fountain").read_bytes(), "play.fountain")
    assert problems == ()
    kinds = [element.kind for element in screenplay.elements]
    assert kinds.count(Kind.SCENE_HEADING) == 23
    assert kinds.count(Kind.CHARACTER) > 800
    written = write_fountain(screenplay)
    assert write_fountain(read_fountain(written, "play.fountain")[0]) == written
    assert [(one.kind, one.text) for one in read_fountain(written, "p")[0].elements] == [
        (one.kind, one.text) for one in screenplay.elements
    ]
