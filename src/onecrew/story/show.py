"""What all episodes of a show share. In: nothing. Out: frozen nouns. Never: files (see the readers beside this)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from onecrew.story.spotted import TextKind
from onecrew.units import Language, Money


class Age(StrEnum):
    """How old somebody looks and sounds."""

    CHILD = "child"
    TEEN = "teen"
    YOUNG = "young"
    ADULT = "adult"
    OLD = "old"


class Gender(StrEnum):
    """How somebody is presented; chooses pronouns of defaults and a fitting voice."""

    FEMALE = "female"
    MALE = "male"
    NEUTRAL = "neutral"


SURE_OF_GENDER = 40
"""A gender that is less sure, of 100, is a question to a person."""

FACES = ("oval", "round", "square", "heart", "long")
HAIR_STYLES = (
    "bald",
    "buzz",
    "short",
    "side-part",
    "undercut",
    "curly",
    "afro",
    "bob",
    "long",
    "ponytail",
    "bun",
    "braids",
    "pixie",
    "waves",
)
BUILDS = ("slim", "average", "broad", "heavy")
SKINS = ("porcelain", "fair", "light", "tan", "olive", "brown", "dark", "deep")
OUTFITS = (
    "suit",
    "shirt",
    "t-shirt",
    "hoodie",
    "dress",
    "blouse",
    "coat",
    "uniform",
    "scrubs",
    "hanfu",
    "leather-jacket",
    "apron",
)
GLASSES = ("none", "round", "square", "sun")
HATS = ("none", "cap", "beanie", "fedora", "crown", "headscarf")
BEARDS = ("none", "stubble", "moustache", "goatee", "full")
ACCESSORIES = ("none", "scarf", "necklace", "earrings", "tie", "bag", "badge", "stethoscope")


@dataclass(frozen=True, slots=True)
class Look:
    """How a character is drawn. Colours are ``#rrggbb``; names are from the tables of this module."""

    face: str = "oval"
    hair: str = "short"
    hair_colour: str = "#2b2320"
    eye_colour: str = "#4a3527"
    skin: str = "light"
    build: str = "average"
    outfit: str = "shirt"
    outfit_colour: str = "#3f5f8a"
    trousers_colour: str = "#2c2f3a"
    glasses: str = "none"
    hat: str = "none"
    beard: str = "none"
    accessory: str = "none"
    accent_colour: str = "#d9a441"


@dataclass(frozen=True, slots=True)
class Voice:
    """The voice of a character in one language.

    ``name`` is a voice of ``provider`` (``af_heart`` of ``kokoro``); ``speed`` scales its pace (1 = natural).
    """

    provider: str
    name: str
    speed: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Character:
    """A member of the cast. ``name`` is the screenplay's, in capitals; ``aliases`` are other cue names."""

    name: str
    title: str
    """The name as people write it: ``Mei Lin``."""
    age: Age = Age.ADULT
    gender: Gender = Gender.NEUTRAL
    look: Look = field(default_factory=Look)
    voices: tuple[tuple[Language, Voice], ...] = ()
    """Voices chosen by a person, by language; the casting fills the rest."""
    aliases: tuple[str, ...] = ()
    listed: bool = True
    """False: not in cast.toml; look and voice are defaults drawn from the name."""
    picture: str = ""
    """A picture of the character for models that film, a path in the show."""
    voiceprint: str = ""
    """How the character sounds in an existing film, as a provider of voiceprints writes it; the same person over all episodes."""
    gender_sure: int = 100
    """How sure the gender is, 0–100: what a person wrote is sure, what was told from a voice in a film is not always."""

    def voice(self, language: Language) -> Voice | None:
        """The voice chosen for this language (or for its base language), if any."""
        chosen = dict(self.voices)
        return chosen.get(language) or chosen.get(Language(language.base))


@dataclass(frozen=True, slots=True)
class Term:
    """A name, place or form of address. ``forms`` gives its accepted rendering by language; ``keep``: never translated."""

    source: str
    forms: tuple[tuple[Language, str], ...] = ()
    keep: bool = False

    def form(self, language: Language) -> str | None:
        """The approved rendering in ``language``; the source itself when it is kept."""
        if self.keep:
            return self.source
        return dict(self.forms).get(language)


