"""Cues of several people: ``ANNA & TOM``, ``ALL``, ``CROWD``. In: a cue in capitals. Out: whom it joins. Never: who is there."""

from __future__ import annotations

import re

_JOINT = re.compile(r"\s*[&/+,、]\s*(?:AND\s+)?|\s+(?:AND|WITH|Y|E|ET|UND)\s+|(?<=[\u3400-\u9fff])[和与跟](?=[\u3400-\u9fff])")
_EVERYBODY = re.compile(
    r"ALL|EVERYONE|EVERYBODY|THEY|TOGETHER|ALL TOGETHER|IN UNISON|THE GROUP|TOD[OA]S(?: JUNT[OA]S)?|TOUS|TOUTES|TOUS ENSEMBLE|TUTTI"
    r"|ALLE|大家|众人|所有人|齐声|全体"
)
_TWO = re.compile(r"BOTH(?: OF THEM)?|THE TWO(?: OF THEM)?|AMB[OA]S|L[OA]S DOS|OS DOIS|AS DUAS|LES DEUX|两人|二人|他俩")
_THREE = re.compile(r"(?:ALL|THE) THREE(?: OF THEM)?|L[OA]S TRES|[OA]S TRÊS|LES TROIS|三人")
_CROWD = re.compile(
    r"(?:THE |AN? |LA |EL |O |LE )?(?:ANGRY |CHEERING )?(?:CROWD|MOB|AUDIENCE|CHORUS|CHOIR|PEOPLE|GUESTS|VOICES|STUDENTS|CHILDREN"
    r"|KIDS|SOLDIERS|GUARDS|REPORTERS|PASSENGERS|PROTESTERS|CLASS|MEN|WOMEN|MULTITUD|GENTE|PÚBLICO|MULTIDÃO|POVO|FOULE|PUBLIC|GENS"
    r"|人群|群众|观众|众声)"
)


def parted(cue: str) -> tuple[str, ...]:
    """The names of a joined cue, or none. Whether *and* joins two people or stands in a name is for the reader to say."""
    parts = tuple(one.strip() for one in _JOINT.split(cue))
    return tuple(dict.fromkeys(parts)) if len(parts) > 1 and all(re.search(r"[^\W\d]", one) for one in parts) else ()


def group_size(cue: str) -> int | None:
    """How many of those who are there speak: 2 for ``BOTH``, 0 (all of them) for ``ALL``, None for a cue of another kind."""
    sizes = ((_EVERYBODY, 0), (_TWO, 2), (_THREE, 3))
    return next((size for words, size in sizes if words.fullmatch(cue)), None)


def several(cue: str) -> bool:
    """Whether a cue is nobody in particular: ``ALL`` or a crowd, who are heard and not seen when nobody else is there."""
    return group_size(cue) is not None or _CROWD.fullmatch(cue) is not None
