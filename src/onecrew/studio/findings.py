"""What was measured, held against its aim. In: measures, transcripts, a cut. Out: Findings and the gate. Never: measuring media.

The aims are those of docs/quality.md. Red findings shut the gate of a release until they are mended or a person accepts them in
choices.toml; amber ones ask for a look.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Any

from onecrew.providers.transcription.words import divided, units, word_error_rate
from onecrew.store.store import Outputs, Store
from onecrew.story.spotted import UNKNOWN, Spotted
from onecrew.story.translation import State
from onecrew.studio.assemble import Assembly, caption_width, heard_together, transcribe_id
from onecrew.studio.back_translation import lost
from onecrew.studio.casting import doubtful_genders, shared_voices
from onecrew.studio.filmed import freed_place
from onecrew.studio.pictures import caption_room
from onecrew.timeline.caption_check import violations
from onecrew.timeline.caption_rules import rules
from onecrew.timeline.captions import picture_cuts
from onecrew.timeline.drift import FASTEST, drift
from onecrew.timeline.timeline import LineClip
from onecrew.units import Language

GREEN, AMBER, RED = "green", "amber", "red"

MEASURES = (
    "onset", "length", "lips", "tempo", "too fast", "overlap", "talking over", "cut off", "words", "loudness", "true peak",
    "over bed", "clicks", "caption rules", "glyphs", "names", "back translation", "black", "frozen", "flicker", "frames",
    "drafts", "stale", "erased", "leak", "bed", "stereo", "speakers", "spotted", "voices",
    "genders",
)  # fmt: skip
"""Ids of findings; besides them each line has ``words LINE``."""


_FEW = 3
"""Characters of an erased subtitle that may be read again before a release is stopped."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One measure of a release.

    ``id`` is stable (``words 2.3``) and is what choices.toml accepts. ``area`` and ``name`` are for people, ``value`` and ``aim``
    are as printed; ``at`` is the time in the film, in seconds, where one should look, if there is one. ``accepted``: the reason a
    person gave for letting it pass.
    """

    id: str
    area: str
    name: str
    value: str
    aim: str
    verdict: str
    at: float | None = None
    accepted: str = ""


@dataclass(frozen=True, slots=True)
class LineFinding:
    """A line as it came out: its place, its rung, what was heard of it."""

    line: str
    speaker: str
    text: str
    state: str
    start: float
    end: float
    tempo: float
    rung: str
    heard: str | None
    error: float | None
    onset: float | None
    over_bed: float | None
    verdict: str
    original: str = ""
    """What the original of an existing film says, and when; empty for a film that is made."""
    original_start: float | None = None
    original_end: float | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything measured of one release, the worst first. ``curves``: what the report plots."""

    language: Language
    findings: tuple[Finding, ...]
    lines: tuple[LineFinding, ...]
    curves: Mapping[str, Any]
    glimpses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Of an existing film: a ``still`` (JPEG) and the ``sound`` (MP3) of each original line, in base64."""

    @property
    def gate(self) -> bool:
        """Whether the release may be delivered: nothing red that nobody accepted."""
        return not any(one.verdict == RED and not one.accepted for one in self.findings)


def find(assembly: Assembly, language: Language, made: Mapping[str, Outputs], store: Store) -> Findings:
    """All findings of a release whose steps are made."""
    measures: dict[str, Any] = json.loads(store.blobs.read(made[f"{language}/measure"]["measures"]))
    heard = _heard(assembly, language, made, store)
    lines = _lines(assembly, language, measures, heard)
    found = [
        *_sync(assembly, language, measures),
        *_fit(assembly, language),
        *_words(language, lines),
        *_sound(assembly, measures),
        *_captions(assembly, language),
        *_names(assembly, language),
        *_back(assembly, language, made, store),
        *_picture(measures),
        *_translation(assembly, language),
        *_original(assembly, language, measures, made, store),
        *_cast(assembly, language),
    ]
    accepted = dict(assembly.production.choices.accepted)
    passed = [_accept(one, accepted.get(f"{language} {one.id}", accepted.get(one.id, ""))) for one in found]
    rank = {RED: 0, AMBER: 1, GREEN: 2}
    passed.sort(key=lambda one: (bool(one.accepted), rank[one.verdict]))
    curves: dict[str, Any] = {"loudness_curve": measures["loudness_curve"], "integrated": measures["integrated"]}
    return Findings(language, tuple(passed), lines, curves, _glimpses(assembly, made, store))


def _glimpses(assembly: Assembly, made: Mapping[str, Outputs], store: Store) -> Mapping[str, Mapping[str, str]]:
    outputs = made.get(f"film/{assembly.production.episode.id}/glimpse")
    glimpses: Mapping[str, Mapping[str, str]] = json.loads(store.blobs.read(outputs["glimpses"])) if outputs is not None else {}
    return glimpses


def _accept(one: Finding, reason: str) -> Finding:
    return Finding(one.id, one.area, one.name, one.value, one.aim, one.verdict, one.at, reason) if reason else one


def _verdict(good: bool, fair: bool = False) -> str:
    return GREEN if good else AMBER if fair else RED


def _heard(assembly: Assembly, language: Language, made: Mapping[str, Outputs], store: Store) -> dict[str, str]:
    texts: dict[str, str] = {}
    for lines in heard_together(assembly.production, language):
        outputs = made.get(transcribe_id(language, lines))
        if outputs is not None:
            heard = json.loads(store.blobs.read(outputs["transcript"]))["text"]
            written = [assembly.text(language, line) for line in lines]
            texts.update(zip((line.id for line in lines), divided(written, heard, language.tag), strict=True))
    return texts


def _lines(
    assembly: Assembly, language: Language, measures: Mapping[str, Any], heard: Mapping[str, str]
) -> tuple[LineFinding, ...]:
    rows: list[LineFinding] = []
    film = assembly.production.found
    spotted = {line.id: line for line in film.spotted.lines} if film is not None else {}
    frame = float(1 / assembly.cuts[language].timeline.rate)
    said = {line.id: assembly.text(language, line) for line in assembly.production.episode.lines}
    for clip in assembly.cuts[language].timeline.lines:
        translation, text = assembly.production.texts[language][clip.line], said[clip.line]
        error = word_error_rate(text, heard[clip.line], language.tag) if clip.line in heard else None
        onset = measures["onsets"].get(clip.line)
        over = measures["over_bed"].get(clip.line)
        bad = (error is not None and error > 0.3) or clip.rung == "problem" or (onset is not None and abs(onset) > 2 * frame)
        fair = (error or 0) > 0.1 or clip.tempo > Fraction(115, 100) or translation.state in (State.DRAFT, State.STALE)
        before = spotted.get(clip.line)
        rows.append(
            LineFinding(
                line=clip.line,
                speaker=clip.speaker,
                text=text,
                state=translation.state.value,
                start=float(clip.range.start),
                end=float(clip.range.end),
                tempo=float(clip.tempo),
                rung=clip.rung,
                heard=heard.get(clip.line),
                error=error,
                onset=onset,
                over_bed=over,
                verdict=RED if bad else AMBER if fair or (before is not None and before.flags) else GREEN,
                original=before.text if before is not None else "",
                original_start=float(before.range.start) if before is not None else None,
                original_end=float(before.range.end) if before is not None else None,
                flags=before.flags if before is not None else (),
            )
        )
    return tuple(rows)


def _sync(assembly: Assembly, language: Language, measures: Mapping[str, Any]) -> Iterable[Finding]:
    frame = float(1 / assembly.cuts[language].timeline.rate)
    onsets = measures["onsets"]
    if onsets:
        line, worst = max(onsets.items(), key=lambda item: abs(item[1]))
        yield Finding(
            "onset",
            "sync",
            "largest distance of a line's onset from its place",
            f"{worst * 1000:+.0f} ms (line {line})",
            "≤ 1 frame",
            _verdict(abs(worst) <= frame, abs(worst) <= 2 * frame),
            _start(assembly, language, line),
        )
    difference = abs(measures["picture_seconds"] - measures["sound_seconds"])
    yield Finding(
        "length",
        "sync",
        "sound against picture at the end",
        f"{difference * 1000:.0f} ms",
        "≤ 1 frame",
        _verdict(difference <= frame),
    )
    lags = measures["lips"]
    if lags:
        lag = lags["all"]
        off = sorted(line for line, one in lags.items() if abs(one) > 0.12)
        yield Finding(
            "lips",
            "sync",
            "mouths against the speech envelope, best lag over all lines",
            f"{lag * 1000:+.0f} ms" + (f" (look at lines {', '.join(off)})" if off else ""),
            "within ± 80 ms",
            _verdict(abs(lag) <= 0.08 and not off, abs(lag) <= 0.08),
            _start(assembly, language, off[0]) if off else None,
        )


def _start(assembly: Assembly, language: Language, line: str) -> float:
    return next(float(clip.range.start) for clip in assembly.cuts[language].timeline.lines if clip.line == line)


def _fit(assembly: Assembly, language: Language) -> Iterable[Finding]:
    timeline = assembly.cuts[language].timeline
    if not timeline.lines:
        return
    source = assembly.cuts.get(assembly.production.folder.show.source)
    found = drift(timeline, source.timeline if source is not None else None)
    natural = float(found.comfortable)
    yield Finding("tempo", "fit", "lines at 0.95–1.15×", f"{natural:.0%}", "≥ 90 %", _verdict(natural >= 0.9, natural >= 0.8))
    fast = [clip for clip in timeline.lines if clip.tempo > FASTEST or clip.rung == "problem"]
    yield Finding("too fast", "fit", "lines above 1.3× or without room", str(len(fast)), "0", _verdict(not fast), _first(fast))
    own, others = float(found.self_overlap), float(found.overlap)
    yield Finding("overlap", "fit", "overlap between lines of one speaker", f"{own * 1000:.0f} ms", "0 ms", _verdict(not own))
    yield Finding(
        "talking over",
        "fit",
        "overlap between speakers that the source does not have",
        f"{others * 1000:.0f} ms",
        "0 ms",
        _verdict(not others, others <= 0.2),
    )
    late = [clip for clip in timeline.lines if clip.range.end > timeline.length]
    seconds = float(found.cut_off)
    yield Finding(
        "cut off", "fit", "speech cut off by the end", f"{seconds * 1000:.0f} ms", "0 ms", _verdict(not late), _first(late)
    )


def _first(clips: Sequence[LineClip]) -> float | None:
    return float(clips[0].range.start) if clips else None


def _words(language: Language, lines: Sequence[LineFinding]) -> Iterable[Finding]:
    known = [line for line in lines if line.error is not None]
    if not known:
        return
    weight = sum(len(line.text) for line in known)
    rate = sum((line.error or 0) * len(line.text) for line in known) / max(1, weight)
    name = "characters" if language.base in ("zh", "ja") else "words"
    yield Finding(
        "words",
        "words",
        f"{name} heard wrong when the speech is written down again",
        f"{rate:.1%}",
        "≤ 10 %",
        _verdict(rate <= 0.1, rate <= 0.2),
    )
    for line in known:
        if (line.error or 0) > 0.3:
            yield Finding(
                f"words {line.line}",
                "words",
                f"line {line.line} ({line.speaker}): heard “{line.heard}”",
                f"{line.error:.0%}",
                "≤ 30 % in each line",
                AMBER,
                line.start,
            )


def _sound(assembly: Assembly, measures: Mapping[str, Any]) -> Iterable[Finding]:
    target = assembly.production.folder.show.style.loudness
    integrated, peak = measures["integrated"], measures["true_peak"]
    yield Finding(
        "loudness",
        "sound",
        "integrated loudness",
        f"{integrated:.1f} LUFS",
        f"{target} ± 0.5 LUFS",
        _verdict(abs(integrated - target) <= 0.5, abs(integrated - target) <= 1),
    )
    yield Finding("true peak", "sound", "true peak", f"{peak:.1f} dBTP", "≤ −1 dBTP", _verdict(peak <= -0.95, peak <= -0.5))
    over = measures["over_bed"]
    if over:
        line, least = min(over.items(), key=lambda item: item[1])
        yield Finding(
            "over bed",
            "sound",
            "speech over bed, the least",
            f"{least:.0f} LU (line {line})",
            "≥ 9 LU",
            _verdict(least >= 9, least >= 6),
        )
    clicks = measures["clicks"]
    yield Finding("clicks", "sound", "clicks", str(len(clicks)), "0", _verdict(not clicks, True), clicks[0] if clicks else None)


def _captions(assembly: Assembly, language: Language) -> Iterable[Finding]:
    timeline = assembly.cuts[language].timeline
    form = assembly.production.format
    measure = partial(caption_width, language.tag, form.width, form.height)
    names = [name for term in assembly.production.folder.show.terms if (name := term.form(language))]
    placed = any(one.place is not None for one in timeline.captions)
    area = caption_room(assembly.production, language, freed_place(assembly.production)) if placed else None
    broken = violations(timeline.captions, rules(language), timeline.rate, picture_cuts(timeline), measure, names, area)
    at = float(timeline.captions[broken[0].caption].range.start) if broken else None
    value = str(len(broken)) + (f" ({broken[0].rule}: {broken[0].fact})" if broken else "")
    yield Finding(
        "caption rules", "captions", "violations of the language's rules", value, "0", _verdict(not broken, len(broken) <= 3), at
    )
    missing = "".join(sorted(set(_missing_glyphs(language, [row for one in timeline.captions for row in one.lines]))))
    yield Finding("glyphs", "captions", "characters no font can draw", missing or "0", "0", _verdict(not missing))


def _missing_glyphs(language: Language, rows: Sequence[str]) -> str:
    from onecrew.fonts import missing_glyphs

    return missing_glyphs("".join(rows), language.tag)


def _names(assembly: Assembly, language: Language) -> Iterable[Finding]:
    show = assembly.production.folder.show
    if language == show.source:
        return
    wanted = 0
    wrong: list[str] = []
    for line in assembly.production.episode.lines:
        text = assembly.text(language, line)
        for term in show.terms:
            form = term.form(language)
            if form and term.source in line.text:
                wanted += 1
                if form.lower() not in text.lower():
                    wrong.append(f"{line.id}: {form}")
    if wanted:
        share = 1 - len(wrong) / wanted
        value = f"{share:.0%} of {wanted}" + (f" (not in {', '.join(wrong[:3])})" if wrong else "")
        yield Finding("names", "names", "names in their approved form", value, "100 %", _verdict(not wrong, True))


def _cast(assembly: Assembly, language: Language) -> Iterable[Finding]:
    """Voices two people have, and people nobody is sure are men or women."""
    production, voice = assembly.production, assembly.voiced[language]
    if production.found is not None and voice == production.folder.show.source:
        return
    speakers = {line.speaker for line in production.spoken}
    shared = shared_voices(assembly.voices[voice], speakers)
    told = "; ".join(f"{', '.join(names)}: {name}" for name, names in shared)
    value = f"{len(shared)} ({told})" if shared else "0"
    yield Finding("voices", "speakers", "voices that several people speak with", value, "0", _verdict(not shared, True))
    if production.found is not None:
        doubtful = [one.name for one in doubtful_genders(production.cast, speakers)]
        value = f"{len(doubtful)} ({', '.join(doubtful)})" if doubtful else "0"
        name = "people who may be men or women, by their voice"
        yield Finding("genders", "speakers", name, value, "0", _verdict(not doubtful, True))


def _back(assembly: Assembly, language: Language, made: Mapping[str, Outputs], store: Store) -> Iterable[Finding]:
    found = lost(assembly.production, language, made, store)
    if found is None:
        return
    told = [f"{id}: {one.what} {one.how}" for id, some in found.items() for one in some]
    value = f"{len(told)}" + (f" ({'; '.join(told[:3])})" if told else "")
    spoken = {clip.line for clip in assembly.cuts[language].timeline.lines}
    first = next((_start(assembly, language, id) for id in found if id in spoken), None)
    yield Finding(
        "back translation",
        "names",
        "names and numbers lost or added when translated back",
        value,
        "0",
        _verdict(not told, True),
        first,
    )


def _picture(measures: Mapping[str, Any]) -> Iterable[Finding]:
    for key, name in (("black", "black spans not in the script"), ("frozen", "frozen or repeated spans not in the script")):
        spans = measures[key]
        value = str(len(spans)) + (f" (first at {spans[0][0]:.1f} s)" if spans else "")
        yield Finding(key, "picture", name, value, "0", _verdict(not spans, True), spans[0][0] if spans else None)
    flicker = measures["flicker"]
    yield Finding(
        "flicker", "picture", "flicker", str(len(flicker)), "0", _verdict(not flicker, True), flicker[0] if flicker else None
    )
    missing = measures["frames"] - measures["frames_expected"]
    yield Finding(
        "frames", "picture", "frames more or fewer than the cut", f"{missing:+d}" if missing else "0", "0", _verdict(not missing)
    )


def _translation(assembly: Assembly, language: Language) -> Iterable[Finding]:
    texts = assembly.production.texts[language].values()
    drafts = sum(one.state is State.DRAFT for one in texts)
    stale = sum(one.state is State.STALE for one in texts)
    if language != assembly.production.folder.show.source:
        yield Finding("drafts", "words", "texts nobody has accepted", str(drafts), "0", _verdict(not drafts, True))
        yield Finding("stale", "words", "texts whose source changed", str(stale), "0", _verdict(not stale, True))


def _left(left: Mapping[str, tuple[str, int]], spotted: Spotted) -> Finding:
    """What is read where subtitles were erased. More than a few of their own characters are seen by anybody; others may be the
    picture's, such as a sign behind them."""
    texts = {text.id: text.text for text in spotted.texts}
    count = sum(len(read) for read, _ in left.values())
    own = max(((Counter(read) & Counter(texts.get(id, ""))).total() for id, (read, _) in left.items()), default=0)
    worst = max(left, key=lambda id: len(left[id][0]), default=None)
    value = str(count) + (f" (“{left[worst][0]}”)" if worst is not None else "")
    at = float(left[worst][1] / spotted.film.rate) if worst is not None else None
    name = "characters still read where subtitles stood, first, middle and last frame"
    return Finding("erased", "picture", name, value, "0", _verdict(not count, own <= _FEW), at)


