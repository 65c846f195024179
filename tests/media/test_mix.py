"""The mix: ducking, loudness, peaks, clearness, no clicks, the same again."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from small_media import effects_of, music_of, speech, tone, tone_of

from onecrew.media.loudness import integrated, meter, true_peak
from onecrew.media.measure import clicks, over_bed
from onecrew.media.mix import Mixed, MixPlan, VoiceClip, mix
from onecrew.media.sound_file import write_wav
from onecrew.timeline.timeline import AmbienceClip, MusicClip
from onecrew.units import MediaError, TimeRange

RATE = 48000


def span(start: int | str, end: int | str) -> TimeRange:
    return TimeRange(Fraction(start), Fraction(end))


@pytest.fixture(scope="module")
def plan() -> MixPlan:
    """Twenty seconds: two lines, music throughout, a door, a room."""
    return MixPlan(
        length=Fraction(20),
        voices=(
            VoiceClip(speech(3), 24000, Fraction(6), place="flat"),
            VoiceClip(speech(2, seed=2), 24000, Fraction(13), Fraction(115, 100), -4, 0.3, "off-screen"),
        ),
        music=(music_of(MusicClip("tense", span(0, 20), Fraction(2, 5), Fraction(4, 5), "1")),),
        effects=effects_of(("door", Fraction(2)), ("siren", Fraction(12))),
        ambience=(tone_of(AmbienceClip("flat", "night", "rain", True, span(0, 20))),),
    )


@pytest.fixture(scope="module")
def mixed(plan: MixPlan) -> Mixed:
    return mix(plan)


@pytest.fixture
def steady(tmp_path: Path) -> Path:
    """A music file that is one tone, so that every change of level is the mix's."""
    write_wav(tone(1000, 30, 0.2), tmp_path / "tone.wav")
    return tmp_path / "tone.wav"


def gains(music: np.ndarray) -> np.ndarray:
    """dB of a steady tone every 10 ms, against its loudest."""
    power = np.square(music[:, 0].astype(float)).reshape(-1, 480).mean(axis=1)
    return 10 * np.log10(power / power.max() + 1e-9)


def test_the_master_is_as_loud_as_asked_by_both_meters(mixed: Mixed) -> None:
    assert abs(integrated(mixed.master) + 14) < 0.3
    assert abs(meter(mixed.master).integrated + 14) < 0.3


def test_true_peaks_stay_below_the_ceiling_by_both_meters(mixed: Mixed) -> None:
    assert true_peak(mixed.master) <= -1
    assert meter(mixed.master).true_peak <= -1


def test_broadcast_loudness_on_request(plan: MixPlan) -> None:
    quiet = mix(replace(plan, loudness=-23.0))
    assert abs(meter(quiet.master).integrated + 23) < 0.3


def test_stems_sum_to_the_master_where_nothing_was_limited(plan: MixPlan) -> None:
    quiet = mix(replace(plan, loudness=-30.0))
    total = sum(quiet.stems.values())
    assert np.abs(total - quiet.master).max() < 1e-5


def test_the_limiter_only_takes_away(mixed: Mixed) -> None:
    total = sum(mixed.stems.values())
    assert (np.abs(mixed.master) <= np.abs(total) + 1e-6).all()


def test_the_bed_is_music_and_effects(mixed: Mixed) -> None:
    assert np.abs(mixed.bed() - mixed.stems["music"] - mixed.stems["effects"]).max() < 1e-6


def test_music_goes_down_before_the_first_word_and_comes_back_after_the_last(steady: Path) -> None:
    plan = MixPlan(
        Fraction(12),
        (VoiceClip(speech(3), 24000, Fraction(4)),),
        (music_of(MusicClip("calm", span(0, 12), Fraction(0), Fraction(0)), steady),),
    )
    level = gains(mix(plan).stems["music"])
    assert np.abs(level[50:380]).max() < 0.1, "untouched until 200 ms before the word"
    assert 9 <= -level[399] <= 12, "down before the word"
    assert np.ptp(level[400:700]) < 0.1, "and down while it is spoken"
    down = np.flatnonzero(level[350:420] < -0.5)[0] + 350
    reached = np.flatnonzero(level[350:420] < level[500] + 0.5)[0] + 350
    assert 5 <= reached - down <= 15, "in about 150 ms"
    back = np.flatnonzero(level[700:] > -0.5)[0]
    assert 40 <= back <= 62, "back within 400 to 600 ms"


def test_short_pauses_do_not_make_the_music_pump(steady: Path) -> None:
    plan = MixPlan(
        Fraction(12),
        tuple(VoiceClip(speech(1, seed=n), 24000, Fraction(3) + n * Fraction(3, 2)) for n in range(4)),
        (music_of(MusicClip("calm", span(0, 12), Fraction(0), Fraction(0)), steady),),
    )
    level = gains(mix(plan).stems["music"])
    assert np.ptp(level[310:840]) < 0.1


def test_every_line_stands_clear_of_its_bed(mixed: Mixed, plan: MixPlan) -> None:
    spans = [(clip.start, clip.start + Fraction(len(clip.samples), clip.rate) / clip.tempo) for clip in plan.voices]
    assert min(over_bed(mixed.stems["dialogue"], [mixed.bed()], spans)) >= 9


