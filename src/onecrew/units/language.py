"""Languages as BCP 47 tags. In: a tag. Out: a canonical, comparable value. Never: translation."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAG = re.compile(r"^(?P<language>[a-zA-Z]{2,3})(?:-(?P<script>[a-zA-Z]{4}))?(?:-(?P<region>[a-zA-Z]{2}|\d{3}))?$")

_NAMES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "hi": "Hindi",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "pt": "Portuguese",
    "ru": "Russian",
    "th": "Thai",
    "tr": "Turkish",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
_SCRIPTS = {"zh": "Hans", "ja": "Jpan", "ko": "Kore", "ru": "Cyrl", "th": "Thai", "ar": "Arab", "hi": "Deva"}


@dataclass(frozen=True, slots=True, order=True)
class Language:
    """A language tag of the form ``language[-Script][-REGION]`` (RFC 5646), canonical in case."""

    tag: str

    def __post_init__(self) -> None:
        found = _TAG.match(self.tag)
        if found is None:
            raise ValueError(f"{self.tag!r} is not a language tag such as 'en', 'pt-BR' or 'zh-Hans'")
        parts = [found["language"].lower()]
        if found["script"]:
            parts.append(found["script"].title())
        if found["region"]:
            parts.append(found["region"].upper())
        object.__setattr__(self, "tag", "-".join(parts))

    def __str__(self) -> str:
        return self.tag

    @property
    def base(self) -> str:
        """The primary language subtag: ``pt`` of ``pt-BR``."""
        return self.tag.split("-")[0]

    @property
    def script(self) -> str:
        """ISO 15924 script: as written in the tag, else the language's usual one (``Latn`` if unknown)."""
        for part in self.tag.split("-")[1:]:
            if len(part) == 4:
                return part
        if self.base == "zh" and self.region in {"TW", "HK", "MO"}:
            return "Hant"
        return _SCRIPTS.get(self.base, "Latn")

    @property
    def region(self) -> str | None:
        """The region subtag, or None."""
        for part in self.tag.split("-")[1:]:
            if len(part) in (2, 3):
                return part
        return None

    @property
    def name(self) -> str:
        """The English name with the region or script in brackets; the tag itself if unknown."""
        name = _NAMES.get(self.base)
        if name is None:
            return self.tag
        rest = self.tag.split("-", 1)[1:]
        return f"{name} ({rest[0]})" if rest else name

    @property
    def spaceless(self) -> bool:
        """Whether words are written without spaces between them."""
        return self.base in {"zh", "ja", "th"}

    @property
    def right_to_left(self) -> bool:
        """Whether the script runs from right to left."""
        return self.script in {"Arab", "Hebr"}
