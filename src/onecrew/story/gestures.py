"""Action as written becomes acts a body can play. In: a paragraph of action. Out: Deeds in order. Never: framing.

Each rule is a family of wordings (English first; the common verbs of Spanish, Portuguese, French and Chinese) with the gesture,
the time film-grammar gives it (about 1 s for a look or a gesture, 1.5–3 s for a move, silence after a blow), a sound and a feeling.
A sentence no rule knows is still given time: somebody is seen while it happens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from onecrew.story.episode import Feeling
from onecrew.story.inserts import prop_in
from onecrew.story.mentions import Mention, People
from onecrew.story.shot import Gesture
from onecrew.story.show import Gender


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done. ``who`` do it (none: it happens by itself), ``target`` has it done to them.

    ``change`` is what it leaves behind: enter, leave, sit, stand, walk, stop, hold, give, drop, or nothing. ``state``: it says how
    somebody *is* (waits, sits by the window) rather than what they do now. ``known``: a rule understood it.
    """

    who: tuple[str, ...]
    gesture: Gesture
    seconds: Fraction
    text: str
    target: str | None = None
    feeling: Feeling | None = None
    strength: int = 60
    prop: str = "none"
    sound: str = "none"
    change: str = ""
    state: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class _Rule:
    words: re.Pattern[str]
    gesture: Gesture
    seconds: Fraction
    change: str = ""
    feeling: Feeling | None = None
    strength: int = 60
    sound: str = "none"
    prop: str = "none"
    state: bool = False
    alone: bool = False
    """It needs nobody to do it: a phone, a door, the weather."""
    towards: bool = False
    """It is done to somebody."""


def _rule(words: str, gesture: Gesture, tenths: int, **more: object) -> _Rule:
    latin, _, han = words.partition("||")
    pattern = rf"(?<![\w'’-])(?:{latin})(?![\w-])" if latin else ""
    pattern = "|".join(part for part in (pattern, f"(?:{han})" if han else "") if part)
    return _Rule(re.compile(pattern, re.I), gesture, Fraction(tenths, 10), **more)  # type: ignore[arg-type]


_S, _A, _F, _H, _T, _U, _D = (
    Feeling.SAD, Feeling.ANGRY, Feeling.AFRAID, Feeling.HAPPY, Feeling.TENDER, Feeling.SURPRISED, Feeling.DISGUSTED,
)  # fmt: skip

