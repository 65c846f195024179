"""A ComfyUI server, on loopback: its queue, history, files, and the inputs of the nodes it has.

It takes no key and no money, refuses nobody and moderates nothing: ``no money``, ``wrong key``, ``too many``, ``moderated before``
and ``moderated after`` cannot be.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

from .emulator import Asked, Job, LoopbackEmulator, Reply

NODES: dict[str, dict[str, type]] = {
    "UNETLoader": {"unet_name": str},
    "CLIPLoader": {"clip_name": str},
    "VAELoader": {"vae_name": str},
    "CLIPTextEncode": {"text": str, "clip": list},
    "LoadImage": {"image": str},
    "WanImageToVideo": {"width": int, "height": int, "length": int, "start_image": list},
    "KSampler": {"seed": int, "model": list, "positive": list, "latent_image": list},
    "VAEDecode": {"samples": list, "vae": list},
    "CreateVideo": {"images": list, "fps": float},
    "SaveVideo": {"video": list, "filename_prefix": str},
}
"""By class: the inputs it must have. A list is a link to another node's output."""
WORKFLOW: dict[str, Any] = {
    "1": {"class_type": "UNETLoader", "inputs": {"unet_name": "wan.safetensors"}},
    "2": {"class_type": "CLIPLoader", "inputs": {"clip_name": "umt5.safetensors"}},
    "3": {"class_type": "VAELoader", "inputs": {"vae_name": "wan_vae.safetensors"}},
    "4": {"class_type": "CLIPTextEncode", "inputs": {"text": "cinematic, {{prompt}}", "clip": ["2", 0]}},
    "5": {"class_type": "LoadImage", "inputs": {"image": "{{first_frame}}"}},
    "6": {
        "class_type": "WanImageToVideo",
        "inputs": {"width": "{{width}}", "height": "{{height}}", "length": "{{frames_plus_one}}", "start_image": ["5", 0]},
    },
    "7": {
        "class_type": "KSampler",
        "inputs": {"seed": "{{seed}}", "model": ["1", 0], "positive": ["4", 0], "latent_image": ["6", 0]},
    },
    "8": {"class_type": "VAEDecode", "inputs": {"samples": ["7", 0], "vae": ["3", 0]}},
    "9": {"class_type": "CreateVideo", "inputs": {"images": ["8", 0], "fps": "{{rate}}"}},
    "10": {"class_type": "SaveVideo", "inputs": {"video": ["9", 0], "filename_prefix": "onecrew"}},
}


def save_workflow(home: Path, workflow: dict[str, Any], name: str = "workflow") -> Path:
    """A workflow where a user would save it."""
    file = home / "comfyui" / f"{name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(workflow), encoding="utf-8")
    return file


