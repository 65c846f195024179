"""A screenplay becomes an Episode: scenes, lines, actions, directions, cards.

In: the elements of a script, the show's cast. Out: an Episode and what its author should look at. Never: shots, times, a cast.

Scenes are counted from 1; a line's id is ``scene.number``, an action's ``scene.aN``, a card's ``scene.cN``. A parenthetical inside
a speech starts a new line of the same speaker; one that asks only for silence sets ``pause_before`` of what follows. A note becomes
a direction where it stands (an action is parted at it); ``[[place: …]]``, ``[[time: …]]`` and ``[[weather: …]]`` are read here and
leave no direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from onecrew.story.emphasis import plain, spans
from onecrew.story.episode import (
    MOODS,
    PLACES,
    Action,
    Beat,
    Card,
    Delivery,
    Direction,
    Episode,
    Feeling,
    Heard,
    Line,
    Place,
    Scene,
)
from onecrew.story.feelings import Tone, feeling_in, hinted_tone, read_tone, scene_mood
from onecrew.story.first_names import is_first_name
from onecrew.story.group_cues import group_size, parted, several
from onecrew.story.hearing import read_elsewhere, read_heard
from onecrew.story.pace import spoken_seconds
from onecrew.story.places import read_place, read_place_note, weather_in
from onecrew.story.screenplay import Element, Kind, Screenplay
from onecrew.story.sentences import action_sentences
from onecrew.story.show import Show
from onecrew.story.silent_people import silent_people
from onecrew.units import Problem, Where

LONGEST_LINE = Fraction(90)
"""Seconds of speech in one line above which its author is asked whether that is meant."""
_SPOKEN = frozenset({Kind.CHARACTER, Kind.PARENTHETICAL, Kind.DIALOGUE, Kind.LYRIC})
_DISSOLVE = re.compile(r"dissolve|cross-?\s?fade|fade to:$|wipe|ripple|encadenado|encha[iî]n|fus[aã]o|叠化|溶", re.IGNORECASE)
_FADE = re.compile(r"fade|fundid|fund[ae]|fondu|escurec|ouverture au noir|淡入|淡出|黑场", re.IGNORECASE)
_CUT = re.compile(r"cut|cort[ae]|coupe|切", re.IGNORECASE)
_BARE_TRANSITION = re.compile(
    r"(?:SLOW |QUICK )?FADE (?:IN|OUT|UP|DOWN|TO BLACK|TO WHITE|FROM BLACK)"
    r"|(?:SMASH |HARD |JUMP |MATCH )?CUT TO BLACK|(?:SMASH|JUMP|MATCH) CUT"
    r"|(?:SLOW |MATCH |CROSS )?DISSOLVE|CROSS-?FADE"
    r"|CORTA PARA|CORTE PARA|CORTE A|CORTA A|CORTE|FUS[AÃ]O PARA|FUNDIDO(?: A NEGRO| DE NEGRO| ENCADENADO)?|ESCURECE"
    r"|COUPE|FONDU(?: AU NOIR| ENCHAÎN[ÉE]| ENCHAINE)?|淡入|淡出|叠化|切至|切入",
)
_HEADING_LINE = re.compile(r"(?:INT|EXT|INT\.?/EXT)\.\s*\S")
_VOICE = re.compile(r"['’]S VOICE$")
_DO_CRAFT = {
    "INTERCUT": "Give each side a heading where its lines are (INT. OFFICE - NIGHT), or write the voice nobody sees as (V.O.).",
    "FLASHBACK": "Give it a heading of its own (INT. OFFICE - NIGHT), and one to what follows.",
    "": "Give each place a heading of its own, or write what is seen as action.",
}
_CRAFT = re.compile(
    r"(?<![\w-])(?:BEGIN |END (?:OF )?)?(?P<word>INTERCUT|FLASH-?BACK|FLASH-?FORWARD|MONTAGE|SERIES OF SHOTS|DREAM SEQUENCE"
    r"|SPLIT SCREEN|BACK TO (?:SCENE|PRESENT(?: DAY)?))\b(?:[^a-z.!?]*$|[^a-z.!?]*[.!?:]|\s*[:–—-])?\s*"
)
_INLINE = re.compile(r"\(([^()]{1,40})\)|（([^（）]{1,20})）")
_HAN = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"


def cues(screenplay: Screenplay) -> tuple[str, ...]:
    """The names in the cues of a screenplay, in capitals, without extensions, each once, in order."""
    return tuple(dict.fromkeys(_cue_name(element.text) for element in screenplay.elements if element.kind is Kind.CHARACTER))


def read_episode(screenplay: Screenplay, show: Show, episode_id: str, file: str) -> tuple[Episode, tuple[Problem, ...]]:
    """The episode a screenplay tells, and everything its author should look at, in the order of the file."""
    people = _People(show, cues(screenplay))
    people.bring_in(plain(element.text) for element in screenplay.elements if element.kind is Kind.ACTION)
    reader = _Reader(show, file, people)
    blocks = _blocks(screenplay, reader)
    scenes: list[Scene] = []
    enter = "cut"
    for block in blocks:
        scene, enter = reader.scene(block, str(len(scenes) + 1), scenes[-1].place if scenes else None, enter)
        scenes.append(scene)
    title = {key.casefold(): value for key, value in reversed(screenplay.title_page)}
    name = plain(title.get("title", "") or title.get("título", "") or title.get("titre", "") or title.get("标题", "")) or show.title
    episode = Episode(episode_id, " ".join(name.split()), tuple(scenes))
    return episode, tuple(sorted(reader.problems, key=lambda one: one.where.line))


@dataclass(slots=True)
class _Block:
    """A heading (None: the script has none here) and the elements under it."""

    heading: Element | None
    elements: list[Element] = field(default_factory=list)
    synopsis: list[str] = field(default_factory=list)


def _blocks(screenplay: Screenplay, reader: _Reader) -> list[_Block]:
    """The elements by scene. What stands before the first heading joins it, unless something happens or is said there."""
    blocks: list[_Block] = []
    opening = _Block(None)
    in_section = False
    for element in screenplay.elements:
        if element.kind is Kind.SCENE_HEADING:
            blocks.append(_Block(element))
            in_section = False
        elif element.kind is Kind.SECTION:
            in_section = True
        elif element.kind is Kind.SYNOPSIS:
            if blocks and not in_section:
                blocks[-1].synopsis.append(plain(element.text))
        elif element.kind not in (Kind.BONEYARD, Kind.PAGE_BREAK):
            (blocks[-1] if blocks else opening).elements.append(element)
    played = [one for one in opening.elements if one.kind in _SPOKEN or (one.kind is Kind.ACTION and not _is_transition(one))]
    if played and blocks:
        reader.warn(
            played[0].line,
            "something happens before the first scene heading; it is set in a plain room",
            "Put a heading such as 'INT. KITCHEN - NIGHT' above it.",
        )
    elif played:
        reader.warn(
            played[0].line,
            "the script has no scene heading; everything is set in one plain room",
            "Put headings such as 'INT. KITCHEN - NIGHT' (or '.KITCHEN') where places change, each with an empty line before it.",
        )
    if played:
        return [opening, *blocks]
    if blocks:
        blocks[0].elements[:0] = opening.elements
    elif opening.elements:
        blocks.append(opening)
    if not any(block.elements for block in blocks):
        reader.silent = True
        what, do = (
            "the script is empty",
            "Write at least one scene: a heading, an action, a character's name in capitals and a line under it.",
        )
        reader.problems.append(Problem(Where(reader.file, 1), what, do))
    return blocks


class _People:
    """Names that cues and actions use, and whom they mean."""

    def __init__(self, show: Show, spoken: Iterable[str]) -> None:
        self._known: dict[str, str] = {}
        for one in show.cast:
            for name in (one.name, one.title, *one.aliases):
                self._known.setdefault(_cue_name(name), one.name)
        spoken = tuple(spoken)
        for name in spoken:
            if not parted(name) and not several(name):
                self._known.setdefault(name, _base(name, self._known))
        for name in spoken:
            for who in self._sharing(name):
                self._known.setdefault(who, who)
        self._write()

    def bring_in(self, actions: Iterable[str]) -> None:
        """Those whom the action names and who never speak are known from now on; ``VICTOR HALE`` is VICTOR if there is one."""
        for name in silent_people(actions, self._known):
            same = {who for known, who in self._known.items() if _part_of(name, known) or _part_of(known, name)}
            if len(same) < 2:
                self._known[name] = same.pop() if same else name
        self._write()

    def _write(self) -> None:
        written: dict[str, str] = {}
        for name, who in self._known.items():
            for form in (name, name.title(), name.capitalize()):
                written.setdefault(form, who)
        written.pop("", None)
        self._written = written
        longest_first = sorted(written, key=lambda form: (-len(form), form))
        forms = "|".join(re.escape(form) for form in longest_first)
        self._mention = re.compile(f"(?<![^\\W{_HAN}])(?:{forms})(?![^\\W{_HAN}])") if forms else None

    def called(self, name: str) -> str:
        """The cast name of a cue, or the cue in capitals."""
        return self._known.get(_cue_name(name)) or _cue_name(name)

    def known(self, name: str) -> str | None:
        """The cast name of somebody who is known, else None."""
        return self._known.get(_cue_name(name))

    def sharing(self, name: str) -> tuple[str, ...]:
        """The cast names of those who share a cue such as ``ANNA & TOM``; none when it is one person's."""
        return tuple(self._known.get(one, one) for one in self._sharing(_cue_name(name)))

    def _sharing(self, name: str) -> tuple[str, ...]:
        """*and* may stand in one person's name, or between two whom the script has apart; & never does the first."""
        parts = parted(name) if name not in self._known else ()
        sure = "&" in name or "/" in name or all(one in self._known or is_first_name(one) for one in parts)
        return parts if sure else ()

    def mentioned(self, text: str) -> tuple[str, ...]:
        """Cast names a text mentions (as ``MEI`` or ``Mei``, never ``mei``), in order."""
        if self._mention is None:
            return ()
        return tuple(dict.fromkeys(self._written[found[0]] for found in self._mention.finditer(text)))


