"""Times of pictures become a constant rate."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onecrew.media.limits import RATE, SLOWEST_RATE
from onecrew.media.timing import USUAL, pace

MILLISECOND = Fraction(1, 1000)


@pytest.mark.parametrize("rate", [one for one in USUAL if one <= 60])
@pytest.mark.parametrize("base", [MILLISECOND, Fraction(1, 90000), Fraction(1, 600)])
def test_a_rounded_clock_hides_no_usual_rate(rate: Fraction, base: Fraction) -> None:
    times = [round(number / rate / base) for number in range(2000)]
    assert pace(times, base).own == rate


def test_the_declared_rate_decides_when_a_film_is_too_short_to_tell() -> None:
    times = [round(number * 1001 / 24000 * 1000) for number in range(10)]
    assert pace(times, MILLISECOND, Fraction(24000, 1001)).rate == Fraction(24000, 1001)
    assert pace(times, MILLISECOND, Fraction(24)).rate == 24


def test_a_wrong_declaration_is_not_believed() -> None:
    assert pace([number * 40 for number in range(500)], MILLISECOND, Fraction(1000)).rate == 25


def test_lost_pictures_leave_the_rate_constant() -> None:
    times = [number * 40 for number in range(500) if number not in (100, 101, 350)]
    assert pace(times, MILLISECOND) == pace([number * 40 for number in range(500)], MILLISECOND)


def test_a_telephone_with_uneven_pictures_is_shown_at_its_usual_rate() -> None:
    times, now = [], 0
    for number in range(600):
        times.append(now)
        now += 33 if number % 7 else 47
    assert (pace(times, MILLISECOND).rate, pace(times, MILLISECOND).variable) == (30, True)


def test_one_picture_has_the_declared_rate_or_25() -> None:
    assert pace([7], MILLISECOND, Fraction(30)).rate == 30
    assert pace([7], MILLISECOND).rate == 25


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=60), st.sampled_from([1, 600, 1000, 90000, 10**6]))
def test_any_times_give_a_rate_that_can_be_shown(steps: list[int], scale: int) -> None:
    times = [0]
    for step in steps:
        times.append(times[-1] + step)
    found = pace(times, Fraction(1, scale))
    assert SLOWEST_RATE - 1 <= found.rate <= RATE
    assert found.rate.denominator <= 1001
