"""Subtitle files as people have them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onecrew.timeline.cue_reading import clean, decoded_text, read_ass, read_cues, read_subrip, read_webvtt
from onecrew.timeline.subrip import write_subrip
from onecrew.timeline.timeline import Caption
from onecrew.units import TimeRange

ZH = "1\n00:00:01,000 --> 00:00:02,500\n你是我的人\n这个不是我们要的\n\n2\n00:00:03,000 --> 00:00:04,000\n他说他不会来了\n"


def times(cues: object) -> list[tuple[float, float, str]]:
    return [(float(span.start), float(span.end), text) for span, text in cues]


def test_what_the_writer_writes_the_reader_reads() -> None:
    captions = [Caption(TimeRange(Fraction(n), n + Fraction(1, 2)), (f"row {n}", "below"), "x") for n in range(1, 5)]
    assert [(one.range, "\n".join(one.lines)) for one in captions] == list(read_subrip(write_subrip(captions)))


@pytest.mark.parametrize(
    "row",
    [
        "00:00:01,500 --> 00:00:02,500",
        "0:00:01.5-->0:00:02.5",
        "00:01,500 -> 00:02,500",
        " 00 : 00 : 01 , 500  —>  00:00:02;500 X1:10",
    ],
)
def test_sloppy_times_are_understood(row: str) -> None:
    assert times(read_subrip(f"1\r\n{row}\r\nhello\r\n")) == [(1.5, 2.5, "hello")]


def test_a_subrip_cue_keeps_its_words_over_a_blank_row_and_missing_numbers() -> None:
    text = (
        "00:00:01,000 --> 00:00:02,000\nfirst\n\nstill first\n00:00:03,000 --> 00:00:04,000\n42\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\nlast"
    )
    assert times(read_subrip(text)) == [(1, 2, "first\nstill first"), (3, 4, "42"), (5, 6, "last")]


def test_tags_and_override_codes_are_dropped() -> None:
    assert clean(r"{\an8}<i>Who</i> <font color='#fff'>is</font>\Nthere?") == "Who is\nthere?"


def test_cues_come_in_order_and_an_end_before_the_beginning_is_mended() -> None:
    text = "2\n00:00:05,000 --> 00:00:04,000\nb\n\n1\n00:00:01,000 --> 00:00:00,000\na\n\n3\n00:00:06,000 --> 00:00:07,000\nc\n"
    assert times(read_subrip(text)) == [(1, 4, "a"), (5, 6, "b"), (6, 7, "c")]


def test_webvtt_leaves_out_notes_styles_settings_and_voices() -> None:
    text = (
        "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE hello\n\nid\n00:01.000 --> 00:02.000 align:start position:0%\n"
        "<v Ada>Fish &amp; chips\n\nNOTE 00:03\n"
    )
    assert times(read_webvtt(text)) == [(1, 2, "Fish & chips")]


def test_ass_obeys_its_own_field_order_and_leaves_out_drawings_and_comments() -> None:
    text = (
        "[Events]\nFormat: Start, End, Style, Text\nDialogue: 0:00:01.50,0:00:02.00,Main,{\\b1}Yes, and\\Nno\n"
        "Comment: 0:00:01.50,0:00:02.00,Main,hidden\nDialogue: 0:00:03.00,0:00:04.00,Main,{\\p1}m 0 0 l 1 1{\\p0}\n"
    )
    assert times(read_ass(text)) == [(1.5, 2, "Yes, and\nno")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_chinese_is_read_in_every_encoding_it_is_saved_in(encoding: str) -> None:
    assert [text for _, text in read_cues(ZH.encode(encoding), "srt")] == ["你是我的人\n这个不是我们要的", "他说他不会来了"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("big5", "你是我的人，這個不是我們要的"),
        ("shift_jis", "あなたはだれですか。わたしのものです"),
        ("cp949", "이것은 나의 이야기다. 그는 오지 아니하였다"),
        ("cp1252", "¿Qué pasó anoche? El niño está aquí, señor"),
        ("cp1252", "Où étais-tu ? Ça va être très compliqué"),
        ("cp1252", "Você não pode fazer isso, irmão. Amanhã é tarde"),
        ("cp1251", "Где ты был вчера? Я ждала тебя весь вечер"),
    ],
)
def test_old_encodings_are_told_apart(encoding: str, text: str) -> None:
    assert decoded_text(text.encode(encoding)) == text


def test_one_broken_byte_in_utf_8_is_no_other_encoding() -> None:
    assert decoded_text(ZH.encode()[:-2]).startswith(ZH[:-2])


@given(st.binary(max_size=2000), st.sampled_from(["srt", "vtt", "ass", "ssa"]))
def test_any_bytes_give_cues_in_order_or_none(data: bytes, kind: str) -> None:
    cues = read_cues(data, kind)
    assert list(cues) == sorted(cues, key=lambda cue: cue[0].start)
    assert all(span.start < span.end and text for span, text in cues)


@given(st.text("0123456789:,.->\n <{}\\aN", max_size=400))
def test_text_like_cues_never_breaks_the_reader(text: str) -> None:
    for read in (read_subrip, read_webvtt, read_ass):
        assert all(span.end > span.start for span, _ in read(text))
