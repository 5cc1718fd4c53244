"""What was said and shown in a conversation so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from chatrec import Catalog, Reply
from chatrec.catalog.items import Item, Value


@dataclass
class Heard:
    """All that was said and shown in one conversation so far."""

    catalog: Catalog
    profile: dict[str, Value] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    may_repeat: bool = False
    """Whether the last message asked for something shown before."""

    @property
    def slate(self) -> tuple[Item, ...]:
        """The items shown last, in their order."""
        shown = (
            tuple(pick.item for pick in one.picks) for one in reversed(self.replies) if one.picks
        )
        return next(shown, ())


def without_titles(text: str, catalog: Catalog) -> str:
    """Return a text without the titles of the catalogue, longest first, and without the numbers of a list."""
    for title in sorted(
        (item.title for item in catalog if item.title in text), key=len, reverse=True
    ):
        text = text.replace(title, " ")
    return re.sub(r"^\s*\d+[.)] ", "", text, flags=re.MULTILINE)
