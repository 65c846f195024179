"""The traps of OpenAI's transcription, one by one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Reply
from tests.vendors.openai_transcription import Emulator, Said, Sound

from onecrew.providers.catalogue import Model, catalogue
from onecrew.providers.receipt import receipt
from onecrew.providers.transcription import openai_shape
from onecrew.providers.transcription.openai_shape import OpenAiTranscription
from onecrew.units import Broken, Money, OutOfCredit, Refused, Unready

RATE = 16_000


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Emulator]:
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path))
    with Emulator() as running:
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        assert isinstance(running, Emulator)
        yield running


def model(name: str) -> Model:
    return catalogue().models[f"openai/{name}"]


def hearing(emulator: Emulator, name: str = "whisper-1") -> OpenAiTranscription:
    return OpenAiTranscription(emulator.vendor, model(name))


def sound(*parts: tuple[float, bool], rate: int = RATE) -> bytes:
    """Seconds of voice (a buzz) and of pause (a faint noise)."""
    noise = np.random.default_rng(0)
    made = []
    for seconds, voice in parts:
        length = round(seconds * rate)
        buzz = 9000 * np.sign(np.sin(2 * np.pi * 140 * np.arange(length) / rate)) if voice else np.zeros(length)
        made.append(buzz + noise.normal(0, 5, length))
    return np.concatenate(made).astype("<i2").tobytes()


def said(*words: str, start: float = 0.0, logprob: float = -0.1) -> list[Said]:
    return [Said(word, start + place * 0.5, start + place * 0.5 + 0.4, logprob) for place, word in enumerate(words)]


def test_whisper_is_asked_for_words_and_segments(emulator: Emulator) -> None:
    hearing(emulator).transcribe(sound((3, True)), RATE, "pt-BR", "Ana, Mister Chen")
    assert emulator.forms == [
        {
            "model": ["whisper-1"],
            "response_format": ["verbose_json"],
            "timestamp_granularities[]": ["word", "segment"],
            "language": ["pt"],
            "prompt": ["Ana, Mister Chen"],
        }
    ]
    assert emulator.heard == [Sound(RATE, sound((3, True)))]


def test_whispers_bare_words_get_their_punctuation_back(emulator: Emulator) -> None:
    heard = hearing(emulator).transcribe(sound((3, True)), RATE, "en")
    assert [word.text for word in heard.words] == ["Don't", "open", "the", "door,", "Ana."]
    assert heard.words[1].start == Fraction(6, 10)


def test_words_stay_bare_where_they_do_not_match_the_text(emulator: Emulator) -> None:
    emulator.segments = [{"text": " Don't open the door — ever, Ana.", "start": 0.0, "end": 3.0, "avg_logprob": -0.2}]
    heard = hearing(emulator).transcribe(sound((3, True)), RATE, "en")
    assert [word.text for word in heard.words] == ["Don't", "open", "the", "door", "Ana"]


def test_a_word_is_as_sure_as_its_segment(emulator: Emulator) -> None:
    emulator.segments = [
        {"text": " Don't open", "start": 0.0, "end": 1.1, "avg_logprob": 0.0},
        {"text": " the door, Ana.", "start": 1.2, "end": 3.0, "avg_logprob": -0.6931},
    ]
    heard = hearing(emulator).transcribe(sound((3, True)), RATE, "en")
    assert [word.confidence for word in heard.words] == [100, 100, 50, 50, 50]


@pytest.mark.parametrize(
    "marks",
    [
        {"avg_logprob": -1.2, "no_speech_prob": 0.9},
        {"compression_ratio": 3.1, "text": " Thank you. Thank you. Thank you. Thank you. Thank you."},
    ],
)
def test_what_whisper_invents_is_dropped_by_its_own_marks(emulator: Emulator, marks: dict[str, Any]) -> None:
    emulator.says = lambda sound: said("Don't", "open.") + said("Thank", "you.", start=2.0)
    emulator.segments = [
        {"text": " Don't open.", "start": 0.0, "end": 1.0, "avg_logprob": -0.1},
        {"text": " Thank you.", "start": 2.0, "end": 3.0, "avg_logprob": -0.1} | marks,
    ]
    heard = hearing(emulator).transcribe(sound((3, True)), RATE, "en")
    assert heard.text == "Don't open."
    assert [word.text for word in heard.words] == ["Don't", "open."]


@pytest.mark.parametrize(
    ("told", "tag"), [("chinese", "zh"), ("tagalog", "tl"), ("es", "es"), ("yue", "yue"), ("no language", "und")]
)
def test_whisper_tells_languages_by_their_english_names(emulator: Emulator, told: str, tag: str) -> None:
    emulator.language = (told, "")
    assert hearing(emulator).transcribe(sound((1, True)), RATE, None).language == tag


def test_the_newest_tells_languages_by_their_codes(emulator: Emulator) -> None:
    emulator.language = ("", "fr")
    assert hearing(emulator, "gpt-transcribe").transcribe(sound((1, True)), RATE, None).language == "fr"


def test_a_language_nobody_tells_is_unknown(emulator: Emulator) -> None:
    assert hearing(emulator, "gpt-4o-transcribe").transcribe(sound((1, True)), RATE, None).language == "und"


def test_the_newer_models_give_no_times_so_words_lie_where_it_is_loud(emulator: Emulator) -> None:
    emulator.says = lambda sound: said("Do", "not", "open.", "Call", "the", "cops.")
    pcm = sound((0.5, False), (1, True), (1, False), (1, True), (0.5, False))
    words = hearing(emulator, "gpt-4o-transcribe").transcribe(pcm, RATE, "en").words
    assert [word.text for word in words] == ["Do", "not", "open.", "Call", "the", "cops."]
    assert all(0.48 <= word.start < word.end <= 1.52 for word in words[:3])
    assert all(2.48 <= word.start < word.end <= 3.52 for word in words[3:])
    assert all(one.end <= other.start for one, other in pairwise(words))


def test_a_longer_word_gets_more_time(emulator: Emulator) -> None:
    emulator.says = lambda sound: said("I", "understand.")
    short, long = hearing(emulator, "gpt-transcribe").transcribe(sound((2, True)), RATE, "en").words
    assert long.end - long.start > 4 * (short.end - short.start)


def test_log_probabilities_are_asked_for_where_there_are_some_and_are_the_confidence(emulator: Emulator) -> None:
    emulator.says = lambda sound: [Said("Do", 0, 1, 0.0), Said("not", 1, 2, -0.6931)]
    words = hearing(emulator, "gpt-4o-mini-transcribe").transcribe(sound((2, True)), RATE, "en").words
    assert emulator.forms[0]["include[]"] == ["logprobs"]
    assert [word.confidence for word in words] == [100, 50]


def test_without_log_probabilities_words_are_not_to_be_relied_on(emulator: Emulator) -> None:
    words = hearing(emulator, "gpt-transcribe").transcribe(sound((2, True)), RATE, "en").words
    assert "include[]" not in emulator.forms[0]
    assert {word.confidence for word in words} == {30}


def test_tokens_that_are_parts_of_letters_tell_only_how_sure_the_whole_is(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = [{"token": "bytes:\\xe9\\xaa", "logprob": -0.6931}, {"token": "bytes:\\x97", "logprob": -0.6931}]
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(json={"text": "骗我", "logprobs": tokens}))
    words = hearing(emulator, "gpt-4o-transcribe").transcribe(sound((1, True)), RATE, "zh").words
    assert [(word.text, word.confidence) for word in words] == [("骗", 50), ("我", 50)]


def test_names_go_to_the_newest_as_keywords_and_to_the_others_as_a_prompt(emulator: Emulator) -> None:
    for name in ("gpt-transcribe", "gpt-4o-transcribe"):
        hearing(emulator, name).transcribe(sound((1, True)), RATE, "zh", "安娜、陈先生")
    newest, newer = emulator.forms
    assert newest["keywords[]"] == ["安娜", "陈先生"]
    assert newer["prompt"] == ["安娜、陈先生"]


@pytest.mark.parametrize(("tag", "text"), [("zh", "骗我。"), ("zh-Hant", "騙我。")])
def test_chinese_comes_letter_by_letter_in_the_script_that_is_asked_for(emulator: Emulator, tag: str, text: str) -> None:
    emulator.says = lambda sound: [Said("騙我。", 0, 1)]
    heard = hearing(emulator, "gpt-transcribe").transcribe(sound((1, True)), RATE, tag)
    assert heard.text == text
    assert [word.text for word in heard.words] == [text[0], text[1:]]
    assert heard.language == tag


def test_a_file_too_large_goes_in_parts_cut_in_a_pause(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai_shape, "LARGEST", 321_000)
    emulator.says = lambda sound: said("Open.", start=1.0)
    pcm = sound((8, True), (0.6, False), (6, True))
    heard = hearing(emulator).transcribe(pcm, RATE, "en")
    assert [round(one.seconds, 1) for one in emulator.heard] == [8.3, 6.3]
    assert b"".join(one.pcm for one in emulator.heard) == pcm
    assert heard.text == "Open. Open."
    assert [round(float(word.start), 1) for word in heard.words] == [1.0, 9.3]


def test_a_part_is_no_longer_than_the_newer_models_take(emulator: Emulator) -> None:
    pcm = sound((1600, True), rate=8000)
    hearing(emulator, "gpt-4o-transcribe").transcribe(pcm, 8000, "en")
    assert len(emulator.heard) == 2


def test_the_language_of_the_first_part_holds_for_the_others(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai_shape, "LARGEST", 100_000)
    emulator.language = ("french", "fr")
    hearing(emulator).transcribe(sound((5, True)), RATE, None)
    assert [form.get("language") for form in emulator.forms] == [None, ["fr"]]


@pytest.mark.parametrize("pcm", [b"", b"\0\0" * RATE, sound((0.05, True))])
def test_silence_and_less_than_a_word_are_not_sent(emulator: Emulator, pcm: bytes) -> None:
    heard = hearing(emulator).transcribe(pcm, RATE, "en")
    assert (heard.text, heard.words, heard.language) == ("", (), "en")
    assert emulator.requests == []


def test_english_is_whispers(emulator: Emulator) -> None:
    said = hearing(emulator, "gpt-transcribe").to_english(sound((1, True)), RATE, "es")
    assert said == "Do not open the door, Ana."
    assert emulator.requests[0].path.endswith("/audio/translations")
    assert emulator.forms == [{"model": ["whisper-1"], "response_format": ["json"]}]


def test_without_whisper_nobody_puts_speech_into_english(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = hearing(emulator, "gpt-transcribe")
    monkeypatch.setattr(openai_shape, "date", _Later)
    with pytest.raises(Refused, match="no longer"):
        newest.to_english(sound((1, True)), RATE, "es")
    assert emulator.requests == []


class _Later(date):
    """The day all that retire are gone."""

    @classmethod
    def today(cls) -> _Later:
        return cls(2027, 2, 26)


class _Today(date):
    """The day the catalogue was checked."""

    @classmethod
    def today(cls) -> _Today:
        return cls(2026, 11, 21)


@pytest.mark.parametrize(("day", "chosen"), [(_Today, "whisper-1"), (_Later, "gpt-transcribe")])
def test_the_model_that_tells_times_is_taken_while_there_is_one(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch, day: type[date], chosen: str
) -> None:
    monkeypatch.setattr(openai_shape, "date", day)
    OpenAiTranscription(emulator.vendor).transcribe(sound((1, True)), RATE, "en")
    assert emulator.forms[0]["model"] == [chosen]


def test_a_vendor_without_a_model_says_what_to_add(emulator: Emulator) -> None:
    with pytest.raises(Unready, match=r"catalogue.toml"):
        OpenAiTranscription(replace(emulator.vendor, name="mine"))


def test_ones_own_server_is_asked_without_a_key(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []

    def reply(request: Any) -> Reply:
        asked.append(request.headers.get("authorization"))
        return Reply(json={"text": "", "words": [], "segments": [], "language": "en"})

    monkeypatch.setattr(emulator, "reply", reply)
    mine = OpenAiTranscription(replace(emulator.vendor, keys=()), replace(model("whisper-1"), id="whisper-large-v3"))
    assert mine.transcribe(sound((1, True)), RATE, None).text == ""
    assert asked == [None]


def test_a_server_that_tells_no_times_gets_them_by_loudness(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(json={"text": "Do not open.", "language": "en"}))
    heard = hearing(emulator).transcribe(sound((1, False), (1, True)), RATE, None)
    assert heard.language == "en"
    assert [word.text for word in heard.words] == ["Do", "not", "open."]
    assert heard.words[0].start >= Fraction(98, 100)


def test_the_price_is_by_the_minute_and_counts_what_the_vendor_counted(emulator: Emulator) -> None:
    whisper = hearing(emulator)
    with receipt() as counted:
        whisper.transcribe(sound((89.5, True)), RATE, "en")
    assert counted.total == Money(90) == whisper.cost(Fraction(179, 2))


def test_each_part_is_paid_for_even_where_the_next_is_lost(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai_shape, "LARGEST", 321_000)
    whisper = hearing(emulator)

    def says(sound: Sound) -> list[Said]:
        emulator.fault("no money")
        return said("Open.")

    emulator.says = says
    with receipt() as counted, pytest.raises(OutOfCredit):
        whisper.transcribe(sound((15, True)), RATE, "en")
    assert counted.total is not None
    assert counted.total.minor >= 7


def test_a_model_without_a_price_is_counted_as_unpriced(emulator: Emulator) -> None:
    mine = OpenAiTranscription(emulator.vendor, replace(model("whisper-1"), price=()))
    with receipt() as counted:
        mine.transcribe(sound((1, True)), RATE, "en")
    assert (counted.total, counted.unpriced) == (None, 1)
    assert mine.cost(Fraction(1)) is None


@pytest.mark.parametrize(
    "told", [{"words": []}, {"text": None}, {"text": "Open", "words": [{"word": "Open", "start": None, "end": 1.0}]}]
)
def test_an_answer_that_cannot_be_read_is_broken_and_paid(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch, told: dict[str, Any]
) -> None:
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(json=told))
    with receipt() as counted, pytest.raises(Broken) as raised:
        hearing(emulator).transcribe(sound((1, True)), RATE, "en")
    assert raised.value.billed
    assert counted.total == Money(1)


def test_a_quota_used_up_is_no_rate_limit_although_it_is_a_429(emulator: Emulator) -> None:
    emulator.fault("no money")
    with pytest.raises(OutOfCredit):
        hearing(emulator).transcribe(sound((1, True)), RATE, "en")
