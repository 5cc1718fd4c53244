from __future__ import annotations

from chatrec.retrieval.facet_table import FacetTable
from chatrec.retrieval.lexical import LexicalIndex
from chatrec.retrieval.ranking.content import Content
from chatrec.retrieval.ranking.people import with_people_of
from chatrec.retrieval.ranking.wording import Wording
from tests.retrieval.shelf import FILMS, film, shelf

TABLE = FacetTable.build(FILMS)
CONTENT = Content.build(TABLE, LexicalIndex.build(FILMS))
WORDING = Wording.build(CONTENT)


def named(text: str) -> dict[str, float]:
    """Return the genres that a text is a hit for, with their shares."""
    values = TABLE.values("genres")
    return {str(values[column]): share for column, share in WORDING.hits(text).items()}


def test_a_word_stands_for_a_kind() -> None:
    assert named("something scary") == {"Horror": 1.0}


def test_a_value_and_its_synonyms_stand_for_themselves() -> None:
    assert named("science fiction") == {"Sci-Fi": 1.0}
    assert named("sci-fi") == {"Sci-Fi": 1.0}


def test_hits_share_one() -> None:
    assert named("funny, really hilarious, and scary") == {"Comedy": 2 / 3, "Horror": 1 / 3}


def test_other_words_stand_for_nothing() -> None:
    assert named("a train to the coast") == {}
    assert named("") == {}


def test_numbers_alone_name_no_kind() -> None:
    catalog = shelf(film("a", "A", rated="16"), film("b", "B", rated="18"))
    content = Content.build(FacetTable.build(catalog), LexicalIndex.build(catalog))
    assert Wording.build(content).hits("16 GB") == {}


def test_a_full_name_finds_its_items() -> None:
    assert with_people_of(TABLE, "anything with leslie nielsen?").tolist() == [1, 1, 0, 0, 0]


def test_a_surname_alone_and_a_split_name_find_none() -> None:
    assert not with_people_of(TABLE, "Nielsen").any()
    assert not with_people_of(TABLE, "Leslie, or Nielsen").any()
