"""Chat: one session with a chatbot, stored turn by turn."""

from __future__ import annotations

import asyncio
import contextvars
import uuid
from asyncio import Future
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

from . import limits
from .cancelling import Cancellation
from .catalog.catalog import Catalog
from .catalog.items import Value
from .dialogue.conversation import Conversation
from .dialogue.editing import add_entry, edit_entry, remove_entry
from .dialogue.preferences import TEXT, FeedbackKind, Preferences, Source
from .dialogue.reply import Event, Progress, Reply, TextDelta
from .dialogue.undo import changed, undo
from .errors import EditError, StoreError
from .text import pieces
from .well_formed import well_formed

if TYPE_CHECKING:
    from .dialogue.engine import Engine
    from .dialogue.sessions.store import SessionStore, StoredTurn
    from .dialogue.understanding import Understanding
    from .llm.calls import Call


_SECONDS_TO_END = 5.0
"""How long a turn that was given up may take to end before nobody waits for it."""
_PIECES_AT_ONCE = 32
"""After so many pieces of a text others have their turn: a pause costs as much as ten pieces."""
P = ParamSpec("P")
T = TypeVar("T")


class Host(Protocol):
    """What a session needs of the chatbot that it is held with; each may change between two turns."""

    @property
    def catalog(self) -> Catalog:
        """The catalogue as it is now."""

    @property
    def store(self) -> SessionStore:
        """Where the session is kept."""

    @property
    def engine(self) -> Engine:
        """What turns are computed with now."""

    @property
    def threads(self) -> ThreadPoolExecutor:
        """What turns are answered in."""


