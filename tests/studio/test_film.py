"""Shots filmed by a model, from the plan to the release, bought from an emulator."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors import emulator
from tests.vendors.fal import Emulator
from tests.vendors.gemini_image import Emulator as GeminiImages
from tests.vendors.pixverse import Emulator as PixVerseEmulator

from onecrew.cli.takes_verb import command
from onecrew.providers import catalogue, fal_queue, registry
from onecrew.providers.speech import Utterance
from onecrew.providers.video import ShotOrder
from onecrew.story.folder import open_show
from onecrew.studio import order as desk
from onecrew.studio.board import board
from onecrew.studio.decide import Decision
from onecrew.studio.make import make, store_of
from onecrew.studio.plan import plan
from onecrew.studio.takes import TakeRow, takes, tried
from onecrew.studio.takes_page import write_page
from onecrew.units import Language, Money
from shows import SHOW, write_show

pytestmark = pytest.mark.slow
MODEL = "fal/seedance-2.5"
SCRIPT = """\
INT. CAFE - NIGHT

ANNA waits at a table.

ANNA
Hello? Is anybody there?
"""
EN = SHOW.replace('languages = ["en", "es"]', 'languages = ["en"]') + f'[models]\nvideo = "{MODEL}"\n'


@pytest.fixture
def fal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    """fal on loopback, in the user's own catalogue."""
    home = tmp_path / "home"
    home.mkdir()
    with Emulator() as running:
        (home / "catalogue.toml").write_text(f'[vendors.fal]\nbase = "{running.url}"\npoll = 0\nper_minute = 6000\n')
        monkeypatch.setattr(catalogue, "user_file", lambda: home / "catalogue.toml")
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        for name in ("_FIRST_WAIT", "_LONGEST_WAIT"):
            monkeypatch.setattr(desk, name, 0.05)
        registry.provider.cache_clear()
        yield running
        registry.provider.cache_clear()


def bought(folder: Path) -> dict[str, str]:
    """The state of every film order by its step."""
    store = store_of(open_show(folder), reading=True)
    try:
        return {one.step: one.state for one in store.orders() if one.step.startswith("take/")}
    finally:
        store.close()


def test_the_plan_names_model_and_price_and_make_films_exactly_that(tmp_path: Path, fal: Emulator) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    (planned,) = plan(open_show(folder))
    orders = [one for one in planned.decided if one.step.kind == "film"]
    assert orders
    assert planned.bill is not None
    assert planned.bill.minor > 0
    assert {choice.model.name for choice in planned.choices.values() if choice.model} == {MODEL}
    (result,) = make(open_show(folder))
    assert not result.errors
    assert {one.step.id for one in orders} == set(bought(folder))
    assert set(bought(folder).values()) == {"done"}
    assert len(fal.jobs) == len(orders)
    with av.open(str(result.releases[Language("en")] / "episode.mp4")) as film:
        stream = film.streams.video[0]
        assert (stream.width, stream.height) == (144, 256)
        assert abs(stream.frames / stream.average_rate - planned.film_seconds) < 0.5
    manifest = json.loads((result.releases[Language("en")] / "manifest.json").read_text())
    assert manifest["picture"] == "filmed"
    assert {shot["model"] for shot in manifest["shots"]} == {MODEL, "onecrew animation"}
    assert result.report is not None
    assert f"Filmed by {MODEL}." in result.report.read_text()
    (again,) = make(open_show(folder))
    assert again.ran == []
    assert len(fal.jobs) == len(orders)


def test_another_language_is_cut_from_the_same_takes(tmp_path: Path, fal: Emulator) -> None:
    show = SHOW + f'[models]\nvideo = "{MODEL}"\n'
    es = 'msgctxt "1.1 ANNA"\nmsgid "Hello? Is anybody there?"\nmsgstr "¿Hola? ¿Hay alguien ahí?"\n'
    folder = write_show(tmp_path / "show", script=SCRIPT, show=show, es=es)
    (result,) = make(open_show(folder))
    assert not result.errors
    assert set(result.releases) == {Language("en"), Language("es")}
    assert len(fal.jobs) == len(bought(folder))


