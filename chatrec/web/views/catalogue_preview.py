"""What a file was read as: its items, their facets to be corrected, and the rows that were set aside."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import get_args

from ...catalog.catalog import Catalog
from ...catalog.facets import Facet, FacetType
from ...dialogue.wording.values import value_words
from ..bringing.corrections import Preview, correctable
from .catalogue_upload import UPLOAD, sentence
from .render import render

_MOST_REJECTS = 20
_MOST_SAMPLES = 3
_LOOKED_AT = 2_000
_LONGEST = 40
_LONGEST_REASON = 160
_TYPES = {
    "category": "one of a set",
    "many": "several of a set",
    "number": "number",
    "money": "money",
    "date": "date",
    "flag": "yes or no",
    "text": "free words",
}
_FIELDS = {"id": "id", "title": "title", "description": "description", "url": "link", "image_url": "picture"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One facet as a row of the table."""

    name: str
    label: str
    type: str
    unit: str
    ask: bool
    show: bool
    samples: str
    known: float
    complaint: str


def show_preview(made: Preview, *, complaint: str = "") -> str:
    """Return the form that corrects a draft."""
    catalog = made.catalog
    rejected = catalog.rejected
    return render(
        "upload_preview.html",
        id=UPLOAD,
        file=made.draft.file,
        title=made.draft.title,
        noun=catalog.noun,
        counted=counted(catalog),
        fields=_fields(catalog),
        types=[(one, _TYPES[one]) for one in get_args(FacetType)],
        facets=[
            _row(facet, catalog, made.complaints.get(facet.name, ""))
            for _, facet in correctable(catalog)
        ],
        rejected=len(rejected),
        rejects=[(one.line, _cut(one.reason, _LONGEST_REASON)) for one in rejected[:_MOST_REJECTS]],
        notes=[sentence(note) for note in made.notes],
        complaint=sentence(complaint),
    )


def counted(catalog: Catalog) -> str:
    """Return how many items there are, in words: "312 films"."""
    count = len(catalog)
    return f"{count:,} {catalog.noun if count == 1 else catalog.nouns}"


def told_of(made: Preview) -> str:
    """Return what screen readers say of a preview."""
    parts = [f"{counted(made.catalog)} read from {made.draft.file}"]
    if made.catalog.rejected:
        parts.append(f"{len(made.catalog.rejected):,} rows set aside")
    if made.complaints:
        parts.append(f"{len(made.complaints)} corrections do not fit")
    return "; ".join(parts) + "."


def _fields(catalog: Catalog) -> list[tuple[str, str]]:
    fields = catalog.layout.fields
    held = [(words, getattr(fields, key)) for key, words in _FIELDS.items()]
    return [(words, _cut(column)) for words, column in held if column]


def _row(facet: Facet, catalog: Catalog, complaint: str) -> Row:
    facts = [fact for item in catalog if (fact := item.fact(facet.name)) is not None]
    values = (
        value
        for fact in facts[:_LOOKED_AT]
        for value in (fact if isinstance(fact, tuple) else (fact,))
    )
    words = (_cut(value_words(facet, value)) for value in values)
    distinct = dict.fromkeys(islice(words, _LOOKED_AT))
    return Row(
        name=facet.name,
        label=facet.words,
        type=facet.type,
        unit=facet.unit or "",
        ask=facet.ask,
        show=facet.show,
        samples="; ".join(islice(distinct, _MOST_SAMPLES)),
        known=len(facts) / len(catalog),
        complaint=sentence(complaint),
    )


def _cut(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
