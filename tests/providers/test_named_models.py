"""Providers named by a model of the catalogue, and vendors of one's own that speak OpenAI's shape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onecrew.providers import registry
from onecrew.providers.speech.elevenlabs import ElevenLabs
from onecrew.providers.translation.written import OpenAiTranslation
from onecrew.studio.assemble import who_else


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue of one's own, with a server on this machine."""
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path))
    for name in ("ELEVENLABS_API_KEY", "GEMINI_API_KEY", "MINIMAX_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "catalogue.toml").write_text(
        '[vendors.ollama]\ntitle = "Ollama"\nbase = "http://localhost:11434/v1"\n'
        '[models."ollama/qwen3"]\nvendor = "ollama"\ncapability = "writing"\nid = "qwen3:8b"\nunit = "million tokens"\n'
        'price = { input = "0USD", output = "0USD" }\n'
    )
    registry.provider.cache_clear()
    yield
    registry.provider.cache_clear()


def test_a_model_of_the_catalogue_is_its_vendors_provider_set_to_it() -> None:
    assert isinstance(registry.speech("elevenlabs/v3"), ElevenLabs)
    assert registry.speech("elevenlabs/v3") is not registry.speech("elevenlabs")
    assert registry.known("speech", "elevenlabs/v3")
    assert not registry.known("speech", "elevenlab")


def test_a_model_that_does_something_else_is_refused() -> None:
    with pytest.raises(registry.UnknownProvider, match="is a model of speech, and transcription is asked for"):
        registry.transcription("elevenlabs/v3")


def test_a_vendor_of_ones_own_speaks_openais_shape() -> None:
    made = registry.translation("ollama/qwen3")
    assert isinstance(made, OpenAiTranslation)
    assert made.offer().needs == ""
    assert made.offer().languages == ("*>*",)


def test_who_could_speak_a_language_is_named_with_what_it_takes() -> None:
    told = who_else("speech", "th")
    assert "set ELEVENLABS_API_KEY" in told
    assert told.startswith("providers that do: ")
