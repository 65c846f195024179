"""The finished film: nothing encoded again, nothing out of step, soft captions, equal bytes."""

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from small_media import RATE, effects_of, moving, music_of, speech, tone

from onecrew.media.decode import read_audio
from onecrew.media.encode import encode_segment
from onecrew.media.join import iso_639_2, join
from onecrew.media.loudness import meter
from onecrew.media.measure import sync_offsets
from onecrew.media.mix import MixPlan, VoiceClip, mix
from onecrew.timeline.timeline import Caption, MusicClip
from onecrew.units import MediaError, TimeRange

CAPTIONS = (
    Caption(TimeRange(Fraction(1), Fraction(2)), ("Hello", "world"), "1.1"),
    Caption(TimeRange(Fraction(5, 2), Fraction(4)), ("Olá, ção!",), "1.2"),
)


def packets(path: Path) -> list[av.Packet]:
    with av.open(str(path)) as film:
        return [packet for packet in film.demux(video=0) if packet.size]


def test_the_film_has_exactly_the_frames_of_its_segments(segments: list[Path], tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    assert join(segments, tone(440, 6), film, RATE, {}, "en") == 133
    with av.open(str(film)) as opened:
        times = [frame.pts * frame.time_base for frame in opened.decode(video=0)]
    assert times == [Fraction(number, 25) for number in range(133)]


def test_pictures_are_copied_not_encoded_again(segments: list[Path], tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    join(segments, None, film, RATE, {}, "en")
    before = [bytes(packet) for path in segments for packet in packets(path)]
    assert [bytes(packet) for packet in packets(film)] == before


def test_pictures_look_the_same_as_in_their_segments(segments: list[Path], tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    join(segments, None, film, RATE, {}, "en")

    def pictures(path: Path) -> list[np.ndarray]:
        with av.open(str(path)) as opened:
            return [frame.to_ndarray() for frame in opened.decode(video=0)]

    apart = [picture for path in segments for picture in pictures(path)]
    together = pictures(film)
    assert len(apart) == len(together)
    assert all((a == b).all() for a, b in zip(apart, together, strict=True))


def test_decoding_times_rise_and_never_pass_showing_times(segments: list[Path], tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    join(segments, tone(440, 6), film, RATE, {}, "en")
    found = packets(film)
    assert all(a.dts < b.dts for a, b in pairwise(found))
    assert all(packet.dts <= packet.pts for packet in found)


def test_equal_inputs_give_equal_bytes(segments: list[Path], tmp_path: Path) -> None:
    films = [tmp_path / "first.mp4", tmp_path / "second.mp4"]
    for film in films:
        join(segments, tone(440, 6), film, RATE, {"title": "Lua"}, "pt-BR", CAPTIONS)
    assert films[0].read_bytes() == films[1].read_bytes()


def test_the_index_stands_first(segments: list[Path], tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    join(segments, tone(440, 6), film, RATE, {}, "en")
    data = film.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_titles_and_languages_are_said(segments: list[Path], tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    join(segments, tone(440, 6), film, RATE, {"title": "Lua Cheia 1", "comment": "onecrew"}, "pt-BR", CAPTIONS)
    with av.open(str(film)) as opened:
        assert opened.metadata["title"] == "Lua Cheia 1"
        assert opened.metadata["comment"] == "onecrew"
        assert "creation_time" not in opened.metadata
        assert opened.streams.audio[0].language == "por"
        assert opened.streams.subtitles[0].language == "por"


@pytest.mark.parametrize(("tag", "code"), [("en", "eng"), ("zh-Hans", "zho"), ("ja", "jpn"), ("fil", "fil"), ("xx", "und")])
def test_languages_have_three_letters(tag: str, code: str) -> None:
    assert iso_639_2(tag) == code


def test_soft_captions_read_back_with_their_times_and_off(segments: list[Path], tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    join(segments, tone(440, 6), film, RATE, {}, "pt-BR", CAPTIONS)
    with av.open(str(film)) as opened:
        stream = opened.streams.subtitles[0]
        assert stream.codec_context.name == "mov_text"
        assert not stream.disposition & av.stream.Disposition.default, "burnt-in captions would be seen twice"
        assert opened.streams.audio[0].disposition & av.stream.Disposition.default
        found = [(p.pts * p.time_base, p.duration * p.time_base, bytes(p)[2:].decode()) for p in opened.demux(stream) if p.size > 2]
    assert found == [(1, 1, "Hello\nworld"), (Fraction(5, 2), Fraction(3, 2), "Olá, ção!")]


def test_a_film_without_sound_or_captions_has_one_track(segments: list[Path], tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    join(segments, None, film, RATE, {}, "en")
    with av.open(str(film)) as opened:
        assert [stream.type for stream in opened.streams] == ["video"]


def test_sound_is_cut_or_filled_to_the_picture(segments: list[Path], tmp_path: Path) -> None:
    for seconds in (1.0, 9.0):
        film = tmp_path / "film.mp4"
        join(segments, tone(440, seconds), film, RATE, {}, "en")
        sound = read_audio(film, 48000, 2)
        assert abs(len(sound) / 48000 - 133 / 25) < 1 / 25


def test_sound_keeps_its_level_and_place(segments: list[Path], tmp_path: Path) -> None:
    sound = tone(500, 5.32, 0.3)
    sound[:48000] = 0
    film = tmp_path / "film.mp4"
    join(segments, sound, film, RATE, {}, "en")
    back = read_audio(film, 48000, 2)
    assert abs(np.abs(back[60000:200000]).max() - 0.3) < 0.02
    first = np.flatnonzero(np.abs(back[:, 0]) > 0.1)[0]
    assert abs(first - 48000) < 100, "2 ms"


def test_an_attack_after_silence_comes_out_hardly_louder(segments: list[Path], tmp_path: Path) -> None:
    """Coders that plan ahead can miss an attack by several dB; players then clip what the limiter had kept below full scale."""
    chance = np.random.default_rng(3)
    times = np.arange(6000)
    struck = np.sin(2 * np.pi * 900 * times / 48_000) * np.exp(-times / 800) + chance.normal(0, 0.1, 6000)
    sound = chance.normal(0, 0.003, (96_000, 2)).astype(np.float32)
    for start in range(14_400, 80_000, 10_560):
        sound[start : start + 6000] += struck[:, np.newaxis] * [0.1, 0.7]
    sound = np.clip(sound, -0.77, 0.77)
    join(segments, sound, tmp_path / "film.mp4", RATE, {}, "en")
    out = read_audio(tmp_path / "film.mp4", 48_000, 2)
    assert np.abs(out).max() < np.abs(sound).max() * 10 ** (1 / 20)


def flash_and_beep(minutes: Fraction, path: Path, folder: Path) -> None:
    """A flash and a beep every 10 s, in segments of 10 s."""
    black, white = np.zeros((64, 36, 4), np.uint8), np.full((64, 36, 4), 255, np.uint8)
    piece = folder / "piece.mp4"
    encode_segment([white if 125 <= number < 130 else black for number in range(250)], piece, 36, 64, RATE)
    count = int(minutes * 6)
    sound = np.zeros((count * 480000, 2), np.float32)
    for number in range(count):
        sound[number * 480000 + 240000 :][:9600] = tone(1000, 0.2, 0.5)
    join([piece] * count, sound, path, RATE, {}, "en")


def test_sound_and_picture_stay_together_for_a_minute(tmp_path: Path) -> None:
    flash_and_beep(Fraction(1), tmp_path / "film.mp4", tmp_path)
    offsets = sync_offsets(tmp_path / "film.mp4")
    assert len(offsets) == 6
    assert max(abs(offset) for offset in offsets) < Fraction(5, 1000)


@pytest.mark.slow
def test_sound_and_picture_stay_together_for_ten_minutes(tmp_path: Path) -> None:
    flash_and_beep(Fraction(10), tmp_path / "film.mp4", tmp_path)
    offsets = sync_offsets(tmp_path / "film.mp4")
    assert len(offsets) == 60
    assert max(abs(offset) for offset in offsets) < Fraction(5, 1000)
    assert abs(offsets[-1] - offsets[0]) < Fraction(1, 1000), "no drift"


def test_a_segment_of_other_settings_is_refused(segments: list[Path], tmp_path: Path) -> None:
    other = tmp_path / "other.mp4"
    encode_segment(moving(5, 64, 64), other, 64, 64, RATE)
    with pytest.raises(MediaError, match=r"other\.mp4 was encoded with other settings"):
        join([*segments, other], None, tmp_path / "film.mp4", RATE, {}, "en")
    assert not (tmp_path / "film.mp4").exists()


def test_a_missing_or_broken_segment_is_named(segments: list[Path], tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"gone\.mp4"):
        join([*segments, tmp_path / "gone.mp4"], None, tmp_path / "film.mp4", RATE, {}, "en")
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(segments[0].read_bytes()[:700])
    with pytest.raises(MediaError, match=r"broken\.mp4"):
        join([*segments, broken], None, tmp_path / "film.mp4", RATE, {}, "en")
    assert not list(tmp_path.glob("*.part"))


def test_a_failed_film_leaves_the_old_one_alone(segments: list[Path], tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    join(segments, None, film, RATE, {}, "en")
    before = film.read_bytes()
    with pytest.raises(MediaError):
        join([*segments, tmp_path / "gone.mp4"], None, film, RATE, {}, "en")
    assert film.read_bytes() == before


def test_a_full_disk_leaves_nothing_and_names_the_film(segments: list[Path], tiny_disk: Path) -> None:
    noise = np.random.default_rng(0).standard_normal((48000 * 5, 2)).astype(np.float32) * 0.1
    with pytest.raises(MediaError, match=r"film\.mp4 could not be written: the disk is full"):
        join(segments, noise, tiny_disk / "film.mp4", RATE, {}, "en")
    assert list(tiny_disk.iterdir()) == []


@pytest.mark.slow
def test_true_peaks_stay_below_the_ceiling_in_the_finished_film(tmp_path: Path) -> None:
    """The hardest case: drums and shouting, limited hard, after AAC."""
    plan = MixPlan(
        Fraction(20),
        tuple(VoiceClip(speech(2, seed=number), 24000, Fraction(4 * number + 1), gain=4) for number in range(4)),
        (music_of(MusicClip("angry", TimeRange(Fraction(0), Fraction(20)), Fraction(0), Fraction(1))),),
        effects_of(*((name, Fraction(5 * number + 3)) for number, name in enumerate(("slap", "thunder", "glass")))),
    )
    encode_segment(moving(500), tmp_path / "a.mp4", 96, 160, RATE)
    join([tmp_path / "a.mp4"], mix(plan).master, tmp_path / "film.mp4", RATE, {}, "en")
    heard = meter(read_audio(tmp_path / "film.mp4", 48000, 2))
    assert heard.true_peak <= -1
    assert abs(heard.integrated + 14) <= 0.5
