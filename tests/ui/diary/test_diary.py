"""The diary as it is used: by the keyboard and on a real database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QLineEdit

from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.diary.night_log import NightLog
from stretchapp.ui.diary import calendar_page, charts_page, diary_page
from stretchapp.ui.diary.calendar_page import CalendarPage
from stretchapp.ui.diary.charts_page import NO_CAUSE
from stretchapp.ui.diary.cramp_form import DATE_QUESTION, PLACE_QUESTION, TIME_QUESTION, CrampForm
from stretchapp.ui.diary.diary_controller import ALL_DELETED
from stretchapp.ui.diary.diary_page import (
    ADD_CRAMP,
    CALENDAR,
    CHARTS,
    DELETE_ALL,
    DOCTOR_PAGES,
    EXPORT_COPY,
    EXPORT_TABLE,
    SIX_WEEKS,
    TAKE_BACK,
    UNFOLD_ALL,
    WHAT_HELPS,
    WHEN_TO_SEE_A_DOCTOR,
    DiaryPage,
)
from stretchapp.ui.diary.month_calendar import MonthCalendar
from stretchapp.ui.diary.night_page import CHANGE, DELETE, NO_CRAMP, NightPage
from stretchapp.ui.diary.six_weeks_page import BEGIN, BEGIN_AGAIN, END, LOOKING_BACK, REVIEW
from stretchapp.ui.diary.week_chart import WeekChart
from stretchapp.ui.diary.what_helps_page import COUNTS_ONLY, NO_HELP
from stretchapp.ui.home.home_page import DIARY, HomePage
from stretchapp.ui.widgets.fields.chip_group import NOT_SAID
from stretchapp.ui.widgets.fields.cramp_questions import (
    LENGTH_QUESTION,
    NOTE_QUESTION,
    NOTHING_HELPED,
    SIDE_QUESTION,
    STRENGTH_QUESTION,
)
from stretchapp.ui.widgets.labels import DISMISS, SAVE, UNDO
from stretchapp.ui.widgets.pages.table_page import Table
from stretchapp.wording.diary import NOTHING_KNOWN, left_out_in_words, no_longer_quiet
from stretchapp.wording.names import Names
from tests.ui.diary_stage import cramp, field, open_diary, quiet, stretch, write

if TYPE_CHECKING:
    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.ui.theme.appearance import Appearance
    from tests.ui.stage import Stage

Key = Qt.Key
NO_CRAMP_TONIGHT = diary_page.NO_CRAMP_TONIGHT
TONIGHT = date(2026, 11, 22)
"""It is 22:00 on this evening, a Sunday."""


def only(stage: Stage) -> CrampRecord:
    (record,) = stage.cramps.cramps()
    return record


def calendar(stage: Stage) -> MonthCalendar:
    (found,) = stage.all_of(MonthCalendar)
    return found


def chart(stage: Stage) -> WeekChart:
    (found,) = stage.all_of(WeekChart)
    return found


def cells(stage: Stage) -> list[list[str]]:
    (table,) = stage.all_of(Table)
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]  # pyright: ignore[reportOptionalMemberAccess] -- every cell has one
        for row in range(table.rowCount())
    ]


class TestFirstPage:
    def test_an_empty_diary_is_calm(self, stage: Stage) -> None:
        open_diary(stage)

        assert stage.shows(DiaryPage)
        assert stage.focus_name() == ADD_CRAMP
        assert "Stretched on 0 of the last 7 nights" in stage.texts()
        assert NOTHING_KNOWN in stage.texts()

    def test_it_counts_the_last_nights_and_never_a_streak(self, stage: Stage) -> None:
        stretch(stage, 0, 1, 3, 4, 6, 8)
        cramp(stage, "2026-11-20 03:10")
        quiet(stage, TONIGHT - timedelta(days=1), TONIGHT - timedelta(days=4))
        open_diary(stage)

        assert "Stretched on 5 of the last 7 nights" in stage.texts()
        assert "1 cramp in 1 night. No cramp in 2 nights." in stage.texts()
        assert "streak" not in stage.text().lower()

    def test_cramps_are_counted_of_seven_nights_too(self, stage: Stage) -> None:
        cramp(stage, "2026-11-16 03:10")
        open_diary(stage)
        assert "1 cramp in 1 night." in stage.texts()

        stage.click(NO_CRAMP_TONIGHT)
        assert "No cramp in 1 night." in stage.texts()

    def test_nothing_tonight_is_written_down_and_taken_back(self, stage: Stage) -> None:
        open_diary(stage)
        stage.click(NO_CRAMP_TONIGHT)

        assert NightLog(stage.connection).quiet_nights() == {TONIGHT}
        assert "Saved: no cramp tonight." in stage.texts()

        stage.click(TAKE_BACK)

        assert NightLog(stage.connection).quiet_nights() == frozenset()
        assert NO_CRAMP_TONIGHT in stage.button_names()

    @pytest.mark.parametrize("hours", [6, 11, 15])
    def test_until_the_evening_the_last_night_is_meant(self, stage: Stage, hours: int) -> None:
        stage.clock.advance((hours + 2) * 3600)
        open_diary(stage)
        stage.click(diary_page.NO_CRAMP_LAST_NIGHT)

        assert NightLog(stage.connection).quiet_nights() == {TONIGHT}

    def test_after_midnight_it_is_still_tonight(self, stage: Stage) -> None:
        stage.clock.advance(4 * 3600)
        open_diary(stage)

        stage.click(NO_CRAMP_TONIGHT)

        assert NightLog(stage.connection).quiet_nights() == {TONIGHT}

    def test_an_entry_that_is_damaged_is_named(self, stage: Stage) -> None:
        number = cramp(stage, "2026-11-20 03:10")
        cramp(stage, "2026-11-21 03:10")
        stage.connection.execute("UPDATE cramp SET started_at = 'garbage' WHERE id = ?", (number,))
        open_diary(stage)

        assert "1 cramp in 1 night." in stage.texts()
        assert left_out_in_words([f"cramp {number}"]) in stage.text()

    def test_a_cramp_of_a_night_further_east_is_shown_after_a_journey(self, stage: Stage) -> None:
        # 13:00 of the next day in Auckland is midnight here.
        stage.clock.advance(2 * 3600)
        began = stage.clock.now().astimezone(ZoneInfo("Pacific/Auckland"))
        stage.cramps.add(CrampEntry(started_at=began), stage.clock.now())
        open_diary(stage)

        assert "1 cramp in 1 night." in stage.texts()

        stage.click(CALENDAR)
        assert "1 cramp" in stage.text()

    def test_a_night_with_a_cramp_cannot_be_called_quiet(self, stage: Stage) -> None:
        cramp(stage, "2026-11-22 21:30")
        open_diary(stage)

        assert NO_CRAMP_TONIGHT not in stage.button_names()

    def test_escape_leads_home(self, stage: Stage) -> None:
        open_diary(stage)
        stage.press(Key.Key_Escape)

        assert stage.shows(HomePage)

    def test_a_diary_that_cannot_be_read_is_told(self, stage: Stage) -> None:
        stage.open()
        stage.connection.close()
        stage.click(DIARY)

        assert stage.shows(HomePage)
        assert "The diary cannot be read or written" in stage.text()

    def test_what_the_terminal_wrote_meanwhile_is_there(self, stage: Stage) -> None:
        open_diary(stage)
        stage.press(Key.Key_Escape)
        stretch(stage, 0)
        stage.click(DIARY)

        assert "Stretched on 1 of the last 7 nights" in stage.texts()


class TestDoctorRules:
    def test_a_rule_says_its_nights_and_the_documents_own_words(self, stage: Stage) -> None:
        cramp(stage, "2026-11-20 03:10", length_s=300.0, triggers=frozenset({"tired-legs"}))
        open_diary(stage)

        assert "A long cramp" in stage.texts()
        assert "Based on 1 cramp in the night of 19 November." in stage.texts()
        assert "from 4 minutes or more” (First aid for cramps" in stage.text()

    def test_a_dismissed_rule_comes_back_with_a_new_night(self, stage: Stage) -> None:
        known = {"length_s": 300.0, "triggers": frozenset({"tired-legs"})}
        cramp(stage, "2026-11-20 03:10", **known)
        open_diary(stage)
        stage.click(DISMISS)
        assert "A long cramp" not in stage.texts()

        stage.press(Key.Key_Escape)
        stage.click(DIARY)
        assert "A long cramp" not in stage.texts()

        stage.press(Key.Key_Escape)
        cramp(stage, "2026-11-22 03:10", **known)
        stage.click(DIARY)
        assert "A long cramp" in stage.texts()

    def test_several_are_told_one_by_one(self, stage: Stage) -> None:
        for day in (19, 20, 21):
            legs = frozenset({"tired-legs"})
            cramp(stage, f"2026-11-{day} 03:10", length_s=300.0, triggers=legs, nothing_helped=True)
        open_diary(stage)

        assert "Cramps several days in a row" in stage.texts()
        more = "2 more reasons to see a doctor: Simple steps do not help; A long cramp."
        assert more in stage.texts()
        assert stage.button_names().count(DISMISS) == 1

        stage.click(UNFOLD_ALL)
        assert more not in stage.texts()
        assert stage.button_names().count(DISMISS) == 3
        assert stage.focus_name().startswith(f"{DISMISS}: Simple steps do not help.")

        stage.press(Key.Key_Space)
        assert "1 more reason to see a doctor: A long cramp." in stage.texts()

    def test_all_rules_can_be_read(self, stage: Stage) -> None:
        open_diary(stage)
        stage.click(WHEN_TO_SEE_A_DOCTOR)

        assert stage.page_name == WHEN_TO_SEE_A_DOCTOR

    def test_relief_that_was_logged_leads_to_them(self, stage: Stage) -> None:
        cramp(stage, "2026-11-20 03:10", length_s=300.0, triggers=frozenset({"tired-legs"}))
        stage.open()
        stage.press(Key.Key_F2)
        stage.pass_relief_s(2)
        stage.press(Key.Key_Space)
        stage.pass_relief_s(2)
        stage.press(Key.Key_Escape)
        stage.press(Key.Key_Escape)

        assert stage.shows(HomePage)
        assert "your diary to a doctor: A long cramp" in stage.text()


class TestCrampForm:
    def test_a_cramp_now_takes_two_keys(self, stage: Stage) -> None:
        open_diary(stage)
        stage.press(Key.Key_Return)
        assert stage.shows(CrampForm)
        stage.press(Key.Key_Return)

        assert stage.shows(DiaryPage)
        record = only(stage)
        assert record.started_at == datetime(2026, 11, 22, 22, 0, tzinfo=UTC)
        assert (record.muscle, record.side, record.strength) == (None, None, None)

    def test_everything_can_be_said(self, stage: Stage) -> None:
        open_diary(stage)
        stage.press(Key.Key_Return)
        write(stage, DATE_QUESTION, "2026-11-20")
        write(stage, TIME_QUESTION, "3:10")
        stage.choose("calf")
        stage.choose("left")
        stage.choose("7")
        write(stage, LENGTH_QUESTION, "2:30")
        stage.choose("stand-both-feet")
        stage.choose("stress")
        write(stage, NOTE_QUESTION, "<b>after the garden</b>")
        assert "Friday, 20 November 2026, 03:10: Calf, left leg, strength 7 of 10, 2 min 30 s." in (
            stage.texts()
        )
        stage.press(Key.Key_Return)

        record = only(stage)
        assert record.started_at == datetime(2026, 11, 20, 3, 10, tzinfo=UTC)
        assert (record.muscle, record.side, record.strength, record.length_s) == (
            "calf",
            "left",
            7,
            150.0,
        )
        assert record.tried == (("stand-both-feet", True),)
        assert record.triggers == ("stress",)
        assert record.note == "<b>after the garden</b>"

    @pytest.mark.parametrize(
        ("name", "written", "said"),
        [
            (DATE_QUESTION, "yesterday", "'yesterday' is not a valid date. Example: 2026-11-22"),
            (DATE_QUESTION, "2026-11-23", "in the future"),
            (TIME_QUESTION, "22:05", "in the future"),
            (TIME_QUESTION, "half past", "'half past'"),
            (TIME_QUESTION, "3:00, 4:00", "Enter one time"),
            (LENGTH_QUESTION, "long", "Enter minutes"),
            (LENGTH_QUESTION, "1500", "more than 24 hours"),
        ],
    )
    def test_what_cannot_be_is_told_and_not_kept(
        self, stage: Stage, name: str, written: str, said: str
    ) -> None:
        open_diary(stage)
        stage.press(Key.Key_Return)
        write(stage, name, written)

        (told,) = [it for it in stage.all_of(QLabel) if said.lower() in it.text().lower()]
        assert not told.visibleRegion().isEmpty()
        assert not stage.button(SAVE).isEnabled()
        stage.press(Key.Key_Return)
        assert stage.cramps.cramps() == []

    def test_it_is_saved_from_a_choice_by_the_keyboard(self, stage: Stage) -> None:
        open_diary(stage)
        stage.press(Key.Key_Return)
        stage.chip("left").setFocus()
        stage.press(Key.Key_Return)
        assert stage.shows(CrampForm)
        stage.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

        assert stage.shows(DiaryPage)
        assert only(stage).side == "left"

    def test_time_goes_on_while_it_is_filled_in(self, stage: Stage) -> None:
        open_diary(stage)
        stage.press(Key.Key_Return)
        stage.clock.advance(600)
        write(stage, TIME_QUESTION, "22:05")
        stage.press(Key.Key_Return)

        assert only(stage).started_at == datetime(2026, 11, 22, 22, 5, tzinfo=UTC)

    def test_a_time_that_the_clock_skips_is_told_as_it_will_be_read(
        self, stage: Stage, appearance: Appearance
    ) -> None:
        zone = ZoneInfo("Europe/Berlin")
        evening = CrampEntry(started_at=datetime(2026, 3, 28, 23, 0, tzinfo=zone))
        form = CrampForm(appearance, evening, Names(), {}, stage.clock.now, zone, is_new=True)
        for entry in form.findChildren(QLineEdit):
            if entry.accessibleName() == DATE_QUESTION:
                entry.setText("2026-03-29")
            elif entry.accessibleName() == TIME_QUESTION:
                entry.setText("02:30")

        assert f"{form.entry.started_at:%H:%M %z}" == "03:30 +0200"
        form.deleteLater()

    def test_a_cramp_of_another_place_keeps_its_wall_time(
        self, stage: Stage, appearance: Appearance
    ) -> None:
        there = ZoneInfo("Pacific/Auckland")
        began = datetime.fromisoformat("2026-11-22T03:10:20+13:00")
        entry = CrampEntry(started_at=began)
        here = ZoneInfo("Europe/Berlin")
        form = CrampForm(appearance, entry, Names(), {}, stage.clock.now, here, is_new=False)
        fields = {it.accessibleName(): it for it in form.findChildren(QLineEdit)}

        assert (fields[DATE_QUESTION].text(), fields[TIME_QUESTION].text()) == (
            "2026-11-22",
            "03:10",
        )
        assert form.entry.started_at == began
        fields[TIME_QUESTION].setText("03:20")
        assert form.entry.started_at == datetime(2026, 11, 22, 3, 20, tzinfo=there)
        form.deleteLater()

    def test_a_cramp_in_a_night_that_was_called_quiet_takes_that_back(self, stage: Stage) -> None:
        quiet(stage, TONIGHT)
        open_diary(stage)
        stage.press(Key.Key_Return)
        stage.press(Key.Key_Return)

        assert NightLog(stage.connection).quiet_nights() == frozenset()
        assert no_longer_quiet(TONIGHT) in stage.text()

    def test_the_date_moves_by_the_arrows(self, stage: Stage) -> None:
        open_diary(stage)
        stage.press(Key.Key_Return)
        field(stage, DATE_QUESTION).setFocus()
        stage.press(Key.Key_Down)

        assert field(stage, DATE_QUESTION).text() == "2026-11-21"

    def test_what_was_chosen_can_be_taken_back(self, stage: Stage) -> None:
        open_diary(stage)
        stage.press(Key.Key_Return)
        for value in ("calf", "calf", "left", "right", "7"):
            stage.choose(value)
        stage.choose("stand-both-feet")
        stage.press(Key.Key_Return)
        assert (only(stage).muscle, only(stage).side, only(stage).strength) == ("calf", "right", 7)

        stage.click(CALENDAR)
        stage.press(Key.Key_Return)
        stage.click(CHANGE)
        stage.button(f"{NOT_SAID}: {PLACE_QUESTION}").setFocus()
        stage.press(Key.Key_Space)
        stage.click(f"{NOT_SAID}: {SIDE_QUESTION}")
        stage.click(f"{NOT_SAID}: {STRENGTH_QUESTION}")
        stage.choose("stand-both-feet")
        stage.click(SAVE)

        record = only(stage)
        assert (record.muscle, record.side, record.strength) == (None, None, None)
        # It was no relief that had led to it: nothing was tried.
        assert record.tried == ()

    def test_nothing_helped_and_what_helped_exclude_each_other(self, stage: Stage) -> None:
        open_diary(stage)
        stage.press(Key.Key_Return)
        stage.choose("calf")
        stage.choose("stand-both-feet")
        stage.click(NOTHING_HELPED)
        assert not stage.chip("stand-both-feet").isChecked()
        stage.choose("stand-both-feet")
        assert not stage.button(NOTHING_HELPED).isChecked()
        stage.click(NOTHING_HELPED)
        stage.press(Key.Key_Return)

        assert only(stage).nothing_helped
        assert [it for it, helped in only(stage).tried if helped] == []

    def test_when_help_is_urgent_stands_there(self, stage: Stage) -> None:
        open_diary(stage)
        stage.press(Key.Key_Return)

        assert "Get urgent medical help" in stage.text()


class TestNight:
    def go(self, stage: Stage) -> None:
        cramp(
            stage,
            "2026-11-21 03:10:42",
            strength=7,
            note="<b>x</b> & y",
            tried=(("short-walk", True), ("gone-exercise", False)),
            triggers=frozenset({"stress"}),
        )
        stretch(stage, 2)
        open_diary(stage)
        stage.click(CALENDAR)
        stage.press(Key.Key_Left)
        stage.press(Key.Key_Left)
        stage.press(Key.Key_Return)

    def test_it_lists_what_was(self, stage: Stage) -> None:
        self.go(stage)

        assert stage.page_name == "Night of Friday, 20 November 2026"
        assert "Recorded: stretched, 1 cramp, strength 7 of 10." in stage.texts()
        assert "03:10: Calf, strength 7 of 10" in stage.texts()
        assert "Helped: Get up and walk a little" in stage.texts()
        assert "Tried: Gone exercise" in stage.texts()
        assert "Possible triggers: Stress, nerves, fear" in stage.texts()
        assert "21:00: Evening stretch, finished after 9 min 50 s" in stage.texts()

    def test_a_note_is_text_and_never_markup(self, stage: Stage) -> None:
        self.go(stage)

        (note,) = [it for it in stage.all_of(QLabel) if it.text().startswith("Note:")]
        assert note.text() == "Note: <b>x</b> & y"
        assert note.textFormat() == Qt.TextFormat.PlainText

    def test_a_change_keeps_all_that_is_not_changed(self, stage: Stage) -> None:
        self.go(stage)
        before = only(stage)
        stage.click(CHANGE)
        stage.choose("4")
        stage.press(Key.Key_Return)

        assert stage.shows(NightPage)
        after = only(stage)
        assert after.strength == 4
        assert after.started_at == before.started_at
        assert (after.note, after.tried, after.triggers) == (
            before.note,
            before.tried,
            before.triggers,
        )

    def test_a_rule_for_the_doctor_is_told_after_writing(self, stage: Stage) -> None:
        self.go(stage)
        stage.click(CHANGE)
        write(stage, LENGTH_QUESTION, "5")
        stage.press(Key.Key_Return)

        assert stage.shows(NightPage)
        assert "your diary to a doctor: A long cramp." in stage.text()

    def test_what_is_deleted_can_be_brought_back(self, stage: Stage) -> None:
        self.go(stage)
        before = only(stage)
        stage.click(DELETE)

        assert stage.cramps.cramps() == []
        assert "Recorded: stretched." in stage.texts()
        stage.click(UNDO)
        after = only(stage)
        assert (after.uid, after.entry) == (before.uid, before.entry)
        assert "03:10: Calf, strength 7 of 10" in stage.texts()

    def test_a_diary_that_cannot_be_written_keeps_the_form(self, stage: Stage) -> None:
        self.go(stage)
        stage.click(CHANGE)
        stage.connection.execute("ALTER TABLE cramp RENAME TO away")
        stage.press(Key.Key_Return)

        assert stage.shows(CrampForm)
        assert "The diary cannot be read or written" in stage.text()
        stage.connection.execute("ALTER TABLE away RENAME TO cramp")

    def test_the_calendar_below_shows_what_has_changed(self, stage: Stage) -> None:
        self.go(stage)
        stage.click(DELETE)
        stage.press(Key.Key_Escape)

        assert stage.shows(CalendarPage)
        assert "Friday, 20 November 2026: stretched" in stage.texts()

    def test_a_cramp_of_that_night_is_offered_at_three(self, stage: Stage) -> None:
        self.go(stage)
        stage.click(ADD_CRAMP)

        assert field(stage, DATE_QUESTION).text() == "2026-11-21"
        assert field(stage, TIME_QUESTION).text() == "03:00"

    def test_an_unknown_night_can_be_called_quiet(self, stage: Stage) -> None:
        open_diary(stage)
        stage.click(CALENDAR)
        stage.press(Key.Key_Up)
        stage.press(Key.Key_Return)
        assert "Recorded: no entry." in stage.texts()
        stage.click(NO_CRAMP)
        assert NightLog(stage.connection).quiet_nights() == {date(2026, 11, 15)}
        stage.click(TAKE_BACK)
        assert NightLog(stage.connection).quiet_nights() == frozenset()


class TestCalendar:
    def go(self, stage: Stage) -> MonthCalendar:
        open_diary(stage)
        stage.click(CALENDAR)
        return calendar(stage)

    def test_it_begins_with_tonight(self, stage: Stage) -> None:
        nights = self.go(stage)

        assert "November 2026" in stage.texts()
        assert nights.day == TONIGHT
        assert nights.hasFocus()

    @pytest.mark.parametrize(
        ("keys", "expected"),
        [
            ([Key.Key_Left], date(2026, 11, 21)),
            ([Key.Key_Right], TONIGHT),
            ([Key.Key_Up], date(2026, 11, 15)),
            ([Key.Key_Up, Key.Key_Down], TONIGHT),
            ([Key.Key_PageUp], date(2026, 10, 22)),
            ([Key.Key_PageUp, Key.Key_PageDown], TONIGHT),
            ([Key.Key_Home], date(2026, 11, 1)),
            ([Key.Key_Home, Key.Key_Left], date(2026, 10, 31)),
            ([Key.Key_Home, Key.Key_Left, Key.Key_PageUp], date(2026, 9, 30)),
            ([Key.Key_Home, Key.Key_End], TONIGHT),
        ],
    )
    def test_keys_walk_from_night_to_night(
        self, stage: Stage, keys: list[Qt.Key], expected: date
    ) -> None:
        nights = self.go(stage)
        for key in keys:
            stage.press(key)

        assert nights.day == expected

    def test_each_night_is_a_sentence_for_a_screen_reader(self, stage: Stage) -> None:
        stretch(stage, 0)
        cramp(stage, "2026-11-20 03:10", strength=7)
        cramp(stage, "2026-11-20 04:10", strength=2)
        quiet(stage, date(2026, 11, 21))
        nights = self.go(stage)
        found = QAccessible.queryAccessibleInterface(nights)
        told = {
            found.child(number).text(QAccessible.Text.Name) for number in range(found.childCount())
        }

        assert "Sunday, 22 November 2026: stretched" in told
        assert "Saturday, 21 November 2026: no cramp" in told
        assert "Thursday, 19 November 2026: 2 cramps, the strongest 7 of 10" in told
        assert "Wednesday, 18 November 2026: no entry" in told
        assert "23, in the future" in told
        assert "Monday" in told

    @pytest.mark.parametrize("keys", [[], [Key.Key_Home], [Key.Key_PageUp, Key.Key_Home]])
    def test_the_present_night_stays_in_sight(self, stage: Stage, keys: list[Qt.Key]) -> None:
        stage.settings.change(text_size=200)
        nights = self.go(stage)
        for key in keys:
            stage.press(key)
        stage.window.resize(1024, 640)
        stage.settle()

        cell = nights.visible_cell().translated(-nights.viewport().pos())
        seen = nights.viewport().visibleRegion().intersected(cell).boundingRect()
        assert seen.height() >= cell.height() - 1

    def test_a_click_opens_a_night(self, stage: Stage) -> None:
        nights = self.go(stage)
        stage.click_on(nights.viewport(), nights.visualRect(nights.model().index(2, 3)).center())

        assert stage.page_name == "Night of Thursday, 12 November 2026"

    def test_a_night_that_is_to_come_cannot_be_opened(self, stage: Stage) -> None:
        nights = self.go(stage)
        stage.click_on(nights.viewport(), nights.visualRect(nights.model().index(4, 3)).center())

        assert stage.shows(CalendarPage)

    def test_the_month_is_there_as_a_table(self, stage: Stage) -> None:
        stretch(stage, 0)
        cramp(stage, "2026-11-20 03:10", strength=7)
        self.go(stage)
        stage.click(calendar_page.AS_TABLE)

        assert stage.page_name == "Nights of November 2026"
        rows = cells(stage)
        assert len(rows) == 22
        assert rows[-1] == ["2026-11-22", "stretched", "no entry"]
        assert rows[18] == ["2026-11-19", "no entry", "1 cramp, strength 7 of 10"]

    def test_the_table_is_walked_by_the_arrows_and_left_by_escape(self, stage: Stage) -> None:
        self.go(stage)
        stage.click(calendar_page.AS_TABLE)
        (table,) = stage.all_of(Table)
        stage.press(Key.Key_Down)
        stage.press(Key.Key_Right)
        assert (table.currentRow(), table.currentColumn()) == (1, 1)
        stage.press(Key.Key_Escape)
        assert stage.shows(CalendarPage)


class TestCharts:
    def go(self, stage: Stage) -> WeekChart:
        cramp(stage, "2026-11-20 03:10")
        cramp(stage, "2026-11-10 03:10")
        cramp(stage, "2026-03-10 03:10")
        stretch(stage, 0, 1, 2, 8)
        open_diary(stage)
        stage.click(CHARTS)
        return chart(stage)

    def test_it_tells_the_present_week(self, stage: Stage) -> None:
        shown = self.go(stage)
        sentence = "Week of 16 November 2026: 1 cramp in 1 night, stretched on 3 of 7 nights"

        assert shown.hasFocus()
        assert sentence in stage.texts()
        assert shown.accessibleDescription() == sentence
        assert "In 6 weeks: 2 cramps, stretched on 4 of 42 nights." in stage.texts()
        assert NO_CAUSE in stage.texts()

    def test_the_arrows_walk_from_week_to_week(self, stage: Stage) -> None:
        shown = self.go(stage)
        stage.press(Key.Key_Left)
        assert shown.sentence.startswith("Week of 9 November 2026: 1 cramp")
        stage.press(Key.Key_Right)
        stage.press(Key.Key_Right)
        assert shown.sentence.startswith("Week of 16 November 2026")
        stage.press(Key.Key_Home)
        assert shown.sentence.startswith("Week of 12 October 2026: no cramps recorded")
        stage.press(Key.Key_End)
        assert shown.sentence.startswith("Week of 16 November 2026")

    @pytest.mark.parametrize(("span", "weeks"), [("six-months", 26), ("all", 37)])
    def test_it_looks_back_further(self, stage: Stage, span: str, weeks: int) -> None:
        self.go(stage)
        stage.choose(span)

        assert f"In {weeks} weeks:" in stage.text()

    def test_one_span_is_always_chosen(self, stage: Stage) -> None:
        self.go(stage)
        stage.choose("six-weeks")

        assert stage.chip("six-weeks").isChecked()

    def test_a_click_tells_the_week_below_it(self, stage: Stage) -> None:
        shown = self.go(stage)
        place = shown.rect().center()
        place.setX(shown.rect().left() + shown.width() // 8)
        stage.click_on(shown, place)

        assert shown.sentence.startswith("Week of 12 October 2026")

    def test_the_weeks_are_there_as_a_table(self, stage: Stage) -> None:
        self.go(stage)
        stage.click(charts_page.AS_TABLE)

        assert cells(stage)[0] == ["2026-11-16", "1", "1", "3 of 7", "0", "6"]
        assert len(cells(stage)) == 6


class TestCounts:
    def test_what_helped_and_what_went_before_are_counts_with_their_nights(
        self, stage: Stage
    ) -> None:
        cramp(stage, "2026-11-20 03:10", tried=(("short-walk", True),))
        cramp(stage, "2026-11-20 04:10", tried=(("short-walk", False), ("warm-compress", True)))
        cramp(stage, "2026-11-12 04:10", triggers=frozenset({"stress", "caffeine"}))
        open_diary(stage)
        stage.click(WHAT_HELPS)

        assert COUNTS_ONLY in stage.texts()
        assert "Get up and walk a little: helped 1 of 2 times" in stage.texts()
        assert "Based on 2 cramps in 1 night." in stage.texts()
        assert "Stress, nerves, fear: 1 cramp in 1 night" in stage.texts()
        basis = "Based on 1 cramp in 1 night. No trigger was recorded for 2 cramps."
        assert basis in stage.texts()

    def test_without_any_it_says_so(self, stage: Stage) -> None:
        open_diary(stage)
        stage.click(WHAT_HELPS)

        assert NO_HELP in stage.texts()

    def test_nothing_is_said_to_be_a_cause(self, stage: Stage) -> None:
        open_diary(stage)
        stage.click(WHAT_HELPS)

        text = stage.text().lower()
        assert [it for it in ("prevent", "because", "caused", "cure") if it in text] == []
        assert text.count("trigger") == text.count("possible trigger")


class TestSixWeeks:
    def test_they_begin_tonight(self, stage: Stage) -> None:
        open_diary(stage)
        stage.click(SIX_WEEKS)
        stage.press(Key.Key_Return)

        assert NightLog(stage.connection).six_weeks_start() == TONIGHT
        assert "Week 1 of 6" in stage.texts()
        assert "Stretched on 0 of 1 night." in stage.texts()

    def test_on_the_way_they_say_how_far(self, stage: Stage) -> None:
        NightLog(stage.connection).start_six_weeks(TONIGHT - timedelta(days=15))
        stretch(stage, 0, 3, 9)
        open_diary(stage)
        stage.click(SIX_WEEKS)

        assert "Week 3 of 6" in stage.texts()
        assert "Stretched on 3 of 16 nights." in stage.texts()
        assert BEGIN_AGAIN not in stage.button_names()

    def test_at_the_end_there_is_a_review_of_what_was(self, stage: Stage) -> None:
        NightLog(stage.connection).start_six_weeks(TONIGHT - timedelta(days=42))
        stretch(stage, 1, 3, 9)
        cramp(stage, "2026-11-01 04:10", strength=6)
        open_diary(stage)
        stage.click(SIX_WEEKS)

        assert LOOKING_BACK in stage.texts()
        assert "Stretched on 3 of 42 nights." in stage.texts()
        assert "1 cramp in 1 night." in stage.texts()
        assert REVIEW in stage.text()
        stage.click(BEGIN_AGAIN)
        assert NightLog(stage.connection).six_weeks_start() == TONIGHT

    def test_they_can_be_ended(self, stage: Stage) -> None:
        NightLog(stage.connection).start_six_weeks(TONIGHT)
        open_diary(stage)
        stage.click(SIX_WEEKS)
        stage.click(END)

        assert NightLog(stage.connection).six_weeks_start() is None
        assert BEGIN in stage.button_names()


class TestTakingAlong:
    def test_the_table_is_written_and_told(self, stage: Stage) -> None:
        cramp(stage, "2026-11-20 03:10", note="=1+1")
        open_diary(stage)
        stage.click(EXPORT_TABLE)

        path = stage.paths.data / "stretchapp-diary.csv"
        assert "'=1+1" in path.read_text("utf-8-sig")
        assert str(path) in stage.text().replace("\u200b", "")

    def test_the_copy_is_written(self, stage: Stage) -> None:
        cramp(stage, "2026-11-20 03:10")
        open_diary(stage)
        stage.click(EXPORT_COPY)

        assert (stage.paths.data / "stretchapp-diary.json").read_bytes().startswith(b"{")

    @pytest.mark.parametrize("name", [EXPORT_TABLE, DOCTOR_PAGES])
    def test_a_folder_that_cannot_be_written_to_is_told(self, stage: Stage, name: str) -> None:
        for form in ("csv", "pdf"):
            date_part = "-2026-11-22" if form == "pdf" else ""
            (stage.paths.data / f"stretchapp-diary{date_part}.{form}").mkdir()
        open_diary(stage)
        stage.click(name)

        assert "cannot be written" in stage.text()

    def test_the_pages_for_the_doctor_are_written_and_told(self, stage: Stage) -> None:
        cramp(stage, "2026-11-20 03:10")
        open_diary(stage)
        stage.click(DOCTOR_PAGES)

        path = stage.paths.data / "stretchapp-diary-2026-11-22.pdf"
        assert path.read_bytes().startswith(b"%PDF")
        assert str(path) in stage.text().replace("\u200b", "")


class TestDeletingEverything:
    def test_it_says_exactly_what_goes_and_keeps_it_by_default(self, stage: Stage) -> None:
        cramp(stage, "2026-11-20 03:10", note="secret words")
        stretch(stage, 0, 1)
        open_diary(stage)
        stage.click(DELETE_ALL)

        assert "1 cramp, with its notes" in stage.texts()
        assert "2 sessions" in stage.texts()
        stage.press(Key.Key_Return)
        assert stage.shows(DiaryPage)
        assert len(stage.cramps.cramps()) == 1

    def test_it_is_done_for_real(self, stage: Stage) -> None:
        cramp(stage, "2026-11-20 03:10", note="secret words")
        stretch(stage, 0, 1)
        open_diary(stage)
        stage.click(DELETE_ALL)
        stage.click(DELETE_ALL)

        assert ALL_DELETED in stage.texts()
        assert stage.cramps.cramps() == []
        assert stage.log.sessions() == []
        assert b"secret words" not in stage.paths.diary.read_bytes()
