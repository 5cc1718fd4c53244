from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.llm.masking import mask, restore

SECRETS = [
    ("write to bob.smith@example.com please", "bob.smith@example.com"),
    ("bob_smith+films@mail.example.co.uk", "bob_smith+films@mail.example.co.uk"),
    ("My e-mail is ANNA@EXAMPLE.ORG.", "ANNA@EXAMPLE.ORG"),
    ("<jürgen@müller.de>", "jürgen@müller.de"),
    ("mailto:o'neil@example.ie?subject=hi", "o'neil@example.ie"),
    ("邮箱zhang@example.cn谢谢", "zhang@example.cn"),
    ("иван@почта.рф", "иван@почта.рф"),
    ("a@b.co,c@d.io", "a@b.co"),
    ("x@xn--mller-kva.de", "x@xn--mller-kva.de"),
    ("someone@sub-domain.example.museum!", "someone@sub-domain.example.museum"),
    (f"{'a' * 80}@example.com", f"{'a' * 80}@example.com"),
    ("two@example.com wants 2 films", "two@example.com"),
    ("call +49 170 1234567", "+49 170 1234567"),
    ("+49 (0)30 123456-78", "+49 (0)30 123456-78"),
    ("+1 (555) 010-9999 works best", "+1 (555) 010-9999"),
    ("+1-800-555-0199", "+1-800-555-0199"),
    ("+44 20 7946 0958", "+44 20 7946 0958"),
    ("+33 1 23 45 67 89, thanks", "+33 1 23 45 67 89"),
    ("+919876543210", "+919876543210"),
    ("(+86) 138 1234 5678", "+86) 138 1234 5678"),
    ("+81.90.1234.5678", "+81.90.1234.5678"),
    ("0049 170 1234567", "0049 170 1234567"),
    ("00441632960961", "00441632960961"),
    ("00 33 1 23 45 67 89", "00 33 1 23 45 67 89"),
    ("(555) 123-4567", "(555) 123-4567"),
    ("555-123-4567", "555-123-4567"),
    ("555.867.5309", "555.867.5309"),
    ("1-555-867-5309", "1-555-867-5309"),
    ("ring 212 555 0187 tonight", "212 555 0187"),
    ("07911 123456", "07911 123456"),
    ("020 7946 0958", "020 7946 0958"),
    ("0170/1234567", "0170/1234567"),
    ("030 12345678", "030 12345678"),
    ("01 23 45 67 89", "01 23 45 67 89"),
    ("02079460958", "02079460958"),
    ("0412 345 678", "0412 345 678"),
    ("090-1234-5678", "090-1234-5678"),
    ("手机号13812345678找我", "13812345678"),
    ("98765 43210", "98765 43210"),
    ("call me at 5551234567", "5551234567"),
    ("my phone number is 867-5309", "867-5309"),
    ("WhatsApp: 3471234567", "3471234567"),
    ("tel. 8675309", "8675309"),
    ("Handynummer lautet 1701234567", "1701234567"),
    ("٠٧٩١١ ١٢٣٤٥٦", "٠٧٩١١ ١٢٣٤٥٦"),
    ("4111 1111 1111 1111", "4111 1111 1111 1111"),
    ("pay with 4111111111111111 now", "4111111111111111"),
    ("5500-0000-0000-0004", "5500-0000-0000-0004"),
    ("3400 000000 00009", "3400 000000 00009"),
    ("378282246310005", "378282246310005"),
    ("6011000990139424", "6011000990139424"),
    ("2223003122003222", "2223003122003222"),
    ("30569309025904", "30569309025904"),
    ("my credit card is 1234 5678 9012 3456", "1234 5678 9012 3456"),
    ("DE89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 00"),
    ("de89370400440532013000", "de89370400440532013000"),
    ("GB29 NWBK 6016 1331 9268 19 and a laptop", "GB29 NWBK 6016 1331 9268 19"),
    ("NL91ABNA0417164300", "NL91ABNA0417164300"),
    ("FR14 2004 1010 0505 0001 3M02 606", "FR14 2004 1010 0505 0001 3M02 606"),
    ("IBAN: DE89 3704 0044 0532 0130 01", "DE89 3704 0044 0532 0130 01"),
    ("account number 12345678", "12345678"),
    ("sort code 12-34-56", "12-34-56"),
    ("Kontonummer: 1234567890", "1234567890"),
    ("routing number is 021000021", "021000021"),
    ("numéro de compte 00012345678", "00012345678"),
]
HARMLESS = [
    "WH-1000XM5",
    "a 4K 55 inch television",
    "2024",
    "$1,299.99",
    "iPhone 15 128GB",
    "1917",
    "between $200 and $1,500",
    "1.299,99 €",
    "EUR 1 299 999",
    "₹1,00,000",
    "¥1234567890",
    "from 1990 to 1999",
    "1990-1999",
    "1998, 1999, 2001 or 2004",
    "2010 2012 2014 2018",
    "released on 2024-11-25",
    "25.11.2024",
    "01/02/2024",
    "01-02-2024 12:30",
    "05.11.2024 20:15",
    "ISBN 978-3-16-148410-0",
    "9783161484100",
    "ISBN 0306406152",
    "0306406152",
    "0-306-40615-2",
    "ISBN-10: 030640615X",
    "EAN 4006381333931",
    "4006381333931",
    "UPC 012345678905",
    "ASIN B08N5WRWNW",
    "SKU 0123456789",
    "part number 555-123-4567",
    "model 0412 345 678",
    "1920x1080",
    "1920 1080 2560 1440",
    "2560 x 1440 pixels",
    "a phone 1080 2400 pixels",
    "200 x 300 x 45 mm",
    "ISO 100 200 400 800",
    "24-70 mm f/2.8",
    "4K@60Hz, 1080p@59.94fps",
    "Wi-Fi 802.11ax",
    "USB 3.2 Gen 2x2",
    "RTX 4090 24 GB",
    "DDR5-6000 CL30",
    "i7-13700K",
    "Core 2 Duo E8400",
    "HP 15-dw3033dx",
    "Canon EOS R5 C",
    "RX100 VII (DSC-RX100M7)",
    "MacBook Pro 16 M3 1TB",
    "GB29 is a model, NL91 another with 4 ports",
    "AT20 air tool with case and 3 blades for wood",
    "2001: A Space Odyssey",
    "Apollo 13, 12 Monkeys and 21 Grams",
    "7 500 000 views",
    "rated 8.5 by 1,234,567 people",
    "007 1999 2012",
    "10,000 mAh, 65 W",
    "1:1.85 and 2.39:1",
    "52.5200 13.4050",
    "@filmfan or #1234567890",
    "me@home, you@work",
    "https://shop.example/5551234567",
    "version 3.01234567891",
    "call of duty 2042",
    "24/7 support, 365 days",
    "0.99 1.99 2.99",
    "a visa until 2026",
    "an account of 1917",
]


