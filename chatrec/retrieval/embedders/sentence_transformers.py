"""Any model of the sentence-transformers library, by its name or folder. An optional extra."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...errors import IndexingError, MissingExtra
from .embedder import Vectors, hash8, normalised, readable

_BATCH = 64
_MOST_CHARACTERS = 4000


class SentenceTransformersEmbedder:
    """Runs a model of sentence-transformers on this machine."""

    def __init__(self, model: str) -> None:
        """Load a model by its name, downloaded on first use, or by its folder.

        Raises MissingExtra where the library is not installed, IndexingError where the model cannot be loaded.
        """
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise MissingExtra(
                "sentence-transformers",
                "sentence-transformers",
                f"the embedder 'sentence-transformers:{model}'",
            ) from error
        try:
            self._model = SentenceTransformer(model)
        except (OSError, ValueError, RuntimeError) as error:
            raise IndexingError(
                f"the model {model!r} cannot be loaded by sentence-transformers ({error}); "
                "give its name on the model hub, with network on first use, or the path of its folder"
            ) from error
        self._name = f"sentence-transformers:{_identity(model)}"

    @property
    def name(self) -> str:
        """The model's name; for a folder its last part and the beginning of the SHA-256 of its weights."""
        return self._name

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return int(self._model.get_sentence_embedding_dimension())

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 for each text; the model cuts long texts at its own limit."""
        readables = [readable(text, most_characters=_MOST_CHARACTERS) for text in texts]
        try:
            rows = self._model.encode(
                readables, batch_size=_BATCH, show_progress_bar=False, convert_to_numpy=True
            )
        except RuntimeError as error:
            raise IndexingError(
                f"the embedder {self.name!r} failed ({error}); try a smaller model, or CHATREC_EMBEDDER=static"
            ) from error
        return normalised(rows.reshape(len(texts), self.dimensions))


def _identity(model: str) -> str:
    folder = Path(model)
    if not folder.is_dir():
        return model
    weights = next(iter(sorted(folder.glob("**/*.safetensors"))), None)
    return folder.name if weights is None else f"{folder.name}@{hash8(weights)}"