_RULES = (
    # The phone, doors, weather, the street: things that happen by themselves.
    _rule(
        r"(?:phone|mobile|cell|móvil|teléfono|celular|telefone|téléphone) (?:buzz(?:es|ing)?|vibrates?|lights? up|pings?|beeps?|vibra|zumba|vibre)"
        r"|(?:a|another|new) (?:message|text) (?:arrives?|comes? in|appears?|pops? up)||手机(?:震动|震了|亮了)|收到(?:一条)?(?:短信|消息)",
        Gesture.HOLD, 9, change="hold", prop="phone", sound="phone-buzz", alone=True,
    ),
    _rule(
        r"(?:phone|mobile|cell|móvil|teléfono|celular|telefone|téléphone) (?:rings?|is ringing|suena|toca|sonne)||(?:手机|电话)响",
        Gesture.HOLD, 12, change="hold", prop="phone", sound="phone-ring", alone=True,
    ),
    _rule(r"(?:doorbell|bell) (?:rings?|chimes?)|suena el timbre||门铃响", Gesture.LOOK_UP, 10, sound="bell", alone=True),
    _rule(r"(?:lift|elevator)(?: doors?)? (?:dings?|pings?|opens?|arrives?)|ascensor se abre||电梯(?:到|开)", Gesture.NONE, 12, sound="lift-bell", alone=True),
    _rule(r"slams? the door|(?:the )?door slams?|da un portazo|bate a porta|claque la porte||摔门|砰地关上", Gesture.TURN, 13, sound="door", feeling=_A, strength=75, alone=True),
    _rule(r"knocks?(?: on| at)?(?: the)?(?: door)?|llama a la puerta|bate na porta|frappe à la porte||敲门", Gesture.POINT, 12, sound="thud", alone=True),
    _rule(r"(?:the )?doors? (?:opens?|closes?|shuts?)|se abre la puerta|a porta se abre|la porte s['’]ouvre||门(?:开|关)", Gesture.NONE, 11, sound="door", alone=True),
    _rule(r"thunder(?:s|claps?)?|lightning|truenos?|relámpago|trovão|tonnerre||打雷|雷声|闪电", Gesture.NONE, 11, sound="thunder", alone=True),
    _rule(r"siren(?:s)?|ambulance|sirena|ambulancia|sirène||警笛|救护车", Gesture.NONE, 12, sound="siren", alone=True),
    _rule(r"(?:a |the )?(?:car|truck|bus|taxi|van) (?:passes|pass|speeds? past|drives? (?:by|off|away|past)|roars? past|brakes|screeches)|pasa un coche||(?:车|汽车)(?:驶过|开过)", Gesture.NONE, 13, sound="car-pass", alone=True),
    _rule(r"(?:horns?|honks?|honking|claxon|buzina|klaxon)||喇叭", Gesture.NONE, 9, sound="horn", alone=True),
    _rule(r"(?:the )?(?:crowd|audience|everyone|guests?) (?:claps?|applauds?|cheers?)|applause|aplausos|applaudissements||鼓掌|掌声", Gesture.NONE, 15, sound="applause", alone=True),
    _rule(r"heartbeat|heart (?:pounds|races|beats)|le late el corazón||心跳", Gesture.NONE, 12, sound="heartbeat", feeling=_F, strength=70, alone=True),
    _rule(r"(?:footsteps|pasos|passos|des pas)||脚步声", Gesture.NONE, 12, sound="steps", alone=True),
    _rule(r"(?:a |the )?(?:glass|vase|mirror|plate|cup) (?:breaks|shatters|smashes|falls)|se rompe||(?:打|摔)碎", Gesture.NONE, 10, sound="glass", alone=True),
    # Blows and falls.
    _rule(r"slaps?|slapping|abofetea|da una bofetada|esbofeteia|gifle||扇(?:了)?.{0,4}耳光|打了.{0,4}耳光", Gesture.POINT, 8, sound="slap", feeling=_A, strength=85, towards=True),
    _rule(r"punch(?:es)?|hits?|kicks?|shoves?|pushes|attacks?|fights?|struggles?(?: with)?|golpea|empuja|soca|empurra|frappe|pousse||打|推开|踢", Gesture.FIST, 12, sound="thud", feeling=_A, strength=85, towards=True),
    _rule(r"falls? asleep|sleeps?|sleeping|lies|lying|duerme|dorme|dort||睡|躺", Gesture.NONE, 15, change="sit", state=True),
    _rule(r"faints?|collapses?|falls?(?: down| over| to (?:the|her|his) \w+)?|drops? to (?:the|her|his) \w+|trips?|se desmaya|cae|desmaia|cai|tombe|s['’]effondre||晕倒|摔倒|倒下", Gesture.FALL, 16, sound="thud", feeling=_F),
    # Tenderness.
    _rule(r"hugs?|hugging|embraces?|holds? (?:her|him) (?:tight|close)|throws? (?:her|his) arms around|abraza|abraça|serre|enlace||拥抱|抱住|抱(?:着|紧)", Gesture.HUG, 20, feeling=_T, strength=75, towards=True),
    _rule(r"kiss(?:es)?|besa|beija|embrasse||吻|亲", Gesture.HUG, 20, feeling=_T, strength=85, towards=True),
    _rule(r"(?:takes|touches|strokes|holds) (?:her|his|\w+['’]s) (?:hand|cheek|face|hair)|acaricia|caresse||握住|抚摸", Gesture.LEAN_IN, 15, feeling=_T, strength=70, towards=True),
    # Coming and going.
    _rule(
        r"enters?|entering|comes? (?:in|back|inside|closer|home)|(?:walks?|runs?|bursts?|rushes|storms?|steps?|hurries|staggers?|strides?|slips?) (?:in(?:to|side)?|through the door|back in)"
        r"|arrives?|appears?|returns?|entra|llega|chega|entre|arrive||走进|进来|进门|进入|冲进|出现|回来|来到",
        Gesture.ENTER, 16, change="enter", sound="door",
    ),
    _rule(
        r"leaves?(?! (?:a|the|it|her|his|him) )|leaving|exits?|goes (?:out|away)|(?:walks?|runs?|storms?|rushes|steps?|hurries|strides?|drives?) (?:out|away|off)|disappears?|flees|is gone"
        r"|sale|se va|sai|vai embora|sort|s['’]en va|quitte||离开|走出|出去|跑出|转身就走|走了|消失",
        Gesture.LEAVE, 17, change="leave", sound="steps",
    ),
    _rule(r"stops?(?: dead| short)?|freezes?|halts?|stands? still|se detiene|para|se fige|s['’]arrête||停下|站住|愣住", Gesture.STAND, 10, change="stop"),
    _rule(r"steps? back|backs? (?:away|off)|recoils?|retreats?|retrocede|recua|recule||后退|退后", Gesture.STEP_BACK, 12, feeling=_F, strength=65),
    _rule(r"leans? (?:in|over|closer|forward)|bends? over|se inclina|inclina-se|se penche||凑近|俯身", Gesture.LEAN_IN, 11),
    _rule(r"turns? (?:round|around|away|back|to(?:ward)?s?)|turns|se vuelve|se gira|vira-se|se retourne||转身|转过", Gesture.TURN, 11),
    _rule(r"(?:walks?|walking|runs?|running|strolls?|hurries|wanders?|crosses|paces?|marches|camina|corre|anda|caminha|marche|court)||(?<!就)走(?:着|过|在|路)|跑(?:着|过)|奔跑", Gesture.WALK, 20, change="walk", sound="steps"),
    # Sitting and standing.
    _rule(r"sits? down|sinks? (?:in)?to|takes a seat|se sienta|senta-se|s['’]assoit||坐下", Gesture.SIT, 14, change="sit"),
    _rule(r"sits?|sitting|is seated|está sentad[ao]s?|est assis(?:e)?||坐", Gesture.SIT, 13, change="sit", state=True),
    _rule(r"stands? up|gets? up|rises?|jumps? up|se levanta|levanta-se|se lève||站起|起身", Gesture.STAND, 12, change="stand"),
    _rule(r"stands?|standing|waits?|waiting|está de pie|espera|attend||站|等", Gesture.NONE, 12, state=True),
    # Hands and things.
    _rule(r"(?:gives?|hands?|passes|offers?|slides?|shows?)(?= )|da(?= )|entrega|dá|tend|donne||递给|交给|给(?:了)?", Gesture.GIVE, 14, change="give", towards=True),
    _rule(r"puts? (?:down|away|back)|sets? down|lets? go|pockets|hangs? up|puts? (?:it|the \w+|her \w+|his \w+) (?:down|away|on)|drops?|cuelga|raccroche||放下|挂(?:断|了)", Gesture.LOOK_DOWN, 11, change="drop"),
    _rule(r"tears?(?= (?:it|up|the|open|apart))|rips?|rompe|rasga|déchire||撕", Gesture.OPEN_PALMS, 13, change="drop", sound="paper", feeling=_A, strength=70),
    _rule(r"(?:reads?|reading|opens?|unfolds?|studies|lee|lê|lit|ouvre|abre)(?= (?:it|the|a|her|his|la|el|o|le|une?|uma?) ?(?:letter|note|envelope|book|diary|paper|carta|lettre|message|message|contract)?)||读|打开(?:信|信封)|看信", Gesture.HOLD, 15, change="hold", sound="paper"),
    _rule(r"(?:answers?|picks? up|checks?|calls?|dials?)(?= (?:it|the phone|her phone|his phone|a number))|contesta||接(?:起)?电话|拨", Gesture.HOLD, 11, change="hold", prop="phone"),
    _rule(r"(?:takes? out|pulls? out|grabs?|picks? up|holds?(?: up| out)?|holding|raises|lifts?|clutches|carries|produces|takes|snatches|draws)|saca|coge|agarra|sostiene|pega|segura|tira|sort(?= une?)|prend|tient||拿出|掏出|拿起|拿着|抓起|握着|举起", Gesture.HOLD, 12, change="hold"),
    _rule(r"points?(?: at| to)?|pointing|señala|aponta|montre du doigt||指(?:着|向)", Gesture.POINT, 11),
    _rule(r"waves?|waving|saluda|acena||挥手", Gesture.WAVE, 12),
    _rule(r"shrugs?|se encoge de hombros|dá de ombros|hausse les épaules||耸肩", Gesture.SHRUG, 10),
    _rule(r"crosses (?:her|his|their) arms|cruza los brazos|cruza os braços|croise les bras||抱臂|双臂交叉", Gesture.CROSS_ARMS, 11),
    _rule(r"clenche?s? (?:her|his|a)? ?fists?|slams? (?:her|his|a) (?:fist|hand)|bangs|golpea la mesa||握拳|拍桌", Gesture.FIST, 11, sound="thud", feeling=_A, strength=80),
    _rule(r"spreads? (?:her|his) (?:hands|arms)|throws? up (?:her|his) hands||摊手", Gesture.OPEN_PALMS, 11),
    _rule(r"covers? (?:her|his) (?:mouth|face)|gasps?|se tapa la boca|cobre a boca|se couvre la bouche||捂(?:住)?嘴|倒吸", Gesture.COVER_MOUTH, 11, feeling=_U, strength=80),
    _rule(r"touche?s? (?:her|his|the) (?:face|cheek|mouth|ring|necklace)|wipes? (?:her|his|away)|rubs||擦(?:眼)?泪|摸(?:着)?脸", Gesture.TOUCH_FACE, 11),
    # Faces.
    _rule(r"cr(?:y|ies|ying)|weeps?|weeping|sobs?|sobbing|(?:in|fights? back) tears|tears (?:run|fall|roll)|llora|llorando|chora|pleure||哭|流泪|泪", Gesture.CRY, 14, feeling=_S, strength=85),
    _rule(r"laugh(?:s|ing)?|giggles?|chuckles?|se ríe|ríe|ri(?=[ .,])|rit||笑(?:着|了|起来)|大笑", Gesture.LAUGH, 12, feeling=_H, strength=75),
    _rule(r"(?:smile|grin) (?:fades|dies|vanishes|freezes)|face (?:falls|drops|darkens)|stares? in horror|goes pale|turns pale||笑容(?:消失|僵)|脸色(?:一)?变|脸色苍白", Gesture.NONE, 10, feeling=_F, strength=65),
    _rule(r"smirks?|sneers?|scoffs?|rolls? (?:her|his) eyes|se burla||冷笑|讥笑", Gesture.SHAKE_HEAD, 10, feeling=_D, strength=65),
    _rule(r"smil(?:es?|ing)|grins?|beams?|sonríe|sorri|sourit||微笑|一笑", Gesture.NONE, 10, feeling=_H, strength=60),
    _rule(r"sighs?|exhales?|suspira|soupire||叹(?:气|了口气)", Gesture.SIGH, 11, feeling=_S, strength=45),
    _rule(r"frowns?|glares?|scowls?|frunce el ceño|franze||瞪|皱眉", Gesture.NONE, 10, feeling=_A, strength=60),
    _rule(r"trembl(?:es|ing)|shak(?:es|ing)(?! (?:her|his) head)|shivers?|panics?|tiembla|treme|tremble||发抖|颤抖", Gesture.STEP_BACK, 11, feeling=_F, strength=75),
    _rule(r"nods?|nodding|asiente|acena com a cabeça|hoche la tête||点头", Gesture.NOD, 9),
    _rule(r"shakes? (?:her|his) head|niega con la cabeza|balança a cabeça|secoue la tête||摇头", Gesture.SHAKE_HEAD, 10),
    _rule(r"looks? up|glances? up|raises (?:her|his) (?:head|eyes)|mira arriba|levanta la vista|olha para cima|lève les yeux||抬头", Gesture.LOOK_UP, 10),
    _rule(r"looks? (?:down|at (?:it|the (?:phone|screen|letter|photo|floor)))|lowers (?:her|his) (?:head|eyes)|mira abajo|baja la mirada|baixa os olhos|baisse les yeux||低头", Gesture.LOOK_DOWN, 10),
    _rule(r"looks? away|turns? (?:her|his) head|avoids|aparta la mirada|desvia o olhar|détourne||移开(?:目光|视线)|别过脸", Gesture.LOOK_AWAY, 10),
    _rule(r"looks?|stares?|watch(?:es|ing)?|gazes?|sees|notices|mira|observa|olha|vê|regarde|voit||看(?:着|到|见|向)|盯着", Gesture.NONE, 11),
    _rule(r"hesitates?|thinks|pauses?|(?:a )?(?:long )?silence|silence falls|beat|duda|silencio|silêncio||沉默|犹豫|停顿", Gesture.NONE, 10, alone=True),
)  # fmt: skip

