"""Of several sound tracks the film's own is taken, and its music and effects where they are what they say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from odd_films import Heard, beep, numbered, write_film

from onecrew.media.intake import take_in
from onecrew.media.source import SoundTrack
from onecrew.story.spotted import Film, Spotted, read_spotted, write_spotted
from onecrew.studio.spotting.tracks import Chosen, Kind, choose, fits, kind
from onecrew.studio.steps import sound as sound_step
from onecrew.studio.worker import Job
from onecrew.units import Language, MediaError
from onecrew.units.digest import plain

RATE = 8000
BY = np.random.default_rng(3)
BED = (0.1 * BY.standard_normal((8 * RATE, 2))).astype(np.float32)
VOICE = np.zeros_like(BED)
VOICE[2 * RATE : 5 * RATE] = 0.2 * BY.standard_normal((3 * RATE, 2))
MIX = BED + VOICE
SPOKEN = ((Fraction(2), Fraction(5)),)


def track(title: str = "", language: str = "", *marks: str) -> SoundTrack:
    return SoundTrack(1, "aac", 2, "stereo", 48000, language, title, marks=marks)


def chosen(tracks: Sequence[SoundTrack], sounds: Sequence[np.ndarray], language: str | None = None) -> Chosen:
    """Who has the voice in it is spoken in."""
    spoken = [SPOKEN if np.abs(one[3 * RATE] - BED[3 * RATE]).max() > 1e-6 else () for one in sounds]
    return choose(tracks, Language(language) if language else None, RATE, lambda n: sounds[n], lambda n: spoken[n])


@pytest.mark.parametrize(
    ("one", "what"),
    [
        (track("M&E"), Kind.EFFECTS),
        (track("Music and Effects 2.0"), Kind.EFFECTS),
        (track("国际声"), Kind.EFFECTS),
        (track("", "zxx"), Kind.EFFECTS),
        (track("", "eng", "clean_effects"), Kind.EFFECTS),
        (track("Director's commentary"), Kind.COMMENTARY),
        (track("", "eng", "comment"), Kind.COMMENTARY),
        (track("English Audio Description"), Kind.DESCRIBED),
        (track("", "eng", "visual_impaired"), Kind.DESCRIBED),
        (track("Stereo", "zho", "default"), Kind.PROGRAMME),
        (track("Men at work", "eng"), Kind.PROGRAMME),
    ],
)
def test_a_track_is_known_by_its_marks_its_title_and_its_language(one: SoundTrack, what: Kind) -> None:
    assert kind(one) is what


def test_music_and_effects_that_come_first_are_the_bed_and_not_the_film() -> None:
    found = chosen([track("M&E"), track("Mandarin", "zho")], [BED, MIX])
    assert (found.sound, found.bed, found.gain) == (1, 0, 1.0)
    assert "track 2 (“Mandarin”, zho) is taken" in found.notes[0]
    assert "becomes the bed" in found.notes[1]


def test_a_commentary_and_a_description_are_not_the_film() -> None:
    tracks = [track("Commentary", "eng"), track("Described", "eng"), track("", "eng")]
    assert chosen(tracks, [MIX, MIX, MIX]).sound == 2


def test_the_language_that_is_wanted_wins_then_the_original_then_the_default() -> None:
    dubbed = [track("", "eng", "default"), track("", "zho", "original"), track("", "spa")]
    assert chosen(dubbed, [MIX] * 3, "es").sound == 2
    assert chosen(dubbed, [MIX] * 3).sound == 1
    assert chosen([track(), track("", "", "default")], [MIX] * 2).sound == 1


def test_a_track_without_a_name_in_which_nobody_speaks_is_the_bed_if_it_fits() -> None:
    found = chosen([track(), track()], [BED, MIX])
    assert (found.sound, found.bed) == (1, 0)


def test_another_films_music_is_no_bed_and_it_is_said() -> None:
    other = (0.1 * np.random.default_rng(9).standard_normal(BED.shape)).astype(np.float32)
    other[3 * RATE] = BED[3 * RATE]
    found = chosen([track("", "zho"), track("M&E")], [MIX, other])
    assert (found.sound, found.bed) == (0, None)
    assert "another sound" in found.notes[1]


def test_a_bed_that_stops_early_or_is_silent_or_cannot_be_compared_does_not_fit() -> None:
    short = BED.copy()
    short[4 * RATE :] = 0
    assert fits(MIX, short, SPOKEN, RATE)[0] is None
    assert fits(MIX, np.zeros_like(BED), SPOKEN, RATE) == (None, "it is silent")
    assert "cannot be compared" in fits(MIX, BED, ((Fraction(0), Fraction(8)),), RATE)[1]


def test_a_softer_bed_is_put_at_its_level_and_a_far_softer_one_refused() -> None:
    gain, _ = fits(MIX, BED * np.float32(0.7), SPOKEN, RATE)
    assert gain == pytest.approx(1 / 0.7, rel=0.02)
    assert fits(MIX, BED * np.float32(0.1), SPOKEN, RATE)[0] is None


def test_the_choice_stands_in_the_file_and_a_person_can_change_it() -> None:
    film = Film("ab" * 32, Fraction(25), 100, 640, 360, sound=2, bed=3)
    spotted = Spotted(film, Language("zh"), (), (), ())
    text = write_spotted(spotted)
    assert "sound = 2, bed = 3" in text
    assert read_spotted(text, "spotted.toml") == (spotted, ())
    assert read_spotted(text.replace("bed = 3", "bed = 0"), "spotted.toml")[0].film.bed == 0


def job(tmp_path: Path, recipe: dict[str, object]) -> Job:
    tracks = [Heard(beep(1, 3), title="M&E", language="zxx"), Heard(beep(2, 3), language="zho")]
    film = write_film(tmp_path / "a.mkv", [numbered(n) for n in range(75)], sounds=tracks)
    intake = tmp_path / "intake.json"
    intake.write_text(json.dumps(plain(take_in(film))))
    return Job("sound", recipe, {"film": str(film), "intake": str(intake)}, str(tmp_path))


def test_the_step_writes_the_track_that_is_the_films(tmp_path: Path) -> None:
    made = sound_step.run(job(tmp_path, {}))
    told = json.loads(made["tracks"].read_text())
    assert (told["count"], told["sound"], told["bed"]) == (2, 2, 0)
    assert "track 2 (zho) is taken" in told["notes"][0]


def test_the_step_takes_what_a_person_names_and_refuses_what_is_not_there(tmp_path: Path) -> None:
    told = json.loads(sound_step.run(job(tmp_path, {"sound": 1, "bed": 0}))["tracks"].read_text())
    assert told["sound"] == 1
    with pytest.raises(MediaError, match="sound track 3"):
        sound_step.run(job(tmp_path, {"sound": 3, "bed": 0}))
