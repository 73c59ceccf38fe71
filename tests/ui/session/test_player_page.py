"""The player page: what it shows from second to second, and its keys and buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from stretchapp.library.routines.models import Hold, Instruction, Repetitions, RestStep, WaitStep
from stretchapp.ui.session.done_page import IS_SAVED, STOPPED, WELL_DONE
from stretchapp.ui.session.player_page import (
    BACK_NAME,
    CONTINUE,
    END,
    HOLD_NAME,
    MORE_TIME,
    MORE_TIME_NAME,
    NEXT,
    NEXT_NAME,
    NOT_SAVED,
    PAUSE,
    REPEAT_STEP,
    STILL_TICK_MS,
    STOP,
    STOP_NAME,
    TICK_MS,
    WAS_INTERRUPTED,
)
from stretchapp.ui.session.player_words import PAUSED, PRESS_SPACE, UNTIL_IT_CONTINUES
from stretchapp.ui.theme.colours import THEMES
from stretchapp.ui.widgets.countdown_ring import CountdownRing
from stretchapp.ui.widgets.labels import BACK
from stretchapp.ui.widgets.notice import Notice
from tests.fakes import a_routine, a_step
from tests.ui.pixels import extent

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchapp.library.routines.models import Routine
    from stretchapp.ui.session.player_page import PlayerPage
    from tests.ui.stage import Stage

    Way = Callable[[Stage], None]

KEY = Qt.Key

ROUTINE = a_routine(
    a_step(
        sides="each",
        name="Calf stretch",
        steps=(
            Instruction("Face the wall.", "ready"),
            Instruction("Lean in.", "work"),
            Instruction("Keep the heel down.", "work"),
            Instruction("Breathe slowly.", "work"),
        ),
    ),
    RestStep(20.0, "Shake your legs."),
    WaitStep("Lie down on your back."),
    a_step(Repetitions(5, 4.0), name="Toe rises"),
    title="Two things",
)
"""Parts: left leg 10 + 30 s, right leg 5 + 30 s, rest 20 s, wait, repetitions 10 + 20 s.

