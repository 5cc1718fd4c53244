"""What a turn went without, in words."""

from __future__ import annotations

from ...outage import Outage, OutageReason

_REASONS: dict[OutageReason, str] = {
    "timeout": "did not answer in time",
    "failed": "did not answer",
    "paused": "did not answer lately and is left alone for a while",
}


def describe_outage(outage: Outage) -> str:
    """Return a sentence that says what was left out and why, with no address or path in it."""
    return (
        f"Meaning was left out: the {outage.source} {_REASONS[outage.reason]}; "
        "words alone were used."
    )