_PRONOUNS = (
    (re.compile(r"(?<![\w])(?:she|ella|ela|elle)(?!\w)|她(?!们)", re.I), Gender.FEMALE),
    (re.compile(r"(?<![\w])(?:he|él|ele|il)(?!\w)|他(?!们)", re.I), Gender.MALE),
)
_OWNERS = (
    (re.compile(r"(?<!\w)her(?!\w)|她的", re.I), Gender.FEMALE),
    (re.compile(r"(?<!\w)his(?!\w)|他的", re.I), Gender.MALE),
)
_OBJECTS = (
    (re.compile(r"(?<!\w)(?:her|la)(?!\w)|她", re.I), Gender.FEMALE),
    (re.compile(r"(?<!\w)(?:him|lo)(?!\w)|他", re.I), Gender.MALE),
)
_ALL = re.compile(r"(?<!\w)(?:they|both|everyone|everybody|all|ellos|ellas|todos|eles|elas|ils|elles|tous)(?!\w)|他们|她们|大家|两人|所有人", re.I)
_NOBODY = re.compile(r"(?<!\w)(?:no one|nobody|nothing|nadie|ninguém|personne)(?!\w)|没有人", re.I)
_ABOUT = re.compile(r"(?:\b(?:of|about|from|like|without|de|sobre|sur)\s+|关于)$", re.I)
_JOINED = re.compile(r"\s*(?:,|and|&|y|e|et|和|与|、|then|now|but)?\s*", re.I)
_PRONOUN_FIRST = re.compile(r"(?:she|he|her|his|they|ella|él|ela|ele|elle|il)\b|[她他]", re.I)
_SENTENCES = re.compile(r"(?<=[.!?…;])\s+|(?<=[。！？；])|\s*\n+\s*")
_HAND = re.compile(r"(?:at|to|in|into|with) (?:her|his|the|a|an|one)?\s?(?:ear|hands?|arms?|lap)|with (?:a|an|the|her|his)|holding|拿着|手里|举着", re.I)


