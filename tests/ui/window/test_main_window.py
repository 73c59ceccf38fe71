"""The window as a whole: the way from page to page, and what holds on all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from stretchapp.library.routines.models import RestStep
from stretchapp.ui.home.home_controller import CUT_OFF, SHOW_PROBLEMS
from stretchapp.ui.home.home_page import SETTINGS, HomePage
from stretchapp.ui.reading.help_page import HelpPage
from stretchapp.ui.reading.problems_page import ProblemsPage
from stretchapp.ui.relief.relief_page import ReliefPage
from stretchapp.ui.session.done_page import HOME, REPEAT, STOPPED, WELL_DONE
from stretchapp.ui.session.player_page import NOT_SAVED
from stretchapp.ui.theme.colours import THEMES
from stretchapp.ui.widgets.labels import BACK, DISMISS
from stretchapp.ui.widgets.notice import Notice
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.wording.routines import problems_in_words
from tests.fakes import a_routine, a_step
from tests.ui.page_states import PROBLEMS
from tests.ui.pixels import is_near

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from stretchapp.ui.session.player_page import PlayerPage
    from tests.ui.stage import Stage

KEY = Qt.Key
ROUTINE = a_routine(a_step(sides="each"), RestStep(20.0, "Rest."), title="Legs")


def background(stage: Stage) -> str:
    """Return the name of the theme that the window is painted in."""
    image = stage.window.grab().toImage()
    # The colours of two themes are alike in the corner: their text tells them apart.
    text = stage.window.palette().windowText().color().name()
    (found,) = [
        name
        for name, theme in THEMES.items()
        if is_near(image, 2, 2, theme.background) and text == theme.text
    ]
    return found


class TestRelief:
    def test_it_stops_and_keeps_what_runs(self, stage: Stage) -> None:
        stage.window.start(ROUTINE)
        stage.pass_s(12)

        stage.press(KEY.Key_F2)

        assert stage.shows(ReliefPage)
        assert stage.rows_of_log == [("evening", "stopped")]
        assert stage.log.sessions()[0].active_s == pytest.approx(12)

    def test_it_has_a_theme_of_its_own(self, stage: Stage) -> None:
        stage.open(theme="light")
        assert background(stage) == "light"

        stage.press(KEY.Key_F2)
        assert background(stage) == "night"

        stage.press(KEY.Key_Escape)
        assert background(stage) == "light"
        stage.press(KEY.Key_F3)
        assert background(stage) == "light"

    @pytest.mark.parametrize("key", [KEY.Key_F1, None])
    def test_it_is_there_from_every_page(self, stage: Stage, key: Qt.Key | None) -> None:
        stage.open()
        if key is None:
            stage.click(SETTINGS)
        else:
            stage.press(key)

        stage.press(KEY.Key_F2)

        assert stage.shows(ReliefPage)
        stage.press(KEY.Key_Escape)
        assert stage.shows(HomePage)

    def test_it_interrupts_help_in_mid_session(self, stage: Stage) -> None:
        stage.window.start(ROUTINE)
        stage.press(KEY.Key_F1)

        stage.press(KEY.Key_F2)

        assert stage.shows(ReliefPage)
        assert stage.rows_of_log[0] == ("evening", "stopped")


class TestTonight:
    def test_its_key_does_not_break_off_a_session(self, stage: Stage) -> None:
        stage.window.start(ROUTINE)

        stage.press(KEY.Key_F3)

        assert stage.session_title == "Legs"
        assert stage.rows_of_log == [("evening", "running")]

    def test_its_key_works_on_other_pages(self, stage: Stage) -> None:
        stage.open()
        stage.press(KEY.Key_F1)

        stage.press(KEY.Key_F3)

        assert stage.session_title == "Evening stretch"


class TestHelp:
    def test_it_comes_and_goes(self, stage: Stage) -> None:
        stage.open()
        stage.press(KEY.Key_F1)
        assert stage.shows(HelpPage)
        assert stage.focus_name() == BACK

        stage.press(KEY.Key_F1)
        stage.press(KEY.Key_Escape)

        assert stage.shows(HomePage)

    def test_in_mid_session_it_pauses_and_comes_back(self, stage: Stage) -> None:
        window = stage.open()
        window.start(ROUTINE)
        stage.pass_s(4)

        stage.press(KEY.Key_F1)
        assert stage.shows(HelpPage)
        stage.clock.advance(600)
        window.player.tick()
        stage.click(BACK)

        assert stage.session_title == "Legs"
        assert "6 Paused" in stage.texts()
        stage.press(KEY.Key_Space)
        assert "6 Get ready" in stage.texts()

    def test_it_does_not_wake_up_a_session_that_was_paused(self, stage: Stage) -> None:
        stage.window.start(ROUTINE)
        stage.press(KEY.Key_Space)

        stage.press(KEY.Key_F1)
        stage.press(KEY.Key_Escape)

        assert "10 Paused" in stage.texts()

    def test_keys_of_the_session_do_not_reach_through_it(self, stage: Stage) -> None:
        stage.window.start(ROUTINE)
        stage.press(KEY.Key_F1)

        for key in (KEY.Key_Right, KEY.Key_Plus, KEY.Key_Left):
            stage.press(key)
        stage.press(KEY.Key_Escape)

        assert "10 Paused" in stage.texts()


class TestFullScreen:
    def test_its_key_goes_there_and_back(self, stage: Stage) -> None:
        window = stage.open()

        stage.press(KEY.Key_F11)
        assert window.isFullScreen()
        stage.press(KEY.Key_F11)
        assert not window.isFullScreen()

    def test_it_ends_with_the_session(self, stage: Stage) -> None:
        window = stage.open()
        window.start(ROUTINE)
        stage.press(KEY.Key_F11)
        assert window.isFullScreen()

        stage.press(KEY.Key_Escape)

        assert stage.page_name == f"{STOPPED}: Legs"
        assert not window.isFullScreen()

    def test_it_stays_if_it_was_chosen_before_the_session(self, stage: Stage) -> None:
        window = stage.open()
        stage.press(KEY.Key_F11)
        window.start(ROUTINE)
        window.start(ROUTINE)

        stage.press(KEY.Key_Escape)

        assert stage.page_name == f"{STOPPED}: Legs"
        assert window.isFullScreen()

    def test_a_window_that_filled_the_desktop_does_so_again(self, stage: Stage) -> None:
        window = stage.open()
        window.showMaximized()

        stage.press(KEY.Key_F11)
        stage.press(KEY.Key_F11)

        assert window.isMaximized()


class TestClosing:
    def test_by_the_app_leaves_no_note_in_the_tray(self, stage: Stage, qtbot: QtBot) -> None:
        window = stage.open()

        with qtbot.assertNotEmitted(window.closed_by_person):
            window.close()

    def test_what_runs_is_kept_as_stopped(self, stage: Stage) -> None:
        window = stage.open()
        window.start(ROUTINE)
        stage.pass_s(12)

        window.close()

        (record,) = stage.log.sessions()
        assert (record.state, record.active_s) == ("stopped", 12)

    def test_a_session_under_the_help_is_kept_too(self, stage: Stage) -> None:
        window = stage.open()
        window.start(ROUTINE)
        stage.pass_s(12)
        stage.press(KEY.Key_F1)

        window.close()

        assert stage.rows_of_log == [("evening", "stopped")]

    def test_a_log_that_breaks_does_not_keep_it_open(self, stage: Stage) -> None:
        window = stage.open()
        window.start(ROUTINE)
        stage.connection.execute("DROP TABLE session")

        assert window.close()

    def test_its_key_closes_the_window(self, stage: Stage) -> None:
        window = stage.open()

        stage.press(KEY.Key_Q, Qt.KeyboardModifier.ControlModifier)

        assert not window.isVisible()

    def test_size_and_place_are_kept(self, stage: Stage) -> None:
        window = stage.open()
        window.resize(QSize(700, 600))
        window.move(QPoint(40, 30))
        size, place = window.size(), window.pos()
        window.close()

        stage.size = None
        again = stage.open()

        assert (again.size(), again.pos()) == (size, place)


class TestEndOfSession:
    def test_it_is_told_to_whoever_waits_for_it(self, stage: Stage) -> None:
        stage.settings.change(cues="silent")
        window = stage.open()
        ends: list[str] = []
        window.session_ended.connect(lambda: ends.append(stage.page_name))
        window.start(ROUTINE)

        stage.pass_s(96)

        assert ends == ["Well done: Legs"]

    def test_one_that_gives_way_to_another_is_not_told(self, stage: Stage) -> None:
        window = stage.open()
        ends: list[str] = []
        window.session_ended.connect(lambda: ends.append(stage.page_name))
        window.start(ROUTINE)

        window.start(ROUTINE)

        assert ends == []
        assert stage.rows_of_log == [("evening", "stopped"), ("evening", "running")]

    def test_a_session_can_be_played_faster(self, stage: Stage) -> None:
        stage.open().start_by_id("morning-foot-gymnastics", speed=60)

        stage.pass_s(2)

        assert stage.session_title == "Morning foot gymnastics"
        stage.pass_s(2.5)
        assert stage.page_name == f"{WELL_DONE}: Morning foot gymnastics"
        (record,) = stage.log.sessions()
        assert (record.state, record.active_s) == ("finished", 250)


class TestPreviewThatIsAskedFor:
    def test_it_is_shown_and_leads_home(self, stage: Stage) -> None:
        window = stage.open()
        window.start_by_id("three-minute-nightly", is_preview=True)
        stage.settle()

        assert stage.page_name == "Three-minute nightly stretch"
        assert stage.log.sessions() == []
        stage.press(KEY.Key_Escape)
        assert stage.shows(HomePage)

    def test_a_session_waits_meanwhile(self, stage: Stage) -> None:
        window = stage.open()
        window.start(ROUTINE)

        window.start_by_id("three-minute-nightly", is_preview=True)
        stage.settle()

        assert stage.page_name == "Three-minute nightly stretch"
        stage.press(KEY.Key_Escape)
        assert stage.session_title == "Legs"
        assert stage.rows_of_log == [("evening", "running")]


class TestRoutineThatIsGone:
    def test_it_is_told_at_home(self, stage: Stage) -> None:
        window = stage.open()
        stage.press(KEY.Key_F1)

        window.start_by_id("gone")
        stage.settle()

        assert stage.shows(HomePage)
        assert "The routine 'gone' no longer exists." in stage.texts()
        stage.click(DISMISS)
        assert stage.all_of(Notice) == []

    def test_it_does_not_break_off_a_session(self, stage: Stage) -> None:
        window = stage.open()
        window.start(ROUTINE)

        window.start_by_id("gone")
        stage.settle()

        assert stage.session_title == "Legs"
        stage.press(KEY.Key_Escape)
        stage.press(KEY.Key_Escape)
        assert stage.shows(HomePage)
        assert "The routine 'gone' no longer exists." in stage.texts()


class TestCutOffSession:
    def test_it_is_not_offered_while_another_one_runs(self, stage: Stage) -> None:
        stage.cut_off(stage.routine("evening-stretch"), part=3, parts=11, active_s=200)
        window = stage.open(offers=False)
        window.start(ROUTINE)

        window.offer_to_continue()

        assert stage.session_title == "Legs"
        assert window.findChildren(Notice) == []

    def test_it_is_offered_when_that_one_is_over(self, stage: Stage) -> None:
        stage.cut_off(stage.routine("evening-stretch"), part=3, parts=11, active_s=200)
        window = stage.open(offers=False)
        window.start(ROUTINE)
        window.offer_to_continue()
        stage.press(KEY.Key_Escape)

        stage.click(HOME)

        assert CUT_OFF.format(title="Evening stretch", part=3, parts=11) in stage.texts()

    def test_the_offer_does_not_take_the_focus_from_another_page(self, stage: Stage) -> None:
        stage.cut_off(stage.routine("evening-stretch"), part=3, parts=11, active_s=200)
        window = stage.open(offers=False)
        window.navigate(PageId.HELP)

        window.offer_to_continue()

        assert stage.focus_name() == BACK


class TestFilesOfOnesOwn:
    """With the folders read as the app does."""

    ROUTINE = """
