"""Export of a diary as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.diary.exchange.export_csv import COLUMNS, csv_file, csv_text, escape_formula
from stretchapp.diary.nights import Entries
from tests.diary.entries import a_cramp, a_stretch


def rows(entries: Entries) -> list[dict[str, str]]:
    """Return the rows of a table as a spreadsheet reads them."""
    return list(csv.DictReader(io.StringIO(csv_text(entries), newline="")))


def test_an_empty_diary_has_a_heading_only() -> None:
    assert csv_file(Entries()) == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"


def test_every_entry_is_a_row_in_the_order_of_time() -> None:
    entries = Entries(
        [a_stretch("2026-11-21T22:00"), a_stretch("2026-11-19T22:00", state="running")],
        [
            a_cramp("2026-11-22T03:00", strength=0, length_s=90.0, tried=(("pull", True),)),
            a_cramp("2026-11-20T03:00", state="running", eased=True, nothing_helped=True),
            a_cramp("2026-11-18T03:00", eased=True, side="left", triggers=("heat", "stress")),
        ],
        frozenset({date(2026, 11, 20)}),
    )

    table = rows(entries)

    assert [(row["kind"], row["night"]) for row in table] == [
        ("cramp", "2026-11-17"),
        ("session", "2026-11-19"),
        ("cramp", "2026-11-19"),
        ("no cramp", "2026-11-20"),
        ("session", "2026-11-21"),
        ("cramp", "2026-11-21"),
    ]
    assert (table[0]["state"], table[0]["side"]) == ("eased", "left")
    assert table[0]["triggers"] == "heat stress"
    assert (table[1]["state"], table[1]["ended_at"]) == ("running", "")
    assert (table[2]["state"], table[2]["nothing_helped"]) == ("running", "yes")
    assert (table[4]["planned_min"], table[4]["title"]) == ("5.00", "In bed")
    assert (table[5]["strength"], table[5]["length_min"]) == ("0", "1.50")
    assert (table[5]["tried"], table[5]["helped"]) == ("pull", "pull")


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])  # noqa: RUF001 -- full-width forms
def test_a_cell_is_never_computed(first: str) -> None:
    note = f'{first}HYPERLINK("http://example.org")'
    cramp = a_cramp("2026-11-22T03:00", note=note, triggers=(note,), muscle=note)
    (row,) = rows(Entries(cramps=[cramp]))

    assert (row["note"], row["triggers"], row["muscle"]) == (f"'{note}",) * 3


@given(st.text(max_size=20))
def test_other_cells_stay_as_they_are(text: str) -> None:
    cell = escape_formula(text)

    assert cell in {text, f"'{text}"}
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_quotes_commas_and_line_breaks_stay_in_their_cell() -> None:
    note = 'He said "no", and\nwent; a,b'
    (row,) = rows(Entries(cramps=[a_cramp("2026-11-22T03:00", note=note)]))

    assert row["note"] == note