class _Reader:
    """Reads block after block; collects problems."""

    def __init__(self, show: Show, file: str, people: _People) -> None:
        self.show = show
        self.file = file
        self.people = people
        self.problems: list[Problem] = []
        self.silent = False
        """The script is empty, which is said; nothing more about its scenes is."""
        self._strange: set[str] = set()
        """Places that have no set and were named already."""

    def warn(self, line: int, what: str, do: str) -> None:
        if not self.silent:
            self.problems.append(Problem(Where(self.file, line), what, do, "warning"))

    def scene(self, block: _Block, scene_id: str, before: Place | None, enter: str) -> tuple[Scene, str]:
        """The scene of a block, and how the next one is entered."""
        line = block.heading.line if block.heading else (block.elements[0].line if block.elements else 1)
        heading = " ".join(plain(block.heading.text).split()) if block.heading else ""
        place = read_place(heading, before) if heading else Place("", "flat")
        place = self._noted_place(block, place, heading, line)
        beats = _Beats(self, scene_id, self._people_of(block))
        leave = "cut"
        for element in _grouped(block.elements):
            transition = _transition_of(element) if element.kind in (Kind.TRANSITION, Kind.ACTION) else None
            if transition and not beats.played and (_opens(element.text) or not block.heading):
                enter = transition
            elif transition:
                leave = transition
            else:
                beats.add(element)
        beats.finish()
        if not beats.played and block.elements:
            self.warn(line, f"nothing happens and nobody speaks in scene {scene_id} ({heading or 'no heading'})", _NOTHING)
        elif block.heading and not block.elements:
            self.warn(line, f"scene {scene_id} ({heading}) is empty", _NOTHING)
        actions = [beat.text for beat in beats.done if isinstance(beat, Action)]
        felt = [(beat.feeling, beat.strength) for beat in beats.done if isinstance(beat, Line)]
        synopsis = " ".join(block.synopsis)
        mood = _asked_mood(beats.done) or scene_mood((heading, synopsis, *actions), felt, place.time, place.weather)
        return Scene(scene_id, heading, place, tuple(beats.done), Where(self.file, line), mood, enter, synopsis), leave

    def _people_of(self, block: _Block) -> tuple[str, ...]:
        found: list[str] = []
        for element in block.elements:
            if element.kind is Kind.CHARACTER and read_heard(element.extension, plain(element.text)) is Heard.ON_SCREEN:
                name = plain(element.text)
                sharing = self.people.sharing(name)
                seen = not several(_cue_name(name)) and not _VOICE.search(_cue_name(name))
                found += sharing or ((self.people.called(name),) if seen else ())
            elif element.kind is Kind.ACTION:
                found += self.people.mentioned(plain(element.text))
        return tuple(dict.fromkeys(found))

    def _noted_place(self, block: _Block, place: Place, heading: str, line: int) -> Place:
        weather: str | None = None
        actions = 0
        heading_says = weather_in(heading)
        for element in block.elements:
            if element.kind is Kind.ACTION:
                actions += 1
                if actions <= 2 and weather is None and heading_says is None:
                    weather = weather_in(_without_names(plain(element.text), self.people))
            for note, number in _notes(element):
                chosen = read_place_note(note)
                if chosen is None:
                    continue
                if chosen.kind:
                    place = replace(place, kind=chosen.kind, known=True)
                place = replace(place, time=chosen.time or place.time, weather=chosen.weather or place.weather)
                if chosen.weather:
                    weather = chosen.weather
                for word in chosen.unknown:
                    self.warn(
                        number,
                        f"the note names no place, time or weather onecrew has: {word!r}",
                        f"Known places: {', '.join(PLACES)}.",
                    )
        if weather:
            place = replace(place, weather=weather)
        if heading and not place.known and place.name not in self._strange:
            self._strange.add(place.name)
            self.warn(
                line,
                f"there is no set for {place.name!r}; it is played in: {place.kind}",
                f"Add a note such as [[place: cafe]] under the heading, or a word such as these to it: {', '.join(PLACES)}.",
            )
        return place


