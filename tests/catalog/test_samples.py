from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from chatrec.catalog import load
from chatrec.catalog.catalog import Catalog

MOODS = [
    "funny",
    "warm",
    "dark",
    "tense",
    "scary",
    "sad",
    "romantic",
    "uplifting",
    "exciting",
    "thoughtful",
    "quirky",
    "epic",
    "eerie",
    "gritty",
    "playful",
    "nostalgic",
    "bittersweet",
    "dreamy",
    "satirical",
    "brutal",
    "gory",
    "silly",
    "cosy",
    "mysterious",
    "inspiring",
    "melancholy",
    "stylish",
]
SERVICES = {
    "Netflix",
    "Hulu",
    "Prime Video",
    "Disney+",
    "Max",
    "Peacock",
    "Paramount+",
    "Apple TV+",
}
TRADEMARKS = (
    "apple",
    "sony",
    "samsung",
    "google",
    "amazon",
    "bose",
    "canon",
    "nikon",
    "lenovo",
    "kindle",
    "iphone",
)


@cache
def sample(name: str) -> Catalog:
    return load(name)


@pytest.mark.parametrize(("name", "least"), [("movies", 600), ("electronics", 300)])
def test_a_sample_is_large_and_clean(name: str, least: int) -> None:
    catalog = sample(name)
    assert len(catalog) >= least
    assert catalog.rejected == ()
    assert catalog.notes == ()
    titles = Counter((item.title, item.fact("year")) for item in catalog)
    assert titles.most_common(1)[0][1] == 1
    texts = Counter(item.description for item in catalog)
    assert texts.most_common(1)[0][1] == 1


@pytest.mark.parametrize("name", ["movies", "electronics"])
def test_every_facet_is_typed_by_hand_and_known_of_some_item(name: str) -> None:
    catalog = sample(name)
    for facet in catalog.schema:
        facts = [item.fact(facet.name) for item in catalog]
        assert any(fact is not None for fact in facts), facet.name
        assert facet.words
        assert not facet.numeric or all(
            fact is None or isinstance(fact, int | float) for fact in facts
        )
    assert "details" not in catalog.schema


@pytest.mark.parametrize("name", ["movies", "electronics"])
def test_descriptions_are_a_sentence_or_three(name: str) -> None:
    assert all(20 <= len(item.description.split()) <= 55 for item in sample(name))


@pytest.mark.parametrize("name", ["movies", "electronics"])
def test_other_names_of_values_are_of_values_that_exist_and_of_one_only(name: str) -> None:
    catalog = sample(name)
    for facet in catalog.schema:
        held = {
            value
            for item in catalog
            if (fact := item.fact(facet.name)) is not None
            for value in (fact if isinstance(fact, tuple) else (fact,))
        }
        assert set(facet.values) <= held, (facet.name, set(facet.values) - held)
        others = Counter(other for names in facet.values.values() for other in names)
        assert all(count == 1 for count in others.values()), (facet.name, others.most_common(3))


def test_films_have_moods_from_one_list_and_one_to_three_services() -> None:
    for film in sample("movies"):
        moods, services = film.fact("moods"), film.fact("streaming_services")
        assert isinstance(moods, tuple)
        assert set(moods) <= set(MOODS)
        assert isinstance(services, tuple)
        assert 1 <= len(services) <= 3
        assert set(services) <= SERVICES


def test_films_are_known_in_full() -> None:
    needed = (
        "genres",
        "themes",
        "year",
        "runtime",
        "certificate",
        "directors",
        "cast",
        "language",
        "country",
    )
    for film in sample("movies"):
        assert all(film.fact(facet) for facet in needed), film.title
        year, runtime = film.fact("year"), film.fact("runtime")
        assert isinstance(year, int)
        assert isinstance(runtime, int)
        assert 1930 <= year <= 2018
        assert 60 <= runtime <= 240


def test_films_that_were_mended_stay_mended() -> None:
    years = {film.title: film.fact("year") for film in sample("movies")}
    assert years["Home Alone"] == 1990
    assert years["The Wizard of Oz"] == 1939
    assert years["Broken Arrow"] == 1996
    assert "Star Wars Kid" not in years


def test_popularity_falls_from_a_hundred_to_one() -> None:
    figures = [film.fact("popularity") for film in sample("movies")]
    assert figures[0] == 100
    assert figures[-1] == 1
    assert figures == sorted(figures, key=lambda figure: -float(str(figure)))


def test_the_shop_has_sponsored_sold_out_and_adult_products() -> None:
    shop = sample("electronics")
    assert 20 <= sum(product.fact("sponsored") is True for product in shop) <= 40
    assert 25 <= sum(product.fact("stock") == 0 for product in shop) <= 50
    assert sum(product.fact("age_minimum") == 18 for product in shop) == 2


def test_no_brand_of_the_shop_is_a_real_one() -> None:
    for product in sample("electronics"):
        words = (
            f"{product.title} {product.description} {product.attributes}".lower()
            .replace("|", " ")
            .split()
        )
        assert not set(words) & set(TRADEMARKS), product.title


def test_every_category_has_cheap_and_dear_products() -> None:
    prices: dict[str, list[float]] = {}
    for product in sample("electronics"):
        prices.setdefault(str(product.fact("category")), []).append(
            float(str(product.fact("price")))
        )
    for category, found in prices.items():
        assert len(found) < 5 or max(found) >= 2.5 * min(found), category


def test_the_house_rules_of_the_samples_are_there() -> None:
    assert sample("movies").rules.available[0].in_user == "streaming_services"
    assert sample("movies").rules.confirm[0].equals == "NC-17"
    shop = sample("electronics").rules
    assert [rule.facet for rule in shop.available] == ["stock", "ships_to"]
    assert shop.disclose[0].facet == "sponsored"
