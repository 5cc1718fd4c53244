"""What columns are called, from data/names.toml: fields, plumbing, people, labels, synonyms, nouns."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_BORDER = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Noun:
    """What items of a kind are called, and by what such a catalogue is known."""

    one: str
    many: str
    files: frozenset[str]
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """The contents of data/names.toml; all names are words in lower case."""

    fields: dict[str, tuple[str, ...]]
    """The usual names of the columns for id, title, description, url and image_url, best first."""
    leave_out: frozenset[str]
    quiet: tuple[str, ...]
    untold: frozenset[str]
    people: frozenset[str]
    good_to_ask: frozenset[str]
    poor_to_ask: frozenset[str]
    labels: dict[str, str]
    synonyms: dict[str, tuple[str, ...]]
    nouns: tuple[Noun, ...]
    not_nouns: frozenset[str]
    """Plurals that end the name of a file and name no thing: "rows", "exports"."""


@cache
def names() -> Names:
    """Return what columns are usually called."""
    text = files(__package__).joinpath("data/names.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return Names(
        fields={field: tuple(usual) for field, usual in table["fields"].items()},
        leave_out=frozenset(table["plumbing"]["leave_out"]),
        quiet=tuple(table["plumbing"]["quiet"]),
        untold=frozenset(table["plumbing"]["untold"]),
        people=frozenset(table["people"]["names"]),
        good_to_ask=frozenset(table["ask"]["good"]),
        poor_to_ask=frozenset(table["ask"]["poor"]),
        labels=dict(table["labels"]),
        synonyms={label: tuple(others) for label, others in table["synonyms"].items()},
        nouns=tuple(
            Noun(one, noun["plural"], frozenset(noun["files"]), frozenset(noun["columns"]))
            for one, noun in table["nouns"].items()
        ),
        not_nouns=frozenset(table["files"]["not_nouns"]),
    )


def plain_name(name: str) -> str:
    """Return the name of a column as words in lower case: "RunTime_(min)" is "run time min"."""
    return " ".join(part for part in _BORDER.split(name) if part).lower()


def facet_name(column: str) -> str:
    """Return the name of the facet that a column becomes: "RunTime (min)" is "run_time_min"."""
    return plain_name(column).replace(" ", "_") or "unnamed"