def test_a_take_with_faults_is_kept_and_waits_for_a_person(tmp_path: Path, fal: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulator, "film", black)
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    (result,) = make(open_show(folder))
    told = "\n".join(str(error) for error in result.errors)
    assert "the take take/1.a was looked at and does not count: black for" in told
    assert '"take/1.a" = 2 under [takes]' in told
    assert not result.releases
    assert set(bought(folder).values()) == {"done"}
    store = store_of(open_show(folder), reading=True)
    rows = takes(store)
    page = write_page(store, rows, tmp_path / "page").read_text()
    store.close()
    # The second shot is held against the first, so nobody has looked at it yet.
    assert [(row.judged, row.standing, row.used) for row in rows] == [("refused", "does not count", False), ("", "done", False)]
    assert rows[0].faults[0].startswith("black for")
    assert page.count('class="does-not-count"') == 1
    assert "black for" in page
    board(open_show(folder))
    drawn = (folder / "release/01/board/board.html").read_text()
    assert re.search(r"take/1\.a 1, fal/seedance-2\.5: does not count, [\d.]+ USD; black for", drawn)
    # Nothing of it counts as kept when models are ranked.
    assert [(one.kept, one.taken) for one in tried(rows).values()] == [(0, 1)]
    ordered = len(fal.jobs)
    accepted = "\n".join(f'"{step}" = "it is night"' for step in bought(folder))
    (folder / "episodes/01/choices.toml").write_text(f"[accepted]\n{accepted}\n")
    (result,) = make(open_show(folder))
    assert not result.errors
    assert Language("en") in result.releases
    assert len(fal.jobs) == ordered
    store = store_of(open_show(folder), reading=True)
    rows = takes(store)
    store.close()
    assert {(row.judged, row.standing) for row in rows} == {("kept", "used")}
    assert all(row.faults for row in rows)


def test_a_shot_longer_than_the_model_films_is_ordered_in_parts(tmp_path: Path, fal: Emulator) -> None:
    words = "There was a door behind the bookcase, and behind the door a stair, and nobody knew how far down it went. " * 3
    script = f"INT. CAFE - NIGHT\n\nANNA\n{words.strip()}\n"
    models = '[models.video]\nuse = ["fal/short"]\n'
    home = catalogue.user_file()
    home.write_text(
        home.read_text()
        + '[models."fal/short"]\nvendor = "fal"\ncapability = "video"\nid = "north/short/text-to-video"\nunit = "second"\n'
        + 'seconds = [2, 4]\nresolutions = ["480p"]\nprompt = 4000\nprice = {any = "0.01USD"}\n'
    )
    folder = write_show(tmp_path / "show", script=script, show=EN.split("[models]")[0] + models, es="")
    (planned,) = plan(open_show(folder))
    longest = max(planned.choices.values(), key=lambda choice: len(choice.parts))
    assert len(longest.parts) > 1
    assert set(longest.parts) <= {2, 3, 4}
    (result,) = make(open_show(folder))
    assert not result.errors
    steps = set(bought(folder))
    parts = {step for step in steps if step.count("/") == 2}
    assert parts
    assert {step.rsplit("/", 1)[0] for step in parts} <= steps


def test_a_budget_that_does_not_hold_films_nothing(tmp_path: Path, fal: Emulator) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    (result,) = make(open_show(folder), cap=Money.read("0.10USD"))
    assert "the budget is 0.10 USD" in str(result.errors[0])
    assert fal.requests == []


def left_running(folder: Path, *steps: str) -> None:
    """Orders that were sent for words that stand nowhere any more, and run at their vendor."""
    store = store_of(open_show(folder), episode="01")
    for step in steps:
        order = ShotOrder("bytedance/seedance-2.5/text-to-video", f"{step}, as it was.", Fraction(4), "480p")
        job = registry.video("fal").begin(order).job
        store.record_order(step.replace("/", " "), step, "{}", "fal", Money.read("0.50USD"))
        store.take_job(step.replace("/", " "), job)
    store.close()


