"""How a reply looks in a terminal."""

from __future__ import annotations

import re

from rich.console import Console
from rich.text import Text

from ..dialogue.reply import Chip, Pick, Reply
from .screen import print_hanging, printable

_PICK = re.compile(r"\A(\d+)\. +(.*)", re.DOTALL)


def show_reply(console: Console, reply: Reply, *, state: bool = True) -> None:
    """Print a reply: its words, its picks, the answers that can be given by number, and what was understood."""
    console.print()
    for block in blocks(reply.text):
        _show_block(console, block, reply.picks)
    _show_untold(console, reply)
    if reply.chips:
        _show_chips(console, reply.chips, first=len(reply.picks) + 1)
    if state and reply.understood:
        show_state_line(console, reply.understood)


def show_state_line(console: Console, understood: str) -> None:
    """Print in one quiet line what the program believes."""
    line = Text.assemble(("understood  ", "understood"), (printable(understood), "state"))
    print_hanging(console, line, hang=12)
    console.print()


def message_for(number: int, reply: Reply | None) -> str | None:
    """Return what a bare number stands for under a reply: a pick to hear more of, or an answer; None for neither."""
    if reply is None or number < 1:
        return None
    picks = len(reply.picks)
    if number <= picks:
        return f"Tell me about {reply.picks[number - 1].item.title}"
    if number <= picks + len(reply.chips):
        return reply.chips[number - picks - 1].send
    return None


def blocks(text: str) -> list[str]:
    """Split the words of a reply into paragraphs; a line that begins with a number and a dot begins a new one."""
    found: list[str] = []
    for line in text.splitlines():
        if not line.strip():
            found.append("")
        elif _PICK.match(line.strip()) or not found or not found[-1]:
            found.append(line.strip())
        else:
            found[-1] += "\n" + line.strip()
    return [block for block in found if block]


def _show_block(console: Console, block: str, picks: tuple[Pick, ...]) -> None:
    pick = _PICK.fullmatch(block)
    if pick is None:
        print_hanging(console, Text(printable(block)))
    else:
        number, words = int(pick.group(1)), printable(pick.group(2))
        styled = _styled(words, picks[number - 1] if number <= len(picks) else None)
        line = Text.assemble((f"{number:>2}  ", "number"), styled)
        print_hanging(console, line, hang=4)
    console.print()


def _styled(words: str, pick: Pick | None) -> Text:
    """Make the title bold, the caveat and the disclosures marked, wherever they stand in the words."""
    text = Text(words)
    if pick is None:
        return text
    parts = [(pick.item.title, "title"), (pick.caveat, "caveat")]
    parts += [(told, "disclosure") for told in pick.disclosures]
    for part, style in parts:
        start = words.find(printable(part)) if part else -1
        if start >= 0:
            text.stylize(style, start, start + len(printable(part)))
    return text


def _show_untold(console: Console, reply: Reply) -> None:
    """Print disclosures that the words leave out, so that none is ever missing."""
    for number, pick in enumerate(reply.picks, start=1):
        for told in pick.disclosures:
            if told not in reply.text:
                console.print(Text(f"    {number}: {printable(told)}", style="disclosure"))
                console.print()


def _show_chips(console: Console, chips: tuple[Chip, ...], *, first: int) -> None:
    for number, chip in enumerate(chips, start=first):
        line = Text.assemble((f"{number:>2}  ", "number"), (printable(chip.label), "answer"))
        if chip.count is not None:
            line.append(f"  {chip.count:,}", style="count")
        print_hanging(console, line, hang=4)
    console.print()
