"""A text is drafted in another language. In: the text, the pair, the names. Out: ``draft`` (JSON). Never: the PO files."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from onecrew.providers.translation import Text
from onecrew.studio.steps.models import hold, release
from onecrew.studio.worker import Job
from onecrew.units import Broken

__all__ = ["release", "run"]

_AROUND = 4
"""Lines before and after a text that is asked for alone."""


def run(job: Job) -> dict[str, Path]:
    """Translate ``recipe["text"]``, the input ``draft``, or the scene ``recipe["texts"]``, names in their approved form."""
    recipe = job.recipe
    names = tuple((name, form) for name, form in recipe["names"])
    if "texts" in recipe:
        return {"draft": _scene(job, names)}
    told = json.loads(job.file("draft").read_text(encoding="utf-8")) if "draft" in job.inputs else {"text": recipe["text"]}
    said, draft = told["text"], job.new_file(".json")
    if not said:
        # What was not understood cannot be translated; the reason goes on to whoever writes the line.
        draft.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return {"draft": draft}
    text = Text("text", said)
    drafts = hold("translation", recipe["provider"]).translate((text,), recipe["source"], recipe["target"], names)
    found = {draft.id: draft.text for draft in drafts}
    if not found.get("text", "").strip():
        raise Broken(f"{recipe['provider']} gave no translation of {said!r}; write it into the .po file")
    draft.write_text(json.dumps({**told, "text": found["text"]}, ensure_ascii=False), encoding="utf-8")
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
    provider = hold("translation", recipe["provider"])
    drafts = {one.id: one for one in provider.translate(texts, recipe["source"], recipe["target"], names) if one.text.strip()}
    for number, one in enumerate(texts):
        if one.id not in drafts:
            alone = _alone(texts, number)
            again = provider.translate((alone,), recipe["source"], recipe["target"], names)
            drafts.update({draft.id: draft for draft in again if draft.id == one.id and draft.text.strip()})
    lacking = [one.id for one in texts if one.id not in drafts]
    if len(lacking) == len(texts):
        raise Broken(f"{recipe['provider']} gave no translation of {', '.join(lacking)}; write them into the .po file")
    # What came is kept: it may have been paid for, and only what is lacking is asked for by the next make.
    told = {
        "texts": {one.id: drafts[one.id].text for one in texts if one.id in drafts},
        "shorter": {one.id: list(drafts[one.id].shorter) for one in texts if one.id in drafts and drafts[one.id].shorter},
        "lacking": lacking,
    }
    draft = job.new_file(".json")
    draft.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return draft


def _alone(texts: tuple[Text, ...], number: int) -> Text:
    """A text of a scene with what is said around it, to be asked for once more."""
    rows = [f"{one.speaker}: {one.text}" if one.speaker else one.text for one in texts]
    one = texts[number]
    before = (*texts[0].before, *rows[:number])[-_AROUND:]
    after = (*rows[number + 1 :], *texts[-1].after)[:_AROUND]
    return replace(one, before=before, after=after)
