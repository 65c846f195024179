"""espeak-ng works in its own process and survives it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from onecrew.providers.speech import espeak
from onecrew.providers.speech.espeak import Espeak
from onecrew.units import Broken, Refused, Unreachable


@pytest.fixture
def one():  # type: ignore[no-untyped-def]
    child = Espeak()
    yield child
    child.close()


def test_it_says_words_in_ipa(one: Espeak) -> None:
    assert one.phonemes("es", "hola") == "ˈola"


def test_an_unknown_voice_is_refused(one: Espeak) -> None:
    with pytest.raises(Refused, match="xx-none"):
        one.phonemes("xx-none", "a")
    assert one.phonemes("it", "ciao"), "a refusal does no harm to the next"


def test_a_killed_child_is_started_again(one: Espeak) -> None:
    one.phonemes("es", "hola")
    first = one.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert one.phonemes("es", "hola") == "ˈola"
    assert one.pid != first


def test_a_child_that_always_dies_is_broken_and_says_over_what(one: Espeak, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak, "command", lambda: [sys.executable, "-c", "pass"])
    with pytest.raises(Broken, match="hola"):
        one.phonemes("es", "hola")


def test_a_child_that_hangs_is_ended(one: Espeak, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak, "command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(espeak, "_PATIENCE", 0.2)
    with pytest.raises(Broken, match="no answer"):
        one.phonemes("es", "hola")
    assert one.pid is None


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Unreachable, match="pip install espeakng-loader"):
        espeak.command()


def test_the_gpl_library_is_never_in_this_process(one: Espeak) -> None:
    one.phonemes("es", "hola")
    assert "espeak" not in Path("/proc/self/maps").read_text()
    assert "espeak" in Path(f"/proc/{one.pid}/maps").read_text()


def test_the_child_ends_with_its_parent_even_when_that_is_killed() -> None:
    program = (
        "from onecrew.providers.speech.espeak import Espeak; import os, signal\n"
        "e = Espeak(); e.phonemes('es', 'hola'); print(e.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    child = int(said.stdout)
    for _ in range(200):
        try:
            state = Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return
        if state == "Z":
            return
        os.sched_yield()
        subprocess.run(["sleep", "0.02"], check=True)
    pytest.fail("the child outlived its parent")
