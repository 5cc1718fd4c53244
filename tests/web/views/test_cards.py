from __future__ import annotations

from dataclasses import replace

import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet
from chatrec.catalog.items import Item
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.reply import Evidence, Pick
from chatrec.web.views.cards import Card, Fact, Reason, cards, fact_words


def pick_of(films: Catalog, **more: object) -> Pick:
    return Pick.model_validate({"item": films["f1"], **more})


def card_of(films: Catalog, pick: Pick, state: Preferences | None = None) -> Card:
    (card,) = cards([pick], films, state or Preferences())
    return card


def test_the_figure_is_what_a_list_is_compared_by(films: Catalog) -> None:
    card = card_of(films, pick_of(films))
    assert (card.figure_label, card.figure) == ("year", "1998")
    assert "year" not in [fact.label for fact in card.facts]


def test_the_facts_that_were_asked_for_come_first_numbers_before_the_rest(films: Catalog) -> None:
    because = (
        Evidence(facet="streaming_services", value=("Hulu",), preference="p1"),
        Evidence(facet="minutes", value=94, preference="p2"),
    )
    card = card_of(films, pick_of(films, because=because))
    assert card.facts == (
        Fact("length", "94 minutes", asked=True),
        Fact("streaming service", "Hulu", asked=True),
        Fact("genre", "Comedy, Romance"),
    )


def test_a_fact_that_is_not_known_is_not_told(films: Catalog) -> None:
    bare = Item(id="f1", title="Night Train North", attributes={"genres": ("Comedy",)})
    card = card_of(films, Pick(item=bare))
    assert card.figure == ""
    assert card.facts == (Fact("genre", "Comedy"),)


@pytest.mark.parametrize(
    ("match", "standing"),
    [
        (1.0, "Meets all of it"), (0.95, "Meets all of it"), (0.94, "Strong match"),
        (0.75, "Strong match"), (0.5, "Good match"), (0.49, "Partial match"), (0.0, "Partial match"),
    ],
)  # fmt: skip
def test_the_standing_says_how_much_is_met(films: Catalog, match: float, standing: str) -> None:
    assert card_of(films, pick_of(films, match=match)).standing == standing


def test_reasons_name_the_words_of_the_person_and_what_speaks_against(films: Catalog) -> None:
    pick = pick_of(
        films,
        because=(
            Evidence(facet="genres", value=("Comedy",), preference="p1", quote="funny"),
            Evidence(facet="director", value="Ada Brook", related="f3"),
            Evidence(facet="minutes", value=94, preference="p3"),
        ),
        caveats=(Evidence(facet="year", preference="p2", met=False, quote="new"),),
    )
    said, shared, by_hand, against = card_of(films, pick).reasons
    assert (said.words, said.met) == ("You said “funny”", True)
    assert "Comedy" in said.fact
    assert shared.words == "Shared with Cellar Door"
    assert "94 minutes" in by_hand.fact and by_hand.words == "Set by hand"
    assert against == Reason("You said “new”", "not known", met=False)


def test_parts_of_the_score_are_shares_of_the_largest_of_the_slate(films: Catalog) -> None:
    one = pick_of(films, signals={"bm25": 2.0, "dense": 0.5, "people": 0.001, "new_signal": 1.0})
    other = Pick(item=films["f2"], signals={"dense": 4.0, "order": -1.0})
    first, second = cards([one, other], films, Preferences())
    assert [(part.label, part.value, part.share) for part in first.parts] == [
        ("Words of your request", 2.0, 0.5),
        ("New signal", 1.0, 0.25),
        ("Meaning of your request", 0.5, 0.125),
    ]
    assert [part.share for part in second.parts] == [1.0, 0.0]


def test_picks_without_a_score_have_no_parts(films: Catalog) -> None:
    assert card_of(films, pick_of(films, signals={"dense": 0.0})).parts == ()


def test_what_was_said_of_an_item_is_marked_on_its_card(films: Catalog) -> None:
    state = Preferences().noting("f1", "liked").noting("f1", "shown").noting("f2", "seen")
    assert card_of(films, pick_of(films), state).marks == {"liked"}


def test_only_an_address_of_the_web_is_a_link(films: Catalog) -> None:
    for url, shown in (("https://a.example/", "https://a.example/"), ("javascript:x", None)):
        item = replace(films["f1"], url=url)
        assert card_of(films, Pick(item=item)).url == shown


def test_the_address_of_a_picture_holds_any_name(films: Catalog) -> None:
    item = replace(films["f1"], id="a/b?c")
    assert "a%2Fb%3Fc" in card_of(replace(films, name="my films"), Pick(item=item)).picture


@pytest.mark.parametrize(
    ("facet", "value", "words"),
    [
        (Facet(name="price", type="money", unit="USD"), 549.0, "$549"),
        (Facet(name="weight", type="number", unit="kg", measure="weight"), 0.66, "0.66 kg"),
        (Facet(name="uses", type="many"), ("travel", "work", "play"), "travel, work +1"),
        (Facet(name="wireless", type="flag"), True, "yes"),
        (Facet(name="wireless", type="flag"), False, "no"),
        (Facet(name="brand", type="category"), None, ""),
    ],
)
def test_a_fact_is_short_enough_for_a_table(facet: Facet, value: object, words: str) -> None:
    assert fact_words(facet, value) == words  # type: ignore[arg-type]
