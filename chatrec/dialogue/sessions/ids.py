"""The ids of sessions, messages and users, which hosts choose."""

from __future__ import annotations

from typing import Final

from ...errors import StoreError

LONGEST: Final = 200


def checked(kind: str, name: str) -> str:
    """Return an id that can be kept.

    Raises:
        StoreError: it is empty or longer than 200 characters; the message names its kind.
    """
    if not 0 < len(name) <= LONGEST:
        raise StoreError(
            f"the id of a {kind} has {len(name)} characters: {name[:40]!r}; give one of 1 to {LONGEST}"
        )
    return name
