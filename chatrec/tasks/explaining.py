"""Explaining an item that somebody else recommended: what speaks for it and against it, from its record and the state."""

from __future__ import annotations

from dataclasses import dataclass

from ..brains.brain import Brief, Judgement, Record
from ..brains.rules.speaking.compose import compose
from ..brains.rules.speaking.guidance import Guidance
from ..catalog.items import Item
from ..chat import Chat
from ..chatbot import Chatbot
from ..dialogue.conversation import Conversation
from ..dialogue.preferences import Preferences
from ..dialogue.reply import Evidence
from ..dialogue.understanding import Mention, Understanding
from ..grounding.verify import verified
from ..retrieval.candidates import Candidate


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an item suits a person, or does not."""

    item: Item
    text: str
    """In words that were checked against the record."""
    because: tuple[Evidence, ...]
    caveats: tuple[Evidence, ...]
    match: float
    """How much of what was asked for it meets, 0 to 1."""
    record: Record
    """What a model was asked for it, if any."""


def explain_item(bot: Chatbot, chat: Chat, item_id: str) -> Explanation:
    """Explain an item, whoever recommended it, by the state of a chat; the chat stays as it is.

    Args:
        bot: The chatbot over the item's catalogue.
        chat: Whose wishes and likes count.
        item_id: The item.

    Raises:
        UnknownItem: The catalogue has no such item.
        StoreError: The database failed.
    """
    conversation = chat.conversation
    brain = bot.engine.brain.for_task(_said(conversation), ())
    candidate = Candidate(bot.catalog[item_id], 0.0)
    (judged,) = bot.engine.brain.judge((candidate,), conversation.preferences, conversation)
    told = brain.reasons(judged, conversation.preferences, conversation)
    text = word_explanation(bot, conversation, conversation.preferences, judged, told)
    bot.store.note_calls(chat.id, brain.record.calls)
    return Explanation(
        candidate.item, text, judged.because, judged.caveats, judged.match, brain.record
    )


def word_explanation(
    bot: Chatbot,
    conversation: Conversation,
    preferences: Preferences,
    judged: Judgement,
    told: tuple[str, ...],
) -> str:
    """Return checked words for what speaks for and against an item, and the facts that a model chose."""
    item = judged.candidate.item
    brief = Brief(
        action="explain",
        understanding=Understanding(
            intent="explain",
            mentions=(Mention(item_ids=(item.id,), quote=item.title, stance="asked"),),
        ),
        conversation=conversation,
        preferences=preferences,
        items=(item,),
        evidence=((*judged.because, *judged.caveats),),
        seed=conversation.turn,
    )
    draft = compose(brief, bot.catalog, Guidance(facts={item.id: told}))
    return verified(draft, brief, catalog=bot.catalog).text


def _said(conversation: Conversation) -> str:
    """Return what the person said last."""
    return next((one.text for one in reversed(conversation.lines) if one.role == "user"), "")
