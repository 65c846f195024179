"""Whom a text speaks of. In: text and the people of an episode. Out: mentions with their places. Never: what they do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onecrew.story.default_look import default_cast
from onecrew.story.episode import Episode
from onecrew.story.show import Gender, Show

_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_BEFORE, _AFTER = (rf"(?{look}[^\W\u3040-\u30ff\u3400-\u9fff])" for look in ("<!", "!"))
"""No letter beside it; a Chinese character beside it is no letter of the name."""


_TITLED = re.compile(
    r"(?:MR|MRS|MS|MISS|DR|PROF|SR|SRA|MME|MLLE|OFFICER|DETECTIVE|CAPTAIN|LADY|LORD|AUNT|UNCLE|NURSE)\.? (?=\w{3})"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """``who`` (cast name) stands in the text from ``start`` to ``end``; ``owner``: as a possessive (``Mei's phone``)."""

    who: str
    start: int
    end: int
    owner: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """Everybody an episode may speak of: (written form, cast name), longest form first, and who is what gender."""

    forms: tuple[tuple[str, str], ...]
    genders: tuple[tuple[str, Gender], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All cast names."""
        return tuple(name for name, _ in self.genders)

    def named(self, cue: str) -> str | None:
        """The cast name somebody wrote in a note, in any case."""
        wanted = cue.strip().casefold()
        return next((who for form, who in self.forms if form.casefold() == wanted), None)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Everyone named in the text, in order. A name in lower case (``will``, ``rose``) is a word, not a name."""
        found: list[Mention] = []
        taken: set[int] = set()
        for form, who in self.forms:
            pattern = re.escape(form) if _SPACELESS.search(form) else rf"{_BEFORE}{re.escape(form)}{_AFTER}"
            for match in re.finditer(pattern, text, re.IGNORECASE):
                span = range(match.start(), match.end())
                if taken.isdisjoint(span) and not text[match.start()].islower():
                    taken.update(span)
                    owner = re.match(r"['’]s?\b|的", text[match.end() :]) is not None
                    found.append(Mention(who, match.start(), match.end(), owner))
        return tuple(sorted(found, key=lambda one: one.start))


def people_of(episode: Episode, show: Show) -> People:
    """The show's cast and everyone else who speaks in the episode or is named in its action, these as their defaults have them."""
    forms: dict[str, str] = {}
    genders: dict[str, Gender] = {}
    for one in show.cast:
        genders[one.name] = one.gender
        for form in (one.name, *one.aliases, one.title, one.title.split()[0] if one.title.split() else ""):
            if form:
                forms.setdefault(form.casefold(), one.name)
    others = default_cast(episode, show)
    for one in others:
        genders[one.name] = one.gender
        forms.setdefault(one.name.casefold(), one.name)
    for one in others:
        # MISS PARK is also called Park.
        if titled := _TITLED.match(one.name):
            forms.setdefault(one.name[titled.end() :].casefold(), one.name)
    ordered = sorted(forms.items(), key=lambda item: (-len(item[0]), item[0]))
    return People(tuple(ordered), tuple(genders.items()))
