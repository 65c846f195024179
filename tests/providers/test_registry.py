"""Providers are found by name, and those elsewhere are named."""

from importlib.metadata import EntryPoint

import pytest

from onecrew.providers import registry
from onecrew.units import Broken, ProviderError, Unreachable

POINTS = {
    "onecrew.speech": [
        EntryPoint("kokoro", "onecrew.providers.speech.kokoro:Kokoro", "onecrew.speech"),
        EntryPoint("gone", "no_such_package:Voice", "onecrew.speech"),
        EntryPoint("faulty", "onecrew.providers.numbers:spell", "onecrew.speech"),
    ],
    "onecrew.transcription": [EntryPoint("whisper", "onecrew.providers.transcription.whisper:Whisper", "onecrew.transcription")],
    "onecrew.translation": [EntryPoint("bergamot", "onecrew.providers.translation.bergamot:Bergamot", "onecrew.translation")],
}


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setattr(registry, "entry_points", lambda group: POINTS[group])
    registry.provider.cache_clear()
    registry._installed.cache_clear()
    yield
    registry.provider.cache_clear()
    registry._installed.cache_clear()


def test_a_provider_is_made_once() -> None:
    assert registry.speech("kokoro") is registry.speech("kokoro")
    assert registry.names("speech") == ("faulty", "gone", "kokoro")


def test_an_unknown_name_is_told_the_nearest_and_all() -> None:
    with pytest.raises(ProviderError, match=r"did you mean 'kokoro'.*Installed: faulty, gone, kokoro"):
        registry.speech("kokorro")


def test_a_provider_whose_package_is_missing_is_unreachable() -> None:
    with pytest.raises(Unreachable, match="no_such_package"):
        registry.speech("gone")


def test_a_provider_that_fails_to_start_is_broken() -> None:
    with pytest.raises(Broken, match="faulty"):
        registry.speech("faulty")


def test_an_unknown_capability_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="capability"):
        registry.names("smell")


def test_those_who_can_are_named_the_installed_first_and_the_broken_not_at_all() -> None:
    found = registry.who_offers("speech", "en")
    assert found[0].name == "kokoro"
    assert found[0].installed
    assert "faulty" not in {one.name for one in found}
    assert {one.name for one in registry.who_offers("speech", "th")} == {"azure-speech"}
    assert not any(one.installed for one in registry.who_offers("speech", "th"))


def test_translation_is_asked_for_in_pairs() -> None:
    assert registry.who_offers("translation", "en>pt-BR")[0].name == "bergamot"
    assert registry.who_offers("translation", "en>pt")[0].installed
    assert not any(one.installed for one in registry.who_offers("translation", "en>th"))
    assert not any(one.installed for one in registry.who_offers("translation", "en>pt-PT"))


@pytest.mark.parametrize("language", ["th", "vi", "ko", "ar", "id", "ru", "tr", "de"])
def test_no_language_is_left_without_somebody(language: str) -> None:
    assert registry.who_offers("speech", language)
    assert registry.who_offers("translation", f"en>{language}")
