from __future__ import annotations

import io

from rich.console import Console
from rich.theme import Theme

from chatrec.catalog.catalog import Catalog
from chatrec.cli.screen import STYLES
from chatrec.cli.show_why import show_why
from chatrec.dialogue.reply import Reply, Step, Trace
from chatrec.dialogue.timing import note_outage
from chatrec.outage import Outage


def test_what_was_left_out_is_told_once(films: Catalog) -> None:
    steps = (Step(name="understand", ms=1), Step(name="retrieve", ms=1))
    for step in steps:
        note_outage(step.detail, Outage(source="embedder", reason="paused"))
    reply = Reply(
        session_id="s", message_id="m", turn=1, text="", action="recommend",
        trace=Trace(steps=steps),
    )  # fmt: skip
    out = io.StringIO()
    show_why(Console(file=out, width=200, theme=Theme(STYLES)), reply, films)
    told = (
        "Meaning was left out: the embedder did not answer lately and is left alone for a while; "
        "words alone were used."
    )
    assert out.getvalue().count(told) == 1
