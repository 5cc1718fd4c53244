"""What to give up when nothing fits, by hand-computed catalogues."""

from __future__ import annotations

import numpy as np

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.dialogue.preferences import Preferences, Source
from chatrec.dialogue.relaxations import relax
from chatrec.retrieval.facet_table import FacetTable
from chatrec.retrieval.predicates import mask

SCHEMA = Schema(
    facets=(
        Facet(name="genres", type="many", label="genre"),
        Facet(name="runtime", type="number", unit="min", measure="duration"),
        Facet(name="service", type="category"),
    )
)
ROWS = [
    ("a", ("comedy",), 98.0, "Hulu"),
    ("b", ("comedy",), 100.0, "Hulu"),
    ("c", ("comedy",), 85.0, "Netflix"),
    ("d", ("horror",), 80.0, "Hulu"),
]
TABLE = FacetTable.build(
    Catalog(
        name="films",
        items=tuple(
            Item(
                id=id_, title=id_, attributes={"genres": genres, "runtime": runtime, "service": on}
            )
            for id_, genres, runtime, on in ROWS
        ),
        schema=SCHEMA,
    )
)


def relaxed(preferences, base=None):
    entries = preferences.entries
    masks = {one.id: mask(TABLE, one) for one in entries}
    everything = np.ones(len(TABLE), dtype=np.bool_) if base is None else base
    return relax(TABLE, masks, everything, entries)


def wishes():
    return (
        Preferences()
        .adding("genres", "contains", "comedy", strength="must")
        .adding("runtime", "<", 90.0, strength="must")
        .adding("service", "is", "Hulu", strength="must")
    )


def test_bound_is_loosened_to_what_fits_with_its_count():
    offers = relaxed(wishes())
    loosened = [one for one in offers if one.replace]
    assert len(loosened) == 1
    assert loosened[0].replace[0].value == 100.0
    assert loosened[0].replace[0].id == "p2"
    assert loosened[0].count == 2
    assert "100" in loosened[0].label


def test_dropping_one_wish_is_offered_with_its_count():
    offers = relaxed(wishes())
    dropped = {offer.drop: offer.count for offer in offers if offer.drop}
    assert dropped == {("p1",): 1, ("p3",): 1}
    assert {one.label for one in offers} == {"Up to 100 minutes", "Drop “comedy”", "Any service"}


def test_two_wishes_are_given_up_only_where_one_is_not_enough():
    state = wishes().adding("genres", "contains", "horror", strength="must")
    offers = relaxed(state)
    assert offers
    assert all(len(one.drop) == 1 for one in offers if one.drop)
    worse = state.adding("runtime", ">", 300.0, strength="must")
    assert all(len(one.drop) == 2 for one in relaxed(worse))


def test_what_is_not_available_is_never_offered():
    base = np.array([False, False, True, True])
    offers = relaxed(wishes(), base)
    assert {offer.drop: offer.count for offer in offers if offer.drop} == {("p1",): 1, ("p3",): 1}
    assert not any(offer.replace for offer in offers)


def test_nothing_is_offered_where_nothing_is_left():
    assert relaxed(wishes(), np.zeros(4, dtype=np.bool_)) == ()


def test_counts_hold_when_the_offer_is_taken():
    state = wishes()
    for offer in relaxed(state):
        replaced = {one.id: one for one in offer.replace}
        left = [replaced.get(one.id, one) for one in state.entries if one.id not in offer.drop]
        fits = np.logical_and.reduce([mask(TABLE, one) for one in left])
        assert int(fits.sum()) == offer.count


def test_what_was_said_last_is_given_up_last():
    first, last = Source(turn=1), Source(turn=2)
    state = (
        Preferences()
        .adding("genres", "contains", "horror", strength="must", source=first)
        .adding("service", "is", "Netflix", strength="must", source=last)
    )
    assert [one.drop for one in relaxed(state)] == [("p1",), ("p2",)]
    turned = (
        Preferences()
        .adding("service", "is", "Netflix", strength="must", source=first)
        .adding("genres", "contains", "horror", strength="must", source=last)
    )
    assert [one.drop for one in relaxed(turned)] == [("p1",), ("p2",)]
