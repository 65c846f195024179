"""The traps of OpenAI's shape in speech, one by one."""

from __future__ import annotations

import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Reply
from tests.vendors.openai_speech import Emulator

from onecrew.providers.catalogue import catalogue
from onecrew.providers.receipt import receipt
from onecrew.providers.speech import Utterance
from onecrew.providers.speech.openai_shape import OpenAiSpeech
from onecrew.units import Broken, Money, Refused, Unready

LINE = Utterance("Wait, I never asked you. Never!", "en", "coral")


@pytest.fixture
def speech(emulator: Emulator) -> OpenAiSpeech:
    return by(emulator, "openai/gpt-4o-mini-tts")


def by(emulator: Emulator, model: str) -> OpenAiSpeech:
    """The provider with a model of the catalogue."""
    return OpenAiSpeech(emulator.vendor, catalogue().model(model))


@pytest.mark.parametrize("size", [None, 0, 0x7FFFFFFF, 0xFFFFFFFF])
def test_the_header_of_a_stream_does_not_know_its_sizes(emulator: Emulator, speech: OpenAiSpeech, size: int | None) -> None:
    right = speech.speak(LINE)
    emulator.size = size
    assert speech.speak(LINE) == right


def test_two_channels_become_one(emulator: Emulator, speech: OpenAiSpeech) -> None:
    one = speech.speak(LINE)
    emulator.channels = 2
    assert speech.speak(LINE) == one


def test_directions_go_beside_the_words_but_not_to_tts_1(emulator: Emulator, speech: OpenAiSpeech) -> None:
    angry = replace(LINE, feeling="angry", delivery="shout")
    speech.speak(angry)
    assert emulator.requests[0].json["instructions"] == "You are an actor in a film drama. Say the line angry and shouting."
    by(emulator, "openai/tts-1").speak(angry)
    assert "instructions" not in emulator.requests[1].json


def test_tts_1_has_fewer_voices_and_is_priced_by_characters(emulator: Emulator) -> None:
    old = by(emulator, "openai/tts-1")
    assert not {"marin", "cedar", "ballad", "verse"} & {one.name for one in old.voices("en")}
    with receipt() as told:
        old.speak(LINE)
    assert told.total == old.cost(LINE) == Money(5)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "No."), ("en", "$1,234,567 in 1984!"), ("zh", "你为什么要骗我？"), ("de", "Donaudampfschifffahrtsgesellschaft " * 8)],
)
def test_the_minutes_of_a_line_are_bounded_before_it_is_heard(speech: OpenAiSpeech, language: str, text: str) -> None:
    for speed in (Fraction(4, 5), Fraction(1), Fraction(3, 2)):
        line = replace(LINE, text=text, language=language, speed=speed)
        with receipt() as told:
            speech.speak(line)
        bound = speech.cost(line)
        assert told.total is not None
        assert bound is not None
        assert told.total.minor <= bound.minor


def test_a_custom_voice_is_an_object_with_its_id(emulator: Emulator, speech: OpenAiSpeech) -> None:
    speech.speak(replace(LINE, voice="voice_of-the-user"))
    assert emulator.requests[0].json["voice"] == {"id": "voice_of-the-user"}


def test_ones_own_server_wants_no_key_and_has_voices_of_its_own(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.setattr(emulator, "ENVIRONMENT", {})
    own = replace(emulator.vendor, name="attic", keys=())
    model = replace(catalogue().model("openai/tts-1"), vendor="attic", languages=(), price=(("any", Money(0)),))
    speech = OpenAiSpeech(own, model)
    assert (speech.offer().needs, speech.offer().languages) == ("", ("*",))
    assert speech.voices("en") == ()
    assert speech.speak(LINE).phones
    assert "authorization" not in emulator.requests[0].headers


def test_a_vendor_whose_models_are_all_shut_down_says_so(emulator: Emulator) -> None:
    speech = OpenAiSpeech(replace(emulator.vendor, name="attic"))
    assert speech.voices("en") == ()
    assert speech.cost(LINE) is None
    assert speech.offer().name == "attic"
    with pytest.raises(Unready, match="no speech model left"):
        speech.speak(LINE)
    assert emulator.requests == []


def test_json_where_sound_should_be_is_broken(emulator: Emulator, speech: OpenAiSpeech, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(200, {"status": "queued"}))
    with pytest.raises(Broken, match="application/json where a file should be"):
        speech.speak(LINE)


def test_an_odd_wav_is_named(emulator: Emulator, speech: OpenAiSpeech, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = emulator.reply

    def deep(asked: Any) -> Reply:
        reply = answer(asked)
        return replace(reply, body=reply.body[:34] + b"\x18\x00" + reply.body[36:])

    monkeypatch.setattr(emulator, "reply", deep)
    with receipt() as told, pytest.raises(Broken, match="24 bits"):
        speech.speak(LINE)
    assert told.unpriced == 1


def test_what_does_not_pass_moderation_is_free(emulator: Emulator, speech: OpenAiSpeech) -> None:
    emulator.fault("moderated before")
    with pytest.raises(Refused, match="change the words") as raised:
        speech.speak(LINE)
    assert raised.value.billed is False
