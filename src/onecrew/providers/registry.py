"""Providers by name. In: a capability and a name. Out: the provider, made once. Never: a list of vendors in code.

Built-ins and third parties are entry points of the groups ``onecrew.<capability>``; each names a class that is called without
arguments. A provider's module is imported when it is first asked for, so a start that needs none stays quick.

    [project.entry-points."onecrew.speech"]
    kokoro = "onecrew.providers.speech.kokoro:Kokoro"
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, cast

from onecrew.providers.catalogue import Model, catalogue
from onecrew.providers.image import Image
from onecrew.providers.offer import Offer
from onecrew.providers.separation import Separation
from onecrew.providers.speech import Speech
from onecrew.providers.transcription import Transcription
from onecrew.providers.translation import Translation
from onecrew.providers.video import Video
from onecrew.providers.voiceprint import Voiceprint
from onecrew.providers.writing import Writing
from onecrew.units import Broken, ProviderError, Unreachable

CAPABILITIES = ("image", "ocr", "separation", "speech", "transcription", "translation", "video", "voiceprint", "writing")
_ELSEWHERE = Path(__file__).with_name("elsewhere.toml")


class UnknownProvider(ProviderError, LookupError):
    """No provider of this name is installed; the message names those that are."""


@dataclass(frozen=True, slots=True)
class Offering:
    """Somebody who handles a language. ``installed``: it can be asked here and now; else ``needs`` says what it takes."""

    name: str
    title: str
    installed: bool
    needs: str
    note: str = ""
    checked_at: date | None = None


def speech(name: str) -> Speech:
    """The speech provider of this name. Raises like ``provider``."""
    return cast(Speech, provider("speech", name))


def transcription(name: str) -> Transcription:
    """The transcription provider of this name. Raises like ``provider``."""
    return cast(Transcription, provider("transcription", name))


def translation(name: str) -> Translation:
    """The translation provider of this name. Raises like ``provider``."""
    return cast(Translation, provider("translation", name))


def separation(name: str) -> Separation:
    """The separation provider of this name. Raises like ``provider``."""
    return cast(Separation, provider("separation", name))


def video(name: str) -> Video:
    """The video provider of this name. Raises like ``provider``."""
    return cast(Video, provider("video", name))


def writing(name: str) -> Writing:
    """The provider of writing of this name. Raises like ``provider``."""
    return cast(Writing, provider("writing", name))


def voiceprint(name: str) -> Voiceprint:
    """The voiceprint provider of this name. Raises like ``provider``."""
    return cast(Voiceprint, provider("voiceprint", name))


def image(name: str) -> Image:
    """The provider of images of this name. Raises like ``provider``."""
    return cast(Image, provider("image", name))


def names(capability: str) -> tuple[str, ...]:
    """Names of the installed providers, sorted."""
    return tuple(sorted(_installed(capability)))


@cache
def provider(capability: str, name: str) -> Any:
    """One provider, the same object at every call.

    ``name`` may be a model of the catalogue (``elevenlabs/v4``): its vendor's provider, set to that model. A vendor of one's own
    catalogue that no provider is installed for is spoken to in OpenAI's shape.

    Raises:
        UnknownProvider: nobody of this name is installed, or the model does something else.
        Unreachable: its module needs a package that is not there.
        Broken: its module or its constructor fails.
    """
    installed = _installed(capability)
    vendor, _, _ = name.partition("/")
    chosen: dict[str, Any] = {}
    if vendor != name:
        chosen["model"] = _model(capability, name)
    own = vendor if vendor in installed else _SHAPE
    if vendor not in installed:
        if _SHAPE not in installed or vendor not in catalogue().vendors:
            near = difflib.get_close_matches(vendor, installed, n=1, cutoff=0.5)
            meant = f"; did you mean {near[0]!r}?" if near else "."
            known = ", ".join(sorted(installed)) or "none"
            raise UnknownProvider(f"there is no {capability} provider {vendor!r}{meant} Installed: {known}")
        chosen["vendor"] = catalogue().vendors[vendor]
    point = installed[own]
    try:
        return point.load()(**chosen)
    except ImportError as fact:
        raise Unreachable(f"{capability} provider {name!r} ({point.value}) cannot be loaded: {fact}") from fact
    except ProviderError:
        raise
    except Exception as fact:
        raise Broken(f"{capability} provider {name!r} ({point.value}) fails to start: {fact}") from fact


def known(capability: str, name: str) -> bool:
    """Whether there is a provider, or a model of one, of this name."""
    try:
        provider(capability, name)
    except UnknownProvider:
        return False
    except ProviderError:
        # It is there; what it lacks it says when it is used.
        return name.partition("/")[0] in _installed(capability)
    return True


def lacks(capability: str, model: Model) -> str:
    """What must be set, installed or started before a model can be asked, and what does it; empty when nothing.

    Raises:
        ProviderError: nobody asks this vendor for the capability, or its provider cannot start.
    """
    made = provider(capability, model.vendor)
    # Where models of one vendor want files of their own (weights, a workflow), one may be there and another not.
    return str(made.lacks(model.id) if hasattr(made, "lacks") else made.offer().needs)


_SHAPE = "openai"
"""The provider whose requests many servers take: Ollama, vLLM, DeepSeek, Qwen, gateways."""
_DONE_WITH = {"translation": "writing"}
"""Capabilities that are done by models of another."""


def _model(capability: str, name: str) -> Model:
    found = catalogue().model(name)
    kind = _DONE_WITH.get(capability, capability)
    if found.capability != kind:
        raise UnknownProvider(f"{name} is a model of {found.capability}, and {capability} is asked for; onecrew models lists them")
    return found


def who_offers(capability: str, language: str) -> tuple[Offering, ...]:
    """Everybody known to handle a language, those installed first.

    ``language`` is a BCP 47 tag, for translation a pair ``en>th``. An installed provider answers for itself (its offer);
    the others are dated data in ``elsewhere.toml`` and are named so that a person knows whom to add.
    """
    found = []
    for name in names(capability):
        try:
            offer: Offer = provider(capability, name).offer()
        except ProviderError:
            # One that cannot start says so when it is asked for by name; here it must not hide the others.
            continue
        if handles(offer.languages, language):
            found.append(Offering(name, name, True, offer.needs, checked_at=offer.checked_at))
    raw = tomllib.loads(_ELSEWHERE.read_text(encoding="utf-8"))
    bases = {part.split("-")[0] for part in language.split(">")}
    here = {one.name for one in found}
    found += [
        Offering(entry["name"], entry["title"], False, entry["needs"], entry["note"], raw["checked_at"])
        for entry in raw.get(capability, ())
        if entry["name"] not in here and (entry["languages"] == ["*"] or bases <= set(entry["languages"]))
    ]
    return tuple(found)


def handles(offered: tuple[str, ...], language: str) -> bool:
    """``en`` is handled by who offers ``en-US``, ``zh-Hans`` by who offers ``zh``; not ``pt-PT`` by who offers only ``pt-BR``.

    ``*`` stands for any language: ``*>*`` is any pair.
    """
    for one in offered:
        pairs = list(zip(one.split(">"), language.split(">"), strict=False))
        same_count = one.count(">") == language.count(">")
        if same_count and all(
            left in ("*", right) or left.startswith(f"{right}-") or right.startswith(f"{left}-") for left, right in pairs
        ):
            return True
    return False


@cache
def _installed(capability: str) -> dict[str, EntryPoint]:
    """The group's entry points by name."""
    if capability not in CAPABILITIES:
        raise ValueError(f"there is no capability {capability!r}; there are {', '.join(CAPABILITIES)}")
    return {point.name: point for point in entry_points(group=f"onecrew.{capability}")}