def deeds(text: str, people: People, recent: Sequence[str] = (), here: Sequence[str] = (), opening: bool = False) -> tuple[Deed, ...]:
    """What a paragraph of action says happens, in order.

    ``recent`` are the people last seen or heard, the latest first (whom ``she`` may mean); ``here`` everybody in the place (whom
    ``they`` means). ``opening``: nothing has been said in the scene yet, so *Mei sits by the window* tells how she is found.
    """
    found: list[Deed] = []
    last: tuple[str, ...] = ()
    order = list(recent)
    for sentence in (one.strip() for one in _SENTENCES.split(text)):
        if not sentence:
            continue
        for deed in _sentence(sentence, people, order, tuple(here), last, opening):
            found.append(deed)
            last = deed.who or last
        named = [one.who for one in people.mentions(sentence)]
        order = [*reversed(list(dict.fromkeys(named))), *(who for who in order if who not in named)]
    return tuple(found)


def _sentence(
    text: str, people: People, recent: Sequence[str], here: tuple[str, ...], last: tuple[str, ...], opening: bool
) -> list[Deed]:
    mentions = people.mentions(text)
    spans = [(one.start, one.end) for one in mentions]
    found: list[Deed] = []
    doers: tuple[str, ...] = ()
    begin = 0
    matches = _matches(text, spans)
    for number, (rule, start, end) in enumerate(matches):
        stop = matches[number + 1][1] if number + 1 < len(matches) else len(text)
        subject = _doers(text[begin:start], begin, mentions, people, recent, here)
        if not subject and rule.alone:
            owner = _owner(text[begin:end], people, recent)
            subject = (owner,) if owner else ()
        if not subject and not rule.alone:
            bare = not re.sub(r"[\s\W]", "", text[:start]) and not found
            subject = doers or (last if bare else ()) or ((recent[0],) if bare and recent else ())
        if not subject and not rule.alone:
            continue
        target = _target(text[end:stop], end, mentions, people, recent, subject) if rule.towards else None
        found.append(_deed(rule, subject, target, text, text[begin:stop], opening))
        doers = subject or doers
        begin = end
    if not found:
        subject = _leading(text, mentions) or ((last or tuple(recent[:1])) if _PRONOUN_FIRST.match(text) else ())
        words = len(text.split()) if " " in text else len(text) // 2
        seconds = min(max(Fraction(10, 10), Fraction(2 * words, 10)), Fraction(20, 10))
        prop = prop_in(text) if _HAND.search(text) else "none"
        held = "hold" if prop != "none" and subject else ""
        return [Deed(subject, Gesture.NONE, seconds, text, prop=prop, change=held, state=opening, known=False)]
    return _with_things(found, text)


