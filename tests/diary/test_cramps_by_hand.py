"""Cramps that people enter, change and delete themselves, on a real database."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.plain_text import without_control_characters
from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.cramp_records import (
    LONGEST_NOTE,
    LONGEST_S,
    CrampDetails,
    CrampEntry,
    CrampProgress,
    CrampRecord,
)
from stretchapp.diary.storage.store import empty_store, open_store
from tests.diary.entries import moments
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

FULL = CrampEntry(
    started_at=AN_EVENING - timedelta(days=2),
    muscle="calf",
    side="left",
    strength=6,
    length_s=120.0,
    eased=True,
    nothing_helped=False,
    note="After the hike.",
    triggers=frozenset({"tired-legs", "got-cold"}),
    tried=(("pull", False), ("rub", True)),
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_store(tmp_path / "diary.sqlite")
    yield connection
    connection.close()


@pytest.fixture
def log(connection: sqlite3.Connection) -> CrampLog:
    return CrampLog(connection)


def only(log: CrampLog) -> CrampRecord:
    (record,) = log.cramps()
    return record


class TestAdding:
    def test_one_line_is_enough(self, log: CrampLog) -> None:
        number = log.add(CrampEntry(started_at=AN_EVENING), AN_EVENING)

        record = only(log)
        assert record == log.cramp(number)
        assert (record.state, record.process) == ("ended", None)
        assert record.entry == CrampEntry(started_at=AN_EVENING)

    def test_everything_at_a_past_moment(self, log: CrampLog) -> None:
        log.add(FULL, AN_EVENING)

        record = only(log)
        assert record.entry == FULL
        assert record.started_at == FULL.started_at
        # The reminders go by it: nobody was treated just now.
        assert record.saved_at == FULL.started_at + timedelta(minutes=2)

    def test_every_entry_has_a_name_of_its_own(self, log: CrampLog) -> None:
        for _ in range(3):
            log.add(FULL, AN_EVENING)

        assert len({record.uid for record in log.cramps()}) == 3

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"started_at": AN_EVENING + timedelta(seconds=1)}, "ahead of time"),
            ({"started_at": AN_EVENING.replace(year=1969)}, "of before 1970"),
            ({"strength": 11}, "from 0 to 10"),
            ({"strength": -1}, "from 0 to 10"),
            ({"length_s": -1.0}, "from 0 to 24 hours"),
            ({"length_s": LONGEST_S + 1}, "from 0 to 24 hours"),
            ({"length_s": float("nan")}, "from 0 to 24 hours"),
            ({"note": "x" * (LONGEST_NOTE + 1)}, "1001 characters; at most 1000"),
            ({"side": "front"}, "cannot be read or written"),
        ],
        ids=str,
    )
    def test_what_cannot_be_is_refused_in_a_sentence(
        self, log: CrampLog, change: dict[str, object], sentence: str
    ) -> None:
        number = log.add(FULL, AN_EVENING)

        with pytest.raises(UserError, match=sentence):
            log.add(replace(FULL, **change), AN_EVENING)
        with pytest.raises(UserError, match=sentence):
            log.change(number, replace(FULL, **change), AN_EVENING)
        assert only(log).entry == FULL

    @pytest.mark.parametrize("length", [0, LONGEST_NOTE])
    def test_a_note_may_be_long(self, log: CrampLog, length: int) -> None:
        log.add(replace(FULL, note="x" * length), AN_EVENING)

        assert only(log).note == "x" * length


class TestChanging:
    def test_any_field(self, log: CrampLog) -> None:
        number = log.add(FULL, AN_EVENING)
        before = only(log)
        other = CrampEntry(
            started_at=AN_EVENING - timedelta(days=3),
            muscle="toes",
            side="both",
            strength=0,
            length_s=0.0,
            eased=False,
            nothing_helped=True,
            note="Another.",
            triggers=frozenset({"heat"}),
            tried=(("walk", False), ("pull", False)),
        )

        log.change(number, other, AN_EVENING)

        assert only(log).entry == other
        assert (only(log).uid, only(log).saved_at) == (before.uid, other.started_at)

    def test_back_to_unknown(self, log: CrampLog) -> None:
        number = log.add(FULL, AN_EVENING)

        log.change(number, CrampEntry(started_at=AN_EVENING), AN_EVENING)

        assert only(log).entry == CrampEntry(started_at=AN_EVENING)

    def test_what_relief_has_written(self, log: CrampLog) -> None:
        number = log.start(AN_EVENING, "calf", 42)
        tried = {"pull": False, "rub": True}
        progress = CrampProgress(
            state="ended", muscle="calf", length_s=75.5, eased=True, tried=tried
        )
        log.save(number, progress, AN_EVENING)

        log.change(number, replace(only(log).entry, side="right"), AN_EVENING)

        record = only(log)
        assert (record.side, record.length_s, record.process) == ("right", 75.5, 42)
        assert record.saved_at == AN_EVENING
        assert record.tried == (("pull", False), ("rub", True))

    def test_only_the_one_that_is_meant(self, log: CrampLog) -> None:
        first = log.add(FULL, AN_EVENING)
        second = log.add(FULL, AN_EVENING)

        log.change(second, replace(FULL, note="Second."), AN_EVENING)

        assert (log.cramp(first).note, log.cramp(second).note) == (FULL.note, "Second.")

    def test_one_that_is_not_there_is_told(self, log: CrampLog) -> None:
        with pytest.raises(UserError, match="no cramp with the number 7"):
            log.change(7, FULL, AN_EVENING)


class TestDeleting:
    def test_for_good(self, log: CrampLog, connection: sqlite3.Connection) -> None:
        kept = log.add(FULL, AN_EVENING)
        gone = log.add(FULL, AN_EVENING)

        log.delete(gone)

        assert [record.id for record in log.cramps()] == [kept]
        for table in ("cramp_trigger", "cramp_tried"):
            rows = connection.execute(f"SELECT DISTINCT cramp FROM {table}")  # noqa: S608 -- our own names
            assert [row[0] for row in rows] == [kept]

    def test_and_undoing_it(self, log: CrampLog) -> None:
        number = log.add(FULL, AN_EVENING)
        before = only(log)

        assert log.restore(log.delete(number)) == number
        assert only(log) == before

    def test_undoing_it_when_its_number_is_taken(self, log: CrampLog) -> None:
        deleted = log.delete(log.add(FULL, AN_EVENING))
        other = log.add(replace(FULL, note="Other."), AN_EVENING)
        assert other == deleted.id

        number = log.restore(deleted)

        assert log.cramp(number).entry == FULL
        assert log.cramp(other).note == "Other."

    def test_undoing_it_twice_changes_nothing(self, log: CrampLog) -> None:
        deleted = log.delete(log.add(FULL, AN_EVENING))
        log.restore(deleted)

        with pytest.raises(UserError, match="cannot be read or written"):
            log.restore(deleted)
        assert len(log.cramps()) == 1

    def test_one_that_is_not_there_is_told(self, log: CrampLog) -> None:
        with pytest.raises(UserError, match="no cramp with the number 7"):
            log.delete(7)

    def test_not_while_its_relief_runs(self, log: CrampLog) -> None:
        number = log.start(AN_EVENING, "calf", 42)

        with pytest.raises(UserError, match="still runs"):
            log.delete(number)
        assert only(log).state == "running"


class TestSince:
    @given(st.lists(moments(days=3), max_size=6), moments(days=3))
    def test_what_began_at_a_moment_or_later_is_read_exactly(
        self, began: list[datetime], since: datetime
    ) -> None:
        with closing(empty_store()) as connection:
            log = CrampLog(connection)
            for moment in [*began, since]:
                entry = CrampEntry(started_at=moment, triggers=FULL.triggers, tried=FULL.tried)
                log.add(entry, moment)

            read = log.cramps(since)

            assert read == [it for it in log.cramps() if it.started_at >= since]
            assert all(it.tried == FULL.tried for it in read)

    def test_a_zone_with_odd_seconds_is_read_too(
        self, log: CrampLog, connection: sqlite3.Connection
    ) -> None:
        """SQLite itself cannot read such a moment."""
        log.add(FULL, AN_EVENING)
        connection.execute("UPDATE cramp SET started_at = '2026-11-22T22:00:00+00:53:28'")

        assert len(log.cramps(AN_EVENING - timedelta(hours=1))) == 1
        assert log.cramps(AN_EVENING) == []


class TestText:
    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("plain <b>text</b> & 'quotes'", "plain <b>text</b> & 'quotes'"),
            ("two\r\nlines\rthree\n", "two\nlines\nthree\n"),
            ("\x1b[31mred\x07\x00", " [31mred  "),
            ("tab\there", "tab here"),
            ("half \ud800 of one", "half   of one"),
            ("\x9b2J", " 2J"),
            ("Wade – große Zehe, 夜", "Wade – große Zehe, 夜"),
        ],
    )
    def test_a_note_is_kept_as_text(self, log: CrampLog, written: str, kept: str) -> None:
        number = log.add(replace(FULL, note=written), AN_EVENING)
        assert log.cramp(number).note == kept

        log.fill_in(number, CrampDetails(note=written))
        assert log.cramp(number).note == kept

    def test_one_that_is_filled_in_may_not_be_too_long_either(self, log: CrampLog) -> None:
        number = log.add(FULL, AN_EVENING)

        with pytest.raises(UserError, match="at most 1000"):
            log.fill_in(number, CrampDetails(note="x" * (LONGEST_NOTE + 1)))

    @given(st.text(max_size=50))
    def test_nothing_that_moves_a_cursor_is_left(self, text: str) -> None:
        kept = without_control_characters(text)

        assert kept == without_control_characters(kept)
        assert not {"Cc", "Cs"}.intersection(category(it) for it in kept if it != "\n")
