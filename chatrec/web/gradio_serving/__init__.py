"""The Gradio chat as a server of its own, with all of Gradio's routes shut that its page does not need."""

from __future__ import annotations

from .gradio_app import build, serve

__all__ = ["build", "serve"]
