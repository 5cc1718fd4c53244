"""The full all-MiniLM-L6-v2 as Chroma packages it for ONNX Runtime: slower, and better than the static one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

import httpx
import numpy as np
from chromadb.utils.embedding_functions.onnx_mini_lm_l6_v2 import ONNXMiniLM_L6_V2

from ...errors import IndexingError
from .embedder import Vectors, normalised, readable

_LOG = logging.getLogger(__name__)
_DIMENSIONS = 384
_MOST_CHARACTERS = 4000
_NEEDED = ("model.onnx", "tokenizer.json")


class OnnxMiniLMEmbedder:
    """Runs the transformer on the processor: about 100 texts a second on two cores."""

    name = "onnx-minilm:all-MiniLM-L6-v2"
    dimensions = _DIMENSIONS

    def __init__(self) -> None:
        """Load the model; on first use it is downloaded (80 MB), which is logged as a warning.

        Raises IndexingError where it cannot be had.
        """
        try:
            self._model = ONNXMiniLM_L6_V2()
            folder = self._model.DOWNLOAD_PATH / self._model.EXTRACTED_FOLDER_NAME
            if not all((folder / name).is_file() for name in _NEEDED):
                _LOG.warning(
                    "downloading the embedder all-MiniLM-L6-v2 (80 MB, once) from %s to %s",
                    self._model.MODEL_DOWNLOAD_URL,
                    folder,
                )
            self._turn = threading.Lock()
            self._model(["ready"])
        except (httpx.HTTPError, OSError, ValueError, RuntimeError) as error:
            raise IndexingError(
                f"the embedder 'onnx-minilm' cannot be loaded from {str(ONNXMiniLM_L6_V2.DOWNLOAD_PATH)!r} "
                f"nor downloaded ({str(error)[:200] or type(error).__name__}); "
                "connect to the network once, or set CHATREC_EMBEDDER=static, which needs none"
            ) from error

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 for each text; text after 256 word pieces is not read."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        with self._turn:
            rows = self._model([readable(text, most_characters=_MOST_CHARACTERS) for text in texts])
        return normalised(np.asarray(rows, dtype=np.float32))
