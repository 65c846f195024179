"""Shots in a cut become Pictures and segments. In: a Production, a Timeline, spoken lines. Out: recipes, where captions and the
texts of a found film stand. Never: drawing.

Every time in a recipe counts from the beginning of its own shot or piece, so what moves in the film without changing keeps its key.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from onecrew.animation.picture import Acting, Actor, Phone, Picture, Speaking
from onecrew.story.episode import Heard, Line
from onecrew.story.shot import ActBeat, Shot
from onecrew.studio.production import TITLE, Production
from onecrew.studio.spoken import Spoken
from onecrew.studio.steps.recipes import Seen, Segment, Shown, Takes
from onecrew.timeline.caption_place import CaptionArea, caption_area
from onecrew.timeline.narratives import Written
from onecrew.timeline.timeline import Caption, LineClip, ShotClip, Timeline
from onecrew.units import Language, TimeRange


def pictures(production: Production, language: Language, timeline: Timeline, spoken: Mapping[str, Spoken]) -> dict[str, Picture]:
    """What every shot of the cut shows, by the shot's id."""
    lines = {line.id: line for line in production.episode.lines}
    shots = {shot.id: shot for shot in production.shots}
    return {clip.shot: _picture(production, language, timeline, clip, shots[clip.shot], lines, spoken) for clip in timeline.shots}


def _picture(
    production: Production,
    language: Language,
    timeline: Timeline,
    clip: ShotClip,
    shot: Shot,
    lines: Mapping[str, Line],
    spoken: Mapping[str, Spoken],
) -> Picture:
    show = production.folder.show
    start = clip.range.start
    seen = {subject.who for subject in shot.subjects}
    speaking = tuple(
        _speaking(lines[one.line], one, spoken[one.line], start, one.speaker in seen)
        for one in timeline.lines
        if seen and one.range.overlap(clip.range) > 0
    )
    acting = tuple(
        Acting(beat, one.range.start - start, one.range.end - start)
        for one in timeline.acts
        if one.shot == shot.id and isinstance(beat := shot.beats[one.index], ActBeat)
    )
    text, sender = "", ""
    if shot.insert is not None:
        text = _text(production, language, shot)
        sender = _name(production, language, shot.insert.sender)
    actors = tuple(Actor(one.name, one.look, one.age, one.gender) for one in production.cast if one.name in seen)
    place = f"{show.title}\n{shot.place.kind}\n{shot.place.name}"
    return Picture(
        shot=shot,
        format=production.format,
        seconds=clip.range.length,
        actors=actors,
        speaking=speaking,
        acting=acting,
        palette=show.style.palette,
        text=text,
        sender=sender,
        language=language.tag if text or sender else "en",
        seed=int.from_bytes(hashlib.sha256(place.encode()).digest()[:4], "big"),
    )


def _speaking(line: Line, clip: LineClip, spoken: Spoken, start: Fraction, seen: bool) -> Speaking:
    """A line as the shot that begins at ``start`` hears it. Who is not seen has no phones: nothing is drawn from them."""
    mouth = seen and line.heard is Heard.ON_SCREEN
    phones: tuple[Phone, ...] = ()
    levels: tuple[int, ...] = ()
    if mouth:
        begin = clip.range.start - start
        phones = tuple(Phone(one.symbol, begin + one.start / clip.tempo, begin + one.end / clip.tempo) for one in spoken.phones)
        levels = _paced(spoken.levels, clip.tempo)
    return Speaking(
        who=line.speaker,
        start=clip.range.start - start,
        end=clip.range.end - start,
        phones=phones,
        levels=levels,
        mouth=mouth,
        feeling=line.feeling,
        strength=line.strength,
        to=line.to,
    )


def _paced(levels: tuple[int, ...], tempo: Fraction) -> tuple[int, ...]:
    """Levels (25 a second) of speech played ``tempo`` times as fast."""
    if tempo == 1 or not levels:
        return levels
    count = round(len(levels) / tempo)
    return tuple(levels[min(len(levels) - 1, int(number * tempo))] for number in range(count))


def _text(production: Production, language: Language, shot: Shot) -> str:
    insert = shot.insert
    if insert is None or not insert.text:
        return ""
    if insert.text_id in ("", TITLE):
        return production.folder.show.title_in(language)
    return production.texts[language][insert.text_id].text or insert.text