_NOTHING = "Write what is seen or said there, or take the heading away."


@dataclass(slots=True)
class _Speech:
    """The cue that is speaking and what is pending for its next line."""

    speaker: str
    heard: Heard
    dual: bool
    line: int
    tone: Tone = field(default_factory=Tone)
    wordings: list[str] = field(default_factory=list)
    """Parentheticals since the last words."""
    pause: Fraction = Fraction(0)
    together: tuple[str, ...] = ()
    """Who says the same words with the speaker."""
    said: bool = False
    fresh: bool = False
    """A parenthetical that asks for more than silence waits for its words."""


class _Beats:
    """The beats of one scene, as elements come in."""

    def __init__(self, reader: _Reader, scene: str, expected: Sequence[str]) -> None:
        """``expected``: everybody who speaks or is named in the scene."""
        self.reader = reader
        self.scene = scene
        self._expected = expected
        self._there: list[str] = []
        """Who was seen so far, the latest last."""
        self.done: list[Beat] = []
        self.played = False
        self._speech: _Speech | None = None
        self._last_speaker: str | None = None
        self._lines = self._actions = self._cards = 0
        self._silence = Fraction(0)
        """Seconds a speech ended with, due before the next one."""
        self._felt: dict[str, tuple[Feeling, int]] = {}
        """Feelings an action gave to somebody, until that person speaks."""

    def add(self, element: Element) -> None:
        """Takes the next element in."""
        kind = element.kind
        if kind not in _SPOKEN and kind is not Kind.NOTE:
            self.finish()
        if kind is Kind.CHARACTER:
            self.finish()
            self._begin(element)
        elif kind is Kind.PARENTHETICAL:
            self._parenthetical(element)
        elif kind in (Kind.DIALOGUE, Kind.LYRIC):
            self._spoken(element)
        elif kind is Kind.NOTE:
            self._direct(element.text, element.line)
        elif kind is Kind.ACTION:
            self._act(element)
        elif kind is Kind.CENTERED and (text := _one_line(element.text, "\n")):
            self._cards += 1
            self.played = True
            self.done.append(Card(f"{self.scene}.c{self._cards}", text, self._where(element.line)))

    def finish(self) -> None:
        """The speech that was going on is over."""
        speech = self._speech
        self._speech = None
        if speech is None:
            return
        self._silence = speech.pause
        if speech.fresh:
            self._acted(f"{speech.speaker} {'; '.join(speech.wordings)}", speech.line)
        elif not speech.said:
            self.reader.warn(
                speech.line,
                f"{speech.speaker} has a cue and says nothing",
                "Write the words on the line right under the name, or take the name away.",
            )

    def _where(self, line: int) -> Where:
        return Where(self.reader.file, line)

    def _begin(self, cue: Element) -> None:
        name = plain(cue.text)
        speaker = self.reader.people.called(name)
        heard = read_heard(cue.extension, name)
        if speaker != _cue_name(name) and _VOICE.search(_cue_name(name)) and heard is Heard.ON_SCREEN:
            heard = Heard.OFF_SCREEN
        together: tuple[str, ...] = ()
        if (sharing := self.reader.people.sharing(name)) or (sharing := self._group(name)):
            speaker, *others = sharing
            together = tuple(others)
        elif several(speaker) and heard is Heard.ON_SCREEN and self.reader.show.character(speaker) is None:
            heard = Heard.OFF_SCREEN
        self._speech = _Speech(speaker, heard, cue.dual, cue.line, pause=self._silence, together=together)
        self._silence = Fraction(0)
        if cue.extension and (tone := read_tone(cue.extension.replace(") (", ", "))) != Tone():
            self._speech.tone = replace(tone, to=None)
        self._last_speaker = speaker

    def _group(self, name: str) -> tuple[str, ...]:
        """Whom ``ALL`` and ``BOTH`` mean: those who were seen in the scene so far, or those who ever are."""
        size = group_size(_cue_name(name))
        if size is None or self.reader.show.character(_cue_name(name)) is not None:
            return ()
        there = self._there if len(self._there) > 1 else list(dict.fromkeys((*self._there, *self._expected)))
        return tuple(there[-size:] if size else there)

    def _parenthetical(self, element: Element) -> None:
        if self._speech is None:
            self.reader.warn(
                element.line,
                f"the parenthetical ({element.text}) belongs to nobody",
                "Put it under a character's name, or make it an action without parentheses.",
            )
            return
        self._wording(" ".join(plain(element.text).split()))

    def _wording(self, words: str) -> None:
        speech = self._speech
        assert speech is not None
        tone = read_tone(words)
        speech.wordings.append(words)
        if tone.only_pause:
            speech.pause += tone.pause
            return
        if heard := read_elsewhere(words):
            speech.heard = heard
        speech.pause += tone.pause
        if speech.fresh:
            old = speech.tone
            feeling, strength = (tone.feeling, tone.strength) if tone.feeling else (old.feeling, old.strength)
            tone = Tone(feeling, strength, tone.delivery or old.delivery, Fraction(0), tone.to or old.to, tone.sung or old.sung)
        speech.tone = replace(tone, pause=Fraction(0))
        speech.fresh = True

    def _spoken(self, element: Element) -> None:
        sung = element.kind is Kind.LYRIC
        if self._speech is None and sung and self._last_speaker:
            self._speech = _Speech(self._last_speaker, Heard.ON_SCREEN, False, element.line)
        if self._speech is None:
            what = "a lyric without a singer" if sung else "words nobody says"
            text = _one_line(element.text)
            do = "Put the character's name in capitals on the line above, with an empty line before the name."
            self.reader.problems.append(Problem(self._where(element.line), f"{what}: {text[:60]!r}", do))
            return
        for text, line, is_note in _parted(element):
            if is_note:
                self._direct(text, line)
                continue
            at = 0
            for inline in _INLINE.finditer(text):
                wording = inline[1] or inline[2]
                if read_tone(wording) == Tone() or wording != wording.lower():
                    continue
                self._say(text[at : inline.start()], line, sung)
                self._wording(wording)
                at = inline.end()
            self._say(text[at:], line, sung)

    def _say(self, raw: str, line: int, sung: bool) -> None:
        text = _one_line(raw)
        speech = self._speech
        assert speech is not None
        if not any(letter.isalnum() for letter in text):
            return
        self._lines += 1
        self.played = True
        feeling, strength, delivery = self._tone_of(speech, text)
        said = Line(
            id=f"{self.scene}.{self._lines}",
            speaker=speech.speaker,
            text=text,
            where=self._where(line),
            heard=speech.heard,
            feeling=feeling,
            strength=strength,
            delivery=delivery,
            pause_before=speech.pause,
            to=self._addressee(speech.tone.to),
            parenthetical="; ".join(speech.wordings),
            dual=speech.dual and not speech.said,
            sung=sung or speech.tone.sung,
        )
        self.done.append(said)
        for who in speech.together:
            self._lines += 1
            self.done.append(replace(said, id=f"{self.scene}.{self._lines}", speaker=who, dual=True))
        if said.heard is Heard.ON_SCREEN:
            self._see((said.speaker, *speech.together))
        speech.said, speech.fresh, speech.pause = True, False, Fraction(0)
        speech.wordings.clear()
        length = spoken_seconds(text, self.reader.show.source, said.delivery)
        if length > LONGEST_LINE:
            self.reader.warn(
                line,
                f"{said.speaker} speaks for about {_minutes(length)} in one line",
                "Part it with actions, other people's words or a (beat), so that the picture can change.",
            )

    def _tone_of(self, speech: _Speech, text: str) -> tuple[Feeling, int, Delivery]:
        tone = speech.tone
        acted = self._felt.pop(speech.speaker, None)
        if tone.feeling is not None:
            return tone.feeling, tone.strength, tone.delivery or Delivery.NORMAL
        if acted is not None:
            speech.tone = replace(tone, feeling=acted[0], strength=acted[1])
            return *acted, tone.delivery or Delivery.NORMAL
        hint = hinted_tone(text)
        delivery = tone.delivery or hint.delivery or Delivery.NORMAL
        return (hint.feeling, hint.strength, delivery) if hint.feeling else (Feeling.NEUTRAL, 60, delivery)

    def _addressee(self, to: str | None) -> str | None:
        if to is None:
            return None
        first = re.split(r"\s+(?:and|&|y|e|et)\s+|[,和与]", to)[0].strip()
        known = self.reader.people.known(first)
        return known or (_cue_name(first) if first[:1].isupper() or re.match(f"[{_HAN}]", first) else None)

    def _act(self, element: Element) -> None:
        where = element.line
        for number, row in enumerate(element.text.split("\n")[1:], 1):
            if _HEADING_LINE.match(row.strip()):
                self.reader.warn(
                    where + number,
                    f"{row.strip()[:60]!r} looks like a scene heading inside an action",
                    "Put an empty line before it.",
                )
        for text, line, is_note in _parted(element):
            if is_note:
                self._direct(text, line)
            elif written := _one_line(text):
                self._paragraph(written, line)

    def _paragraph(self, text: str, line: int) -> None:
        if self.reader.people.known(text) and text == text.upper():
            self.reader.warn(
                line,
                f"{text} stands alone like a cue, and nothing is said under it",
                "Take the empty line under the name away, or write what the person does.",
            )
        elif re.fullmatch(r"\([^()]+\)", text):
            self.reader.warn(
                line,
                f"the parenthetical {text} stands outside a dialogue and is read as action",
                "Put it under a character's name without an empty line, or take its parentheses away.",
            )
        text = self._without_craft(text, line)
        if not text:
            return
        self._acted(text, line)
        who: str | None = None
        for sentence in action_sentences(text):
            who = next(iter(self.reader.people.mentioned(sentence)), who)
            felt = feeling_in(sentence)
            if who and felt and felt[1] >= 60:
                self._felt[who] = (felt[0], felt[1] - 10)

    def _without_craft(self, text: str, line: int) -> str:
        """The text without ``INTERCUT`` and its like, which nobody plays; its author is told that it makes no difference."""
        for craft in _CRAFT.finditer(text):
            word = craft["word"].replace("-", "")
            if not word.startswith("BACK TO") and not craft[0].startswith("END"):
                what = f"{word} is not performed: what follows is played in this place, at this time"
                self.reader.warn(line, what, _DO_CRAFT.get(word, _DO_CRAFT[""]))
        return " ".join(_CRAFT.sub(" ", text).split())

    def _acted(self, text: str, line: int) -> None:
        self._actions += 1
        self.played = True
        people = self.reader.people.mentioned(text)
        self._see(people)
        self.done.append(Action(f"{self.scene}.a{self._actions}", text, self._where(line), people))

    def _see(self, people: Iterable[str]) -> None:
        for who in people:
            if who in self._there:
                self._there.remove(who)
            self._there.append(who)

    def _direct(self, text: str, line: int) -> None:
        if text and read_place_note(text) is None:
            self.done.append(Direction(" ".join(text.split()), self._where(line)))


