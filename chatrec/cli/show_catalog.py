"""How a catalogue and its items look in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from rich.table import Table
from rich.text import Text

from ..catalog.catalog import Catalog
from ..catalog.facets import Facet
from ..catalog.items import Item
from ..dialogue.wording import name_item
from ..dialogue.wording.values import value_words
from .screen import open_console, printable

_REJECTS_SHOWN = 5
_VALUES_SHOWN = 3
_ROOM_FOR_EXAMPLES = 60


def show_catalog(catalog: Catalog) -> None:
    """Print what a catalogue holds: its facets with examples, what was rejected, and notes."""
    console = open_console()
    count = f"  {len(catalog):,} {catalog.nouns}"
    head = Text.assemble((printable(catalog.name), "title"), (count, "count"))
    console.print(head)
    table = Table.grid(padding=(0, 2, 0, 0))
    for facet in catalog.schema:
        row = _facet_row(catalog, facet)
        table.add_row(*(row if console.width >= _ROOM_FOR_EXAMPLES else row[:3]))
    console.print(table)
    for note in catalog.notes:
        console.print(Text(f"note: {printable(note)}", style="caveat"))
    if catalog.rejected:
        console.print(Text(f"{len(catalog.rejected):,} rows were left out:", style="caveat"))
    for reject in catalog.rejected[:_REJECTS_SHOWN]:
        console.print(Text(f"  line {reject.line}: {printable(reject.reason)}"))
    if len(catalog.rejected) > _REJECTS_SHOWN:
        console.print(Text(f"  and {len(catalog.rejected) - _REJECTS_SHOWN:,} more", style="hint"))


def show_items(catalog: Catalog, items: Sequence[Item]) -> None:
    """Print one line an item: its id and its name."""
    console = open_console()
    table = Table.grid(padding=(0, 2, 0, 0))
    for item in items:
        table.add_row(
            Text(printable(item.id), style="answer"),
            Text(printable(name_item(item, catalog.schema))),
        )
    console.print(table)
    if len(items) < len(catalog):
        console.print(Text(f"{len(catalog) - len(items):,} more; --limit shows them", style="hint"))


def show_item(catalog: Catalog, item: Item) -> None:
    """Print all facts of one item."""
    console = open_console()
    console.print(Text(printable(name_item(item, catalog.schema)), style="title"))
    if item.description:
        console.print(Text(printable(item.description)))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_row(Text("id", style="hint"), Text(printable(item.id)))
    for facet in catalog.schema:
        value = item.fact(facet.name)
        if value is not None:
            told = printable(value_words(facet, value))
            table.add_row(Text(facet.words, style="hint"), Text(told))
    for name, link in (("page", item.url), ("picture", item.image_url)):
        if link:
            table.add_row(Text(name, style="hint"), Text(printable(link)))
    console.print(table)


def _facet_row(catalog: Catalog, facet: Facet) -> tuple[Text, Text, Text, Text]:
    facts = (item.fact(facet.name) for item in catalog)
    known = [fact for fact in facts if fact is not None]
    kind = f"{facet.type} in {facet.unit}" if facet.unit else facet.type
    examples = islice(dict.fromkeys(value_words(facet, one) for one in known[:50]), _VALUES_SHOWN)
    share = len(known) / len(catalog) if len(catalog) else 0.0
    return (
        Text(printable(facet.name), style="answer"),
        Text(kind, style="count"),
        Text(f"{share:.0%}", style="count"),
        Text(printable("; ".join(one[:40] for one in examples)), overflow="ellipsis", no_wrap=True),
    )
