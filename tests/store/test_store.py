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
from onecrew.units import StoreError, digest_bytes


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
