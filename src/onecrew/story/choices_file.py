"""choices.toml: what a person decided about an episode. In: its text. Out: Choices and Problems. Never: files."""

from __future__ import annotations

from dataclasses import dataclass

from onecrew.story.show import VOICES
from onecrew.story.toml_file import parse_toml
from onecrew.units import Problem


@dataclass(frozen=True, slots=True)
class Choices:
    """``takes``: (order's step id, take number) where a person chose a take: of film and sheets the number it has in the list of
    takes, and the next number orders another; of what is spoken, heard or translated how often it is asked for. ``accepted``:
    (finding, reason) that a person has looked at and lets pass. ``final``: the animation is the finished picture, not an animatic.
    ``models``: (shot, the model that films it, or ``animation``) where a person chose another than the show's. ``voices``: (shot,
    ``native`` or ``ours``): whose voice is heard where a model films it."""

    takes: tuple[tuple[str, int], ...] = ()
    accepted: tuple[tuple[str, str], ...] = ()
    final: bool = False
    models: tuple[tuple[str, str], ...] = ()
    voices: tuple[tuple[str, str], ...] = ()

    def model(self, shot: str) -> str:
        """The model a person chose for this shot; empty: none."""
        return dict(self.models).get(shot, "")

    def voice(self, shot: str) -> str:
        """Whose voice a person chose for this shot; empty: nobody chose."""
        return dict(self.voices).get(shot, "")

    def take(self, step: str) -> int:
        """The take wanted of this step, counted from 1."""
        return dict(self.takes).get(step, 1)


def read_choices(text: str, file: str) -> tuple[Choices, tuple[Problem, ...]]:
    """The choices of an episode; none when the text is empty."""
    problems: list[Problem] = []
    root = parse_toml(text, file, problems)
    takes = root.table("takes")
    wanted = tuple((step, takes.integer(step, 1, 1, 999)) for step in takes.rest())
    accepted = root.table("accepted")
    passed = tuple((finding, accepted.text(finding, "")) for finding in accepted.rest())
    models = root.table("models")
    films = tuple((shot, models.text(shot, "")) for shot in models.rest())
    voices = root.table("voices")
    heard = tuple((shot, voices.text(shot, "ours", VOICES)) for shot in voices.rest())
    final = root.flag("final", False)
    root.done()
    return Choices(wanted, passed, final, films, heard), tuple(problems)
