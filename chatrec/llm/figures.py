"""What a row of figures is by its form: the number of a card, of a phone, or of a book."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_ISSUERS: Final = re.compile(r"3|4|5|6|8[12]|220[0-4]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720")
_CARD_GROUPS: Final = re.compile(r"4444\d?|465|464")
_DATE: Final = re.compile(r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2]|[12]\d|3[01])(?:19|20)\d\d")
_PHONE: Final = (7, 15)
"""How many digits a number has with its country (E.164)."""
_TRUNK: Final = (9, 11)
"""How many digits a number has that begins with the 0 of calls within a country."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Groups of digits as they are written, with what stands between them."""

    groups: Sequence[str]
    separators: Sequence[str]
    """One fewer than there are groups."""
    plus: bool = False
    """Whether a plus sign stands before them."""

    @property
    def digits(self) -> str:
        """All digits without what is between them."""
        return "".join(self.groups)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of digits in each group."""
        return tuple(len(group) for group in self.groups)


def is_card(figures: Figures) -> bool:
    """Tell whether figures are the number of a card: its issuer, its groups and its check digit."""
    if figures.plus or len(figures.groups) > 5:
        return False
    digits = figures.digits
    if not 13 <= len(digits) <= 19 or not _ISSUERS.match(digits):
        return False
    if len(digits) == 13 and is_product(digits):
        return False
    grouped = len(figures.groups) > 1
    sizes = "".join(map(str, figures.sizes))
    if grouped and (len(set(figures.separators)) > 1 or not _CARD_GROUPS.fullmatch(sizes)):
        return False
    return _luhn(digits)


def is_phone(figures: Figures) -> bool:
    """Tell whether figures can be nothing but a phone number, by the way it is written."""
    return _international(figures) or _american(figures) or _trunk(figures) or _mobile(figures)


def is_product(digits: str) -> bool:
    """Tell whether digits carry the check digit of a book or of an article (ISBN-10, EAN-13)."""
    if len(digits) == 10:
        return sum((10 - place) * int(digit) for place, digit in enumerate(digits)) % 11 == 0
    if len(digits) == 13:
        return sum((1, 3)[place % 2] * int(digit) for place, digit in enumerate(digits)) % 10 == 0
    return False


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _international(figures: Figures) -> bool:
    first = figures.groups[0]
    if not figures.plus and not first.startswith("00"):
        return False
    digits = figures.digits
    if figures.plus:
        most = 11 if digits.startswith("1") else _PHONE[1]
        return _PHONE[0] <= len(digits) <= most and digits[0] != "0"
    prefixed = first in ("00", "001") or len(first) >= 4
    return prefixed and 11 <= len(digits) <= 17 and digits[2] != "0"


def _american(figures: Figures) -> bool:
    groups = figures.groups[1:] if figures.groups[0] == "1" else figures.groups
    if len(groups) != 3 or tuple(len(group) for group in groups) != (3, 3, 4):
        return False
    return groups[0][0] not in "01"


def _trunk(figures: Figures) -> bool:
    first = figures.groups[0]
    if not (len(first) >= 2 and first[0] == "0" and first[1] != "0"):
        return False
    digits = figures.digits
    if not _TRUNK[0] <= len(digits) <= _TRUNK[1] or _DATE.match(digits):
        return False
    if len(figures.groups) == 1:
        return len(digits) >= 10 and not is_product(digits)
    return len(first) <= 6 and min(figures.sizes[1:]) >= 2


def _mobile(figures: Figures) -> bool:
    """Tell whether it is a mobile number of China (11 digits) or of India (two groups of five)."""
    if len(figures.groups) > 3:
        return False
    digits = figures.digits
    if figures.sizes in ((11,), (3, 4, 4)):
        return digits[0] == "1" and digits[1] in "3456789"
    return figures.sizes == (5, 5) and digits[0] in "6789"
