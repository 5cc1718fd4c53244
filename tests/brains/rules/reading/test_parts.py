from __future__ import annotations

from .reading_parts import cameras, changes, read, shop


def test_what_a_thing_has_is_not_a_second_thing() -> None:
    found = changes("a phone with a good camera", shop())
    assert ("category", "is", "phone", "wanted", "must") in found
    assert ("text", "matches", "camera", "wanted", "prefer") in found


def test_what_a_thing_goes_with_is_no_second_kind() -> None:
    found = changes("a battery for my mirrorless camera", cameras())
    assert ("category", "contains", "Batteries & Power", "wanted", "must") in found
    assert ("text", "matches", "mirrorless camera", "wanted", "prefer") in found
    assert len(found) == 2


def test_a_model_that_a_thing_is_for_is_searched_for() -> None:
    for text in ("a case for the Lumen M50", "a case for a lumen m50", "a lumen m50 case"):
        found = changes(text, cameras())
        assert ("category", "contains", "Camera Cases & Sleeves", "wanted", "must") in found
        assert any(one[1] == "matches" and "m50" in str(one[2]).lower() for one in found), text
        assert not any(one[0] == "brand" for one in found), text


def test_an_item_that_is_of_another_kind_is_what_the_thing_is_for() -> None:
    read_message = read("a case for the Lumen M50 Mirrorless Camera", cameras())
    assert not read_message.mentions
