"""Nested records laid flat: {"attributes": {"brand": ...}} is a column "brand", {"specs": {"ram": ...}} is "specs.ram"."""

from __future__ import annotations

from collections.abc import Mapping

_TRANSPARENT = frozenset(["attributes", "properties", "fields", "metadata", "facets", "attrs"])


def flatten(record: Mapping[str, object]) -> dict[str, object]:
    """Return the record with nested objects laid flat.

    The members of an object called "attributes" (and its like) stand for themselves, those of any other come under
    its name and a dot. A column of the record wins over a nested one of the same name.
    """
    if not any(isinstance(cell, dict) for cell in record.values()):
        return dict(record)
    flat = {str(name): cell for name, cell in record.items() if not isinstance(cell, dict)}
    for name, cell in record.items():
        if isinstance(cell, dict):
            prefix = "" if str(name).lower() in _TRANSPARENT else f"{name}."
            for inner, value in flatten(cell).items():
                flat.setdefault(prefix + inner, value)
    return flat
