"""Answers to questions about items: yes or no first, then the fact; what the records say of any words."""

from __future__ import annotations

from collections.abc import Sequence

from ....catalog.items import Item
from ....dialogue.lookup import Passage, Verdict
from ....dialogue.reply import Claim, Sentence
from ....dialogue.wording import label
from ....dialogue.wording.values import list_words
from ....grounding.clean import clean
from .facts import Clause, joined, noun_of, quoted, state_fact
from .phrases import count_words
from .speech import Speech

_LONGEST = 80


def word_verdicts(items: Sequence[Item], speech: Speech) -> list[Sentence]:
    """Say yes or no of each item asked about, with the facts that tell, and of which the record does not say."""
    verdicts = {one.item_id: one for one in speech.brief.lookup.verdicts}
    said: list[Sentence] = []
    for met, name in ((True, "yes"), (False, "no")):
        group = [item for item in items if verdicts[item.id].met is met]
        if not group:
            continue
        rows = _rows([(item, verdicts[item.id]) for item in group], speech)
        alone = len(group) == len(items)
        scope = "" if not alone or len(items) == 1 else _all(len(items), met=met)
        slots = {"rows": list_words([row.text for row in rows]), "scope": scope}
        frame = f"whether.{name}_all" if scope else f"whether.{name}"
        said.extend(speech.say("whether.no_others" if said else frame, slots, of=rows))
    for item in items:
        if verdicts[item.id].met is None:
            said.extend(_unknown(item, verdicts[item.id], speech))
    return said


def _all(count: int, *, met: bool) -> str:
    if met:
        return "both of them" if count == 2 else f"all {count_words(count)}"
    return "neither of them" if count == 2 else "none of them"


def _rows(group: Sequence[tuple[Item, Verdict]], speech: Speech) -> list[Clause]:
    """Return each item with its fact; those that only are the same are named together."""
    facts: dict[str, list[tuple[Item, Clause]]] = {}
    for item, verdict in group:
        fact = _fact(item, verdict, speech)
        facts.setdefault(fact.text, []).append((item, fact))
    rows: list[Clause] = []
    for text, alike in facts.items():
        together = len(alike) > 1 and text.startswith("is ") and " and " not in text
        for part in [alike] if together else [[one] for one in alike]:
            names = speech.names(item for item, _ in part)
            claims = [claim for _, fact in part for claim in fact.claims]
            told = f"are {text.removeprefix('is ')}" if together else text
            rows.append(Clause(f"{names.text} {told}".strip(), (*names.claims, *claims)))
    return rows


def _fact(item: Item, verdict: Verdict, speech: Speech) -> Clause:
    """Return the facts that tell: what fails makes a no, whatever else was asked."""
    noun, facts = noun_of(item, speech.catalog), list[Clause]()
    for one in verdict.facts:
        facet = speech.facet(one.facet)
        if facet is not None and one.value is not None and one.met is verdict.met:
            facts.append(state_fact(item, facet, noun=noun, value=one.value))
    return joined(facts)


def _unknown(item: Item, verdict: Verdict, speech: Speech) -> list[Sentence]:
    title, said = speech.short_name(item), list[Sentence]()
    lost = [
        facet for one in verdict.facts if one.value is None and (facet := speech.facet(one.facet))
    ]
    for facet in lost:
        name = "inform.unknown_flag" if facet.type == "flag" else "inform.unknown"
        slots = {"title": title.text, "label": label(facet), "labels": f"the {label(facet)}"}
        said.extend(speech.say(name, slots, of=[title]))
    return said


def word_mentions(items: Sequence[Item], words: str, speech: Speech) -> list[Sentence]:
    """Quote where the records speak of the words asked about, and say openly of which items they do not."""
    passages = {one.item_id: one for one in speech.brief.lookup.passages}
    asked = clean(words).replace("“", "").replace("”", "")[:_LONGEST]
    said: list[Sentence] = []
    silent = [item for item in items if item.id not in passages]
    for item in items:
        if item.id in passages:
            said.extend(_passage(item, passages[item.id], asked, speech))
    if silent:
        titles = speech.names(silent)
        slots = {"titles": titles.text, "words": asked}
        name = "mention.silent" if len(silent) == 1 else "mention.silent_many"
        said.extend(speech.say(name, slots, of=[titles]))
    return said


def _passage(item: Item, passage: Passage, asked: str, speech: Speech) -> tuple[Sentence, ...]:
    title, facet = speech.short_name(item), speech.facet(passage.facet)
    if passage.facet == "description":
        excerpt = quoted(item, clean(str(passage.value)))
        slots = {"title": title.text, "quote": asked, "mention": excerpt.text}
        return speech.say("explain.mention", slots, of=[title, excerpt])
    if facet is None:
        return ()
    shown = (
        list_words([clean(one) for one in passage.value])
        if isinstance(passage.value, tuple)
        else clean(str(passage.value))
    )
    fact = Clause(shown, (Claim(item_id=item.id, facet=facet.name, value=passage.value),))
    slots = {"title": title.text, "words": asked, "label": label(facet), "value": fact.text}
    return speech.say("mention.value", slots, of=[title, fact])
