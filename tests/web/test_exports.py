from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chatrec.dialogue.reply import Reply
from chatrec.dialogue.sessions.rows import StoredTurn
from chatrec.web.exports import as_markdown

NOON = datetime(2030, 1, 2, 12, 30, tzinfo=UTC)


def turn(message: str, text: str = "Yes.") -> StoredTurn:
    reply = Reply(session_id="s", message_id="m", turn=1, text=text, action="chat")
    return StoredTurn("m", message, reply, NOON)


def test_a_chat_reads_as_what_each_said() -> None:
    assert as_markdown("A comedy", [turn("a comedy\nplease", "Here:\n\n1. One")]) == (
        "# A comedy\n\n**You**, 2030-01-02 12:30 UTC\n\n> a comedy\n> please\n\n"
        "**chatrec**\n\nHere:\n\n1\\. One\n"
    )


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("![x](http://leak.example/x.png)", "!\\[x\\](http://leak.example/x.png)"),
        ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
        ("# big **bold** `code`", "\\# big \\*\\*bold\\*\\* \\`code\\`"),
        ("- a list", "\\- a list"),
        ("    indented", "indented"),
        ("2) second", "2\\) second"),
        ("===", "\\==="),
        ("~~gone~~ &lt; a|b", "\\~\\~gone\\~\\~ \\&lt; a\\|b"),
        ("at 7.5 or 2020", "at 7.5 or 2020"),
    ],
)
def test_no_word_of_anybody_is_markup(said: str, written: str) -> None:
    document = as_markdown("t", [turn(said, said)])
    assert f"> {written}\n" in document
    assert document.endswith(f"\n\n{written}\n")


def test_a_title_is_one_line() -> None:
    assert as_markdown("a\n# b", []).splitlines() == ["# a \\# b"]