def test_make_fetches_what_runs_for_words_that_were_changed_since(tmp_path: Path, fal: Emulator) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    left_running(folder, "take/1.a", "take/9.z")
    for job in fal.jobs.values():
        job.looks = 1
    # Nothing else is ordered: the budget does not hold it.
    make(open_show(folder), cap=Money.read("0.10USD"))
    assert bought(folder) == {"take/1.a": "done", "take/9.z": "done"}
    assert len(fal.jobs) == 2
    left_running(folder, "take/9.y")
    late = list(fal.jobs.values())[-1]
    late.fault, late.looks = "moderated after", 1
    (result,) = make(open_show(folder), cap=Money.read("0.10USD"))
    assert any("take/9.y, which was ordered before for 0.50 USD, did not come" in one.what for one in result.problems)


def test_what_runs_can_be_fetched_by_hand(tmp_path: Path, fal: Emulator) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    left_running(folder, "take/1.a", "take/9.z")
    slow, ready = fal.jobs.values()
    slow.looks, ready.looks = -10_000, 1
    told = CliRunner().invoke(command, ["fetch", "--show", str(folder)])
    assert told.exit_code == 0, told.output
    assert re.search(r"take/1\.a +is still being made", told.output)
    assert re.search(r"take/9\.z +is here", told.output)
    slow.fault, slow.looks = "expired link", 1
    told = CliRunner().invoke(command, ["fetch", "--show", str(folder)])
    assert told.exit_code == 1
    assert "no longer keeps" in told.output
    assert bought(folder) == {"take/1.a": "expired", "take/9.z": "done"}


