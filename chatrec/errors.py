"""Every error that chatrec raises on purpose.

    ChatrecError
    ├── SettingsError            a setting or an environment variable is wrong
    ├── CatalogError             a catalogue cannot be read, or an item is not as it must be
    │   └── UnknownItem          an item id that the catalogue does not hold
    ├── IndexingError            the vector store cannot be built, opened or searched
    │   ├── FolderInUse          another process owns the data folder
    │   └── EmbedderMismatch     the index was built with another embedder
    ├── InteractionsError        a log of interactions cannot be read
    ├── EditError                an edit of the preference state is not possible
    ├── PromptError              a prompt file is not as it must be, or is rendered with wrong inputs
    ├── ModelError               a language model cannot be opened or did not answer as asked
    ├── TurnCancelled            a turn was given up before it was answered
    ├── StoreError               the session store cannot be reached, read or written
    └── MissingExtra             an optional package is not installed

Each message says what failed, the offending value and the next step.
"""

from __future__ import annotations


class ChatrecError(Exception):
    """The root of all errors that chatrec raises on purpose."""


class SettingsError(ChatrecError):
    """A setting or an environment variable is wrong."""


class CatalogError(ChatrecError):
    """A catalogue cannot be read, or an item is not as it must be."""


class UnknownItem(CatalogError):
    """An item id that the catalogue does not hold."""


class IndexingError(ChatrecError):
    """The vector store cannot be built, opened or searched."""


class FolderInUse(IndexingError):
    """Another process owns the data folder."""


class EmbedderMismatch(IndexingError):
    """The index was built with another embedder."""


class InteractionsError(ChatrecError):
    """A log of interactions cannot be read."""


class EditError(ChatrecError):
    """An edit of the preference state is not possible."""


class PromptError(ChatrecError):
    """A prompt file is not as it must be, or is rendered with wrong inputs."""


class ModelError(ChatrecError):
    """A language model cannot be opened, or did not answer as asked."""


class TurnCancelled(ChatrecError):
    """A turn was given up before it was answered."""


class StoreError(ChatrecError):
    """The session store cannot be reached, read or written."""


class MissingExtra(ChatrecError):
    """An optional package is not installed."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the package {package!r}, which is not installed; "
            f"install it with: pip install 'chatrec[{extra}]'"
        )
