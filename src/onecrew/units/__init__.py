"""Exact values every room speaks: time, money, language, digest, problems and the error tree.

In: plain numbers and strings. Out: frozen values. Never: files, networks, models.
"""

from onecrew.units.digest import Digest, canonical_json, digest_bytes, digest_value
from onecrew.units.errors import (
    Broken,
    Busy,
    Expired,
    MediaError,
    OnecrewError,
    OutOfCredit,
    ProviderError,
    Refused,
    RightsError,
    StoreError,
    Unanswered,
    Unfit,
    Unreachable,
    Unready,
)
from onecrew.units.language import Language
from onecrew.units.money import Money
from onecrew.units.problem import Problem, ProblemsError, Where
from onecrew.units.time import FrameRate, Seconds, TimeRange, frame_at, on_frame, seconds, timecode

__all__ = [
    "Broken",
    "Busy",
    "Digest",
    "Expired",
    "FrameRate",
    "Language",
    "MediaError",
    "Money",
    "OnecrewError",
    "OutOfCredit",
    "Problem",
    "ProblemsError",
    "ProviderError",
    "Refused",
    "RightsError",
    "Seconds",
    "StoreError",
    "TimeRange",
    "Unanswered",
    "Unfit",
    "Unreachable",
    "Unready",
    "Where",
    "canonical_json",
    "digest_bytes",
    "digest_value",
    "frame_at",
    "on_frame",
    "seconds",
    "timecode",
]
