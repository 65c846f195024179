"""Kokoro's 54 voices. In: a language. Out: voices with what casting needs to know. Never: the voices' files.

Quality follows the grades its author published (VOICES.md of hexgrad/Kokoro-82M): A 95, A- 90, B- 78, C+ 68, C 62,
C- 58, D+ 50, D 46, D- 40, F+ 30. Voices without a grade (es, pt) stand at 55. Ages follow names and pitch. ``pitch`` is the
median F0 measured on neutral lines of the voice's own language.
"""

from __future__ import annotations

from onecrew.providers.speech import VoiceOffer

_LANGUAGES = {"a": "en-US", "b": "en-GB", "e": "es", "f": "fr", "h": "hi", "i": "it", "j": "ja", "p": "pt-BR", "z": "zh"}
_GENDERS = {"f": "female", "m": "male"}

_TABLE = """
af_heart      95 teen,young,adult   0
af_bella      90 young,adult        0
af_nicole     78 young,adult        0
af_aoede      68 young,adult        0
af_kore       68 young,adult        0
af_sarah      68 adult              0
af_alloy      62 young,adult        0
af_nova       62 adult,old          0
af_sky        58 teen,young         0
af_jessica    46 child,teen,young   0
af_river      46 adult,old          0
am_fenrir     68 adult              0
am_michael    68 adult              0
am_puck       68 teen,young,adult   0
am_echo       46 young,adult        0
am_eric       46 adult              0
am_liam       46 teen,young         0
am_onyx       46 adult,old          0
am_santa      40 old                0
am_adam       30 adult              0
bf_emma       78 young,adult        0
bf_isabella   62 adult              0
bf_alice      46 adult,old          0
bf_lily       46 child,teen,young   0
bm_fable      62 young,adult        0
bm_george     62 adult,old          0
bm_lewis      50 adult              0
bm_daniel     46 young,adult        0
ef_dora       55 young,adult        0
em_alex       55 young,adult        0
em_santa      45 old                0
ff_siwis      78 young,adult        0
hf_alpha      62 young,adult        0
hf_beta       62 adult              0
hm_omega      62 adult              0
hm_psi        62 young,adult        0
if_sara       62 young,adult        0
im_nicola     62 adult              0
jf_alpha      68 young,adult        0
jf_gongitsune 62 teen,young         0
jf_tebukuro   62 adult              0
jf_nezumi     58 child,teen         0
jm_kumo       58 adult              0
pf_dora       55 young,adult        0
pm_alex       55 young,adult        0
pm_santa      45 old                0
zf_xiaobei    46 adult              0
zf_xiaoni     46 young              0
zf_xiaoxiao   46 young,adult        0
zf_xiaoyi     46 child,teen,young   0
zm_yunjian    46 adult,old          0
zm_yunxi      46 young,adult        0
zm_yunxia     46 child,teen         0
zm_yunyang    46 adult              0
"""


def _read() -> tuple[VoiceOffer, ...]:
    rows = (line.split() for line in _TABLE.split("\n") if line)
    return tuple(
        VoiceOffer(name, _LANGUAGES[name[0]], _GENDERS[name[1]], tuple(ages.split(",")), int(quality), int(pitch))
        for name, quality, ages, pitch in rows
    )


VOICES: tuple[VoiceOffer, ...] = _read()
"""All voices, the best of each language and gender first."""


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
