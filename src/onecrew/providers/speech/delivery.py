"""How feeling and delivery change a voice. In: an Utterance's words for them. Out: pace, level, pitch, brightness. Never: samples.

The figures stay small on purpose: directions of change follow the literature on acted emotion (Scherer 2003, "Vocal
communication of emotion": anger and joy faster, higher, louder, brighter; sadness and tenderness slower, softer, darker), their
size is what leaves a line fully intelligible when it is transcribed again.
"""

from __future__ import annotations

from dataclasses import dataclass

from onecrew.providers.speech import Utterance
from onecrew.units import Refused


@dataclass(frozen=True, slots=True)
class Manner:
    """``pace`` and ``pitch`` are factors (1 = the voice's own); ``level`` and ``tilt`` (treble against bass) are decibels."""

    pace: float = 1.0
    level: float = 0.0
    pitch: float = 1.0
    tilt: float = 0.0
    whisper: bool = False


FEELINGS = {
    "neutral": Manner(),
    "happy": Manner(1.04, 1.0, 1.02, 1.0),
    "sad": Manner(0.92, -2.0, 0.985, -1.5),
    "angry": Manner(1.06, 2.0, 1.01, 2.0),
    "afraid": Manner(1.06, -1.0, 1.02, 0.5),
    "surprised": Manner(1.03, 1.0, 1.025, 1.0),
    "disgusted": Manner(0.96, 0.0, 0.985, 0.0),
    "tender": Manner(0.94, -2.0, 0.995, -1.5),
}
"""At strength 60."""

DELIVERIES = {
    "normal": Manner(),
    "whisper": Manner(0.95, -5.0, 1.0, 0.0, True),
    "shout": Manner(1.02, 3.0, 1.02, 2.5),
    "slow": Manner(0.86),
    "fast": Manner(1.16),
}


def manner(utterance: Utterance) -> Manner:
    """Feeling in proportion to its strength, and delivery, together.

    Raises:
        Refused: a feeling or a delivery that nobody knows.
    """
    if utterance.feeling not in FEELINGS:
        raise Refused(f"there is no feeling {utterance.feeling!r}; there are {', '.join(FEELINGS)}")
    if utterance.delivery not in DELIVERIES:
        raise Refused(f"there is no delivery {utterance.delivery!r}; there are {', '.join(DELIVERIES)}")
    feeling, delivery = FEELINGS[utterance.feeling], DELIVERIES[utterance.delivery]
    share = min(max(utterance.strength, 0), 100) / 60
    return Manner(
        (1 + (feeling.pace - 1) * share) * delivery.pace,
        feeling.level * share + delivery.level,
        (1 + (feeling.pitch - 1) * share) * delivery.pitch,
        feeling.tilt * share + delivery.tilt,
        delivery.whisper,
    )
