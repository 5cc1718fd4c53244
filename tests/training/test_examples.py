"""What people accepted becomes training data: with consent, masked, and in the prompt a model would have got."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from chatrec import Catalog, Chatbot, Settings
from chatrec.brains.llm.shapes import shape_of
from chatrec.llm.prompts.library import PromptLibrary, prompt_folders
from chatrec.llm.prompts.prompt import Message, Prompt
from chatrec.training.examples import Example, collect_examples
from chatrec.training.formats import lines_of


@pytest.fixture
def bot(films: Catalog, tmp_path: Path) -> Iterator[Chatbot]:
    with Chatbot.open(films, settings=Settings(home=tmp_path / "data")) as opened:
        yield opened


@pytest.fixture(scope="module")
def prompt() -> Prompt:
    return PromptLibrary.read(prompt_folders(None)).get("recommend", "direct")


def titles(example: Example) -> dict[str, str]:
    """Return the titles offered in the prompt, by key."""
    return dict(re.findall(r"^(c\d\d) (.+?) \|", example.messages[-1].content, re.MULTILINE))


def talk(bot: Chatbot, user: str | None, *, consent: bool = True) -> tuple[str, str]:
    """Hold a chat in which the second pick is taken and the first turned down; return their titles."""
    chat = bot.session(f"of {user}", user=user)
    if consent and user:
        chat.consent(True)
    first, second = chat.say("a comedy, write to jo@example.org").picks[:2]
    chat.note(first.item.id, "rejected")
    chat.note(second.item.id, "accepted")
    chat.say("thanks")
    return second.item.title, first.item.title


def test_what_was_taken_comes_first_in_the_answer_and_what_was_turned_down_nowhere(
    bot: Chatbot, prompt: Prompt
) -> None:
    taken, refused = talk(bot, "anna")
    (example,) = collect_examples(bot, prompt)
    offered, answer = titles(example), json.loads(example.preferred)
    assert offered[answer["ranked"][0]].startswith(taken)
    assert {taken, refused} <= {title.rpartition(" (")[0] or title for title in offered.values()}
    assert not any(offered[key].startswith(refused) for key in answer["ranked"])
    assert not any(offered[one["key"]].startswith(refused) for one in answer["tell"])


def test_the_answer_is_of_the_shape_that_the_prompt_asks_for(bot: Chatbot, prompt: Prompt) -> None:
    talk(bot, "anna")
    (example,) = collect_examples(bot, prompt)
    shape = shape_of(prompt)
    assert shape.model_validate_json(example.preferred).model_dump()["opening"]
    assert [one.role for one in example.messages] == ["system", "user"]
    told = json.loads(example.preferred)["tell"]
    columns = example.messages[-1].content.split("<candidates>\n")[1].split("\n")[0].split(" | ")
    assert told and {name for one in told for name in one["cite"]} <= set(columns)


def test_of_two_answers_the_worse_puts_first_what_was_turned_down(
    bot: Chatbot, prompt: Prompt
) -> None:
    _, refused = talk(bot, "anna")
    (example,) = collect_examples(bot, prompt)
    assert example.rejected is not None
    worse = json.loads(example.rejected)
    assert titles(example)[worse["ranked"][0]].startswith(refused)


def test_addresses_never_stand_in_an_example(bot: Chatbot, prompt: Prompt) -> None:
    talk(bot, "anna")
    (example,) = collect_examples(bot, prompt)
    text = "".join(one.content for one in example.messages) + example.preferred
    assert "jo@example.org" not in text
    assert "[e-mail 1]" in text
    assert "anna" not in text


def test_without_consent_or_a_user_nothing_is_taken(bot: Chatbot, prompt: Prompt) -> None:
    talk(bot, "ben", consent=False)
    talk(bot, None)
    assert list(collect_examples(bot, prompt)) == []


def test_consent_that_was_withdrawn_counts_no_more(bot: Chatbot, prompt: Prompt) -> None:
    talk(bot, "anna")
    bot.session(user="anna").consent(False)
    assert list(collect_examples(bot, prompt)) == []


def test_a_list_of_which_nothing_was_taken_teaches_nothing(bot: Chatbot, prompt: Prompt) -> None:
    chat = bot.session("s", user="anna")
    chat.consent(True)
    pick = chat.say("a comedy").picks[0]
    chat.note(pick.item.id, "rejected")
    chat.say("thanks")
    assert list(collect_examples(bot, prompt)) == []


def test_lines_are_in_the_forms_that_fine_tuning_takes(bot: Chatbot, prompt: Prompt) -> None:
    talk(bot, "anna")
    examples = list(collect_examples(bot, prompt))
    (chat,) = (json.loads(line) for line in lines_of(examples, "chat"))
    assert [one["role"] for one in chat["messages"]] == ["system", "user", "assistant"]
    (pair,) = (json.loads(line) for line in lines_of(examples, "pairs"))
    assert set(pair) == {"input", "preferred_output", "non_preferred_output"}
    assert pair["input"]["messages"] == chat["messages"][:2]
    better, worse = pair["preferred_output"][0], pair["non_preferred_output"][0]
    assert better == chat["messages"][2]
    assert worse["role"] == "assistant" and worse != better


@pytest.mark.parametrize("form", ["chat", "pairs"])
def test_half_a_character_that_an_earlier_version_kept_is_replaced_in_a_line(
    form: Literal["chat", "pairs"],
) -> None:
    odd = Example((Message("user", "a comedy \ud800"),), '{"opening": "\ud800"}', "{}")
    line = lines_of([odd], form)[0]
    assert json.loads(line.encode())
    assert "\ufffd" in line
