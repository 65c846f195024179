"""A text is drafted in another language. In: the text, the pair, the names. Out: ``draft`` (JSON). Never: the PO files."""

from __future__ import annotations

import json
from pathlib import Path

from onecrew.providers.translation import Text
from onecrew.studio.steps.models import hold, release
from onecrew.studio.worker import Job
from onecrew.units import Broken

__all__ = ["release", "run"]


def run(job: Job) -> dict[str, Path]:
    """Translate ``recipe["text"]``, or the input ``draft``, from ``source`` to ``target``, names in their approved form."""
    recipe = job.recipe
    names = tuple((name, form) for name, form in recipe["names"])
    said = json.loads(job.file("draft").read_text(encoding="utf-8"))["text"] if "draft" in job.inputs else recipe["text"]
    text = Text("text", said)
    drafts = hold("translation", recipe["provider"]).translate((text,), recipe["source"], recipe["target"], names)
    found = {draft.id: draft.text for draft in drafts}
    if not found.get("text", "").strip():
        raise Broken(f"{recipe['provider']} gave no translation of {said!r}; write it into the .po file")
    draft = job.new_file(".json")
    draft.write_text(json.dumps({"text": found["text"]}, ensure_ascii=False), encoding="utf-8")
    return {"draft": draft}
