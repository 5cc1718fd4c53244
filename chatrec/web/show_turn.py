"""How the messages and replies of a chat look on the page, as HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..catalog.catalog import Catalog
from ..catalog.facets import Schema
from ..dialogue.reply import Chip, Pick, Reply
from ..dialogue.sessions.rows import StoredTurn
from ..dialogue.wording import name_item
from .markup import button, link, plain

_NUMBERED = re.compile(r"^\d+\. ", re.MULTILINE)


def show_greeting(catalog: Catalog) -> str:
    """Return what stands on the page before anything was said."""
    about = f"<p>{plain(catalog.about)}</p>" if catalog.about else ""
    count = f"{len(catalog):,} {catalog.noun if len(catalog) == 1 else catalog.nouns}"
    return (
        f'<div class="greeting"><h2>What are you looking for?</h2>{about}'
        f"<p>{plain(count)} to choose from. Say what you want in your own words, and what you do not want; "
        "refine it as you go.</p></div>"
    )


def show_turns(turns: Sequence[StoredTurn], schema: Schema) -> str:
    """Return the answered messages, oldest first, without buttons."""
    return "".join(show_turn(one.message, one.reply, schema, last=False) for one in turns)


def show_turn(message: str, reply: Reply, schema: Schema, *, last: bool = True) -> str:
    """Return a message with its reply; the last one has its answers as buttons."""
    chips = _chips(reply) if last else ""
    return _turn(message, f"{_words(reply, schema)}{chips}")


def show_waiting(message: str, doing: str, text: str = "") -> str:
    """Return a message whose reply is being made: what is being done, then as much of the text as there is."""
    if text:
        return _turn(message, f'<div class="waiting">{_paragraphs(text)}</div>')
    return _turn(message, f'<p class="hint waiting">{plain(doing)} …</p>')


def show_failure(message: str, told: str) -> str:
    """Return a message that was not answered, and why, in one sentence."""
    sentence = told[:1].upper() + told[1:]
    return _turn(
        message,
        f'<p class="failure" role="alert">{plain(sentence)}</p>'
        '<p class="hint">Nothing of this message was kept.</p>',
    )


def show_note(told: str) -> str:
    """Return a line of the page itself."""
    return f'<p class="hint" role="status">{plain(told)}</p>'


def show_complaint(told: str) -> str:
    """Return a sentence that says what went wrong."""
    return f'<p class="failure" role="alert">{plain(told[:1].upper() + told[1:])}</p>'


def _turn(message: str, answer: str) -> str:
    said = (
        f'<div class="said" role="group" aria-label="You">{plain(message)}</div>' if message else ""
    )
    return (
        f'<article class="turn">{said}'
        f'<div class="reply" role="group" aria-label="Reply">{answer}</div></article>'
    )


def _words(reply: Reply, schema: Schema) -> str:
    """Return the text with its numbered picks as a list, wherever they stand in it."""
    parts: list[str] = []
    listed = not reply.picks
    for part in reply.text.split("\n\n"):
        if not listed and len(_NUMBERED.findall(part)) == len(reply.picks):
            parts.append(_picks(reply.picks, schema))
            listed = True
        else:
            parts.append(_paragraphs(part))
    if not listed:
        parts.append(_picks(reply.picks, schema))
    return "".join(parts)


def _picks(picks: Sequence[Pick], schema: Schema) -> str:
    shown = "".join(_pick(pick, schema) for pick in picks)
    return f'<ol class="picks" aria-label="Picks">{shown}</ol>'


def _pick(pick: Pick, schema: Schema) -> str:
    title = f"<h3>{link(name_item(pick.item, schema), pick.item.url)}</h3>"
    lines = [("disclosure", told) for told in pick.disclosures]
    lines += [("reason", pick.reason), ("caveat", pick.caveat)]
    shown = "".join(f'<p class="{kind}">{plain(text)}</p>' for kind, text in lines if text)
    return f"<li>{title}{shown}</li>"


def _chips(reply: Reply) -> str:
    if not reply.chips:
        return ""
    name = "Ways to find something" if reply.relaxations else "Answers"
    shown = "".join(_chip(one) for one in reply.chips)
    return f'<div class="chips" role="group" aria-label="{name}">{shown}</div>'


def _chip(chip: Chip) -> str:
    count = "" if chip.count is None else f' <span class="count">{chip.count:,}</span>'
    return button(f"{plain(chip.label)}{count}", kind="chip", send=chip.send)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{plain(part)}</p>" for part in text.split("\n\n") if part.strip())