The wait takes 30 seconds unless the settings say otherwise.
"""


class Player:
    """A session in the window, and what its page shows."""

    def __init__(self, stage: Stage, routine: Routine = ROUTINE) -> None:
        self.stage = stage
        stage.window.start(routine)
        stage.settle()

    @property
    def page(self) -> PlayerPage:
        return self.stage.window.player

    @property
    def count(self) -> str:
        """The text in the ring."""
        (ring,) = self.stage.all_of(CountdownRing)
        return ring.accessibleDescription()

    @property
    def progress(self) -> float:
        """The share of the session that is done."""
        (bar,) = self.stage.all_of(QProgressBar)
        return bar.value() / bar.maximum()

    @property
    def is_ticking(self) -> bool:
        """Whether any timer of the page runs."""
        return any(timer.isActive() for timer in self.page.findChildren(QTimer))

    def shows(self, *texts: str) -> bool:
        """Return whether the page shows all of ``texts``."""
        return set(texts) <= set(self.stage.texts())


@pytest.fixture
def player(stage: Stage) -> Player:
    return Player(stage)


def test_the_page_shows_the_session_from_second_to_second(player: Player) -> None:
    pages: list[tuple[str, ...]] = []
    for _ in range(10):
        pages.append(tuple(player.stage.texts()[:4]))
        player.stage.pass_s(4)

    assert pages == [
        ("Calf stretch", "Left leg", "10 Get ready", "Face the wall."),
        ("Calf stretch", "Left leg", "6 Get ready", "Face the wall."),
        ("Calf stretch", "Left leg", "2 Get ready", "Face the wall."),
        ("Calf stretch", "Left leg", "28 Hold", "Lean in."),
        ("Calf stretch", "Left leg", "24 Hold", "Lean in."),
        ("Calf stretch", "Left leg", "20 Hold", "Keep the heel down."),
        ("Calf stretch", "Left leg", "16 Hold", "Keep the heel down."),
        ("Calf stretch", "Left leg", "12 Hold", "Breathe slowly."),
        ("Calf stretch", "Left leg", "8 Hold", "Breathe slowly."),
        ("Calf stretch", "Left leg", "4 Hold", "Breathe slowly."),
    ]


def test_one_sentence_is_shown_at_a_time(player: Player) -> None:
    sentences = {"Face the wall.", "Lean in.", "Keep the heel down.", "Breathe slowly."}

    for _ in range(30):
        assert len(sentences.intersection(player.stage.texts())) == 1
        player.stage.pass_s(1)


def test_seconds_are_counted_down_to_one(player: Player) -> None:
    counts: list[str] = []
    for _ in range(11):
        counts.append(player.count.split()[0])
        player.stage.pass_s(1)

    assert counts == ["10", "9", "8", "7", "6", "5", "4", "3", "2", "1", "30"]


def test_minutes_are_shown_as_minutes(stage: Stage) -> None:
    player = Player(stage, a_routine(a_step(Hold(90.0, 1, 0.0), get_ready_s=0.0)))

    assert player.count == "1:30 Hold"
    stage.pass_s(30)
    assert player.count == "1:00 Hold"
    stage.pass_s(1)
    assert player.count == "59 Hold"


def test_the_side_is_shown_in_words(player: Player) -> None:
    assert player.shows("Calf stretch", "Left leg")
    player.stage.press(KEY.Key_Right)
    assert player.shows("Calf stretch", "Right leg", "5 Change sides")


def test_the_next_part_is_shown(stage: Stage) -> None:
    # Without problems, which would be shown in the same place.
    stage.settings.change(cues="silent", keep_awake=False)
    player = Player(stage)
    lines: list[str] = []
    for _ in range(5):
        lines += [text for text in player.stage.texts() if text.startswith(("Next: ", "This is"))]
        player.stage.press(KEY.Key_Right)

    assert lines == [
        "Next: right leg",
        "Next: Rest",
        "Next: When you are ready",
        "Next: Toe rises",
        "This is the last part.",
    ]


def test_progress_is_of_the_whole_session(player: Player) -> None:
    assert player.progress == 0
    player.stage.pass_s(40)
    assert player.progress == pytest.approx(40 / 155, abs=0.002)
    player.stage.pass_s(35)
    assert player.progress == pytest.approx(75 / 155, abs=0.002)


def test_holds_are_counted(stage: Stage) -> None:
    player = Player(stage, a_routine(a_step(Hold(20.0, 2, 5.0), get_ready_s=0.0)))

    assert player.count == "20 Hold 1 of 2"
    stage.pass_s(20)
    assert player.count == "5 Rest"
    stage.pass_s(5)
    assert player.count == "20 Hold 2 of 2"


def test_repetitions_are_counted(player: Player) -> None:
    for _ in range(4):
        player.stage.press(KEY.Key_Right)
    player.stage.pass_s(10)

    counts: list[str] = []
    for _ in range(5):
        counts.append(player.count)
        player.stage.pass_s(4)

    assert counts == ["20 1 of 5", "16 2 of 5", "12 3 of 5", "8 4 of 5", "4 5 of 5"]


def test_a_rest_has_no_side(player: Player) -> None:
    player.stage.press(KEY.Key_Right)
    player.stage.press(KEY.Key_Right)

    assert player.shows("Rest", "20 Rest", "Shake your legs.")
    assert not any("leg" in text.split() for text in player.stage.texts())


class TestAWait:
    @pytest.fixture
    def player(self, player: Player) -> Player:
        """The player 5 seconds after the wait began."""
        for _ in range(3):
            player.stage.press(KEY.Key_Right)
        player.stage.pass_s(5)
        return player

    def test_is_counted_down_and_goes_on_by_itself(self, player: Player) -> None:
        assert player.shows("When you are ready", "Lie down on your back.", CONTINUE)
        assert player.shows(f"25 {UNTIL_IT_CONTINUES}")

        player.stage.pass_s(25)

        assert player.shows("Toe rises", "10 Get ready", PAUSE)

    @pytest.mark.parametrize("key", [KEY.Key_Space, KEY.Key_Right])
    def test_ends_at_once_if_the_person_is_ready(self, player: Player, key: Qt.Key) -> None:
        player.stage.press(key)

        assert player.shows("Toe rises", "10 Get ready", PAUSE)

    @pytest.mark.parametrize("by_key", [True, False])
    def test_is_held_by_a_pause(self, player: Player, *, by_key: bool) -> None:
        if by_key:
            player.stage.press(KEY.Key_P)
        else:
            player.stage.click(HOLD_NAME)

        assert player.shows(f"… {PRESS_SPACE}", CONTINUE, MORE_TIME)
        assert not player.is_ticking
        player.stage.clock.advance(600)
        player.stage.press(KEY.Key_Space)
        assert player.shows("Toe rises", "10 Get ready", PAUSE)

    def test_can_be_made_ten_seconds_longer(self, player: Player) -> None:
        player.stage.press(KEY.Key_Plus)

        assert player.shows(f"35 {UNTIL_IT_CONTINUES}")

    def test_asks_after_the_machine_slept(self, player: Player) -> None:
        player.stage.clock.advance(600)
        player.page.tick()

        assert player.shows(WAS_INTERRUPTED)


def test_a_wait_may_last_until_the_person_continues(stage: Stage) -> None:
    stage.settings.change(wait_s=0)
    player = Player(stage)
    for _ in range(3):
        player.stage.press(KEY.Key_Right)

    assert player.shows("When you are ready", "Lie down on your back.", f"… {PRESS_SPACE}")
    assert player.shows(CONTINUE)
    assert not player.is_ticking

    player.stage.clock.advance(600)
    player.stage.press(KEY.Key_Space)

    assert player.shows("Toe rises", "10 Get ready", PAUSE)
    assert player.is_ticking


def timer_of(player: Player) -> QTimer:
    """Return the timer of the page's ticks."""
    (timer,) = player.page.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return timer


