"""Transcription by ElevenLabs Scribe. In: mono PCM. Out: a Transcript. Never: speakers, events, a second paid request.

After elevenlabs 2.78.0 (speech_to_text.convert). Words, spaces and noises stand in one list and are told apart by ``type``;
languages come back in three letters. Names that go along (``keyterms``) make an order a fifth dearer, and more than a hundred of
them make it twenty seconds at least. A quota used up is an HTTP 401, as a wrong key is.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from onecrew.providers.catalogue import Model, Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.receipt import paid
from onecrew.providers.transcription import Transcript, Word
from onecrew.providers.transcription.openai_shape import (
    SECONDS,
    in_script,
    living,
    names,
    parts,
    price,
    samples,
    seconds_of,
    sure,
    wav,
)
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.units import Broken, Language, Money, OutOfCredit, ProviderError, Refused

LARGEST = 2_000_000_000
"""Bytes of a file that are taken."""
LONGEST = 3_600
"""Seconds of a part. Scribe takes ten hours; an hour is what a connection is held open for."""

_NAMED = (
    "afr:af amh:am ara:ar hye:hy asm:as ast:ast aze:az bel:be ben:bn bos:bs bul:bg mya:my yue:yue cat:ca ceb:ceb nya:ny hrv:hr "
    "ces:cs dan:da nld:nl eng:en est:et fil:fil fin:fi fra:fr ful:ff glg:gl lug:lg kat:ka deu:de ell:el guj:gu hau:ha heb:he "
    "hin:hi hun:hu isl:is ibo:ig ind:id gle:ga ita:it jpn:ja jav:jv kea:kea kan:kn kaz:kk khm:km kor:ko kur:ku kir:ky lao:lo "
    "lav:lv lin:ln lit:lt luo:luo ltz:lb mkd:mk msa:ms mal:ml mlt:mt zho:zh cmn:zh mri:mi mar:mr mon:mn nep:ne nso:nso nor:no "
    "oci:oc ori:or pus:ps fas:fa pol:pl por:pt pan:pa ron:ro rus:ru srp:sr sna:sn snd:sd slk:sk slv:sl som:so spa:es swa:sw "
    "swe:sv tam:ta tgk:tg tel:te tha:th tur:tr ukr:uk umb:umb urd:ur uzb:uz vie:vi cym:cy wol:wo xho:xh zul:zu"
)
LANGUAGES = dict(one.split(":") for one in _NAMED.split())
"""Scribe's languages: its own codes (ISO 639-3), and the tags they stand for."""
_SPELT_ALIKE = {"cmn": "zh", "nb": "no", "nn": "no", "tl": "fil", "iw": "he", "in": "id"}
_NO_MONEY = ("quota_exceeded", "insufficient_credits", "payment_required")
_NAMES_TAKEN = 100
_WITH_NAMES = Fraction(6, 5)
_UNSUPPORTED = set("<>{}[]\\")


