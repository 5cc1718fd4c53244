"""Items against one another: what was asked first, then where they differ, and whom each suits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ....catalog.facets import Facet
from ....catalog.items import Item
from ....dialogue.reply import Claim, Draft, Sentence
from ....dialogue.wording import describe_value, label, pattern
from ....dialogue.wording.values import list_words, value_words
from ....grounding.clean import clean, shorten
from ....text import fold
from .facts import Clause, noun_of, says_nothing, state_fact
from .items import reason_clauses
from .matters import open_matters
from .points import number_of
from .ranking import ahead_of, leans_up, ranked, unknown_of
from .speech import Speech
from .talk import notices

_FACETS = 4
_LONGEST = 40
_MOST_VALUES = 2
_PLUMBING = frozenset({"popularity", "stock"})


def word_comparison(speech: Speech) -> Draft:
    """Answer what was asked of several items, else say where they differ, and which comes out ahead."""
    items = speech.brief.items
    if len(items) < 2:
        return Draft(opening=(*open_matters(speech), *speech.say("compare.one")))
    asked = [speech.facet(name) for name in speech.brief.understanding.asked_facets]
    known = [facet for facet in asked if facet is not None]
    answers = [one for facet in known for one in _answer(facet, items, speech)]
    if answers:
        return Draft(opening=(*open_matters(speech), *answers), closing=notices(speech))
    facets = differing(items, speech)
    rows = list(_rows(items, facets, speech)) or list(speech.say("compare.same"))
    closing = (*_verdict(facets, speech), *notices(speech))
    return Draft(opening=(*open_matters(speech), *rows), closing=closing)


def differing(items: Sequence[Item], speech: Speech) -> list[Facet]:
    """Return the facets that tell the items apart, those with a wish first, numbers before lists."""
    wished = [entry.facet for entry in speech.entries]
    facets = [facet for facet in speech.catalog.schema if _tells_apart(facet, items, wished)]
    facets.sort(key=lambda one: (one.name not in wished, not one.numeric, one.type == "many"))
    return facets[:_FACETS]


def _tells_apart(facet: Facet, items: Sequence[Item], wished: Sequence[str]) -> bool:
    hidden = not facet.show or facet.measure in _PLUMBING or facet.type in ("text", "date", "flag")
    if (hidden and facet.name not in wished) or pattern(facet).against or facet.type == "text":
        return False
    facts = [item.fact(facet.name) for item in items]
    if (
        any(fact is None or says_nothing(fact) for fact in facts)
        or len({_shown(facet, item) for item in items}) == 1
    ):
        return False
    if facet.numeric:
        return bool(pattern(facet).less)
    titles = [fold(item.title) for item in items]
    if any(
        isinstance(fact, str) and fold(fact) in title
        for fact, title in zip(facts, titles, strict=True)
    ):
        return False
    return facet.name in wished or not (facet.people or facet.name.endswith("id"))


def _shown(facet: Facet, item: Item) -> str:
    value = item.fact(facet.name)
    if isinstance(value, tuple | list):
        return " ".join(sorted(value))
    return value_words(facet, value)


def _rows(items: Sequence[Item], facets: Sequence[Facet], speech: Speech) -> Iterator[Sentence]:
    """Give the numbers of two in one sentence and those of more facet by facet, then what only one of them is."""
    numeric = [facet for facet in facets if facet.numeric]
    if len(items) == 2:
        yield from _between_two(items, numeric, speech)
    else:
        for facet in numeric:
            yield from ranked(facet, items, speech)
    for facet in facets:
        if not facet.numeric:
            yield from _side_by_side(facet, items, speech)


def _answer(facet: Facet, items: Sequence[Item], speech: Speech) -> tuple[Sentence, ...]:
    said = ranked(facet, items, speech) if facet.numeric else ()
    if said:
        return said
    facts = [state_fact(item, facet, noun=noun_of(item, speech.catalog)) for item in items]
    parts = [
        _claused(f"{speech.short_name(item).text} {fact.text}", item, fact, speech)
        for item, fact in zip(items, facts, strict=True)
        if fact
    ]
    lost = [item for item, fact in zip(items, facts, strict=True) if not fact]
    said = _joined(parts, speech)
    return (*said, *unknown_of(lost, facet, speech))


def _claused(text: str, item: Item, fact: Clause, speech: Speech) -> Clause:
    return Clause(text, (*speech.short_name(item).claims, *fact.claims))


def _joined(parts: Sequence[Clause], speech: Speech) -> tuple[Sentence, ...]:
    if not parts:
        return ()
    texts = [part.text for part in parts]
    text = ", ".join(texts[:-1]) + (", while " if len(texts) > 1 else "") + texts[-1]
    return speech.say("compare.rows", {"rows": text}, of=parts)


def _between_two(
    items: Sequence[Item], facets: Sequence[Facet], speech: Speech
) -> tuple[Sentence, ...]:
    """Say of each of two in what it is ahead: "A is cheaper ($799 against $849) and lighter (...); B is ..."."""
    parts: list[Clause] = []
    for mine, other in (items, items[::-1]):
        ahead = ahead_of(mine, other, facets, speech)
        if ahead:
            name = speech.short_name(mine)
            parts.append(Clause(f"{name.text} is {ahead.text}", (*name.claims, *ahead.claims)))
    text = "; ".join(part.text for part in parts)
    if len(parts) == 1:
        # The one that leads in nothing is named too: the numbers are against its own.
        behind = next(
            one for one in items if speech.short_name(one).claims[0] not in parts[0].claims
        )
        name = speech.short_name(behind)
        text, parts = f"next to {name.text}, {text}", [name, *parts]
    return speech.say("compare.rows", {"rows": text}, of=parts)


def _side_by_side(facet: Facet, items: Sequence[Item], speech: Speech) -> tuple[Sentence, ...]:
    """Say what only one of the items is or has."""
    values = [_listed(item, facet) for item in items]
    common = set(values[0]).intersection(*values[1:])
    parts: list[Clause] = []
    for item, mine in zip(items, values, strict=True):
        own = tuple(one for one in mine if one not in common)[:_MOST_VALUES]
        shown = tuple(shorten(clean(one), limit=_LONGEST) for one in own)
        if not own or not all(shown):
            continue
        value = shown if facet.type == "many" else shown[0]
        words = describe_value(facet, value, noun=noun_of(item, speech.catalog))
        told = own if facet.type == "many" else own[0]
        claim = Claim(item_id=item.id, facet=facet.name, value=told)
        name = speech.short_name(item)
        parts.append(Clause(f"{name.text} {words}", (*name.claims, claim)))
    return _joined(parts, speech) if len(parts) > 1 else ()


def _listed(item: Item, facet: Facet) -> tuple[str, ...]:
    value = item.fact(facet.name)
    return tuple(value) if isinstance(value, tuple | list) else (str(value),)


def _verdict(facets: Sequence[Facet], speech: Speech) -> tuple[Sentence, ...]:
    """Say which item comes out ahead for this person; where none does, what each is the one for."""
    brief = speech.brief
    totals = [sum(one.weight for one in part if one.preference) for part in brief.evidence]
    if len(totals) < len(brief.items) or not brief.preferences.entries:
        return _suited(facets, speech)
    best = max(range(len(totals)), key=totals.__getitem__)
    second = max(total for place, total in enumerate(totals) if place != best)
    if totals[best] - second < 1e-6:
        return _suited(facets, speech) or speech.say("compare.even")
    others = {
        one.preference
        for place, part in enumerate(brief.evidence)
        if place != best
        for one in part
        if one.met
    }
    mine = [one for one in brief.evidence[best] if one.met]
    telling = [one for one in mine if one.preference not in others]
    item = brief.items[best]
    facts = reason_clauses(item, telling or mine, speech)
    name = speech.short_name(item)
    slots = {"title": name.text, "facts": facts.text}
    return speech.say("compare.ahead" if facts else "compare.ahead_bare", slots, of=[name, facts])


def _suited(facets: Sequence[Facet], speech: Speech) -> tuple[Sentence, ...]:
    """Say for what each item is the one to take, by the numbers it leads in."""
    items = speech.brief.items
    leads: dict[str, list[str]] = {}
    for facet in facets:
        numbers = [number_of(item, facet) for item in items]
        known = [one for one in numbers if one is not None]
        if not facet.numeric or len(known) < len(items) or facet.measure == "year":
            continue
        best = max(known) if leans_up(facet, speech) else min(known)
        if known.count(best) == 1:
            leads.setdefault(items[numbers.index(best)].id, []).append(f"the {label(facet)}")
    led = [item for item in items if item.id in leads]
    if len(led) == 1:
        name = speech.short_name(led[0])
        return speech.say("compare.leads", {"title": name.text}, of=[name])
    if not led:
        return ()
    names = [speech.short_name(item) for item in led]
    texts = [
        f"{name.text} if {list_words(leads[item.id], 'or')} matters most"
        if place == 0
        else f"{name.text} for {list_words(leads[item.id])}"
        for place, (item, name) in enumerate(zip(led, names, strict=True))
    ]
    return speech.say("compare.suited", {"choices": list_words(texts)}, of=names)
