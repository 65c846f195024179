"""Where a text may be broken. In: text, language, names. Out: pieces and what a break after each would part. Never: widths,
times.

Spaced languages break at spaces; Chinese, Japanese and Thai between the phrases budoux finds (Apache-2.0, a model of a few
kilobytes per language, loaded when first needed). A tie says that a break would part a name, a number from its unit, or an
article or preposition from its noun; the word lists are the closed classes of each language that stand before their noun (in
Hindi: after it).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from onecrew.units import Language

if TYPE_CHECKING:
    from budoux import Parser

_OPENING = "([{«“‘「『（《〈【〔｛［"
_CLOSING = ")]}»”’」』）》〉】〕｝］"
_NO_START = _CLOSING + "、。，．,.!?！？；;：:・…‥ー～~％%‰℃ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々ゝゞヽヾๆฯ"
"""Kinsoku: characters that never begin a row (JIS X 4051; https://www.w3.org/TR/jlreq/ and /clreq/)."""
_SENTENCE = ".!?…。！？।؟"
_CLAUSE = ",;:—–，、；：،؛"

_BEFORE_NOUN = {
    "en": "a an the of to in on at for with from by into onto as than without between behind under mr mrs ms dr miss",
    "es": "el la los las un una unos unas de del a al en con por para sin sobre entre desde hasta hacia señor señora "
    "sr sra dr dra don doña",
    "fr": "le la les un une des de du à au aux en dans avec pour par sur sous sans chez entre vers m mme mlle dr",
    "it": "il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dalla "
    "in nel nella con su "
    "sul sulla per tra fra sig signor signora dott",
    "pt": "o a os as um uma uns umas de do da dos das em no na nos nas ao à aos às com por pelo pela para pra sem "
    "sobre entre até sr sra "
    "dr dra dom dona",
    "de": "der die das den dem des ein eine einen einem einer eines in im am auf aus bei beim mit nach von vom zu zum "
    "zur für über "
    "unter vor hinter ohne gegen um durch herr frau dr",
    "ru": "в во на с со к ко о об у из за от до по для без над под при про через",
    "id": "di ke dari pada untuk dengan oleh para sang si tuan nyonya pak bu",
    "vi": "của ở trong trên dưới với cho từ đến về những các mỗi ông bà",
    "tr": "bir",
    "ar": "في من إلى على عن مع بين حتى منذ عند يا",
    "ko": "이 그 저",
}
_WITH_NEXT = {
    "en": "and but or so because if that which who when my your his her its our their this these those i you he she "
    "we they it not no "
    "don't can't won't will would can could should must have has had is are was were am be very",
    "es": "y e o u que si pero no se me te lo le les nos mi tu su mis tus sus yo tú él ella este esta ese esa muy he ha has",
    "fr": "et ou que qui si mais ne je tu il elle on nous vous ils elles se me te mon ma mes ton ta tes son sa ses "
    "notre votre leur très ai as",
    "it": "e o che se ma non si mi ti ci vi io tu lui lei mio mia tuo tua suo sua questo questa molto ho hai ha",
    "pt": "e ou que se mas não me te eu tu você ele ela nós meu minha teu tua seu sua este esta esse essa muito",
    "de": "und oder dass wenn aber nicht ich du er sie es wir ihr mein meine dein deine sein seine kein keine sehr",
    "ru": "и а но что если не ни я ты он она мы вы они мой моя твой твоя его её",
    "id": "dan atau yang tapi kalau tidak saya aku kamu dia kami kita sangat",
    "vi": "và hoặc mà nhưng nếu không tôi anh em chị cô nó chúng rất một hai",
    "tr": "ve ile bu şu o ama ki çok",
    "ar": "و أو لكن أن إن لا ما لم لن هذا هذه",
    "hi": "और या लेकिन कि मैं तुम वह यह हम नहीं मेरा मेरी तेरा तेरी",
}
"""Conjunctions, pronouns, auxiliaries, negations: better not last in a row, but no rule forbids it."""
_AFTER_NOUN = {"hi": "का के की को से में पर ने तक जी"}
_CONJUNCTIONS = {
    "en": "and but or because so when while if that who which where before after than",
    "es": "y pero o porque cuando si que donde como aunque",
    "fr": "et mais ou parce quand si que qui où comme car donc",
    "it": "e ma o perché quando se che dove come",
    "pt": "e mas ou porque quando se que onde como",
    "de": "und aber oder weil wenn dass ob wo wie denn",
    "ru": "и а но или потому когда если что чтобы где как",
    "id": "dan tapi tetapi atau karena kalau jika yang saat",
    "vi": "và nhưng hoặc vì khi nếu rằng mà",
    "tr": "ve ama veya çünkü ki",
    "ar": "و لكن أو لأن عندما إذا أن",
    "hi": "और लेकिन या क्योंकि जब अगर कि",
}
_RUN = re.compile(r"[0-9A-Za-zÀ-ɏ]+(?:[.,:'’\-][0-9A-Za-zÀ-ɏ]+)*")
_NUMBER = re.compile(r"^[^\w]*[0-9０-９]+(?:[.,:/][0-9]+)*$")
_CJK_NUMBER = re.compile(r"[0-9０-９一二三四五六七八九十百千万億亿两]+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that is never broken, and what follows it.

    ``space``: a space stands between it and the next piece. ``tie``: what a break after it would part (``name``, ``unit``,
    ``article``; ``word`` inside a word too long for any row), or empty. ``rest``: how well a break after it reads: 0 after a
    sentence, 100 anywhere, 180 after a word that clings to the next.
    """

    text: str
    space: bool = True
    tie: str = ""
    rest: int = 100


def pieces(text: str, language: Language, names: Sequence[str] = ()) -> tuple[Piece, ...]:
    """``text`` in pieces, in order; joined again they are the text with its white space made single. ``names`` are kept whole."""
    words: list[tuple[str, bool]] = []
    for run in text.split():
        parts = _phrases(run, language, names) if language.spaceless else [run]
        words += [(part, place == len(parts) - 1) for place, part in enumerate(parts)]
    tied = _named([word for word, _ in words], names) if not language.spaceless else _named_across(words, names)
    before = _words(_BEFORE_NOUN, language)
    clings = _words(_WITH_NEXT, language)
    after = _words(_AFTER_NOUN, language)
    joins = _words(_CONJUNCTIONS, language)
    found = []
    for place, (word, space) in enumerate(words):
        following = words[place + 1][0] if place + 1 < len(words) else ""
        tie = ""
        if place in tied:
            tie = "name"
        elif following and _unit(word, following, language):
            tie = "unit"
        elif following and (word.lower().rstrip(".") in before or _bare(following) in after) and word[-1:] not in _CLAUSE:
            tie = "article"
        found.append(Piece(word, space, tie, _rest(word, following, joins, clings)))
    return tuple(found)


def joined(found: Sequence[Piece]) -> str:
    """The text of consecutive pieces."""
    return "".join(piece.text + (" " if piece.space else "") for piece in found).rstrip(" ")


def broken(piece: Piece) -> list[Piece]:
    """A piece that is too long for a row, in its letters (with their marks); the last keeps what follows the piece.

    Closing marks stay with the letter before them, opening ones with the letter after.
    """
    clusters: list[str] = []
    for char in piece.text:
        sticks = unicodedata.category(char) in ("Mn", "Mc", "Cf") or char in _NO_START
        held = clusters and (clusters[-1][-1] in _OPENING or clusters[-1][-1] == "\u200d")
        # Thai vowels written before their consonant are read with it.
        leading = clusters and clusters[-1][-1] in "เแโใไ"
        if clusters and (sticks or held or leading):
            clusters[-1] += char
        else:
            clusters.append(char)
    return [Piece(cluster, False, "word") for cluster in clusters[:-1]] + [Piece(clusters[-1], piece.space, piece.tie, piece.rest)]


def _words(table: dict[str, str], language: Language) -> frozenset[str]:
    return frozenset(table.get(language.base, "").split())


def _bare(word: str) -> str:
    return word.strip(_OPENING + _CLOSING + _SENTENCE + _CLAUSE + "\"'-").lower()


def _rest(word: str, following: str, joins: frozenset[str], clings: frozenset[str]) -> int:
    end = word.rstrip(_CLOSING + "\"'")[-1:] or word[-1:]
    if end and end in _SENTENCE:
        return 0
    if end and end in _CLAUSE:
        return 20
    if word.lower() in clings:
        return 180
    if _bare(following) in joins:
        return 50
    return 100


def _unit(word: str, following: str, language: Language) -> bool:
    if language.spaceless:
        return bool(_CJK_NUMBER.search(word)) and following[:1] not in _OPENING
    return bool(_NUMBER.match(word)) and following[:1].isalpha() | (following[:1] in "%€£¥°")


def _named(words: Sequence[str], names: Sequence[str]) -> set[int]:
    """Places of words that the next word belongs to: both are parts of a name of several words."""
    bare = [_bare(word) for word in words]
    tied: set[int] = set()
    for name in names:
        parts = [_bare(part) for part in name.split()]
        for place in range(len(bare) - len(parts) + 1):
            if len(parts) > 1 and bare[place : place + len(parts)] == parts:
                tied |= set(range(place, place + len(parts) - 1))
    return tied


def _named_across(words: Sequence[tuple[str, bool]], names: Sequence[str]) -> set[int]:
    """The same where phrases are not spaced: a name may hold a space."""
    text = ""
    ends = []
    for word, space in words:
        ends.append(len(text) + len(word))
        text += word + (" " if space else "")
    tied: set[int] = set()
    for name in names:
        for found in re.finditer(re.escape(name), text) if name else ():
            tied |= {place for place, end in enumerate(ends) if found.start() < end < found.end()}
    return tied


def _phrases(run: str, language: Language, names: Sequence[str]) -> list[str]:
    """A run without spaces, cut into phrases; names and Latin words stay whole, and no phrase begins or ends against kinsoku."""
    ends = {0, len(run)}
    place = 0
    for phrase in _parser(language.base, language.script).parse(run):
        place += len(phrase)
        ends.add(place)
    for found in _RUN.finditer(run):
        ends -= set(range(found.start() + 1, found.end()))
    for name in names:
        for found in re.finditer(re.escape(name), run) if name else ():
            ends -= set(range(found.start() + 1, found.end()))
    for place in list(ends - {0, len(run)}):
        mark = unicodedata.category(run[place]) in ("Mn", "Mc")
        if run[place] in _NO_START or run[place - 1] in _OPENING or mark:
            ends.discard(place)
    order = sorted(ends)
    return [run[start:end] for start, end in pairwise(order)]


@cache
def _parser(base: str, script: str) -> Parser:
    import budoux

    if base == "ja":
        return budoux.load_default_japanese_parser()
    if base == "th":
        return budoux.load_default_thai_parser()
    if script == "Hant":
        return budoux.load_default_traditional_chinese_parser()
    return budoux.load_default_simplified_chinese_parser()
