"""A scene heading becomes a Place. In: the heading, the place before, ``[[place: …]]`` notes. Out: a Place. Never: beats.

A heading is ``INT. NAME - TIME``; the parts may stand in any order in Chinese. The most specific part of the name decides the kind
(``HOTEL - ROOFTOP`` is a rooftop), its head noun before other nouns (``HOTEL BAR``; ``BAR DO HOTEL``).
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from onecrew.story import place_words
from onecrew.story.episode import PLACES, TIMES, WEATHERS, Place

_INSIDE = re.compile(
    r"^\s*(?P<both>(?:int|ext)(?:erior)?\.?\s*/\s*(?:int|ext)(?:erior)?\b\.?|i\.?/e\b\.?|e\.?/i\b\.?|内外景|內外景)"
    r"|^\s*(?P<inside>int(?:erior|érieur)?(?:[.:]|\b)|ИНТ\.?|داخلي|内景|內景)"
    r"|^\s*(?P<outside>(?:ext(?:erior|érieur)?|est(?:ablishing)?)(?:[.:]|\b)|НАТ\.?|ЭКСТ\.?|خارجي|外景)",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_SPLIT = re.compile(r"\s+[-–—−]+\s*|\s*[–—/|·]\s*|\s*-\s+")
_HEAD_FIRST = re.compile(
    r",\s+|\s+(?:of|in|at|inside|on|near|by|behind|de|do|da|dos|das|del|du|des|d'|dans|en|no|na|em|chez|sur)\s+|\s+d'"
)
_STREET_SIDE = frozenset({"flat", "office", "cafe", "hospital", "car", "restaurant", "bedroom", "shop", "lift", "school"})
"""Kinds that are seen from the street when the heading says EXT."""
_LONG_AFTER = re.compile(r"\b(days?|weeks?|months?|years?|dias?|semanas?|mes(es)?|anos?|jours?|mois|ans?)\b")
_STOPPED = re.compile(
    r"\b(stop\w*|ceas\w*|no|without|after the|before the|end of|para|paro|parou|sin|sem|sans|arrete\w*)\W+(\w+\W+){0,2}$"
)
_STOPS_AFTER = re.compile(
    r"^\W+(ha[sd]? |have |a |ya )?(stop\w*|ceas\w*|end\w*|over|paro|parou|arrete\w*|cesse\w*|globe)\b|^(已|已经)?(停|过后)"
)


@dataclass(frozen=True, slots=True)
class PlaceNote:
    """What a ``[[place: cafe, night, rain]]`` note chooses; ``unknown`` has the words it names that mean nothing."""

    kind: str | None = None
    time: str | None = None
    weather: str | None = None
    unknown: tuple[str, ...] = ()


def read_place(heading: str, before: Place | None = None) -> Place:
    """The place a scene heading names; ``before`` is the place of the scene before, for CONTINUOUS, LATER and what is left unsaid.

    ``known`` is False when no set stands for the name: the nearest by meaning or spelling, else a flat inside and a street outside.
    """
    text = " ".join(heading.split())
    inside = _INSIDE.match(text)
    rest = text[inside.end() :].lstrip(" .:：。-–—·") if inside else text
    side = None if not inside else "outside" if inside["outside"] else "inside"
    if _HAN.search(rest):
        name, time, same, told = _chinese_parts(rest)
        side = side or told
    else:
        name, time, same = _parts(rest)
    weather = weather_in(rest)
    if not name or (inside is None and before is not None and _fold(name) in ("back", "back to scene", "same", "same place")):
        if before is not None:
            return replace(before, time=time or before.time, weather=weather or before.weather)
        name = name or text or "NOWHERE"
    kind, exact = _kind(name)
    interior = side != "outside" if side else kind not in ("street", "forest", "rooftop")
    same_place = before is not None and _fold(before.name) == _fold(name)
    if kind is None:
        kind, exact = _nearest(name), False
        kind = kind or ("flat" if interior else "street")
    if not interior and kind in _STREET_SIDE:
        kind = "street"
    if before is not None and time is None:
        time = before.time
    if before is not None and weather is None and (same or same_place):
        weather = before.weather
    return Place(name, kind, interior, time or "day", weather or "clear", exact)


def read_place_note(text: str) -> PlaceNote | None:
    """The choice in ``[[place: …]]``, ``[[time: …]]`` or ``[[weather: …]]``; None when the note is something else."""
    keyed = re.match(r"\s*(place|set|time|weather|lugar|local|lieu|地点)\s*[:=：]\s*(.+)$", text, re.IGNORECASE | re.DOTALL)
    if not keyed:
        return None
    note = PlaceNote()
    for word in (part.strip() for part in re.split(r"[,;，；\n]", keyed[2])):
        folded = _fold(word)
        if not folded:
            continue
        time = folded if folded in TIMES else _time_in(word)
        weather = folded if folded in WEATHERS else weather_in(word)
        kind, exact = (folded, True) if folded in PLACES else _kind(word)
        if weather is not None and note.weather is None:
            note = replace(note, weather=weather)
        elif time is not None and note.time is None:
            note = replace(note, time=time)
        elif kind is not None and exact and note.kind is None:
            note = replace(note, kind=kind)
        else:
            note = replace(note, unknown=(*note.unknown, word))
    return note


def weather_in(text: str) -> str | None:
    """``rain`` or ``snow`` when the text says it falls; None when it says nothing, or that it stopped."""
    folded = _fold(text)
    words = _words("weather")
    for token in re.finditer(r"[^\W_]+", folded):
        found = words.get(token[0])
        if found and not _STOPPED.search(folded[: token.start()]) and not _STOPS_AFTER.match(folded[token.end() :]):
            return found[0]
    for weather, letters in place_words.CHINESE_WEATHERS.items():
        for letter in letters:
            at = text.find(letter)
            if at >= 0 and not _STOPS_AFTER.match(text[at + 1 :]) and text[max(0, at - 1) : at] not in "没無无" * (at > 0):
                return weather
    return None


def _fold(text: str) -> str:
    """Small letters without accents, apostrophes straight."""
    text = text.replace("’", "'").casefold()
    if text.isascii():
        return text.strip()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()


@cache
def _words(table: str) -> dict[str, tuple[str, int]]:
    """Folded words and phrases of a table with what they name and how surely: 3 strong, 2 near, 1 weak."""
    layers: tuple[tuple[dict[str, str], int], ...] = ((place_words.WEATHERS, 3),)
    if table == "place":
        layers = ((place_words.WEAK, 1), (place_words.NEAR, 2), (place_words.STRONG, 3))
    elif table == "time":
        layers = ((place_words.TIMES, 3),)
    found: dict[str, tuple[str, int]] = {}
    for layer, strength in layers:
        for name, listed in layer.items():
            for phrase in _phrases(listed):
                found[phrase] = (name, strength)
    return found


def _phrases(listed: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in listed.split(",")]


def _kind(name: str) -> tuple[str | None, bool]:
    """The kind a name says and whether it is exactly that; (None, False) when no word is known."""
    best: tuple[int, int, int, int] | None = None
    kind, exact = None, False
    for part_number, part in enumerate(_SPLIT.split(_fold(name))):
        for segment_number, segment in enumerate((part, *_HEAD_FIRST.split(part))):
            for strength, at, length, found in _named(segment):
                if segment_number == 0 and length < 3:
                    continue  # the whole part is looked at only for phrases such as "quarto do hospital"
                rank = (strength, part_number, -segment_number, at * 100 + length)
                if best is None or rank > best:
                    best, kind, exact = rank, found, strength != 2
    return kind, exact


def _named(segment: str) -> list[tuple[int, int, int, str]]:
    """The place words of a segment: strength, where the word ends, its length in words, its kind."""
    tokens = re.findall(r"[^\W_]+(?:'[^\W_]+)?", segment)
    words = _words("place")
    found = []
    for start in range(len(tokens)):
        for length in range(min(4, len(tokens) - start), 0, -1):
            phrase = " ".join(tokens[start : start + length])
            hit = words.get(phrase) or (words.get(phrase[:-1]) if phrase.endswith("s") else None)
            hit = hit or (words.get(phrase[:-2]) if phrase.endswith("es") else None)
            if hit:
                found.append((hit[1], start + length, length, hit[0]))
    if _HAN.search(segment):
        tables = ((place_words.CHINESE_STRONG, 3), (place_words.CHINESE_NEAR, 2), (place_words.CHINESE_WEAK, 1))
        for table, strength in tables:
            for kind, listed in table.items():
                for word in listed.split():
                    at = segment.rfind(word)
                    if at >= 0:
                        found.append((strength, at + len(word), len(word), kind))
    return found


@lru_cache(1024)
def _nearest(name: str) -> str | None:
    """The kind of the word spelt most like one of the name's: ``HOSPTIAL`` is a hospital."""
    words = [word for word, (_, strength) in _words("place").items() if strength == 3 and len(word) > 4]
    for token in reversed(re.findall(r"[^\W\d_]{5,}", _fold(name))):
        near = difflib.get_close_matches(token, [word for word in words if word[0] == token[0]], n=1, cutoff=0.82)
        if near:
            return _words("place")[near[0]][0]
    return None


