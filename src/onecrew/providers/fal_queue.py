"""fal's queue and its storage, for whatever its models make. In: a model's path and input. Out: its result. Never: its client's own
retries, for a submit that is repeated is paid twice.

After fal's queue API and its client 1.0.3: a job is addressed by the first two parts of the model's path; COMPLETED is not success,
the error stands in the status or in the result; references must lie at an address, so they are uploaded to fal's storage first.
"""

from __future__ import annotations

from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.video import Reference, Ticket
from onecrew.units import Broken, ProviderError, Refused, Unanswered

_STORAGE = "https://rest.fal.ai"
_MODERATED = ("content_policy_violation", "no_media_generated", "safety", "nsfw")
_FAILED = ("runner_scheduling_failure", "runner_connection_timeout", "runner_disconnected", "internal_server_error")


class FalQueue:
    """The queue of one account. ``does``: what its models do, for messages: film, draw."""

    def __init__(self, vendor: Vendor | None, storage: str, does: str) -> None:
        self.vendor = vendor or catalogue().vendors["fal"]
        self.transport = Transport(self.vendor, self.headers, self._told)
        self._storage = storage or _STORAGE
        self._does = does

    def headers(self) -> dict[str, str]:
        """Those that carry the key."""
        return {"authorization": f"Key {self.transport.key()}"}

    def order(self, model: str, body: dict[str, Any]) -> Ticket:
        """Queue a job, once."""
        # The queue would try a failed job again by itself, at our cost.
        answer = self.transport.ask("POST", model, body=body, headers={"X-Fal-No-Retry": "1"}, orders=True)
        request = answer.at("request_id")
        if not isinstance(request, str) or not request:
            raise Unanswered("fal took the order and named no request_id")
        # Workflows and ComfyUI apps stand one step deeper (fal-client 1.0.3, APP_NAMESPACES).
        steps = 3 if model.startswith(("workflows/", "comfy/")) else 2
        return Ticket(f"{'/'.join(model.split('/')[:steps])}/requests/{request}")

    def result(self, ticket: Ticket) -> Answer | None:
        """The model's output, once the queue is done with it; None before."""
        status = self.transport.ask("GET", f"{ticket.job}/status")
        if status.at("status") in ("IN_QUEUE", "IN_PROGRESS"):
            return None
        if status.at("status") != "COMPLETED":
            raise Broken(f"fal says {status.at('status')!r} of {ticket.job}")
        if status.at("error"):
            raise self._failed(str(status.at("error")), str(status.at("error_type") or ""))
        return self.transport.ask("GET", ticket.job)

    def cancel(self, ticket: Ticket) -> bool:
        """Take it out of the queue; what runs already may go on."""
        try:
            return bool(self.transport.ask("PUT", f"{ticket.job}/cancel").at("status") == "CANCELLATION_REQUESTED")
        except Refused:
            return False

    def uploaded(self, reference: Reference) -> str:
        """The address fal gives a file of ours."""
        place = self.transport.ask(
            "POST",
            f"{self._storage}/storage/upload/initiate",
            params={"storage_type": "gcs"},
            body={
                "file_name": f"{reference.digest[:16]}.{reference.media_type.split('/')[-1]}",
                "content_type": reference.media_type,
            },
        )
        upload, address = place.at("upload_url"), place.at("file_url")
        if not isinstance(upload, str) or not isinstance(address, str):
            raise Broken("fal's storage gives no address for an upload")
        self.transport.upload(upload, reference.read(), reference.media_type)
        return address

    def _told(self, answer: Answer) -> ProviderError | None:
        """fal's words: ``detail`` is a text or a list of ``{loc, msg, type}``; the kind may stand in a header alone."""
        if answer.status != 422:
            return None
        detail = answer.at("detail")
        kind = str(answer.at("error_type") or answer.headers.get("x-fal-error-type", ""))
        if isinstance(detail, list):
            rows = [one for one in detail if isinstance(one, dict)]
            kind = kind or " ".join(str(one.get("type", "")) for one in rows)
            detail = "; ".join(str(one.get("msg", "")) for one in rows)
        return self._failed(str(detail or ""), kind)

    def _failed(self, said: str, kind: str) -> ProviderError:
        if any(word in f"{kind} {said}".lower() for word in _MODERATED):
            return Refused(f"fal's moderation will not {self._does} this: {said or kind}; change its words or its references")
        if kind in _FAILED or "request_timeout" in kind:
            return Broken(f"fal failed to {self._does} this ({kind}): {said}", billed=False)
        return Refused(f"fal will not {self._does} this ({kind or 'HTTP 422'}): {said}")
