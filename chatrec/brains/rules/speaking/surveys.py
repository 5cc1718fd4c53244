"""Words about the catalogue: which values it has, how many items, from where to where a number goes."""

from __future__ import annotations

from ....catalog.facets import Facet
from ....catalog.items import Value
from ....dialogue.lookup import Survey
from ....dialogue.reply import Sentence, Tally
from ....dialogue.wording import describe_wish, label
from ....dialogue.wording.values import list_words, plural, quantity_words, value_words
from ....grounding.clean import clean, shorten
from .speech import Speech

_LONGEST = 60


def word_survey(survey: Survey, speech: Speech) -> tuple[Sentence, ...]:
    """Answer what was asked of the catalogue from what was counted."""
    facet = speech.facet(survey.facet)
    if facet is None or survey.among == 0:
        return _count(survey, speech)
    if survey.ends:
        return _ends(survey, facet, speech)
    if survey.tallies:
        return _values(survey, facet, speech)
    slots = _slots(survey, speech) | {"label": label(facet)}
    return speech.say("survey.unknown", slots, tallies=[Tally(count=survey.among)])


def _slots(survey: Survey, speech: Speech) -> dict[str, str]:
    catalog = speech.catalog
    one = survey.among == 1
    noun = catalog.noun if one else catalog.nouns
    wish = describe_wish(survey.within, catalog.schema, noun=noun, several=not one)
    return {
        "count": f"{survey.among:,}" if survey.among else "",
        "wish": clean(wish),
        "are": "is" if one else "are",
    }


def _count(survey: Survey, speech: Speech) -> tuple[Sentence, ...]:
    name = "survey.count" if survey.among else "survey.none"
    return speech.say(name, _slots(survey, speech), tallies=[Tally(count=survey.among)])


def _values(survey: Survey, facet: Facet, speech: Speech) -> tuple[Sentence, ...]:
    told = [f"{_shown(facet, one.value)} ({one.count:,})" for one in survey.tallies]
    tallies = [*survey.tallies, Tally(count=survey.among)]
    if survey.others:
        told.append(f"{survey.others:,} more")
        tallies.append(Tally(facet=facet.name, count=survey.others))
    number = len(survey.tallies) + survey.others
    tallies.append(Tally(facet=facet.name, count=number))
    slots = _slots(survey, speech) | {
        "number": f"{number:,}",
        "be": "is" if number == 1 else "are",
        "labels": label(facet) if number == 1 else plural(label(facet)),
        "values": list_words(told),
    }
    name = "survey.values" if survey.within else "survey.values_of_all"
    return speech.say(name, slots, tallies=tallies)


def _ends(survey: Survey, facet: Facet, speech: Speech) -> tuple[Sentence, ...]:
    ends = [quantity_words(facet, float(str(one.value))) for one in survey.ends]
    slots = _slots(survey, speech) | {"label": label(facet), "least": ends[0], "most": ends[-1]}
    return speech.say("survey.ends", slots, tallies=[*survey.ends, Tally(count=survey.among)])


def _shown(facet: Facet, value: Value | None) -> str:
    return shorten(clean(value_words(facet, value)), limit=_LONGEST)
