"""Captions as SubRip (.srt). In: Captions. Out: text. Never: files, layout.

UTF-8 without a byte order mark, ``\\n`` between rows, times rounded to milliseconds as every player reads them
(https://wiki.videolan.org/SubRip/). The format has no positions: a caption's place is not in the file, and players put captions of
one time above each other. The ``{\\an8}`` that some of them borrow from SubStation is not written, because the others show it to
the audience.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from onecrew.timeline.timeline import Caption


def write_subrip(captions: Sequence[Caption]) -> str:
    """The captions, numbered from 1, with a blank line after each; an empty text when there are none."""
    return "".join(
        f"{number}\n{clock(caption.range.start)} --> {clock(caption.range.end)}\n" + "\n".join(caption.lines) + "\n\n"
        for number, caption in enumerate(captions, 1)
    )


def clock(time: Fraction, mark: str = ",") -> str:
    """``HH:MM:SS,mmm``; ``mark`` stands before the milliseconds."""
    whole, part = divmod(round(time * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{mark}{part:03}"
