"""A show's store: blobs, results of local steps, orders and their takes. In: digests and keys. Out: the same. Never: steps.

One SQLite file beside the blobs. Every change is one transaction, durable before the call returns, so the state after a
``kill -9`` is the state before or after it, never between.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onecrew.store.blobs import Blobs, unwritable
from onecrew.units import Digest, StoreError

_VERSION = 1
_SCHEMA = """
CREATE TABLE result (
    key TEXT PRIMARY KEY,          -- digest of what went in
    step TEXT NOT NULL,            -- the step that made it, for people
    outputs TEXT NOT NULL,         -- JSON: output name -> digest
    seconds REAL NOT NULL,         -- what it took
    made TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE "order" (
    key TEXT PRIMARY KEY,          -- digest of the canonical request and the take number
    step TEXT NOT NULL,
    request TEXT NOT NULL,         -- canonical JSON
    provider TEXT NOT NULL,
    state TEXT NOT NULL,           -- recorded, sent, unknown, running, done, refused, failed, expired
    job TEXT,                      -- the vendor's id, before polling
    outputs TEXT,                  -- JSON: output name -> digest, once done
    price_minor INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL DEFAULT 'USD',
    note TEXT NOT NULL DEFAULT '',
    seconds REAL NOT NULL DEFAULT 0,
    recorded TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE last (
    step TEXT PRIMARY KEY,         -- a step's id in the plan
    key TEXT NOT NULL,
    parts TEXT NOT NULL            -- JSON: what went in by name -> digest, to say what changed
);
"""

Outputs = dict[str, Digest]


@dataclass(frozen=True, slots=True)
class Order:
    """An order as the book has it."""

    key: Digest
    step: str
    request: str
    provider: str
    state: str
    job: str | None
    outputs: Outputs | None
    note: str


class Store:
    """Everything made and bought for one show. Use it from one process, under the show's lock when writing.

    ``reading``: nothing is written, not even an empty database where there is none yet.
    """

    def __init__(self, folder: Path, reading: bool = False) -> None:
        self.folder = folder
        self.reading = reading
        self.blobs = Blobs(folder / "blobs")
        self._database: sqlite3.Connection | None = None

    @property
    def database(self) -> sqlite3.Connection:
        """The open database, made on first use."""
        if self._database is None:
            self._database = self._open()
        return self._database

    def _open(self) -> sqlite3.Connection:
        file = self.folder / "book.sqlite"
        try:
            if not self.reading:
                self.folder.mkdir(parents=True, exist_ok=True)
            nothing = self.reading and not file.is_file()
            database = sqlite3.connect(":memory:" if nothing else self._address(file), isolation_level=None, uri=True)
            if not self.reading:
                database.execute("PRAGMA journal_mode=WAL")
                database.execute("PRAGMA synchronous=FULL")
            version = database.execute("PRAGMA user_version").fetchone()[0]
            if version > _VERSION:
                raise StoreError(f"{file} was written by a newer onecrew; update onecrew to use this show")
            if version == 0:
                if self.reading:
                    database = sqlite3.connect(":memory:", isolation_level=None)
                database.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version={_VERSION}; COMMIT;")
        except sqlite3.DatabaseError as error:
            raise self._failed(error) from error
        except OSError as error:
            raise unwritable(file, error) from error
        return database

    def _address(self, file: Path) -> str:
        """The database as a URI; where its folder cannot be written, SQLite must not want to keep its notes beside it."""
        mode = "rwc" if not self.reading else "rw" if os.access(self.folder, os.W_OK) else "ro&immutable=1"
        return f"{file.absolute().as_uri()}?mode={mode}"

    def close(self) -> None:
        """Close the database."""
        if self._database is not None:
            self._database.close()
            self._database = None

    # results of local steps

    def result(self, key: Digest) -> Outputs | None:
        """What a local step made of this key, if all of it is still there."""
        row = self._row("SELECT outputs FROM result WHERE key = ?", key)
        return self._whole(row[0]) if row else None

    def keep_result(self, key: Digest, step: str, outputs: Mapping[str, Digest], seconds: float) -> None:
        """Remember what a local step made."""
        self._write(
            "INSERT OR REPLACE INTO result (key, step, outputs, seconds) VALUES (?, ?, ?, ?)",
            (key, step, json.dumps(dict(outputs)), seconds),
        )

    # orders

    def order(self, key: Digest) -> Order | None:
        """The order with this key."""
        row = self._row('SELECT key, step, request, provider, state, job, outputs, note FROM "order" WHERE key = ?', key)
        if row is None:
            return None
        key, step, request, provider, state, job, outputs, note = row
        return Order(key, step, request, provider, state, job, json.loads(outputs) if outputs else None, note)

    def take(self, key: Digest) -> Outputs | None:
        """What came back for this order, if it is done and all of it is there."""
        row = self._row("SELECT outputs FROM \"order\" WHERE key = ? AND state = 'done'", key)
        return self._whole(row[0]) if row else None

    def record_order(self, key: Digest, step: str, request: str, provider: str) -> None:
        """Write an order down before it is sent."""
        self._write(
            "INSERT INTO \"order\" (key, step, request, provider, state) VALUES (?, ?, ?, ?, 'recorded') "
            "ON CONFLICT (key) DO UPDATE SET step = excluded.step, state = 'recorded', note = ''",
            (key, step, request, provider),
        )

    def mark_order(self, key: Digest, state: str, note: str = "") -> None:
        """Move an order to another state."""
        self._write('UPDATE "order" SET state = ?, note = ? WHERE key = ?', (state, note, key))

    def keep_take(self, key: Digest, outputs: Mapping[str, Digest], seconds: float) -> None:
        """The order is done: its bytes are in the blobs."""
        self._write(
            "UPDATE \"order\" SET state = 'done', outputs = ?, seconds = ?, note = '' WHERE key = ?",
            (json.dumps(dict(outputs)), seconds, key),
        )

    # what went into a step the last time

    def last_parts(self, step: str) -> dict[str, str] | None:
        """The named parts that went into this step when it was last made or reused."""
        row = self._row("SELECT parts FROM last WHERE step = ?", step)
        return json.loads(row[0]) if row else None

    def keep_parts(self, rows: list[tuple[str, Digest, Mapping[str, str]]]) -> None:
        """Remember step, key and parts of a whole run."""
        try:
            with self.database:
                self.database.execute("BEGIN")
                self.database.executemany(
                    "INSERT OR REPLACE INTO last (step, key, parts) VALUES (?, ?, ?)",
                    [(step, key, json.dumps(dict(parts), sort_keys=True)) for step, key, parts in rows],
                )
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def _whole(self, outputs: str) -> Outputs | None:
        found: Outputs = json.loads(outputs)
        return found if all(self.blobs.has(digest) for digest in found.values()) else None

    def _row(self, statement: str, key: str) -> tuple[Any, ...] | None:
        try:
            row: tuple[Any, ...] | None = self.database.execute(statement, (key,)).fetchone()
        except sqlite3.Error as error:
            raise self._failed(error) from error
        return row

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        try:
            self.database.execute(statement, values)
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def _failed(self, error: sqlite3.Error) -> StoreError:
        file = self.folder / "book.sqlite"
        # SQLite's operational errors come from the disk and its permissions; the others from the bytes of the file.
        if isinstance(error, sqlite3.OperationalError):
            return StoreError(
                f"cannot use {file}: {error}; free some space or check the permissions, "
                "then run the command again — what was finished is kept"
            )
        return StoreError(
            f"{file} cannot be used: {error}. Move it away and run onecrew make: local work is made again, "
            "takes already bought stay in the blobs folder"
        )