def test_what_is_missing_is_said_by_the_plan(tmp_path: Path, fal: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAL_KEY")
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    (planned,) = plan(open_show(folder))
    assert any("FAL_KEY is not set" in problem.what for problem in planned.problems)
    assert not [one for one in planned.decided if one.step.kind == "film"]


def test_the_takes_are_listed_with_their_pictures(tmp_path: Path, fal: Emulator) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    make(open_show(folder))
    store = store_of(open_show(folder), reading=True)
    rows = takes(store)
    page = write_page(store, rows, tmp_path / "page")
    store.close()
    assert [row.step for row in rows] == sorted(bought(folder))
    assert all(row.used and row.model == MODEL and row.price.minor for row in rows)
    assert page.read_text().count("<img") == 3 * len(rows) == len(list(page.parent.glob("*.jpg")))


def test_shots_that_are_filmed_keep_their_model_when_another_becomes_cheaper(tmp_path: Path, fal: Emulator) -> None:
    show = EN.replace(f'video = "{MODEL}"', 'video = ["fal/one", "fal/two"]')
    folder = write_show(tmp_path / "show", script=SCRIPT, show=show, es="")
    home = catalogue.user_file()
    vendors = home.read_text()

    def priced(one: str, two: str) -> str:
        rows = [
            f'[models."fal/{name}"]\nvendor = "fal"\ncapability = "video"\nid = "north/{name}/text-to-video"\nunit = "second"\n'
            f'seconds = [2, 12]\nresolutions = ["480p"]\nprompt = 4000\nprice = {{any = "{price}USD"}}\n'
            for name, price in (("one", one), ("two", two))
        ]
        return vendors + "".join(rows)

    home.write_text(priced("0.01", "0.05"))
    (result,) = make(open_show(folder))
    assert not result.errors
    ordered = len(fal.jobs)
    home.write_text(priced("0.50", "0.05"))
    (planned,) = plan(open_show(folder))
    assert {choice.model.name for choice in planned.choices.values() if choice.model} == {"fal/one"}
    assert planned.bill == Money(0)
    (again,) = make(open_show(folder))
    assert not again.errors
    assert len(fal.jobs) == ordered
    # What is to be filmed anew goes on with it too, and only that is ordered.
    script = folder / "episodes/01/script.fountain"
    script.write_text(script.read_text().replace("Is anybody there?", "Is anybody there with you tonight?"))
    (planned,) = plan(open_show(folder))
    assert {choice.model.name for choice in planned.choices.values() if choice.model} == {"fal/one"}


def test_a_number_chooses_the_take_of_that_number_and_only_the_next_one_orders(tmp_path: Path, fal: Emulator) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    chosen = folder / "episodes/01/choices.toml"
    assert not make(open_show(folder))[0].errors
    before = rows_of(folder)
    script = folder / "episodes/01/script.fountain"
    # Other words, said as fast: the cut stays, and the shots are bought again.
    script.write_text(script.read_text().replace("CAFE - NIGHT", "CAFE - DAY"))
    assert not make(open_show(folder))[0].errors
    after = rows_of(folder)
    step = next(row.step for row in after if row.number == 2)
    ordered = len(fal.jobs)
    chosen.write_text(f'[takes]\n"{step}" = 1\n')
    (planned,) = plan(open_show(folder))
    assert not [one for one in planned.decided if one.step.id == step and one.decision is not Decision.REUSED]
    assert not make(open_show(folder))[0].errors
    assert len(fal.jobs) == ordered
    used = {row.key for row in rows_of(folder) if row.step == step and row.used}
    assert used == {row.key for row in before if row.step == step}
    chosen.write_text(f'[takes]\n"{step}" = 3\n')
    for _ in range(2):
        assert not make(open_show(folder))[0].errors
        assert [row.number for row in rows_of(folder) if row.step == step and row.used] == [3]
        assert len(fal.jobs) == ordered + 1
    chosen.write_text(f'[takes]\n"{step}" = 9\n')
    (planned,) = plan(open_show(folder))
    assert any(
        f"take 9 of {step} is chosen, and there is none" in one.what and "4 orders another" in one.do for one in planned.problems
    )


def test_what_a_model_fails_to_film_another_films_or_it_stays_drawn_and_that_is_told(tmp_path: Path, fal: Emulator) -> None:
    home = catalogue.user_file()
    home.write_text(
        home.read_text()
        + '[models."fal/two"]\nvendor = "fal"\ncapability = "video"\nid = "north/two/text-to-video"\nunit = "second"\n'
        + 'seconds = [2, 12]\nresolutions = ["480p"]\nprompt = 4000\nprice = {any = "0.01USD"}\n'
    )
    models = f'[models.video]\nuse = ["{MODEL}"]\notherwise = ["fal/two", "animation"]\n'
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN.split("[models]")[0] + models, es="")
    for fault in ("moderated after", "failed", "failed"):
        fal.fault(fault)
    for _ in range(2):
        (result,) = make(open_show(folder))
        assert not result.errors
        assert Language("en") in result.releases
        told = [one.what for one in result.problems if "as otherwise under [models.video] says" in one.what]
        assert len(told) == 2
        assert any("it stays drawn" in one for one in told)
        assert any("fal/two films it" in one for one in told)
        assert len(fal.jobs) == 4
    assert result.ran == []
    assert sorted((row.model, row.standing) for row in rows_of(folder)) == [
        ("fal/seedance-2.5", "failed"),
        ("fal/seedance-2.5", "refused"),
        ("fal/two", "failed"),
        ("fal/two", "used"),
    ]


def rows_of(folder: Path) -> tuple[TakeRow, ...]:
    """The takes of a show."""
    store = store_of(open_show(folder), reading=True)
    try:
        return takes(store)
    finally:
        store.close()


def test_two_episodes_keep_their_takes_apart(tmp_path: Path, fal: Emulator) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    (folder / "episodes/02").mkdir()
    (folder / "episodes/02/script.fountain").write_text(SCRIPT.replace("waits at a table", "sits at the window"))
    results = make(open_show(folder))
    assert not any(one.errors for one in results)
    store = store_of(open_show(folder), reading=True)
    rows = takes(store)
    store.close()
    assert {row.episode for row in rows} == {"01", "02"}
    assert all(row.used for row in rows)
    assert all(one.ran == [] for one in make(open_show(folder)))


def test_a_picture_of_a_character_goes_along_and_is_told_of(tmp_path: Path, fal: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fal_queue, "_STORAGE", fal.url)
    models = '[models.video]\nuse = ["fal/seedance-2.5-references", "fal/seedance-2.5"]\n'
    cast = '[ANNA]\ngender = "female"\npicture = "media/anna.png"\n'
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN.split("[models]")[0] + models, es="", cast=cast)
    assert any("is not there" in problem.what for problem in plan(open_show(folder))[0].problems)
    (folder / "media").mkdir(exist_ok=True)
    cv2.imwrite(str(folder / "media/anna.png"), np.full((64, 48, 3), 120, np.uint8))
    (result,) = make(open_show(folder))
    assert not result.errors
    with_people = [job.asked for job in fal.jobs.values() if "Anna" in job.asked["prompt"]]
    assert with_people
    assert all(len(asked["image_urls"]) == 1 for asked in with_people)
    assert all("Reference image 1 shows Anna" in asked["prompt"] for asked in with_people)


