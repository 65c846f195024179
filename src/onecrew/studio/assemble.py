"""An episode and its languages become a graph of steps. In: a Production, the store. Out: a Graph. Never: running it.

Speech comes first: the length of what is said decides the cut. Everything after it is named by an expansion as soon as a language
has spoken; for a plan made before that, the missing lines are guessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial

from onecrew.animation.picture import Picture
from onecrew.providers import registry
from onecrew.providers.speech import Utterance
from onecrew.store.store import Outputs, Store
from onecrew.story.episode import Line
from onecrew.story.shot import Framing
from onecrew.story.show import Show, Voice
from onecrew.story.translation import State
from onecrew.studio.back_translation import back_steps
from onecrew.studio.casting import cast_voices
from onecrew.studio.filmed import (
    FilmSteps,
    check_steps,
    dub_step,
    erase_steps,
    film_steps,
    freed_place,
    piece_steps,
    poster_step,
    sound_tracks,
    tools,
    unread,
    watch_step,
    with_original,
)
from onecrew.studio.filming import Filmed, filmed
from onecrew.studio.graph import Expansion, Graph, Part, Step, part
from onecrew.studio.lips import Lips, lips
from onecrew.studio.native import native_id, with_native
from onecrew.studio.pictures import caption_room, pictures, segments, standing
from onecrew.studio.production import FoundFilm, Production
from onecrew.studio.purchases import order_of
from onecrew.studio.shot_order import judge_id
from onecrew.studio.soundtrack import bed_steps, sound_recipe
from onecrew.studio.spoken import PAUSE, Spoken, read_spoken, slowly_spoken, speak_id, spoken_lines
from onecrew.studio.steps.recipes import Measured, MeasuredLine, Segment, Takes
from onecrew.studio.takes import TakeRow, takes
from onecrew.timeline.caption_rules import rules
from onecrew.timeline.captions import captions
from onecrew.timeline.cut import cut
from onecrew.timeline.fit import fit
from onecrew.timeline.found import found_cut
from onecrew.timeline.narratives import narratives
from onecrew.timeline.speech import Speech
from onecrew.timeline.timeline import Caption, Timeline
from onecrew.units import Language, Problem, Where
from onecrew.units.digest import canonical_json, digest_value, plain
from onecrew.units.revive import revive


@dataclass(frozen=True, slots=True)
class Cutting:
    """A language's cut: its timeline with captions, the lines as spoken, and what a person must decide about the fit."""

    timeline: Timeline
    spoken: Mapping[str, Spoken]
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Assembly:
    """An episode being assembled: who speaks with which voice, what blocks a language, and the cuts made so far."""

    production: Production
    store: Store
    languages: tuple[Language, ...]
    """The languages that can be made, of those that were asked for."""
    voiced: Mapping[Language, Language]
    """Whose speech a language is heard with: its own, or the source's where no voice speaks it."""
    voices: Mapping[Language, Mapping[str, Voice]]
    problems: tuple[Problem, ...]
    cuts: dict[Language, Cutting] = field(default_factory=dict)
    keep: bool = False
    """Whether the store may be written: only while the show is held."""
    book: tuple[TakeRow, ...] = ()
    """What the show has ordered of models that film."""
    filmed: Filmed = field(default_factory=Filmed)
    """What is filmed by models; known once the source language is cut."""
    lips: dict[Language, Lips] = field(default_factory=dict)
    """Whose mouths follow which language; known once the language is cut."""
    native: dict[str, str] = field(default_factory=dict)
    """The steps that have the lines which models say, by the line."""
    wording: dict[Language, dict[str, int]] = field(default_factory=dict)
    """Which wording of a line is spoken, by the line, where it is not the first."""
    film: FilmSteps | None = None
    """The steps that take in the existing film the episode is; None when its pictures are made."""

    def graph(self) -> Graph:
        """All steps that can be named now, and the expansions that name the rest."""
        source = self.production.folder.show.source
        spoken = {self.voiced[language] for language in self.languages}
        # An existing film speaks its source language itself; a made one is cut by it.
        spoken = spoken - {source} if self.film is not None else spoken | {source}
        steps: list[Step] = [*self.film.all()] if self.film is not None else []
        for language in self.production.languages:
            if language in spoken:
                steps.extend(self._speech_steps(language))
        for language in self.languages:
            steps.extend(back_steps(self.production, language))
        if self.film is not None:
            # Subtitles are erased once, whatever is said instead of them.
            erased = erase_steps(self.production, self.film)
            steps += [*erased.values(), poster_step(self.production, self.film, erased), watch_step(self.production, self.film)]
        expansions = []
        for language in self.languages:
            needed = dict.fromkeys(one for one in (source, self.voiced[language]) if one in spoken)
            after = tuple(speak_id(one, line.id) for one in needed for line in self.production.spoken)
            expansions.append(Expansion(after, partial(self._worded_graph, language)))
        if self.film is None and (self.production.folder.show.filming.models or self.production.choices.models):
            # What models say is cut in where it is heard, so the releases come after the film.
            after = tuple(speak_id(source, line.id) for line in self.production.spoken)
            expansions = [Expansion(after, partial(self._film_graph, tuple(expansions)))]
        if self.film is not None:
            # Only the report waits for these, so they come when nothing else is to do.
            expansions.append(Expansion((), partial(self._checks, self.film)))
        return Graph(tuple(steps), tuple(expansions))

    def _checks(self, film: FilmSteps, made: Mapping[str, Outputs]) -> Graph:
        show, choices, episode = self.production.folder.show, self.production.choices, self.production.episode.id
        ocr, ear = show.provider("ocr"), show.provider("transcription")
        return Graph(
            tuple(
                check_steps(
                    self.production,
                    film,
                    erase_steps(self.production, film),
                    order_of("ocr", ocr, choices.take(f"film/{episode}/reread")),
                    order_of("transcription", ear, choices.take(f"film/{episode}/leak")),
                )
            )
        )

    # what is said

    def text(self, language: Language, line: Line) -> str:
        """What is said of a line in a language, in the wording that fits once it is cut."""
        return self.production.texts[language][line.id].wordings[self.wording.get(language, {}).get(line.id, 0)]

    def recording(self, language: Language, line: str) -> tuple[str, str]:
        """The step whose recording of a line is heard, and the name of its output."""
        if language == self.production.folder.show.source and line in self.native:
            return self.native[line], f"audio {line}"
        return speak_id(language, line, self.wording.get(language, {}).get(line, 0)), "audio"

    def _speech_steps(self, language: Language) -> list[Step]:
        return [self._speak(language, line) for line in self.production.spoken]

    def _worded_graph(self, language: Language, made: Mapping[str, Outputs]) -> Graph:
        """A release, once the shorter wordings that it may need are spoken too."""
        build = self._release_graph if self.film is None else partial(self._dubbed_graph, self.film)
        heard = self.voiced[language]
        if all(len(self.production.texts[heard][line.id].wordings) == 1 for line in self.production.spoken):
            return build(language, made)
        rungs = {clip.line: clip.rung for clip in self.cutting(language, made).timeline.lines}
        steps = [
            self._speak(heard, line, number)
            for line in self.production.spoken
            if rungs.get(line.id, "natural") not in ("natural", "gap")
            for number in range(1, len(self.production.texts[heard][line.id].wordings))
        ]
        if not steps:
            return build(language, made)
        return Graph(tuple(steps), (Expansion(tuple(step.id for step in steps), partial(build, language)),))

    def _speak(self, language: Language, line: Line, wording: int = 0) -> Step:
        voice = self.voices[language][line.speaker]
        text = self.production.texts[language][line.id].wordings[wording]
        utterance = Utterance(
            text=text,
            language=language.tag,
            voice=voice.name,
            speed=voice.speed,
            feeling=line.feeling.value,
            strength=line.strength,
            delivery=line.delivery.value,
        )
        step = speak_id(language, line.id, wording)
        return Step(
            id=step,
            kind="speak",
            version=1,
            recipe={"provider": voice.provider, "utterance": plain(utterance)},
            parts={
                f"line {line.id}": part(text),
                f"voice of {line.speaker}": part(voice),
                f"feeling of line {line.id}": part((line.feeling, line.strength, line.delivery)),
            },
            purchase=order_of("speech", voice.provider, self.production.choices.take(step), lambda made: made.cost(utterance)),
            weight=0.3 + len(text) * (0.06 if language.spaceless else 0.02),
        )

    # the cut

    def cutting(self, language: Language, made: Mapping[str, Outputs]) -> Cutting:
        """The cut of a language from what is spoken so far; lines not spoken yet are guessed."""
        source = self.production.folder.show.source
        heard = self.voiced[language]
        lines = () if self.film is not None and heard == source else self.production.spoken
        steps = {line.id: speak_id(heard, line.id) for line in lines}
        texts = {line.id: self.production.texts[heard][line.id].text for line in lines}
        spoken = spoken_lines(lines, texts, heard, steps, made, self.store)
        others = self._others(heard, lines, made) if heard == language else {}
        for line, wordings in others.items():
            first = replace(spoken[line].speech, shorter=tuple(one.speech for one in wordings))
            spoken[line] = replace(spoken[line], speech=first)
        speech = {line: one.speech for line, one in spoken.items()}
        problems: tuple[Problem, ...] = ()
        scenes = self.production.episode.scenes
        if self.production.found is not None:
            timeline, problems = self._placed(self.production.found, speech)
        elif heard == source:
            timeline = cut(self.production.shots, scenes, speech, self.production.format.rate)
            timeline, spoken, self.native = with_native(timeline, spoken, self.filmed.native, made, self.store)
            speech = {line: one.speech for line, one in spoken.items()}
        else:
            like = self.cuts[source].timeline if source in self.cuts else self.cutting(source, made).timeline
            fitted = fit(like, self.production.shots, scenes, speech)
            timeline, problems = fitted.timeline, fitted.problems
        self.wording[language] = {clip.line: clip.wording for clip in timeline.lines if clip.wording}
        for line, number in self.wording[language].items():
            spoken[line] = others[line][number - 1]
        if self.keep or not spoken or any(one.real for one in spoken.values()):
            timeline = replace(timeline, captions=self._captions(language, timeline, speech))
        # Else every length is a guess; captions laid over guesses tell nobody anything and are most of the work of a plan.
        cutting = Cutting(timeline, spoken, problems)
        self.cuts[language] = cutting
        return cutting

    def _others(self, language: Language, lines: Sequence[Line], made: Mapping[str, Outputs]) -> dict[str, tuple[Spoken, ...]]:
        """The other wordings of these lines as spoken, where all of a line's are."""
        found = {}
        for line in lines:
            count = len(self.production.texts[language][line.id].wordings)
            steps = [speak_id(language, line.id, number) for number in range(1, count)]
            if steps and all(step in made for step in steps):
                found[line.id] = tuple(read_spoken(line, made[step], self.store) for step in steps)
        return found

    def _placed(self, found: FoundFilm, speech: Mapping[str, Speech]) -> tuple[Timeline, tuple[Problem, ...]]:
        """The film's own cut with ``speech`` in the place of its lines; lines nobody speaks anew keep their time."""
        scenes, rate = self.production.episode.scenes, found.spotted.film.rate
        whole = found_cut(self.production.shots, scenes, found.heard, rate)
        if not speech:
            return whole, ()
        spoken = {line: when for line, when in found.heard.items() if line in speech}
        fitted = fit(found_cut(self.production.shots, scenes, spoken, rate), self.production.shots, scenes, speech, breathe=False)
        others = tuple(clip for clip in whole.lines if clip.line not in speech)
        lines = tuple(sorted((*fitted.timeline.lines, *others), key=lambda clip: (clip.range.start, clip.line)))
        return replace(fitted.timeline, lines=lines), fitted.problems

    def _captions(self, language: Language, timeline: Timeline, speech: Mapping[str, Speech]) -> tuple[Caption, ...]:
        show = self.production.folder.show
        timeline = with_original(self.production, language, timeline)
        texts = {line.id: self.text(language, line) for line in self.production.episode.lines}
        names = [name for term in show.terms if (name := term.form(language))]
        names.extend(one.title for one in show.cast)
        same = language == self.voiced[language]
        spoken = {line: one for line, one in speech.items() if line not in self.production.kept(language)} if same else None
        written = standing(self.production, language)
        area = caption_room(self.production, language, freed_place(self.production)) if written else None
        key = digest_value(
            "captions",
            {
                # What nobody asked for is not named, so that captions laid out without it are known again.
                **({"narratives": written, "area": area} if written else {}),
                "version": 1,
                "lines": timeline.lines,
                "shots": timeline.shots,
                "rate": timeline.rate,
                "length": timeline.length,
                "texts": texts,
                "language": language.tag,
                "format": self.production.format,
                "spoken": spoken,
                "names": names,
            },
        )
        known = self.store.result(key)
        if known is not None:
            rows = json.loads(self.store.blobs.read(known["captions"]))
            return tuple(revive(Caption, row) for row in rows)
        measure = partial(caption_width, language.tag, self.production.format.width, self.production.format.height)
        laid = captions(timeline, texts, rules(language), spoken, measure, names)
        if written:
            told = narratives(timeline, written, laid, rules(language), measure, names, area)
            laid = tuple(sorted((*laid, *told), key=lambda one: (one.range.start, one.range.end)))
        if self.keep:
            blob = self.store.blobs.put(canonical_json(laid).encode())
            self.store.keep_result(key, f"{language}/captions", {"captions": blob}, 0.0)
        return laid

    # what is made of the cut

    def _film_graph(self, releases: tuple[Expansion, ...], made: Mapping[str, Outputs]) -> Graph:
        """What models film: once for all languages, cut as the source language is; and the releases after it."""
        source = self.production.folder.show.source
        cutting = self.cutting(source, made)
        shown = pictures(self.production, source, cutting.timeline, cutting.spoken)
        self.filmed = filmed(self.production, cutting.timeline, shown, self.book)
        heard = tuple(native_id(shot) for shot in self.filmed.native)
        return Graph(self.filmed.steps, tuple(Expansion((*one.after, *heard), one.steps) for one in releases))

    def _release_graph(self, language: Language, made: Mapping[str, Outputs]) -> Graph:
        cutting = self.cutting(language, made)
        production, timeline = self.production, cutting.timeline
        shown = pictures(production, language, timeline, cutting.spoken)
        moved = self.lips[language] = lips(production, language, self.voiced[language], timeline, self.filmed)
        taken = {shot.id: moved.takes.get(shot.id, self.filmed.takes(shot.id)) for shot in production.shots}
        pieces = segments(production, language, timeline, shown, taken)
        steps = [self._segment(language, name, segment, timeline) for name, segment in pieces.items()]
        heard = self.voiced[language]
        together = heard_together(production, heard) if heard == language else ()
        transcribing = [self._transcribe(heard, lines) for lines in together]
        bed = bed_steps(production, language, timeline)
        mix = self._mix(language, timeline, bed)
        film = self._mux(language, timeline, [step.id for step in steps], mix)
        poster = self._poster(language, shown)
        # In the order of the longest way that is left: what only the report waits for fills the gaps.
        seen = [self._figures(language, name, step) for name, step in zip(pieces, steps, strict=True)]
        measure = self._measure(language, cutting, shown, film, mix, seen)
        return Graph((*moved.steps, *bed.values(), mix, *steps, film, *seen, poster, measure, *transcribing))

    def _dubbed_graph(self, film: FilmSteps, language: Language, made: Mapping[str, Outputs]) -> Graph:
        """A release of an existing film."""
        cutting = self.cutting(language, made)
        production = self.production
        timeline = with_original(production, language, cutting.timeline)
        told = unread(production, language, timeline)
        self.cuts[language] = cutting = replace(cutting, timeline=timeline, problems=(*cutting.problems, *told))
        # Nothing of lines whose original sound stays is in the stem of the new voices.
        anew = tuple(clip for clip in timeline.lines if clip.line not in production.kept(language))
        measured = replace(cutting, timeline=replace(timeline, lines=anew))
        voice = self.voiced[language]
        erased = erase_steps(production, film)
        pieces = piece_steps(production, language, timeline, film, erased)
        mix = dub_step(production, language, voice, timeline, film)
        cut = self._mux(language, timeline, [step.id for step in pieces], mix)
        together = heard_together(production, voice) if voice == language != production.folder.show.source else ()
        transcribing = [self._transcribe(voice, lines) for lines in together]
        return Graph((mix, *pieces, cut, self._measure(language, measured, {}, cut, mix), *transcribing))

    def _original(self, film: FilmSteps) -> dict[str, tuple[str, str]]:
        """What a release of an existing film is held against."""
        watched = watch_step(self.production, film)
        return {
            "watched": (watched.id, "watched"),
            "sound": (film.sound.id, "sound"),
            "spans": (film.separate.id, "spans"),
        }

    @property
    def filming_problems(self) -> tuple[Problem, ...]:
        """What a person must decide about what is filmed, each once."""
        moved = (problem for one in self.lips.values() for problem in one.problems)
        return tuple(dict.fromkeys((*self.filmed.problems, *moved)))

    def poster(self, language: Language) -> str:
        """The id of the step whose picture stands for a release."""
        return f"{language}/poster" if self.film is None else f"film/{self.production.episode.id}/poster"

    def _segment(self, language: Language, name: str, segment: Segment, timeline: Timeline) -> Step:
        parts: dict[str, Part] = {}
        inputs: dict[str, tuple[str, str]] = {}
        for seen in segment.seen:
            picture = seen.picture
            if isinstance(picture, Takes):
                parts[f"length of shot {picture.shot}"] = part(picture.seconds)
                for take in picture.takes:
                    inputs[take] = (take, "film")
                    inputs[f"intake of {take}"] = (judge_id(take), "intake")
                continue
            parts[f"shot {picture.shot.id}"] = part(replace(picture.shot, why=""))
            parts.update({f"look of {actor.name}": part(actor) for actor in picture.actors})
            parts[f"speech in shot {picture.shot.id}"] = part(picture.speaking)
            parts[f"text in shot {picture.shot.id}"] = part((picture.text, picture.sender))
            parts[f"length of shot {picture.shot.id}"] = part((picture.seconds, picture.acting))
        parts["captions"] = part(segment.captions)
        parts["format"] = part(segment.format)
        return Step(
            id=f"{language}/segment/{name}",
            kind="segment",
            version=4,
            recipe=segment,
            inputs=inputs,
            parts=parts,
            weight=0.3 + segment.frames * 0.022,
            tools=tools("skia-python", "opencv-python-headless", "av"),
        )

    def _figures(self, language: Language, name: str, segment: Step) -> Step:
        """What is measured of a piece of picture: of its own, so that one that stays is not watched again."""
        return Step(
            id=f"{language}/figures/{name}",
            kind="figures",
            version=1,
            recipe={},
            inputs={"segment": (segment.id, "segment")},
            weight=segment.weight * 0.15,
            tools=tools("av", "numpy", "opencv-python-headless"),
        )

    def _transcribe(self, language: Language, lines: Sequence[Line]) -> Step:
        """Lines said one after the other are heard in one go, as an audience does: two words alone are easily misheard."""
        show = self.production.folder.show
        provider = show.provider("transcription")
        names = {term.form(language) for term in show.terms} | {one.title for one in show.cast if language == show.source}
        step = transcribe_id(language, lines)
        spoken = self.cuts[language].spoken
        seconds = sum((spoken[line.id].speech.seconds + PAUSE for line in lines), Fraction(0))
        return Step(
            id=step,
            kind="transcribe",
            version=2,
            recipe={
                "provider": provider,
                "language": language.tag,
                "hint": ("、" if language.spaceless else ", ").join(sorted(name for name in names if name)),
            },
            inputs={f"line {number:02}": self.recording(language, line.id) for number, line in enumerate(lines, 1)},
            purchase=order_of("transcription", provider, self.production.choices.take(step), lambda made: made.cost(seconds)),
            weight=1.0 + 0.3 * len(lines),
        )

    def _mix(self, language: Language, timeline: Timeline, bed: Mapping[str, Step]) -> Step:
        production = self.production
        heard = self.voiced[language]
        return Step(
            id=f"{language}/mix",
            kind="mix",
            version=2,
            recipe=sound_recipe(production, timeline),
            inputs={
                **{f"line {clip.line}": self.recording(heard, clip.line) for clip in timeline.lines},
                **{name: (step.id, "sound") for name, step in bed.items()},
            },
            parts={
                "speech times": part(timeline.lines),
                "music": part((timeline.music, production.folder.show.style.music)),
                "effects": part((timeline.effects, timeline.ambience)),
                "loudness": part(production.folder.show.style.loudness),
            },
            weight=float(timeline.length) * 0.025,
            tools=tools("av", "numpy", "scipy"),
        )

    def _mux(self, language: Language, timeline: Timeline, pieces: Sequence[str], mix: Step) -> Step:
        show = self.production.folder.show
        soft = show.style.captions in ("soft", "both")
        title = f"{show.title_in(language)} {self.production.episode.id}"
        return Step(
            id=f"{language}/mux",
            kind="mux",
            version=2,
            recipe={
                "rate": str(timeline.rate),
                "title": title,
                "show": show.title_in(language),
                "language": language.tag,
                "captions": timeline.captions if soft else (),
            },
            inputs={
                **{f"segment {number:04}": (piece, "segment") for number, piece in enumerate(pieces)},
                "master": (mix.id, "master"),
            },
            parts={"title": part(title), "soft captions": part(timeline.captions if soft else ())},
            weight=1.0,
            tools=tools("av"),
        )

    def _poster(self, language: Language, shown: Mapping[str, Picture]) -> Step:
        """The poster is the middle of the first close shot of somebody, or of the first shot."""
        close = [one for one in shown.values() if one.shot.framing in (Framing.CLOSE, Framing.MEDIUM)]
        picture = next(iter(close), next(iter(shown.values())))
        recipe = {"picture": picture, "seconds": picture.seconds / 2}
        return Step(
            id=f"{language}/poster",
            kind="poster",
            version=3,
            recipe=recipe,
            parts={f"shot {picture.shot.id}": part(picture)},
            weight=0.3,
            tools=tools("skia-python", "opencv-python-headless"),
        )

    def _measure(
        self,
        language: Language,
        cutting: Cutting,
        shown: Mapping[str, Picture],
        film: Step,
        mix: Step,
        seen: Sequence[Step] = (),
    ) -> Step:
        timeline = cutting.timeline
        fades = tuple((clip.range.start, clip.range.start + clip.overlap) for clip in timeline.shots if clip.transition == "fade")
        still = tuple(
            (clip.range.start, clip.range.end)
            for clip in timeline.shots
            if clip.shot in shown and shown[clip.shot].shot.framing in (Framing.INSERT, Framing.CARD)
        )
        heard = self.voiced[language]
        spoken = () if self.film is not None and heard == self.production.folder.show.source else self.production.spoken
        anew = {line.id for line in spoken}
        clips = [clip for clip in timeline.lines if clip.line in anew]
        measured = Measured(
            rate=timeline.rate,
            length=timeline.length,
            lines=tuple(MeasuredLine(clip.line, clip.range.start, clip.range.end, clip.tempo) for clip in clips),
            black=fades,
            still=(*fades, *still),
            pictures=tuple(_mouths(timeline, shown)),
        )
        return Step(
            id=f"{language}/measure",
            kind="measure",
            version=6,
            recipe=measured,
            inputs={
                "film": (film.id, "film"),
                **{f"figures {number:04}": (one.id, "figures") for number, one in enumerate(seen)},
                **{stem: (mix.id, stem) for stem in ("dialogue", "music", "effects")},
                **{f"line {clip.line}": self.recording(heard, clip.line) for clip in clips},
                **({} if self.film is None else self._original(self.film)),
            },
            parts={"cut": part(timeline)},
            weight=float(timeline.length) * (0.02 if seen else 0.1),
            tools=tools("av", "numpy"),
        )


