"""What every transcription provider keeps to."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from onecrew.providers import registry, weights
from onecrew.providers.speech import Audio, Utterance
from onecrew.providers.transcription import Transcription
from onecrew.providers.transcription.words import word_error_rate
from onecrew.units import Refused

LOCAL = [name for name in registry.names("transcription") if registry.transcription(name).offer().local]
"""Those that cost money are listened with through their emulators, in test_transcription_vendors.py."""


@pytest.fixture(scope="module", params=LOCAL)
def hearing(request: pytest.FixtureRequest) -> Iterator[Transcription]:
    assert all(state.state == "ready" for state in weights.states()), "run: onecrew models fetch"
    provider = registry.transcription(request.param)
    yield provider
    release = getattr(provider, "release", None)
    if release:
        release()


@pytest.fixture(scope="module")
def english() -> Audio:
    return registry.speech("kokoro").speak(Utterance("Don't open the door, Mister Chen. Call the police!", "en", "af_heart"))


@pytest.fixture(scope="module")
def chinese() -> Audio:
    return registry.speech("kokoro").speak(Utterance("你为什么要骗我？", "zh", "zf_xiaobei"))


@pytest.mark.slow
def test_words_come_with_times_in_order_and_inside_the_sound(hearing: Transcription, english: Audio) -> None:
    heard = hearing.transcribe(english.pcm, english.rate, "en")
    assert word_error_rate("Don't open the door, Mister Chen. Call the police!", heard.text, "en") <= 0.1
    assert len(heard.words) == len(heard.text.split())
    assert all(one.start <= other.start for one, other in pairwise(heard.words))
    assert all(0 <= one.start <= one.end <= english.seconds + 1 for one in heard.words)
    assert all(0 <= one.confidence <= 100 for one in heard.words)


@pytest.mark.slow
def test_words_fall_on_the_phones_they_are_made_of(hearing: Transcription, english: Audio) -> None:
    """The pause that the model's phones show is where the words leave a gap."""
    pauses = [one for one in english.phones[1:-1] if not one.symbol and one.end - one.start > 0.1]
    call = next(one for one in hearing.transcribe(english.pcm, english.rate, "en").words if one.text.lower().startswith("call"))
    assert pauses
    assert min(abs(float(one.end - call.start)) for one in pauses) <= 0.15


@pytest.mark.slow
def test_the_language_is_found_out(hearing: Transcription, chinese: Audio) -> None:
    assert hearing.transcribe(chinese.pcm, chinese.rate, None).language == "zh"


@pytest.mark.slow
def test_chinese_comes_in_the_script_that_is_asked_for(hearing: Transcription, chinese: Audio) -> None:
    assert "骗" in hearing.transcribe(chinese.pcm, chinese.rate, "zh-Hans").text
    assert "騙" in hearing.transcribe(chinese.pcm, chinese.rate, "zh-Hant").text


@pytest.mark.slow
@pytest.mark.parametrize("rate", [8000, 44_100, 48_000])
def test_any_rate_will_do(hearing: Transcription, english: Audio, rate: int) -> None:
    wave = np.frombuffer(english.pcm, "<i2").astype(float)
    places = np.arange(int(len(wave) * rate / english.rate)) * english.rate / rate
    pcm = np.interp(places, np.arange(len(wave)), wave).astype("<i2").tobytes()
    assert "police" in hearing.transcribe(pcm, rate, "en").text.lower()


@pytest.mark.slow
@pytest.mark.parametrize("sound", ["silence", "noise", "tone"])
def test_no_words_are_invented(hearing: Transcription, sound: str) -> None:
    time = np.arange(16_000 * 6) / 16_000
    noise = np.random.default_rng(0).normal(0, 300, len(time))
    wave = {"silence": time * 0, "noise": noise, "tone": 8000 * np.sin(2 * np.pi * 220 * time)}[sound]
    heard = hearing.transcribe(wave.astype("<i2").tobytes(), 16_000, "en")
    assert heard.text == ""
    assert heard.words == ()


def test_nothing_is_nothing(hearing: Transcription) -> None:
    assert hearing.transcribe(b"", 16_000, "en").text == ""


def test_what_it_cannot_hear_is_refused(hearing: Transcription) -> None:
    with pytest.raises(Refused):
        hearing.transcribe(b"\0\0" * 100, 16_000, "tlh")
    with pytest.raises(Refused):
        hearing.transcribe(b"\0\0\0", 16_000, "en")