def test_a_character_sheet_is_ordered_once_for_the_show(tmp_path: Path, fal: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fal_queue, "_STORAGE", fal.url)
    models = (
        '[models]\nimage = "gemini/3.1-flash-image"\n[models.video]\nuse = ["fal/seedance-2.5-references", "fal/seedance-2.5"]\n'
    )
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN.split("[models]")[0] + models, es="")
    (folder / "episodes/02").mkdir()
    (folder / "episodes/02/script.fountain").write_text(SCRIPT.replace("waits at a table", "sits at the window"))
    (without, _) = plan(open_show(folder))
    assert any("GEMINI_API_KEY" in problem.what for problem in without.problems)
    assert not without.choices
    with GeminiImages() as gemini:
        home = catalogue.user_file()
        home.write_text(home.read_text() + f'[vendors.gemini]\nbase = "{gemini.url}{gemini.base_path()}"\n')
        for name, value in gemini.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        registry.provider.cache_clear()
        results = make(open_show(folder))
        assert not any(one.errors for one in results)
        assert len(gemini.jobs) == 1
    with_people = [job.asked for job in fal.jobs.values() if "Reference image 1 shows Anna" in job.asked["prompt"]]
    assert with_people
    assert all(len(asked["image_urls"]) == 1 for asked in with_people)
    store = store_of(open_show(folder), reading=True)
    rows = takes(store)
    page = write_page(store, rows, tmp_path / "page")
    store.close()
    assert [row.step for row in rows if row.picture] == ["sheet/ANNA"]
    assert "sheet/ANNA" in page.read_text()