_AROUND = r"(?:the|next|following|early|late|later|that|same|mid|pre|moments?|an?|el|la|al|o|ao|le|une?|de|por|pela|minutes|hours?)"


@cache
def _time_phrase() -> re.Pattern[str]:
    """A time of day with the words around it, at the end of a folded heading."""
    known = sorted((*_words("time"), *_phrases(place_words.SAME_TIME)), key=len, reverse=True)
    several = sorted(_phrases(place_words.SPANS), key=len, reverse=True)
    times = "|".join(re.escape(word) for word in known)
    return re.compile(
        rf"^(?P<name>.*?)(?P<cut>^|\s*[-–—−/,.;:|·(]+\s*|\s+)"
        rf"(?P<time>(?:(?:{_AROUND}|\d+|{'|'.join(several)}|one|two|three|four|five|six|seven|ten|few|some|several|many)[\s-]+)*(?:{times})"
        rf"(?:[\s-]+(?:{times}|\d+|{'|'.join(several)}|later|after|before|time|shoot))*)[\s.)\]]*$",
        re.DOTALL,
    )


def _parts(rest: str) -> tuple[str, str | None, bool]:
    """The name, the time of day, and whether the heading goes on from the scene before."""
    name = rest
    time: str | None = None
    same = False
    while name:
        trimmed = re.sub(r"[\s.,;:(–—-]*\([^()]*\)\s*$|[\s–—-]+$", "", name)
        bracket = name[len(trimmed) :]
        time = time or (_time_in(bracket) if bracket else None)
        name = trimmed
        folded = _fold_aligned(name)
        found = _time_phrase().match(folded)
        pieces = _SPLIT.split(folded)
        if found is None or (found["name"] and not found["cut"].strip() and len(pieces) == 1 and not _is_time_alone(found["time"])):
            last = pieces[-1] if len(pieces) > 1 else ""
            if last and _kind(last)[0] is None and (_time_in(last) or weather_in(last)):
                time = time or _time_in(last)
                name = name[: len(folded) - len(last)].rstrip(" -–—−/|·")
                continue
            break
        time = time or _time_in(found["time"])
        same = same or (_time_in(found["time"]) is None and not _LONG_AFTER.search(found["time"]))
        name = name[: found.end("name")]
    return name.strip(" -–—−.,;:/|·"), time, same


