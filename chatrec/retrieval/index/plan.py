"""What must be written and deleted so that an index holds a catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...catalog.catalog import Catalog
from .identity import fingerprint, joined, text_hash
from .item_text import item_text


@dataclass(frozen=True)
class Plan:
    """The work of one synchronisation."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    unchanged: int
    texts: Mapping[str, str]
    """The text of each new and changed item by its id, and maybe others."""
    fingerprint: str
    """Of the index once the work is done."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.new or self.changed or self.gone)


def all_texts(catalog: Catalog) -> dict[str, str]:
    """Return the text to embed of every item by its id."""
    return {item.id: item_text(item, catalog.schema) for item in catalog}


def plan_from_hashes(texts: Mapping[str, str], held: Mapping[str, str]) -> Plan:
    """Compare the texts of a catalogue with the hashes that an index holds."""
    hashes = {item_id: text_hash(text) for item_id, text in texts.items()}
    new = tuple(item_id for item_id in hashes if item_id not in held)
    changed = tuple(
        item_id for item_id, digest in hashes.items() if held.get(item_id, digest) != digest
    )
    gone = tuple(item_id for item_id in held if item_id not in hashes)
    unchanged = len(hashes) - len(new) - len(changed)
    return Plan(new, changed, gone, unchanged, texts, fingerprint(hashes))


def plan_from_catalog(before: Catalog, after: Catalog, held: str) -> Plan:
    """Compare a catalogue with the one that an index with the fingerprint `held` holds.

    An item that is the same object in both is not read again, so that one change among many costs little.
    """
    gone = {item.id: item for item in before if item.id not in after}
    touched = {item.id: item for item in after if before.get(item.id) is not item}
    texts = {item_id: item_text(item, after.schema) for item_id, item in touched.items()}
    old = {
        item_id: text_hash(item_text(item, before.schema))
        for item_id in (*gone, *touched)
        if (item := before.get(item_id)) is not None
    }
    hashes = {item_id: text_hash(text) for item_id, text in texts.items()}
    new = tuple(item_id for item_id in hashes if item_id not in old)
    changed = tuple(
        item_id for item_id in hashes if old.get(item_id, "") not in ("", hashes[item_id])
    )
    unchanged = len(after.rows) - len(new) - len(changed)
    return Plan(new, changed, tuple(gone), unchanged, texts, joined(held, hashes, without=old))