def _matches(text: str, names: list[tuple[int, int]]) -> list[tuple[_Rule, int, int]]:
    """Rules that match, by place; where several do, the earlier rule of the table (the more exact wording) wins."""
    taken: set[int] = set()
    for start, end in names:
        taken.update(range(start, end))
    found: list[tuple[_Rule, int, int]] = []
    for rule in _RULES:
        for match in rule.words.finditer(text):
            span = range(match.start(), match.end())
            if match.end() > match.start() and taken.isdisjoint(span):
                taken.update(span)
                found.append((rule, match.start(), match.end()))
    return sorted(found, key=lambda one: one[1])


def _deed(rule: _Rule, subject: tuple[str, ...], target: str | None, sentence: str, part: str, opening: bool) -> Deed:
    state = rule.state and (opening or rule.gesture is Gesture.NONE)
    prop = rule.prop
    if prop == "none" and rule.change in ("hold", "give"):
        prop = prop_in(part)
    return Deed(
        who=subject,
        gesture=Gesture.NONE if state else rule.gesture,
        seconds=rule.seconds,
        text=sentence,
        target=target,
        feeling=rule.feeling,
        strength=rule.strength,
        prop=prop,
        sound=rule.sound if rule.sound != "door" or rule.change != "enter" or _DOOR.search(sentence) else "steps",
        change=rule.change,
        state=state,
    )


