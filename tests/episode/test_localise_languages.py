"""Two languages in one film: lines are told apart, translated from their own, and keep their sound where they are at home."""

from __future__ import annotations

import json
import re
import shutil
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import polib
import pytest

from onecrew.media.decode import read_audio
from onecrew.providers.speech import Utterance
from onecrew.providers.speech.kokoro import Kokoro
from onecrew.providers.transcription import Word
from onecrew.store.blobs import hash_file
from onecrew.story.folder import open_show
from onecrew.story.show import Format
from onecrew.story.spotted import FILM, Film, Spotted, SpottedLine, read_spotted, write_spotted
from onecrew.studio.begin import begin_found_show
from onecrew.studio.localise import localise
from onecrew.studio.make import make
from onecrew.studio.production import open_production
from onecrew.studio.spotting.tongues import FOREIGN, Heard, doubtful, foreign, main_language, mended, stretches, with_foreign
from onecrew.units import Language, ProblemsError, TimeRange

pytestmark = pytest.mark.xdist_group("localised")

EN, ES, PT = Language("en"), Language("es"), Language("pt-BR")
SAID = (
    ("en", "af_heart", "She has been waiting for you downstairs."),
    ("en", "am_onyx", "I have never lied to you."),
    ("es", "ef_dora", "La abuela nunca bebe el té que sirven otros."),
    ("en", "am_onyx", "Where did the company's money really go?"),
)


def span(start: str, end: str) -> TimeRange:
    return TimeRange(Fraction(start), Fraction(end))


def words(*told: tuple[str, str, str, int]) -> list[Word]:
    return [Word(text, Fraction(start), Fraction(end), sure) for text, start, end, sure in told]


# What Whisper base was measured to hear of SAID when it takes all of it for English: the Spanish is left out, and its time given
# to the sentence behind it.
WORDS = words(
    *(("I", "2.9", "3.4", 67), ("never", "3.54", "3.88", 100), ("lied", "3.88", "4.3", 100), ("to", "4.3", "4.46", 100)),
    *(("you.", "4.46", "4.94", 100), ("Where", "5.97", "6.27", 94), ("did", "6.27", "9.37", 97), ("the", "9.51", "9.63", 99)),
    *(("company's", "9.63", "10.21", 92), ("money", "10.21", "10.47", 100), ("go?", "10.47", "11.19", 100)),
)
OWN, STRANGE, AFTER = span("3.3", "4.74"), span("5.97", "8.51"), span("9.31", "11.33")
SPANISH = Heard(
    STRANGE,
    "es",
    tuple(words(("La", "5.9", "6.1", 87), ("abuela", "6.1", "6.4", 78), ("nunca", "6.4", "6.8", 95), ("bebe", "6.8", "8.3", 89))),
)


def line(id: str, when: TimeRange, text: str, **more: object) -> SpottedLine:
    return SpottedLine(id, when, "ANNA", text, 90, **more)  # type: ignore[arg-type]


def test_speech_is_parted_where_the_voices_pause() -> None:
    levels = [-20] * 100 + [-70] * 40 + [-25] * 60 + [-70] * 20 + [-22] * 30
    assert stretches([span("0", "2.5")], levels) == (span("0", "1"), span("1.4", "2.5"))


def test_only_speech_that_was_heard_with_doubt_is_heard_again() -> None:
    assert doubtful([OWN, STRANGE, AFTER], WORDS) == (STRANGE,)


def test_a_stretch_is_foreign_when_another_language_fits_it_better() -> None:
    assert foreign([SPANISH], WORDS, EN) == (SPANISH,)
    assert foreign([SPANISH], WORDS, ES) == ()


def test_too_few_words_tell_no_language() -> None:
    short = Heard(STRANGE, "es", tuple(words(("Sí", "6", "6.4", 99))))
    assert foreign([short], WORDS, EN) == ()


def test_what_was_drawn_out_over_foreign_speech_goes_back_to_the_sentence_behind_it() -> None:
    back = {word.text: word for word in mended(WORDS, [SPANISH])}
    assert [back[text].start for text in ("Where", "did")] == [STRANGE.end, STRANGE.end]
    assert len(back) == len(WORDS)
    assert back["never"] == WORDS[1]


def test_what_was_written_down_of_foreign_speech_is_taken_out() -> None:
    invented = words(("Grandma", "6", "6.6", 40), ("drinks.", "6.7", "7.9", 50))
    assert mended([*WORDS[:5], *invented, *WORDS[7:]], [SPANISH]) == [*WORDS[:5], *WORDS[7:]]


