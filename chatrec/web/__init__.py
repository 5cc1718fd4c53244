"""The web page: what `chatrec web` and `python app.py` open."""

from __future__ import annotations

from .app import build, serve

__all__ = ["build", "serve"]
