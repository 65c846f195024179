"""What is heard of a line in English is believed, doubted or refused."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from onecrew.media.sound_file import write_wav
from onecrew.providers.transcription import Gist, Word
from onecrew.studio.spotting.gists import Said, agree, believed, within
from onecrew.studio.steps import gist, translate
from onecrew.studio.worker import Job
from onecrew.units import TimeRange

WHY = Said("为什么？", "zh-Hans", Fraction("0.6"))
HOUSE = Said("整个晚上都没有人离开这栋房子", "zh-Hans", Fraction("2.6"))


def heard(text: str, likelihood: float = -0.5, silence: float = 0.1) -> Gist:
    return Gist(text, Fraction(0), Fraction(1), likelihood, silence)


@pytest.mark.parametrize(
    ("text", "likelihood", "silence"),
    [
        ("Thank you for watching.", -0.4, 0.1),
        ("See you next time.", -0.4, 0.1),
        ("This is the first time I've seen it.", -0.4, 0.1),
        ("Why?", -1.5, 0.1),
        ("Why?", -0.8, 0.9),
        ("12", -0.2, 0.0),
    ],
)
def test_what_nobody_can_have_said_is_refused_and_the_entry_stays_empty(text: str, likelihood: float, silence: float) -> None:
    draft = believed([heard(text, likelihood, silence)], WHY)
    assert draft.text == ""
    assert text in draft.doubt


def test_nothing_heard_is_no_draft() -> None:
    assert believed([], WHY).doubt == "nothing was understood"


def test_words_in_a_loop_are_refused() -> None:
    said = Said("no lo sé, no lo sé, de verdad que no lo sé ahora mismo", "es", Fraction(4))
    assert believed([heard("I am here I am here I am here I am")], said).text == ""


def test_the_original_again_is_no_translation() -> None:
    said = Said("¡Llama a la policía!", "es", Fraction(2))
    assert believed([heard("llama a la policía,")], said).text == ""
    assert believed([heard("Call the police.")], said).text == "Call the police."


def test_a_word_both_languages_share_is_no_reason_to_refuse() -> None:
    assert believed([heard("This contract is false.")], Said("Este contrato es falso.", "es", Fraction(2))).text != ""


def test_the_wording_most_hearings_share_is_taken() -> None:
    draft = believed(
        [heard("There is a no one."), heard("Nobody left the house tonight.", -0.6), heard("Nobody left the house.", -0.6)], HOUSE
    )
    assert draft.text.startswith("Nobody left the house")
    assert draft.doubt == ""


def test_hearings_that_share_nothing_are_told() -> None:
    draft = believed([heard("This is a problem."), heard("Somebody opened that door.", -0.6)], HOUSE)
    assert draft.doubt == 'also heard: "Somebody opened that door."'


def test_a_question_that_became_none_is_told() -> None:
    assert believed([heard("Because")], WHY).doubt == "a question is asked"
    assert believed([heard("Because"), heard("Why?", -0.6)], WHY).text == "Why?"


def test_two_hearings_that_agree_are_enough() -> None:
    assert agree([heard("Don't ask."), heard("Don't ask")], Said("别问了", "zh", Fraction(1)))
    assert not agree([heard("Don't ask."), heard("What?")], Said("别问了", "zh", Fraction(1)))


def at(text: str, start: float, end: float) -> Gist:
    parts, step = text.split(), (end - start) / len(text.split())
    words = tuple(
        Word(one, Fraction(str(round(start + n * step, 3))), Fraction(str(round(start + (n + 1) * step, 3))), 90)
        for n, one in enumerate(parts)
    )
    return Gist(text, Fraction(str(start)), Fraction(str(end)), -0.5, 0.1, words)


def span(start: float, end: float) -> TimeRange:
    return TimeRange(Fraction(str(start)), Fraction(str(end)))


def test_a_line_is_cut_out_of_its_neighbours_at_the_ends_of_clauses() -> None:
    among = [at("It's you.", 0, 1), at("It's me. Why?", 1.2, 2.7)]
    found = [within(among, span(0, 1)), within(among, span(2.25, 2.7))]
    assert [one.text if one else None for one in found] == ["It's you.", "Why?"]


def test_half_a_clause_is_not_cut_out() -> None:
    assert within([at("All shares before midnight will be mine.", 0, 4)], span(2, 4)) is None
    assert within([at("It's you.", 0, 1)], span(5, 6)) is None


class Ear:
    """A provider that invents in the voices and understands the whole sound."""

    def __init__(self) -> None:
        self.asked: list[tuple[float, str]] = []

    def gists(self, pcm: bytes, rate: int, language: str, hint: str = "") -> tuple[Gist, ...]:
        loud = np.abs(np.frombuffer(pcm, "<i2")).max() / 32767
        self.asked.append((round(len(pcm) / 2 / rate, 1), hint))
        return (heard("Lin, why?" if loud > 0.3 else "Thanks for watching!"),) if len(pcm) < 4 * rate else ()


@pytest.fixture
def job(tmp_path: Path) -> Job:
    sounds = {}
    for name, level in (("speech", 0.1), ("sound", 0.5)):
        write_wav(np.full((48_000 * 4, 1), level, np.float32), tmp_path / f"{name}.wav")
        sounds[name] = str(tmp_path / f"{name}.wav")
    recipe = {"provider": "ear", "line": "1.1", "text": "为什么？", "language": "zh-Hans", "start": "1", "end": "8/5"}
    return Job("gist", {**recipe, "names": [["琳", "Lin"]]}, sounds, str(tmp_path))


def test_voices_and_the_whole_sound_are_heard_and_names_are_expected(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    ear = Ear()
    monkeypatch.setattr(gist, "hold", lambda capability, name: ear)
    told = json.loads(gist.run(job)["draft"].read_text())
    assert told == {"text": "Lin, why?", "doubt": "all other hearings are refused"}
    assert ear.asked == [(0.9, "Lin"), (0.9, "Lin"), (4.0, "Lin"), (4.0, "Lin")]
    job.recipe["names"] = [["海尔", "Hale"]]
    assert "the name Hale is not in it" in json.loads(gist.run(job)["draft"].read_text())["doubt"]


def test_a_provider_that_tells_no_doubts_is_asked_once_of_each_sound(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    class Vendor:
        def to_english(self, pcm: bytes, rate: int, language: str) -> str:
            return "Why?"

    monkeypatch.setattr(gist, "hold", lambda capability, name: Vendor())
    job.recipe["names"] = []
    assert json.loads(gist.run(job)["draft"].read_text()) == {"text": "Why?", "doubt": ""}


def test_what_was_not_understood_is_not_translated_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "d.json").write_text('{"text": "", "doubt": "nothing was understood"}')
    job = Job("translate", {"names": []}, {"draft": str(tmp_path / "d.json")}, str(tmp_path))
    assert json.loads(translate.run(job)["draft"].read_text()) == {"text": "", "doubt": "nothing was understood"}
