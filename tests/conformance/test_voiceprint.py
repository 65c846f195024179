"""What every voiceprint provider keeps to."""

from itertools import combinations, product

import numpy as np
import pytest

from onecrew.providers import registry, weights
from onecrew.providers.speech import Audio, Utterance
from onecrew.providers.voiceprint import Voiceprint
from onecrew.units import Refused

LINES = ("Why did you lie to me?", "You have to come back home tonight.")
VOICES = ("af_heart", "af_bella", "am_michael", "bm_george")


@pytest.fixture(scope="module", params=registry.names("voiceprint"))
def printing(request: pytest.FixtureRequest) -> Voiceprint:
    assert all(state.state == "ready" for state in weights.states()), "run: onecrew models fetch"
    provider = registry.voiceprint(request.param)
    if not provider.offer().local:
        pytest.skip("costs money")
    return provider


@pytest.fixture(scope="module")
def said() -> dict[tuple[str, str], Audio]:
    kokoro = registry.speech("kokoro")
    return {(voice, text): kokoro.speak(Utterance(text, "en", voice)) for voice, text in product(VOICES, LINES)}


@pytest.mark.slow
def test_one_voice_is_nearer_to_itself_than_to_any_other(printing: Voiceprint, said: dict[tuple[str, str], Audio]) -> None:
    prints = {key: np.array(printing.embed(audio.pcm, audio.rate)) for key, audio in said.items()}
    same = [prints[voice, LINES[0]] @ prints[voice, LINES[1]] for voice in VOICES]
    other = [prints[one, LINES[0]] @ prints[two, LINES[1]] for one, two in combinations(VOICES, 2)]
    assert min(same) > max(other) + 0.1


@pytest.mark.slow
def test_vectors_have_length_one_and_are_the_same_again(printing: Voiceprint, said: dict[tuple[str, str], Audio]) -> None:
    audio = said["af_heart", LINES[1]]
    first = printing.embed(audio.pcm, audio.rate)
    assert abs(np.linalg.norm(first) - 1) < 1e-6
    assert printing.embed(audio.pcm, audio.rate) == first


@pytest.mark.slow
def test_level_and_rate_do_not_change_who_speaks(printing: Voiceprint, said: dict[tuple[str, str], Audio]) -> None:
    audio = said["am_michael", LINES[1]]
    wave = np.frombuffer(audio.pcm, "<i2").astype(float)
    quieter = (wave * 0.2).astype("<i2").tobytes()
    twice = np.interp(np.arange(len(wave) * 2) / 2, np.arange(len(wave)), wave).astype("<i2").tobytes()
    first = np.array(printing.embed(audio.pcm, audio.rate))
    assert first @ printing.embed(quieter, audio.rate) > 0.95
    assert first @ printing.embed(twice, audio.rate * 2) > 0.95


def test_what_holds_no_voice_is_refused(printing: Voiceprint) -> None:
    for pcm, rate in ((b"", 16_000), (b"\0\0" * 16_000, 16_000), (b"\1\0\1", 16_000), (b"\1\0" * 8000, 4000)):
        with pytest.raises(Refused):
            printing.embed(pcm, rate)
