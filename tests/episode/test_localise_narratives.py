"""What is written in the picture of a film goes abroad as captions, where the show asks for it."""

from __future__ import annotations

import json
import re
import shutil
from fractions import Fraction
from pathlib import Path

import numpy as np
import polib
import pytest
from tests.localise.film import make_film
from tests.localise.truth import Film

from onecrew.media.decode import read_frames
from onecrew.store.blobs import hash_file
from onecrew.story.folder import open_show
from onecrew.story.show import Format
from onecrew.story.spotted import FILM, Box, ScreenText, Spotted, SpottedLine, TextKind, write_spotted
from onecrew.story.spotted import Film as Source
from onecrew.studio.begin import begin_found_show
from onecrew.studio.filmed import vanishing
from onecrew.studio.make import Made, make
from onecrew.studio.production import open_production
from onecrew.units import Language, TimeRange

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("localised")]

EN, PT = Language("en"), Language("pt-BR")
ASKED = 'forced_narratives = ["title", "sign", "message"]'


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Film:
    """Six seconds of English with a title, a sign, a message and a watermark; one line is said."""
    return make_film("photographic", tmp_path_factory.mktemp("made") / "en", 6, "en", "outline", 5, width=144, height=256)


def spotted_show(truth: Film, show: Path) -> Path:
    """A show of the film as a person would have spotted it; nothing is translated."""
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
    (place / "spotted.toml").write_text(write_spotted(Spotted(film, EN, cuts, lines, texts)))
    begin_found_show(show, "Written", [EN, PT], Format(truth.width, truth.height, truth.rate))
    return show


def asked(show: Path, style: str = ASKED) -> Path:
    file = show / "show.toml"
    text = file.read_text()
    assert text.count("[style]\n") == 1
    file.write_text(text.replace("[style]\n", f"[style]\n{style}\n"))
    return show


def made_in(show: Path, language: Language = PT) -> Made:
    (made,) = make(open_show(show), languages=[language])
    assert not made.errors
    return made


