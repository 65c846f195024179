"""The pictures of a film from outside, on its timeline."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from odd_films import number_of, numbered, write_film

from onecrew.media.intake import source_frames, take_in
from onecrew.units import MediaError

FILM = [numbered(number) for number in range(60)]
X264 = {"x264-params": "open-gop=1:keyint=12:min-keyint=12:bframes=3:b-adapt=0:scenecut=0"}
X265 = {"x265-params": "open-gop=1:keyint=12:min-keyint=12:bframes=4:log-level=none"}

KINDS = {
    "closed groups": ("a.mp4", {"options": {"bf": "3", "g": "12"}}),
    "open groups": ("a.mp4", {"options": X264}),
    "open groups, Matroska": ("a.mkv", {"options": X264, "rate": Fraction(30000, 1001)}),
    "open groups, transport stream": ("a.ts", {"options": X264}),
    "no key pictures but the first": ("a.mp4", {"options": {"x264-params": "intra-refresh=1:keyint=20:bframes=0"}}),
    "HEVC, open groups": ("a.mp4", {"codec": "libx265", "options": X265}),
    "VP9": ("a.webm", {"codec": "libvpx-vp9", "options": {"g": "20"}}),
    "AV1": ("a.mp4", {"codec": "libsvtav1", "options": {"g": "20"}}),
    "MPEG-2": ("a.ts", {"codec": "mpeg2video", "options": {"g": "12", "bf": "2"}}),
    "H.264 in AVI": ("a.avi", {"options": {"g": "12", "bf": "2"}}),
    "MPEG-4 in AVI": ("a.avi", {"codec": "mpeg4", "options": {"g": "12", "bf": "2"}}),
    "ProRes": ("a.mov", {"codec": "prores_ks", "pix_fmt": "yuv422p10le"}),
    "10 bits": ("a.mkv", {"codec": "libx265", "pix_fmt": "yuv420p10le", "options": X265}),
    "interlaced MPEG-2": ("a.ts", {"codec": "mpeg2video", "options": {"flags": "+ildct+ilme", "top": "1", "g": "12", "bf": "2"}}),
    "interlaced H.264": ("a.mp4", {"options": {"x264-params": "tff=1:keyint=12"}}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_frame_is_there_and_starting_anywhere_gives_the_same_pixels(tmp_path: Path, kind: str) -> None:
    name, how = KINDS[kind]
    film = write_film(tmp_path / name, FILM, **how)
    found = take_in(film)
    frames = list(source_frames(film, found))
    assert [number_of(frame) for frame in frames] == list(range(60))
    assert found.picture.interlaced == kind.startswith("interlaced")
    for first in (1, 11, 12, 13, 30, 47, 59):
        part = list(source_frames(film, found, first, first + 5))
        assert len(part) == min(5, 60 - first)
        assert all(np.array_equal(one, other) for one, other in zip(part, frames[first:], strict=False)), first


def test_what_lies_outside_the_film_is_left_out(tmp_path: Path) -> None:
    film = write_film(tmp_path / "a.mp4", FILM[:10])
    found = take_in(film)
    assert [len(list(source_frames(film, found, *ends))) for ends in ((-5, 3), (8, 99), (10, None), (5, 2))] == [3, 2, 0, 0]


def test_uneven_pictures_are_shown_when_they_are_on_screen(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    steps = chance.choice([1 / 30, 1 / 30, 1 / 30, 2 / 30, 1 / 24, 1 / 60], 60)
    times = [Fraction(round(float(time) * 1000), 1000) for time in np.concatenate([[0], np.cumsum(steps)])][:60]
    for name in ("a.mp4", "a.mkv"):
        film = write_film(tmp_path / name, FILM, times=times)
        found = take_in(film)
        assert found.picture.variable
        shown = [number_of(frame) for frame in source_frames(film, found)]
        rate = found.picture.rate
        expected = [sum(time < (number + Fraction(1, 2)) / rate for time in times) - 1 for number in range(len(shown))]
        assert [abs(one - other) for one, other in zip(shown, expected, strict=True)].count(0) >= len(shown) - 1
        assert [number_of(frame) for frame in source_frames(film, found, 33, 50)] == shown[33:50]


def test_frames_that_are_shown_twice_may_be_drawn_into(tmp_path: Path) -> None:
    film = write_film(tmp_path / "a.mp4", FILM[:3], Fraction(1))
    found = take_in(film)
    numbers = []
    for frame in source_frames(film, found, 0, 30):
        numbers.append(number_of(frame))
        frame[:] = 255
    assert numbers == [0] * 24 + [1] * 6


@pytest.mark.parametrize(
    ("turn", "upright"),
    [
        ((90, False, False), lambda frame: np.rot90(frame)),
        ((180, False, False), lambda frame: np.rot90(frame, 2)),
        ((-90, False, False), lambda frame: np.rot90(frame, -1)),
        ((0, True, False), lambda frame: frame[:, ::-1]),
        ((0, False, True), lambda frame: frame[::-1]),
    ],
    ids=["left", "over", "right", "mirrored", "upside down"],
)
def test_a_turned_or_mirrored_film_is_upright(tmp_path: Path, turn: tuple[float, bool, bool], upright: object) -> None:
    film = write_film(tmp_path / "a.mp4", FILM[:5], turn=turn, options={"crf": "5"})
    found = take_in(film)
    (frame,) = source_frames(film, found, 3, 4)
    expected = upright(FILM[3])
    assert frame.shape == expected.shape == (found.picture.height, found.picture.width, 3)
    assert np.abs(frame.astype(int) - expected).mean() < 4


def test_wide_pixels_are_made_square(tmp_path: Path) -> None:
    film = write_film(tmp_path / "a.mp4", FILM[:5], aspect=Fraction(4, 3))
    found = take_in(film)
    assert (found.picture.width, found.picture.height) == (170, 96)
    assert [number_of(frame) for frame in source_frames(film, found)] == [0, 1, 2, 3, 4]


def test_an_odd_last_row_and_column_are_cut_off(tmp_path: Path) -> None:
    frames = [numbered(number, 131, 97) for number in range(5)]
    film = write_film(tmp_path / "a.webm", frames, codec="libvpx", options={"crf": "4", "b": "5M"})
    found = take_in(film)
    assert (found.picture.width, found.picture.height) == (130, 96)
    (frame,) = source_frames(film, found, 2, 3)
    assert frame.shape == (96, 130, 3)
    assert np.abs(frame.astype(int) - frames[2][:96, :130]).mean() < 8


@pytest.mark.parametrize("pix_fmt", ["yuv420p", "yuv444p", "yuv422p10le", "yuvj420p"])
def test_colours_come_out_as_they_went_in(tmp_path: Path, pix_fmt: str) -> None:
    """Flat colours, so that no chroma is lost between them; BT.709, of which the file tells."""
    colours = [(0, 0, 0), (255, 255, 255), (200, 60, 40), (30, 180, 60), (40, 50, 210), (128, 128, 128)]
    frames = [np.full((720, 1280, 3), colour, np.uint8) for colour in colours]
    film = write_film(
        tmp_path / "a.mkv", frames, pix_fmt=pix_fmt, options={"crf": "1", "preset": "ultrafast", "g": "1"}, colour=(1, 1, 1)
    )
    found = take_in(film)
    for frame, colour in zip(source_frames(film, found), colours, strict=True):
        assert np.abs(frame[::40, ::40].astype(int) - colour).max() <= 3, colour


def test_a_frame_that_is_encoded_again_is_no_darker(tmp_path: Path) -> None:
    """swscale's quick conversion loses a grey level in every generation; ours may lose a fiftieth."""
    from onecrew.media.encode import encode_segment

    chance = np.random.default_rng(3)
    frames = [chance.integers(40, 200, (90, 160, 3), dtype=np.uint8).repeat(8, 0).repeat(8, 1) for _ in range(3)]
    film = write_film(tmp_path / "a.mp4", frames, options={"crf": "1", "preset": "ultrafast"}, colour=(1, 1, 1))
    first = list(source_frames(film, take_in(film)))
    alpha = np.full((*first[0].shape[:2], 1), 255, np.uint8)
    again = tmp_path / "b.mp4"
    encode_segment(
        (np.concatenate([frame[:, :, ::-1], alpha], axis=2) for frame in first), again, 1280, 720, Fraction(25), quality=1
    )
    second = list(source_frames(again, take_in(again)))
    assert abs(np.mean(second) - np.mean(first)) < 0.1


