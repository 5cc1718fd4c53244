"""What holds of every reply of every conversation, whatever was said: the promises of the design, checked from outside.

The checks read the catalogue's records and the reply, and use nothing of the package that computes replies.
"""

from __future__ import annotations

import re
import unicodedata

from chatrec import Reply
from chatrec.catalog.items import Item, Value
from chatrec.catalog.rules import Condition

from .facts import passes, plain
from .heard import Heard, without_titles
from .spoken import unfounded
from .states import as_test

_QUOTED = re.compile("“[^”]*”")


def broken(message: str, reply: Reply, heard: Heard) -> list[str]:
    """Note a reply, and return what it breaks, one line each; nothing where all is well."""
    heard.messages.append(message)
    if _started_over(reply):
        heard.shown.clear()
    faults = [
        *_records(reply, heard),
        *_lines(reply),
        *_musts(reply),
        *_once(reply, heard),
        *_house(reply, heard),
        *_question(reply, heard),
        *_state(reply, heard),
        *unfounded(reply, heard),
    ]
    heard.replies.append(reply)
    heard.shown |= {pick.item.id for pick in reply.picks}
    if reply.question is not None:
        heard.asked.append(reply.question.facet)
    return faults


def _started_over(reply: Reply) -> bool:
    """Tell whether the person asked to start over: what was shown may come again then."""
    read = next((step.detail for step in reply.trace.steps if step.name == "understand"), {})
    return bool(read.get("understanding", {}).get("intent") == "reset")


def _records(reply: Reply, heard: Heard) -> list[str]:
    """Every pick, and every fact given for it, is the record's."""
    faults = []
    for pick in reply.picks:
        record = heard.catalog.get(pick.item.id)
        if record is None or record != pick.item:
            faults.append(
                f"the pick {pick.item.id} {pick.item.title!r} is not the catalogue's record"
            )
            continue
        if record.title not in reply.text:
            faults.append(f"the text does not name the pick {record.title!r}")
        for one in (*pick.because, *pick.caveats):
            if one.value is not None and not _in_record(one.value, record, one.facet):
                faults.append(f"{record.title}: evidence says {one.facet} = {one.value!r}")
    return faults


def _lines(reply: Reply) -> list[str]:
    """Each numbered line names the pick of its place, there are no others, and no markup of anybody's is live."""
    numbered = re.findall(r"^(\d+)\. (.*)", reply.text, flags=re.MULTILINE)
    titles = [pick.item.title for pick in reply.picks]
    faults = [
        f"line {place} does not name {title!r}: {line[:80]!r}"
        for (place, line), title in zip(numbered, titles, strict=False)
        if title not in line
    ]
    if len(numbered) > len(titles):
        faults.append(f"{len(numbered)} numbered lines for {len(titles)} picks")
    live = [word for word in ("<script", "<img", "](javascript:") if word in reply.text.lower()]
    return faults + [f"the text has {word!r}" for word in live]


def _in_record(value: Value, record: Item, facet: str) -> bool:
    fact = record.fact(facet)
    if facet in ("description", "text"):
        return isinstance(value, str)
    if isinstance(fact, tuple | list):
        parts = value if isinstance(value, tuple | list) else (value,)
        return set(parts) <= set(fact)
    return fact == value


def _musts(reply: Reply) -> list[str]:
    """No pick breaks a must, by the facts of its record."""
    return [
        f"{pick.item.title!r} breaks the must {entry.facet} {entry.operator} {entry.value!r} ({entry.polarity})"
        for entry in reply.preferences.entries
        if entry.strength == "must" and (test := as_test(entry)) is not None
        for pick in reply.picks
        if not passes(test, pick.item)
    ]


