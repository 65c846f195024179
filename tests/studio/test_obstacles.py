"""What plan and check say before anything is sent: keys, regions, ends, prices, budgets, names, each once."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from onecrew.cli.main import cli
from onecrew.providers import registry
from onecrew.providers.catalogue import catalogue
from onecrew.story.folder import open_show
from onecrew.studio.check import check
from onecrew.studio.make import store_of
from onecrew.studio.obstacles import hindrance, obstacles
from onecrew.studio.plan import budget_problem, plan, told
from onecrew.studio.waiting import Waiting, merged
from onecrew.units import Money
from shows import SHOW, write_show

TODAY = date(2026, 11, 21)
SCRIPT = "INT. CAFE - NIGHT\n\nANNA waits at a table.\n\nANNA\nHello?\n\nANNA\nIs anybody there?\n"
EN = SHOW.replace('languages = ["en", "es"]', 'languages = ["en"]')


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user with no key, and a folder of one's own."""
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path / "home"))
    for vendor in catalogue().vendors.values():
        for key in vendor.keys:
            monkeypatch.delenv(key, raising=False)
    (tmp_path / "home").mkdir()
    registry.provider.cache_clear()
    return tmp_path / "home"


def show(folder: Path, models: str, **more: str) -> Path:
    """A show of two lines with these models."""
    return write_show(folder, script=SCRIPT, show=f"{EN}{models}", es="", **more)


def said(folder: Path) -> list[str]:
    """What the plan says, one text a problem."""
    return [f"{one.severity}: {one.what}: {one.do}" for one in told(plan(open_show(folder)))]


def test_a_missing_key_of_any_capability_is_said_once_with_how_many_orders_wait(tmp_path: Path) -> None:
    folder = show(tmp_path / "show", '[models]\nspeech = "elevenlabs/v4"\ntranscription = "openai"\n')
    found = [one for one in said(folder) if "is not set" in one]
    assert len(found) == 2
    assert found[0].startswith("error: 2 orders (en/speak/1.1 and en/speak/1.2) cannot be sent: ELEVENLABS_API_KEY is not set")
    assert "cannot be sent: OPENAI_API_KEY is not set" in found[1]
    checked = [one.what for one in check(open_show(folder)).problems if one.severity == "error"]
    assert checked == [
        "elevenlabs/v4 is to do speech: ELEVENLABS_API_KEY is not set",
        "openai is to do transcription: OPENAI_API_KEY is not set",
    ]


def test_a_key_that_is_set_lets_the_order_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEVENLABS_API_KEY", "k")
    assert hindrance("speech", "elevenlabs/v4", TODAY) is None


@pytest.mark.parametrize(
    ("region", "name", "instead"),
    [("intl", "ark/seedance-2.5", "ark/seedance-2.5-intl is"), ("cn", "ark/seedance-2.5-intl", "ark/seedance-2.5 is")],
)
def test_a_model_of_another_region_is_told_before(home: Path, tmp_path: Path, region: str, name: str, instead: str) -> None:
    (home / "catalogue.toml").write_text(f'[vendors.ark]\nregion = "{region}"\nkeys = []\n')
    (first,) = obstacles("video", name, TODAY)
    assert f"{name} is not in the region '{region}' of Volcengine Ark; {instead}" in first.fact
    assert "under [vendors.ark]" in first.do
    assert hindrance("video", instead.split()[0], TODAY) is None
    folder = show(tmp_path / "show", f'[models]\nvideo = "{name}"\n')
    assert any(f"is not in the region '{region}'" in one for one in said(folder))
    assert any(f"is not in the region '{region}'" in one.what for one in check(open_show(folder)).problems)


def test_a_base_of_ones_own_has_no_region(home: Path) -> None:
    (home / "catalogue.toml").write_text('[vendors.ark]\nbase = "https://gateway.example/v3"\nkeys = []\n')
    assert hindrance("video", "ark/seedance-2.5", TODAY) is None
    assert hindrance("video", "ark/seedance-2.5-intl", TODAY) is None


def own_speech(home: Path, **facts: str) -> None:
    """A speech model of one's own with such a date, and no key needed."""
    rows = "".join(f"{name} = {value}\n" for name, value in facts.items())
    (home / "catalogue.toml").write_text(
        '[vendors.elevenlabs]\nkeys = []\n[models."elevenlabs/mine"]\nvendor = "elevenlabs"\ncapability = "speech"\nid = "mine"\n'
        f'unit = "thousand characters"\nprice = {{any = "0.1USD"}}\nreplaced_by = "elevenlabs/v4"\n{rows}'
    )


