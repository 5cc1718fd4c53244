"""What a script expects of one turn, checked against the reply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from chatrec import Catalog, Reply
from chatrec.dialogue.preferences import FeedbackKind, Preference

from .facts import holds, plain
from .states import says

Expected = Mapping[str, object]
_FEEDBACK: tuple[FeedbackKind, ...] = ("liked", "disliked", "seen", "rejected", "accepted")


def missed(expected: Expected, reply: Reply, catalog: Catalog) -> list[str]:
    """Return what a reply lacks of what its turn expects, one line each."""
    checks: tuple[Callable[[Expected, Reply, Catalog], list[str]], ...] = (
        _action, _state, _picks, _feedback, _question, _words,
    )  # fmt: skip
    return [fault for check in checks for fault in check(expected, reply, catalog)]


def _action(expected: Expected, reply: Reply, catalog: Catalog) -> list[str]:
    wanted = _listed(expected.get("action"))
    if wanted and reply.action not in wanted:
        return [f"the action is {reply.action}, not {' or '.join(wanted)}"]
    return []


def _state(expected: Expected, reply: Reply, catalog: Catalog) -> list[str]:
    entries = list(reply.preferences.entries)
    lines = _listed(expected.get("state"))
    faults = [
        f"the state lacks {line!r}: {_shown(entries)}"
        for line in (*lines, *_listed(expected.get("state has")))
        if not any(says(line, entry) for entry in entries)
    ]
    if "state" in expected:
        faults += [
            f"the state has what nobody said: {_shown([entry])}"
            for entry in entries
            if not any(says(line, entry) for line in lines)
        ]
    faults += [
        f"the state has {line!r}"
        for line in _listed(expected.get("state lacks"))
        if any(says(line, entry) for entry in entries)
    ]
    return faults


def _picks(expected: Expected, reply: Reply, catalog: Catalog) -> list[str]:
    titles = [pick.item.title for pick in reply.picks]
    faults = []
    if "picks" in expected:
        low, high = _bounds(expected["picks"])
        if not low <= len(titles) <= high:
            faults.append(f"{len(titles)} picks, not {expected['picks']}: {titles}")
    for line in _listed(expected.get("every pick")):
        faults += [
            f"{pick.item.title!r} is not: {line}"
            for pick in reply.picks
            if not holds(line, pick.item)
        ]
        if not titles and "picks" not in expected:
            faults.append(f"no picks of which to say: {line}")
    for line in _listed(expected.get("no pick")):
        faults += [
            f"{pick.item.title!r} is: {line}" for pick in reply.picks if holds(line, pick.item)
        ]
    faults += [
        f"{one!r} is not shown"
        for one in _listed(expected.get("picks include"))
        if one not in titles
    ]
    faults += [
        f"{one!r} is shown" for one in _listed(expected.get("picks exclude")) if one in titles
    ]
    return faults


def _feedback(expected: Expected, reply: Reply, catalog: Catalog) -> list[str]:
    faults = []
    for kind in _FEEDBACK:
        if kind not in expected:
            continue
        noted = {catalog[item_id].title for item_id in reply.preferences.items(kind)}
        wanted = set(_listed(expected[kind]))
        if noted != wanted:
            faults.append(f"{kind}: {sorted(noted)}, not {sorted(wanted)}")
    return faults


def _question(expected: Expected, reply: Reply, catalog: Catalog) -> list[str]:
    asked = reply.question.facet if reply.question is not None else None
    faults = []
    if "question about" in expected and asked not in _listed(expected["question about"]):
        faults.append(f"asks about {asked}, not {expected['question about']}")
    if expected.get("no question") and asked is not None:
        faults.append(f"asks about {asked}")
    if expected.get("asks") and asked is None:
        faults.append("asks nothing")
    if "relaxes" in expected and bool(reply.relaxations) != expected["relaxes"]:
        faults.append(f"offers {[one.label for one in reply.relaxations]}")
    labels = [chip.label for chip in reply.chips]
    return faults + [
        f"no chip {one!r}: {labels}" for one in _listed(expected.get("chips")) if one not in labels
    ]


def _words(expected: Expected, reply: Reply, catalog: Catalog) -> list[str]:
    text = reply.text
    faults = [
        f"the text does not name {one!r}"
        for one in _listed(expected.get("mentions"))
        if one not in text
    ]
    for title, facet in cast(Iterable[tuple[str, str]], expected.get("mentions fact", ())):
        item = next(item for item in catalog if item.title == title)
        if not _states(text, item.fact(facet)):
            faults.append(
                f"the text does not state {facet} = {item.fact(facet)!r} of {title!r}: {text!r}"
            )
    words = _listed(expected.get("says one of"))
    if words and not any(plain(word) in plain(text) for word in words):
        faults.append(f"the text has none of {words}: {text!r}")
    forbidden = _listed(expected.get("says none of"))
    faults += [
        f"the text has {word!r}: {text!r}" for word in forbidden if plain(word) in plain(text)
    ]
    return faults


def _states(text: str, fact: object) -> bool:
    """Tell whether a text states a fact: a number in digits, or at least one value of several."""
    if isinstance(fact, bool):
        return True
    if isinstance(fact, int | float):
        return f"{fact:g}" in text.replace(",", "") or f"{fact:.2f}" in text
    values = fact if isinstance(fact, tuple | list) else (fact,)
    return any(plain(value) in plain(text) for value in values)


def _listed(value: object) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


def _bounds(value: object) -> tuple[int, int]:
    if value in (None, "none"):
        return 0, 0
    low, _, high = str(value).partition("-")
    return int(low), int(high or low)


def _shown(entries: list[Preference]) -> str:
    return (
        "; ".join(
            f"{'not ' if one.polarity == 'unwanted' else ''}{one.facet} {one.operator} {one.value!r} "
            f"({one.strength}) from {one.source.quote!r}"
            for one in entries
        )
        or "nothing"
    )
