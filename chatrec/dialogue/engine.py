"""What turns are computed with."""

from __future__ import annotations

from dataclasses import dataclass

from ..brains.brain import Brain
from ..catalog.catalog import Catalog
from ..retrieval.retriever import Retriever


@dataclass(frozen=True, slots=True)
class Engine:
    """What turns are computed with: one consistent view of a catalogue, its index and a brain."""

    catalog: Catalog
    retriever: Retriever
    brain: Brain
