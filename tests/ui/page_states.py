"""Every page of the window in every state it can be in, for tests and pictures of all pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from stretchapp.application.reminder_setup import NO_SERVER, DeliveryStatus
from stretchapp.base.i18n import _
from stretchapp.base.problems import Problem
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.reminder_store import DueTime
from stretchapp.library.routines.models import RestStep, WaitStep
from stretchapp.reminders.rules import AtTimes
from stretchapp.ui.diary import calendar_page, diary_page
from stretchapp.ui.home.preview_page import SIT_INSTEAD
from stretchapp.ui.relief.aftercare_view import BRIGHT_S
from stretchapp.ui.reminders import reminders_page
from stretchapp.ui.session.player_page import PlayerPage
from stretchapp.ui.settings.settings_page import OPEN_FOLDER
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.why_fold import WhyFold
from tests.fakes import a_routine, a_step
from tests.reminders.rules import LONG_AGO, a_rule
from tests.ui.diary_stage import cramp, quiet, stretch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.ui.stage import Stage

    ShowPage = Callable[[Stage], None]

KEY = Qt.Key

PROBLEMS = tuple(
    Problem(
        Path(f"/home/somebody/.local/share/stretchapp/routines/{name}.yaml"),
        12,
        9,
        "'repetitions' is 'often'; write a whole number from 1 to 500 such as 10",
    )
    for name in ("calves-in-the-morning", "feet")
)
LONG_WORDS = a_routine(
    a_step(name="Wadenbeinmuskulaturkräftigung", note=""),
    title="Oberschenkelmuskulaturdehnung",
    purpose="See https://example.org/" + "stretches" * 12 + " for all of it.",
    id="long-words",
)
LONGEST_WORD = "Wadenmuskulaturdehnungsübungen" + "WM" * 28
"""A word of 86 letters, most of them wide."""

LONGEST_WORDS = a_routine(
    a_step(name=LONGEST_WORD, note=LONGEST_WORD),
    RestStep(20.0, LONGEST_WORD),
    a_step(name=f"{LONGEST_WORD}s", note=LONGEST_WORD),
    title=LONGEST_WORD,
    purpose=LONGEST_WORD,
    origin="yours",
    id="longest-words",
)
LONG_TEXTS = a_routine(
    a_step(
        sides="each",
        name="Stretching the calves and the backs of the thighs at a wall, with the heels down",
    ),
    RestStep(20.0, "Shake your legs."),
    WaitStep("Lie down on your back when you are ready, and put a pillow under your knees."),
    a_step(name="Rise and lower on the toes"),
    title="Everything that the physiotherapist wrote down for the evenings of the first week",
    origin="yours",
    id="long-texts",
)


def _page(page_id: PageId) -> ShowPage:
    """Return a function that opens a page by its id."""
    return lambda stage: stage.window.navigate(page_id)


# Home and what is opened from it.


def home(stage: Stage) -> None:
    stage.open()


def home_with_notices(stage: Stage) -> None:
    stage.with_problems(*PROBLEMS)
    stage.cut_off(stage.routine("evening-stretch"), part=3, parts=11, active_s=200)
    stage.open()


def home_with_longest_words(stage: Stage) -> None:
    stage.add(LONGEST_WORDS)
    stage.settings.change(tonight=LONGEST_WORDS.id)
    stage.cut_off(LONGEST_WORDS, part=1, parts=3, active_s=20)
    stage.open()
    (field,) = stage.all_of(QLineEdit)
    field.setText("Waden")
    stage.settle()


def settings_of_the_longest_words(stage: Stage) -> None:
    home_with_longest_words(stage)
    stage.window.navigate(PageId.SETTINGS)


def exercises_with_longest_words(stage: Stage) -> None:
    _with_longest_exercise(stage)
    stage.window.navigate(PageId.EXERCISES)
    (field,) = stage.all_of(QLineEdit)
    field.setText("Waden")
    stage.settle()


def exercise_with_longest_words(stage: Stage) -> None:
    _with_longest_exercise(stage)
    stage.window.start_by_id(LONGEST_WORDS.exercises[0].id, is_preview=True)


def _with_longest_exercise(stage: Stage) -> None:
    stage.add(LONGEST_WORDS)
    library = stage.library
    assert library is not None
    exercises = {**library.exercises, **{it.id: it for it in LONGEST_WORDS.exercises}}
    stage.library = replace(library, exercises=exercises)


def reminders_with_longest_words(stage: Stage) -> None:
    stage.add(LONGEST_WORDS)
    rule = a_rule(title=LONGEST_WORD, text=LONGEST_WORD, routine=LONGEST_WORDS.id)
    stage.reminders.add(rule, LONG_AGO)
    stage.obstacles = [LONGEST_WORD]
    stage.window.navigate(PageId.REMINDERS)


def problems_with_longest_words(stage: Stage) -> None:
    file = Path(f"/home/somebody/{LONGEST_WORD}.yaml")
    stage.with_problems(Problem(file, 12, 9, f"'{LONGEST_WORD}' is not a key of the file"))
    stage.window.navigate(PageId.PROBLEMS)


def night_with_longest_words(stage: Stage) -> None:
    cramp(stage, "2026-11-20 03:10", note=LONGEST_WORD, triggers=frozenset({LONGEST_WORD}))
    calendar(stage)
    for _turn in range(20):
        stage.press(KEY.Key_Left)
        if "20 November" in stage.page_name:
            break
    stage.press(KEY.Key_Return)


def done_with_longest_words(stage: Stage) -> None:
    stage.window.start(LONGEST_WORDS)
    while isinstance(stage.page, PlayerPage):
        stage.press(KEY.Key_Right)


def nothing_found(stage: Stage) -> None:
    stage.open()
    (field,) = stage.all_of(QLineEdit)
    field.setText("no such thing")


def preview(stage: Stage) -> None:
    stage.window.show_preview(stage.routine("wall-stretch"))


def fitted_preview(stage: Stage) -> None:
    stage.settings.change(varicose_veins=True, pregnant=True, ill=True, unsteady=True)
    stage.window.show_preview(stage.routine("toe-and-foot-mobility"))


def sitting_preview(stage: Stage) -> None:
    preview(stage)
    stage.click(SIT_INSTEAD)


def empty_preview(stage: Stage) -> None:
    stage.settings.change(varicose_veins=True)
    stage.window.show_preview(stage.routine("acupressure-calf"))


def relief_preview(stage: Stage) -> None:
    stage.window.show_preview(stage.routine("quick-relief-calf"))


def preview_with_reasons(stage: Stage) -> None:
    stage.window.show_preview(stage.routine("trial-nightly"))
    for fold in stage.all_of(WhyFold):
        fold.button.click()
    stage.settle()


# The exercises.


def no_exercise_found(stage: Stage) -> None:
    stage.window.navigate(PageId.EXERCISES)
    (field,) = stage.all_of(QLineEdit)
    field.setText("no such thing")
    stage.settle()


def _exercise(exercise_id: str) -> ShowPage:
    """Return a function that opens the page of an exercise."""
    return lambda stage: stage.window.start_by_id(exercise_id, is_preview=True)


def exercise_with_reasons(stage: Stage) -> None:
    _exercise("front-thigh-stretch")(stage)
    (fold,) = stage.all_of(WhyFold)
    fold.button.click()
    stage.settle()


def fitted_exercise(stage: Stage) -> None:
    stage.settings.change(varicose_veins=True, pregnant=True, ill=True, unsteady=True)
    _exercise("calf-foot-massage")(stage)


def settings_of_a_long_name(stage: Stage) -> None:
    stage.settings.change(tonight="three-minute-nightly")
    stage.window.navigate(PageId.SETTINGS)


def settings_with_notice(stage: Stage) -> None:
    stage.window.navigate(PageId.SETTINGS)
    stage.can_open = False
    stage.click(OPEN_FOLDER)


def problems(stage: Stage) -> None:
    stage.with_problems(*PROBLEMS)
    stage.window.navigate(PageId.PROBLEMS)


# Sessions.


def player(stage: Stage) -> None:
    stage.window.start(stage.routine("evening-stretch"))
    stage.pass_s(2)


def player_with_long_texts(stage: Stage) -> None:
    stage.window.start(LONG_TEXTS)
    stage.pass_s(2)


def repetitions(stage: Stage) -> None:
    stage.window.start(stage.routine("evening-stretch"))
    stage.pass_s(14)


def wait(stage: Stage) -> None:
    stage.window.start(LONG_TEXTS)
    for _turn in range(3):
        stage.press(KEY.Key_Right)


def paused(stage: Stage) -> None:
    player(stage)
    stage.press(KEY.Key_Space)


def interrupted(stage: Stage) -> None:
    player(stage)
    stage.clock.advance(60)
    stage.window.player.tick()


def unsaved_session(stage: Stage) -> None:
    stage.connection.execute("ALTER TABLE session RENAME TO away")
    player(stage)


def relief_routine(stage: Stage) -> None:
    stage.window.start(stage.routine("quick-relief-calf"))


def done(stage: Stage) -> None:
    relief_routine(stage)
    while isinstance(stage.page, PlayerPage):
        stage.press(KEY.Key_Right)


def stopped(stage: Stage) -> None:
    player(stage)
    stage.press(KEY.Key_Escape)


def stopped_with_long_words(stage: Stage) -> None:
    stage.window.start(LONG_WORDS)
    stage.press(KEY.Key_Escape)


# Relief.


def relief(stage: Stage) -> None:
    """Start relief in a window of the same size as before, as if that were the screen."""
    size = stage.window.size()
    stage.press(KEY.Key_F2)
    stage.window.showNormal()
    stage.window.resize(size)
    stage.settle()
    stage.pass_relief_s(1)


def asking(stage: Stage) -> None:
    relief(stage)
    stage.pass_relief_s(35, tick_s=1)


def check(stage: Stage) -> None:
    relief(stage)
    go_to_check(stage)


def go_to_check(stage: Stage) -> None:
    """Go on with relief until it asks whether the leg is swollen."""
    while stage.relief.relief_run.snapshot().state != "check":
        stage.press(KEY.Key_Right)
        stage.pass_relief_s(1)


def rubbing(stage: Stage) -> None:
    check(stage)
    stage.press(KEY.Key_Right)
    stage.pass_relief_s(1)


def long_cramp(stage: Stage) -> None:
    relief(stage)
    stage.pass_relief_s(242, tick_s=2)


def very_long_cramp(stage: Stage) -> None:
    relief(stage)
    stage.pass_relief_s(602, tick_s=2)


def very_long_cramp_with_rubbing(stage: Stage) -> None:
    very_long_cramp(stage)
    go_to_check(stage)
    stage.press(KEY.Key_Right)
    stage.pass_relief_s(1)


def urgent(stage: Stage) -> None:
    relief(stage)
    stage.press(KEY.Key_M)


def swollen(stage: Stage) -> None:
    check(stage)
    stage.press(KEY.Key_Down)


def unsaved_relief(stage: Stage) -> None:
    stage.window.show_home()
    stage.log_problem = "The diary is damaged (no)."
    relief(stage)


def relief_after_a_sleep(stage: Stage) -> None:
    relief(stage)
    stage.clock.advance(3600)
    stage.pass_relief_s(1)


def aftercare(stage: Stage) -> None:
    relief(stage)
    stage.press(KEY.Key_Space)
    stage.pass_relief_s(1)


def dim_aftercare(stage: Stage) -> None:
    aftercare(stage)
    stage.pass_relief_s(BRIGHT_S)


def after_cramp(stage: Stage) -> None:
    rubbing(stage)
    stage.press(KEY.Key_Space)
    stage.pass_relief_s(1)
    stage.press(KEY.Key_Escape)


# Reminders.


def reminders(stage: Stage) -> None:
    """Show reminders with everything that the page can hold."""
    three = AtTimes((time(8), time(13), time(19)))
    stage.reminders.add(
        a_rule(when=three, title="Calf pressure points", text="Sit down first."), LONG_AGO
    )
    stage.reminders.add(a_rule(weekdays=frozenset({0, 2, 4}), is_on=False), LONG_AGO)
    stage.reminders.pause_tonight(stage.clock.now())
    stage.obstacles = [_(NO_SERVER)]
    stage.delivery_status = DeliveryStatus(is_resident=True, starts_at_login=False)
    stage.window.navigate(PageId.REMINDERS)


def removed_reminder(stage: Stage) -> None:
    stage.timer_problem = _(NO_SERVER)
    reminders(stage)
    stage.click_first(reminders_page.REMOVE)


def reminder_at_times(stage: Stage) -> None:
    reminders(stage)
    stage.click_first(reminders_page.CHANGE)


def reminder_before_bed(stage: Stage) -> None:
    stage.window.navigate(PageId.REMINDERS)
    stage.click(reminders_page.ADD_REMINDER)


def bedtimes(stage: Stage) -> None:
    reminders(stage)
    stage.click(reminders_page.CHANGE_BEDTIME)


def pause_until(stage: Stage) -> None:
    reminders(stage)
    stage.click(reminders_page.PAUSE_UNTIL)


def reminder_history(stage: Stage) -> None:
    due = DueTime(1, stage.clock.now() - timedelta(hours=24), "Evening stretch")
    stage.reminders.settle(due, "dropped", "late", stage.clock.now())
    reminders(stage)
    stage.click(reminders_page.HISTORY)


# The diary.


def diary(stage: Stage) -> None:
    """Show the first page of the diary with everything that it can hold."""
    for day in (18, 19, 20):
        for hour in (1, 2, 3):
            cramp(
                stage,
                f"2026-11-{day} 0{hour}:10",
                strength=10,
                length_s=300.0,
                nothing_helped=hour == 1,
                tried=(("short-walk", hour == 2), ("stand-both-feet", False)),
                triggers=frozenset({"unknown", "awkward-position"} if hour == 1 else {"unknown"}),
                note="https://example.org/" + "stretches" * 12,
            )
    quiet(stage, date(2026, 11, 21), date(2026, 11, 22))
    stretch(stage, 0, 1, 3)
    NightLog(stage.connection).start_six_weeks(date(2026, 10, 1))
    stage.window.navigate(PageId.DIARY)


def _from_diary(label: str) -> ShowPage:
    """Return a function that clicks on a button of the diary's first page."""

    def show(stage: Stage) -> None:
        diary(stage)
        stage.click(label)

    return show


