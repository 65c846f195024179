"""A text is drafted in another language. In: the text, the pair, the names. Out: ``draft`` (JSON). Never: the PO files."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

from onecrew.providers.translation import Text
from onecrew.studio.steps.models import hold, release
from onecrew.studio.worker import Job
from onecrew.units import Broken

__all__ = ["release", "run"]


def run(job: Job) -> dict[str, Path]:
    """Translate ``recipe["text"]``, the input ``draft``, or the scene ``recipe["texts"]``, names in their approved form."""
    recipe = job.recipe
    names = tuple((name, form) for name, form in recipe["names"])
    if "texts" in recipe:
        return {"draft": _scene(job, names)}
    said = json.loads(job.file("draft").read_text(encoding="utf-8"))["text"] if "draft" in job.inputs else recipe["text"]
    text = Text("text", said)
    drafts = hold("translation", recipe["provider"]).translate((text,), recipe["source"], recipe["target"], names)
    found = {draft.id: draft.text for draft in drafts}
    if not found.get("text", "").strip():
        raise Broken(f"{recipe['provider']} gave no translation of {said!r}; write it into the .po file")
    draft = job.new_file(".json")
    draft.write_text(json.dumps({"text": found["text"]}, ensure_ascii=False), encoding="utf-8")
    return {"draft": draft}


def _scene(job: Job, names: tuple[tuple[str, str], ...]) -> Path:
    """All texts of a scene in one request, each with its speaker, its seconds and what is said around it."""
    recipe = job.recipe
    texts = tuple(
        Text(
            one["id"],
            one["text"],
            one["speaker"],
            None if one["seconds"] is None else Fraction(one["seconds"]),
            tuple(one["before"]),
            tuple(one["after"]),
        )
        for one in recipe["texts"]
    )
    drafts = hold("translation", recipe["provider"]).translate(texts, recipe["source"], recipe["target"], names)
    found = {draft.id: draft.text for draft in drafts}
    lacking = [one.id for one in texts if not found.get(one.id, "").strip()]
    if lacking:
        raise Broken(f"{recipe['provider']} gave no translation of {', '.join(lacking)}; write them into the .po file")
    told = {
        "texts": {one.id: found[one.id] for one in texts},
        "shorter": {one.id: list(one.shorter) for one in drafts if one.shorter and one.id in found},
    }
    draft = job.new_file(".json")
    draft.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return draft