class ElevenLabsTranscription:
    """Scribe, with a time for each word. ``model`` None: the vendor's first that is not shut down."""

    def __init__(self, vendor: Vendor | None = None, model: Model | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["elevenlabs"]
        self._model = model or living(self._vendor)[0]
        self._transport = Transport(self._vendor, self._headers, self._told, seconds=SECONDS)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor, "minute", tuple(sorted(set(LANGUAGES.values()))))

    def cost(self, seconds: Fraction) -> Money | None:
        """The price of so much sound when names go along, which is the most it costs; None: the catalogue does not know it."""
        return price(self._model, seconds, _WITH_NAMES)

    def transcribe(self, pcm: bytes, rate: int, language: str | None, hint: str = "") -> Transcript:
        """See the protocol. Chinese comes in the script the tag asks for (``zh``: simplified).

        Raises:
            Refused: a language Scribe does not know, a rate below 8 kHz, or half a sample.
            ProviderError: as its kind says.
        """
        code, keyterms = _code(language), _keyterms(hint)
        texts: list[str] = []
        words: list[Word] = []
        for start, part in parts(samples(pcm, rate), rate, LARGEST, LONGEST):
            answer = self._ask(part, rate, code, keyterms)
            text = answer.at("text")
            if not isinstance(text, str):
                raise Broken(f"{self._model.id} answered without a text", billed=True)
            told = str(answer.at("language_code"))
            code = code or LANGUAGES.get(told, told if told in LANGUAGES.values() else None)
            tag = language or code or "und"
            texts += [in_script(text.strip(), tag)] if text.strip() else []
            words += self._words(answer, Fraction(start, rate), tag)
        tag = language or code or "und"
        return Transcript(("" if Language(tag).spaceless else " ").join(texts), tag, tuple(words))

    def to_english(self, pcm: bytes, rate: int, language: str) -> str:
        """Scribe does not.

        Raises:
            Refused: always.
        """
        raise Refused("ElevenLabs writes speech down in the language it is in; transcribe it, and translate the text")

    def _ask(self, part: NDArray[np.int16], rate: int, code: str | None, keyterms: list[str]) -> Answer:
        """One paid request. The receipt counts it before it is read: what cannot be read is paid for as well."""
        form: dict[str, str | list[str]] = {
            "model_id": self._model.id,
            "timestamps_granularity": "word",
            "tag_audio_events": "false",
            "diarize": "false",
        }
        if code:
            form["language_code"] = code
        if keyterms:
            form["keyterms"] = keyterms
        file = ("speech.wav", wav(part, rate), "audio/wav")
        answer = self._transport.ask("POST", "/speech-to-text", files={"file": file}, form=form, orders=True)
        counted = answer.at("audio_duration_secs")
        seconds = Fraction(counted) if isinstance(counted, int | float) else Fraction(len(part), rate)
        paid(price(self._model, seconds, _WITH_NAMES if keyterms else Fraction(1)))
        return answer

    def _words(self, answer: Answer, start: Fraction, tag: str) -> list[Word]:
        """The words among what was heard, ``start`` seconds later."""
        found = []
        for one in answer.at("words") or ():
            if not isinstance(one, dict) or one.get("type") != "word" or not str(one.get("text", "")).strip():
                continue
            try:
                begin, end = seconds_of(float(one["start"])), seconds_of(float(one["end"]))
            except (KeyError, TypeError, ValueError):
                raise Broken(f"{self._model.id} gave a word without its time", billed=True) from None
            text = in_script(str(one["text"]).strip(), tag)
            found.append(Word(text, start + begin, start + max(begin, end), sure(one.get("logprob"))))
        return found

    def _headers(self) -> Mapping[str, str]:
        return {"xi-api-key": self._transport.key()}

    def _told(self, answer: Answer) -> ProviderError | None:
        """A quota used up, which has the status of a wrong key; what else goes wrong has a status of its own."""
        codes = {str(answer.at("detail", name)).lower() for name in ("status", "code", "type")}
        if codes & set(_NO_MONEY):
            said = answer.at("detail", "message") or "the quota is used up"
            return OutOfCredit(f"{self._vendor.title}: {said} ({self._vendor.console})")
        return None


def _code(language: str | None) -> str | None:
    """Scribe's code of the language, in two letters where it has two."""
    if language is None:
        return None
    base = Language(language).base
    code = _SPELT_ALIKE.get(base, base)
    if code not in LANGUAGES.values():
        raise Refused(f"ElevenLabs Scribe does not know the language {language}; onecrew models lists who does")
    return code


def _keyterms(hint: str) -> list[str]:
    """The names of a hint that Scribe takes: fifty letters, five words, none of a few signs."""
    fit = [one for one in names(hint) if len(one) <= 50 and len(one.split()) <= 5 and not _UNSUPPORTED & set(one)]
    return fit[:_NAMES_TAKEN]
