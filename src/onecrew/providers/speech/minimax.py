"""Speech by MiniMax. In: an Utterance. Out: Audio. Never: streaming, a second paid request.

After platform.minimax.io/docs, Text to Speech (T2A) HTTP, error codes and system voices (November 2026). Sound comes as hexadecimal
digits; a failure may come under HTTP 200, in ``base_resp``. A Chinese character counts as two. Only the 2.6 models know a whisper
as a feeling; for the others the voice is softened.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from onecrew.providers.catalogue import Model, Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.receipt import paid
from onecrew.providers.speech import Audio, Utterance, VoiceOffer
from onecrew.providers.speech.vendor_speech import (
    SECONDS,
    NoVoice,
    asked,
    by_characters,
    checked,
    finished,
    first_model,
    from_wav,
    offered,
    plain,
    speech_offer,
    speed,
)
from onecrew.providers.transport import Answer, Transport
from onecrew.units import Broken, Busy, Money, OutOfCredit, ProviderError, Refused, Unready

_RATE = 32_000
_SLOWEST, _FASTEST = 0.5, 2.0
_EMOTIONS = {
    "happy": "happy",
    "sad": "sad",
    "angry": "angry",
    "afraid": "fearful",
    "surprised": "surprised",
    "disgusted": "disgusted",
    "tender": "calm",
}
_WHISPERS = ("speech-2.6",)
_SOFTER, _STRONGER = 70, -60
"""``intensity`` of a whisper and of a shout, from -100 (strong) to 100 (soft)."""

_LANGUAGES = {
    "af": "Afrikaans",
    "ar": "Arabic",
    "bg": "Bulgarian",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fi": "Finnish",
    "fil": "Filipino",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "ms": "Malay",
    "nb": "Norwegian",
    "nl": "Dutch",
    "nn": "Nynorsk",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sv": "Swedish",
    "ta": "Tamil",
    "th": "Thai",
    "tl": "Filipino",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "yue": "Chinese,Yue",
    "zh": "Chinese",
}

# System voices by language: f or m, ages (c child, t teen, y young, a adult, o old), name. Names are MiniMax's own.
_TABLE = """
en f ya English_compelling_lady1
en f ty English_radiant_girl
en f a English_Graceful_Lady
en f ya English_captivating_female1
en f a English_CalmWoman
en f ya English_ConfidentWoman
en f ao English_Wiselady
en f ty English_PlayfulGirl
en f a English_AssertiveQueen
en m a English_magnetic_voiced_man
en m a English_Trustworth_Man
en m y English_ReservedYoungMan
en m y English_DecentYoungMan
en m a English_ManWithDeepVoice
en m ao English_WiseScholar
en m ao English_MatureBoss
en m ct English_Strong-WilledBoy
en m t English_SadTeen
en m ya English_PatientMan
zh f a Chinese (Mandarin)_Mature_Woman
zh f ya Chinese (Mandarin)_Sweet_Lady
zh f ty Chinese (Mandarin)_Warm_Girl
zh f ty Chinese (Mandarin)_Crisp_Girl
zh f ya Chinese (Mandarin)_Warm_Bestie
zh f ao Chinese (Mandarin)_Wise_Women
zh f o Chinese (Mandarin)_Kind-hearted_Antie
zh f a Chinese (Mandarin)_News_Anchor
zh m a Chinese (Mandarin)_Reliable_Executive
zh m ya Chinese (Mandarin)_Gentleman
zh m y Chinese (Mandarin)_Unrestrained_Young_Man
zh m y Chinese (Mandarin)_Southern_Young_Man
zh m ty Chinese (Mandarin)_Gentle_Youth
zh m ct Chinese (Mandarin)_Straightforward_Boy
zh m o Chinese (Mandarin)_Humorous_Elder
zh m a Chinese (Mandarin)_Sincere_Adult
yue f a Cantonese_ProfessionalHost (F)
yue f ya Cantonese_GentleLady
yue f ty Cantonese_CuteGirl
yue f a Cantonese_KindWoman
yue m a Cantonese_ProfessionalHost (M)
yue m ya Cantonese_PlayfulMan
ja f a Japanese_CalmLady
ja f a Japanese_KindLady
ja f a Japanese_DependableWoman
ja f ya Japanese_ColdQueen
ja f ty Japanese_DecisivePrincess
ja f ty Japanese_GracefulMaiden
ja m o Japanese_IntellectualSenior
ja m ya Japanese_LoyalKnight
ja m a Japanese_DominantMan
ja m a Japanese_GentleButler
ja m ty Japanese_OptimisticYouth
ja m ct Japanese_InnocentBoy
ko f a Korean_CalmLady
ko f ya Korean_GentleWoman
ko f a Korean_MatureLady
ko f ty Korean_SweetGirl
ko f ty Korean_ShyGirl
ko f ya Korean_HaughtyLady
ko m a Korean_CalmGentleman
ko m ya Korean_ColdYoungMan
ko m a Korean_DominantMan
ko m ty Korean_OptimisticYouth
ko m ct Korean_InnocentBoy
ko m o Korean_IntellectualSenior
es f a Spanish_SereneWoman
es f a Spanish_ConfidentWoman
es f a Spanish_SophisticatedLady
es f ty Spanish_Kind-heartedGirl
es f ty Spanish_ChattyGirl
es f ao Spanish_Wiselady
es m ya Spanish_ReservedYoungMan
es m a Spanish_ThoughtfulMan
es m a Spanish_Deep-tonedMan
es m a Spanish_ToughBoss
es m t Spanish_SincereTeen
es m ct Spanish_EnergeticBoy
es m o Spanish_HumorousElder
pt f a Portuguese_SereneWoman
pt f a Portuguese_ConfidentWoman
pt f a Portuguese_GorgeousLady
pt f ty Portuguese_Kind-heartedGirl
pt f ty Portuguese_SweetGirl
pt f ao Portuguese_Wiselady
pt m ya Portuguese_ReservedYoungMan
pt m a Portuguese_ThoughtfulMan
pt m a Portuguese_Deep-VoicedGentleman
pt m a Portuguese_ToughBoss
pt m t Portuguese_SadTeen
pt m ct Portuguese_EnergeticBoy
pt m o Portuguese_HumorousElder
fr f a French_MovieLeadFemale
fr f a French_FemaleAnchor
fr m ya French_CasualMan
fr m a French_MaleNarrator
id f ya Indonesian_CalmWoman
id f a Indonesian_ConfidentWoman
id f ty Indonesian_SweetGirl
id f ty Indonesian_GentleGirl
id m ya Indonesian_ReservedYoungMan
id m a Indonesian_CaringMan
id m a Indonesian_BossyLeader
id m ct Indonesian_DeterminedBoy
de f a German_SweetLady
de m a German_FriendlyMan
de m ya German_PlayfulMan
ru f a Russian_AmbitiousWoman
ru f ya Russian_BrightHeroine
ru f ty Russian_PessimisticGirl
ru m a Russian_ReliableMan
ru m ya Russian_AttractiveGuy
ru m ct Russian_Bad-temperedBoy
it f ya Italian_BraveHeroine
it m a Italian_Narrator
it m ao Italian_WanderingSorcerer
it m a Italian_DiligentLeader
nl f ty Dutch_kindhearted_girl
nl m a Dutch_bossy_leader
vi f ty Vietnamese_kindhearted_girl
ar f a Arabic_CalmWoman
ar m ya Arabic_FriendlyGuy
tr f a Turkish_CalmWoman
tr m a Turkish_Trustworthyman
uk f a Ukrainian_CalmWoman
uk m ao Ukrainian_WiseScholar
th f ya Thai_female_1_sample1
th f a Thai_female_2_sample2
th m ya Thai_male_1_sample8
th m a Thai_male_2_sample2
pl f ya Polish_female_1_sample1
pl f a Polish_female_2_sample3
pl m ya Polish_male_1_sample4
pl m a Polish_male_2_sample3
ro f ya Romanian_female_1_sample4
ro f a Romanian_female_2_sample1
ro m ya Romanian_male_1_sample2
ro m a Romanian_male_2_sample1
el f ya Greek_female_1_sample1
el f a Greek_female_2_sample3
el m a greek_male_1a_v1
cs f ya czech_female_2_v2
cs f a czech_female_5_v7
cs m a czech_male_1_v1
fi f a finnish_female_4_v1
fi m ya finnish_male_1_v2
fi m a finnish_male_3_v1
hi f ya hindi_female_1_v2
hi f a hindi_female_2_v1
hi m a hindi_male_1_v2
"""
_AGES = {"c": "child", "t": "teen", "y": "young", "a": "adult", "o": "old"}
_NATIVE, _FOREIGN = 74, 50
"""Quality: a voice in its own language, and an English one in another."""


def _read() -> tuple[VoiceOffer, ...]:
    rows = (line.split(" ", 3) for line in _TABLE.split("\n") if line)
    return tuple(
        VoiceOffer(name, language, {"f": "female", "m": "male"}[gender], tuple(_AGES[one] for one in ages), _NATIVE)
        for language, gender, ages, name in rows
    )


_VOICES = _read()


class MiniMaxSpeech:
    """Speech 2.6 and 2.8. A voice is one of the system's, or the id of one cloned or designed in the account."""

    def __init__(self, vendor: Vendor | None = None, model: Model | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["minimax"]
        self._model = model or first_model(self._vendor)
        self._transport = Transport(self._vendor, self._headers, self._told, seconds=SECONDS)

    def offer(self) -> Offer:
        """What it needs and speaks."""
        return speech_offer(self._vendor, self._model)

    def voices(self, language: str) -> tuple[VoiceOffer, ...]:
        """The voices of the language, then the English ones: each speaks every language, with an accent."""
        base = language.split("-")[0].lower()
        own = [one for one in _VOICES if one.language == base]
        others = [VoiceOffer(one.name, "en", one.gender, one.ages, _FOREIGN) for one in _VOICES if one.language == "en"]
        return offered(own if base == "en" else [*own, *others], self._model, language)

    def cost(self, utterance: Utterance) -> Money | None:
        """Its characters, wide ones twice."""
        return by_characters(self._model, _counted(plain(utterance))) if self._model else None

    def speak(self, utterance: Utterance) -> Audio:
        """One request. A speed outside of 0.5 to 2 is brought to the nearer end.

        Raises:
            ProviderError: of the kind that MiniMax's code means.
        """
        model = asked(self._model, self._vendor)
        text = checked(plain(utterance), utterance, model, self._vendor)
        try:
            answer = self._transport.ask("POST", "/v1/t2a_v2", body=_body(text, utterance, model), orders=True)
        except NoVoice as fact:
            raise Refused(f"{fact} There is no voice {utterance.voice!r} for this account; take another in cast.toml") from None
        used = answer.at("extra_info", "usage_characters")
        paid(by_characters(model, used if isinstance(used, int) else _counted(text)))
        return finished(from_wav(_data(answer), self._vendor.title), utterance, self._vendor.title)

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self._transport.key()}"}

    def _told(self, answer: Answer) -> ProviderError | None:
        """MiniMax's codes, under any HTTP status."""
        code, said = answer.at("base_resp", "status_code"), str(answer.at("base_resp", "status_msg") or "no reason given")
        if not isinstance(code, int) or code == 0:
            return None
        what = f"MiniMax says {code}: {said}"
        if code in (1001, 1002, 1024, 1033, 1039, 1041, 2045):
            return Busy(what)
        if code in (1004, 2049):
            return Unready(f"{what}; check {self._vendor.keys[0]}: keys of the two regions differ ({self._vendor.console})")
        if code in (1008, 2056):
            return OutOfCredit(f"{what}; add money or wait for the plan's next period ({self._vendor.console})")
        if code in (1026, 1027):
            return Refused(
                f"{what}; its moderation will not speak this line, change its words", billed=False if code == 1026 else None
            )
        if code in (2042, 2054, 20132):
            return NoVoice(f"{what}.")
        return Refused(what) if code in (1042, 2013, 2061) else Broken(what)


