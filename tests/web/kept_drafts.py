"""Keeping the draft of a browser, step by step as the page does it, in this process."""

from __future__ import annotations

from chatrec.web.bots import Bots
from chatrec.web.bringing import file_jobs
from chatrec.web.bringing.file_jobs import KeptDraft


def keep_draft(bots: Bots, owner: str, *, title: str, noun: str) -> str:
    """Keep the file that a browser sent, index and open it, and return the name of the catalogue."""
    made = file_jobs.keep(bots.settings, owner, title, noun, {})
    assert isinstance(made, KeptDraft)
    file_jobs.index(bots.settings, owner, made.name)
    bots.get(made.name, owner=owner)
    bots.drafts.discard(owner, kept_as=made.name)
    return made.name