@pytest.fixture(scope="module")
def known(truth: Film, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The show made in Portuguese, once."""
    show = asked(spotted_show(truth, tmp_path_factory.mktemp("known") / "show"))
    made_in(show)
    return show


@pytest.fixture
def show(known: Path, tmp_path: Path) -> Path:
    return shutil.copytree(known, tmp_path / "show")


def entries(show: Path) -> dict[str, polib.POEntry]:
    return {one.msgctxt: one for one in polib.pofile(str(show / "episodes/01/lines.pt-BR.po")) if not one.obsolete}


def rows(show: Path, language: Language = PT) -> str:
    return (show / f"release/01/{language}/captions.srt").read_text()


def translate(show: Path, context: str, text: str) -> None:
    file = show / "episodes/01/lines.pt-BR.po"
    catalogue = polib.pofile(str(file), wrapwidth=0)
    entry = next(one for one in catalogue if one.msgctxt == context)
    entry.msgstr, entry.flags = text, []
    file.write_text(str(catalogue))


def stands(show: Path, start: str, end: str) -> None:
    """Move the sign in time."""
    file = show / "episodes/01/spotted.toml"
    text = file.read_text()
    at = text.index('from = "0:02.160"')
    file.write_text(text[:at] + f'from = "{start}"\nto = "{end}"\n' + text[text.index("box", at) :])


def places(show: Path) -> list[str]:
    """The captions as SubStation events, each in one row."""
    text = (show / "release/01/pt-BR/captions.ass").read_text()
    return [row.replace(r"\N", " ") for row in text.splitlines() if row.startswith("Dialogue:")]


def placed(event: str) -> int:
    """How many pixels from the top an event has its middle; 0 where it has the usual place."""
    found = re.search(r"\\pos\(\d+,(\d+)\)", event)
    return int(found[1]) if found else 0


def test_every_text_that_was_asked_for_stands_in_the_po_file_with_its_kind_its_time_and_a_draft(known: Path) -> None:
    there = entries(known)
    assert {"t001 title", "s001 sign", "m001 message"} < set(there)
    assert not any("watermark" in context for context in there)
    sign = there["s001 sign"]
    assert sign.msgid == "City Hospital"
    assert re.match(r"2\.6 s\n(before: .*\n)?before: \S.*: Who gave you this picture\?", sign.comment)
    assert sign.fuzzy
    assert sign.tcomment == "machine draft (bergamot)"


def test_its_translation_is_a_caption_in_capitals_in_every_format(known: Path) -> None:
    sign = entries(known)["s001 sign"].msgstr.upper()
    for name in ("captions.srt", "captions.vtt", "captions.ass", "captions.ttml"):
        text = re.sub(r"<br/>|\\N|\n", " ", (known / "release/01/pt-BR" / name).read_text())
        assert sign in text, name


def test_it_is_never_read_aloud(known: Path) -> None:
    manifest = json.loads((known / "release/01/pt-BR/manifest.json").read_text())
    assert [line["line"] for line in manifest["lines"]] == ["1.1"]


def test_the_text_in_the_picture_stays(known: Path, truth: Film) -> None:
    sign = next(cue for cue in truth.cues if cue.kind == "sign")
    left, top, width, height = sign.box
    at = (sign.first + sign.last) // 2
    release, film = (
        list(read_frames(path))[at][1][top : top + height, left : left + width, :3].astype(int)
        for path in (known / "release/01/pt-BR/episode.mp4", truth.path)
    )
    assert np.abs(release - film).mean() < 8


def test_the_report_counts_its_captions(known: Path) -> None:
    report = json.loads((known / "release/01/report.json").read_text())
    (rules,) = (one for one in report["releases"]["pt-BR"]["findings"] if one["id"] == "caption rules")
    # They are on screen together, in two places.
    assert rules["value"] == "0"


def test_another_translation_of_a_sign_makes_only_the_pieces_it_stands_in_and_the_film(show: Path, truth: Film) -> None:
    translate(show, "s001 sign", "Hospital São José")
    ran = made_in(show).ran
    sign = next(cue for cue in truth.cues if cue.kind == "sign")
    cut = truth.cuts[0]
    pieces = {f"pt-BR/segment/1.{number}" for number, stands in ((1, sign.first < cut), (2, sign.last > cut)) if stands}
    assert {step for step in ran if "/segment/" in step} <= pieces
    assert {step.split("/")[1] for step in ran} == {"segment", "mux", "measure"}
    assert "HOSPITAL SÃO JOSÉ" in rows(show)


def test_a_text_that_says_the_same_in_both_languages_needs_no_caption(show: Path) -> None:
    translate(show, "s001 sign", "City Hospital")
    made_in(show)
    assert "CITY HOSPITAL" not in rows(show)


def test_a_show_that_does_not_ask_gets_none(truth: Film, tmp_path: Path) -> None:
    production = open_production(open_show(spotted_show(truth, tmp_path / "show")), "01")
    assert [one.id for one in production.sayables] == ["1.1"]
    assert production.narratives(PT) == ()


def test_a_line_and_a_text_with_one_id_are_named(truth: Film, tmp_path: Path) -> None:
    show = asked(spotted_show(truth, tmp_path / "show"))
    file = show / "episodes/01/spotted.toml"
    file.write_text(file.read_text().replace('id = "s001"', 'id = "1.1"'))
    (problem,) = (one for one in open_production(open_show(show), "01").problems if one.severity == "error")
    assert problem.what == "a line and a text in the picture both have the id '1.1'"


def test_a_text_beside_dialogue_stands_above_it_in_the_picture_and_in_soft_files(show: Path, truth: Film) -> None:
    stands(show, "0:01.000", "0:03.000")
    made = made_in(show)
    assert not [one for one in made.problems if "s001" in one.what]
    sign = entries(show)["s001 sign"].msgstr.upper()
    assert sign in rows(show).replace("\n", " ")
    (event,) = (one for one in places(show) if sign in one)
    assert 0 < placed(event) < truth.height / 2


def test_a_text_that_nobody_can_read_before_the_film_ends_is_a_problem_and_not_silence(show: Path) -> None:
    stands(show, "0:05.640", "0:05.960")
    (problem,) = (one for one in made_in(show).problems if "the text s001" in one.what)
    assert problem.severity == "warning"
    assert entries(show)["s001 sign"].msgstr.upper() not in rows(show)


EPISODE = "release/01/pt-BR/episode.mp4"
ERASED = 'erase = ["dialogue", "title"]'


def test_only_dialogue_is_erased_unless_the_show_asks_for_more(truth: Film, tmp_path: Path) -> None:
    plain = open_production(open_show(spotted_show(truth, tmp_path / "plain")), "01")
    assert {text.kind for text in vanishing(plain)} == {TextKind.DIALOGUE}
    more = open_production(open_show(asked(spotted_show(truth, tmp_path / "more"), ERASED)), "01")
    assert {text.kind for text in vanishing(more)} == {TextKind.DIALOGUE, TextKind.TITLE}


def test_what_is_erased_is_captioned_in_every_language_and_in_the_films_own(truth: Film, tmp_path: Path) -> None:
    production = open_production(open_show(asked(spotted_show(truth, tmp_path / "show"), ERASED)), "01")
    assert [(one.id, one.text) for one in production.narratives(EN)] == [("t001", "The Midnight Contract")]
    assert [one.id for one in production.sayables] == ["1.1", "t001"]


def test_an_erased_title_is_captioned_in_the_place_it_left(show: Path, truth: Film) -> None:
    asked(show, ERASED)
    made_in(show)
    title = next(cue for cue in truth.cues if cue.kind == "title")
    _, top, _, height = title.box
    (event,) = (one for one in places(show) if entries(show)["t001 title"].msgstr.upper() in one)
    # Its middle, or as near to it as the area that players leave free.
    assert abs(placed(event) - max(top + height / 2, truth.height * 220 / 1920)) < 0.06 * truth.height
    at = (title.first + title.last) // 2
    release, clean = (list(read_frames(path))[at][1][:, :, :3].astype(int) for path in (show / EPISODE, truth.clean))
    changed = np.abs(release - clean).mean(axis=(1, 2))
    below = changed[top + height + 4 : top + height + 20]
    assert changed[placed(event) - 5 : placed(event) + 5].mean() > 4 * below.mean()


def test_an_erased_title_is_gone_from_the_picture_and_stands_in_the_captions(show: Path, truth: Film) -> None:
    file = asked(show, ERASED) / "show.toml"
    file.write_text(file.read_text().replace('captions = "both"', 'captions = "soft"'))
    ran = made_in(show).ran
    assert not [step for step in ran if "/speak/" in step or step.endswith(("separate", "sound", "intake"))]
    title = next(cue for cue in truth.cues if cue.kind == "title")
    left, top, width, height = title.box
    at = (title.first + title.last) // 2
    release, burnt, clean = (
        list(read_frames(path))[at][1][top : top + height, left : left + width, :3].astype(int)
        for path in (show / EPISODE, truth.path, truth.clean)
    )
    assert np.abs(release - clean).mean() < np.abs(burnt - clean).mean() / 2
    assert entries(show)["t001 title"].msgstr.upper() in rows(show).replace("\n", " ")
