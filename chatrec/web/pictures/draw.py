"""A picture as an SVG document: a lit ground, and a figure in two inks."""

from __future__ import annotations

from random import Random

from ...catalog.catalog import Catalog
from ...catalog.items import Item
from .choose import style_of
from .figures import FIGURES
from .inks import INKS


def picture(item: Item, catalog: Catalog, *, variant: int = 0) -> str:
    """Return the picture of an item: always the same for the same item and variant, and without any of its text."""
    style = style_of(item, catalog, variant=variant)
    ink = INKS[style.ink]
    figure = FIGURES[style.figure](Random(style.seed))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-256 -256 512 512">'
        f'<defs><radialGradient id="g" r=".72"><stop stop-color="{ink.ground}"/>'
        f'<stop offset="1" stop-color="{ink.deep}"/></radialGradient></defs>'
        '<rect x="-256" y="-256" width="512" height="512" fill="url(#g)"/>'
        f'<g fill="none" stroke="{ink.line}" color="{ink.light}" stroke-linejoin="round">{figure}</g></svg>'
    )