def test_hdr_grey_becomes_grey_and_white_becomes_white(tmp_path: Path) -> None:
    """203 cd/m² of the perceptual quantiser is signal 0.58 (ITU-R BT.2408): white."""
    import av

    film = tmp_path / "a.mkv"
    with av.open(str(film), "w") as file:
        stream = file.add_stream("libx265", rate=25, options={"x265-params": "log-level=none:qp=4"})
        stream.width, stream.height, stream.pix_fmt = 128, 96, "yuv420p10le"
        context = stream.codec_context
        context.color_primaries, context.color_trc, context.colorspace, context.color_range = 9, 16, 9, 1
        for number, signal in enumerate((0.0, 0.44, 0.58)):
            picture = av.VideoFrame(128, 96, "yuv420p10le")
            for place, plane in enumerate(picture.planes):
                np.frombuffer(plane, np.uint16)[:] = round(64 + 876 * signal) if place == 0 else 512
            picture.pts = number
            file.mux(stream.encode(picture))
        file.mux(stream.encode(None))
    found = take_in(film)
    assert found.picture.high_range
    assert any("HDR" in note for note in found.notes)
    black, grey, white = (frame[48, 64].astype(int) for frame in source_frames(film, found))
    assert black.max() <= 3
    assert white.min() >= 245
    assert 130 < grey.mean() < 180
    assert np.ptp(grey) <= 3


def test_a_film_that_changed_since_is_not_read(tmp_path: Path) -> None:
    film = write_film(tmp_path / "a.mp4", FILM[:5])
    found = take_in(film)
    film.write_bytes(film.read_bytes() + b"x")
    with pytest.raises(MediaError, match="has changed since"):
        next(source_frames(film, found))


def test_damaged_pictures_are_replaced_by_the_ones_before(tmp_path: Path) -> None:
    film = write_film(tmp_path / "a.avi", FILM, codec="mjpeg", pix_fmt="yuvj420p")
    data = bytearray(film.read_bytes())
    at = data.index(b"00dc", len(data) // 2) + 8
    data[at : at + 200] = bytes(200)
    film.write_bytes(data)
    found = take_in(film)
    shown = [number_of(frame) for frame in source_frames(film, found)]
    (wrong,) = [number for number in range(60) if shown[number] != number]
    assert shown[wrong] == wrong - 1
