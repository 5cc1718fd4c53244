from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.findings import Finding
from chatrec.brains.rules.reading.languages import SCRIPTS, language_of, small_words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Busco una película de terror de los años 90", "Spanish"),
        ("je cherche un film drôle pour ce soir", "French"),
        ("Ich suche einen leichten Laptop unter 900 Euro", "German"),
        ("Vorrei un film divertente per stasera", "Italian"),
        ("Quero um filme de comédia para ver hoje", "Portuguese"),
        ("ik zoek een leuke film voor vanavond", "Dutch"),
        ("bana komik bir film öner", "Turkish"),
        ("jag letar efter en rolig film", "Swedish"),
        ("我想看一部喜剧", "Chinese script"),
        ("面白い映画を探しています", "Japanese script"),
        ("재미있는 영화 추천해줘", "Korean script"),
        ("Я ищу комедию", "Cyrillic script"),
        ("أريد فيلم كوميدي", "Arabic script"),
        ("אני מחפש סרט", "Hebrew script"),
        ("Ψάχνω μια κωμωδία", "Greek script"),
        ("อยากดูหนังตลก", "Thai script"),
        ("मुझे एक कॉमेडी फिल्म चाहिए", "Devanagari script"),
    ],
)
def test_another_language_is_named(text: str, language: str) -> None:
    assert language_of(analyse(text)) == language


@pytest.mark.parametrize(
    "text",
    [
        "something like La vita è bella",
        "Le Fabuleux Destin d'Amélie Poulain",
        "Das Boot",
        "I loved La vie en rose and Das Leben der Anderen",
        "a film in french please",
        "c'est la vie",
        "I want to watch 千と千尋の神隠し",
        "hola",
        "",
        "1234 !!",
    ],
)
def test_titles_and_foreign_words_do_not_make_a_message_foreign(text: str) -> None:
    assert language_of(analyse(text)) is None


def test_a_title_that_was_found_does_not_count() -> None:
    analysis = analyse("el laberinto del fauno y los otros")
    assert language_of(analysis) == "Spanish"
    whole = Finding(analysis.span(0, len(analysis.tokens)), "item", item_ids=("i1",))
    assert language_of(analysis, (whole,)) is None


@given(st.text(max_size=300))
def test_any_text_has_a_known_language_or_none(text: str) -> None:
    assert language_of(analyse(text)) in {None, *SCRIPTS, *small_words().by_language}
