from __future__ import annotations

from collections.abc import Sequence

import pytest

from chatrec.catalog.readers.rows import BadRow, Row
from chatrec.errors import UploadError
from chatrec.web.bringing.corrections import Draft, Preview, correct, preview

DRAFT = Draft(file="lamps.csv", rows="rows.csv", title="lamps")
COLOURS = ("red", "blue", "green")


def rows_of(count: int = 30, **more: object) -> list[Row | BadRow]:
    return [
        Row(
            line,
            {
                "id": f"l{line}",
                "title": f"Lamp {line}",
                "colour": COLOURS[line % 3],
                "socket": str(14 + 13 * (line % 2)),
                "price": f"{line + 10} EUR",
                **more,
            },
        )
        for line in range(2, count + 2)
    ]


def corrected(
    made: Preview,
    rows: Sequence[Row | BadRow],
    *,
    title: str = "",
    noun: str = "",
    **asked: dict[str, object],
) -> Preview:
    return correct(made.draft, rows, title=title, noun=noun, asked=asked)


@pytest.fixture
def rows() -> list[Row | BadRow]:
    return rows_of()


@pytest.fixture
def shown(rows: list[Row | BadRow]) -> Preview:
    return preview(DRAFT, rows)


def test_what_is_shown_is_what_was_inferred(shown: Preview) -> None:
    assert len(shown.catalog) == 30
    assert shown.draft.shown["colour"].type == "category"
    assert shown.draft.shown["price"].type == "money"
    assert shown.draft.given == {}


def test_a_correction_changes_the_facet_and_no_other(
    shown: Preview, rows: list[Row | BadRow]
) -> None:
    now = corrected(
        shown, rows, colour={"label": "finish", "ask": False}, socket={"type": "category"}
    )
    colour, socket = now.catalog.schema.get("colour"), now.catalog.schema.get("socket")
    assert colour is not None and (colour.words, colour.ask, colour.type) == ("finish", False, "category")  # fmt: skip
    assert socket is not None and socket.type == "category"
    assert now.catalog["l2"].attributes["socket"] == "14"
    assert now.catalog.schema.get("price") == shown.catalog.schema.get("price")
    assert [facet.name for facet in now.catalog.schema] == [facet.name for facet in shown.catalog.schema]  # fmt: skip
    assert now.complaints == {}


def test_what_the_form_only_repeats_is_no_correction(
    shown: Preview, rows: list[Row | BadRow]
) -> None:
    asked = {
        name: one.model_dump(include={"type", "label", "ask", "show"})
        for name, one in shown.draft.shown.items()
    }
    now = corrected(shown, rows, **asked)
    assert now.catalog.schema == shown.catalog.schema


def test_corrections_add_up(shown: Preview, rows: list[Row | BadRow]) -> None:
    first = corrected(shown, rows, colour={"label": "finish"})
    second = corrected(first, rows, title="Our lamps", noun="lamp", price={"show": False})
    colour, price = second.catalog.schema.get("colour"), second.catalog.schema.get("price")
    assert colour is not None and colour.words == "finish"
    assert price is not None and not price.show
    assert (second.draft.title, second.catalog.noun, second.catalog.nouns) == ("Our lamps", "lamp", "lamps")  # fmt: skip


def test_a_type_that_does_not_fit_is_told_beside_its_facet_and_loses_no_row(
    shown: Preview, rows: list[Row | BadRow]
) -> None:
    now = corrected(
        shown, rows, colour={"type": "number"}, price={"type": "date"}, socket={"label": "cap"}
    )
    assert set(now.complaints) == {"colour", "price"}
    assert "are not numbers" in now.complaints["colour"]
    assert "are not dates" in now.complaints["price"]
    assert len(now.catalog) == 30
    assert now.catalog.schema.get("price") == shown.catalog.schema.get("price")
    socket = now.catalog.schema.get("socket")
    assert socket is not None and socket.words == "cap", "what fits is kept"
    assert corrected(now, rows).complaints == {}, "and it is not tried again"


def test_a_type_that_fits_most_values_sets_the_others_aside(shown: Preview) -> None:
    rows = [*rows_of(), Row(99, {"id": "l99", "title": "Odd lamp", "socket": "none of these"})]
    now = corrected(preview(DRAFT, rows), rows, socket={"type": "number"})
    assert now.complaints == {}
    assert [(one.line, one.reason[:6]) for one in now.catalog.rejected] == [(99, "socket")]


@pytest.mark.parametrize("forged", [{"type": "colour"}, {"ask": "perhaps"}, {"show": [1]}])
def test_a_correction_that_is_none_is_told(
    shown: Preview, rows: list[Row | BadRow], forged: dict[str, object]
) -> None:
    now = corrected(shown, rows, colour=forged)
    assert set(now.complaints) == {"colour"}
    assert now.catalog.schema == shown.catalog.schema


def test_a_facet_that_is_not_there_cannot_be_corrected(
    shown: Preview, rows: list[Row | BadRow]
) -> None:
    assert corrected(shown, rows, weight={"type": "number"}).catalog.schema == shown.catalog.schema


def test_an_empty_label_is_the_name_of_the_facet(shown: Preview, rows: list[Row | BadRow]) -> None:
    colour = corrected(shown, rows, colour={"label": " "}).catalog.schema.get("colour")
    assert colour is not None and colour.words == "colour"


def test_one_row_and_one_column_are_enough() -> None:
    made = preview(DRAFT, [Row(2, {"title": "The only lamp"})])
    assert [item.title for item in made.catalog] == ["The only lamp"]


def test_a_file_of_no_item_is_refused_with_the_reason() -> None:
    with pytest.raises(UploadError, match="no rows beneath its first line"):
        preview(DRAFT, [])
    with pytest.raises(UploadError, match=r"none of its 2 rows.*line 2: broken JSON"):
        preview(DRAFT, [BadRow(2, "broken JSON", "x"), BadRow(3, "broken JSON", "y")])
