"""Files that appear whole or not at all. In: a target path. Out: a path to write to, renamed at the end. Never: codecs."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onecrew.units import MediaError


@contextmanager
def written(target: Path) -> Iterator[Path]:
    """Give a path beside ``target`` to write to; when the block ends well it becomes ``target``, else it is removed.

    Raises:
        MediaError: the system refused to write (full disk, no permission, missing folder); it names the target and what to do.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(part, target)
    except OSError as error:
        raise MediaError(f"{target} could not be written: {fact(error, target)}") from error
    finally:
        part.unlink(missing_ok=True)


def fact(error: OSError, target: Path) -> str:
    """What a refusal of the system means for the author, and what to do."""
    if error.errno == errno.ENOSPC:
        return "the disk is full; free some space and make it again"
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return "it is not allowed here; check the folder's permissions"
    if error.errno == errno.ENOENT:
        return f"the folder {target.parent} does not exist"
    return error.strerror or str(error)
