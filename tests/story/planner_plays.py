"""Episodes made by hand or by chance, for the tests of the planner."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from onecrew.story.episode import Action, Beat, Card, Delivery, Direction, Episode, Feeling, Heard, Line, Place, Scene
from onecrew.story.show import Age, Character, Gender, Show
from onecrew.units import Language, Where

HERE = Where("episodes/01/script.fountain", 1)
CAST = (
    Character("MEI", "Mei Lin", Age.YOUNG, Gender.FEMALE),
    Character("DAVID", "David", Age.ADULT, Gender.MALE),
    Character("GRANDMA", "Grandma Lin", Age.OLD, Gender.FEMALE, aliases=("GRANDMA LIN",)),
    Character("VICTOR", "Victor Hale", Age.ADULT, Gender.MALE),
)
SHOW = Show("Moonlight", Language("en"), (Language("en"),), cast=CAST)
CAFE = Place("CAFE", "cafe")


def line(
    id: str, speaker: str, text: str, feeling: Feeling = Feeling.NEUTRAL, heard: Heard = Heard.ON_SCREEN, **more: object
) -> Line:
    """A spoken line."""
    return Line(id, speaker, text, HERE, heard, feeling, **more)  # type: ignore[arg-type]


def act(text: str, *people: str) -> Action:
    """A paragraph of action."""
    return Action("1.a1", text, HERE, people)


def note(text: str) -> Direction:
    """A direction."""
    return Direction(text, HERE)


def scene(*beats: Beat, id: str = "1", place: Place = CAFE, mood: str = "calm", enter: str = "cut") -> Scene:
    """A scene in the café."""
    return Scene(id, f"INT. {place.name} - DAY", place, beats, HERE, mood, enter)


def play(*scenes: Scene) -> Episode:
    """An episode."""
    return Episode("01", "Moonlight", scenes)


_WORDS = st.sampled_from(
    (
        "No.", "Sit down.", "Where were you last night?", "I never wanted any of this. You know that. You always knew.",
        "Go!", "He is alive.", "Mr. Hale waited for you, and then he left, and then the rain came; nobody ever saw him again.",
        "你去哪儿了？我等了你一整夜。", "…", "Give me the letter", "Yes, I do. I do! I always did? Perhaps.",
    )
)  # fmt: skip
_ACTIONS = st.sampled_from(
    (
        "MEI sits by the window.", "David enters.", "She leaves.", "He slams the door and runs out.", "Thunder.",
        "Mei hugs David.", "They sit.", "Victor takes out a knife.", "Her phone buzzes.", "Everyone stares.", "The leaves fall.",
        "GRANDMA LIN cries. Mei gives her a letter and walks away.", "A STRANGER enters.", "Rain on the roof.", "Nobody moves.",
        'A message from David: "Run."', "Mei walks through the rain, the phone at her ear.", "Victor slaps David. Victor leaves.",
    )
)  # fmt: skip


@st.composite
def episodes(draw: st.DrawFn, directed: bool = False) -> Episode:
    """Any episode: few or no people, voices from anywhere, acts of every kind, cards in odd places."""
    scenes: list[Scene] = []
    cards = st.sampled_from(("MOONLIGHT", "THREE YEARS LATER", "TO BE CONTINUED"))
    notes = st.sampled_from(
        (
            "close on MEI, push in, 2s",
            "wide",
            "two-shot",
            "over DAVID's shoulder",
            "hold 2s",
            "dissolve",
            "insert ring",
            "sound: horn",
        )
    )
    for number in range(1, draw(st.integers(1, 3)) + 1):
        beats: list[Beat] = []
        lines = cards_here = 0
        for _ in range(draw(st.integers(0, 12))):
            kind = draw(st.sampled_from(("line", "line", "line", "action", "card", "note" if directed else "line")))
            if kind == "line":
                lines += 1
                beats.append(
                    Line(
                        f"{number}.{lines}",
                        draw(st.sampled_from(("MEI", "DAVID", "GRANDMA", "VICTOR", "STRANGER"))),
                        draw(_WORDS),
                        HERE,
                        draw(st.sampled_from((Heard.ON_SCREEN, Heard.ON_SCREEN, Heard.OFF_SCREEN, Heard.VOICE_OVER))),
                        draw(st.sampled_from(list(Feeling))),
                        draw(st.integers(0, 100)),
                        draw(st.sampled_from(list(Delivery))),
                        draw(st.sampled_from((Fraction(0), Fraction(3, 2)))),
                        dual=bool(beats) and isinstance(beats[-1], Line) and draw(st.booleans()) and draw(st.booleans()),
                    )
                )
            elif kind == "action":
                text = draw(_ACTIONS)
                beats.append(Action(f"{number}.a1", text, HERE, ("STRANGER",) if "STRANGER" in text else ()))
            elif kind == "note":
                beats.append(Direction(draw(notes), HERE))
            else:
                cards_here += 1
                beats.append(Card(f"{number}.c{cards_here}", draw(cards), HERE))
        place = Place(draw(st.sampled_from(("CAFE", "ROOF"))), "cafe", draw(st.booleans()), draw(st.sampled_from(("day", "night"))))
        scenes.append(scene(*beats, id=str(number), place=place, enter=draw(st.sampled_from(("cut", "dissolve", "fade")))))
    return Episode("01", "Moonlight", tuple(scenes))