def by_keys(*keys: Qt.Key) -> Way:
    """Return a way that presses keys."""

    def act(stage: Stage) -> None:
        for key in keys:
            stage.press(key)

    return named(" ".join(key.name for key in keys), act)


def named(name: str, way: Way) -> Way:
    """Give ``way`` a name for pytest."""
    way.__name__ = name
    return way


def press_play(stage: Stage) -> None:
    """Press the media key; ``keyClick`` knows no text for it."""
    QTest.sendKeyEvent(
        QTest.KeyAction.Click,
        stage.window,
        KEY.Key_MediaTogglePlayPause,
        "",
        Qt.KeyboardModifier.NoModifier,
    )


def click(name: str) -> Way:
    """Return a way that clicks on a button."""

    def act(stage: Stage) -> None:
        stage.click(name)

    return named(f"click {name}", act)


def tab_to(name: str) -> Way:
    """Return a way that presses a button by Tab and Enter."""

    def act(stage: Stage) -> None:
        for _ in range(10):
            if stage.focus_name() == name:
                stage.press(KEY.Key_Return)
                return
            stage.press(KEY.Key_Tab)
        raise AssertionError(name)

    return named(f"tab to {name}", act)


@pytest.mark.parametrize(
    "way",
    [
        by_keys(KEY.Key_Space),
        press_play,
        by_keys(KEY.Key_Return),
        click(PAUSE),
    ],
)
def test_a_pause_stops_the_count_and_the_timer(player: Player, way: Way) -> None:
    player.stage.pass_s(4)
    assert player.is_ticking

    way(player.stage)

    assert player.shows(CONTINUE, f"6 {PAUSED}")
    assert not player.is_ticking
    player.stage.clock.advance(3600)
    player.page.tick()
    assert player.shows(f"6 {PAUSED}")


