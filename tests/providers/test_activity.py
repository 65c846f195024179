"""When somebody speaks."""

import numpy as np
import pytest

from onecrew.providers import registry
from onecrew.providers.activity import speech_spans
from onecrew.providers.speech import Utterance
from onecrew.units import Refused


def test_noise_and_nothing_are_no_speech() -> None:
    assert speech_spans(b"", 16_000) == ()
    noise = np.random.default_rng(0).normal(0, 600, 48_000).astype("<i2").tobytes()
    assert speech_spans(noise, 16_000) == ()


def test_half_a_sample_is_refused() -> None:
    with pytest.raises(Refused):
        speech_spans(b"\0", 16_000)


@pytest.mark.slow
def test_two_lines_with_a_pause_are_two_spans() -> None:
    audio = registry.speech("kokoro").speak(Utterance("Call the police!", "en", "af_heart"))
    pause = b"\0\0" * audio.rate
    spans = speech_spans(pause + audio.pcm + pause + audio.pcm + pause, audio.rate)
    assert len(spans) == 2
    begins = [1.0, 2.0 + float(audio.seconds)]
    assert all(abs(float(start) - begin) < 0.25 for (start, _), begin in zip(spans, begins, strict=True))
