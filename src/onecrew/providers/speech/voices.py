"""Kokoro's 54 voices. In: a language. Out: voices with what casting needs to know. Never: the voices' files.

Quality follows the grades its author published (VOICES.md of hexgrad/Kokoro-82M): A 95, A- 90, B- 78, C+ 68, C 62,
C- 58, D+ 50, D 46, D- 40, F+ 30. Voices without a grade (es, pt) stand at 55. Ages follow names and pitch. ``pitch`` is the
median F0 measured on neutral lines of the voice's own language.
"""

from __future__ import annotations

from dataclasses import replace

from onecrew.providers.speech import VoiceOffer

_LANGUAGES = {"a": "en-US", "b": "en-GB", "e": "es", "f": "fr", "h": "hi", "i": "it", "j": "ja", "p": "pt-BR", "z": "zh"}
_GENDERS = {"f": "female", "m": "male"}

_TABLE = """
af_heart      95 teen,young,adult    200
af_bella      90 young,adult         203
af_nicole     78 young,adult         138
af_aoede      68 young,adult         170
af_kore       68 young,adult         145
af_sarah      68 adult               192
af_alloy      62 young,adult         136
af_nova       62 adult,old           152
af_sky        58 teen,young          161
af_jessica    46 child,teen,young    205
af_river      46 adult,old           176
am_fenrir     68 adult               131
am_michael    68 adult               116
am_puck       68 teen,young,adult    108
am_echo       46 young,adult         104
am_eric       46 adult               149
am_liam       46 teen,young          115
am_onyx       46 adult,old           84
am_santa      40 old                 183
am_adam       30 adult               117
bf_emma       78 young,adult         176
bf_isabella   62 adult               209
bf_alice      46 adult,old           220
bf_lily       46 child,teen,young    177
bm_fable      62 young,adult         114
bm_george     62 adult,old           140
bm_lewis      50 adult               92
bm_daniel     46 young,adult         124
ef_dora       55 young,adult         170
em_alex       55 young,adult         130
em_santa      45 old                 140
ff_siwis      78 young,adult         212
hf_alpha      62 young,adult         200
hf_beta       62 adult               176
hm_omega      62 adult               119
hm_psi        62 young,adult         128
if_sara       62 young,adult         222
im_nicola     62 adult               95
jf_alpha      68 young,adult         261
jf_gongitsune 62 teen,young          233
jf_tebukuro   62 adult               331
jf_nezumi     58 child,teen          238
jm_kumo       58 adult               91
pf_dora       55 young,adult         173
pm_alex       55 young,adult         131
pm_santa      45 old                 132
zf_xiaobei    46 adult               238
zf_xiaoni     46 young               224
zf_xiaoxiao   46 young,adult         233
zf_xiaoyi     46 child,teen,young    296
zm_yunjian    46 adult,old           114
zm_yunxi      46 young,adult         158
zm_yunxia     46 child,teen          293
zm_yunyang    46 adult               104
"""


_LENT = {
    "es": ("if_sara", "ff_siwis", "im_nicola", "am_fenrir", "am_michael"),
    "fr": ("if_sara", "ef_dora", "im_nicola", "em_alex", "am_fenrir", "am_michael"),
    "it": ("ff_siwis", "ef_dora", "em_alex", "am_fenrir", "am_michael"),
    "pt-BR": ("if_sara", "ff_siwis", "im_nicola", "am_fenrir", "am_michael"),
}
"""Voices of other languages for those that have one to three of their own: the phonemes say how it is pronounced, the voice only
who says it. Each is somebody else to a voiceprint (cosine at most 0.61; ``ef_dora`` and ``pf_dora``, and the two ``_alex``, are one
person at 0.96), and Whisper writes down what they say about as well as what the language's own voices say."""


def _read() -> tuple[VoiceOffer, ...]:
    rows = (line.split() for line in _TABLE.split("\n") if line)
    return tuple(
        VoiceOffer(name, _LANGUAGES[name[0]], _GENDERS[name[1]], tuple(ages.split(",")), int(quality), int(pitch))
        for name, quality, ages, pitch in rows
    )


VOICES: tuple[VoiceOffer, ...] = _read()
"""All voices, the best of each language and gender first."""


def speaking(language: str) -> tuple[VoiceOffer, ...]:
    """Voices for a language of ours, best first: its own, and lent ones at half their quality, so that its own are taken first."""
    own = [one for one in VOICES if one.language == language]
    lent = [replace(one, quality=one.quality // 2) for one in VOICES if one.name in _LENT.get(language, ())]
    return tuple(sorted((*own, *lent), key=lambda one: (-one.quality, one.name)))


def spoken(tag: str) -> str | None:
    """The language of ours that a BCP 47 tag asks for: ``en-US`` for ``en``, ``zh`` for ``zh-Hans``; None: not spoken here."""
    parts = tag.split("-")
    base = parts[0].lower()
    if base == "en":
        british = {"GB", "AU", "NZ", "IE", "ZA", "IN"}
        return "en-GB" if british & {part.upper() for part in parts[1:]} else "en-US"
    if base == "pt":
        return "pt-BR"
    return base if base in set(_LANGUAGES.values()) else None


def dialect(tag: str, language: str) -> str:
    """How the words are pronounced: as ``language``, but for Spanish of the Americas (``es-MX``), which has no theta."""
    region = tag.split("-")[-1].upper()
    return "es-419" if language == "es" and len(region) in (2, 3) and region not in ("ES", "GQ") else language
