"""A film from outside is taken in. In: a path. Out: an Intake, or a MediaError. Never: trust.

The bytes are met first by a process made for it (``sandbox_child``), which may use memory and time within ``limits`` and can open
nothing. Its crash, its hanging and its hunger are facts about the film and end as a MediaError here.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from onecrew.media import limits
from onecrew.media.source import Intake, PictureTrack, SoundTrack, SubtitleTrack, source_file
from onecrew.media.source_picture import source_frames
from onecrew.media.source_sound import source_sound
from onecrew.media.source_subtitles import SideFile, side_files, side_subtitles, source_subtitles
from onecrew.units import MediaError
from onecrew.units.revive import revive

__all__ = [
    "Intake",
    "PictureTrack",
    "SideFile",
    "SoundTrack",
    "SubtitleTrack",
    "side_files",
    "side_subtitles",
    "source_frames",
    "source_sound",
    "source_subtitles",
    "take_in",
]

_CHILD = ("-m", "onecrew.media.sandbox_child")
_CONVERT = "Convert it with a program you trust: ffmpeg -i FILE -c:v libx264 -c:a aac film.mp4"


def take_in(path: Path) -> Intake:
    """Decode the whole film once, in a process with limits, and say what it is.

    A film that breaks off (more than a second, and 1 %, of its declared length is missing) is refused: a release that ends in the
    middle is worse than a question. Single damaged pictures are accepted and noted.

    Raises:
        MediaError: it cannot be read, has no picture, breaks a limit, or harms its decoder. The message says what to do.
    """
    name = str(path)
    with source_file(path) as film:
        child = subprocess.Popen(
            [sys.executable, "-I", *_CHILD, name],
            stdin=film,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            close_fds=True,
        )
        try:
            said = _heard(child, name)
            code = child.wait(limits.SILENT_SECONDS)
        except subprocess.TimeoutExpired:
            raise _hung(name) from None
        finally:
            child.kill()
            child.wait()
            if child.stdout:
                child.stdout.close()
    answer = _answer(said)
    if "intake" in answer:
        try:
            return revive(Intake, answer["intake"])
        except (TypeError, ValueError, KeyError) as error:
            raise MediaError(f"{name} led its decoder to answer nonsense; it was not taken in. {_CONVERT}") from error
    if isinstance(answer.get("refused"), str):
        raise MediaError(answer["refused"])
    if code == -getattr(signal, "SIGXCPU", 0) or code == -getattr(signal, "SIGKILL", 9):
        raise _hung(name)
    how = f"signal {-code}" if code < 0 else f"status {code}"
    raise MediaError(f"{name} crashed its decoder ({how}), as damaged and hostile files do; it was not taken in. {_CONVERT}")


def _hung(name: str) -> MediaError:
    return MediaError(f"{name} keeps its decoder busy without getting anywhere; it was not taken in. {_CONVERT}")


def _heard(child: subprocess.Popen[bytes], name: str) -> bytes:
    """All that the child says, as long as it goes on giving signs."""
    assert child.stdout is not None
    pipe = child.stdout.fileno()
    said = bytearray()
    alive = time.monotonic()
    while len(said) < limits.ANSWER_BYTES:
        ready, _, _ = select.select([pipe], [], [], 1)
        if ready:
            part = os.read(pipe, 1 << 16)
            if not part:
                break
            said += part
            alive = time.monotonic()
        elif time.monotonic() - alive > limits.SILENT_SECONDS:
            raise _hung(name)
    return bytes(said)


def _answer(said: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(said.partition(b"\n")[2])
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