@pytest.mark.parametrize(
    "way",
    [
        by_keys(KEY.Key_Space),
        press_play,
        by_keys(KEY.Key_Return),
        click(CONTINUE),
    ],
)
def test_after_a_pause_the_count_continues(player: Player, way: Way) -> None:
    player.stage.pass_s(4)
    player.stage.press(KEY.Key_Space)
    player.stage.clock.advance(3600)

    way(player.stage)

    assert player.shows(PAUSE, "6 Get ready")
    assert player.is_ticking
    player.stage.pass_s(1)
    assert player.shows("5 Get ready")


@pytest.mark.parametrize("way", [by_keys(KEY.Key_Right), click(NEXT), tab_to(NEXT_NAME)])
def test_next_goes_to_the_next_part(player: Player, way: Way) -> None:
    way(player.stage)

    assert player.shows("Right leg", "5 Change sides")


@pytest.mark.parametrize("way", [by_keys(KEY.Key_Left), click(BACK), tab_to(BACK_NAME)])
def test_back_starts_the_part_again(player: Player, way: Way) -> None:
    player.stage.press(KEY.Key_Right)
    player.stage.pass_s(15)
    assert player.shows("Right leg", "20 Hold")

    way(player.stage)

    assert player.shows("Right leg", "5 Change sides")


@pytest.mark.parametrize("way", [by_keys(KEY.Key_Left), click(BACK)])
def test_back_twice_goes_to_the_part_before(player: Player, way: Way) -> None:
    player.stage.press(KEY.Key_Right)
    player.stage.pass_s(15)

    way(player.stage)
    player.stage.pass_s(2)
    way(player.stage)

    assert player.shows("Left leg", "10 Get ready")


def test_back_again_after_a_while_starts_the_part_again(player: Player) -> None:
    player.stage.press(KEY.Key_Right)
    player.stage.pass_s(15)

    player.stage.press(KEY.Key_Left)
    player.stage.pass_s(4)
    player.stage.press(KEY.Key_Left)

    assert player.shows("Right leg", "5 Change sides")


@pytest.mark.parametrize(
    "way",
    [
        by_keys(KEY.Key_Plus),
        by_keys(KEY.Key_Equal),
        click(MORE_TIME),
        tab_to(MORE_TIME_NAME),
    ],
)
def test_more_time_adds_ten_seconds(player: Player, way: Way) -> None:
    player.stage.pass_s(4)

    way(player.stage)

    assert player.shows("16 Get ready")


def test_plus_of_the_keypad_adds_ten_seconds(player: Player) -> None:
    player.stage.press(KEY.Key_Plus, Qt.KeyboardModifier.KeypadModifier)

    assert player.shows("20 Get ready")


@pytest.mark.parametrize("way", [by_keys(KEY.Key_Escape), click(STOP), tab_to(STOP_NAME)])
def test_stop_ends_the_session_and_saves_it(player: Player, way: Way) -> None:
    player.stage.pass_s(12)

    way(player.stage)

    assert player.stage.page_name == f"{STOPPED}: Two things"
    (record,) = player.stage.log.sessions()
    assert (record.state, record.active_s) == ("stopped", 12)


def test_commands_work_in_a_pause(player: Player) -> None:
    player.stage.press(KEY.Key_Space)

    player.stage.press(KEY.Key_Right)
    assert player.shows("Right leg", f"5 {PAUSED}", CONTINUE)
    player.stage.press(KEY.Key_Plus)
    assert player.shows(f"15 {PAUSED}")
    assert not player.is_ticking


def test_a_key_held_down_is_one_command(player: Player) -> None:
    player.stage.hold(KEY.Key_Return)

    assert player.shows(PAUSE)


def test_tab_moves_through_the_buttons_in_order(player: Player) -> None:
    names: list[str] = []
    for _ in range(5):
        names.append(player.stage.focus_name())
        player.stage.press(KEY.Key_Tab)

    assert names == [
        PAUSE,
        NEXT_NAME,
        MORE_TIME_NAME,
        STOP_NAME,
        BACK_NAME,
    ]
    assert player.stage.focus_name() == PAUSE


