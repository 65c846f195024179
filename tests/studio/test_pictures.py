"""Shots in a cut become segments: every frame once, times from each piece's own beginning."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from onecrew.store.store import Store
from onecrew.story.folder import open_show
from onecrew.studio.assemble import Assembly, assemble
from onecrew.studio.pictures import pictures, segments
from onecrew.studio.production import open_production
from onecrew.studio.steps.recipes import Segment
from onecrew.timeline.timeline import Timeline
from onecrew.units import Language, TimeRange
from shows import SCRIPT, SHOW, write_show

EN, ES = Language("en"), Language("es")
EXAMPLES = Path(__file__).parents[2] / "examples"


def assembly_of(folder: Path) -> Assembly:
    show = open_show(folder)
    store = Store(folder / ".onecrew", reading=True)
    return assemble(open_production(show, show.episodes()[0]), store)


def pieces_of(assembly: Assembly, language: Language, timeline: Timeline | None = None) -> dict[str, Segment]:
    cutting = assembly.cutting(language, {})
    timeline = timeline or cutting.timeline
    return segments(assembly.production, language, timeline, pictures(assembly.production, language, timeline, cutting.spoken))


@pytest.fixture
def small(tmp_path: Path) -> Assembly:
    return assembly_of(write_show(tmp_path / "show"))


@pytest.mark.parametrize("example", sorted(one.parent.name for one in EXAMPLES.glob("*/show.toml")))
def test_the_segments_of_the_examples_cover_their_films_exactly(example: str) -> None:
    assembly = assembly_of(EXAMPLES / example)
    for language in assembly.languages:
        timeline = assembly.cutting(language, {}).timeline
        pieces = pieces_of(assembly, language)
        assert sum(one.frames for one in pieces.values()) == timeline.length * timeline.rate
        assert all(one.frames > 0 for one in pieces.values())


def test_every_shot_is_there_and_transitions_are_pieces_of_their_own(tmp_path: Path) -> None:
    script = SCRIPT.replace("INT. OFFICE - DAY", "> DISSOLVE TO:\n\nINT. OFFICE - DAY")
    assembly = assembly_of(write_show(tmp_path / "show", script))
    timeline = assembly.cutting(EN, {}).timeline
    pieces = pieces_of(assembly, EN)
    assert {clip.shot for clip in timeline.shots} <= pieces.keys()
    between = [name for name in pieces if "-" in name]
    assert len(between) == sum(bool(clip.overlap) for clip in timeline.shots[1:])
    assert "1.f-2.a" in between, pieces.keys()
    two = pieces["1.f-2.a"]
    assert (two.transition, len(two.seen)) == ("dissolve", 2)
    # The second shot goes on where the transition left it.
    assert pieces["2.a"].seen[0].start == Fraction(two.frames, 1) / timeline.rate
    assert sum(one.frames for one in pieces.values()) == timeline.length * timeline.rate


def test_captions_count_their_frames_from_the_piece_and_stay_inside_it(small: Assembly) -> None:
    timeline = small.cutting(EN, {}).timeline
    pieces = pieces_of(small, EN)
    begin, shown = 0, []
    for piece in pieces.values():
        for caption in piece.captions:
            assert 0 <= caption.first < caption.last <= piece.frames
            shown.append((caption.lines, begin + caption.first, begin + caption.last))
        begin += piece.frames
    covered = sum(last - first for _, first, last in shown)
    assert covered == sum(int(one.range.end * timeline.rate) - int(one.range.start * timeline.rate) for one in timeline.captions)
    assert {lines for lines, _, _ in shown} == {one.lines for one in timeline.captions}


def test_a_piece_that_only_moves_in_the_film_keeps_its_recipe(small: Assembly) -> None:
    timeline = small.cutting(EN, {}).timeline
    second = next(number for number, clip in enumerate(timeline.shots) if clip.shot.startswith("2."))
    start = timeline.shots[second].range.start

    def later(clip):  # type: ignore[no-untyped-def]
        return replace(clip, range=TimeRange(clip.range.start + 2, clip.range.end + 2)) if clip.range.start >= start else clip

    shots = [later(clip) for clip in timeline.shots]
    last = shots[second - 1]
    shots[second - 1] = replace(last, range=TimeRange(last.range.start, last.range.end + 2))
    moved = replace(
        timeline,
        length=timeline.length + 2,
        shots=tuple(shots),
        **{name: tuple(later(one) for one in getattr(timeline, name)) for name in ("lines", "acts", "captions")},
    )
    before, after = pieces_of(small, EN), pieces_of(small, EN, moved)
    assert before.keys() == after.keys()
    assert [name for name in before if name.startswith("2.") and before[name] != after[name]] == []
    assert [name for name in before if before[name] != after[name]] == [last.shot]


def test_without_captions_to_burn_no_piece_knows_a_language(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show", show=SHOW + '[style]\ncaptions = "soft"\n')
    pieces = pieces_of(assembly_of(folder), ES)
    assert all(one.captions == () and one.language == "en" for one in pieces.values())


def test_texts_in_the_picture_are_the_languages_own(small: Assembly) -> None:
    texts = {
        language: {seen.picture.text for piece in pieces_of(small, language).values() for seen in piece.seen}
        for language in (EN, ES)
    }
    assert "Do not trust him." in texts[EN]
    assert "No confíes en él." in texts[ES]
    assert texts[EN] & texts[ES] <= {"", "Two Doors"}


def test_who_is_not_seen_has_no_mouth(small: Assembly) -> None:
    for piece in pieces_of(small, EN).values():
        for seen in piece.seen:
            visible = {subject.who for subject in seen.picture.shot.subjects}
            assert all(one.who in visible for one in seen.picture.speaking if one.mouth or one.phones)
