"""The default embedder: a table of word-piece vectors, averaged. No network, no model to run."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from model2vec.model import StaticModel
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from ...errors import IndexingError
from .embedder import Vectors, hash8, normalised, readable

FOLDER = Path(__file__).parent / "minilm-static-256"
_WEIGHTS = "model.safetensors"
_TOKENIZER = "tokenizer.json"
_CONFIG = "config.json"
_NEEDED = (_CONFIG, _WEIGHTS, _TOKENIZER)
_MOST_TOKENS = 512
_MOST_CHARACTERS = 8000


class StaticEmbedder:
    """Averages one vector for each word piece (Model2Vec, Tulkens and van Dongen 2024)."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load a folder with config.json, model.safetensors and tokenizer.json; IndexingError if it is damaged."""
        missing = [name for name in _NEEDED if not (folder / name).is_file()]
        if missing:
            raise IndexingError(
                f"the static embedder in {str(folder)!r} lacks {', '.join(missing)}; "
                "install chatrec again, or make it with tools/distill_embedder.py"
            )
        try:
            self._model = _load(folder)
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise IndexingError(
                f"the static embedder in {str(folder)!r} cannot be read ({error}); install chatrec again"
            ) from error
        self._name = f"static:{folder.name}@{hash8(folder / _WEIGHTS)}"
        # The model sets the truncation of its tokenizer on every call, which fails while another thread uses it.
        self._turn = threading.Lock()

    @property
    def name(self) -> str:
        """The folder's name and the first eight digits of the SHA-256 of its weights."""
        return self._name

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return int(self._model.dim)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 for each text; text after 512 word pieces is not read."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        with self._turn:
            # Its own worker threads start at 10,000 texts and set an environment variable: never wanted here.
            rows = self._model.encode(
                [readable(text, most_characters=_MOST_CHARACTERS) for text in texts],
                max_length=_MOST_TOKENS,
                use_multiprocessing=False,
            )
        return normalised(rows)


def _load(folder: Path) -> StaticModel:
    """Put the model together from its files; StaticModel.from_pretrained would import a client of a model hub."""
    tokenizer = (folder / _TOKENIZER).read_text(encoding="utf-8")
    # The tokenizer's own complaint about a file that is not JSON has no type to catch it by.
    json.loads(tokenizer)
    config = json.loads((folder / _CONFIG).read_bytes())
    vectors = load_file(folder / _WEIGHTS)["embeddings"]
    return StaticModel(
        vectors, Tokenizer.from_str(tokenizer), config=config, normalize=bool(config["normalize"])
    )
