"""Segments: right colours, exact frames, the same bytes again."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from small_media import RATE, moving

from onecrew.media.encode import encode_segment
from onecrew.units import MediaError


def test_every_frame_is_encoded(tmp_path: Path) -> None:
    target = tmp_path / "a.mp4"
    assert encode_segment(moving(33), target, 96, 160, RATE) == 33
    with av.open(str(target)) as film:
        times = [frame.pts * frame.time_base for frame in film.decode(video=0)]
    assert times == [Fraction(n) / 25 for n in range(33)]


def test_fractional_rates_are_exact(tmp_path: Path) -> None:
    rate = Fraction(30000, 1001)
    target = tmp_path / "a.mp4"
    encode_segment(moving(31), target, 96, 160, rate)
    with av.open(str(target)) as film:
        assert film.streams.video[0].average_rate == rate
        assert [f.pts * f.time_base for f in film.decode(video=0)][-1] == 30 / rate


def test_the_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "1.mp4", tmp_path / "2.mp4"
    encode_segment(moving(20), one, 96, 160, RATE)
    encode_segment(moving(20), two, 96, 160, RATE)
    assert one.read_bytes() == two.read_bytes()


def test_a_buffer_may_be_drawn_over(tmp_path: Path) -> None:
    buffer = np.zeros((160, 96, 4), np.uint8)

    def drawn():
        for frame in moving(12):
            buffer[:] = frame
            yield buffer

    encode_segment(drawn(), tmp_path / "a.mp4", 96, 160, RATE)
    encode_segment([frame.copy() for frame in moving(12)], tmp_path / "b.mp4", 96, 160, RATE)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


@pytest.mark.parametrize("colour", [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (222, 170, 140)])
def test_colours_come_back_as_they_were(tmp_path: Path, colour: tuple[int, int, int]) -> None:
    frame = np.zeros((64, 64, 4), np.uint8)
    frame[:, :, 2::-1] = colour
    encode_segment([frame] * 3, tmp_path / "a.mp4", 64, 64, RATE, quality=10)
    with av.open(str(tmp_path / "a.mp4")) as film:
        picture = next(film.decode(video=0))
        luma = np.frombuffer(bytes(picture.planes[0]), np.uint8)[32 * picture.planes[0].line_size + 32]
        back = picture.to_ndarray(format="rgb24")[32, 32]
    red, green, blue = (channel / 255 for channel in colour)
    assert abs(int(luma) - (16 + 219 * (0.2126 * red + 0.7152 * green + 0.0722 * blue))) < 2, "BT.709, limited range"
    assert np.abs(back.astype(int) - colour).max() <= 4


def test_the_colour_space_is_said(tmp_path: Path) -> None:
    encode_segment(moving(3), tmp_path / "a.mp4", 96, 160, RATE)
    with av.open(str(tmp_path / "a.mp4")) as film:
        context = film.streams.video[0].codec_context
        assert (context.colorspace, context.color_primaries, context.color_trc, context.color_range) == (1, 1, 1, 1)
        assert context.pix_fmt == "yuv420p"


def test_groups_of_pictures_are_short_and_closed(tmp_path: Path) -> None:
    encode_segment(moving(120), tmp_path / "a.mp4", 96, 160, RATE)
    with av.open(str(tmp_path / "a.mp4")) as film:
        packets = [packet for packet in film.demux(video=0) if packet.pts is not None]
    keys = [number for number, packet in enumerate(packets) if packet.is_keyframe]
    assert keys[0] == 0
    assert max(b - a for a, b in zip(keys, [*keys[1:], 120], strict=True)) <= 50
    for key in keys:
        assert all(later.pts > packets[key].pts for later in packets[key + 1 :]), "nothing after a key picture is shown before it"


def test_a_frame_of_another_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="frame 0"):
        encode_segment(moving(2, 64, 64), tmp_path / "a.mp4", 96, 160, RATE)
    assert list(tmp_path.iterdir()) == []


def test_no_frames_and_odd_sizes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no frames"):
        encode_segment([], tmp_path / "a.mp4", 96, 160, RATE)
    with pytest.raises(MediaError, match="even"):
        encode_segment([], tmp_path / "a.mp4", 95, 160, RATE)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing_and_names_the_file(tiny_disk: Path) -> None:
    noise = np.random.default_rng(0)
    frames = [noise.integers(0, 255, (128, 128, 4), dtype=np.uint8) for _ in range(30)]
    with pytest.raises(MediaError, match=r"a\.mp4 could not be written: the disk is full"):
        encode_segment(frames, tiny_disk / "a.mp4", 128, 128, RATE)
    assert list(tiny_disk.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="nowhere does not exist"):
        encode_segment(moving(2), tmp_path / "nowhere" / "a.mp4", 96, 160, RATE)
