"""Films from PixVerse. In: a ShotOrder. Out: Footage. Never: templates, effects, a trace id twice.

After docs.platform.pixverse.ai (November 2026). Every answer is an HTTP 200 with ``ErrCode``, 0 when all is well; only a picture
that is refused comes as HTTP 500, with the fields in small letters. A call needs an ``Ai-trace-id`` of its own, for one that is
repeated may bring the earlier answer. Pictures are uploaded first and go by number; with a picture there is no ratio. States are
numbers. Lip-sync is a model like the others: film and voice are uploaded, 50 MB and half a minute each at most, and its film is
asked for as any other is.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, Reference, ShotOrder, Ticket
from onecrew.units import Broken, Busy, Expired, OutOfCredit, ProviderError, Refused, Unanswered, Unreachable, Unready

_API = "/openapi/v2"
_DONE, _RUNNING, _DELETED, _MODERATED, _FAILED = 1, 5, 6, 7, 8
_BAD_KEY = (10003, 10005, 400012)
_BAD_INPUT = (400011, 400013, 400017, 400018, 400019, 400032, 500020)
_NO_MONEY = (500043, 500090)
_BUSY = (500044, 500069)
_REFUSED_INPUT = (500052, 500063)
_REFUSED_OUTPUT = (500054,)
_GONE = (500008,)
_LIP_SYNC = "lip_sync"
"""The model's id in the catalogue, and its path."""
_ENDINGS = {
    "video/mp4": "mp4",
    "video/mov": "mov",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/wave": "wav",
    "audio/x-m4a": "m4a",
    "audio/aac": "aac",
}
"""Media types that are taken, and what their files' names end in."""
_LARGEST = 50_000_000


