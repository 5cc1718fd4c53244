"""Every error that chatrec raises on purpose.

    ChatrecError
    ├── SettingsError            a setting or an environment variable is wrong
    ├── CatalogError             a catalogue cannot be read, or an item is not as it must be
    │   └── UnknownItem          an item id that the catalogue does not hold
    ├── IndexingError            the vector store cannot be built, opened or searched
    │   ├── FolderInUse          another process owns the data folder
    │   ├── EmbedderMismatch     the index was built with another embedder
    │   └── Unavailable          the vector store or the embedder is away: a turn goes on without it
    ├── InteractionsError        a log of interactions cannot be read
    ├── EditError                an edit of the preference state is not possible
    ├── PromptError              a prompt file is not as it must be, or is rendered with wrong inputs
    ├── ModelError               a language model cannot be opened or did not answer as asked
    ├── TurnCancelled            a turn was given up before it was answered
    ├── StoreError               the session store cannot be reached, read or written
    ├── RequestError             what a visitor asked of a server cannot be done; the message is for the visitor
    │   ├── TooLarge             it is larger than what is taken
    │   ├── TooMany              too much is under way; the same can be asked again
    │   └── UploadError          a file that was sent cannot be taken as it is
    └── MissingExtra             an optional package is not installed

Each message says what failed, the offending value and the next step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .outage import Outage


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


class Unavailable(IndexingError):
    """What a turn asks is away; the turn goes on without it."""

    def __init__(self, outage: Outage, detail: str) -> None:
        super().__init__(
            f"the {outage.source} is not available: {detail}; turns go on without it until it answers"
        )
        self.outage = outage


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


class RequestError(ChatrecError):
    """What a visitor asked of a server cannot be done.

    Unlike that of other errors its message is written for the visitor: it names no path, host or account of the server.

    Attributes:
        status: The HTTP status of the answer.
    """

    status = 400

    def __init__(self, told: str, *, status: int | None = None) -> None:
        super().__init__(told)
        self.status = status or type(self).status


class TooLarge(RequestError):
    """What was sent is larger than what is taken."""

    status = 413


class TooMany(RequestError):
    """Too much is under way already; the same can be asked again.

    Attributes:
        retry_after: After how many seconds.
    """

    status = 429

    def __init__(self, told: str, *, retry_after: int = 5) -> None:
        super().__init__(told)
        self.retry_after = retry_after


class UploadError(RequestError):
    """A file that was sent cannot be taken as it is."""

    status = 422


class MissingExtra(ChatrecError):
    """An optional package is not installed."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the package {package!r}, which is not installed; "
            f"install it with: pip install 'chatrec[{extra}]'"
        )
