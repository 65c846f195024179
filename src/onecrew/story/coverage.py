"""The director's choice: moments become set-ups. In: the moments of a scene and who is there. Out: Setups. Never: ids, titles.

The coverage is the editor's usual one (film-grammar.md): the place, the two, over the shoulders, closer as the feeling rises, the
thing when it is named, the listener when it hurts, wide when somebody moves. One pass, from the first moment to the last, with no
memory beyond the scene: an edit changes the shots around it and no others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from onecrew.story.directions import Directive
from onecrew.story.episode import Heard, Line, Scene
from onecrew.story.gestures import Deed, deeds
from onecrew.story.line_gesture import natural_gesture
from onecrew.story.mentions import People
from onecrew.story.moments import Moment
from onecrew.story.setup import Key, Setup, key_of, opening_people
from onecrew.story.shot import ActBeat, Framing, Gesture, Insert, LineBeat
from onecrew.story.stage import Stage

LONGEST = Fraction(6)
"""No shot is planned longer than this without a change."""
_COMFORTABLE = Fraction(46, 10)
_PAIR = Fraction(36, 10)
_SINGLES = frozenset({Framing.MEDIUM, Framing.CLOSE, Framing.EXTREME_CLOSE, Framing.OVER_SHOULDER})
_ROOMY = frozenset({Framing.WIDE, Framing.FULL})
_BIG = frozenset(
    {
        Gesture.ENTER, Gesture.LEAVE, Gesture.WALK, Gesture.SIT, Gesture.STAND, Gesture.STEP_BACK, Gesture.FALL, Gesture.KNEEL,
        Gesture.LIE,
    }
)  # fmt: skip
_HANDS = frozenset(
    {
        Gesture.HOLD, Gesture.POINT, Gesture.FIST, Gesture.OPEN_PALMS, Gesture.CROSS_ARMS, Gesture.SHRUG, Gesture.WAVE,
        Gesture.TURN, Gesture.GIVE, Gesture.HUG, Gesture.LEAN_IN, Gesture.RAISE,
    }
)  # fmt: skip


def cover(scene: Scene, found: Sequence[Moment], people: People, hook: bool, known_place: bool) -> list[Setup]:
    """The set-ups of a scene. ``hook``: the episode begins here, so get to it; ``known_place``: the place was just seen."""
    order, here = opening_people(found)
    car = scene.place.kind == "car"
    if car:
        order = _driver_right(order, found)
    cutter = _Cutter(scene, Stage(order, here, car, scene.place.kind in ("bedroom", "hospital")), people, hook)
    cutter.established = known_place
    index = 0
    while index < len(found):
        index += cutter.place(found, index)
    if not cutter.established:
        cutter.establish((), 0)
    cutter.finish()
    return cutter.setups


_DRIVES = re.compile(
    r"\b(?:driv(?:es|ing)|(?:at|behind) the (?:steering )?wheel|steers)\b"
    r"|\b(?:conduce|maneja|al volante|dirige|ao volante|conduit|au volant)\b"
    r"|开车|开着车|驾驶|握着方向盘",
    re.I,
)


def _driver_right(order: list[str], found: Sequence[Moment]) -> list[str]:
    """The people of a car, whoever drives in the second place: that is the right of the picture, where the wheel is."""
    deeds_here = (moment.deed for moment in found if moment.deed is not None)
    driver = next((deed.who[0] for deed in deeds_here if deed.who and _DRIVES.search(deed.text)), None)
    if driver is None or len(order) < 2:
        return order
    others = [who for who in order if who != driver]
    return [others[0], driver, *others[1:]]


class _Cutter:
    """Walks through the moments of one scene and cuts."""

    def __init__(self, scene: Scene, stage: Stage, people: People, hook: bool) -> None:
        self.scene = scene
        self.stage = stage
        self.people = people
        self.hook = hook
        self.setups: list[Setup] = []
        self.established = False
        self.turns = 0
        self.extreme = False
        self.since_wide = 0
        self.found: Sequence[Moment] = ()
        self.at = 0

    # What there is.

    @property
    def open(self) -> Setup | None:
        """The shot that may still take more."""
        return self.setups[-1] if self.setups and not self.setups[-1].closed else None

    def place(self, found: Sequence[Moment], index: int) -> int:
        """Show the moment at ``index``; returns how many moments were used up."""
        self.found, self.at = found, index
        moment = found[index]
        directive = moment.directive
        asked = directive is not None and directive.shot
        if (
            not self.established
            and not asked
            and not moment.card
            and not (self.hook and moment.insert is not None and not self.setups)
        ):
            used = self.establish(found, index)
            if used:
                return used
        if directive is not None and directive.sound is not None and moment.insert is None:
            self._sound(directive.sound, moment)
        if moment.card:
            self._close()
            self._new(Framing.CARD, [], moment, "title card").insert = moment.insert
            self._still(moment)
            self._close()
        elif moment.insert is not None:
            self._insert(moment, moment.insert)
        elif moment.deed is not None:
            self._deed(moment, moment.deed)
        elif moment.line is not None:
            self._line(moment, moment.line)
        if moment.hold and self.setups:
            self.setups[-1].hold += moment.hold
            self.setups[-1].closed = True
        return 1

    def establish(self, found: Sequence[Moment], index: int) -> int:
        """A wide of the place with whoever is there; what is done first is done in it. Returns the moments used."""
        limit = Fraction(20, 10) if self.hook else Fraction(32, 10)
        self.established = True
        moment = found[index] if index < len(found) else Moment(Fraction(0), self.scene.mood)
        leading: list[Moment] = []
        length = Fraction(0)
        states: list[Moment] = []
        for one in found[index:]:
            deed = one.deed
            if deed is None or (one.directive is not None and leading):
                break
            if deed.state and not any(not other.deed.state for other in leading if other.deed):
                states.append(one)
            elif (deed.who and deed.gesture not in _BIG) or length + deed.seconds > limit:
                break
            else:
                length += deed.seconds
            leading.append(one)
            if deed.change == "enter":
                break
        for one in leading:
            # How they are found, and whoever is on the move from the first frame on.
            if one.deed is not None and (one in states or one.deed.change == "walk"):
                self.stage.after_deed(one.deed)
        setup = self._new(Framing.WIDE, list(self.stage.here), moment, "establishes the place")
        setup.opening = True
        if states:
            deed = states[0].deed
            assert deed is not None
            seconds = (Fraction(10, 10) if self.hook else Fraction(14, 10)) if length == 0 else Fraction(8, 10)
            text = " ".join(dict.fromkeys(one.deed.text for one in states if one.deed is not None))
            self._beat(ActBeat(deed.who[0] if deed.who else None, Gesture.NONE, seconds, text=text, sound=deed.sound))
        follows = found[index + len(leading)] if index + len(leading) < len(found) else None
        voiced = follows is not None and follows.line is not None and follows.line.heard is Heard.VOICE_OVER
        for one in leading:
            if one not in states and one.deed is not None:
                deed = one.deed
                if voiced and deed.change == "walk":
                    # The walk goes on under the voice: it need not be waited for.
                    deed = replace(deed, seconds=Fraction(10, 10))
                self._perform(deed, setup)
        if not voiced and setup.seconds < (Fraction(10, 10) if self.hook else Fraction(15, 10)):
            wanted = Fraction(12, 10) if self.hook else Fraction(17, 10)
            self._beat(ActBeat(None, Gesture.NONE, wanted - setup.seconds))
        setup.hold += sum((one.hold for one in leading), Fraction(0))
        return len(leading)

    # Moments.

    def _insert(self, moment: Moment, insert: Insert) -> None:
        owner = next((who for who in self.stage.here if insert.prop != "none" and self.stage.holding(who) == insert.prop), None)
        names = {
            "phone": "the message is read",
            "letter": "the letter is read",
            "photo": "the photo is seen",
            "sign": "the sign is read",
        }
        why = f"insert: {names.get(insert.kind, f'the {insert.prop} is named')}"
        sound = "none"
        carried = self._carried_sound(insert)
        if carried != "none":
            sound = carried
        elif insert.kind == "letter":
            sound = "paper" if not self._heard("paper") else "none"
        setup = self._new(Framing.INSERT, [owner] if owner else [], moment, why)
        setup.insert = insert
        self._beat(ActBeat(None, Gesture.NONE, moment.seconds, sound=sound))

    def _carried_sound(self, insert: Insert) -> str:
        """A message nobody heard arrive makes its own sound."""
        return "message" if insert.kind == "phone" and not self._heard("phone-buzz", "phone-ring", "message") else "none"

    def _heard(self, *sounds: str) -> bool:
        recent = self.setups[-2:]
        return any(isinstance(beat, ActBeat) and beat.sound in sounds for setup in recent for beat in setup.beats)

    def _deed(self, moment: Moment, deed: Deed) -> None:
        for doer in deed.who:
            self.stage.add(doer)
        who = deed.who[0] if deed.who else None
        target = deed.target if deed.target in self.stage.here and deed.target != who else None
        setup = self._forced(moment, who, deed.seconds)
        if setup is None and who is None:
            setup = self._ambient(moment, deed)
        elif setup is None and who is not None:
            if target is not None:
                setup = self._between(moment, deed, who, target)
            elif deed.gesture in _BIG or len(deed.who) > 1:
                setup = self._moving(moment, deed, who)
            else:
                setup = self._small(moment, deed, who)
        assert setup is not None
        self._perform(deed, setup)
        setup.important = setup.important or moment.weight >= 75

    def _ambient(self, moment: Moment, deed: Deed) -> Setup:
        setup = self.open
        if (
            setup is not None
            and setup.framing not in (Framing.INSERT, Framing.CARD)
            and setup.seconds + deed.seconds <= _COMFORTABLE
        ):
            return setup
        if self.stage.here and self._last_key() == (Framing.WIDE.value,):
            return self._single(moment, self.stage.here[0], "a face while it happens", (Framing.MEDIUM, Framing.CLOSE))
        return self._new(Framing.WIDE, list(self.stage.here), moment, "the place while it happens")

    def _moving(self, moment: Moment, deed: Deed, who: str) -> Setup:
        setup = self.open
        in_it = setup is not None and (who in setup.names or deed.change == "enter")
        if setup is not None and in_it and setup.lines == 0 and setup.framing in _ROOMY and setup.seconds + deed.seconds <= LONGEST:
            return setup
        quiet = deed.change in ("stop", "sit", "stand")
        if setup is not None and in_it and quiet and setup.framing is Framing.TWO_SHOT and setup.seconds + deed.seconds <= _PAIR:
            return setup
        nxt = self._next()
        verb = {
            "enter": "comes in", "leave": "leaves", "walk": "walks", "sit": "sits", "stand": "gets up", "stop": "stops",
        }.get(deed.change, "steps back" if deed.gesture is Gesture.STEP_BACK else "moves")  # fmt: skip
        why = f"{who} {verb}"
        wide = self._last_key() == (Framing.WIDE.value,)
        if self.stage.here == [who] and deed.change != "enter":
            framings = [Framing.FULL, Framing.WIDE]
            if quiet and nxt is not None and nxt.deed is not None and nxt.deed.who == deed.who and nxt.deed.gesture not in _BIG:
                # What follows is in the face: be there already.
                framings = [Framing.MEDIUM, Framing.CLOSE]
            return self._single(moment, who, why, framings)
        if wide and len(deed.who) > 1:
            return self._new(Framing.TWO_SHOT, list(deed.who[:2]), moment, f"two-shot: {why}")
        if wide:
            return self._single(moment, who, why, (Framing.FULL, Framing.MEDIUM))
        return self._new(Framing.WIDE, [who, *self.stage.others(who)], moment, f"wide: {why}")

    def _between(self, moment: Moment, deed: Deed, who: str, target: str) -> Setup:
        setup = self.open
        both = setup is not None and {who, target} <= set(setup.names[:2] if setup.framing is Framing.TWO_SHOT else setup.names)
        fits = setup is not None and setup.seconds + deed.seconds <= _COMFORTABLE
        if setup is not None and both and fits and setup.framing is Framing.TWO_SHOT:
            return setup
        why = {
            Gesture.HUG: f"two-shot: {who} holds {target}",
            Gesture.GIVE: f"two-shot: {who} gives to {target}",
        }.get(deed.gesture, f"two-shot: {who} and {target} meet")
        if self._last_key() == key_of(Framing.TWO_SHOT, [who, target]):
            return self._new(Framing.WIDE, [who, *self.stage.others(who)], moment, why.replace("two-shot", "wide"))
        return self._new(Framing.TWO_SHOT, [who, target], moment, why)

    def _small(self, moment: Moment, deed: Deed, who: str) -> Setup:
        setup = self.open
        nxt = self._next()
        if setup is not None and setup.seconds + deed.seconds <= _COMFORTABLE:
            goes_on = nxt is not None and nxt.deed is not None and nxt.deed.who == deed.who and nxt.deed.gesture in _BIG
            if goes_on and setup.framing in _ROOMY and who in setup.names and setup.lines == 0:
                return setup
            mine = bool(setup.names) and setup.names[0] == who
            if mine and (setup.framing in _SINGLES or setup.framing is Framing.FULL):
                return setup
            if who in setup.names and setup.framing is Framing.WIDE and setup.seconds < 2 and self._message_next(deed):
                return setup
            if who in setup.names and setup.framing is Framing.TWO_SHOT and setup.seconds < 2:
                return setup
        if deed.gesture is Gesture.HUG:
            return self._moving(moment, deed, who)
        others = self.stage.others(who)
        if self.turns == 0 and others and nxt is not None and nxt.line is not None and nxt.line.speaker == who and not self.hook:
            pair = [who, self._addressee(nxt.line, others)]
            if self._last_key() != key_of(Framing.TWO_SHOT, pair):
                return self._new(Framing.TWO_SHOT, pair, moment, f"two-shot: {pair[0]} and {pair[1]} begin")
        hands = deed.gesture in _HANDS
        why = f"{who}: {_plain(deed)}"
        framings = (Framing.MEDIUM, Framing.CLOSE, Framing.FULL) if hands else (Framing.CLOSE, Framing.MEDIUM, Framing.FULL)
        return self._single(moment, who, why, framings)

    def _message_next(self, deed: Deed) -> bool:
        nxt = self._next()
        return deed.prop == "phone" and nxt is not None and nxt.insert is not None

    def _line(self, moment: Moment, line: Line) -> None:
        if line.heard is Heard.ON_SCREEN:
            self.stage.add(line.speaker)
        setup = self._forced(moment, line.speaker if line.heard is Heard.ON_SCREEN else None, moment.seconds)
        if setup is None:
            setup = (
                self._spoken(moment, line)
                if line.heard is Heard.ON_SCREEN and not self._over_listener(moment)
                else self._heard_over(moment, line)
            )
        if moment.part[0] == 0:
            self._gestures(line, setup, moment)
        if self._walk_goes_on(setup):
            for who in dict.fromkeys(setup.names):
                setup.beats.append(ActBeat(who, Gesture.WALK, moment.seconds, under=line.id))
        setup.beats.append(LineBeat(line.id, moment.part))
        setup.seconds += moment.seconds
        setup.lines += 1
        setup.important = setup.important or moment.important
        if line.heard is Heard.ON_SCREEN and setup.names[:1] == [line.speaker]:
            setup.feelings.append((line.feeling, line.strength))
            setup.own += 1
        if moment.last:
            self.stage.after_line(line)
            if line.heard is Heard.ON_SCREEN:
                self.turns += 1
            self._reaction(moment, line)

    def _walk_goes_on(self, setup: Setup) -> bool:
        """Whether a walk is seen under a line: of one alone, or of all in it together; who walked up to somebody stands."""
        if setup.framing in (Framing.INSERT, Framing.CARD, Framing.OVER_SHOULDER) or not setup.names:
            return False
        return all(self.stage.walking(who) for who in setup.names)

    def _over_listener(self, moment: Moment) -> bool:
        return moment.listener and moment.line is not None and bool(self.stage.others(moment.line.speaker))

    def _spoken(self, moment: Moment, line: Line) -> Setup:
        """The speaker is seen."""
        setup = self.open
        speaker = line.speaker
        others = self.stage.others(speaker)
        nxt = self._next()
        before = self.found[self.at - 1].line if self.at else None
        together = line.dual and before is not None and before.speaker != speaker
        if setup is not None and together and setup.lines and setup.framing is not Framing.INSERT:
            if speaker not in setup.names and setup.framing is not Framing.OVER_SHOULDER:
                setup.names.append(speaker)
                setup.people.append(self.stage.subject(speaker, False))
            return setup
        if nxt is not None and nxt.line is not None and nxt.line.dual and nxt.line.speaker in others:
            pair = [speaker, nxt.line.speaker]
            framing = Framing.TWO_SHOT if self._last_key() != key_of(Framing.TWO_SHOT, pair) else Framing.WIDE
            return self._new(framing, pair if framing is Framing.TWO_SHOT else [speaker, *others], moment, "they speak together")
        if setup is not None and setup.framing not in (Framing.INSERT, Framing.CARD) and setup.names:
            total = setup.seconds + moment.seconds
            mine = setup.names[0] == speaker
            fresh = setup.own == 0 or moment.seconds <= Fraction(16, 10)
            if mine and setup.framing in _SINGLES and total <= _COMFORTABLE and fresh:
                return setup
            if mine and setup.framing is Framing.FULL and setup.lines == 0 and total <= _PAIR and moment.weight < 55:
                return setup
            pair_fits = setup.framing is Framing.TWO_SHOT and speaker in setup.names[:2] and total <= _PAIR
            if pair_fits and (moment.weight < 60 or setup.seconds < Fraction(1)) and not moment.important:
                return setup
        if not others:
            framing = self._first_free(self._alone_framings(moment), speaker, None)
            return self._new(framing, [speaker], moment, self._why(framing, moment, speaker, ""))
        other = self._addressee(line, others)
        choices = self._choices(moment, speaker, other)
        framing = self._first_free(choices, speaker, other)
        names = [speaker, other] if framing in (Framing.TWO_SHOT, Framing.OVER_SHOULDER) else [speaker]
        if framing is Framing.WIDE:
            names = [speaker, *others]
        if framing is Framing.EXTREME_CLOSE:
            self.extreme = True
        return self._new(framing, names, moment, self._why(framing, moment, speaker, other))

    def _choices(self, moment: Moment, speaker: str, other: str) -> tuple[Framing, ...]:
        weight = moment.weight
        if self.turns == 0 and weight < 70 and not self.hook:
            return (Framing.TWO_SHOT, Framing.OVER_SHOULDER, Framing.MEDIUM)
        if weight >= 92 and not self.extreme and moment.seconds <= 3 and moment.important:
            return (Framing.EXTREME_CLOSE, Framing.CLOSE, Framing.MEDIUM)
        if weight >= (50 if self.hook and self.turns == 0 else 58) or moment.important:
            return (Framing.CLOSE, Framing.MEDIUM, Framing.OVER_SHOULDER)
        if weight < 34 and self.since_wide >= 6:
            return (Framing.TWO_SHOT, Framing.OVER_SHOULDER, Framing.MEDIUM)
        if self._pair_used(speaker, other) >= 2:
            return (Framing.MEDIUM, Framing.CLOSE, Framing.OVER_SHOULDER)
        return (Framing.OVER_SHOULDER, Framing.MEDIUM, Framing.CLOSE)

    def _pair_used(self, speaker: str, other: str) -> int:
        return sum(1 for setup in self.setups if setup.key == (Framing.OVER_SHOULDER.value, speaker, other))

    def _alone_framings(self, moment: Moment) -> tuple[Framing, ...]:
        if moment.weight >= 62:
            return (Framing.CLOSE, Framing.MEDIUM, Framing.EXTREME_CLOSE)
        return (Framing.MEDIUM, Framing.CLOSE, Framing.FULL)

    def _heard_over(self, moment: Moment, line: Line) -> Setup:
        """The voice is heard, somebody else (or nobody) is seen: a listener, a phone call, a narration."""
        setup = self.open
        total = (setup.seconds if setup else Fraction(0)) + moment.seconds
        speaker = line.speaker
        thinking = line.heard is Heard.VOICE_OVER and speaker in self.stage.here
        shown = speaker if thinking else self._hearer(line)
        if setup is not None and setup.framing is not Framing.CARD:
            only = line.heard is Heard.ON_SCREEN or line.heard is Heard.OFF_SCREEN
            visible = speaker in setup.names and only
            right = shown is None or (setup.names[:1] == [shown] and setup.framing is not Framing.INSERT)
            if not visible and right and total <= _COMFORTABLE and not (only and setup.lines and setup.framing in _ROOMY):
                return setup
            if (
                line.heard is Heard.VOICE_OVER
                and setup.framing in (Framing.INSERT, Framing.WIDE)
                and total <= Fraction(5)
                and not setup.lines
            ):
                return setup
        if shown is None:
            seen = [] if self._last_key() == (Framing.WIDE.value,) else self.stage.others(None if thinking else speaker)
            shot = self._new(Framing.WIDE, seen, moment, f"the place while {speaker} is heard")
            if len(self.setups) > 1 and self.setups[-2].framing is Framing.WIDE and shot.transition is None:
                # Two pictures of one place with nobody to cut to: time passes instead of jumping.
                shot.transition = "dissolve"
            return shot
        why = f"{shown} thinks" if thinking else f"{shown} listens"
        if moment.important or moment.listener:
            why = f"reaction: {shown} hears it"
        close = moment.weight >= 40 or moment.listener or line.heard is Heard.OFF_SCREEN
        return self._single(
            moment,
            shown,
            why,
            (Framing.CLOSE, Framing.MEDIUM, Framing.FULL) if close else (Framing.MEDIUM, Framing.CLOSE, Framing.FULL),
        )

    def _hearer(self, line: Line) -> str | None:
        others = self.stage.others(line.speaker)
        if not others:
            return None
        if line.heard is Heard.VOICE_OVER:
            phone = [who for who in others if self.stage.holding(who) == "phone"]
            return phone[0] if phone else self._addressee(line, others)
        return self._addressee(line, others)

    def _addressee(self, line: Line, others: Sequence[str]) -> str:
        if line.to in others:
            return str(line.to)
        before = [one.line.speaker for one in self.found[: self.at] if one.line is not None and one.line.speaker in others]
        after = [one.line.speaker for one in self.found[self.at + 1 :] if one.line is not None and one.line.speaker in others]
        return (before[-1:] or after[:1] or list(others[:1]))[0]

    def _reaction(self, moment: Moment, line: Line) -> None:
        """After a line that strikes, the one it strikes is seen, if nothing that follows shows them at once."""
        if not moment.important or moment.listener or line.heard is not Heard.ON_SCREEN:
            return
        others = self.stage.others(line.speaker)
        nxt = self._next()
        if not others or nxt is None or nxt.directive is not None:
            return
        setup = self.setups[-1]
        if nxt.line is not None and nxt.line.heard is Heard.ON_SCREEN and nxt.line.speaker in others:
            who, feeling, strength = nxt.line.speaker, nxt.line.feeling, nxt.line.strength
            if setup.names[:1] == [who]:
                return
            close = nxt.weight >= 60 or self.turns >= 3
            framings = (Framing.CLOSE, Framing.MEDIUM) if close else (Framing.MEDIUM, Framing.CLOSE)
            shot = self._single(nxt, who, f"reaction: {who} hears it", framings)
            shot.important = True
            self._act(ActBeat(who, Gesture.NONE, Fraction(6, 10), feeling, max(30, strength - 10)), shot)

    def _gestures(self, line: Line, setup: Setup, moment: Moment) -> None:
        """What a body does while it speaks: what the parenthetical says, else a small natural gesture that fits the words."""
        if line.heard is not Heard.ON_SCREEN or line.speaker not in setup.names:
            return
        if line.parenthetical:
            for deed in deeds(line.parenthetical, self.people, (line.speaker,), tuple(self.stage.here)):
                if deed.known and deed.gesture not in (Gesture.NONE, Gesture.ENTER, Gesture.LEAVE) and deed.who == (line.speaker,):
                    setup.beats.append(
                        ActBeat(
                            line.speaker, deed.gesture, deed.seconds, None, deed.strength, deed.prop, deed.text, line.id, deed.sound
                        )
                    )
                    self.stage.after_deed(deed)
                    return
        if any(isinstance(beat, ActBeat) and beat.who == line.speaker and beat.gesture is not Gesture.NONE for beat in setup.beats):
            return
        gesture = natural_gesture(line, setup.framing, self.stage.holding(line.speaker) != "none")
        if gesture is not Gesture.NONE:
            setup.beats.append(ActBeat(line.speaker, gesture, min(moment.seconds, Fraction(12, 10)), under=line.id))

    # Shots.

    def _forced(self, moment: Moment, who: str | None, seconds: Fraction) -> Setup | None:
        """The shot an author's direction asks for, or None."""
        directive = moment.directive
        if directive is None or not directive.shot:
            return None
        subject = next((one for one in (directive.who, who, *self.stage.here) if one is not None and self.stage.knows(one)), None)
        if directive.past is not None and directive.past == subject:
            subject = next(iter(self.stage.others(directive.past)), None)
        framing = directive.framing
        if subject is not None and directive.who is not None:
            self.stage.add(subject)
        if framing is None:
            framing = self._usual(directive, subject, moment)
        others = [one for one in self.stage.here if one != subject]
        past = directive.past if directive.past in others else (others[0] if others else None)
        if subject is None:
            framing, names = Framing.WIDE, []
        elif framing is Framing.WIDE:
            names = [subject, *others]
            self.established = True
        elif framing in (Framing.TWO_SHOT, Framing.OVER_SHOULDER) and past is not None:
            names = [subject, past]
        else:
            names = [subject]
            framing = Framing.MEDIUM if framing in (Framing.TWO_SHOT, Framing.OVER_SHOULDER) else framing
        if subject is not None and framing is Framing.OVER_SHOULDER and len(names) < 2:
            framing = Framing.MEDIUM
        setup = self._new(framing, names, moment, "as directed")
        setup.forced = directive.framing is not None or directive.who is not None or directive.past is not None
        return setup

    def _usual(self, directive: Directive, subject: str | None, moment: Moment) -> Framing:
        if directive.past is not None:
            return Framing.OVER_SHOULDER
        if subject is None:
            return Framing.WIDE
        if directive.who is not None or moment.weight >= 60:
            choices = (Framing.CLOSE, Framing.MEDIUM)
        else:
            choices = (Framing.MEDIUM, Framing.CLOSE)
        return self._first_free(choices, subject, None)

    def _single(self, moment: Moment, who: str, why: str, framings: Sequence[Framing]) -> Setup:
        framing = self._first_free(tuple(framings), who, None)
        names = [who, *self.stage.others(who)] if framing is Framing.WIDE else [who]
        return self._new(framing, names, moment, why)

    def _first_free(self, framings: Sequence[Framing], who: str, other: str | None) -> Framing:
        """The first framing that is no jump cut from the shot before; preferably not the one this person was last seen in."""
        last = self._last_key()

        def key(framing: Framing) -> Key:
            return key_of(framing, [who, other] if other is not None else [who])

        free = [framing for framing in framings if key(framing) != last]
        free += [one for one in (Framing.CLOSE, Framing.MEDIUM, Framing.FULL) if key(one) != last and one not in free]
        return free[0]

    def _last_key(self) -> Key:
        """Of the last shot with people or the place: an insert between two equal shots does not hide the jump."""
        return next((setup.key for setup in reversed(self.setups) if setup.key), ())

    def _next(self) -> Moment | None:
        return self.found[self.at + 1] if self.at + 1 < len(self.found) else None

    def _new(self, framing: Framing, names: list[str], moment: Moment, why: str) -> Setup:
        self._close()
        alone = len(self.stage.here) < 2
        setup = Setup(framing, names, moment.mood, why, alone=alone)
        if framing is not Framing.CARD:
            setup.people = [self.stage.subject(who, alone) for who in names]
        directive = moment.directive
        if directive is not None:
            setup.move, setup.transition = directive.move, directive.transition
        self.since_wide = 0 if framing is Framing.WIDE else self.since_wide + 1
        self.setups.append(setup)
        return setup

    def _close(self) -> None:
        if self.setups:
            self.setups[-1].closed = True

    def _perform(self, deed: Deed, setup: Setup) -> None:
        """A deed's beats in a shot; somebody who comes in is in the picture from its first frame on, at its edge."""
        if deed.change == "enter":
            for who in deed.who:
                self.stage.add(who)
                if who not in setup.names:
                    setup.names.append(who)
                    setup.people.append(self.stage.subject(who, False))
            setup.enters = True
        setup.leaves = setup.leaves or deed.change == "leave"
        doers: tuple[str | None, ...] = deed.who or (None,)
        if deed.gesture is Gesture.NONE:
            doers = doers[:1]
        share = deed.seconds if len(doers) == 1 else Fraction(round(deed.seconds * 10 / 2), 10)
        for index, doer in enumerate(doers):
            self._act(
                ActBeat(
                    doer, deed.gesture, share, deed.feeling, deed.strength, deed.prop,
                    deed.text if index == 0 else "", None, deed.sound if index == 0 else "none",
                ),
                setup,
            )  # fmt: skip
        self.stage.after_deed(deed)

    def _act(self, act: ActBeat, setup: Setup) -> None:
        setup.beats.append(act)
        setup.seconds += act.seconds
        if act.feeling is not None and setup.names[:1] == [act.who]:
            setup.feelings.append((act.feeling, act.strength))

    def _beat(self, act: ActBeat) -> None:
        self._act(act, self.setups[-1])

    def _still(self, moment: Moment) -> None:
        self._beat(ActBeat(None, Gesture.NONE, moment.seconds))

    def _sound(self, sound: str, moment: Moment) -> None:
        """A sound the author asks for, under what it stands before."""
        setup = self.open
        if setup is None or setup.framing is Framing.CARD:
            setup = self._new(Framing.WIDE, list(self.stage.here), moment, "the place while it happens")
        self._act(ActBeat(None, Gesture.NONE, Fraction(4, 10), sound=sound), setup)

    def _why(self, framing: Framing, moment: Moment, speaker: str, other: str) -> str:
        if framing is Framing.TWO_SHOT:
            return f"two-shot: {speaker} and {other} begin" if self.turns == 0 else "two-shot: the two again"
        if framing is Framing.OVER_SHOULDER:
            return f"over the shoulder: {speaker} to {other}"
        if framing in (Framing.CLOSE, Framing.EXTREME_CLOSE) and moment.important:
            return f"closer: the line of {speaker} that strikes"
        if moment.part[1] > 1 and moment.part[0]:
            return f"back to {speaker}"
        near = framing in (Framing.CLOSE, Framing.EXTREME_CLOSE)
        return f"closer: {speaker}, the feeling rises" if near and moment.weight >= 50 else f"{speaker} speaks"

    def finish(self) -> None:
        """Nothing flashes by; the scene's end is given a breath, a calm one the place again."""
        self._close()
        for setup in self.setups:
            if setup.seconds + setup.hold < Fraction(10, 10):
                setup.hold = Fraction(10, 10) - setup.seconds
        if not self.setups:
            return
        last = self.setups[-1]
        tail = self.found[-1] if self.found else None
        calm = tail is not None and tail.line is not None and tail.weight < 48 and last.framing is not Framing.CARD
        if calm and len(self.setups) >= 7 and self.since_wide >= 5 and len(self.stage.here) >= 2:
            assert tail is not None
            setup = self._new(Framing.WIDE, list(self.stage.here), Moment(Fraction(0), tail.mood), "wide again: the scene ends")
            self._act(ActBeat(None, Gesture.NONE, Fraction(14, 10)), setup)
        elif last.framing is not Framing.CARD and last.hold == 0:
            last.hold = Fraction(4, 10)


def _plain(deed: Deed) -> str:
    if deed.gesture is Gesture.NONE:
        return "a look"
    return deed.gesture.value if deed.prop == "none" else f"{deed.gesture.value} {deed.prop}"