def _grouped(elements: list[Element]) -> Iterable[Element]:
    """The elements, with centred lines that follow each other in the file joined into one card."""
    joined: Element | None = None
    for element in elements:
        if element.kind is Kind.CENTERED:
            if joined is not None and element.line == joined.line + joined.text.count("\n") + 1:
                joined = replace(joined, text=f"{joined.text}\n{element.text}")
                continue
            if joined is not None:
                yield joined
            joined = element
            continue
        if joined is not None:
            yield joined
            joined = None
        yield element
    if joined is not None:
        yield joined


def _parted(element: Element) -> list[tuple[str, int, bool]]:
    """The text of an element parted at its notes: piece, line in the file, whether it is a note. Boneyards are gone."""
    text = element.text
    if "[[" not in text and "/*" not in text:
        return [(text, element.line, False)]
    pieces: list[tuple[str, int, bool]] = []
    open_text = ""
    begun = element.line
    at = 0
    for start, end, is_note in spans(text):
        open_text += text[at:start]
        if is_note:
            pieces.append((open_text, begun, False))
            pieces.append((text[start + 2 : end - 2].strip(), element.line + text.count("\n", 0, start), True))
            open_text = ""
            begun = element.line + text.count("\n", 0, end)
        at = end
    pieces.append((open_text + text[at:], begun, False))
    return [piece for piece in pieces if piece[2] or piece[0].strip()]


