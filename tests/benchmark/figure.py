"""One measured figure beside its aim. In: numbers. Out: rows of a table. Never: measuring."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` in ``unit``; ``aim`` with ``sense`` ``<=``, ``>=`` or ``==``, None where nothing is promised; ``note``: whence."""

    name: str
    value: float
    unit: str = ""
    aim: float | None = None
    sense: str = "<="
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the aim is reached; true where there is none."""
        if self.aim is None:
            return True
        if self.sense == "==":
            return self.value == self.aim
        return self.value <= self.aim if self.sense == "<=" else self.value >= self.aim

    def cells(self) -> tuple[str, str, str, str, str]:
        """Name, measured, aim, verdict, note."""
        sign = {"<=": "≤ ", ">=": "≥ ", "==": ""}[self.sense]
        aim = "" if self.aim is None else sign + _told(self.aim, self.unit)
        if self.aim is None:
            verdict = ""
        elif self.met:
            verdict = "met"
        else:
            verdict = f"falls short by {_told(abs(self.value - self.aim), self.unit)}"
        return self.name, _told(self.value, self.unit), aim, verdict, self.note


HEADS = ("figure", "measured", "aim", "", "how")


def _told(value: float, unit: str) -> str:
    digits = 0 if float(value).is_integer() and abs(value) < 1e6 else 2 if abs(value) < 20 else 1 if abs(value) < 100 else 0
    gap = "" if unit in ("×", "") else " "
    return f"{value:.{digits}f}{gap}{unit}"


def plain_table(figures: list[Figure]) -> str:
    """The figures in columns, for a terminal; the notes below each row."""
    rows = [HEADS[:4], *(figure.cells()[:4] for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    notes = ["", *(figure.note for figure in figures)]
    lines = []
    for row, note in zip(rows, notes, strict=True):
        lines.append("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if note:
            lines.append(f"    {note}")
    return "\n".join(lines)
