"""The process that films, with a stand-in for torch and diffusers. In: a job's folder. Out: what the real one leaves there.

It waits for ``go`` in the job's folder before it films, and meets the fault that stands in ``fault`` beside the folders. What the
pipeline was asked goes into ``asked.json``.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from PIL import Image

from onecrew.providers.video import diffusers as real

FOLDER = Path(sys.argv[1])
FAULT = (FOLDER.parent / "fault").read_text(encoding="utf-8")
GRID = 16


class Generator:
    """Random numbers from a seed."""

    def __init__(self, device: str) -> None:
        assert device == "cpu"

    def manual_seed(self, seed: int) -> Generator:
        """The seed is told to whoever looks."""
        assert 0 <= seed < 2**63
        self.seed = seed
        return self


class Decoder:
    """The part that makes pixels."""

    @classmethod
    def from_pretrained(cls, weights: str, *, subfolder: str, torch_dtype: str) -> Decoder:
        """It wants 32 bits."""
        assert (Path(weights) / subfolder).is_dir()
        assert (subfolder, torch_dtype) == ("vae", "float32")
        return cls()


class Pipeline:
    """Words to film."""

    vae_scale_factor_spatial = GRID
    transformer = SimpleNamespace(config=SimpleNamespace(patch_size=(1, 2, 2)))

    @classmethod
    def from_pretrained(cls, weights: str, *, vae: Decoder, torch_dtype: str) -> Any:
        """The other parts in 16 bits."""
        assert isinstance(vae, Decoder)
        assert torch_dtype == "bfloat16"
        assert (Path(weights) / "model_index.json").is_file()
        return cls()

    def enable_model_cpu_offload(self) -> None:
        """Parts that do not work wait in main memory."""

    def __call__(
        self,
        *,
        prompt: str,
        negative_prompt: str,
        width: int,
        height: int,
        num_frames: int,
        num_inference_steps: int,
        guidance_scale: float,
        generator: Generator,
        output_type: str,
        **given: Any,
    ) -> SimpleNamespace:
        """The film, once it may."""
        assert prompt
        assert negative_prompt
        assert width % (GRID * 2) == height % (GRID * 2) == 0
        assert num_frames % 4 == 1
        assert (num_inference_steps, guidance_scale, output_type) == (50, 5.0, "pil")
        asked = {"class": type(self).__name__, "frames": num_frames, "size": [width, height], "seed": generator.seed}
        self._takes(given, (width, height))
        (FOLDER / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
        while not (FOLDER / "go").exists():
            assert FOLDER.exists()
            time.sleep(0.01)
        if FAULT == "failed":
            raise RuntimeError("CUDA error: an illegal memory access was encountered")
        if FAULT == "no memory":
            raise RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB")
        count = 0 if FAULT == "no video" else num_frames
        return SimpleNamespace(frames=[[Image.new("RGB", (width, height), (40, 60, 90))] * count])

    def _takes(self, given: dict[str, Any], size: tuple[int, int]) -> None:
        assert given == {}


class ImagePipeline(Pipeline):
    """Words and a first frame to film."""

    def _takes(self, given: dict[str, Any], size: tuple[int, int]) -> None:
        assert set(given) == {"image"}
        assert given["image"].size == size


torch, diffusers = ModuleType("torch"), ModuleType("diffusers")
vars(torch).update(
    float32="float32", bfloat16="bfloat16", Generator=Generator, cuda=SimpleNamespace(is_available=lambda: FAULT != "no card")
)
vars(diffusers).update(AutoencoderKLWan=Decoder, WanPipeline=Pipeline, WanImageToVideoPipeline=ImagePipeline)
sys.modules |= {"torch": torch, "diffusers": diffusers}

if __name__ == "__main__":
    if FAULT == "no start":
        sys.exit("ImportError: libcudart.so.12 is missing")
    if FAULT == "lost answer":
        time.sleep(0.5)
    sys.exit(real.main(sys.argv[1:]))