class PixVerse:
    """V6, V6-Max, C1, and lip-sync."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["pixverse"]
        self._transport = Transport(self._vendor, self._headers, self._told)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Upload the frames, then order the film: from text, from one picture, or between two; or a film's lips to follow a
        voice."""
        path, body = self._lips(order) if order.model == _LIP_SYNC else self._shot(order)
        answer = self._transport.ask("POST", f"{_API}/video/{path}/generate", body=body, orders=True)
        job = answer.at("Resp", "video_id")
        if not isinstance(job, int | str) or not job:
            raise Unanswered(
                self._transport.safe(f"PixVerse answered the order with no film's number ({_code(answer)}: {_said(answer)})")
            )
        return Ticket(str(job))

    def _shot(self, order: ShotOrder) -> tuple[str, dict[str, Any]]:
        """The path and the body of a film, its frames uploaded."""
        frames = order.of("first frame", "last frame")
        if len(frames) != len(order.references):
            raise Refused("PixVerse films from a first and a last frame and takes no other reference; leave it out of the shot")
        if order.of("last frame") and not order.of("first frame"):
            raise Refused("PixVerse needs a first frame where a last one is given; give both")
        return _request(order, {one.role: self._picture(one) for one in frames})

    def _lips(self, order: ShotOrder) -> tuple[str, dict[str, Any]]:
        """The path and the body of a lip-sync, its film and its voice uploaded."""
        films, voices = order.of("video"), order.of("audio")
        if len(films) != 1 or len(voices) != 1 or len(order.references) != 2:
            raise Refused("PixVerse's lip-sync takes one film and one voice, and nothing else; give a video and an audio reference")
        for one in order.references:
            size = one.path.stat().st_size
            if one.media_type not in _ENDINGS or not one.media_type.startswith(one.role):
                raise Refused(f"PixVerse's lip-sync does not take {one.media_type} as {one.role}; give MP4, and WAV or MP3")
            if size > _LARGEST:
                raise Refused(f"the {one.role} has {size / 1e6:.0f} MB and PixVerse takes 50; make it smaller")
        return _LIP_SYNC, {"video_media_id": self._media(films[0]), "audio_media_id": self._media(voices[0])}

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film, once its number's state is 1."""
        answer = self._transport.ask("GET", f"{_API}/video/result/{ticket.job}")
        status = answer.at("Resp", "status")
        if status is None:
            raise Unreachable(self._transport.safe(f"PixVerse did not say how the film goes ({_code(answer)}: {_said(answer)})"))
        if status == _RUNNING:
            return None
        if status == _DELETED:
            raise Expired(f"PixVerse has deleted the film {ticket.job}")
        if status == _MODERATED:
            raise Refused("PixVerse's moderation will not show what was filmed (state 7); change the shot's words or its frames")
        if status == _FAILED:
            raise Broken(f"PixVerse failed to film {ticket.job} (state 8)")
        if status != _DONE:
            raise Broken(f"PixVerse says state {status!r} of {ticket.job}, which is not known")
        url, seed = answer.at("Resp", "url"), answer.at("Resp", "seed")
        if not isinstance(url, str) or not url:
            raise Broken(f"PixVerse says {ticket.job} is done and gives no film")
        return Footage(self._transport.download(url, into), None, seed if isinstance(seed, int) else None)

    def cancel(self, ticket: Ticket) -> bool:
        """PixVerse cannot."""
        return False

    def find(self, order: ShotOrder) -> Ticket | None:
        """PixVerse keeps no mark of ours."""
        raise LookupError("PixVerse cannot be asked for an order by a mark")

    def _headers(self) -> Mapping[str, str]:
        """The key, and a trace id that no other call has."""
        return {"API-KEY": self._transport.key(), "Ai-trace-id": str(uuid4())}

    def _picture(self, reference: Reference) -> int:
        """The number PixVerse gives a picture of ours."""
        return self._uploaded(reference, "image", reference.media_type.split("/")[-1], "img_id")

    def _media(self, reference: Reference) -> int:
        """The number PixVerse gives a film or a voice of ours."""
        return self._uploaded(reference, "media", _ENDINGS[reference.media_type], "media_id")

    def _uploaded(self, reference: Reference, kind: str, ending: str, number_at: str) -> int:
        file = (f"{reference.digest[:16]}.{ending}", reference.read(), reference.media_type)
        field = "image" if kind == "image" else "file"
        answer = self._transport.ask("POST", f"{_API}/{kind}/upload", files={field: file})
        number = answer.at("Resp", number_at)
        if not isinstance(number, int) or not number:
            what = f"{_code(answer)}: {_said(answer)}"
            raise Unreachable(self._transport.safe(f"PixVerse did not take the {reference.role} ({what}); nothing was ordered"))
        return number

    def _told(self, answer: Answer) -> ProviderError | None:
        """PixVerse's codes, whatever the HTTP status."""
        code = _code(answer)
        what = f"PixVerse says {code}: {_said(answer)}"
        if code in _BAD_KEY:
            return Unready(f"{what}; check {' and '.join(self._vendor.keys)} ({self._vendor.console})")
        if code in _NO_MONEY:
            return OutOfCredit(f"{what}; buy credits ({self._vendor.console})")
        if code in _BUSY:
            return Busy(what)
        if code in _REFUSED_INPUT:
            return Refused(f"PixVerse's moderation will not film this ({what}); change the words or the frames", billed=False)
        if code in _REFUSED_OUTPUT:
            return Refused(f"PixVerse's moderation will not show what was filmed ({what}); change the shot's words or its frames")
        if code in _BAD_INPUT:
            return Refused(what, billed=False)
        if code in _GONE:
            return Expired(what)
        return None


def _request(order: ShotOrder, pictures: Mapping[str, int]) -> tuple[str, dict[str, Any]]:
    """The kind of film in the path, and the body."""
    body: dict[str, Any] = {
        "prompt": order.prompt,
        "model": order.model,
        "duration": int(order.seconds),
        "quality": order.resolution.lower(),
        "generate_audio_switch": order.sound,
    }
    if order.seed is not None:
        body["seed"] = order.seed
    if "last frame" in pictures:
        return "transition", body | {"first_frame_img": pictures["first frame"], "last_frame_img": pictures["last frame"]}
    if "first frame" in pictures:
        return "img", body | {"img_id": pictures["first frame"]}
    return "text", body | {"aspect_ratio": order.aspect}


def _code(answer: Answer) -> Any:
    """The code, in either spelling; 0 and None are no error."""
    code = answer.at("ErrCode")
    return answer.at("err_code") if code is None else code


def _said(answer: Answer) -> str:
    return str(answer.at("ErrMsg") or answer.at("err_msg") or "no reason given")