def test_the_tables_hold_sixty_of_each() -> None:
    assert len({text for text, _ in SECRETS}) >= 60
    assert len(set(HARMLESS)) >= 60


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_a_secret_is_hidden_and_comes_back(text: str, secret: str) -> None:
    masked = mask(text)
    assert secret not in masked.text
    assert not _left_of(secret, masked.text)
    assert re.search(r"\[(e-mail|phone|card|account) 1\]", masked.text)
    assert secret in "".join(masked.found.values())
    assert restore(masked.text, masked.found) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_figures_of_a_catalogue_stay(text: str) -> None:
    assert mask(text).text == text
    assert mask(f"I want {text}, please").text == f"I want {text}, please"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("a@b.de or +49 170 1234567", "[e-mail 1] or [phone 1]"),
        ("555-123-4567, 555-987-6543", "[phone 1], [phone 2]"),
        ("555-123-4567 555-987-6543 555-123-4567", "[phone 1] [phone 2] [phone 1]"),
        ("sort code 12-34-56, account 12345678", "sort code [account 1], account [account 2]"),
        ("a 2024 laptop, call 5551234567", "a 2024 laptop, call [phone 1]"),
    ],
)
def test_several_secrets_are_numbered_by_kind(text: str, masked: str) -> None:
    assert mask(text).text == masked


