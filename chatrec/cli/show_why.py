"""How the reasons of a recommendation look in a terminal: what is met, what is missed, and the parts of the score."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..catalog.catalog import Catalog
from ..dialogue.reply import Evidence, Pick, Reply
from ..dialogue.timing import outages
from ..dialogue.wording import describe_outage
from ..dialogue.wording.values import value_words
from .screen import print_hanging, printable


def show_why(console: Console, reply: Reply, catalog: Catalog, *, place: int | None = None) -> None:
    """Print why the picks of a reply were made, or the one at a place (1 is the first)."""
    for number, pick in enumerate(reply.picks, start=1):
        if place in (None, number):
            _show_pick(console, number, pick, catalog)
    counts = [str(count) for step in reply.trace.steps for count in step.detail.get("counts", ())]
    if counts:
        console.print(Text(f"Counted: {' → '.join(counts)}", style="hint"))
    for outage in outages(*reply.trace.steps):
        console.print(Text(describe_outage(outage), style="hint"))
    console.print(Text(f"Answered in {reply.trace.ms:.0f} ms.", style="hint"))


def _show_pick(console: Console, number: int, pick: Pick, catalog: Catalog) -> None:
    met = f"  meets {pick.match:.0%} of what you asked for"
    title = Text.assemble((printable(pick.item.title), "title"), (met, "count"))
    print_hanging(console, Text.assemble((f"{number:>2}  ", "number"), title), hang=4)
    table = Table.grid(padding=(0, 2, 0, 0))
    for evidence in (*pick.because, *pick.caveats):
        mark = Text("    yes" if evidence.met else "    no", "good" if evidence.met else "caveat")
        table.add_row(mark, Text(_fact(evidence, catalog)), Text(_quoted(evidence), style="hint"))
    console.print(table)
    parts = sorted(pick.signals.items(), key=lambda part: -abs(part[1]))
    shown = ", ".join(f"{name} {value:+.2f}" for name, value in parts if abs(value) >= 0.005)
    if shown:
        line = Text.assemble("    ranked by ", printable(shown), style="hint")
        print_hanging(console, line, hang=14)
    console.print()


def _fact(evidence: Evidence, catalog: Catalog) -> str:
    facet = catalog.schema.get(evidence.facet)
    name = facet.words if facet else evidence.facet.replace("_", " ")
    if evidence.value is None:
        return f"{name}: not known"
    value = value_words(facet, evidence.value)
    shared = catalog.get(evidence.related) if evidence.related else None
    return printable(f"{name}: {value}" + (f", as {shared.title}" if shared else ""))


def _quoted(evidence: Evidence) -> str:
    return f'"{printable(evidence.quote)}"' if evidence.quote else ""
