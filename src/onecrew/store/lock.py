"""One writer a show. In: the store's folder. Out: the lock, held. Never: waiting."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onecrew.store.blobs import unwritable
from onecrew.units import StoreError


@contextmanager
def hold_lock(folder: Path) -> Iterator[None]:
    """Hold the show for writing; the kernel lets go of it when the process ends, however it ends.

    Raises:
        StoreError: another process holds it, or the folder cannot be written.
    """
    file = folder / "lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip() or "unknown"
            raise StoreError(
                f"another onecrew (process {holder}) is making this show; wait for it to finish, then run the command again"
            ) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)
