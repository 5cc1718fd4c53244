"""Facts in clauses: what a record or a piece of evidence says, in words, with the claims it makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from ....catalog.catalog import Catalog
from ....catalog.facets import Facet
from ....catalog.items import Item, Value
from ....dialogue.preferences import Preference, Preferences
from ....dialogue.reply import Claim, Evidence
from ....dialogue.wording import adjective_rank, describe_preference, describe_value, pattern
from ....dialogue.wording.values import list_words, noun_phrase, spelled_noun, value_words
from ....grounding.clean import clean, first_sentence, shorten
from ....grounding.value_names import same_value
from ....text import fold

_MOST_VALUES = 3
_LONGEST_VALUE = 60
_LONGEST_QUOTE = 48
_TEASER = 120
_LONG_TEASER = 190
_WHOLE = 400
_SUBORDINATE = re.compile(
    r"(?<!\w)(?:as|when|after|while|if|since|once|although|because|before|until|with|in|on|at|for|from|during|"
    r"years|weeks|days|months|hours|\w++(?:(?<=\wed)|(?<=\wing)|(?<=\wdden)|(?<=\wtten)|(?<=\woken))) ",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:] | [–—] |, (?:and|but|while|who|where|when|whose|which|until|only|so|as|then|before|after) |"
    r" (?:but|while|who|where|until|only to|so that|because) "
)
"""Where a sentence may be cut with sense left; a comma alone is the second choice."""
_CHOICE = 4
_SHARED_VERBS = ("is", "has")
_PLUMBING = ("popularity", "stock")
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?$")
"""A language as a code, which is not for reading: "eng", "en-US"."""
_NO_VALUES = frozenset({"not rated", "unrated", "unknown", "none", "n/a", "other", "various"})
"""Values that say nothing of an item."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that state facts, with the claims that they make."""

    text: str
    claims: tuple[Claim, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Clause("")


def joined(clauses: Iterable[Clause]) -> Clause:
    """Return several predicates as one: "is wireless and waterproof, and costs $5"; a verb is said once."""
    given = [clause for clause in clauses if clause]
    claims = tuple(dict.fromkeys(claim for clause in given for claim in clause.claims))
    by_verb: dict[str, list[str]] = {}
    for clause in given:
        verb, _, rest = clause.text.partition(" ")
        shared = verb if verb in _SHARED_VERBS and " and " not in rest else clause.text
        by_verb.setdefault(shared, []).append(rest if shared == verb else "")
    groups = [
        f"{verb} {list_words(rests)}" if verb in _SHARED_VERBS else verb
        for verb, rests in by_verb.items()
    ]
    merged = len(groups) > 1 and any(len(rests) > 1 for rests in by_verb.values())
    if merged:
        return Clause(f"{', '.join(groups[:-1])}, and {groups[-1]}", claims)
    return Clause(list_words(groups), claims)


def state_fact(item: Item, facet: Facet, *, noun: str, value: Value | None = None) -> Clause:
    """Return a fact as a predicate: "runs 88 minutes"; nothing where the record does not hold it.

    Of many values the first three are told; `value` picks those to tell. Long and marked-up texts are cleaned
    and cut.
    """
    fact = item.fact(facet.name) if value is None else value
    if fact is None:
        return NOTHING
    told = _told(fact)
    if told is None:
        return NOTHING
    raw, shown = told
    return Clause(
        describe_value(facet, shown, noun=noun),
        (Claim(item_id=item.id, facet=facet.name, value=raw),),
    )


def _told(fact: Value) -> tuple[Value, Value] | None:
    """Return what of a fact is told: as the record has it, and cleaned for showing; None for nothing."""
    if isinstance(fact, tuple | list):
        kept = [one for one in fact if clean(str(one))][:_MOST_VALUES]
        shown = tuple(shorten(clean(str(one)), limit=_LONGEST_VALUE) for one in kept)
        return (tuple(kept), shown) if kept else None
    if isinstance(fact, str):
        text = shorten(clean(fact), limit=_LONGEST_VALUE)
        return (fact, text) if text else None
    return fact, fact


def state_evidence(
    evidence: Evidence, item: Item, preference: Preference | None, catalog: Catalog
) -> Clause:
    """Return the fact of a piece of evidence, of many values those that the preference speaks of."""
    facet = catalog.schema.get(evidence.facet)
    if facet is None or evidence.value is None or pattern(facet).against:
        return NOTHING
    value: Value = evidence.value
    if isinstance(value, tuple | list) and preference is not None:
        wished = preference.value if isinstance(preference.value, tuple) else (preference.value,)
        matching = tuple(
            one for one in value if any(same_value(one, wish, facet) for wish in wished)
        )
        value = matching or tuple(value)
    return state_fact(item, facet, noun=noun_of(item, catalog), value=value)


def kind_of(
    item: Item, evidence: Sequence[Evidence], preferences: Preferences, catalog: Catalog
) -> tuple[Clause, frozenset[str]]:
    """Return what an item is as a noun phrase, "a funny comedy film", and the facets told by it.

    The words before the noun are the values that answer a preference, or else the first value of the first
    such facet. Nothing where there is nothing to say but the bare noun.
    """
    clauses: list[tuple[int, Clause]] = []
    told: set[str] = set()
    by_id = {entry.id: entry for entry in preferences.entries}
    for one in evidence:
        facet = catalog.schema.get(one.facet)
        entry = by_id.get(one.preference or "")
        if facet is None or entry is None or entry.polarity == "unwanted" or not _is_before(facet):
            continue
        clause = _before_noun(one, item, facet, entry)
        if clause and len(clauses) < 2:
            clauses.append((adjective_rank(facet), clause))
            told.add(facet.name)
    clauses.sort(key=lambda ranked: ranked[0])
    words = [clause.text for _, clause in clauses]
    claims = [claim for _, clause in clauses for claim in clause.claims]
    if not words:
        for facet in catalog.schema:
            value = item.fact(facet.name)
            if facet.show and facet.type == "many" and _is_before(facet) and value:
                two = _two_of(value) if isinstance(value, tuple | list) else (str(value),)
                words.append(list_words([clean(one) for one in two]))
                claims.append(Claim(item_id=item.id, facet=facet.name, value=two))
                told.add(facet.name)
                break
    noun, claim = _noun(item, catalog)
    if claim is not None and not words and any(claim.facet == e.facet for e in preferences.entries):
        return NOTHING, frozenset((claim.facet,))
    if claim is not None:
        claims.append(claim)
        told.add(claim.facet)
    phrase = " ".join((*dict.fromkeys(words), noun))
    return Clause(noun_phrase(phrase) if claims else "", tuple(claims)), frozenset(told)


def _two_of(values: Sequence[str]) -> tuple[str, ...]:
    """Return the first value and the next that does not say the same again: no "epic fantasy and fantasy"."""
    first = values[0]
    rest = (one for one in values[1:] if one not in first and first not in one)
    return (first, *[one for one in rest][:1])


def _is_before(facet: Facet) -> bool:
    return facet.type in ("category", "many", "flag") and (
        facet.type == "flag" or pattern(facet).place == "before"
    )


def _before_noun(one: Evidence, item: Item, facet: Facet, entry: Preference) -> Clause:
    value = one.value
    if isinstance(value, bool):
        if not value:
            return NOTHING
        return Clause(
            describe_value(facet, True).removeprefix("is "),
            (Claim(item_id=item.id, facet=facet.name, value=True),),
        )
    if not isinstance(value, tuple | list):
        text = clean(str(value)) if value is not None else ""
        return (
            Clause(text, (Claim(item_id=item.id, facet=facet.name, value=str(value)),))
            if text
            else NOTHING
        )
    wished = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    for kept in value:
        if any(same_value(kept, wish, facet) for wish in wished):
            return Clause(clean(kept), (Claim(item_id=item.id, facet=facet.name, value=(kept,)),))
    return NOTHING


def noun_of(item: Item, catalog: Catalog) -> str:
    """Return what an item is called: its own category ("laptop") where the catalogue has one, else the noun."""
    return _noun(item, catalog)[0]


def _noun(item: Item, catalog: Catalog) -> tuple[str, Claim | None]:
    for facet in catalog.schema:
        if facet.type == "category" and facet.show and pattern(facet).place == "noun":
            value = item.fact(facet.name)
            text = clean(str(value)) if isinstance(value, str) else ""
            if text and len(text) <= _LONGEST_VALUE:
                return spelled_noun(text), Claim(
                    item_id=item.id, facet=facet.name, value=str(value)
                )
    return catalog.noun, None


def other_facts(item: Item, catalog: Catalog, *, told: Iterable[str], most: int) -> list[Clause]:
    """Return a few shown facts of an item besides those told, plumbing and the year of its title left out.

    Which of the first shown facts are taken differs from item to item, so that a slate does not read as a table.
    """
    known = set(told)
    year = catalog.schema.measuring("year")
    clauses: list[Clause] = []
    title = fold(item.title)
    for facet in catalog.schema:
        skip = facet.name in known or not facet.show or facet.type == "text"
        if skip or facet is year or facet.measure in _PLUMBING or pattern(facet).against:
            continue
        value = item.fact(facet.name)
        if value is False or pattern(facet).place == "noun":
            continue
        if isinstance(value, str) and (says_nothing(value) or fold(value) in title):
            continue
        if isinstance(value, str) and _is_code(facet, value):
            continue
        clause = _briefly(item, facet, noun_of(item, catalog))
        if clause:
            clauses.append(clause)
        if len(clauses) == most + _CHOICE:
            break
    taken = sorted(Random(item.id).sample(range(len(clauses)), min(most, len(clauses))))
    return [clauses[place] for place in taken]


def says_nothing(value: object) -> bool:
    """Tell whether a value is one that says nothing of an item: "Not Rated", "unknown"."""
    return isinstance(value, str) and value.casefold() in _NO_VALUES


def _is_code(facet: Facet, value: str) -> bool:
    return pattern(facet).verb == "is in {value}" and _CODE.match(value) is not None


def _briefly(item: Item, facet: Facet, noun: str) -> Clause:
    value = item.fact(facet.name)
    if isinstance(value, tuple | list) and not facet.people:
        value = tuple(value[:2])
    return state_fact(item, facet, noun=noun, value=value)


def teaser(item: Item, *, limit: int = _TEASER) -> Clause:
    """Return the first sentence of the description as a claim about it; nothing without one.

    One beyond `limit` characters is cut at a clause, or at a word where it has none, and closed with "…". One
    that begins with a subordinate clause is left longer, so that the main one is in it.
    """
    whole = first_sentence(item.description, limit=_WHOLE)
    if _SUBORDINATE.match(whole):
        limit = max(limit, _LONG_TEASER)
    if len(whole) <= limit:
        return quoted(item, whole)
    start = whole[: limit + 1]
    ends = [found.start() for found in _CLAUSE.finditer(start) if found.start() >= limit // 2]
    end = ends[-1] if ends else start.rfind(", ")
    if end >= limit // 2:
        return quoted(item, f"{whole[:end]}…")
    return quoted(item, shorten(whole, limit=limit + limit // 2))


def quoted(item: Item, text: str) -> Clause:
    """Return a part of a description as a clause that claims it."""
    if not text:
        return NOTHING
    claim = Claim(item_id=item.id, facet="description", value=text.removesuffix("…"))
    return Clause(text, (claim,))


def own_words(evidence: Evidence, preference: Preference | None, catalog: Catalog) -> str:
    """Return the person's words for a preference, cleaned; the preference in words where they are long or lost."""
    said = clean(evidence.quote)
    if said and len(said) <= _LONGEST_QUOTE and "“" not in said:
        return said.strip(" .,;:!?\"'")
    return describe_preference(preference, catalog.schema) if preference is not None else ""


def asked_for(entry: Preference, facet: Facet | None, wish: str) -> str:
    """Return a wish in words as what the person did: "wanted it on Hulu", "asked for comedy"."""
    words = pattern(facet) if facet is not None else None
    listed = facet is not None and facet.type in ("category", "many")
    if words is not None and listed and words.place != "after" and words.verb != "is {value}":
        return f"asked for {noun_phrase(wish) if words.place == 'noun' else wish}"
    return f"wanted it {wish}" if entry.operator != "matches" else f"asked for “{wish}”"


def shown_value(item: Item, facet: Facet) -> Clause:
    """Return the bare value of a fact: "tense and dark"; nothing where it is unknown."""
    fact = item.fact(facet.name)
    told = None if fact is None else _told(fact)
    if told is None:
        return NOTHING
    return Clause(
        value_words(facet, told[1]), (Claim(item_id=item.id, facet=facet.name, value=told[0]),)
    )
