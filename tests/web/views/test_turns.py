from __future__ import annotations

from dataclasses import replace
from typing import Any

from chatrec.catalog.catalog import Catalog
from chatrec.dialogue.conversation import Question, Relaxation
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.reply import Chip, Pick, Reply
from chatrec.retrieval.facet_table import FacetTable
from chatrec.web.views.showcase import Showcase
from chatrec.web.views.turns import show_turn


def shown(films: Catalog, text: str, *picks: Pick, **more: Any) -> str:
    known = {"session_id": "s", "message_id": "m", "turn": 1, "text": text, "action": "recommend"}
    reply = Reply.model_validate({**known, "picks": picks, **more})
    return show_turn("a comedy", reply, Showcase(FacetTable.build(films)), Preferences())


def test_a_pick_shows_its_disclosures_reason_and_caveat(films: Catalog) -> None:
    pick = Pick(
        item=films["f1"], reason="It is funny.", caveat="But old.", disclosures=("Sponsored.",)
    )
    text = "One film:\n\n1. Night Train North (1998): Sponsored. It is funny. But old.\n\nMore?"
    html = shown(films, text, pick)
    assert html.index("One film:") < html.index("<ol") < html.index("More?")
    assert "<h3>Night Train North (1998)</h3>" in html
    for words in ("Sponsored.", "It is funny.", "But old."):
        assert html.count(words) == 1


def test_picks_that_the_text_words_otherwise_are_shown_all_the_same(films: Catalog) -> None:
    picks = [Pick(item=films[key], reason="Yes.") for key in ("f1", "f2")]
    html = shown(films, "Two good ones.", *picks)
    assert "Two good ones." in html
    assert html.count('<li class="card"') == 2


def test_a_numbered_text_without_picks_stays_text(films: Catalog) -> None:
    html = shown(films, "1. Heat is longer.\n2. Up is newer.")
    assert "1. Heat is longer.\n2. Up is newer." in html
    assert "<ol" not in html


def test_answers_have_their_counts(films: Catalog) -> None:
    chips = (Chip(label="Hulu", send="on Hulu", count=1234), Chip(label="Any", send="Any"))
    html = shown(films, "Where?", chips=chips, question=Question(facet="streaming_services"))
    assert 'aria-label="Answers"' in html
    assert 'data-message="on Hulu">Hulu <span class="count">1,234</span>' in html
    assert 'data-message="Any">Any</button>' in html


def test_relaxations_are_named_as_what_they_are(films: Catalog) -> None:
    chip = Chip(label="without “on Hulu”", send="without “on Hulu”", count=3)
    relaxed = (Relaxation(count=3, label=chip.label),)
    assert "Ways to find something" in shown(films, "None.", chips=(chip,), relaxations=relaxed)


def test_markup_of_an_item_is_text_on_its_card(films: Catalog) -> None:
    item = replace(films["f1"], title="<img src=x onerror=alert(1)>")
    html = shown(films, "x", Pick(item=item, reason="<script>alert(2)</script>"))
    assert "<img src=x" not in html
    assert "<script" not in html


def test_a_comparison_shows_its_table_and_the_verdict_and_folds_the_rest(films: Catalog) -> None:
    text = "Up is shorter.\n\nHeat is older.\n\nI would take Up."
    items = (films["f1"], films["f2"])
    html = shown(films, text, action="compare", items=items)
    table, verdict, fold = (html.index(one) for one in ("<table", "I would take Up.", "<details"))
    assert table < verdict < fold < html.index("Up is shorter.") < html.index("Heat is older.")
    assert html.count("I would take Up.") == 1
    alone = shown(films, "I would take Up.", action="compare", items=items)
    assert "I would take Up." in alone
    assert "<details" not in alone
