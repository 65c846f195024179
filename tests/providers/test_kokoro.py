"""What Kokoro costs, and that its work needs no network."""

import subprocess
import sys

import pytest

PROGRAM = """
import pathlib, re, socket, sys, time

def no_network(*_):
    raise AssertionError("the network was used")

socket.socket.connect = no_network
from onecrew.providers.speech import Utterance
from onecrew.providers.speech.kokoro import Kokoro

kokoro = Kokoro()
lines = {"en": "Get out of my house before I call the police, and never come back.", "es": "No vuelvas a llamarme nunca."}
seconds = work = 0
for language, text in lines.items():
    kokoro.speak(Utterance("ok", language, kokoro.voices(language)[0].name))
    start = time.process_time()
    seconds += float(kokoro.speak(Utterance(text, language, kokoro.voices(language)[0].name)).seconds)
    work += time.process_time() - start
# Not ru_maxrss: a child starts with the peak of the process that started it.
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", pathlib.Path("/proc/self/status").read_text())[1])
print(f"{work / seconds:.2f} s of computing a second; peak {peak // 1024} MB")
sys.exit(peak > 600 * 1024)
"""


@pytest.mark.slow
def test_it_speaks_without_the_network_in_600_megabytes() -> None:
    said = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    print(said.stdout)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.slow
def test_released_memory_is_loaded_again() -> None:
    from onecrew.providers.speech import Utterance
    from onecrew.providers.speech.kokoro import Kokoro

    kokoro = Kokoro()
    first = kokoro.speak(Utterance("Wait.", "en", "af_heart"))
    kokoro.release()
    assert kokoro.speak(Utterance("Wait.", "en", "af_heart")) == first
