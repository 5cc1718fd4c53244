"""Titles in running text: which words of a message are the name of an item.

Many titles are ordinary words ("It", "Her", "The Game"). Each match gathers evidence: how rare its words are,
capitals, quotes, a year that fits, verbs that take a title ("watched", "loved", "like"); it is read where the
sum reaches ENOUGH. Parts of titles ("Eternal Sunshine") need more than whole ones.
"""

from __future__ import annotations

from functools import cache
from math import log10

from .analysis import Analysis
from .cues import Lexicon
from .filler import is_content
from .findings import Finding
from .stream import Unit, forms, named_span, reach
from .vocabulary import Vocabulary
from .words import RARE, rank

ENOUGH = 0.39
"""The evidence from which words are read as a title, for each decimal digit of the number of items: the more titles, the
more of them are ordinary words. 1.9 for 77,000 items, 1.1 for 700."""
_GRAMMAR = 60
"""Words before this rank are grammar: in titles they are often written small, and alone they are rarely titles."""
_RARITY = ((300, 0.0), (1500, 0.3), (4000, 0.6), (RARE, 1.0))
"""Evidence of a word by its rank among the common ones; rarer words give 1.5."""


@cache
def _lexicon() -> Lexicon:
    return Lexicon.of("titles.toml", "before", "after")


def read_titles(
    analysis: Analysis, units: tuple[Unit, ...], vocabulary: Vocabulary
) -> list[Finding]:
    """Find the items that the message names by title."""
    found = (_title(analysis, units, place, vocabulary) for place in range(len(units)))
    return [finding for finding in found if finding]


def _title(
    analysis: Analysis, units: tuple[Unit, ...], place: int, vocabulary: Vocabulary
) -> Finding | None:
    titles = vocabulary.titles
    for last in range(min(place + reach(units, place, titles.reach), len(units)), place, -1):
        window = units[place:last]
        gap = max((unit.gap for unit in window[1:]), default=0)
        if gap > 1 and len(window) < 4:
            continue
        for form, guessed in forms(window):
            whole = form in titles.whole
            rows = titles.rows(form)
            if not rows or (gap == 1 and not _has_comma(rows, vocabulary)):
                continue
            evidence, year = _evidence(form, analysis, window, vocabulary)
            evidence += 0.3 if whole else -0.4
            evidence += _spelled(window, guessed=guessed)
            ids, sure = ordered(rows, year, vocabulary)
            if evidence + 2.0 * sure < ENOUGH * log10(10 + len(vocabulary.catalog)):
                continue
            certainty = min(1.0, 0.5 + evidence / 8)
            span = named_span(analysis, window, form)
            if year:
                span = analysis.span(window[0].token, window[-1].token + 4)
            return Finding(span, "item", item_ids=ids, certainty=certainty)
    return None


def _has_comma(rows: tuple[int, ...], vocabulary: Vocabulary) -> bool:
    return any("," in vocabulary.catalog.items[row].title for row in rows[:5])


def ordered(
    rows: tuple[int, ...], year: int | None, vocabulary: Vocabulary
) -> tuple[tuple[str, ...], bool]:
    """Return the ids that a title can mean, likeliest first, and whether a year that was said fits."""
    facet = vocabulary.schema.measuring("year")
    items = [vocabulary.catalog.items[row] for row in rows]
    if year and facet:
        near = [item for item in items if _near(item.fact(facet.name), year)]
        if near:
            return tuple(item.id for item in near[:5]), True
    known = vocabulary.schema.measuring("popularity", "votes", "ratings")
    if known:
        items.sort(key=lambda item: -_number(item.fact(known.name)))
    return tuple(item.id for item in items[:5]), False


def _near(fact: object, year: int) -> bool:
    return isinstance(fact, int | float) and abs(fact - year) <= 1


def _number(fact: object) -> float:
    return float(fact) if isinstance(fact, int | float) else 0.0


def _evidence(
    form: str, analysis: Analysis, window: tuple[Unit, ...], vocabulary: Vocabulary
) -> tuple[float, int | None]:
    words = form.split(" ")
    first, last = window[0].token, window[-1].token
    total = sum(_rarity(word) for word in words) + 0.3 * (len(words) - 1)
    total = min(total, 2.2)
    year = _year_after(analysis, last + 1)
    quoted = _quoted(analysis, first, last)
    if quoted:
        total += 2.5
    if _named(analysis, first):
        total += 0.8
    total += _capitals(analysis, window) + _company(analysis, first, last)
    if _lexicon().has("formulas", form) and not _named(analysis, first):
        total -= 2.0
    if (
        len(words) == 1
        and not (year or quoted)
        and rank(form) < _GRAMMAR
        and not _taken(analysis, first, last)
    ):
        total -= 2.0
    if form in vocabulary.phrases:
        total -= _doubt(form, analysis, first, vocabulary, sure=bool(year) or quoted)
    if len(words) == 1 and not quoted and _is_part(analysis, first, last):
        total -= 1.0
    if not quoted and _is_sequel(analysis, last):
        total -= 2.5
    return total, year


