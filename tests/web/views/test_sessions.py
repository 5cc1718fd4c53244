from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chatrec.dialogue.sessions.rows import SessionSummary
from chatrec.web.views.sessions import ago, show_sessions

NOW = datetime(2030, 1, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "just now"), (59, "just now"), (60, "1 min ago"), (3599, "59 min ago"),
        (3600, "1 h ago"), (86399, "23 h ago"), (86400, "yesterday"), (172800, "2 days ago"),
    ],
)  # fmt: skip
def test_how_long_ago_is_said_in_words(seconds: int, words: str) -> None:
    assert ago(NOW - timedelta(seconds=seconds), NOW) == words


def test_chats_are_listed_but_none_in_which_nothing_was_said_except_this_one() -> None:
    known = [
        SessionSummary("web-1", "o", "films", "", 0, NOW),
        SessionSummary("web-2", "o", "films", "A <b>", 1, NOW),
        SessionSummary("web-3", "o", "films", "", 0, NOW),
    ]
    html = show_sessions(known, current="web-1", now=NOW)
    assert 'href="/c/web-1" aria-current="page"' in html
    assert "Nothing said yet" in html
    assert "A &lt;b&gt;" in html
    assert "web-3" not in html
    assert "1 message ·" in html


def test_no_chats_is_said() -> None:
    assert "No chats yet" in show_sessions([], current="web-1")
