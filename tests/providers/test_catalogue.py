"""The catalogue: our dated data, and a user's own file over it."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from onecrew.providers.catalogue import CAPABILITIES, Catalogue, Model, catalogue, user_file
from onecrew.units import Money, ProviderError

TODAY = date(2026, 11, 21)
UNITS = {"second", "video", "image", "minute", "thousand characters", "million tokens"}
ROLES = {"first frame", "last frame", "character", "style", "video", "audio"}
GONE = {
    "openai-videos/sora-2",
    "openai-videos/sora-2-pro",
    "gemini/veo-3.1",
    "gemini/veo-3.1-fast",
    "gemini/veo-3.1-lite",
    "gemini/veo-3.0",
    "gemini/veo-3.0-fast",
    "gemini/veo-2.0",
    "gemini/omni-flash-preview",
    "vertex/veo-3.0",
    "vertex/veo-3.0-fast",
    "vertex/veo-2.0",
    "openai/gpt-image-1",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house with no catalogue of its own."""
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def ours() -> Catalogue:
    return catalogue()


def written(home: Path, text: str) -> Path:
    file = home / "catalogue.toml"
    file.write_text(text, encoding="utf-8")
    return file


# what we say


def test_every_capability_has_models_and_all_are_dated(ours: Catalogue) -> None:
    assert all(ours.of(capability) for capability in CAPABILITIES)
    assert {model.checked_at for model in ours.models.values()} == {TODAY}


def test_every_vendor_has_a_model_and_every_model_a_vendor_that_begins_its_name(ours: Catalogue) -> None:
    assert {model.vendor for model in ours.models.values()} == set(ours.vendors)
    assert [name for name, model in ours.models.items() if name.split("/")[0] != model.vendor] == []


def test_every_model_says_how_it_is_known(ours: Catalogue) -> None:
    assert [name for name, model in ours.models.items() if not model.sure] == []


def test_units_and_roles_are_those_the_house_knows(ours: Catalogue) -> None:
    assert {model.unit for model in ours.models.values()} <= UNITS
    assert {role for model in ours.models.values() for role, _ in model.references} <= ROLES


def test_every_film_has_lengths_in_order_and_resolutions_from_small_to_large(ours: Catalogue) -> None:
    for model in ours.of("video"):
        lengths = model.lengths or model.seconds
        assert lengths[0] > 0, model.name
        assert list(lengths) == sorted(lengths), model.name
        assert model.resolutions, model.name
        for size in model.resolutions:
            assert model.resolution_for({"2k": 1440, "4k": 2160}.get(size.lower()) or int(size[:-1])) == size, model.name
        assert all(re.fullmatch(r"\d+:\d+", aspect) for aspect in model.aspects), model.name


def test_prices_stand_under_a_resolution_the_model_makes(ours: Catalogue) -> None:
    for model in ours.of("video"):
        sizes = {size for size, _ in model.price + model.price_sound}
        assert sizes <= {"any", *model.resolutions}, model.name
        assert {size for size, _ in model.price_sound} <= {size for size, _ in model.price}, model.name


def test_what_is_shut_down_has_a_date_in_the_past(ours: Catalogue) -> None:
    assert {name for name, model in ours.models.items() if model.gone(TODAY)} == GONE
    assert [name for name, model in ours.models.items() if model.replaced_by and model.retires_at is None] == []


def test_what_replaces_a_model_is_alive(ours: Catalogue) -> None:
    replaced = [model for model in ours.models.values() if model.replaced_by]
    assert replaced
    assert [model.name for model in replaced if ours.model(model.replaced_by).gone(TODAY)] == []
    assert ours.model("gemini/veo-3.1").replaced_by == "gemini/omni-flash-1.1"


def test_an_announced_end_is_not_yet_an_end(ours: Catalogue) -> None:
    speech = ours.model("openai/tts-1")
    assert speech.retires_at == date(2027, 1, 6)
    assert not speech.gone(date(2027, 1, 5))
    assert speech.gone(date(2027, 1, 6))


