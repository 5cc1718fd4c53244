"""The columns of a source and what their cells look like, which is what inference goes by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .values import is_unknown


@dataclass(slots=True)
class Column:
    """One column: its name and its cells that say something, in the order of the rows."""

    name: str
    rows: int
    """How many rows the source has, so that len(cells) / rows is the share that is known."""
    cells: list[object] = field(default_factory=list)

    @property
    def known(self) -> float:
        """The share of rows where the column says something, 0 to 1."""
        return len(self.cells) / self.rows if self.rows else 0.0

    @property
    def nested(self) -> bool:
        """Whether it was a member of a nested object."""
        return "." in self.name


def gather_columns(records: Iterable[Mapping[str, object]], rows: int) -> dict[str, Column]:
    """Return the columns by name, in the order in which they first appear."""
    cells: defaultdict[str, list[object]] = defaultdict(list)
    for record in records:
        for name, cell in record.items():
            held = cells[name]
            if not is_unknown(cell):
                held.append(cell)
    return {name: Column(name, rows, held) for name, held in cells.items()}
