"""Pictures of items that have none of their own: engraved line figures, drawn from title and facets."""

from .choose import Style, spread, style_of
from .draw import picture

__all__ = ["Style", "picture", "spread", "style_of"]
