from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.web.views.render import render, visible, web_address
from chatrec.web.views.turns import show_failure, show_waiting


class Reader(HTMLParser):
    """What a browser reads of a piece of HTML: its tags, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text())
def test_text_of_anybody_makes_no_tag(text: str) -> None:
    assert Reader(show_waiting(text, "", text)).tags == Reader(show_waiting("a", "", "a")).tags or (
        "\n\n" in text or not text.strip()
    )
    assert Reader(show_failure(text, text)).tags == Reader(show_failure("a", "a")).tags or not text


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), min_size=1))
def test_what_can_be_seen_is_read_back_as_it_was(text: str) -> None:
    assert text in Reader(show_failure(text, "no")).text


def test_marks_that_hide_or_turn_text_are_dropped_and_lines_kept() -> None:
    assert visible("a\u202eb\u200b\x00\x1b[31m\nc\u2066") == "ab[31m\nc"
    shown = render("opening.html", id="x", catalog="a\u202eb", done=0, total=0, complaint="")
    assert "Opening ab" in shown


def test_emoji_of_several_parts_stay_whole() -> None:
    assert visible("👩\u200d🚀") == "👩\u200d🚀"


@pytest.mark.parametrize(
    "url",
    [
        None, "", "javascript:alert(1)", " javascript:alert(1)", "JAVASCRIPT:alert(1)",
        "data:text/html,x", "//elsewhere.example/x", "/local", "http://[broken", "https:",
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_are_links(url: str | None) -> None:
    assert web_address(url) is None
    assert web_address("https://shop.example/1") == "https://shop.example/1"
