"""MiniMax's traps in speech, one by one."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Reply
from tests.vendors.minimax_speech import Emulator

from onecrew.providers.catalogue import catalogue
from onecrew.providers.receipt import receipt
from onecrew.providers.speech import Utterance
from onecrew.providers.speech.minimax import MiniMaxSpeech
from onecrew.units import Broken, Money, ProviderError, Refused

LINE = Utterance("Wait, I never asked you. Never!", "en", "English_Graceful_Lady")


@pytest.fixture
def speech(emulator: Emulator) -> MiniMaxSpeech:
    made: MiniMaxSpeech = emulator.made(MiniMaxSpeech)
    return made


def body(emulator: Emulator) -> Any:
    """What was asked last."""
    return emulator.requests[-1].json


@pytest.mark.parametrize("size", [None, 0, 0x7FFFFFFF, 0xFFFFFFFF])
def test_the_sizes_in_a_wav_header_may_be_wrong(emulator: Emulator, speech: MiniMaxSpeech, size: int | None) -> None:
    right = speech.speak(LINE)
    emulator.size = size
    assert speech.speak(LINE) == right


def test_a_chinese_character_costs_two(speech: MiniMaxSpeech) -> None:
    line = Utterance("你为什么要骗我?", "zh", "Chinese (Mandarin)_Gentleman")
    with receipt() as told:
        speech.speak(line)
    assert told.total == speech.cost(line) == Money(15)


def test_what_was_used_is_paid_where_it_is_told(emulator: Emulator, speech: MiniMaxSpeech, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = emulator.reply

    def cheaper(asked: Any) -> Reply:
        reply = answer(asked)
        reply.json["extra_info"]["usage_characters"] = 20
        return reply

    monkeypatch.setattr(emulator, "reply", cheaper)
    with receipt() as told:
        speech.speak(LINE)
    assert told.total == Money(20)


def test_a_whisper_is_a_feeling_of_the_2_6_models_alone(emulator: Emulator, speech: MiniMaxSpeech) -> None:
    speech.speak(replace(LINE, delivery="whisper", feeling="sad"))
    assert body(emulator)["voice_setting"]["emotion"] == "whisper"
    newer = MiniMaxSpeech(emulator.vendor, catalogue().model("minimax/speech-2.8-hd"))
    newer.speak(replace(LINE, delivery="whisper", feeling="sad"))
    assert body(emulator)["voice_setting"]["emotion"] == "sad"
    assert body(emulator)["voice_modify"] == {"intensity": 70}


def test_a_plain_line_names_no_feeling(emulator: Emulator, speech: MiniMaxSpeech) -> None:
    speech.speak(LINE)
    assert "emotion" not in body(emulator)["voice_setting"]
    assert "voice_modify" not in body(emulator)


@pytest.mark.parametrize(
    ("language", "boost"), [("yue-HK", "Chinese,Yue"), ("zh-Hant", "Chinese"), ("pt-BR", "Portuguese"), ("sw", "auto")]
)
def test_the_language_is_named_as_minimax_names_it(emulator: Emulator, speech: MiniMaxSpeech, language: str, boost: str) -> None:
    speech.speak(replace(LINE, language=language))
    assert body(emulator)["language_boost"] == boost


@pytest.mark.parametrize(("fault", "billed"), [("moderated before", False), ("moderated after", None)])
def test_moderation_says_whether_it_was_spoken_first(
    emulator: Emulator, speech: MiniMaxSpeech, fault: str, billed: bool | None
) -> None:
    emulator.fault(fault)
    with pytest.raises(Refused, match="moderation") as raised:
        speech.speak(LINE)
    assert raised.value.billed is billed


@pytest.mark.parametrize(("code", "error"), [(2042, Refused), (20132, Refused), (1042, Refused), (2061, Refused), (4711, Broken)])
def test_codes_under_http_200_are_failures(
    emulator: Emulator, speech: MiniMaxSpeech, monkeypatch: pytest.MonkeyPatch, code: int, error: type[ProviderError]
) -> None:
    told = {"base_resp": {"status_code": code, "status_msg": "something"}}
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(200, told))
    with pytest.raises(error, match=str(code)):
        speech.speak(LINE)


def test_a_success_without_data_is_broken(emulator: Emulator, speech: MiniMaxSpeech, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(200, {"data": None, "base_resp": {"status_code": 0}}))
    with pytest.raises(Broken, match="without sound"):
        speech.speak(LINE)


def test_voices_of_the_language_come_before_english_ones(speech: MiniMaxSpeech) -> None:
    names = [one.name for one in speech.voices("de-AT")]
    assert {"German_FriendlyMan", "German_SweetLady", "German_PlayfulMan"} == set(names[:3])
    assert all(one.startswith("English_") for one in names[3:])
