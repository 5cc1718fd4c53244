from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.theme import Theme

from chatrec.catalog.items import Item
from chatrec.cli.screen import STYLES, printable
from chatrec.cli.show_reply import blocks, message_for, show_reply
from chatrec.dialogue.reply import Chip, Pick, Reply

PICKS = (
    Pick(item=Item("f1", "Night Train North"), reason="It is a comedy."),
    Pick(
        item=Item("f2", "[bold]Glass[/bold]"),
        reason="It is short.",
        caveat="But it is sad.",
        disclosures=("Sponsored.",),
    ),
)
REPLY = Reply(
    session_id="s",
    message_id="m",
    turn=1,
    text=(
        "Two that fit.\n\n1. Night Train North (1998): It is a comedy.\n"
        "2. [bold]Glass[/bold] (2004): It is short. But it is sad.\n\nWhich service do you have?"
    ),
    action="recommend",
    picks=PICKS,
    chips=(
        Chip(label="Hulu", send="Hulu", count=12),
        Chip(label="Just show me", send="Just show me"),
    ),
    understood="You want: comedy.",
)


def shown(reply: Reply, *, width: int = 80, colour: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        theme=Theme(STYLES),
        force_terminal=colour,
        highlight=False,
        markup=False,
    )
    show_reply(console, reply)
    return out.getvalue()


def test_words_picks_answers_and_state_are_all_there() -> None:
    text = shown(REPLY)
    for words in (
        "Two that fit.",
        " 1  Night Train North (1998): It is a comedy.",
        "Which service",
    ):
        assert words in text
    assert " 3  Hulu  12" in text
    assert " 4  Just show me" in text
    assert "understood  You want: comedy." in text


def test_markup_of_an_item_is_only_text() -> None:
    assert "[bold]Glass[/bold] (2004)" in shown(REPLY)


def test_a_disclosure_that_the_words_leave_out_is_added() -> None:
    assert "2: Sponsored." in shown(REPLY)
    told = REPLY.model_copy(update={"text": REPLY.text.replace("sad.", "sad. Sponsored.")})
    assert shown(told).count("Sponsored.") == 1


@pytest.mark.parametrize("width", [30, 40, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, shown(REPLY, width=width).splitlines())) <= width


def test_continued_lines_of_a_pick_hang_under_its_words() -> None:
    lines = shown(REPLY, width=40).splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith(" 2  "))
    assert lines[first + 1].startswith("    ")


def test_a_bare_number_hears_more_of_a_pick_or_gives_an_answer() -> None:
    assert message_for(1, REPLY) == "Tell me about Night Train North"
    assert message_for(3, REPLY) == "Hulu"
    assert message_for(4, REPLY) == "Just show me"
    assert message_for(5, REPLY) is None
    assert message_for(0, REPLY) is None
    assert message_for(1, None) is None


def test_a_terminal_is_never_steered_by_what_is_shown() -> None:
    assert printable("a\x1b[31mb\u202ec\x07\r\nd") == "a[31mbc\nd"


@given(st.text())
def test_blocks_keep_every_word(text: str) -> None:
    assert "".join("".join(blocks(text)).split()) == "".join(text.split())


@given(st.text(max_size=200), st.integers(min_value=20, max_value=100))
def test_any_text_is_shown_without_escape_codes(text: str, width: int) -> None:
    reply = REPLY.model_copy(update={"text": text, "understood": text})
    assert "\x1b" not in shown(reply, width=width)
