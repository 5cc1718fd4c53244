"""No routine that meets a text from outside takes more than linear time in its length."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from chatrec.brains.rules.reading.analysis import LIMIT, analyse
from chatrec.brains.rules.reading.findings import Finding
from chatrec.brains.rules.reading.parts import with_parts
from chatrec.brains.rules.reading.titles import names_of
from chatrec.brains.rules.reading.vocabulary import Vocabulary
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.columns import Column
from chatrec.catalog.facets import Schema
from chatrec.catalog.heads import heads
from chatrec.catalog.infer import infer_facet
from chatrec.catalog.items import Item
from chatrec.catalog.names import facet_name
from chatrec.catalog.numbers import read_quantity
from chatrec.catalog.people import holds_people
from chatrec.catalog.readers.delimited import find_delimiter, name_columns, read_delimited
from chatrec.catalog.readers.movielens import put_article_first, split_title
from chatrec.catalog.separators import find_separator
from chatrec.catalog.values import read_date, read_flag, read_list_text, read_many
from chatrec.chatbot import Chatbot
from chatrec.dialogue.passages import passage
from chatrec.dialogue.preferences import TEXT, Preference, Preferences
from chatrec.dialogue.relaxations import relax
from chatrec.grounding.clean import clean, first_sentence, visible_line
from chatrec.grounding.grounds import figures
from chatrec.grounding.matching import holds
from chatrec.grounding.names import name_key
from chatrec.grounding.names import names_of as names_in
from chatrec.llm.masking import mask
from chatrec.llm.tokens import count
from chatrec.retrieval.facet_table import FacetTable
from chatrec.retrieval.words import compounds, terms
from chatrec.settings import Settings
from chatrec.text import fold, pieces, stem, tokenize, words
from chatrec.web.exports import as_markdown
from chatrec.web.views.highlight import marked

from .growth import MOST_GROWTH, Repetition, growth

REPETITIONS = [
    Repetition("", "\n", "x"),
    Repetition("", "\n["),
    Repetition("x", " ", "x"),
    Repetition("", "["),
    Repetition("", "(", "x"),
    Repetition("", "<"),
    Repetition("", "<b"),
    Repetition("", "<b>"),
    Repetition("", "[a](b) "),
    Repetition("[[[", "[a](b)", "](b)](b)"),
    Repetition("", "[1]: z ", "x"),
    Repetition("", "`~"),
    Repetition("", "{"),
    Repetition("", '"'),
    Repetition("", '"a" '),
    Repetition("", "“a” "),
    Repetition("", "7"),
    Repetition("", "1,"),
    Repetition("", "1, 2. "),
    Repetition("", "1 "),
    Repetition("", "4111 1111 1111 1111 "),
    Repetition("", "a@b.co "),
    Repetition("", "a@"),
    Repetition("", "+1 ("),
    Repetition("", "DE89 "),
    Repetition("", "a"),
    Repetition("", "good "),
    Repetition("", "good bad "),
    Repetition("", "Good. "),
    Repetition("", "Mr. "),
    Repetition("", "(a)"),
    Repetition("", "5 kg "),
    Repetition("", "a, The "),
    Repetition("", "a'"),
    Repetition("", "http://"),
    Repetition("", "www."),
    Repetition("", "\u0301", "a"),
    Repetition("", "e\u0301"),
    Repetition("", "映"),
    Repetition("", "not "),
    Repetition("", "a or "),
    Repetition("", "|"),
    Repetition("", "&amp;"),
]
FILMS = Catalog.load("movies")


@pytest.fixture(scope="module")
def talkative(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    with Chatbot.open(FILMS, settings=settings) as bot:
        yield bot


def unkept(routine: Callable[[str], object]) -> Callable[[str], object]:
    """Return a routine without its cache, which would answer the second time."""
    return inspect.unwrap(routine)


def item_with(description: str) -> Item:
    return Item(id="1", title="One", description=description, attributes={})


def wish(words_wished: str) -> Preference:
    return Preference(id="p1", facet=TEXT, operator="matches", value=words_wished)


ROUTINES: dict[str, Callable[[str], object]] = {
    "clean": unkept(clean),
    "first_sentence": first_sentence,
    "visible_line": visible_line,
    "tokenize": tokenize,
    "words": words,
    "fold": unkept(fold),
    "stem": unkept(stem),
    "pieces": pieces,
    "terms": terms,
    "compounds": compounds,
    "heads": unkept(heads),
    "names_of": names_of,
    "split_title": split_title,
    "put_article_first": put_article_first,
    "facet_name": unkept(facet_name),
    "read_quantity": unkept(read_quantity),
    "read_date": unkept(read_date),
    "read_flag": read_flag,
    "read_many": lambda text: read_many(text, ","),
    "read_list_text": lambda text: read_list_text(f"[{text}]"),
    "find_separator": lambda text: find_separator([text] * 3, expected=True),
    "holds_people": lambda text: holds_people("x", [f"{number}{text}" for number in range(30)]),
    "infer_facet": lambda text: infer_facet(Column("x", 3, [text, text, "a"]), "x"),
    "find_delimiter": find_delimiter,
    "name_columns": lambda text: name_columns(text.split(",")),
    "figures": figures,
    "name_key": unkept(name_key),
    "names_in": lambda text: names_in(FILMS).find(text),
    "holds": lambda text: holds(wish("good film"), item_with(text), Schema()),
    "passage": lambda text: passage(item_with(text), "good film", Schema()),
    "mask": mask,
    "count": lambda text: count(text, "gpt-4o"),
    "as_markdown": lambda text: as_markdown(text, ()),
    "marked in a long text": lambda text: marked(text, ["good film", "a or b"]),
    "marked with a long quote": lambda text: marked(text, [text]),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ROUTINES)
def test_a_routine_takes_time_linear_in_its_text(name: str) -> None:
    ratios = {
        str(one): growth(ROUTINES[name], one, look=8_000, noticeable=0.01) for one in REPETITIONS
    }
    assert {one: ratio for one, ratio in ratios.items() if ratio > MOST_GROWTH} == {}


@pytest.mark.parametrize("unit", ["y\n", '"\n', '"x\n', '","\n', '""\n', "x,y\n", 'a""b\n'])
def test_a_file_of_rows_is_read_in_linear_time(unit: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"

    def read(text: str) -> None:
        path.write_text(text, encoding="utf-8")
        for _ in read_delimited(path):
            pass

    assert growth(read, Repetition('a,b\n"x\n', unit), noticeable=0.02) <= MOST_GROWTH


def test_only_the_beginning_of_a_message_is_read() -> None:
    assert len(analyse("good " * 10_000).text) <= LIMIT


@pytest.mark.parametrize(
    "one",
    [
        Repetition("", "\n", "x"),
        Repetition("", "["),
        Repetition("[[", "[a](b)", "](b)](b)"),
        Repetition("", "1, "),
        Repetition("", "a@b.co "),
        Repetition("", "“a” 7 "),
    ],
    ids=str,
)
def test_a_turn_after_a_long_message_takes_time_linear_in_it(
    one: Repetition, talkative: Chatbot
) -> None:
    def converse(text: str) -> None:
        chat = talkative.session()
        for message in (text, "hi", "a comedy under 100 minutes", "why the first one?"):
            chat.say(message)

    converse("hi")
    assert (
        growth(converse, one, length=60_000, look=60_000, noticeable=0.2, slow=10.0) <= MOST_GROWTH
    )


def test_items_are_told_from_parts_of_others_in_time_linear_in_their_number() -> None:
    vocabulary = Vocabulary(FILMS)
    analysis = analyse("x " * 1_000)
    item = FILMS.items[0].id

    def told(text: str) -> None:
        spans = [analysis.span(at, at + 1) for at in range(len(text))]
        with_parts(
            analysis,
            tuple(Finding(span, kind="item", item_ids=(item,)) for span in spans),
            vocabulary,
        )

    told("x" * 500)
    small = Repetition("", "x")
    assert growth(told, small, length=500, look=500, noticeable=0.002, slow=10.0) <= MOST_GROWTH


def test_what_to_give_up_is_found_in_time_linear_in_the_wishes() -> None:
    table = FacetTable.build(FILMS)
    wishes = Preferences()
    for item in FILMS.items[:200]:
        wishes = wishes.adding("title", "matches", item.title, strength="must")
    masks = {
        one.id: np.arange(len(FILMS)) % 200 == place for place, one in enumerate(wishes.entries)
    }
    everything = np.ones(len(FILMS), dtype=np.bool_)

    def give_up(text: str) -> None:
        relax(table, masks, everything, wishes.entries[: len(text)])

    few = Repetition("", "x")
    assert growth(give_up, few, length=100, look=100, noticeable=0.02) <= MOST_GROWTH
