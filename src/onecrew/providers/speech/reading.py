"""How a written line is said aloud. In: a line and a language. Out: words and marks, no figures and signs. Never: phonemes.

Times, money, dates, ordinals, percentages, units, telephone numbers, abbreviations. What a language's own phonemizer reads well
is left to it: all figures of Japanese (Open JTalk) and those of Hindi (espeak-ng).
"""

from __future__ import annotations

import re
import unicodedata

from onecrew.providers import numbers
from onecrew.providers.speech.customs import CUSTOMS, Customs, spoken_year
from onecrew.providers.speech.reading_chinese import read_chinese


def read(text: str, language: str) -> str:
    """The line as it is said, in a language of Kokoro (``en-US``, ``zh``, …)."""
    base = language.split("-")[0]
    line = _plain(text)
    if base == "zh":
        return read_chinese(line)
    if base in CUSTOMS:
        line = _by_custom(line, CUSTOMS[base], base, american=language == "en-US")
    return re.sub(r"\s+", " ", line).strip()


def _plain(text: str) -> str:
    """One spelling for marks; emoji, control characters and the script's own mark-up are silent."""
    line = unicodedata.normalize("NFC", text)
    line = line.translate(_SAME)
    line = re.sub(r"(?<!\*)\*{1,3}(?!\*)|(?<!\w)_+|_+(?!\w)", "", line)
    line = re.sub(r"\.{3,}|…+", "…", line)
    line = re.sub(r"\s*(?:--+|—|–(?=\s)|(?<=\s)[-–](?=\s))\s*", " — ", line)
    line = re.sub(r"\s*[(\[{]([^)\]}]*)[)\]}]", r", \1,", line)
    line = re.sub(r",(\s*[,.;:!?…])", r"\1", line)
    line = re.sub(r"([.;:!?…])\s*,", r"\1", line)
    kept = (one if _spoken(one) else " " for one in line)
    line = re.sub(r"\s+", " ", "".join(kept)).strip()
    line = re.sub(r"\s+([,.;:!?…])", r"\1", line)
    line = re.sub(r"([!?])[!?]+", lambda found: "?" if "?" in found[0] else "!", line)
    return line.strip(" ,")


_SAME = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "«": "“",
        "»": "”",
        "„": "“",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u200b": "",
        "¿": "",
        "¡": "",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "|": " ",
        "～": "—",
        "।": ".",
        "॥": ".",
    }
)


def _spoken(letter: str) -> bool:
    """Letters, marks of letters, figures, punctuation, money and mathematics; not pictures, arrows or controls."""
    kind = unicodedata.category(letter)
    return (
        (kind[0] in "LMN" and letter not in "\ufe0e\ufe0f\u20e3")
        or kind in ("Zs", "Sc", "Sm", "Po", "Pd", "Ps", "Pe", "Pi", "Pf")
        or letter in "°\n\t"
    )


def _by_custom(line: str, custom: Customs, base: str, american: bool) -> str:
    if base != "en" and re.search(r"[^\W\d_]{2}.*\s", line) and line.upper() == line and line.lower() != line:
        # A shouted line: capitals would be spelt out.
        line = line.lower()
    for pattern, words in custom.abbreviations.items():
        line = re.sub(pattern, words, line)
    line = re.sub(r"(?<!\w)\+?\d{1,4}(?:[ -]\d{2,4}){2,}(?!\w)|(?<![\d.,])0\d{6,}(?!\d)", lambda m: _telephone(m[0], base), line)
    line = re.sub(
        r"(?<![\d:])([01]?\d|2[0-4])(?::|(?<=\d)h)([0-5]\d)?(?!\d)(?:\s*([ap])\.?m\b\.?)?",
        lambda m: _clock(m, custom),
        line,
    )
    line = (
        re.sub(r"\b(1[0-2]|[1-9])\s*([ap])\.?m\b\.?", lambda m: custom.clock(int(m[1]), 0, f"{m[2]}m"), line)
        if base == "en"
        else line
    )
    line = re.sub(
        r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)|(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)",
        lambda m: _date(m, custom, american),
        line,
    )
    if numbers.spells(base):
        line = re.sub(r"(?<![\w.,])-(?=\d)", numbers.spell(-1, base).rsplit(" ", 1)[0] + " ", line)
    line = _money(line, custom, base)
    number = rf"\d{{1,3}}(?:{custom.group}\d{{3}})+(?!\d)(?:{custom.decimal}\d+)?|\d+(?:{custom.decimal}\d+)?"
    line = re.sub(rf"({number})\s?%", lambda m: f"{_number(m[1], custom, base)} {custom.percent}", line)
    names = "|".join(sorted(map(re.escape, custom.units), key=len, reverse=True))
    line = re.sub(rf"({number})\s?({names})(?!\w)", lambda m: _unit(m, custom, base), line)
    if custom.ordinal:
        line = re.sub(r"\b(\d{1,4})(st|nd|rd|th|er|re|ère|e|ème|º|ª|°|o|a)(?!\w)", lambda m: _ordinal(m, custom), line)
    for sign, words in custom.signs.items():
        line = line.replace(sign, f" {words} ")
    if numbers.spells(base):
        if base == "en":
            line = re.sub(r"(?<![\d.,$])(1[1-9]\d\d|20[1-9]\d)(?:'?s\b)?(?!\d|[,.]\d)", spoken_year, line)
        line = re.sub(number, lambda m: f" {_number(m[0], custom, base)} ", line)
        if base == "es":
            line = re.sub(r"(veinti|\by )uno\s+(?=[a-zñáéíóú]+s\b)", lambda m: "veintiún " if m[1] == "veinti" else "y un ", line)
    return re.sub(r"\s+([,.;:!?…])", r"\1", re.sub(r"\s+", " ", line)).strip()


