"""A progress bar with an estimate. In: weights done and known. Out: a line on a terminal, sparse lines elsewhere. Never: logic."""

from __future__ import annotations

import sys
import time


class Bar:
    """Progress of one episode, on standard error."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.began = time.monotonic()
        self.told = 0.0
        self.terminal = sys.stderr.isatty()

    def __call__(self, done: float, known: float, step: str) -> None:
        """Show how far it is."""
        now = time.monotonic()
        share = done / known if known else 1.0
        passed = now - self.began
        left = passed / share - passed if share > 0.02 else 0.0
        text = f"{self.name}  {share:4.0%}  {_clock(passed)} passed, about {_clock(left)} left  {step}"
        if self.terminal:
            sys.stderr.write(f"\r\x1b[2K{text[:110]}")
            sys.stderr.flush()
        elif now - self.told > 20:
            self.told = now
            print(text, file=sys.stderr)

    def end(self) -> None:
        """Clear the line."""
        if self.terminal:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


def _clock(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"
