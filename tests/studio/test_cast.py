"""Voices become a cast that is recognised again."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onecrew.story.show import SURE_OF_GENDER, Character, Gender
from onecrew.story.show_file import read_show
from onecrew.story.spotted import Kept, SpottedLine
from onecrew.studio.begin import add_cast
from onecrew.studio.spotting.cast import Sounding, cast_of, pack, unpack
from onecrew.units import TimeRange


def line(number: int, keep: Kept | None = None) -> SpottedLine:
    return SpottedLine(f"1.{number}", TimeRange(Fraction(4 * number), Fraction(4 * number + 3)), "?", "text", 90, keep=keep)


def voice(direction: int, wobble: float = 0.05) -> tuple[float, ...]:
    """A vector of length 1 along one axis, with a little of another."""
    vector = [0.0] * 8
    vector[direction] = (1 - wobble * wobble) ** 0.5
    vector[7] = wobble
    return tuple(vector)


LOW, HIGH = 110.0, 210.0


def test_two_voices_are_two_people_called_by_what_they_are_like() -> None:
    lines = {("01", f"1.{n}"): line(n) for n in range(6)}
    sounds = {key: Sounding(voice(n % 2), (LOW, HIGH)[n % 2], (1000.0, 1220.0)[n % 2]) for n, key in enumerate(lines)}
    found = cast_of(lines, sounds, ())
    assert [one.name for one in found.characters] == ["MAN 1", "WOMAN 1"]
    assert [one.speaker for one in found.lines.values()] == ["MAN 1", "WOMAN 1"] * 3


def test_a_voice_in_between_is_called_a_voice_and_written_down_with_its_doubt(tmp_path: Path) -> None:
    lines = {("01", f"1.{n}"): line(n) for n in range(3)}
    (only,) = cast_of(lines, {key: Sounding(voice(0), 158.0, 1105.0) for key in lines}, ()).characters
    assert (only.name, only.gender) == ("VOICE 1", Gender.MALE)
    assert only.gender_sure < SURE_OF_GENDER
    add_cast(tmp_path, [only], {})
    (read,) = read_show('title = "A"\n', (tmp_path / "cast.toml").read_text(), "")[0].cast
    assert (read.gender, read.gender_sure) == (only.gender, only.gender_sure)


def test_somebody_of_the_cast_is_recognised_in_the_next_episode() -> None:
    lines = {("01", f"1.{n}"): line(n) for n in range(4)}
    first = cast_of(lines, {key: Sounding(voice(0), LOW, 1000.0) for key in lines}, ())
    again = {("02", f"1.{n}"): line(n) for n in range(4)}
    sounds = {key: Sounding(voice(0 if n < 2 else 1, -0.05), LOW, 1000.0) for n, key in enumerate(again)}
    found = cast_of(again, sounds, first.characters)
    assert [one.speaker for one in found.lines.values()] == ["MAN 1", "MAN 1", "MAN 2", "MAN 2"]
    assert [one.name for one in found.characters] == ["MAN 2"]


def test_a_line_without_a_voice_is_a_question_and_a_song_is_nobodys() -> None:
    lines = {("01", "1.0"): line(0), ("01", "1.1"): line(1), ("01", "1.2"): line(2, Kept.SINGING)}
    sounds = {("01", "1.0"): Sounding(voice(0), LOW, 1000.0), ("01", "1.2"): Sounding(voice(1), HIGH, 1200.0)}
    found = cast_of(lines, sounds, ())
    assert [one.speaker for one in found.lines.values()] == ["MAN 1", "?", "?"]
    assert len(found.characters) == 1


def test_who_answers_to_a_name_of_the_cast_is_that_person(tmp_path: Path) -> None:
    """The heroine is called three times, and each time the second voice answers."""
    texts = ["Mei!", "Yes?", "Mei, come here.", "In a minute.", "Where are you, Mei?", "Here I am."]
    lines = {
        ("01", f"1.{n}"): replace(line(n), text=text, range=TimeRange(Fraction(3 * n), Fraction(3 * n) + Fraction(5, 2)))
        for n, text in enumerate(texts)
    }
    sounds = {key: Sounding(voice(n % 2), (LOW, HIGH)[n % 2], (1000.0, 1220.0)[n % 2]) for n, key in enumerate(lines)}
    mei = Character("MEI", "Mei")
    found = cast_of(lines, sounds, [mei])
    assert [one.speaker for one in found.lines.values()] == ["MAN 1", "MEI"] * 3
    assert list(found.prints) == ["MEI"]
    (tmp_path / "cast.toml").write_text('# my cast\n[MEI]  # heroine\ntitle = "Mei"\n')
    add_cast(tmp_path, found.characters, found.prints)
    show, problems = read_show('title = "A"\n', (tmp_path / "cast.toml").read_text(), "")
    assert not problems
    assert [one.name for one in show.cast] == ["MEI", "MAN 1"]
    assert unpack(show.cast[0].voiceprint) is not None
    assert (tmp_path / "cast.toml").read_text().startswith("# my cast\n[MEI]  # heroine\nvoiceprint")


@given(st.lists(st.floats(-1, 1), min_size=4, max_size=200).filter(lambda one: max(map(abs, one)) > 0.01), st.integers(0, 9999))
def test_a_voiceprint_survives_being_written(vector: list[float], tenths: int) -> None:
    length = sum(one * one for one in vector) ** 0.5
    read = unpack(pack(vector, tenths / 10))
    assert read is not None
    assert read[1] == tenths / 10
    assert sum(one * other for one, other in zip(read[0], vector, strict=True)) / length == pytest.approx(1, abs=1e-3)


def test_what_is_no_voiceprint_is_none() -> None:
    assert unpack("") is None
    assert unpack("not base64!") is None
    assert unpack("AAAA") is None
