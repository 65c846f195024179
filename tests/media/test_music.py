"""Music: every mood, as long as asked, the same again, going round without a seam."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from small_media import tone

from onecrew.media.loudness import integrated
from onecrew.media.measure import clicks
from onecrew.media.music import LEVEL, PIECES, lengthened, music
from onecrew.media.sound_file import write_wav
from onecrew.timeline.timeline import MusicClip
from onecrew.units import MediaError, TimeRange

RATE = 48000
MOODS = ("calm", "warm", "tense", "sad", "eerie", "joyful", "romantic", "angry")


def clip(mood: str, seconds: int, key: str = "1", fade: Fraction = Fraction(1, 2)) -> MusicClip:
    return MusicClip(mood, TimeRange(Fraction(3), Fraction(3 + seconds)), fade, fade, key)


def centroid(sound: np.ndarray) -> float:
    power = np.square(np.abs(np.fft.rfft(sound.mean(axis=1))))
    return float((np.fft.rfftfreq(len(sound), 1 / RATE) * power).sum() / power.sum())


@pytest.mark.parametrize("mood", MOODS)
def test_every_mood_has_music_of_the_level_and_length_asked(mood: str) -> None:
    sound = music(clip(mood, 12))
    assert sound.shape == (12 * RATE, 2)
    assert abs(integrated(sound) - LEVEL) < 6, "within what an opening differs from its whole track"
    assert clicks(sound) == ()


def test_every_mood_of_a_show_is_known() -> None:
    assert tuple(sorted(PIECES)) == tuple(sorted(MOODS))


def test_dark_moods_are_darker_than_bright_ones() -> None:
    dark = max(centroid(music(clip(mood, 8))) for mood in ("eerie", "tense", "angry"))
    assert dark < centroid(music(clip("joyful", 8)))


def test_the_key_chooses_and_always_the_same() -> None:
    one, again = music(clip("joyful", 5, "1")), music(clip("joyful", 5, "1"))
    assert (one == again).all()
    others = [music(clip("joyful", 5, str(number))) for number in range(2, 9)]
    assert any((one != other).any() for other in others), "not one track for a whole show"


def test_fades_begin_and_end_in_silence() -> None:
    sound = music(clip("calm", 6, fade=Fraction(1)))
    assert np.abs(sound[:50]).max() < 1e-4
    assert np.abs(sound[-50:]).max() < 1e-4


@pytest.mark.parametrize("mood", ["calm", "joyful", "romantic"])
def test_music_longer_than_its_track_goes_on(mood: str) -> None:
    sound = music(clip(mood, 75))
    assert len(sound) == 75 * RATE
    level = np.sqrt(np.square(sound).mean(axis=1).reshape(-1, RATE // 2).mean(axis=1))
    assert level[2:-2].min() > 0.12 * np.median(level), "no hole at the seams"
    assert clicks(sound) == ()


def test_a_beat_goes_on_in_time_over_the_seam() -> None:
    """A click track of 120 beats a minute with accents on every fourth."""
    track = np.zeros((20 * RATE, 2), np.float32)
    hit = tone(900, 0.05, 0.5) * np.exp(-np.arange(2400) / 500)[:, np.newaxis]
    for beat in range(40):
        track[beat * RATE // 2 :][:2400] += (hit * (1.0 if beat % 4 == 0 else 0.4)).astype(np.float32)
    track += np.random.default_rng(0).standard_normal(track.shape).astype(np.float32) * 1e-3
    long = lengthened(track, 60 * RATE)
    loud = np.abs(long[:, 0]) > 0.1
    onsets = [index for index in np.flatnonzero(loud) if not loud[max(0, index - 6000) : index].any()]
    apart = np.diff(onsets) / RATE
    assert np.abs(apart - 0.5).max() < 0.012


def test_an_own_file_is_played_at_the_same_level(tmp_path: Path) -> None:
    write_wav(tone(500, 4, 0.01), tmp_path / "mine.wav")
    sound = music(clip("calm", 10), tmp_path / "mine.wav")
    assert len(sound) == 10 * RATE
    assert abs(integrated(sound) - LEVEL) < 1.5
    assert np.argmax(np.abs(np.fft.rfft(sound[:, 0]))) / 10 == pytest.approx(500, abs=1)


def test_an_unknown_mood_is_refused() -> None:
    with pytest.raises(MediaError, match="'bored' is no mood"):
        music(clip("bored", 3))


def test_a_missing_file_of_the_author_is_named() -> None:
    with pytest.raises(MediaError, match=r"gone\.mp3 does not exist"):
        music(clip("calm", 2), Path("gone.mp3"))
