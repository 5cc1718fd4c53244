from __future__ import annotations

from .reading_parts import changes, shop


def test_what_a_thing_has_is_not_a_second_thing() -> None:
    found = changes("a phone with a good camera", shop())
    assert ("category", "is", "phone", "wanted", "must") in found
    assert ("text", "matches", "camera", "wanted", "prefer") in found