@pytest.fixture
def pixverse(fal: Emulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[PixVerseEmulator]:
    """PixVerse beside fal."""
    home = catalogue.user_file()
    with PixVerseEmulator() as running:
        base = f"{running.url}{running.base_path()}"
        home.write_text(home.read_text() + f'[vendors.pixverse]\nbase = "{base}"\npoll = 0\nper_minute = 6000\n')
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        yield running


LIPS = 'lipsync = "pixverse/lip-sync"\n[models.video]\nuse = ["fal/seedance-2.5"]\nagreed = ["pixverse/lip-sync"]\n'


def test_mouths_follow_the_voices_of_each_language(tmp_path: Path, fal: Emulator, pixverse: PixVerseEmulator) -> None:
    es = 'msgctxt "1.1 ANNA"\nmsgid "Hello? Is anybody there?"\nmsgstr "¿Hola? ¿Hay alguien ahí?"\n'
    folder = write_show(tmp_path / "show", script=SCRIPT, show=f"{SHOW}[models]\n{LIPS}", es=es)
    (planned,) = plan(open_show(folder))
    wanted = {one.step.id for one in planned.decided if one.step.id.startswith("lips/")}
    assert {one.split("/")[1] for one in wanted} == {"en", "es"}
    (result,) = make(open_show(folder))
    assert not result.errors
    assert len(pixverse.jobs) == len(wanted)
    store = store_of(open_show(folder), reading=True)
    rows = {row.step: row for row in takes(store)}
    store.close()
    assert all(rows[one].state == "done" and rows[one].price.minor for one in wanted)
    (again,) = make(open_show(folder))
    assert again.ran == []


def test_mouths_are_not_moved_without_consent(tmp_path: Path, fal: Emulator, pixverse: PixVerseEmulator) -> None:
    show = f"{EN.split('[models]')[0]}[models]\n{LIPS}".replace('agreed = ["pixverse/lip-sync"]\n', "")
    folder = write_show(tmp_path / "show", script=SCRIPT, show=show, es="")
    (result,) = make(open_show(folder))
    assert not result.errors
    assert any("needs the consent of those who are seen" in problem.what for problem in result.problems)
    assert not pixverse.jobs


def talking(text: str) -> Callable[[Fraction, int, int], bytes]:
    """Films of a vendor whose people say this line after half a second."""
    kokoro = registry.speech("kokoro")
    said = kokoro.speak(Utterance(text, "en", kokoro.voices("en")[0].name))
    release = getattr(kokoro, "release", None)
    if release is not None:
        release()

    def film(seconds: Fraction, width: int, height: int) -> bytes:
        silent = quiet(seconds, width, height)
        made = BytesIO()
        pcm = np.frombuffer(said.pcm, "<i2")
        sound = np.zeros(round(seconds * said.rate), np.int16)
        first = said.rate // 2
        sound[first : first + len(pcm)] = pcm[: len(sound) - first]
        with av.open(BytesIO(silent)) as source, av.open(made, "w", format="mp4") as container:
            picture = container.add_stream_from_template(source.streams.video[0])
            voice = container.add_stream("aac", rate=said.rate, layout="mono")
            for packet in source.demux(video=0):
                if packet.dts is not None:
                    packet.stream = picture
                    container.mux(packet)
            frame = av.AudioFrame.from_ndarray(sound.reshape(1, -1), format="s16", layout="mono")
            frame.sample_rate = said.rate
            container.mux(voice.encode(frame))
            container.mux(voice.encode(None))
        return made.getvalue()

    quiet = emulator.film
    return film


NATIVE = '[models.video]\nuse = ["fal/seedance-2.5"]\nvoice = "native"\n'


def test_a_line_the_model_says_is_heard_where_it_says_it(tmp_path: Path, fal: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulator, "film", talking("Hello? Is anybody there?"))
    es = 'msgctxt "1.1 ANNA"\nmsgid "Hello? Is anybody there?"\nmsgstr "¿Hola? ¿Hay alguien ahí?"\n'
    folder = write_show(tmp_path / "show", script=SCRIPT, show=SHOW + NATIVE, es=es)
    (result,) = make(open_show(folder))
    assert not result.errors
    assert [step for step in result.ran if step.startswith("native/")]
    spoken = [job.asked for job in fal.jobs.values() if 'Anna says, composed: "Hello? Is anybody there?"' in job.asked["prompt"]]
    assert spoken
    assert all(asked["generate_audio"] for asked in spoken)
    manifest = json.loads((result.releases[Language("en")] / "manifest.json").read_text())
    (line,) = manifest["lines"]
    (shot,) = [one for one in manifest["shots"] if one["takes"] and line_in(one, line)]
    assert 0.4 < float(Fraction(line["start"]) - Fraction(shot["start"])) < 0.6
    spanish = json.loads((result.releases[Language("es")] / "manifest.json").read_text())
    assert spanish["lines"][0]["audio"] != line["audio"]
    (again,) = make(open_show(folder))
    assert again.ran == []


def line_in(shot: dict[str, str], line: dict[str, str]) -> bool:
    """Whether a line begins in a shot."""
    start = Fraction(shot["start"])
    return start <= Fraction(line["start"]) < start + Fraction(shot["seconds"])


def test_a_take_that_says_something_else_does_not_count(tmp_path: Path, fal: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulator, "film", talking("The weather will be fine tomorrow."))
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN.split("[models]")[0] + NATIVE, es="")
    (result,) = make(open_show(folder))
    told = "\n".join(str(error) for error in result.errors)
    assert "where 'Hello? Is anybody there?' was asked for" in told
    (shot,) = re.findall(r'"(\S+)" = "ours" under \[voices\]', told)
    (folder / "episodes/01/choices.toml").write_text(f'[voices]\n"{shot}" = "ours"\n')
    (result,) = make(open_show(folder))
    assert not result.errors
    assert not any(step.startswith("native/") for step in result.ran)


def black(seconds: Fraction, width: int, height: int) -> bytes:
    """A film of nothing."""
    made = BytesIO()
    with av.open(made, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = width, height + height % 2, "yuv420p"
        for _ in range(round(seconds * 24)):
            picture = np.zeros((height + height % 2, width, 3), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
    return made.getvalue()
