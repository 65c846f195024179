"""Captions and cuts as files that other programs read; each is read back by somebody else's reader."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import opentimelineio as otio
import otio_cmx3600_adapter.cmx_3600 as cmx
import otio_fcpx_xml_adapter.fcpx_xml as fcpx
import pysubs2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_episode import STEMS, episode, own_media
from small_play import RATE

from onecrew.timeline.ass import write_ass
from onecrew.timeline.edl import write_edl
from onecrew.timeline.fcpxml import write_fcpxml
from onecrew.timeline.otio import write_otio
from onecrew.timeline.subrip import write_subrip
from onecrew.timeline.timeline import Caption, Timeline
from onecrew.timeline.ttml import write_ttml
from onecrew.timeline.webvtt import write_webvtt
from onecrew.units import Language, TimeRange

GOLDEN = Path(__file__).parents[1] / "golden"
ENGLISH = Language("en")
TT = "{http://www.w3.org/ns/ttml}"
PARAMETER = "{http://www.w3.org/ns/ttml#parameter}"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("captions.srt", lambda: write_subrip(episode().captions)),
        ("captions.vtt", lambda: write_webvtt(episode().captions, ENGLISH)),
        ("captions.ass", lambda: write_ass(episode().captions, ENGLISH, 720, 1280, "Moonlight 01")),
        ("captions.ttml", lambda: write_ttml(episode().captions, ENGLISH, RATE, "Moonlight 01")),
        ("timeline.edl", lambda: write_edl(episode(), "Moonlight 01", own_media(episode()))),
        ("timeline.fcpxml", lambda: write_fcpxml(episode(), "Moonlight 01", ENGLISH, 720, 1280, STEMS)),
    ],
)
def test_the_texts_are_what_they_were(name: str, text) -> None:  # type: ignore[no-untyped-def]
    """A change here is a change of what people receive. To accept it, write the new text into tests/golden."""
    assert text() == (GOLDEN / name).read_text(encoding="utf-8")


# -- captions -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["srt", "vtt", "ass"])
def test_another_reader_finds_the_same_captions(kind: str) -> None:
    timeline = episode()
    text = {
        "srt": write_subrip(timeline.captions),
        "vtt": write_webvtt(timeline.captions, ENGLISH),
        "ass": write_ass(timeline.captions, ENGLISH, 720, 1280),
    }[kind]
    read = pysubs2.SSAFile.from_string(text, format_=kind)
    assert len(read.events) == len(timeline.captions)
    for event, caption in zip(read.events, timeline.captions, strict=True):
        assert abs(event.start - caption.range.start * 1000) <= 5
        assert abs(event.end - caption.range.end * 1000) <= 5
        if kind == "ass":
            rows = event.text.replace("\\{", "{").replace("\\}", "}").split("\\N")
        else:
            rows = event.text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").split("\\N")
        assert rows[0].endswith(caption.lines[0])
        assert rows[1:] == list(caption.lines[1:])


def test_ass_stands_in_the_safe_area_of_vertical_players() -> None:
    read = pysubs2.SSAFile.from_string(write_ass(episode().captions, ENGLISH, 1080, 1920), format_="ass")
    style = read.styles["Caption"]
    assert (read.info["PlayResX"], read.info["PlayResY"]) == ("1080", "1920")
    assert (style.marginl, style.marginr) == (60, 120)
    assert style.marginv >= 420
    assert style.alignment == pysubs2.Alignment.BOTTOM_CENTER
    assert read.events[0].name == "MEI"


def test_every_script_names_a_font_that_has_it() -> None:
    fonts = {
        tag: write_ass((), Language(tag), 720, 1280).split("Style: Caption,")[1].split(",")[0] for tag in ("en", "zh-Hans", "zh-TW")
    }
    assert fonts == {"en": "Noto Sans", "zh-Hans": "Noto Sans CJK SC", "zh-TW": "Noto Sans CJK TC"}


def test_webvtt_cues_stand_above_the_players_buttons() -> None:
    text = write_webvtt(episode().captions, ENGLISH)
    assert text.startswith("WEBVTT\n")
    settings_ = [row for row in text.splitlines() if "-->" in row]
    assert all(row.endswith("align:center") for row in settings_)
    tops = [float(row.split("line:")[1].split("%")[0]) for row in settings_]
    assert all(60 <= top <= 74 for top in tops)


def test_ttml_times_are_exact_frames_at_a_fractional_rate() -> None:
    rate = Fraction(30000, 1001)
    timeline = episode(rate)
    root = ElementTree.fromstring(write_ttml(timeline.captions, Language("pt-BR"), rate, "Title"))
    multiplier = Fraction(*map(int, root.attrib[f"{PARAMETER}frameRateMultiplier"].split()))
    assert int(root.attrib[f"{PARAMETER}frameRate"]) * multiplier == rate
    assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "pt-BR"
    assert root.attrib[f"{PARAMETER}contentProfiles"] == "http://www.w3.org/ns/ttml/profile/imsc1.1/text"
    paragraphs = list(root.iter(f"{TT}p"))
    for paragraph, caption in zip(paragraphs, timeline.captions, strict=True):
        assert Fraction(paragraph.attrib["begin"].removesuffix("f")) / rate == caption.range.start
        assert Fraction(paragraph.attrib["end"].removesuffix("f")) / rate == caption.range.end
        assert tuple(paragraph.itertext()) == caption.lines


def test_ttml_refers_only_to_what_it_defines() -> None:
    root = ElementTree.fromstring(write_ttml(episode().captions, Language("ar"), RATE))
    ids = [element.attrib[key] for element in root.iter() if (key := "{http://www.w3.org/XML/1998/namespace}id") in element.attrib]
    assert len(ids) == len(set(ids))
    used = {element.attrib[key] for element in root.iter() for key in ("style", "region") if key in element.attrib}
    used |= {value for element in root.iter() for key, value in element.attrib.items() if key.endswith("}agent")}
    assert used <= set(ids)
    assert 'tts:direction="rtl"' in write_ttml((), Language("ar"), RATE)


def test_no_captions_are_still_a_file() -> None:
    assert write_subrip(()) == ""
    assert write_webvtt((), ENGLISH).startswith("WEBVTT")
    assert not pysubs2.SSAFile.from_string(write_ass((), ENGLISH, 720, 1280), format_="ass").events
    assert not list(ElementTree.fromstring(write_ttml((), ENGLISH, RATE)).iter(f"{TT}p"))


@settings(max_examples=80, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30),
    st.integers(0, 400_000),
    st.integers(20, 200),
)
def test_any_text_survives_every_format(text: str, start: int, length: int) -> None:
    caption = Caption(TimeRange(Fraction(start, 25), Fraction(start + length, 25)), (text,), "1.1", "MEI")
    assert ElementTree.fromstring(write_ttml([caption], ENGLISH, RATE)).find(f".//{TT}p").text == text  # type: ignore[union-attr]
    assert write_subrip([caption]).splitlines()[2] == text
    assert len(pysubs2.SSAFile.from_string(write_ass([caption], ENGLISH, 720, 1280), format_="ass").events) == 1
    assert write_webvtt([caption], ENGLISH).count("-->") == 1 + text.count("--&gt;")


# -- cuts -----------------------------------------------------------------------------------------------------------------------


def read_otio(timeline: Timeline, media: dict[str, str] | None = None) -> otio.schema.Timeline:
    return otio.adapters.read_from_string(write_otio(timeline, "Moonlight 01", media), "otio_json")


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(30000, 1001)])
def test_otio_has_the_shots_where_they_are_cut(rate: Fraction) -> None:
    timeline = episode(rate)
    picture = read_otio(timeline, own_media(timeline)).video_tracks()[0]
    clips = [item for item in picture if isinstance(item, otio.schema.Clip)]
    assert [clip.name for clip in clips] == [one.shot for one in timeline.shots]
    for clip, one in zip(clips, timeline.shots, strict=True):
        start = picture.range_of_child(clip).start_time
        assert start.value == round(start.value)
        assert one.range.start * rate <= start.value <= (one.range.start + one.overlap) * rate
        assert clip.available_range().duration.value == one.range.length * rate
    assert picture.duration().value == timeline.length * rate


def test_otio_transitions_have_handles_in_the_media_on_both_sides() -> None:
    timeline = episode()
    picture = read_otio(timeline, own_media(timeline)).video_tracks()[0]
    items = list(picture)
    found = [place for place, item in enumerate(items) if isinstance(item, otio.schema.Transition)]
    assert [items[place].name for place in found] == ["dissolve", "fade"]
    assert items[found[0]].transition_type == otio.schema.TransitionTypes.SMPTE_Dissolve
    for place in found:
        before, transition, after = items[place - 1 : place + 2]
        assert before.available_range().end_time_exclusive() - before.source_range.end_time_exclusive() >= transition.out_offset
        assert after.source_range.start_time - after.available_range().start_time >= transition.in_offset


def test_otio_has_a_dialogue_track_for_each_speaker_with_lines_at_their_times() -> None:
    timeline = episode()
    tracks = {track.name: track for track in read_otio(timeline, own_media(timeline)).audio_tracks()}
    assert {"MEI", "LIANG", "music", "effects", "ambience"} <= set(tracks)
    for clip in timeline.lines:
        track = tracks[clip.speaker]
        (found,) = [item for item in track.find_clips() if item.metadata["onecrew"]["line"] == clip.line]
        assert track.range_of_child(found).start_time.value == clip.range.start * RATE
        assert found.media_reference.target_url == f"lines/{clip.line}.wav"
        assert 0 <= found.duration().value - clip.range.length * RATE < 1


def test_otio_takes_stretches_of_the_stems_where_pieces_have_no_file() -> None:
    timeline = episode()
    read = read_otio(timeline, STEMS)
    assert not [item for item in read.video_tracks()[0] if isinstance(item, otio.schema.Transition)]
    for track in read.tracks:
        for clip in track.find_clips():
            assert clip.source_range.start_time == track.range_of_child(clip).start_time
            assert clip.media_reference.target_url in STEMS.values()
            assert clip.source_range.end_time_exclusive() <= clip.available_range().end_time_exclusive()


def test_otio_without_media_says_what_is_missing() -> None:
    clips = list(read_otio(episode()).find_clips())
    assert all(clip.media_reference.is_missing_reference for clip in clips)
    assert clips[0].media_reference.name == "1.a"


def test_otio_marks_captions_on_the_picture() -> None:
    timeline = episode()
    picture = read_otio(timeline, STEMS).video_tracks()[0]
    markers = [marker for clip in picture.find_clips() for marker in clip.markers]
    assert [marker.name for marker in markers] == [" / ".join(caption.lines) for caption in timeline.captions]
    assert [marker.marked_range.start_time.value for marker in markers] == [c.range.start * RATE for c in timeline.captions]


def test_the_edit_list_is_read_as_the_same_cut() -> None:
    timeline = episode()
    read = cmx.read_from_string(write_edl(timeline, "Moonlight 01", own_media(timeline)), rate=25)
    picture = read.video_tracks()[0]
    clips = list(picture.find_clips())
    assert picture.duration().value == timeline.length * RATE
    assert [clip.name for clip in clips if clip.name in {shot.shot for shot in timeline.shots}] == [
        one.shot for one in timeline.shots
    ]
    transitions = [item for item in picture if isinstance(item, otio.schema.Transition)]
    assert len(transitions) == 3


def test_the_edit_list_counts_every_record_frame_once() -> None:
    timeline = episode()
    ends = [Fraction(0)]
    for row in write_edl(timeline, "x", own_media(timeline)).splitlines():
        if row[:3].isdigit():
            source_in, source_out, start, end = (seconds(field) for field in row.split()[-4:])
            assert source_out - source_in == end - start
            assert start == ends[-1]
            ends.append(end)
    assert ends[-1] == timeline.length


def seconds(timecode: str) -> Fraction:
    hours, minutes, whole, frames = (int(part) for part in timecode.split(":"))
    return hours * 3600 + minutes * 60 + whole + Fraction(frames) / RATE


def test_fcpxml_puts_every_sound_at_its_time() -> None:
    timeline = episode()
    root = ElementTree.fromstring(write_fcpxml(timeline, "Moonlight 01", ENGLISH, 720, 1280, own_media(timeline)).split("\n", 2)[2])
    spine = root.find(".//spine")
    assert spine is not None
    placed: dict[str, Fraction] = {}
    for clip in spine.findall("asset-clip"):
        placed[clip.attrib["name"]] = fraction(clip.attrib["offset"])
        for sound in clip.findall("asset-clip"):
            inside = fraction(sound.attrib["offset"]) - fraction(clip.attrib["start"])
            placed[sound.attrib["name"]] = placed[clip.attrib["name"]] + inside
    for clip in timeline.lines:
        assert placed[f"{clip.line} {clip.speaker}"] == clip.range.start
    assert len(spine.findall("transition")) == 2
    assert [text.text for text in root.iter("text")] == ["\n".join(caption.lines) for caption in timeline.captions]
    assets = {asset.attrib["id"] for asset in root.iter("asset")}
    assert {clip.attrib["ref"] for clip in root.iter("asset-clip")} == assets
    sources = [rep.attrib["src"] for rep in root.iter("media-rep")]
    assert len(sources) == len(set(sources)) == len(own_media(timeline))


def test_fcpxml_uses_no_media_outside_its_length() -> None:
    timeline = episode()
    for media in (STEMS, own_media(timeline), {}):
        root = ElementTree.fromstring(write_fcpxml(timeline, "x", ENGLISH, 720, 1280, media).split("\n", 2)[2])
        lengths = {asset.attrib["id"]: fraction(asset.attrib["duration"]) for asset in root.iter("asset")}
        for clip in root.iter("asset-clip"):
            assert fraction(clip.attrib["start"]) + fraction(clip.attrib["duration"]) <= lengths[clip.attrib["ref"]]


def test_another_reader_finds_the_shots_of_fcpxml() -> None:
    timeline = episode()
    read = fcpx.read_from_string(write_fcpxml(timeline, "Moonlight 01", ENGLISH, 720, 1280, STEMS))
    shots = [one.shot for one in timeline.shots]
    assert [clip.name for clip in read.find_clips() if clip.name in shots] == shots


def fraction(time: str) -> Fraction:
    return Fraction(time.removesuffix("s"))
