"""The films that are measured, made when first asked for. In: a folder, whether it must be quick. Out: films. Never: measuring."""

from __future__ import annotations

import os
import tempfile
from functools import cached_property
from pathlib import Path

from tests.localise.film import make_episodes, make_film
from tests.localise.truth import Film

from . import product

CLIPS = (
    ("photographic", "zh", "mixed", 11, (720, 1280), 30),
    ("photographic", "en", "mixed", 12, (1280, 720), 24),
    ("mixed", "es", "mixed", 13, (720, 1280), 24),
    ("photographic", "fr", "mixed", 14, (720, 1280), 24),
    ("animated", "pt-BR", "mixed", 15, (720, 1280), 24),
    ("photographic", "zh", "bilingual", 16, (720, 1280), 16),
)
"""Kind of picture, language, style of subtitles, seed, size, seconds."""
_QUICK = (
    ("photographic", "zh", "mixed", 3, (432, 768), 11),
    ("photographic", "en", "mixed", 4, (768, 432), 11),
)
LANGUAGE, OTHER = "en", "pt-BR"
"""The pair that the embedded models translate."""


class Films:
    """The films under a folder."""

    def __init__(self, folder: Path, quick: bool) -> None:
        self.folder, self.quick = folder, quick

    def clips(self) -> tuple[Film, ...]:
        """Short films of every kind, language, style and format: read, heard, erased."""
        return tuple(
            make_film(
                kind,
                self.folder / "clips" / f"{kind}-{language}-{style}",
                seconds,
                language,
                style,
                seed,
                width=width,
                height=height,
            )
            for kind, language, style, seed, (width, height), seconds in (_QUICK if self.quick else CLIPS)
        )

    def long(self) -> Film:
        """Two minutes with four people, as a distributor has it."""
        if self.quick:
            return make_film("photographic", self.folder / "long" / "film", 20, LANGUAGE, "outline", 21, width=432, height=768)
        return make_film("photographic", self.folder / "long" / "film", 120, LANGUAGE, "outline", 21)

    def episodes(self) -> tuple[Film, ...]:
        """Three episodes with the same four people; of small pictures, for they are listened to."""
        seconds = 16 if self.quick else 60
        return make_episodes("photographic", self.folder / "episodes", 3, seconds, LANGUAGE, "outline", 31, width=432, height=768)

    @cached_property
    def localised(self) -> product.Localised:
        """The long film in the other language, from nothing."""
        return product.localise(self.long().path, self._fresh("long"), LANGUAGE, OTHER)

    @cached_property
    def localised_episodes(self) -> product.Localised:
        """The three episodes in the other language, as one show."""
        folder = self._fresh("episodes")
        films = folder.with_name("films")
        films.mkdir(parents=True, exist_ok=True)
        for number, film in enumerate(self.episodes(), 1):
            place = films / f"{number:02}.mp4"
            place.unlink(missing_ok=True)
            os.link(film.path, place)
        return product.localise(films, folder, LANGUAGE, OTHER)

    def _fresh(self, name: str) -> Path:
        """A place where no show is: what is measured is the first run."""
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.folder)) / "show"
