"""Which session was cut off and can be resumed, with a real log."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from stretchapp.application.unfinished_sessions import RESUME_WITHIN, cut_off_session
from stretchapp.diary.session_log import NewSession, SessionLog
from stretchapp.diary.storage.store import open_store
from stretchapp.library.routines.models import SINGLE_EXERCISE
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stretchapp.diary.session_log import PlayerKind
    from stretchapp.library.routines.models import Occasion

HOUR = timedelta(hours=1)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SessionLog]:
    with closing(open_store(tmp_path / "diary.sqlite")) as connection:
        yield SessionLog(connection)


def start(
    log: SessionLog,
    player: PlayerKind,
    ago: timedelta = HOUR,
    process: int = 1,
    occasion: Occasion = "evening",
) -> int:
    """Record a session that started some time ago and has not ended."""
    session = NewSession(
        routine="evening",
        title="Evening",
        player=player,
        process=process,
        planned_s=1,
        parts=1,
        occasion=occasion,
    )
    return log.start(session, AN_EVENING - ago)


def cut_off(log: SessionLog, *, alive: bool = False) -> int | None:
    """Return the session that was cut off, if all other processes are alive or not."""
    record = cut_off_session(log, lambda _process: alive, AN_EVENING, begun_at=AN_EVENING)
    return None if record is None else record.id


def states(log: SessionLog) -> dict[int, str]:
    return {record.id: record.state for record in log.sessions()}


def test_a_session_that_ended_was_not_cut_off(log: SessionLog) -> None:
    session = start(log, "window")
    log.save(session, "stopped", 1, 0, AN_EVENING)

    assert cut_off(log) is None


def test_a_session_in_a_window_was_always_cut_off(log: SessionLog) -> None:
    session = start(log, "window")

    assert cut_off(log, alive=True) == session


def test_a_session_in_a_terminal_was_cut_off_if_its_process_is_gone(log: SessionLog) -> None:
    session = start(log, "terminal")

    assert cut_off(log, alive=True) is None
    assert states(log) == {session: "running"}
    assert cut_off(log, alive=False) == session


def test_a_process_with_the_number_of_this_one_is_gone(log: SessionLog) -> None:
    session = start(log, "terminal", process=os.getpid())

    assert cut_off(log, alive=True) == session


def test_the_latest_session_is_returned_and_the_others_are_abandoned(log: SessionLog) -> None:
    first, latest, second = (start(log, "window", hours * HOUR) for hours in (3, 1, 2))

    assert cut_off(log) == latest
    assert states(log) == {first: "left", latest: "running", second: "left"}


def test_a_session_last_saved_too_long_ago_is_abandoned(log: SessionLog) -> None:
    session = start(log, "window", RESUME_WITHIN + HOUR / 10)

    assert cut_off(log) is None
    assert states(log) == {session: "left"}


def test_a_session_that_started_long_ago_but_was_saved_since_can_be_resumed(
    log: SessionLog,
) -> None:
    session = start(log, "window", RESUME_WITHIN + HOUR)
    log.save(session, "running", 1, 0, AN_EVENING - HOUR)

    assert cut_off(log) == session


def test_a_single_exercise_is_not_resumed_and_hides_no_routine(log: SessionLog) -> None:
    routine = start(log, "window", 2 * HOUR)
    exercise = start(log, "window", HOUR, occasion=SINGLE_EXERCISE)

    assert cut_off(log) == routine
    assert states(log) == {routine: "running", exercise: "left"}
