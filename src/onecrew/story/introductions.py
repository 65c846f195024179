"""What a script says of people when it brings them in. In: its texts in order, names. Out: an Introduction a name. Never: a Look.

*An old man, PETE (70), waits.* *MISS PARK, 60s, stern, grey hair, writes.* *ZARA is a tall woman with red hair. She wears black.*
Only what stands beside the name counts: in *Mei looks at the old man* nobody is introduced.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onecrew.story.episode import Action, Episode, Heard, Line
from onecrew.story.look_words import PERSON, age_in, is_person, words, years_in
from onecrew.story.sentences import action_sentences
from onecrew.story.show import Gender


@dataclass(frozen=True, slots=True)
class Introduction:
    """``person``: who they are said to be (``an old man``); ``wears``: what they have and wear (``in a red coat``).

    ``pronouns``: above 0 they are *she* afterwards, below 0 *he*; from ``SURE`` on it is said, below it only seems so.
    """

    person: str = ""
    wears: str = ""
    pronouns: int = 0

    @property
    def pronoun(self) -> Gender | None:
        """The gender the pronouns say, surely or not."""
        return Gender.FEMALE if self.pronouns > 0 else Gender.MALE if self.pronouns < 0 else None


_SHE = re.compile(r"(?<!\w)(?:she|her|hers|herself|ella|ela|elle)(?!\w)|她(?!们)", re.IGNORECASE)
_HE = re.compile(r"(?<!\w)(?:he|his|him|himself|él|ele|il)(?!\w)|他(?!们)", re.IGNORECASE)
_FIRST = re.compile(r"\s*(?:(?:she|he|ella|él|ela|ele|elle|il)(?!\w)|[她他](?!们))", re.IGNORECASE)
_IS = re.compile(r"(?:\s+(?:is|was|looks|es|est|é)\s+(?=an?\s|una?\s|uma?\s|une\s|\d|in\s|about\s)|是)", re.IGNORECASE)
_HAS = re.compile(
    r"(?<![\w])(?:with|in|wearing|wears|wear|dressed|has|carrying|con|de|en|viste|lleva|vestid[oa]|tiene|com|em|usa|veste|tem|avec"
    r"|porte|vêtue?)(?![\w])|(?:穿着?|戴着?|留着|有着)",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"(?:\(|an?\s|the\s|one\s|about\s|aged\s|in\s|with\s|wear(?:ing|s)\s|dressed\s|early\s|mid|late\s|\d|una?\s|el\s|la\s|con\s|de\s"
    r"|uma?\s|o\s|com\s|une\s|le\s|avec\s|en\s|em\s)",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(r"\s*(?:glasses|spectacles|years)\b", re.IGNORECASE)
_CLOSED = re.compile(r"[,，、;；]")
SURE = 3
"""From here on pronouns say who somebody is."""


def introductions(episode: Episode, wanted: Collection[str], others: Collection[str] = ()) -> dict[str, Introduction]:
    """What the actions of an episode say of ``wanted`` people (cue names); ``others`` are the names of everybody else."""
    everybody = {name: _form(name) for name in (*wanted, *others)}
    if not wanted:
        return {}
    named = re.compile(
        "|".join(f"(?P<n{index}>{form})" for index, form in enumerate(everybody.values())),
    )
    names = list(everybody)
    found = {name: Introduction() for name in wanted}
    last: str | None = None
    for scene in episode.scenes:
        for beat in scene.beats:
            if isinstance(beat, Line) and beat.heard is Heard.ON_SCREEN:
                last = beat.speaker
            elif isinstance(beat, Action):
                near = False
                for sentence in action_sentences(beat.text):
                    last, near = _sentence(sentence, named, names, found, last, near)
    return found


def named_as(before: str, after: str) -> bool:
    """Whether a name between two texts is introduced as a person: by a person word before it, an age or a person word behind it."""
    behind = _after(after)
    return bool(_before(before)) or any(years_in(one) is not None or is_person(one) for one in behind)


def _sentence(
    text: str, named: re.Pattern[str], names: Sequence[str], found: dict[str, Introduction], last: str | None, near: bool
) -> tuple[str | None, bool]:
    """Takes in a sentence. ``last``: whom a pronoun means; ``near``: the sentence before named nobody else. Returns both anew."""
    mentions = [(names[int(str(one.lastgroup)[1:])], one.start(), one.end()) for one in named.finditer(text)]
    for index, (who, start, end) in enumerate(mentions):
        if who in found:
            before = text[mentions[index - 1][2] if index else 0 : start]
            after = text[end : mentions[index + 1][1] if index + 1 < len(mentions) else len(text)]
            found[who] = _more(found[who], *_described(before, after))
    people = {who for who, _, _ in mentions}
    if len(people) == 1:
        last, near = mentions[0][0], True
        _count(found, last, text[mentions[0][2] :], 1)
    elif people:
        last, near = None, False
    elif last is not None:
        opens = _FIRST.match(text) is not None
        _count(found, last, text, SURE if opens and near else 1)
        if opens and near and last in found:
            found[last] = _more(found[last], *_parts(_said_of(text)))
    return last, near


def _count(found: dict[str, Introduction], who: str, text: str, weight: int) -> None:
    she, he = _SHE.search(text), _HE.search(text)
    if who in found and bool(she) != bool(he):
        old = found[who]
        found[who] = Introduction(old.person, old.wears, old.pronouns + (weight if she else -weight))


def _more(old: Introduction, person: str, wears: str) -> Introduction:
    return Introduction(f"{old.person} , {person}".strip(" ,"), f"{old.wears} , {wears}".strip(" ,"), old.pronouns)


def _described(before: str, after: str) -> tuple[str, str]:
    """What stands before and behind a name and describes it: (person, wears)."""
    person, wears = _parts(_before(before))
    for piece in _after(after):
        one, more = _parts(piece)
        person, wears = f"{person} , {one}", f"{wears} , {more}"
    return person.strip(" ,"), wears.strip(" ,")


def _parts(piece: str) -> tuple[str, str]:
    """A description, who it is apart from what they have: *a fat man* from *with a beard*."""
    has = _HAS.search(piece)
    if has is None:
        return (piece, piece) if not is_person(piece) and age_in(piece) is None else (piece, "")
    # *In her late sixties* is no dress.
    return (piece if years_in(piece) is not None else piece[: has.start()]), piece[has.start() :]


def _before(text: str) -> str:
    """*An old man, PETE*; *a nurse named ROSA*; *waitress ANNA*."""
    said = re.sub(r"\s*(?:,|，|:|-|–|—|(?:called|named|llamad[oa]|chamad[oa]|appelée?|(?:名)?叫))?\s*$", "", text)
    phrase = re.search(
        rf"(?:^|[\s,.;，])((?:(?:an?|the|one|una?|el|la|uma?|o|une?|le)\s+)?(?:[\w-]+\s+){{0,3}}?(?:{PERSON})"
        r"(?:\s+(?:in|with|of|wearing|con|de|com|avec)\s+[^,.;]{1,50})?)$",
        said,
        re.IGNORECASE,
    )
    if phrase is None and words(PERSON).search(said[-3:]):
        phrase = re.search(r"([\u3400-\u9fff]{1,10})$", said)
    return phrase[1] if phrase else ""


def _after(text: str) -> list[str]:
    """The pieces behind a name that describe: its brackets, what follows between commas, *is a …*, *in a red coat*."""
    found: list[str] = []
    if bracket := re.match(r"\s*[(（]([^()（）]{1,80})[)）]", text):
        found += [one for one in _CLOSED.split(bracket[1]) if one.strip()]
        text = text[bracket.end() :]
    if _IS.match(text):
        return [*found, re.split(r"[.;。；]", text)[0]]
    if wearing := re.match(r"\s+(?:(?:in|with|wearing|dressed in|wears|con|com|avec|en)\s)[^,.;]{1,60}", text):
        return [*found, wearing[0].strip()]
    if text.lstrip().startswith(("穿", "戴", "留着")):
        return [*found, re.split(r"[.;。；]", text)[0]]
    if not re.match(r"\s*[,，]", text):
        return found
    for piece in _CLOSED.split(re.split(r"[.。!?]", text)[0])[1:]:
        if not _describes(piece.strip()):
            break
        found.append(piece.strip())
    return found


def _describes(piece: str) -> bool:
    """Whether a piece between commas says how somebody is rather than what they do."""
    if re.search(r"[\u3400-\u9fff]", piece):
        return age_in(piece) is not None or _HAS.search(piece) is not None or len(piece) <= 6
    if _BEGINS.match(piece):
        return True
    short = piece.split()
    does = short and short[0].endswith("s") and not _NOT_DONE.match(piece)
    return len(short) <= 3 and not does and words("and|then|but").match(piece) is None


def _said_of(text: str) -> str:
    """*She wears a green dress.*, *He is in his seventies.*; anything else such a sentence tells is an action."""
    wears = re.match(
        r"\s*\S+\s+(?:is|was|wears|is wearing|has|es|tiene|lleva|viste|é|tem|usa|est|a|porte)\s[^.;。]{1,90}"
        r"|[她他](?:穿|戴|留着|有|是)[^。]{1,40}",
        text,
        re.IGNORECASE,
    )
    return wears[0] if wears else ""


def _form(name: str) -> str:
    """How a name is found in action: as its cue or with capitals, a word of its own where its script has words."""
    forms = "|".join(re.escape(one) for one in dict.fromkeys((name, name.title())))
    if re.search(r"[\u3040-\u30ff\u3400-\u9fff]", name):
        return f"(?:{forms})"
    return rf"(?<![^\W\u3040-\u30ff\u3400-\u9fff])(?:{forms})(?![^\W\u3040-\u30ff\u3400-\u9fff])"