def test_a_whisper_stands_clear_of_thunder() -> None:
    whisper = VoiceClip(speech(3), 24000, Fraction(1), gain=-8)
    plan = MixPlan(Fraction(6), (whisper,), effects=effects_of(("thunder", Fraction(1))))
    made = mix(plan)
    assert over_bed(made.stems["dialogue"], [made.bed()], [(Fraction(1), Fraction(4))])[0] >= 9


def test_nothing_clicks(mixed: Mixed) -> None:
    assert clicks(mixed.master) == ()
    assert all(clicks(stem) == () for stem in mixed.stems.values())


def test_a_line_is_heard_exactly_when_it_should_be() -> None:
    start = Fraction(2) + Fraction(7, 25)
    voice = np.zeros(24000, np.float32)
    voice[:12000] = speech(0.5)
    voice[:12000] += 0.2 * np.sin(np.arange(12000) * 0.2).astype(np.float32)
    made = mix(MixPlan(Fraction(5), (VoiceClip(voice, 24000, start),)))
    first = np.flatnonzero(np.abs(made.stems["dialogue"][:, 0]) > 0.01)[0] / RATE
    assert 0 <= first - float(start) < 0.008


def test_faster_speech_ends_sooner() -> None:
    made = mix(MixPlan(Fraction(6), (VoiceClip(speech(3), 24000, Fraction(1), Fraction(13, 10)),)))
    last = np.flatnonzero(np.abs(made.stems["dialogue"][:, 0]) > 1e-4)[-1] / RATE
    assert abs(last - (1 + 3 / 1.3)) < 0.15


def test_a_voice_can_stand_on_one_side() -> None:
    made = mix(MixPlan(Fraction(4), (VoiceClip(speech(2), 24000, Fraction(1), pan=-0.6),)))
    left, right = (float(np.square(made.stems["dialogue"][:, side]).mean()) for side in (0, 1))
    assert 3 < 10 * np.log10(left / right) < 15


@pytest.mark.parametrize("treatment", ["plain", "phone", "off-screen", "voice-over"])
def test_treatments_change_the_colour_of_a_voice_as_their_names_say(treatment: str) -> None:
    made = mix(MixPlan(Fraction(4), (VoiceClip(speech(2), 24000, Fraction(1), treatment=treatment, place="flat"),)))
    spectrum = np.square(np.abs(np.fft.rfft(made.stems["dialogue"][:, 0])))
    pitch = np.fft.rfftfreq(len(made.stems["dialogue"]), 1 / RATE)
    bass, treble, whole = spectrum[(pitch > 60) & (pitch < 250)].sum(), spectrum[pitch > 4000].sum(), spectrum.sum()
    if treatment == "phone":
        assert bass / whole < 0.08
    else:
        assert bass / whole > 0.1
    if treatment in ("phone", "off-screen"):
        assert treble / whole < 0.002


def test_a_room_is_heard_after_a_voice_but_not_after_a_narrator() -> None:
    def tail(treatment: str) -> float:
        made = mix(MixPlan(Fraction(4), (VoiceClip(speech(1), 24000, Fraction(1), treatment=treatment, place="palace"),)))
        return float(np.square(made.stems["dialogue"][round(2.05 * RATE) : round(2.6 * RATE)]).sum())

    assert tail("plain") > 1e-3
    assert tail("voice-over") == 0


def test_the_same_plan_gives_the_same_samples(plan: MixPlan, mixed: Mixed) -> None:
    again = mix(plan)
    assert (again.master == mixed.master).all()
    assert all((again.stems[name] == mixed.stems[name]).all() for name in mixed.stems)


def test_a_film_without_any_sound_is_silent() -> None:
    made = mix(MixPlan(Fraction(3)))
    assert made.master.shape == (3 * RATE, 2)
    assert not made.master.any()


def test_what_begins_before_or_ends_after_the_film_is_cut(steady: Path) -> None:
    plan = MixPlan(
        Fraction(2),
        (VoiceClip(speech(3), 24000, Fraction(1)),),
        (music_of(MusicClip("calm", span(0, 9), Fraction(0), Fraction(0)), steady),),
        effects_of(("thunder", Fraction(1))),
    )
    assert mix(plan).master.shape == (2 * RATE, 2)


def test_an_unknown_treatment_is_refused() -> None:
    with pytest.raises(MediaError, match="'robot' is not a treatment"):
        mix(MixPlan(Fraction(2), (VoiceClip(speech(1), 24000, Fraction(0), treatment="robot"),)))


@pytest.mark.slow
def test_long_films_are_mixed_from_disk_to_the_same_samples(plan: MixPlan, monkeypatch: pytest.MonkeyPatch) -> None:
    import onecrew.media.mix as room

    in_memory = mix(plan)
    monkeypatch.setattr(room, "_ON_DISK", 0)
    on_disk = mix(plan)
    assert isinstance(on_disk.master, np.memmap)
    assert (on_disk.master == in_memory.master).all()
