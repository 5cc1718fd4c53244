"""Inks: the ground of a picture and the two colours that its lines are drawn in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours that go together; the ground is dark, so that a picture stands out on a light and a dark page."""

    deep: str
    """The ground at the edge."""
    ground: str
    """The ground in the middle."""
    line: str
    light: str
    """The second colour of the lines, brighter."""


INKS = (
    Ink("#2a0a1b", "#561238", "#ff8fb0", "#ffd9a0"),
    Ink("#081f2e", "#12425a", "#7fdbe6", "#f3e9c0"),
    Ink("#211a08", "#4a3a10", "#f2bd4b", "#fff3cf"),
    Ink("#0b2417", "#1b4a30", "#86dd8f", "#effad2"),
    Ink("#171034", "#362a6b", "#b3a8ff", "#ffd0e4"),
    Ink("#2b0f08", "#5e2413", "#ff9d6b", "#ffe6bd"),
    Ink("#0c1730", "#213a6e", "#8fb6ff", "#e6f3ff"),
    Ink("#22092c", "#4d1a5d", "#e49bf2", "#c9f4f0"),
)
