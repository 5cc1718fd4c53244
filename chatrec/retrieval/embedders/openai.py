"""Embeddings from an endpoint that speaks OpenAI's protocol: OpenAI, vLLM, Ollama, a gateway."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from openai import APIStatusError, OpenAI, OpenAIError

from ...errors import IndexingError, SettingsError
from .embedder import Vectors, normalised, readable

BATCH = 128
"""Texts a request: what every endpoint known to us takes."""
TIMEOUT_SECONDS = 60.0
_RETRIES = 2
_MOST_CHARACTERS = 4000
"""Below the 8,192 tokens that OpenAI's models take, in any script."""


class OpenAIEmbedder:
    """Sends texts to `/embeddings`. They leave the machine unless the endpoint is on it."""

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        """Prepare for a model; `timeout` is in seconds for one request, which is tried three times at most.

        Raises SettingsError where there is neither a key nor an endpoint of one's own.
        """
        if not api_key and not base_url:
            raise SettingsError(
                f"the embedder 'openai:{model}' has no key; set CHATREC_EMBEDDER_KEY or OPENAI_API_KEY, "
                "or CHATREC_EMBEDDER_URL to an endpoint that needs none"
            )
        self._model = model
        self._client = OpenAI(
            api_key=api_key or "none",
            base_url=base_url,
            timeout=timeout,
            max_retries=_RETRIES,
        )

    @property
    def name(self) -> str:
        """The model's name; the endpoint is left out, so that a model may move to another host."""
        return f"openai:{self._model}"

    @cached_property
    def dimensions(self) -> int:
        """How many numbers a vector has, learnt from one request."""
        return int(self._request(["dimensions"]).shape[1])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 for each text, read to 4,000 characters; blank texts are not sent."""
        readables = [readable(text, most_characters=_MOST_CHARACTERS) for text in texts]
        sent = [place for place, text in enumerate(readables) if text.strip()]
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(sent), BATCH):
            places = sent[start : start + BATCH]
            found = self._request([readables[place] for place in places])
            if found.shape[1] != self.dimensions:
                raise self._failure(
                    f"vectors of {found.shape[1]} numbers came after vectors of {self.dimensions}"
                )
            rows[places] = found
        return normalised(rows)

    def _request(self, texts: list[str]) -> Vectors:
        try:
            # The client asks for base64 where nothing is said, which many compatible endpoints do not know.
            answer = self._client.embeddings.create(
                model=self._model, input=texts, encoding_format="float"
            )
        except APIStatusError as error:
            raise self._failure(f"it answered {error.status_code}: {error.message}") from error
        except (OpenAIError, ValueError) as error:
            raise self._failure(str(error) or type(error).__name__) from error
        by_index = {one.index: one.embedding for one in answer.data or []}
        sizes = {len(vector or []) for vector in by_index.values()}
        if sorted(by_index) != list(range(len(texts))) or len(sizes) != 1 or 0 in sizes:
            raise self._failure(
                f"{len(texts)} texts were sent and {len(by_index)} usable vectors came back"
            )
        return np.asarray([by_index[place] for place in range(len(texts))], dtype=np.float32)

    def _failure(self, reason: str) -> IndexingError:
        return IndexingError(
            f"the embedder {self.name!r} at {str(self._client.base_url)!r} failed: {reason[:300]}; "
            "check CHATREC_EMBEDDER_URL, CHATREC_EMBEDDER_KEY and the model's name, "
            "or set CHATREC_EMBEDDER=static to need no endpoint"
        )
