"""`chatrec doctor`: what works here, what is missing and how to get it."""

from __future__ import annotations

from dataclasses import asdict

import typer

from ..well_formed import json_text
from .options import JsonOption


def doctor(as_json: JsonOption = False) -> None:
    """Tell what works here, what is missing and how to get it."""
    from .checks import run_checks

    findings = run_checks()
    broken = [finding for finding in findings if finding.state == "broken"]
    if as_json:
        report = {"ok": not broken, "checks": [asdict(finding) for finding in findings]}
        typer.echo(json_text(report, indent=2))
    else:
        from .show_findings import show_findings

        show_findings(findings)
    if broken:
        raise typer.Exit(1)
