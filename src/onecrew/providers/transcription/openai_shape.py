"""Transcription by OpenAI, and by every server of its shape. In: mono PCM. Out: a Transcript. Never: a second paid request.

After openai 3.54.0 (audio.transcriptions, audio.translations). Only Whisper tells when a word was said, in ``verbose_json``, and
those words are bare of punctuation; the newer models give a text, so there the words are laid over the parts of the sound that are
loud, by their lengths. Against Whisper's times of four clean lines (November 2026) half of them begin within 0.07 s, one in ten is
more than half a second off. A request holds 25 MB: a longer sound is cut in pauses, and each part is an order of its own. What
Whisper invents over music or silence is dropped by its own marks, and silence is not sent at all.
"""

from __future__ import annotations

import io
import math
import re
import wave
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onecrew.providers.catalogue import Model, Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.openai_errors import bearer, told
from onecrew.providers.receipt import paid
from onecrew.providers.transcription import Transcript, Word
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.units import Broken, Language, Money, ProviderError, Refused, Unready

LARGEST = 25_000_000
"""Bytes of a file that are taken."""
LONGEST = 1_400
"""Seconds of a part: the newer models take 1,500."""
SHORTEST = Fraction(1, 10)
"""Seconds below which OpenAI takes no file; nobody says a word in them."""
SECONDS = 600.0
"""How long an answer is waited for: the sound is heard while the connection is open."""

_NAMES = (
    "af afrikaans, ar arabic, az azerbaijani, be belarusian, bg bulgarian, bs bosnian, ca catalan, cs czech, cy welsh, da "
    "danish, de german, el greek, en english, es spanish, et estonian, fa persian, fi finnish, fr french, gl galician, he "
    "hebrew, hi hindi, hr croatian, hu hungarian, hy armenian, id indonesian, is icelandic, it italian, ja japanese, kk "
    "kazakh, kn kannada, ko korean, lt lithuanian, lv latvian, mi maori, mk macedonian, mr marathi, ms malay, ne nepali, nl "
    "dutch, no norwegian, pl polish, pt portuguese, ro romanian, ru russian, sk slovak, sl slovenian, sr serbian, sv "
    "swedish, sw swahili, ta tamil, th thai, tl tagalog, tr turkish, uk ukrainian, ur urdu, vi vietnamese, zh chinese"
)
LANGUAGES = {name: code for code, name in (one.split(" ") for one in _NAMES.split(", "))}
"""The 57 languages OpenAI names, with its codes: ``verbose_json`` tells the one it heard by its English name."""
_SPELT_ALIKE = {"cmn": "zh", "nb": "no", "nn": "no", "fil": "tl", "iw": "he", "in": "id"}
_UNSURE = 30
"""The confidence of a word where nobody tells one."""