def test_a_model_of_speech_that_is_shut_down_stops_and_one_that_ends_is_noted(home: Path) -> None:
    own_speech(home, retires_at="2026-11-01")
    (one,) = obstacles("speech", "elevenlabs/mine", TODAY)
    assert (one.severity, one.fact) == ("error", "elevenlabs/mine was shut down on 2026-11-01")
    assert one.do == "name elevenlabs/v4, which replaces it"
    own_speech(home, retires_at="2027-01-06")
    (one,) = obstacles("speech", "elevenlabs/mine", TODAY)
    assert (one.severity, one.fact) == ("note", "elevenlabs/mine is shut down on 2027-01-06")
    own_speech(home, retires_at="2026-12-01")
    assert [one.severity for one in obstacles("speech", "elevenlabs/mine", TODAY)] == ["warning"]
    own_speech(home, retires_at="2028-01-01")
    assert obstacles("speech", "elevenlabs/mine", TODAY) == ()


def test_an_unknown_price_is_said_by_the_plan_unless_it_is_allowed(home: Path, tmp_path: Path) -> None:
    (home / "catalogue.toml").write_text("[vendors.gemini]\nkeys = []\n")
    folder = show(tmp_path / "show", '[models]\nspeech = "gemini/3.8-flash-tts"\n')
    assert any(
        one.startswith("error: 2 orders") and "the price of gemini/3.8-flash-tts is not known before the order" in one
        for one in said(folder)
    )
    allowed = show(tmp_path / "allowed", '[models]\nspeech = "gemini/3.8-flash-tts"\n[budget]\nopen_price = true\n')
    assert not any("is not known before the order" in one for one in said(allowed))
    assert plan(open_show(allowed))[0].bill is None
    limit = 'limit = "5USD"\n'
    budgeted = show(tmp_path / "limit", f'[models]\nspeech = "gemini/3.8-flash-tts"\n[budget]\n{limit}open_price = true\n')
    assert any("is not known before the order, and a budget is to be kept" in one for one in said(budgeted))
    aside = show(tmp_path / "aside", f'[models]\nspeech = "gemini/3.8-flash-tts"\n[budget]\n{limit}open_price = "0.50USD"\n')
    (planned,) = plan(open_show(aside))
    assert not any("is not known before the order" in one.what for one in planned.problems)
    assert str(planned.cost) == "1.00 USD (2 orders at what is set aside for it)"
    assert budget_problem(open_show(aside), [planned], Money.read("0.99USD")) is not None


def test_a_budget_that_does_not_hold_is_said_by_the_plan(home: Path, tmp_path: Path) -> None:
    (home / "catalogue.toml").write_text("[vendors.elevenlabs]\nkeys = []\n")
    speech = '[models]\nspeech = "elevenlabs/v4"\n'
    folder = open_show(show(tmp_path / "show", f'{speech}[budget]\nlimit = "0.0001USD"\n'))
    found = budget_problem(folder, plan(folder))
    assert found is not None
    assert found.severity == "error"
    assert "the orders cost 0.0" in found.what
    assert "the budget is 0.0001 USD" in found.what
    folder = open_show(show(tmp_path / "enough", speech))
    plans = plan(folder)
    assert budget_problem(folder, plans) is None
    assert budget_problem(folder, plans, Money.read("5USD")) is None
    assert budget_problem(folder, plans, Money.read("0.0001USD")) is not None


def test_the_verb_plan_says_the_budget_and_exits_with_1(home: Path, tmp_path: Path) -> None:
    (home / "catalogue.toml").write_text("[vendors.elevenlabs]\nkeys = []\n")
    folder = show(tmp_path / "show", '[models]\nspeech = "elevenlabs/v4"\n')
    enough = CliRunner().invoke(cli, ["plan", "--show", str(folder), "--budget", "5USD"])
    assert (enough.exit_code, "the budget" in enough.stderr) == (0, False)
    little = CliRunner().invoke(cli, ["plan", "--show", str(folder), "--budget", "0.0001USD"])
    assert little.exit_code == 1
    assert "the budget is 0.0001 USD" in little.stderr
    rows = json.loads(CliRunner().invoke(cli, ["plan", "--show", str(folder), "--budget", "0.0001USD", "--json"]).stdout)
    assert any("the budget is" in one["what"] for one in rows[-1]["problems"])


