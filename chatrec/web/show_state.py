"""How the preference state looks on the page, as HTML: each entry with its source and the ways to correct it."""

from __future__ import annotations

from ..catalog.catalog import Catalog
from ..catalog.facets import Schema
from ..dialogue.preferences import FeedbackKind, Preference, Preferences
from ..dialogue.wording import describe_preference, name_items
from .markup import button, plain

SHOW_ME = "Just show me"
_STRENGTHS = {
    ("wanted", "must"): "must have",
    ("wanted", "prefer"): "nice to have",
    ("unwanted", "must"): "never",
    ("unwanted", "prefer"): "rather not",
}
_OTHER = {"must": "prefer", "prefer": "must"}
_FEEDBACK: tuple[tuple[FeedbackKind, str], ...] = (
    ("liked", "Liked"),
    ("disliked", "Disliked"),
    ("seen", "Seen"),
    ("accepted", "Chosen"),
    ("rejected", "Turned down"),
)


def show_state(preferences: Preferences, catalog: Catalog, *, complaint: str = "") -> str:
    """Return what the program believes a person wants, with a complaint where an edit was not possible."""
    entries = "".join(_entry(one, catalog.schema) for one in preferences.entries)
    parts = [f"<ul>{entries}</ul>"] if entries else []
    for kind, name in _FEEDBACK:
        titles = name_items(preferences.items(kind), catalog)
        if titles:
            parts.append(f"<p><b>{name}:</b> {plain(', '.join(titles))}</p>")
    if not parts:
        parts.append('<p class="hint">Nothing yet. What you wish for is listed here.</p>')
    if entries:
        parts.append(button("Show me what fits", kind="chip", send=SHOW_ME))
    if complaint:
        parts.append(f'<p class="failure" role="alert">{plain(complaint)}</p>')
    body = "".join(parts)
    return f'<section class="state" aria-label="What I understood"><h2>What I understood</h2>{body}</section>'


def _entry(entry: Preference, schema: Schema) -> str:
    words = describe_preference(entry, schema)
    if entry.polarity == "unwanted":
        words = f"not {words}"
    strength = _STRENGTHS[entry.polarity, entry.strength]
    other = _STRENGTHS[entry.polarity, _OTHER[entry.strength]]
    toggle = button(
        strength,
        kind=f"strength {entry.strength}",
        name=f"{words}: {strength}; change to {other}",
        entry=entry.id,
        strength=_OTHER[entry.strength],
    )
    remove = button("×", kind="remove", name=f"Remove {words}", remove=entry.id)
    return f'<li><span class="words">{plain(words)}{_source(entry)}</span>{toggle}{remove}</li>'


def _source(entry: Preference) -> str:
    if entry.source.origin == "edited":
        return " <small>set by hand</small>"
    if entry.source.origin == "profile":
        return " <small>from your profile</small>"
    quote = entry.source.quote
    return f" <small>“{plain(quote)}”</small>" if quote else ""
