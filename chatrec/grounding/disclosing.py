"""Disclosing: what the house must say of an item is put beside it, whoever worded the pick."""

from __future__ import annotations

from collections.abc import Mapping

from ..catalog.catalog import Catalog
from ..catalog.items import Value
from ..dialogue.reply import Draft, DraftPick, Sentence
from .house_rules import disclosures


def disclose(draft: Draft, *, catalog: Catalog, user: Mapping[str, Value]) -> Draft:
    """Return the draft with every disclosure in its pick; what is there already is not said twice."""
    picks = tuple(_disclosed(pick, catalog, user) for pick in draft.picks)
    return draft.model_copy(update={"picks": picks})


def missing_disclosures(
    pick: DraftPick, *, catalog: Catalog, user: Mapping[str, Value]
) -> tuple[str, ...]:
    """Return what must be said of a pick and is not in its words."""
    item = catalog.get(pick.item_id)
    if item is None:
        return ()
    said = pick.reason.text + " " + (pick.caveat.text if pick.caveat else "")
    owed = disclosures(item, catalog.rules, user=user)
    return tuple(one for one in owed if one.strip() not in said)


def _disclosed(pick: DraftPick, catalog: Catalog, user: Mapping[str, Value]) -> DraftPick:
    missing = missing_disclosures(pick, catalog=catalog, user=user)
    if not missing:
        return pick
    words = " ".join(_ended(one.strip()) for one in missing)
    before = pick.caveat
    text = f"{words} {before.text}" if before else words
    caveat = Sentence(text=text, claims=before.claims if before else ())
    return pick.model_copy(update={"caveat": caveat})


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