calendar = _from_diary(diary_page.CALENDAR)
charts = _from_diary(diary_page.CHARTS)


def calendar_table(stage: Stage) -> None:
    calendar(stage)
    stage.click(calendar_page.AS_TABLE)


def night(stage: Stage) -> None:
    calendar(stage)
    for _turn in range(3):
        stage.press(KEY.Key_Left)
    stage.press(KEY.Key_Return)


def night_with_deleted_cramp(stage: Stage) -> None:
    night(stage)
    stage.all_of(QAbstractButton)[1].click()
    stage.settle()


SESSION_STATES: Mapping[str, ShowPage] = {
    "player": player,
    "player with long words": lambda stage: stage.window.start(LONG_WORDS),
    "player with long texts": player_with_long_texts,
    "repetitions": repetitions,
    "wait": wait,
    "paused": paused,
    "interrupted": interrupted,
    "unsaved session": unsaved_session,
    "relief routine": relief_routine,
    "done": done,
    "stopped": stopped,
    "stopped with long words": stopped_with_long_words,
}
RELIEF_STATES: Mapping[str, ShowPage] = {
    "relief": relief,
    "asking": asking,
    "check": check,
    "rubbing": rubbing,
    "long cramp": long_cramp,
    "very long cramp": very_long_cramp,
    "very long cramp with rubbing": very_long_cramp_with_rubbing,
    "urgent": urgent,
    "swollen": swollen,
    "unsaved relief": unsaved_relief,
    "relief after a sleep": relief_after_a_sleep,
    "aftercare": aftercare,
    "dim aftercare": dim_aftercare,
    "after a cramp": after_cramp,
}
REMINDER_STATES: Mapping[str, ShowPage] = {
    "reminders": reminders,
    "removed reminder": removed_reminder,
    "no reminders": _page(PageId.REMINDERS),
    "reminder at times": reminder_at_times,
    "reminder before bed": reminder_before_bed,
    "bedtimes": bedtimes,
    "pause until": pause_until,
    "reminder history": reminder_history,
}
DIARY_STATES: Mapping[str, ShowPage] = {
    "diary": diary,
    "diary with all rules": _from_diary(diary_page.UNFOLD_ALL),
    "empty diary": _page(PageId.DIARY),
    "cramp form": _from_diary(diary_page.ADD_CRAMP),
    "calendar": calendar,
    "calendar table": calendar_table,
    "night": night,
    "night with deleted cramp": night_with_deleted_cramp,
    "charts": charts,
    "what helps": _from_diary(diary_page.WHAT_HELPS),
    "six weeks": _from_diary(diary_page.SIX_WEEKS),
    "delete diary": _from_diary(diary_page.DELETE_ALL),
}
LONGEST_WORD_STATES: Mapping[str, ShowPage] = {
    "home with longest words": home_with_longest_words,
    "preview with longest words": lambda stage: stage.window.show_preview(LONGEST_WORDS),
    "player with longest words": lambda stage: stage.window.start(LONGEST_WORDS),
    "done with longest words": done_with_longest_words,
    "exercises with longest words": exercises_with_longest_words,
    "exercise with longest words": exercise_with_longest_words,
    "settings of the longest words": settings_of_the_longest_words,
    "reminders with longest words": reminders_with_longest_words,
    "problems with longest words": problems_with_longest_words,
    "night with longest words": night_with_longest_words,
}
PAGE_STATES: Mapping[str, ShowPage] = {
    "home": home,
    "home with notices": home_with_notices,
    "nothing found": nothing_found,
    "preview": preview,
    "preview with long words": lambda stage: stage.window.show_preview(LONG_WORDS),
    "preview with long texts": lambda stage: stage.window.show_preview(LONG_TEXTS),
    "fitted preview": fitted_preview,
    "sitting preview": sitting_preview,
    "empty preview": empty_preview,
    "relief preview": relief_preview,
    "preview with reasons": preview_with_reasons,
    "exercises": _page(PageId.EXERCISES),
    "no exercise found": no_exercise_found,
    "exercise": _exercise("wall-lean-calf-stretch"),
    "exercise to read": _exercise("rest-and-resettle"),
    "exercise with reasons": exercise_with_reasons,
    "fitted exercise": fitted_exercise,
    "help": _page(PageId.HELP),
    "evenings": _page(PageId.EVENINGS),
    "doctor": _page(PageId.DOCTOR),
    "in water": _page(PageId.IN_WATER),
    "articles": _page(PageId.ARTICLES),
    "left out": _page(PageId.LEFT_OUT),
    "settings": _page(PageId.SETTINGS),
    "settings of a long name": settings_of_a_long_name,
    "settings with notice": settings_with_notice,
    "problems": problems,
    **LONGEST_WORD_STATES,
    **SESSION_STATES,
    **RELIEF_STATES,
    **REMINDER_STATES,
    **DIARY_STATES,
}
"""A function for each state of a page; it opens the window itself if no window is open yet."""
