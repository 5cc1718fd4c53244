from __future__ import annotations

import pytest

from chatrec.catalog.columns import Column
from chatrec.catalog.infer import infer_facet
from chatrec.catalog.language_codes import are_language_codes, language_named
from chatrec.dialogue.wording.values import value_words


@pytest.mark.parametrize(
    ("code", "name"),
    [("eng", "English"), ("en-US", "English"), ("fre", "French"), ("pt_BR", "Portuguese")],
)
def test_a_code_has_the_name_of_its_language(code: str, name: str) -> None:
    assert language_named(code) == name


@pytest.mark.parametrize("text", ["", "English", "xx", "qqq", "en-US-x", "e"])
def test_other_texts_have_none(text: str) -> None:
    assert language_named(text) is None


def test_colours_of_three_letters_are_no_languages() -> None:
    assert not are_language_codes({"red", "tan", "est"})


def test_a_facet_of_codes_is_shown_by_name_and_not_asked_about() -> None:
    facet = infer_facet(Column("language", 40, ["eng", "en-US", "fre", "spa"] * 10), "language")
    assert not facet.facet.ask
    assert value_words(facet.facet, "fre") == "French"
    assert value_words(facet.facet, "unlisted") == "unlisted"


def test_a_facet_of_language_names_stays_as_it_is() -> None:
    found = infer_facet(Column("language", 40, ["English", "French"] * 20), "language").facet
    assert found.ask
    assert value_words(found, "English") == "English"
