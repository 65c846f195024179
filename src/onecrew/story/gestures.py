"""Action as written becomes acts a body can play. In: a paragraph of action. Out: Deeds in order. Never: framing.

``gesture_words`` knows the wordings; here is found who does it, and to whom. A sentence no rule knows is still given time: somebody
is seen while it happens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from onecrew.story.episode import Feeling
from onecrew.story.gesture_words import RULES, Rule
from onecrew.story.inserts import prop_in
from onecrew.story.mentions import Mention, People
from onecrew.story.sentences import action_sentences
from onecrew.story.shot import Gesture
from onecrew.story.show import Gender


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done. ``who`` do it (none: it happens by itself), ``target`` has it done to them.

    ``change`` is what it leaves behind: enter, leave, sit, sit up, bed, kneel, lie, fall, sleep, wake, stand, walk, arrive, stop,
    hold, give, drop, or nothing. ``state``: it says how
    somebody *is* (waits, sits by the window) rather than what they do now. ``known``: a rule understood it.
    """

    who: tuple[str, ...]
    gesture: Gesture
    seconds: Fraction
    text: str
    target: str | None = None
    feeling: Feeling | None = None
    strength: int = 60
    prop: str = "none"
    sound: str = "none"
    change: str = ""
    state: bool = False
    known: bool = True


_PRONOUNS = (
    (re.compile(r"(?<![\w])(?:she|ella|ela|elle)(?!\w)|她(?!们)", re.I), Gender.FEMALE),
    (re.compile(r"(?<![\w])(?:he|él|ele|il)(?!\w)|他(?!们)", re.I), Gender.MALE),
)
_OWNERS = (
    (re.compile(r"(?<!\w)her(?!\w)|她的", re.I), Gender.FEMALE),
    (re.compile(r"(?<!\w)his(?!\w)|他的", re.I), Gender.MALE),
)
_OBJECTS = (
    (re.compile(r"(?<!\w)(?:her|la)(?!\w)|她", re.I), Gender.FEMALE),
    (re.compile(r"(?<!\w)(?:him|lo)(?!\w)|他", re.I), Gender.MALE),
)
_ALL = re.compile(
    r"(?<!\w)(?:they|both|everyone|everybody|all|the (?:two|three|four)(?: of them)?|l[oa]s (?:dos|tres|cuatro)|ambos"
    r"|[oa]s (?:dois|duas|três)|les (?:deux|trois)|ellos|ellas|todos|eles|elas|ils|elles|tous)(?!\w)"
    r"|他们|她们|大家|两人|所有人",
    re.I,
)
_NOBODY = re.compile(r"(?<!\w)(?:no one|nobody|nothing|nadie|ninguém|personne)(?!\w)|没有人", re.I)
_ABOUT = re.compile(r"(?:\b(?:of|about|from|like|without|de|sobre|sur)\s+|关于)$", re.I)
_JOINED = re.compile(r"\s*(?:,|and|&|y|e|et|和|与|、|then|now|but)?\s*", re.I)
_PRONOUN_FIRST = re.compile(r"(?:she|he|her|his|they|ella|él|ela|ele|elle|il)\b|[她他]", re.I)
_HAND = re.compile(
    r"(?:at|to|in|into|with) (?:her|his|the|a|an|one)?\s?(?:ear|hands?|arms?|lap)|with (?:a|an|the|her|his)|holding"
    r"|en (?:la|las|su|sus) manos?|n[ao]s? m[ãa]os?|à la main|dans la main|al oído|拿着|手里|手中|举着",
    re.I,
)


def deeds(
    text: str, people: People, recent: Sequence[str] = (), here: Sequence[str] = (), opening: bool = False
) -> tuple[Deed, ...]:
    """What a paragraph of action says happens, in order.

    ``recent`` are the people last seen or heard, the latest first (whom ``she`` may mean); ``here`` everybody in the place (whom
    ``they`` means). ``opening``: nothing has been said in the scene yet, so *Mei sits by the window* tells how she is found.
    """
    found: list[Deed] = []
    last: tuple[str, ...] = ()
    order = list(recent)
    for sentence in action_sentences(text):
        for deed in _sentence(sentence, people, order, tuple(here), last, opening):
            found.append(deed)
            last = deed.who or last
        named = [one.who for one in people.mentions(sentence)]
        order = [*reversed(list(dict.fromkeys(named))), *(who for who in order if who not in named)]
    return tuple(found)


def _sentence(
    text: str, people: People, recent: Sequence[str], here: tuple[str, ...], last: tuple[str, ...], opening: bool
) -> list[Deed]:
    mentions = people.mentions(text)
    spans = [(one.start, one.end) for one in mentions]
    found: list[Deed] = []
    doers: tuple[str, ...] = ()
    begin = 0
    matches = _matches(text, spans)
    for number, (rule, start, end) in enumerate(matches):
        stop = matches[number + 1][1] if number + 1 < len(matches) else len(text)
        subject = _doers(text[begin:start], begin, mentions, people, recent, here)
        if not subject and rule.alone:
            owner = _owner(text[begin:end], people, recent)
            subject = (owner,) if owner else ()
        if not subject and not rule.alone:
            bare = not re.sub(r"[\s\W]", "", text[:start]) and not found
            subject = doers or (last if bare else ()) or ((recent[0],) if bare and recent else ())
        if not subject and not rule.alone:
            continue
        target = _target(text[start:stop], start, mentions, people, recent, subject) if rule.towards else None
        found.append(_deed(rule, subject, target, text, text[begin:stop], opening))
        doers = subject or doers
        begin = end
    if not found:
        subject = _leading(text, mentions) or ((last or tuple(recent[:1])) if _PRONOUN_FIRST.match(text) else ())
        words = len(text.split()) if " " in text else len(text) // 2
        seconds = min(max(Fraction(10, 10), Fraction(2 * words, 10)), Fraction(20, 10))
        prop = prop_in(text) if _HAND.search(text) else "none"
        held = "hold" if prop != "none" and subject else ""
        return [Deed(subject, Gesture.NONE, seconds, text, prop=prop, change=held, state=opening, known=False)]
    return _with_things(_through_doors(found), text)