def _mouths(timeline: Timeline, shown: Mapping[str, Picture]) -> Iterator[tuple[str, Picture]]:
    """Each line whose mouth is seen, with the shot that shows most of it."""
    for line in timeline.lines if shown else ():
        best: tuple[Fraction, Picture] | None = None
        for clip in timeline.shots:
            both = clip.range.overlap(line.range)
            picture = shown[clip.shot]
            moving = tuple(one for one in picture.speaking if one.mouth and one.who == line.speaker)
            start = line.range.start - clip.range.start
            mine = tuple(one for one in moving if one.start == start)
            if both and mine and (best is None or both > best[0]):
                best = (both, replace(picture, speaking=mine))
        if best is not None:
            yield line.line, best[1]


def assemble(production: Production, store: Store, asked: Sequence[Language] = ()) -> Assembly:
    """What can be made of an episode in the languages asked for (default: all of the show's), and what cannot and why.

    Raises:
        ProviderError: a provider named in show.toml does not exist.
    """
    show = production.folder.show
    provider = show.provider("speech")
    problems: list[Problem] = []
    languages: list[Language] = []
    voiced: dict[Language, Language] = {}
    voices: dict[Language, Mapping[str, Voice]] = {}
    for language in production.languages:
        offers = registry.speech(provider).voices(language.tag)
        voices[language] = cast_voices(production.cast, language, provider, offers)
        wanted = not asked or language in asked
        speakers = {line.speaker for line in production.episode.lines}
        mute = sorted(speakers - voices[language].keys())
        voiced[language] = show.source if mute else language
        if language == show.source and mute and production.found is None:
            problems.append(
                Problem(Where("show.toml"), f"no voice of {provider} speaks {language.name}", _elsewhere(language), "error")
            )
            continue
        if not wanted:
            continue
        if mute and language != show.source:
            problems.append(
                Problem(
                    Where("show.toml"),
                    f"no voice of {provider} speaks {language.name}: its release keeps the {show.source.name} voices and gets "
                    f"{language.name} captions",
                    _elsewhere(language),
                    "warning",
                )
            )
        missing = [one for one in production.sayables if production.texts[language][one.id].state is State.MISSING]
        if missing:
            problems.append(
                Problem(
                    Where(production.po_file(language)),
                    f"{len(missing)} of {len(production.sayables)} texts have no {language.name} translation, "
                    f"the first is {missing[0].context!r}: {missing[0].text!r}",
                    how_to_fill(production, language),
                    "error",
                )
            )
            continue
        languages.append(language)
    problems.extend(
        Problem(Where("show.toml"), f"the show has no language {language}", f"add it to languages in show.toml, or ask for {known}")
        for language in asked
        if language not in production.languages
        for known in [", ".join(one.tag for one in production.languages)]
    )
    book = takes(store) if show.filming.models or production.choices.models else ()
    return Assembly(production, store, tuple(languages), voiced, voices, tuple(problems), book=book, film=film_of(production))


