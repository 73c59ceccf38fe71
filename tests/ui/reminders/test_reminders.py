"""The pages of reminders, by the keyboard and on a real diary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import icalendar
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit

from stretchapp.application.reminder_setup import DeliveryStatus
from stretchapp.diary.reminder_store import DueTime
from stretchapp.reminders.rules import AtTimes, Bedtimes, BeforeBed
from stretchapp.ui.home.home_page import REMINDERS, HomePage
from stretchapp.ui.reminders.bedtimes_page import SAME_EVERY_EVENING, BedtimesPage
from stretchapp.ui.reminders.pause_until_page import DATE_QUESTION, NOT_AFTER_TODAY, PauseUntilPage
from stretchapp.ui.reminders.reminder_form import (
    AT_TIME_OF_DAY,
    NO_DAY,
    ROUTINE_QUESTION,
    TEXT_QUESTION,
    TIME_QUESTION,
    WHEN_QUESTION,
    ReminderForm,
)
from stretchapp.ui.reminders.reminders_controller import (
    NEEDS_BACKGROUND,
    NOTHING_DUE,
    REMOVE_DAMAGED,
    TEST_SENT,
    TURNED_OFF,
    WAIT_IN_BACKGROUND,
)
from stretchapp.ui.reminders.reminders_page import (
    ADD_REMINDER,
    AT_LOGIN,
    CHANGE,
    CHANGE_BEDTIME,
    CONTINUE,
    DELIVERY_TEXTS,
    EXPORT,
    HISTORY,
    NO_TIMERS,
    NONE_YET,
    NOT_AT_LOGIN,
    OFF,
    ON,
    PAUSE,
    PAUSE_UNTIL,
    REMOVE,
    STARTS_AT_LOGIN,
    STARTS_BY_HAND,
    TEST,
    RemindersPage,
)
from stretchapp.ui.widgets.fields.combo_box import ComboBox
from stretchapp.ui.widgets.fields.time_field import TimeField
from stretchapp.ui.widgets.labels import CANCEL, SAVE, UNDO
from stretchapp.wording.reminders import damaged_in_words, outcome_in_words
from tests.reminders.rules import LONG_AGO, a_rule

if TYPE_CHECKING:
    from stretchapp.application.reminders import Reminders
    from stretchapp.reminders.rules import Rule
    from tests.ui.stage import Stage

Key = Qt.Key
TIMERS, BACKGROUND = (name for name, _meaning in DELIVERY_TEXTS.values())


@pytest.fixture
def reminders(stage: Stage) -> Reminders:
    return stage.reminders


def open_page(stage: Stage) -> None:
    stage.open()
    stage.click(REMINDERS)


def entry(stage: Stage, name: str) -> QLineEdit:
    (found,) = [it for it in stage.all_of(QLineEdit) if it.accessibleName() == name]
    return found


def write(stage: Stage, name: str, text: str) -> None:
    field = entry(stage, name)
    field.setFocus()
    field.selectAll()
    stage.type(text)


def choose(stage: Stage, name: str, text: str) -> None:
    (choice,) = [it for it in stage.all_of(ComboBox) if it.accessibleName() == name]
    choice.setCurrentIndex(choice.findText(text))


class TestPage:
    def test_without_reminders_it_says_so_and_offers_one(self, stage: Stage) -> None:
        open_page(stage)
        assert stage.shows(RemindersPage)
        assert NONE_YET in stage.texts()
        assert stage.focus_name() == ADD_REMINDER

    def test_each_reminder_is_a_sentence_and_says_when_next(
        self, stage: Stage, reminders: Reminders
    ) -> None:
        reminders.add(a_rule(when=AtTimes((time(23, 10),))), LONG_AGO)
        reminders.add(a_rule(is_on=False), LONG_AGO)
        open_page(stage)
        # It is 22:00.
        assert "Every day at 23:10: Evening stretch." in stage.texts()
        assert "Next: today, in 1 h 10 min." in stage.texts()
        assert TURNED_OFF in stage.texts()

    def test_what_stands_in_the_way_is_told_in_plain_words(self, stage: Stage) -> None:
        stage.obstacles = ["No notifications can be shown here. Install dunst."]
        open_page(stage)
        assert stage.obstacles[0] in stage.texts()

    def test_back_leads_home(self, stage: Stage) -> None:
        open_page(stage)
        stage.press(Key.Key_Escape)
        assert stage.shows(HomePage)

    def test_the_diary_may_be_unreadable(self, stage: Stage) -> None:
        stage.open()
        stage.connection.close()
        stage.click(REMINDERS)
        assert stage.shows(HomePage)
        assert "The diary cannot be read or written" in stage.text()


class TestAdd:
    def test_a_new_one_comes_half_an_hour_before_bed_each_day(
        self, stage: Stage, reminders: Reminders
    ) -> None:
        open_page(stage)
        stage.press(Key.Key_Return)
        assert stage.shows(ReminderForm)
        tonight = stage.routine(stage.settings.settings.tonight)
        assert f"Every day 30 minutes before bed: {tonight.title}." in stage.texts()
        stage.click(SAVE)
        assert stage.shows(RemindersPage)
        (rule,) = reminders.rules()
        assert (rule.when, rule.routine, rule.occasion) == (
            BeforeBed(30),
            tonight.id,
            "evening",
        )
        assert stage.timers == [[1]]

    def test_it_is_written_by_the_keyboard_alone(self, stage: Stage, reminders: Reminders) -> None:
        open_page(stage)
        stage.press(Key.Key_Return)
        choose(stage, ROUTINE_QUESTION, "Calf pressure points")
        choose(stage, WHEN_QUESTION, AT_TIME_OF_DAY)
        write(stage, TIME_QUESTION, "19:00, 8 and 1 pm")
        stage.click("Saturday")
        stage.click("Sunday")
        write(stage, TEXT_QUESTION, "Sit down first.")
        sentence = "Monday to Friday at 08:00, 13:00 and 19:00: Calf pressure points."
        assert sentence in stage.texts()
        stage.press(Key.Key_Return)
        (rule,) = reminders.rules()
        assert rule.when == AtTimes((time(8), time(13), time(19)))
        assert rule.weekdays == frozenset(range(5))
        assert (rule.routine, rule.occasion) == ("acupressure-calf", "daytime")
        assert rule.text == "Sit down first."

    @pytest.mark.parametrize("text", ["", "25:00", "soon"])
    def test_what_is_no_time_cannot_be_saved(
        self, stage: Stage, reminders: Reminders, text: str
    ) -> None:
        open_page(stage)
        stage.press(Key.Key_Return)
        choose(stage, WHEN_QUESTION, AT_TIME_OF_DAY)
        write(stage, TIME_QUESTION, text or " ")
        assert "is not a valid time." in stage.text()
        assert not stage.button(SAVE).isEnabled()
        stage.press(Key.Key_Return)
        assert reminders.rules() == []

    def test_there_has_to_be_a_day(self, stage: Stage) -> None:
        open_page(stage)
        stage.press(Key.Key_Return)
        for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
            stage.click(day)
        assert NO_DAY in stage.texts()
        assert not stage.button(SAVE).isEnabled()

    def test_cancel_adds_nothing(self, stage: Stage, reminders: Reminders) -> None:
        open_page(stage)
        stage.press(Key.Key_Return)
        stage.click(CANCEL)
        assert stage.shows(RemindersPage)
        assert reminders.rules() == []

    def test_timers_that_cannot_be_set_are_told(self, stage: Stage, reminders: Reminders) -> None:
        stage.timer_problem = "Nothing can wait here."
        open_page(stage)
        stage.press(Key.Key_Return)
        stage.click(SAVE)
        assert "Nothing can wait here." in stage.texts()
        assert len(reminders.rules()) == 1

    def test_one_that_would_not_come_can_be_made_to_come(self, stage: Stage) -> None:
        stage.delivery_status = DeliveryStatus(
            is_resident=True, no_timers="No manager runs here.", starts_at_login=False
        )
        open_page(stage)
        stage.click(ADD_REMINDER)
        stage.click(SAVE)
        assert NEEDS_BACKGROUND in stage.texts()
        assert stage.focus_name() == WAIT_IN_BACKGROUND

        stage.click(WAIT_IN_BACKGROUND)

        assert stage.delivery_status.starts_at_login
        assert NEEDS_BACKGROUND not in stage.texts()

    @pytest.mark.parametrize("starts_at_login", [None, True])
    def test_one_that_comes_is_saved_without_a_question(
        self, stage: Stage, *, starts_at_login: bool | None
    ) -> None:
        stage.delivery_status = DeliveryStatus(
            is_resident=starts_at_login is True, starts_at_login=starts_at_login
        )
        open_page(stage)
        stage.click(ADD_REMINDER)
        stage.click(SAVE)
        assert NEEDS_BACKGROUND not in stage.texts()


class TestChange:
    @pytest.fixture
    def rule(self, reminders: Reminders) -> Rule:
        return reminders.add(a_rule(text="Heels down."), LONG_AGO)

    def test_the_form_shows_what_is_there(self, stage: Stage, rule: Rule) -> None:
        open_page(stage)
        stage.click(f"{CHANGE}: {rule.title}")
        assert entry(stage, TIME_QUESTION).text() == "21:45"
        assert entry(stage, TEXT_QUESTION).text() == "Heels down."
        assert stage.focus_name() == TIME_QUESTION

    def test_a_change_is_kept(self, stage: Stage, rule: Rule, reminders: Reminders) -> None:
        open_page(stage)
        stage.click(f"{CHANGE}: {rule.title}")
        write(stage, TIME_QUESTION, "22:15")
        stage.press(Key.Key_Return)
        assert reminders.rule(rule.id).when == AtTimes((time(22, 15),))
        assert stage.timers == [[rule.id]]

    def test_it_is_switched_off_and_on_and_the_focus_stays(
        self, stage: Stage, rule: Rule, reminders: Reminders
    ) -> None:
        open_page(stage)
        stage.click(f"{OFF}: {rule.title}")
        assert not reminders.rule(rule.id).is_on
        assert stage.timers == [[]]
        assert stage.focus_name() == f"{ON}: {rule.title}"
        stage.click(f"{ON}: {rule.title}")
        assert stage.focus_name() == f"{OFF}: {rule.title}"
        assert reminders.rule(rule.id).is_on

    def test_removing_can_be_undone(self, stage: Stage, rule: Rule, reminders: Reminders) -> None:
        open_page(stage)
        stage.click(f"{REMOVE}: {rule.title}")
        assert reminders.rules() == []
        stage.click(UNDO)
        (again,) = reminders.rules()
        assert (again.when, again.text) == (rule.when, rule.text)

    def test_two_of_the_same_routine_are_told_apart(
        self, stage: Stage, reminders: Reminders
    ) -> None:
        for before in (15, 60):
            reminders.add(a_rule(when=BeforeBed(before)), LONG_AGO)
        open_page(stage)
        stage.click(f"{OFF}: Every day 60 minutes before bed: Evening stretch.")
        assert [rule.is_on for rule in reminders.rules()] == [True, False]
        assert stage.focus_name() == f"{ON}: Every day 60 minutes before bed: Evening stretch."

    def test_it_rings_as_a_test(self, stage: Stage, rule: Rule) -> None:
        open_page(stage)
        stage.click(f"{TEST}: {rule.title}")
        assert stage.rung == [rule.id]
        assert TEST_SENT in stage.text()


class TestAllOfThem:
    @pytest.fixture(autouse=True)
    def rule(self, reminders: Reminders) -> Rule:
        return reminders.add(a_rule(), LONG_AGO)

    def test_a_pause_for_tonight_and_its_end(self, stage: Stage, reminders: Reminders) -> None:
        open_page(stage)
        stage.click(PAUSE)
        assert "Reminders are paused until the evening of 23 November." in stage.texts()
        assert stage.focus_name() == CONTINUE
        stage.press(Key.Key_Space)
        assert reminders.paused_until(stage.clock.now()) is None
        assert stage.focus_name() == PAUSE

    def test_a_holiday_by_the_keyboard(self, stage: Stage, reminders: Reminders) -> None:
        open_page(stage)
        stage.click(PAUSE_UNTIL)
        assert entry(stage, DATE_QUESTION).text() == "2026-11-29"
        stage.press(Key.Key_Up)
        assert "You get reminders again from Monday, 30 November." in stage.texts()
        stage.press(Key.Key_Return)
        assert reminders.paused_until(stage.clock.now()) == date(2026, 11, 30)
        assert stage.shows(RemindersPage)

    @pytest.mark.parametrize(
        ("text", "said"),
        [("2026-11-22", NOT_AFTER_TODAY), ("30.11.", "is not a valid date.")],
    )
    def test_a_date_that_cannot_be_is_told(self, stage: Stage, text: str, said: str) -> None:
        open_page(stage)
        stage.click(PAUSE_UNTIL)
        write(stage, DATE_QUESTION, text)
        assert said in stage.text()
        stage.press(Key.Key_Down)
        stage.press(Key.Key_Return)
        assert stage.shows(PauseUntilPage)

    def test_bedtimes_differ_by_day(self, stage: Stage, reminders: Reminders) -> None:
        open_page(stage)
        stage.click(CHANGE_BEDTIME)
        write(stage, "Monday evening", "23:00")
        stage.click(SAME_EVERY_EVENING.format(weekday="Monday"))
        write(stage, "Saturday evening", "0:30")
        stage.press(Key.Key_Return)
        assert reminders.bedtimes() == Bedtimes((time(23),) * 5 + (time(0, 30), time(23)))
        assert "Bedtime: between 23:00 and 00:30, depending on the day" in stage.texts()
        assert stage.timers

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("late", "Tuesday: 'late' is not a valid time"),
            ("21, 22", "Tuesday: Enter only one time."),
        ],
    )
    def test_a_bedtime_that_cannot_be_is_told(self, stage: Stage, text: str, said: str) -> None:
        open_page(stage)
        stage.click(CHANGE_BEDTIME)
        write(stage, "Tuesday evening", text)
        assert said in stage.text()
        stage.press(Key.Key_Return)
        assert stage.shows(BedtimesPage)

    def test_the_history_says_what_happened_and_why(
        self, stage: Stage, reminders: Reminders, rule: Rule
    ) -> None:
        due = DueTime(rule.id, stage.clock.now() - timedelta(hours=24), rule.title)
        reminders.settle(due, "dropped", "done", stage.clock.now())
        open_page(stage)
        stage.click(HISTORY)
        assert "21 November, 22:00: Evening stretch" in stage.texts()
        assert outcome_in_words("dropped", "done") in stage.texts()

    def test_the_history_may_be_empty(self, stage: Stage) -> None:
        open_page(stage)
        stage.click(HISTORY)
        assert NOTHING_DUE in stage.texts()

    def test_a_calendar_for_the_phone(self, stage: Stage) -> None:
        open_page(stage)
        stage.click(EXPORT)
        path = stage.paths.data / "stretchapp.ics"
        assert f"Exported 1 reminder to {path}" in stage.text().replace("\u200b", "")
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        assert [event["summary"] for event in calendar.subcomponents] == ["Evening stretch"]


class TestMissed:
    def test_a_missed_one_is_told_once_at_home(self, stage: Stage, reminders: Reminders) -> None:
        rule = reminders.add(a_rule(), LONG_AGO)
        stage.clock.advance(10 * 3600)
        stage.open()
        said = "You missed the 21:45 reminder (Evening stretch)."
        assert said in stage.text()
        stage.close_windows()
        stage.open()
        assert said not in stage.text()
        assert [record.reason for record in reminders.history(stage.clock.now())] == ["late"]
        assert rule.is_on

    @pytest.mark.parametrize("action", ["add", "switch", "bedtime"])
    def test_what_was_due_before_a_reminder_was_there_is_not(
        self, stage: Stage, reminders: Reminders, action: str
    ) -> None:
        before_bed = BeforeBed(0)
        rule = reminders.add(a_rule(when=before_bed, is_on=False), LONG_AGO)
        open_page(stage)
        if action == "add":
            stage.click(ADD_REMINDER)
            choose(stage, WHEN_QUESTION, AT_TIME_OF_DAY)
            write(stage, TIME_QUESTION, "20:00")
            stage.click(SAVE)
        elif action == "switch":
            stage.click(f"{ON}: {rule.title}")
        else:
            reminders.change(replace(rule, is_on=True), LONG_AGO)
            stage.click(CHANGE_BEDTIME)
            write(stage, "Monday evening", "20:00")
            stage.click(SAME_EVERY_EVENING.format(weekday="Monday"))
            stage.click(SAVE)

        assert reminders.missed(stage.clock.now()) == []
        assert reminders.history(stage.clock.now()) == []

    def test_one_of_the_daytime_says_nothing_of_the_evening(
        self, stage: Stage, reminders: Reminders
    ) -> None:
        reminders.add(a_rule(when=AtTimes((time(20),)), occasion="daytime"), LONG_AGO)
        stage.open()
        assert "You missed the 20:00 reminder (Evening stretch)." in stage.texts()

    def test_a_session_takes_back_what_is_shown(self, stage: Stage) -> None:
        stage.open()
        assert stage.withdrawn == []
        stage.press(Key.Key_F3)
        assert len(stage.withdrawn) == 1

    def test_a_single_exercise_is_not_what_is_asked_for(self, stage: Stage) -> None:
        stage.window.start_by_id("wall-lean-calf-stretch")
        stage.settle()
        assert stage.session_title
        assert stage.withdrawn == []


class TestClockEntry:
    def test_up_and_down_move_it_by_five_minutes(self, stage: Stage) -> None:
        open_page(stage)
        stage.press(Key.Key_Return)
        choose(stage, WHEN_QUESTION, AT_TIME_OF_DAY)
        write(stage, TIME_QUESTION, "23:55")
        stage.press(Key.Key_Up)
        assert entry(stage, TIME_QUESTION).text() == "00:00"
        stage.press(Key.Key_Down)
        assert entry(stage, TIME_QUESTION).text() == "23:55"

    def test_several_times_are_not_moved(self, stage: Stage) -> None:
        stage.open()
        field = TimeField("Times", [time(8), time(9)])
        field.setParent(stage.page)
        field.show()
        field.setFocus()
        stage.press(Key.Key_Up)
        assert field.text() == "08:00, 09:00"
        assert field.times == (time(8), time(9))


def test_the_page_is_made_in_the_zone_of_the_person(stage: Stage, reminders: Reminders) -> None:
    reminders.add(a_rule(zone="Asia/Tokyo"), LONG_AGO)
    open_page(stage)
    assert "(Asia/Tokyo)" in stage.text()
    assert "Next: tomorrow at 12:45." in stage.texts()


class TestWhoWaits:
    @pytest.fixture(autouse=True)
    def rule(self, reminders: Reminders) -> Rule:
        return reminders.add(a_rule(), LONG_AGO)

    def test_is_chosen_by_the_keyboard_and_holds_at_once(self, stage: Stage) -> None:
        open_page(stage)
        assert [stage.button(name).isChecked() for name in (TIMERS, BACKGROUND)] == [True, False]
        assert AT_LOGIN not in stage.button_names()

        stage.button(BACKGROUND).setFocus()
        stage.press(Key.Key_Space)

        assert stage.delivery_status == DeliveryStatus(is_resident=True, starts_at_login=True)
        assert stage.focus_name() == BACKGROUND
        assert [stage.button(name).isChecked() for name in (TIMERS, BACKGROUND)] == [False, True]
        assert STARTS_AT_LOGIN in stage.texts()

        stage.button(TIMERS).setFocus()
        stage.press(Key.Key_Return)

        assert stage.delivery_status == DeliveryStatus()
        assert NOT_AT_LOGIN not in stage.button_names()

    def test_what_has_the_focus_stays_in_sight(self, stage: Stage) -> None:
        stage.size = QSize(640, 480)
        open_page(stage)
        stage.button(BACKGROUND).setFocus()
        stage.press(Key.Key_Space)
        chip = stage.button(BACKGROUND)
        assert chip.visibleRegion().boundingRect().height() == chip.height()

    def test_that_is_chosen_again_stays(self, stage: Stage) -> None:
        open_page(stage)
        before = stage.page

        stage.click(TIMERS)

        assert stage.page is before
        assert stage.button(TIMERS).isChecked()

    def test_each_says_what_it_means_to_a_screen_reader_too(self, stage: Stage) -> None:
        open_page(stage)

        for name, meaning in DELIVERY_TEXTS.values():
            assert meaning in stage.texts()
            assert stage.button(name).accessibleDescription() == meaning

    def test_timers_that_cannot_be_are_no_choice_but_say_why(self, stage: Stage) -> None:
        stage.delivery_status = DeliveryStatus(is_resident=True, no_timers="No manager runs here.")
        open_page(stage)

        assert NO_TIMERS.format(reason="No manager runs here.") in stage.texts()
        assert TIMERS not in stage.button_names()
        assert stage.button(BACKGROUND).isChecked()

    def test_that_cannot_be_changed_stays_and_says_why(self, stage: Stage) -> None:
        stage.timer_problem = "The settings could not be saved."
        open_page(stage)

        stage.click(BACKGROUND)

        assert stage.timer_problem in stage.texts()
        assert stage.button(TIMERS).isChecked()

    def test_the_start_at_the_login_is_switched_off_and_on_again(self, stage: Stage) -> None:
        stage.delivery_status = DeliveryStatus(is_resident=True, starts_at_login=True)
        open_page(stage)

        stage.click(NOT_AT_LOGIN)
        assert stage.delivery_status.starts_at_login is False
        assert STARTS_BY_HAND in stage.texts()
        assert stage.focus_name() == AT_LOGIN

        stage.click(AT_LOGIN)
        assert stage.delivery_status.starts_at_login
        assert stage.focus_name() == NOT_AT_LOGIN

    def test_a_start_at_the_login_that_cannot_be_switched_says_why(self, stage: Stage) -> None:
        stage.delivery_status = DeliveryStatus(is_resident=True, starts_at_login=False)
        stage.timer_problem = "The file cannot be written."
        open_page(stage)

        stage.click(AT_LOGIN)

        assert "The file cannot be written." in stage.text()
        assert AT_LOGIN in stage.button_names()


def test_a_reminder_that_is_damaged_is_named_and_can_be_removed(
    stage: Stage, reminders: Reminders
) -> None:
    damaged = reminders.add(a_rule(), LONG_AGO)
    reminders.add(a_rule(), LONG_AGO)
    stage.connection.execute("UPDATE reminder SET weekdays = 'garbage' WHERE id = ?", (damaged.id,))
    open_page(stage)
    assert damaged_in_words([damaged.id]) in stage.text()

    stage.click(REMOVE_DAMAGED)

    assert reminders.damaged() == []
    assert len(reminders.rules()) == 1
    assert damaged_in_words([damaged.id]) not in stage.text()
