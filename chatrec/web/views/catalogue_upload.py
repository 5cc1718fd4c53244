"""Where a catalogue is brought: a place to drop a file, and the ones that this browser keeps."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import escape

from ... import limits
from ..bringing.receiving import ENDINGS, MOST_ROWS
from ..swap import Swap
from .render import render, visible

UPLOAD = "upload"
STATUS = "upload-status"


def show_upload(
    own: Mapping[str, str], *, waiting: str = "", complaint: str = "", said: str = ""
) -> str:
    """Return what the dialog holds before a file is brought.

    Args:
        own: What the browser keeps: titles by name.
        waiting: The name of a file that was sent and is not kept yet.
        complaint: Why a file was not taken.
        said: What was done.
    """
    return render(
        "upload_start.html",
        id=UPLOAD,
        own=own,
        waiting=waiting,
        complaint=sentence(complaint),
        said=said,
        endings=",".join((*ENDINGS, ".gz")),
        most=limits.UPLOAD_BYTES // limits.MEGABYTE,
        rows=MOST_ROWS,
    )


def show_indexing(title: str, done: int, total: int) -> str:
    """Return how far a catalogue is on its way to being talked about."""
    return render("upload_indexing.html", id=UPLOAD, title=title, done=done, total=total)


def tell(line: str) -> Swap:
    """Return a line that screen readers speak within the dialog: what stands behind it is not heard."""
    return Swap(STATUS, str(escape(visible(line))), "inside")


def sentence(told: str) -> str:
    """Return an error as a sentence."""
    return f"{told[:1].upper()}{told[1:]}{'' if told.endswith('.') else '.'}" if told else ""
