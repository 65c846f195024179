"""People who are named in the action and never speak. In: the actions of a script. Out: their names. Never: those of cues or cast.

A script writes a person in capitals who is seen for the first time, but also sounds, things and what the camera does. So capitals
alone name nobody: an age or a description beside them does, a first name, a title or a trade, or something only people do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onecrew.story.first_names import is_first_name
from onecrew.story.gesture_words import RULES
from onecrew.story.group_cues import several
from onecrew.story.inserts import prop_in
from onecrew.story.introductions import named_as
from onecrew.story.look_words import is_person
from onecrew.story.sentences import action_sentences

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁĻŃŇŌŐŒŘŚŞŠŤŪŮŰŹŻŽ"
_WORD = rf"(?:[{_UPPER}]['’])?[{_UPPER}][{_UPPER}]+(?:['’-][{_UPPER}]+)*"
_TITLED = (
    r"MR|MRS|MS|DR|PROF|SR|SRA|ST|REV|CAPT|SGT|LT|COL|GEN|MISS|LADY|LORD|SIR|DON|DOÑA|MADAME|AUNT|UNCLE|OFFICER|DETECTIVE|NURSE"
)
_CAPITALS = re.compile(rf"(?<![\w'’-])(?:(?:{_TITLED})\.? )?{_WORD}(?: (?:[{_UPPER}]\. )?{_WORD}){{0,3}}(?: #?\d)?(?![\w])")
_GIVEN = re.compile(r"(?<![\w'’-])[A-ZÀ-Þ][a-zß-ÿ]+(?![\w'’-])")
_WORDS_TOO = re.compile(r"April|Art|Bill|Dawn|Drew|Faith|Frank|Grace|Hope|Joy|June|Mark|May|Rich|Rob|Rose|Sue|Summer|Will")
_QUOTES = re.compile(r"[“\"«「][^”\"»」]*[”\"»」]")
_NOBODY = frozenset(
    re.findall(
        r"\w+",
        """
    A ABOVE ACT AD AFTER AGAIN ALARM ALERT ALL ALSO AN AND ANGLE ANOTHER ARE AS AT AWAY BACK BAM BANG BEAT BEEP BEFORE
    BEGIN BEHIND BELL BIG BLACK BLACKOUT BLAST BLOOD BOOM BOTH BREAK BRIGHT BULLET BUT BUZZ BY CALL CAMERA CAR CARD
    CARDS CHAPTER CHYRON CITY CLANG CLICK CLOSE CLOSER CLUE CONTINUED CONTINUOUS CRACK CRANE CRASH CREDITS CRUNCH CUT
    DARKNESS DAWN DAY DAYS DEAD DING DISSOLVE DOLLY DOOR DOWN DREAM DROP DUSK EARLIER END ENDS ENGINE EPISODE
    ESTABLISHING EVENING EXPLODES EXPLOSION EXT EXTERIOR EXTREME FADE FADES FBI FINAL FIRE FIRST FLASH FLASHBACK FLASHES
    FOCUS FOLLOW FOR FREEZE FROM FULL GUN GUNSHOT GUNSHOTS HANDHELD HARD HE HER HIS HITS HOLD HORN HOURS HUGE I IN
    INSERT INT INTERCUT INTERIOR INTO IS IT ITS JUMP LAST LATER LIGHT LIGHTNING LIGHTS LOGO LONG LOOK LOUD LOW MAIN
    MATCH MEDIUM MEMORY MIDNIGHT MOMENTS MONTAGE MONTHS MOON MORNING MORPH MOS MOVE MOVES MUCH MUSIC MUST NEAR NEVER NEW
    NEXT NIGHT NO NOISE NOT NOTE NOTHING NOW OF OFF OK OMITTED ON ONE ONLY OPEN OPENING OR OUR OUT OVER OVERLAY PAN
    PANIC PART PAST PAUSE POLICE POP POV PRELAP PRESENT PUSH RADIO RAIN REAR RESUME RETURN REVEAL REVERSE RIGHT RINGS
    ROAR SAME SCENE SCREAM SCREAMS SCREECH SCREEN SECOND SEES SERIES SFX SHADOW SHE SHOT SHOTS SIDE SILENCE SIREN SIRENS
    SLAM SLAMS SLOW SMALL SMASH SMOKE SNAP SNOW SO SOON SOS SOUND SOUNDS SPLASH SPLIT START STATIC STOP STORM SUDDEN
    SUDDENLY SUN SUPER SUPERIMPOSE TEXT THAT THE THEIR THEN THERE THEY THIS THREE THUD THUMP THUNDER TIGHT TIME TITLE
    TITLES TO TOO TRACK TRACKING TRANSITION TV TWO UK UNDER UNTIL UP US USA VERY VFX VIEW VOICE WE WEEKS WHAT WHEN WHERE
    WHO WHOLE WHOOSH WHY WIDE WIND WIPE WITH YEAR YEARS YES YOU ZOOM
    """,
    )
)
"""Words of the craft, sounds, and what is only written loud."""
_ALONE = re.compile(r"(?:\s+(?:slowly|quickly|quietly|suddenly|carefully|also|still|just|then|and \S+))?\s+")
_ARTICLE = re.compile(r"(?:^|\W)(?:an?|the|his|her|their|its|some|of|una?|el|la|los|las|uma?|o|une?|le|les)\s+$", re.IGNORECASE)


def silent_people(actions: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Names in capitals of people whom ``actions`` bring in and ``known`` (names in capitals) has not, each once, in order."""
    have = set(known)
    found: dict[str, None] = {}
    for text in actions:
        for sentence in action_sentences(_QUOTES.sub(" ", text)):
            for name in _in_sentence(sentence):
                if name not in have:
                    found.setdefault(name)
    return tuple(found)


def _in_sentence(text: str) -> Iterator[str]:
    if re.search(r"[a-zß-ÿ]", text):
        for match in _CAPITALS.finditer(text):
            for start, end in _runs(text, match):
                written = text[start:end].replace("’", "'")
                name = written.removesuffix("'S")
                if _is_somebody(name, text[:start], text[end:], owner=name != written):
                    yield name
    for match in _GIVEN.finditer(text):
        name = match[0]
        if not _WORDS_TOO.fullmatch(name) and is_first_name(name) and _acts(text[match.end() :]):
            yield name.upper()


def _runs(text: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where names stand in words in capitals: parted at the words that are nobody's."""
    begin: int | None = None
    end = match.start()
    for word in re.finditer(r"\S+", match[0]):
        at = match.start() + word.start()
        if word[0] in _NOBODY:
            if begin is not None:
                yield begin, end
            begin = None
        else:
            begin = at if begin is None else begin
            end = at + len(word[0])
    if begin is not None:
        yield begin, end


def _is_somebody(name: str, before: str, after: str, owner: bool) -> bool:
    """``owner``: it stands as a possessive; of *A MAN'S shadow* no man is seen."""
    if several(name) or prop_in(name) != "none" or not re.search(rf"[{_UPPER}]{{2}}", name):
        return False
    if is_first_name(re.split(r"[ -]", name)[0]) or named_as(before, after):
        return True
    if is_person(name):
        return not owner
    return re.match(rf"(?:{_TITLED})\.? ", name) is not None or (_ARTICLE.search(before) is None and _acts(after))


def _acts(after: str) -> bool:
    """Whether something only people do follows."""
    gap = _ALONE.match(after)
    return gap is not None and any(rule.words.match(after, gap.end()) for rule in RULES if not rule.alone)
