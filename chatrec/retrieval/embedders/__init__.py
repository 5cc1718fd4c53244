"""Embedders: what turns texts into vectors. `open_embedder` makes one from a setting."""

from __future__ import annotations

from .embedder import Embedder, Vectors
from .opening import DEFAULT_EMBEDDER, EMBEDDERS, open_embedder

__all__ = ["DEFAULT_EMBEDDER", "EMBEDDERS", "Embedder", "Vectors", "open_embedder"]
