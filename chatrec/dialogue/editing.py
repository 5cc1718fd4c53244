"""Edits of the preference state by hand: the person corrects what the program believes."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from .. import limits
from ..catalog.facets import Schema
from ..errors import EditError
from ..retrieval.facet_table import day_span
from ..well_formed import well_formed
from .preferences import TEXT, Preference, Preferences, is_finite

_EDITABLE = ("facet", "operator", "value", "polarity", "strength", "scope")
_BOUNDS = frozenset({"<", "<=", ">", ">=", "between", "about"})


def edit_entry(
    preferences: Preferences, entry_id: str, changes: Mapping[str, object], *, schema: Schema
) -> Preferences:
    """Return the state with one entry changed; its source then reads `edited`.

    Raises:
        EditError: No entry of that id, a field that cannot be edited, or a value that its facet cannot have.
    """
    entry = _entry(preferences, entry_id)
    unknown = sorted(set(changes) - set(_EDITABLE))
    if unknown:
        raise EditError(
            f"cannot edit {unknown[0]!r} of an entry; what can be edited: {', '.join(_EDITABLE)}"
        )
    _refuse_excess(changes)
    source = entry.source.model_copy(update={"origin": "edited"})
    changes = {name: _well_formed(value) for name, value in changes.items()}
    fields = {**entry.model_dump(), **changes, "source": source}
    try:
        new = Preference.model_validate(fields)
    except ValidationError as error:
        fault = error.errors()[0]
        field = fault["loc"][0] if fault["loc"] else "value"
        raise EditError(
            f"the entry {entry_id!r} cannot have {field} = {changes.get(str(field))!r}: {fault['msg']}"
        ) from error
    if not is_finite(new.value):
        raise EditError(
            f"the value {new.value!r} is no number that anything can have; give one in digits"
        )
    _check(new, schema)
    entries = tuple(new if one.id == entry_id else one for one in preferences.entries)
    edited = preferences.model_copy(update={"entries": entries})
    if edited.characters > max(limits.WISHES, preferences.characters):
        raise EditError(
            f"what you want would have {edited.characters:,} characters in all, and {limits.WISHES:,} are the most; "
            "give fewer values, or remove another wish first"
        )
    return edited


def remove_entry(preferences: Preferences, entry_id: str) -> Preferences:
    """Return the state less one entry.

    Raises:
        EditError: No entry of that id.
    """
    _entry(preferences, entry_id)
    return preferences.without([entry_id])


def add_entry(
    preferences: Preferences, fields: Mapping[str, object], *, schema: Schema
) -> Preferences:
    """Return the state with one more entry, made by hand.

    Raises:
        EditError: A field is missing or wrong, a value that its facet cannot have, or as many entries as there may be.
    """
    if len(preferences.entries) >= limits.ENTRIES:
        raise EditError(
            f"the preference state holds {len(preferences.entries)} entries, the most it may; remove one first"
        )
    blank = preferences.adding(str(fields.get("facet", "")), "is")
    return edit_entry(blank, blank.entries[-1].id, fields, schema=schema)


def _well_formed(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_well_formed(part) for part in value)
    return well_formed(value) if isinstance(value, str) else value


def _entry(preferences: Preferences, entry_id: str) -> Preference:
    try:
        return preferences[entry_id]
    except KeyError:
        known = ", ".join(entry.id for entry in preferences.entries) or "none"
        raise EditError(
            f"no entry {entry_id!r} in the preference state; the entries are: {known}"
        ) from None


def _refuse_excess(changes: Mapping[str, object]) -> None:
    """Go on only where a value is no longer than one may be, and of no more parts."""
    value = changes.get("value")
    parts = value if isinstance(value, list | tuple) else (value,)
    if len(parts) > limits.VALUES:
        raise EditError(
            f"a wish cannot list {len(parts):,} values; give at most {limits.VALUES}, or none for any value"
        )
    longest = max((part for part in parts if isinstance(part, str)), key=len, default="")
    if len(longest) > limits.VALUE:
        raise EditError(
            f"a value cannot have {len(longest):,} characters ({longest[:20]!r}…); "
            f"give one of at most {limits.VALUE}"
        )


def _check(entry: Preference, schema: Schema) -> None:
    facet = schema.get(entry.facet)
    if entry.facet == TEXT:
        if entry.operator != "matches" or not isinstance(entry.value, str) or not entry.value:
            raise EditError(f"a free wish needs words to match, not {entry.value!r}")
        return
    if facet is None:
        known = ", ".join(one.name for one in schema)
        raise EditError(f"no facet {entry.facet!r} in this catalogue; its facets are: {known}")
    if entry.operator in ("low", "high"):
        fits = entry.value is None and facet.numeric
    elif facet.numeric:
        fits = _is_number_for(entry)
    elif facet.type == "flag":
        fits = entry.operator == "is" and isinstance(entry.value, bool)
    elif facet.type == "date":
        fits = _is_date_for(entry)
    else:
        fits = _is_text_for(entry)
    if not fits:
        raise EditError(
            f"{facet.words} ({facet.type}) cannot be {entry.operator} {entry.value!r}; "
            "give a number for a number, yes or no for a flag, a day such as 2024-05-01 for a date, "
            "a text for anything else"
        )


def _is_number_for(entry: Preference) -> bool:
    value = entry.value
    if entry.operator == "between":
        match value:
            case (int() | float() as low, int() | float() as high):
                return low <= high
            case _:
                return False
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return plain and (entry.operator in _BOUNDS or entry.operator == "is")


def _is_text_for(entry: Preference) -> bool:
    if entry.operator == "any_of":
        return isinstance(entry.value, tuple) and bool(entry.value)
    known = entry.operator in {"is", "contains"}
    return known and isinstance(entry.value, str | tuple) and bool(entry.value)


def _is_date_for(entry: Preference) -> bool:
    days = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    spans = [span for day in days if (span := day_span(day)) is not None]
    if len(spans) < len(days) or not spans:
        return False
    if entry.operator == "between":
        return len(spans) == 2 and spans[0][0] <= spans[1][1]
    return entry.operator == "any_of" or (entry.operator in _BOUNDS | {"is"} and len(spans) == 1)