def test_foreign_speech_without_a_subtitle_is_a_line_of_its_own() -> None:
    before, after = line("1.1", OWN, "I never lied to you."), line("1.2", AFTER, "Where did the company's money go?")
    found = with_foreign([before, after], [SPANISH])
    assert [one.id for one in found] == ["1.1", "1.2", "1.3"]
    assert (found[1].text, found[1].language, found[1].range) == ("La abuela nunca bebe", ES, STRANGE)
    assert FOREIGN in found[1].flags


def test_a_subtitle_in_the_films_language_stays_as_what_was_read() -> None:
    shown = line("1.1", STRANGE, "Grandma never drinks.", texts=("t1",), flags=("not heard",))
    (one,) = with_foreign([shown], [SPANISH])
    assert (one.text, one.read, one.language, one.flags) == ("La abuela nunca bebe", "Grandma never drinks.", ES, (FOREIGN,))


def test_a_subtitle_in_the_language_that_is_heard_is_the_text() -> None:
    (one,) = with_foreign([line("1.1", STRANGE, "¡La abuela nunca bebe!", texts=("t1",))], [SPANISH])
    assert (one.text, one.read, one.language) == ("¡La abuela nunca bebe!", "", ES)


def test_the_main_language_is_the_one_most_is_said_in() -> None:
    assert main_language([OWN, AFTER], [SPANISH], EN) == EN
    assert main_language([OWN], [SPANISH], EN) == ES


def test_a_lines_language_is_written_and_read() -> None:
    film = Film("0" * 64, Fraction(25), 100, 144, 256)
    both = (line("1.1", span("0", "1"), "Hello."), line("1.2", span("2", "3"), "Hola.", language=ES))
    spotted, problems = read_spotted(write_spotted(Spotted(film, EN, (), both, ())), "spotted.toml")
    assert problems == ()
    assert spotted.lines == both
    _, (problem,) = read_spotted(write_spotted(spotted).replace('language = "es"', 'language = "Spanish!"'), "spotted.toml")
    assert "'Spanish!' is not a language tag" in problem.what


