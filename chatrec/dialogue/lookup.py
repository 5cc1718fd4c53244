"""What was looked up to answer a question: values with counts, a yes or no for each item, passages, who is first."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from ..catalog.items import Value
from .preferences import Preference
from .reply import Evidence, Tally


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Survey(_Value):
    """What the catalogue holds of a facet, or how many items, counted among those that fit `within`."""

    facet: str = ""
    """The facet whose values were counted; empty where only items were."""
    among: int
    """How many items were counted."""
    within: tuple[Preference, ...] = ()
    """What all of them keep to."""
    tallies: tuple[Tally, ...] = ()
    """The values with the most items, most frequent first."""
    others: int = 0
    """How many more values there are."""
    ends: tuple[Tally, ...] = ()
    """Of a number the least and the most, with how many items have each."""


class Verdict(_Value):
    """The answer to a yes-or-no question about one item."""

    item_id: str
    met: bool | None
    """None where the record does not tell."""
    facts: tuple[Evidence, ...] = ()
    """For each thing asked the fact that answers it; of several values those that were asked for, where it has them."""


class Passage(_Value):
    """Where an item's record speaks of the words that were asked about."""

    item_id: str
    facet: str
    """The facet that holds it, or "description"."""
    value: Value


class Lookup(_Value):
    """All that was looked up for one question."""

    survey: Survey | None = None
    verdicts: tuple[Verdict, ...] = ()
    passages: tuple[Passage, ...] = ()
    leaders: tuple[str, ...] = ()
    """Ids of the items that a question which asks for one comes out at: more than one where they are level."""
    among: int = 0
    """How many items the leaders lead."""
    unknown: int = 0
    """How many of them do not have the number."""

    @property
    def counted(self) -> tuple[tuple[str, int], ...]:
        """What was counted, for the trace: each with its name."""
        found = [("led", self.among), ("unknown", self.unknown)] if self.leaders else []
        if self.survey is not None:
            found += [("items", self.survey.among), ("other values", self.survey.others)]
            found.append(("values", self.survey.others + len(self.survey.tallies)))
            found += [(f"{one.value}", one.count) for one in self.survey.tallies]
            found += [(f"end {one.value}", one.count) for one in self.survey.ends]
        return tuple(found)
