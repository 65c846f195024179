"""Bytes by digest, in files. In: bytes or a finished file. Out: its digest. Never: what the bytes mean.

A blob is written beside its place, flushed to the disk and renamed, so a crash leaves either all of it or nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from onecrew.units import Digest, StoreError


class Corrupt(StoreError):
    """The bytes of a blob are gone or are not those they were; ``digest`` names it."""

    def __init__(self, digest: Digest, fact: str) -> None:
        super().__init__(f"blob {digest[:12]} {fact}; run onecrew make to make it again")
        self.digest = digest


class Blobs:
    """The blobs under one folder, fanned out by the first two digits of their digest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scratch = folder.parent / "scratch"

    def path(self, digest: Digest) -> Path:
        """Where the blob is or would be."""
        return self.folder / digest[:2] / digest[2:]

    def has(self, digest: Digest) -> bool:
        """Whether the blob is there (its bytes are checked when they are read)."""
        return self.path(digest).is_file()

    def put(self, data: bytes) -> Digest:
        """Keep these bytes."""
        digest = hashlib.sha256(data).hexdigest()
        if self.has(digest):
            return digest
        made = self.new_file()
        try:
            made.write_bytes(data)
        except OSError as error:
            made.unlink(missing_ok=True)
            raise unwritable(self.folder, error) from error
        return self._settle(made, digest)

    def take(self, file: Path) -> Digest:
        """Keep a finished file; it is moved into the store."""
        digest = hash_file(file)
        if self.has(digest):
            file.unlink()
            return digest
        return self._settle(file, digest)

    def read(self, digest: Digest) -> bytes:
        """The bytes, checked.

        Raises:
            Corrupt: the blob is missing or its bytes changed.
        """
        try:
            data = self.path(digest).read_bytes()
        except OSError as error:
            raise Corrupt(digest, f"cannot be read: {error.strerror}") from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise Corrupt(digest, "is corrupt")
        return data

    def sound(self, digest: Digest) -> bool:
        """Whether the blob is there and its bytes are what they were."""
        path = self.path(digest)
        return path.is_file() and hash_file(path) == digest

    def drop(self, digest: Digest) -> None:
        """Forget a blob (a corrupt one, or an evicted result)."""
        self.path(digest).unlink(missing_ok=True)

    def new_file(self, suffix: str = "") -> Path:
        """A fresh file in the scratch folder, on the same disk as the blobs."""
        try:
            self.scratch.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.scratch, suffix=suffix)
        except OSError as error:
            raise unwritable(self.scratch, error) from error
        os.close(handle)
        return Path(name)

    def copy_to(self, digest: Digest, target: Path) -> None:
        """Write the blob to ``target`` in one step: the old file stays until the new one is whole.

        Raises:
            Corrupt: the blob is missing or its bytes changed.
            StoreError: the target cannot be written.
        """
        beside = target.with_name(f".{target.name}.new")
        if not self.sound(digest):
            raise Corrupt(digest, "is corrupt")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.path(digest), beside)
            beside.replace(target)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise unwritable(target, error) from error

    def sweep(self) -> None:
        """Clear what an interrupted run left in the scratch folder. Call it only while holding the show's lock."""
        shutil.rmtree(self.scratch, ignore_errors=True)

    def _settle(self, file: Path, digest: Digest) -> Digest:
        target = self.path(digest)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with file.open("rb") as opened:
                os.fsync(opened.fileno())
            file.replace(target)
        except OSError as error:
            file.unlink(missing_ok=True)
            raise unwritable(target, error) from error
        return digest


def hash_file(path: Path) -> Digest:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def replace_text(path: Path, text: str) -> None:
    """Write a file in one step: the old one stays until the new one is whole.

    Raises:
        StoreError: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> StoreError:
    """The error for a place that cannot be written."""
    return StoreError(
        f"cannot write {path}: {error.strerror or error}; free some space or check the permissions, "
        "then run the command again — what was finished is kept"
    )
