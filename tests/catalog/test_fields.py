from __future__ import annotations

from chatrec.catalog.columns import gather_columns
from chatrec.catalog.fields import infer_fields
from chatrec.catalog.layout import Fields


def fields_of(*records: dict[str, object]) -> Fields:
    return infer_fields(gather_columns(records, len(records)))


def test_the_usual_names_are_found() -> None:
    found = fields_of(
        {
            "movieId": 1,
            "Movie Title": "A",
            "overview": "Text.",
            "homepage": "http://x/1",
            "poster_path": "/a.jpg",
        }
    )
    assert (found.id, found.title, found.description) == ("movieId", "Movie Title", "overview")
    assert (found.url, found.image_url) == ("homepage", "poster_path")


def test_an_id_must_be_nearly_unique() -> None:
    assert fields_of({"code": "x", "title": "a"}, {"code": "x", "title": "b"}).id is None
    assert (
        fields_of(
            {"id": "x", "title": "a"}, {"id": "x", "title": "b"}, {"id": "y", "title": "b"}
        ).id
        == "id"
    )


def test_an_address_must_look_like_one() -> None:
    assert fields_of({"id": 1, "title": "a", "image": "nice"}).image_url is None


def test_a_column_of_short_different_texts_is_the_title_where_none_is_called_so() -> None:
    found = fields_of(*({"nr": n, "what": f"Thing {n}", "kind": "x"} for n in range(5)))
    assert found.title == "what"


def test_links_are_plumbing() -> None:
    assert fields_of({"id": 1, "title": "a", "links.imdb": "tt1"}).leave_out == ("links.imdb",)


def test_a_column_of_sentences_is_the_description_where_none_is_called_so() -> None:
    notes = [
        "Plum, spice and a long finish.",
        "Crisp and dry, with green apple.",
        "Oaky and round.",
    ]
    rows = [
        {"id": str(number), "name": name, "tasting_notes": note, "pairs": "fish"}
        for number, (name, note) in enumerate(zip(("Arlen", "Bellac", "Corvo"), notes, strict=True))
    ]
    assert fields_of(*rows).description == "tasting_notes"
