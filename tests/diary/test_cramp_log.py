"""Cramps as relief writes them into the cramp log, and reading them, on a real database."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.cramp_records import CrampDetails, CrampProgress, CrampRecord
from stretchapp.diary.storage.errors import EntryGoneError
from stretchapp.diary.storage.store import empty_store
from tests.diary.entries import FULL_ENTRY, moments
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    import sqlite3

PROGRESS = CrampProgress(
    state="running", muscle="calf", length_s=75.5, eased=False, tried={"pull": False, "rub": False}
)

DETAILS = CrampDetails(
    side="left",
    strength=7,
    length_s=90.0,
    triggers=frozenset({"tired-legs", "got-cold"}),
    helped=frozenset({"rub"}),
    nothing_helped=False,
    note="After the hike.",
)


@pytest.fixture
def log(connection: sqlite3.Connection) -> CrampLog:
    return CrampLog(connection)


@pytest.fixture
def cramp(log: CrampLog) -> int:
    """A cramp whose relief has just started."""
    return log.start(AN_EVENING, "calf", 42)


def only(log: CrampLog) -> CrampRecord:
    (record,) = log.cramps()
    return record


def later(minutes: float) -> datetime:
    return AN_EVENING + timedelta(minutes=minutes)


def test_relief_starts_with_nothing_known_but_the_place(log: CrampLog, cramp: int) -> None:
    uid = only(log).uid
    assert len(uid) == 32
    assert only(log) == CrampRecord(
        id=cramp,
        state="running",
        process=42,
        started_at=AN_EVENING,
        saved_at=AN_EVENING,
        muscle="calf",
        side=None,
        strength=None,
        length_s=0.0,
        eased=False,
        nothing_helped=False,
        note="",
        triggers=(),
        tried=(),
        uid=uid,
    )


class TestSaving:
    def test_the_progress_is_saved(self, log: CrampLog, cramp: int) -> None:
        log.save(cramp, PROGRESS, later(1))

        record = only(log)
        assert (record.state, record.length_s, record.eased) == ("running", 75.5, False)
        assert (record.started_at, record.saved_at) == (AN_EVENING, later(1))
        assert record.tried == (("pull", False), ("rub", False))

    def test_a_later_save_adds_exercises_and_what_helped(self, log: CrampLog, cramp: int) -> None:
        log.save(cramp, PROGRESS, later(1))
        tried = {"pull": False, "rub": True, "walk": False}
        ended = replace(PROGRESS, state="ended", muscle="toes", eased=True, tried=tried)

        log.save(cramp, ended, later(2))

        record = only(log)
        assert (record.state, record.muscle, record.eased) == ("ended", "toes", True)
        assert record.tried == (("pull", False), ("rub", True), ("walk", False))

    def test_saving_changes_no_other_cramp(self, log: CrampLog, cramp: int) -> None:
        second = log.start(later(60), "toes", 42)

        log.save(cramp, PROGRESS, later(61))

        assert [(record.id, record.length_s, len(record.tried)) for record in log.cramps()] == [
            (second, 0.0, 0),
            (cramp, 75.5, 2),
        ]

    def test_everything_is_saved_or_nothing(
        self, log: CrampLog, cramp: int, connection: sqlite3.Connection
    ) -> None:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON cramp_tried WHEN NEW.exercise = 'rub'"
            " BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )

        with pytest.raises(UserError, match="no room"):
            log.save(cramp, PROGRESS, later(1))

        assert (only(log).length_s, only(log).tried) == (0.0, ())
        assert not connection.in_transaction

    def test_a_full_disk_is_explained(
        self, log: CrampLog, cramp: int, connection: sqlite3.Connection
    ) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(UserError, match=r"disk is full.*; free some space on the disk"):
            log.fill_in(cramp, CrampDetails(helped=frozenset({"x" * 10_000})))


class TestFillingIn:
    @pytest.fixture
    def saved(self, log: CrampLog, cramp: int) -> int:
        """A cramp with some progress."""
        log.save(cramp, PROGRESS, later(1))
        return cramp

    def test_all_details(self, log: CrampLog, saved: int) -> None:
        log.fill_in(saved, DETAILS)

        record = only(log)
        assert (record.side, record.strength, record.length_s) == ("left", 7, 90.0)
        assert record.triggers == ("got-cold", "tired-legs")
        assert record.tried == (("pull", False), ("rub", True))
        assert (record.nothing_helped, record.note) == (False, "After the hike.")
        assert record.saved_at == later(1)

    def test_details_that_are_not_given_stay(self, log: CrampLog, saved: int) -> None:
        log.fill_in(saved, DETAILS)
        before = only(log)

        log.fill_in(saved, CrampDetails())
        assert only(log) == before
        log.fill_in(saved, CrampDetails(strength=0))
        assert only(log) == replace(before, strength=0)

    def test_details_can_become_unknown_again(self, log: CrampLog, saved: int) -> None:
        log.fill_in(saved, DETAILS)
        before = only(log)

        log.fill_in(saved, CrampDetails(unknown=frozenset({"side", "length_s"}), strength=3))
        assert only(log) == replace(before, side=None, length_s=None, strength=3)

        log.fill_in(saved, CrampDetails(unknown=frozenset({"strength"})))
        assert only(log) == replace(before, side=None, length_s=None, strength=None)

    def test_new_details_replace_earlier_ones(self, log: CrampLog, saved: int) -> None:
        log.fill_in(saved, DETAILS)

        triggers, helped = frozenset({"heat"}), frozenset({"pull"})
        log.fill_in(saved, CrampDetails(triggers=triggers, helped=helped))

        assert only(log).triggers == ("heat",)
        assert only(log).tried == (("pull", True), ("rub", False))

    def test_nothing_helped(self, log: CrampLog, cramp: int) -> None:
        log.save(cramp, replace(PROGRESS, tried={"pull": True, "rub": False}), later(1))

        log.fill_in(cramp, CrampDetails(helped=frozenset(), nothing_helped=True))

        assert only(log).nothing_helped
        assert only(log).tried == (("pull", False), ("rub", False))

    def test_an_exercise_from_outside_of_the_flow_helped(self, log: CrampLog, cramp: int) -> None:
        log.fill_in(cramp, CrampDetails(helped=frozenset({"bath"})))

        assert only(log).tried == (("bath", True),)

    @pytest.mark.parametrize("strength", [0, 10])
    def test_strength_goes_from_0_to_10(self, log: CrampLog, cramp: int, strength: int) -> None:
        log.fill_in(cramp, CrampDetails(strength=strength))

        assert only(log).strength == strength

    @pytest.mark.parametrize(
        "details",
        [
            CrampDetails(strength=11),
            CrampDetails(strength=-1),
            CrampDetails(length_s=-0.1),
            CrampDetails(side="front"),  # pyright: ignore[reportArgumentType]
        ],
    )
    def test_impossible_details_are_refused_and_change_nothing(
        self, log: CrampLog, cramp: int, details: CrampDetails
    ) -> None:
        before = only(log)
        with_more = replace(details, triggers=frozenset({"heat"}), note="More.")

        with pytest.raises(UserError, match="cannot be read or written"):
            log.fill_in(cramp, with_more)

        assert only(log) == before


class TestReading:
    def test_the_latest_comes_first_across_time_zones(self, log: CrampLog) -> None:
        """On the night on which the clocks are set back, 2:10 comes after 2:30."""
        summer, winter = timezone(timedelta(hours=2)), timezone(timedelta(hours=1))
        earlier = log.start(datetime(2026, 10, 25, 2, 30, tzinfo=summer), "calf", 1)
        after = log.start(datetime(2026, 10, 25, 2, 10, tzinfo=winter), "calf", 1)

        assert [record.id for record in log.cramps()] == [after, earlier]

    def test_a_damaged_row_is_left_out(
        self, log: CrampLog, cramp: int, connection: sqlite3.Connection
    ) -> None:
        connection.execute("UPDATE cramp SET started_at = 'last night'")

        assert log.cramps() == []
        assert log.left_out == [f"cramp {cramp}"]

    @given(st.lists(moments(days=3), max_size=6), moments(days=3))
    def test_cramps_since_a_moment_are_found_exactly(
        self, started: list[datetime], since: datetime
    ) -> None:
        with closing(empty_store()) as connection:
            log = CrampLog(connection)
            for moment in [*started, since]:
                log.add(replace(FULL_ENTRY, started_at=moment), moment)

            found = log.cramps(since)

            assert found == [cramp for cramp in log.cramps() if cramp.started_at >= since]
            assert all(cramp.tried == FULL_ENTRY.tried for cramp in found)

    def test_an_offset_with_seconds_is_found_too(
        self, log: CrampLog, cramp: int, connection: sqlite3.Connection
    ) -> None:
        """SQLite itself cannot read such a moment."""
        connection.execute("UPDATE cramp SET started_at = '2026-11-22T22:00:00+00:53:28'")

        assert len(log.cramps(AN_EVENING - timedelta(hours=1))) == 1
        assert log.cramps(AN_EVENING) == []


class TestInterruptedRelief:
    DEAD, ALIVE = 1, 2

    def states(self, log: CrampLog, own: int | None = None) -> dict[int, str]:
        """End the interrupted entries and return the states of all."""
        log.end_interrupted(lambda process: process != self.DEAD, own=own)
        return {record.id: record.state for record in log.cramps()}

    def test_it_ends_with_what_was_saved(self, log: CrampLog) -> None:
        cramp = log.start(AN_EVENING, "calf", self.DEAD)
        log.save(cramp, PROGRESS, later(1))
        before = only(log)

        assert self.states(log) == {cramp: "ended"}
        assert only(log) == replace(before, state="ended")

    def test_relief_of_a_living_process_continues(self, log: CrampLog) -> None:
        cramp = log.start(AN_EVENING, "calf", self.ALIVE)

        assert self.states(log) == {cramp: "running"}

    def test_an_earlier_process_with_our_number_is_dead(self, log: CrampLog) -> None:
        earlier = log.start(AN_EVENING, "calf", os.getpid())
        own = log.start(later(60), "calf", os.getpid())

        assert self.states(log, own) == {earlier: "ended", own: "running"}

    def test_an_entry_that_was_ended_stays_as_it_is(self, log: CrampLog) -> None:
        cramp = log.start(AN_EVENING, "calf", self.DEAD)
        log.save(cramp, replace(PROGRESS, state="ended"), later(1))
        before = only(log)

        self.states(log)
        assert only(log) == before


def test_a_cramp_that_is_gone_is_not_saved_silently(log: CrampLog) -> None:
    progress = CrampProgress(state="running", muscle="calf", length_s=1.0, eased=False, tried={})

    with pytest.raises(EntryGoneError):
        log.save(7, progress, AN_EVENING)
    with pytest.raises(EntryGoneError):
        log.fill_in(7, CrampDetails(strength=7, helped=frozenset({"pull"})))
