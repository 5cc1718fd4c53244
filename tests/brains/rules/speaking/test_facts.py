from __future__ import annotations

from chatrec.brains.rules.judging.judge import weigh
from chatrec.brains.rules.speaking.facts import (
    Clause,
    joined,
    kind_of,
    noun_of,
    other_facts,
    state_fact,
    teaser,
)
from chatrec.dialogue.reply import Claim
from tests.grounding.shelf import FILM_SCHEMA, FILMS, SHOP, SHOP_SCHEMA, film, product, state


def test_a_fact_is_a_predicate_with_its_claim() -> None:
    facet = SHOP_SCHEMA.get("price")
    assert facet is not None
    fact = state_fact(SHOP["l1"], facet, noun="laptop")
    assert fact == Clause("costs $849", (Claim(item_id="l1", facet="price", value=849.0),))


def test_an_unknown_fact_says_nothing() -> None:
    facet = SHOP_SCHEMA.get("wireless")
    assert facet is not None
    assert not state_fact(SHOP["l1"], facet, noun="laptop")


def test_markup_in_a_fact_is_cleaned_and_the_claim_is_the_record() -> None:
    facet = FILM_SCHEMA.get("moods")
    assert facet is not None
    item = film("x", "X", moods=("<b>warm</b>", "", "calm"))
    fact = state_fact(item, facet, noun="film")
    assert fact.text == "is warm and calm"
    assert fact.claims[0].value == ("<b>warm</b>", "calm")


def test_a_verb_is_said_once() -> None:
    clauses = [Clause("is wireless"), Clause("costs $5"), Clause("is waterproof")]
    assert joined(clauses).text == "is wireless and waterproof, and costs $5"
    assert joined([Clause("runs 96 minutes"), Clause("is on Hulu")]).text == (
        "runs 96 minutes and is on Hulu"
    )


def test_an_item_is_named_by_its_own_kind() -> None:
    wishes = state(("moods", "contains", "funny", "funny"), ("genres", "contains", "comedy", ""))
    evidence = weigh(FILMS["f1"], wishes, FILMS).because
    kind, told = kind_of(FILMS["f1"], evidence, wishes, FILMS)
    assert kind.text == "a funny comedy film"
    assert told == {"moods", "genres"}
    assert noun_of(SHOP["h1"], SHOP) == "headphones"


def test_headphones_are_a_pair() -> None:
    wishes = state(("wireless", "is", True, "wireless"))
    evidence = weigh(SHOP["h1"], wishes, SHOP).because
    assert kind_of(SHOP["h1"], evidence, wishes, SHOP)[0].text == "a pair of wireless headphones"


def test_other_facts_leave_out_plumbing_and_what_was_told() -> None:
    facts = other_facts(SHOP["l1"], SHOP, told={"price"}, most=9)
    told = {claim.facet for fact in facts for claim in fact.claims}
    assert told == {"weight_kg", "screen_inches", "memory_gb", "rating"}


def test_what_the_title_says_or_says_nothing_is_not_told() -> None:
    item = film("x", "The Tern", genres=("comedy",), rated="Not Rated")
    assert not other_facts(item, FILMS, told={"genres"}, most=9)
    facts = other_facts(SHOP["l1"], SHOP, told=(), most=9)
    assert "brand" not in {claim.facet for fact in facts for claim in fact.claims}


def test_a_long_first_sentence_is_cut_at_a_clause() -> None:
    text = (
        "Chairs stack themselves in a tidy Californian tract home, and then the youngest daughter disappears, "
        "her voice coming out of the television."
    )
    assert teaser(film("x", "X", text)).text == (
        "Chairs stack themselves in a tidy Californian tract home, and then the youngest daughter disappears…"
    )
    late = "As cities fall within hours to swarming, sprinting infected, a clerk looks for the cure that all the others missed."
    assert teaser(film("x", "X", late)).text == late


def test_a_kind_does_not_say_the_same_twice() -> None:
    item = film("x", "X", genres=("epic fantasy", "fantasy", "adventure"))
    assert kind_of(item, (), state(), FILMS)[0].text == "an epic fantasy and adventure film"


def test_a_teaser_is_the_first_sentence_and_claims_it() -> None:
    said = teaser(FILMS["f1"])
    assert said.text == "A baker hides a runaway in the loft above his shop."
    assert said.claims[0].facet == "description"
    assert not teaser(FILMS["f6"])
    assert len(teaser(product("x", "X", "word " * 2000)).text) <= 181
