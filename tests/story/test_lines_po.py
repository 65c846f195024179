"""Translations in PO: what a person accepted is never lost or changed, and every entry knows its state."""

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onecrew.story.lines_po import Drafted, Sayable, read_po, write_po
from onecrew.story.translation import State
from onecrew.units import Language, Where

ES, EN = Language("es"), Language("en")


def say(id: str, speaker: str, text: str) -> Sayable:
    return Sayable(id, speaker, text, Where("script.fountain", 1))


def po(*entries: tuple[str, str, str]) -> str:
    return "\n".join(f'msgctxt "{ctx}"\nmsgid "{source}"\nmsgstr "{text}"\n' for ctx, source, text in entries)


def states(text: str, *sayables: Sayable) -> dict[str, tuple[str, str]]:
    found, _ = read_po(text, "lines.es.po", ES, sayables)
    return {id: (one.state.value, one.text) for id, one in found.items()}


def test_an_entry_with_the_same_context_and_source_is_accepted():
    assert states(po(("1.1 MEI", "Hi.", "Hola.")), say("1.1", "MEI", "Hi.")) == {"1.1": ("accepted", "Hola.")}


def test_a_line_that_moved_keeps_its_translation():
    assert states(po(("1.1 MEI", "Hi.", "Hola.")), say("1.2", "MEI", "Hi.")) == {"1.2": ("accepted", "Hola.")}


def test_a_line_whose_source_changed_is_stale_and_keeps_its_text():
    text = po(("1.1 MEI", "Hi.", "Hola."))
    assert states(text, say("1.1", "MEI", "Hello.")) == {"1.1": ("stale", "Hola.")}
    entry = polib.pofile(write_po(text, ES, "T", [say("1.1", "MEI", "Hello.")], {"1.1": Drafted("Draft.", "bergamot")}))[0]
    assert (entry.msgid, entry.msgstr, entry.previous_msgid, entry.fuzzy) == ("Hello.", "Hola.", "Hi.", True)


def test_a_missing_line_is_drafted_marked_and_accepted_when_a_person_clears_the_flag():
    sayable = say("1.1", "MEI", "Hi.")
    text = write_po("", ES, "T", [sayable], {"1.1": Drafted("Hola.", "bergamot")})
    assert states(text, sayable) == {"1.1": ("draft", "Hola.")}
    assert "# machine draft (bergamot)" in text
    accepted = text.replace("#, fuzzy\n", "").replace("# machine draft (bergamot)\n", "")
    assert states(accepted, sayable) == {"1.1": ("accepted", "Hola.")}


def test_a_draft_of_an_older_source_is_drafted_again():
    text = write_po("", ES, "T", [say("1.1", "MEI", "Hi.")], {"1.1": Drafted("Hola.", "bergamot")})
    assert states(text, say("1.1", "MEI", "Goodbye.")) == {"1.1": ("missing", "")}


def test_an_extra_entry_is_a_warning_and_becomes_obsolete():
    text = po(("1.1 MEI", "Hi.", "Hola."), ("9.9 TOM", "Gone.", "Se fue."))
    _, problems = read_po(text, "lines.es.po", ES, [say("1.1", "MEI", "Hi.")])
    assert [(p.severity, p.where.line) for p in problems] == [("warning", 5)]
    written = write_po(text, ES, "T", [say("1.1", "MEI", "Hi.")], {})
    assert '#~ msgstr "Se fue."' in written


def test_a_line_that_returns_is_not_lost():
    once = write_po(po(("1.1 MEI", "Hi.", "Hola."), ("1.2 TOM", "Gone.", "Se fue.")), ES, "T", [say("1.1", "MEI", "Hi.")], {})
    again = write_po(once, ES, "T", [say("1.1", "MEI", "Hi.")], {})
    assert "Se fue." in again


def test_broken_po_names_the_line():
    _, problems = read_po('msgctxt "1.1 MEI"\nmsgid "Hi."\nmsgstr "Hol\n', "lines.es.po", ES, [])
    assert [(p.where.file, p.severity) for p in problems] == [("lines.es.po", "error")]
    assert problems[0].where.line >= 2


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(str.strip)


@given(st.lists(st.tuples(words, words), min_size=1, max_size=6, unique_by=lambda pair: pair[0]))
def test_whatever_was_accepted_survives_being_written_again(pairs):
    sayables = [say(f"1.{n}", "MEI", source) for n, (source, _) in enumerate(pairs, 1)]
    catalogue = polib.POFile()
    for sayable, (_, text) in zip(sayables, pairs, strict=True):
        catalogue.append(polib.POEntry(msgctxt=sayable.context, msgid=sayable.text, msgstr=text))
    written = write_po(str(catalogue), ES, "T", sayables, {one.id: Drafted("DRAFT", "x") for one in sayables})
    found, problems = read_po(written, "f", ES, sayables)
    assert not problems
    assert [(one.state, one.text) for one in found.values()] == [(State.ACCEPTED, text) for _, text in pairs]


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_empty_file_means_everything_is_missing(text):
    assert states(text, say("1.1", "MEI", "Hi.")) == {"1.1": ("missing", "")}


def test_shorter_wordings_stand_in_the_translators_comment_and_stay_there() -> None:
    sayables = [say("1.1", "MEI", "I do not believe a word of it.")]
    written = write_po("", ES, "T", sayables, {"1.1": Drafted("No creo ni una palabra.", "openai", ("No lo creo.",))})
    assert "# shorter: No lo creo." in written
    found, problems = read_po(written, "lines.es.po", ES, sayables)
    assert problems == ()
    assert found["1.1"].wordings == ("No creo ni una palabra.", "No lo creo.")
    assert write_po(written, ES, "T", sayables, {}) == written


def test_a_translator_may_add_a_shorter_wording_to_an_accepted_line() -> None:
    entry = po(("1.1 MEI", "Hi.", "Hola, ¿qué tal?"))
    text = f'msgid ""\nmsgstr "Language: es"\n\n# why: she is glad\n# Shorter: Hola.\n{entry}'
    found, _ = read_po(text, "lines.es.po", ES, [say("1.1", "MEI", "Hi.")])
    assert (found["1.1"].state, found["1.1"].shorter) == (State.ACCEPTED, ("Hola.",))


def test_a_doubt_is_told_and_what_was_not_believed_stays_missing() -> None:
    sayables = [say("1.1", "MEI", "为什么？"), say("1.2", "MEI", "是我")]
    ear = "whisper, by ear"
    drafts = {"1.1": Drafted("", ear, doubt="nothing was understood"), "1.2": Drafted("Me.", ear, doubt="x")}
    text = write_po("", EN, "T", sayables, drafts)
    first, second = polib.pofile(text)
    assert (first.msgstr, first.flags, first.tcomment) == ("", [], "no draft (whisper, by ear): nothing was understood")
    assert second.tcomment == "machine draft (whisper, by ear)\ndoubtful: x"
    read, _ = read_po(text, "", EN, sayables)
    assert [read[one].state for one in ("1.1", "1.2")] == [State.MISSING, State.DRAFT]
    assert write_po(text, EN, "T", sayables, {}) == text
