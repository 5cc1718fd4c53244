"""What a visitor is told of a failure: the sentence that is meant for them, or a reference to the log of the operator."""

from __future__ import annotations

import logging
import secrets

from ..dialogue.sessions.faults import Forgotten, SessionBusy
from ..errors import EditError, RequestError, TurnCancelled, UnknownItem

_FOR_VISITORS = (RequestError, EditError, UnknownItem, TurnCancelled)
"""Errors of what a visitor asked for: their messages name nothing of the server."""
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_log = logging.getLogger(__name__)


def complaint(error: BaseException) -> str:
    """Return a sentence for the visitor; what is not meant for them goes to the log under the reference that they are told."""
    if isinstance(error, SessionBusy):
        return "this chat was busy with another message; nothing was stored: send it again"
    if isinstance(error, Forgotten):
        return "what this belongs to was deleted while it was made; nothing was stored: begin a new chat"
    if isinstance(error, _FOR_VISITORS):
        return str(error)
    reference = new_reference()
    _log.error("reference %s: %s", reference, error, exc_info=error)
    return (
        f"something went wrong on the server; try again, and if it stays, tell who runs this page "
        f"the reference {reference}"
    )


def status_of(error: Exception) -> int:
    """Return the HTTP status of a failure."""
    if isinstance(error, RequestError):
        return error.status
    if isinstance(error, UnknownItem):
        return 404
    if isinstance(error, EditError):
        return 422
    if isinstance(error, Forgotten):
        return 410
    return 503 if isinstance(error, SessionBusy | TurnCancelled) else 500


def new_reference() -> str:
    """Return a name under which a failure is found in the log, short enough to be read out."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(6))