def _notes(element: Element) -> list[tuple[str, int]]:
    if element.kind is Kind.NOTE:
        return [(element.text, element.line)]
    return [(text, line) for text, line, is_note in _parted(element) if is_note] if "[[" in element.text else []


def _one_line(text: str, joint: str = " ") -> str:
    """Plain text with its lines joined: by a space, or by nothing between Chinese or Japanese characters."""
    lines = [" ".join(line.split()) for line in plain(text).split("\n")]
    joined = joint.join(line for line in lines if line)
    return re.sub(f"(?<=[{_HAN}]) (?=[{_HAN}])", "", joined) if joint == " " else joined


def _cue_name(name: str) -> str:
    """A cue as it is compared: in capitals, one space between words, no colon at its end, no age behind the name."""
    bare = " ".join(plain(name).replace("’", "'").upper().split()).removesuffix(":").strip()
    return re.sub(r"\s*[,，]\s*\d{1,3}(?:\s*[岁歲]|S)?$", "", bare)


def _part_of(short: str, name: str) -> bool:
    """Whether a name is another's beginning or end: ``VICTOR`` of ``VICTOR HALE``, ``PARK`` of ``MISS PARK``."""
    return name.startswith(f"{short} ") or name.endswith(f" {short}")


def _base(name: str, known: dict[str, str]) -> str:
    """Whom a cue such as ``MEI'S VOICE`` means."""
    voiced = re.match(r"(.+)'S VOICE$", name)
    return known.get(voiced[1], voiced[1]) if voiced else name