def film_of(production: Production) -> FilmSteps | None:
    """The steps that take in the existing film an episode is; None when its pictures are made."""
    found, episode = production.found, production.episode.id
    if found is None:
        return None
    parted = order_of(
        "separation", production.folder.show.provider("separation"), production.choices.take(f"film/{episode}/separate")
    )
    return film_steps(episode, found.path, found.spotted.film.digest, parted, sound_tracks(found.spotted.film))


def how_to_fill(production: Production, language: Language) -> str:
    """What a person can do about texts that have no translation."""
    show, file = production.folder.show, production.po_file(language)
    given = (
        "" if production.found is None else f", or run onecrew localise again with --lines {language}=FILE (.po, .srt, .vtt, .ass)"
    )
    return f"write them into {file}, which onecrew make lays out{given}; {who_else('translation', pair(show, language))}"


def pair(show: Show, language: Language) -> str:
    """A translation pair as providers name it: ``en>pt-BR``."""
    return f"{show.source}>{language}"


def _elsewhere(language: Language) -> str:
    return who_else("speech", language.tag)


def who_else(capability: str, wanted: str) -> str:
    """A sentence that names who could do what no chosen provider does."""
    others = [one for one in registry.who_offers(capability, wanted) if not one.installed or one.needs]
    if not others:
        return "no provider known to onecrew covers it"
    here = [f"{one.title} ({one.needs})" for one in others if one.installed]
    return f"providers that do: {', '.join([*here, *(one.title for one in others if not one.installed)][:4])}"


