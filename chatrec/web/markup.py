"""Text as HTML that can only be read: escaped, without characters that hide or turn it around."""

from __future__ import annotations

import unicodedata
from html import escape
from urllib.parse import urlsplit

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co"})
_JOINERS = frozenset("\u200c\u200d")  # Emoji, and the scripts of India and Persia, need them.


def plain(text: str) -> str:
    """Return text of anybody as HTML: no tag, no entity and no hidden character of it is left, lines are."""
    kept = (
        mark
        for mark in text
        if mark in "\n\t" or mark in _JOINERS or unicodedata.category(mark) not in _HIDDEN
    )
    return escape("".join(kept), quote=True)


def button(label: str, *, kind: str = "", name: str = "", **data: str) -> str:
    """Return a button that tells the page its data when it is pressed.

    Args:
        label: What stands on it, as HTML.
        kind: Its class.
        name: What it is called for those who do not see it, where the label does not say enough.
        data: Names and texts of what it tells.
    """
    told = "".join(f' data-{key}="{plain(value)}"' for key, value in data.items())
    named = f' aria-label="{plain(name)}" title="{plain(name)}"' if name else ""
    return f'<button type="button" class="{kind}"{named}{told}>{label}</button>'


def link(label: str, url: str | None) -> str:
    """Return the label as a link where the address is one of the web, else the label alone, both as HTML."""
    if not url or not _is_web(url):
        return plain(label)
    return f'<a href="{plain(url)}" target="_blank" rel="noopener noreferrer nofollow">{plain(label)}</a>'


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
