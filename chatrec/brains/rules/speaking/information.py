"""Words about what was asked: facts of items from their records, and answers about the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from ....catalog.facets import Facet
from ....catalog.items import Item
from ....dialogue.reply import Draft, Sentence
from ....dialogue.understanding import Inquiry
from ....dialogue.wording import label
from ....dialogue.wording.values import list_words
from ....grounding.clean import clean
from .answers import word_mentions, word_verdicts
from .caveats import drawbacks
from .facts import joined, noun_of, other_facts, state_fact, teaser
from .matters import open_matters
from .speech import Speech
from .surveys import word_survey
from .talk import notices

_MOST_FACTS = 3
_LONGEST_INTRO = 240


def word_information(speech: Speech) -> Draft:
    """Answer what was asked of items from their records, or describe them where nothing in particular was."""
    brief = speech.brief
    opening = list(open_matters(speech))
    inquiry = brief.understanding.inquiry
    if inquiry is not None and (answer := _answer(inquiry, speech)):
        return Draft(opening=(*opening, *answer), closing=notices(speech))
    if not brief.items:
        opening.extend(_about_catalogue(speech))
    for item in brief.items:
        asked = [speech.facet(name) for name in brief.understanding.asked_facets]
        facets = [facet for facet in asked if facet is not None]
        opening.extend(_answers(item, facets, speech) if facets else _description(item, speech))
    return Draft(opening=tuple(opening), closing=notices(speech))


def _answer(inquiry: Inquiry, speech: Speech) -> Sequence[Sentence]:
    """Answer a question that asks more than the facts of an item; nothing where it was not looked up."""
    brief = speech.brief
    if brief.lookup.survey is not None:
        return word_survey(brief.lookup.survey, speech)
    if inquiry.kind == "whether" and brief.lookup.verdicts:
        return word_verdicts(brief.items, speech)
    if inquiry.kind == "mention" and brief.items:
        return word_mentions(brief.items, inquiry.words, speech)
    return ()


def _about_catalogue(speech: Speech) -> tuple[Sentence, ...]:
    brief, catalog = speech.brief, speech.catalog
    if brief.understanding.asked_facets or brief.understanding.unknown_names:
        return (
            ()
            if brief.understanding.unknown_names
            else speech.say("inform.which", {"noun": catalog.noun})
        )
    total = len(catalog)
    slots = {
        "total": f"{total:,}",
        "nouns": catalog.noun if total == 1 else catalog.nouns,
        "about": clean(catalog.about),
    }
    return speech.say("inform.catalogue", slots)


def _answers(item: Item, facets: Sequence[Facet], speech: Speech) -> list[Sentence]:
    """Answer in one sentence what the record holds of what was asked, and in one more what it does not."""
    title = speech.short_name(item)
    known = [state_fact(item, facet, noun=noun_of(item, speech.catalog)) for facet in facets]
    told = joined(known)
    slots = {"title": title.text, "facts": told.text}
    said = list(speech.say("inform.fact", slots, of=[title, told])) if told else []
    lost = [facet for facet, fact in zip(facets, known, strict=True) if not fact]
    for facet in [one for one in lost if one.type == "flag"]:
        slots = {"title": title.text, "label": label(facet)}
        said.extend(speech.say("inform.unknown_flag", slots, of=[title]))
    labels = [f"the {label(facet)}" for facet in lost if facet.type != "flag"]
    if labels:
        slots = {"title": title.text, "labels": list_words(labels, "or")}
        said.extend(speech.say("inform.unknown", slots, of=[title]))
    return said


def _description(item: Item, speech: Speech) -> list[Sentence]:
    """Describe an item in two sentences: what its description says, then facts with what speaks against it."""
    title, intro = speech.name(item), teaser(item, limit=_LONGEST_INTRO)
    told = joined(other_facts(item, speech.catalog, told=(), most=_MOST_FACTS))
    against = drawbacks(item, speech)
    slots = {
        "title": title.text,
        "teaser": intro.text,
        "facts": told.text,
        "against": against.text,
        "plain": "" if against else told.text,
    }
    said = list(speech.say("inform.about", slots, of=[title, intro]))
    if said:
        said.extend(speech.say("inform.about_facts", slots, of=[told, against]))
    else:
        said.extend(speech.say("inform.fact", slots, of=[title, told]))
    return said or list(speech.say("inform.bare", slots, of=[title]))