def _once(reply: Reply, heard: Heard) -> list[str]:
    """Nothing is shown twice, and nothing that the person has had, turned down or taken."""
    state = reply.preferences
    ids = [pick.item.id for pick in reply.picks]
    faults = ["one reply shows an item twice"] if len(ids) != len(set(ids)) else []
    if heard.may_repeat:
        return faults
    gone = set(state.items("liked", "disliked", "seen", "rejected", "accepted"))
    profile = heard.profile.get("seen")
    if isinstance(profile, tuple | list):
        gone |= set(profile)
    for pick in reply.picks:
        if pick.item.id in heard.shown:
            faults.append(f"{pick.item.title!r} was shown before")
        if pick.item.id in gone:
            faults.append(f"{pick.item.title!r} is shown though it was seen, judged or taken")
    return faults


def _house(reply: Reply, heard: Heard) -> list[str]:
    """House rules: availability, disclosure, confirmation."""
    rules = heard.catalog.rules
    confirmed = any(one.action == "confirm" for one in heard.replies)
    faults = []
    for pick in reply.picks:
        item = pick.item
        faults += [
            f"{item.title!r} is not available: {rule.facet}"
            for rule in rules.available
            if not _allows(rule, item, heard.profile)
        ]
        for rule in rules.disclose:
            if _allows(rule, item, heard.profile) and rule.say not in reply.text:
                faults.append(f"{item.title!r} is shown without saying {rule.say!r}")
        if not confirmed and any(_allows(rule, item, heard.profile) for rule in rules.confirm):
            faults.append(f"{item.title!r} is shown though nobody confirmed it")
    return faults


def _allows(rule: Condition, item: Item, profile: dict[str, Value]) -> bool:
    fact = item.attributes.get(rule.facet)
    held = {plain(one) for one in fact} if isinstance(fact, tuple | list) else {plain(fact)}
    if rule.in_user is not None:
        allowed = profile.get(rule.in_user)
        if allowed is None:
            return True
        wanted = allowed if isinstance(allowed, tuple | list) else (allowed,)
        return bool({plain(one) for one in wanted} & held)
    if rule.at_least is not None:
        return isinstance(fact, int | float) and fact >= rule.at_least
    if rule.at_most is not None:
        return isinstance(fact, int | float) and fact <= rule.at_most
    if rule.any_of is not None:
        return bool({plain(one) for one in rule.any_of} & held)
    return plain(rule.equals) in held


def _question(reply: Reply, heard: Heard) -> list[str]:
    """At most one question, never the same one twice, with two to five answers and two ways out."""
    faults = []
    bare = _QUOTED.sub("", without_titles(reply.text, heard.catalog))
    if bare.count("?") > 1:
        faults.append(f"{bare.count('?')} questions in one reply")
    question = reply.question
    if question is None:
        return faults
    if question.facet in heard.asked:
        faults.append(f"asks about {question.facet} again")
    if not 2 <= len(question.answers) <= 5:
        faults.append(f"the question has {len(question.answers)} answers")
    labels = [chip.label for chip in reply.chips]
    if len(labels) < 4 or labels[-2:] != ["No preference", "Just show me"]:
        faults.append(f"the chips of the question are {labels}")
    if any(answer.count < 1 for answer in question.answers):
        faults.append("an answer leaves nothing")
    return faults


def _state(reply: Reply, heard: Heard) -> list[str]:
    """Every entry has its own id, and its quote stands in the message of its turn."""
    entries = reply.preferences.entries
    faults = (
        [] if len({entry.id for entry in entries}) == len(entries) else ["two entries share an id"]
    )
    for source in [
        *(entry.source for entry in entries if entry.scope == "chat"),
        *(one.source for one in reply.preferences.feedback),
    ]:
        place = source.turn - 1
        known = source.quote and source.origin == "said" and 0 <= place < len(heard.messages)
        if known and source.quote not in _visible(heard.messages[place]):
            faults.append(f"the quote {source.quote!r} is not in the message of turn {source.turn}")
    return faults


def _visible(message: str) -> str:
    """Return a message with a space for each control character: nobody sees or quotes those."""
    return "".join(" " if unicodedata.category(mark) in ("Cc", "Cf") else mark for mark in message)
