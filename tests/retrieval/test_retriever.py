from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatrec.breaker import FAILURES
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.dialogue.preferences import Preference
from chatrec.errors import IndexingError
from chatrec.outage import Outage
from chatrec.retrieval.candidates import Found, Query
from chatrec.retrieval.lexical import Scores
from chatrec.retrieval.ranking.dense import DenseSignal
from chatrec.retrieval.ranking.diversity import diversify
from chatrec.retrieval.retriever import Retriever
from tests.retrieval.learning.test_collaborative import STATISTICS
from tests.retrieval.shelf import FILMS, film, shelf

RETRIEVER = Retriever(FILMS)


class Meaning:
    """Embeddings by hand: each item has a fixed cosine with every text."""

    def __init__(self, cosines: dict[str, float]) -> None:
        self.cosines = cosines

    def search(self, text: str, limit: int) -> Sequence[tuple[str, float]]:
        """Return the nearest, gone items among them."""
        found = sorted(self.cosines.items(), key=lambda pair: -pair[1])
        return [("gone", 0.99), *found][:limit]

    def scores(self, text: str, item_ids: Sequence[str]) -> list[float]:
        """Return the cosines."""
        return [self.cosines.get(item_id, 0.0) for item_id in item_ids]


class Broken(Meaning):
    """Embeddings that are lost."""

    def scores(self, text: str, item_ids: Sequence[str]) -> list[float]:
        """Fail."""
        raise IndexingError("cannot read the index in '/data/index': disk I/O error")


class Backwards:
    """A re-ranker that turns the order round."""

    def score(self, columns: Scores) -> Scores:
        """Give the last the highest score."""
        return -columns[:, -5]


def ids(found: Found) -> list[str]:
    return [one.item.id for one in found.candidates]


def must(facet: str, operator: Any, value: Any, **rest: Any) -> Preference:
    return Preference(
        id="p1", facet=facet, operator=operator, value=value, **{"strength": "must", **rest}
    )


def test_words_of_an_item_find_it_and_the_parts_sum_to_its_score() -> None:
    found = RETRIEVER.find(Query(text="a creature in deep space"))
    assert ids(found)[0] == "alien"
    for one in found.candidates:
        assert sum(one.signals.values()) == pytest.approx(one.score, abs=1e-5)


def test_nothing_that_breaks_a_predicate_comes_back() -> None:
    query = Query(
        text="Leslie Nielsen",
        preferences=(must("runtime", "<=", 86.0), must("rated", "is", "R", polarity="unwanted")),
    )
    found = RETRIEVER.find(query)
    assert ids(found) == ["gun"]
    assert found.fitting == 1
    assert found.steps[-1] == ("not rated R", 1)


def test_excluded_items_stay_away_and_the_limit_holds() -> None:
    found = RETRIEVER.find(Query(text="comedy", excluded=frozenset({"airplane"}), limit=2))
    assert len(found.candidates) == 2
    assert "airplane" not in ids(found)
    assert found.fitting == 4


def test_a_word_for_a_kind_and_a_named_person_are_signals() -> None:
    found = RETRIEVER.find(Query(text="scary, with Sigourney Weaver"))
    assert {"wording", "people"} <= set(found.candidates[0].signals)
    assert ids(found)[0] == "alien"


def test_what_is_like_the_liked_and_unlike_the_disliked_comes_first() -> None:
    liked = RETRIEVER.find(Query(liked=("airplane",), excluded=frozenset({"airplane"})))
    assert ids(liked)[0] == "gun"
    disliked = RETRIEVER.find(Query(disliked=("airplane",)))
    assert ids(disliked)[-1] == "airplane"


def test_wishes_and_orders_weigh_but_do_not_filter() -> None:
    prefer = Preference(id="p1", facet="genres", operator="contains", value="romance")
    found = RETRIEVER.find(Query(preferences=(prefer,)))
    assert ids(found)[0] == "amelie"
    assert found.fitting == 5
    shorter = Preference(id="p2", facet="runtime", operator="low")
    assert ids(RETRIEVER.find(Query(preferences=(shorter,))))[0] == "gun"


def test_a_free_wish_is_searched_for() -> None:
    wish = Preference(id="p1", facet="text", operator="matches", value="drinks blood")
    assert ids(RETRIEVER.find(Query(preferences=(wish,))))[0] == "nosferatu"


def test_a_host_can_supply_scores() -> None:
    assert ids(RETRIEVER.find(Query(supplied={"amelie": 3.0, "gone": 9.0})))[0] == "amelie"
    retriever = Retriever(FILMS, supplied=lambda query: {"gun": 1.0, "alien": -1.0})
    found = retriever.find(Query())
    assert ids(found)[0] == "gun"
    assert found.candidates[0].signals == {"supplied": 2.0}
    assert ids(retriever.find(Query(supplied={"alien": 5.0})))[0] == "alien"


def test_a_log_tells_what_is_named_together() -> None:
    found = Retriever(FILMS, log=STATISTICS).find(
        Query(liked=("alien",), excluded=frozenset({"alien"}))
    )
    signals = {one.item.id: one.signals for one in found.candidates}
    assert "co_mention" in signals["nosferatu"]
    assert "co_mention" not in signals["amelie"]
    assert "popularity" in signals["amelie"]


def test_meaning_brings_items_that_share_no_word() -> None:
    retriever = Retriever(FILMS, dense=DenseSignal(Meaning({"amelie": 0.9, "gun": 0.1})))
    assert ids(retriever.find(Query(text="whimsical Paris")))[0] == "amelie"
    assert "dense" not in retriever.find(Query(liked=("gun",))).candidates[0].signals


