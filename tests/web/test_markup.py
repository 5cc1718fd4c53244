from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.web.markup import button, link, plain


class Reader(HTMLParser):
    """What a browser reads of a piece of HTML: its tags, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text())
def test_text_of_anybody_makes_no_tag(text: str) -> None:
    assert Reader(plain(text)).tags == []


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126)))
def test_what_can_be_seen_is_read_back_as_it_was(text: str) -> None:
    assert Reader(plain(text)).text == text


def test_marks_that_hide_or_turn_text_are_dropped_and_lines_kept() -> None:
    assert plain("a\u202eb\u200b\x00\x1b[31m\nc\u2066") == "ab[31m\nc"


def test_emoji_of_several_parts_stay_whole() -> None:
    assert plain("👩\u200d🚀") == "👩\u200d🚀"


@given(st.text(alphabet=st.characters(exclude_categories=["C"]), max_size=50))
def test_a_button_tells_exactly_its_data(text: str) -> None:
    tags = Reader(button("go", send=text, name=text)).tags
    assert [tag for tag, _ in tags] == ["button"]
    assert tags[0][1]["data-send"] == text
    assert not any(name.startswith("on") for name in tags[0][1])


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "//elsewhere.example/x",
        "/local",
        "http://[broken",
        "https:",
    ],
)
def test_only_addresses_of_the_web_are_links(url: str | None) -> None:
    assert link("<Title>", url) == "&lt;Title&gt;"


def test_a_link_opens_elsewhere_and_tells_nothing() -> None:
    (tag, attributes), *others = Reader(link("Title", 'https://shop.example/"onclick="x')).tags
    assert (tag, others) == ("a", [])
    assert attributes["href"] == 'https://shop.example/"onclick="x'
    assert set(str(attributes["rel"]).split()) == {"noopener", "noreferrer", "nofollow"}
