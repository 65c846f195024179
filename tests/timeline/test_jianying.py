"""The cut as a draft of JianYing and CapCut."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from small_episode import STEMS, episode, own_media

from onecrew.timeline.jianying import HERE, Draft, write_jianying
from onecrew.timeline.timeline import Caption, Timeline


def draft(timeline: Timeline, media: dict[str, str], **more: Any) -> Draft:
    return write_jianying(timeline, "Moonlight 01", 720, 1280, media, **more)


def content(made: Draft) -> Any:
    return json.loads(made.texts["draft_content.json"])


def micro(time: Fraction) -> int:
    return round(time * 1_000_000)


def test_the_same_cut_gives_the_same_draft() -> None:
    timeline = episode()
    assert draft(timeline, STEMS) == draft(timeline, STEMS)
    assert content(draft(timeline, STEMS))["id"] != content(write_jianying(timeline, "Moonlight 02", 720, 1280, STEMS))["id"]


def test_shots_follow_each_other_to_the_microsecond() -> None:
    timeline = episode(Fraction(30000, 1001))
    (picture,) = [track for track in content(draft(timeline, own_media(timeline)))["tracks"] if track["type"] == "video"]
    times = [segment["target_timerange"] for segment in picture["segments"]]
    for before, after in pairwise(times):
        assert before["start"] + before["duration"] == after["start"]
    assert times[-1]["start"] + times[-1]["duration"] == micro(timeline.length)


def test_lines_lie_on_their_speakers_tracks_at_their_times() -> None:
    timeline = episode()
    tracks = {track["name"]: track for track in content(draft(timeline, own_media(timeline)))["tracks"]}
    for speaker in ("MEI", "LIANG"):
        starts = [segment["target_timerange"]["start"] for segment in tracks[speaker]["segments"]]
        assert starts == [micro(clip.range.start) for clip in timeline.lines if clip.speaker == speaker]


def test_no_segment_uses_more_of_a_file_than_there_is() -> None:
    timeline = episode()
    for media in (STEMS, own_media(timeline)):
        found = content(draft(timeline, media))
        lengths = {one["id"]: one["duration"] for kind in ("videos", "audios") for one in found["materials"][kind]}
        for track in found["tracks"]:
            for segment in track["segments"] if track["type"] != "text" else ():
                used = segment["source_timerange"]
                assert used["start"] + used["duration"] <= lengths[segment["material_id"]]


def test_media_lie_in_the_draft_and_are_registered() -> None:
    timeline = episode()
    made = draft(timeline, STEMS)
    assert dict(made.copies) == {path: f"materials/{path.replace('/', '_')}" for path in STEMS.values()}
    paths = {one["path"] for kind in ("videos", "audios") for one in content(made)["materials"][kind]}
    assert paths == {f"{HERE}/{inside}" for _, inside in made.copies}
    meta = json.loads(made.texts["draft_meta_info.json"])
    (registered,) = [group["value"] for group in meta["draft_materials"] if group["type"] == 0]
    assert {one["file_Path"] for one in registered} == paths
    assert (meta["draft_name"], meta["tm_duration"]) == ("Moonlight 01", micro(timeline.length))


def test_a_folder_can_be_named_for_versions_that_do_not_know_the_token() -> None:
    made = draft(episode(), STEMS, folder="D:/Drafts/Moonlight 01")
    assert all(one["path"].startswith("D:/Drafts/Moonlight 01/materials/") for one in content(made)["materials"]["videos"])


def test_captions_are_texts_unless_the_film_shows_them_already() -> None:
    timeline = episode()
    texts = [json.loads(one["content"])["text"] for one in content(draft(timeline, STEMS))["materials"]["texts"]]
    assert texts == ["\n".join(caption.lines) for caption in timeline.captions]
    assert not content(draft(timeline, STEMS, captions=False))["materials"]["texts"]


def test_transitions_and_fades_are_the_programs_own() -> None:
    timeline = episode()
    found = content(draft(timeline, own_media(timeline)))["materials"]
    assert [one["name"] for one in found["transitions"]] == ["叠化", "闪黑"]
    assert found["audio_fades"]
    assert not content(draft(timeline, STEMS))["materials"]["transitions"]


def test_what_has_no_media_is_left_out() -> None:
    found = content(draft(episode(), {"film": "episode.mp4"}))
    assert {track["type"] for track in found["tracks"]} == {"video", "text"}


def test_captions_at_the_same_time_lie_on_tracks_of_their_own_at_their_height() -> None:
    timeline = episode()
    first = timeline.captions[0]
    signs = tuple(Caption(first.range, ("EXIT",), first.line, place=place) for place in (Fraction(1, 5), Fraction(2, 5)))
    found = content(draft(replace(timeline, captions=(*timeline.captions, *signs)), STEMS))
    texts = [track for track in found["tracks"] if track["type"] == "text"]
    assert [len(track["segments"]) for track in texts] == [len(timeline.captions), 1, 1]
    heights = [track["segments"][0]["clip"]["transform"]["y"] for track in texts[1:]]
    assert heights == [float((Fraction(1, 2) - one.place) * 2) for one in signs if one.place is not None]
