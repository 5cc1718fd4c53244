from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.items import Item
from chatrec.errors import EmbedderMismatch
from chatrec.retrieval.embedders import open_embedder
from chatrec.retrieval.index import identity as index_identity
from chatrec.retrieval.index.item_index import IndexChange, ItemIndex
from chatrec.retrieval.index.item_text import item_text

from .index_parts import SCHEMA, THREE, WordEmbedder, films


@pytest.fixture
def index() -> Iterator[ItemIndex]:
    opened = ItemIndex.open(None, "three", open_embedder("static"))
    opened.sync(THREE)
    yield opened
    opened.close()


def test_the_nearest_item_in_meaning_comes_first(index: ItemIndex) -> None:
    assert index.search("something funny", 3)[0][0] == "plane"
    assert index.search("scary aliens among the stars", 3)[0][0] == "space"
    assert index.search("a romantic story", 3)[0][0] == "love"


def test_search_gives_cosines_in_falling_order(index: ItemIndex) -> None:
    found = index.search("comedy", 3)
    cosines = [cosine for _, cosine in found]
    assert len(found) == 3
    assert cosines == sorted(cosines, reverse=True)
    embedder = open_embedder("static")
    for item_id, cosine in found:
        query, text = embedder.embed(["comedy", item_text(THREE[item_id], SCHEMA)])
        assert cosine == pytest.approx(float(query @ text), abs=1e-5)


def test_scores_are_the_cosines_of_search_in_the_order_of_the_ids(index: ItemIndex) -> None:
    cosines = dict(index.search("comedy", 3))
    ids = ["love", "plane", "love", "space"]
    for _ in range(2):  # the second time from what was kept
        assert index.scores("comedy", ids) == pytest.approx([cosines[i] for i in ids], abs=1e-3)


def test_an_unknown_id_scores_zero(index: ItemIndex) -> None:
    assert index.scores("comedy", ["nobody"]) == [0.0]
    assert index.scores("comedy", []) == []


def test_no_text_finds_nothing(index: ItemIndex) -> None:
    assert index.search(" \n", 5) == []
    assert index.scores("", ["plane"]) == [0.0]
    assert index.search("comedy", 0) == []


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "\x00\x07\ud800", "日本の映画", "🎬🎬", "<b>'; --"]
)
def test_any_text_can_be_searched(index: ItemIndex, text: str) -> None:
    assert len(index.search(text, 5)) == 3


def test_a_limit_above_the_number_of_items_gives_all(index: ItemIndex) -> None:
    assert len(index.search("comedy", 1000)) == 3


def test_an_empty_catalogue_finds_nothing() -> None:
    empty = ItemIndex.open(None, "none", WordEmbedder())
    assert empty.sync(Catalog("none", ())) == IndexChange()
    assert empty.search("comedy", 5) == []
    assert empty.count == 0
    empty.close()


def test_only_what_is_new_or_changed_is_embedded() -> None:
    embedder = WordEmbedder()
    index = ItemIndex.open(None, "films", embedder)
    catalog = films(50)
    assert index.sync(catalog) == IndexChange(added=50)
    assert embedder.embedded == 50
    assert index.sync(catalog) == IndexChange(unchanged=50)
    assert embedder.embedded == 50
    changed = catalog.with_items([Item("f3", "renamed"), Item("new", "new")]).without(["f7", "f8"])
    assert index.sync(changed) == IndexChange(added=1, changed=1, removed=2, unchanged=47)
    assert embedder.embedded == 52
    assert index.count == 49
    assert index.search("renamed", 1)[0][0] == "f3"
    index.close()


def test_the_order_of_items_does_not_matter() -> None:
    index = ItemIndex.open(None, "films", WordEmbedder())
    catalog = films(10)
    index.sync(catalog)
    turned = replace(catalog, items=catalog.items[::-1])
    assert index.sync(turned) == IndexChange(unchanged=10)
    index.close()


def test_a_fact_that_is_not_embedded_changes_nothing() -> None:
    index = ItemIndex.open(None, "films", WordEmbedder())
    catalog = films(5)
    index.sync(catalog)
    priced = catalog.with_items([replace(catalog["f1"], attributes={"year": 1999})])
    assert index.sync(priced) == IndexChange(unchanged=5)
    index.close()


def test_progress_starts_at_none_and_ends_at_all() -> None:
    index = ItemIndex.open(None, "films", WordEmbedder())
    seen: list[tuple[int, int]] = []
    index.sync(films(2500), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 2500), (1000, 2500), (2000, 2500), (2500, 2500)]
    index.close()


