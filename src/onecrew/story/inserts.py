"""Things shown close: messages, letters, objects, cards. In: notes and action. Out: Inserts with the ids of their texts.

Never: when they are shown (``coverage``). A text that is read on screen is translated like a line, under the id given here:
``2.i1`` is the first written text of scene 2; cards have their own ids.

In a script: ``[[insert phone from DAVID: I never left.]]``, ``[[insert letter: …]]``, ``[[insert sign: …]]``, ``[[insert photo]]``,
``[[insert ring]]``; or in the action: *Her phone lights up. A message from David: "I never left."*
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onecrew.story.episode import Action, Card, Direction, Episode, Scene
from onecrew.story.mentions import People, people_of
from onecrew.story.shot import PROPS, Insert
from onecrew.story.show import Show
from onecrew.units import Where

KINDS = ("phone", "letter", "photo", "sign", "object")

_PROP_WORDS = {
    "phone": r"phone|mobile|cell(?:phone)?|smartphone|screen|m[óo]vil|tel[ée]fono|celular|telefone|t[ée]l[ée]phone|手机|电话",
    "cup": r"cup|mug|coffee|tea(?:cup)?|taza|caf[ée]|x[íi]cara|tasse|杯子|咖啡|茶",
    "letter": r"letter|envelope|note|contract|papers?|document|carta|sobre|contrato|lettre|enveloppe|contrat"
    r"|(?<![相短自迷])信(?!号|心|息|任)|合同|信封",
    "bag": r"(?:hand)?bag|suitcase|purse|backpack|bolso|maleta|bolsa|mala|sac|valise|包|行李",
    "flowers": r"flowers?|bouquet|roses?|flores|ramo|fleurs|花",
    "ring": r"ring|anillo|anel|bague|戒指",
    "key": r"keys?|llaves?|chaves?|cl[ée]s?|钥匙",
    "photo": r"photo(?:graph)?|picture|foto|照片",
    "umbrella": r"umbrella|paraguas|guarda-chuva|parapluie|伞|雨伞",
    "book": r"book|diary|notebook|libro|diario|livro|di[áa]rio|livre|书|日记",
    "knife": r"knife|blade|cuchillo|faca|couteau|刀",
    "glass": r"glass|wine|vaso|copa|copo|ta[çc]a|verre|酒杯|玻璃杯",
    "gift": r"gift|present|parcel|box|regalo|caja|presente|caixa|cadeau|礼物|盒子",
}


def _words(latin_and_han: str) -> re.Pattern[str]:
    """Whole words of scripts with spaces, and Chinese words anywhere."""
    words = latin_and_han.split("|")
    han = "|".join(word for word in words if re.search(r"[一-鿿]", word))
    latin = "|".join(word for word in words if not re.search(r"[一-鿿]", word))
    return re.compile(rf"(?<![\w-])(?:{latin})(?![\w-])|(?:{han})", re.IGNORECASE)


_PROPS = tuple((prop, _words(words)) for prop, words in _PROP_WORDS.items())
_KIND_WORDS = (
    ("phone", _words(r"phone|message|text|chat|sms|screen|mensaje|mensagem|message|短信|消息|手机")),
    ("letter", _words(r"letter|note|envelope|diary|page|carta|lettre|(?<![相短自迷])信(?!号|心|息|任)|纸条")),
    ("photo", _words(r"photo(?:graph)?|picture|foto|照片")),
    ("sign", _words(r"sign|poster|headline|newspaper|banner|plaque|cartel|placa|panneau|招牌|牌子")),
)
_QUOTED = re.compile(r"[“\"«「『]\s*([^”\"»」』]{2,160}?)\s*[”\"»」』]")
_SUPER = re.compile(
    r"\s*(?:super|superimpose|title|title card|chyron|caption|on screen|r[óo]tulo|letreiro|字幕)\s*[:：]\s*(?P<text>.{1,120}?)\s*$",
    re.I | re.S,
)
_FROM = re.compile(r"\b(?:from|de|von|da)\s+(?P<sender>[^:“\"«,.]{1,40})", re.I)


def prop_in(text: str) -> str:
    """The first thing of PROPS a text names, or ``none``."""
    found = [(match.start(), prop) for prop, words in _PROPS if (match := words.search(text))]
    return min(found)[1] if found else "none"


def read_insert(text: str, people: People) -> Insert | None:
    """What an insert note shows; ``text`` is the note after the word ``insert``. None: it names nothing an insert can show."""
    head, _, said = text.partition(":") if ":" in text else text.partition("：")
    head, said = head.strip(), said.strip().strip('“”"«»')
    sender = _FROM.search(head)
    kind = next((kind for kind, words in _KIND_WORDS if words.search(head)), None)
    prop = prop_in(head)
    if kind == "phone":
        return Insert("phone", said, "", _sender(sender, people), "phone")
    if kind is not None and (said or kind in ("photo", "letter", "sign")):
        return Insert(kind, said, "", _sender(sender, people), kind if kind in PROPS else "none")
    if prop != "none":
        return Insert("object", "", "", "", prop)
    return None


def insert_in_action(text: str, people: People) -> Insert | None:
    """The message, letter or sign a paragraph of action quotes, if it does: a quotation beside a word for what bears it.

    ``SUPER: One year later`` is a card of its own.
    """
    if written := _SUPER.match(text):
        return Insert("title", " ".join(written["text"].split()).strip('“”"«»「」'))
    quoted = _QUOTED.search(text)
    if quoted is None:
        return None
    around = text[: quoted.start()] + " " + text[quoted.end() :]
    for kind, words in _KIND_WORDS:
        if words.search(around):
            return Insert(kind, quoted[1].strip(), "", _sender(_FROM.search(around), people), kind if kind in PROPS else "none")
    return None


def insert_note(text: str) -> str | None:
    """What follows the word ``insert`` in a note, or None if the note is none."""
    found = re.match(r"\s*(?:insert(?: shot)?|cutaway)\s*(?:of|:|-|–)?\s+(?P<rest>.+)$", text, re.I | re.S)
    return " ".join(found["rest"].split()) if found else None


def scene_inserts(scene: Scene, people: People) -> dict[int, Insert]:
    """The inserts of a scene by the index of their beat, each with the id of its text."""
    found: dict[int, Insert] = {}
    count = 0
    for index, beat in enumerate(scene.beats):
        insert: Insert | None = None
        if isinstance(beat, Direction):
            note = insert_note(beat.text)
            insert = read_insert(note, people) if note else None
        elif isinstance(beat, Action):
            insert = insert_in_action(beat.text, people)
        if insert is None:
            continue
        if insert.text:
            count += 1
            insert = replace(insert, text_id=f"{scene.id}.i{count}")
        found[index] = insert
    return found


@dataclass(frozen=True, slots=True)
class Written:
    """A text the viewer reads: ``id`` it is translated under, ``kind`` (card, phone, letter, photo, sign), ``text``, ``where``."""

    id: str
    kind: str
    text: str
    where: Where


def written_texts(episode: Episode, show: Show) -> tuple[Written, ...]:
    """Every text of the episode that is read and not heard, in order: its cards and the texts of its inserts."""
    people = people_of(episode, show)
    found: list[Written] = []
    for scene in episode.scenes:
        inserts = scene_inserts(scene, people)
        for index, beat in enumerate(scene.beats):
            if isinstance(beat, Card):
                found.append(Written(beat.id, "card", beat.text, beat.where))
            elif index in inserts and inserts[index].text:
                found.append(Written(inserts[index].text_id, inserts[index].kind, inserts[index].text, beat.where))
    return tuple(found)


def _sender(found: re.Match[str] | None, people: People) -> str:
    if found is None:
        return ""
    name = found["sender"].strip()
    return people.named(name) or name
