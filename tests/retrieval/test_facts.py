from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.items import Item
from chatrec.catalog.rules import Condition
from chatrec.retrieval.facet_table import FacetTable
from chatrec.retrieval.facts import distinct_facts
from chatrec.retrieval.predicates import available

FACTS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(0, 3),
    st.floats(0, 3),
    st.sampled_from(["1", "Hulu", "hulu", "Max", ""]),
    st.lists(st.sampled_from(["Hulu", "hulu", "Max"]), max_size=3).map(tuple),
)


def items_with(facts: list[Any]) -> tuple[Item, ...]:
    return tuple(
        Item(str(place), "A title", attributes={} if fact is None else {"fact": fact})
        for place, fact in enumerate(facts)
    )


def test_yes_one_and_the_text_one_are_different_facts() -> None:
    facts = distinct_facts(items_with([True, 1, 1.0, "1", 1, None, ("1",)]), "fact")
    assert facts.places.tolist() == [0, 1, 2, 3, 1, 4, 5]
    assert facts.distinct == (True, 1, 1.0, "1", None, ("1",))


@pytest.mark.parametrize(
    "rule",
    [
        Condition(facet="fact", in_user="services"),
        Condition(facet="fact", any_of=("Hulu", "1")),
        Condition(facet="fact", equals="hulu"),
        Condition(facet="fact", equals=True),
        Condition(facet="fact", equals=1.0),
        Condition(facet="fact", at_least=1.0),
        Condition(facet="fact", at_most=1.0),
    ],
    ids=repr,
)
@given(facts=st.lists(FACTS, max_size=12), user=st.sampled_from([{}, {"services": ("HULU",)}]))
def test_a_rule_lets_through_what_it_lets_through_item_by_item(
    rule: Condition, facts: list[Any], user: dict[str, Any]
) -> None:
    items = items_with(facts)
    table = FacetTable.build(Catalog("things", items))
    expected = [rule.holds(item, user) for item in items]
    assert available(table, rule, user).tolist() == expected
    assert available(table, rule, user).tolist() == expected