@pytest.fixture
def interrupted(player: Player) -> Player:
    player.stage.pass_s(25)
    player.stage.clock.advance(60)
    player.page.tick()
    player.stage.settle()
    return player


def test_an_interruption_asks_how_to_continue(interrupted: Player) -> None:
    assert interrupted.shows(WAS_INTERRUPTED)
    assert not interrupted.shows("Keep the heel down.")
    assert not interrupted.is_ticking
    (notice,) = interrupted.stage.all_of(Notice)
    names = [button.text() for button in interrupted.stage.all_of(QPushButton, notice)]
    assert names == [CONTINUE, REPEAT_STEP, END]


def answer(name: str) -> Way:
    """Return a way that clicks on a button of the question."""

    def act(stage: Stage) -> None:
        (notice,) = stage.all_of(Notice)
        buttons = stage.all_of(QPushButton, notice)
        stage.click_on(next(button for button in buttons if button.text() == name))

    return named(f"answer {name}", act)


@pytest.mark.parametrize("way", [answer(CONTINUE), by_keys(KEY.Key_Return), by_keys(KEY.Key_Space)])
def test_after_an_interruption_the_session_can_continue(interrupted: Player, way: Way) -> None:
    way(interrupted.stage)

    assert interrupted.shows("15 Hold", "Keep the heel down.", PAUSE)
    assert interrupted.stage.all_of(Notice) == []
    assert interrupted.is_ticking
    assert interrupted.stage.focus_name() == PAUSE


@pytest.mark.parametrize("way", [answer(REPEAT_STEP), by_keys(KEY.Key_Tab, KEY.Key_Return)])
def test_after_an_interruption_the_step_can_start_again(interrupted: Player, way: Way) -> None:
    way(interrupted.stage)

    assert interrupted.shows("10 Get ready", "Left leg", PAUSE)
    assert interrupted.stage.all_of(Notice) == []
    assert interrupted.is_ticking


@pytest.mark.parametrize(
    "way",
    [answer(END), by_keys(KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Return), by_keys(KEY.Key_Escape)],
)
def test_after_an_interruption_the_session_can_end(interrupted: Player, way: Way) -> None:
    way(interrupted.stage)

    assert interrupted.stage.page_name == f"{STOPPED}: Two things"
    (record,) = interrupted.stage.log.sessions()
    assert (record.state, record.active_s) == ("stopped", 25)


def test_the_question_takes_the_place_of_the_buttons(interrupted: Player) -> None:
    names: list[str] = []
    for _ in range(4):
        names.append(interrupted.stage.focus_name())
        interrupted.stage.press(KEY.Key_Tab)

    assert names == [CONTINUE, REPEAT_STEP, END, CONTINUE]
    assert interrupted.stage.button_names() == [CONTINUE, REPEAT_STEP, END]
    interrupted.stage.click(CONTINUE)
    assert NEXT in interrupted.stage.button_names()


def test_a_second_interruption_asks_again(interrupted: Player) -> None:
    interrupted.stage.press(KEY.Key_Return)
    interrupted.stage.pass_s(5)
    interrupted.stage.clock.advance(60)
    interrupted.page.tick()
    interrupted.stage.settle()

    assert interrupted.shows(WAS_INTERRUPTED)
    assert interrupted.stage.focus_name() == CONTINUE


def test_going_to_another_part_removes_the_question(interrupted: Player) -> None:
    interrupted.stage.press(KEY.Key_Right)

    assert interrupted.shows("Right leg", f"5 {PAUSED}", CONTINUE)
    assert interrupted.stage.all_of(Notice) == []


def test_the_count_follows_the_clock_and_not_the_ticks(player: Player) -> None:
    timer = timer_of(player)

    for _ in range(100):
        timer.timeout.emit()
    assert player.shows("10 Get ready")
    player.stage.clock.advance(2.5)
    timer.timeout.emit()

    assert player.shows("8 Get ready")