def test_what_is_being_made_is_not_billed_twice(tmp_path: Path, home: Path) -> None:
    (home / "catalogue.toml").write_text("[vendors.elevenlabs]\nkeys = []\n")
    folder = show(tmp_path / "show", '[models]\nspeech = "elevenlabs/v4"\n')
    (planned,) = plan(open_show(folder))
    first = next(one for one in planned.decided if one.step.kind == "speak")
    assert first.key is not None
    assert first.step.purchase is not None
    assert first.step.purchase.price is not None
    assert planned.bill is not None
    store = store_of(open_show(folder))
    store.record_order(first.key, first.step.id, "{}", "elevenlabs/v4", first.step.purchase.price)
    store.mark_order(first.key, "sent")
    store.mark_order(first.key, "running")
    store.close()
    (again,) = plan(open_show(folder))
    assert again.bill == Money(planned.bill.minor - first.step.purchase.price.minor)
    assert next(one.why for one in again.decided if one.step.id == first.step.id) == "is being made already"
    assert budget_problem(open_show(folder), [again], planned.bill) is None


@pytest.mark.parametrize(
    ("state", "words"),
    [("sent", "nobody knows what became of it"), ("unknown", "nobody knows what became of it"), ("refused", "was refused")],
)
def test_an_order_that_went_wrong_before_is_said_by_the_plan(tmp_path: Path, home: Path, state: str, words: str) -> None:
    (home / "catalogue.toml").write_text("[vendors.elevenlabs]\nkeys = []\n")
    folder = show(tmp_path / "show", '[models]\nspeech = "elevenlabs/v4"\n')
    (planned,) = plan(open_show(folder))
    step, key = next((one.step, one.key) for one in planned.decided if one.step.kind == "speak")
    assert key == step.key({})
    store = store_of(open_show(folder))
    store.record_order(key, step.id, "{}", "elevenlabs/v4", Money.read("0.25USD"))
    store.mark_order(key, "sent")
    if state != "sent":
        store.mark_order(key, state, "the words are too loud")
    store.close()
    (found,) = [one for one in said(folder) if step.id in one]
    assert found.startswith("error: ")
    assert words in found
    assert f'"{step.id}" = 2 under [takes] in choices.toml' in found


def test_lip_sync_that_takes_no_file_is_said_by_plan_and_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLING_API_KEY", "k")
    folder = show(tmp_path / "show", '[models]\nlipsync = "kling/lip-sync"\n[models.video]\nuse = []\nagreed = ["kling/*"]\n')
    fact = "kling/lip-sync takes a video only by a public address"
    assert any(fact in one for one in said(folder))
    assert any(fact in one.what for one in check(open_show(folder)).problems)


def test_a_name_no_model_has_is_told_the_nearest_and_is_an_error(tmp_path: Path) -> None:
    folder = show(tmp_path / "show", '[models]\nvideo = "klin/3.0"\n')
    (found,) = [one for one in check(open_show(folder)).problems if "klin" in one.what]
    assert (found.severity, found.do) == ("error", "did you mean 'kling/3.0'?")
    assert any("did you mean 'kling/3.0'?" in one for one in said(folder))
    told_by_verb = CliRunner().invoke(cli, ["check", "--show", str(folder)])
    assert told_by_verb.exit_code == 1
    assert "ready to make" not in told_by_verb.stdout


def test_a_shot_given_to_a_model_there_is_none_of_is_said_by_check(tmp_path: Path) -> None:
    folder = show(tmp_path / "show", "")
    (folder / "episodes/01/choices.toml").write_text('[models]\n"1.a" = "kling/3"\n"9.z" = "kling/3.0"\n')
    found = {one.what: one.do for one in check(open_show(folder)).problems}
    (what,) = [one for one in found if "shot 1.a is to be filmed by 'kling/3'" in one]
    assert found[what].startswith("did you mean 'kling/3.0")
    assert any("a model is chosen for shot '9.z', which is none of this episode" in one for one in found)


