"""Alibaba's Model Studio for pictures, on loopback: Qwen Image answers in the call, Wan takes tasks.

A call that answers at once is never ``slow``; the fault is met by Wan's tasks alone.
"""

from __future__ import annotations

import base64
import re
from typing import Any, ClassVar

from .dashscope import Emulator as ModelStudio
from .dashscope import error, failure, lost
from .emulator import Asked, Job, Reply
from .pictures import picture_reply

AT_ONCE = "/api/v1/services/aigc/multimodal-generation/generation"
AS_TASK = "/api/v1/services/aigc/image-generation/generation"
QWEN, WAN = re.compile(r"qwen-image-(2\.0|2\.0-pro|3\.0)"), re.compile(r"wan2\.7-image")


class Emulator(ModelStudio):
    """``received``: the pictures that came with orders."""

    ORDERS: ClassVar[tuple[str, ...]] = (AT_ONCE, AS_TASK)

    def __init__(self) -> None:
        super().__init__()
        self.received: list[bytes] = []

    def ordered(self, asked: Asked, fault: str) -> Reply:
        later = asked.path == AS_TASK
        if later != (asked.headers.get("x-dashscope-async") == "enable"):
            return error(403, "AccessDenied", f"current user api does not support {'' if later else 'a'}synchronous calls.")
        if wrong := _wrong(asked.json, WAN if later else QWEN):
            return error(400, "InvalidParameter", wrong)
        addresses = [one["image"] for one in asked.json["input"]["messages"][0]["content"] if "image" in one]
        if wrong := self.unresolved(asked, addresses):
            return error(400, "InvalidParameter", wrong)
        job = self.named(asked, fault)
        self.received += [self._picture(one) for one in addresses]
        if later:
            return self.as_task(job)
        if fault in ("moderated after", "failed"):
            return error(500 if fault == "failed" else 400, *failure(job))
        return lost(job) or Reply(json={"request_id": "r-1", "output": self.output(job), "usage": {"image_count": 1}})

    def made_reply(self, job: Job) -> Reply:
        return picture_reply(job, *map(int, job.asked["parameters"]["size"].split("*")))

    def output(self, job: Job) -> dict[str, Any]:
        image = [] if job.fault == "no video" else [{"image": f"{self.url}/made/{job.id}.png"}]
        return {"choices": [{"finish_reason": "stop", "message": {"role": "assistant", "content": image}}]}

    def _picture(self, address: str) -> bytes:
        if address.startswith("oss://"):
            return self.storage.files[address.removeprefix("oss://")]
        return base64.b64decode(address.partition(",")[2])


def _wrong(body: Any, models: re.Pattern[str]) -> str:
    """What is wrong with a body; empty when nothing is."""
    if not isinstance(body, dict) or set(body) != {"model", "input", "parameters"}:
        return "model, input and parameters are required"
    if models.fullmatch(str(body["model"])) is None:
        return "Model not exist."
    messages = body["input"].get("messages", [])
    if set(body["input"]) != {"messages"} or [one.get("role") for one in messages] != ["user"]:
        return "messages must be one of the user's"
    content = messages[0]["content"]
    if [one for one in content if "text" in one] != content[-1:] or not content[-1]["text"]:
        return "content must end with one text"
    images = [one.get("image", "") for one in content[:-1]]
    if len(images) > (9 if models is WAN else 3):
        return "too many images"
    if not all(re.match(r"https?://|oss://|data:image/(png|jpeg|webp);base64,", one) for one in images):
        return "image url is invalid"
    return _wrong_parameters(body["parameters"], models)


def _wrong_parameters(parameters: Any, models: re.Pattern[str]) -> str:
    known = {"size", "n", "watermark", "seed", "negative_prompt"} | ({"prompt_extend"} if models is QWEN else set())
    if strange := set(parameters) - known:
        return f"parameter {sorted(strange)[0]} is not supported by the model"
    size = re.fullmatch(r"(\d+)\*(\d+)", parameters.get("size", ""))
    least = 768 * 768 if models is WAN else 512 * 512
    seed = parameters.get("seed", 0)
    checks = {
        "size is invalid": size is not None and least <= int(size[1]) * int(size[2]) <= 2048 * 2048,
        "n is invalid": parameters.get("n") == 1,
        "seed is invalid": type(seed) is int and 0 <= seed <= 2**31 - 1,
        "switch is invalid": all(isinstance(parameters.get(name, True), bool) for name in ("watermark", "prompt_extend")),
    }
    return next((said for said, fine in checks.items() if not fine), "")