def _fold_aligned(text: str) -> str:
    """``_fold`` letter by letter, so that places in the result are places in ``text``."""
    return "".join((_fold(letter) or letter)[:1] if not letter.isspace() else " " for letter in text)


def _is_time_alone(phrase: str) -> bool:
    """Whether a phrase at the end of an undivided heading is a time rather than part of a name (``INT FLAT NIGHT``)."""
    return _time_in(phrase) is not None or phrase in ("continuous", "later", "moments later", "same")


def _time_in(text: str) -> str | None:
    """The time of day a text names; the last one named wins (``LATER THAT NIGHT``)."""
    found: tuple[int, int, str] | None = None
    folded = _fold(text)
    for word, (time, _) in _words("time").items():
        at = folded.rfind(word)
        if at < 0 or (folded[at - 1 : at] or " ").isalnum() or (folded[at + len(word) :][:1] or " ").isalnum():
            continue
        if found is None or (at + len(word), len(word)) > found[:2]:
            found = (at + len(word), len(word), time)
    if found:
        return found[2]
    if _HAN.search(text):
        for time, listed in place_words.CHINESE_TIMES.items():
            if any(word in text for word in listed.split()):
                return time
    return None


def _chinese_parts(rest: str) -> tuple[str, str | None, bool, str | None]:
    """The name, the time, whether it goes on from before, and ``inside`` or ``outside`` if a token says so."""
    kept: list[str] = []
    time: str | None = None
    same = False
    side: str | None = None
    exact = {word: name for name, listed in place_words.CHINESE_TIMES.items() for word in listed.split()}
    for token in re.split(r"[\s,，、.。:：;；/|·（）()【】\-–—]+", rest):
        if not token or re.fullmatch(r"[\d-]+|第?[一二三四五六七八九十百零\d]+[场場集幕]", token):
            continue
        if token in ("内", "內", "内景", "內景", "外", "外景", "内外"):
            side = "outside" if token[0] == "外" else "inside"
        elif token in exact or (_is_latin_time(token)):
            time = exact.get(token) or _time_in(token)
        elif token in place_words.CHINESE_SAME.split():
            same = True
        elif re.fullmatch(r"[日夜晨昏][内內外]", token):
            time = exact.get(token[0], "dusk")
            side = "outside" if token[1] == "外" else "inside"
        elif len(token) <= 3 and weather_in(token) and _kind(token)[0] is None:
            time = time or _time_in(token)
        else:
            kept.append(token)
    name = " ".join(kept)
    if time is None:
        tail = re.search(r"(深夜|夜晚|夜里|傍晚|黄昏|清晨|凌晨|白天|晚上|早上|中午|下午|雨夜)$", name)
        if tail:
            time = _time_in(tail[1])
            name = name[: tail.start()].strip() or name
    return name, time, same, side


def _is_latin_time(token: str) -> bool:
    return not _HAN.search(token) and _time_in(token) is not None and _fold(token) in _words("time")
