"""What the editor of a wish sends, as the preference state holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...catalog.facets import Schema
from ...dialogue.preferences import Preference


def typed(changes: Mapping[str, Any], entry: Preference, schema: Schema) -> dict[str, Any]:
    """Return the changes of an entry with values of the type that its facet has, and the operator that goes with them.

    A form sends texts, and JSON knows no tuples: picked values come as a list, one of a flag as "True" or "False".
    """
    value = changes.get("value")
    if not isinstance(value, list):
        return dict(changes)
    facet = schema.get(entry.facet)
    if facet is not None and facet.type == "flag":
        return {**changes, "operator": "is", "value": value[-1:] == ["True"]}
    if facet is None or facet.numeric or facet.type == "date":
        return {**changes, "value": tuple(value)}
    if len(value) > 1:
        return {**changes, "operator": "any_of", "value": tuple(value)}
    single = "contains" if facet.type == "many" else "is"
    return {**changes, "operator": single, "value": value[0] if value else ""}
