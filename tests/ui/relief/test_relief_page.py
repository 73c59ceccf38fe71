"""The relief page during a cramp: what it shows, and what its keys and buttons answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from stretchapp.application.relief_run import SHORTEST_CRAMP_S
from stretchapp.library.texts.load import load_relief_texts
from stretchapp.ui.figures.exercise_figures import ExerciseFigures
from stretchapp.ui.figures.figure_view import FigureView
from stretchapp.ui.relief.doctor_cards import BACK_NAME, FullCard
from stretchapp.ui.relief.instruction_view import (
    CANNOT,
    EARLY,
    EASED,
    EASED_NAME,
    LIGHTER,
    NO,
    STILL_CRAMPING,
    VOICE,
    YES,
)
from stretchapp.ui.relief.relief_page import (
    AFTERCARE_TICK_MS,
    PAGE_NAME,
    STILL_TICK_MS,
    TICK_MS,
)
from stretchapp.ui.theme.colours import THEMES
from stretchapp.ui.widgets.key_button import KeyButton
from tests.ui.relief_stage import (
    PULL,
    PULL_EARLY,
    PULL_LYING,
    RUB,
    SOCKS,
    STAND,
    WARM,
    answer,
    background,
    count,
    exercise,
    last_cramp,
    snapshot,
    to_aftercare,
    to_swelling_question,
    wait_for_figures,
)
from tests.ui.stage import name_of

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleEvent
    from pytestqt.qtbot import QtBot

    from tests.ui.stage import Stage

KEY = Qt.Key
DARK, LIGHTER_DARK = THEMES["night"].background, THEMES["night-lighter"].background


def checked_key(stage: Stage) -> str:
    """Return the key of the place that is checked."""
    (place,) = [button for button in stage.all_of(KeyButton) if button.isChecked()]
    return place.accessibleName().rpartition(", ")[2]


class TestStart:
    def test_the_first_words_are_shown_at_once(self, relief: Stage) -> None:
        texts = load_relief_texts(relief.texts_folder)

        assert relief.page_name == PAGE_NAME
        assert (exercise(relief), snapshot(relief).state) == (PULL, "doing")
        assert {snapshot(relief).text, texts.panic} <= set(relief.texts())
        assert relief.focus_name() == EASED_NAME

    def test_time_runs_without_any_key(self, relief: Stage) -> None:
        relief.pass_relief_s(5)

        assert count(relief) == "10"
        assert "Cramp 0:05" in relief.texts()

    def test_the_figure_follows_after_the_first_frame(self, stage: Stage, qtbot: QtBot) -> None:
        stage.open()
        QTest.keyClick(stage.window, KEY.Key_F2)
        assert snapshot(stage).text in stage.texts()
        assert stage.all_of(FigureView) == []

        wait_for_figures(stage, qtbot)
        stage.pass_relief_s(1)

        (figure,) = stage.all_of(FigureView)
        assert figure.accessibleName().startswith("Picture: ")

    def test_it_ends_once_whatever_was_still_to_come(self, relief: Stage) -> None:
        page = relief.relief
        ends: list[str] = []
        page.ended.connect(lambda: ends.append("ended"))

        page.leave()
        page.leave()
        page.tick()

        assert ends == ["ended"]

    def test_an_exercise_without_a_figure_shows_none(
        self, stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def no_figure(_figures: ExerciseFigures, _exercise: str) -> None:
            return None

        monkeypatch.setattr(ExerciseFigures, "figure", no_figure)
        stage.open()
        stage.press(KEY.Key_F2)
        wait_for_figures(stage, qtbot)
        stage.pass_relief_s(1)

        assert stage.all_of(FigureView) == []

    @pytest.mark.parametrize(("place", "key"), [("toes", "2"), ("thigh", "3"), (None, "1")])
    def test_it_can_begin_with_a_known_place(
        self, stage: Stage, place: str | None, key: str
    ) -> None:
        stage.open()

        stage.window.start_relief(place)

        assert checked_key(stage) == key

    def test_the_record_begins_when_it_is_more_than_a_look(self, relief: Stage) -> None:
        relief.pass_relief_s(SHORTEST_CRAMP_S - 1)
        assert relief.cramps.cramps() == []

        relief.pass_relief_s(1)

        assert (last_cramp(relief).state, last_cramp(relief).muscle) == ("running", "calf")

    def test_a_killed_process_loses_only_the_last_seconds(self, relief: Stage) -> None:
        relief.pass_relief_s(47)

        length_s = last_cramp(relief).length_s
        assert length_s is not None
        assert 42 <= length_s <= 47


class TestAnswers:
    @pytest.mark.parametrize("key", [KEY.Key_Space, KEY.Key_Return, KEY.Key_Enter])
    def test_space_and_enter_answer_that_it_has_eased(self, relief: Stage, key: Qt.Key) -> None:
        relief.pass_relief_s(SHORTEST_CRAMP_S)
        relief.press(key)

        assert exercise(relief) == SOCKS
        assert last_cramp(relief).eased

    def test_enter_answers_without_any_focus(self, relief: Stage) -> None:
        focus = relief.window.focusWidget()
        assert focus is not None
        focus.clearFocus()

        QTest.keyClick(relief.relief, KEY.Key_Return)

        assert exercise(relief) == SOCKS

    @pytest.mark.parametrize(
        ("key", "expected"),
        [(KEY.Key_Right, STAND), (KEY.Key_Down, PULL_LYING), (KEY.Key_0, PULL_EARLY)],
    )
    def test_the_other_answers_have_keys_too(
        self, relief: Stage, key: Qt.Key, expected: str
    ) -> None:
        relief.press(key)

        assert exercise(relief) == expected

    @pytest.mark.parametrize(
        ("name", "expected"),
        [(EASED, SOCKS), (STILL_CRAMPING, STAND), (CANNOT, PULL_LYING), (EARLY, PULL_EARLY)],
    )
    def test_a_click_answers_as_the_key_does(self, relief: Stage, name: str, expected: str) -> None:
        relief.click(name)

        assert exercise(relief) == expected

    @pytest.mark.parametrize("key", [KEY.Key_2, KEY.Key_3, KEY.Key_4])
    def test_a_number_changes_the_place(self, relief: Stage, key: Qt.Key) -> None:
        relief.pass_relief_s(23)

        relief.press(key)

        assert exercise(relief) != PULL
        assert checked_key(relief) == key.name.removeprefix("Key_")
        # The cramp clock continues.
        assert "Cramp 0:23" in relief.texts()
        assert last_cramp(relief).muscle != "calf"

    def test_only_coming_on_is_offered_before_the_first_answer(self, relief: Stage) -> None:
        assert EARLY in relief.button_names()
        relief.press(KEY.Key_Right)
        assert EARLY not in relief.button_names()

        relief.press(KEY.Key_0)

        assert exercise(relief) == STAND

    def test_without_an_answer_it_asks_and_then_continues(self, relief: Stage) -> None:
        relief.pass_relief_s(36)
        assert snapshot(relief).state == "asking"

        relief.pass_relief_s(10)

        assert exercise(relief) == STAND

    def test_keys_work_wherever_the_focus_is(self, relief: Stage) -> None:
        relief.button("Toes or foot").setFocus()

        relief.press(KEY.Key_Right)

        assert exercise(relief) == STAND

    def test_space_does_not_press_the_focused_button_as_well(self, relief: Stage) -> None:
        for button in relief.all_of(KeyButton):
            button.setFocus()
            relief.press(KEY.Key_Space)

            # A second press would have finished the first step of the aftercare.
            assert exercise(relief) == SOCKS
            relief.press(KEY.Key_Right)
            assert exercise(relief) == PULL

    def test_enter_presses_the_focused_button_and_then_means_eased_again(
        self, relief: Stage
    ) -> None:
        relief.button("Toes or foot").setFocus()
        relief.press(KEY.Key_Return)
        assert snapshot(relief).flow == "toes"

        relief.press(KEY.Key_Return)

        assert exercise(relief) == SOCKS

    @pytest.mark.parametrize(
        "key",
        [KEY.Key_Left, KEY.Key_Up, KEY.Key_C, KEY.Key_MediaTogglePlayPause, KEY.Key_MediaNext],
    )
    @pytest.mark.qt_log_ignore("Unhandled key", extend=True)  # QTest's warning about media keys
    def test_other_keys_do_nothing(self, relief: Stage, key: Qt.Key) -> None:
        relief.press(key)

        assert exercise(relief) == PULL
        assert snapshot(relief).state == "doing"
        assert relief.focus_name() == EASED_NAME

    def test_every_button_is_reached_by_tab(self, relief: Stage) -> None:
        names = {name_of(button) for button in relief.all_of(QAbstractButton)}
        reached: set[str] = set()
        for _ in range(len(names)):
            reached.add(relief.focus_name())
            relief.press(KEY.Key_Tab)

        assert reached == names

    def test_every_button_has_its_key_in_its_accessible_name(self, relief: Stage) -> None:
        names = [name_of(button) for button in relief.all_of(QAbstractButton)]

        assert all(", " in name for name in names)
        assert len(set(names)) == len(names)


class TestRubbing:
    def test_before_rubbing_it_asks_about_swelling(self, relief: Stage) -> None:
        to_swelling_question(relief)

        assert snapshot(relief).text in relief.texts()
        assert {NO, YES} <= set(relief.button_names())

    def test_without_swelling_the_rubbing_begins_with_a_warning(self, relief: Stage) -> None:
        to_swelling_question(relief)

        answer(relief, KEY.Key_Right)

        assert exercise(relief) == RUB
        assert load_relief_texts(relief.texts_folder).warning in relief.texts()
        assert {STILL_CRAMPING, CANNOT} <= set(relief.button_names())

    def test_with_swelling_a_card_is_shown_and_rubbing_and_warmth_are_left_out(
        self, relief: Stage
    ) -> None:
        to_swelling_question(relief)

        relief.press(KEY.Key_Down)

        (card,) = relief.all_of(FullCard)
        title = load_relief_texts(relief.texts_folder).swelling.title
        assert card.accessibleName().startswith(title)
        assert relief.focus_name() == BACK_NAME
        relief.press(KEY.Key_Return)
        assert relief.all_of(FullCard) == []
        exercises: set[str | None] = set()
        for _ in range(30):
            exercises.add(exercise(relief))
            assert not snapshot(relief).is_rubbing
            answer(relief, KEY.Key_Right)
        assert WARM not in exercises

    def test_without_an_answer_nothing_is_rubbed(self, relief: Stage) -> None:
        to_swelling_question(relief)

        relief.pass_relief_s(16)

        assert (snapshot(relief).is_rubbing, snapshot(relief).state) == (False, "doing")

    def test_what_an_exercise_needs_is_asked_for_and_yes_leads_to_it(self, relief: Stage) -> None:
        to_swelling_question(relief)
        while snapshot(relief).state != "offer":
            answer(relief, KEY.Key_Right)
        assert (snapshot(relief).state, relief.focus_name()) == ("offer", EASED_NAME)
        names = relief.button_names()
        assert names.index(YES) < names.index(NO)

        relief.press(KEY.Key_Right)

        assert (exercise(relief), snapshot(relief).state) == (WARM, "doing")

    def test_with_varicose_veins_rubbing_is_left_out_without_a_question(self, stage: Stage) -> None:
        stage.settings.change(varicose_veins=True)
        stage.open()
        stage.press(KEY.Key_F2)

        exercises: set[str | None] = set()
        for _ in range(30):
            exercises.add(exercise(stage))
            assert snapshot(stage).state != "check"
            assert not snapshot(stage).is_rubbing
            answer(stage, KEY.Key_Right)

        assert WARM in exercises


class TestSwitches:
    def test_lighter_makes_the_screen_lighter_and_dark_again(self, relief: Stage) -> None:
        assert background(relief) == DARK

        relief.press(KEY.Key_L)
        assert relief.button(LIGHTER).isChecked()
        assert background(relief) == LIGHTER_DARK
        relief.press(KEY.Key_L)

        assert background(relief) == DARK

    def test_lighter_holds_for_one_relief_only(self, relief: Stage) -> None:
        relief.press(KEY.Key_L)
        relief.press(KEY.Key_Escape)

        relief.press(KEY.Key_F2)

        assert background(relief) == DARK

    def test_without_a_voice_its_button_is_hidden_and_its_key_does_nothing(
        self, relief: Stage
    ) -> None:
        assert VOICE not in relief.button_names()

        relief.press(KEY.Key_S)

        assert exercise(relief) == PULL


class TestTimer:
    @pytest.mark.parametrize(("still", "interval_ms"), [(False, TICK_MS), (True, STILL_TICK_MS)])
    def test_it_is_fast_only_while_figures_move(
        self, stage: Stage, qtbot: QtBot, *, still: bool, interval_ms: int
    ) -> None:
        stage.settings.change(still=still)
        stage.open()
        stage.press(KEY.Key_F2)
        wait_for_figures(stage, qtbot)
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        timers = stage.relief.findChildren(QTimer, options=direct)
        (timer,) = [it for it in timers if not it.isSingleShot()]
        stage.pass_relief_s(1)
        assert timer.interval() == interval_ms

        to_aftercare(stage)

        assert timer.interval() == AFTERCARE_TICK_MS


def test_new_words_are_announced_and_only_the_last_card_interrupts(
    relief: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced: dict[str, bool] = {}

    def record(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            assertive = QAccessible.AnnouncementPoliteness.Assertive
            announced[event.message()] = event.politeness() == assertive

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", record)

    relief.press(KEY.Key_Right)
    words = snapshot(relief).text
    relief.pass_relief_s(610)
    to_aftercare(relief)

    assert {words: False, snapshot(relief).text: False}.items() <= announced.items()
    card = load_relief_texts(relief.texts_folder).threshold_cards["very-long"]
    assert [text for text, is_urgent in announced.items() if is_urgent] == [
        f"{card.title}. {card.text}"
    ]


def test_the_page_allows_the_smallest_window(relief: Stage) -> None:
    relief.window.showNormal()
    relief.window.resize(QSize(480, 480))
    relief.settle()

    assert relief.window.size() == QSize(480, 480)
