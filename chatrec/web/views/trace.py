"""How a reply came about: each step with its time, what was left after each test, and what was checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...catalog.catalog import Catalog
from ...catalog.facets import Schema
from ...dialogue.preferences import Preference
from ...dialogue.reply import Reply, Step
from ...dialogue.timing import outages
from ...dialogue.understanding import Change
from ...dialogue.wording import describe_outage, describe_preference, label, name_item
from .render import render

TRACE = "trace"
_NAMES = {
    "understand": "Read the message",
    "apply": "Brought the wishes up to date",
    "decide": "Decided what to do",
    "retrieve": "Searched",
    "judge": "Judged what fits",
    "look up": "Looked up what was asked",
    "relax": "Looked for what to loosen",
    "ask": "Weighed a question",
    "choose": "Chose the picks",
    "compose": "Wrote the reply",
    "verify": "Checked every name and fact",
}
_ACTIONS = {
    "recommend": "Recommend",
    "ask": "Ask first",
    "explain": "Explain",
    "compare": "Compare",
    "inform": "Answer a question",
    "chat": "Talk",
    "confirm": "Ask for a yes first",
    "abstain": "Say that nothing fits",
    "hand_off": "Hand over to a person",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a turn."""

    name: str
    ms: float
    share: float
    """Of the time of the whole turn, 0 to 1."""
    notes: tuple[str, ...] = ()
    left: tuple[tuple[str, int, float], ...] = ()
    """Tests, how many items were left after each, and that number as a share of the first."""
    ranks: tuple[tuple[str, int, int], ...] = ()
    """Items with their place after retrieval and after judging."""


def show_trace(reply: Reply, catalog: Catalog) -> str:
    """Return the trace of a reply."""
    total = max(reply.trace.ms, 0.001)
    return render(
        "trace.html",
        id=TRACE,
        turn=reply.turn,
        ms=reply.trace.ms,
        action=_ACTIONS.get(reply.action, reply.action),
        asked=_asked(len(reply.trace.calls)),
        calls=reply.trace.calls,
        fallbacks=reply.trace.fallbacks,
        thoughts=reply.trace.thoughts,
        stages=[_stage(step, total, catalog) for step in reply.trace.steps],
    )


def _asked(calls: int) -> str:
    if not calls:
        return "no model was asked"
    return "a model was asked once" if calls == 1 else f"models were asked {calls} times"


def _stage(step: Step, total: float, catalog: Catalog) -> Stage:
    return Stage(
        name=_NAMES.get(step.name, step.name.replace("_", " ").capitalize()),
        ms=step.ms,
        share=min(1.0, step.ms / total),
        notes=(*map(describe_outage, outages(step)), *_notes(step, catalog.schema)),
        left=_left(step.detail.get("steps", ())),
        ranks=_ranks(step.detail.get("ranks", ()), catalog),
    )


def _notes(step: Step, schema: Schema) -> list[str]:
    detail = step.detail
    match step.name:
        case "understand":
            return _read(detail.get("understanding", {}), schema)
        case "decide":
            return [_ACTIONS.get(str(detail.get("action")), "")]
        case "judge":
            return [f"{detail.get('judged', 0):,} candidates judged"]
        case "ask":
            facet = schema.get(str(detail.get("question")))
            if facet is None:
                return ["No question was worth asking"]
            return [f"A question about the {label(facet)} narrows the list most"]
        case "relax":
            return [str(label) for label in detail.get("relaxations", ())]
        case "verify":
            return _checked(detail)
        case _:
            return []


def _checked(detail: dict[str, Any]) -> list[str]:
    """Say how much was compared with the records, and what became of what was wrong."""
    facts = int(detail.get("checked", 0))
    notes = (
        [f"{facts:,} {'fact' if facts == 1 else 'facts'} compared with the records"]
        if facts
        else []
    )
    problems = [str(one) for one in detail.get("problems", ())]
    if not problems:
        return [*notes, "Nothing to mend"]
    mended = (
        "Safe words stand in its place" if detail.get("replaced") else "Mended before it was shown"
    )
    return [*notes, *problems, mended]


def _read(understanding: dict[str, Any], schema: Schema) -> list[str]:
    intent = str(understanding.get("intent", "")).replace("_", " ")
    notes = [f"Intent: {intent}"] if intent else []
    return [*notes, *(_change(one, schema) for one in understanding.get("changes", ()))]


def _change(told: dict[str, Any], schema: Schema) -> str:
    """Return a change of the state: "+ under 100 minutes, must (“under 100 minutes”)"."""
    change = Change.model_validate(told)
    quote = f" (“{change.quote}”)" if change.quote else ""
    if change.op == "remove" and change.value is None:
        facet = schema.get(change.facet)
        return f"− {label(facet) if facet else 'everything'}{quote}"
    wish = Preference(id="", facet=change.facet, operator=change.operator, value=change.value)
    words = describe_preference(wish, schema)
    if change.op == "remove":
        return f"− {words}{quote}"
    sign = "not " if change.polarity == "unwanted" else ""
    return f"+ {sign}{words}, {change.strength}{quote}"


def _left(steps: Any) -> tuple[tuple[str, int, float], ...]:
    if not steps:
        return ()
    first = max(int(steps[0][1]), 1)
    return tuple((str(name), int(count), int(count) / first) for name, count in steps)


def _ranks(ranks: Any, catalog: Catalog) -> tuple[tuple[str, int, int], ...]:
    return tuple(
        (name_item(item, catalog.schema), int(first), int(then))
        for item_id, first, then in ranks
        if (item := catalog.get(str(item_id))) is not None
    )
