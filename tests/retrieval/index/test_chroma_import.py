from __future__ import annotations

import subprocess
import sys


def run(code: str) -> str:
    """Run Python code in a process of its own, where nothing is imported yet."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_chroma_works_and_grpc_is_not_imported() -> None:
    code = """
import sys
from chatrec.retrieval.index.chroma_import import import_chroma
import_chroma()
import chromadb
client = chromadb.EphemeralClient(settings=chromadb.Settings(anonymized_telemetry=False))
print(client.get_or_create_collection("films", embedding_function=None).count(), "grpc" in sys.modules)
"""
    assert run(code) == "0 False"


def test_who_sends_traces_gets_the_real_exporter() -> None:
    code = """
from chatrec.retrieval.index.chroma_import import import_chroma
import_chroma()
from chromadb.telemetry import opentelemetry
made = opentelemetry.OTLPSpanExporter(endpoint="http://127.0.0.1:9", headers=None)
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
print(isinstance(made, OTLPSpanExporter))
made.shutdown()
"""
    assert run(code) == "True"


def test_what_a_host_imported_stays() -> None:
    code = """
import opentelemetry.exporter.otlp.proto.grpc.trace_exporter as host
from chatrec.retrieval.index.chroma_import import import_chroma
import_chroma()
from chromadb.telemetry import opentelemetry
print(opentelemetry.OTLPSpanExporter is host.OTLPSpanExporter)
"""
    assert run(code) == "True"
