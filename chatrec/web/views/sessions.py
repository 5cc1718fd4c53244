"""The chats of a browser: where each was left, to go on with, rename or delete."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from ...dialogue.sessions.rows import SessionSummary
from .render import render

SESSIONS = "sessions"
_UNTITLED = "Nothing said yet"


def show_sessions(
    known: Iterable[SessionSummary], *, current: str, now: datetime | None = None
) -> str:
    """Return the chats, last used first."""
    at = now or datetime.now(UTC)
    rows = [
        {
            "id": one.id,
            "title": one.title or _UNTITLED,
            "catalog": one.catalog,
            "turns": one.turns,
            "when": ago(one.updated, at),
            "current": one.id == current,
        }
        for one in known
        if one.turns or one.id == current
    ]
    return render("sessions.html", id=SESSIONS, sessions=rows)


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago a moment was: "just now", "5 min ago", "3 h ago", "2 days ago"."""
    seconds = max(0.0, (now - moment).total_seconds())
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        return f"{seconds // 60:.0f} min ago"
    if seconds < 86400:
        return f"{seconds // 3600:.0f} h ago"
    days = int(seconds // 86400)
    return "yesterday" if days == 1 else f"{days} days ago"
