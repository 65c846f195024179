"""The cut made with MoviePy 2, as its documentation would have it. In: a Cut. Out: a film. Never: onecrew's rooms."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from moviepy import AudioFileClip, CompositeVideoClip, ImageClip, TextClip, vfx

from .same_cut import CAPTION, DISSOLVE, HEIGHT, HOLD, MIDDLE, QUALITY, RATE, SIZE, WIDTH, Cut, zoom


def render(cut: Cut, target: Path) -> None:
    """Write the film with the same x264 settings, in as many threads as the other has processes."""
    rate = float(RATE)
    font = str(files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf")
    clips = []
    for number, file in enumerate(cut.pictures):
        last = number + 1 == len(cut.pictures)
        picture = ImageClip(str(file)).with_duration((HOLD + (0 if last else DISSOLVE)) / rate)
        picture = picture.resized(lambda t: zoom(t * rate)).with_position("center").with_start(number * HOLD / rate)
        clips.append(picture.with_effects([vfx.CrossFadeIn(DISSOLVE / rate)]) if number else picture)
    for number, rows in enumerate(cut.captions):
        caption = TextClip(
            font=font,
            text="\n".join(rows),
            font_size=round(SIZE * WIDTH),
            color="white",
            stroke_color="#14141a",
            stroke_width=3,
            margin=(8, 12),
            text_align="center",
        )
        caption = caption.with_start((number * HOLD + CAPTION[0]) / rate).with_end((number * HOLD + CAPTION[1]) / rate)
        clips.append(caption.with_position(("center", round(MIDDLE * HEIGHT - caption.h / 2))))
    film = CompositeVideoClip(clips, size=(WIDTH, HEIGHT)).with_duration(cut.frames / rate)
    music = AudioFileClip(str(cut.music))
    film = film.with_audio(music)
    film.write_videofile(
        str(target),
        fps=int(RATE),
        codec="libx264",
        preset="veryfast",
        threads=2,
        audio_codec="aac",
        audio_fps=48000,
        audio_bitrate="192k",
        temp_audiofile_path=str(target.parent),
        pixel_format="yuv420p",
        ffmpeg_params=[
            *("-crf", str(QUALITY), "-tune", "animation", "-profile:v", "high", "-g", str(2 * int(RATE))),
            *("-x264-params", "open-gop=0:subme=1:lookahead-threads=1:stitchable=1"),
        ],
        logger=None,
    )
    film.close()
    music.close()
