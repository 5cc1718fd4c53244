from __future__ import annotations

from chatrec.brains.rules.reading.vocabulary import Vocabulary
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item

from .reading_parts import films, shop


def meant(vocabulary: Vocabulary, phrase: str) -> list[tuple[str, object]]:
    readings = vocabulary.phrases.get(phrase, ((),))
    return [(sense.facet, sense.value) for sense in readings[0]]


def test_values_are_known_in_singular_and_plural() -> None:
    assert meant(films(), "comedies") == meant(films(), "comedy") == [("genres", "comedy")]


def test_spelled_variants_of_a_value_are_known() -> None:
    for phrase in ("sci fi", "scifi", "science fiction"):
        assert meant(films(), phrase) == [("genres", "science fiction")]


def test_a_joint_phrase_names_several_values() -> None:
    assert meant(films(), "rom com") == [("genres", "romance"), ("genres", "comedy")]


def test_the_general_lexicon_applies_only_where_the_catalogue_has_the_value() -> None:
    assert meant(shop(), "telly") == [("category", "tv")]
    assert meant(films(), "telly") == []


def test_synonyms_of_the_schema_name_their_value() -> None:
    facet = Facet(name="kind", type="category", values={"sofa": ("couch",)})
    vocabulary = Vocabulary(Catalog("c", (), Schema(facets=(facet,))))
    assert meant(vocabulary, "couch") == [("kind", "sofa")]


def test_flags_are_named_by_their_name() -> None:
    assert meant(shop(), "noise cancelling") == [("noise_cancelling", True)]


def test_in_stock_is_a_stock_of_at_least_one() -> None:
    (sense,) = shop().phrases["in stock"][0]
    assert (sense.facet, sense.operator, sense.value) == ("stock", ">=", 1.0)


def test_a_facet_of_very_many_values_is_a_pool_of_themes() -> None:
    tags = tuple(f"tag{number}" for number in range(100))
    items = tuple(Item(tag, tag, "", {"tags": (tag,), "genre": ("drama",)}) for tag in tags)
    schema = Schema(facets=(Facet(name="tags", type="many"), Facet(name="genre", type="many")))
    vocabulary = Vocabulary(Catalog("c", items, schema))
    assert vocabulary.broad("tags")
    assert not vocabulary.broad("genre")


def test_an_empty_catalogue_has_no_words() -> None:
    assert Vocabulary(Catalog("c", ())).phrases == {}
