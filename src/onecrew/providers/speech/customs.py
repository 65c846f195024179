"""How each language says figures and signs: its words for money, units, months, times and abbreviations.

In: nothing. Out: one Customs for each of en, es, fr, it and pt. Never: the search for figures in a line (see ``reading``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from onecrew.providers import numbers


@dataclass(frozen=True, slots=True)
class Customs:
    """How one language says what is written with figures and signs. Words for one and for many stand side by side."""

    point: str
    """Said for the decimal mark."""
    group: str
    """Marks between thousands, as a class of a regular expression."""
    decimal: str
    """Marks before decimals, the same way."""
    percent: str
    money: dict[str, tuple[str, str, str, str]]
    """By sign: one, many, one hundredth, many hundredths."""
    joint: str
    """Between the whole and the hundredths."""
    units: dict[str, tuple[str, str]]
    abbreviations: dict[str, str]
    """By pattern, in any case unless the pattern says otherwise."""
    clock: Callable[[int, int, str], str]
    """Hour, minute and what followed (``am``, ``pm`` or nothing)."""
    months: tuple[str, ...]
    date: Callable[[int, str, int | None], str]
    day_first: bool
    ordinal: Callable[[int, str], str] | None
    """Number and suffix; None where the suffix is left to the phonemizer."""
    signs: dict[str, str]


def spoken_year(found: re.Match[str]) -> str:
    number = int(found[1])
    high, low = divmod(number, 100)
    plural = found[0][len(found[1]) :]
    said = numbers.spell(high, "en")
    if low == 0:
        said += " hundred"
    elif low < 10:
        said += f" oh {numbers.spell(low, 'en')}"
    else:
        said += f" {numbers.spell(low, 'en')}"
    if not plural:
        return said
    return f"{said[:-1]}ies" if said.endswith("y") else f"{said}s"


_EN_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def _english_ordinal(number: int, suffix: str = "") -> str:
    words = numbers.spell(number, "en")
    head, last = re.match(r"(.*?)([a-z]+)$", words).groups()  # type: ignore[union-attr]
    if last in _EN_ORDINALS:
        return head + _EN_ORDINALS[last]
    return head + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def _english_clock(hour: int, minute: int, half: str) -> str:
    said = numbers.spell(hour, "en")
    if minute == 0:
        said += "" if half else " o'clock" if 1 <= hour <= 12 else " hundred hours"
    elif minute < 10:
        said += f" oh {numbers.spell(minute, 'en')}"
    else:
        said += f" {numbers.spell(minute, 'en')}"
    return said + ({"am": " A M", "pm": " P M"}.get(half, ""))


def _english_date(day: int, month: str, year: int | None) -> str:
    said = f"{month} {_english_ordinal(day)}"
    return f"{said}, {_year_words(year)}" if year else said


def _year_words(year: int) -> str:
    found = re.match(r"(1[1-9]\d\d|20[1-9]\d)", str(year))
    return spoken_year(found) if found else numbers.spell(year, "en")


def _romance_clock(base: str, hours: str, hour_one: str, joint: str, hour_names: dict[int, str]) -> Callable[[int, int, str], str]:
    def said(hour: int, minute: int, half: str) -> str:
        head = hour_names.get(hour, numbers.spell(hour, base))
        head += f" {hour_one if hour == 1 else hours}" if hours else ""
        return head + (f"{joint}{numbers.spell(minute, base)}" if minute else "")

    return said


def _romance_date(base: str, of: str, first: str) -> Callable[[int, str, int | None], str]:
    def said(day: int, month: str, year: int | None) -> str:
        head = f"{first if day == 1 else numbers.spell(day, base)}{of}{month}"
        return f"{head}{of}{numbers.spell(year, base)}" if year else head

    return said


def _romance_ordinal(base: str, masculine: tuple[str, ...], feminine: Callable[[str], str]) -> Callable[[int, str], str]:
    def said(number: int, suffix: str) -> str:
        if not 1 <= number <= len(masculine):
            return f"{number}"
        word = masculine[number - 1]
        return feminine(word) if suffix in ("ª", "a", "re", "ère") else word

    return said


def _french_ordinal(number: int, suffix: str) -> str:
    if number == 1:
        return "première" if suffix in ("re", "ère") else "premier"
    words = numbers.spell(number, "fr")
    words = re.sub(r"neuf$", "neuv", re.sub(r"cinq$", "cinqu", words))
    return re.sub(r"e$|s$", "", words) + "ième"


_EN_UNITS = {
    "km/h": ("kilometer per hour", "kilometers per hour"),
    "mph": ("mile per hour", "miles per hour"),
    "km": ("kilometer", "kilometers"),
    "kg": ("kilogram", "kilograms"),
    "cm": ("centimeter", "centimeters"),
    "mm": ("millimeter", "millimeters"),
    "ml": ("milliliter", "milliliters"),
    "lbs": ("pound", "pounds"),
    "lb": ("pound", "pounds"),
    "ft": ("foot", "feet"),
    "°C": ("degree Celsius", "degrees Celsius"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "°": ("degree", "degrees"),
    "GB": ("gigabyte", "gigabytes"),
    "min": ("minute", "minutes"),
    "m": ("meter", "meters"),
    "g": ("gram", "grams"),
}

CUSTOMS: dict[str, Customs] = {
    "en": Customs(
        point="point",
        group=",",
        decimal=r"\.",
        percent="percent",
        money={
            "$": ("dollar", "dollars", "cent", "cents"),
            "US$": ("dollar", "dollars", "cent", "cents"),
            "£": ("pound", "pounds", "penny", "pence"),
            "€": ("euro", "euros", "cent", "cents"),
            "¥": ("yuan", "yuan", "fen", "fen"),
            "₹": ("rupee", "rupees", "paisa", "paise"),
        },
        joint="and",
        units=_EN_UNITS,
        abbreviations={
            r"\bMr\.?(?=\s)": "Mister",
            r"\bMrs\.?(?=\s)": "Missus",
            r"\bMs\.(?=\s)": "Miz",
            r"\bDr\.?(?=\s[A-Z])": "Doctor",
            r"\bProf\.(?=\s)": "Professor",
            r"\bSt\.?(?=\s[A-Z])": "Saint",
            r"(?<=[a-z] )St\.": "Street",
            r"(?<=[a-z] )Ave\.": "Avenue",
            r"\bNo\.\s?(?=\d)": "number ",
            r"#(?=\d)": "number ",
            r"\bvs\.?(?=\s)": "versus",
            r"\betc\.": "et cetera",
            r"\be\.g\.": "for example",
            r"\bi\.e\.": "that is",
            r"\bLt\.(?=\s)": "Lieutenant",
            r"\bSgt\.(?=\s)": "Sergeant",
            r"\bCapt\.(?=\s)": "Captain",
            r"\bGen\.(?=\s[A-Z])": "General",
            r"\bJr\.": "Junior",
            r"\bSr\.": "Senior",
            r"\bapprox\.": "approximately",
            r"(?<=\w)\s*&\s*(?=\w)": " and ",
            r"\b24/7\b": "twenty-four seven",
            r"\b911\b": "nine one one",
            r"\b([A-Z])\.(?=[A-Z]\.)": r"\1 ",
            r"(?<=\b[A-Z] )([A-Z])\.(?=\s)": r"\1",
        },
        clock=_english_clock,
        months=(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        date=_english_date,
        day_first=False,
        ordinal=_english_ordinal,
        signs={"&": "and", "@": "at", "+": "plus", "=": "equals", "%": "percent"},
    ),
    "es": Customs(
        point="coma",
        group=r"[.\s]",
        decimal=",",
        percent="por ciento",
        money={
            "$": ("dólar", "dólares", "centavo", "centavos"),
            "€": ("euro", "euros", "céntimo", "céntimos"),
            "£": ("libra", "libras", "penique", "peniques"),
            "¥": ("yuan", "yuanes", "fen", "fen"),
        },
        joint="con",
        units={
            "km/h": ("kilómetro por hora", "kilómetros por hora"),
            "km": ("kilómetro", "kilómetros"),
            "kg": ("kilo", "kilos"),
            "cm": ("centímetro", "centímetros"),
            "°C": ("grado", "grados"),
            "°": ("grado", "grados"),
            "min": ("minuto", "minutos"),
            "m": ("metro", "metros"),
            "g": ("gramo", "gramos"),
        },
        abbreviations={
            r"\bSra\.(?=\s)": "señora",
            r"\bSrta\.(?=\s)": "señorita",
            r"\bSr\.(?=\s)": "señor",
            r"\bDra\.(?=\s)": "doctora",
            r"\bDr\.(?=\s)": "doctor",
            r"\bD\.(?=\s[A-Z])": "don",
            r"\bDña\.": "doña",
            r"\bUds?\.": "ustedes",
            r"\bEE\.\s?UU\.": "Estados Unidos",
            r"\betc\.": "etcétera",
            r"\bn\.º\s?(?=\d)": "número ",
        },
        clock=_romance_clock("es", "", "", " y ", {1: "una"}),
        months=(
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ),
        date=_romance_date("es", " de ", "uno"),
        day_first=True,
        ordinal=_romance_ordinal(
            "es",
            ("primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo"),
            lambda word: word[:-1] + "a",
        ),
        signs={"&": "y", "@": "arroba", "+": "más", "=": "igual a", "%": "por ciento"},
    ),
    "pt": Customs(
        point="vírgula",
        group=r"[.\s]",
        decimal=",",
        percent="por cento",
        money={
            "R$": ("real", "reais", "centavo", "centavos"),
            "US$": ("dólar", "dólares", "centavo", "centavos"),
            "$": ("dólar", "dólares", "centavo", "centavos"),
            "€": ("euro", "euros", "centavo", "centavos"),
            "£": ("libra", "libras", "pêni", "pence"),
            "¥": ("yuan", "yuans", "fen", "fen"),
        },
        joint="e",
        units={
            "km/h": ("quilômetro por hora", "quilômetros por hora"),
            "km": ("quilômetro", "quilômetros"),
            "kg": ("quilo", "quilos"),
            "cm": ("centímetro", "centímetros"),
            "°C": ("grau", "graus"),
            "°": ("grau", "graus"),
            "min": ("minuto", "minutos"),
            "m": ("metro", "metros"),
            "g": ("grama", "gramas"),
        },
        abbreviations={
            r"\bSra\.(?=\s)": "senhora",
            r"\bSrta\.(?=\s)": "senhorita",
            r"\bSr\.(?=\s)": "senhor",
            r"\bDra\.(?=\s)": "doutora",
            r"\bDr\.(?=\s)": "doutor",
            r"\bProfa\.(?=\s)": "professora",
            r"\bProf\.(?=\s)": "professor",
            r"\bAv\.(?=\s)": "avenida",
            r"\betc\.": "etcétera",
            r"\bn\.?º\s?(?=\d)": "número ",
        },
        clock=_romance_clock("pt", "horas", "hora", " e ", {1: "uma", 2: "duas", 21: "vinte e uma", 22: "vinte e duas"}),
        months=(
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ),
        date=_romance_date("pt", " de ", "primeiro"),
        day_first=True,
        ordinal=_romance_ordinal(
            "pt",
            ("primeiro", "segundo", "terceiro", "quarto", "quinto", "sexto", "sétimo", "oitavo", "nono", "décimo"),
            lambda word: word[:-1] + "a",
        ),
        signs={"&": "e", "@": "arroba", "+": "mais", "=": "igual a", "%": "por cento"},
    ),
    "fr": Customs(
        point="virgule",
        group=r"[.\s]",
        decimal=",",
        percent="pour cent",
        money={
            "$": ("dollar", "dollars", "cent", "cents"),
            "€": ("euro", "euros", "centime", "centimes"),
            "£": ("livre", "livres", "penny", "pence"),
            "¥": ("yuan", "yuans", "fen", "fen"),
        },
        joint="",
        units={
            "km/h": ("kilomètre heure", "kilomètres heure"),
            "km": ("kilomètre", "kilomètres"),
            "kg": ("kilo", "kilos"),
            "cm": ("centimètre", "centimètres"),
            "°C": ("degré", "degrés"),
            "°": ("degré", "degrés"),
            "min": ("minute", "minutes"),
            "m": ("mètre", "mètres"),
            "g": ("gramme", "grammes"),
        },
        abbreviations={
            r"\bMme\.?(?=\s)": "madame",
            r"\bMlle\.?(?=\s)": "mademoiselle",
            r"\bM\.(?=\s)": "monsieur",
            r"\bDr\.?(?=\s)": "docteur",
            r"\betc\.": "et cetera",
            r"\bn°\s?(?=\d)": "numéro ",
        },
        clock=_romance_clock("fr", "heures", "heure", " ", {1: "une", 21: "vingt et une"}),
        months=(
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ),
        date=_romance_date("fr", " ", "premier"),
        day_first=True,
        ordinal=_french_ordinal,
        signs={"&": "et", "@": "arobase", "+": "plus", "=": "égale", "%": "pour cent"},
    ),
    "it": Customs(
        point="virgola",
        group=r"[.\s]",
        decimal=",",
        percent="per cento",
        money={
            "$": ("dollaro", "dollari", "centesimo", "centesimi"),
            "€": ("euro", "euro", "centesimo", "centesimi"),
            "£": ("sterlina", "sterline", "penny", "pence"),
            "¥": ("yuan", "yuan", "fen", "fen"),
        },
        joint="e",
        units={
            "km/h": ("chilometro all'ora", "chilometri all'ora"),
            "km": ("chilometro", "chilometri"),
            "kg": ("chilo", "chili"),
            "cm": ("centimetro", "centimetri"),
            "°C": ("grado", "gradi"),
            "°": ("grado", "gradi"),
            "min": ("minuto", "minuti"),
            "m": ("metro", "metri"),
            "g": ("grammo", "grammi"),
        },
        abbreviations={
            r"\bSig\.ra(?=\s)": "signora",
            r"\bSig\.na(?=\s)": "signorina",
            r"\bSig\.(?=\s)": "signor",
            r"\bDott\.ssa(?=\s)": "dottoressa",
            r"\bDott\.(?=\s)": "dottor",
            r"\bDr\.(?=\s)": "dottor",
            r"\becc\.": "eccetera",
        },
        clock=_romance_clock("it", "", "", " e ", {1: "una"}),
        months=(
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ),
        date=_romance_date("it", " ", "primo"),
        day_first=True,
        ordinal=_romance_ordinal(
            "it",
            ("primo", "secondo", "terzo", "quarto", "quinto", "sesto", "settimo", "ottavo", "nono", "decimo"),
            lambda word: word[:-1] + "a",
        ),
        signs={"&": "e", "@": "chiocciola", "+": "più", "=": "uguale a", "%": "per cento"},
    ),
}
