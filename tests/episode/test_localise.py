"""A finished film goes abroad: in one command, mended by a person, one bad episode stopping nobody."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from tests.localise.film import make_film
from tests.localise.truth import Film

from onecrew.media.decode import read_audio
from onecrew.media.probe import probe
from onecrew.store.blobs import hash_file
from onecrew.story.folder import open_show
from onecrew.story.show import Format
from onecrew.story.spotted import FILM, Box, ScreenText, Spotted, SpottedLine, TextKind, read_spotted, write_spotted
from onecrew.story.spotted import Film as Source
from onecrew.studio.begin import begin_found_show
from onecrew.studio.localise import films_of, localise
from onecrew.studio.make import make
from onecrew.units import Language, OnecrewError, TimeRange

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("localised")]

EN, ES = Language("en"), Language("es")


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Film:
    """Eight seconds of Spanish, small, with subtitles in outline."""
    return make_film(
        "photographic", tmp_path_factory.mktemp("made") / "es", 8, "es", "outline", 5, width=360, height=640, extras=False
    )


@pytest.fixture(scope="module")
def known(truth: Film, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show of the film as a person would have spotted it, with English lines, made once."""
    show = tmp_path_factory.mktemp("known") / "show"
    place = show / "episodes" / "01"
    place.mkdir(parents=True)
    shutil.copyfile(truth.path, place / FILM)
    lines = tuple(
        SpottedLine(f"1.{n}", TimeRange(line.start, line.end), line.speaker.upper(), line.text, 99)
        for n, line in enumerate(truth.lines, 1)
    )
    texts = tuple(
        ScreenText(
            cue.id,
            TextKind(cue.kind),
            TimeRange(Fraction(cue.first) / truth.rate, Fraction(cue.last) / truth.rate),
            Box(*cue.box),
            "\n".join(cue.rows),
            99,
        )
        for cue in truth.cues
    )
    film = Source(hash_file(truth.path), truth.rate, truth.frames, truth.width, truth.height)
    cuts = tuple(Fraction(cut) / truth.rate for cut in truth.cuts)
    (place / "spotted.toml").write_text(write_spotted(Spotted(film, ES, cuts, lines, texts)))
    begin_found_show(show, "Known", [ES, EN], Format(truth.width, truth.height, truth.rate))
    lines_of = enumerate(truth.lines, 1)
    entries = [
        f'msgctxt "1.{n} {line.speaker.upper()}"\nmsgid {quoted(line.text)}\nmsgstr {quoted(line.translated("en"))}\n'
        for n, line in lines_of
    ]
    (place / "lines.en.po").write_text("\n".join(['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n', *entries]))
    (made,) = make(open_show(show), languages=[EN])
    assert not made.errors
    return show


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@pytest.fixture
def show(known: Path, tmp_path: Path) -> Path:
    return shutil.copytree(known, tmp_path / "show")


def ran(show: Path) -> list[str]:
    (made,) = make(open_show(show), languages=[EN])
    assert not made.errors
    return made.ran


def test_the_release_is_as_long_as_the_film_and_has_its_size(known: Path, truth: Film) -> None:
    info = probe(known / "release/01/en/episode.mp4")
    assert (info.width, info.height) == (truth.width, truth.height)
    assert abs(info.seconds - Fraction(truth.frames) / truth.rate) < Fraction(1, 10)


def test_the_film_itself_is_not_touched(known: Path, truth: Film) -> None:
    assert hash_file(known / "episodes/01" / FILM) == hash_file(truth.path)


def test_nothing_changed_makes_nothing(show: Path) -> None:
    assert ran(show) == []


def test_one_translated_line_makes_its_voice_the_mix_its_caption_and_the_film(show: Path) -> None:
    po = show / "episodes/01/lines.en.po"
    text = po.read_text()
    old = json.loads(
        next(row for row in text.splitlines() if row.startswith("msgstr") and len(row) > 20 and "charset" not in row)[7:]
    )
    new = f"{old[:-1].rsplit(' ', 1)[0]} now{old[-1]}"
    po.write_text(text.replace(quoted(old), quoted(new)))
    steps = ran(show)
    kinds = {step.split("/")[1] for step in steps}
    assert kinds <= {"speak", "mix", "segment", "mux", "transcribe", "measure"}
    assert len([step for step in steps if "/speak/" in step]) == 1
    assert len([step for step in steps if "/segment/" in step]) <= 2
    assert not [step for step in steps if step.startswith("film/")]


def test_a_text_that_is_no_dialogue_after_all_comes_back(show: Path) -> None:
    file = show / "episodes/01/spotted.toml"
    text = file.read_text()
    assert 'kind = "dialogue"' in text
    file.write_text(text.replace('kind = "dialogue"', 'kind = "sign"', 1))
    steps = ran(show)
    assert not [step for step in steps if "/speak/" in step or step.endswith(("separate", "sound", "intake"))]
    assert [step for step in steps if "/segment/" in step]


def test_a_line_that_is_sung_keeps_its_sound(show: Path, truth: Film) -> None:
    file = show / "episodes/01/spotted.toml"
    file.write_text(file.read_text().replace('id = "1.1"', 'id = "1.1"\nkeep = "singing"', 1))
    steps = ran(show)
    assert "en/mix" in steps
    line = truth.lines[0]
    first, last = int(line.start * 48_000), int(line.end * 48_000)
    original = read_audio(truth.path, 48_000, 2)[first:last].mean(axis=1)
    dubbed = read_audio(show / "release/01/en/stems/effects.wav", 48_000, 2)[first:last].mean(axis=1)
    count = min(len(original), len(dubbed))
    likeness = float((original[:count] * dubbed[:count]).sum())
    norm = float((original[:count] ** 2).sum() * (dubbed[:count] ** 2).sum()) ** 0.5
    assert likeness / norm > 0.95


def test_a_film_is_localised_in_one_command_and_a_bad_one_beside_it_is_named(truth: Film, tmp_path: Path) -> None:
    season = tmp_path / "season"
    season.mkdir()
    shutil.copyfile(truth.path, season / "ep1.mp4")
    (season / "ep2.mp4").write_text("this is no film")
    (season / "notes.txt").write_text("not taken for a film")
    result = localise(films_of(season), tmp_path / "show", None, [EN])
    assert list(result.failed) == ["ep2.mp4"]
    assert "ep2" in str(result.failed["ep2.mp4"]) or "source.mp4" in str(result.failed["ep2.mp4"])
    spotted, problems = read_spotted((tmp_path / "show/episodes/01/spotted.toml").read_text(), "spotted.toml")
    assert not problems
    assert spotted.language == ES
    assert len(spotted.lines) >= len(truth.lines) / 2
    (made,) = result.made
    assert not made.errors
    assert (tmp_path / "show/release/01/en/episode.mp4").is_file()
    assert (tmp_path / "show/release/01/report.html").is_file()

    again = localise(films_of(season), tmp_path / "show", None, [EN])
    assert again.made[0].ran == []
    assert again.written == []


def test_a_folder_without_films_and_a_folder_that_is_no_show_are_named(tmp_path: Path, truth: Film) -> None:
    with pytest.raises(OnecrewError, match="holds no films"):
        films_of(tmp_path)
    (tmp_path / "busy").mkdir()
    (tmp_path / "busy" / "thesis.docx").write_text("")
    with pytest.raises(OnecrewError, match=r"thesis\.docx"):
        localise([truth.path], tmp_path / "busy", None, [EN])
