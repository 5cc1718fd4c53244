"""The preference state and the facts of items in words.

Everything that shows a person what the program believes of them words it here, so that the chat, the pages
and the terminal say the same. No raw key, no None and no float artefact ever comes out.
"""

from .facts import describe_fact, describe_value
from .frames import fill
from .limits import describe_bound
from .names import name_item, name_items
from .outages import describe_outage
from .patterns import label, pattern
from .questions import word_question_about
from .state import describe_state
from .wishes import adjective_rank, describe_preference, describe_wish

__all__ = [
    "adjective_rank",
    "describe_bound",
    "describe_fact",
    "describe_outage",
    "describe_preference",
    "describe_state",
    "describe_value",
    "describe_wish",
    "fill",
    "label",
    "name_item",
    "name_items",
    "pattern",
    "word_question_about",
]
