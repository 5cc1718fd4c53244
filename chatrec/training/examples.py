"""Training examples: the prompt of a recommendation as a model would get it, and the answer that the person bore out.

The candidates are found again for the state of that moment, so that a model learns to choose among what it would really
be offered. E-mail addresses and the numbers of phones, cards and accounts are placeholders.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from ..brains.brain import Judgement
from ..brains.llm.keys import keyed, shuffled
from ..brains.llm.prompting import in_seeded_order, recommending_values
from ..brains.llm.turn_brain import OFFERED
from ..chatbot import Chatbot
from ..dialogue.conversation import Conversation
from ..dialogue.reply import Pick
from ..dialogue.understanding import Understanding
from ..dialogue.wishes import query_of
from ..llm.hiding import hide
from ..llm.masking import mask
from ..llm.prompts.prompt import Message, Prompt
from ..retrieval.candidates import Candidate
from ..well_formed import json_text
from .verdicts import Verdict, verdicts

_RANKED = 10
_TOLD = 5
_CITED = 2


@dataclass(frozen=True, slots=True)
class Example:
    """One recommendation to learn from."""

    messages: tuple[Message, ...]
    """The prompt, masked."""
    preferred: str
    """The answer with what was accepted or liked first, as JSON."""
    rejected: str | None
    """The answer with what was turned down first; None where nothing was, or nothing was liked beside it."""


def collect_examples(bot: Chatbot, prompt: Prompt) -> Iterator[Example]:
    """Yield the examples of all sessions on the catalogue of a chatbot whose users consented to be remembered.

    Args:
        bot: The chatbot whose store and catalogue are read.
        prompt: The prompt that a model is to be trained for, of the task recommend and with `ranked` among its outputs.

    Raises:
        StoreError: The database failed.
    """
    consented: dict[str, bool] = {}
    for summary in bot.store.sessions():
        owner = summary.user
        if owner is None or summary.catalog != bot.catalog.name:
            continue
        if owner not in consented:
            consented[owner] = bot.store.consent(owner)
        if consented[owner]:
            for one in verdicts(summary.id, bot.store.turns(summary.id)):
                made = _example(one, bot, prompt)
                if made is not None:
                    yield made


def _example(verdict: Verdict, bot: Chatbot, prompt: Prompt) -> Example | None:
    """Return the example of a recommendation; None where nothing of it was accepted or liked."""
    if not verdict.good:
        return None
    conversation = Conversation(
        session_id=verdict.session_id,
        catalog=bot.catalog.name,
        turn=verdict.turn.reply.turn - 1,
        preferences=verdict.before,
        lines=verdict.lines,
    )
    offered = _offered(verdict, conversation, bot)
    values = recommending_values(
        verdict.turn.message, offered, verdict.state, conversation, bot.catalog
    )
    columns = frozenset(map(str, cast("list[str]", values["columns"])))
    messages, found = hide(prompt.render(in_seeded_order(values)))
    places = {one.candidate.item.id: key for key, one in offered.items()}
    known = [item_id for item_id in (*verdict.good, *verdict.bad) if item_id in places]
    if not set(known) & set(verdict.good):
        return None
    opening = mask(_opening(verdict), found).text
    picks = {pick.item.id: pick for pick in verdict.turn.reply.picks}

    def answer(first: Sequence[str], last: Sequence[str]) -> str:
        others = [one for one in (*picks, *places) if one not in first and one not in last]
        order = [one for one in dict.fromkeys((*first, *others)) if one in places]
        said = {
            "ranked": [places[one] for one in order[:_RANKED]],
            "tell": [
                _told(picks[one], places[one], columns) for one in order[:_TOLD] if one in picks
            ],
            "opening": opening,
        }
        kept = {name: value for name, value in said.items() if name in prompt.outputs}
        return json_text(kept)

    worse = answer(verdict.bad, verdict.good) if verdict.bad else None
    return Example(tuple(messages), answer(verdict.good, verdict.bad), worse)


def _offered(verdict: Verdict, conversation: Conversation, bot: Chatbot) -> dict[str, Judgement]:
    """Return the candidates of that moment under keys as a turn gives them, the judged picks among them."""
    engine, state = bot.engine, verdict.state
    query = query_of(
        state,
        conversation,
        understanding=Understanding(intent="recommend"),
        rules=bot.catalog.rules,
    )
    found = list(engine.retriever.find(query).candidates)
    present = {one.item.id for one in found}
    judged = [
        item
        for item_id in (*verdict.good, *verdict.bad)
        if item_id not in present and (item := bot.catalog.get(item_id)) is not None
    ]
    found += [Candidate(item, found[-1].score if found else 0.0) for item in judged]
    ranked = engine.brain.judge(tuple(found), state, conversation)
    must = {*verdict.good, *verdict.bad}
    kept = [one for one in ranked if one.candidate.item.id in must]
    kept += [one for one in ranked if one.candidate.item.id not in must][: OFFERED - len(kept)]
    seed = f"{conversation.session_id}:{conversation.turn}"
    return keyed(shuffled(kept, seed), "c")


def _opening(verdict: Verdict) -> str:
    return verdict.turn.reply.text.partition("\n")[0].strip()


def _told(pick: Pick, key: str, columns: frozenset[str]) -> dict[str, object]:
    """Return what was told of a pick by the names of those of its facts that the prompt shows."""
    cited = dict.fromkeys(one.facet for one in pick.because if one.met and one.facet in columns)
    caveat = next((one.facet for one in pick.caveats if one.facet in columns), "")
    meets = dict.fromkeys(one.preference for one in pick.because if one.met and one.preference)
    return {"key": key, "meets": list(meets), "cite": list(cited)[:_CITED], "caveat": caveat}
