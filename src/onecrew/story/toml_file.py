"""TOML that people write, read with exact and friendly complaints. In: text. Out: values and Problems. Never: files.

A ``Table`` hands out its keys one by one; ``done`` complains about every key nobody asked for and names the nearest known one.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from onecrew.units import Language, Problem, Where

T = TypeVar("T")


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence that names the known word nearest to ``word``, or all of them when none is near."""
    names = list(known)
    close = difflib.get_close_matches(word.lower(), [name.lower() for name in names], n=1, cutoff=0.6)
    if close:
        found = next(name for name in names if name.lower() == close[0])
        return f"did you mean {found!r}?"
    return f"known: {', '.join(names)}"


def parse_toml(text: str, file: str, problems: list[Problem]) -> Table:
    """The root table; a syntax error becomes a Problem with its line, and the table is empty."""
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        number = int(line[1]) if line else text.count("\n") + 1
        what = re.sub(r" \(at .*\)$", "", str(error))
        problems.append(Problem(Where(file, number), f"this is not valid TOML: {what}", "mend the line; strings need quotes"))
        data = {}
    return Table(data, text, file, problems)


class Table:
    """One table of a TOML file."""

    def __init__(
        self, data: dict[str, Any], text: str, file: str, problems: list[Problem], path: tuple[str, ...] = (), after: int = 0
    ) -> None:
        self.data = data
        self._text = text
        self._file = file
        self._problems = problems
        self._path = path
        self._after = after
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def line(self, key: str = "") -> int:
        """The line on which the key (or the table's own header) stands; 1 when it cannot be told."""
        lines = self._text.splitlines()
        start = self._after
        if self._path:
            header = re.compile(r"^\s*\[\[?\s*" + r"\s*\.\s*".join(_key(part) for part in self._path) + r"\s*\]\]?")
            start = next((n for n in range(start, len(lines)) if header.match(lines[n])), start)
        if not key:
            return start + 1
        wanted = re.compile(r"^\s*" + _key(key) + r"\s*(=|\.)|[{,]\s*" + _key(key) + r"\s*=")
        for number in range(start, len(lines)):
            if wanted.search(lines[number]):
                return number + 1
            if number > start and self._path and re.match(r"^\s*\[", lines[number]):
                break
        below = re.compile(r"^\s*\[\[?\s*" + r"\s*\.\s*".join(_key(part) for part in (*self._path, key)) + r"\s*[\].]")
        return next((n + 1 for n in range(len(lines)) if below.match(lines[n])), start + 1)

    def where(self, key: str = "") -> Where:
        """The place of a key."""
        return Where(self._file, self.line(key))

    def complain(self, key: str, what: str, do: str) -> None:
        """Add a Problem at a key."""
        self._problems.append(Problem(self.where(key), what, do))

    def name(self, key: str = "") -> str:
        """The key with its tables: ``format.width``."""
        return ".".join((*self._path, key) if key else self._path)

    def text(self, key: str, default: str, among: Sequence[str] = ()) -> str:
        """A string, one of ``among`` if given."""
        value = self._get(key, default, str, "a text in quotes")
        if among and value not in among:
            self.complain(key, f"{self.name(key)} is {value!r}", nearest(value, among))
            return default
        return value

    def integer(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number in a range."""
        value = self._get(key, default, int, f"a whole number from {least} to {most}")
        if not least <= value <= most:
            self.complain(key, f"{self.name(key)} is {value}", f"give a whole number from {least} to {most}")
            return default
        return value

    def flag(self, key: str, default: bool) -> bool:
        """true or false."""
        return self._get(key, default, bool, "true or false")

    def fraction(self, key: str, default: Fraction, least: Fraction, most: Fraction) -> Fraction:
        """A number (25, 1.5) or a quoted fraction ("30000/1001")."""
        self._asked.add(key)
        if key not in self.data:
            return default
        value = self.data[key]
        try:
            if isinstance(value, bool):
                raise ValueError
            read = Fraction(str(value))
        except (ValueError, ZeroDivisionError):
            self.complain(key, f"{self.name(key)} is {value!r}", 'give a number such as 1.5 or a fraction such as "30000/1001"')
            return default
        if not least <= read <= most:
            self.complain(key, f"{self.name(key)} is {value}", f"give a number from {least} to {most}")
            return default
        return read

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of strings."""
        value = self._get(key, list(default), list, 'a list such as ["a", "b"]')
        if not all(isinstance(item, str) for item in value):
            self.complain(key, f"{self.name(key)} holds something that is not a text", 'give a list such as ["a", "b"]')
            return default
        return tuple(value)

    def numbers(self, key: str, count: int) -> tuple[int, ...] | None:
        """A list of exactly ``count`` whole numbers; None, with a Problem, when it is missing or something else."""
        value = self._get(key, [], list, f"a list of {count} whole numbers")
        if len(value) != count or not all(isinstance(item, int) and not isinstance(item, bool) for item in value):
            self.complain(key, f"{self.name(key)} is {value!r}", f"give a list of {count} whole numbers")
            return None
        return tuple(value)

    def colour(self, key: str, default: str) -> str:
        """A colour ``#rrggbb``."""
        value = self.text(key, default)
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
            self.complain(key, f"{self.name(key)} is {value!r}", "give a colour such as '#3f5f8a'")
            return default
        return value.lower()

    def language(self, key: str, default: Language) -> Language:
        """A language tag."""
        return self.as_language(key, self.text(key, default.tag)) or default

    def as_language(self, key: str, tag: str) -> Language | None:
        """The language of a tag found at ``key``; a Problem and None if it is none."""
        try:
            return Language(tag)
        except ValueError as error:
            self.complain(key, str(error), "give BCP 47 tags such as 'en', 'pt-BR', 'zh-Hans'")
            return None

    def table(self, key: str) -> Table:
        """A table below this one; empty when it is missing."""
        value = self._get(key, {}, dict, f"a table: [{self.name(key)}]")
        return Table(value, self._text, self._file, self._problems, (*self._path, key), self._after)

    def tables(self, key: str) -> list[Table]:
        """An array of tables."""
        value = self._get(key, [], list, f"tables, each headed [[{self.name(key)}]]")
        found: list[Table] = []
        after = 0
        for item in value:
            if not isinstance(item, dict):
                self.complain(key, f"{self.name(key)} holds something that is not a table", f"head each one [[{self.name(key)}]]")
                continue
            one = Table(item, self._text, self._file, self._problems, (*self._path, key), after)
            after = one.line()
            found.append(one)
        return found

    def rest(self) -> list[str]:
        """The keys nobody asked for yet, now asked for (a table with free keys)."""
        keys = [key for key in self.data if key not in self._asked]
        self._asked.update(keys)
        return keys

    def done(self) -> None:
        """Complain about every key nobody asked for."""
        known = sorted(self._asked)
        for key in self.data:
            if key not in self._asked:
                self.complain(key, f"unknown key {self.name(key)!r}", nearest(key, known))

    def _get(self, key: str, default: T, kind: type[T], wanted: str) -> T:
        self._asked.add(key)
        if key not in self.data:
            return default
        value = self.data[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.complain(key, f"{self.name(key)} is {value!r}", f"give {wanted}")
            return default
        return value


def _key(part: str) -> str:
    return rf"[\"']?{re.escape(part)}[\"']?"