def _body(text: str, utterance: Utterance, model: Model) -> dict[str, Any]:
    voice: dict[str, Any] = {
        "voice_id": utterance.voice,
        "speed": speed(utterance, _SLOWEST, _FASTEST),
        "vol": 1.0,
        "pitch": 0,
    }
    whispers = utterance.delivery == "whisper" and model.id.startswith(_WHISPERS)
    emotion = "whisper" if whispers else _EMOTIONS.get(utterance.feeling)
    if emotion:
        voice["emotion"] = emotion
    body: dict[str, Any] = {
        "model": model.id,
        "text": text,
        "stream": False,
        "language_boost": _LANGUAGES.get(utterance.language.split("-")[0].lower(), "auto"),
        "output_format": "hex",
        "voice_setting": voice,
        "audio_setting": {"sample_rate": _RATE, "format": "wav", "channel": 1},
    }
    if utterance.delivery == "shout":
        body["voice_modify"] = {"intensity": _STRONGER}
    elif utterance.delivery == "whisper" and not whispers:
        body["voice_modify"] = {"intensity": _SOFTER}
    return body


def _counted(text: str) -> int:
    """Characters as they are billed, at the most."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _data(answer: Answer) -> bytes:
    told = answer.at("data", "audio")
    try:
        return bytes.fromhex(told if isinstance(told, str) else "")
    except ValueError:
        raise Broken("MiniMax sent sound that is not hexadecimal", billed=True) from None
