"""A shot in words for a model that films. In: a Shot, its cast, its lines. Out: text. Never: a vendor's own wording or limits.

The same character is described in the same words in every shot, for models keep to words they have seen; what comes first is what
models heed most: who and what, then how it is framed, then the light.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from onecrew.story.episode import Feeling, Heard, Line, Place
from onecrew.story.shot import ActBeat, Framing, Gesture, Insert, LineBeat, Move, Shot, Subject
from onecrew.story.show import Age, Character, Gender

_FRAMING = {
    Framing.WIDE: "Wide shot: whole bodies and the place around them",
    Framing.FULL: "Full shot, head to foot",
    Framing.TWO_SHOT: "Two-shot from the waist, both people turned to each other",
    Framing.MEDIUM: "Medium shot from the waist, eyes on the upper third",
    Framing.CLOSE: "Close-up of head and shoulders, eyes on the upper third",
    Framing.EXTREME_CLOSE: "Extreme close-up of eyes and mouth",
    Framing.OVER_SHOULDER: "Over-the-shoulder shot: the face past the near shoulder of the other",
    Framing.INSERT: "Insert, close on one thing, no faces",
    Framing.CARD: "A still background without people",
}
_MOVES = {
    Move.STATIC: "the camera stands still",
    Move.PUSH_IN: "the camera pushes in slowly, easing at both ends",
    Move.PULL_OUT: "the camera pulls out slowly, easing at both ends",
    Move.PAN_LEFT: "the camera pans slowly to the left",
    Move.PAN_RIGHT: "the camera pans slowly to the right",
    Move.TILT_UP: "the camera tilts up slowly",
    Move.TILT_DOWN: "the camera tilts down slowly",
    Move.HANDHELD: "handheld camera, slight sway",
}
_PLACES = {
    "flat": "a lived-in flat",
    "office": "an office",
    "street": "a city street",
    "cafe": "a café",
    "hospital": "a hospital room",
    "car": "the inside of a car",
    "school": "a classroom",
    "palace": "a palace hall",
    "forest": "a forest",
    "rooftop": "a rooftop above the city",
    "restaurant": "a restaurant",
    "bedroom": "a bedroom",
    "shop": "a small shop",
    "lift": "a lift",
}
_LIGHT = {"day": "daylight", "dusk": "the low light of dusk", "night": "night, lit by lamps"}
_WEATHER = {"clear": "", "rain": ", rain", "snow": ", falling snow"}
_MOODS = {
    "calm": "calm, natural colours",
    "warm": "warm, golden colours",
    "tense": "tense, high contrast, cool shadows",
    "sad": "muted, bluish colours",
    "eerie": "eerie, greenish shadows",
    "joyful": "bright, saturated colours",
    "romantic": "soft, warm backlight",
    "angry": "hard light, red accents",
}
_AGES = {
    Age.CHILD: "child",
    Age.TEEN: "teenager",
    Age.YOUNG: "in the twenties",
    Age.ADULT: "in the forties",
    Age.OLD: "in the seventies",
}
_PEOPLE = {Gender.FEMALE: "woman", Gender.MALE: "man", Gender.NEUTRAL: "person"}
_YOUNG = {Gender.FEMALE: "girl", Gender.MALE: "boy", Gender.NEUTRAL: "child"}
_DOWN = {"kneeling": "kneeling", "lying": "lying down", "fallen": "lying flat on the floor", "in bed": "sitting up in bed"}
_FEELINGS = {
    Feeling.NEUTRAL: "composed",
    Feeling.HAPPY: "happy",
    Feeling.SAD: "sad, close to tears",
    Feeling.ANGRY: "angry, jaw set",
    Feeling.AFRAID: "afraid, eyes wide",
    Feeling.SURPRISED: "startled, brows up",
    Feeling.DISGUSTED: "disgusted, lip curled",
    Feeling.TENDER: "tender, a soft look",
}
_NAMED = {
    "black": (20, 20, 24),
    "charcoal": (62, 62, 70),
    "grey": (128, 128, 128),
    "silver": (196, 196, 200),
    "white": (240, 240, 236),
    "cream": (238, 222, 190),
    "blonde": (222, 190, 120),
    "brown": (92, 62, 40),
    "dark brown": (46, 34, 30),
    "auburn": (122, 52, 34),
    "red": (190, 40, 50),
    "burgundy": (110, 26, 46),
    "orange": (226, 126, 46),
    "yellow": (240, 200, 70),
    "olive green": (104, 112, 58),
    "green": (60, 132, 84),
    "teal": (40, 122, 128),
    "sky blue": (120, 176, 222),
    "blue": (52, 92, 172),
    "navy blue": (38, 46, 78),
    "purple": (112, 70, 150),
    "pink": (232, 150, 172),
}
NEVER = "No text, captions, logos or watermarks on screen. No music."


def shot_prompt(
    shot: Shot,
    cast: Sequence[Character],
    lines: Mapping[str, Line],
    speaks: bool = False,
    drawn: bool = False,
    pictured: Sequence[str] = (),
    filmed: str = "",
) -> str:
    """What a model is asked to film: who and what, framing, move, light, and what must not be there.

    ``speaks``: the model says the line itself; else people who speak here move their lips and say nothing that is heard.
    ``drawn``: the model is given a drawn first frame, whose look it is to keep. ``pictured``: names of characters whose pictures
    go along, in that order. ``filmed``: what film it is, as the show says; empty: live action.
    """
    people = {one.name: one for one in cast}
    told = [*_people(shot, people), *_acts(shot, people), *_spoken(shot, people, lines, speaks)]
    if shot.insert is not None:
        told.append(_insert(shot.insert))
    told.append(f"{_FRAMING[shot.framing]}; {_MOVES[shot.move]}.")
    told.append(f"The place is {_place(shot.place)}; {_MOODS.get(shot.mood, _MOODS['calm'])}.")
    look = f"{filmed or 'drawn film'} in the look of the first frame" if drawn else filmed or "live-action film"
    told.append(f"Vertical 9:16 {look}, one continuous take without cuts.")
    shown = [f"reference image {number} shows {people[name].title}" for number, name in enumerate(pictured, 1)]
    if shown:
        told.append(f"R{_listed(shown)[1:]}; faces, hair and clothes are as there.")
    told.append(NEVER)
    return " ".join(told)


def sheet_prompt(character: Character, filmed: str = "") -> str:
    """What a model of images is asked for, so that others know a character again: the same person twice, near and whole.
    ``filmed``: what film it is for, as the show says."""
    look = f"as in this film: {filmed}" if filmed else "photographed"
    return (
        f"Character sheet of one person, {look}: {looks_like(character)}. Two views side by side of the same person in the "
        "same clothes: head and shoulders from the front with a neutral face, and the whole body standing, from the front. "
        f"Plain light grey background, soft even light, sharp focus. {NEVER.split('.')[0]}."
    )


def looks_like(character: Character) -> str:
    """A character in the same words every time: age, skin, face, hair, clothes, and what is worn with them."""
    look = character.look
    if character.age is Age.CHILD:
        who = f"a {_YOUNG[character.gender]} of about eight"
    elif character.age is Age.TEEN:
        who = f"a teenage {_YOUNG[character.gender]}" if character.gender is not Gender.NEUTRAL else "a teenager"
    else:
        who = f"a {_PEOPLE[character.gender]} {_AGES[character.age]}"
    hair = "a shaved head" if look.hair == "bald" else f"{look.hair.replace('-', ' ')} {colour(look.hair_colour)} hair"
    parts = [f"{look.skin} skin", f"{_an(look.face)} face", hair]
    if look.beard != "none":
        parts.append({"full": "a full beard"}.get(look.beard, look.beard if look.beard == "stubble" else f"a {look.beard}"))
    if look.glasses != "none":
        parts.append("sunglasses" if look.glasses == "sun" else f"{look.glasses} glasses")
    wears = [f"{_an(colour(look.outfit_colour))} {look.outfit.replace('-', ' ')}"]
    if look.hat != "none":
        wears.append(f"a {look.hat}")
    if look.accessory not in ("none", "bag"):
        wears.append(look.accessory if look.accessory == "earrings" else f"{_an(colour(look.accent_colour))} {look.accessory}")
    return f"{who}, {look.build} build, {', '.join(parts)}, wearing {_listed(wears)}"


def colour(code: str) -> str:
    """The common name nearest to ``#rrggbb``."""
    red, green, blue = (int(code[place : place + 2], 16) for place in (1, 3, 5))

    def away(name: str) -> int:
        r, g, b = _NAMED[name]
        return (red - r) ** 2 * 2 + (green - g) ** 2 * 4 + (blue - b) ** 2 * 3

    return min(_NAMED, key=away)


