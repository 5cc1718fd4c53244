"""What a handler tells the page to change: pieces of HTML by the region they belong in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

How = Literal["replace", "inside", "append", "remove"]
"""replace: in the place of the region; inside: in the place of what it holds; append: after what it holds."""


@dataclass(frozen=True, slots=True)
class Swap:
    """One change of the page."""

    region: str
    """The id of an element of the page."""
    html: str = ""
    how: How = "replace"


Change = dict[str, object]
"""Changes as the page reads them: {"swaps": [...], "say": a line for screen readers, "goto": an address}."""


def change(*swaps: Swap, say: str = "", goto: str = "", at: str = "") -> Change:
    """Return changes as JSON values.

    Args:
        swaps: In the order in which they are made.
        say: A line that screen readers speak and that is shown for a moment.
        goto: An address of this host that the page moves to.
        at: An address of this host that the address bar shows from now on, without a move.
    """
    made = [{"region": one.region, "html": one.html, "how": one.how} for one in swaps]
    told = {"say": say, "goto": goto, "at": at}
    return {"swaps": made} | {name: value for name, value in told.items() if value}


def merged(changes: Iterable[Change]) -> Change:
    """Return several changes as one, in their order; of lines and addresses the last one counts."""
    swaps: list[object] = []
    rest: Change = {}
    for one in changes:
        made = one.get("swaps")
        swaps += made if isinstance(made, list) else []
        rest |= {name: value for name, value in one.items() if name != "swaps"}
    return {"swaps": swaps} | rest
