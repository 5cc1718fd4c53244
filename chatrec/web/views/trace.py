"""How a reply came about: each step with its time, what was left after each test, and what was checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...catalog.catalog import Catalog
from ...dialogue.reply import Reply, Step
from ...dialogue.wording import name_item
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
        notes=tuple(_notes(step)),
        left=_left(step.detail.get("steps", ())),
        ranks=_ranks(step.detail.get("ranks", ()), catalog),
    )


def _notes(step: Step) -> list[str]:
    detail = step.detail
    match step.name:
        case "understand":
            return _read(detail.get("understanding", {}))
        case "decide":
            return [_ACTIONS.get(str(detail.get("action")), "")]
        case "judge":
            return [f"{detail.get('judged', 0):,} candidates judged"]
        case "ask":
            facet = detail.get("question")
            return [
                f"A question about {facet} narrows the list most"
                if facet
                else "No question was worth asking"
            ]
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


def _read(understanding: dict[str, Any]) -> list[str]:
    intent = str(understanding.get("intent", "")).replace("_", " ")
    changes = understanding.get("changes", ())
    notes = [f"Intent: {intent}"] if intent else []
    for one in changes:
        sign = "−" if one.get("op") == "remove" else "+"
        value = one.get("value")
        words = " ".join(
            str(part)
            for part in (one.get("facet"), one.get("operator", "is"), value)
            if part is not None
        )
        strength = one.get("strength", "prefer")
        quote = f" (“{one['quote']}”)" if one.get("quote") else ""
        notes.append(f"{sign} {words}, {strength}{quote}")
    return notes


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
