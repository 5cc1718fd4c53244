"""Conversation scripts: one YAML file each, readable without knowing the program.

    about: What the conversation shows.
    catalog: movies | electronics | cottages | cameras
    user: anna                     whose it is (optional)
    consent: true                  whether preferences may be kept for the user (optional)
    profile: {region: UK}          what the host knows of the user (optional)
    turns:
      - say: "A comedy under 100 minutes"        the message; or click: a chip's label; or click answer: 1
        action: recommend                        what was decided; a list where several are right
        state: [...]                             the whole state, line for line (see states.py)
        state has: [...]    state lacks: [...]   lines that must, or must not, be among it
        picks: 3                                 how many are shown: a number, "1-3", or none
        every pick: [...]   no pick: [...]       tests on the facts of each pick (see facts.py)
        picks include: [...] picks exclude: [...]   by title
        liked: [...] disliked: seen: rejected: accepted:   titles with this feedback, exactly
        question about: genres   no question: true   asks: true
        relaxes: true                            offers something to give up; false: does not
        mentions: [...]                          titles that the text names
        mentions fact: [[title, facet], ...]     facts that the text states, from the record
        says one of: [...]                       words of which the text must hold one (for what has no other trace)
        says none of: [...]                      words that the text must not hold
        again: true                              something shown before may come back
        chips: [...]                             labels that must be among the chips
      - session: second            from here on in another session of the same user (with `consent`, `profile`)
      - remove: "runtime < 100"    the person deletes this entry of the state by hand
      - edit: "price < 900"        ... or changes it: `to: {value: 700}`

"pick 2" and "slate max" stand for what was shown last: see placeholders.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "scripts"
KNOWN = {
    "say", "click", "click answer", "action", "state", "state has", "state lacks", "picks", "every pick", "no pick",
    "picks include", "picks exclude", "liked", "disliked", "seen", "rejected", "accepted", "question about",
    "no question", "asks", "relaxes", "mentions", "mentions fact", "says one of", "says none of", "again", "chips",
    "session", "consent", "profile", "user", "remove", "edit", "to",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Script:
    """One conversation: its catalogue, its person, and its turns as written."""

    name: str
    catalog: str
    turns: tuple[Mapping[str, object], ...]
    start: Mapping[str, object]


def read_script(path: Path) -> Script:
    """Read a file; ValueError where it holds a word that no check knows."""
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    turns = tuple(written["turns"])
    for turn in turns:
        strange = set(turn) - KNOWN
        if strange:
            raise ValueError(f"{path.name}: unknown words {sorted(strange)}")
    return Script(path.stem, written["catalog"], turns, written)


def all_scripts() -> list[Script]:
    """Read every script, in the order of their names."""
    return [read_script(path) for path in sorted(FOLDER.glob("*.yaml"))]
