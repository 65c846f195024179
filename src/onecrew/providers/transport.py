"""How vendors are spoken to: one HTTP client, its limits and its errors. In: requests. Out: answers and files. Never: a second
attempt.

A key goes only to the vendor's own host, and never into a message. What is downloaded is bytes from a stranger: it has a size
limit and comes from the hosts the catalogue names.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import httpx2

from onecrew.providers.catalogue import Vendor
from onecrew.units import Broken, Busy, Expired, OutOfCredit, ProviderError, Refused, Unanswered, Unreachable, Unready

LARGEST = 2_000_000_000
"""Bytes of a download."""
_LARGEST_ANSWER = 64_000_000
_HOPS = 5
_LONGEST_WAIT = Fraction(3600)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a vendor said: the HTTP status, its headers (lower case), and the JSON, ``{}`` where there is none."""

    status: int
    headers: Mapping[str, str]
    json: Any
    text: str = ""

    def at(self, *path: str | int) -> Any:
        """What stands at a path in the JSON, None where it ends before: ``at("data", 0, "id")``."""
        found = self.json
        for step in path:
            if isinstance(step, int) and isinstance(found, list) and step < len(found):
                found = found[step]
            elif isinstance(step, str) and isinstance(found, dict):
                found = found.get(step)
            else:
                return None
        return found


File = tuple[str, bytes, str]
"""A file of a form: its name, its bytes, its media type."""
Told = Callable[[Answer], ProviderError | None]
"""A vendor's own words for an error; None: it has none for this answer."""


