"""How wording, actions and punctuation become feelings, deliveries, pauses and moods."""

from fractions import Fraction

import pytest

from onecrew.story.episode import MOODS, Delivery, Feeling
from onecrew.story.feeling_words import CHINESE_FEELINGS, DELIVERIES, FEELINGS, SAYINGS
from onecrew.story.feeling_words import MOODS as MOOD_WORDS
from onecrew.story.feelings import Tone, feeling_in, hinted_tone, read_tone, scene_mood


@pytest.mark.parametrize(
    ("feeling", "wordings"),
    [
        ("happy", "laughs|beaming|smiling|with a grin|amused|overjoyed|feliz|sorrindo|sonriendo|en riant|微笑|大笑|joyeuse"),
        (
            "sad",
            "sadly|through tears|sobbing|voice breaking|heartbroken|triste|chorando|llorando|en larmes|哽咽|流泪|sighs|begging",
        ),
        (
            "angry",
            "angrily|furious|coldly|through gritted teeth|snaps|yelling|com raiva|enojada|en colère|愤怒|冷笑|fierce|irritated",
        ),
        (
            "afraid",
            "nervous|trembling|terrified|horrified|scared|in a panic|com medo|asustada|effrayée|害怕|颤抖|hesitantly|anxious",
        ),
        ("surprised", "surprised|stunned|in disbelief|shocked|confused|gasps|sorprendida|surpresa|étonné|震惊|惊讶"),
        ("disgusted", "disgusted|with contempt|sarcastic|sneering|revolted|con asco|com nojo|dégoûtée|厌恶|不屑|mocking"),
        ("tender", "tenderly|gently|softly|lovingly|warmly|con ternura|carinhosa|doucement|温柔|not unkindly|friendly|reassuring"),
        ("neutral", "calmly|matter-of-fact|composed|com calma|con calma|calmement|平静"),
    ],
)
def test_a_wording_names_a_feeling(feeling: str, wordings: str) -> None:
    found = {wording: read_tone(wording).feeling for wording in wordings.split("|")}
    assert found == dict.fromkeys(wordings.split("|"), Feeling(feeling))


def test_stronger_words_are_stronger_feelings() -> None:
    def strength(wording: str) -> int:
        found = feeling_in(wording)
        assert found is not None
        return found[1]

    assert strength("annoyed") < strength("angry") < strength("furious")
    assert strength("slightly annoyed") < strength("annoyed") < strength("very annoyed")
    assert strength("sad") < strength("tearful") < strength("sobbing")
    assert strength("有点紧张") < strength("紧张") < strength("非常紧张")


def test_the_strongest_of_several_feelings_wins() -> None:
    assert feeling_in("smiling through tears") == (Feeling.SAD, 65)
    assert feeling_in("annoyed, then furious") == (Feeling.ANGRY, 90)


def test_not_takes_a_feeling_away() -> None:
    assert feeling_in("not angry") is None
    assert feeling_in("without fear") is None
    assert feeling_in("不生气") is None


def test_gestures_that_share_a_word_with_a_feeling_name_none() -> None:
    assert feeling_in("shaking his head") is None
    assert feeling_in("they shake hands") is None


@pytest.mark.parametrize(
    ("delivery", "wordings"),
    [
        (
            "whisper",
            "whispering|whispers, afraid|under his breath|sotto voce|mutters|to herself|sussurrando|susurrando|à voix basse|低声",
        ),
        ("shout", "shouting|screams|angry, shouts|calling out|gritando|aos gritos|en criant|大喊"),
        ("slow", "slowly|drunk|weakly|haltingly|devagar|lentamente|缓缓"),
        ("fast", "quickly|fast|breathless|in a rush|urgently|rápido|vite|急促"),
    ],
)
def test_a_wording_names_a_delivery(delivery: str, wordings: str) -> None:
    found = {wording: read_tone(wording).delivery for wording in wordings.split("|")}
    assert found == dict.fromkeys(wordings.split("|"), Delivery(delivery))


