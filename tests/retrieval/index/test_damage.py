from __future__ import annotations

import random
from pathlib import Path

from chatrec.catalog.items import Item
from chatrec.retrieval.index.damage import find_damage, wipe_unused_places
from chatrec.retrieval.index.item_index import ItemIndex

from .index_parts import WordEmbedder, films

PLACES = 100
"""How many elements Chroma makes room for at first."""


def test_an_index_that_grows_and_shrinks_is_never_called_damaged(tmp_path: Path) -> None:
    chance = random.Random(5)
    catalog = films(1)
    for step, size in enumerate((1, 700, 1400, 200)):
        catalog = films(size, version=step // 2)
        gone = chance.sample([item.id for item in catalog], size // 10)
        catalog = catalog.without(gone).with_items([Item("new", f"renamed {step}")])
        index = ItemIndex.open(tmp_path, "films", WordEmbedder())
        index.sync(catalog)
        assert index.count == len(catalog)
        index.close()
        assert find_damage(tmp_path) is None


def test_a_graph_of_another_version_is_not_judged(tmp_path: Path) -> None:
    folder = tmp_path / "00000000-0000-0000-0000-000000000000"
    folder.mkdir()
    (folder / "header.bin").write_bytes(b"x" * 200)
    assert find_damage(tmp_path) is None


def test_other_folders_are_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "header.bin").write_bytes(b"x")
    assert find_damage(tmp_path) is None


def test_the_unused_places_of_a_graph_are_wiped_and_its_items_stay(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    index = ItemIndex.open(tmp_path, "films", embedder)
    index.sync(films(600))
    found = index.search("film 7", 5)
    index.close()
    (level0,) = tmp_path.glob("*/data_level0.bin")
    size = level0.stat().st_size
    again = ItemIndex.open(tmp_path, "films", embedder)
    level0.write_bytes(b"left in memory".ljust(size, b"!"))
    again.close()
    assert level0.read_bytes() == bytes(size)
    again = ItemIndex.open(tmp_path, "films", embedder)
    assert again.search("film 7", 5) == found
    again.close()


def test_the_unused_places_of_a_new_graph_are_empty_while_it_is_open(tmp_path: Path) -> None:
    index = ItemIndex.open(tmp_path, "films", WordEmbedder())
    index.sync(films(6))
    for name in ("data_level0.bin", "length.bin"):
        (path,) = tmp_path.glob(f"*/{name}")
        written = path.read_bytes()
        used = len(written) * 6 // PLACES
        assert not any(written[used:])
    index.close()


def test_no_element_of_a_graph_is_wiped(tmp_path: Path) -> None:
    index = ItemIndex.open(tmp_path, "films", WordEmbedder())
    index.sync(films(1400))
    (level0,) = tmp_path.glob("*/data_level0.bin")
    before = level0.read_bytes()
    index.close()
    wipe_unused_places(tmp_path)
    assert level0.read_bytes() == before
    assert any(before)
