from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.items import Item
from chatrec.retrieval.index.identity import text_hash
from chatrec.retrieval.index.plan import all_texts, plan_from_catalog, plan_from_hashes

from .index_parts import SCHEMA

ITEMS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["one", "two", "three"]))


def catalog_of(titles: dict[str, str], before: Catalog | None = None) -> Catalog:
    """Make a catalogue that shares the items that are the same as before."""
    items = []
    for item_id, title in titles.items():
        known = None if before is None else before.get(item_id)
        items.append(known if known is not None and known.title == title else Item(item_id, title))
    return Catalog("c", tuple(items), SCHEMA)


@given(ITEMS, ITEMS)
def test_both_ways_to_compare_plan_the_same_work(
    first: dict[str, str], second: dict[str, str]
) -> None:
    before = catalog_of(first)
    after = catalog_of(second, before)
    held = {item_id: text_hash(text) for item_id, text in all_texts(before).items()}
    slow = plan_from_hashes(all_texts(after), held)
    start = plan_from_hashes(all_texts(before), {}).fingerprint
    fast = plan_from_catalog(before, after, start)
    assert set(fast.new) == set(slow.new) == set(second) - set(first)
    assert set(fast.changed) == set(slow.changed)
    assert set(fast.gone) == set(slow.gone) == set(first) - set(second)
    assert fast.unchanged == slow.unchanged
    assert fast.fingerprint == slow.fingerprint
    assert set(fast.texts) >= {*fast.new, *fast.changed}


def test_a_new_object_with_the_same_text_is_no_change() -> None:
    before = catalog_of({"a": "one", "b": "two"})
    after = before.with_items([replace(before["a"], attributes={"year": 1999})])
    plan = plan_from_catalog(before, after, "0" * 16)
    assert plan.empty
    assert plan.unchanged == 2
    assert plan.fingerprint == "0" * 16
