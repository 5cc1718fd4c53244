from __future__ import annotations

from typing import Any

import pytest

from chatrec.catalog.facets import Facet, Schema
from chatrec.dialogue.editing import edit_entry
from chatrec.dialogue.preferences import Operator, Preferences, PreferenceValue
from chatrec.web.handlers.edits import typed

SCHEMA = Schema(
    facets=(
        Facet(name="genres", type="many"),
        Facet(name="brand", type="category"),
        Facet(name="price", type="money"),
        Facet(name="wireless", type="flag"),
        Facet(name="released", type="date"),
    )
)


@pytest.mark.parametrize(
    ("facet", "operator", "value", "sent", "kept"),
    [
        ("genres", "contains", "War", ["War", "Drama"], ("any_of", ("War", "Drama"))),
        ("genres", "any_of", ("War", "Drama"), ["Drama"], ("contains", "Drama")),
        ("brand", "any_of", ("Ono", "Sol"), ["Sol"], ("is", "Sol")),
        ("wireless", "is", True, ["False"], ("is", False)),
        ("wireless", "is", False, ["True"], ("is", True)),
        ("price", "<", 100.0, [10, 20], ("between", (10.0, 20.0))),
        (
            "released",
            "is",
            "2024",
            ["2023-01-01", "2024-05-01"],
            ("between", ("2023-01-01", "2024-05-01")),
        ),
    ],
)
def test_what_an_editor_sends_is_an_edit_that_the_state_takes(
    facet: str, operator: Operator, value: PreferenceValue, sent: list[Any], kept: object
) -> None:
    state = Preferences().adding(facet, operator, value)
    changes: dict[str, Any] = {"value": sent, "polarity": "wanted"}
    if facet in ("price", "released"):
        changes["operator"] = "between"
    edited = edit_entry(state, "p1", typed(changes, state["p1"], SCHEMA), schema=SCHEMA)["p1"]
    assert (edited.operator, edited.value) == kept


def test_what_is_no_list_stays_as_it_is() -> None:
    state = Preferences().adding("price", "<", 100.0)
    assert typed({"strength": "prefer"}, state["p1"], SCHEMA) == {"strength": "prefer"}
    assert typed({"value": 12.5}, state["p1"], SCHEMA) == {"value": 12.5}