def test_keys_are_names_of_environment_variables_and_no_secrets(ours: Catalogue) -> None:
    for vendor in ours.vendors.values():
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+", key) for key in vendor.keys), vendor.name


def test_only_what_runs_in_the_house_needs_no_key_and_costs_nothing(ours: Catalogue) -> None:
    local = {name for name, vendor in ours.vendors.items() if not vendor.keys}
    free = {model.vendor for model in ours.models.values() if model.cost(Fraction(10)) == Money(0)}
    assert local == free == {"comfyui", "diffusers"}


def test_addresses_are_encrypted_except_on_this_machine(ours: Catalogue) -> None:
    for vendor in ours.vendors.values():
        for base in (vendor.base, *(base for _, base in vendor.regions)):
            assert base.startswith("https://") or vendor.name in ("comfyui", "diffusers"), vendor.name
            assert not base.endswith("/")


def test_hosts_are_named_without_scheme_or_path_and_never_a_whole_top_domain(ours: Catalogue) -> None:
    for vendor in ours.vendors.values():
        for host in vendor.files + vendor.also:
            assert re.fullmatch(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+", host), (vendor.name, host)


def test_a_vendor_tells_which_keys_are_missing(ours: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAL_KEY", raising=False)
    assert ours.vendors["fal"].missing() == ("FAL_KEY",)
    monkeypatch.setenv("FAL_KEY", "something")
    assert ours.vendors["fal"].missing() == ()


# prices


@pytest.mark.parametrize(
    ("name", "amount", "size", "sound", "price"),
    [
        ("runway/gen4.5", Fraction(5), "720p", False, "0.6USD"),
        ("ark/seedance-2.5", Fraction(10), "480p", True, "0.961USD"),
        ("kling/3.0", Fraction(5), "1080p", False, "0.56USD"),
        ("kling/3.0", Fraction(5), "1080p", True, "0.98USD"),
        ("vertex/veo-3.1", Fraction(8), "720p", True, "3.2USD"),
        ("vertex/veo-3.1", Fraction(8), "1080p", True, "3.2USD"),
        ("kling/lip-sync", Fraction(5), "any", False, "0.07USD"),
        ("gemini/3-pro-image", Fraction(2), "any", False, "0.268USD"),
        ("elevenlabs/v3", Fraction(1), "any", False, "0.08USD"),
        ("elevenlabs/v3", Fraction(123, 1000), "any", False, "0.0099USD"),
        ("openai/whisper-1", Fraction(3, 2), "any", False, "0.009USD"),
        ("anthropic/opus-5.5", Fraction(1, 100), "output", False, "0.2USD"),
        ("comfyui/workflow", Fraction(10), "720p", False, "0USD"),
    ],
)
def test_the_cost_is_exact_and_rounded_up(ours: Catalogue, name: str, amount: Fraction, size: str, sound: bool, price: str) -> None:
    assert ours.model(name).cost(amount, size, sound) == Money.read(price)


@pytest.mark.parametrize(
    "name", ["minimax/h3-reference-video", "openai/gpt-image-2", "gemini/3.8-flash-tts", "replicate/seedance-2.0"]
)
def test_a_price_that_is_not_known_before_the_order_is_none(ours: Catalogue, name: str) -> None:
    assert ours.model(name).cost(Fraction(5), "720p") is None


def test_a_size_without_a_price_costs_something_unknown(ours: Catalogue) -> None:
    assert ours.model("gemini/omni-flash-1.1").cost(Fraction(5), "720p") == Money.read("0.5USD")
    assert ours.model("gemini/omni-flash-1.1").cost(Fraction(5), "4k") is None


def test_who_takes_films_as_references_at_a_price_of_their_own_leaves_the_price_open(ours: Catalogue) -> None:
    rows = [model for name, model in ours.models.items() if name.endswith("-reference-video")]
    assert rows
    assert all(model.open_price and model.takes("video") for model in rows)


# lengths, sizes, references


@pytest.mark.parametrize(("wanted", "length"), [("1", 4), ("4", 4), ("4.1", 6), ("6.5", 8), ("8", 8), ("8.1", None)])
def test_fixed_lengths_are_rounded_up_to_the_next(ours: Catalogue, wanted: str, length: int | None) -> None:
    model = ours.model("vertex/veo-3.1-short")
    assert model.longest == 8
    assert model.length_for(Fraction(wanted)) == length


@pytest.mark.parametrize(("wanted", "length"), [("0.5", 3), ("3", 3), ("7.2", 8), ("15", 15), ("15.1", None)])
def test_a_range_of_lengths_goes_in_whole_seconds(ours: Catalogue, wanted: str, length: int | None) -> None:
    model = ours.model("kling/3.0")
    assert model.longest == 15
    assert model.length_for(Fraction(wanted)) == length


@pytest.mark.parametrize(("side", "size"), [(480, "768P"), (768, "768P"), (1080, "2K"), (2160, "2K")])
def test_the_resolution_is_the_smallest_that_is_large_enough_else_the_largest(ours: Catalogue, side: int, size: str) -> None:
    assert ours.model("minimax/h3").resolution_for(side) == size


def test_what_makes_no_films_has_no_resolution(ours: Catalogue) -> None:
    assert ours.model("elevenlabs/v3").resolution_for(720) == ""


def test_a_model_tells_how_many_references_of_a_role_it_takes(ours: Catalogue) -> None:
    model = ours.model("ark/seedance-2.0")
    assert (model.takes("first frame"), model.takes("character"), model.takes("video")) == (1, 9, 0)
    assert model.exclusive


def test_an_unknown_model_is_told_the_nearest(ours: Catalogue) -> None:
    with pytest.raises(ProviderError, match=r"no model 'kling/3\.O'.*did you mean 'kling/3\.0'\?.*onecrew models"):
        ours.model("kling/3.O")


# the user's own file


def test_the_users_file_is_found_by_home_then_by_config(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert user_file() == home / "catalogue.toml"
    monkeypatch.delenv("ONECREW_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/config")
    assert user_file() == Path("/config/onecrew/catalogue.toml")


def test_a_user_changes_one_price_and_keeps_the_rest(home: Path, ours: Catalogue) -> None:
    written(home, '[models."runway/gen4.5"]\nprice = { any = "0.10USD" }\n')
    theirs = catalogue()
    assert theirs.model("runway/gen4.5").cost(Fraction(5)) == Money.read("0.5USD")
    assert theirs.model("runway/gen4.5").seconds == ours.model("runway/gen4.5").seconds
    assert len(theirs.models) == len(ours.models)


def test_a_user_adds_a_vendor_and_a_model(home: Path) -> None:
    written(
        home,
        """
        [vendors.attic]
        title = "the machine in the attic"
        base = "http://attic.example:8188"
        keys = ["ATTIC_KEY"]
        [models."attic/film"]
        vendor = "attic"
        capability = "video"
        id = "film"
        unit = "second"
        seconds = [1, 7.5]
        resolutions = ["720p"]
        """,
    )
    model = catalogue().model("attic/film")
    assert catalogue().vendors["attic"].keys == ("ATTIC_KEY",)
    assert (model.title, model.longest) == ("attic/film", Fraction(15, 2))


def test_a_change_of_the_users_file_is_seen(home: Path) -> None:
    assert "attic" not in catalogue().vendors
    written(home, '[vendors.attic]\ntitle = "attic"\nbase = ""\n')
    assert "attic" in catalogue().vendors


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            '[models."runway/gen4.5"]\nprices = { any = "1USD" }\n',
            r"\[models\.'runway/gen4\.5'\].*'prices' is not known; did you mean 'price'",
        ),
        ("[vendors.fal]\nkeep = 3600\n", r"\[vendors\.fal\].*'keep' is not known; did you mean 'keeps'"),
        (
            '[models."runway/gen4.5"]\nvendor = "runaway"\n',
            r"'runway/gen4\.5' names the vendor 'runaway', which is not in the catalogue; did you mean 'runway'",
        ),
        (
            '[models."runway/gen4.5"]\nprice = { any = "5 dollars" }\n',
            r"\[models\.'runway/gen4\.5'\].*'5 dollars' is not an amount",
        ),
        ('[models."runway/gen4.5"]\ncapability = "film"\n', r"\[models\.'runway/gen4\.5'\].*capability must be one of video"),
        ('[models."runway/gen4.5"]\nsound = "loud"\n', r"\[models\.'runway/gen4\.5'\].*sound must be one of none"),
        ('[models."runway/gen4.5"]\nseconds = ["long", 5]\n', r"\[models\.'runway/gen4\.5'\].*'long'"),
        ('[models."runway/gen4.5"]\nreplaced_by = "runway/gen9"\n', r"'runway/gen4\.5' is replaced by 'runway/gen9', which is not"),
        ('[vendors.attic]\ntitle = "attic"\n', r"\[vendors\.attic\]: base must be given"),
        ("[vendor.attic]\n", r"'vendor' is not known; did you mean 'vendors'"),
        ('models = "all"\n', r"models must be tables such as \[models\.NAME\]"),
        ("[models\n", "cannot be read"),
        ('[vendors.fal]\nkeys = "FAL_KEY"\n', "keys must be a list"),
        ('[vendors.dashscope]\nregion = "moon"\n', "there is no region 'moon'; there are "),
        ('[vendors.fal]\nkeeps = "1 day"\n', "keeps must be a whole number"),
        ('[models."runway/gen4.5"]\nprice = "5USD"\n', "price must be a table such as"),
        ('[models."runway/gen4.5"]\nretires_at = "2027-01-01"\n', "retires_at must be a date without quotes"),
        ('[models."runway/gen4.5"]\nreferences = {"frist frame" = 1}\n', "no role 'frist frame'; did you mean 'first frame'"),
        ('[models."runway/gen4.5"]\nunit = "secnd"\n', "unit must be one of .*; did you mean 'second'"),
    ],
)
def test_a_fault_in_the_users_file_names_the_file_the_entry_and_the_nearest_word(home: Path, text: str, fact: str) -> None:
    file = written(home, text)
    with pytest.raises(ProviderError, match=fact) as told:
        catalogue()
    assert str(file) in str(told.value)


