"""A show's store: blobs, results of local steps, orders and their takes. In: digests and keys. Out: the same. Never: steps.

One SQLite file beside the blobs. Every change is one transaction, durable before the call returns, so the state after a
``kill -9`` is the state before or after it, never between.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onecrew.store.blobs import Blobs, unwritable
from onecrew.units import Digest, Money, OnecrewError, StoreError
from onecrew.units.money import FREE

_VERSION = 4
_SCHEMA = """
CREATE TABLE result (
    key TEXT PRIMARY KEY,          -- digest of what went in
    step TEXT NOT NULL,            -- the step that made it, after its episode and a colon
    outputs TEXT NOT NULL,         -- JSON: output name -> digest
    seconds REAL NOT NULL,         -- what it took
    made TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE "order" (
    key TEXT PRIMARY KEY,          -- digest of the canonical request and the take number
    step TEXT NOT NULL,
    request TEXT NOT NULL,         -- canonical JSON
    provider TEXT NOT NULL,
    state TEXT NOT NULL,           -- recorded, sent, unknown, running, done, refused, failed, cancelled, expired
    job TEXT,                      -- the vendor's id, before polling
    outputs TEXT,                  -- JSON: output name -> digest, once done
    price_minor INTEGER NOT NULL DEFAULT 0, -- reserved while it is open, what it cost once it is not
    currency TEXT NOT NULL DEFAULT 'USD',
    note TEXT NOT NULL DEFAULT '',
    seconds REAL NOT NULL DEFAULT 0,
    recorded TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE last (
    step TEXT PRIMARY KEY,         -- the episode, a colon, and the step's id in its plan
    key TEXT NOT NULL,
    parts TEXT NOT NULL            -- JSON: what went in by name -> digest, to say what changed
);
"""

_LATER = {
    2: "ALTER TABLE \"order\" ADD COLUMN changed TEXT NOT NULL DEFAULT '';",
    3: "ALTER TABLE \"order\" ADD COLUMN episode TEXT NOT NULL DEFAULT '';",
    # ``spent_minor``: what attempts cost that came to nothing. ``faults``: JSON, what a look at the take found; ``judged``: what
    # was decided (kept, refused), empty before the look. Until then every take that was there counted, and
    # an order that no vendor took was called failed.
    4: (
        'ALTER TABLE "order" ADD COLUMN spent_minor INTEGER NOT NULL DEFAULT 0;'
        "ALTER TABLE \"order\" ADD COLUMN faults TEXT NOT NULL DEFAULT '[]';"
        "ALTER TABLE \"order\" ADD COLUMN judged TEXT NOT NULL DEFAULT '';"
        "UPDATE \"order\" SET judged = 'kept' WHERE state = 'done';"
        "UPDATE \"order\" SET state = 'recorded' WHERE state = 'failed' AND job IS NULL AND price_minor = 0;"
    ),
}
"""What each version adds to the one before it."""
OPEN = ("sent", "unknown", "running")
"""States in which an order may still cost what was reserved for it."""

Outputs = dict[str, Digest]


@dataclass(frozen=True, slots=True)
class Order:
    """An order as the book has it. ``price``: reserved while it is open, what it cost once it is not, with what earlier attempts at
    it cost (``spent``)."""

    key: Digest
    step: str
    request: str
    provider: str
    state: str
    job: str | None
    outputs: Outputs | None
    note: str
    price: Money = FREE
    seconds: float = 0.0
    recorded: str = ""
    episode: str = ""
    """The episode it was first ordered for."""
    spent: Money = FREE
    faults: tuple[str, ...] = ()
    """What a look at its take found."""
    judged: str = ""
    """``kept`` or ``refused`` after that look; empty: nobody looked."""


class OverBudget(OnecrewError):
    """An order would cost more than is left of the budget. Nothing was sent."""


class Store:
    """Everything made and bought for one show. Use it from one process, under the show's lock when writing.

    ``reading``: nothing is written, not even an empty database where there is none yet. ``episode``: whose steps are asked for and
    remembered; every episode has a shot 1.a.
    """

    def __init__(self, folder: Path, reading: bool = False) -> None:
        self.folder = folder
        self.reading = reading
        self.episode = ""
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
            if version < _VERSION:
                if self.reading:
                    # An older book is read in a copy, so that looking never changes it.
                    older, database = database, sqlite3.connect(":memory:", isolation_level=None)
                    older.backup(database)
                    older.close()
                database.execute("BEGIN IMMEDIATE")
                # Another connection may have made it between the question and the lock.
                version = database.execute("PRAGMA user_version").fetchone()[0]
                begun = _SCHEMA if version == 0 else ""
                added = "".join(change for number, change in _LATER.items() if number > version)
                for statement in f"{begun}{added}PRAGMA user_version={_VERSION}".split(";"):
                    database.execute(statement)
                database.execute("COMMIT")
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
            (key, _named(self.episode, step), json.dumps(dict(outputs)), seconds),
        )

    def steps(self) -> frozenset[str]:
        """The ids of all steps of the store's episode that ever gave a result, or took one that another gave."""
        start = _named(self.episode, "")
        try:
            rows = self.database.execute(
                "SELECT step FROM (SELECT step FROM result UNION SELECT step FROM last) "
                "WHERE substr(step, 1, ?) = ? OR instr(step, ':') = 0",
                (len(start), start),
            ).fetchall()
        except sqlite3.Error as error:
            raise self._failed(error) from error
        # Results that were kept before episodes were told apart have no episode.
        return frozenset(step.removeprefix(start) for (step,) in rows)

    # orders

    def order(self, key: Digest) -> Order | None:
        """The order with this key."""
        row = self._row(f'SELECT {_COLUMNS} FROM "order" WHERE key = ?', key)
        return _order(row) if row is not None else None

    def orders(self, *states: str) -> list[Order]:
        """The orders in these states (all when none is named), oldest first."""
        marks = ", ".join("?" * len(states))
        only = f"WHERE state IN ({marks})" if states else ""
        try:
            rows = self.database.execute(f'SELECT {_COLUMNS} FROM "order" {only} ORDER BY rowid', states).fetchall()
        except sqlite3.Error as error:
            raise self._failed(error) from error
        return [_order(row) for row in rows]

    def numbered(self, step: str, episode: str) -> int:
        """How many orders of a step were ever sent: the number of its last take. A sheet is the whole show's."""
        sheet = step.startswith("sheet/")
        row = self._row(
            "SELECT COUNT(*) FROM \"order\" WHERE step = ? AND state != 'recorded'" + ("" if sheet else " AND episode = ?"),
            *((step,) if sheet else (step, episode)),
        )
        return row[0] if row else 0

    def committed(self, currency: str = "USD") -> Money:
        """What was paid and what is reserved for orders that may still cost it."""
        row = self._row('SELECT COALESCE(SUM(price_minor + spent_minor), 0) FROM "order" WHERE currency = ?', currency)
        return Money(row[0] if row else 0, currency)

    def take(self, key: Digest) -> Outputs | None:
        """What came back for this order, if it is done and all of it is there."""
        row = self._row("SELECT outputs FROM \"order\" WHERE key = ? AND state = 'done'", key)
        return self._whole(row[0]) if row else None

    def record_order(
        self,
        key: Digest,
        step: str,
        request: str,
        provider: str,
        price: Money = FREE,
        limit: Money | None = None,
        episode: str = "",
    ) -> None:
        """Write an order down before it is sent, and reserve its price. Written down again it is the latest of its step.

        One that a vendor may have taken is never written over; what costs nothing is.

        Raises:
            OverBudget: what is committed and ``price`` together pass ``limit``.
            StoreError: the order was sent before.
        """
        try:
            with self._whole_change():
                row = self.database.execute('SELECT state, spent_minor, price_minor FROM "order" WHERE key = ?', (key,)).fetchone()
                if row is not None and row[0] != "recorded" and (price.minor or row[1] or row[2]):
                    raise StoreError(f"{step} was ordered from {provider} before and is {row[0]}; it is not ordered twice")
                if limit is not None and price.minor:
                    self._hold(price, limit)
                self.database.execute('DELETE FROM "order" WHERE key = ?', (key,))
                self.database.execute(
                    'INSERT INTO "order" '
                    "(key, step, request, provider, state, price_minor, spent_minor, currency, episode, changed) "
                    "VALUES (?, ?, ?, ?, 'recorded', ?, ?, ?, ?, CURRENT_TIMESTAMP)",
                    (key, step, request, provider, price.minor, row[1] if row else 0, price.currency, episode or self.episode),
                )
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def _hold(self, price: Money, limit: Money) -> None:
        if price.currency != limit.currency:
            raise OverBudget(f"it costs {price} and the budget is in {limit.currency}; name the budget in {price.currency}")
        used = self.committed(limit.currency)
        if used.minor + price.minor > limit.minor:
            left = Money(max(0, limit.minor - used.minor), limit.currency)
            raise OverBudget(f"it costs {price}, and {left} of the budget of {limit} is left; nothing was sent")

    def forget_unsent(self) -> None:
        """Orders that were written down and never sent, because something ended first, reserve nothing any more."""
        self._write('UPDATE "order" SET price_minor = 0 WHERE state = ?', ("recorded",))

    def free_order(self, key: Digest, note: str, spent: Money = FREE) -> None:
        """The vendor did not take the order: it may be sent again. ``spent``: what the attempt cost all the same."""
        self._write(
            "UPDATE \"order\" SET state = 'recorded', note = ?, price_minor = 0, spent_minor = spent_minor + ?, "
            "changed = CURRENT_TIMESTAMP WHERE key = ?",
            (note, spent.minor, key),
        )

    def forget_job(self, key: Digest, note: str) -> None:
        """The vendor keeps nothing of the job any more: it is not asked for again."""
        self._write('UPDATE "order" SET job = NULL, note = ? WHERE key = ?', (note, key))

    def judge_take(self, key: Digest, judged: str, faults: Sequence[str]) -> None:
        """What a look at an order's take found, and whether it counts (``kept`` or ``refused``)."""
        self._write('UPDATE "order" SET judged = ?, faults = ? WHERE key = ?', (judged, json.dumps(list(faults)), key))

    def take_job(self, key: Digest, job: str) -> None:
        """The vendor named its job: from now on it can be asked for."""
        self._write(
            "UPDATE \"order\" SET state = 'running', job = ?, note = '', changed = CURRENT_TIMESTAMP WHERE key = ?", (job, key)
        )

    def mark_order(self, key: Digest, state: str, note: str = "", price: Money | None = None) -> None:
        """Move an order to another state; ``price``: what it cost, where that is known to differ from what was reserved."""
        if price is None:
            self._write('UPDATE "order" SET state = ?, note = ?, changed = CURRENT_TIMESTAMP WHERE key = ?', (state, note, key))
            return
        self._write(
            'UPDATE "order" SET state = ?, note = ?, price_minor = ?, currency = ?, changed = CURRENT_TIMESTAMP WHERE key = ?',
            (state, note, price.minor, price.currency, key),
        )

    def keep_take(self, key: Digest, outputs: Mapping[str, Digest], seconds: float, price: Money | None = None) -> None:
        """The order is done: its bytes are in the blobs. ``price``: what it really cost, where the vendor says so."""
        try:
            with self._whole_change():
                self.database.execute(
                    "UPDATE \"order\" SET state = 'done', outputs = ?, seconds = ?, note = '', changed = CURRENT_TIMESTAMP "
                    "WHERE key = ?",
                    (json.dumps(dict(outputs)), seconds, key),
                )
                if price is not None:
                    self.database.execute(
                        'UPDATE "order" SET price_minor = ?, currency = ? WHERE key = ?', (price.minor, price.currency, key)
                    )
        except sqlite3.Error as error:
            raise self._failed(error) from error

    # what went into a step the last time

    def last_parts(self, step: str) -> dict[str, str] | None:
        """The named parts that went into this step when it was last made or reused."""
        row = self._row("SELECT parts FROM last WHERE step = ?", _named(self.episode, step))
        return json.loads(row[0]) if row else None

    def last_key(self, step: str, episode: str = "") -> Digest | None:
        """The key of this step when it was last made or reused, in the store's own episode where no other is named."""
        row = self._row("SELECT key FROM last WHERE step = ?", _named(episode or self.episode, step))
        return row[0] if row else None

    def keep_parts(self, rows: list[tuple[str, Digest, Mapping[str, str]]]) -> None:
        """Remember step, key and parts of a whole run."""
        try:
            with self._whole_change():
                self.database.executemany(
                    "INSERT OR REPLACE INTO last (step, key, parts) VALUES (?, ?, ?)",
                    [(_named(self.episode, step), key, json.dumps(dict(parts), sort_keys=True)) for step, key, parts in rows],
                )
        except sqlite3.Error as error:
            raise self._failed(error) from error

    @contextmanager
    def _whole_change(self) -> Iterator[None]:
        """All that is written inside is there, or nothing of it."""
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.database.execute("ROLLBACK")
            raise
        self.database.execute("COMMIT")

    def _whole(self, outputs: str) -> Outputs | None:
        found: Outputs = json.loads(outputs)
        return found if all(self.blobs.has(digest) for digest in found.values()) else None

    def _row(self, statement: str, *values: str) -> tuple[Any, ...] | None:
        try:
            row: tuple[Any, ...] | None = self.database.execute(statement, values).fetchone()
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


def _named(episode: str, step: str) -> str:
    return f"{episode}:{step}" if episode else step


_COLUMNS = (
    "key, step, request, provider, state, job, outputs, note, price_minor, currency, seconds, recorded, episode, spent_minor, "
    "faults, judged"
)


def _order(row: tuple[Any, ...]) -> Order:
    key, step, request, provider, state, job, outputs, note, minor, currency, seconds, recorded, episode, spent, faults, judged = (
        row
    )
    return Order(
        key,
        step,
        request,
        provider,
        state,
        job,
        json.loads(outputs) if outputs else None,
        note,
        Money(minor + spent, currency),
        seconds,
        recorded,
        episode,
        Money(spent, currency),
        tuple(json.loads(faults)),
        judged,
    )