def _original(
    assembly: Assembly, language: Language, measures: Mapping[str, Any], made: Mapping[str, Outputs], store: Store
) -> Iterable[Finding]:
    """What is left, or changed, of the film that was localised."""
    film = assembly.production.found
    if film is None:
        return
    episode = assembly.production.episode.id
    outputs = made.get(f"film/{episode}/reread")
    if outputs is not None:
        yield _left(json.loads(store.blobs.read(outputs["left"])), film.spotted)
    outputs = made.get(f"film/{episode}/leak")
    if outputs is not None and assembly.voiced[language] == language != film.spotted.language:
        heard = units(json.loads(store.blobs.read(outputs["transcript"]))["text"], film.spotted.language.tag)
        said = set(units(" ".join(line.text for line in film.spotted.lines), film.spotted.language.tag))
        words = sum(one in said for one in heard)
        value = str(words)
        yield Finding("leak", "sound", "words of the original heard in the bed", value, "0", _verdict(not words, words <= 5))
    if "bed_level" in measures:
        level, width = measures["bed_level"], measures["bed_width"]
        good = level <= 0.5
        yield Finding(
            "bed", "sound", "bed where nobody speaks, largest change", f"{level:.1f} dB", "≤ 0.5 dB", _verdict(good, level <= 1.5)
        )
        value, good = f"{width:+.2f}", abs(width) <= 0.05
        yield Finding(
            "stereo", "sound", "correlation of left and right, change", value, "± 0.05", _verdict(good, abs(width) <= 0.1)
        )
    # A laugh or a gasp keeps its own sound, whoever it is.
    unknown = [line for line in film.spotted.lines if line.speaker == UNKNOWN and line.keep is None]
    at = float(unknown[0].range.start) if unknown else None
    yield Finding(
        "speakers", "speakers", "lines whose speaker is not known", str(len(unknown)), "0", _verdict(not unknown, True), at
    )
    flagged = [line for line in film.spotted.lines if line.flags]
    at = float(flagged[0].range.start) if flagged else None
    value = str(len(flagged)) + (f" (line {flagged[0].id}: {', '.join(flagged[0].flags)})" if flagged else "")
    yield Finding("spotted", "words", "lines the spotting asks about", value, "0", _verdict(not flagged, True), at)
