"""One sentence that asks, with what was found in it: what the readers of questions share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ....dialogue.conversation import Conversation
from ....dialogue.understanding import Change
from ....text import stem
from .analysis import Analysis
from .bounds import keys_of
from .findings import Finding
from .question_words import opener_of
from .toml_parts import table_of, texts_of
from .vocabulary import Vocabulary
from .words import read_data

Phrases = frozenset[tuple[str, ...]]
_LONGEST = 6
_POINTERS = ("one", "ones")
"""Words that stand for an item in a question: "which one is best" sets no number to one."""


@dataclass(frozen=True, slots=True)
class InquiryWords:
    """The words of data/inquiries.toml, as keys."""

    openers: frozenset[str]
    ours: Phrases
    bare: Phrases
    kinds: frozenset[str]
    kin: tuple[frozenset[str], ...]
    """Rows of stems that name the same facets."""
    counted: frozenset[str]
    extremes: dict[str, frozenset[str]]
    skip: frozenset[str]
    unheld_openers: Phrases
    aside: frozenset[str]
    having: frozenset[str]


@cache
def inquiry_words() -> InquiryWords:
    """Return the words of data/inquiries.toml."""
    raw = read_data("inquiries.toml")
    unheld, kin = table_of(raw["unheld"]), raw["kin"]
    return InquiryWords(
        openers=frozenset(texts_of(raw["openers"])),
        ours=frozenset(map(keys_of, texts_of(raw["ours"]))),
        bare=frozenset(map(keys_of, texts_of(raw["bare"]))),
        kinds=frozenset(texts_of(raw["kinds"])),
        kin=tuple(
            frozenset(map(stem, texts_of(row))) for row in (kin if isinstance(kin, list) else ())
        ),
        counted=frozenset(texts_of(raw["counted"])),
        extremes={
            name: frozenset(texts_of(words)) for name, words in table_of(raw["extremes"]).items()
        },
        skip=frozenset(texts_of(unheld["skip"])),
        unheld_openers=frozenset(map(keys_of, texts_of(unheld["openers"]))),
        aside=frozenset(texts_of(unheld["aside"])),
        having=frozenset(texts_of(raw["having"])),
    )


@dataclass(frozen=True, slots=True)
class Asking:
    """A sentence that asks: the tokens from `first` up to `last`, after the words that only lead up to it."""

    analysis: Analysis
    first: int
    last: int
    findings: tuple[Finding, ...]
    """What was found in the sentence."""
    vocabulary: Vocabulary
    conversation: Conversation

    @classmethod
    def of(
        cls,
        analysis: Analysis,
        place: tuple[int, int],
        findings: tuple[Finding, ...],
        vocabulary: Vocabulary,
        conversation: Conversation,
    ) -> Asking:
        """Take up one sentence of a message."""
        first = opener_of(analysis, *place)
        has = analysis.keys[first : first + 1] and analysis.keys[first] in inquiry_words().having
        inside = tuple(
            one
            for one in findings
            if place[0] <= analysis.tokens_of(one.span)[0] < place[1]
            and one.span.quote.casefold() not in _POINTERS
            and not (has and _is_kind(one, vocabulary))
        )
        return cls(analysis, first, place[1], inside, vocabulary, conversation)

    @property
    def opener(self) -> str:
        """The word that opens the question."""
        return self.analysis.keys[self.first] if self.first < self.last else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The words of the sentence."""
        return self.analysis.keys[self.first : self.last]

    @property
    def nouns(self) -> frozenset[str]:
        """What the catalogue calls its items."""
        catalog = self.vocabulary.catalog
        return frozenset((catalog.noun.casefold(), catalog.nouns.casefold()))

    @property
    def items(self) -> tuple[Finding, ...]:
        """The items that the sentence names or points at."""
        return tuple(one for one in self.findings if one.kind == "item")

    @property
    def values(self) -> tuple[Finding, ...]:
        """The values that the sentence names and does not ask an item for; the noun of the catalogue is none."""
        return tuple(
            one
            for one in self.findings
            if one.kind == "preference" and not is_noun(one, self.vocabulary)
        )

    @property
    def slate(self) -> tuple[str, ...]:
        """The ids of the items shown."""
        return self.conversation.slate or self.conversation.focus

    def has(self, phrases: Phrases) -> bool:
        """Tell whether the sentence has one of some phrases."""
        keys = self.keys
        return any(
            keys[at : at + size] in phrases
            for at in range(len(keys))
            for size in range(1, _LONGEST)
        )

    def opens_with(self, phrases: Phrases) -> bool:
        """Tell whether the sentence opens with one of some phrases."""
        return any(self.keys[:size] in phrases for size in range(1, _LONGEST))

    def place_of(self, finding: Finding) -> tuple[int, int]:
        """Return the tokens of a finding."""
        return self.analysis.tokens_of(finding.span)

    def taken(self) -> frozenset[int]:
        """Return the places that items and values take."""
        return frozenset(
            place
            for one in self.findings
            if one.kind in ("item", "preference", "asked")
            for place in range(*self.place_of(one))
        )

    def values_of_kind(self) -> tuple[Finding, ...]:
        """Return the values that say what kind of item is asked about: "comedy", "laptop"."""
        return tuple(one for one in self.values if self.vocabulary.of_kinds(one.facet))

    def names_kind(self) -> bool:
        """Tell whether the sentence says of what it asks: the noun of the catalogue or a kind of item."""
        return bool(self.values_of_kind()) or not self.nouns.isdisjoint(self.keys)


def is_noun(finding: Finding, vocabulary: Vocabulary) -> bool:
    """Tell whether a finding is no more than what the catalogue calls its items: "cottages" among cottages."""
    catalog = vocabulary.catalog
    return finding.span.quote.casefold() in (catalog.noun.casefold(), catalog.nouns.casefold())


def _is_kind(finding: Finding, vocabulary: Vocabulary) -> bool:
    """Tell whether a finding says what an item is: "does it come with a charger?" asks for no charger itself."""
    facet = vocabulary.schema.get(finding.facet)
    single = facet is not None and facet.type == "category" and vocabulary.of_kinds(facet.name)
    return single and finding.kind in ("preference", "asked") and finding.value is not None


def tests_of(findings: tuple[Finding, ...], *, either: bool = False) -> tuple[Change, ...]:
    """Return findings of values as the tests they stand for; with `either`, one of several values is enough."""
    made: dict[str, list[Change]] = {}
    for one in findings:
        if one.value is None or one.operator in ("low", "high"):
            continue
        change = Change(
            op="add",
            facet=one.facet,
            operator=one.operator,
            value=one.value,
            polarity=one.polarity or "wanted",
            strength="must",
            quote=one.span.quote,
        )
        made.setdefault(one.facet, []).append(change)
    return tuple(test for tests in made.values() for test in _joined(tests, either=either))


def _joined(tests: list[Change], *, either: bool) -> Iterator[Change]:
    texts = tuple(one.value for one in tests if isinstance(one.value, str))
    if either and len(texts) == len(tests) > 1:
        yield tests[0].model_copy(update={"operator": "any_of", "value": texts})
    else:
        yield from tests
