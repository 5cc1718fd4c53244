"""Conversations and replies as JSON text, and back, without loss."""

from __future__ import annotations

import json
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError

from ...errors import StoreError

Model = TypeVar("Model", bound=BaseModel)


def to_json(model: BaseModel) -> str:
    """Return the model as ASCII JSON.

    Infinite numbers are written as Infinity and lone surrogates as escapes, both of which pydantic's own
    writer loses or refuses.

    Raises:
        StoreError: it holds a value that JSON cannot (in the detail of a trace, say).
    """
    try:
        return json.dumps(model.model_dump(mode="json"), separators=(",", ":"))
    except (PydanticSerializationError, TypeError, ValueError) as error:
        raise StoreError(
            f"a {type(model).__name__} cannot be stored as JSON: {error}; "
            "keep only texts, numbers, lists and mappings in it"
        ) from error


def from_json(kind: type[Model], text: str, *, of: str) -> Model:
    """Return the model that `to_json` wrote.

    Args:
        kind: the class of the model.
        text: the JSON.
        of: what it belongs to, for the message of the error.

    Raises:
        StoreError: the text is not such a model: it was damaged, or written by another version.
    """
    try:
        if "\\ud" in text:  # pydantic's reader refuses a lone surrogate, Python's does not
            return kind.model_validate(_with_tuples(json.loads(text)))
        return kind.model_validate_json(text)
    except (ValueError, TypeError, RecursionError) as error:
        reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise StoreError(
            f"the stored {kind.__name__} of {of} cannot be read ({reason}): it was damaged or written by "
            "another version of chatrec; restore a backup or delete that session"
        ) from error


def read_json(text: str, *, of: str) -> object:
    """Return the values of a JSON text that is given out as it is.

    Raises:
        StoreError: the text is no JSON: it was damaged.
    """
    try:
        found: object = json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise StoreError(
            f"what is stored of {of} cannot be read ({error}): it was damaged; restore a backup or delete that session"
        ) from error
    return found


def _with_tuples(value: object) -> object:
    # A list would be coerced to the first tuple type of a union that takes it: ["1", "2"] to (1.0, 2.0).
    if isinstance(value, list):
        return tuple(_with_tuples(one) for one in value)
    if isinstance(value, dict):
        return {key: _with_tuples(one) for key, one in value.items()}
    return value
