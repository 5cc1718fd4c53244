from __future__ import annotations

import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.dialogue.preferences import Origin, Preferences, Source
from chatrec.web.views.panel import show_panel


def panel(state: Preferences, films: Catalog, **more: bool | str) -> str:
    options: dict[str, object] = {"consent": False, "can_undo": False, **more}
    return show_panel(state, films, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("polarity", "strength", "now", "next_one"),
    [
        ("wanted", "must", "must have", "nice to have"),
        ("wanted", "prefer", "nice to have", "must have"),
        ("unwanted", "must", "never", "rather not"),
        ("unwanted", "prefer", "rather not", "never"),
    ],
)
def test_a_strength_says_what_it_is_and_what_a_click_makes_of_it(
    films: Catalog, polarity: str, strength: str, now: str, next_one: str
) -> None:
    state = Preferences().adding(
        "genres", "contains", "Horror", polarity=polarity, strength=strength
    )  # type: ignore[arg-type]
    shown = panel(state, films)
    assert f"Horror: {now}; change to {next_one}" in shown
    assert ("not Horror" in shown) == (polarity == "unwanted")


@pytest.mark.parametrize(
    ("origin", "quote", "words"),
    [
        ("said", "scary", "You said <mark>“scary”</mark>"),
        ("said", "", "From an answer you chose"),
        ("edited", "scary", "You set this by hand"),
        ("profile", "scary", "Remembered from an earlier chat: <mark>“scary”</mark>"),
        ("profile", "", "Remembered"),
    ],
)
def test_each_wish_tells_where_it_comes_from(
    films: Catalog, origin: Origin, quote: str, words: str
) -> None:
    source = Source(turn=1, quote=quote, origin=origin)
    assert words in panel(Preferences().adding("genres", "contains", "War", source=source), films)


def test_what_has_no_value_to_move_is_not_edited(films: Catalog) -> None:
    state = (
        Preferences()
        .adding("text", "matches", "slow")
        .adding("year", "high")
        .adding("minutes", "<", 90.0)
    )
    shown = panel(state, films)
    assert shown.count('data-do="options"') == 1
    assert shown.count('data-do="remove"') == 3


def test_items_spoken_of_are_listed_by_what_was_said(films: Catalog) -> None:
    state = (Preferences().noting("f1", "seen").noting("f2", "liked").noting("f3", "shown")).noting(
        "gone", "liked"
    )
    shown = panel(state, films)
    assert shown.index("Liked") < shown.index("The Glass Harbour") < shown.index("Seen")
    assert "Cellar Door" not in shown
    assert 'aria-label="The Glass Harbour (2004): no longer liked"' in shown


def test_an_empty_state_says_so_and_undo_waits_for_a_change(films: Catalog) -> None:
    shown = panel(Preferences(), films)
    assert "Nothing yet" in shown
    assert 'data-do="undo" disabled' in shown
    assert 'data-do="undo" disabled' not in panel(Preferences(), films, can_undo=True)


def test_memory_says_whether_it_is_on(films: Catalog) -> None:
    assert "each chat starts fresh" in panel(Preferences(), films)
    assert "kept on this server for this browser" in panel(Preferences(), films, consent=True)


def test_a_complaint_is_an_alert_and_text(films: Catalog) -> None:
    assert '<p class="failure" role="alert">No &lt;b&gt;.</p>' in panel(
        Preferences(), films, complaint="no <b>."
    )