class OpenAiTranscription:
    """Speech to text by ``/audio/transcriptions``. ``model`` None: the vendor's own that tells when words were said, while there is
    one."""

    def __init__(self, vendor: Vendor | None = None, model: Model | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["openai"]
        self._model = model or living(self._vendor, _tells_times)[0]
        self._transport = Transport(self._vendor, self._headers, self._told, seconds=SECONDS)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor, "minute", tuple(sorted(LANGUAGES.values())))

    def cost(self, seconds: Fraction) -> Money | None:
        """The price of so much sound; None: the catalogue does not know it."""
        return price(self._model, seconds)

    def transcribe(self, pcm: bytes, rate: int, language: str | None, hint: str = "") -> Transcript:
        """See the protocol. Chinese comes in the script the tag asks for (``zh``: simplified).

        Raises:
            Refused: a language OpenAI does not name, a rate below 8 kHz, or half a sample.
            ProviderError: as its kind says.
        """
        code, sound = _code(language), samples(pcm, rate)
        heard = []
        for start, part in parts(sound, rate, LARGEST, LONGEST):
            told = self._hear(part, rate, code, hint)
            heard.append((Fraction(start, rate), told))
            code = code or (None if told.language == "und" else Language(told.language).base)
        tag = language or code or "und"
        spaceless = Language(tag).spaceless
        text = ("" if spaceless else " ").join(one.text for _, one in heard if one.text)
        words = tuple(
            Word(in_script(word.text, tag), word.start + start, word.end + start, word.confidence)
            for start, one in heard
            for word in one.words
        )
        return Transcript(in_script(text, tag), tag, words)

    def to_english(self, pcm: bytes, rate: int, language: str) -> str:
        """See the protocol. Only Whisper does it.

        Raises: as ``transcribe``, and Refused where the vendor has no Whisper any more.
        """
        _code(language)
        model = self._model if _tells_times(self._model) else next(filter(_tells_times, living(self._vendor)), None)
        if model is None:
            raise Refused(f"{self._vendor.title} no longer puts speech into English; transcribe it, and translate the text")
        said = []
        for _, part in parts(samples(pcm, rate), rate, LARGEST, LONGEST):
            form = {"model": model.id, "response_format": "json"}
            said.append(_text(self._ask("/audio/translations", part, rate, form, model), model))
        return " ".join(one for one in said if one)

    def _hear(self, part: NDArray[np.int16], rate: int, code: str | None, hint: str) -> Transcript:
        """One part, its times from its own beginning."""
        form: dict[str, str | list[str]] = {"model": self._model.id, "response_format": "json"}
        if code:
            form["language"] = code
        if _tells_times(self._model):
            form |= {"response_format": "verbose_json", "timestamp_granularities[]": ["word", "segment"]}
        if _tells_logprobs(self._model):
            form["include[]"] = "logprobs"
        if hint and _takes_keywords(self._model):
            form["keywords[]"] = names(hint)
        elif hint:
            form["prompt"] = hint
        answer = self._ask("/audio/transcriptions", part, rate, form, self._model)
        if _tells_times(self._model):
            told = _verbose(answer, self._model, code)
            if told.words or not told.text:
                return told
            # A server of one's own may know the form of the answer and not the words in it.
            text, heard = told.text, told.language
        else:
            text, heard = _text(answer, self._model), code or _tag(answer.at("languages", 0, "code"))
        pieces = spoken(text, Language(heard).spaceless)
        times, trusts = laid(pieces, voiced(part, rate)), _confidences(pieces, answer.at("logprobs"))
        words = (Word(piece, *time, trust) for piece, time, trust in zip(pieces, times, trusts, strict=True))
        return Transcript(text, heard, tuple(words))

    def _ask(self, path: str, part: NDArray[np.int16], rate: int, form: Mapping[str, str | list[str]], model: Model) -> Answer:
        """One paid request. The receipt counts it before it is read: what cannot be read is paid for as well."""
        answer = self._transport.ask(
            "POST", path, files={"file": ("speech.wav", wav(part, rate), "audio/wav")}, form=form, orders=True
        )
        counted = answer.at("usage", "seconds") if answer.at("usage", "type") == "duration" else None
        seconds = Fraction(counted) if isinstance(counted, int | float) else Fraction(len(part), rate)
        paid(price(model, seconds))
        return answer

    def _headers(self) -> dict[str, str]:
        return bearer(self._vendor, self._transport)

    def _told(self, answer: Answer) -> ProviderError | None:
        return told(self._vendor, answer)


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of ``verbose_json``, in seconds; ``sure``: 0 to 100."""

    start: float
    end: float
    text: str
    sure: int
    invented: bool


def living(vendor: Vendor, prefers: Callable[[Model], bool] = lambda model: True) -> list[Model]:
    """The vendor's transcription models that are not shut down: those it ``prefers`` first, and of them those that stay.

    Raises:
        Unready: there is none.
    """
    today = date.today()
    models = [one for one in catalogue().of("transcription") if one.vendor == vendor.name and not one.gone(today)]
    if not models:
        raise Unready(
            f"the catalogue has no transcription model of {vendor.title} that is not shut down; add one to your own catalogue.toml "
            f'with vendor = "{vendor.name}" and capability = "transcription"'
        )
    return sorted(models, key=lambda one: (not prefers(one), one.retires_at is not None))


def price(model: Model, seconds: Fraction, share: Fraction = Fraction(1)) -> Money | None:
    """What so much sound costs, a second begun counting whole. ``share``: what is asked of the price for what goes along."""
    a_unit = {"minute": 60, "second": 1}.get(model.unit)
    return model.cost(math.ceil(seconds) * share / a_unit) if a_unit else None


def samples(pcm: bytes, rate: int) -> NDArray[np.int16]:
    """The sound, none where it is silence all through.

    Raises:
        Refused: half a sample, or a rate below 8 kHz.
    """
    if rate < 8000 or len(pcm) % 2:
        raise Refused(f"speech must be 16-bit samples at 8 kHz or more; this is {len(pcm)} bytes at {rate} Hz")
    sound = np.frombuffer(pcm, dtype="<i2")
    return sound if _audible(sound, rate) else sound[:0]


def parts(sound: NDArray[np.int16], rate: int, largest: int, longest: int) -> Iterator[tuple[int, NDArray[np.int16]]]:
    """Where each part begins, and the part: as few as fit into ``largest`` bytes and ``longest`` seconds, cut in pauses. A part
    that is silence is left out."""
    most = min((largest - 1000) // 2, longest * rate)
    begin = 0
    while begin < len(sound):
        end = len(sound)
        if end - begin > most:
            # The last quarter of what fits is searched for a pause.
            search = begin + most * 3 // 4
            end = search + _pause(sound[search : begin + most], rate)
        if _audible(sound[begin:end], rate):
            yield begin, sound[begin:end]
        begin = end


def wav(sound: NDArray[np.int16], rate: int) -> bytes:
    """A WAV file of it."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(sound.astype("<i2").tobytes())
    return file.getvalue()


