"""A show around a film that exists, for tests that never look into the film."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from onecrew.story.folder import open_show
from onecrew.story.spotted import Film, ScreenText, Spotted, SpottedLine, write_spotted
from onecrew.studio.production import Production, open_production
from onecrew.units import Digest, Language, TimeRange

SHOW = 'title = "Moon"\nsource = "{source}"\nlanguages = [{languages}]\n[format]\nwidth = 144\nheight = 256\nrate = 25\n'


def span(start: float, end: float) -> TimeRange:
    return TimeRange(Fraction(str(start)), Fraction(str(end)))


def line(id: str, start: float, end: float, text: str, speaker: str = "LIN") -> SpottedLine:
    return SpottedLine(id, span(start, end), speaker, text, 90)


def write_found(
    folder: Path, lines: Sequence[SpottedLine], texts: Sequence[ScreenText] = (), terms: str = "", *languages: str
) -> Path:
    """The show's folder; ``languages``: its source first (default: Chinese, English, Portuguese)."""
    tags = languages or ("zh-Hans", "en", "pt-BR")
    place = folder / "episodes/01"
    place.mkdir(parents=True)
    listed = ", ".join(f'"{one}"' for one in tags)
    (folder / "show.toml").write_text(SHOW.format(source=tags[0], languages=listed))
    (folder / "cast.toml").write_text('[LIN]\ntitle = "Lin"\n[HALE]\ntitle = "Hale"\n')
    (folder / "terms.toml").write_text(terms)
    (place / "source.mp4").write_bytes(b"film")
    film = Film(Digest("a" * 64), Fraction(25), 750, 144, 256)
    (place / "spotted.toml").write_text(write_spotted(Spotted(film, Language(tags[0]), (), tuple(lines), tuple(texts))))
    return folder


def production(folder: Path) -> Production:
    """Its only episode."""
    return open_production(open_show(folder), "01")
