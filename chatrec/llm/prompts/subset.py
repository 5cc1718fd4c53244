"""The part of Jinja that every tool for these files renders alike: conditions, loops, a few filters, comments."""

from __future__ import annotations

from functools import cache

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

_FILTERS = frozenset({"upper", "lower", "trim", "join", "length", "default"})
_FORBIDDEN: tuple[tuple[type[nodes.Node], str], ...] = (
    (nodes.Call, "calls"),
    (nodes.Macro, "macros"),
    (nodes.Include, "includes"),
    (nodes.Import, "imports"),
    (nodes.FromImport, "imports"),
    (nodes.Extends, "inheritance"),
    (nodes.Assign, "assignments"),
    (nodes.Test, "tests"),
)


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Return the environment that prompts are rendered in: sandboxed, and what is undefined renders empty."""
    return ImmutableSandboxedEnvironment(autoescape=False, keep_trailing_newline=True)


def faults(text: str) -> list[str]:
    """Return what in a template goes beyond the subset, in words; none where it may be used."""
    try:
        tree = environment().parse(text)
    except TemplateSyntaxError as error:
        return [f"line {error.lineno}: {error.message}"]
    found = [
        f"{words} are beyond the part of Jinja that prompts may use"
        for kind, words in _FORBIDDEN
        if next(tree.find_all(kind), None) is not None
    ]
    used = {node.name for node in tree.find_all(nodes.Filter)}
    return found + [
        f"the filter {name!r} is unknown; known are: {', '.join(sorted(_FILTERS))}"
        for name in sorted(used - _FILTERS)
    ]
