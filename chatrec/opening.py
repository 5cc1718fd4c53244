"""Opening the parts of a chatbot: catalogue, index, retriever, brain and session store."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from .brains.brain import Brain
from .brains.rules.brain import RulesBrain
from .catalog.catalog import Catalog
from .dialogue.conversation import Conversation
from .dialogue.engine import Engine
from .dialogue.sessions.store import SessionStore
from .dialogue.turn import take_turn
from .learning import read_knowledge
from .private_files import close_to_others
from .retrieval.embedders import open_embedder
from .retrieval.embedders.embedder import Embedder
from .retrieval.embedders.opening import is_remote
from .retrieval.embedders.query_embedder import QUERY_SECONDS, QueryEmbedder
from .retrieval.index.item_index import ItemIndex
from .retrieval.ranking.dense import SEARCH_SECONDS, DenseSignal
from .retrieval.retriever import Retriever, Supplier
from .retrieval.word_store import read_or_build
from .settings import Settings
from .shelf import find_catalog
from .turn_threads import turn_threads

_GREETING = "hello"


@dataclass(frozen=True)
class Opened:
    """What a chatbot works with."""

    engine: Engine
    index: ItemIndex
    store: SessionStore
    brain_of: Callable[[Catalog], Brain]
    """Makes the brain of a catalogue."""
    threads: ThreadPoolExecutor

    def with_catalog(self, catalog: Catalog) -> Opened:
        """Return the parts for a changed catalogue; only what changed is read and embedded again."""
        self.index.sync(catalog)
        engine = replace(
            self.engine,
            catalog=catalog,
            retriever=self.engine.retriever.updated(catalog),
            brain=self.brain_of(catalog),
        )
        _warm_up(engine)
        return replace(self, engine=engine)

    def close(self) -> None:
        """Let go of the data folder and the database."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        self.index.close()
        self.store.close()


def make_index(
    catalog: Catalog, *, settings: Settings, progress: Callable[[int, int], None] | None = None
) -> None:
    """Make and keep what takes longest of opening a catalogue: the vectors and the words of its items.

    Args:
        catalog: Whose.
        settings: Where they are kept, and the embedder.
        progress: Told how many of the items are indexed.

    Raises:
        IndexingError: It cannot be written, or the embedder failed.
    """
    embedder = open_configured_embedder(settings)
    index = ItemIndex.open(settings.chroma_url or settings.index_folder, catalog.name, embedder)
    try:
        index.sync(catalog, progress=progress)
    finally:
        index.close()
    read_or_build(catalog, settings.words_file(catalog.name))


def open_parts(
    source: str | Path | Catalog,
    *,
    settings: Settings,
    progress: Callable[[int, int], None] | None,
    recommender: Supplier | None,
) -> Opened:
    """Open all parts; what was opened is closed again where a later one fails."""
    catalog = (
        source if isinstance(source, Catalog) else Catalog.load(find_catalog(source, settings))
    )
    for folder in settings.data_folders:  # An earlier version left them open to others.
        close_to_others(folder)
    known = read_knowledge(catalog.name, settings)
    embedder = open_configured_embedder(settings)
    with _without_collecting(), ExitStack() as opened:
        place = settings.chroma_url or settings.index_folder
        queries = _query_embedder(embedder, settings)
        index = ItemIndex.open(place, catalog.name, embedder, embed_query=queries.embed)
        opened.callback(index.close)
        index.sync(catalog, progress=progress)
        store = SessionStore.open(settings.database)
        opened.callback(store.close)
        retriever = Retriever(
            catalog,
            dense=DenseSignal(index, seconds=SEARCH_SECONDS if index.remote else None),
            log=known.statistics,
            weights=known.weights,
            reranker=known.reranker,
            supplied=recommender,
            lexical=read_or_build(catalog, settings.words_file(catalog.name)),
        )
        brain_of = _brains(settings, embedder, queries, store)
        engine = Engine(catalog, retriever, brain_of(catalog))
        _warm_up(engine)
        opened.pop_all()
    return Opened(
        engine=engine,
        index=index,
        store=store,
        brain_of=brain_of,
        threads=turn_threads(settings),
    )


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Make many things that stay without looking for garbage among them meanwhile: it saves a quarter of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _warm_up(engine: Engine) -> None:
    """Answer a greeting to nobody, so that what turns share is made now and the first one is as fast as any."""
    nobody = Conversation(session_id="nobody", catalog=engine.catalog.name)
    take_turn(_GREETING, nobody, engine=engine, message_id="greeting")


def _brains(
    settings: Settings, embedder: Embedder, queries: QueryEmbedder, store: SessionStore
) -> Callable[[Catalog], Brain]:
    """Return what makes the brain of a catalogue: of rules, and of a model over them where one is set."""

    def by_rules(catalog: Catalog) -> RulesBrain:
        return RulesBrain.of(catalog, embed=embedder.embed, embed_query=queries.embed)

    if not settings.llm.in_use:
        return by_rules

    from .brains.llm.brain import LLMBrain, Manner, check_strategy, read_banks
    from .llm.asking import Asker
    from .llm.ledger import Ledger
    from .llm.prices import Prices
    from .llm.prompts.library import prompt_folders
    from .llm.spending import spending_at

    llm = settings.llm
    spending = spending_at(str(settings.database))
    ledger = Ledger(store, cost_per_day=llm.cost_per_day, spending=spending)
    asker = Asker.open(llm, prices=Prices.read(settings.prices), ledger=ledger)
    manner = Manner(llm.calls, llm.strategy, llm.timeout, llm.tokens_per_turn)
    check_strategy(asker, manner)
    banks = read_banks(prompt_folders(llm.prompts), embedder.embed, embed_query=queries.embed)
    return lambda catalog: LLMBrain(by_rules(catalog), asker, manner, banks)


def open_configured_embedder(settings: Settings) -> Embedder:
    """Open the embedder that the settings name."""
    return open_embedder(
        settings.embedder, base_url=settings.embedder_url, api_key=settings.embedder_key
    )


def _query_embedder(embedder: Embedder, settings: Settings) -> QueryEmbedder:
    """Make what turns embed with: within a limit where the embedder is asked over a network."""
    limit = QUERY_SECONDS if is_remote(settings.embedder) else None
    return QueryEmbedder(embedder, seconds=limit)
