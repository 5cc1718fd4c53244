"""A picture as an SVG document: a lit ground, and a figure in two inks."""

from __future__ import annotations

from random import Random

from ...catalog.catalog import Catalog
from ...catalog.items import Item
from .choose import style_of
from .figures import FIGURES, FILLING
from .inks import INKS


def picture(item: Item, catalog: Catalog, *, variant: int = 0) -> str:
    """Return the picture of an item: always the same for the same item and variant, and without any of its text."""
    style = style_of(item, catalog, variant=variant)
    ink = INKS[style.ink]
    draw = FIGURES[style.figure]
    fit = ' preserveAspectRatio="xMidYMid slice"' if draw in FILLING else ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-256 -256 512 512"'
        f"{fit}>"
        f'<defs><radialGradient id="g" gradientUnits="userSpaceOnUse" cx="0" cy="0" r="420"><stop stop-color="{ink.ground}"/>'
        f'<stop offset="1" stop-color="{ink.deep}"/></radialGradient></defs>'
        '<rect x="-3000" y="-3000" width="6000" height="6000" fill="url(#g)"/>'
        f'<g fill="none" stroke="{ink.line}" color="{ink.light}" stroke-linejoin="round">'
        f"{draw(Random(style.seed))}</g></svg>"
    )