def _through_doors(found: list[Deed]) -> list[Deed]:
    """Whoever opens a door and comes in, or goes, does one thing: nobody is there before they came."""
    return [
        one
        for one, following in zip(found, [*found[1:], None], strict=True)
        if following is None or not (one.sound == "door" and one.who and one.who == following.who and following.change in _PASSES)
    ]


def _matches(text: str, names: list[tuple[int, int]]) -> list[tuple[Rule, int, int]]:
    """Rules that match, by place; where several do, the earlier rule of the table (the more exact wording) wins."""
    taken: set[int] = set()
    named = {place for start, end in names for place in range(start, end)}
    found: list[tuple[Rule, int, int]] = []
    for rule in RULES:
        for match in rule.words.finditer(text):
            span = range(match.start(), match.end())
            # A name may stand inside a wording (``takes Mei's hand``), but a wording does not begin or end inside a name.
            inside = not span or span[0] in named or span[-1] in named
            if not inside and taken.isdisjoint(span):
                taken.update(span)
                found.append((rule, match.start(), match.end()))
    return sorted(found, key=lambda one: one[1])


def _deed(rule: Rule, subject: tuple[str, ...], target: str | None, sentence: str, part: str, opening: bool) -> Deed:
    state = rule.state and (opening or rule.gesture is Gesture.NONE)
    prop = rule.prop
    if prop == "none" and rule.change in ("hold", "give"):
        prop = prop_in(part)
    return Deed(
        who=subject,
        gesture=Gesture.NONE if state or not subject else rule.gesture,
        seconds=rule.seconds,
        text=sentence,
        target=target,
        feeling=rule.feeling,
        strength=rule.strength,
        prop=prop,
        sound=rule.sound if rule.sound != "door" or rule.change != "enter" or _DOOR.search(sentence) else "steps",
        change=rule.change,
        state=state,
    )


_PASSES = ("enter", "leave")
_DOOR = re.compile(r"door|puerta|porta|porte|门|bursts|storms", re.I)


def _with_things(found: list[Deed], text: str) -> list[Deed]:
    """A thing in somebody's hand (``the phone at her ear``) is held from then on, though nothing is done with it."""
    prop = prop_in(text)
    if prop == "none" or not _HAND.search(text) or any(one.change in ("hold", "give", "drop") for one in found):
        return found
    held = [index for index, one in enumerate(found) if one.who]
    if not held:
        return found
    index = held[-1]
    one = found[index]
    found[index] = Deed(
        one.who, one.gesture, one.seconds, one.text, one.target, one.feeling, one.strength, prop, one.sound, one.change, one.state
    )
    return found


def _doers(
    text: str, start: int, mentions: Sequence[Mention], people: People, recent: Sequence[str], here: tuple[str, ...]
) -> tuple[str, ...]:
    if _NOBODY.search(text):
        return ()
    inside = [one for one in mentions if start <= one.start and one.end <= start + len(text)]
    named = [one.who for one in inside if not one.owner and not _ABOUT.search(text[: one.start - start])]
    if named:
        return tuple(dict.fromkeys(named))
    if _ALL.search(text):
        return tuple(here)
    for pronoun, gender in _PRONOUNS:
        if pronoun.search(text):
            who = _latest(gender, people, recent)
            return (who,) if who else ()
    return tuple([one.who for one in inside if one.owner][:1])


def _leading(text: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The people a sentence begins with (``Mei and David …``): they are seen; others may only be spoken of."""
    found: list[str] = []
    end = 0
    for one in mentions:
        if not _JOINED.fullmatch(text[end : one.start]):
            break
        found.append(one.who)
        end = one.end
    return tuple(dict.fromkeys(found))


def _owner(text: str, people: People, recent: Sequence[str]) -> str | None:
    for pronoun, gender in _OWNERS:
        if pronoun.search(text):
            return _latest(gender, people, recent)
    return None


def _target(
    text: str, start: int, mentions: Sequence[Mention], people: People, recent: Sequence[str], doers: tuple[str, ...]
) -> str | None:
    for one in mentions:
        if start <= one.start < start + len(text) and one.who not in doers:
            return one.who
    others = [who for who in recent if who not in doers]
    for pronoun, gender in _OBJECTS:
        if pronoun.search(text):
            return _latest(gender, people, others)
    return None


def _latest(gender: Gender, people: People, recent: Sequence[str]) -> str | None:
    """The person last seen or heard whom a pronoun fits; someone of no stated gender only when nobody else does."""
    genders = dict(people.genders)
    fitting = [who for who in recent if genders.get(who) is gender]
    vague = [who for who in recent if genders.get(who, Gender.NEUTRAL) is Gender.NEUTRAL]
    return next(iter((*fitting, *vague)), None)