def test_a_model_is_frozen(ours: Catalogue) -> None:
    model = ours.model("kling/3.0")
    assert isinstance(model, Model)
    with pytest.raises(AttributeError):
        model.id = "other"  # type: ignore[misc]


def test_a_region_is_another_base(home: Path) -> None:
    before = catalogue().vendors["dashscope"]
    written(home, '[vendors.dashscope]\nregion = "intl"\n')
    assert catalogue().vendors["dashscope"].base == dict(before.regions)["intl"] != before.base


def test_a_rating_has_its_day_and_its_board(ours: Catalogue) -> None:
    rated = [one for one in ours.models.values() if one.elo]
    assert {one.capability for one in rated} == {"video", "image"}
    assert all(1000 <= one.elo <= 1550 for one in rated)
    assert all(one.elo_at is not None and one.elo_at <= TODAY and one.elo_from.startswith("arena.ai") for one in rated)
    assert all(one.elo_at is None for one in ours.models.values() if not one.elo)


def test_the_same_model_is_rated_the_same_at_every_vendor(ours: Catalogue) -> None:
    for words in ("Seedance 2.5", "Seedance 2.0", "Wan 3.0", "MiniMax H3", "Veo 3.1"):
        kin = r"( on .*|,? from .*|, short| with a film.*)?"
        same = [one for one in ours.of("video") if re.fullmatch(re.escape(words) + kin, one.title) and not one.gone(TODAY)]
        assert len(same) > 1
        assert len({(one.elo, one.elo_at) for one in same}) == 1, words
        assert same[0].elo


def test_a_rating_without_its_day_is_refused(home: Path) -> None:
    written(home, '[models."kling/3.0"]\nelo = 1300\n')
    with pytest.raises(ProviderError, match="elo and elo_at must be given together"):
        catalogue()
    written(home, '[models."kling/3.0"]\nelo = 1300\nelo_at = 2026-11-01\nelo_from = "our own votes"\n')
    assert catalogue().model("kling/3.0").elo_from == "our own votes"
