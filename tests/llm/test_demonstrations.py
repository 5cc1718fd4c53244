"""Demonstrations: those like the case, spread, and always one with a negation and one with a retraction."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from chatrec.brains.llm.quotes import quoted_in
from chatrec.brains.llm.reading import Reading
from chatrec.errors import PromptError, Unavailable
from chatrec.llm.demonstrations import ALWAYS, Bank, Demonstration, read_demonstrations
from chatrec.llm.prompts.library import PromptLibrary, package_folder
from chatrec.outage import Outage
from chatrec.retrieval.embedders import open_embedder

SHIPPED = {
    kind: read_demonstrations([package_folder()], kind) for kind in ("understand", "recommend")
}


def axes(texts: object) -> np.ndarray:
    """Embed "x y" as a vector of two numbers of length 1."""
    rows = np.array([[float(part) for part in text.split()] for text in texts], dtype=np.float32)  # type: ignore[attr-defined]
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def example(message: str, *tags: str) -> Demonstration:
    return Demonstration(tags=tags, values={"message": message}, answer={})


def chosen(bank: list[Demonstration], message: str, count: int) -> list[str]:
    return [one.message for one in Bank.of(tuple(bank), axes).choose(message, count=count)]


def test_the_most_alike_comes_last_where_it_weighs_most() -> None:
    bank = [example("1 0"), example("0 1"), example("1 1")]
    assert chosen(bank, "1 0.1", 2) == ["1 1", "1 0"]


def test_a_second_one_like_the_first_gives_way_to_another() -> None:
    bank = [example("1 0"), example("1 0.01"), example("1 2")]
    # Against "1 0": .7 * 1 for each of the first two; then .7 - .3 * 1 = .40 for the second and, with a cosine of
    # .45 to both, .7 * .45 - .3 * .45 = .18 for the third: likeness wins. Against "1 1" it is the other way round.
    assert chosen(bank, "1 0", 2) == ["1 0.01", "1 0"]
    assert chosen(bank, "1 1", 2) == ["1 0.01", "1 2"]


def test_a_negation_and_a_retraction_are_always_among_them() -> None:
    bank = [example("1 0"), example("0 1", "negation"), example("0.1 1", "retraction")]
    assert set(chosen(bank, "1 0", 3)) == {"1 0", "0 1", "0.1 1"}
    assert set(chosen(bank, "1 0", 2)) == {"0 1", "0.1 1"}


def test_one_that_is_both_counts_for_both() -> None:
    bank = [example("1 0"), example("0 1", "negation", "retraction"), example("-1 0", "retraction")]
    assert set(chosen(bank, "1 0", 2)) == {"1 0", "0 1"}


def test_while_the_embedder_is_away_those_that_differ_are_shown() -> None:
    def away(texts: object) -> np.ndarray:
        raise Unavailable(Outage(source="embedder", reason="timeout"), "it did not answer in time")

    bank = (example("1 0"), example("1 0.01"), example("0 1"))
    chosen = Bank.of(bank, axes, embed_query=away).choose("1 0", count=2)
    assert {one.message for one in chosen} == {"1 0", "0 1"}


def test_an_empty_bank_has_none() -> None:
    assert chosen([], "1 0", 3) == []


@pytest.mark.parametrize("kind", ["understand", "recommend"])
@pytest.mark.parametrize("message", ["no horror please", "a light laptop", "¿algo barato?", ""])
def test_the_shipped_ones_have_both_for_every_message(kind: str, message: str) -> None:
    bank = Bank.of(SHIPPED[kind], open_embedder("static").embed)
    tags = {tag for one in bank.choose(message, count=3) for tag in one.tags}
    assert set(ALWAYS) <= tags


@pytest.mark.parametrize("one", SHIPPED["understand"], ids=lambda one: one.message)
def test_what_a_shipped_reading_quotes_was_said(one: Demonstration) -> None:
    reading = Reading.model_validate(one.answer)
    entries = " ".join(str(wish) for wish in one.values.get("wishes", ()))  # type: ignore[attr-defined]
    facets = {str(facet).split(" (")[0] for facet in one.values["facets"]}  # type: ignore[attr-defined]
    for said in (*reading.operations, *reading.references):
        assert quoted_in(one.message, said.quote) == said.quote
    for change in reading.operations:
        if change.op == "remove":
            assert change.entry in entries
        else:
            assert change.facet in facets | {"text"}


@pytest.mark.parametrize("one", SHIPPED["recommend"], ids=lambda one: one.message)
def test_what_a_shipped_choice_names_was_shown(one: Demonstration) -> None:
    columns = one.values["columns"]
    rows = [str(row).split(" | ") for row in one.values["candidates"]]  # type: ignore[attr-defined]
    cards = {
        row[0][:3]: dict(zip(columns[2:], row[1:], strict=True))  # type: ignore[index]
        for row in rows
    }
    ids = set(re.findall(r"p\d+", " ".join(map(str, one.values.get("wishes", ())))))  # type: ignore[call-overload]
    assert sorted(one.answer["ranked"]) == sorted(cards)  # type: ignore[call-overload]
    for told in one.answer["tell"]:  # type: ignore[attr-defined]
        assert set(told["meets"]) <= ids
        for name in [*told["cite"], *filter(None, [told["caveat"]])]:
            assert cards[told["key"]][name] != "-"


@pytest.mark.parametrize("kind", ["understand", "recommend"])
def test_they_are_shown_as_a_message_and_its_answer(kind: str) -> None:
    words = PromptLibrary.read([package_folder()]).get("demonstration", kind)
    for one in SHIPPED[kind]:
        asked, answered = one.render(words, ())
        assert (asked.role, answered.role) == ("user", "assistant")
        assert one.message in asked.content


def test_only_the_fields_of_the_real_answer_are_shown() -> None:
    words = PromptLibrary.read([package_folder()]).get("demonstration", "recommend")
    _, answered = SHIPPED["recommend"][0].render(words, ("ranked",))
    assert answered.content == '{"ranked":["c02","c03","c04","c01"]}'


def test_a_bank_of_ones_own_goes_before_that_of_the_package(tmp_path: Path) -> None:
    folder = tmp_path / "demonstration"
    folder.mkdir()
    (folder / "understand.jsonl").write_text('{"values": {"message": "hi"}, "answer": {}}\n\n')
    (own,) = read_demonstrations([package_folder(), tmp_path], "understand")
    assert own.message == "hi"
    assert read_demonstrations([package_folder(), tmp_path], "recommend") == SHIPPED["recommend"]


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "demonstration"
    folder.mkdir()
    (folder / "understand.jsonl").write_text('{"values": {}, "answer": {}}\n{"values": 3}\n')
    with pytest.raises(PromptError, match=r"line 2 of .*understand\.jsonl"):
        read_demonstrations([tmp_path], "understand")
