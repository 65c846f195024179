"""Films are made. In: kind, folder, seconds, language, style, seed. Out: a ``truth.Film`` and its files. Never: judging.

The same arguments give the same film. A folder that holds the film already is only read. Spoken lines are kept in ``voices`` beside
the film's folder, so films that say the same share them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter

from onecrew.media.sound_file import write_wav
from onecrew.providers.speech.voices import VOICES as OFFERED

from . import dialogue, lettering, sound
from .pictures import Moving, grained
from .scenes import SCENES
from .truth import SOUND_RATE, Cue, Film, Frame, Line, Stereo, burnt, read_film, written

KINDS = ("photographic", "animated", "mixed")
SHORT = 30
"""Seconds up to which the clean film is kept without loss."""
_GRAIN = 2.2


def make_film(
    kind: str,
    folder: Path,
    seconds: int,
    language: str,
    style: str,
    seed: int,
    *,
    episode: int = 1,
    width: int = 720,
    height: int = 1280,
    rate: Fraction = Fraction(25),
    extras: bool = True,
) -> Film:
    """Make a film in ``folder``.

    ``kind``: photographic (textures in motion), animated (onecrew's own puppets) or mixed. ``language``: one of
    ``dialogue.LANGUAGES``. ``style``: one of ``lettering.STYLES`` or ``mixed`` (all in turn). ``seed`` chooses pictures, the order
    of lines, music; ``episode`` other lines and shots with the same people. ``extras``: a title, a sign, a message and a watermark
    stand in the picture too.
    """
    made = folder / "truth.json"
    if made.is_file():
        return read_film(folder)
    (folder / "cues").mkdir(parents=True, exist_ok=True)
    length = Fraction(seconds)
    voices = folder.parent / "voices"
    turns = sound.scheduled(language, length, seed, episode, voices)
    pitch = {voice.name: voice.pitch for voice in OFFERED}
    names = dialogue.VOICES[language]
    bed, outcries = sound.bed_of(turns, length, seed, episode, [pitch[name] for name in names])
    speech, bed = sound.levelled(sound.speech_of(turns, language, length, seed, voices), bed)
    frames = round(length * rate)
    lines, cues = _texts(turns, language, style, seed, episode, (width, height, frames), rate, folder, extras)
    shots = _shots(kind, frames, rate, width, height, seed, episode)
    film = Film(
        folder=folder,
        kind=kind,
        style=style,
        language=language,
        seed=seed,
        episode=episode,
        width=width,
        height=height,
        rate=rate,
        frames=frames,
        speakers=dialogue.SPEAKERS,
        voices=names,
        lines=lines,
        cues=cues,
        outcries=outcries,
        cuts=tuple(first for first, _ in shots[1:]),
    )
    write_wav(speech, folder / "speech.wav")
    write_wav(bed, folder / "bed.wav")
    write_wav(speech + bed, folder / "mix.wav")
    _encode(film, _pictures(shots, frames, rate, kind), speech + bed)
    written(film)
    return film


def make_episodes(
    kind: str,
    folder: Path,
    count: int,
    seconds: int,
    language: str,
    style: str,
    seed: int,
    *,
    width: int = 720,
    height: int = 1280,
) -> tuple[Film, ...]:
    """Episodes of one show: the same four people say other lines, in an order and places of each episode's own."""
    return tuple(
        make_film(kind, folder / f"{number:02}", seconds, language, style, seed, episode=number, width=width, height=height)
        for number in range(1, count + 1)
    )


def _texts(
    turns: list[sound.Turn],
    language: str,
    style: str,
    seed: int,
    episode: int,
    size: tuple[int, int, int],
    rate: Fraction,
    folder: Path,
    extras: bool,
) -> tuple[tuple[Line, ...], tuple[Cue, ...]]:
    """The lines, and every burnt-in text with its drawing in ``cues``."""
    width, height, frames = size
    by = np.random.default_rng([seed, episode, 9])
    lines, cues = [], []
    other = "en" if language == "zh" else "zh"
    for number, turn in enumerate(turns):
        name = f"{number + 1:03}"
        subtitled = number % 8 != 5
        text = turn.said.text(language)
        translations = tuple((tag, turn.said.text(tag)) for tag in dialogue.LANGUAGES if tag != language)
        cue = f"d{name}" if subtitled else ""
        lines.append(
            Line(name, dialogue.SPEAKERS[turn.speaker], text, turn.start, turn.end, cue, turn.distance, turn.note, translations)
        )
        if not subtitled:
            continue
        first = max(0, round(turn.start * rate) + int(by.integers(-2, 1)))
        last = min(frames, round(turn.end * rate) + int(by.integers(2, 9)))
        if number + 1 < len(turns):
            last = min(last, round(turns[number + 1].start * rate) - 2)
        here = lettering.STYLES[number % len(lettering.STYLES)] if style == "mixed" else style
        drawn, rows = lettering.subtitle(text, turn.said.text(other), language, here, width, height)
        places, strengths = lettering.coming(here, last - first, drawn, width)
        cues.append(
            _cue(cue, "dialogue", here, rows, lettering.shown(text, language), (first, last), drawn, folder, places, strengths)
        )
    if extras:
        for kind, table, draw, start, length in (
            ("title", dialogue.TITLES, lettering.title, 0.0, 2.2),
            ("sign", dialogue.SIGNS, lettering.sign, 0.36, 2.6),
            ("message", dialogue.MESSAGES, lettering.message, 0.68, 2.4),
        ):
            text = table[(seed + episode) % len(table)].text(language)
            drawn = draw(text, language, width, height)
            first = round(start * frames) + (4 if start == 0 else 0)
            span = (first, min(frames, first + round(length * float(rate))))
            cues.append(_cue(kind[0] + "001", kind, kind, (text,), text, span, drawn, folder))
        drawn = lettering.watermark(dialogue.WATERMARK, width, height)
        cues.append(_cue("w001", "watermark", "watermark", (dialogue.WATERMARK,), dialogue.WATERMARK, (0, frames), drawn, folder))
    return tuple(lines), tuple(cues)


def _cue(
    name: str,
    kind: str,
    style: str,
    rows: tuple[str, ...],
    source: str,
    span: tuple[int, int],
    drawn: lettering.Written,
    folder: Path,
    places: tuple[lettering.Box, ...] = (),
    strengths: tuple[float, ...] = (1.0,),
) -> Cue:
    """Keep the drawing, and the box of all places it comes to."""
    cv2.imwrite(str(folder / "cues" / f"{name}.png"), drawn.pixels)
    places = places or (drawn.box,)
    left, top = min(box[0] for box in places), min(box[1] for box in places)
    right, bottom = max(box[0] + box[2] for box in places), max(box[1] + box[3] for box in places)
    return Cue(name, kind, style, rows, source, *span, (left, top, right - left, bottom - top), places, strengths)


def _shots(kind: str, frames: int, rate: Fraction, width: int, height: int, seed: int, episode: int) -> list[tuple[int, Moving]]:
    """First frame and picture of every shot: cuts every two to five seconds."""
    by = np.random.default_rng([seed, episode, 10])
    starts = [0]
    while starts[-1] < frames:
        starts.append(starts[-1] + round(float(by.uniform(2.2, 5.0)) * float(rate)))
    starts = [start for start in starts if start < frames]
    if len(starts) > 1 and frames - starts[-1] < rate:
        starts.pop()
    drawn = None
    if kind != "photographic":
        # The animation takes a second to load.
        from .animated import animated_shots

        drawn = animated_shots(width, height, rate, seed, episode)
    names = list(SCENES)
    turn = int(by.integers(0, len(names)))
    shots: list[tuple[int, Moving]] = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else frames
        if drawn is not None and (kind == "animated" or number % 2):
            shots.append((start, drawn(number, Fraction(end - start) / rate)))
            continue
        # Shoulders are what dramas mostly show; the first shot, over which the title stands, is of the place.
        name = "shoulders" if number % 3 == 1 else names[(turn + number) % len(names)]
        if number == 0 and name == "shoulders":
            name = "street"
        shots.append((start, _Later(name, width, height, (seed, episode, 11, number))))
    return shots


class _Later:
    """A scene that is painted when it is first seen, and let go when the film has gone on."""

    def __init__(self, name: str, width: int, height: int, seed: tuple[int, ...]) -> None:
        self._made = (name, width, height, seed)
        self._scene: Moving | None = None

    def __call__(self, seconds: float) -> Frame:
        if self._scene is None:
            name, width, height, seed = self._made
            self._scene = SCENES[name](width, height, np.random.default_rng(seed))
        return self._scene(seconds)

    def let_go(self) -> None:
        """Forget the painted textures: some 30 MB."""
        self._scene = None


def _pictures(shots: list[tuple[int, Moving]], frames: int, rate: Fraction, kind: str) -> Iterator[Frame]:
    """All clean frames."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        for number, (start, draw) in enumerate(shots):
            end = shots[number + 1][0] if number + 1 < len(shots) else frames
            for frame in range(start, end):
                picture = draw(float(Fraction(frame - start) / rate))
                yield grained(picture, frame, _GRAIN) if kind != "animated" else picture
            if isinstance(draw, _Later):
                draw.let_go()
    finally:
        cv2.setNumThreads(threads)


def _encode(film: Film, pictures: Iterable[Frame], mix: Stereo) -> None:
    """Both films at once, frame by frame."""
    lossless = film.seconds <= SHORT
    clean_options = {"preset": "ultrafast", "qp": "0", "g": "25"} if lossless else {"preset": "superfast", "crf": "12", "g": "25"}
    part, clean_part = film.path.with_suffix(".part.mp4"), film.clean.with_suffix(".part.mp4")
    with ExitStack() as open_files:
        container = open_files.enter_context(av.open(str(part), "w", format="mp4", options={"fflags": "+bitexact"}))
        clean_container = open_files.enter_context(av.open(str(clean_part), "w", format="mp4", options={"fflags": "+bitexact"}))
        stream = _video(container, film, {"preset": "veryfast", "crf": "19", "subq": "1"})
        clean_stream = _video(clean_container, film, clean_options)
        heard = container.add_stream("aac", rate=SOUND_RATE, layout="stereo")
        heard.bit_rate = 192_000
        reformatter = VideoReformatter()
        for number, picture in enumerate(pictures):
            for target, out, shown in ((container, stream, burnt(picture, film, number)), (clean_container, clean_stream, picture)):
                frame = _converted(reformatter, shown)
                frame.pts, frame.time_base = number, 1 / film.rate
                target.mux(out.encode(frame))
        container.mux(stream.encode(None))
        clean_container.mux(clean_stream.encode(None))
        for start in range(0, len(mix), 1024):
            block = np.ascontiguousarray(mix[start : start + 1024].T)
            piece = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            piece.sample_rate, piece.pts, piece.time_base = SOUND_RATE, start, Fraction(1, SOUND_RATE)
            container.mux(heard.encode(piece))
        container.mux(heard.encode(None))
    part.replace(film.path)
    clean_part.replace(film.clean)


def _video(container: av.container.OutputContainer, film: Film, options: dict[str, str]) -> av.VideoStream:
    stream = container.add_stream("libx264", rate=film.rate, options={**options, "x264-params": "threads=2:lookahead-threads=1"})
    stream.width, stream.height, stream.pix_fmt = film.width, film.height, "yuv420p"
    context = stream.codec_context
    context.time_base = 1 / film.rate
    context.thread_count = 2
    context.color_range, context.colorspace = ColorRange.MPEG, Colorspace.ITU709
    context.color_primaries, context.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
    return stream


def _converted(reformatter: VideoReformatter, picture: Frame) -> av.VideoFrame:
    return reformatter.reformat(
        av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="bgr24"),
        format="yuv420p",
        src_colorspace=Colorspace.ITU709,
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
        dst_color_trc=ColorTrc.BT709,
        dst_color_primaries=ColorPrimaries.BT709,
        threads=1,
    )
