"""What a page shows items from: the columns of a catalogue, and the pictures that stand for its items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from ...catalog.catalog import Catalog
from ...catalog.items import Item
from ...retrieval.facet_table import FacetTable
from ..pictures import spread


@dataclass(frozen=True, slots=True)
class Showcase:
    """A catalogue as it is shown."""

    table: FacetTable
    image_hosts: tuple[str, ...] = ()
    """The hosts beside our own that pictures may come from: "https://images.example"."""

    @property
    def catalog(self) -> Catalog:
        """The catalogue itself."""
        return self.table.catalog

    def pictures(self, items: Sequence[Item]) -> list[str]:
        """Return where the pictures of a list of items are; those that are drawn differ from their neighbours."""
        variants = spread(items, self.catalog)
        return [
            self._own(item) or self._drawn(item, variant)
            for item, variant in zip(items, variants, strict=True)
        ]

    def _own(self, item: Item) -> str:
        """Return the address of an item's own picture where a page may load it: by path, or from a host we trust."""
        try:
            parts = urlsplit(item.image_url or "")
        except ValueError:
            return ""
        here = not parts.scheme and not parts.netloc and parts.path.startswith("/")
        allowed = f"{parts.scheme}://{parts.netloc}" in self.image_hosts
        return (item.image_url or "") if here or allowed else ""

    def _drawn(self, item: Item, variant: int) -> str:
        name = f"{quote(self.catalog.name, safe='')}/{quote(item.id, safe='')}"
        return f"/picture/{name}?at={variant}"
