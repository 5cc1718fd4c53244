"""Items in the order of a number: the cheapest of those shown, in what one is ahead, the first of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from ....catalog.facets import Facet
from ....catalog.items import Item
from ....catalog.measures import measures
from ....dialogue.reply import Claim, Draft, Sentence, Tally
from ....dialogue.wording import describe_wish, label, pattern
from ....dialogue.wording.values import list_words
from ....grounding.clean import clean
from .facts import Clause, shown_value
from .matters import open_matters
from .phrases import count_words
from .points import number_of
from .speech import Speech

_UPWARDS = frozenset({"high", ">", ">="})
_MOST_AHEAD = 3


def leans_up(facet: Facet, speech: Speech) -> bool:
    """Tell whether more of a number is better to this person, or else to most."""
    wished = {entry.operator for entry in speech.brief.preferences.on(facet.name)}
    if wished:
        return bool(wished & _UPWARDS)
    measure = measures().get(facet.measure or "")
    return measure is not None and measure.better == "high"


def ranked(facet: Facet, items: Sequence[Item], speech: Speech) -> tuple[Sentence, ...]:
    """Say which of the items is the cheapest, lightest, best rated, with the number of each."""
    numbers = [(number, item) for item in items if (number := number_of(item, facet)) is not None]
    upwards = leans_up(facet, speech)
    numbers.sort(key=lambda one: one[0], reverse=upwards)
    words = pattern(facet)
    superlative = words.most if upwards else words.least
    tie = len(numbers) > 1 and numbers[0][0] == numbers[1][0]
    if len(numbers) < len(items) or not superlative or tie:
        return ()
    (_, first), *rest = numbers
    two = words.more if upwards else words.less
    best = f"is {two}" if len(items) == 2 and two else f"is the {superlative}"
    return _lead([first], [item for _, item in rest], best, facet, speech)


def word_first(speech: Speech) -> Draft:
    """Name the item shown that has the least or most of what was asked, and its figure next to the others."""
    brief, inquiry = speech.brief, speech.brief.understanding.inquiry
    facet = None if inquiry is None else speech.facet(inquiry.facet)
    if inquiry is None or facet is None:
        return Draft(opening=open_matters(speech))
    leaders = [item for item in brief.items if item.id in brief.lookup.leaders]
    others = [item for item in brief.items if item not in leaders]
    known = [item for item in others if number_of(item, facet) is not None]
    lost = [item for item in others if item not in known]
    words = pattern(facet)
    two = words.less if inquiry.direction == "low" else words.more
    pair = len(leaders) == len(known) == 1 and not lost and two
    best = f"is {two}" if pair else is_first(facet, inquiry.direction)
    said = _lead(leaders, known, best, facet, speech) if leaders else ()
    return Draft(opening=(*open_matters(speech), *said, *unknown_of(lost, facet, speech)))


def is_first(facet: Facet, direction: str, *, several: bool = False) -> str:
    """Return what is said of the first by a number: "is the cheapest", "has the highest brightness"."""
    words = pattern(facet)
    superlative = words.least if direction == "low" else words.most
    if superlative:
        return f"{'are' if several else 'is'} the {superlative}"
    end = "lowest" if direction == "low" else "highest"
    return f"{'have' if several else 'has'} the {end} {label(facet)}"


def _lead(
    leaders: Sequence[Item], others: Sequence[Item], best: str, facet: Facet, speech: Speech
) -> tuple[Sentence, ...]:
    titles = speech.names(leaders)
    values = [shown_value(item, facet) for item in leaders]
    shown = [(speech.short_name(item), shown_value(item, facet)) for item in others]
    slots = {
        "title": titles.text,
        "best": best,
        "value": values[0].text,
        "others": list_words([f"{value.text} for {name.text}" for name, value in shown]),
    }
    of = [titles, *values, *(clause for pair in shown for clause in pair)]
    tie = "_level" if len(leaders) > 1 else ""
    alone = "" if others else "_alone"
    return speech.say(f"first.shown{tie}{alone}", slots, of=of)


def unknown_of(items: Sequence[Item], facet: Facet, speech: Speech) -> tuple[Sentence, ...]:
    """Say of which items the record does not hold a fact."""
    if not items:
        return ()
    names = speech.names(items)
    return speech.say("compare.unknown", {"title": names.text, "label": label(facet)}, of=[names])


def ahead_of(mine: Item, other: Item, facets: Sequence[Facet], speech: Speech) -> Clause:
    """Return in which numbers an item is ahead of another: "cheaper ($799 against $849) and lighter (...)"."""
    ahead: list[str] = []
    claims: list[Claim] = []
    for facet in facets:
        if not facet.numeric or not _is_ahead(mine, other, facet, speech):
            continue
        words = pattern(facet)
        own, theirs = shown_value(mine, facet), shown_value(other, facet)
        comparative = words.more if leans_up(facet, speech) else words.less
        if comparative and len(ahead) < _MOST_AHEAD:
            ahead.append(f"{comparative} ({own.text} against {theirs.text})")
            claims.extend((*own.claims, *theirs.claims))
    return Clause(list_words(ahead), tuple(claims))


def _is_ahead(mine: Item, other: Item, facet: Facet, speech: Speech) -> bool:
    one, two = number_of(mine, facet), number_of(other, facet)
    if one is None or two is None or one == two:
        return False
    return (one > two) == leans_up(facet, speech)


def open_first(speech: Speech) -> tuple[Sentence, ...]:
    """Return what stands above the first of the catalogue: of how many it is the first, and who is level with it."""
    brief, inquiry = speech.brief, speech.brief.understanding.inquiry
    facet = None if inquiry is None else speech.facet(inquiry.facet)
    if inquiry is None or facet is None:
        return ()
    lookup, catalog = brief.lookup, speech.catalog
    kept = [one for one in speech.filters if one.operator not in ("low", "high")]
    wish = describe_wish(kept, catalog.schema, noun=catalog.nouns, several=True)
    items = [one.candidate.item for one in brief.slate]
    level = len(lookup.leaders)
    value = shown_value(items[0], facet)
    slots = {
        "among": f"{lookup.among:,}",
        "wish": clean(wish),
        "best": is_first(facet, inquiry.direction, several=level > 1),
        "level": count_words(level),
        "value": value.text,
        "label": label(facet),
        "unknown": f"{lookup.unknown:,}" if lookup.unknown else "",
        "do": "does" if lookup.unknown == 1 else "do",
    }
    name = "only" if lookup.among == 1 else "level" if level > 1 else "all"
    if name == "all" and not facet.show:
        name, value = "all_bare", Clause("")
    counts = [Tally(count=lookup.among)]
    said = speech.say(f"first.{name}", slots, of=[value], tallies=counts)
    lost = speech.say("first.unknown", slots, tallies=[Tally(count=lookup.unknown)])
    return (*open_matters(speech), *(lost if lookup.unknown else ()), *said)