@pytest.mark.parametrize(
    ("wording", "seconds"),
    [
        ("beat", "4/5"), ("a beat", "4/5"), ("Beat.", "4/5"),
        ("after a beat", "4/5"), ("pause", "1"), ("long pause", "9/5"), ("short beat", "2/5"),
        ("2 seconds", "2"), ("1.5s", "3/2"), ("silence", "3/2"), ("pausa", "1"),
        ("pausa longa", "9/5"), ("un temps", "1"), ("停顿", "1"), ("沉默", "3/2"),
    ],
)  # fmt: skip
def test_silence_is_counted_in_seconds(wording: str, seconds: str) -> None:
    tone = read_tone(wording)
    assert tone.pause == Fraction(seconds)
    assert tone.only_pause


def test_silence_and_a_feeling_are_both_heard() -> None:
    assert read_tone("beat, then softly") == Tone(Feeling.TENDER, 45, pause=Fraction(4, 5))
    assert not read_tone("beat, then softly").only_pause


def test_a_day_long_pause_is_cut_to_ten_seconds() -> None:
    assert read_tone("86400 seconds").pause == 10


@pytest.mark.parametrize(
    ("wording", "to"),
    [
        ("to Mei", "Mei"), ("to MEI, coldly", "MEI"),
        ("softly, to Tom", "Tom"), ("turning to VICTOR", "VICTOR"), ("to the driver", "driver"),
        ("para Ana", "Ana"), ("a María, en voz baja", "María"), ("à Marie", "Marie"),
        ("对小美", "小美"), ("低声对小美说", "小美"), ("对着小美说", "小美"),
        ("to herself", None), ("to no one", None), ("into phone", None), ("about to cry", None), ("angrily", None),
    ],
)  # fmt: skip
def test_to_whom_it_is_said(wording: str, to: str | None) -> None:
    assert read_tone(wording).to == to


def test_singing_is_heard() -> None:
    assert read_tone("singing").sung
    assert read_tone("cantando").sung
    assert not read_tone("since yesterday").sung


@pytest.mark.parametrize(
    ("said", "feeling"),
    [
        ("Get out!", Feeling.ANGRY), ("Good morning!", Feeling.HAPPY),
        ("What?!", Feeling.SURPRISED), ("Look at that!", Feeling.SURPRISED),
        ("I don't know...", Feeling.SAD), ("I love you.", Feeling.TENDER),
        ("Te amo", Feeling.TENDER), ("我爱你", Feeling.TENDER),
        ("Socorro!", Feeling.AFRAID), ("天哪！", Feeling.SURPRISED), ("I SAID NO", Feeling.ANGRY),
        ("Hello.", None), ("OK", None), ("FBI.", None),
    ],
)  # fmt: skip
def test_what_is_said_hints_gently(said: str, feeling: Feeling | None) -> None:
    tone = hinted_tone(said)
    assert tone.feeling == feeling
    assert feeling is None or tone.strength <= 60


def test_capitals_are_shouted_and_trailing_dots_are_slow() -> None:
    assert hinted_tone("LEAVE ME ALONE!").delivery is Delivery.SHOUT
    assert hinted_tone("I don't know...").delivery is Delivery.SLOW


@pytest.mark.parametrize(
    ("mood", "texts", "felt"),
    [
        ("calm", ["She reads."], []),
        ("tense", ["He hides behind the door with a knife."], []),
        ("sad", ["The funeral. She cries."], [(Feeling.SAD, 60)]),
        ("joyful", ["A wedding. Everybody dances and cheers."], [(Feeling.HAPPY, 80)]),
        ("romantic", ["They kiss by candlelight."], [(Feeling.TENDER, 60)]),
        ("eerie", ["A shadow in the abandoned morgue. Footsteps."], []),
        ("angry", ["She slaps him."], [(Feeling.ANGRY, 90), (Feeling.ANGRY, 70)]),
        ("warm", ["Breakfast with the family. Mother smiles."], []),
    ],
)
def test_a_scene_has_the_mood_of_what_happens_in_it(mood: str, texts: list[str], felt: list[tuple[Feeling, int]]) -> None:
    assert scene_mood(texts, felt) == mood


def test_the_tables_name_only_feelings_deliveries_and_moods_there_are() -> None:
    for name, strength in (*FEELINGS, *CHINESE_FEELINGS, *SAYINGS):
        assert Feeling(name)
        assert 0 < strength <= 100
    assert {Delivery(name) for name in DELIVERIES} == set(Delivery) - {Delivery.NORMAL}
    assert set(MOOD_WORDS) == set(MOODS) - {"calm"}
