"""Which model films a shot: filters in their order, the rank, and one model for a character."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onecrew.providers.catalogue import Catalogue, Model, Vendor
from onecrew.providers.catalogue import catalogue as ours
from onecrew.story.show import Filming
from onecrew.studio.choosing import FILTERS, Circumstances, Held, Needed, Tried, choose, parts_of
from onecrew.units import Money

TODAY = date(2026, 11, 21)
NEED = Needed("1.a", "1", ("ANNA",), Fraction(4), (), 900)


def model(name: str, price: str = "0.10USD", **more: object) -> Model:
    """A model that films anything for 3 to 10 s."""
    usual = Model(
        name=name,
        vendor="north",
        capability="video",
        id=name,
        title=name,
        unit="second",
        seconds=(Fraction(3), Fraction(10)),
        resolutions=("480p", "720p", "1080p"),
        price=(("any", Money.read(price)),),
        elo=1100,
    )
    return replace(usual, **more)  # type: ignore[arg-type]


def catalogue(*models: Model) -> Catalogue:
    """A catalogue of these and one vendor."""
    return Catalogue({"north": Vendor("north", "North", "https://north.example")}, {one.name: one for one in models})


NOW = Circumstances(TODAY, vendors=frozenset({"north"}))
ANY = Filming(models=("auto",))


@pytest.mark.parametrize(
    ("other", "need", "filming", "now", "filter", "fact"),
    [
        (
            model("b", vendor="north"),
            NEED,
            ANY,
            replace(NOW, lacking={"north": "NORTH_KEY is not set"}),
            "capability",
            "NORTH_KEY is not set",
        ),
        (model("b", retires_at=TODAY, replaced_by="a"), NEED, ANY, NOW, "capability", "shut down on 2026-11-21; a replaces it"),
        (model("b", available_from=TODAY + timedelta(1)), NEED, ANY, NOW, "capability", "not before 2026-11-22"),
        (model("b"), replace(NEED, speaks=True), ANY, NOW, "capability", "does not say a line it is given"),
        (model("b", aspects=("16:9",)), NEED, ANY, NOW, "limits", "does not film upright (9:16)"),
        (model("b"), replace(NEED, frames=("first frame",)), ANY, NOW, "limits", "takes no first frame"),
        (model("b", required=("last frame",)), NEED, ANY, NOW, "limits", "films only with a last frame"),
        (model("b", prompt=500), NEED, ANY, NOW, "limits", "takes 500 characters, the shot's words are more"),
        (model("b", needs_consent=True), NEED, ANY, NOW, "consent", "needs consent"),
        (model("b"), NEED, Filming(models=("a",)), NOW, "allowed", "not among the models the show allows"),
        (model("b"), NEED, Filming(models=("auto",), deny=("b",)), NOW, "allowed", "denied by the show"),
        (model("b", retires_at=TODAY + timedelta(13)), NEED, ANY, NOW, "retiring", "is shut down on 2026-12-04"),
        (model("b", open_price=True), NEED, ANY, NOW, "price", "its price is not known before the order"),
    ],
)
def test_each_filter_says_what_stopped_a_model(
    other: Model, need: Needed, filming: Filming, now: Circumstances, filter: str, fact: str
) -> None:
    (choice,) = choose([need], catalogue(model("a"), other), filming, now).values()
    (passed,) = [one for one in choice.passed if one.model == "b"]
    assert passed.filter == filter
    assert fact in passed.fact


def test_the_first_filter_that_stops_a_model_is_the_one_named() -> None:
    hopeless = model("b", retires_at=TODAY, aspects=("16:9",), needs_consent=True, open_price=True)
    (choice,) = choose([NEED], catalogue(hopeless), Filming(models=("a",)), NOW).values()
    assert choice.model is None
    assert choice.passed[0].filter == FILTERS[0]


def test_quality_decides_where_prices_are_equal_and_price_where_quality_is() -> None:
    better, cheaper = model("better", elo=1300), model("cheaper", "0.02USD")
    (choice,) = choose([NEED], catalogue(model("a"), better), ANY, NOW).values()
    assert choice.model is better
    (choice,) = choose([NEED], catalogue(model("a"), cheaper), ANY, NOW).values()
    assert choice.model is cheaper


def test_a_model_whose_takes_are_thrown_away_is_not_cheap() -> None:
    tried = {"half": Tried(0, 6), "full": Tried(6, 6)}
    (choice,) = choose([NEED], catalogue(model("half", "0.05USD"), model("full")), ANY, replace(NOW, tried=tried)).values()
    assert choice.model is not None
    assert choice.model.name == "full"


def test_one_model_films_all_scenes_that_share_a_character_unless_mixed_is_agreed() -> None:
    short = model("short", "0.01USD", seconds=(Fraction(3), Fraction(4)), resolutions=("720p",), prompt=1000)
    long = replace(NEED, shot="2.a", scene="2", prompt=1500)
    known = catalogue(short, model("long", "0.30USD"))
    together = choose([NEED, long], known, ANY, NOW)
    assert {choice.model.name for choice in together.values() if choice.model} == {"long"}
    apart = choose([NEED, long], known, replace(ANY, mixed=True), NOW)
    assert [choice.model.name for choice in apart.values() if choice.model] == ["short", "long"]


def test_scenes_with_other_people_may_have_another_model() -> None:
    short = model("short", "0.01USD", prompt=1000)
    other = replace(NEED, shot="2.a", scene="2", people=("TOM",), prompt=1500)
    chosen = choose([NEED, other], catalogue(short, model("long", "0.30USD")), ANY, NOW)
    assert [choice.model.name for choice in chosen.values() if choice.model] == ["short", "long"]


def test_no_model_for_all_is_said_and_nobody_is_chosen() -> None:
    narrow = model("narrow", prompt=1000)
    chosen = choose([NEED, replace(NEED, shot="1.b", prompt=1500)], catalogue(narrow), ANY, NOW)
    assert [choice.model for choice in chosen.values()] == [None, None]
    assert "no one model films all 2 shots" in chosen["1.a"].why


def test_the_price_is_that_of_what_is_ordered() -> None:
    (choice,) = choose([replace(NEED, seconds=Fraction(21, 5))], catalogue(model("a", "0.042USD")), ANY, NOW).values()
    assert choice.parts == (5,)
    assert choice.price == Money.read("0.21USD")


@given(st.fractions(Fraction(1, 10), 200), st.integers(1, 10), st.integers(0, 10))
def test_parts_hold_the_shot_and_each_is_one_the_model_makes(seconds: Fraction, shortest: int, more: int) -> None:
    one = model("a", seconds=(Fraction(shortest), Fraction(shortest + more)))
    parts = parts_of(seconds, one)
    if parts:
        assert sum(parts) >= seconds
        assert all(shortest <= part <= shortest + more for part in parts)
    else:
        assert seconds > 40 * (shortest + more - 1)


def test_what_is_filmed_stays_whatever_became_of_the_model() -> None:
    gone = model("gone", "9USD", retires_at=TODAY, replaced_by="a")
    dear = model("dear", "9USD")
    for before in (gone, dear):
        (choice,) = choose([NEED], catalogue(model("a"), before), ANY, NOW, {"1.a": Held(before.name, True)}).values()
        assert choice.model is before
        assert choice.why == "is filmed already"
        assert choice.parts == (4,)


def test_a_film_whose_model_the_show_now_forbids_is_made_anew() -> None:
    (choice,) = choose(
        [NEED], catalogue(model("a"), model("b", "9USD")), replace(ANY, deny=("b",)), NOW, {"1.a": Held("b", True)}
    ).values()
    assert choice.model is not None
    assert choice.model.name == "a"


def test_shots_to_come_follow_the_model_that_filmed_the_others() -> None:
    needs = [NEED, replace(NEED, shot="1.b"), replace(NEED, shot="2.a", scene="2", people=("BEN",))]
    known = catalogue(model("a"), model("b", "0.11USD"))
    chosen = choose(needs, known, ANY, NOW, {"1.a": Held("b", True)})
    assert {shot: choice.model.name for shot, choice in chosen.items() if choice.model} == {"1.a": "b", "1.b": "b", "2.a": "a"}
    assert chosen["1.b"].why == "filmed other shots of the same people (a ranks first here)"


def test_a_shot_that_must_be_filmed_anew_keeps_its_model_only_while_that_films() -> None:
    gone = model("gone", retires_at=TODAY, replaced_by="a")
    (choice,) = choose([NEED], catalogue(model("a", "9USD"), gone), ANY, NOW, {"1.a": Held("gone", False)}).values()
    assert choice.model is not None
    assert choice.model.name == "a"
    (choice,) = choose([NEED], catalogue(model("a"), model("b", "0.11USD")), ANY, NOW, {"1.a": Held("b", False)}).values()
    assert choice.model is not None
    assert choice.model.name == "b"


def test_a_model_that_films_only_with_pictures_of_people_is_left_out_without_them() -> None:
    picky = model("picky", required=("character",), references=(("character", 3),))
    (choice,) = choose([NEED], catalogue(picky), ANY, NOW).values()
    assert choice.model is None
    (choice,) = choose([replace(NEED, along=("character",))], catalogue(picky), ANY, NOW).values()
    assert choice.model is picky


def test_a_model_nobody_rated_counts_as_the_middle_and_that_is_said() -> None:
    known = catalogue(
        model("best", elo=1480, elo_at=TODAY), model("unrated", elo=0, elo_at=None), model("worst", elo=1010, elo_at=TODAY)
    )
    (choice,) = choose([NEED], known, ANY, NOW).values()
    assert [(one.model, one.rating) for one in choice.ranked] == [
        ("best", "rated 1480 on 2026-11-21"),
        ("unrated", "not rated"),
        ("worst", "rated 1010 on 2026-11-21"),
    ]
    assert len({one.quality for one in choice.ranked}) == 3


def test_the_seconds_of_this_shows_own_orders_stand_before_those_assumed() -> None:
    weights = Filming(models=("auto",), weights=(0, 0, 100, 0))
    known = catalogue(model("told", latency=60), model("quick", latency=120))
    (choice,) = choose([NEED], known, weights, NOW).values()
    assert (choice.ranked[0].model, choice.ranked[0].speed) == ("told", "60 s assumed")
    (choice,) = choose([NEED], known, weights, replace(NOW, measured={"quick": Fraction(20)})).values()
    assert (choice.ranked[0].model, choice.ranked[0].speed) == ("quick", "20 s measured")


def test_the_best_rated_model_of_our_catalogue_is_chosen_where_prices_are_alike() -> None:
    known = ours()
    vendors = frozenset(("runway",))
    filming = Filming(models=("runway/omni-flash-1.1", "runway/veo-3.1", "runway/gen4.5"), weights=(100, 0, 0, 0))
    (choice,) = choose([NEED], known, filming, replace(NOW, vendors=vendors)).values()
    assert [(one.model, one.rating) for one in choice.ranked] == [
        ("runway/omni-flash-1.1", "rated 1516 on 2026-09-21"),
        ("runway/veo-3.1", "rated 1364 on 2026-09-04"),
        ("runway/gen4.5", "rated 1224 on 2026-09-04"),
    ]


def test_a_shot_that_is_filmed_has_what_was_paid_for_it() -> None:
    paid = Money.read("0.36USD")
    (choice,) = choose([NEED], catalogue(model("a", "9USD")), ANY, NOW, {NEED.shot: Held("a", True, paid)}).values()
    assert (choice.why, choice.paid) == ("is filmed already", paid)
