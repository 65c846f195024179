"""Small shows for tests: real in every room, but short and of few pixels."""

from __future__ import annotations

from pathlib import Path

SCRIPT = """\
Title: Two Doors

INT. CAFE - NIGHT

ANNA waits at a table. TOM enters.

ANNA
(angry)
You are late.

TOM
I was looking for you.

[[insert phone from MAX: Do not trust him.]]

ANNA
(afraid)
Who is Max?

INT. OFFICE - DAY

TOM sits alone.

TOM
(sad)
Max was me.
"""

SHOW = """\
title = "Two Doors"
source = "en"
languages = ["en", "es"]
[format]
width = 144
height = 256
rate = 25
"""

CAST = """\
[ANNA]
title = "Anna"
age = "young"
gender = "female"
[ANNA.look]
hair = "bob"

[TOM]
title = "Tom"
age = "adult"
gender = "male"
"""

ES = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "1.1 ANNA"
msgid "You are late."
msgstr "Llegas tarde."

msgctxt "1.2 TOM"
msgid "I was looking for you."
msgstr "Te estaba buscando."

msgctxt "1.3 ANNA"
msgid "Who is Max?"
msgstr "¿Quién es Max?"

msgctxt "2.1 TOM"
msgid "Max was me."
msgstr "Max era yo."

msgctxt "1.i1 phone"
msgid "Do not trust him."
msgstr "No confíes en él."
"""


def write_show(folder: Path, script: str = SCRIPT, show: str = SHOW, cast: str = CAST, es: str = ES) -> Path:
    """Write the small show into a folder; the folder."""
    episode = folder / "episodes" / "01"
    episode.mkdir(parents=True)
    (folder / "show.toml").write_text(show)
    (folder / "cast.toml").write_text(cast)
    (episode / "script.fountain").write_text(script)
    if es:
        (episode / "lines.es.po").write_text(es)
    return folder
