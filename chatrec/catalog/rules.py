"""House rules: what the owner of a catalogue allows, as data. chatrec.grounding enforces them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from .items import Item, Value


class Condition(BaseModel):
    """A test on one fact of an item, for one user.

    Exactly one of `equals`, `any_of`, `at_least`, `at_most`, `in_user` is given. `in_user` names an attribute
    of the user's profile with which the item's values must intersect; a user without it is not limited.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    facet: str
    equals: str | bool | float | None = None
    any_of: tuple[str, ...] | None = None
    at_least: float | None = None
    at_most: float | None = None
    in_user: str | None = None

    @model_validator(mode="after")
    def _one_test(self) -> Condition:
        tests = (self.equals, self.any_of, self.at_least, self.at_most, self.in_user)
        if sum(test is not None for test in tests) != 1:
            raise ValueError(
                f"the rule about {self.facet!r} must give exactly one of equals, any_of, at_least, at_most, in_user"
            )
        return self

    def holds(self, item: Item, user: dict[str, Value]) -> bool:
        """Tell whether the item passes. A fact that is not known fails every test but `in_user` of no user."""
        return self.allows(item.fact(self.facet), user)

    def allows(self, fact: Value | None, user: Mapping[str, Value]) -> bool:
        """Tell whether an item with this fact under the facet passes, as `holds` does."""
        if self.in_user is not None:
            allowed = user.get(self.in_user)
            if allowed is None:
                return True
            return bool(_values(fact) & _values(allowed))
        if fact is None:
            return False
        if self.any_of is not None:
            return bool(_values(fact) & _values(self.any_of))
        if self.equals is not None:
            return fact == self.equals or str(fact).casefold() == str(self.equals).casefold()
        if not isinstance(fact, int | float):
            return False
        if self.at_least is not None:
            return fact >= self.at_least
        return self.at_most is not None and fact <= self.at_most


class Disclosure(Condition):
    """What a person must be told about an item that passes the test."""

    say: str


class Confirmation(Condition):
    """What a person must say yes to before an item that passes the test is offered."""

    ask: str


class HouseRules(BaseModel):
    """The rules of the house, from the `[house_rules]` table of catalog.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slate_size: int = Field(default=3, ge=1, le=10)
    """How many items are shown at once; 1 is one at a time."""
    hide_seen: bool = True
    """Never offer what the user has already consumed."""
    available: tuple[Condition, ...] = ()
    """An item is offered only where every one of these holds."""
    disclose: tuple[Disclosure, ...] = ()
    confirm: tuple[Confirmation, ...] = ()
    when_nothing_fits: Literal["relax", "abstain"] = "relax"
    """Offer the smallest relaxations, or just say that nothing fits."""


def _values(value: Value | None) -> set[str]:
    if value is None:
        return set()
    many = value if isinstance(value, tuple | list) else (value,)
    return {str(one).casefold() for one in many}
