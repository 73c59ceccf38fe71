"""Reminders in words."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, get_args
from zoneinfo import ZoneInfo

import pytest

from stretchapp.diary.reminder_store import Outcome
from stretchapp.reminders.decision import Reason
from stretchapp.reminders.rules import AtTimes, BeforeBed
from stretchapp.wording.reminders import (
    days_in_words,
    next_due_in_words,
    notification_text,
    outcome_in_words,
    rule_in_words,
)
from tests.reminders.rules import a_rule

if TYPE_CHECKING:
    from stretchapp.reminders.rules import Rule

NOW = datetime(2026, 11, 22, 18, 35, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (a_rule(), "Every day at 21:45: Evening stretch."),
        (
            a_rule(when=AtTimes((time(8), time(13), time(19)))),
            "Every day at 08:00, 13:00 and 19:00: Evening stretch.",
        ),
        (a_rule(when=BeforeBed(30)), "Every day 30 minutes before bed: Evening stretch."),
        (a_rule(when=BeforeBed(0)), "Every day at bedtime: Evening stretch."),
        (a_rule(zone="Asia/Tokyo"), "Every day at 21:45 (Asia/Tokyo): Evening stretch."),
    ],
)
def test_a_rule_is_one_sentence(rule: Rule, words: str) -> None:
    assert rule_in_words(rule) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (range(7), "Every day"),
        (range(5), "Monday to Friday"),
        ((5, 6), "Saturday and Sunday"),
        ((6, 0, 2), "On Monday, Wednesday and Sunday"),
        ((3,), "On Thursday"),
        ((), "On no day"),
    ],
)
def test_days_are_said_as_people_say_them(days: range, words: str) -> None:
    assert days_in_words(frozenset(days)) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NOW + timedelta(hours=3, minutes=10), "Next: today, in 3 h 10 min."),
        (NOW + timedelta(hours=2), "Next: today, in 2 h."),
        (NOW + timedelta(seconds=61), "Next: today, in 1 min."),
        (NOW + timedelta(seconds=1), "Next: today, in 1 min."),
        (NOW + timedelta(hours=10), "Next: tomorrow at 04:35."),
        (NOW + timedelta(days=3), "Next: on Wednesday at 18:35."),
        (NOW + timedelta(days=11), "Next: on 3 December at 18:35."),
        (None, "Never due."),
    ],
)
def test_the_next_time_is_near_or_far(at: datetime | None, words: str) -> None:
    assert next_due_in_words(at, NOW) == words


def test_the_next_time_is_told_in_the_zone_of_the_person() -> None:
    at = datetime(2026, 11, 22, 23, 45, tzinfo=ZoneInfo("Asia/Tokyo")) + timedelta(hours=4)
    assert next_due_in_words(at, NOW) == "Next: today, in 1 h 10 min."


def test_every_outcome_has_words() -> None:
    reasons = set(get_args(Reason)) - {"due", "session-runs"}
    words = [
        *(outcome_in_words(outcome, "late") for outcome in get_args(Outcome)),
        *(outcome_in_words("dropped", reason) for reason in reasons - {"late"}),
        *(outcome_in_words("started", how) for how in ("opened", "unopened")),
    ]

    assert len(set(words)) == len(words)
    assert all(sentence.endswith(".") for sentence in words)


def test_a_notification_says_why_it_comes() -> None:
    text = notification_text(a_rule(when=AtTimes((time(21, 45),)), title="Calves: a stretch"))

    assert "Every day at 21:45." in text
    assert "Calves" not in text


def test_a_notification_says_what_the_person_wrote() -> None:
    assert notification_text(a_rule(text="Sit down first.")) == "Sit down first."
