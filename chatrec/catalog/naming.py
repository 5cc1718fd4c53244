"""What the items of a catalogue are called."""

from __future__ import annotations

from collections.abc import Iterable

from .names import names, plain_name


def noun_for(name: str, columns: Iterable[str]) -> tuple[str, str]:
    """Return the singular and the plural: by the name of the source, else by two or more telling columns, else "item"."""
    words = set(plain_name(name).split())
    for noun in names().nouns:
        if words & noun.files:
            return noun.one, noun.many
    held = {plain_name(column.rpartition(".")[2]) for column in columns}
    best = max(names().nouns, key=lambda noun: len(held & noun.columns))
    return (best.one, best.many) if len(held & best.columns) >= 2 else ("item", "items")
