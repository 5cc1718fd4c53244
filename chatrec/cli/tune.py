"""`chatrec tune`: fit the weights of the ranking to a log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import JsonOption


def tune(
    catalog: Annotated[
        str, typer.Argument(metavar="CATALOG", help="A sample, an imported catalogue or a file.")
    ],
    log: Annotated[Path, typer.Argument(help="A log of ratings or dialogues (CSV, TSV, JSONL).")],
    as_json: JsonOption = False,
) -> None:
    """Fit the weights of the ranking to a log, by recall at 10 and 50."""
