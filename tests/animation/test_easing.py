"""Curves start and stop softly, and noise is the same everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onecrew.animation import easing

TINY = 1e-4


@pytest.mark.parametrize("curve", [easing.smooth, easing.smoother])
def test_a_curve_goes_from_0_to_1_with_no_velocity_at_its_ends(curve):
    assert curve(0) == 0
    assert curve(1) == 1
    assert curve(TINY) < TINY / 10
    assert 1 - curve(1 - TINY) < TINY / 10


def test_a_plateau_too_short_for_its_slopes_still_rises_and_falls():
    values = [easing.plateau(n / 100, 0.2, 1, 1, 0.8) for n in range(101)]
    assert max(values) > 0.95
    assert values[20] == values[80] == 0


@given(st.integers(0, 2**32 - 1), st.floats(0, 500), st.floats(0.1, 5))
def test_noise_stays_in_range_and_never_jumps(seed, t, hertz):
    assert -1 <= easing.waver(seed, t, hertz) <= 1
    assert abs(easing.waver(seed, t + 1e-5, hertz) - easing.waver(seed, t, hertz)) < 1e-3


def test_seeds_depend_on_content_alone():
    assert easing.seed_of("MEI", "2.c") == 2487458007
    assert easing.seed_of("MEI", "x") != easing.seed_of("MEIx", "")


def test_chances_are_even():
    values = [easing.chance(7, n) for n in range(2000)]
    assert 0.47 < sum(values) / len(values) < 0.53
    assert len({round(v, 6) for v in values}) > 1950
