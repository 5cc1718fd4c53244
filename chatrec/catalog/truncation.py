"""Values of items that are longer than what is kept of them: each is cut, and counted, so that the load can tell of it."""

from __future__ import annotations

from .. import limits

_CLOSING = "…"


class Truncation:
    """Cuts the values of the items of one load."""

    def __init__(self) -> None:
        self.cut = 0
        """How many values were longer than what is kept of them."""

    def text(self, text: str, most: int) -> str:
        """Return a text of at most so many characters."""
        if len(text) <= most:
            return text
        self.cut += 1
        return truncated(text, most)

    def values(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """Return values of a set: not more of them, and none longer, than what an item may have."""
        if len(values) > limits.ITEM_VALUES:
            self.cut += 1
            values = values[: limits.ITEM_VALUES]
        if all(len(one) <= limits.ITEM_VALUE for one in values):
            return values
        return tuple(dict.fromkeys(self.text(one, limits.ITEM_VALUE) for one in values))

    def address(self, address: str) -> str | None:
        """Return an address; None for an empty one, and for one that is too long."""
        if len(address) > limits.ITEM_ADDRESS:
            self.cut += 1
            return None
        return address or None

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of it, in one sentence."""
        if not self.cut:
            return ()
        counted = "1 value was" if self.cut == 1 else f"{self.cut:,} values were"
        return (
            f"{counted} cut: {limits.ITEM_TEXT:,} characters of a text are kept, {limits.ITEM_TITLE} of a title, "
            f"{limits.ITEM_VALUE} of a value of a set, and {limits.ITEM_VALUES} of such values of an item",
        )


def truncated(text: str, most: int) -> str:
    """Return the beginning of a text that is longer than so many characters, cut at a word if it can be, closed with "…"."""
    beginning = text[: most - len(_CLOSING)]
    place = beginning.rfind(" ")
    return (beginning[:place] if place > most // 2 else beginning).rstrip() + _CLOSING
