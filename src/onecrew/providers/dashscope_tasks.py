"""Alibaba's Model Studio, for whatever its models make. In: a request, references. Out: answers, addresses. Never: the key for its
storage.

After Model Studio's references and dashscope 2.0.2 (November 2026). A failure may come under HTTP 200, at the top or in the task; a
task that is no longer kept is UNKNOWN after a day. Files of one's own lie for two days in its storage, bound to the model they were
sent for; an order that names one must say ``X-DashScope-OssResourceResolve``, or its ``oss://`` is no address to the model.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.video import Reference, Ticket
from onecrew.units import Broken, Busy, Digest, Expired, OutOfCredit, ProviderError, Refused, Unreachable, Unready

INLINE = 10_000_000
"""Characters of pictures that go inside one order. Model Studio takes ten MB for one; that much for all of them is careful."""
_TASKS = "/api/v1/tasks"
_UPLOADS = "/api/v1/uploads"
_STORAGE = ("*.aliyuncs.com",)
_MODERATED = ("DataInspection", "IPInfringementSuspect")
_UNPAID = ("Arrearage", "BillOverdue", "CommodityNotPurchased", "FreeTierOnly")


class DashScopeTasks:
    """The models of one account. ``does``: what they do, for messages: film, draw. ``seconds``: how long an answer may take."""

    def __init__(self, vendor: Vendor | None, does: str, seconds: float = 60.0) -> None:
        self.vendor = vendor or catalogue().vendors["dashscope"]
        self.transport = Transport(self.vendor, self._headers, self._told, seconds=seconds)
        self._does = does

    def order(self, path: str, body: dict[str, Any], addresses: Mapping[Digest, str], *, as_task: bool) -> Answer:
        """Send an order, once. ``addresses``: those of the references in its body."""
        headers = {"X-DashScope-Async": "enable"} if as_task else {}
        if any(one.startswith("oss://") for one in addresses.values()):
            headers["X-DashScope-OssResourceResolve"] = "enable"
        return self.transport.ask("POST", path, body=body, headers=headers, orders=True)

    def addresses(self, model: str, references: Sequence[Reference]) -> dict[Digest, str]:
        """What stands for each reference in an order of this model: small pictures themselves, all else a place in its storage."""
        found: dict[Digest, str] = {}
        room = INLINE
        for one in references:
            if one.digest in found:
                continue
            size = one.path.stat().st_size * 4 // 3 + 64
            if one.media_type.startswith("image/") and size <= room:
                found[one.digest] = f"data:{one.media_type};base64,{b64encode(one.read()).decode()}"
                room -= size
            else:
                found[one.digest] = self._uploaded(model, one)
        return found

    def result(self, ticket: Ticket) -> Answer | None:
        """The task, once it has succeeded; None before."""
        task = self.transport.ask("GET", f"{_TASKS}/{ticket.job}")
        status = task.at("output", "task_status")
        if status in ("PENDING", "RUNNING", "SUSPENDED"):
            return None
        if status == "FAILED":
            raise self._failed(str(task.at("output", "code") or ""), self.transport.safe(str(task.at("output", "message"))))
        if status in ("UNKNOWN", "CANCELED"):
            raise Expired(f"DashScope says {ticket.job} is {status}; it keeps tasks for a day")
        if status is None:
            raise Unreachable(self.transport.safe(f"DashScope did not say how the task goes ({said(task)})"))
        if status != "SUCCEEDED":
            raise Broken(f"DashScope says {status!r} of {ticket.job}")
        return task

    def cancel(self, ticket: Ticket) -> bool:
        """Take a task back that still waits; the vendor refuses for any other."""
        try:
            self.transport.ask("POST", f"{_TASKS}/{ticket.job}/cancel")
        except Refused:
            return False
        return True

    def _uploaded(self, model: str, reference: Reference) -> str:
        """Where a file of ours now lies. The leave to put it there ends after minutes, so each file asks for its own."""
        try:
            answer = self.transport.ask("GET", _UPLOADS, params={"action": "getPolicy", "model": model})
        except Expired as fact:
            raise Broken(f"{self.vendor.title} has no storage for {reference.path.name}; make it smaller: {fact}") from None
        leave = answer.at("data")
        names = ("upload_host", "upload_dir", "oss_access_key_id", "signature", "policy")
        if not isinstance(leave, dict) or not all(isinstance(leave.get(name), str) and leave[name] for name in names):
            raise Broken(self.transport.safe(f"DashScope gives no place for a reference ({said(answer)})"))
        most, size = leave.get("max_file_size_mb"), reference.path.stat().st_size
        if isinstance(most, int) and size > most * 1_000_000:
            what = f"{reference.path.name} has {size / 1e6:.0f} MB and DashScope takes {most} MB for {model}"
            raise Refused(f"{what}; make it smaller", billed=False)
        name = f"{reference.digest[:16]}.{reference.media_type.split('/')[-1]}"
        key = f"{leave['upload_dir']}/{name}"
        fields = {
            "OSSAccessKeyId": leave["oss_access_key_id"],
            "Signature": leave["signature"],
            "policy": leave["policy"],
            "key": key,
            "x-oss-object-acl": str(leave.get("x_oss_object_acl", "private")),
            "x-oss-forbid-overwrite": str(leave.get("x_oss_forbid_overwrite", "true")),
            "success_action_status": "200",
            "x-oss-content-type": reference.media_type,
        }
        file = (name, reference.read(), reference.media_type)
        self.transport.upload_form(leave["upload_host"], fields, file, hosts=_STORAGE)
        return f"oss://{key}"

    def _headers(self) -> Mapping[str, str]:
        return {"authorization": f"Bearer {self.transport.key()}"}

    def _told(self, answer: Answer) -> ProviderError | None:
        """DashScope's words for a request it did not take or could not do, under whatever status. A task's own failure is told by
        ``result``."""
        code = str(answer.at("code") or "")
        what = f"DashScope says {said(answer)}"
        if not code:
            return None
        if any(word in code for word in _UNPAID):
            return OutOfCredit(f"{what}; pay the bill or buy the model ({self.vendor.console})")
        if code.startswith("Throttling"):
            return Busy(what)
        if code == "InvalidApiKey":
            return Unready(f"{what}; check {' and '.join(self.vendor.keys)}: keys belong to a region ({self.vendor.console})")
        if any(word in code for word in _MODERATED) or code == "InternalError.Algo":
            return self._failed(code, str(answer.at("message") or ""))
        if code.startswith("Invalid") or code == "UnsupportedOperation":
            return Refused(what, billed=False)
        return None

    def _failed(self, code: str, why: str) -> ProviderError:
        """Why nothing was made; DashScope bills none of these."""
        if "IPInfringementSuspect" in code:
            what = f"DashScope suspects somebody else's rights in this ({code}: {why})"
            return Refused(f"{what}; change words and pictures", billed=False)
        if "DataInspection" in code:
            what = f"DashScope's moderation will not {self._does} or show this ({code}: {why})"
            return Refused(f"{what}; change words and pictures", billed=False)
        if code.startswith("InvalidParameter"):
            return Refused(f"DashScope will not {self._does} this ({code}: {why})", billed=False)
        return Broken(f"DashScope failed to {self._does} this ({code or 'no code'}: {why})", billed=False)


def said(answer: Answer) -> str:
    """An answer's code and words, and the request by which the vendor finds it again."""
    return f"{answer.at('code')}: {answer.at('message')}; request {answer.at('request_id')}"