def test_put_and_remove_are_seen_at_once(index: ItemIndex) -> None:
    before = index.scores("tax law", ["plane"])
    index.put([Item("plane", "Tax law for beginners"), Item("new", "Cooking pasta")], SCHEMA)
    assert index.count == 4
    assert index.search("tax law", 1)[0][0] == "plane"
    assert index.scores("tax law", ["plane"])[0] > before[0] + 0.3
    index.remove(["plane", "nobody"])
    assert index.count == 3
    assert "plane" not in dict(index.search("tax law", 5))
    assert index.scores("tax law", ["plane"]) == [0.0]


def test_sync_after_put_finds_what_differs_from_the_catalogue(index: ItemIndex) -> None:
    index.put([Item("plane", "Other"), Item("new", "New")], SCHEMA)
    assert index.sync(THREE) == IndexChange(changed=1, removed=1, unchanged=2)


def test_two_indexes_in_memory_do_not_mix() -> None:
    one = ItemIndex.open(None, "films", WordEmbedder())
    two = ItemIndex.open(None, "films", WordEmbedder())
    one.sync(films(5))
    assert two.count == 0
    one.close()
    one.close()
    two.sync(films(3))
    assert two.count == 3
    two.close()


def test_catalogues_share_a_folder_without_mixing(tmp_path: Path) -> None:
    one = ItemIndex.open(tmp_path, "one", WordEmbedder())
    two = ItemIndex.open(tmp_path, "two", WordEmbedder())
    one.sync(films(5))
    two.sync(films(3))
    one.close()
    assert two.count == 3
    two.close()
    again = ItemIndex.open(tmp_path, "one", WordEmbedder())
    assert again.count == 5
    again.close()


def test_a_folder_is_found_again_and_not_embedded_again(tmp_path: Path) -> None:
    first = ItemIndex.open(tmp_path / "deep" / "index", "films", WordEmbedder())
    first.sync(films(1200))
    found = first.search("film number 7", 5)
    first.close()
    embedder = WordEmbedder()
    second = ItemIndex.open(tmp_path / "deep" / "index", "films", embedder)
    opening = embedder.embedded
    assert second.sync(films(1200)) == IndexChange(unchanged=1200)
    assert embedder.embedded == opening
    again = second.search("film number 7", 5)
    assert [item_id for item_id, _ in again] == [item_id for item_id, _ in found]
    assert [cosine for _, cosine in again] == pytest.approx([cosine for _, cosine in found])
    second.close()


def test_another_embedder_is_refused_with_the_way_out(tmp_path: Path) -> None:
    first = ItemIndex.open(tmp_path, "films", WordEmbedder("words:16@a"))
    first.sync(films(5))
    first.close()
    for other in (WordEmbedder("words:16@b"), WordEmbedder("words:16@a", dimensions=8)):
        with pytest.raises(EmbedderMismatch) as refused:
            ItemIndex.open(tmp_path, "films", other)
        message = str(refused.value)
        assert "words:16@a" in message and other.name in message
        assert "chatrec index --rebuild" in message and "CHATREC_EMBEDDER" in message
    again = ItemIndex.open(tmp_path, "films", WordEmbedder("words:16@a"))
    assert again.count == 5
    again.close()


def test_rebuilding_takes_the_new_embedder(tmp_path: Path) -> None:
    first = ItemIndex.open(tmp_path, "films", WordEmbedder("old"))
    first.sync(films(5))
    first.close()
    second = ItemIndex.open(tmp_path, "films", WordEmbedder("new", dimensions=8), rebuild=True)
    assert second.count == 0
    assert second.sync(films(5)) == IndexChange(added=5)
    assert len(second.search("film", 9)) == 5
    second.close()


def test_rebuilding_one_catalogue_leaves_the_others(tmp_path: Path) -> None:
    one = ItemIndex.open(tmp_path, "one", WordEmbedder())
    one.sync(films(5))
    one.close()
    ItemIndex.open(tmp_path, "two", WordEmbedder(), rebuild=True).close()
    one = ItemIndex.open(tmp_path, "one", WordEmbedder())
    assert one.count == 5
    one.close()


def test_another_recipe_of_texts_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ItemIndex.open(tmp_path, "films", WordEmbedder()).close()
    monkeypatch.setattr(index_identity, "TEXT_RECIPE", "next")
    with pytest.raises(EmbedderMismatch, match="--rebuild"):
        ItemIndex.open(tmp_path, "films", WordEmbedder())


def test_threads_search_while_items_change() -> None:
    index = ItemIndex.open(None, "films", open_embedder("static"))
    index.sync(films(200))
    wrong: list[object] = []

    def ask() -> None:
        for n in range(30):
            found = index.search(f"film number {n}", 5)
            scores = index.scores(f"film number {n}", [item_id for item_id, _ in found])
            if len(found) != 5 or any(not -1.01 < score < 1.01 for score in scores):
                wrong.append((found, scores))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for version in range(5):
        index.put([Item(f"f{n}", f"changed {version}") for n in range(100, 120)], SCHEMA)
    for thread in threads:
        thread.join()
    assert wrong == []
    index.close()