def _without_names(text: str, people: _People) -> str:
    """The text without people's names, so that Snow's coat brings no winter."""
    return people._mention.sub("", text) if people._mention else text


def _is_transition(element: Element) -> bool:
    return _transition_of(element) is not None


def _transition_of(element: Element) -> str | None:
    """``cut``, ``dissolve`` or ``fade`` when the element is a transition (an action may be: ``FADE IN:``), else None."""
    text = " ".join(plain(element.text).split())
    if element.kind is Kind.ACTION and not _BARE_TRANSITION.fullmatch(text.rstrip(".:。：")):
        return None
    if element.kind not in (Kind.ACTION, Kind.TRANSITION):
        return None
    if _DISSOLVE.search(text) and not re.search("black|white|negro|noir|preto", text, re.IGNORECASE):
        return "dissolve"
    if _FADE.search(text) and not _CUT.match(text):
        return "fade"
    return "cut"


def _opens(text: str) -> bool:
    """Whether a transition opens a scene (``FADE IN:``) rather than closing one."""
    return bool(re.search(r"\b(in|up|from)\b|淡入|ouverture|abre|aparece", text, re.IGNORECASE))


def _asked_mood(beats: list[Beat]) -> str | None:
    """The mood a ``[[mood: …]]`` or ``[[music: …]]`` note asks for before anything happens."""
    for beat in beats:
        if not isinstance(beat, Direction):
            return None
        asked = re.match(r"\s*(?:mood|music)\s*[:=]?\s*(\w+)", beat.text, re.IGNORECASE)
        if asked and asked[1].lower() in MOODS:
            return asked[1].lower()
    return None


def _minutes(length: Fraction) -> str:
    whole = round(length)
    return f"{whole // 60} min {whole % 60:02} s" if whole >= 60 else f"{whole} s"
