"""Whatever is asked of it, composing gives words without an empty slot that verification lets through."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from chatrec.brains.rules.speaking.compose import compose
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.items import Item
from chatrec.dialogue.conversation import Answer, Conversation, Question, Relaxation
from chatrec.dialogue.reply import ActionKind
from chatrec.dialogue.understanding import Intent, Mention, Understanding
from chatrec.grounding.verify import verified
from tests.grounding.shelf import FILM_SCHEMA, brief, state

WORDS = st.text(max_size=30) | st.sampled_from(
    ["under 100", "It", "Night Ferry 3", "“quoted”", "<i>x</i>", "2 films", "[a](b)", "a\nb", "{x}"]
)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "genres": st.lists(WORDS | st.just("comedy"), max_size=3).map(tuple),
        "moods": st.lists(WORDS, max_size=2).map(tuple),
        "year": st.integers(1900, 2030),
        "runtime": st.floats(0, 1e6),
        "directors": st.lists(WORDS, max_size=2).map(tuple),
        "rated": WORDS,
    },
)
STRENGTH = st.sampled_from(["must", "prefer"])
POLARITY = st.sampled_from(["wanted", "unwanted"])
WISHES = st.lists(
    st.tuples(
        st.just("genres"), st.just("contains"), WORDS | st.just("comedy"), WORDS, STRENGTH, POLARITY
    )
    | st.tuples(st.just("text"), st.just("matches"), WORDS, WORDS, STRENGTH, POLARITY)
    | st.tuples(
        st.just("runtime"),
        st.sampled_from(["<", ">=", "about", "is", "low", "high"]),
        st.floats(0, 1e6),
        WORDS,
        STRENGTH,
        POLARITY,
    )
    | st.tuples(st.just("nowhere"), st.sampled_from(["is", "<"]), WORDS, WORDS),
    max_size=4,
)
GENRE = Question(
    facet="genres",
    answers=(
        Answer(label="comedy", facet="genres", value="comedy", count=4),
        Answer(label="<b>2</b>", facet="genres", value="x", count=7),
    ),
)


@settings(max_examples=40)
@given(st.data())
def test_no_action_on_no_catalogue_has_a_problem(data: st.DataObject) -> None:
    def draw(strategy: st.SearchStrategy[Any]) -> Any:
        return data.draw(strategy)

    made = draw(st.lists(st.tuples(WORDS, WORDS, FACTS), min_size=1, max_size=5))
    items = tuple(Item(f"i{n}", title, text, facts) for n, (title, text, facts) in enumerate(made))
    catalog = Catalog("any", items, FILM_SCHEMA, noun="film", nouns="films")
    about = draw(st.lists(st.sampled_from([item.id for item in items]), max_size=3, unique=True))
    action = draw(st.sampled_from(get_args(ActionKind)))
    heard = Understanding(
        intent=draw(st.sampled_from(get_args(Intent))),
        unread=tuple(draw(st.lists(WORDS, max_size=2))),
        unknown_names=tuple(draw(st.lists(WORDS, max_size=2))),
        asked_facets=tuple(
            draw(st.lists(st.sampled_from(["runtime", "moods", "nope"]), max_size=2))
        ),
        language=draw(st.none() | st.just("Spanish")),
        mentions=tuple(Mention(item_ids=(one,), quote="it", stance="liked") for one in about[:1]),
    )
    given = brief(
        catalog,
        state(*draw(WISHES), liked=about[:1]),
        action=action,
        items=about,
        understanding=heard,
        conversation=Conversation(session_id="s", turn=draw(st.integers(0, 2)), slate=tuple(about)),
        seed=draw(st.integers(0, 9)),
        question=draw(st.none() | st.just(GENRE)),
        dropped=tuple(draw(st.lists(WORDS, max_size=2))),
        notices=tuple(draw(st.lists(WORDS, max_size=1))),
        relaxations=(Relaxation(drop=("p1",), count=13, label=draw(WORDS)),)
        if action == "abstain"
        else (),
    )
    words = compose(given, catalog)
    for sentence in (*words.opening, *(pick.reason for pick in words.picks), *words.closing):
        assert sentence.text.strip()
    done = verified(words, given, catalog=catalog)
    assert done.problems == ()
    assert len(done.picks) == (len(given.slate) if action == "recommend" else 0)