TOGETHER = Fraction(25)
"""Seconds of lines heard in one go at most, as they are reckoned by their texts. With the pauses between them they fit the half
minute a model listens to at once, and the texts alone say which lines go together, however fast they are spoken."""


def heard_together(production: Production, language: Language) -> tuple[tuple[Line, ...], ...]:
    """The lines of an episode in the runs in which they are transcribed: a scene, or half a minute of one."""
    known = {line.id for line in production.spoken}
    runs: list[tuple[Line, ...]] = []
    for scene in production.episode.scenes:
        run: list[Line] = []
        seconds = Fraction(0)
        for line in (beat for beat in scene.beats if isinstance(beat, Line) and beat.id in known):
            text = production.texts[language][line.id].text
            needed = slowly_spoken(text, language) + PAUSE
            if run and seconds + needed > TOGETHER:
                runs.append(tuple(run))
                run, seconds = [], Fraction(0)
            run.append(line)
            seconds += needed
        if run:
            runs.append(tuple(run))
    return tuple(runs)


def transcribe_id(language: Language, lines: Sequence[Line]) -> str:
    """The id of the step that writes down lines heard together: that of the first."""
    return f"{language}/transcribe/{lines[0].id}"


def caption_width(language: str, width: int, height: int, text: str) -> float:
    """The share of the picture's width one row of a caption takes."""
    from onecrew.media.captions import caption_style, measure

    return measure(text, language, caption_style(width, height), width)
