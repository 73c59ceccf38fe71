"""Notifications of reminders that no longer apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.application.evening import NOTIFICATION
from tests.application.stretches import PLANNED_S

if TYPE_CHECKING:
    from stretchapp.reminders.rules import Rule
    from tests.application.evening import Evening

pytestmark = pytest.mark.usefixtures("rule")


def do_the_stretch(evening: Evening) -> None:
    """Do a whole session without the reminder, while it is shown."""
    evening.finish_session(evening.start_session(), active_s=PLANNED_S)
    evening.withdraw_outdated()


def test_one_that_still_applies_stays(evening: Evening) -> None:
    evening.fire()
    evening.withdraw_outdated()
    assert evening.presenter.withdrawn == []
    assert evening.history == [("shown", "due")]


def test_one_withdrawn_because_of_a_session_is_shown_again_after_it(evening: Evening) -> None:
    sessions: list[int] = []

    def start_session() -> None:
        if not sessions:
            sessions.append(evening.start_session())
            evening.withdraw_outdated()

    evening.presenter.while_shown = start_session
    evening.while_waiting = lambda: evening.finish_session(sessions[0], active_s=60.0)
    assert evening.fire() == "unanswered"
    assert evening.presenter.withdrawn == [NOTIFICATION]
    assert len(evening.presenter.shown) == 2
    assert evening.history == [("shown", "due")]


def test_doing_the_stretch_without_the_reminder_answers_it(evening: Evening) -> None:
    evening.presenter.while_shown = lambda: do_the_stretch(evening)
    assert evening.fire() == "unanswered"
    assert evening.presenter.withdrawn == [NOTIFICATION]
    assert evening.history == [("started", "done")]


def test_pausing_withdraws_it(evening: Evening) -> None:
    evening.fire()
    evening.reminders.pause_tonight(evening.clock.now())
    evening.withdraw_outdated()
    assert evening.presenter.withdrawn == [NOTIFICATION]
    assert evening.history == [("dropped", "paused-tonight")]


def test_removing_the_reminder_withdraws_it(evening: Evening, rule: Rule) -> None:
    evening.fire()
    evening.reminders.remove(rule.id)
    evening.withdraw_outdated()
    assert evening.presenter.withdrawn == [NOTIFICATION]
    assert evening.history == [("dropped", "off")]


def test_one_that_was_shown_in_time_is_not_missed(evening: Evening) -> None:
    evening.clock.advance(3590.0)
    evening.fire()
    evening.clock.advance(20.0)
    evening.withdraw_outdated()
    assert evening.presenter.withdrawn == [NOTIFICATION]
    assert evening.reminders.missed(evening.clock.now()) == []


def test_a_window_of_the_app_closes_by_itself_once_it_is_not_wanted(evening: Evening) -> None:
    evening.presenter.notification = None
    evening.presenter.while_shown = lambda: do_the_stretch(evening)
    assert evening.fire() == "unanswered"
    assert (evening.presenter.wanted, evening.presenter.withdrawn) == ([False], [])
    assert evening.history == [("started", "done")]
