"""The store: bytes by digest, results by key, orders that outlive a crash."""

import multiprocessing
import os
import signal
import sqlite3
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onecrew.store.blobs import Blobs
from onecrew.store.lock import hold_lock
from onecrew.store.store import Store
from onecrew.units import Money, StoreError, digest_bytes


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path / ".onecrew")
    yield made
    made.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.binary(max_size=2000))
def test_bytes_come_back_as_they_were_put(tmp_path, data):
    blobs = Blobs(tmp_path / "blobs")
    assert blobs.read(blobs.put(data)) == data


def test_a_changed_blob_is_noticed_when_it_is_read(store):
    digest = store.blobs.put(b"film")
    store.blobs.path(digest).write_bytes(b"fill")
    assert not store.blobs.sound(digest)
    with pytest.raises(StoreError, match="corrupt"):
        store.blobs.read(digest)


def test_a_finished_file_is_moved_in_and_an_equal_one_is_not_kept_twice(store):
    for _ in range(2):
        file = store.blobs.new_file(".mp4")
        file.write_bytes(b"segment")
        assert store.blobs.take(file) == digest_bytes(b"segment")
        assert not file.exists()


def test_a_result_whose_blob_is_gone_counts_as_not_made(store):
    digest = store.blobs.put(b"x")
    store.keep_result("key", "step", {"out": digest}, 1.0)
    assert store.result("key") == {"out": digest}
    store.blobs.drop(digest)
    assert store.result("key") is None


def test_an_order_is_written_down_before_it_has_a_take(store):
    store.record_order("key", "en/speak/1.1", "{}", "kokoro")
    assert store.take("key") is None
    order = store.order("key")
    assert order is not None
    assert (order.state, order.provider) == ("recorded", "kokoro")
    store.mark_order("key", "sent")
    digest = store.blobs.put(b"sound")
    store.keep_take("key", {"audio": digest}, 0.5)
    assert store.take("key") == {"audio": digest}


def test_what_was_written_is_there_after_the_process_is_gone(tmp_path):
    folder = tmp_path / ".onecrew"

    def child() -> None:
        store = Store(folder)
        store.record_order("key", "step", "{}", "kokoro")
        os.kill(os.getpid(), signal.SIGKILL)

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join()
    order = Store(folder).order("key")
    assert order is not None
    assert order.state == "recorded"


def test_a_store_of_a_newer_version_is_not_touched(tmp_path):
    folder = tmp_path / ".onecrew"
    Store(folder).order("x")
    with sqlite3.connect(folder / "book.sqlite") as database:
        database.execute("PRAGMA user_version=99")
    with pytest.raises(StoreError, match="newer onecrew"):
        Store(folder).order("x")


OLD = """
CREATE TABLE result (key TEXT PRIMARY KEY, step TEXT NOT NULL, outputs TEXT NOT NULL, seconds REAL NOT NULL,
    made TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE "order" (key TEXT PRIMARY KEY, step TEXT NOT NULL, request TEXT NOT NULL, provider TEXT NOT NULL, state TEXT NOT NULL,
    job TEXT, outputs TEXT, price_minor INTEGER NOT NULL DEFAULT 0, currency TEXT NOT NULL DEFAULT 'USD',
    note TEXT NOT NULL DEFAULT '', seconds REAL NOT NULL DEFAULT 0, recorded TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    changed TEXT NOT NULL DEFAULT '', episode TEXT NOT NULL DEFAULT '');
CREATE TABLE last (step TEXT PRIMARY KEY, key TEXT NOT NULL, parts TEXT NOT NULL);
INSERT INTO "order" (key, step, request, provider, state, job, outputs, price_minor, episode) VALUES
    ('a', 'take/1.a', '{}', 'fal', 'done', 'job-1', '{"film": "x"}', 4200, '01'),
    ('b', 'take/1.b', '{}', 'fal', 'failed', 'job-2', NULL, 0, '01'),
    ('c', 'take/1.c', '{}', 'fal', 'failed', NULL, NULL, 0, '01');
PRAGMA user_version=3;
"""