def test_a_missing_key_is_one_warning_however_many_shots_and_episodes_wait_for_it(tmp_path: Path) -> None:
    folder = show(tmp_path / "show", '[models]\nvideo = "kling/3.0"\n')
    second = folder / "episodes/02"
    second.mkdir()
    (second / "script.fountain").write_text(SCRIPT)
    plans = plan(open_show(folder))
    shots = sum(len(one.choices) for one in plans)
    assert shots > 3
    found = [one.what for one in told(plans) if "KLING_API_KEY is not set" in one.what]
    assert len(found) == 1
    assert f"no model films {shots} shots of 2 episodes (1.a of episode 01 and {shots - 1} more)" in found[0]
    assert "they stay drawn" in found[0]
    for one in plans:
        assert sum("KLING_API_KEY" in problem.what for problem in one.problems) == 1


def test_check_says_that_nobody_can_film_now(tmp_path: Path) -> None:
    folder = show(tmp_path / "show", '[models]\nvideo = ["kling/*", "runway/*"]\n')
    (found,) = [one for one in check(open_show(folder)).problems if "no model can film now" in one.what]
    assert found.severity == "warning"
    assert "KLING_API_KEY is not set; RUNWAYML_API_SECRET is not set" in found.what


def test_what_waits_for_one_thing_is_told_in_one_sentence() -> None:
    def waiting(*things: tuple[str, str]) -> Waiting:
        return Waiting("shot", things, "no model films {who}: no key; {it} stay{s} drawn", "set it", about="no key")

    (one,) = merged([waiting(("01", "1.a"))])
    assert one.problem.what == "no model films shot 1.a: no key; it stays drawn"
    (two,) = merged([waiting(("01", "1.a")), waiting(("01", "1.b"))])
    assert two.problem.what == "no model films 2 shots (1.a and 1.b): no key; they stay drawn"
    (five,) = merged([waiting(*(("01", f"1.{letter}") for letter in "abcde"))])
    assert five.problem.what == "no model films 5 shots (1.a, 1.b, 1.c and 2 more): no key; they stay drawn"


def test_the_words_of_a_shot_are_read_before_they_are_paid_for(tmp_path: Path, home: Path) -> None:
    (home / "catalogue.toml").write_text("[vendors.fal]\nkeys = []\n")
    folder = show(tmp_path / "show", '[style]\nfilmed = "16 mm film"\n[models]\nvideo = "fal/seedance-2.5"\n')
    (planned,) = plan(open_show(folder))
    recipe = next(one.step.recipe for one in planned.decided if one.step.id == "take/1.a")
    assert "Vertical 9:16 16 mm film, one continuous take" in recipe["prompt"]
    read = CliRunner().invoke(cli, ["plan", "--show", str(folder), "--prompt", "1.a"])
    assert read.exit_code == 0
    assert recipe["prompt"] in read.stdout.splitlines()
    assert "take/1.a  fal/seedance-2.5" in read.stdout
    rows = json.loads(CliRunner().invoke(cli, ["plan", "--show", str(folder), "--json"]).stdout)
    assert {one["step"]: one["prompt"] for one in rows[0]["asked"]}["take/1.a"] == recipe["prompt"]
    alone = json.loads(CliRunner().invoke(cli, ["plan", "--show", str(folder), "--prompt", "1.a", "--json"]).stdout)
    assert [(one["step"], one["model"]) for one in alone] == [("take/1.a", "fal/seedance-2.5")]


def test_the_words_can_be_read_without_a_key(tmp_path: Path) -> None:
    folder = show(tmp_path / "show", '[models]\nvideo = "fal/seedance-2.5"\n')
    read = CliRunner().invoke(cli, ["plan", "--show", str(folder), "--prompt", "1.a"])
    assert read.exit_code == 0
    assert "take/1.a  nobody is asked yet" in read.stdout
    assert "Anna" in read.stdout


def test_a_shot_that_nobody_is_asked_for_is_told(tmp_path: Path) -> None:
    read = CliRunner().invoke(cli, ["plan", "--show", str(show(tmp_path / "show", "")), "--prompt", "1.a"])
    assert read.exit_code == 2
    assert "nothing is asked of a model for '1.a'" in read.stderr


def test_a_take_number_that_names_none_is_said_by_check(tmp_path: Path) -> None:
    folder = show(tmp_path / "show", "")
    (folder / "episodes/01/choices.toml").write_text('[takes]\n"take/1.a" = 7\n')
    assert any("take 7 of take/1.a is chosen, and there is none" in one.what for one in check(open_show(folder)).problems)
