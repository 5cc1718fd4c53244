"""Nested records laid flat: {"attributes": {"brand": ...}} is a column "brand", {"specs": {"ram": ...}} is "specs.ram"."""

from __future__ import annotations

from collections.abc import Mapping

_TRANSPARENT = frozenset(["attributes", "properties", "fields", "metadata", "facets", "attrs"])


def flatten(record: Mapping[str, object]) -> dict[str, object]:
    """Return the record with nested objects laid flat.

    The members of an object called "attributes" (and its like) stand for themselves, those of any other come under
    its name and a dot. A column of the record wins over a nested one of the same name.
    """
    flat: dict[str, object] = {}
    nested: list[tuple[str, dict[str, object]]] = []
    for name, cell in record.items():
        if isinstance(cell, dict):
            nested.append((name, cell))
        else:
            flat[name] = cell
    for name, inner in nested:
        prefix = "" if name.lower() in _TRANSPARENT else f"{name}."
        for member, value in flatten(inner).items():
            flat.setdefault(prefix + member, value)
    return flat