@pytest.mark.parametrize("reading", [False, True])
def test_a_book_of_version_3_keeps_its_orders_and_says_which_were_never_taken(tmp_path, reading):
    with sqlite3.connect(tmp_path / "book.sqlite") as database:
        database.executescript(OLD)
    database.close()
    store = Store(tmp_path, reading)
    a, b, c = store.orders()
    assert (a.state, a.job, a.outputs, a.price, a.episode) == ("done", "job-1", {"film": "x"}, Money(4200), "01")
    assert (a.spent, a.faults, a.judged) == (Money(0), (), "kept")
    assert (b.state, c.state) == ("failed", "recorded")
    assert store.committed() == Money(4200)
    store.close()


def test_what_attempts_cost_that_came_to_nothing_stays_in_the_sum(store):
    for _ in range(2):
        store.record_order("key", "es/translate/1.1", "{}", "gemini", Money(500))
        store.mark_order("key", "sent")
        store.free_order("key", "busy", Money(20))
    assert store.committed() == Money(40)
    store.forget_unsent()
    store.record_order("key", "es/translate/1.1", "{}", "gemini", Money(500))
    assert store.committed() == Money(540)
    store.keep_take("key", {"text": store.blobs.put(b"x")}, 0.5, Money(30))
    assert store.committed() == Money(70)
    order = store.order("key")
    assert order is not None
    assert (order.price, order.spent) == (Money(70), Money(40))


@pytest.mark.parametrize("state", ["sent", "unknown", "running", "refused", "failed", "cancelled", "expired", "done"])
def test_an_order_that_was_sent_is_never_written_over(store, state):
    store.record_order("key", "take/1.a", "{}", "fal", Money(500))
    store.mark_order("key", state, "what happened", Money(300))
    with pytest.raises(StoreError, match="not ordered twice"):
        store.record_order("key", "take/1.a", "{}", "fal", Money(500))
    order = store.order("key")
    assert order is not None
    assert (order.state, order.note, order.price) == (state, "what happened", Money(300))


def test_takes_are_numbered_by_step_and_episode_and_sheets_by_the_whole_show(store):
    for key, step, episode in (
        ("a", "take/1.a", "01"),
        ("b", "take/1.a", "02"),
        ("c", "sheet/ANNA", "01"),
        ("d", "take/1.a", "01"),
    ):
        store.record_order(key, step, "{}", "fal", episode=episode)
        store.mark_order(key, "sent")
    store.record_order("never sent", "take/1.a", "{}", "fal", episode="01")
    assert [store.numbered("take/1.a", one) for one in ("01", "02", "03")] == [2, 1, 0]
    assert store.numbered("sheet/ANNA", "02") == 1


def test_a_database_that_is_none_is_said_with_the_way_out(tmp_path):
    folder = tmp_path / ".onecrew"
    folder.mkdir()
    (folder / "book.sqlite").write_bytes(b"not a database, surely not" * 100)
    with pytest.raises(StoreError, match="Move it away"):
        Store(folder).order("x")


def test_a_second_writer_is_told_who_holds_the_show(tmp_path):
    with hold_lock(tmp_path), pytest.raises(StoreError, match=f"process {os.getpid()}"), hold_lock(tmp_path):
        pass
    with hold_lock(tmp_path):
        pass


def test_a_killed_holder_lets_go(tmp_path):
    def child() -> None:
        with hold_lock(tmp_path):
            (tmp_path / "held").touch()
            time.sleep(60)

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    while not (tmp_path / "held").exists():
        time.sleep(0.01)
    process.kill()
    process.join()
    with hold_lock(tmp_path):
        pass


def test_an_unwritable_folder_is_a_store_error_with_the_path(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot write"):
        Store(tmp_path / "file" / ".onecrew").order("x")


def test_steps_are_told_by_episode(tmp_path):
    store = Store(tmp_path)
    digest = store.blobs.put(b"x")
    store.keep_result("old", "en/mix", {"out": digest}, 1.0)
    for episode in ("01", "02"):
        store.episode = episode
        store.keep_result(f"key {episode}", f"en/segment/{episode}", {"out": digest}, 1.0)
        store.keep_parts([(f"en/music/{episode}", "key", {})])
        store.record_order(f"order {episode}", "take/1.a", "{}", "fal")
    assert store.steps() == {"en/mix", "en/segment/02", "en/music/02"}
    assert store.last_key("en/music/01") is None
    assert store.last_key("en/music/01", "01") == "key"
    assert [one.episode for one in store.orders()] == ["01", "02"]
    store.close()
