"""The words that say what somebody looks like, and what is drawn for them. In: a description. Out: parts of a Look. Never: whom.

English first, with the common words of Spanish, Portuguese, French and Chinese. A word of a person (``an old nurse``) gives age,
gender and build; a word of what they wear or have (``in a yellow raincoat``, ``with grey hair``) gives the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from onecrew.story.show import Age, Gender

FEMALE = (
    "woman|women|lady|girl|mother|mom|mum|mama|wife|daughter|sister|aunt|queen|princess|waitress|grandma|grandmother|granny|nurse"
    "|hostess|bride|widow|schoolgirl|actress|businesswoman|policewoman|girlfriend|empress|witch|nun|maid|mrs|ms|miss|madam|madame"
    "|mujer|señora|señorita|sra|srta|chica|niña|abuela|madre|vieja|esposa|hija|hermana|tía|reina|enfermera|camarera|anciana|viuda|novia"
    "|mulher|senhora|moça|menina|garota|avó|mãe|filha|irmã|tia|rainha|enfermeira|garçonete|idosa|dona"
    "|femme|dame|fille|fillette|grand-mère|mère|épouse|sœur|soeur|tante|reine|infirmière|serveuse|mme|mlle"
    "|女人|女士|女孩|女生|姑娘|妈妈|母亲|奶奶|外婆|妻子|女儿|姐姐|妹妹|老太太|少女|阿姨|公主|皇后|太后|小姐|女子|妇人"
)
MALE = (
    "man|men|gentleman|boy|guy|father|dad|papa|husband|son|brother|uncle|king|prince|waiter|grandpa|grandfather|grandad|groom|driver"
    "|guard|policeman|businessman|schoolboy|boyfriend|lad|emperor|monk|butler|bloke|widower|mr|sir|lord"
    "|hombre|señor|sr|chico|niño|abuelo|padre|viejo|marido|esposo|hijo|hermano|tío|rey|camarero|anciano|muchacho|novio|don"
    "|homem|senhor|moço|menino|garoto|rapaz|avô|pai|filho|irmão|tio|rei|garçom|idoso"
    "|homme|monsieur|garçon|grand-père|père|mari|fils|frère|oncle|roi|serveur|type|vieux|vieillard"
    "|男人|男士|男孩|男生|爸爸|父亲|爷爷|外公|丈夫|儿子|哥哥|弟弟|老头|老人家|叔叔|王子|皇帝|先生|男子|少年"
)
_ROLES = (
    "person|child|kid|toddler|baby|teen|teenager|student|pupil|doctor|surgeon|teacher|lawyer|officer|cop|soldier|chef|cook|baker|barista"
    "|manager|boss|clerk|neighbou?r|stranger|friend|secretary|reporter|detective|priest|judge|singer|dancer|artist|farmer|fisherman"
    "|cashier|receptionist|bartender|thief|killer|pilot|captain|professor|janitor|beggar|model|twin|médico|médica|doctora?|policía"
    "|profesora?|policial|professora?|médecin|professeur|policier|médecine|孩子|老人|医生|护士|老师|警察|学生|律师|服务员|老板|司机|保安"
)
PERSON = f"{FEMALE}|{MALE}|{_ROLES}"
"""Every word for a person."""
_AGES: tuple[tuple[Age, str], ...] = (
    (
        Age.OLD,
        "(?<!years )(?<!year )(?<!-)old(?! friends?)|elderly|aged(?! \\d)|ancient|wizened"
        "|grandma|grandmother|granny|grandpa|grandfather|grandad"
        "|pensioner|viej[oa]|ancian[oa]|abuel[oa]|velh[oa]|idos[oa]|avó|avô|vieux|vieille|vieillard|grand-mère|grand-père|âgée?"
        "|老人|年迈|老太太|老头|老人家|奶奶|爷爷|外婆|外公|白发苍苍|年老",
    ),
    (
        Age.TEEN,
        "teen|teens|teenage|teenager|adolescent|schoolgirl|schoolboy|student|adolescente|ado|少年|少女|中学生|高中生",
    ),
    (Age.ADULT, "middle-aged|middle aged|grown|de mediana edad|de meia-idade|d['’]âge mûr|中年"),
    (
        Age.CHILD,
        "boy|girl|child|kid|toddler|baby|pupil|niñ[oa]|menin[oa]|garot[oa]|enfant|fillette|garçon|petite fille"
        "|男孩|女孩|孩子|小朋友|小学生",
    ),
    (Age.YOUNG, "young|youthful|joven|jovem|jeune|年轻|青年"),
)
_TENS = {
    "teens": 15, "twenties": 25, "thirties": 35, "forties": 45, "fifties": 55, "sixties": 65, "seventies": 75, "eighties": 85,
    "nineties": 95,
}  # fmt: skip
_IN_TENS = re.compile(rf"(?:(early|mid|late)[- ]?)?(?:(?<!\d)(\d)0['’]?s|({'|'.join(_TENS)}))\b", re.IGNORECASE)
_YEARS = re.compile(
    r"(?<![\d.,:$€£#/-])(\d{1,3})(?![\d:%/]|[.,]\d|(?:st|nd|rd|th|am|pm)\b)(?=\s*(?:岁|歲|-?\s?(?:years?|yrs?|y/?o)\b|años?\b|anos\b|ans\b|[,;.)\-–—]|$|\s))",
    re.IGNORECASE,
)
_COLOURS = {
    "red": ("#a8352f", r"red|crimson|scarlet|roj[oa]|vermelh[oa]|rouge|红色?"),
    "yellow": ("#d8b13a", r"yellow|amarill[oa]|amarel[oa]|jaune|黄色?"),
    "green": ("#3f7a4f", r"green|emerald|olive|verde|vert[e]?|绿色?"),
    "blue": ("#3a62a0", r"blue|azul|bleue?|蓝色?"),
    "navy": ("#26365c", r"navy|dark[- ]blue|深蓝色?"),
    "black": ("#24242a", r"black|negr[oa]|pret[oa]|noire?|黑色?"),
    "white": ("#e6e4de", r"white|blanc[oa]?|blanche|branc[oa]|白色?"),
    "grey": ("#8a8c92", r"gr[ea]y|gris|cinza|灰色?"),
    "pink": ("#cf7f97", r"pink|rosad[oa]|rosa|rose|粉色?|粉红色?"),
    "purple": ("#6a4a8c", r"purple|violet|lilac|morad[oa]|rox[oa]|violette?|紫色?"),
    "orange": ("#c9703a", r"orange|naranja|laranja|橙色?"),
    "brown": ("#6b4a33", r"brown|tan|marr[óo]n|marrom|brune?|棕色?|褐色?"),
    "beige": ("#c8b48c", r"beige|cream|khaki|camel|米色"),
    "gold": ("#b8923f", r"gold(?:en)?|dorad[oa]|dourad[oa]|dorée?|金色?"),
}
_HAIR_COLOURS = (
    ("#a9a8aa", r"gr[ea]y|gris|grisalh[oa]s?|canos[oa]|cinza|灰白?"),
    ("#d9d7d4", r"white|silver|blanc[oa]?s?|branc[oa]s?|银|白"),
    ("#d3ad67", r"blond[es]?|fair|rubi[oa]s?|loir[oa]s?|金"),
    ("#8a3b22", r"red|ginger|auburn|copper|pelirroj[oa]|ruiv[oa]s?|roux|rousse|红"),
    ("#1d1a1c", r"black|jet-black|negr[oa]|pret[oa]s?|noirs?|黑"),
    ("#2b2320", r"dark|oscur[oa]|escur[oa]s?"),
    ("#4a2f22", r"brown|chestnut|castañ[oa]|castanh[oa]s?|bruns?|棕|褐"),
    ("#3f6fb0", r"blue"), ("#4f8f5a", r"green"), ("#d0719a", r"pink"), ("#7a52a0", r"purple"),
)  # fmt: skip
_HAIR_WORD = (
    r"hair(?:ed|cut)?|beard|curls?|braids?|plaits?|pigtails?|ponytail|bun|bob|locks|pelo|cabello|cabelos?|cheveux|barba|发|髮"
)
_PARTS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "hair",
        (
            ("bald", r"bald|shaved head|shaven(?:-| )head(?:ed)?|calv[oa]|careca|chauve|光头|秃"),
            ("buzz", r"buzz ?cut|crew ?cut|close-cropped|cropped hair"),
            ("afro", r"afro"),
            ("curly", r"curly|curls|frizzy|rizad[oa]|cachead[oa]s?|boucl[ée]s?|卷发"),
            ("braids", r"braids?|braided|plaits?|pigtails?|trenzas?|tranças?|tresses?|辫子?"),
            ("ponytail", r"ponytail|coleta|rabo de cavalo|queue de cheval|马尾"),
            ("bun", r"bun|topknot|moño|coque|chignon|发髻"),
            ("bob", r"bobbed|bob (?:cut|hair\w*)|(?:in|with) a (?:\w+ )?bob"),
            ("pixie", r"pixie"),
            ("waves", r"wavy|ondulad[oa]s?|ondulés"),
            ("long", r"long(?:,? \w+)?[- ]hair(?:ed)?|(?:pelo|cabello) largo|cabelos? compridos?|cheveux longs|长发"),
            ("short", r"short(?:,? \w+)?[- ]hair(?:ed)?|(?:pelo|cabello) corto|cabelos? curtos?|cheveux courts|短发"),
        ),
    ),
    (
        "glasses",
        (
            ("sun", r"sunglasses|dark glasses|shades|gafas de sol|óculos escuros|lunettes de soleil|墨镜|太阳镜"),
            ("round", r"(?:eye)?glasses(?! of)|spectacles|bespectacled|gafas|lentes|anteojos|óculos|lunettes|眼镜"),
        ),
    ),
    (
        "beard",
        (
            ("stubble", r"stubble|stubbly|unshaven|胡茬"),
            ("goatee", r"goatee|perilla|cavanhaque|bouc|山羊胡"),
            ("moustache", r"mou?stached?|bigotes?|bigode|八字胡"),
            ("full", r"beard(?:ed)?|barba|barbud[oa]|barbe|barbu|胡子|胡须|络腮胡"),
        ),
    ),
    (
        "build",
        (
            (
                "heavy",
                r"fat|obese|overweight|chubby|plump|stout|portly|heavyset|heavy-set|gord[oa]|gros(?:se)?|胖(?:胖的)?",
            ),
            (
                "broad",
                r"broad|broad-shouldered|muscular|burly|stocky|big|huge|strong|athletic|well-built|hulking|fornid[oa]|musculos[oa]"
                r"|fort[e]|costaud|musclé|魁梧|强壮|健壮",
            ),
            ("slim", r"thin|slim|skinny|slender|lean|gaunt|slight|petite|wiry|delgad[oa]|magr[oa]|flac[oa]|mince|maigre"
                r"|苗条|瘦(?:瘦的)?"),
        ),
    ),
    (
        "hat",
        (
            ("beanie", r"beanie|wool(?:ly|en)? hat|gorro|bonnet|毛线帽"),
            ("cap", r"cap|gorra|boné|casquette|鸭舌帽|棒球帽"),
            ("crown", r"crown|tiara|corona|coroa|couronne|皇冠|王冠"),
            ("headscarf", r"headscarf|hijab|head scarf|veil|velo|véu|voile|foulard|头巾"),
            ("fedora", r"hat|fedora|trilby|sombrero|chapéu|chapeau|帽子"),
        ),
    ),
    (
        "accessory",
        (
            ("stethoscope", r"stethoscope|听诊器"),
            ("scarf", r"scarf|bufanda|cachecol|écharpe|围巾"),
            ("necklace", r"necklace|pearls|collar de perlas|colar|collier|项链"),
            ("earrings", r"earrings?|pendientes|aretes|brincos|boucles d['’]oreilles|耳环"),
            ("tie", r"tie|corbata|gravata|cravate|领带"),
            ("badge", r"badge|placa|insigne|徽章"),
        ),
    ),
    (
        "skin",
        (
            ("dark", r"dark-skinned|(?-i:Black)(?= (?:man|woman|boy|girl|teen|guy|lady))|piel oscura|pele escura"),
            ("tan", r"tanned|suntanned|bronzed|moren[oa]|bronzead[oa]|bronzée?"),
        ),
    ),
)  # fmt: skip
_OUTFITS = (
    ("leather-jacket", r"leather jacket|biker jacket|chaqueta de cuero|jaqueta de couro|blouson de cuir|皮夹克|皮衣"),
    ("hoodie", r"hoodie|sweatshirt|sweater|jumper|pullover|cardigan|sudadera|suéter|moletom|pull|卫衣|毛衣"),
    ("t-shirt", r"t-?shirt|tee|tank top|camiseta|tee-shirt|T恤"),
    ("suit", r"suit|tuxedo|tux|traje|terno|smoking|costume|西装|西服"),
    ("dress", r"dress|gown|skirt|sundress|vestido|falda|saia|robe|jupe|裙子?|连衣裙|旗袍"),
    ("blouse", r"blouse|blusa|chemisier"),
    ("coat", r"(?:rain|over|trench|winter|fur|lab)?[ -]?coat|jacket|parka|anorak|blazer|abrigo|gabardina|chaqueta|impermeable"
     r"|casaco|sobretudo|manteau|imperméable|veste|大衣|外套|雨衣|风衣"),
    ("uniform", r"uniforme?|制服"),
    ("scrubs", r"scrubs|手术服"),
    ("hanfu", r"hanfu|robes|kimono|汉服|长袍"),
    ("apron", r"apron|delantal|avental|tablier|围裙"),
    ("shirt", r"shirt|camisa|chemise|衬衫"),
)  # fmt: skip
_WORK = (
    ("uniform", r"police(?:man|woman| officer)?|cop|soldier|guard|officer|captain|pilot|policía|policial|policier|警察|保安|士兵"),
    ("scrubs", r"nurse|surgeon|enfermer[oa]|enfermeir[oa]|infirmière?|护士"),
    ("apron", r"waiter|waitress|cook|chef|baker|barista|butcher|camarer[oa]|garçom|garçonete|serveu(?:r|se)|服务员|厨师"),
    ("suit", r"lawyer|businessman|businesswoman|banker|butler|executive|律师"),
    ("coat", r"doctor|doctora|médic[oa]|médecin|医生"),
)
_HAN = re.compile(r"[\u3400-\u9fff]")


@cache
def words(alternatives: str) -> re.Pattern[str]:
    """Whole words of scripts with spaces, Chinese words anywhere; any case."""
    parts = re.split(r"\|(?![^(]*\))", alternatives)
    han = "|".join(one for one in parts if _HAN.search(one))
    latin = "|".join(one for one in parts if not _HAN.search(one))
    return re.compile("|".join(one for one in (rf"(?<![\w-])(?:{latin})(?![\w-])" if latin else "", han) if one), re.IGNORECASE)


def gender_in(text: str) -> Gender | None:
    """The gender the first person word of a description has (``a small boy``), or None."""
    found = [
        (match.start(), gender)
        for gender, alternatives in ((Gender.FEMALE, FEMALE), (Gender.MALE, MALE))
        if (match := words(alternatives).search(text))
    ]
    return min(found)[1] if found else None


def age_in(text: str) -> Age | None:
    """The age a description tells in years (``60s``, ``(8)``, ``in her forties``) or in words (``an old man``), or None."""
    if (told := years_in(text)) is not None:
        return told
    found = next((age for age, alternatives in _AGES if words(alternatives).search(text)), None)
    grown = words("woman|man|lady|mujer|hombre|mulher|homem|femme|homme|女人|男人").search(text)
    return Age.YOUNG if found is Age.CHILD and grown else found


def years_in(text: str) -> Age | None:
    """The age a description tells in years, or None."""
    if tens := _IN_TENS.search(text):
        years = int(tens[2]) * 10 + 5 if tens[2] else _TENS[tens[3].lower()]
        return age_of(years + {"early": -4, "late": 4}.get((tens[1] or "").lower(), 0))
    told = _YEARS.search(text)
    return age_of(int(told[1])) if told else None


def age_of(years: int) -> Age | None:
    """How somebody of so many years is drawn; None for what is no age."""
    steps = ((13, Age.CHILD), (20, Age.TEEN), (30, Age.YOUNG), (60, Age.ADULT), (115, Age.OLD))
    return next((age for below, age in steps if 0 < years < below), None)


def look_in(person: str, wears: str) -> Mapping[str, str]:
    """What a description says, by field of ``Look``. ``person``: who they are; ``wears``: what they wear and have."""
    both = f"{person} , {wears}"
    found = {field: next((name for name, alternatives in kinds if words(alternatives).search(both)), "") for field, kinds in _PARTS}
    found["hair_colour"] = _hair_colour(both)
    for outfit, alternatives in _OUTFITS:
        if garment := words(alternatives).search(wears):
            found["outfit"] = outfit
            found["outfit_colour"] = _colour_before(wears, garment.start(), garment.end())
            break
    else:
        found["outfit"] = next((outfit for outfit, alternatives in _WORK if words(alternatives).search(person)), "")
    if "outfit_colour" not in found and found["outfit"] == "coat":
        found["outfit_colour"] = "#e6e4de"
    return {field: value for field, value in found.items() if value}


def work_in(name: str) -> Mapping[str, str]:
    """What a cue that is a trade wears (``COP``, ``OLD NURSE``, ``WAITER 2``); ``MR. BAKER`` and ``MARY COOK`` are names."""
    bare = re.sub(r"\b(?:the|an?|old|young|another|first|second)\b|[#\d]", "", name.casefold()).strip()
    return look_in(bare, "") if any(words(alternatives).fullmatch(bare) for _, alternatives in _WORK) else {}


def is_person(text: str) -> bool:
    """Whether a text has a word for a person."""
    return bool(words(PERSON).search(text))


def _hair_colour(text: str) -> str:
    for colour, alternatives in _HAIR_COLOURS:
        before = rf"(?<!\w)(?:{alternatives})[- ,]*(?:\w+[- ])?(?:{_HAIR_WORD})(?!\w)"
        behind = rf"(?:pelo|cabello|cabelos?|cheveux)(?: \w+)? (?:{alternatives})(?!\w)"
        if re.search(rf"{before}|{behind}|(?:{alternatives})色?(?:头发|短发|长发|发)", text, re.IGNORECASE):
            return colour
    alone = (("#d3ad67", "blonde?|rubia|loira"), ("#8a3b22", "redhead|pelirroj[oa]|ruiv[oa]"), ("#4a2f22", "brunette"))
    return next((colour for colour, alternatives in alone if words(alternatives).search(text)), "")


def _colour_before(text: str, start: int, end: int) -> str:
    """The colour of a garment: the one named last before it in its phrase, or right behind it (``un abrigo rojo``)."""
    before = re.split(r"[,;，、]|\b(?:and|with|y|e|et)\b", text[:start])[-1]
    named = [
        (match.start(), colour) for colour, alternatives in _COLOURS.values() for match in words(alternatives).finditer(before)
    ]
    if named:
        return max(named)[1]
    after = " ".join(text[end:].split()[:2])
    return next((colour for colour, alternatives in _COLOURS.values() if words(alternatives).match(after)), "")
