"""Questions for a yes or no: "is the second one on Hulu?", "are they under 100 dollars?", "which ones are wireless?"."""

from __future__ import annotations

from ....dialogue.understanding import Inquiry
from .asking import Asking, tests_of
from .flag_words import flags_named
from .question_words import question_words

_WHICH = ("which", "how")
"""What opens a question that asks of each of several items ("which of them ...", "how many of these ...")."""


def read_whether_question(asking: Asking) -> Inquiry | None:
    """Return what a question tests of items; None where it tests nothing, or wishes for it ("do you have ...")."""
    if not (asking.items or asking.slate) or not _asks(asking):
        return None
    asked = tuple(one for one in asking.findings if one.kind == "asked" and one.value is not None)
    named = asking.values if asking.items else ()
    tests = tests_of((*asked, *named, *flags_named(asking)), either="or" in asking.keys)
    return Inquiry(kind="whether", tests=tests) if tests else None


def _asks(asking: Asking) -> bool:
    if asking.opener in question_words().wh and asking.opener not in _WHICH:
        return False
    if not asking.items and any(
        asking.keys[:size] in question_words().wishes for size in (2, 3, 4, 5)
    ):
        return False
    return asking.opener in (*_WHICH, *question_words().aux) or bool(asking.items)