def test_the_session_ends_by_itself(player: Player) -> None:
    for _ in range(4):
        player.stage.press(KEY.Key_Right)
    player.stage.pass_s(31)

    assert player.stage.page_name == f"{WELL_DONE}: Two things"
    assert player.stage.rows_of_log == [("evening", "finished")]


def test_a_session_that_cannot_be_saved_continues_and_says_so(player: Player) -> None:
    player.stage.connection.execute("ALTER TABLE session RENAME TO away")
    player.stage.pass_s(15)

    assert player.shows(NOT_SAVED)
    assert player.shows("25 Hold")
    assert player.is_ticking

    player.stage.connection.execute("ALTER TABLE away RENAME TO session")
    player.stage.pass_s(6)

    assert NOT_SAVED not in player.stage.texts()
    (record,) = player.stage.log.sessions()
    assert record.active_s == pytest.approx(20, abs=1)


def test_a_session_that_could_not_be_saved_says_so_at_its_end(player: Player) -> None:
    player.stage.connection.execute("ALTER TABLE session RENAME TO away")

    player.stage.press(KEY.Key_Escape)

    assert player.stage.page_name == f"{STOPPED}: Two things"
    (problem,) = [text for text in player.stage.texts() if "is not saved" in text]
    assert problem.startswith("The session is over, but it is not saved. ")
    assert IS_SAVED not in player.stage.texts()


def test_texts_of_files_are_never_markup(stage: Stage) -> None:
    step = a_step(name="<b>Calf</b> & more", steps=(Instruction("<i>Lean</i> in.", "work"),))
    player = Player(stage, a_routine(step, step, title="<h1>Mine</h1>"))
    stage.pass_s(10)

    assert player.shows("<b>Calf</b> & more", "<i>Lean</i> in.", "Next: <b>Calf</b> & more")
    for label in stage.all_of(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_the_count_is_huge_on_a_large_screen(stage: Stage) -> None:
    stage.size = QSize(1920, 1080)
    player = Player(stage)
    stage.pass_s(2)
    (ring,) = stage.all_of(CountdownRing)

    image = ring.grab().toImage()
    digits = extent(image, THEMES["evening"].text)

    font = stage.window.font()
    font.setPointSizeF(96)
    font.setBold(True)
    assert player.count == "8 Get ready"
    assert digits.height() >= QFontMetrics(font).tightBoundingRect("8").height() - 2


@pytest.mark.parametrize("still", [False, True])
def test_with_still_pictures_the_ring_moves_once_a_second(stage: Stage, *, still: bool) -> None:
    stage.settings.change(still=still)
    player = Player(stage)
    (ring,) = stage.all_of(CountdownRing)

    stage.pass_s(1.5)
    early = ring.grab().toImage()
    stage.pass_s(0.25)
    late = ring.grab().toImage()
    stage.pass_s(0.5)
    next_second = ring.grab().toImage()

    assert (early == late) == still
    assert late != next_second
    assert player.is_ticking


def test_with_still_pictures_the_page_ticks_less_often(stage: Stage) -> None:
    assert timer_of(Player(stage)).interval() == TICK_MS

    stage.settings.change(still=True)

    assert timer_of(Player(stage)).interval() == STILL_TICK_MS


@pytest.mark.parametrize("size", [QSize(1024, 700), QSize(640, 900)])
def test_a_high_window_shows_the_words_below_the_ring(stage: Stage, size: QSize) -> None:
    stage.size = size
    Player(stage)
    (ring,) = stage.all_of(CountdownRing)
    (sentence,) = [label for label in stage.all_of(QLabel) if label.text() == "Face the wall."]

    is_beside = sentence.x() >= ring.geometry().right()
    is_below = sentence.y() >= ring.geometry().bottom()

    assert (is_beside, is_below) == (size.width() > 700, size.width() < 700)
