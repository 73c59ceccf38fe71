"""Export of a diary as a table for spreadsheets."""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
import subprocess
from datetime import date, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.diary.exchange.export_csv import COLUMNS, csv_file, csv_text, escape_formula
from stretchapp.diary.nights import Entries
from tests.diary.entries import a_cramp, a_stretch

if TYPE_CHECKING:
    from pathlib import Path

A_NUMBER = "40"
A_TEXT = "60"
"""Types of cells in the files of Gnumeric."""


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

    assert cell.replace("'", "") == text.replace("'", "")
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize(
    "text",
    [
        *(" =1+1", "\u00a0=1+1", "\ufeff=1+1", ' "=1+1', "\n =1+1"),
        *("a;=1+1", 'a; "=1+1', "a\t=1+1", "a|@SUM(A1)", "a\n-1", "a;b;＋1"),  # noqa: RUF001 -- a full-width form
    ],
)
def test_a_part_of_a_cell_is_never_computed(text: str) -> None:
    """Where another sign than the comma separates cells, a part of one becomes a cell."""
    escaped = escape_formula(text)

    for separator in ";|\t\n":
        for cell in escaped.split(separator):
            assert not cell.strip(' "\t\n\u00a0\ufeff').startswith(("=", "+", "-", "@", "＋"))  # noqa: RUF001 -- the same
    assert escaped.replace("'", "") == text


@given(st.text(alphabet="=+-@;| \"'\ta\n", max_size=12))
def test_no_part_of_any_cell_is_computed(text: str) -> None:
    escaped = escape_formula(text)

    for cell in re.split(r"[;|\t\n]", escaped):
        assert not re.match(r'[\s"]*[=+\-@]', cell)
    assert escaped.replace("'", "") == text.replace("'", "")


def test_other_signs_stay_as_they_are() -> None:
    for text in ("yes, -5 degrees", "2-3 times", "a@b.org", "7 = strong", "pain; then rest"):
        assert escape_formula(text) == text


def test_moments_are_wall_times_and_their_offset_has_a_column() -> None:
    begun = datetime.fromisoformat("2026-10-25T02:30:20.5+02:00")
    ended = datetime.fromisoformat("2026-10-25T02:10:20+01:00")
    session, cramp = rows(
        Entries([a_stretch(begun, saved_at=ended)], [a_cramp("2026-11-22T03:00")])
    )

    assert (session["started_at"], session["ended_at"]) == (
        "2026-10-25 02:30:20",
        "2026-10-25 03:10:20",
    )
    assert session["utc_offset"] == "UTC+02:00"
    assert (cramp["started_at"], cramp["utc_offset"]) == ("2026-11-22 03:00:00", "UTC+01:00")


def test_a_spreadsheet_takes_moments_for_moments(tmp_path: Path) -> None:
    """Gnumeric writes its sheet as XML, in which a number with a format of a date is a moment."""
    cramp = a_cramp("2026-11-22T03:00", note="=1+1", length_s=90.0)
    entries = Entries([a_stretch("2026-11-21T22:00")], [cramp])
    (tmp_path / "diary.csv").write_bytes(csv_file(entries))
    sheet = tmp_path / "diary.gnumeric"
    subprocess.run(
        ["ssconvert", str(tmp_path / "diary.csv"), str(sheet)],
        check=True,
        capture_output=True,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    root = ET.fromstring(gzip.decompress(sheet.read_bytes()))  # noqa: S314 -- written by Gnumeric
    cells = {
        (int(cell.attrib["Row"]), COLUMNS[int(cell.attrib["Col"])]): cell.attrib
        for cell in root.iter("{http://www.gnumeric.org/v10.dtd}Cell")
    }

    for place in ((1, "started_at"), (1, "ended_at"), (2, "started_at"), (2, "night")):
        assert cells[place]["ValueType"] == A_NUMBER
        assert "yy" in cells[place]["ValueFormat"]
    assert cells[2, "length_min"]["ValueType"] == A_NUMBER
    assert cells[2, "utc_offset"]["ValueType"] == A_TEXT
    assert cells[2, "note"]["ValueType"] == A_TEXT


def test_quotes_commas_and_line_breaks_stay_in_their_cell() -> None:
    note = 'He said "no", and\nwent; a,b'
    (row,) = rows(Entries(cramps=[a_cramp("2026-11-22T03:00", note=note)]))

    assert row["note"] == note
