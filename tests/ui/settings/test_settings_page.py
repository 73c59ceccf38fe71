"""The settings: each change holds at once and is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox

from stretchapp.base.settings import TEXT_SIZES, SettingsFile, ThemeChoice
from stretchapp.ui.theme.colours import THEMES
from stretchapp.ui.widgets.notice import Notice
from tests.fakes import a_routine
from tests.ui.pixels import is_near

if TYPE_CHECKING:
    from stretchapp.base.settings import Settings
    from tests.ui.stage import Stage

KEY = Qt.Key

PROFILE_NAMES = (
    "Signs of varicose veins: heavy, swollen, tired legs",
    "Pregnant",
    "A long-term illness, or medicines such as water tablets",
    "An injury, or a known illness of the brain or nerves",
    "Poor balance",
    "I cannot lie down on the floor",
)


SOUND_SETTINGS = {
    "In a session": "Voice and sounds",
    "Silent from": "23:00",
    "Silent until": "7:00",
    "Language": "English",
    "Voice": "The usual one",
    "Speed": "Calm",
    "Pitch": "Normal",
    "Volume": "70 %",
    "Sound output": "The usual one",
    "Breathing": "No reminders",
    "With a screen reader": "Only the reader speaks",
    "Media keys": "Command a session",
    "Screen while you stretch": "Stays on",
}


def a_choice(stage: Stage, name: str) -> QComboBox:
    """Return a setting."""
    (found,) = [box for box in stage.all_of(QComboBox) if box.accessibleName() == name]
    return found


def choose(stage: Stage, name: str, value: str) -> None:
    """Choose a value of a setting."""
    box = a_choice(stage, name)
    index = box.findText(value)
    assert index >= 0
    box.setFocus()
    box.setCurrentIndex(index)
    stage.settle()


def saved(stage: Stage) -> Settings:
    """Return the settings as the next start finds them."""
    return SettingsFile(stage.paths.settings).settings


def show(stage: Stage) -> None:
    """Go to the settings."""
    stage.open()
    stage.click("Settings")
    assert stage.page_name == "Settings"


def test_it_shows_the_settings_in_force(stage: Stage) -> None:
    stage.settings.change(theme="light", text_size=150, tonight="wall-stretch", still=True)
    show(stage)

    shown = {box.accessibleName(): box.currentText() for box in stage.all_of(QComboBox)}

    assert shown == {
        "Colours": "Light",
        "Text size": "150 %",
        "Pictures": "Still",
        "Tonight's stretch": "Wall and standing stretch",
        **SOUND_SETTINGS,
        **dict.fromkeys(PROFILE_NAMES, "Not said"),
        "Icon in the tray": "Off",
    }
    assert stage.focus_name() == "Colours"


@pytest.mark.parametrize(
    ("name", "theme"),
    [("Light", "light"), ("High contrast", "contrast"), ("Evening (dark)", "evening")],
)
def test_colours_change_at_once(stage: Stage, name: str, theme: ThemeChoice) -> None:
    assert theme in get_args(ThemeChoice)
    show(stage)

    choose(stage, "Colours", "High contrast" if name == "Evening (dark)" else "Evening (dark)")
    choose(stage, "Colours", name)

    assert is_near(stage.window.grab().toImage(), 3, 3, THEMES[theme].background)
    assert saved(stage).theme == theme
    assert stage.page_name == "Settings"
    assert stage.focus_name() == "Colours"


@pytest.mark.parametrize("size", TEXT_SIZES[1:])
def test_the_size_of_text_changes_at_once(stage: Stage, size: int) -> None:
    show(stage)

    choose(stage, "Text size", f"{size} %")

    assert a_choice(stage, "Text size").font().pointSizeF() == 18 * size / 100
    assert saved(stage).text_size == size
    stage.press(KEY.Key_Escape)
    assert stage.page_name == "Home"
    assert stage.button("Help").font().pointSizeF() == 18 * size / 100


def test_the_focus_stays_with_what_is_changed(stage: Stage) -> None:
    show(stage)
    a_choice(stage, "Text size").setFocus()

    for size in (125, 150):
        stage.press(KEY.Key_Down)
        assert stage.focus_name() == "Text size"
        assert saved(stage).text_size == size


def test_the_size_can_be_changed_with_the_list_open(stage: Stage) -> None:
    show(stage)
    box = a_choice(stage, "Text size")
    box.setFocus()
    stage.press(KEY.Key_Space)
    popup = QApplication.activePopupWidget()
    assert popup is not None

    view = box.view()
    view.setFocus()
    stage.press(KEY.Key_Down)
    stage.press(KEY.Key_Return)

    assert saved(stage).text_size == 125
    assert stage.page_name == "Settings"


def test_pictures_can_stand_still(stage: Stage) -> None:
    show(stage)

    choose(stage, "Pictures", "Still")

    assert saved(stage).still is True


def test_tonights_stretch_can_be_chosen(stage: Stage) -> None:
    show(stage)

    choose(stage, "Tonight's stretch", "In bed")
    stage.press(KEY.Key_Escape)

    assert saved(stage).tonight == "in-bed"
    assert stage.rows()[0] == "In bed"
    assert "Tonight's stretch. In bed · 5 min 45 s" in stage.texts()


def test_ones_own_routines_are_marked(stage: Stage) -> None:
    stage.add(a_routine(id="mine", title="My calves", origin="yours"))
    show(stage)

    assert a_choice(stage, "Tonight's stretch").findText("My calves (yours)") >= 0


def test_a_routine_of_tonight_that_is_gone_leaves_the_choice_open(stage: Stage) -> None:
    stage.settings.change(tonight="gone")
    show(stage)

    assert a_choice(stage, "Tonight's stretch").currentText() == ""


@pytest.mark.parametrize(
    ("name", "value"), [("Colours", "Light"), ("Text size", "200 %"), ("Pictures", "Still")]
)
def test_settings_that_cannot_be_saved_hold_and_are_told_there(
    stage: Stage, name: str, value: str
) -> None:
    show(stage)
    stage.paths.settings.mkdir(parents=True)

    choose(stage, name, value)

    assert stage.page_name == "Settings"
    assert a_choice(stage, name).currentText() == value
    (notice,) = stage.all_of(Notice)
    assert notice.text.startswith("The settings could not be saved (")
    assert notice.text.endswith("); they hold until you quit.")

    stage.click("All right")
    assert stage.all_of(Notice) == []
    assert stage.page_name == "Settings"


def test_the_same_failure_is_told_once(stage: Stage) -> None:
    show(stage)
    stage.paths.settings.mkdir(parents=True)

    choose(stage, "Pictures", "Still")
    choose(stage, "Pictures", "Moving")

    assert len(stage.all_of(Notice)) == 1


def test_tab_comes_to_a_notice_first(stage: Stage) -> None:
    show(stage)
    stage.paths.settings.mkdir(parents=True)
    choose(stage, "Pictures", "Still")
    stage.button("Back").setFocus()

    names: list[str] = []
    for _ in range(30):
        stage.press(KEY.Key_Tab)
        names.append(stage.focus_name())

    assert names == [
        "All right",
        "Colours",
        "Text size",
        "Pictures",
        "Tonight's stretch",
        *SOUND_SETTINGS,
        "Test voice and sound",
        *PROFILE_NAMES,
        "Copy the command",
        "Add to the applications menu",
        "Icon in the tray",
        "Open the folder",
        "Back",
    ]


def test_the_folder_of_ones_own_routines_is_made_and_opened(stage: Stage) -> None:
    show(stage)

    stage.click("Open the folder")

    assert stage.opened == [stage.paths.user_routines]
    assert stage.paths.user_routines.is_dir()
    assert stage.paths.user_routines.stat().st_mode & 0o777 == 0o700
    assert str(stage.paths.user_routines) in stage.text().replace("\u200b", "")


def test_a_folder_that_nothing_opens_is_told(stage: Stage) -> None:
    stage.can_open = False
    show(stage)

    stage.click("Open the folder")

    assert stage.page_name == "Settings"
    (notice,) = stage.all_of(Notice)
    assert str(stage.paths.user_routines) in notice.text.replace("\u200b", "")
    assert notice.text.startswith("No program opens ")


def test_a_folder_that_cannot_be_made_is_told(stage: Stage) -> None:
    show(stage)
    stage.paths.user_routines.touch()

    stage.click("Open the folder")

    (notice,) = stage.all_of(Notice)
    assert "cannot be made" in notice.text
    assert stage.opened == []