def names(hint: str) -> list[str]:
    """The names of a hint, one by one."""
    return [name for one in re.split(r"[,;、，；\n]", hint) if (name := one.strip())]


def in_script(text: str, tag: str) -> str:
    """Chinese in the script its tag asks for; every other language as it is."""
    language = Language(tag)
    return str(_converter(language.script).convert(text)) if language.base in ("zh", "cmn") else text


def spoken(text: str, spaceless: bool) -> list[str]:
    """The words of a text, or its characters where it has no spaces; signs stay with what is before them."""
    return re.findall(r"[^\w\s]*\w[^\w\s]*" if spaceless else r"\S*\w\S*", text)


def voiced(sound: NDArray[np.int16], rate: int) -> list[tuple[float, float]]:
    """Seconds in which something loud is heard; less than a fifth of a second of quiet does not end a part."""
    level = _levels(sound, rate)
    if not len(level):
        return []
    step = _frame(rate) / rate
    found: list[tuple[float, float]] = []
    for place in np.flatnonzero(level > max(33.0, 0.1 * float(np.percentile(level, 95)))):
        start, end = float(place) * step, float(place + 1) * step
        if found and start - found[-1][1] < 0.2:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [one for one in found if one[1] - one[0] >= 0.06] or found


def laid(words: list[str], heard: list[tuple[float, float]]) -> list[tuple[Fraction, Fraction]]:
    """A time for each word: the loud parts, end to end, shared by the words' lengths. A word lies in one part, the one that holds
    most of it."""
    weights = [len(word) + 1 for word in words]
    total = sum(end - start for start, end in heard)
    found: list[tuple[Fraction, Fraction]] = []
    begun = 0
    for weight in weights:
        left, right = (total * one / sum(weights) for one in (begun, begun + weight))
        begun += weight
        passed, lies = 0.0, (0.0, 0.0)
        for start, end in heard:
            first, last = max(left, passed), min(right, passed + end - start)
            if last - first > lies[1] - lies[0]:
                lies = (start + first - passed, start + last - passed)
            passed += end - start
        found.append((seconds_of(lies[0]), seconds_of(lies[1])))
    return found


def seconds_of(value: float) -> Fraction:
    """Whole milliseconds, none before the beginning."""
    return Fraction(round(max(value, 0.0) * 1000), 1000)


def sure(logprob: Any) -> int:
    """Per cent of a natural logarithm of a probability."""
    return round(100 * math.exp(min(0.0, float(logprob)))) if isinstance(logprob, int | float) else _UNSURE


def _tells_times(model: Model) -> bool:
    return "whisper" in model.id.lower()


def _tells_logprobs(model: Model) -> bool:
    return model.id.startswith("gpt-4o")


def _takes_keywords(model: Model) -> bool:
    return model.id.startswith("gpt-transcribe")


def _code(language: str | None) -> str | None:
    """OpenAI's code of the language."""
    if language is None:
        return None
    base = Language(language).base
    code = _SPELT_ALIKE.get(base, base)
    if code not in LANGUAGES.values():
        raise Refused(f"OpenAI's models do not know the language {language}; onecrew models lists who does")
    return code


