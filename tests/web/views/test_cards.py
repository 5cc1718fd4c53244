from __future__ import annotations

from dataclasses import replace

import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet
from chatrec.catalog.items import Item
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.reply import Evidence, Pick, Reply
from chatrec.retrieval.facet_table import FacetTable
from chatrec.web.views.cards import Card, Fact, Reason, cards, fact_words
from chatrec.web.views.showcase import Showcase


def pick_of(films: Catalog, **more: object) -> Pick:
    return Pick.model_validate({"item": films["f1"], **more})


def cards_of(
    films: Catalog, *picks: Pick, wishes: Preferences | None = None, now: Preferences | None = None
) -> list[Card]:
    """Return the cards of a reply that was made under some wishes, as the state stands now."""
    reply = Reply(
        session_id="s",
        message_id="m",
        turn=1,
        text="",
        action="recommend",
        picks=picks,
        preferences=wishes or Preferences(),
    )
    return cards(reply, Showcase(FacetTable.build(films)), now or Preferences())


def card_of(
    films: Catalog,
    pick: Pick,
    *,
    wishes: Preferences | None = None,
    now: Preferences | None = None,
) -> Card:
    (card,) = cards_of(films, pick, wishes=wishes, now=now)
    return card


def test_the_first_strip_is_what_a_list_is_compared_by(films: Catalog) -> None:
    card = card_of(films, pick_of(films))
    assert (card.strips[0].label, card.strips[0].value) == ("year", "1998")
    assert {"year", "length"}.isdisjoint(fact.label for fact in card.facts)


def test_what_was_asked_for_comes_first_numbers_before_the_rest(films: Catalog) -> None:
    wishes = (
        Preferences().adding("streaming_services", "contains", "Hulu").adding("minutes", "<", 100.0)
    )
    because = (
        Evidence(facet="streaming_services", value=("Hulu",), preference="p1"),
        Evidence(facet="minutes", value=94, preference="p2"),
    )
    card = card_of(films, pick_of(films, because=because), wishes=wishes)
    assert [(one.label, one.value, one.asked) for one in card.strips] == [
        ("year", "1998", False),
        ("length", "94 minutes", True),
    ]
    assert card.facts == (
        Fact("streaming service", "Hulu", asked=True),
        Fact("genre", "Comedy, Romance"),
    )


def test_a_fact_that_is_not_known_is_not_told(films: Catalog) -> None:
    bare = Item(id="f1", title="Night Train North", attributes={"genres": ("Comedy",)})
    card = card_of(films, Pick(item=bare))
    assert card.strips == ()
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
    assert (said.quote, said.origin, said.met) == ("funny", "", True)
    assert "Comedy" in said.fact
    assert (shared.quote, shared.origin) == ("", "Shared with Cellar Door")
    assert "94 minutes" in by_hand.fact and by_hand.origin == "Set by hand"
    assert against == Reason("new", "", "not known", met=False, unwanted=False)


def test_a_reason_says_where_the_person_wants_it_not_to_be_so(films: Catalog) -> None:
    wishes = Preferences().adding("genres", "contains", "Horror", polarity="unwanted")
    evidence = Evidence(facet="genres", preference=wishes.entries[0].id, quote="scary")
    (reason,) = card_of(films, pick_of(films, because=(evidence,)), wishes=wishes).reasons
    assert reason.unwanted


def test_the_reason_marks_the_words_of_the_person(films: Catalog) -> None:
    pick = pick_of(
        films,
        reason="It is a funny film under 100 minutes.",
        because=(Evidence(facet="minutes", value=94, quote="under 100 minutes"),),
    )
    assert "<mark>under 100 minutes</mark>" in card_of(films, pick).reason


def test_parts_of_the_score_are_shares_of_the_largest_of_the_slate(films: Catalog) -> None:
    one = pick_of(films, signals={"bm25": 2.0, "dense": 0.5, "people": 0.001, "new_signal": 1.0})
    other = Pick(item=films["f2"], signals={"dense": 4.0, "order": -1.0})
    first, second = cards_of(films, one, other)
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
    assert card_of(films, pick_of(films), now=state).marks == {"liked"}


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
