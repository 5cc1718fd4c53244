"""The calls of the page, each a route: those that lead to a turn, or take long, are answered in server-sent events.

A call is a POST of one JSON object, checked by a model of its own before anything is done. Its answer is changes of the
page; where it is refused, one change that says why, under a status of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from typing import Any, TypeVar

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError
from starlette.requests import Request

from .. import limits
from ..errors import ChatrecError, RequestError, TooMany
from .bots import Bots
from .call_arguments import (
    Call,
    CatalogForm,
    ChatTitle,
    Consent,
    EntryEdit,
    Feedback,
    Message,
    OfCatalog,
    OfChat,
    OfEntry,
    OfItem,
    OfItems,
    OfTurn,
)
from .catalog_jobs import CatalogJobs
from .complaints import complaint, status_of
from .disconnects import while_connected
from .event_stream import event_stream
from .fair_queue import FairQueue
from .handlers import correcting, talking
from .handlers.catalogues import Catalogues
from .handlers.keeping import Keeping
from .handlers.talking import TurnPlace
from .occupancy import Bounds
from .place import find_place
from .swap import Change, change
from .visitor import Visitor, visitor_of
from .visits import Visit, known, visit_of

Asked = TypeVar("Asked", bound=Call)
CALLS = "/calls"
FORMS = (f"{CALLS}/keep_catalog", f"{CALLS}/correct_catalog")
"""The calls whose body may be larger: a form with a row for each column of a file."""
_JSON = "application/json"


class Calls:
    """What the routes of the calls share: catalogues, queues and threads."""

    def __init__(self, bots: Bots, turns: FairQueue, jobs: CatalogJobs) -> None:
        self._bots = bots
        self._turns = turns
        self._jobs = jobs
        self._under_way = FairQueue(
            limits.CALLS_AT_ONCE,
            "requests",
            Bounds(limits.CALLS_OF_VISITOR, limits.CALLS_OF_ADDRESS, limits.CALLS_IN_ALL),
        )
        self._threads = ThreadPoolExecutor(limits.CALL_THREADS, thread_name_prefix="call")
        self.router = APIRouter()
        self._add_turns()
        self._add_corrections()
        self._add_catalogues()

    def close(self) -> None:
        """End the threads; a second call does nothing."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _add_turns(self) -> None:
        self._turn(Message, talking.say)
        self._turn(OfItem, talking.more_like)
        self._turn(OfItem, talking.why_not)
        self._turn(OfItem, talking.take)
        self._turn(OfItems, talking.compare)
        self._turn(EntryEdit, talking.edit)
        self._turn(OfEntry, talking.remove)
        self._turn(Call, talking.undo)

    def _add_corrections(self) -> None:
        keeping = Keeping(self._bots)
        self._correction(Feedback, correcting.note)
        self._correction(OfEntry, correcting.options)
        self._correction(OfTurn, correcting.trace)
        self._correction(Consent, correcting.consent)
        self._correction(Call, keeping.forget)
        self._correction(Call, keeping.sessions)
        self._correction(ChatTitle, keeping.rename)
        self._correction(OfChat, keeping.delete)

    def _add_catalogues(self) -> None:
        catalogues = Catalogues(self._bots, self._jobs, self._under_way)
        self._long(OfCatalog, catalogues.open)
        self._long(CatalogForm, catalogues.keep_catalog)
        self._short(Call, catalogues.look_at_catalog)
        self._short(CatalogForm, catalogues.correct_catalog)
        self._short(Call, catalogues.discard_catalog)
        self._short(OfCatalog, catalogues.remove_catalog)

    def _turn(
        self,
        model: type[Asked],
        handle: Callable[[Asked, Visit, TurnPlace], AsyncIterator[Change]],
    ) -> None:
        """Add a call that leads to a turn."""

        async def answer(asked: Asked, visitor: Visitor) -> AsyncIterator[Change]:
            try:
                here = await self._visited(asked, visitor)
            except ChatrecError as error:
                yield change(say=complaint(error))
                return
            place = self._turns.place(visitor, here.place.session)
            async for one in handle(asked, here, place):
                yield one

        self._stream(model, handle.__name__, answer, self._turns.entry)

    def _long(
        self, model: type[Asked], handle: Callable[[Asked, Visitor], AsyncIterator[Change]]
    ) -> None:
        """Add a call on a catalogue that tells how far it is."""
        self._stream(model, handle.__name__, handle, self._under_way.entry)

    def _stream(
        self,
        model: type[Asked],
        name: str,
        answer: Callable[[Asked, Visitor], AsyncIterator[Change]],
        entry: Callable[[Visitor], Any],
    ) -> None:
        async def streamed(request: Request) -> Response:
            visitor = visitor_of(request)
            async with AsyncExitStack() as held:
                held.enter_context(entry(visitor))
                known(visitor.owner)
                asked = await read_call(request, model)
                asked.refuse_excess()
                return event_stream(answer(asked, visitor), held.pop_all())

        self._add(name, streamed)

    def _correction(self, model: type[Asked], handle: Callable[[Asked, Visit], Change]) -> None:
        """Add a call that is answered at once about a chat."""

        async def corrected(asked: Asked, visitor: Visitor) -> Change:
            here = await self._visited(asked, visitor)
            loop = asyncio.get_running_loop()
            async with self._under_way.place(visitor, here.place.session):
                return await loop.run_in_executor(self._threads, handle, asked, here)

        self._answer(model, handle.__name__, corrected)

    def _short(
        self, model: type[Asked], handle: Callable[[Asked, Visitor], Awaitable[Change]]
    ) -> None:
        """Add a call on a catalogue that is answered by one change."""

        async def handled(asked: Asked, visitor: Visitor) -> Change:
            return await handle(asked, visitor)

        self._answer(model, handle.__name__, handled)

    def _answer(
        self,
        model: type[Asked],
        name: str,
        answer: Callable[[Asked, Visitor], Any],
    ) -> None:
        async def answered(request: Request) -> Response:
            visitor = visitor_of(request)
            with self._under_way.entry(visitor):
                known(visitor.owner)
                asked = await read_call(request, model)
                return JSONResponse(await while_connected(request, answer(asked, visitor)))

        self._add(name, answered)

    def _add(self, name: str, endpoint: Callable[[Request], Awaitable[Response]]) -> None:
        async def refusing(request: Request) -> Response:
            try:
                return await endpoint(request)
            except TooMany as error:
                await asyncio.sleep(limits.REFUSED_SECONDS)
                return refusal(error)
            except ChatrecError as error:
                return refusal(error)

        self.router.add_api_route(f"{CALLS}/{name}", refusing, methods=["POST"], name=name)

    async def _visited(self, asked: Call, visitor: Visitor) -> Visit:
        """Return the chat that a call is about, its catalogue opened where it is not open yet."""
        loop = asyncio.get_running_loop()
        place = await loop.run_in_executor(
            self._threads, find_place, self._bots, visitor.owner, asked.session, asked.catalog
        )
        await self._jobs.open(visitor, place.catalog)
        return await loop.run_in_executor(
            self._threads, visit_of, self._bots, place, asked.message_id
        )


async def read_call(request: Request, model: type[Asked]) -> Asked:
    """Return the arguments of a call.

    Raises:
        RequestError: They are not JSON, or not what the call takes.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _JSON:
        raise RequestError(f"a call is sent as {_JSON}", status=415)
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as error:
        fault = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part)[:60] for part in fault["loc"][:4])
        told = f"{where}: {fault['msg']}" if where else fault["msg"]
        raise RequestError(
            f"the call cannot be read ({told[:300]}); load the page again and retry", status=422
        ) from None


def refusal(error: Exception) -> Response:
    """Return a refusal, or a failure, as a change of the page."""
    headers = {"retry-after": str(error.retry_after)} if isinstance(error, TooMany) else None
    told = complaint(error)
    sentence = f"{told[:1].upper()}{told[1:]}."
    return JSONResponse(change(say=sentence), status_code=status_of(error), headers=headers)
