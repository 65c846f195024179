"""Where a voice comes from. In: a cue and its extension. Out: a Heard. Never: lines."""

from __future__ import annotations

import re
from functools import cache

from onecrew.story.episode import Heard

_VOICE_OVER = (
    r"\bv\.?\s?o\b\.?|voice[- ]?over|narrat|filtered|\b(?:inner|internal) (?:voice|monologue)"
    r"|\b(?:on|over|through|via) (?:the )?(?:phone|radio|speaker|intercom|tv|tape|video|screen|line)"
    r"|^(?:the )?(?:phone|radio|tv|intercom|telephone|speaker ?phone|recording|recorded|voice ?mail|text|letter|thoughts?)\b"
    r"|^(?:thinking|pre-?lap|memory|flashback)\b"
    r"|\b(?:en|em) off\b|\boff\b.*voz|voz off|voix off|al tel[eé]fono|por tel[eé]fono|ao telefone|au t[eé]l[eé]phone"
    r"|pensamento|pens[ée]e|pensamiento|旁白|画外音|畫外音|独白|獨白|心声|内心|電話|电话"
)
_OFF_SCREEN = (
    r"\bo\.?\s?[sc]\b\.?|off[- ]?(?:screen|camera|stage)|\boff\b|outside|next room|unseen|distan"
    r"|behind (?:the )?(?:door|wall|curtain)|from (?:the )?(?:next|other|hall|door|kitchen|bed|bath|outside|behind|below|above)"
    r"|fuera de (?:cuadro|campo)|fora de (?:quadro|campo)|hors[- ]champ|画外|畫外|门外|門外|屏幕外"
)
_ASIDE = r"^(?:v\.?\s?o\.?|o\.?\s?[sc]\.?|off([- ]?(?:screen|camera|stage))?|voice[- ]?over|filtered|from .*|over .*|旁白|画外音?)$"
_HERE = r"\b(into|in|to) (the |her |his )?(phone|radio|mic|microphone|camera|receiver|intercom)|al m[oó]vil|对着|對著"
_NARRATORS = frozenset(
    {"NARRATOR", "NARRATION", "VOICEOVER", "VOICE-OVER", "VOICE OVER", "NARRADOR", "NARRADORA", "NARRATEUR", "旁白", "画外音"}
)


@cache
def _wording(pattern: str) -> re.Pattern[str]:
    """A pattern, made ready when first asked for: every command loads this module, few read a script."""
    return re.compile(pattern, re.IGNORECASE)


def read_heard(extension: str | None, cue: str = "") -> Heard:
    """How a voice is heard, from the extensions of its cue; a narrator without one is a voice over.

    ``INTO PHONE`` is somebody we see; ``ON PHONE``, ``FILTERED`` and ``V.O.`` come from elsewhere; ``O.S.`` and ``O.C.`` are near.
    """
    for said in (extension or "").split(") ("):
        if _wording(_HERE).search(said):
            return Heard.ON_SCREEN
        if _wording(_VOICE_OVER).search(said):
            return Heard.VOICE_OVER
        if _wording(_OFF_SCREEN).search(said):
            return Heard.OFF_SCREEN
    return Heard.VOICE_OVER if not extension and cue.strip().upper() in _NARRATORS else Heard.ON_SCREEN


def read_elsewhere(wording: str) -> Heard | None:
    """What a parenthetical says of where its voice comes from: ``(V.O.)``, ``(off)``, ``(from the hall)``; else None.

    Stricter than an extension: ``(on the phone)`` under a name is what somebody does whom we see.
    """
    heard = read_heard(wording) if _wording(_ASIDE).match(wording.strip()) else Heard.ON_SCREEN
    return None if heard is Heard.ON_SCREEN else heard