_DOOR = re.compile(r"door|puerta|porta|porte|门|bursts|storms", re.I)


def _with_things(found: list[Deed], text: str) -> list[Deed]:
    """A thing in somebody's hand (``the phone at her ear``) is held from then on, though nothing is done with it."""
    prop = prop_in(text)
    if prop == "none" or not _HAND.search(text) or any(one.change in ("hold", "give", "drop") for one in found):
        return found
    held = [index for index, one in enumerate(found) if one.who]
    if not held:
        return found
    index = held[-1]
    one = found[index]
    found[index] = Deed(
        one.who, one.gesture, one.seconds, one.text, one.target, one.feeling, one.strength, prop, one.sound, one.change, one.state
    )
    return found


def _doers(
    text: str, start: int, mentions: Sequence[Mention], people: People, recent: Sequence[str], here: tuple[str, ...]
) -> tuple[str, ...]:
    if _NOBODY.search(text):
        return ()
    inside = [one for one in mentions if start <= one.start and one.end <= start + len(text)]
    named = [one.who for one in inside if not one.owner and not _ABOUT.search(text[: one.start - start])]
    if named:
        return tuple(dict.fromkeys(named))
    if _ALL.search(text):
        return tuple(here)
    for pronoun, gender in _PRONOUNS:
        if pronoun.search(text):
            who = _latest(gender, people, recent)
            return (who,) if who else ()
    return tuple([one.who for one in inside if one.owner][:1])


def _leading(text: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The people a sentence begins with (``Mei and David …``): they are seen; others may only be spoken of."""
    found: list[str] = []
    end = 0
    for one in mentions:
        if not _JOINED.fullmatch(text[end : one.start]):
            break
        found.append(one.who)
        end = one.end
    return tuple(dict.fromkeys(found))


def _owner(text: str, people: People, recent: Sequence[str]) -> str | None:
    for pronoun, gender in _OWNERS:
        if pronoun.search(text):
            return _latest(gender, people, recent)
    return None


def _target(
    text: str, start: int, mentions: Sequence[Mention], people: People, recent: Sequence[str], doers: tuple[str, ...]
) -> str | None:
    for one in mentions:
        if start <= one.start < start + len(text) and one.who not in doers:
            return one.who
    others = [who for who in recent if who not in doers]
    for pronoun, gender in _OBJECTS:
        if pronoun.search(text):
            return _latest(gender, people, others)
    return None


def _latest(gender: Gender, people: People, recent: Sequence[str]) -> str | None:
    """The person last seen or heard whom a pronoun fits; someone of no stated gender only when nobody else does."""
    genders = dict(people.genders)
    fitting = [who for who in recent if genders.get(who) is gender]
    vague = [who for who in recent if genders.get(who, Gender.NEUTRAL) is Gender.NEUTRAL]
    return next(iter((*fitting, *vague)), None)