format: 1
kind: routine
id: mine
title: {title}
purpose: For me.
when: evening
steps:
  - exercise: {exercise}
"""

    @pytest.fixture
    def stage(self, stage: Stage) -> Stage:
        stage.library = None
        stage.paths.user_routines.mkdir(parents=True)
        return stage

    def write(
        self, stage: Stage, title: str = "My calves", exercise: str = "calf-foot-massage"
    ) -> None:
        file = stage.paths.user_routines / "mine.yaml"
        file.write_text(self.ROUTINE.format(title=title, exercise=exercise))

    def come_back(self, stage: Stage) -> None:
        """Turn to the window again, after having been in an editor."""
        QCoreApplication.sendEvent(stage.window, QEvent(QEvent.Type.ActivationChange))
        stage.settle()

    def test_a_new_file_is_there_when_one_comes_back(self, stage: Stage) -> None:
        stage.open()
        assert "My calves (yours)" not in stage.rows()

        self.write(stage)
        self.come_back(stage)

        assert "My calves (yours)" in stage.rows()

    def test_a_changed_file_is_read_again(self, stage: Stage) -> None:
        self.write(stage)
        stage.open()

        self.write(stage, title="My feet")
        self.come_back(stage)

        assert "My feet (yours)" in stage.rows()
        assert "My calves (yours)" not in stage.rows()

    @pytest.mark.parametrize("mend", ["edit", "delete"])
    @pytest.mark.parametrize("shows_problems", [False, True])
    def test_the_problems_of_a_file_go_once_it_is_mended(
        self, stage: Stage, mend: str, *, shows_problems: bool
    ) -> None:
        self.write(stage, exercise="calf-foot-masage")
        stage.open()
        assert problems_in_words(PROBLEMS[:1]) in stage.texts()
        if shows_problems:
            stage.click(SHOW_PROBLEMS)

        if mend == "edit":
            self.write(stage)
        else:
            (stage.paths.user_routines / "mine.yaml").unlink()
        self.come_back(stage)

        assert stage.shows(HomePage)
        assert problems_in_words(PROBLEMS[:1]) not in stage.texts()

    def test_the_problems_of_a_pose_file_go_once_it_is_mended(self, stage: Stage) -> None:
        pose = stage.paths.user_poses / "squats.yaml"
        pose.parent.mkdir(parents=True)
        pose.write_text("[")
        stage.open()
        self.come_back(stage)
        assert problems_in_words(PROBLEMS[:1]) in stage.texts()

        pose.unlink()
        self.come_back(stage)

        assert problems_in_words(PROBLEMS[:1]) not in stage.texts()

    def test_files_are_not_read_while_relief_runs(self, stage: Stage) -> None:
        window = stage.open()
        window.start_relief("calf")
        self.write(stage)

        self.come_back(stage)

        assert stage.shows(ReliefPage)
        assert not stage.files.is_current()

    def test_a_preview_shows_what_the_file_says_now(self, stage: Stage) -> None:
        self.write(stage)
        stage.open()
        stage.open_row("My calves (yours)")

        self.write(stage, title="My feet")
        self.come_back(stage)

        assert stage.page_name == "My feet"
        stage.press(KEY.Key_Return)
        assert stage.session_title == "My feet"

    def test_the_preview_of_a_routine_that_is_gone_is_left(self, stage: Stage) -> None:
        self.write(stage)
        stage.open()
        stage.open_row("My calves (yours)")

        (stage.paths.user_routines / "mine.yaml").unlink()
        self.come_back(stage)

        assert stage.shows(HomePage)

    def test_the_preview_of_another_routine_stays(self, stage: Stage) -> None:
        stage.open()
        stage.open_row("Wall and standing stretch")
        page = stage.page

        self.write(stage)
        self.come_back(stage)

        assert stage.page is page

    def test_a_mistake_is_told_when_one_comes_back_and_forgotten_when_mended(
        self, stage: Stage
    ) -> None:
        self.write(stage)
        stage.open()

        self.write(stage, exercise="no-such-thing")
        self.come_back(stage)
        assert problems_in_words(PROBLEMS[:1]) in stage.texts()
        stage.click(SHOW_PROBLEMS)
        assert any("no-such-thing" in text for text in stage.texts())

        self.write(stage, exercise="nothing-either")
        self.come_back(stage)
        assert stage.shows(ProblemsPage)
        assert any("nothing-either" in text for text in stage.texts())

        self.write(stage)
        self.come_back(stage)
        assert stage.shows(HomePage)
        assert stage.all_of(Notice) == []
        assert "My calves (yours)" in stage.rows()

    def test_nothing_moves_when_no_file_has_changed(self, stage: Stage) -> None:
        self.write(stage, exercise="no-such-thing")
        stage.open()
        stage.list.setFocus()
        stage.press(KEY.Key_Down)
        stage.press(KEY.Key_Down)
        (notice,) = stage.all_of(Notice)

        self.come_back(stage)

        assert stage.list.currentIndex().row() == 2
        assert stage.all_of(Notice) == [notice]

    def test_a_session_is_not_disturbed(self, stage: Stage) -> None:
        window = stage.open()
        window.start_by_id("wall-stretch")

        self.write(stage)
        self.come_back(stage)

        assert stage.session_title == "Wall and standing stretch"
        stage.press(KEY.Key_Escape)
        stage.click(HOME)
        assert "My calves (yours)" in stage.rows()


def test_pages_that_were_left_are_forgotten(stage: Stage) -> None:
    window = stage.open()
    (pages,) = window.findChildren(QStackedWidget)

    for _ in range(5):
        stage.list.setFocus()
        stage.press(KEY.Key_Return)
        stage.press(KEY.Key_F1)
        stage.press(KEY.Key_F2)
        stage.press(KEY.Key_F1)
        stage.press(KEY.Key_F2)
        stage.press(KEY.Key_Escape)
        stage.press(KEY.Key_F3)
        stage.press(KEY.Key_Escape)
        stage.click(REPEAT)
        stage.press(KEY.Key_Escape)
        stage.press(KEY.Key_Escape)

    assert stage.shows(HomePage)
    assert pages.count() == 1


def test_keys_that_are_held_down_are_meant_once(stage: Stage) -> None:
    shortcuts = stage.open().findChildren(QShortcut)

    assert shortcuts
    assert not any(shortcut.autoRepeat() for shortcut in shortcuts)


def test_a_session_that_cannot_be_saved_is_played_and_says_so(stage: Stage) -> None:
    window = stage.open(theme="light")
    window.start_relief()
    stage.log_problem = "The diary is damaged (no); move the file aside to begin a new one."

    window.start(ROUTINE)
    stage.settle()

    assert stage.session_title == ROUTINE.title
    assert NOT_SAVED in stage.texts()


class TestClosingUnsaved:
    """A window whose last session is not saved is closed by a second attempt."""

    def test_of_an_unsaved_session_is_asked_about_once(self, stage: Stage) -> None:
        window = stage.open()
        stage.log_problem = "The diary cannot be used (database is locked)."
        window.start(ROUTINE)

        window.quit()
        stage.settle()
        assert window.isVisible()
        assert stage.shows(HomePage)
        assert any(stage.log_problem in text for text in stage.texts())

        window.quit()
        assert not window.isVisible()

    def test_of_a_session_that_is_saved_meanwhile_asks_nothing(self, stage: Stage) -> None:
        window = stage.open()
        stage.log_problem = "The diary cannot be used (database is locked)."
        window.start(ROUTINE)
        stage.log_problem = None

        window.quit()

        assert not window.isVisible()
        assert stage.rows_of_log == [(ROUTINE.id, "stopped")]

    def test_by_a_program_asks_nothing(self, stage: Stage) -> None:
        window = stage.open()
        stage.log_problem = "The diary cannot be used (database is locked)."
        window.start(ROUTINE)

        window.close()

        assert not window.isVisible()


def test_the_window_comes_up(stage: Stage) -> None:
    window = stage.open()
    window.showMinimized()

    window.bring_up()

    assert not window.isMinimized()
    assert window.isVisible()


def test_a_window_that_was_never_shown_comes_up(stage: Stage) -> None:
    window = stage.make()

    window.bring_up()

    assert window.isVisible()


def test_the_high_contrast_of_the_desktop_is_followed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stretchapp.ui.theme.appearance.desktop_wants_contrast", lambda: True)
    stage.open(theme="light")

    assert background(stage) == "contrast"


def test_a_session_is_played_by_its_own_timer(stage: Stage, qtbot: QtBot) -> None:
    window = stage.open()
    window.start(ROUTINE)
    player: PlayerPage = window.player

    stage.clock.advance(2)
    qtbot.waitUntil(lambda: "8 Get ready" in stage.texts())

    assert window.player is player


def test_what_a_name_holds_is_obeyed_by_no_notice_and_no_screen_reader(stage: Stage) -> None:
    stage.open()

    stage.window.show_message("It is in x\u202e or \x07.")
    stage.settle()

    (notice,) = stage.all_of(Notice)
    (label,) = stage.all_of(QLabel, within=notice)
    assert label.text() == "It is in x[U+202E] or [U+0007]."
    names = {widget.accessibleName() for widget in stage.window.findChildren(QWidget)}
    assert not {"\u202e", "\x07"} & set("".join(names))
