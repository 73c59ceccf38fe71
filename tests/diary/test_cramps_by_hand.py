"""Cramps that people enter, change, delete and restore themselves, on a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

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
from tests.diary.entries import FULL_ENTRY
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    import sqlite3


@pytest.fixture
def log(connection: sqlite3.Connection) -> CrampLog:
    return CrampLog(connection)


def only(log: CrampLog) -> CrampRecord:
    (record,) = log.cramps()
    return record


class TestAdding:
    def test_a_moment_is_enough(self, log: CrampLog) -> None:
        number = log.add(CrampEntry(started_at=AN_EVENING), AN_EVENING)

        record = only(log)
        assert record == log.cramp(number)
        assert (record.state, record.process) == ("ended", None)
        assert record.entry == CrampEntry(started_at=AN_EVENING)

    def test_everything_at_a_past_moment(self, log: CrampLog) -> None:
        log.add(FULL_ENTRY, AN_EVENING)

        record = only(log)
        assert record.entry == FULL_ENTRY
        assert record.started_at == FULL_ENTRY.started_at
        # Reminders use this moment: nobody was treated just now.
        assert record.saved_at == FULL_ENTRY.started_at + timedelta(minutes=2)

    def test_every_cramp_has_its_own_uid(self, log: CrampLog) -> None:
        for _ in range(3):
            log.add(FULL_ENTRY, AN_EVENING)

        assert len({record.uid for record in log.cramps()}) == 3

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"started_at": AN_EVENING + timedelta(seconds=1)}, "in the future"),
            ({"started_at": AN_EVENING.replace(year=1969)}, "before 1970"),
            ({"strength": 11}, "from 0 to 10"),
            ({"strength": -1}, "from 0 to 10"),
            ({"length_s": -1.0}, "from 0 to 24 hours"),
            ({"length_s": LONGEST_S + 1}, "from 0 to 24 hours"),
            ({"length_s": float("nan")}, "from 0 to 24 hours"),
            ({"note": "x" * (LONGEST_NOTE + 1)}, "1001 characters; the limit is 1000"),
            ({"side": "front"}, "cannot be read or written"),
        ],
        ids=str,
    )
    def test_impossible_values_are_refused_with_a_sentence(
        self, log: CrampLog, change: dict[str, object], sentence: str
    ) -> None:
        number = log.add(FULL_ENTRY, AN_EVENING)

        with pytest.raises(UserError, match=sentence):
            log.add(replace(FULL_ENTRY, **change), AN_EVENING)
        with pytest.raises(UserError, match=sentence):
            log.change(number, replace(FULL_ENTRY, **change), AN_EVENING)
        assert only(log).entry == FULL_ENTRY

    def test_extreme_values_are_saved(self, log: CrampLog) -> None:
        extreme = replace(
            FULL_ENTRY,
            started_at=AN_EVENING.replace(year=1970),
            strength=10,
            length_s=LONGEST_S,
            note="x" * LONGEST_NOTE,
        )
        log.add(extreme, AN_EVENING)

        assert only(log).entry == extreme


class TestNotes:
    @pytest.mark.parametrize(
        ("written", "saved"),
        [
            ("plain <b>text</b> & 'quotes'", "plain <b>text</b> & 'quotes'"),
            ("two\r\nlines\rthree\n", "two\nlines\nthree\n"),
            ("\x1b[31mred\x07\x00", " [31mred  "),
        ],
    )
    def test_a_note_is_saved_as_plain_text(self, log: CrampLog, written: str, saved: str) -> None:
        number = log.add(replace(FULL_ENTRY, note=written), AN_EVENING)
        assert log.cramp(number).note == saved

        log.fill_in(number, CrampDetails(note=written))
        assert log.cramp(number).note == saved

    def test_a_note_that_is_filled_in_later_has_the_same_limit(self, log: CrampLog) -> None:
        number = log.add(FULL_ENTRY, AN_EVENING)

        with pytest.raises(UserError, match="limit is 1000"):
            log.fill_in(number, CrampDetails(note="x" * (LONGEST_NOTE + 1)))


class TestChanging:
    def test_every_field(self, log: CrampLog) -> None:
        number = log.add(FULL_ENTRY, AN_EVENING)
        uid = only(log).uid
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
        assert (only(log).uid, only(log).saved_at) == (uid, other.started_at)

    def test_back_to_unknown(self, log: CrampLog) -> None:
        number = log.add(FULL_ENTRY, AN_EVENING)

        log.change(number, CrampEntry(started_at=AN_EVENING), AN_EVENING)

        assert only(log).entry == CrampEntry(started_at=AN_EVENING)

    def test_an_entry_that_relief_wrote(self, log: CrampLog) -> None:
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

    def test_no_other_cramp_changes(self, log: CrampLog) -> None:
        first = log.add(FULL_ENTRY, AN_EVENING)
        second = log.add(FULL_ENTRY, AN_EVENING)

        log.change(second, replace(FULL_ENTRY, note="Second."), AN_EVENING)

        assert (log.cramp(first).note, log.cramp(second).note) == (FULL_ENTRY.note, "Second.")

    def test_a_cramp_that_does_not_exist_is_reported(self, log: CrampLog) -> None:
        with pytest.raises(UserError, match="no cramp with the number 7"):
            log.change(7, FULL_ENTRY, AN_EVENING)


class TestDeleting:
    def test_a_cramp_is_deleted_with_its_details(
        self, log: CrampLog, connection: sqlite3.Connection
    ) -> None:
        other = log.add(FULL_ENTRY, AN_EVENING)
        deleted = log.add(FULL_ENTRY, AN_EVENING)

        log.delete(deleted)

        assert [record.id for record in log.cramps()] == [other]
        for table in ("cramp_trigger", "cramp_tried"):
            rows = connection.execute(f"SELECT DISTINCT cramp FROM {table}")  # noqa: S608 -- our own names
            assert [row[0] for row in rows] == [other]

    def test_a_deleted_cramp_can_be_restored(self, log: CrampLog) -> None:
        number = log.add(FULL_ENTRY, AN_EVENING)
        before = only(log)

        assert log.restore(log.delete(number)) == number
        assert only(log) == before

    def test_a_restored_cramp_gets_another_number_if_its_own_is_taken(self, log: CrampLog) -> None:
        deleted = log.delete(log.add(FULL_ENTRY, AN_EVENING))
        other = log.add(replace(FULL_ENTRY, note="Other."), AN_EVENING)
        assert other == deleted.id

        number = log.restore(deleted)

        assert log.cramp(number).entry == FULL_ENTRY
        assert log.cramp(other).note == "Other."

    def test_restoring_twice_adds_no_second_cramp(self, log: CrampLog) -> None:
        deleted = log.delete(log.add(FULL_ENTRY, AN_EVENING))
        log.restore(deleted)

        with pytest.raises(UserError, match="cannot be read or written"):
            log.restore(deleted)
        assert len(log.cramps()) == 1

    def test_a_cramp_that_does_not_exist_is_reported(self, log: CrampLog) -> None:
        with pytest.raises(UserError, match="no cramp with the number 7"):
            log.delete(7)

    def test_a_cramp_is_not_deleted_while_its_relief_is_running(self, log: CrampLog) -> None:
        number = log.start(AN_EVENING, "calf", 42)

        with pytest.raises(UserError, match="still running"):
            log.delete(number)
        assert only(log).state == "running"
