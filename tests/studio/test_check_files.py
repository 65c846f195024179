"""What a check says of files a show brings: music, voices in cast.toml, a translation that cannot be read."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from onecrew.media.sound_file import write_wav
from onecrew.story.folder import open_show
from onecrew.studio.check import check
from onecrew.units import Problem
from shows import CAST, ES, write_show


def told(folder: Path, about: str) -> list[Problem]:
    return [one for one in check(open_show(folder)).problems if about in one.where.file]


def with_music(folder: Path, name: str, content: bytes = b"ID3 this is no music at all" * 40) -> Path:
    write_show(folder)
    (folder / "media" / "music").mkdir(parents=True)
    (folder / "media" / "music" / name).write_bytes(content)
    return folder


def test_music_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (music,) = told(with_music(tmp_path / "show", "tense.mp3"), "media/music")
    assert (music.severity, music.what) == ("error", "this file holds no sound that can be read")


def test_music_of_no_mood_is_told_of(tmp_path: Path) -> None:
    (music,) = told(with_music(tmp_path / "show", "spooky.mp3"), "media/music")
    assert (music.severity, music.what) == ("warning", "no mood is called 'spooky': this music is never played")


def test_music_of_another_kind_is_told_of(tmp_path: Path) -> None:
    (music,) = told(with_music(tmp_path / "show", "tense.mid"), "media/music")
    assert (music.severity, music.what) == ("warning", "music of the kind .mid is not played")


def test_music_that_is_played_is_not_told_of(tmp_path: Path) -> None:
    folder = with_music(tmp_path / "show", ".hidden")
    write_wav(np.zeros((4800, 2), np.float32), folder / "media" / "music" / "tense.wav")
    assert told(folder, "media/music") == []


def test_an_unknown_voice_is_told_of_with_its_line(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show", cast=f'{CAST}\n[TOM.voices]\nes = "kokoro:nobody"\n')
    (voice,) = [one for one in told(folder, "cast.toml") if "nobody" in one.what]
    assert (voice.where.line, voice.severity) == (len(CAST.splitlines()) + 3, "error")


def test_a_translation_that_cannot_be_read_does_not_lack_texts_as_well(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show", es=ES.replace('"Llegas tarde."', '"Llegas tarde.'))
    (broken,) = told(folder, "lines.es.po")
    assert broken.what == "this is not a valid PO file"
