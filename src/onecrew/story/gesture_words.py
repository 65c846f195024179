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
        Gesture.POINT,
        12,
        r"(?:opens?|closes?|shuts?|unlocks?|locks?|(?:pulls?|pushes|kicks|throws|swings) open) (?:the|a|her|his|their) (?:\w+ )?"
        r"(?:doors?|windows?|gates?|curtains?|drawers?|fridge|cupboard|wardrobe|boot|safe)|(?:abre|cierra|fecha) (?:la puerta"
        r"|a porta)"
        r"|(?:ouvre|ferme) la porte",
        han="(?:打开|推开|拉开|关上)(?:了)?(?:门|窗)",
        sound="door",
    ),
    _rule(
        Gesture.NONE,
        10,
        r"(?:a )?gunshots?|(?:a )?shots? (?:rings? out|is fired|are fired)|un disparo|um tiro|un coup de feu",
        han="枪声",
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
        r"punch(?:es)?|hits?|kicks?|shoves?|pushes|attacks?|fights?|struggles?(?: with)?|wrestles?|beats?(?= (?:her|him|\w+ up))"
        r"|stabs?|strangles?|chokes?|golpea|empuja|soca|empurra|frappe|pousse",
        han="打|推开|踢",
        sound="thud",
        feeling=Feeling.ANGRY,
        strength=85,
        towards=True,
    ),
    _rule(
        Gesture.POINT,
        10,
        r"shoots?(?! (?:\w+ )?an? (?:look|glance))|opens? fire|fires?(?= (?:at|again|twice|a shot|the (?:gun|pistol)|her (?:gun"
        r"|pistol)"
        r"|his (?:gun|pistol)))|pulls? the trigger|dispara|atira|tire sur",
        han="开枪|开了枪",
        sound="thud",
        feeling=Feeling.ANGRY,
        strength=80,
        towards=True,
    ),
    _rule(
        Gesture.NONE,
        15,
        r"falls? asleep|sleeps?|sleeping|(?:fast |sound )?asleep|dozes?(?: off)?|unconscious|duerme|dormid[oa]|dorme|dort"
        r"|endormie?",
        han="睡|昏迷",
        change="sleep",
        state=True,
    ),
    _rule(
        Gesture.LIE,
        16,
        r"lies?(?! to )(?: down| back)?|lying(?! to )|lay(?:s)? (?:down|back)|se acuesta|acostad[oa]|tumbad[oa]|deita(?:-se)?"
        r"|deitad[oa]"
        r"|se couche|allongée?",
        han="躺",
        change="lie",
        state=True,
    ),
    _rule(
        Gesture.LOOK_UP,
        11,
        r"wakes?(?: up)?|waking|(?:opens?) (?:her|his) eyes|comes? to|se despierta|acorda|se réveille",
        han="醒",
        change="wake",
    ),
    _rule(
        Gesture.SIT,
        13,
        r"(?:sits?|sitting|is sitting)(?: up)? in (?:(?:her|his|the|a|their) )?(?:\w+ )?bed|sentad[oa] en (?:la|su) cama"
        r"|sentad[oa] na cama|assise? dans (?:son|le) lit",
        han="坐在(?:病)?床上",
        change="bed",
        state=True,
    ),
    _rule(
        Gesture.SIT,
        12,
        r"sits? up|sitting up|se incorpora|se redresse",
        han="坐起",
        change="sit up",
    ),
    _rule(
        Gesture.KNEEL,
        15,
        r"kneels?(?: down)?|kneeling|(?:falls?|drops?|sinks?|goes|gets?|is|are) (?:down )?(?:on|to|onto)(?: (?:her|his|their"
        r"|one|both|a))?"
        r" knees?|se arrodilla|de rodillas|(?:se )?ajoelha|de joelhos|s['’]agenouille|à genoux",
        han="跪",
        change="kneel",
        state=True,
    ),
    _rule(
        Gesture.SIT,
        14,
        r"(?:slumps?|collapses?|falls?|drops?|flops?|plops?|settles?|sinks?) (?:back |down )?(?:in|into|onto|on) "
        r"(?:an?|the|her|his|their) (?:\w+ )?(?:chair|armchair|sofa|couch|seat|bench|stool|pew)|slumps?|perches",
        han="瘫坐",
        change="sit",
    ),
    _rule(
        Gesture.FALL,
        16,
        r"faints?|swoons?|collapses?|(?<!face )falls?(?! (?:silent|quiet|in love|for|apart|back|behind))(?: down| over"
        r"| to (?:the|her"
        r"|his) \w+)?"
        r"|drops? to (?:the|her|his) \w+|drops? dead|dies|trips?|se desmaya|cae|desmaia|cai|tombe|s['’]effondre",
        han="晕倒|摔倒|倒下|倒在",
        change="fall",
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
        14,
        r"(?:puts?|places?|lays?|rests?) (?:a|an|one|her|his|their) (?:hand|arm|head) (?:on|around|round|over|against) "
        r"(?:her|his|\w+['’]s) (?:shoulders?|arm|back|hand|cheek|knee|chest|forehead)|pats? (?:her|his|\w+['’]s) \w+",
        han="(?:拍|搭)(?:了)?(?:拍)?.{0,3}肩",
        feeling=Feeling.TENDER,
        strength=60,
        towards=True,
    ),
    _rule(
        Gesture.LEAN_IN,
        12,
        r"(?:grabs?|seizes?|catches|clutches|yanks?) (?:her|him|his|\w+['’]s) (?:by the )?(?:arm|wrist|hand|shoulders?|sleeve"
        r"|collar)",
        han="抓住.{0,3}(?:手|胳膊|手腕)",
        feeling=Feeling.ANGRY,
        towards=True,
    ),
    _rule(
        Gesture.LEAN_IN,
        13,
        r"whispers?(?: (?:something )?(?:in|into|to) (?:her|his|\w+['’]s)? ?(?:ear)?)",
        han="耳语",
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
        r"(?:walks?|runs?|bursts?|rushes|storms?|steps?|hurries|staggers?|strides?|slips?|tiptoes?|sneaks?|creeps?|stumbles?"
        r"|marches|limps?"
        r"|barges?|charges?|strolls?|shuffles?|dashes|wanders?|sweeps?|slinks?|climbs?|crawls?|pops?|squeezes) (?:in(?:to|side)?|"
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
        r"(?:walks?|runs?|storms?|rushes|steps?|hurries|strides?|drives?|tiptoes?|sneaks?|creeps?|slips?|stumbles?|marches"
        r"|limps?|strolls?"
        r"|dashes|shuffles?|crawls?|slinks?) (?:out|away|off)|disappears?|flees|"
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
        r"steps? back|backs? (?:away|off)|recoils?|retreats?|(?:pulls?|draws?|shrinks?|jumps?|staggers?|stumbles?) (?:away|back)"
        r"|(?:pulls?|breaks?|wrenches) (?:away|free|loose)|flinches|hides? (?:behind|under|in)|retrocede|se aparta|recua"
        r"|se afasta|recule",
        han="后退|退后|躲开|挣脱",
        feeling=Feeling.AFRAID,
        strength=65,
    ),
    _rule(
        Gesture.LEAN_IN,
        11,
        r"leans? (?:in|over|closer|forward)|bends? (?:over|down)|bows?(?! (?:her|his) head)|bowing|curtse?ys?|curtsies|crouches"
        r"|ducks"
        r"|se inclina|inclina-se|faz uma reverência|se penche|s['’]incline",
        han="凑近|俯身|鞠躬|行礼|作揖",
    ),
    _rule(
        Gesture.TURN,
        11,
        r"turns? (?:round|around|away|back|to(?:ward)?s?)|turns|se vuelve|se gira|vira-se|se retourne",
        han="转身|转过",
    ),
    _rule(
        Gesture.TOUCH_FACE,
        12,
        r"runs? (?:a|her|his) (?:hands?|fingers) (?:through|over) (?:her|his) (?:hair|face)|scratches (?:her|his) (?:head|chin"
        r"|nose)",
        han="挠头",
    ),
    _rule(
        Gesture.WALK,
        17,
        r"(?:approaches|approaching|goes (?:to|over|up|back)(?! sleep)|moves? (?:to|towards?|closer|over)|heads? (?:to|for|over"
        r"|back)"
        r"|(?:walks?|runs?|rushes|hurries|steps?|crosses) (?:over |up )?to(?:wards?)?|steps? forward|comes? (?:over|up)"
        r"|se acerca(?: a)?"
        r"|se aproxima|s['’]approche)",
        han="走向|走到|靠近",
        change="arrive",
        sound="steps",
    ),
    _rule(
        Gesture.WALK,
        18,
        r"follows?(?! (?:her|his|their) (?:gaze|eyes|look))|following|chases?|chasing|pursues?|(?:runs?|goes|hurries|rushes"
        r"|walks?) after"
        r"|sigue a|persigue|segue|suit|poursuit",
        han="跟(?:着|上|在)|追(?:着|上|赶)",
        change="walk",
        sound="steps",
    ),
    _rule(
        Gesture.WALK,
        20,
        r"(?:walks?|walking|runs?|running|strolls?|hurries|wanders?|crosses(?! (?:her|his|their) arms)|paces?|marches|tiptoes?"
        r"|sneaks?"
        r"|creeps?|limps?|jogs?|sprints?|races|rushes|staggers?|stumbles?|crawls?|caminan?|corren?|andan?|"
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
    _rule(
        Gesture.NONE,
        14,
        r"drives?|driving|steers?|is at the wheel|conduce|maneja|dirige|conduit",
        han="开车|驾驶",
        state=True,
    ),
    # Hands and things.
    _rule(
        Gesture.RAISE,
        12,
        r"(?:raises?|lifts?|puts? up|holds? up|throws? up) (?:(?:a|an|one|her|his|their|both) )?(?:hands?|arms?)(?: up)?|hands up"
        r"|levanta (?:la|a) m[aã]no?|lève la main",
        han="举(?:起)?手|举起双手",
    ),
    _rule(
        Gesture.LOOK_DOWN,
        13,
        r"puts? on|takes? off|pulls? (?:on|off)|buttons|removes|checks? (?:her|his|the) (?:watch|time)|se pone (?:el|la)|se quita",
        han="穿上|脱下|看(?:了)?(?:看)?表",
    ),
    _rule(
        Gesture.SIGH,
        11,
        r"(?:takes?|draws?) a (?:deep |long )?breath|breathes?(?: in| out| deeply)?|inhales?|respira|inspire",
        han="深吸|深呼吸",
    ),
    _rule(
        Gesture.HOLD,
        13,
        r"(?:drinks?|sips?|gulps?|drains|takes a (?:sip|drink) of) (?:(?:a|the|her|his|some|from|down) )*"
        r"(?:glass|wine|whisky|whiskey|beer|champagne|water|juice|vodka)",
        han="喝(?:酒|水)",
        change="hold",
        prop="glass",
    ),
    _rule(
        Gesture.HOLD,
        13,
        r"drinks?|drinking|sips?|sipping|gulps?|takes a (?:sip|drink)|(?:pours?|pouring|stirs?|makes?)(?= (?:(?:a|the|her|him"
        r"|his|some|more"
        r"|them) )*(?:coffee|tea|cup|drinks?|milk|water|wine))|pours?|bebe|sirve|boit",
        han="喝|倒(?:茶|酒|水|咖啡)",
        change="hold",
        prop="cup",
        sound="cup",
    ),
    _rule(
        Gesture.TOUCH_FACE,
        13,
        r"eats?|eating|bites?|chews?|smokes?|smoking|tastes?|come(?= )|fume",
        han="吃|抽烟",
    ),
    _rule(
        Gesture.HOLD,
        13,
        r"lights? (?:up )?(?:an?|the|her|his|another) (?:\w+ )?(?:cigarette|cigar|candles?|match|lamp|lantern|pipe|fire)"
        r"|strikes a match"
        r"|enciende|acende|allume",
        han="点(?:燃|烟|火|蜡烛)",
    ),
    _rule(
        Gesture.LOOK_DOWN,
        12,
        r"hides?(?= (?:it|them|the|a|her|his)\b)|conceals?|tucks?|buries|esconde|cache",
        han="藏",
        change="drop",
    ),
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
        r"(?:takes? out|pulls? out|grabs?|picks? up|holds?(?: up| out)?|holding|(?:raises|lifts?)(?! (?:her|his) (?:head|eyes"
        r"|chin|brows?))|clutches|carries|"
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
        Gesture.POINT,
        11,
        r"throws?|tosses|hurls?|flings?|lanza|arroja|joga|jette",
        han="扔|抛|丢(?:给|向)",
        change="drop",
    ),
    _rule(
        Gesture.OPEN_PALMS,
        12,
        r"screams?|screaming|shrieks?|cries out|howls?|grita|hurle",
        han="尖叫|大叫",
        feeling=Feeling.AFRAID,
        strength=90,
    ),
    _rule(
        Gesture.FIST,
        12,
        r"shouts?|shouting|yells?|yelling|roars?|argues?|arguing|quarrels?|discuten?|brigam?|crie",
        han="大喊|吵架|争吵|怒吼",
        feeling=Feeling.ANGRY,
        strength=75,
    ),
    _rule(
        Gesture.OPEN_PALMS,
        13,
        r"claps?|clapping|applauds?|cheers?|celebrates?|dances?|dancing|bailan?|dançam?|danse(?:nt)?|aplaude(?:n|m)?",
        han="跳舞|鼓掌|欢呼",
        feeling=Feeling.HAPPY,
        strength=70,
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
        Gesture.LOOK_DOWN,
        14,
        r"writes?|writing|types?|typing|signs (?:it|the|her|his|a)|texts (?:back|her|him|\w+)|scrolls?|works?|working|cooks?"
        r"|cooking|cleans?"
        r"|washes|sweeps?|wipes? the|packs?|packing|unpacks?|searches|rummages?|kneads?|chops?|cuts?(?= )|folds?|sews?|repairs?"
        r"|fixes"
        r"|plays?(?= )|burns?(?= (?:it|the|a|her|his))|escribe|cocina|trabaja|escreve|cozinha|écrit|travaille|cuisine",
        han="写|打字|签(?:字|名)|做饭|收拾|洗",
    ),
    _rule(
        Gesture.OPEN_PALMS,
        12,
        r"says|speaks?|speaking|talks?|talking|chats?|explains?|sings?|singing|greets?|begs?|pleads?|prays?|habla|canta|reza"
        r"|fala|parle",
        han="说(?:着|话)|聊天|唱|祈祷|求",
    ),
    _rule(
        Gesture.LOOK_UP,
        10,
        r"looks? up|glances? up|(?:raises|lifts?) (?:her|his) (?:head|eyes|chin|brows?)|mira arriba|levanta la vista"
        r"|olha para cima|"
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
        r"looks?|stares?|watch(?:es|ing)?|gazes?|peers?|glances?|sees|notices|listens?|listening|hears?|reali[sz]es"
        r"|understands?|remembers?"
        r"|recogni[sz]es|considers?|ignores?|blinks?|faces|miran?|observan?|olham?|vê|regarde(?:nt)?|voit|escuchan?|oye|ouve"
        r"|écoute",
        han="看(?:着|到|见|向)|盯着|听(?:着|到|见)",
    ),
    _rule(
        Gesture.NONE,
        10,
        r"hesitates?|thinks|pauses?|(?:a )?(?:long )?silence|silence falls|beat|duda|silencio|silêncio",
        han="沉默|犹豫|停顿",
        alone=True,
    ),
)
