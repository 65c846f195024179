"""The report of an episode: one page for people, one file for programs. In: Findings, cuts. Out: report.html, report.json.

Never: measuring, judging (see ``findings``).
"""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from onecrew.store.blobs import unwritable
from onecrew.studio.filming import Filmed
from onecrew.studio.findings import AMBER, GREEN, RED, Finding, Findings, LineFinding
from onecrew.studio.production import Production
from onecrew.timeline.timeline import Timeline
from onecrew.units import Language, StoreError

_WIDTH = 1000
_STYLE = """
:root{--ink:#22242a;--quiet:#6f7179;--paper:#faf8f4;--line:#ddd8ce;--green:#3d7a55;--amber:#b97a12;--red:#b3362f}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1120px;padding:2.2rem 1.2rem 5rem;background:var(--paper);color:var(--ink);
font:15px/1.5 "Noto Sans","Noto Sans CJK SC",system-ui,sans-serif}
h1{font-size:1.7rem;margin:0}h2{font-size:1.25rem;margin:3rem 0 .6rem}h3{font-size:1rem;margin:1.6rem 0 .4rem}
p.sub{color:var(--quiet);margin:.2rem 0 1.6rem}
table{border-collapse:collapse;width:100%;font-size:.93em}th{text-align:left;color:var(--quiet);font-weight:500}
th,td{padding:.34rem .7rem .34rem 0;border-bottom:1px solid var(--line);vertical-align:top}
td.n{font-variant-numeric:tabular-nums;white-space:nowrap}
.tag{display:inline-block;min-width:3.9em;text-align:center;border-radius:99px;padding:0 .6em;color:#fff;font-size:.82em}
.green{background:var(--green)}.amber{background:var(--amber)}.red{background:var(--red)}.passed{background:#8a8d96}
audio{height:28px;width:190px;vertical-align:middle}video{width:100%;border-radius:8px;background:#000}
.films{display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:1.2rem;margin:1.2rem 0}
.films a{color:inherit;font-weight:600;text-decoration:none}
svg{display:block;width:100%;height:auto;margin:.3rem 0}svg text{font-size:11px;fill:var(--quiet)}
small{color:var(--quiet)}nav a{margin-right:1rem}
.scroll{overflow-x:auto}
"""


def write_report(
    production: Production, timelines: Mapping[Language, Timeline], found: Sequence[Findings], folder: Path, filmed: Filmed
) -> Path:
    """Write ``report.html`` and ``report.json`` into ``folder``; the page's path.

    Raises:
        StoreError: they cannot be written.
    """
    page = folder / "report.html"
    texts = {folder / "report.json": _json(production, found), page: _page(production, timelines, found, filmed)}
    files = {path: text.encode() for path, text in texts.items()}
    for line, glimpse in (found[0].glimpses if found else {}).items():
        files |= {folder / _glimpse(line, kind): base64.b64decode(data) for kind, data in glimpse.items() if data}
    for path, data in files.items():
        try:
            if path.is_file() and path.read_bytes() == data:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.new")
            beside.write_bytes(data)
            beside.replace(path)
        except OSError as error:
            raise unwritable(path, error) from error
    return page


def _glimpse(line: str, kind: str) -> str:
    """Where the still or the sound of an original line lies, beside the page."""
    return f"original/{line}.{'jpg' if kind == 'still' else 'mp3'}"


def _json(production: Production, found: Sequence[Findings]) -> str:
    releases = {
        one.language.tag: {
            "gate": "open" if one.gate else "shut",
            "findings": [asdict(finding) for finding in one.findings],
            "lines": [asdict(line) for line in one.lines],
        }
        for one in found
    }
    show = production.folder.show
    report = {"show": show.title, "episode": production.episode.id, "releases": releases}
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _page(production: Production, timelines: Mapping[Language, Timeline], found: Sequence[Findings], filmed: Filmed) -> str:
    show = production.folder.show
    title = html.escape(f"{show.title} — episode {production.episode.id}")
    shut = [one.language.name for one in found if not one.gate]
    state = f"The gate is shut for {', '.join(shut)}." if shut else "Every release may be delivered."
    kind = "Final picture." if production.choices.final else "The picture is an animatic."
    if filmed.choices:
        models = sorted({model for shot in filmed.choices if (model := filmed.model(shot)) is not None})
        drawn = sum(filmed.model(shot) is None for shot in filmed.choices)
        kind = f"Filmed by {html.escape(', '.join(models) or 'nobody')}" + (f"; {drawn} shots stay drawn." if drawn else ".")
    if production.found is not None:
        kind = "The picture is the film's own."
    worst = [(one.language, finding) for one in found for finding in one.findings if finding.verdict != GREEN]
    worst.sort(key=lambda pair: (bool(pair[1].accepted), pair[1].verdict != RED))
    film = production.found is not None
    sections = "\n".join(_section(one, timelines[one.language], film) for one in found)
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">\n'
        f"<title>{title} — report</title><style>{_STYLE}</style>\n<h1>{title}</h1>\n"
        f'<p class="sub">{state} {kind}</p>\n{_films(found)}\n<h2>Look at this first</h2>\n{_worst(worst)}\n{sections}\n</html>\n'
    )