@dataclass(slots=True)
class Transport:
    """Speaks to one vendor. ``headers`` gives the headers that carry the key; ``told`` reads the vendor's own errors."""

    vendor: Vendor
    headers: Callable[[], Mapping[str, str]]
    told: Told = lambda answer: None
    seconds: float = 60.0
    _client: httpx2.Client | None = field(default=None, repr=False)

    def key(self, name: str = "") -> str:
        """The vendor's key from the environment.

        Raises:
            Unready: it is not set.
        """
        name = name or self.vendor.keys[0]
        found = os.environ.get(name, "").strip()
        if not found:
            raise Unready(f"{self.vendor.title} needs a key: set {name} in the environment ({self.vendor.console})")
        return found

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        params: Mapping[str, str | int] | None = None,
        files: Mapping[str, File] | Sequence[tuple[str, File]] | None = None,
        form: Mapping[str, str | Sequence[str]] | None = None,
        headers: Mapping[str, str] | None = None,
        orders: bool = False,
    ) -> Answer:
        """One request below the vendor's base. ``orders``: it may cost money, so an answer that does not come leaves it unknown.
        ``files`` as pairs, and lists in ``form``, are fields that come several times.

        Raises:
            ProviderError: of the kind that the status, or the vendor's own words, mean.
        """
        response = self._sent(
            method,
            path,
            orders,
            json=body,
            params=dict(params) if params else None,
            files=files,
            data=form,
            headers={"accept": "application/json", **self.headers(), **(headers or {})},
        )
        return self._read(response, orders)

    def ask_bytes(self, method: str, path: str, *, body: Any = None, orders: bool = False) -> tuple[Answer, bytes]:
        """Like ``ask``, where a success is a file and only a failure is JSON.

        Raises:
            ProviderError: as ``ask``; ``Broken`` where JSON or text stands in place of the file.
        """
        response = self._sent(method, path, orders, json=body, headers={"accept": "*/*", **self.headers()})
        answer, _ = self._understood(response, orders)
        kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind == "application/json" or kind.startswith("text/"):
            said = " ".join(answer.text.split())[:300]
            raise Broken(self.safe(f"{self.vendor.title} sent {kind} where a file should be: {said}"))
        return answer, response.content

    def _sent(self, method: str, path: str, orders: bool, **request: Any) -> httpx2.Response:
        url = path if "://" in path else f"{self.vendor.base.rstrip('/')}/{path.lstrip('/')}"
        self._own(url)
        try:
            return self.client.request(method, url, **request)
        except (
            httpx2.ConnectError,
            httpx2.ConnectTimeout,
            httpx2.PoolTimeout,
            httpx2.UnsupportedProtocol,
            httpx2.ProxyError,
        ) as fact:
            raise Unreachable(self.safe(f"{self.vendor.title} cannot be reached: {fact or type(fact).__name__}")) from None
        except httpx2.HTTPError as fact:
            raise self._unanswered(type(fact).__name__ + (f": {fact}" if str(fact) else ""), orders) from None

    def download(
        self, url: str, into: Path, *, headers: Mapping[str, str] | None = None, limit: int = LARGEST, what: str = "file"
    ) -> Path:
        """A file of the vendor's, whole or not at all. Headers (a key) go only to the vendor's own host. ``what``: its name in
        messages.

        Raises:
            Expired: it is no longer there.
            Broken: it is too large, shorter than announced, or elsewhere than the vendor's hosts.
            Busy, Unreachable: ask again later.
        """
        for _ in range(_HOPS):
            self._allowed(url, f"keeps the {what}")
            sent = dict(headers or {}) if self._is_base(url) else {}
            try:
                with self.client.stream("GET", url, headers=sent) as response:
                    if response.is_redirect:
                        url = str(response.next_request.url) if response.next_request is not None else ""
                        continue
                    return self._write(response, into, limit, what)
            except httpx2.HTTPError as fact:
                raise Unreachable(
                    self.safe(f"the {what} did not come from {self.vendor.title}: {fact or type(fact).__name__}")
                ) from None
        raise Broken(f"{self.vendor.title} sends from one address to the next and never to a {what}")

    def upload(self, url: str, data: bytes, media_type: str) -> None:
        """Put a file where the vendor said, without the key.

        Raises:
            Broken, Unreachable: it could not be put there. Nothing was ordered.
        """
        self._put("PUT", url, (), content=data, headers={"content-type": media_type})

    def upload_form(self, url: str, fields: Mapping[str, str], file: File, hosts: tuple[str, ...] = ()) -> None:
        """Post a file, after the fields the vendor gave with the address, without the key. ``hosts``: those of its storage, which
        may take files and give none.

        Raises:
            Busy: the leave to put it there has ended; order again.
            Broken, Unreachable: as ``upload``.
        """
        self._put("POST", url, hosts, data=fields, files={"file": file})

    def _put(self, method: str, url: str, hosts: tuple[str, ...], **request: Any) -> None:
        self._allowed(url, "wants a reference put", hosts)
        try:
            response = self.client.request(method, url, **request)
        except httpx2.HTTPError as fact:
            raise Unreachable(self.safe(f"a reference could not be sent to {self.vendor.title}: {fact}")) from None
        if response.status_code == 403 and b"expired" in response.content[:4096].lower():
            raise Busy(f"the leave that {self.vendor.title} gave for a reference has ended before it was there; order again")
        if not 200 <= response.status_code < 300:
            raise Broken(f"{self.vendor.title} did not take a reference (HTTP {response.status_code})")

    @property
    def client(self) -> httpx2.Client:
        """The client, made on first use; proxies and certificates as the environment says."""
        if self._client is None:
            self._client = httpx2.Client(
                timeout=httpx2.Timeout(self.seconds, connect=15.0), limits=httpx2.Limits(max_connections=16)
            )
        return self._client

    def safe(self, text: str) -> str:
        """The text with every key and secret of the vendor blotted out, and cut to a readable length."""
        for name in self.vendor.keys:
            secret = os.environ.get(name, "").strip()
            if len(secret) >= 4:
                text = text.replace(secret, "•••")
        return text if len(text) <= 600 else text[:597] + "…"

    def _write(self, response: httpx2.Response, into: Path, limit: int, what: str) -> Path:
        if response.status_code in (401, 403, 404, 410):
            raise Expired(f"{self.vendor.title} no longer keeps this {what} (HTTP {response.status_code})")
        if response.status_code >= 500 or response.status_code == 429:
            raise Busy(f"{self.vendor.title} cannot give the {what} now (HTTP {response.status_code})", wait=_wait(response))
        if response.status_code != 200:
            raise Broken(f"{self.vendor.title} answered HTTP {response.status_code} where the {what} should be")
        media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
        if media_type.startswith("text/") or media_type in ("application/json", "application/xml"):
            raise Broken(f"{self.vendor.title} sent {media_type} where the {what} should be")
        announced = response.headers.get("content-length")
        if announced is not None and announced.isdigit() and int(announced) > limit:
            raise Broken(f"the {what} of {self.vendor.title} has {int(announced) / 1e6:.0f} MB; the limit is {limit / 1e6:.0f} MB")
        size = 0
        part = into.with_name(into.name + ".part")
        try:
            with part.open("wb") as file:
                for block in response.iter_bytes(1 << 16):
                    size += len(block)
                    if size > limit:
                        raise Broken(f"the {what} of {self.vendor.title} is larger than the limit of {limit / 1e6:.0f} MB")
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
            encoded = response.headers.get("content-encoding", "identity") != "identity"
            if announced is not None and announced.isdigit() and not encoded and size != int(announced):
                raise Busy(f"the {what} of {self.vendor.title} broke off after {size} of {announced} bytes")
            part.replace(into)
        finally:
            with suppress(FileNotFoundError):
                part.unlink()
        return into

    def _read(self, response: httpx2.Response, orders: bool) -> Answer:
        answer, is_json = self._understood(response, orders)
        if not is_json:
            raise self._unanswered(f"{answer.headers.get('content-type', 'no content type')} where JSON should be", orders)
        return answer

    def _understood(self, response: httpx2.Response, orders: bool) -> tuple[Answer, bool]:
        """A success, and whether it is JSON; every failure is raised."""
        text, parsed = "", None
        if len(response.content) > _LARGEST_ANSWER:
            raise self._unanswered(f"an answer of {len(response.content) / 1e6:.0f} MB", orders)
        with suppress(UnicodeDecodeError):
            text = response.content.decode()
        with suppress(json.JSONDecodeError):
            parsed = json.loads(text) if text.strip() else {}
        headers = {name.lower(): value for name, value in response.headers.items()}
        answer = Answer(response.status_code, headers, {} if parsed is None else parsed, text)
        told = self.told(answer)
        if told is not None:
            told.args = tuple(self.safe(str(one)) for one in told.args)
            if told.wait is None:
                told.wait = _wait(response)
            raise told
        status = response.status_code
        said = self.safe(" ".join(text.split())[:300])
        what = f"{self.vendor.title} answered HTTP {status}" + (f": {said}" if said else "")
        if status == 429 or status in (503, 529):
            raise Busy(what, wait=_wait(response))
        if status in (500, 502, 504):
            raise self._unanswered(f"HTTP {status}" + (f": {said}" if said else ""), orders)
        if status == 402:
            raise OutOfCredit(what)
        if status in (401, 403):
            raise Unready(f"{what}; check {' and '.join(self.vendor.keys)} ({self.vendor.console})")
        if status in (404, 410) and not orders:
            raise Expired(what)
        if 400 <= status < 500:
            raise Refused(what)
        if not 200 <= status < 300:
            raise Broken(what)
        return answer, parsed is not None

    def _unanswered(self, fact: str, orders: bool) -> ProviderError:
        if orders:
            return Unanswered(self.safe(f"{self.vendor.title} was asked and did not answer ({fact})"))
        return Unreachable(self.safe(f"{self.vendor.title} did not answer ({fact})"))

    def _is_base(self, url: str) -> bool:
        base, there = httpx2.URL(self.vendor.base), httpx2.URL(url)
        return (base.scheme, base.host, base.port) == (there.scheme, there.host, there.port)

    def _own(self, url: str) -> None:
        there = httpx2.URL(url)
        if not self._is_base(url) and not (_named(there, self.vendor.also) and there.scheme == "https"):
            raise Broken(f"{self.vendor.title} wants its key sent to {there.host}, which is not its own host")

    def _allowed(self, url: str, does: str, hosts: tuple[str, ...] = ()) -> None:
        try:
            there = httpx2.URL(url)
        except httpx2.InvalidURL:
            raise Broken(f"{self.vendor.title} gives an address that is none") from None
        if not self._is_base(url) and not (_named(there, self.vendor.files + hosts) and there.scheme == "https"):
            raise Broken(
                f"{self.vendor.title} {does} at {there.scheme}://{there.host}, which is not among the hosts it is known to "
                f"use; if it is right, add it as files under [vendors.{self.vendor.name}] in your own catalogue.toml"
            )


def _named(url: httpx2.URL, hosts: tuple[str, ...]) -> bool:
    return any(url.host == host or (host.startswith("*.") and url.host.endswith(host[1:])) for host in hosts)


def _wait(response: httpx2.Response) -> Fraction | None:
    """Seconds of ``Retry-After``: a number, or a date seen from the vendor's own clock, which may differ from ours."""
    said = response.headers.get("retry-after", "").strip()
    if not said:
        return None
    with suppress(ValueError):
        return max(Fraction(0), min(_LONGEST_WAIT, Fraction(said)))
    with suppress(ValueError, TypeError):
        now = parsedate_to_datetime(response.headers["date"]) if "date" in response.headers else datetime.now(UTC)
        left = (parsedate_to_datetime(said) - now).total_seconds()
        return max(Fraction(0), min(_LONGEST_WAIT, Fraction(round(left))))
    return None
