"""espeak-ng behind a pipe. In: a voice and words. Out: IPA. Never: the GPL library inside this process.

The child starts on first use and ends with this process: when its standard input closes it stops by itself, even if
this process was killed.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import json
import select
import shutil
import subprocess
import sys
import threading
from functools import lru_cache
from pathlib import Path

from onecrew.units import Broken, Refused, Unreachable

_INSTALL = "install it with: pip install espeakng-loader"
_PATIENCE = 20.0
"""Seconds to wait for an answer; the slowest one measured took 0.02."""


class Espeak:
    """One child process. Restarted once when it dies or stays silent; a second failure for the same text is ``Broken``."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The child's process id while it lives."""
        return self._child.pid if self._child and self._child.poll() is None else None

    def phonemes(self, voice: str, text: str) -> str:
        """IPA of ``text`` (no punctuation in it) in the espeak-ng voice, affricates and diphthongs tied with ``^``.

        Raises:
            Unreachable: espeak-ng is not installed.
            Refused: it has no such voice.
            Broken: it died or hung twice over this text.
        """
        with self._lock:
            for attempt in (1, 2):
                try:
                    answer = self._ask(voice, text)
                except (OSError, ValueError) as fact:
                    self.close()
                    if attempt == 2:
                        raise Broken(f"espeak-ng failed twice over {text[:60]!r}: {fact}") from fact
                else:
                    break
        if answer is None:
            raise Refused(f"espeak-ng has no voice {voice!r}")
        return answer

    def close(self) -> None:
        """Ends the child, if there is one."""
        child, self._child = self._child, None
        if child is None:
            return
        for stream in (child.stdin, child.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()
        try:
            child.wait(timeout=1)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def _ask(self, voice: str, text: str) -> str | None:
        child = self._living()
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(json.dumps([voice, text]).encode() + b"\n")
        child.stdin.flush()
        ready, _, _ = select.select([child.stdout], [], [], _PATIENCE)
        if not ready:
            raise TimeoutError(f"no answer within {_PATIENCE:.0f} s")
        line = child.stdout.readline()
        if not line:
            raise BrokenPipeError(f"the process ended with status {child.wait()}")
        answer = json.loads(line)
        if answer is not None and not isinstance(answer, str):
            raise ValueError(f"answered {line[:60]!r}")
        return answer

    def _living(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        self._child = subprocess.Popen(
            command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, close_fds=True
        )
        return self._child


def command() -> list[str]:
    """What starts the child.

    Raises:
        Unreachable: the package with the library is missing.
    """
    spec = importlib.util.find_spec("espeakng_loader")
    if spec is None or spec.origin is None:
        raise Unreachable(f"espeak-ng speaks es, fr, it, pt and hi for onecrew and is not here; {_INSTALL}")
    home = Path(spec.origin).parent
    names = {"win32": "espeak-ng.dll", "darwin": "libespeak-ng.dylib"}
    library = home / names.get(sys.platform, "libespeak-ng.so")
    data = home / "espeak-ng-data"
    if not library.is_file() or not data.is_dir():
        raise Unreachable(f"{library} or {data} is missing; {_INSTALL}")
    # -I: the child sees neither this project nor the user's site; it needs the standard library alone.
    return [
        sys.executable or shutil.which("python3") or "python3",
        "-I",
        str(Path(__file__).with_name("espeak_child.py")),
        str(library),
        str(home),
    ]


@lru_cache(maxsize=1)
def shared() -> Espeak:
    """The one child of this process."""
    one = Espeak()
    atexit.register(one.close)
    return one
