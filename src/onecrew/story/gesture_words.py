"""The wordings of action that a body can play. In: nothing. Out: rules, the more exact wording first. Never: who does it.

English first, with the common verbs of Spanish, Portuguese, French and (``han``) Chinese. Times are tenths of a second, after
film-grammar: about 1 s for a look or a gesture, 1.5 s and more for a move, silence after a blow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from onecrew.story.episode import Feeling
from onecrew.story.shot import Gesture


@dataclass(frozen=True, slots=True)
class Rule:
    """A family of wordings and what they mean; see ``gestures.Deed`` for the fields.

    ``alone``: it needs nobody to do it (a phone, a door, the weather). ``towards``: it is done to somebody.
    """

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
    towards: bool = False


def _rule(
    gesture: Gesture,
    tenths: int,
    words: str,
    han: str = "",
    change: str = "",
    feeling: Feeling | None = None,
    strength: int = 60,
    sound: str = "none",
    prop: str = "none",
    state: bool = False,
    alone: bool = False,
    towards: bool = False,
) -> Rule:
    pattern = rf"(?<![\w'’-])(?:{words})(?![\w-])" + (f"|(?:{han})" if han else "")
    return Rule(
        re.compile(pattern, re.IGNORECASE),
        gesture,
        Fraction(tenths, 10),
        change,
        feeling,
        strength,
        sound,
        prop,
        state,
        alone,
        towards,
    )


RULES: tuple[Rule, ...] = (
    # The phone, doors, weather, the street: things that happen by themselves.
    _rule(
        Gesture.HOLD,
        9,
        r"(?:phone|mobile|cell|móvil|teléfono|celular|telefone|téléphone) (?:buzz(?:es|ing)?|vibrates?|lights? up|"
        r"pings?|beeps?|vibra|zumba|vibre)|"
        r"(?:a|another|new) (?:message|text) (?:arrives?|comes? in|appears?|pops? up)",
        han="手机(?:震动|震了|亮了)|收到(?:一条)?(?:短信|消息)",
        change="hold",
        prop="phone",
        sound="phone-buzz",
        alone=True,
    ),
    _rule(
        Gesture.HOLD,
        12,
        r"(?:phone|mobile|cell|móvil|teléfono|celular|telefone|téléphone) (?:rings?|is ringing|suena|toca|sonne)"
        r"|suena (?:el|su) (?:teléfono|móvil|celular)|toca o telefone",
        han="(?:手机|电话)响",
        change="hold",
        prop="phone",
        sound="phone-ring",
        alone=True,
    ),
    _rule(
        Gesture.LOOK_UP,
        10,
        r"(?:doorbell|bell) (?:rings?|chimes?)|suena el timbre",
        han="门铃响",
        sound="bell",
        alone=True,
    ),
    _rule(
        Gesture.NONE,
        12,
        r"(?:lift|elevator)(?: doors?)? (?:dings?|pings?|opens?|arrives?)|ascensor se abre",
        han="电梯(?:到|开)",
        sound="lift-bell",
        alone=True,
    ),
    _rule(
        Gesture.TURN,
        13,
        r"slams? the door|(?:the )?door slams?|da un portazo|bate a porta|claque la porte",
        han="摔门|砰地关上",
        sound="door",
        feeling=Feeling.ANGRY,
        strength=75,
        alone=True,
    ),
    _rule(
        Gesture.POINT,
        12,
        r"knocks?(?: on| at)?(?: the)?(?: door)?|llama a la puerta|bate na porta|frappe à la porte",
        han="敲门",
        sound="thud",
        alone=True,
    ),
    _rule(
        Gesture.NONE,
        11,
        r"(?:the )?doors? (?:opens?|closes?|shuts?)|se abre la puerta|a porta se abre|la porte s['’]ouvre",
        han="门(?:开|关)",
        sound="door",
        alone=True,
    ),
    _rule(
        Gesture.NONE,
        11,
        r"thunder(?:s|claps?)?|lightning|truenos?|relámpago|trovão|tonnerre",
        han="打雷|雷声|闪电",
        sound="thunder",
        alone=True,
    ),
    _rule(
        Gesture.NONE,
        12,
        r"siren(?:s)?|ambulance|sirena|ambulancia|sirène",
        han="警笛|救护车",
        sound="siren",
        alone=True,
    ),
    _rule(
        Gesture.NONE,
        13,
        r"(?:a |the )?(?:car|truck|bus|taxi|van) (?:passes|pass|speeds? past|drives? (?:by|off|away|past)|"
        r"roars? past|brakes|screeches)|"
        r"pasa un coche",
        han="(?:车|汽车)(?:驶过|开过)",
        sound="car-pass",
        alone=True,
    ),
    _rule(
        Gesture.NONE,
        9,
        r"(?:horns?|honks?|honking|claxon|buzina|klaxon)",
        han="喇叭",
        sound="horn",
        alone=True,
    ),
    _rule(
        Gesture.NONE,
        15,
        r"(?:the )?(?:crowd|audience|everyone|guests?) (?:claps?|applauds?|cheers?)|applause|aplausos|"
        r"applaudissements",
        han="鼓掌|掌声",
        sound="applause",
        alone=True,
    ),
    _rule(
        Gesture.NONE,
        12,
        r"heartbeat|heart (?:pounds|races|beats)|le late el corazón",
        han="心跳",
        sound="heartbeat",
        feeling=Feeling.AFRAID,
        strength=70,
        alone=True,
    ),
    _rule(
        Gesture.NONE,
        12,
        r"(?:footsteps|pasos|passos|des pas)",
        han="脚步声",
        sound="steps",
        alone=True,
    ),
    _rule(
        Gesture.NONE,
        10,
        r"(?:a |the )?(?:glass|vase|mirror|plate|cup) (?:breaks|shatters|smashes|falls)|se rompe",
        han="(?:打|摔)碎",
        sound="glass",
        alone=True,
    ),
    # Blows and falls.
    _rule(
        Gesture.POINT,
        8,
        r"slaps?|slapping|abofetea|da una bofetada|esbofeteia|gifle",
        han="扇(?:了)?.{0,12}?耳光|打了.{0,12}?耳光",
        sound="slap",
        feeling=Feeling.ANGRY,
        strength=85,
        towards=True,
    ),
    _rule(
        Gesture.FIST,
        12,
        r"punch(?:es)?|hits?|kicks?|shoves?|pushes|attacks?|fights?|struggles?(?: with)?|golpea|empuja|soca|"
        r"empurra|frappe|pousse",
        han="打|推开|踢",
        sound="thud",
        feeling=Feeling.ANGRY,
        strength=85,
        towards=True,
    ),
    _rule(
        Gesture.NONE,
        15,
        r"falls? asleep|sleeps?|sleeping|lies|lying|duerme|dorme|dort",
        han="睡|躺",
        change="sit",
        state=True,
    ),
    _rule(
        Gesture.FALL,
        16,
        r"faints?|collapses?|falls?(?: down| over| to (?:the|her|his) \w+)?|drops? to (?:the|her|his) \w+|"
        r"trips?|se desmaya|cae|desmaia|cai|tombe|s['’]effondre",
        han="晕倒|摔倒|倒下",
        sound="thud",
        feeling=Feeling.AFRAID,
    ),
    # Tenderness.
    _rule(
        Gesture.HUG,
        18,
        r"hugs?|hugging|embraces?|holds? (?:her|him) (?:tight|close)|throws? (?:her|his) arms around|(?:se )?abrazan?|"
        r"abraça|serre|enlace",
        han="拥抱|抱住|抱(?:着|紧)",
        feeling=Feeling.TENDER,
        strength=75,
        towards=True,
    ),
    _rule(
        Gesture.HUG,
        20,
        r"kiss(?:es)?|(?:se )?besan?|(?:se )?beijam?|embrasse(?:nt)?",
        han="吻|亲",
        feeling=Feeling.TENDER,
        strength=85,
        towards=True,
    ),
    _rule(
        Gesture.LEAN_IN,
        15,
        r"(?:takes|touches|strokes|holds) (?:her|his|\w+['’]s) (?:hand|cheek|face|hair)|acaricia|caresse",
        han="握住|抚摸",
        feeling=Feeling.TENDER,
        strength=70,
        towards=True,
    ),
    # Coming and going.
    _rule(
        Gesture.ENTER,
        15,
        r"enters?|entering|comes? (?:in|back|inside|closer|home)|"
        r"(?:walks?|runs?|bursts?|rushes|storms?|steps?|hurries|staggers?|strides?|slips?) (?:in(?:to|side)?|"
        r"through the door|back in)|"
        r"arrives?|appears?|returns?|entran?|llegan?|chegam?|entre(?:nt)?|arrive(?:nt)?",
        han="走进|进来|进门|进入|冲进|出现|回来|来到",
        change="enter",
        sound="door",
    ),
    _rule(
        Gesture.LEAVE,
        15,
        r"leaves?(?! (?:a|the|it|her|his|him) )|leaving|exits?|goes (?:out|away)|"
        r"(?:walks?|runs?|storms?|rushes|steps?|hurries|strides?|drives?) (?:out|away|off)|disappears?|flees|"
        r"is gone|salen?|se van?|saem?|sai|vai embora|sort|s['’]en va|quitte",
        han="离开|走出|出去|跑出|转身就走|走了|消失",
        change="leave",
        sound="steps",
    ),
    _rule(
        Gesture.STAND,
        10,
        r"stops(?: dead| short)?|stop (?:dead|short)|freezes?|halts?|stands? still|se detiene|para|se fige|"
        r"s['’]arrête",
        han="停下|站住|愣住",
        change="stop",
    ),
    _rule(
        Gesture.STEP_BACK,
        12,
        r"steps? back|backs? (?:away|off)|recoils?|retreats?|retrocede|recua|recule",
        han="后退|退后",
        feeling=Feeling.AFRAID,
        strength=65,
    ),
    _rule(
        Gesture.LEAN_IN,
        11,
        r"leans? (?:in|over|closer|forward)|bends? over|se inclina|inclina-se|se penche",
        han="凑近|俯身",
    ),
    _rule(
        Gesture.TURN,
        11,
        r"turns? (?:round|around|away|back|to(?:ward)?s?)|turns|se vuelve|se gira|vira-se|se retourne",
        han="转身|转过",
    ),
    _rule(
        Gesture.WALK,
        20,
        r"(?:walks?|walking|runs?|running|strolls?|hurries|wanders?|crosses|paces?|marches|caminan?|corren?|andan?|"
        r"caminha|marche|court)",
        han="(?<!就)走(?:着|过|在|路)|跑(?:着|过)|奔跑",
        change="walk",
        sound="steps",
    ),
    # Sitting and standing.
    _rule(
        Gesture.SIT,
        14,
        r"sits? down|sinks? (?:in)?to|takes a seat|se sientan?|sentam?-se|s['’]assoi(?:en)?t",
        han="坐下",
        change="sit",
    ),
    _rule(
        Gesture.SIT,
        13,
        r"sits?|sitting|is seated|está sentad[ao]s?|est assis(?:e)?",
        han="坐",
        change="sit",
        state=True,
    ),
    _rule(
        Gesture.STAND,
        10,
        r"stands? up|gets? up|rises?|jumps? up|se levantan?|levantam?-se|se lève(?:nt)?",
        han="站起|起身",
        change="stand",
    ),
    _rule(
        Gesture.NONE,
        12,
        r"stands?|standing|waits?|waiting|está de pie|espera|attend",
        han="站|等",
        state=True,
    ),
    # Hands and things.
    _rule(
        Gesture.GIVE,
        14,
        r"(?:gives?|hands?|passes|offers?|slides?|shows?)(?= )|da(?= )|entrega|dá|tend|donne",
        han="递给|交给|给(?:了)?",
        change="give",
        towards=True,
    ),
    _rule(
        Gesture.LOOK_DOWN,
        11,
        r"puts? (?:down|away|back)|sets? down|lets? go|pockets|hangs? up|"
        r"puts? (?:it|the \w+|her \w+|his \w+) (?:down|away|on)|drops?|cuelga|raccroche",
        han="放下|挂(?:断|了)",
        change="drop",
    ),
    _rule(
        Gesture.OPEN_PALMS,
        13,
        r"tears?(?= (?:it|up|the|open|apart))|rips?|rompe|rasga|déchire",
        han="撕",
        change="drop",
        sound="paper",
        feeling=Feeling.ANGRY,
        strength=70,
    ),
    _rule(
        Gesture.HOLD,
        15,
        r"(?:reads?|reading|opens?|unfolds?|studies|lee|lê|lit|ouvre|abre)(?= (?:it|the|a|her|his|la|el|o|le|une?|"
        r"uma?) ?(?:letter|note|envelope|book|diary|paper|carta|lettre|message|message|contract)?)",
        han="读|打开(?:信|信封)|看信",
        change="hold",
        sound="paper",
    ),
    _rule(
        Gesture.HOLD,
        11,
        r"(?:answers?|picks? up|checks?|calls?|dials?)(?= (?:it|the phone|her phone|his phone|a number))|"
        r"contesta",
        han="接(?:起)?电话|拨",
        change="hold",
        prop="phone",
    ),
    _rule(
        Gesture.HOLD,
        12,
        r"(?:takes? out|pulls? out|grabs?|picks? up|holds?(?: up| out)?|holding|raises|lifts?|clutches|carries|"
        r"produces|takes|snatches|draws)|"
        r"saca|coge|agarra|sostiene|pega|segura|tira|sort(?= une?)|prend|tient",
        han="拿出|掏出|拿起|拿着|抓起|握着|举起",
        change="hold",
    ),
    _rule(
        Gesture.POINT,
        11,
        r"points?(?: at| to)?|pointing|señala|aponta|montre du doigt",
        han="指(?:着|向)",
    ),
    _rule(
        Gesture.WAVE,
        12,
        r"waves?|waving|saluda|acena",
        han="挥手",
    ),
    _rule(
        Gesture.SHRUG,
        10,
        r"shrugs?|se encoge de hombros|dá de ombros|hausse les épaules",
        han="耸肩",
    ),
    _rule(
        Gesture.CROSS_ARMS,
        11,
        r"crosses (?:her|his|their) arms|cruza los brazos|cruza os braços|croise les bras",
        han="抱臂|双臂交叉",
    ),
    _rule(
        Gesture.FIST,
        11,
        r"clenche?s? (?:her|his|a)? ?fists?|slams? (?:her|his|a) (?:fist|hand)|bangs|golpea la mesa",
        han="握拳|拍桌",
        sound="thud",
        feeling=Feeling.ANGRY,
        strength=80,
    ),
    _rule(
        Gesture.OPEN_PALMS,
        11,
        r"spreads? (?:her|his) (?:hands|arms)|throws? up (?:her|his) hands",
        han="摊手",
    ),
    _rule(
        Gesture.COVER_MOUTH,
        11,
        r"covers? (?:her|his) (?:mouth|face)|gasps?|se tapa la boca|cobre a boca|se couvre la bouche",
        han="捂(?:住)?嘴|倒吸",
        feeling=Feeling.SURPRISED,
        strength=80,
    ),
    _rule(
        Gesture.TOUCH_FACE,
        11,
        r"touche?s? (?:her|his|the) (?:face|cheek|mouth|ring|necklace)|wipes? (?:her|his|away)|rubs",
        han="擦(?:眼)?泪|摸(?:着)?脸",
    ),
    # Faces.
    _rule(
        Gesture.CRY,
        12,
        r"cr(?:y|ies|ying)|weeps?|weeping|sobs?|sobbing|(?:in|fights? back) tears|tears (?:run|fall|roll)|"
        r"lloran?|llorando|choram?|pleure(?:nt)?",
        han="哭|流泪|泪",
        feeling=Feeling.SAD,
        strength=85,
    ),
    _rule(
        Gesture.LAUGH,
        12,
        r"laugh(?:s|ing)?|giggles?|chuckles?|se ríen?|ríen?|ri(?=[ .,])|rit",
        han="笑(?:着|了|起来)|大笑",
        feeling=Feeling.HAPPY,
        strength=75,
    ),
    _rule(
        Gesture.NONE,
        10,
        r"(?:smile|grin) (?:fades|dies|vanishes|freezes)|face (?:falls|drops|darkens)|stares? in horror|"
        r"goes pale|turns pale",
        han="笑容(?:消失|僵)|脸色(?:一)?变|脸色苍白",
        feeling=Feeling.AFRAID,
        strength=65,
    ),
    _rule(
        Gesture.SHAKE_HEAD,
        10,
        r"smirks?|sneers?|scoffs?|rolls? (?:her|his) eyes|se burla",
        han="冷笑|讥笑",
        feeling=Feeling.DISGUSTED,
        strength=65,
    ),
    _rule(
        Gesture.NONE,
        10,
        r"smil(?:es?|ing)|grins?|beams?|sonríen?|sorri(?:em)?|souri(?:en)?t",
        han="微笑|一笑",
        feeling=Feeling.HAPPY,
        strength=60,
    ),
    _rule(
        Gesture.SIGH,
        11,
        r"sighs?|exhales?|suspira|soupire",
        han="叹(?:气|了口气)",
        feeling=Feeling.SAD,
        strength=45,
    ),
    _rule(
        Gesture.NONE,
        10,
        r"frowns?|glares?|scowls?|frunce el ceño|franze",
        han="瞪|皱眉",
        feeling=Feeling.ANGRY,
        strength=60,
    ),
    _rule(
        Gesture.STEP_BACK,
        11,
        r"trembl(?:es|ing)|shak(?:es|ing)(?! (?:her|his) head)|shivers?|panics?|tiembla|treme|tremble",
        han="发抖|颤抖",
        feeling=Feeling.AFRAID,
        strength=75,
    ),
    _rule(
        Gesture.NOD,
        9,
        r"nods?|nodding|asiente|acena com a cabeça|hoche la tête",
        han="点头",
    ),
    _rule(
        Gesture.SHAKE_HEAD,
        10,
        r"shakes? (?:her|his) head|niega con la cabeza|balança a cabeça|secoue la tête",
        han="摇头",
    ),
    _rule(
        Gesture.LOOK_UP,
        10,
        r"looks? up|glances? up|raises (?:her|his) (?:head|eyes)|mira arriba|levanta la vista|olha para cima|"
        r"lève les yeux",
        han="抬头",
    ),
    _rule(
        Gesture.LOOK_DOWN,
        10,
        r"looks? (?:down|at (?:it|the (?:phone|screen|letter|photo|floor)))|lowers (?:her|his) (?:head|eyes)|"
        r"mira abajo|baja la mirada|baixa os olhos|baisse les yeux",
        han="低头",
    ),
    _rule(
        Gesture.LOOK_AWAY,
        10,
        r"looks? away|turns? (?:her|his) head|avoids|aparta la mirada|desvia o olhar|détourne",
        han="移开(?:目光|视线)|别过脸",
    ),
    _rule(
        Gesture.NONE,
        11,
        r"looks?|stares?|watch(?:es|ing)?|gazes?|sees|notices|miran?|observan?|olham?|vê|regarde(?:nt)?|voit",
        han="看(?:着|到|见|向)|盯着",
    ),
    _rule(
        Gesture.NONE,
        10,
        r"hesitates?|thinks|pauses?|(?:a )?(?:long )?silence|silence falls|beat|duda|silencio|silêncio",
        han="沉默|犹豫|停顿",
        alone=True,
    ),
)
