"""fal's queue for pictures: that of its films, with the inputs and outputs of image models."""

from __future__ import annotations

import re
from typing import Any

from .emulator import Asked, Job, Reply
from .fal import Emulator as Queue
from .gemini_image import ASPECTS
from .pictures import picture_reply

SIZES = {
    "square_hd": (1024, 1024),
    "square": (512, 512),
    "portrait_4_3": (768, 1024),
    "portrait_16_9": (576, 1024),
    "landscape_4_3": (1024, 768),
    "landscape_16_9": (1024, 576),
}
KS = {"1K": 1024, "2K": 2048, "4K": 4096}
SIZED = {"prompt", "image_size", "seed"}
MODELS = {
    "fal-ai/flux-2-pro": SIZED | {"output_format", "safety_tolerance"},
    "fal-ai/bytedance/seedream/v4.5/text-to-image": SIZED | {"num_images", "max_images"},
    "fal-ai/nano-banana-2": {"prompt", "aspect_ratio", "resolution", "seed", "output_format", "num_images"},
}
EDITS = {
    "fal-ai/flux-2-pro/edit": "fal-ai/flux-2-pro",
    "fal-ai/bytedance/seedream/v4.5/edit": "fal-ai/bytedance/seedream/v4.5/text-to-image",
    "fal-ai/nano-banana-2/edit": "fal-ai/nano-banana-2",
}


class Emulator(Queue):
    """``received``: the pictures whose addresses came with orders. ``blacked``: the checker blacks pictures out."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[bytes] = []
        self.blacked = False
        self._stored: dict[str, bytes] = {}

    def _submit(self, asked: Asked) -> Reply:
        model = asked.path.strip("/")
        if model not in MODELS and model not in EDITS:
            return Reply(404, {"detail": f"Application {model!r} not found"})
        if wrong := self._wrong(asked.json, model):
            return Reply(422, {"detail": [{"loc": ["body", wrong], "msg": f"{wrong} is not valid", "type": "value_error"}]})
        before = len(self.jobs)
        reply = super()._submit(asked)
        if len(self.jobs) > before:
            self.received += [self._stored[address] for address in asked.json.get("image_urls", ())]
        return reply

    def _wrong(self, body: Any, model: str) -> str:
        """The field that the model does not take; empty when it takes all."""
        known = MODELS[EDITS.get(model, model)] | ({"image_urls"} if model in EDITS else set())
        if strange := set(body) - known:
            return sorted(strange)[0]
        urls, seed = body.get("image_urls", []), body.get("seed", 0)
        size = body.get("image_size", "square")
        pixels = size["width"] * size["height"] if isinstance(size, dict) and set(size) == {"width", "height"} else 0
        least, most = (2560 * 1440, 4096 * 4096) if "seedream" in model else (64 * 64, 4 * 2**20)
        checks = {
            "prompt": isinstance(body.get("prompt"), str) and bool(body["prompt"]),
            "image_urls": bool(urls) == (model in EDITS) and len(urls) <= 10 and all(one in self._stored for one in urls),
            "seed": type(seed) is int,
            "image_size": least <= pixels <= most if pixels else isinstance(size, str) and size in SIZES,
            "output_format": body.get("output_format", "png") in ("png", "jpeg"),
            "aspect_ratio": body.get("aspect_ratio", "1:1") in ASPECTS,
            "resolution": body.get("resolution", "1K") in KS,
        }
        return next((field for field, fine in checks.items() if not fine), "")

    def _job(self, asked: Asked, name: str, what: str) -> Reply:
        job = self.jobs[name]
        if what or job.fault in ("moderated after", "no video"):
            return super()._job(asked, name, what)
        width, height = _sides(job)
        made = {"url": f"{self.url}/files/{name}.png", "content_type": "image/png", "width": width, "height": height}
        return Reply(json={"images": [made], "seed": 7, "has_nsfw_concepts": [self.blacked]})

    def _file(self, asked: Asked) -> Reply:
        name = asked.path.rsplit("/", 1)[1]
        if asked.method == "PUT":
            self._stored[f"{self.url}/files/{name}"] = asked.body
            return Reply(body=b"", media_type="text/plain")
        job = self.jobs[re.sub(r"\.png$", "", name)]
        return picture_reply(job, *_sides(job))


def _sides(job: Job) -> tuple[int, int]:
    if "aspect_ratio" in job.asked:
        side = KS[job.asked.get("resolution", "1K")]
        across, down = (int(one) for one in job.asked["aspect_ratio"].split(":"))
        return round(side * (across / down) ** 0.5), round(side * (down / across) ** 0.5)
    size = job.asked.get("image_size", "square")
    return SIZES[size] if isinstance(size, str) else (size["width"], size["height"])
