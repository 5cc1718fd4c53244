from __future__ import annotations

from pathlib import Path

from chatrec.web import styles

FOLDER = Path(styles.__file__).parent / "static"
MOST_BYTES = 40_000


def test_every_part_is_sent_and_all_of_it_is_small() -> None:
    sheet = styles.style_sheet()
    for part in FOLDER.glob("*.css"):
        assert part.read_text(encoding="utf-8") in sheet
    assert len(sheet.encode()) < MOST_BYTES


def test_colours_stand_among_the_tokens_only() -> None:
    for part in FOLDER.glob("*.css"):
        if part.stem != "tokens":
            assert "#" not in part.read_text(encoding="utf-8")
