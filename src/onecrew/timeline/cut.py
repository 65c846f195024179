"""The cut of an episode in its source language. In: shots, scenes, lengths of speech. Out: a Timeline. Never: pixels, samples.

Speech and action decide every length. Sound is laid first, beat after beat; the picture is cut against it, straight in the gap
between two lines or some frames before or after it (L- and J-cuts). Starts of shots, lines, acts and sounds lie on frames; the
end of a line is exact. Another language is fitted to a finished cut by ``fit``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from onecrew.story.episode import Delivery, Feeling, Heard, Line, Scene
from onecrew.story.pace import pieces
from onecrew.story.shot import ActBeat, Found, Framing, LineBeat, Shot, ShotBeat
from onecrew.timeline.breath import TWIST_APART, TWIST_SILENCE, breath, is_twist
from onecrew.timeline.fit import fit
from onecrew.timeline.score import score
from onecrew.timeline.slot import slots
from onecrew.timeline.speech import Speech
from onecrew.timeline.timeline import ActClip, LineClip, ShotClip, Timeline
from onecrew.units import TimeRange, on_frame
from onecrew.units.time import frames_up

SHORTEST_SHOT = Fraction(8, 10)
SHORTEST_ESTABLISHING = Fraction(12, 10)
SILENT_ESTABLISHING = Fraction(18, 10)
"""An establishing shot in which nothing happens still needs time to be looked at."""
DISSOLVE = Fraction(1, 2)
FADE = Fraction(8, 10)
"""Through black: half of it out, half of it in."""
_TAIL = Fraction(4, 10)
"""A scene's last word is let out before the next scene."""
_END = Fraction(8, 10)
_OPENING = Fraction(3, 10)
"""A scene is seen for this long before its first word."""
_SEEN = Fraction(12, 10)
"""A speaker is seen at least this long before the sound may trail over another face."""
_LEAD_FRAMES = 2
"""A straight cut stands this far before the first word: the eye arrives before the ear."""
_READING = 15
"""Narrow characters a second read from a message, letter or card that fills the picture."""


def cut(
    shots: Sequence[Shot],
    scenes: Sequence[Scene],
    spoken: Mapping[str, Speech],
    rate: Fraction,
    like: Timeline | None = None,
) -> Timeline:
    """The timeline of the shots in order, without captions. ``like``: fit ``spoken`` to this cut of the same shots instead.

    Raises:
        ValueError: a line has no speech, is in no shot, or is unknown to the scenes.
    """
    if like is not None:
        return fit(like, shots, scenes, spoken).timeline
    lines = {beat.id: beat for scene in scenes for beat in scene.beats if isinstance(beat, Line)}
    _require(shots, lines, spoken)
    reel = _Reel(tuple(shots), lines, spoken, rate)
    for index in range(len(shots)):
        reel.enter(index)
        reel.play(index)
    return reel.timeline(scenes)


def shortest(shot: Shot, opens_scene: bool) -> Fraction:
    """The least seconds a shot is on screen: 0.8; establishing 1.2 (1.8 when nothing happens); text as long as it takes to read.

    A shot found in an existing film is never shorter than its range.
    """
    least = SHORTEST_SHOT
    if opens_scene and shot.framing is Framing.WIDE:
        least = SHORTEST_ESTABLISHING if shot.beats or shot.hold else SILENT_ESTABLISHING
    if shot.insert is not None and shot.insert.text:
        width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in shot.insert.text)
        least = max(least, min(Fraction(5), Fraction(8, 10) + Fraction(width, _READING)))
    if isinstance(shot.picture, Found):
        least = max(least, shot.picture.end - shot.picture.start)
    return least


def _require(shots: Sequence[Shot], lines: Mapping[str, Line], spoken: Mapping[str, Speech]) -> None:
    heard = [beat.line for shot in shots for beat in shot.beats if isinstance(beat, LineBeat)]
    for found, fact in (
        ([line for line in heard if line not in lines], "are heard in a shot but stand in no scene"),
        ([line for line in heard if line not in spoken], "have no speech"),
        ([line for line in lines if line not in heard], "are in no shot"),
    ):
        if found:
            raise ValueError(f"lines {', '.join(dict.fromkeys(found))} {fact}; run `onecrew check`")


