"""Templates of the page: every value is escaped, and characters that hide or turn text around are left out."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from ..styles import style_address

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co"})
_JOINERS = frozenset("\u200c\u200d")  # Emoji, and the scripts of India and Persia, need them.


def render(template: str, **values: object) -> str:
    """Return a template of the page, filled; what the values hold is text, whoever wrote it."""
    return _environment().get_template(template).render(**values)


def visible(text: str) -> str:
    """Return text without control, format and private characters; line ends and tabs stay."""
    if text.isprintable():  # No such character is printable.
        return text
    return "".join(
        mark
        for mark in text
        if mark in "\n\t" or mark in _JOINERS or unicodedata.category(mark) not in _HIDDEN
    )


def web_address(url: str | None) -> str | None:
    """Return an address that a link may lead to: http or https, with a host; None for any other."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("chatrec.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
        auto_reload=False,  # Else each rendering looks at the file of every template it takes in.
    )
    environment.globals["styles"] = style_address()
    environment.filters["grouped"] = lambda number: f"{number:,}"
    environment.filters["plain"] = lambda number: f"{number:.2f}".rstrip("0").rstrip(".")
    environment.filters["percent"] = lambda share: f"{share:.0%}"
    return environment


def _shown(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
