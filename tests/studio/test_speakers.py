"""Lines of a whole show become speakers."""

import random
from fractions import Fraction

import numpy as np
import pytest

from onecrew.story.show import SURE_OF_GENDER, Age, Gender
from onecrew.studio.spotting.describe import guess
from onecrew.studio.spotting.speakers import Known, Told, Voice, middle, tell_apart

SIZE = 192


def person(number: int) -> np.ndarray:
    """Where this person's prints lie; two people are 0.3 alike, as with a real network."""
    by = np.random.default_rng(number)
    common = np.random.default_rng(99).normal(size=SIZE)
    own = by.normal(size=SIZE)
    return np.sqrt(0.3) * common / np.linalg.norm(common) + np.sqrt(0.7) * own / np.linalg.norm(own)


def line(who: int, number: int, episode: str = "1", at: float | None = None, seconds: float = 2.0, together: str = "") -> Voice:
    """Prints of a long line are near the person's, of a short one farther off."""
    noise = np.random.default_rng([who, number, len(episode), ord(episode[-1])]).normal(size=SIZE) / np.sqrt(SIZE)
    print_ = person(who) + noise * (0.6 if seconds >= 1 else 0.9)
    start = Fraction(number * 4 if at is None else at).limit_denominator(1000)
    end = start + Fraction(seconds).limit_denominator(1000)
    return Voice(f"{episode}/{number}.{who}", episode, start, end, tuple(print_ / np.linalg.norm(print_)), together)


def episode(name: str, people: tuple[int, ...] = (0, 1, 2, 3), count: int = 32) -> list[Voice]:
    return [line(people[n % len(people)], n, name, seconds=0.6 if n % 5 == 4 else 2.0) for n in range(count)]


def people_of(told: Told) -> list[set[str]]:
    """The people whose lines each speaker has."""
    return [{id.rsplit(".", 1)[1] for id, _ in speaker.lines} for speaker in told.speakers]


def test_four_people_are_four_speakers_and_nine_lines_in_ten_are_theirs() -> None:
    told = tell_apart(episode("1"))
    assert people_of(told) == [{"0"}, {"1"}, {"2"}, {"3"}]
    assert len(told.unknown) <= 3
    assert [speaker.name for speaker in told.speakers] == [""] * 4


def test_one_person_alone_is_one_speaker() -> None:
    assert people_of(tell_apart(episode("1", (5,), 12))) == [{"5"}]
    assert len(tell_apart(episode("1", (5,), 1)).speakers) == 1


def test_no_voice_is_nobody() -> None:
    empty = Voice("1/1", "1", Fraction(0), Fraction(1), ())
    assert tell_apart([]) == Told((), ())
    assert tell_apart([empty]).unknown == ("1/1",)
    assert "1/1" in tell_apart([*episode("1"), empty]).unknown


def test_the_order_lines_come_in_changes_nothing() -> None:
    voices = episode("1")
    mixed = voices.copy()
    random.Random(3).shuffle(mixed)
    assert tell_apart(mixed) == tell_apart(voices)


def test_a_known_voice_keeps_its_name_in_episodes_that_come_later() -> None:
    first = tell_apart(episode("1"))
    known = [Known(f"N{number}", one.vector, one.seconds) for number, one in enumerate(first.speakers)]
    second = tell_apart(episode("2"), known)
    assert {one.name: who for one, who in zip(second.speakers, people_of(second), strict=True)} == {
        "N0": {"0"},
        "N1": {"1"},
        "N2": {"2"},
        "N3": {"3"},
    }
    assert all(one.seconds > two.seconds for one, two in zip(second.speakers, first.speakers, strict=True))


def test_somebody_new_among_known_voices_has_no_name() -> None:
    first = tell_apart(episode("1", (0, 1)))
    known = [Known(f"N{number}", one.vector, one.seconds) for number, one in enumerate(first.speakers)]
    second = tell_apart(episode("2", (1, 7, 0)), known)
    assert [one.name for one in second.speakers] == ["N1", "N0", ""]
    assert people_of(second)[2] == {"7"}


def test_all_episodes_at_once_give_the_same_people_as_one_after_the_other() -> None:
    together = tell_apart([*episode("1"), *episode("2"), *episode("3")])
    assert people_of(together) == [{"0"}, {"1"}, {"2"}, {"3"}]


def test_two_who_speak_at_once_are_two_people() -> None:
    voices = [*episode("1", (0, 1), 16), line(0, 90, at=400.0), line(0, 91, at=400.5)]
    owner = {id: number for number, speaker in enumerate(tell_apart(voices).speakers) for id, _ in speaker.lines}
    assert owner.get("1/90.0", -1) != owner.get("1/91.0", -2)


def test_parts_of_one_sentence_are_one_persons() -> None:
    voices = [*episode("1"), line(2, 60, seconds=3.0, together="s1"), line(1, 61, at=244.0, seconds=0.4, together="s1")]
    owner = {id: number for number, speaker in enumerate(tell_apart(voices).speakers) for id, _ in speaker.lines}
    assert owner["1/60.2"] == owner["1/61.1"]


def test_it_is_surer_of_clear_lines() -> None:
    told = tell_apart(episode("1"))
    sure = {id: value for speaker in told.speakers for id, value in speaker.lines}
    assert all(0 <= value <= 100 for value in sure.values())
    long = [value for id, value in sure.items() if int(id.split("/")[1].split(".")[0]) % 5 != 4]
    short = [value for id, value in sure.items() if int(id.split("/")[1].split(".")[0]) % 5 == 4]
    assert np.mean(long) > np.mean(short)


def test_the_middle_of_prints_has_length_one() -> None:
    assert np.linalg.norm(middle((1.0, 0.0), (0.0, 1.0))) == pytest.approx(1)


@pytest.mark.parametrize(
    ("pitch", "apart", "gender", "age"),
    [
        (110, 1010, Gender.MALE, Age.ADULT),
        (175, 1040, Gender.MALE, Age.ADULT),
        (205, 1220, Gender.FEMALE, Age.ADULT),
        (150, 1250, Gender.FEMALE, Age.ADULT),
        (300, 1450, Gender.NEUTRAL, Age.CHILD),
        (0, 0, Gender.NEUTRAL, Age.ADULT),
    ],
)
def test_a_voice_is_a_womans_a_mans_a_childs_or_nobodys(pitch: float, apart: float, gender: Gender, age: Age) -> None:
    found = guess([pitch] * 3, [apart] * 3)
    assert (found.gender, found.age) == (gender, age)
    assert (found.sure < SURE_OF_GENDER) == (gender is Gender.NEUTRAL and age is Age.ADULT)


def test_a_high_voice_without_a_childs_formants_is_a_womans() -> None:
    for apart in (0.0, 1200.0, 1310.0):
        found = guess([300.0], [apart])
        assert (found.gender, found.age) == (Gender.FEMALE, Age.ADULT)


@pytest.mark.parametrize(("pitch", "apart", "nearer"), [(158, 1110, Gender.MALE), (169, 1112, Gender.FEMALE)])
def test_a_voice_in_between_goes_to_the_nearer_side_and_is_unsure(pitch: float, apart: float, nearer: Gender) -> None:
    found = guess([pitch], [apart])
    assert found.gender is nearer
    assert found.sure < SURE_OF_GENDER


def test_long_lines_tell_more_than_short_ones() -> None:
    """A man cries out twice; the rest of the time he speaks."""
    found = guess([110.0, 240.0, 250.0], [1000.0, 1150.0, 1200.0], [6.0, 0.5, 0.5])
    assert found.gender is Gender.MALE
