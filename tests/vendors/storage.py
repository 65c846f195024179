"""Object storage that takes a form with a signed leave, as OSS and S3 do. In: a form. Out: a file kept. Never: anybody's key."""

from __future__ import annotations

from collections.abc import Sequence
from email import message_from_bytes

from .emulator import Asked, Reply


class FormStorage:
    """``files``: what was put there, by its key. ``ended``: leaves end before they are used. ``needs``: fields of a form."""

    def __init__(self, needs: Sequence[str]) -> None:
        self.files: dict[str, bytes] = {}
        self.ended = False
        self._needs = needs
        self._leaves: dict[str, str] = {}

    def leave(self, folder: str) -> str:
        """Leave to put one file into a folder, to be sent as the form's policy."""
        policy = f"policy-{len(self._leaves) + 1}"
        self._leaves[policy] = folder
        return policy

    def reply(self, asked: Asked) -> Reply:
        """The answer to a form."""
        if asked.method != "POST" or "authorization" in asked.headers:
            return _error(400, "InvalidArgument", "Only one auth mechanism is allowed.")
        fields = _form(asked)
        if not fields or fields[-1][0] != "file":
            return _error(400, "InvalidArgument", "The file must be the last field of the form.")
        told = {name: data.decode() for name, data in fields[:-1]}
        if lacking := [name for name in self._needs if not told.get(name)]:
            return _error(400, "InvalidArgument", f"Bucket POST must contain the field {lacking[0]!r}.")
        folder = self._leaves.pop(told["policy"], None)
        if folder is None or self.ended:
            return _error(403, "AccessDenied", "Invalid according to Policy: Policy expired.")
        if not told["key"].startswith(f"{folder}/"):
            return _error(403, "AccessDenied", "Invalid according to Policy: Policy Condition failed.")
        self.files[told["key"]] = fields[-1][1]
        return Reply(200, body=b"", media_type="text/plain")


def _form(asked: Asked) -> list[tuple[str, bytes]]:
    """The fields of a form as they come, each by its name."""
    kind = asked.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        return []
    message = message_from_bytes(f"content-type: {kind}\r\n\r\n".encode() + asked.body)
    parts = [one for one in message.walk() if not one.is_multipart()]
    return [(str(one.get_param("name", header="content-disposition")), bytes(one.get_payload(decode=True))) for one in parts]


def _error(status: int, code: str, said: str) -> Reply:
    xml = f"<Error><Code>{code}</Code><Message>{said}</Message></Error>"
    return Reply(status, body=xml.encode(), media_type="application/xml")
