"""The settings page: it shows the settings in force; a change takes effect and is saved at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from stretchapp.base.settings import DECLARATIONS, TEXT_SIZES, Section, declared_in
from stretchapp.ui.entry_points.settings_section import ADD, COPY_COMMAND
from stretchapp.ui.home.home_page import HELP, SETTINGS, HomePage
from stretchapp.ui.settings.settings_page import ABOUT_THE_NUMBERS, OPEN_FOLDER, SettingsPage
from stretchapp.ui.settings.sound_section import TEST
from stretchapp.ui.theme.colours import THEMES
from stretchapp.ui.widgets.labels import BACK, DISMISS
from stretchapp.ui.widgets.notice import Notice
from tests.fakes import a_routine
from tests.ui.pixels import is_near
from tests.ui.settings.setting_rows import choose, line, row, saved, show_settings

if TYPE_CHECKING:
    from stretchapp.base.settings import ThemeChoice
    from tests.ui.stage import Stage

KEY = Qt.Key


def labels(section: Section) -> list[str]:
    """Return the labels of a section in order."""
    return [declaration.label for declaration in declared_in(section).values()]


def test_it_is_opened_from_the_home_page(stage: Stage) -> None:
    stage.open()

    stage.click(SETTINGS)

    assert stage.shows(SettingsPage)
    assert stage.focus_name() == DECLARATIONS["theme"].label


def test_every_row_shows_the_setting_in_force(stage: Stage) -> None:
    changes = {"theme": "light", "text_size": 150, "tonight": "wall-stretch", "still": True}
    stage.settings.change(**changes)
    show_settings(stage)

    sections: list[Section] = ["general", "sound", "profile"]
    rows = [setting for section in sections for setting in declared_in(section)]
    rows.append("tray")

    shown = {setting: row(stage, setting).currentData() for setting in rows}
    assert shown == {setting: getattr(stage.settings.settings, setting) for setting in rows}
    words = {setting: row(stage, setting).currentText() for setting in rows}
    assert words == {
        setting: DECLARATIONS[setting].choices.get(shown[setting], words[setting])
        for setting in rows
    } | {"quiet_until": "07:00"}
    assert words["tonight"] == "Wall and standing stretch"
    assert words["language"] == "English"


@pytest.mark.parametrize("theme", ["light", "contrast", "evening"])
def test_colours_change_at_once(stage: Stage, theme: ThemeChoice) -> None:
    stage.settings.change(theme="contrast" if theme == "evening" else "evening")
    show_settings(stage)

    choose(stage, "theme", theme)

    assert is_near(stage.window.grab().toImage(), 3, 3, THEMES[theme].background)
    assert saved(stage).theme == theme
    assert stage.shows(SettingsPage)
    assert stage.focus_name() == DECLARATIONS["theme"].label


@pytest.mark.parametrize("size", TEXT_SIZES[1:])
def test_the_text_size_changes_at_once(stage: Stage, size: int) -> None:
    show_settings(stage)

    choose(stage, "text_size", size)

    assert row(stage, "text_size").font().pointSizeF() == 18 * size / 100
    assert saved(stage).text_size == size
    stage.press(KEY.Key_Escape)
    assert stage.shows(HomePage)
    assert stage.button(HELP).font().pointSizeF() == 18 * size / 100


def test_the_focus_stays_on_the_setting_that_is_changed(stage: Stage) -> None:
    show_settings(stage)
    row(stage, "text_size").setFocus()

    for size in (125, 150):
        stage.press(KEY.Key_Down)
        assert stage.focus_name() == DECLARATIONS["text_size"].label
        assert saved(stage).text_size == size


def test_the_text_size_can_be_changed_while_its_list_is_open(stage: Stage) -> None:
    show_settings(stage)
    box = row(stage, "text_size")
    box.setFocus()
    stage.press(KEY.Key_Space)
    popup = QApplication.activePopupWidget()
    assert popup is not None

    box.view().setFocus()
    stage.press(KEY.Key_Down)
    stage.press(KEY.Key_Return)

    assert saved(stage).text_size == 125
    assert stage.shows(SettingsPage)


class TestTonightsStretch:
    def test_another_routine_can_be_chosen(self, stage: Stage) -> None:
        show_settings(stage)

        choose(stage, "tonight", "in-bed")
        stage.press(KEY.Key_Escape)

        assert saved(stage).tonight == "in-bed"
        assert stage.rows()[0] == "In bed"
        length = stage.length_of("in-bed")
        assert f"Tonight's stretch. In bed · {length}" in stage.texts()

    def test_the_users_own_routines_are_marked(self, stage: Stage) -> None:
        stage.add(a_routine(id="mine", title="My calves", origin="yours"))
        show_settings(stage)

        assert row(stage, "tonight").findText("My calves (yours)") >= 0

    def test_nothing_is_chosen_if_the_routine_no_longer_exists(self, stage: Stage) -> None:
        stage.settings.change(tonight="gone")
        show_settings(stage)

        assert row(stage, "tonight").currentText() == ""


class TestFailedSaving:
    @pytest.mark.parametrize(
        ("setting", "value"), [("theme", "light"), ("text_size", 200), ("still", True)]
    )
    def test_the_change_takes_effect_and_the_failure_is_shown(
        self, stage: Stage, setting: str, value: object
    ) -> None:
        show_settings(stage)
        stage.paths.settings.mkdir(parents=True)

        choose(stage, setting, value)

        assert stage.shows(SettingsPage)
        assert row(stage, setting).currentData() == value
        assert getattr(stage.settings.settings, setting) == value
        (notice,) = stage.all_of(Notice)
        assert notice.text.startswith("The settings could not be saved (")

        stage.click(DISMISS)
        assert stage.all_of(Notice) == []
        assert stage.shows(SettingsPage)

    def test_the_same_failure_is_shown_once(self, stage: Stage) -> None:
        show_settings(stage)
        stage.paths.settings.mkdir(parents=True)

        choose(stage, "still", value=True)
        choose(stage, "still", value=False)

        assert len(stage.all_of(Notice)) == 1


def test_tab_reaches_the_notice_first_and_then_every_row_and_button(stage: Stage) -> None:
    show_settings(stage)
    stage.paths.settings.mkdir(parents=True)
    choose(stage, "still", value=True)
    stage.button(BACK).setFocus()
    expected = [
        DISMISS,
        *labels("general"),
        *labels("sound"),
        TEST,
        *labels("profile"),
        *labels("numbers"),
        COPY_COMMAND,
        ADD,
        DECLARATIONS["tray"].label,
        OPEN_FOLDER,
        BACK,
    ]

    names: list[str] = []
    for _ in expected:
        stage.press(KEY.Key_Tab)
        names.append(stage.focus_name())

    assert names == expected


class TestTelephoneNumbers:
    @pytest.fixture(params=declared_in("numbers"))
    def number(self, request: pytest.FixtureRequest) -> str:
        """One of the settings that hold a number."""
        return request.param

    def test_are_shown_and_say_what_they_are_for(self, stage: Stage, number: str) -> None:
        stage.settings.change(**{number: "0800 123"})
        show_settings(stage)

        assert line(stage, number).text() == "0800 123"
        assert ABOUT_THE_NUMBERS in stage.texts()

    def test_are_saved_when_the_line_is_left(self, stage: Stage, number: str) -> None:
        show_settings(stage)
        line(stage, number).setFocus()

        stage.type("0800 123")
        assert getattr(saved(stage), number) == ""
        stage.press(KEY.Key_Tab)

        assert getattr(saved(stage), number) == "0800 123"
        assert stage.shows(SettingsPage)

    @pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Escape, KEY.Key_F2])
    def test_are_saved_before_the_page_is_left(self, stage: Stage, key: Qt.Key) -> None:
        show_settings(stage)
        line(stage, "doctor_number").setFocus()
        stage.type("0800 123")

        stage.press(key)

        assert saved(stage).doctor_number == "0800 123"

    def test_are_saved_when_the_window_is_closed(self, stage: Stage) -> None:
        show_settings(stage)
        line(stage, "doctor_number").setFocus()
        stage.type("0800 123")

        stage.window.close()

        assert saved(stage).doctor_number == "0800 123"

    def test_can_be_taken_back(self, stage: Stage, number: str) -> None:
        stage.settings.change(**{number: "0800 123"})
        show_settings(stage)
        line(stage, number).setFocus()
        line(stage, number).selectAll()

        stage.press(KEY.Key_Delete)
        stage.press(KEY.Key_Tab)

        assert getattr(saved(stage), number) == ""

    def test_keep_what_was_typed_if_saving_fails(self, stage: Stage, number: str) -> None:
        show_settings(stage)
        stage.paths.settings.mkdir(parents=True)
        line(stage, number).setFocus()
        stage.type("0800 123")

        stage.press(KEY.Key_Tab)

        assert getattr(stage.settings.settings, number) == "0800 123"
        assert line(stage, number).text() == "0800 123"
        assert len(stage.all_of(Notice)) == 1


class TestFolderOfOwnRoutines:
    def test_it_is_created_and_opened(self, stage: Stage) -> None:
        show_settings(stage)

        stage.click(OPEN_FOLDER)

        assert stage.opened == [stage.paths.user_routines]
        assert stage.paths.user_routines.is_dir()
        assert stage.paths.user_routines.stat().st_mode & 0o777 == 0o700
        assert str(stage.paths.user_routines) in stage.text().replace("\u200b", "")

    def test_without_a_program_to_open_it_a_notice_says_so(self, stage: Stage) -> None:
        stage.can_open = False
        show_settings(stage)

        stage.click(OPEN_FOLDER)

        assert stage.shows(SettingsPage)
        (notice,) = stage.all_of(Notice)
        assert str(stage.paths.user_routines) in notice.text.replace("\u200b", "")

    def test_a_notice_says_why_it_cannot_be_created(self, stage: Stage) -> None:
        show_settings(stage)
        stage.paths.user_routines.touch()

        stage.click(OPEN_FOLDER)

        (notice,) = stage.all_of(Notice)
        assert str(stage.paths.user_routines) in notice.text.replace("\u200b", "")
        assert stage.opened == []
