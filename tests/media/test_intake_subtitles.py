"""Subtitles that came with a film, inside and beside it."""

from fractions import Fraction
from pathlib import Path

import pytest
from odd_films import numbered, write_film

from onecrew.media.intake import side_files, side_subtitles, source_subtitles, take_in
from onecrew.units import MediaError

FILM = [numbered(number) for number in range(75)]


def times(cues: object) -> list[tuple[float, float, str]]:
    return [(float(span.start), float(span.end), text) for span, text in cues]


def sample(text: str) -> bytes:
    data = text.encode()
    return len(data).to_bytes(2, "big") + data


@pytest.mark.parametrize(
    ("name", "codec", "bodies"),
    [
        ("a.mp4", "mov_text", [sample("你好"), sample("<b>two</b>\nrows")]),
        ("a.mkv", "subrip", ["你好".encode(), b"<i>two</i>\r\nrows"]),
        ("a.mkv", "ass", ["0,0,Default,,0,0,0,,你好".encode(), b"1,0,Default,Ada,0,0,0,,{\\i1}two\\Nrows"]),
        ("a.webm", "webvtt", ["你好".encode(), b"<v Ada>two\nrows"]),
    ],
)
def test_text_tracks_are_read(tmp_path: Path, name: str, codec: str, bodies: list[bytes]) -> None:
    texts = [(0.5, 1.25, bodies[0]), (1.5, 2.5, bodies[1])]
    picture = "libvpx" if name.endswith("webm") else "libx264"
    film = write_film(tmp_path / name, FILM, codec=picture, texts=texts, text_codec=codec)
    found = take_in(film)
    assert [one.text for one in found.subtitles] == [True]
    assert times(source_subtitles(film, found)) == [(0.5, 1.25, "你好"), (1.5, 2.5, "two\nrows")]
    with pytest.raises(MediaError, match="none at place 1"):
        source_subtitles(film, found, 1)


def test_times_are_on_the_timeline_and_within_it(tmp_path: Path) -> None:
    shifted = [Fraction(number, 25) + 1 for number in range(75)]
    texts = [(0.2, 0.8, b"before"), (0.5, 1.5, b"begins before"), (3.5, 9, b"ends after")]
    film = write_film(tmp_path / "a.mkv", FILM, times=shifted, texts=texts, text_codec="subrip")
    assert times(source_subtitles(film, take_in(film))) == [(0, 0.5, "begins before"), (2.5, 3, "ends after")]


def test_files_beside_the_film_are_found_with_their_language(tmp_path: Path) -> None:
    names = {
        "film.srt": "",
        "film.zh.srt": "zh",
        "film.chs.ass": "zh-Hans",
        "film.zh-Hant.vtt": "zh-Hant",
        "Film.PT-br.SRT": "pt-BR",
        "film.en.hi.srt": "en",
        "film.hi.srt": "hi",
        "film [spa].ssa": "es",
        "film.forced.hd.srt": "",
    }
    for name in [*names, "film2.srt", "other.srt", "film.txt", "film.mp4"]:
        (tmp_path / name).touch()
    found = side_files(tmp_path / "film.mp4")
    assert {one.path.name: one.language for one in found} == names
    assert [bool(one.language) for one in found] == [True] * 7 + [False] * 2
    assert side_files(tmp_path / "nowhere" / "film.mp4") == ()


def test_a_side_file_is_read_in_whatever_encoding(tmp_path: Path) -> None:
    (tmp_path / "film.srt").write_bytes("1\n00:00:01,000 --> 00:00:02,000\n你是我的人\n".encode("gb18030"))
    assert times(side_subtitles(tmp_path / "film.srt")) == [(1, 2, "你是我的人")]


def test_a_side_file_without_cues_or_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.srt").write_text("nothing here")
    (tmp_path / "folder.srt").mkdir()
    with pytest.raises(MediaError, match="holds no subtitles"):
        side_subtitles(tmp_path / "empty.srt")
    with pytest.raises(MediaError, match="is a folder"):
        side_subtitles(tmp_path / "folder.srt")
    with pytest.raises(MediaError, match="no subtitle file"):
        side_subtitles(tmp_path / "film.txt")