# -- a film of two languages ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[TimeRange]]:
    """A bar goes over a grey ground while three lines are said in English and one in Spanish; and when."""
    voice = Kokoro()
    rate, pause = 24_000, np.zeros(16_800, np.float32)
    parts, times, at = [pause], [], len(pause)
    for language, name, text in SAID:
        spoken = voice.speak(Utterance(text=text, language=language, voice=name))
        samples = np.frombuffer(spoken.pcm, "<i2").astype(np.float32) / 32768
        times.append(TimeRange(Fraction(at, rate), Fraction(at + len(samples), rate)))
        parts += [samples, pause]
        at += len(samples) + len(pause)
    wave = np.concatenate(parts).repeat(2)
    path = tmp_path_factory.mktemp("made") / "two.mp4"
    with av.open(str(path), "w") as container:
        picture = container.add_stream("libx264", rate=25, options={"preset": "ultrafast"})
        picture.width, picture.height, picture.pix_fmt = 144, 256, "yuv420p"
        sound = container.add_stream("aac", rate=48000, layout="stereo")
        for number in range(len(wave) * 25 // 48000):
            frame = np.full((256, 144, 3), 60, np.uint8)
            frame[:, number * 2 % 110 : number * 2 % 110 + 24] = 140
            container.mux(picture.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(picture.encode(None))
        for start in range(0, len(wave), 1024):
            block = np.ascontiguousarray(np.stack([wave[start : start + 1024]] * 2))
            piece = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            piece.sample_rate, piece.pts, piece.time_base = 48000, start, Fraction(1, 48000)
            container.mux(sound.encode(piece))
        container.mux(sound.encode(None))
    return path, times


def known(film: tuple[Path, list[TimeRange]], show: Path, read: str = "") -> Path:
    """A show of the film as a person would have spotted it, in English, Spanish and Portuguese."""
    path, times = film
    place = show / "episodes" / "01"
    place.mkdir(parents=True)
    shutil.copyfile(path, place / FILM)
    lines = tuple(
        SpottedLine(
            f"1.{n}",
            when,
            name.upper(),
            text,
            99,
            read=read if tag == "es" else "",
            language=ES if tag == "es" else None,
        )
        for n, (when, (tag, name, text)) in enumerate(zip(times, SAID, strict=True), 1)
    )
    with av.open(str(path)) as container:
        frames = container.streams.video[0].frames
    source = Film(hash_file(path), Fraction(25), frames, 144, 256)
    (place / "spotted.toml").write_text(write_spotted(Spotted(source, EN, (), lines, ())))
    begin_found_show(show, "Two", [EN, ES, PT], Format(144, 256, Fraction(25)))
    return show


def po(show: Path, language: Language, texts: dict[str, tuple[str, str]]) -> None:
    """Accepted translations: context → source and text."""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    rows = ((context, source, text) for context, (source, text) in texts.items())
    quoted = [
        "".join(
            f"{key} {json.dumps(text, ensure_ascii=False)}\n" for key, text in zip(("msgctxt", "msgid", "msgstr"), row, strict=True)
        )
        for row in rows
    ]
    (show / f"episodes/01/lines.{language}.po").write_text("\n".join([head, *quoted]))


def test_an_untranslated_line_in_another_language_is_named_and_nothing_is_released(
    film: tuple[Path, list[TimeRange]], tmp_path: Path
) -> None:
    show = known(film, tmp_path / "show")
    errors = [one for one in open_production(open_show(show), "01").problems if one.severity == "error"]
    assert [(one.where.file, one.what) for one in errors] == [
        ("episodes/01/lines.pt-BR.po", "line 1.3 is said in Spanish and not translated into Portuguese (BR)")
    ]
    assert "onecrew localise again" in errors[0].do
    assert "msgctxt '1.3 EF_DORA (es)'" in errors[0].do
    (made,) = make(open_show(show), languages=[PT])
    assert isinstance(made.errors[0], ProblemsError)
    assert not made.releases


def test_a_draft_of_a_line_that_was_taken_for_the_films_language_is_no_draft_of_it(
    film: tuple[Path, list[TimeRange]], tmp_path: Path
) -> None:
    show = known(film, tmp_path / "show")
    po(show, PT, {"1.3 EF_DORA": (SAID[2][2], "O que se disse")})
    assert any(one.severity == "error" for one in open_production(open_show(show), "01").problems)
    po(show, PT, {"1.3 EF_DORA (es)": (SAID[2][2], "A vovó nunca bebe o chá dos outros.")})
    assert not any(one.severity == "error" for one in open_production(open_show(show), "01").problems)


def test_the_films_own_subtitle_captions_a_foreign_line_in_the_films_language(
    film: tuple[Path, list[TimeRange]], tmp_path: Path
) -> None:
    production = open_production(open_show(known(film, tmp_path / "show", "Grandma never drinks tea that others pour.")), "01")
    assert production.texts[EN]["1.3"].text == "Grandma never drinks tea that others pour."
    assert production.texts[ES]["1.3"].text == SAID[2][2]


@pytest.mark.slow
def test_a_line_that_is_said_in_the_language_of_a_release_keeps_its_sound(
    film: tuple[Path, list[TimeRange]], tmp_path: Path
) -> None:
    show = known(film, tmp_path / "show")
    spanish = ("Te ha estado esperando abajo.", "Nunca te he mentido.", "", "¿Adónde fue el dinero?")
    po(show, ES, {f"1.{n} {SAID[n - 1][1].upper()}": (SAID[n - 1][2], spanish[n - 1]) for n in (1, 2, 4)})
    po(show, PT, {"1.3 EF_DORA (es)": (SAID[2][2], "A vovó nunca bebe o chá dos outros.")})
    (made,) = make(open_show(show), languages=[ES])
    assert not made.errors
    release = made.releases[ES]
    path, times = film
    original, kept = (read_audio(file, 48_000, 2)[:, 0] for file in (path, release / "stems/effects.wav"))
    for number, when in enumerate(times):
        first, last = int(when.start * 48_000), int(when.end * 48_000)
        likeness = np.corrcoef(original[first:last], kept[first:last])[0, 1]
        assert (likeness > 0.95) == (number == 2)
    assert "La abuela nunca bebe el té" in re.sub(r"\s+", " ", (release / "captions.srt").read_text())
    report = json.loads((release.parent / "report.json").read_text())
    onset = next(one for one in report["releases"]["es"]["findings"] if one["id"] == "onset")
    assert onset["verdict"] == "green"


@pytest.mark.slow
def test_a_foreign_line_is_told_apart_and_drafted_from_its_own_language(film: tuple[Path, list[TimeRange]], tmp_path: Path) -> None:
    path, times = film
    result = localise([path], tmp_path / "show", None, [PT])
    spotted, problems = read_spotted((tmp_path / "show/episodes/01/spotted.toml").read_text(), "spotted.toml")
    assert not problems
    assert spotted.language == EN
    assert [one.language for one in spotted.lines if one.text] == [None, None, ES, None]
    strange = next(one for one in spotted.lines if one.language == ES)
    assert strange.range.overlap(times[2]) > times[2].length * Fraction(8, 10)
    (made,) = result.made
    assert not made.errors
    catalogue = polib.pofile(str(tmp_path / "show/episodes/01/lines.pt-BR.po"))
    (entry,) = (one for one in catalogue if one.msgctxt.endswith("(es)"))
    assert entry.msgid.startswith("La abuela")
    assert entry.tcomment == "machine draft (whisper, from Spanish)"
    assert entry.fuzzy
    assert PT in made.releases