def _people(shot: Shot, people: Mapping[str, Character]) -> list[str]:
    told = []
    for number, subject in enumerate(shot.subjects):
        if subject.who not in people:
            continue
        one = people[subject.who]
        if shot.framing is Framing.OVER_SHOULDER and number == 1:
            told.append(f"In the foreground, out of focus and from behind, the shoulder of {one.title} ({looks_like(one)}).")
            continue
        told.append(f"{one.title} ({looks_like(one)}){_state(subject)}.")
    return told


def _state(subject: Subject) -> str:
    states = []
    if subject.sitting:
        states.append("sitting")
    if subject.down != "none":
        states.append(_DOWN[subject.down])
    if subject.asleep:
        states.append("asleep, eyes closed")
    if subject.side != "centre":
        states.append(f"on the {subject.side} of the frame")
    if subject.facing != "front":
        states.append(f"facing {subject.facing}")
    if subject.holding != "none":
        states.append(f"holding a {subject.holding}")
    if subject.feeling is not Feeling.NEUTRAL:
        states.append(_FEELINGS[subject.feeling])
    return f", {', '.join(states)}" if states else ""


def _acts(shot: Shot, people: Mapping[str, Character]) -> list[str]:
    told = []
    for beat in shot.beats:
        if not isinstance(beat, ActBeat):
            continue
        if beat.text:
            told.append(_act(beat, people))
        who = people.get(beat.who or "")
        if who is None:
            continue
        if not beat.text and beat.gesture is not Gesture.NONE:
            with_what = f" a {beat.prop}" if beat.prop != "none" else ""
            told.append(f"{who.title}: {beat.gesture.value}{with_what}.")
        if beat.feeling is not None and beat.feeling is not Feeling.NEUTRAL:
            told.append(f"{who.title} becomes {_FEELINGS[beat.feeling]}.")
    return told


