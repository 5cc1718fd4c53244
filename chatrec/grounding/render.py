"""Rendering: a draft as the plain text of a reply."""

from __future__ import annotations

from collections.abc import Mapping

from ..catalog.facets import Schema
from ..catalog.items import Item
from ..dialogue.reply import Draft, DraftPick
from ..dialogue.wording import name_item
from .clean import clean


def render(draft: Draft, items: Mapping[str, Item], schema: Schema | None = None) -> str:
    """Return the text of a draft: the opening, the picks numbered from 1, the closing, parted by empty lines.

    Args:
        draft: The verified draft.
        items: The picked items by id; a pick that is not among them is left out.
        schema: Where given, a title has its year: "1. Heat (1995): ...".
    """
    known = [pick for pick in draft.picks if pick.item_id in items]
    lines = [
        f"{place}. {_line(pick, items[pick.item_id], schema or Schema())}"
        for place, pick in enumerate(known, start=1)
    ]
    parts = [
        " ".join(sentence.text for sentence in draft.opening),
        "\n".join(lines),
        " ".join(sentence.text for sentence in draft.closing),
    ]
    return "\n\n".join(part for part in parts if part.strip())


def _line(pick: DraftPick, item: Item, schema: Schema) -> str:
    words = [pick.reason.text, pick.caveat.text if pick.caveat else ""]
    said = " ".join(word for word in words if word)
    title = clean(name_item(item, schema)) or "Untitled"
    return f"{title}: {said}" if said else title