def _number(text: str, custom: Customs, base: str) -> str:
    """Figures with marks between thousands and decimals, as words; by single digits when too long or led by zeros."""
    whole, *parts = re.split(custom.decimal, re.sub(rf"{custom.group}(?=\d{{3}}(?!\d))", "", text))
    part = parts[0] if parts else ""
    if not numbers.spells(base):
        return text
    if len(whole) > 12 or (len(whole) > 1 and whole[0] == "0"):
        said = numbers.digits(whole, base)
    else:
        said = numbers.spell(int(whole), base)
    if not part:
        return said
    tail = numbers.digits(part, base) if base in ("en", "zh") or part[0] == "0" else numbers.spell(int(part), base)
    return f"{said} {custom.point} {tail}"


def _telephone(text: str, base: str) -> str:
    if not numbers.spells(base):
        return " ".join(text)
    return ", ".join(numbers.digits(group, base) for group in re.split(r"[ -]", text) if group.strip("+"))


def _clock(found: re.Match[str], custom: Customs) -> str:
    return custom.clock(int(found[1]), int(found[2] or 0), f"{found[3]}m" if found[3] else "")


def _date(found: re.Match[str], custom: Customs, american: bool) -> str:
    if found[4]:
        year, month, day = int(found[4]), int(found[5]), int(found[6])
    elif american:
        month, day, year = int(found[1]), int(found[2]), int(found[3])
    else:
        day, month, year = int(found[1]), int(found[2]), int(found[3])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return found[0]
    return custom.date(day, custom.months[month - 1], year)


def _money(line: str, custom: Customs, base: str) -> str:
    signs = "|".join(sorted(map(re.escape, custom.money), key=len, reverse=True))
    amount = (
        rf"\d{{1,3}}(?:{custom.group}\d{{3}})+(?!\d)(?:{custom.decimal}\d{{1,2}})?(?!\d)|\d+(?:{custom.decimal}\d{{1,2}})?(?!\d)"
    )
    scale = r"(?:\s(million|billion|thousand|millones|milhões|millions|milioni|mil)\b)?"

    def said(sign: str, figure: str, scaled: str | None) -> str:
        one, many, cent, cents = custom.money[sign]
        if scaled:
            of = "de " if base != "en" and scaled.startswith("mi") and scaled != "mil" else ""
            return f"{_number(figure, custom, base)} {scaled} {of}{many}"
        parts = re.split(rf"{custom.decimal}(?=\d{{1,2}}$)", figure)
        whole = int(re.sub(custom.group, "", parts[0]))
        part = int(parts[1].ljust(2, "0")) if len(parts) > 1 else 0
        words = f"{_counted(whole, one, base)} {one if whole == 1 else many}"
        if not part:
            return words
        hundredths = f"{_counted(part, cent, base)} {cent if part == 1 else cents}"
        return f"{words} {custom.joint} {hundredths}" if whole else hundredths

    line = re.sub(rf"({signs})\s?({amount}){scale}", lambda m: said(m[1], m[2], m[3]), line)
    return re.sub(rf"({amount})\s?({signs})(?!\w)", lambda m: said(m[2], m[1], None), line)


def _counted(number: int, noun: str, base: str) -> str:
    """The number before a noun: Romance languages say ``un euro``, ``una libra``."""
    feminine = noun.endswith("a")
    one = {
        "es": "una" if feminine else "un",
        "it": "una" if feminine else "un",
        "pt": "uma" if feminine else "um",
        "fr": "une" if noun == "livre" else "un",
    }
    if number == 1 and base in one:
        return one[base]
    words = numbers.spell(number, base) if numbers.spells(base) else str(number)
    return words[:-1] if base == "es" and words.endswith("uno") and not words.endswith("veintiuno") else words


def _unit(found: re.Match[str], custom: Customs, base: str) -> str:
    one, many = custom.units[found[2]]
    return f"{_counted(1, one, base)} {one}" if found[1] == "1" else f"{_number(found[1], custom, base)} {many}"


def _ordinal(found: re.Match[str], custom: Customs) -> str:
    assert custom.ordinal is not None
    return custom.ordinal(int(found[1]), found[2])
