"""Languages a show is asked for. In: show.toml, languages. Out: show.toml with them. Never: another line of it changed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from onecrew.store.blobs import replace_text
from onecrew.units import Language, OnecrewError

_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo "
    "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg "
    "ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn "
    "no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta "
    "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_TWO = frozenset(_CODES.split())
"""ISO 639-1, every code."""
_NONE = frozenset({"und", "mul", "mis", "zxx"})
"""ISO 639-2 codes that stand for no language."""
_LIST = re.compile(r"^(languages\s*=\s*\[)([^\]#]*)(\])", re.MULTILINE)


def check_languages(languages: Sequence[Language]) -> None:
    """Refuse what is a tag but no language, before anything is made.

    Raises:
        OnecrewError: a language that is none.
    """
    for one in languages:
        private = "qaa" <= one.base <= "qtz" and len(one.base) == 3
        if one.base in _NONE or private or (len(one.base) == 2 and one.base not in _TWO):
            raise OnecrewError(f"{one} is no language; give codes of ISO 639, such as en, es or pt-BR")


def add_languages(folder: Path, languages: Sequence[Language]) -> Path | None:
    """Put the languages that the show lacks at the end of its list; its file if anything was added.

    Raises:
        OnecrewError: the list is written in a way that only a person can mend.
        StoreError: show.toml cannot be written.
    """
    file = folder / "show.toml"
    text = file.read_text(encoding="utf-8")
    there = [Language(tag) for tag in tomllib.loads(text).get("languages", [])]
    lacking = [one for one in dict.fromkeys(languages) if one not in there]
    if not lacking:
        return None
    more = ", ".join(f'"{one.tag}"' for one in lacking)
    found = _LIST.search(text)
    if found is None:
        raise OnecrewError(f"{file} does not list {more}; add it to languages there")
    listed = found[2].rstrip()
    between = "" if not listed.strip() or listed.endswith(",") else ","
    new = f"{text[: found.start()]}{found[1]}{listed}{between}{' ' if listed.strip() else ''}{more}{found[3]}{text[found.end() :]}"
    replace_text(file, new)
    return file
