"""A catalogue: its items, their schema and the rules of the house, as one immutable value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from ..errors import UnknownItem
from .facets import Schema
from .items import Item
from .layout import Layout
from .rejects import Reject
from .rules import HouseRules


@dataclass(frozen=True)
class Catalog:
    """Items in a fixed order, with what is known of their facets. A change makes a new catalogue."""

    name: str
    items: tuple[Item, ...]
    schema: Schema = field(default_factory=Schema)
    rules: HouseRules = field(default_factory=HouseRules)
    noun: str = "item"
    """What one of the items is called in a sentence."""
    nouns: str = "items"
    about: str = ""
    """One line that says what the catalogue holds."""
    layout: Layout = field(default_factory=Layout)
    """How rows of the source became items, so that a changed row can be read as it was."""
    rejected: tuple[Reject, ...] = ()
    """The rows of the source that did not become items."""
    notes: tuple[str, ...] = ()
    """What a person should know of the load: what was assumed, left out or could not be written."""

    @classmethod
    def load(
        cls,
        source: str | Path,
        *,
        name: str | None = None,
        table: str | None = None,
        query: str | None = None,
        config: str | Path | None = None,
    ) -> Catalog:
        """Load a catalogue from a file, a folder, a database or the bundled samples; see chatrec.catalog.load."""
        from .loading import load

        return load(source, name=name, table=table, query=query, config=config)

    @cached_property
    def rows(self) -> dict[str, int]:
        """The place of each item by its id."""
        return {item.id: row for row, item in enumerate(self.items)}

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def __contains__(self, item_id: object) -> bool:
        return item_id in self.rows

    def __getitem__(self, item_id: str) -> Item:
        item = self.get(item_id)
        if item is None:
            raise UnknownItem(
                f"no item with the id {item_id!r} in the catalogue {self.name!r}; "
                f"list the ids with: chatrec catalog show {self.name}"
            )
        return item

    def get(self, item_id: str) -> Item | None:
        """Return the item with that id, or None."""
        row = self.rows.get(item_id)
        return None if row is None else self.items[row]

    def with_items(self, items: Iterable[Item | Mapping[str, object]]) -> Catalog:
        """Return the catalogue with these items added, or put in the place of those with the same id.

        A mapping is a row, read as chatrec.catalog.item_from_row reads it: CatalogError names the field that does not
        fit the schema.
        """
        from .changes import items_from

        merged = {item.id: item for item in self.items}
        merged.update((item.id, item) for item in items_from(items, self.schema, self.layout))
        return replace(self, items=tuple(merged.values()))

    def without(self, item_ids: Iterable[str]) -> Catalog:
        """Return the catalogue less these items."""
        gone = set(item_ids)
        return replace(self, items=tuple(item for item in self.items if item.id not in gone))