def _tag(told: Any) -> str:
    """A language as a server tells it, by its tag or its English name; ``und`` where neither is understood."""
    said = str(told or "").lower()
    try:
        return LANGUAGES.get(said) or Language(said).tag
    except ValueError:
        return "und"


def _verbose(answer: Answer, model: Model, code: str | None) -> Transcript:
    """Whisper's answer without what it invented; its bare words get the punctuation of the text where there are as many."""
    text = _text(answer, model)
    heard = code or _tag(answer.at("language"))
    segments = [_segment(one) for one in answer.at("segments") or () if isinstance(one, dict)]
    words = []
    for one in answer.at("words") or ():
        try:
            start, end, word = float(one["start"]), float(one["end"]), str(one["word"]).strip()
        except (KeyError, TypeError, ValueError):
            raise Broken(f"{model.id} gave a word without its time", billed=True) from None
        within = min(segments, key=lambda each: max(each.start - start, start - each.end, 0.0), default=None)
        if word and not (within and within.invented):
            words.append((word, start, max(start, end), within.sure if within else _UNSURE))
    if any(one.invented for one in segments):
        text = "".join(one.text for one in segments if not one.invented).strip()
    written = spoken(text, spaceless=False)
    texts = written if len(written) == len(words) else [one[0] for one in words]
    return Transcript(
        text,
        heard,
        tuple(
            Word(one, seconds_of(start), seconds_of(end), trust) for one, (_, start, end, trust) in zip(texts, words, strict=True)
        ),
    )


def _segment(told: dict[str, Any]) -> _Segment:
    """A stretch, and whether Whisper itself doubts it: text that packs too well (a loop), or doubt together with no speech."""
    text, doubt = str(told.get("text", "")), told.get("avg_logprob")
    packed, quiet = told.get("compression_ratio") or 0.0, told.get("no_speech_prob") or 0.0
    invented = (packed > 2.4 and len(text) > 40) or ((doubt or 0.0) < -1.0 and quiet > 0.6)
    return _Segment(float(told.get("start") or 0.0), float(told.get("end") or 0.0), text, sure(doubt), invented)


def _text(answer: Answer, model: Model) -> str:
    text = answer.at("text")
    if not isinstance(text, str):
        raise Broken(f"{model.id} answered without a text", billed=True)
    return text.strip()


def _confidences(words: list[str], logprobs: Any) -> list[int]:
    """How sure each word is: the mean over its letters of what the tokens tell."""
    letters: list[tuple[str, float]] = []
    for one in logprobs if isinstance(logprobs, list) else ():
        token, doubt = (one.get("token"), one.get("logprob")) if isinstance(one, dict) else (None, None)
        if isinstance(token, str) and isinstance(doubt, int | float):
            letters += [(letter, float(doubt)) for letter in token if not letter.isspace()]
    if "".join(letter for letter, _ in letters) != "".join(words):
        # Tokens that are parts of letters do not spell the text; then their mean stands for all.
        return [sure(sum(doubt for _, doubt in letters) / len(letters)) if letters else _UNSURE] * len(words)
    found, place = [], 0
    for word in words:
        found.append(sure(sum(doubt for _, doubt in letters[place : place + len(word)]) / len(word)))
        place += len(word)
    return found


def _frame(rate: int) -> int:
    return rate // 50


def _levels(sound: NDArray[np.int16], rate: int) -> NDArray[np.float64]:
    """Root mean square over each fiftieth of a second."""
    frame = _frame(rate)
    whole = sound[: len(sound) // frame * frame].astype(np.float64).reshape(-1, frame)
    levels: NDArray[np.float64] = np.sqrt((whole**2).mean(axis=1))
    return levels


def _audible(sound: NDArray[np.int16], rate: int) -> bool:
    """Whether there is anything at all: digital silence, and less than a word's length, are nothing."""
    return len(sound) >= SHORTEST * rate and bool(np.abs(sound.astype(np.int32)).max() > 3)


def _pause(sound: NDArray[np.int16], rate: int) -> int:
    """The middle of the quietest third of a second."""
    level = np.convolve(_levels(sound, rate), np.ones(16) / 16, mode="valid")
    return (int(np.argmin(level)) + 8) * _frame(rate) if len(level) else len(sound)


@lru_cache(maxsize=2)
def _converter(script: str) -> Any:
    import opencc

    return opencc.OpenCC("s2t" if script == "Hant" else "t2s")
