"""What is known about each night of a diary."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.nights import night_of
from stretchapp.diary.nights import Entries, Night, first_night, is_done, last_night, nights
from stretchapp.library.routines.models import SINGLE_EXERCISE
from tests.diary.entries import a_cramp, a_stretch, berlin, cramps

if TYPE_CHECKING:
    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.diary.session_log import SessionState

NIGHT = date(2026, 11, 21)


def only(entries: Entries) -> Night:
    """Return the one night that most tests are about."""
    (night,) = nights(entries, NIGHT, NIGHT)
    return night


class TestSessions:
    @pytest.mark.parametrize(
        ("state", "active_s", "counts"),
        [
            ("finished", 150.0, True),
            ("finished", 149.9, False),
            ("stopped", 150.0, True),
            ("stopped", 149.9, False),
            ("left", 150.0, True),
            ("left", 149.9, False),
            ("running", 150.0, True),
            ("running", 0.0, False),
        ],
    )
    def test_a_session_counts_if_half_of_it_was_active_however_it_ended(
        self, state: SessionState, active_s: float, *, counts: bool
    ) -> None:
        session = a_stretch("2026-11-21T22:00", state=state, active_s=active_s)

        assert is_done(session) is counts
        assert only(Entries(sessions=[session])).is_stretched is counts

    def test_treating_a_cramp_does_not_count(self) -> None:
        assert not is_done(a_stretch("2026-11-21T22:00", occasion="cramp"))

    def test_a_single_exercise_does_not_count(self) -> None:
        exercise = a_stretch("2026-11-21T22:00", occasion=SINGLE_EXERCISE)

        assert not is_done(exercise)
        assert not only(Entries(sessions=[exercise])).is_stretched

    def test_a_session_recorded_before_there_were_occasions_counts(self) -> None:
        assert is_done(a_stretch("2026-11-21T22:00", occasion=None))

    def test_several_sessions_of_a_night_are_counted(self) -> None:
        sessions = [a_stretch("2026-11-21T21:00"), a_stretch("2026-11-22T07:00")]

        assert only(Entries(sessions=sessions)).sessions == 2


class TestState:
    def test_nothing_is_known_about_a_night_without_entries(self) -> None:
        night = only(Entries())

        assert night == Night(NIGHT, 0, (), is_quiet=False)
        assert (night.state, night.strongest, night.is_stretched) == ("unknown", None, False)

    def test_a_night_without_a_cramp_is_quiet(self) -> None:
        assert only(Entries(quiet_nights=frozenset({NIGHT}))).state == "quiet"

    def test_a_cramp_outweighs_that_there_was_none(self) -> None:
        cramp = a_cramp("2026-11-22T03:00")

        assert only(Entries(cramps=[cramp], quiet_nights=frozenset({NIGHT}))).state == "cramps"

    def test_the_earliest_cramp_comes_first_and_the_strongest_is_known(self) -> None:
        later = a_cramp("2026-11-22T03:00", id=1, strength=4)
        earlier = a_cramp("2026-11-21T23:00", id=2, strength=7)
        of_unknown_strength = a_cramp("2026-11-22T04:00", id=3)
        night = only(Entries(cramps=[later, of_unknown_strength, earlier]))

        assert night.cramps == (earlier, later, of_unknown_strength)
        assert night.strongest == 7

    def test_strength_0_is_a_known_strength(self) -> None:
        assert only(Entries(cramps=[a_cramp("2026-11-22T03:00", strength=0)])).strongest == 0


class TestSeveralNights:
    def test_every_night_is_there_in_order(self) -> None:
        four = nights(Entries(), date(2026, 10, 24), date(2026, 10, 27))

        assert [night.evening.day for night in four] == [24, 25, 26, 27]

    def test_there_are_none_if_the_last_comes_before_the_first(self) -> None:
        assert nights(Entries(), NIGHT, NIGHT - timedelta(days=1)) == ()

    @given(cramps(), st.sets(st.dates(date(2026, 8, 1), date(2026, 10, 30))))
    def test_every_cramp_is_in_exactly_one_night(
        self, cramps: list[CrampRecord], quiet: set[date]
    ) -> None:
        entries = Entries(cramps=cramps, quiet_nights=frozenset(quiet))

        year = nights(entries, date(2026, 1, 1), date(2026, 12, 31))

        in_nights = [(cramp.id, night.evening) for night in year for cramp in night.cramps]
        assert sorted(in_nights) == [(cramp.id, night_of(cramp.started_at)) for cramp in cramps]
        assert {night.evening for night in year if night.is_quiet} == quiet


class TestFirstNight:
    def test_an_empty_diary_has_none(self) -> None:
        assert first_night(Entries()) is None

    def test_it_is_that_of_the_earliest_entry_that_counts(self) -> None:
        stretch = a_stretch("2026-11-20T22:00")
        broken_off = a_stretch("2026-11-02T22:00", state="stopped", active_s=1.0)
        cramp = a_cramp("2026-11-19T03:00")
        entries = Entries([broken_off, stretch], [cramp], frozenset({date(2026, 11, 19)}))

        assert first_night(entries) == date(2026, 11, 18)
        assert first_night(Entries([broken_off, stretch])) == date(2026, 11, 20)
        assert first_night(Entries(quiet_nights=frozenset({NIGHT}))) == NIGHT


class TestLastNight:
    def test_it_is_the_present_one(self) -> None:
        old = a_cramp("2026-11-02T03:00")

        assert last_night(Entries(), berlin("2026-11-22T03:00")) == NIGHT
        assert last_night(Entries(cramps=[old]), berlin("2026-11-22T03:00")) == NIGHT

    def test_after_a_journey_to_the_west_it_is_the_one_that_began_before(self) -> None:
        # 15:00 in Auckland is 3:00 in Berlin.
        in_auckland = berlin("2026-11-22T03:00").astimezone(ZoneInfo("Pacific/Auckland"))
        session, cramp = a_stretch(in_auckland), a_cramp(in_auckland)
        now = berlin("2026-11-22T03:01")

        for entries in (
            Entries(sessions=[session]),
            Entries(cramps=[cramp]),
            Entries(quiet_nights=frozenset({date(2026, 11, 22)})),
        ):
            assert last_night(entries, now) == date(2026, 11, 22)

    def test_entries_of_a_wrong_clock_do_not_count(self) -> None:
        cramp = a_cramp("2030-11-22T03:00")
        entries = Entries(cramps=[cramp], quiet_nights=frozenset({date(2030, 1, 1)}))

        assert last_night(entries, berlin("2026-11-22T03:00")) == NIGHT
