"""PP-OCRv6 on ONNX Runtime through RapidOCR: Chinese, Japanese and the languages written in Latin letters.

In: pixels. Out: rows of text. Never: downloads, files, the model that turns pictures upside down (films stand upright).

Rows are found in a picture made small (its shorter side ``_FINDER_SIDE`` pixels at most): the time of the finder grows with the
area, and letters of a subtitle are still 20 pixels high there. They are recognised at full size. The recogniser's
alphabet has every accent of French, Spanish and Portuguese but no "¡".
"""

from __future__ import annotations

import threading
import unicodedata
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onecrew.providers import weights
from onecrew.providers.ocr import Picture, Quad, Reading
from onecrew.providers.offer import Offer
from onecrew.units import Money, Refused, Unreachable

_FINDER_SIDE = 736
LANGUAGES = ("de", "en", "es", "fr", "id", "it", "ja", "nl", "pt", "vi", "zh")
"""Languages whose letters the recogniser knows, of those that onecrew's shows are made in."""


class Rapid:
    """Reading by PP-OCRv6 small. Safe to call from several threads; one call works at a time."""

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._engine: Any = None
        self._lock = threading.Lock()

    def offer(self) -> Offer:
        """Free, local, and ready when its weights are."""
        lacking = [state for state in weights.states(("pp-ocr-v6",)) if state.state != "ready"]
        return Offer(
            name="rapidocr",
            languages=LANGUAGES,
            price=Money(0),
            unit="picture",
            local=True,
            needs="; ".join(state.detail for state in lacking),
            checked_at=weights.checked_at(),
        )

    def find(self, picture: Picture) -> tuple[Quad, ...]:
        """See the protocol.

        Raises:
            Refused: the bytes are not those of a picture of this size.
            Unreachable, Broken: the weights are missing or wrong.
        """
        import cv2

        pixels = _pixels(picture)
        scale = min(1.0, _FINDER_SIDE / min(picture.width, picture.height))
        if scale < 1:
            pixels = np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        if min(pixels.shape[:2]) < 16:
            return ()
        with self._lock:
            found = self._loaded()(pixels, use_det=True, use_cls=False, use_rec=False)
        return tuple(_quad(box / scale) for box in found.boxes) if found.boxes is not None else ()

    def recognise(self, row: Picture) -> Reading:
        """See the protocol. Raises like ``find``."""
        pixels = _pixels(row)
        with self._lock:
            found = self._loaded()(pixels, use_det=False, use_cls=False, use_rec=True)
        width, height = float(row.width), float(row.height)
        text = unicodedata.normalize("NFC", found.txts[0]).strip() if found.txts else ""
        sure = round(100 * float(found.scores[0])) if text else 0
        return Reading(text, ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)), sure)

    def read(self, picture: Picture) -> tuple[Reading, ...]:
        """See the protocol. Rows that are doubtful (below 50) are left out. Raises like ``find``."""
        pixels = _pixels(picture)
        readings = []
        for quad in self.find(picture):
            row = _upright(pixels, quad)
            height, width = row.shape[:2]
            reading = self.recognise(Picture(row.tobytes(), width, height))
            if reading.text and reading.confidence >= 50:
                readings.append(Reading(reading.text, quad, reading.confidence))
        return tuple(readings)

    def release(self) -> None:
        """Gives the memory back; the next call loads the models again."""
        with self._lock:
            self._engine = None

    def _loaded(self) -> Any:
        if self._engine is None:
            folder = weights.find("pp-ocr-v6")
            try:
                import cv2
                from rapidocr import RapidOCR
            except ImportError as fact:
                raise Unreachable("the package rapidocr is missing; run: pip install rapidocr==3.10.0") from fact
            cv2.setNumThreads(self._threads)
            self._engine = RapidOCR(
                params={
                    "Global.use_cls": False,
                    "Global.text_score": 0.0,
                    "Global.log_level": "error",
                    "EngineConfig.onnxruntime.intra_op_num_threads": self._threads,
                    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                    # Without this, narrow pictures are blown up until their shorter side is 736 pixels.
                    "Det.limit_side_len": 32,
                    "Det.model_path": str(folder / "PP-OCRv6_det_small.onnx"),
                    "Rec.model_path": str(folder / "PP-OCRv6_rec_small.onnx"),
                }
            )
        return self._engine


def _pixels(picture: Picture) -> NDArray[np.uint8]:
    if min(picture.width, picture.height) < 1 or len(picture.bgr) != picture.width * picture.height * 3:
        raise Refused(f"{len(picture.bgr)} bytes are no picture of {picture.width} × {picture.height} pixels of three bytes")
    return np.frombuffer(picture.bgr, np.uint8).reshape(picture.height, picture.width, 3)


def _quad(box: Any) -> Quad:
    (a, b), (c, d), (e, f), (g, h) = ((float(x), float(y)) for x, y in box)
    return ((a, b), (c, d), (e, f), (g, h))


def _upright(pixels: NDArray[np.uint8], quad: Quad) -> NDArray[np.uint8]:
    """The row alone, with its top side up; at least one pixel."""
    import cv2

    corners = np.asarray(quad, np.float32)
    width = max(1, round(float(max(np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[2] - corners[3])))))
    height = max(1, round(float(max(np.linalg.norm(corners[3] - corners[0]), np.linalg.norm(corners[2] - corners[1])))))
    flat = np.asarray(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    turn = cv2.getPerspectiveTransform(corners, flat)
    return np.ascontiguousarray(cv2.warpPerspective(pixels, turn, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)
