"""The styles of the page: written in parts, sent as one, so that the first paint waits for one request."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "static"
_PARTS = (
    "tokens", "base", "controls", "page", "first", "conversation", "cards", "acts", "strips",
    "comparison", "composer", "panel", "sheets", "editor", "bringing",
)  # fmt: skip
"""In the order in which they count: of two rules for the same thing the later one holds."""


@cache
def style_sheet() -> str:
    """Return all parts, in their order."""
    return "\n".join((_FOLDER / f"{one}.css").read_text(encoding="utf-8") for one in _PARTS)


@cache
def style_address() -> str:
    """Return where the styles are; other styles have another address, so that a browser may keep them."""
    return f"/styles.css?v={hashlib.sha256(style_sheet().encode()).hexdigest()[:12]}"
