"""The program that espeak-ng runs in: a process of its own, started by ``espeak.py`` and joined to it by pipes alone.

In: one JSON list ``[voice, text]`` a line. Out: one JSON string a line, the text's phonemes in IPA; ``null`` when the
voice is unknown. Never: imports of onecrew. espeak-ng is GPL-3.0; it is loaded here and only here.

Arguments: the library file, the folder that holds ``espeak-ng-data``.
"""

from __future__ import annotations

import ctypes
import json
import sys

_SYNCHRONOUS = 2
_UTF8 = 1
# espeak_TextToPhonemes: bit 1 asks for IPA, bit 7 says that bits 8-23 are a tie character, put inside affricates and diphthongs.
_IPA_TIED = 0x02 | 0x80 | ord("^") << 8


def serve(library: str, data: str) -> None:
    """Answers lines from standard input until it ends."""
    espeak = ctypes.CDLL(library)
    espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p
    espeak.espeak_TextToPhonemes.argtypes = (ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int)
    espeak.espeak_SetVoiceByName.argtypes = (ctypes.c_char_p,)
    if espeak.espeak_Initialize(_SYNCHRONOUS, 0, data.encode(), 0) <= 0:
        sys.exit(3)
    current = ""
    for line in sys.stdin.buffer:
        voice, text = json.loads(line)
        if voice != current:
            current = voice if espeak.espeak_SetVoiceByName(voice.encode()) == 0 else ""
        said = _phonemes(espeak, text) if current else None
        sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
        sys.stdout.buffer.flush()


def _phonemes(espeak: ctypes.CDLL, text: str) -> str:
    """espeak-ng takes one clause at a call and moves the pointer behind it; null means the end."""
    place = ctypes.c_char_p(text.encode())
    clauses = []
    while place:
        said = espeak.espeak_TextToPhonemes(ctypes.byref(place), _UTF8, _IPA_TIED)
        clauses.append(said.decode("utf-8", "replace") if said else "")
    return " ".join(clause.strip() for clause in clauses if clause.strip())


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2])
