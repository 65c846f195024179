"""A checkpoint gives arrays, and nothing in it is run."""

import collections
import pickle
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from onecrew.providers import weights
from onecrew.providers.voiceprint.checkpoint import arrays
from onecrew.providers.voiceprint.network import FEATURES, SIZE, Network
from onecrew.units import Broken


def checkpoint(path: Path, pickled: bytes, storages: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", pickled)
        for key, data in storages.items():
            archive.writestr(f"archive/data/{key}", data)
    return path


class Bad:
    def __reduce__(self) -> Any:
        return print, ("run",)


def test_code_in_a_checkpoint_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = checkpoint(tmp_path / "bad.pt", pickle.dumps(collections.OrderedDict(a=Bad()), 2), {})
    with pytest.raises(Broken, match="it asks for"):
        arrays(path)
    assert capsys.readouterr().out == ""


def test_what_is_no_checkpoint_is_broken(tmp_path: Path) -> None:
    (tmp_path / "text.pt").write_text("hello")
    with zipfile.ZipFile(tmp_path / "empty.pt", "w"):
        pass
    for name in ("text.pt", "empty.pt"):
        with pytest.raises(Broken):
            arrays(tmp_path / name)


def test_arrays_of_something_else_are_not_this_network() -> None:
    with pytest.raises(Broken):
        Network({"weight": np.zeros((3, 3), np.float32)})


@pytest.mark.slow
def test_every_array_of_the_checkpoint_has_its_place_in_the_network() -> None:
    found = arrays(weights.find_file("campplus", "campplus_cn_en_common.pt"))
    asked: set[str] = set()

    class Watched(dict[str, Any]):
        def __getitem__(self, key: str) -> Any:
            asked.add(key)
            return super().__getitem__(key)

        def get(self, key: str, default: Any = None) -> Any:
            asked.add(key)
            return super().get(key, default)

    network = Network(Watched(found))
    vector = network.embed(np.random.default_rng(0).normal(size=(200, FEATURES)).astype(np.float32))
    assert vector.shape == (SIZE,)
    assert {name for name in found if not name.endswith("num_batches_tracked")} <= asked
