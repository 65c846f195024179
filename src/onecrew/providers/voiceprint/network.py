"""CAM++, the network that tells voices apart. In: its arrays, and features. Out: a vector of 192 numbers. Never: files, sound.

After Wang, Zheng, Chen, Cheng and Chen, "CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware Masking"
(Interspeech 2023): a small residual network over the picture of the spectrum, then 52 densely joined layers over time, each
masked by what is heard around it, then mean and deviation over all of it. Run in numpy.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from onecrew.units import Broken

FEATURES = 80
"""Rows of the mel spectrogram it reads."""
SIZE = 192
_LAYERS = {1: (12, 1), 2: (24, 2), 3: (16, 2)}
"""Layers and dilation of each block."""
_CONTEXT = 100
"""Steps (2 s) of the segments over which a mask averages."""
_EPSILON = 1e-5

Array = NDArray[np.float32]


class Network:
    """The network with its arrays, as the checkpoint names them."""

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        """Raises Broken when the arrays are not those of this network."""
        self._arrays = arrays
        self._norms: dict[str, tuple[Array, Array]] = {}
        try:
            for name in [one.removesuffix(".running_mean") for one in arrays if one.endswith(".running_mean")]:
                scale = 1 / np.sqrt(arrays[f"{name}.running_var"] + _EPSILON)
                scale = scale * arrays.get(f"{name}.weight", np.float32(1))
                shift = arrays.get(f"{name}.bias", np.float32(0)) - arrays[f"{name}.running_mean"] * scale
                self._norms[name] = np.asarray(scale, np.float32)[:, None], np.asarray(shift, np.float32)[:, None]
            self.embed(np.zeros((4, FEATURES), np.float32))
        except (KeyError, ValueError) as fact:
            raise Broken(f"these are not the arrays of CAM++: {fact}") from fact

    def embed(self, features: Array) -> Array:
        """(time, 80) log mel energies with their mean over time taken off, at least 4 rows, 10 ms each. Out: (192,), not normed."""
        x = self._head(np.ascontiguousarray(features.T)[None])
        x = _relu(self._norm(self._along(x, "xvector.tdnn.linear", stride=2), "xvector.tdnn.nonlinear.batchnorm"))
        for block, (layers, dilation) in _LAYERS.items():
            for layer in range(1, layers + 1):
                x = np.concatenate((x, self._dense(x, f"xvector.block{block}.tdnnd{layer}", dilation)))
            name = f"xvector.transit{block}"
            x = self._along(_relu(self._norm(x, f"{name}.nonlinear.batchnorm")), f"{name}.linear")
        x = _relu(self._norm(x, "xvector.out_nonlinear.batchnorm"))
        pooled = np.concatenate((x.mean(1), x.std(1, ddof=1)))[:, None]
        out = self._norm(self._along(pooled, "xvector.dense.linear"), "xvector.dense.nonlinear.batchnorm")
        return np.asarray(out[:, 0], np.float32)

    def _head(self, x: Array) -> Array:
        """Convolutions over frequency and time; frequency gets coarser by 8 and is then laid out as channels."""
        x = _relu(self._norm(self._over(x, "head.conv1"), "head.bn1"))
        for layer in ("head.layer1", "head.layer2"):
            x = self._residual(self._residual(x, f"{layer}.0", 2), f"{layer}.1", 1)
        x = _relu(self._norm(self._over(x, "head.conv2", 2), "head.bn2"))
        return x.reshape(-1, x.shape[2])

    def _residual(self, x: Array, name: str, stride: int) -> Array:
        out = _relu(self._norm(self._over(x, f"{name}.conv1", stride), f"{name}.bn1"))
        out = self._norm(self._over(out, f"{name}.conv2"), f"{name}.bn2")
        past = x if stride == 1 else self._norm(self._over(x, f"{name}.shortcut.0", stride), f"{name}.shortcut.1")
        return _relu(out + past)

    def _dense(self, x: Array, name: str, dilation: int) -> Array:
        """One layer: what is new, masked by the mean over everything and over 2 s around."""
        x = self._along(_relu(self._norm(x, f"{name}.nonlinear1.batchnorm")), f"{name}.linear1")
        x = _relu(self._norm(x, f"{name}.nonlinear2.batchnorm"))
        starts = np.arange(0, x.shape[1], _CONTEXT)
        lengths = np.diff(starts, append=x.shape[1])
        means = np.add.reduceat(x, starts, axis=1) / lengths.astype(np.float32)
        context = _relu(self._along(x.mean(1, keepdims=True) + means, f"{name}.cam_layer.linear1"))
        mask = 1 / (1 + np.exp(-self._along(context, f"{name}.cam_layer.linear2")))
        new = self._along(x, f"{name}.cam_layer.linear_local", dilation=dilation)
        return np.asarray(new * np.repeat(mask, lengths, axis=1), np.float32)

    def _norm(self, x: Array, name: str) -> Array:
        scale, shift = self._norms[name]
        flat = x.reshape(len(x), -1)
        return np.asarray(flat * scale + shift, np.float32).reshape(x.shape)

    def _along(self, x: Array, name: str, stride: int = 1, dilation: int = 1) -> Array:
        """Convolution along time of (channels, time), as one product; what lies before and after is 0."""
        weight = self._arrays[f"{name}.weight"]
        width = weight.shape[2]
        if width > 1:
            x = np.pad(x, ((0, 0), (width // 2 * dilation,) * 2))
            length = (x.shape[1] - (width - 1) * dilation - 1) // stride + 1
            x = np.concatenate([x[:, tap * dilation :][:, : (length - 1) * stride + 1 : stride] for tap in range(width)])
        out = weight.transpose(0, 2, 1).reshape(len(weight), -1) @ x
        bias = self._arrays.get(f"{name}.bias")
        return np.asarray(out if bias is None else out + bias[:, None], np.float32)

    def _over(self, x: Array, name: str, stride: int = 1) -> Array:
        """Convolution over (channels, frequency, time) with every ``stride``-th frequency kept."""
        weight = self._arrays[f"{name}.weight"]
        reach = weight.shape[2] // 2
        _, high, long = x.shape
        x = np.pad(x, ((0, 0), (reach, reach), (reach, reach)))
        taps = [
            x[:, row : row + high : stride, column : column + long]
            for row in range(2 * reach + 1)
            for column in range(2 * reach + 1)
        ]
        rows = taps[0].shape[1]
        columns = np.stack(taps, axis=1).reshape(-1, rows * long)
        return np.asarray(weight.reshape(len(weight), -1) @ columns, np.float32).reshape(len(weight), rows, long)


def _relu(x: Array) -> Array:
    return np.maximum(x, np.float32(0))
