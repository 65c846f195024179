"""How a line is felt and said, from the words around it.

In: parentheticals, actions, what is said. Out: a Tone; the mood of a scene. Never: beats.

The wordings are those of ``feeling_words``. Where several feelings are named the strongest wins, the first of equals; "not" before
a word takes it away, "slightly" weakens it by 20, "very" adds 20. What is not said is None: the reader of a scene decides then.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache

from onecrew.story import feeling_words as words
from onecrew.story.episode import MOODS, Delivery, Feeling

_HAN = re.compile(r"[\u3400-\u9fff]")
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_CLAUSE = re.compile(r"(?<!\d)[,.]|[,.](?!\d)|[;…:/，、；。：\n–—]+|\s+(?:and then|then|but|luego|depois|puis)\s+", re.IGNORECASE)
_TO = re.compile(
    r"^(?:(?:still|now|turning|turns|aside|back|calling|calls|speaking|shouting|whispering|looking|sotto|falando|hablando)\s+)*"
    r"(?:to|toward|towards|at|para|a|ao|à|aos|al|vers)\s+(?P<who>.+)$"
    r"|^[^面针相绝反]{0,4}?(?:对着|对|對著|對|向|朝)(?P<han>[^说說道喊着著]{1,12}?)(?:说|說|道|喊|着|著)?$",
    re.IGNORECASE,
)
_GESTURES = re.compile(r"\bsh(?:ak|ook)\w* (?:(?:his|her|their|my|its|the) (?:heads?|fists?|hands?)|hands)\b")
"""What looks like a feeling and is none: a shaken head trembles with no fear."""
_SECONDS = re.compile(
    r"^(?:(?:beat|pause|hold)\s+)?(?P<number>\d+(?:[.,]\d+)?)\s*(?:s|sec|secs|seconds?|segundos?|secondes?|秒)(?:\s+pause)?$"
)


@dataclass(frozen=True, slots=True)
class Tone:
    """What wording says about a line; None and 0: nothing. ``to``: the name as written; ``pause``: seconds of silence before it."""

    feeling: Feeling | None = None
    strength: int = 60
    delivery: Delivery | None = None
    pause: Fraction = Fraction(0)
    to: str | None = None
    sung: bool = False

    @property
    def only_pause(self) -> bool:
        """Whether the wording asks for silence and nothing else: ``(beat)``."""
        return self.pause > 0 and self.feeling is None and self.delivery is None and self.to is None and not self.sung


def read_tone(wording: str) -> Tone:
    """The tone a parenthetical asks for, without its parentheses: ``to MEI, coldly`` or ``beat``."""
    tone = Tone()
    rest: list[str] = []
    for clause in _CLAUSE.split(wording):
        clause = clause.strip(' ()（）"“”')
        if not clause:
            continue
        pause = _pause(clause)
        if pause:
            tone = replace(tone, pause=tone.pause + pause)
            continue
        spoken_to = _TO.match(clause)
        who = (spoken_to["who"] or spoken_to["han"] or "").strip(" .!") if spoken_to else ""
        if who and tone.to is None and _names_somebody(who):
            tone = replace(tone, to=re.sub(r"^(?:the|el|la|o|os|as|le)\s+", "", who, flags=re.IGNORECASE))
        rest.append(clause)
    said = ", ".join(rest)
    found = feeling_in(said)
    if found:
        tone = replace(tone, feeling=found[0], strength=found[1])
    sung = any(hit for _, _, hit in _hits(_tokens(said), "sung"))
    return replace(tone, delivery=_delivery(said), sung=sung or any(word in said for word in ("唱", "哼")))


def feeling_in(text: str) -> tuple[Feeling, int] | None:
    """The strongest feeling a wording names, with its strength 10–100; None when it names none."""
    best: tuple[Feeling, int] | None = None
    tokens = _tokens(text)
    for start, _, (name, strength) in _hits(tokens, "feelings"):
        if any(token in _flat("not") for token in tokens[max(0, start - 2) : start]):
            continue
        strength = _weighed(strength, " ".join(tokens[max(0, start - 4) : start]))
        if best is None or strength > best[1]:
            best = Feeling(name), strength
    for start, (name, strength) in _chinese_hits(text, words.CHINESE_FEELINGS):
        if text[max(0, start - 1) : start] in ("不", "没", "沒"):
            continue
        strength = _weighed(strength, text[max(0, start - 3) : start])
        if best is None or strength > best[1]:
            best = Feeling(name), strength
    return best


def hinted_tone(text: str) -> Tone:
    """A gentle guess from what is said and its punctuation, for a line with no wording of its own."""
    tokens = _tokens(text)
    loud = bool(re.search(r"[!！¡]", text))
    letters = [letter for letter in text if letter.isalpha()]
    capitals = len(letters) > 5 and len(tokens) > 1 and text == text.upper() and text != text.lower()
    found: tuple[str, int] | None = next((hit for _, _, hit in _hits(tokens, "sayings")), None)
    if found is None:
        found = next((hit for _, hit in _chinese_hits(text, _chinese_sayings())), None)
    if capitals:
        named = found[0] if found and found[0] != Feeling.TENDER else Feeling.ANGRY
        return Tone(Feeling(named), 60, Delivery.SHOUT)
    if found:
        return Tone(Feeling(found[0]), found[1] if loud else found[1] - 10)
    if re.search(r"[?？]\s*[!！]|[!！]\s*[?？]|⁉|‽", text):
        return Tone(Feeling.SURPRISED, 50)
    if loud and re.search(r"[!！]{2,}", text):
        return Tone(Feeling.SURPRISED, 40, Delivery.SHOUT)
    if loud:
        return Tone(_exclaimed(tokens), 35)
    if re.search(r"(\.\.\.|…|——)\s*[”\"'’」]?$", text.strip()):
        return Tone(Feeling.SAD, 25, Delivery.SLOW if len(tokens) <= 6 else None)
    return Tone()


def scene_mood(texts: Iterable[str], feelings: Iterable[tuple[Feeling, int]], time: str = "day", weather: str = "clear") -> str:
    """One of ``MOODS``, from the heading, the synopsis and the actions of a scene and how its lines are felt.

    Every word of a mood counts 30, every line a share of its strength; the mood must reach 45 over all to displace ``calm``.
    """
    score = dict.fromkeys(MOODS, 0)
    for text in texts:
        for _, _, (name, _) in _hits(_tokens(text), "moods"):
            score[name] += 30
        for _, (name, _) in _chinese_hits(text, _chinese_moods()):
            score[name] += 30
    for feeling, strength in feelings:
        for mood, share in _MOOD_SHARES.get(feeling, ()):
            score[mood] += strength * share // 100
    score["joyful" if score["joyful"] >= score["warm"] else "warm"] += min(score["joyful"], score["warm"]) // 2
    if score["eerie"] and (time == "night" or weather != "clear"):
        score["eerie"] += 15
    best = max(MOODS, key=lambda mood: (score[mood], -MOODS.index(mood)))
    return best if score[best] >= 45 else "calm"


_MOOD_SHARES: Mapping[Feeling, tuple[tuple[str, int], ...]] = {
    Feeling.HAPPY: (("joyful", 60), ("warm", 45)),
    Feeling.SAD: (("sad", 70),),
    Feeling.ANGRY: (("angry", 65), ("tense", 35)),
    Feeling.AFRAID: (("tense", 60), ("eerie", 25)),
    Feeling.SURPRISED: (("tense", 30),),
    Feeling.DISGUSTED: (("tense", 40), ("angry", 15)),
    Feeling.TENDER: (("warm", 45), ("romantic", 40)),
}


def fold(text: str) -> str:
    """Small letters without accents, apostrophes straight: the form of the tables."""
    text = text.replace("’", "'").casefold()
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(_GESTURES.sub(" ", fold(text)))


Hit = tuple[str, int]


@cache
def _table(name: str) -> tuple[dict[str, Hit], dict[str, Hit], dict[str, int]]:
    """Whole phrases, beginnings of words, and the most words a phrase has by its first word."""
    sources: dict[str, list[tuple[Hit, str]]] = {
        "feelings": list(words.FEELINGS.items()),
        "sayings": list(words.SAYINGS.items()),
        "moods": [((mood, 30), listed) for mood, listed in words.MOODS.items()],
        "deliveries": [((delivery, 0), listed) for delivery, listed in words.DELIVERIES.items()],
        "sung": [(("sung", 0), words.SUNG)],
    }
    phrases: dict[str, Hit] = {}
    stems: dict[str, Hit] = {}
    for hit, listed in sources[name]:
        for phrase in listed.split(","):
            word = " ".join(phrase.split())
            if word.endswith("*"):
                stems.setdefault(word[:-1], hit)
            elif word and not _HAN.search(word):
                phrases.setdefault(" ".join(_TOKEN.findall(word)), hit)
    longest: dict[str, int] = {}
    for phrase in phrases:
        first, *more = phrase.split()
        longest[first] = max(longest.get(first, 0), 1 + len(more))
    return phrases, stems, longest


@lru_cache(8192)
def _stem_hit(token: str, name: str) -> Hit | None:
    """What the beginning of a word says; the longest beginning wins."""
    stems = _table(name)[1]
    return next((stems[token[:end]] for end in range(len(token), 2, -1) if token[:end] in stems), None)


def _hits(tokens: list[str], name: str) -> list[tuple[int, int, Hit]]:
    """What a table knows in the tokens: first token, number of tokens, hit. The longest phrase wins, words are used once."""
    phrases, _, longest = _table(name)
    found = []
    used = 0
    for at, token in enumerate(tokens):
        stem = _stem_hit(token, name)
        if at < used or (stem is None and token not in longest):
            continue
        hit, length = stem, 1
        for words_tried in range(min(longest.get(token, 0), len(tokens) - at), 0, -1):
            whole = phrases.get(" ".join(tokens[at : at + words_tried]))
            if whole:
                hit, length = whole, words_tried
                break
        if hit:
            found.append((at, length, hit))
            used = at + length
    return found


def _chinese_hits(text: str, table: Mapping[Hit, str]) -> list[tuple[int, Hit]]:
    """Words of a Chinese table in the text, in order; a longer word hides the shorter ones in it (冷笑 is no 笑)."""
    if not _HAN.search(text):
        return []
    listed = sorted(((word, hit) for hit, line in table.items() for word in line.split()), key=lambda pair: -len(pair[0]))
    taken: set[int] = set()
    found = []
    for word, hit in listed:
        for at in (one.start() for one in re.finditer(re.escape(word), text)):
            span = range(at, at + len(word))
            if not taken.intersection(span):
                taken.update(span)
                found.append((at, hit))
    return sorted(found)


@cache
def _chinese_sayings() -> Mapping[Hit, str]:
    return {hit: _chinese_part(listed) for hit, listed in words.SAYINGS.items()}


@cache
def _chinese_moods() -> Mapping[Hit, str]:
    return {(mood, 30): _chinese_part(listed) for mood, listed in words.MOODS.items()}


def _chinese_part(listed: str) -> str:
    return " ".join(word for word in re.split(r"[,\s]+", listed) if _HAN.search(word))


@cache
def _flat(name: str) -> frozenset[str]:
    listed = {"not": words.NOT, "more": words.MORE, "less": words.LESS}[name]
    return frozenset(
        " ".join(phrase.split()) for part in listed.split(",") for phrase in ([part] if not _HAN.search(part) else part.split())
    )


def _weighed(strength: int, before: str) -> int:
    tail = f" {before}"
    if any(tail.endswith((f" {phrase}", phrase if _HAN.search(phrase) else f" {phrase}")) for phrase in _flat("less")):
        return max(10, strength - 20)
    if any(tail.endswith((f" {phrase}", phrase if _HAN.search(phrase) else f" {phrase}")) for phrase in _flat("more")):
        return min(100, strength + 20)
    return strength


def _delivery(text: str) -> Delivery | None:
    found = next((hit for _, _, hit in _hits(_tokens(text), "deliveries")), None)
    if found is None:
        table = {(name, 0): listed for name, listed in words.CHINESE_DELIVERIES.items()}
        found = next((hit for _, hit in _chinese_hits(text, table)), None)
    return Delivery(found[0]) if found else None


def _pause(clause: str) -> Fraction:
    folded = re.sub(r"^after ", "", " ".join(fold(clause).split()))
    timed = _SECONDS.match(folded)
    if timed:
        return min(Fraction(timed["number"].replace(",", ".")), Fraction(10))
    for seconds, listed in words.PAUSES.items():
        if folded in (" ".join(phrase.split()) for phrase in listed.split(",")):
            return Fraction(seconds)
    for seconds, listed in words.CHINESE_PAUSES.items():
        if folded in listed.split():
            return Fraction(seconds)
    return Fraction(0)


def _names_somebody(who: str) -> bool:
    """A name begins with a capital or is Chinese; pronouns and crowds are nobody."""
    first = who.split()[0]
    return (
        len(who.split()) <= 4
        and who.casefold() not in words.NOBODY.split()
        and (first[0].isupper() or bool(_HAN.match(first)) or first in ("the", "el", "la"))
    )


def _exclaimed(tokens: list[str]) -> Feeling:
    """The feeling of a single mark of exclamation: by the first word that tells, else surprise."""
    for token in tokens:
        for feeling, listed in words.EXCLAIMED.items():
            if token in listed.split():
                return Feeling(feeling)
    return Feeling.SURPRISED
