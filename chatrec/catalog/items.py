"""Items: the things that are recommended."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..errors import CatalogError

Value = str | int | float | bool | tuple[str, ...]
"""A fact of an item: text, a number, yes or no, or several texts. Dates are ISO texts (2024-05-01)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be recommended.

    Attributes hold the facts by facet name; a fact that is not known is absent, never None or NaN.

    Raises:
        CatalogError: A number is infinite or NaN.
    """

    id: str
    title: str
    description: str = ""
    attributes: Mapping[str, Value] = field(default_factory=dict)
    url: str | None = None
    image_url: str | None = None

    def __post_init__(self) -> None:
        for facet, value in self.attributes.items():
            if isinstance(value, float) and not math.isfinite(value):
                raise CatalogError(
                    f"the item {self.id!r} has {facet!r} = {value!r}, which is no number that a thing can have; "
                    "leave out a fact that is not known"
                )

    def fact(self, facet: str) -> Value | None:
        """Return the fact of this item under a facet name, or None where it is not known."""
        if facet == "title":
            return self.title
        return self.attributes.get(facet)
