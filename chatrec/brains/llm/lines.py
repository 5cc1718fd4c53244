"""The lines that a model may write itself: they name nothing and count nothing of their own."""

from __future__ import annotations

from ...catalog.catalog import Catalog
from ...dialogue.reply import Sentence
from ...grounding.clean import is_clean
from ...grounding.grounds import Grounds
from ...grounding.names import name_key, names_of
from ...grounding.sentences import faults
from ...text import tokenize
from ..brain import Brief
from ..rules.reading.words import is_english

_LONGEST = 160
_QUOTES = frozenset('“”"«»‘`*_#|[]{}')
_OWN = frozenset({"i", "im", "ive", "ill", "id"})


def fitting_line(line: str, brief: Brief, catalog: Catalog) -> str:
    """Return a line where it may stand above the picks, else nothing.

    It may hold names and figures only where the person or the state has them.
    """
    text = line.strip()
    if not text or len(text) > _LONGEST or not is_clean(text) or _QUOTES & set(text):
        return ""
    grounds = Grounds.of(brief, catalog)
    own = " | ".join(f" {name_key(part)} " for part in (*grounds.said, *grounds.state))
    if any(f" {one.words} " not in own for one in names_of(catalog).find(text)):
        return ""
    known = own + " | " + name_key(f"{catalog.noun} {catalog.nouns}")
    if any(faults(Sentence(text=text), grounds)) or _has_name(text, set(known.split())):
        return ""
    return text


def fitting_question(line: str, brief: Brief, catalog: Catalog) -> str:
    """Return the words of a question where they are one question and may be said, else nothing."""
    text = fitting_line(line, brief, catalog)
    return text if text.endswith("?") and text.count("?") == 1 else ""


def _has_name(text: str, known: set[str]) -> bool:
    """Tell whether a word is written like a name and is neither the person's nor, at a beginning, an ordinary one."""
    begins = True
    for token in tokenize(text):
        word = token.raw
        if not any(letter.isalpha() for letter in word):
            begins = begins or word in ".!?:"
            continue
        key = token.folded.replace("'", "").replace("’", "")
        capital = word != word.lower()
        if capital and key not in known and key not in _OWN and not (begins and is_english(key)):
            return True
        begins = False
    return False
