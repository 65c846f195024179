"""The table of docs/benchmarks.md. In: the page's text, figures. Out: its text with their rows renewed. Never: measuring."""

from __future__ import annotations

from .figure import HEADS, Figure

BEGIN, END = "<!-- figures -->", "<!-- /figures -->"


def renewed(page: str, figures: list[Figure], machine: str) -> str:
    """The page with a row for each of ``figures``: renewed where a row has its name, else added at the end.

    Raises:
        ValueError: the page has no marks between which the table stands.
    """
    before, mark, rest = page.partition(BEGIN)
    inside, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError(f"docs/benchmarks.md needs the marks {BEGIN} and {END}")
    rows: dict[str, str] = {}
    for line in inside.splitlines():
        name = line.strip("| ").split(" | ")[0]
        if line.startswith("|") and name != HEADS[0] and not name.startswith("---"):
            rows[name] = line
    for figure in figures:
        rows[figure.name] = f"| {' | '.join(figure.cells())} |"
    head = [f"| {' | '.join(HEADS)} |", "|" + "---|" * len(HEADS)]
    return "\n".join([before + mark, "", f"{machine}.", "", *head, *rows.values(), "", end]) + after
