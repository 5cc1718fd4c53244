"""From a setting to an embedder."""

from __future__ import annotations

from ...errors import SettingsError
from .embedder import Embedder

DEFAULT_EMBEDDER = "static"
EMBEDDERS = {
    "static": "bundled, needs no network",
    "openai:MODEL": "any endpoint that speaks OpenAI's protocol",
    "sentence-transformers:MODEL-OR-PATH": "an extra, runs on this machine",
    "onnx-minilm": "all-MiniLM-L6-v2, downloads 80 MB on first use",
}
"""What `open_embedder` takes, and what each is."""


def is_remote(spec: str) -> bool:
    """Tell whether the embedder that a setting names is asked over a network."""
    return spec.strip().partition(":")[0] == "openai"


def open_embedder(
    spec: str = DEFAULT_EMBEDDER, *, base_url: str | None = None, api_key: str | None = None
) -> Embedder:
    """Return the embedder that a setting names, one of the forms in EMBEDDERS, ready for use.

    `base_url` and `api_key` are those of an `openai:` endpoint; the others leave them aside.
    Raises SettingsError for another form, MissingExtra and IndexingError where it cannot be loaded.
    """
    kind, _, model = spec.strip().partition(":")
    match kind, model:
        case "static", "":
            from .static import StaticEmbedder

            return StaticEmbedder()
        case "openai", model if model:
            from .openai import OpenAIEmbedder

            return OpenAIEmbedder(model, base_url=base_url, api_key=api_key)
        case "sentence-transformers", model if model:
            from .sentence_transformers import SentenceTransformersEmbedder

            return SentenceTransformersEmbedder(model)
        case "onnx-minilm", "":
            from .onnx_minilm import OnnxMiniLMEmbedder

            return OnnxMiniLMEmbedder()
        case _:
            known = ", ".join(f"{form} ({what})" for form, what in EMBEDDERS.items())
            raise SettingsError(f"no embedder {spec!r}; set CHATREC_EMBEDDER to one of: {known}")
