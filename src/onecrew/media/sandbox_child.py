"""The process an unknown film is decoded in; ``sandbox`` starts it. In: the film on standard input. Out: dots and one line of JSON.

Never: another file or a network. Everything needed is imported first (PyAV would load its parts when a track asks for them); then
the limits come down (memory, processor time, no new file descriptors, no writing, no new privileges) and only then the first byte
is read. With no descriptor to be had, neither a file nor a socket can be opened, whatever the film or the decoder tries.

Argument: the film's name, for messages.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import time

import av.audio.codeccontext
import av.logging
import av.sidedata.encparams
import av.sidedata.motionvectors
import av.subtitles.codeccontext
import av.subtitles.subtitle
import av.video.codeccontext

from onecrew.media import limits
from onecrew.media.examine import examine
from onecrew.units import MediaError
from onecrew.units.digest import plain

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38


def confine() -> None:
    """Give up what decoding does not need. Where the system has no such limits (Windows), the parent's watch remains."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        # 0, 1 and 2 are open; there is no fourth.
        (resource.RLIMIT_NOFILE, 3),
    ):
        hard = resource.getrlimit(what)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (bound, bound))
        except (ValueError, OSError):
            # macOS knows the name of the limit on memory but does not keep it.
            if sys.platform == "linux":
                raise


def _tie_to_parent() -> None:
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


class _Sign:
    """A dot a second at most; it stops when the decoder hangs."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + 1
            os.write(1, b".")


def main(name: str) -> None:
    """Answer ``{"intake": …}`` or ``{"refused": message}``."""
    av.logging.set_level(None)
    size = os.fstat(0).st_size
    _tie_to_parent()
    confine()
    with os.fdopen(0, "rb", buffering=0, closefd=False) as film:
        try:
            answer = {"intake": plain(examine(film, size, name, _Sign()))}
        except MediaError as error:
            answer = {"refused": str(error)}
        except MemoryError:
            answer = {
                "refused": f"{name} needs more than {limits.MEMORY_BYTES / 1e9:.0f} GB of memory to decode, more than any film; "
                "convert it: ffmpeg -i FILE -c:v libx264 film.mp4"
            }
    os.write(1, b"\n" + json.dumps(answer).encode() + b"\n")


if __name__ == "__main__":
    main(sys.argv[1])
    # No destructor of a damaged decoder is worth a crash after the answer.
    os._exit(0)
