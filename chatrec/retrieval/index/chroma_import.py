"""Imports Chroma without what it needs only to send traces away: gRPC, and a quarter of its modules."""

from __future__ import annotations

import sys
import threading
from importlib import import_module
from types import ModuleType

_EXPORTER = "opentelemetry.exporter.otlp.proto.grpc.trace_exporter"
_CLASS = "OTLPSpanExporter"
_TURN = threading.Lock()


def import_chroma() -> None:
    """Import chromadb with a stand-in for its exporter of traces, which imports the real one when one is made.

    Chroma imports the exporter whether or not traces are sent, and they are not. Where a host imported either of
    the two before, nothing is replaced.
    """
    with _TURN:
        if "chromadb" in sys.modules or _EXPORTER in sys.modules:
            return
        stand_in = ModuleType(_EXPORTER)
        setattr(stand_in, _CLASS, _real_exporter)
        sys.modules[_EXPORTER] = stand_in
        try:
            import_module("chromadb")
        finally:
            del sys.modules[_EXPORTER]


def _real_exporter(**options: object) -> object:
    exporter: object = getattr(import_module(_EXPORTER), _CLASS)(**options)
    return exporter
