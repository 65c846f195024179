"""Lines a person has: from files beside the film on every run, and from files that are named."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from click.testing import CliRunner
from found import line, production, write_found

from onecrew.cli.localise_verb import command
from onecrew.story.folder import open_show
from onecrew.story.lines_po import Drafted, write_po
from onecrew.studio.draft import unread
from onecrew.studio.given_lines import Lines, named_lines, take_lines
from onecrew.studio.show_languages import add_languages, check_languages
from onecrew.units import Language, OnecrewError

EN, PT = Language("en"), Language("pt-BR")
LINES = [line("1.1", 1, 2, "是你？"), line("1.2", 3, 4, "是我。", "HALE")]
SRT = "1\n00:00:01,000 --> 00:00:02,000\nYou?\n\n2\n00:00:03,000 --> 00:00:04,000\nMe.\n"


@pytest.fixture
def show(tmp_path: Path) -> Path:
    return write_found(tmp_path / "show", LINES)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    (tmp_path / "films").mkdir()
    return tmp_path / "films" / "moon.mp4"


def texts(show: Path, language: Language = EN) -> dict[str, tuple[str, str]]:
    return {id: (one.state.value, one.text) for id, one in production(show).texts[language].items()}


def write_drafts(show: Path) -> None:
    made = production(show)
    drafts = {"1.1": Drafted("Thank you.", "whisper, by ear")}
    (show / "episodes/01/lines.en.po").write_text(write_po("", EN, "Moon", made.sayables, drafts))


def test_subtitles_beside_the_film_fill_what_is_missing_whenever_they_come(show: Path, film: Path) -> None:
    write_drafts(show)
    film.with_name("moon.en.srt").write_text(SRT)
    written, notes = take_lines(production(show), film, [EN, PT])
    assert [one.name for one in written] == ["lines.en.po"]
    assert notes == ()
    assert texts(show) == {"1.1": ("draft", "Thank you."), "1.2": ("accepted", "Me.")}
    assert take_lines(production(show), film, [EN])[0] == []


def test_a_named_file_also_replaces_drafts_nobody_has_read(show: Path, film: Path, tmp_path: Path) -> None:
    write_drafts(show)
    (tmp_path / "mine.srt").write_text(SRT)
    take_lines(production(show), film, [EN], [Lines(tmp_path / "mine.srt", EN)])
    assert texts(show) == {"1.1": ("accepted", "You?"), "1.2": ("accepted", "Me.")}
    assert "machine draft" not in (show / "episodes/01/lines.en.po").read_text()


def test_what_a_person_accepted_stays(show: Path, film: Path, tmp_path: Path) -> None:
    (show / "episodes/01/lines.en.po").write_text('msgctxt "1.1 LIN"\nmsgid "是你？"\nmsgstr "It is you?"\n')
    (tmp_path / "mine.srt").write_text(SRT)
    take_lines(production(show), film, [EN], [Lines(tmp_path / "mine.srt", EN)])
    assert texts(show)["1.1"] == ("accepted", "It is you?")


def test_a_po_file_of_another_tool_is_matched_by_its_source_texts(show: Path, film: Path) -> None:
    film.with_name("moon.pt-BR.po").write_text('msgid "是你？"\nmsgstr "Você?"\n\n#, fuzzy\nmsgid "是我。"\nmsgstr "Eu"\n')
    take_lines(production(show), film, [PT])
    assert texts(show, PT) == {"1.1": ("accepted", "Você?"), "1.2": ("missing", "")}


def test_a_file_beside_the_film_that_cannot_be_read_is_told_and_stops_nothing(show: Path, film: Path) -> None:
    film.with_name("moon.en.po").write_text('msgid "是你？\nmsgstr "x"\n')
    film.with_name("moon.en.srt").write_text(SRT)
    _, (note,) = take_lines(production(show), film, [EN])
    assert "moon.en.po" in note
    assert texts(show)["1.2"] == ("accepted", "Me.")


def test_the_language_of_a_named_file_is_told_or_stands_in_its_name(tmp_path: Path) -> None:
    for name in ("mine.srt", "moon.pt-BR.srt", "lines.en.po"):
        (tmp_path / name).write_text(SRT if name.endswith("srt") else 'msgid "a"\nmsgstr "b"\n')
    assert named_lines(f"en={tmp_path / 'mine.srt'}", [EN, PT]).language == EN
    assert named_lines(str(tmp_path / "moon.pt-BR.srt"), [EN, PT]).language == PT
    assert named_lines(str(tmp_path / "lines.en.po"), [EN, PT]).language == EN
    with pytest.raises(OnecrewError, match=r"its name tells none of en, pt-BR; write --lines en="):
        named_lines(str(tmp_path / "mine.srt"), [EN, PT])
    with pytest.raises(OnecrewError, match="es is not among the languages wanted"):
        named_lines(f"es={tmp_path / 'mine.srt'}", [EN])
    with pytest.raises(OnecrewError):
        named_lines(f"en={tmp_path / 'none.srt'}", [EN])


def test_what_is_missing_names_the_option(show: Path) -> None:
    (warning,) = unread([production(show)], [EN])
    assert warning.what.startswith("2 of 2 texts have no English")
    assert "--lines en=FILE" in warning.do


def test_a_language_the_show_lacks_is_added_and_nothing_else_changes(show: Path) -> None:
    before = (show / "show.toml").read_text()
    assert add_languages(show, [EN, Language("es"), Language("fr")]) == show / "show.toml"
    assert (show / "show.toml").read_text() == before.replace('"pt-BR"]', '"pt-BR", "es", "fr"]')
    assert [one.tag for one in open_show(show).show.languages][-2:] == ["es", "fr"]
    assert add_languages(show, [EN]) is None


def test_what_is_no_language_is_refused_before_anything_is_made(tmp_path: Path, film: Path) -> None:
    film.write_bytes(b"film")
    found = CliRunner().invoke(command, [str(film), "--to", "xx", "--show", str(tmp_path / "new")])
    assert "xx is no language" in str(found.exception)
    assert not (tmp_path / "new").exists()
    with pytest.raises(OnecrewError, match="und is no language"):
        check_languages([Language("und")])
    check_languages([EN, PT, Language("zh-Hans"), Language("yue"), Language("fil")])
