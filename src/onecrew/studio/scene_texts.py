"""The texts of a scene, translated in one go. In: texts, a provider, two languages. Out: a Step. Never: asking anybody."""

from __future__ import annotations

from collections.abc import Sequence

from onecrew.providers.translation import Text
from onecrew.story.lines_po import Sayable
from onecrew.studio.graph import Step, part
from onecrew.studio.production import Production
from onecrew.studio.purchases import order_of
from onecrew.units import Language


def scene_step(
    production: Production,
    step: str,
    provider: str,
    scene: Sequence[Sayable],
    source: Language,
    target: Language,
    names: Sequence[tuple[str, str]],
) -> Step:
    """The texts of a scene translated in one go."""
    texts = tuple(Text(one.id, one.text, one.speaker, one.seconds, one.before, one.after) for one in scene)
    return Step(
        id=step,
        kind="translate",
        version=1,
        recipe={
            "provider": provider,
            "texts": [
                {
                    "id": one.id,
                    "text": one.text,
                    "speaker": one.speaker,
                    "seconds": None if one.seconds is None else str(one.seconds),
                    "before": list(one.before),
                    "after": list(one.after),
                }
                for one in scene
            ],
            "source": source.tag,
            "target": target.tag,
            "names": [list(name) for name in names],
        },
        parts={**{f"text {one.id}": part(one.text) for one in scene}, "terms": part(names)},
        purchase=order_of("translation", provider, production.choices.take(step), lambda made: made.cost(texts)),
        weight=2.0,
    )
