from __future__ import annotations

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.facet_words import FacetWords, named_near
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema

SCHEMA = Schema(
    facets=(
        Facet(name="cost", type="money", unit="USD", measure="price"),
        Facet(name="ram_gb", type="number", unit="GB", label="memory", measure="memory"),
        Facet(name="disk_gb", type="number", unit="GB", synonyms=("drive",), measure="storage"),
    )
)
WORDS = FacetWords.of(Catalog("pcs", (), SCHEMA))


def test_a_facet_goes_by_name_label_synonym_and_measure() -> None:
    for word, facet in (
        ("cost", "cost"),
        ("budget", "cost"),
        ("memory", "ram_gb"),
        ("drives", "disk_gb"),
    ):
        analysis = analyse(word)
        assert WORDS.named(analysis, 0, 1) == (facet,)


def test_the_nearest_name_weighs_most() -> None:
    analysis = analyse("8 GB of memory and 256 GB drive")
    first, second = named_near(analysis, WORDS, 0, 2), named_near(analysis, WORDS, 5, 7)
    assert first["ram_gb"] > first.get("disk_gb", 0.0)
    assert second["disk_gb"] > second.get("ram_gb", 0.0)


def test_a_name_in_another_sentence_is_not_near() -> None:
    assert named_near(analyse("memory? 8 GB"), WORDS, 2, 4) == {}
