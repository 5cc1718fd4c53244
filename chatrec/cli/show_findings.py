"""How the findings of the doctor look in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from .checks import Finding
from .screen import open_console, printable

_MARKS = {"works": ("✓", "good"), "optional": ("·", "hint"), "broken": ("✗", "bad")}


def show_findings(findings: Sequence[Finding]) -> None:
    """Print one line a finding, and under it how to get what is missing."""
    console = open_console()
    table = Table.grid(padding=(0, 2, 0, 0))
    for finding in findings:
        mark, style = _MARKS[finding.state]
        told = Text(printable(finding.found))
        if finding.remedy:
            told.append(f"\n→ {printable(finding.remedy)}", style="hint")
        table.add_row(Text(mark, style=style), Text(finding.name, style="title"), told)
    console.print(table)
    broken = sum(finding.state == "broken" for finding in findings)
    console.print()
    if broken:
        console.print(
            Text(f"{broken} of {len(findings)} checks found something broken.", style="bad")
        )
    else:
        console.print(Text("Everything that is needed works.", style="good"))
