"""What every part of a reply is worded with: the brief, the catalogue and the phrases of this turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ....catalog.catalog import Catalog
from ....catalog.facets import Facet
from ....catalog.items import Item
from ....dialogue.preferences import Preference
from ....dialogue.reply import Claim, Evidence, Sentence, Tally
from ....dialogue.wording import describe_wish, name_item, pattern
from ....dialogue.wording.values import list_words
from ....grounding.clean import clean
from ...brain import Brief
from .facts import Clause
from .guidance import Guidance
from .phrases import Phrasebook

_LONGEST_WISH = 140


@dataclass(frozen=True, slots=True)
class Speech:
    """One reply in the making."""

    brief: Brief
    catalog: Catalog
    book: Phrasebook
    missed: frozenset[str] = frozenset()
    """Ids of the wishes whose missing the opening tells: not said of each pick again."""
    guidance: Guidance = Guidance()

    def say(
        self,
        name: str,
        slots: Mapping[str, str] | None = None,
        *,
        of: Iterable[Clause] = (),
        tallies: Iterable[Tally] = (),
    ) -> tuple[Sentence, ...]:
        """Return a frame filled, as one sentence with its claims and counts; nothing where it cannot be filled."""
        text = self.book.say(name, slots)
        claims = tuple(dict.fromkeys(claim for clause in of for claim in clause.claims))
        return (Sentence(text=text, claims=claims, tallies=tuple(tallies)),) if text else ()

    def said_of_all(self, entry: Preference) -> bool:
        """Tell whether a wish is one that every one of several picks meets, so that the opening says it of all."""
        unmet = {one.preference for judged in self.brief.slate for one in judged.caveats}
        return len(self.brief.slate) > 1 and entry.id not in unmet

    def preference(self, evidence: Evidence) -> Preference | None:
        """Return the entry that a piece of evidence is about."""
        wanted = evidence.preference
        return next((one for one in self.brief.preferences.entries if one.id == wanted), None)

    def facet(self, name: str) -> Facet | None:
        """Return a facet of the catalogue."""
        return self.catalog.schema.get(name)

    def name(self, item: Item) -> Clause:
        """Return the title of an item, with its year, as a clause that claims both."""
        text = clean(name_item(item, self.catalog.schema))
        claims = [Claim(item_id=item.id, facet="title", value=item.title)]
        year = self.catalog.schema.measuring("year")
        fact = None if year is None else item.fact(year.name)
        if year is not None and fact is not None:
            claims.append(Claim(item_id=item.id, facet=year.name, value=fact))
        return Clause(text or "this one", tuple(claims))

    def short_name(self, item: Item) -> Clause:
        """Return the title of an item alone."""
        claim = Claim(item_id=item.id, facet="title", value=item.title)
        return Clause(clean(item.title) or "this one", (claim,))

    def names(self, items: Iterable[Item]) -> Clause:
        """Return the titles of several items in one list."""
        clauses = [self.short_name(item) for item in items]
        claims = tuple(claim for clause in clauses for claim in clause.claims)
        return Clause(list_words([clause.text for clause in clauses]), claims)

    def wish(self, entries: Iterable[Preference], *, several: bool) -> str:
        """Return entries as a noun phrase; empty where it says no more than the noun, or too much."""
        noun = self.catalog.nouns if several else self.catalog.noun
        phrase = clean(describe_wish(entries, self.catalog.schema, noun=noun, several=several))
        return phrase if phrase != noun and len(phrase) <= _LONGEST_WISH else ""

    def nouns(self, *, several: bool) -> str:
        """Return what the items are called: by the kind that is wanted where one is, "laptops"."""
        kinds = [
            entry
            for entry in self.entries
            if entry.polarity == "wanted"
            and (facet := self.facet(entry.facet)) is not None
            and pattern(facet).place == "noun"
        ]
        noun = self.catalog.nouns if several else self.catalog.noun
        return clean(describe_wish(kinds, self.catalog.schema, noun=noun, several=several))

    @property
    def turn(self) -> int:
        """The number of the turn that this reply answers."""
        return self.brief.conversation.turn + 1

    @property
    def entries(self) -> tuple[Preference, ...]:
        """The entries of the state."""
        return self.brief.preferences.entries

    @property
    def filters(self) -> tuple[Preference, ...]:
        """The entries that everything which fits keeps to."""
        return tuple(e for e in self.entries if e.strength == "must" or e.polarity == "unwanted")

    @property
    def met_by_all(self) -> tuple[Preference, ...]:
        """The entries that every pick meets."""
        unmet = {one.preference for judged in self.brief.slate for one in judged.caveats}
        return tuple(entry for entry in self.entries if entry.id not in unmet)