def _films(found: Sequence[Findings]) -> str:
    cells = [
        f'<div><video controls preload="none" poster="{one.language}/poster.png" src="{one.language}/episode.mp4"></video>'
        f'<a href="#{one.language}">{html.escape(one.language.name)}</a> '
        f"{_tag(GREEN if one.gate else RED, 'open' if one.gate else 'shut')}</div>"
        for one in found
    ]
    return f'<div class="films">{"".join(cells)}</div>'


def _tag(verdict: str, text: str = "") -> str:
    return f'<span class="tag {verdict}">{text or verdict}</span>'


def _worst(worst: Sequence[tuple[Language, Finding]]) -> str:
    if not worst:
        return "<p>Nothing: every measure meets its aim.</p>"
    rows = "".join(
        f"<tr><td>{_verdict(one)}</td><td>{language}</td><td>{html.escape(one.name)}</td><td>{html.escape(one.value)}</td>"
        f"<td><small>{html.escape(one.aim)}</small></td><td class=n>{_time(one.at)}</td></tr>"
        for language, one in worst[:20]
    )
    return f"<table>{rows}</table>"


def _verdict(one: Finding) -> str:
    if one.accepted:
        return f"{_tag('passed', 'accepted')}<br><small>{html.escape(one.accepted)}</small>"
    return _tag(one.verdict)


def _time(at: float | None) -> str:
    return "" if at is None else f"{int(at) // 60}:{at % 60:04.1f}"


def _section(one: Findings, timeline: Timeline, film: bool) -> str:
    measures = "".join(
        f"<tr><td>{_verdict(finding)}</td><td>{html.escape(finding.area)}</td><td>{html.escape(finding.name)}</td>"
        f"<td>{html.escape(finding.value)}</td><td><small>{html.escape(finding.aim)}</small></td></tr>"
        for finding in one.findings
    )
    return (
        f'<h2 id="{one.language}">{html.escape(one.language.name)}</h2>'
        f"<h3>Measures</h3><table>{measures}</table>"
        f"<h3>Loudness</h3>{_loudness(one.curves, float(timeline.length))}"
        f"<h3>Shots, speech and captions</h3>{_tracks(timeline)}"
        f'<h3>Lines</h3><div class="scroll">{_lines(one, film)}</div>'
    )


def _loudness(curves: Mapping[str, object], length: float) -> str:
    """Short-term loudness over time, from -60 to 0 LUFS, with the integrated value as a line."""
    points = curves.get("loudness_curve")
    if not isinstance(points, list) or not points:
        return "<p><small>no sound</small></p>"
    high = 130

    def y(level: float) -> float:
        return (min(0.0, max(-60.0, level)) / -60) * high

    path = " ".join(f"{time / length * _WIDTH:.1f},{y(level):.1f}" for time, level in points)
    integrated = curves.get("integrated")
    middle = y(float(integrated)) if isinstance(integrated, int | float) else 0
    marks = "".join(
        f'<line x1="0" x2="{_WIDTH}" y1="{y(level):.1f}" y2="{y(level):.1f}" stroke="#e6e1d6"/>'
        f'<text x="2" y="{y(level) - 3:.1f}">{level}</text>'
        for level in (-14, -30, -45)
    )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {high}" role="img" aria-label="short-term loudness in LUFS">{marks}'
        f'<line x1="0" x2="{_WIDTH}" y1="{middle:.1f}" y2="{middle:.1f}" stroke="#b3362f" stroke-dasharray="4 4"/>'
        f'<polyline points="{path}" fill="none" stroke="#3f5f8a" stroke-width="1.6"/></svg>'
    )


