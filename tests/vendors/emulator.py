"""What all emulators share: a server on loopback, a log of requests, faults to come, films. Never: a vendor's words.

A vendor's file derives one class named ``Emulator`` and fills ``reply``. Its faults are asked for by name with ``fault``, each
for the next order (or the next question, where the fault is one of polling).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

import av
import numpy as np

from onecrew.providers.catalogue import Vendor, catalogue

FAULTS = (
    "slow",
    "too many",
    "no money",
    "wrong key",
    "moderated before",
    "moderated after",
    "failed",
    "no video",
    "failure under 200",
    "expired link",
    "lost answer",
    "wrong content type",
    "truncated file",
    "server error",
)
"""``slow``: takes a few questions more. ``lost answer``: the job is taken, the connection ends. ``no video``: success without a
film. ``server error``: 500 after the job was taken. ``failed``: the vendor's own fault, while it films. The others are what they
say."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body or b"{}")


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered. ``cut``: bytes left out at the end although they are announced; ``lost``: nothing at all is answered."""

    status: int = 200
    json: Any = None
    body: bytes = b""
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int = 0
    lost: bool = False


@dataclass(slots=True)
class Job:
    """A job taken: what was asked, how often it was looked at, and what is to go wrong with it."""

    id: str
    asked: Any
    fault: str = ""
    looks: int = 0
    cancelled: bool = False

    def done(self) -> bool:
        """Done at the second look; a slow one at the fifth."""
        self.looks += 1
        return self.looks > (4 if self.fault == "slow" else 1)


class LoopbackEmulator:
    """A vendor on 127.0.0.1. Use it in a ``with``."""

    VENDOR: ClassVar[str]
    ENVIRONMENT: ClassVar[Mapping[str, str]]
    """The keys it accepts, by environment variable."""
    WITHOUT: ClassVar[tuple[str, ...]] = ()
    """Faults this vendor cannot have, each for a reason told in its file."""
    LISTS = False
    """Whether an order whose answer was lost can be found again."""

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self.requests: list[Asked] = []
        self.lock = threading.RLock()
        self._faults: list[str] = []
        self._address = ""
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None

    def __getstate__(self) -> dict[str, Any]:
        """For another process: where it is, its address or its folders."""
        return {name: value for name, value in vars(self).items() if isinstance(value, str | Path)}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        type(self).__init__(self)
        vars(self).update(state)

    def reply(self, asked: Asked) -> Reply:
        """What the vendor answers."""
        raise NotImplementedError

    def fault(self, name: str) -> None:
        """Let the next order meet this fault."""
        assert name in FAULTS, name
        self._faults.append(name)

    def coming(self) -> str:
        """The fault that the order now taken is to meet; empty when all goes well."""
        return self._faults.pop(0) if self._faults else ""

    def taken(self, asked: Any, fault: str = "", name: str = "") -> Job:
        """A new job."""
        job = Job(name or f"job-{len(self.jobs) + 1:04}", asked, fault)
        self.jobs[job.id] = job
        return job

    def forget_all(self) -> None:
        """Nothing was ever asked for."""
        self.jobs.clear()

    def count(self) -> int:
        """How many jobs were taken."""
        return len(self.jobs)

    @property
    def url(self) -> str:
        """Where it is."""
        assert self._address
        return self._address

    @property
    def vendor(self) -> Vendor:
        """The catalogue's vendor, moved to loopback and asked without pauses."""
        from dataclasses import replace

        return replace(catalogue().vendors[self.VENDOR], base=self.url + self.base_path(), poll=0)

    def base_path(self) -> str:
        """The path of the vendor's base, kept on loopback."""
        return urlsplit(catalogue().vendors[self.VENDOR].base).path.rstrip("/")

    def made(self, vendor_class: Any) -> Any:
        """The provider, speaking to this emulator."""
        return vendor_class(self.vendor)

    def __enter__(self) -> LoopbackEmulator:
        emulator = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def _serve(self) -> None:
                split = urlsplit(self.path)
                length = int(self.headers.get("content-length") or 0)
                asked = Asked(
                    self.command,
                    split.path,
                    dict(parse_qsl(split.query)),
                    {name.lower(): value for name, value in self.headers.items()},
                    self.rfile.read(length),
                )
                with emulator.lock:
                    emulator.requests.append(asked)
                    reply = emulator.reply(asked)
                if reply.lost:
                    self.close_connection = True
                    self.connection.close()
                    return
                body = json.dumps(reply.json).encode() if reply.json is not None else reply.body
                self.send_response(reply.status)
                self.send_header("content-type", reply.media_type)
                self.send_header("content-length", str(len(body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body[: len(body) - reply.cut])
                if reply.cut:
                    self.close_connection = True

            do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _serve

            def log_message(self, format: str, *args: Any) -> None:
                """Quiet: ``requests`` holds what came."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *told: object) -> None:
        assert self._server is not None
        assert self._thread is not None
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def film_reply(self, job: Job, seconds: Fraction, width: int, height: int) -> Reply:
        """The film of a job, or what its fault makes of it."""
        if job.fault == "expired link":
            return Reply(403, body=b"<Error><Code>AccessDenied</Code></Error>", media_type="application/xml")
        if job.fault == "wrong content type":
            return Reply(200, body=b"<html>Sign in</html>", media_type="text/html")
        data = film(seconds, width, height)
        return Reply(200, body=data, media_type="video/mp4", cut=len(data) // 2 if job.fault == "truncated file" else 0)


@cache
def film(seconds: Fraction, width: int, height: int, rate: int = 24) -> bytes:
    """A moving picture in H.264: a bright square goes over a shaded ground, a little each frame."""
    made = BytesIO()
    width, height = width + width % 2, height + height % 2
    ground = np.linspace(40, 120, height, dtype=np.uint8)[:, None, None] * np.ones((1, width, 3), np.uint8)
    with av.open(made, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=rate, options={"preset": "ultrafast", "crf": "28"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(round(seconds * rate)):
            picture = ground.copy()
            left = (number * 4) % (width - width // 4)
            picture[height // 3 : height // 2, left : left + width // 4] = 210
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
    return made.getvalue()
