"""What the built-in reader of pictures makes of its engine's answers."""

from types import SimpleNamespace

import numpy as np
import pytest

from onecrew.providers import weights
from onecrew.providers.ocr import Picture
from onecrew.providers.ocr.rapid import Rapid
from onecrew.units import Broken, Refused

BLANK = Picture(bytes(300 * 200 * 3), 300, 200)


class Engine:
    """Says it found one row and read "a" and a combining accent there."""

    def __init__(self) -> None:
        self.sizes: list[tuple[int, ...]] = []
        self.score = 0.9

    def __call__(self, pixels: np.ndarray, use_det: bool, use_cls: bool, use_rec: bool) -> SimpleNamespace:
        self.sizes.append(pixels.shape)
        if use_det:
            return SimpleNamespace(boxes=np.array([[[10, 20], [110, 20], [110, 50], [10, 50]]], np.float32))
        return SimpleNamespace(txts=("a\u0301 ",), scores=(self.score,))


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    made = Engine()
    monkeypatch.setattr(Rapid, "_loaded", lambda self: made)
    return made


def test_a_reading_has_composed_letters_a_place_and_a_confidence(engine: Engine) -> None:
    (reading,) = Rapid().read(BLANK)
    assert reading.text == "á"
    assert reading.confidence == 90
    assert reading.quad == ((10, 20), (110, 20), (110, 50), (10, 50))
    assert engine.sizes[-1][:2] == (30, 100)


def test_doubtful_rows_are_left_out_of_a_reading(engine: Engine) -> None:
    engine.score = 0.4
    assert Rapid().read(BLANK) == ()


def test_rows_of_a_large_picture_are_found_in_a_small_one(engine: Engine) -> None:
    (quad,) = Rapid().find(Picture(bytes(1472 * 2944 * 3), 1472, 2944))
    assert engine.sizes[-1] == (1472, 736, 3)
    assert quad[2] == (220, 100)


def test_a_picture_too_small_for_letters_has_none(engine: Engine) -> None:
    assert Rapid().find(Picture(bytes(10 * 9 * 3), 10, 9)) == ()
    assert engine.sizes == []


@pytest.mark.parametrize("picture", [Picture(b"", 0, 0), Picture(b"123", 2, 1), Picture(b"1234", 1, 1)])
def test_bytes_that_are_no_picture_are_refused(picture: Picture) -> None:
    with pytest.raises(Refused, match="no picture"):
        Rapid().find(picture)


def test_wrong_weights_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(name: str) -> None:
        raise Broken(f"{name} is not what it was")

    monkeypatch.setattr(weights, "find", wrong)
    with pytest.raises(Broken, match="pp-ocr-v6"):
        Rapid().find(BLANK)
