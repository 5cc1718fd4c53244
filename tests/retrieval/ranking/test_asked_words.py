from __future__ import annotations

import numpy as np

from chatrec.dialogue.preferences import Polarity, Preference
from chatrec.retrieval.lexical import LexicalIndex
from chatrec.retrieval.ranking.asked_words import TitleIndex, words_met
from tests.retrieval.shelf import film, shelf

SHELF = shelf(
    film("row", "Case for Hero 9 Cameras"),
    film("title", "9 cases, one hero"),
    film("text", "Sleeve", "Made for the Hero 9."),
    film("part", "Hero worship"),
    film("none", "Tripod"),
)


def met(words: str, polarity: Polarity = "wanted") -> list[float]:
    wish = Preference(id="p", facet="text", operator="matches", value=words, polarity=polarity)
    titles, lexical = TitleIndex.build(SHELF), LexicalIndex.build(SHELF)
    scores = words_met(titles, lexical, [wish], np.arange(len(SHELF)))
    return [] if scores is None else [round(float(one), 2) for one in scores]


def test_words_in_a_row_in_the_title_are_best_and_none_is_worst() -> None:
    row, title, text, part, none = met("hero 9")
    assert row == 1
    assert row > title > text > part > none == 0 or row > title > part > text > none == 0


def test_a_plural_is_the_same_word() -> None:
    assert met("cases")[0] == met("case")[0] == 1


def test_unwanted_words_and_filler_are_not_searched_for() -> None:
    assert met("hero", "unwanted") == []
    assert met("the") == []