@dataclass
class _Reel:
    """The cut while it is being made; ``clock`` is when everything heard or done so far is over."""

    shots: tuple[Shot, ...]
    lines: Mapping[str, Line]
    spoken: Mapping[str, Speech]
    rate: Fraction
    clock: Fraction = Fraction(0)
    starts: list[Fraction] = field(default_factory=list)
    overlaps: list[Fraction] = field(default_factory=list)
    placed: dict[str, LineClip] = field(default_factory=dict)
    acts: list[ActClip] = field(default_factory=list)
    under: list[tuple[int, int, str]] = field(default_factory=list)
    """Shot, beat and line of acts that play during a line; their times follow when the picture is cut."""
    last: str | None = None
    """The line that was heard last, if nothing was done since."""
    running: str | None = None
    """A line with pieces left for later shots."""
    begin: Fraction | None = None
    """When the next line starts, if the cut before it has decided that."""
    reacting: bool = False
    """The shot began under the last words of a line, to show how they are taken."""
    twist: Fraction = -TWIST_APART
    edges: list[str] = field(default_factory=list)
    """How the speakers of this scene were cut: straight, trail (L) or lead (J)."""

    def frames(self, count: int) -> Fraction:
        """Seconds of ``count`` frames."""
        return count / self.rate

    def up(self, time: Fraction) -> Fraction:
        """The frame boundary at or after ``time``."""
        return frames_up(time, self.rate)

    def opens(self, index: int) -> bool:
        """Whether the shot is the first of its scene."""
        return index == 0 or self.shots[index - 1].scene != self.shots[index].scene

    def earliest(self, index: int) -> Fraction:
        """When shot ``index`` may enter at the earliest: the shot before has been on screen alone for its shortest time."""
        before = index - 1
        return self.up(self.starts[before] + self.overlaps[before] + shortest(self.shots[before], self.opens(before)))

    def seen(self, index: int) -> Fraction:
        """When the shot before ``index`` has been on screen long enough to be left while its speaker speaks."""
        return self.starts[index - 1] + self.overlaps[index - 1] + _SEEN

    def first(self, index: int) -> ShotBeat | None:
        """The first beat of the shot that takes time of its own; a running line comes before all."""
        beats = self.shots[index].beats
        if self.running is not None:
            for beat in beats:
                if isinstance(beat, LineBeat) and beat.line == self.running:
                    return beat
        return next((beat for beat in beats if isinstance(beat, LineBeat) or beat.under is None), None)

    # -- where the picture is cut -------------------------------------------------------------------------------------------

    def enter(self, index: int) -> None:
        """Decide when shot ``index`` enters, and when its first line starts if that stands in relation to the cut."""
        shot = self.shots[index]
        self.begin = None
        self.reacting = False
        if self.opens(index):
            self.edges = []
        if index == 0:
            self.starts.append(Fraction(0))
            self.overlaps.append(Fraction(0))
            return
        self.overlaps.append(self.overlap(shot))
        first = self.first(index)
        if isinstance(first, LineBeat) and first.line in self.placed:
            at = max(self.seam(first), self.earliest(index))
        elif isinstance(first, LineBeat) and self.exchanges(index, first):
            at = self.exchange(index, first)
        elif isinstance(first, LineBeat) and self.carries_over(index, first):
            at = self.carry_over(index, first)
        elif self.reaction(index, first):
            self.reacting = True
            at = on_frame(self.clock, self.rate) - self.frames(self.scaled(8))
        else:
            at = self.plain(index, first)
        self.starts.append(at)

    def overlap(self, shot: Shot) -> Fraction:
        """Seconds a shot's transition takes, on frames."""
        lengths = {"dissolve": DISSOLVE, "fade": FADE}
        return on_frame(lengths.get(shot.transition, Fraction(0)), self.rate)

    def plain(self, index: int, first: ShotBeat | None) -> Fraction:
        """A cut after everything before it is over; a transition begins in the tail of what came before."""
        before = self.shots[index - 1]
        rest = before.hold
        if self.opens(index) and self.last is not None:
            rest = max(rest, _TAIL)
        if first is not None and self.turns(first):
            rest = max(rest, TWIST_SILENCE)
        at = max(self.clock, self.clock + rest - self.overlaps[index] / 2)
        return max(self.up(at), self.earliest(index))

    def seam(self, part: LineBeat) -> Fraction:
        """Where a line that runs over several shots is cut: at its share of the letters, moved to a pause or a word's start near
        by. The shares are those of ``pieces`` of the source text.

        A pause may be up to 35 %, a word's start up to 25 % of an average piece away.
        """
        speech = self.spoken[part.line]
        index, count = part.part
        piece = speech.seconds / count
        letters = [len(one) for one in pieces(self.lines[part.line].text, count)]
        even = len(letters) != count or not sum(letters)
        ideal = piece * index if even else speech.seconds * sum(letters[:index]) / sum(letters)
        pauses = [(abs(pause.end - ideal), pause.end) for pause in speech.pauses if abs(pause.end - ideal) <= piece * 35 / 100]
        words = [(abs(word.start - ideal), word.start) for word in speech.words if abs(word.start - ideal) <= piece * 25 / 100]
        inside = min(pauses or words, default=(Fraction(0), ideal))[1]
        lead = self.frames(_LEAD_FRAMES) if pauses or words else Fraction(0)
        return on_frame(self.placed[part.line].range.start + inside - lead, self.rate)

    def exchanges(self, index: int, first: LineBeat) -> bool:
        """Whether the cut stands directly between two lines of one scene."""
        return (
            self.last is not None
            and not self.opens(index)
            and not self.shots[index - 1].hold
            and not self.overlaps[index]
            and not self.turns(first)
            and not self.together(first)
        )

    def exchange(self, index: int, first: LineBeat) -> Fraction:
        """The cut between two lines: straight in the gap, 6–12 frames before the first ends, or after the second has begun."""
        assert self.last is not None
        earliest = self.earliest(index)
        line, before = self.lines[first.line], self.lines[self.last]
        pause = self.pause(line)
        begin = self.up(self.clock + breath(before, line) + pause)
        kind, frames = self.edge(index, before, line)
        if kind == "trail":
            at = on_frame(self.clock, self.rate) - self.frames(frames)
            if at >= max(earliest, self.seen(index)):
                self.edges.append(kind)
                self.begin = begin
                return at
        if kind == "lead":
            at = begin + self.frames(frames)
            if at >= earliest:
                self.edges.append(kind)
                self.begin = begin
                return at
        self.edges.append("straight")
        # A long pause belongs to the one who is about to speak.
        near = begin - self.frames(_LEAD_FRAMES) if pause <= _TAIL else self.up(begin - pause)
        at = max(self.up(self.clock), near, earliest)
        self.begin = max(begin, at + self.frames(_LEAD_FRAMES))
        return at

    def edge(self, index: int, before: Line, line: Line) -> tuple[str, int]:
        """How two speakers are cut, and by how many frames: by the weight of the words, else the three ways take turns."""
        if before.speaker == line.speaker or self.shots[index].framing in (Framing.INSERT, Framing.CARD):
            return "straight", 0
        subjects = [subject.who for subject in self.shots[index].subjects[:1]]
        may_trail = before.speaker not in subjects and self.spoken[before.id].seconds >= 1
        may_lead = self.spoken[line.id].seconds >= Fraction(13, 10) and self.pause(line) <= _TAIL
        weighty = before.strength >= 70 and before.feeling is not Feeling.NEUTRAL
        if weighty or before.text.rstrip().endswith(("?", "？")):
            wish = ("trail", self.scaled(10 if weighty else 8))
        elif line.feeling in (Feeling.ANGRY, Feeling.SURPRISED) or line.delivery in (Delivery.FAST, Delivery.SHOUT):
            wish = ("lead", self.scaled(6))
        else:
            wish = (("straight", 0), ("trail", self.scaled(8)), ("lead", self.scaled(7)))[len(self.edges) % 3]
        possible = {"trail": may_trail, "lead": may_lead, "straight": True}[wish[0]]
        return wish if possible and self.edges[-2:] != [wish[0], wish[0]] else ("straight", 0)

    def scaled(self, frames: int) -> int:
        """Frames as counted at 25 a second, at this rate: the same time, within 6–12 frames at the usual rates."""
        return max(1, round(frames * self.rate / 25))

    def carries_over(self, index: int, first: LineBeat) -> bool:
        """Whether a voice-over begins over the last picture of the scene before."""
        return (
            self.opens(index)
            and not self.overlaps[index]
            and self.lines[first.line].heard is Heard.VOICE_OVER
            and self.spoken[first.line].seconds >= 2
            and not self.turns(first)
        )

    def carry_over(self, index: int, first: LineBeat) -> Fraction:
        """A voice-over leads its scene by 12 frames."""
        rest = max(_TAIL, self.shots[index - 1].hold, self.pause(self.lines[first.line]))
        lead = self.frames(self.scaled(12))
        at = max(self.up(self.clock + rest) + lead, self.earliest(index))
        self.begin = at - lead
        return at

    def reaction(self, index: int, first: ShotBeat | None) -> bool:
        """Whether the shot shows how the last words are taken: it enters while they are still heard."""
        if self.last is None or self.opens(index) or self.overlaps[index] or not isinstance(first, ActBeat):
            return False
        shot, before = self.shots[index], self.shots[index - 1]
        line, speech = self.lines[self.last], self.spoken[self.last]
        seen = [subject.who for subject in shot.subjects[:1]]
        at = on_frame(self.clock, self.rate) - self.frames(self.scaled(8))
        return (
            bool(seen)
            and line.speaker not in seen
            and not before.hold
            and speech.seconds >= Fraction(15, 10)
            and not self.turns(first)
            and at >= max(self.earliest(index), self.seen(index))
        )

    # -- what is heard and done ---------------------------------------------------------------------------------------------

    def play(self, index: int) -> None:
        """Lay the beats of shot ``index``, which has entered, one after the other."""
        shot = self.shots[index]
        entered = self.starts[index] + self.overlaps[index]
        fresh = True
        for number, beat in enumerate(shot.beats):
            if isinstance(beat, LineBeat):
                if beat.line not in self.placed:
                    self.say(beat, entered, fresh and self.opens(index))
                part, count = beat.part
                self.running = beat.line if part < count - 1 else None
            elif beat.under is not None or self.running is not None:
                self.under.append((index, number, beat.under or self.running or ""))
                continue
            else:
                self.do(index, number, beat, entered)
            fresh = False

    def say(self, beat: LineBeat, entered: Fraction, opening: bool) -> None:
        """Place a line: after its breath and pause, a little after the picture entered, or where the cut has decided."""
        line, speech = self.lines[beat.line], self.spoken[beat.line]
        start = self.begin
        self.begin = None
        if start is None and self.together(beat):
            assert self.last is not None
            start = self.placed[self.last].range.start
        if start is None:
            wait = breath(self.lines[self.last] if self.last else None, line) + self.pause(line)
            if self.turns(beat):
                wait = max(wait, TWIST_SILENCE)
            lead = (_OPENING if opening else self.frames(_LEAD_FRAMES)) + (self.pause(line) if self.clock <= entered else 0)
            start = self.up(max(self.clock + wait, entered + lead) if self.clock else entered + lead)
        if self.turns(beat):
            self.twist = start
        self.placed[beat.line] = LineClip(beat.line, line.speaker, TimeRange(start, start + speech.seconds))
        self.clock = max(self.clock, start + speech.seconds)
        self.last = beat.line

    def do(self, index: int, number: int, act: ActBeat, entered: Fraction) -> None:
        """Place an act that takes its own time; a reaction begins while the last words are heard."""
        start = entered if self.reacting else max(self.clock, entered)
        if self.turns(act):
            start = max(start, self.clock + TWIST_SILENCE) if self.clock else start
            self.twist = start
        start = self.up(start)
        end = start + self.up(act.seconds)
        self.acts.append(ActClip(self.shots[index].id, number, TimeRange(start, end)))
        self.clock = max(self.clock, end)
        self.reacting = False
        self.last = None

    def pause(self, line: Line) -> Fraction:
        """The silence the script asks for before a line."""
        return max(line.pause_before, self.spoken[line.id].pause_before)

    def turns(self, beat: ShotBeat) -> bool:
        """Whether the beat is a twist that deserves its silence: strongly surprised or afraid, and the last one is long over."""
        strong = is_twist(self.lines[beat.line]) if isinstance(beat, LineBeat) else beat.feeling is not None and is_twist(beat)
        return strong and self.clock >= self.twist + TWIST_APART

    def together(self, beat: LineBeat) -> bool:
        """Whether the line is spoken with the one before it, by somebody who is not speaking already."""
        if self.last is None or not (self.lines[beat.line].dual or self.spoken[beat.line].dual):
            return False
        start = self.placed[self.last].range.start
        speaker = self.lines[beat.line].speaker
        return all(clip.speaker != speaker or clip.range.end <= start for clip in self.placed.values())

    # -- the whole ----------------------------------------------------------------------------------------------------------

    def timeline(self, scenes: Sequence[Scene]) -> Timeline:
        """Close the last shot, give every clip its range and every line its slot, and add music and sounds."""
        if not self.shots:
            return Timeline(self.rate, Fraction(0), (), ())
        rest = max(self.shots[-1].hold, _END if self.last is not None else _TAIL)
        length = max(self.up(self.clock + rest), self.earliest(len(self.shots)))
        ends = [start + overlap for start, overlap in zip(self.starts[1:], self.overlaps[1:], strict=True)] + [length]
        clips = tuple(
            ShotClip(shot.id, TimeRange(start, end), shot.transition, overlap)
            for shot, start, end, overlap in zip(self.shots, self.starts, ends, self.overlaps, strict=True)
        )
        order = {line: number for number, line in enumerate(self.placed)}
        lines = sorted(self.placed.values(), key=lambda clip: (clip.range.start, order[clip.line]))
        walls = [start for index, start in enumerate(self.starts) if index and self.opens(index)]
        free = {line.id for line in self.lines.values() if line.heard is Heard.VOICE_OVER}
        placed = tuple(
            replace(clip, slot=slot) for clip, slot in zip(lines, slots(lines, self.rate, length, walls, free), strict=True)
        )
        acts = sorted([*self.acts, *self.acts_under(clips)], key=lambda act: (act.range.start, act.shot, act.index))
        bare = Timeline(self.rate, length, clips, placed, tuple(acts))
        return score(bare, self.shots, scenes)

    def acts_under(self, clips: Sequence[ShotClip]) -> list[ActClip]:
        """Acts under a line share the stretch of it that is in their shot; each gets the time it asks for, or its share."""
        groups: dict[tuple[int, str], list[int]] = {}
        for index, number, line in self.under:
            groups.setdefault((index, line), []).append(number)
        found = []
        for (index, line), numbers in groups.items():
            stage = clips[index].range
            if line in self.placed:
                heard = self.placed[line].range
                start, end = max(stage.start, heard.start), min(stage.end, heard.end)
                if start < end:
                    stage = TimeRange(start, end)
            share = stage.length / len(numbers)
            for place, number in enumerate(numbers):
                act = self.shots[index].beats[number]
                assert isinstance(act, ActBeat)
                start = on_frame(stage.start + share * place, self.rate)
                end = max(start, on_frame(start + min(share, act.seconds or share), self.rate))
                found.append(ActClip(self.shots[index].id, number, TimeRange(start, min(end, clips[index].range.end))))
        return found