class Emulator(LoopbackEmulator):
    """``key``: under what its saving node lists the film. ``changing``: a job leaves the queue between two questions."""

    VENDOR = "comfyui"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {}
    WITHOUT = ("no money", "wrong key", "too many", "moderated before", "moderated after")
    LISTS = True

    def __init__(self) -> None:
        super().__init__()
        self.uploads: set[str] = set()
        self.key = "images"
        self.changing = False
        self.error = ("KSampler", "RuntimeError", "The sampler failed.")

    def __enter__(self) -> LoopbackEmulator:
        home = os.environ.get("ONECREW_HOME")
        if home:
            save_workflow(Path(home), WORKFLOW)
        return super().__enter__()

    def reply(self, asked: Asked) -> Reply:
        if (asked.method, asked.path) == ("POST", "/upload/image"):
            return self._upload(asked)
        if (asked.method, asked.path) == ("POST", "/prompt"):
            return self._queue(asked)
        if asked.path == "/queue":
            return self._queued(asked)
        if (asked.method, asked.path) == ("POST", "/interrupt"):
            self.jobs[asked.json["prompt_id"]].cancelled = True
            return Reply(body=b"", media_type="text/plain")
        if asked.path.startswith("/history/"):
            return self._history(asked.path.rsplit("/", 1)[1])
        if asked.path == "/view":
            return self._view(asked)
        return Reply(404, body=b"404: Not Found", media_type="text/plain")

    def _upload(self, asked: Asked) -> Reply:
        name = re.search(rb'name="image"; filename="([^"]+)"', asked.body)
        if name is None:
            return Reply(400, body=b"", media_type="text/plain")
        self.uploads.add(name[1].decode())
        return Reply(json={"name": name[1].decode(), "subfolder": "", "type": "input"})

    def _queue(self, asked: Asked) -> Reply:
        prompt = asked.json.get("prompt")
        errors = self._errors(prompt)
        if errors is None:
            said = {"type": "no_prompt", "message": "No prompt provided", "details": "No prompt provided", "extra_info": {}}
            return Reply(400, {"error": said, "node_errors": {}})
        if errors:
            said = {"type": "prompt_outputs_failed_validation", "message": "Prompt outputs failed validation", "details": ""}
            return Reply(400, {"error": said, "node_errors": errors})
        fault = self.coming()
        job = self.taken(prompt, fault, str(asked.json.get("prompt_id") or uuid4()))
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return Reply(500, body=b"500 Internal Server Error", media_type="text/plain")
        told = _node_error("10", "SaveVideo", "Required input is missing") if fault == "failure under 200" else {}
        return Reply(json={"prompt_id": job.id, "number": len(self.jobs), "node_errors": told})

    def _errors(self, prompt: Any) -> dict[str, Any] | None:
        """What is wrong with each node; None where there is no workflow at all."""
        if not isinstance(prompt, dict) or not prompt:
            return None
        errors: dict[str, Any] = {}
        for number, node in prompt.items():
            kind = node.get("class_type")
            if kind not in NODES:
                errors |= _node_error(number, kind, f"Node '{kind}' not found. The custom node may not be installed.")
                continue
            for name, wanted in NODES[kind].items():
                value = node["inputs"].get(name)
                if not isinstance(value, wanted) or isinstance(value, bool):
                    errors |= _node_error(number, kind, f"Failed to convert an input value to a {wanted.__name__} value: {name}")
                elif wanted is list and value[0] not in prompt:
                    errors |= _node_error(number, kind, f"Bad linked input: {name}")
            if kind == "LoadImage" and node["inputs"].get("image") not in self.uploads:
                errors |= _node_error(number, kind, f"Invalid image file: {node['inputs'].get('image')}")
        return errors

    def _queued(self, asked: Asked) -> Reply:
        if asked.method == "POST":
            for name in asked.json["delete"]:
                self.jobs[name].cancelled = True
            return Reply(body=b"", media_type="text/plain")
        waiting = [job for job in self.jobs.values() if not job.cancelled and not self._over(job)]
        if self.changing:
            for job in waiting:
                job.looks = 9
            waiting = []
        shown = [[number, job.id, job.asked, {}, ["10"]] for number, job in enumerate(waiting)]
        running = [one for one, job in zip(shown, waiting, strict=True) if job.looks]
        return Reply(json={"queue_running": running, "queue_pending": [one for one in shown if one not in running]})

    def _over(self, job: Job) -> bool:
        return job.looks > (4 if job.fault == "slow" else 1)

    def _history(self, name: str) -> Reply:
        job = self.jobs.get(name)
        if job is None or (job.cancelled and not job.looks):
            return Reply(json={})
        if job.cancelled:
            status = {"status_str": "error", "completed": False, "messages": [["execution_interrupted", {"prompt_id": name}]]}
            return Reply(json={name: {"prompt": [], "outputs": {}, "status": status}})
        if not job.done():
            return Reply(json={})
        if job.fault == "failed":
            node, kind, said = self.error
            told = {"prompt_id": name, "node_id": "7", "node_type": node, "exception_type": kind, "exception_message": said}
            status = {"status_str": "error", "completed": False, "messages": [["execution_start", {}], ["execution_error", told]]}
            return Reply(json={name: {"prompt": [], "outputs": {}, "status": status}})
        film = {"filename": f"onecrew_{name}_.mp4", "subfolder": "", "type": "output"}
        preview = {"filename": "preview.mp4", "subfolder": "", "type": "temp"}
        picture = {"filename": "still.png", "subfolder": "", "type": "output"}
        outputs = (
            {"8": {"images": [picture]}} if job.fault == "no video" else {"8": {"images": [preview]}, "10": {self.key: [film]}}
        )
        status = {"status_str": "success", "completed": True, "messages": [["execution_success", {"prompt_id": name}]]}
        return Reply(json={name: {"prompt": [], "outputs": outputs, "status": status}})

    def _view(self, asked: Asked) -> Reply:
        found = re.fullmatch(r"onecrew_(.+)_\.mp4", asked.query.get("filename", ""))
        if found is None or found[1] not in self.jobs or asked.query.get("type") != "output":
            return Reply(404, body=b"", media_type="application/octet-stream")
        job = self.jobs[found[1]]
        nodes = {node["class_type"]: node["inputs"] for node in job.asked.values()}
        made = nodes["WanImageToVideo"]
        seconds = Fraction(made["length"] - 1) / Fraction(nodes["CreateVideo"]["fps"])
        return self.film_reply(job, seconds, made["width"], made["height"])


def _node_error(number: str, kind: str, said: str) -> dict[str, Any]:
    told = {"type": "invalid_input", "message": said, "details": "", "extra_info": {}}
    return {number: {"errors": [told], "dependent_outputs": ["10"], "class_type": kind}}