@dataclass(frozen=True, slots=True)
class Format:
    """The picture: width and height in pixels (even), frames a second (exact)."""

    width: int = 720
    height: int = 1280
    rate: Fraction = Fraction(25)


@dataclass(frozen=True, slots=True)
class Style:
    """How the show looks and sounds as a whole.

    ``palette`` is a name the animation knows; ``captions`` is ``burnt``, ``soft``, ``both`` or ``none``;
    ``loudness`` is LUFS integrated.
    """

    palette: str = "dusk"
    captions: str = "both"
    loudness: int = -14
    music: bool = True
    filmed: str = ""
    """What film models are to make, in words: ``16 mm film, grainy, muted colours``; empty: live action."""
    forced_narratives: tuple[TextKind, ...] = ()
    """Kinds of texts in the picture of an existing film that are translated and captioned."""
    erase: tuple[TextKind, ...] = (TextKind.DIALOGUE,)
    """Kinds that are taken out of that picture."""


EMBEDDED = {
    "speech": "kokoro",
    "transcription": "whisper",
    "translation": "bergamot",
    "separation": "deepfilter",
    "voiceprint": "campplus",
    "ocr": "rapidocr",
}
"""The providers that need no key and no network."""


VOICES = ("ours", "native")
"""Who says the lines of a shot that a model films."""


@dataclass(frozen=True, slots=True)
class Filming:
    """Which models may film, and how one is chosen.

    ``models`` and ``deny``: names or patterns (``kling/*``); no models: everything is drawn. ``weights``: what quality, price,
    speed and the share of takes kept count in the choice. ``agreed``: models whose need for consent is met. ``mixed``: shots of
    one character may come from several models. ``open_price``: orders whose price is not known before are allowed
    (said under [budget], for all that is bought). ``otherwise``: models, or ``animation``, that film a shot in the place of one
    that failed to, in this order.
    ``first_frame``: the animation's frame is given as the first frame, so what is filmed looks like it. ``continuity``: the last
    frame of the shot before goes along where a scene goes on, so that light and clothes stay. ``voice``: ``native`` where the
    model itself is to say the lines of a shot, in the show's own language.
    """

    models: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    weights: tuple[int, int, int, int] = (50, 30, 5, 15)
    agreed: tuple[str, ...] = ()
    mixed: bool = False
    open_price: bool = False
    otherwise: tuple[str, ...] = ()
    first_frame: bool = False
    continuity: bool = False
    voice: str = "ours"

    @property
    def allow(self) -> tuple[str, ...]:
        """Patterns of which a model must match one; ``auto`` allows all."""
        return () if "auto" in self.models else self.models


@dataclass(frozen=True, slots=True)
class Show:
    """A series: what every episode shares."""

    title: str
    source: Language
    languages: tuple[Language, ...]
    """Every language of release, the source first."""
    format: Format = field(default_factory=Format)
    style: Style = field(default_factory=Style)
    budget: Money | None = None
    ceiling: Money | None = None
    """What is set aside for an order whose price is not known before."""
    models: tuple[tuple[str, str], ...] = ()
    """Provider chosen per capability: ``("speech", "kokoro")``."""
    filming: Filming = field(default_factory=Filming)
    cast: tuple[Character, ...] = ()
    terms: tuple[Term, ...] = ()
    titles: tuple[tuple[Language, str], ...] = ()
    """The title in other languages."""

    def provider(self, capability: str) -> str:
        """The provider the show wants for a capability; the embedded one unless show.toml names another."""
        return dict(self.models).get(capability, EMBEDDED[capability])

    def title_in(self, language: Language) -> str:
        """The show's title in a language, the source title where none was given."""
        return dict(self.titles).get(language, self.title)

    def character(self, cue: str) -> Character | None:
        """The character a cue names, by name or alias, in any case."""
        wanted = cue.strip().upper()
        for one in self.cast:
            if wanted == one.name.upper() or wanted in (alias.upper() for alias in one.aliases):
                return one
        return None