def _act(beat: ActBeat, people: Mapping[str, Character]) -> str:
    """The action as written, with the names people write; a parenthetical (``laughs``) gets whom it is about."""
    text = " ".join(beat.text.split()).rstrip(".")
    for name, one in people.items():
        text = re.sub(rf"\b{re.escape(name)}\b", one.title, text)
    who = people.get(beat.who or "")
    if text[:1].islower() and who is not None:
        text = f"{who.title} {text}"
    return f"{text}."


def _spoken(shot: Shot, people: Mapping[str, Character], lines: Mapping[str, Line], speaks: bool) -> list[str]:
    told = []
    seen = {subject.who for subject in shot.subjects}
    for beat in shot.beats:
        if not isinstance(beat, LineBeat) or beat.line not in lines:
            continue
        line = lines[beat.line]
        if line.heard is not Heard.ON_SCREEN or line.speaker not in seen or line.speaker not in people:
            continue
        name, how = people[line.speaker].title, _FEELINGS[line.feeling]
        told.append(f'{name} says, {how}: "{line.text}"' if speaks else f"{name} is speaking, {how}.")
    return told


def _insert(insert: Insert) -> str:
    things = {
        "phone": "A phone in a hand, its screen glowing and blank.",
        "letter": "A letter on paper in two hands, the writing out of focus.",
        "photo": "An old photograph in a hand.",
        "sign": "A sign on a wall, its lettering out of focus.",
        "title": "An empty, softly lit background.",
        "end": "An empty, softly lit background.",
    }
    if insert.kind == "object":
        return f"A {insert.prop} in close view."
    return things.get(insert.kind, "A thing in close view.")


def _place(place: Place) -> str:
    inside = (
        "" if place.kind in ("car", "lift", "street", "forest", "rooftop") else (", interior" if place.interior else ", exterior")
    )
    name = f" ({place.name.title()})" if place.name and not place.known else ""
    return f"{_PLACES.get(place.kind, place.kind)}{name}{inside}, {_LIGHT[place.time]}{_WEATHER[place.weather]}"


def _an(word: str) -> str:
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
