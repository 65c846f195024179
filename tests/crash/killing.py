"""A process that ends as ``kill -9`` ends it, at the n-th moment. In: what it is to do. Out: whether it came so far. Never: orders.

The process is forked from a server that has no threads: forked from a test's own process, which has many, one now and then waits
for ever for a lock that a thread held.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping
from typing import Any

_CONTEXT = multiprocessing.get_context("forkserver")
# What every such process needs is loaded once, so that it begins at once.
_CONTEXT.set_forkserver_preload(["av", "httpx2", "numpy", "onecrew.providers.transport", "onecrew.studio.order", "pytest"])
_LONGEST = 90
"""Seconds after which such a process hangs."""


class Moments:
    """Counts the moments before and after the calls it watches; at the ``stop``-th the process is killed."""

    def __init__(self, stop: int) -> None:
        self._left = stop

    def watch(self, owner: Any, *names: str) -> None:
        """Watch these functions of a class, an object or a module."""
        for name in names:
            setattr(owner, name, self._watched(getattr(owner, name)))

    def _watched(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self._moment()
            result = function(*args, **kwargs)
            self._moment()
            return result

        return call

    def _moment(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def killed_at(stop: int, work: Callable[..., None], *args: Any) -> bool:
    """Do ``work(moments, *args)`` in a process of its own; whether it was killed, or ended before it came to that moment."""
    process = _CONTEXT.Process(target=_worked, args=(dict(os.environ), stop, work, args), daemon=True)
    process.start()
    process.join(_LONGEST)
    if process.exitcode is None:
        process.kill()
        raise AssertionError(f"moment {stop}: still at work after {_LONGEST} s")
    assert process.exitcode in (0, -signal.SIGKILL), f"moment {stop}: {process.exitcode}"
    return process.exitcode != 0


def _worked(environment: Mapping[str, str], stop: int, work: Callable[..., None], args: tuple[Any, ...]) -> None:
    # The server began before the test set what it needs.
    os.environ.clear()
    os.environ.update(environment)
    work(Moments(stop), *args)
    os._exit(0)
