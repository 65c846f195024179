"""The one way a film from outside is opened."""

from pathlib import Path

import av
import pytest
from odd_films import numbered, write_film

from onecrew.media import source


def test_a_playlist_that_was_let_in_could_open_nothing(tmp_path: Path) -> None:
    """The whitelist keeps playlists out; here it is left away, to see that the lock behind it holds."""
    part = write_film(tmp_path / "part.ts", [numbered(number) for number in range(25)])
    playlist = tmp_path / "film.m3u8"
    playlist.write_text(f"#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{part}\n#EXT-X-ENDLIST\n")
    with playlist.open("rb") as file, av.open(file) as film:
        assert len(list(film.decode(video=0))) == 25
    asked: list[str] = []

    def refused(url: str, *rest: object) -> None:
        asked.append(url)
        source._nothing_else(url, *rest)

    frames = []
    with playlist.open("rb") as file, pytest.raises((OSError, IndexError, ValueError)), av.open(file, io_open=refused) as film:
        frames = list(film.decode(video=0))
    assert asked == [f"file://{part}"]
    assert not frames