def _name(production: Production, language: Language, name: str) -> str:
    """A name as this language writes it: the approved form of a term, else the cast's title."""
    if not name:
        return ""
    known = production.folder.show.character(name)
    title = known.title if known is not None else name.title()
    for term in production.folder.show.terms:
        if term.source.lower() in (name.lower(), title.lower()):
            return term.form(language) or title
    return title


def segments(
    production: Production,
    language: Language,
    timeline: Timeline,
    shown: Mapping[str, Picture],
    takes: Mapping[str, tuple[str, ...]] | None = None,
) -> dict[str, Segment]:
    """The pieces of the picture in order, by name: ``2.c`` the shot alone, ``2.b-2.c`` the transition between two.

    ``takes``: the takes of shots that are filmed; the others are drawn.
    """
    show = production.folder.show
    rate = timeline.rate
    burn = show.style.captions in ("burnt", "both")
    pieces: dict[str, Segment] = {}
    clips = timeline.shots
    seen: dict[str, Picture | Takes] = {
        clip.shot: Takes(clip.shot, clip.range.length, takes[clip.shot]) if takes and takes.get(clip.shot) else shown[clip.shot]
        for clip in clips
    }
    for number, clip in enumerate(clips):
        after = clips[number + 1] if number + 1 < len(clips) else None
        here = Seen(seen[clip.shot], clip.overlap)
        if clip.overlap and number:
            before = clips[number - 1]
            span = TimeRange(clip.range.start, clip.range.start + clip.overlap)
            both = (Seen(seen[before.shot], clip.range.start - before.range.start), Seen(seen[clip.shot], Fraction(0)))
            pieces[f"{before.shot}-{clip.shot}"] = _segment(
                production, language, both, span, rate, clip.transition, timeline.captions if burn else ()
            )
        else:
            here = Seen(seen[clip.shot], Fraction(0))
        begin = clip.range.start + (clip.overlap if number else 0)
        end = after.range.start if after is not None else clip.range.end
        if end > begin:
            span = TimeRange(begin, end)
            pieces[clip.shot] = _segment(production, language, (here,), span, rate, "cut", timeline.captions if burn else ())
    return pieces


def _segment(
    production: Production,
    language: Language,
    seen: tuple[Seen, ...],
    span: TimeRange,
    rate: Fraction,
    transition: str,
    captions: tuple[Caption, ...],
) -> Segment:
    frames = span.length * rate
    if frames.denominator != 1:
        raise AssertionError(f"a shot of {span.length} s does not end on a frame")
    shown = shown_captions(captions, span, rate)
    return Segment(
        format=production.format,
        frames=int(frames),
        seen=seen,
        transition=transition,
        captions=shown,
        language=language.tag if shown else "en",
    )


def shown_captions(captions: Sequence[Caption], span: TimeRange, rate: Fraction) -> tuple[Shown, ...]:
    """The captions that are on screen during a piece of the cut, in frames of the piece."""
    shown: list[Shown] = []
    frames = span.length * rate
    for caption in captions:
        first = max(Fraction(0), (caption.range.start - span.start) * rate)
        last = min(frames, (caption.range.end - span.start) * rate)
        if last > first:
            shown.append(Shown(caption.lines, int(first), int(last), caption.place))
    return tuple(shown)


def caption_room(production: Production, language: Language, middle: Fraction | None) -> CaptionArea:
    """What captions of a language share in this picture; ``middle``: where those of dialogue are burnt in, if not as usual."""
    from onecrew.media.captions import caption_style, row_height

    form = production.format
    style = caption_style(form.width, form.height)
    row = Fraction(math.ceil(row_height(language.tag, style) * 1000 / form.height), 1000)
    return caption_area(form.width, form.height, middle, row)


def standing(production: Production, language: Language) -> tuple[Written, ...]:
    """What is written in the picture and captioned in a language, with where it stands or stood."""
    written = production.narratives(language)
    if production.found is None or not written:
        return written
    height, erase = production.found.spotted.film.height, production.folder.show.style.erase
    texts = {one.id: one for one in production.found.spotted.texts}
    return tuple(
        replace(one, stands=(Fraction(box.top, height), Fraction(box.bottom, height)), erased=texts[one.id].kind in erase)
        for one in written
        for box in (texts[one.id].box,)
    )
