"""Arrays of a PyTorch checkpoint, without PyTorch. In: the bytes of a ``.pt`` file. Out: arrays by name. Never: code from the file.

A checkpoint is a zip: ``data.pkl`` is a pickle of a dictionary whose tensors name raw storages (``data/<key>``) beside it. Only the
three names such a pickle needs are known here; one that asks for anything else is refused before it is built.
"""

from __future__ import annotations

import collections
import io
import pickle
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onecrew.units import Broken

_KINDS = {"FloatStorage": "<f4", "LongStorage": "<i8"}


def arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Everything in the checkpoint, by the name its maker gave it.

    Raises:
        Broken: it is no such checkpoint, or asks for something that is no array.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            (root,) = {name.removesuffix("data.pkl") for name in archive.namelist() if name.endswith("/data.pkl")}
            found = _Reader(archive, root).load()
    except (zipfile.BadZipFile, pickle.UnpicklingError, KeyError, ValueError, EOFError) as fact:
        raise Broken(f"{path} is not a checkpoint of arrays: {fact}") from fact
    return dict(found)


class _Reader(pickle.Unpickler):
    def __init__(self, archive: zipfile.ZipFile, root: str) -> None:
        super().__init__(io.BytesIO(archive.read(f"{root}data.pkl")))
        self._archive, self._root = archive, root

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _array
        if module == "torch" and name in _KINDS:
            return np.dtype(_KINDS[name])
        raise pickle.UnpicklingError(f"it asks for {module}.{name}")

    def persistent_load(self, pid: Any) -> Any:
        _, kind, key, _, _ = pid
        return np.frombuffer(self._archive.read(f"{self._root}data/{key}"), dtype=kind)


def _array(storage: NDArray[Any], offset: int, size: tuple[int, ...], stride: tuple[int, ...], *_: Any) -> NDArray[Any]:
    if not size:
        return storage[offset : offset + 1].reshape(())
    steps = tuple(step * storage.itemsize for step in stride)
    last = offset + sum((count - 1) * step for count, step in zip(size, stride, strict=True))
    if min(stride) < 0 or min(size) < 1 or offset < 0 or last >= len(storage):
        raise ValueError("a tensor reaches out of its storage")
    return np.lib.stride_tricks.as_strided(storage[offset:], size, steps, writeable=False)