def _tracks(timeline: Timeline) -> str:
    """The cut as rows of bars: shots, a row for each speaker, music, captions."""
    length = float(timeline.length)
    speakers = list(dict.fromkeys(clip.speaker for clip in timeline.lines))
    rows: list[tuple[str, str, list[tuple[float, float, str]]]] = [
        ("shots", "#8a8172", [(float(c.range.start), float(c.range.end), c.shot) for c in timeline.shots])
    ]
    rows += [
        (
            who.lower(),
            "#3f5f8a",
            [(float(c.range.start), float(c.range.end), c.line) for c in timeline.lines if c.speaker == who],
        )
        for who in speakers
    ]
    rows.append(("music", "#7a5a86", [(float(c.range.start), float(c.range.end), c.mood) for c in timeline.music]))
    rows.append(("captions", "#3d7a55", [(float(c.range.start), float(c.range.end), " ".join(c.lines)) for c in timeline.captions]))
    left, step = 80, 24
    parts = []
    for number, (name, colour, bars) in enumerate(rows):
        top = number * step + 4
        parts.append(f'<text x="0" y="{top + 12}">{html.escape(name)}</text>')
        for start, end, label in bars:
            x = left + start / length * (_WIDTH - left)
            wide = max(1.0, (end - start) / length * (_WIDTH - left) - 1)
            parts.append(
                f'<rect x="{x:.1f}" y="{top}" width="{wide:.1f}" height="16" rx="2" fill="{colour}">'
                f"<title>{html.escape(label)} {start:.2f}–{end:.2f} s</title></rect>"
            )
    return f'<svg viewBox="0 0 {_WIDTH} {len(rows) * step + 6}" role="img" aria-label="the cut">{"".join(parts)}</svg>'


def _lines(one: Findings, film: bool) -> str:
    before = "<th>original</th>" if film else ""
    head = (
        f"<tr><th></th><th>line</th>{before}<th>text</th><th>listen</th><th>heard back</th><th>error</th><th>onset</th>"
        "<th>pace</th><th>over bed</th></tr>"
    )
    rank = {RED: 0, AMBER: 1, GREEN: 2}
    rows = sorted(one.lines, key=lambda line: (rank[line.verdict], line.start))
    return f"<table>{head}{''.join(_line(one, line, film) for line in rows)}</table>"


def _line(found: Findings, line: LineFinding, film: bool) -> str:
    language = found.language
    before = _before(line, found.glimpses) if film else ""
    error = "" if line.error is None else f"{line.error:.0%}"
    onset = "" if line.onset is None else f"{line.onset * 1000:+.0f} ms"
    over = "" if line.over_bed is None else f"{line.over_bed:.0f} LU"
    state = "" if line.state in ("accepted", "source") else f"<br><small>{line.state}</small>"
    clip = f"{language}/stems/dialogue.wav#t={line.start:.2f},{line.end:.2f}"
    return (
        f"<tr><td>{_tag(line.verdict)}</td><td class=n>{line.line}<br><small>{html.escape(line.speaker.title())}<br>"
        f'{_time(line.start)}</small></td>{before}<td lang="{language}">{html.escape(line.text)}{state}</td>'
        f'<td><audio controls preload="none" src="{clip}"></audio></td>'
        f'<td lang="{language}"><small>{html.escape(line.heard or "")}</small></td><td class=n>{error}</td>'
        f"<td class=n>{onset}</td><td class=n>{line.tempo:.2f}×<br><small>{line.rung}</small></td><td class=n>{over}</td></tr>"
    )


def _before(line: LineFinding, glimpses: Mapping[str, Mapping[str, str]]) -> str:
    """The original line of an existing film: its picture, its sound and its words."""
    if line.original_start is None or line.original_end is None:
        return "<td></td>"
    flags = f"<br>{_tag(AMBER, ', '.join(line.flags))}" if line.flags else ""
    seen = glimpses.get(line.line, {})
    still = f'<img loading="lazy" width="72" alt="" src="{_glimpse(line.line, "still")}"> ' if seen.get("still") else ""
    sound = f'<audio controls preload="none" src="{_glimpse(line.line, "sound")}"></audio>' if seen.get("sound") else ""
    return f"<td>{still}{sound}<br>{html.escape(line.original)}{flags}</td>"


def read_report(folder: Path) -> dict[str, Any]:
    """The report that stands in an episode's release folder.

    Raises:
        StoreError: there is none, or it cannot be read.
    """
    file = folder / "report.json"
    try:
        report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise StoreError(f"{file} does not exist; run onecrew make first") from error
    except (OSError, ValueError) as error:
        raise StoreError(f"{file} cannot be read: {error}; run onecrew make to write it again") from error
    return report
