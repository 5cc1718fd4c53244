"""What became of the picks of each recommendation: accepted or liked later in the chat, or turned down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..dialogue.conversation import Line
from ..dialogue.preferences import FeedbackKind, Preferences
from ..dialogue.sessions.rows import StoredTurn

_GOOD: tuple[FeedbackKind, ...] = ("accepted", "liked")
_BAD: tuple[FeedbackKind, ...] = ("rejected", "disliked")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A recommendation with what the person said of its picks afterwards."""

    session_id: str
    turn: StoredTurn
    before: Preferences
    """The state before the message, with what had been shown by then."""
    lines: tuple[Line, ...]
    """The conversation before the message."""
    good: tuple[str, ...]
    """Ids of its picks that were accepted or liked, accepted first."""
    bad: tuple[str, ...]
    """Ids of its picks that were turned down or disliked."""

    @property
    def state(self) -> Preferences:
        """The state that the picks were chosen for: the wishes after the message, the items known before it."""
        wishes = self.turn.reply.preferences
        return wishes.model_copy(update={"feedback": self.before.feedback})


def verdicts(session_id: str, turns: Sequence[StoredTurn]) -> Iterator[Verdict]:
    """Yield the recommendations of a session of which at least one pick was judged, oldest first.

    What is said of an item counts for the last recommendation that showed it before: a film liked from long ago says
    nothing of a list that it was not on.
    """
    before, lines = Preferences(), tuple[Line, ...]()
    last = turns[-1].reply.preferences if turns else Preferences()
    for place, turn in enumerate(turns):
        shown = {pick.item.id for pick in turn.reply.picks}
        again = {pick.item.id for later in turns[place + 1 :] for pick in later.reply.picks}
        good = _judged(last, before, shown - again, _GOOD)
        bad = tuple(one for one in _judged(last, before, shown - again, _BAD) if one not in good)
        if good or bad:
            yield Verdict(session_id, turn, before, lines, good, bad)
        before = turn.reply.preferences
        said = (
            Line(role="user", text=turn.message),
            Line(role="assistant", text=turn.reply.text),
        )
        lines = (*lines, *said)


def _judged(
    last: Preferences, before: Preferences, shown: set[str], kinds: Sequence[FeedbackKind]
) -> tuple[str, ...]:
    """Return the shown items of which something is noted at the end that was not noted before they were shown."""
    found = [
        item_id
        for kind in kinds
        for item_id in last.items(kind)
        if item_id in shown and item_id not in before.items(kind)
    ]
    return tuple(dict.fromkeys(found))
