from __future__ import annotations

import pytest

from .reading_parts import changes, films, read, shop


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a COMEDY", "comedy"),
        ("comédy film", "comedy"),
        ("a commedy", "comedy"),
        ("wi-fi router", "router"),
    ],
)
def test_case_accents_and_typing_errors_do_not_matter(text: str, value: str) -> None:
    vocabulary = shop() if value == "router" else films()
    assert value in [found for _, _, found, _, _ in changes(text, vocabulary)]


def test_flags_and_categories_are_read() -> None:
    assert changes("wireless noise-cancelling headphones", shop()) == [
        ("wireless", "is", True, "wanted", "must"),
        ("noise_cancelling", "is", True, "wanted", "must"),
        ("category", "is", "headphones", "wanted", "must"),
    ]


def test_the_longest_phrase_wins() -> None:
    assert [value for _, _, value, _, _ in changes("a rom com")] == ["romance", "comedy"]


def test_quotes_are_the_words_typed() -> None:
    assert [one.quote for one in read("A funny SCI-FI film").changes] == ["funny", "SCI-FI"]


@pytest.mark.parametrize("theme", ["time travel", "zombies"])
def test_what_something_is_about_is_a_theme_however_many_words_it_has(theme: str) -> None:
    assert ("themes", theme) in [
        (facet, value) for facet, _, value, _, _ in changes(f"something about {theme}", films())
    ]


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("something with animals", ["animals"]),
        ("a film that has animals", ["animals"]),
        ("movies about animals", ["animals"]),
        ("I watch it with animals", []),
    ],
)
def test_what_a_thing_has_in_it_is_a_theme(text: str, themes: list[str]) -> None:
    assert [one.value for one in read(text).changes if one.facet == "themes"] == themes
