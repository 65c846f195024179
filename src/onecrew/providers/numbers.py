"""Whole numbers in words. In: an int and a language. Out: words as they are said. Never: money, times, dates.

Rules after CLDR's rule-based number formats (en, es, fr, it, pt, zh, ja; Unicode License). Hindi is missing: its
hundred irregular names are espeak-ng's own job.
"""

from __future__ import annotations

from collections.abc import Callable

LARGEST = 10**12 - 1
"""Greater numbers are read digit by digit."""

_EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS = [".", ".", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ES = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
_ES_TENS = [".", ".", ".", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_ES_HUNDREDS = [
    ".",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
]
_PT = [
    "zero",
    "um",
    "dois",
    "três",
    "quatro",
    "cinco",
    "seis",
    "sete",
    "oito",
    "nove",
    "dez",
    "onze",
    "doze",
    "treze",
    "quatorze",
    "quinze",
    "dezesseis",
    "dezessete",
    "dezoito",
    "dezenove",
]
_PT_TENS = [".", ".", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa"]
_PT_HUNDREDS = [
    ".",
    "cento",
    "duzentos",
    "trezentos",
    "quatrocentos",
    "quinhentos",
    "seiscentos",
    "setecentos",
    "oitocentos",
    "novecentos",
]
_FR = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_FR_TENS = [".", ".", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"]
_IT = [
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
]
_IT_TENS = [".", ".", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"]
_HAN = "零一二三四五六七八九"


def spell(number: int, language: str) -> str:
    """``number`` in the words of a base language (en, es, fr, it, pt, zh, ja).

    Raises:
        KeyError: a language without rules here.
        ValueError: beyond ``LARGEST``.
    """
    if abs(number) > LARGEST:
        raise ValueError(f"{number} is too large to be said in words")
    rule, minus = _RULES[language]
    return f"{minus}{rule(-number)}" if number < 0 else rule(number)


def digits(text: str, language: str) -> str:
    """Each digit by its own name; the way telephone numbers and codes are read."""
    space = "" if language in {"zh", "ja"} else " "
    names = {"zh": {"1": "幺"}}.get(language, {})
    return space.join(names.get(digit) or spell(int(digit), language) for digit in text if digit.isdigit())


def spells(language: str) -> bool:
    """Whether this base language has rules here."""
    return language in _RULES


def _english(number: int) -> str:
    if number < 20:
        return _EN[number]
    if number < 100:
        return _EN_TENS[number // 10] + (f"-{_EN[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{_EN[number // 100]} hundred" + (f" {_english(number % 100)}" if number % 100 else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= size:
            rest = number % size
            return f"{_english(number // size)} {name}" + (f" {_english(rest)}" if rest else "")
    raise AssertionError(number)


def _spanish(number: int) -> str:
    if number < 30:
        return _ES[number]
    if number < 100:
        return _ES_TENS[number // 10] + (f" y {_ES[number % 10]}" if number % 10 else "")
    if number == 100:
        return "cien"
    if number < 1000:
        return _ES_HUNDREDS[number // 100] + (f" {_spanish(number % 100)}" if number % 100 else "")
    if number < 10**6:
        head = "" if number < 2000 else _short_one(_spanish(number // 1000)) + " "
        return f"{head}mil" + (f" {_spanish(number % 1000)}" if number % 1000 else "")
    millions, rest = divmod(number, 10**6)
    head = "un millón" if millions == 1 else f"{_short_one(_spanish(millions))} millones"
    return head + (f" {_spanish(rest)}" if rest else "")


def _short_one(words: str) -> str:
    """``veintiuno`` before a noun: ``veintiún``."""
    if words.endswith("veintiuno"):
        return f"{words[:-9]}veintiún"
    return words[:-1] if words.endswith("uno") else words


def _portuguese(number: int) -> str:
    if number < 20:
        return _PT[number]
    if number < 100:
        return _PT_TENS[number // 10] + (f" e {_PT[number % 10]}" if number % 10 else "")
    if number == 100:
        return "cem"
    if number < 1000:
        return _PT_HUNDREDS[number // 100] + (f" e {_portuguese(number % 100)}" if number % 100 else "")
    for size, one, many in ((10**9, "bilhão", "bilhões"), (10**6, "milhão", "milhões"), (1000, "mil", "mil")):
        if number >= size:
            count, rest = divmod(number, size)
            head = "mil" if size == 1000 and count == 1 else f"{_portuguese(count)} {one if count == 1 else many}"
            # "e" stands before a last group that is below a hundred or whole hundreds.
            joint = " e " if rest < 100 or (rest < 1000 and rest % 100 == 0) else " "
            return head + (f"{joint}{_portuguese(rest)}" if rest else "")
    raise AssertionError(number)


def _french(number: int) -> str:
    if number < 20:
        return _FR[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        if tens in (7, 9):
            joint = " et " if number == 71 else "-"
            return f"{_FR_TENS[tens]}{joint}{_FR[10 + ones]}"
        if ones == 0:
            return "quatre-vingts" if tens == 8 else _FR_TENS[tens]
        return _FR_TENS[tens] + (" et un" if ones == 1 and tens != 8 else f"-{_FR[ones]}")
    if number < 1000:
        count, rest = divmod(number, 100)
        head = "cent" if count == 1 else f"{_FR[count]} cent{'' if rest else 's'}"
        return head + (f" {_french(rest)}" if rest else "")
    if number < 10**6:
        count, rest = divmod(number, 1000)
        head = "mille" if count == 1 else f"{_french(count).removesuffix('s') if count % 100 in (0, 80) else _french(count)} mille"
        return head + (f" {_french(rest)}" if rest else "")
    for size, name in ((10**9, "milliard"), (10**6, "million")):
        if number >= size:
            count, rest = divmod(number, size)
            return f"{_french(count)} {name}{'s' if count > 1 else ''}" + (f" {_french(rest)}" if rest else "")
    raise AssertionError(number)


def _italian(number: int) -> str:
    if number < 20:
        return _IT[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        head = _IT_TENS[tens][:-1] if ones in (1, 8) else _IT_TENS[tens]
        return head + ("" if not ones else "tré" if ones == 3 else _IT[ones])
    if number < 1000:
        count, rest = divmod(number, 100)
        return ("" if count == 1 else _IT[count]) + "cento" + (_italian(rest) if rest else "")
    if number < 10**6:
        count, rest = divmod(number, 1000)
        return ("mille" if count == 1 else f"{_italian(count)}mila") + (_italian(rest) if rest else "")
    for size, one, many in ((10**9, "un miliardo", "miliardi"), (10**6, "un milione", "milioni")):
        if number >= size:
            count, rest = divmod(number, size)
            return (one if count == 1 else f"{_italian(count)} {many}") + (f" {_italian(rest)}" if rest else "")
    raise AssertionError(number)


def _group(number: int, plain_one: bool) -> str:
    """0–9999 in characters; ``plain_one``: Chinese, which says every 一 and fills holes with 零."""
    out, hole = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if not digit:
            hole = bool(out)
            continue
        if hole and plain_one:
            out += "零"
        hole = False
        out += name if digit == 1 and size > 1 and not plain_one else _HAN[digit] + name
    return out


def _chinese(number: int) -> str:
    if number == 0:
        return "零"
    out = ""
    for size, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, size)
        if part:
            # 两 stands for 二 before 千, 万 and 亿.
            said = _group(part, True).replace("二千", "两千")
            if said == "二" and name:
                said = "两"
            out += ("零" if out and part < 1000 else "") + said + name
    return out.removeprefix("一") if out.startswith("一十") else out


def _japanese(number: int) -> str:
    if number == 0:
        return "ゼロ"
    out = ""
    for size, name in ((10**8, "億"), (10**4, "万"), (1, "")):
        part, number = divmod(number, size)
        if part:
            out += _group(part, False) + name
    return out


_RULES: dict[str, tuple[Callable[[int], str], str]] = {
    "en": (_english, "minus "),
    "es": (_spanish, "menos "),
    "fr": (_french, "moins "),
    "it": (_italian, "meno "),
    "pt": (_portuguese, "menos "),
    "zh": (_chinese, "负"),
    "ja": (_japanese, "マイナス"),
}
