"""The measures run on a small film, and baselines do what they say."""

from __future__ import annotations

import numpy as np
import pytest
from tests.benchmark.page import renewed
from tests.localise.film import make_film
from tests.localise.truth import Film
from tests.scorecard import baselines, measure_bed, measure_erasing, measure_reading, measure_words, product
from tests.scorecard.__main__ import PAGE
from tests.scorecard.films import Films


class _Small(Films):
    """One small film in place of all."""

    def __init__(self, film: Film) -> None:
        super().__init__(film.folder, True)
        self._film = film

    def clips(self) -> tuple[Film, ...]:
        return (self._film,)


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Films:
    return _Small(make_film("photographic", tmp_path_factory.mktemp("made") / "film", 6, "en", "outline", 4, width=288, height=512))


def test_the_page_has_room_for_the_figures() -> None:
    assert "| figure |" in renewed(PAGE.read_text(encoding="utf-8"), [], "A machine")


def test_lines_without_fitting_last_as_long_as_they_take() -> None:
    placed = baselines.unfitted([0.0, 1.0], ["a", "b"], [1.5, 2.0])
    assert [(one.start, one.end) for one in placed] == [(0.0, 1.5), (1.0, 3.0)]


def test_inpainting_changes_only_what_is_masked_and_its_edge() -> None:
    frame = np.random.default_rng(1).integers(0, 255, (60, 80, 3)).astype(np.uint8)
    mask = np.zeros((60, 80), bool)
    mask[30:34, 20:40] = True
    changed = (baselines.inpainted(frame, mask) != frame).any(axis=2)
    assert changed[mask].mean() > 0.9
    changed[26:38, 16:44] = False
    assert not changed.any()


@pytest.mark.slow
def test_erasing_is_measured_against_the_clean_film(films: Films) -> None:
    figures = {figure.name: figure.value for figure in measure_erasing.measure(films)}
    assert 15 < figures["erased: PSNR in the letters"] < 60
    assert 0 < figures["erased: SSIM in the letters"] <= 1
    assert figures["erasing, frames a second on two cores"] > 0


@pytest.mark.slow
def test_the_bed_is_measured_against_its_stem(films: Films) -> None:
    figures = {figure.name: figure.value for figure in measure_bed.measure(films)}
    assert figures["bed: left/right correlation, worst change"] < 1
    assert figures["voices parted from the bed"] > 0


@pytest.mark.slow
@pytest.mark.skipif(not product.can_read(), reason="films cannot be read yet")
def test_reading_and_words_are_measured(films: Films) -> None:
    read = {figure.name: figure.value for figure in measure_reading.measure(films)}
    assert read["subtitles found"] > 0
    words = {figure.name: figure.value for figure in measure_words.measure(films)}
    assert words["lines, fused: wrong characters"] < 60


def test_an_unknown_measure_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.scorecard.__main__ import main

    monkeypatch.setattr("sys.argv", ["scorecard", "readings"])
    with pytest.raises(SystemExit):
        main()
    assert "there is no measure 'readings'" in capsys.readouterr().err
