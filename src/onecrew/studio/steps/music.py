"""A stretch of music is made. In: a MusicClip from 0 on, perhaps the author's file ``own``. Out: ``sound`` (WAV). Never: a mix."""

from __future__ import annotations

from pathlib import Path

from onecrew.media.music import forget_tracks, music
from onecrew.media.sound_file import write_wav
from onecrew.studio.worker import Job
from onecrew.timeline.timeline import MusicClip
from onecrew.units.revive import revive


def run(job: Job) -> dict[str, Path]:
    """The music of the clip, as long as it is."""
    clip = revive(MusicClip, job.recipe)
    target = job.new_file(".wav")
    write_wav(music(clip, job.file("own") if "own" in job.inputs else None), target)
    return {"sound": target}


def release() -> None:
    """Let go of the tracks the last clips were cut from."""
    forget_tracks()
