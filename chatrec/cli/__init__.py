"""The terminal: one module a command. `main` is what `chatrec` runs."""

from __future__ import annotations

from .program import main

__all__ = ["main"]