def test_a_secret_keeps_its_placeholder_in_the_texts_that_follow() -> None:
    first = mask("a@b.de")
    second = mask("c@d.de, and again a@b.de", first.found)
    assert second.text == "[e-mail 2], and again [e-mail 1]"
    assert restore("[e-mail 1] [e-mail 2]", second.found) == "a@b.de c@d.de"


def test_a_placeholder_that_a_person_wrote_is_not_taken_for_ours() -> None:
    text = "[e-mail 1] is what I typed, a@b.de is my address"
    masked = mask(text)
    assert masked.text == "[quoted 1] is what I typed, [e-mail 1] is my address"
    assert restore(masked.text, masked.found) == text


def test_a_placeholder_of_nothing_stays_as_it_is() -> None:
    assert restore("write to [e-mail 7]", mask("a@b.de").found) == "write to [e-mail 7]"


def test_a_secret_is_not_searched_for_placeholders_when_it_is_put_back() -> None:
    assert restore("[e-mail 1]", {"[e-mail 1]": "[phone 1]", "[phone 1]": "x"}) == "[phone 1]"


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_comes_back(text: str) -> None:
    masked = mask(text)
    assert restore(masked.text, masked.found) == text


@given(st.text(alphabet="0123456789 +-().@/,[]ab phonecalle-mail1", max_size=120))
def test_any_text_of_figures_and_signs_comes_back(text: str) -> None:
    masked = mask(text)
    assert restore(masked.text, masked.found) == text


@given(
    st.text(alphabet=st.characters(exclude_categories=["Nd"], exclude_characters="@"), max_size=200)
)
def test_a_text_without_digits_and_addresses_is_unchanged(text: str) -> None:
    assert mask(text).text == text


WORDS = st.lists(
    st.sampled_from(
        ["a", "film", "for", "2", "children", "under", "90", "minutes", "—", "laptop,"]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
DIGITS = st.text(alphabet="0123456789", min_size=7, max_size=7)


@st.composite
def cards(draw: st.DrawFn) -> str:
    body = draw(st.sampled_from(["4", "51", "55", "37", "6011"]))
    length = 15 if body == "37" else 16
    body += "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=length, max_size=length)))
    body = body[: length - 1]
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body))]
    check = -sum(value - 9 if value > 9 else value for value in doubled) % 10
    return f"{body}{check}"


@st.composite
def accounts(draw: st.DrawFn) -> str:
    bban = "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=18, max_size=18)))
    check = 98 - int(f"{bban}131400") % 97
    whole = f"DE{check:02d}{bban}"
    gap = draw(st.sampled_from(["", " "]))
    return gap.join(whole[place : place + 4] for place in range(0, len(whole), 4))


SECRET = st.one_of(
    st.emails(domains=st.just("example.com")).filter(lambda one: '"' not in one),
    DIGITS.map(lambda digits: f"+49 170 {digits}"),
    DIGITS.map(lambda digits: f"+1 555-{digits[:3]}-{digits[3:]}"),
    DIGITS.map(lambda digits: f"0171 {digits}"),
    cards(),
    accounts(),
)


@given(WORDS, SECRET, WORDS)
def test_nothing_of_a_secret_is_left_among_words(before: str, secret: str, after: str) -> None:
    text = f"{before} my data: {secret}; {after}"
    masked = mask(text)
    assert not _left_of(secret, masked.text)
    assert masked.text.startswith(f"{before} my data: [")
    assert masked.text.endswith(f"; {after}")
    assert restore(masked.text, masked.found) == text


@pytest.mark.parametrize("text", ["!" * 100_000, "1" * 100_000, "1 " * 20_000, "a@" * 50_000])
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    mask(text)
    assert time.process_time() - start < 5


def _left_of(secret: str, text: str) -> list[str]:
    """Return the parts of a secret, of three characters or more, that a text still holds."""
    return [part for part in re.findall(r"\w{3,}", secret) if part in text.replace("e-mail", "")]
