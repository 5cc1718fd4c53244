from __future__ import annotations

from chatrec.catalog.catalog import Catalog
from chatrec.dialogue.conversation import Question, Relaxation
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.reply import Chip, Pick, Reply
from chatrec.web.show_state import show_state
from chatrec.web.show_turn import show_turn


def reply_of(text: str, *picks: Pick, **more: object) -> Reply:
    return Reply.model_validate(
        {
            "session_id": "s",
            "message_id": "m",
            "turn": 1,
            "text": text,
            "action": "recommend",
            "picks": picks,
            **more,
        }
    )


def test_a_pick_shows_its_disclosures_reason_and_caveat(films: Catalog) -> None:
    pick = Pick(
        item=films["f1"], reason="It is funny.", caveat="But old.", disclosures=("Sponsored.",)
    )
    text = "One film:\n\n1. Night Train North (1998): Sponsored. It is funny. But old.\n\nMore?"
    shown = show_turn("a comedy", reply_of(text, pick), films.schema)
    assert shown.index("One film:") < shown.index("<ol") < shown.index("More?")
    assert "<h3>Night Train North (1998)</h3>" in shown
    for kind, words in (
        ("disclosure", "Sponsored."),
        ("reason", "It is funny."),
        ("caveat", "But old."),
    ):
        assert f'<p class="{kind}">{words}</p>' in shown
    assert shown.count("It is funny.") == 1


def test_picks_that_the_text_words_otherwise_are_shown_all_the_same(films: Catalog) -> None:
    picks = [Pick(item=films[key], reason="Yes.") for key in ("f1", "f2")]
    shown = show_turn("hello", reply_of("Two good ones.", *picks), films.schema)
    assert "Two good ones." in shown
    assert "Night Train North" in shown
    assert "The Glass Harbour" in shown


def test_a_numbered_text_without_picks_stays_text(films: Catalog) -> None:
    shown = show_turn("compare", reply_of("1. Heat is longer.\n2. Up is newer."), films.schema)
    assert "1. Heat is longer.\n2. Up is newer." in shown
    assert "<ol" not in shown


def test_answers_have_their_counts_and_only_the_last_turn_has_them(films: Catalog) -> None:
    chips = (Chip(label="Hulu", send="on Hulu", count=1234), Chip(label="Any", send="Any"))
    reply = reply_of("Where?", chips=chips, question=Question(facet="streaming_services"))
    shown = show_turn("a comedy", reply, films.schema)
    assert 'aria-label="Answers"' in shown
    assert 'data-send="on Hulu">Hulu <span class="count">1,234</span>' in shown
    assert 'data-send="Any">Any</button>' in shown
    assert "<button" not in show_turn("a comedy", reply, films.schema, last=False)


def test_relaxations_are_named_as_what_they_are(films: Catalog) -> None:
    chip = Chip(label="without “on Hulu”", send="without “on Hulu”", count=3)
    reply = reply_of("None.", chips=(chip,), relaxations=(Relaxation(count=3, label=chip.label),))
    assert 'aria-label="Ways to find something"' in show_turn("x", reply, films.schema)


def test_the_state_lists_wishes_dislikes_and_items(films: Catalog) -> None:
    state = (
        Preferences()
        .adding("genres", "contains", "Comedy", strength="must")
        .adding("genres", "contains", "Horror", polarity="unwanted")
        .noting("f1", "seen")
        .noting("f2", "liked")
    )
    shown = show_state(state, films)
    assert 'data-remove="p1"' in shown
    assert 'data-entry="p1" data-strength="prefer">must have</button>' in shown
    assert 'data-entry="p2" data-strength="must">rather not</button>' in shown
    assert "<b>Seen:</b> Night Train North" in shown
    assert "<b>Liked:</b> The Glass Harbour" in shown
    assert "Nothing yet" not in shown


def test_an_empty_state_says_so_and_has_no_button(films: Catalog) -> None:
    shown = show_state(Preferences(), films)
    assert "Nothing yet" in shown
    assert "<button" not in shown