class Chat:
    """One session: what is said in it is stored turn by turn and survives the process."""

    def __init__(
        self, bot: Host, session_id: str, *, user: str | None, profile: dict[str, Value]
    ) -> None:
        self.id = session_id
        self.user = user
        self._bot = bot
        self._profile = profile

    @property
    def conversation(self) -> Conversation:
        """The conversation as it stands after the last answered turn."""
        return self._current(self._bot.store.load(self.id))

    @property
    def preferences(self) -> Preferences:
        """The preference state as it stands."""
        return self.conversation.preferences

    @property
    def turns(self) -> list[StoredTurn]:
        """The answered turns, oldest first."""
        return self._bot.store.turns(self.id)

    def say(
        self,
        message: str,
        *,
        message_id: str | None = None,
        meaning: Understanding | None = None,
    ) -> Reply:
        """Answer a message; the turn is stored when this returns.

        Args:
            message: Any text; what goes beyond limits.MESSAGE characters is neither read nor kept, and half of a
                surrogate pair is kept as U+FFFD.
            message_id: The same id sent twice is answered once: the stored reply comes back.
            meaning: What the message means where the host knows it, as of a button; it is read where not given.

        Raises:
            StoreError: The turn could not be stored; the session is as it was.
        """
        told = (message, message_id or uuid.uuid4().hex, meaning)
        return self._say(*told, _nobody, Cancellation(), self._bot.store.epoch())

    async def asay(
        self,
        message: str,
        *,
        message_id: str | None = None,
        meaning: Understanding | None = None,
    ) -> Reply:
        """Answer a message without blocking the event loop; otherwise the same as say()."""
        told = (message, message_id or uuid.uuid4().hex, meaning)
        since = await asyncio.to_thread(self._bot.store.epoch)
        return await self._in_thread(self._say, *told, _nobody, Cancellation(), since)

    async def stream(
        self,
        message: str,
        *,
        message_id: str | None = None,
        meaning: Understanding | None = None,
    ) -> AsyncIterator[Event]:
        """Answer a message, telling what is done meanwhile: Progress, then the verified text piece by piece, then the Reply.

        Left before the text comes, the turn is given up: its calls end, and the session is as it was.
        """
        loop = asyncio.get_running_loop()
        heard: asyncio.Queue[Progress | None] = asyncio.Queue()
        cancellation = Cancellation()

        def report(step: str, text: str) -> None:
            loop.call_soon_threadsafe(heard.put_nowait, Progress(step=step, text=text))

        told = (message, message_id or uuid.uuid4().hex, meaning)
        # Read before it waits for a thread: forgotten meanwhile, it is not stored.
        since = await asyncio.to_thread(self._bot.store.epoch)
        answering = self._in_thread(self._say, *told, report, cancellation, since)
        answering.add_done_callback(lambda _: heard.put_nowait(None))
        try:
            while (event := await heard.get()) is not None:
                yield event
        finally:
            if not answering.done():
                cancellation.cancel()
                answering.add_done_callback(lambda done: done.exception())
                await asyncio.wait([answering], timeout=_SECONDS_TO_END)
        reply = await answering
        for number, piece in enumerate(pieces(reply.text), 1):
            yield TextDelta(text=piece)
            if number % _PIECES_AT_ONCE == 0:
                await asyncio.sleep(0)
        yield reply

    def edit(self, entry_id: str, **changes: object) -> Preferences:
        """Change an entry of the state by hand: facet, operator, value, polarity, strength or scope.

        Raises:
            EditError: No such entry, or a value that its facet cannot have.
        """
        schema = self._bot.catalog.schema
        return self._save(lambda state: edit_entry(state, entry_id, changes, schema=schema))

    def add(self, **fields: object) -> Preferences:
        """Add an entry by hand; its fields as in edit().

        Raises:
            EditError: A field is missing or wrong.
        """
        schema = self._bot.catalog.schema
        return self._save(lambda state: add_entry(state, fields, schema=schema))

    def remove(self, entry_id: str) -> Preferences:
        """Delete an entry of the state by hand.

        Raises:
            EditError: No such entry.
        """
        return self._save(lambda state: remove_entry(state, entry_id))

    def note(self, item_id: str, kind: FeedbackKind) -> Preferences:
        """Note by hand that an item was liked, disliked, seen, rejected or accepted.

        Raises:
            UnknownItem: No such item.
        """
        item = self._bot.catalog[item_id]
        source = Source(turn=self.conversation.turn, origin="edited")
        return self._save(lambda state: state.noting(item.id, kind, source))

    def unnote(self, item_id: str, kind: FeedbackKind) -> Preferences:
        """Take back that an item was liked, disliked, seen, rejected or accepted.

        Raises:
            UnknownItem: No such item.
        """
        item = self._bot.catalog[item_id]
        return self._save(lambda state: state.forgetting(item.id, kind))

    def undo(self) -> Preferences:
        """Go back to the preference state before its last change, whether that was said or made by hand.

        Raises:
            EditError: Nothing was changed.
        """
        return self._change(undo)

    def consent(self, given: bool) -> None:
        """Say whether preferences may be kept across the chats of this user; no deletes what was kept.

        Raises:
            EditError: The session has no user.
        """
        since = self._bot.store.epoch()
        self._bot.store.set_consent(self._known_user(), given)
        if given:
            self._remember(self.conversation, before=Preferences(), since=since)

    def forget(self) -> None:
        """Delete this session, and all that is kept about its user."""
        if self.user is not None:
            self._bot.store.forget(self.user)
        self._bot.store.delete(self.id)

    def export(self) -> dict[str, object]:
        """Return all that is kept about the user of this session, or of the session where it has none."""
        if self.user is not None:
            return self._bot.store.export(self.user)
        return self._bot.store.export_session(self.id) or {}

    def _in_thread(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> Future[T]:
        """Run a turn in a thread of the chatbot, with the context of who asks."""
        run = partial(contextvars.copy_context().run, work, *given, **named)
        return asyncio.get_running_loop().run_in_executor(self._bot.threads, run)

    def _say(
        self,
        message: str,
        message_id: str,
        meaning: Understanding | None,
        report: Callable[[str, str], None],
        cancellation: Cancellation,
        since: int,
    ) -> Reply:
        from .dialogue.sessions.faults import SessionBusy

        message = well_formed(message[: limits.MESSAGE])
        try:
            return self._answer(message, message_id, meaning, report, cancellation, since)
        except SessionBusy:
            # Another process answered this session meanwhile: answer again, after its turn.
            return self._answer(message, message_id, meaning, report, cancellation, since)

    def _answer(
        self,
        message: str,
        message_id: str,
        meaning: Understanding | None,
        report: Callable[[str, str], None],
        cancellation: Cancellation,
        since: int,
    ) -> Reply:
        from .dialogue.turn import GivenUp, take_turn

        engine = self._bot.engine
        with self._bot.store.turn(self.id, message_id, since=since) as turn:
            if turn.answered is not None:
                return turn.answered
            conversation = self._current(turn.conversation)
            try:
                done = take_turn(
                    message,
                    conversation,
                    engine=engine,
                    message_id=message_id,
                    meaning=meaning,
                    report=report,
                    cancellation=cancellation,
                )
            except GivenUp as given_up:
                self._bot.store.note_calls(self.id, given_up.calls)
                raise
            with self._noting(done.reply.trace.calls):
                reply = turn.commit(message, done.conversation, done.reply)
        if reply is done.reply:
            self._remember(done.conversation, before=conversation.preferences, since=since)
        else:
            self._bot.store.note_calls(self.id, done.reply.trace.calls)
        return reply

    @contextmanager
    def _noting(self, calls: Sequence[Call]) -> Iterator[None]:
        """Write down what was asked of models also where the turn that it was asked for cannot be stored."""
        from .dialogue.sessions.faults import Forgotten, SessionBusy

        try:
            yield
        except (SessionBusy, Forgotten):
            raise  # The store wrote them down where it refused the turn.
        except StoreError:
            with suppress(StoreError):
                self._bot.store.note_calls(self.id, calls)
            raise

    def _save(self, change: Callable[[Preferences], Preferences]) -> Preferences:
        return self._change(
            lambda conversation: changed(conversation, change(conversation.preferences))
        )

    def _change(self, change: Callable[[Conversation], Conversation]) -> Preferences:
        before = Preferences()
        since = self._bot.store.epoch()

        def corrected(stored: Conversation | None) -> Conversation:
            nonlocal before
            conversation = self._current(stored)
            before = conversation.preferences
            return change(conversation)

        conversation = self._bot.store.edit(self.id, corrected, since=since)
        self._remember(conversation, before=before, since=since)
        return conversation.preferences

    def _current(self, stored: Conversation | None) -> Conversation:
        """Return the stored conversation, or a new one that starts from what is remembered of the user."""
        name = self._bot.catalog.name
        if stored is not None and stored.user not in (None, self.user):
            raise StoreError(
                f"the session {self.id!r} belongs to another user than {self.user!r}; "
                "open a session of your own with another id"
            )
        if stored is not None and stored.catalog == name:
            profile = {**stored.profile, **self._profile}
            return stored.model_copy(update={"profile": profile, "user": self.user})
        user = self.user
        remembered = self._bot.store.recall(user, catalog=name) if user else Preferences()
        return Conversation(
            session_id=self.id,
            catalog=name,
            user=user,
            profile=self._profile,
            turn=stored.turn if stored else 0,
            preferences=_known_here(remembered, self._bot.catalog),
        )

    def _remember(self, conversation: Conversation, *, before: Preferences, since: int) -> None:
        if conversation.user:
            self._bot.store.remember(
                conversation.user,
                conversation.preferences,
                before=before,
                catalog=conversation.catalog,
                since=since,
            )

    def _known_user(self) -> str:
        if self.user is None:
            raise EditError(
                f"the session {self.id!r} has no user, so nothing can be kept across chats; "
                "open it with session(id, user=...)"
            )
        return self.user


def _known_here(remembered: Preferences, catalog: Catalog) -> Preferences:
    """Keep what another chat remembered where this catalogue has the facet or the item."""
    return remembered.model_copy(
        update={
            "entries": tuple(
                one
                for one in remembered.entries
                if one.facet in catalog.schema or one.facet == TEXT
            ),
            "feedback": tuple(one for one in remembered.feedback if one.item_id in catalog),
        }
    )


def _nobody(step: str, text: str) -> None:
    """Report to nobody."""