def _doubt(
    form: str, analysis: Analysis, first: int, vocabulary: Vocabulary, *, sure: bool
) -> float:
    """Return how much a title of the same words as a value is in doubt: a theme only in small letters ("aliens")."""
    if not vocabulary.broad(vocabulary.phrases[form][0][0].facet):
        return 1.5
    raised = analysis.tokens[first].raw[0].isupper()
    watched = first > 0 and _lexicon().has("watching", analysis.keys[first - 1])
    return 0.0 if sure or raised or watched or " " in form else 1.0


def _is_sequel(analysis: Analysis, last: int) -> bool:
    """Tell whether the number of a part follows right away: "Rocky 3" is not the film "Rocky"."""
    following = analysis.tokens[last + 1 : last + 3]
    if not following or not following[0].is_number or len(following[0].raw) > 1:
        return False
    return (
        len(following) < 2 or not following[1].is_word or following[1].raw in ("and", "but", "or")
    )


def _is_part(analysis: Analysis, first: int, last: int) -> bool:
    """Tell whether a word in small letters stands before another noun: "moon landing" is not the film "Moon"."""
    following = last + 1
    if analysis.tokens[first].raw[0].isupper() or following >= len(analysis.tokens):
        return False
    if first and _lexicon().has("before", analysis.keys[first - 1]):
        return False
    return (
        is_content(analysis, following)
        and analysis.tokens[last].end + 1 == analysis.tokens[following].start
        and not _lexicon().has("after", analysis.keys[following])
    )


def _named(analysis: Analysis, first: int) -> bool:
    return first > 0 and _lexicon().has("naming", analysis.keys[first - 1])


def _taken(analysis: Analysis, first: int, last: int) -> bool:
    """Tell whether a function word is used as a title: capitalised after a verb of watching, no verb after it."""
    if not analysis.tokens[first].raw[0].isupper() or not first:
        return False
    following = analysis.tokens[last + 1].raw if last + 1 < len(analysis.tokens) else "."
    return _lexicon().has("watching", analysis.keys[first - 1]) and (
        not following[0].islower()
        or following in ("and", "or", "but", "last", "yesterday", "again")
    )


def _spelled(window: tuple[Unit, ...], *, guessed: bool) -> float:
    """Weigh a guessed spelling: two words run together ("starwars") are a name, a corrected one is less sure."""
    if not guessed:
        return 0.0
    return 0.8 if any(" " in (unit.other or "") for unit in window) else -0.5


def _rarity(word: str) -> float:
    if word.isdigit():
        return 0.3
    place = rank(word)
    return next((value for limit, value in _RARITY if place < limit), 1.5)


def _capitals(analysis: Analysis, window: tuple[Unit, ...]) -> float:
    """Weigh the capitals of a title: they count where the message has small letters too."""
    if not analysis.cased:
        return 0.0
    content = [
        unit
        for unit in window
        if unit.key.isalpha() and (rank(unit.key) >= _GRAMMAR or len(window) == 1)
    ]
    raised = [unit for unit in content if analysis.tokens[unit.token].raw[0].isupper()]
    if not content:
        return 0.0
    if not raised:
        return -0.9 if analysis.capitalises else -0.5
    if len(raised) < len(content):
        return -0.3
    opens = analysis.sentence_at(window[0].token)[0] == window[0].token
    if opens and len(window) == 1:
        return 0.3
    return 1.0


def _company(analysis: Analysis, first: int, last: int) -> float:
    """Weigh the words around: a verb or noun that takes a title before it, or a word that follows titles."""
    total = 0.0
    for size in (1, 2, 3):
        before = " ".join(analysis.keys[max(first - size, 0) : first])
        after = " ".join(analysis.keys[last + 1 : last + 1 + size])
        if _lexicon().has("before", before):
            total = max(total, 0.7)
        if _lexicon().has("after", after):
            total = max(total, 0.7)
    if analysis.sentence_at(first) == (first, last + 1) or len(analysis.tokens) <= last - first + 2:
        total += 0.7
    return total


def _quoted(analysis: Analysis, first: int, last: int) -> bool:
    marks = "\"“”'‘’*_«»"
    before = analysis.text[: analysis.tokens[first].start].rstrip()[-1:]
    after = analysis.text[analysis.tokens[last].end :].lstrip(" ,.!?")[:1]
    return bool(before) and before in marks and bool(after) and after in marks


def _year_after(analysis: Analysis, place: int) -> int | None:
    """Return the year in brackets that follows, or None."""
    tokens = analysis.tokens[place : place + 3]
    if (
        len(tokens) == 3
        and tokens[0].raw == "("
        and tokens[2].raw == ")"
        and len(tokens[1].raw) == 4
    ):
        return int(tokens[1].raw) if tokens[1].raw.isdigit() else None
    return None