def test_meaning_finds_its_item_among_many_that_other_signals_do_not_tell_apart() -> None:
    catalog = shelf(*(film(f"f{row}", f"Film {row}") for row in range(600)))
    retriever = Retriever(catalog, dense=DenseSignal(Meaning({"f555": 0.9, "f3": 0.5})))
    assert ids(retriever.find(Query(text="whimsical", limit=2))) == ["f555", "f3"]
    kept = retriever.find(Query(text="whimsical", excluded=frozenset({"f555"}), limit=1))
    assert ids(kept) == ["f3"]


def test_without_meaning_the_other_signals_rank_alone_and_what_was_found_says_so() -> None:
    query = Query(text="a creature in deep space")
    found = Retriever(FILMS, dense=DenseSignal(Broken({"amelie": 0.9}))).find(query)
    assert found.outage == Outage(source="vector store", reason="failed")
    plain = RETRIEVER.find(query)
    assert found.candidates == plain.candidates
    assert plain.outage is None


def test_meaning_is_not_compared_where_that_is_not_asked() -> None:
    broken = Retriever(FILMS, dense=DenseSignal(Broken({"amelie": 0.9})))
    assert broken.find(Query(text="deep space", by_meaning=False)).outage is None


def test_an_updated_retriever_still_leaves_alone_what_is_away() -> None:
    retriever = Retriever(FILMS, dense=DenseSignal(Broken({})))
    for _ in range(FAILURES):
        retriever.find(Query(text="deep space"))
    found = retriever.updated(FILMS.without(["gun"])).find(Query(text="deep space"))
    assert found.outage == Outage(source="vector store", reason="paused")


def test_a_reranker_changes_the_order_and_says_what_it_moved() -> None:
    plain = RETRIEVER.find(Query(text="blood in space"))
    again = Retriever(FILMS, reranker=Backwards()).find(Query(text="blood in space"))
    assert sorted(ids(again)) == sorted(ids(plain))
    assert [one.score for one in again.candidates] == [one.score for one in plain.candidates]
    for one in again.candidates:
        assert sum(one.signals.values()) == pytest.approx(one.score, abs=1e-5)


def test_an_updated_retriever_finds_what_was_added_and_not_what_was_removed() -> None:
    changed = FILMS.without(["gun"]).with_items([film("saw", "Chainsaw", "A saw.", runtime=80)])
    retriever = RETRIEVER.updated(changed)
    assert ids(retriever.find(Query(text="chainsaw")))[0] == "saw"
    assert retriever.fitting([must("runtime", "<", 90.0)]).tolist() == [
        item.id in ("airplane", "saw") for item in changed
    ]
    assert "gun" in ids(RETRIEVER.find(Query()))


@pytest.mark.parametrize("text", ["", "film", "\x00 ☃ 'quote\" (((", "x" * 5000])
def test_any_catalogue_answers_any_text(text: str) -> None:
    for catalog in (shelf(), shelf(film("one", "")), Catalog("bare", (Item("a", "A"),))):
        found = Retriever(catalog).find(Query(text=text, liked=("one", "x"), disliked=("one",)))
        assert len(found.candidates) == len(catalog)


FACETS = Schema(
    facets=(Facet(name="price", type="money", measure="price"), Facet(name="kind", type="category"))
)
PRICES = st.none() | st.integers(0, 20)
KINDS = st.none() | st.sampled_from(["red", "Red", "blue"])


@settings(max_examples=40)
@given(st.lists(st.tuples(PRICES, KINDS), max_size=12), st.integers(0, 20), st.booleans())
def test_filtering_loses_no_item_that_fits(
    rows: list[tuple[int | None, str | None]], top: int, wanted: bool
) -> None:
    items = tuple(
        Item(
            str(row),
            "thing",
            "",
            {name: fact for name, fact in (("price", price), ("kind", kind)) if fact is not None},
        )
        for row, (price, kind) in enumerate(rows)
    )
    polarity = "wanted" if wanted else "unwanted"
    found = Retriever(Catalog("c", items, FACETS)).find(
        Query(
            text="red thing",
            preferences=(must("price", "<=", top), must("kind", "is", "RED", polarity=polarity)),
        )
    )
    expected = {
        str(row)
        for row, (price, kind) in enumerate(rows)
        if price is not None and price <= top and ((kind or "").lower() == "red") == wanted
    }
    assert set(ids(found)) == expected
    assert found.fitting == len(expected)


def test_a_slate_passes_over_the_same_again() -> None:
    catalog = shelf(
        film("a", "Robot Wars", "Robots fight robots.", genres=("Action",)),
        film("a2", "Robot Wars 2", "Robots fight robots.", genres=("Action",)),
        film("b", "Quiet Lake", "Two sisters meet.", genres=("Drama",)),
    )
    retriever = Retriever(catalog)
    names = ["a", "a2", "b"]
    assert diversify(names, [1.0, 0.9, 0.8], retriever=retriever, size=2) == (0, 2)
    assert diversify(names, [1.0, 0.9, 0.8], retriever=retriever, size=2, strength=0) == (0, 1)
    assert diversify(names, [1.0, 0.9, -5.0], retriever=retriever, size=3) == (0, 1, 2)
    assert diversify(names, [0.5, 0.5, 0.5], retriever=retriever, size=9) == (0, 1, 2)
    assert diversify([], [], retriever=retriever, size=3) == ()
