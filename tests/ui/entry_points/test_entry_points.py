"""The ways into relief from outside of the window, and what the settings say of them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QSystemTrayIcon
from shiboken6 import isValid

from stretchapp.base.paths import user_paths
from stretchapp.base.settings import SettingsFile
from stretchapp.desktop.dbus.global_shortcut import AVAILABLE, SET, UNKNOWN, UNSUPPORTED
from stretchapp.desktop.launching.menu_entry import entry_path
from stretchapp.ui.entry_points.entry_points import NO_TRAY, NO_TRAY_ON_GNOME
from stretchapp.ui.entry_points.settings_section import (
    ADD,
    COPIED,
    COPY_COMMAND,
    ENTRY_TOO,
    NO_MENU,
    REMOVE,
    REMOVE_SHORTCUT,
    SET_OTHER_SHORTCUT,
    SET_SHORTCUT,
    STEPS,
    WHILE_IT_RUNS,
)
from stretchapp.ui.entry_points.tray_icon import CRAMP_NOW, OPEN, QUIT, TONIGHT
from stretchapp.ui.relief.relief_page import ReliefPage
from stretchapp.ui.session.player_page import PlayerPage
from stretchapp.ui.widgets.notice import Notice
from stretchapp.ui.widgets.pages.page_id import PageId
from tests.app_process import environment
from tests.desktop.dbus.bus import Bus
from tests.desktop.dbus.portal_server import CANCELLED, Portal
from tests.ui.fitting import WINDOWS, misfits_in_every_window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from stretchapp.base.settings import Settings
    from stretchapp.ui.entry_points.entry_points import ReliefEntryPoints
    from tests.ui.stage import Stage

KEY = Qt.Key
COMMAND = "/opt/stretchapp/bin/stretchapp relief"


@pytest.fixture
def portal(stage: Stage, tmp_path: Path) -> Iterator[Portal]:
    """A desktop with global shortcuts."""
    with Bus(services=tmp_path) as bus, Portal(bus) as portal:
        stage.environ = bus.environ
        yield portal
        entry_points(stage)._shortcut.close()  # pyright: ignore[reportPrivateUsage] -- the bus ends before the window


def entry_points(stage: Stage) -> ReliefEntryPoints:
    """Return the ways into the window."""
    assert stage.window
    return stage.components[-1].entry_points()


def show_settings(stage: Stage) -> None:
    """Go to the settings."""
    stage.open()
    stage.window.navigate(PageId.SETTINGS)
    stage.settle()


def saved(stage: Stage) -> Settings:
    """Return the settings as the next start finds them."""
    return SettingsFile(stage.paths.settings).settings


def choose_tray(stage: Stage, value: str) -> None:
    """Switch the icon in the tray on or off."""
    (choice,) = [it for it in stage.all_of(QComboBox) if it.accessibleName() == "Icon in the tray"]
    choice.setCurrentIndex(choice.findText(value))
    stage.settle()


def wait_for_text(stage: Stage, qtbot: QtBot, text: str) -> None:
    """Wait until a text can be read."""
    qtbot.waitUntil(lambda: text in stage.text().replace("\u200b", ""))


class TestKey:
    def test_is_said_to_be_missing_where_it_is(self, stage: Stage) -> None:
        show_settings(stage)

        assert entry_points(stage).shortcut.text == UNSUPPORTED
        assert entry_points(stage).shortcut.sentence in stage.texts()
        assert SET_SHORTCUT not in stage.button_names()
        assert REMOVE_SHORTCUT not in stage.button_names()

    def test_is_offered_set_and_starts_relief(
        self, stage: Stage, portal: Portal, qtbot: QtBot
    ) -> None:
        show_settings(stage)
        offer = f"{AVAILABLE.text} {WHILE_IT_RUNS} {ENTRY_TOO}"
        wait_for_text(stage, qtbot, offer)
        assert not saved(stage).cramp_key

        stage.click(SET_SHORTCUT)
        wait_for_text(stage, qtbot, SET.format(key="Super+F2"))

        assert saved(stage).cramp_key
        assert stage.share is not None
        assert entry_path(stage.share).exists()
        assert REMOVE in stage.button_names()
        stage.window.showMinimized()
        portal.press()
        qtbot.waitUntil(lambda: stage.shows(ReliefPage))
        assert not stage.window.isMinimized()

    def test_works_again_after_the_next_start(
        self, stage: Stage, portal: Portal, qtbot: QtBot
    ) -> None:
        stage.settings.change(cramp_key=True)
        stage.open()

        entry_points(stage).begin()
        qtbot.waitUntil(lambda: entry_points(stage).shortcut.kind == "set")
        portal.press()

        qtbot.waitUntil(lambda: stage.shows(ReliefPage))

    def test_that_is_refused_is_not_asked_for_by_later_starts(
        self, stage: Stage, portal: Portal, qtbot: QtBot
    ) -> None:
        stage.settings.change(cramp_key=True)
        portal.response = CANCELLED
        stage.open()

        entry_points(stage).begin()
        qtbot.waitUntil(lambda: entry_points(stage).shortcut.kind == "not-set")

        assert not saved(stage).cramp_key

    def test_can_be_given_up(self, stage: Stage, portal: Portal, qtbot: QtBot) -> None:
        show_settings(stage)
        qtbot.waitUntil(lambda: SET_SHORTCUT in stage.button_names())
        stage.click(SET_SHORTCUT)
        qtbot.waitUntil(lambda: REMOVE_SHORTCUT in stage.button_names())
        assert SET_OTHER_SHORTCUT in stage.button_names()

        stage.button(REMOVE_SHORTCUT).setFocus()
        stage.press(KEY.Key_Space)
        wait_for_text(stage, qtbot, AVAILABLE.text)

        assert not saved(stage).cramp_key
        assert REMOVE_SHORTCUT not in stage.button_names()
        assert stage.focus_name() != ""

    def test_needs_no_entry_where_the_menu_is_left_alone(
        self, stage: Stage, portal: Portal, qtbot: QtBot
    ) -> None:
        stage.share = None
        show_settings(stage)
        wait_for_text(stage, qtbot, AVAILABLE.text)

        stage.click(SET_SHORTCUT)

        wait_for_text(stage, qtbot, SET.format(key="Super+F2"))

    def test_is_not_asked_for_where_the_entry_cannot_be_written(
        self, stage: Stage, portal: Portal, qtbot: QtBot
    ) -> None:
        assert stage.share is not None
        stage.share.mkdir(parents=True)
        (stage.share / "applications").touch()
        show_settings(stage)
        qtbot.waitUntil(lambda: SET_SHORTCUT in stage.button_names())

        stage.click(SET_SHORTCUT)

        (notice,) = stage.all_of(Notice)
        assert "cannot be written (" in notice.text
        assert "BindShortcuts" not in portal.calls

    @pytest.mark.parametrize(
        ("desktop", "steps"),
        [
            ("ubuntu:GNOME", [STEPS["GNOME"]]),
            ("KDE", [STEPS["KDE"]]),
            ("XFCE", [STEPS["XFCE"]]),
            ("sway", list(STEPS.values())),
        ],
    )
    def test_can_be_bound_by_hand(self, desktop: str, steps: list[str], stage: Stage) -> None:
        stage.environ = {"XDG_CURRENT_DESKTOP": desktop}
        show_settings(stage)

        stage.click(COPY_COMMAND)

        assert QGuiApplication.clipboard().text() == COMMAND
        assert COMMAND in stage.text().replace("\u200b", "")
        assert COPIED in stage.button_names()
        assert [text for text in stage.texts() if text in STEPS.values()] == steps

    def test_costs_nothing_before_it_is_asked_for(self, stage: Stage, portal: Portal) -> None:
        stage.open()

        entry_points(stage).begin()

        assert entry_points(stage).shortcut == UNKNOWN
        assert portal.calls == []

    @pytest.mark.parametrize("text_size", WINDOWS)
    def test_is_shown_in_full(
        self, stage: Stage, portal: Portal, qtbot: QtBot, text_size: int
    ) -> None:
        portal.key = "Ctrl+Alt+Shift+Super+Print Screen"
        stage.settings.change(text_size=text_size)
        show_settings(stage)
        qtbot.waitUntil(lambda: SET_SHORTCUT in stage.button_names())
        assert misfits_in_every_window(stage, text_size) == []

        stage.click(SET_SHORTCUT)
        wait_for_text(stage, qtbot, SET.format(key=portal.key))

        assert misfits_in_every_window(stage, text_size) == []


@pytest.mark.parametrize("chosen", ["nothing", "tray", "cramp_key"])
def test_a_start_loads_them_only_where_one_is_switched_on(chosen: str, tmp_path: Path) -> None:
    paths = user_paths(tmp_path / "data")
    paths.config.mkdir()
    paths.settings.write_text(json.dumps({chosen: True}))
    short = ("start", "seated-desk", "--speed", "1000", "--quit-when-done")

    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "stretchapp", "--data-dir", paths.data, *short],
        capture_output=True,
        check=True,
        env=environment(),
        text=True,
    )

    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    # jeepney is not one of them: the session itself speaks over it.
    ours = {"stretchapp.ui.entry_points.entry_points", "stretchapp.desktop.launching.menu_entry"}
    assert "stretchapp.ui.window.main_window" in loaded
    assert ours & loaded == (set() if chosen == "nothing" else ours)


class TestMenu:
    def test_is_added_to_and_left_again(self, stage: Stage) -> None:
        show_settings(stage)
        assert stage.share is not None

        stage.click(ADD)
        assert entry_path(stage.share).exists()

        stage.click(REMOVE)
        assert not entry_path(stage.share).exists()
        assert ADD in stage.button_names()

    def test_is_left_alone_with_a_folder_of_ones_own(self, stage: Stage) -> None:
        stage.share = None
        show_settings(stage)

        assert NO_MENU in stage.texts()
        assert ADD not in stage.button_names()

    def test_that_cannot_be_written_to_is_told(self, stage: Stage) -> None:
        assert stage.share is not None
        stage.share.touch()
        show_settings(stage)

        stage.click(ADD)

        (notice,) = stage.all_of(Notice)
        assert "cannot be written (" in notice.text


# Qt looks for trays of X11, which the offscreen platform does not tell of.
@pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface", extend=True)
class TestTray:
    """Where nothing shows icons; the end-to-end tests have a tray."""

    def test_is_off_at_first(self, stage: Stage) -> None:
        stage.open()

        entry_points(stage).begin()

        assert stage.window.findChildren(QSystemTrayIcon) == []

    def test_is_switched_on_and_waits_for_a_place(self, stage: Stage) -> None:
        show_settings(stage)
        assert NO_TRAY in stage.texts()

        choose_tray(stage, "On")

        assert saved(stage).tray
        (icon,) = stage.window.findChildren(QSystemTrayIcon)
        assert icon.isVisible()
        assert NO_TRAY in stage.texts()

    def test_is_explained_to_people_with_gnome(self, stage: Stage) -> None:
        stage.environ = {"XDG_CURRENT_DESKTOP": "GNOME"}
        show_settings(stage)

        assert NO_TRAY_ON_GNOME in stage.texts()

    def test_is_switched_off_again(self, stage: Stage) -> None:
        show_settings(stage)
        choose_tray(stage, "On")
        (icon,) = stage.window.findChildren(QSystemTrayIcon)
        menu = icon.contextMenu()

        choose_tray(stage, "Off")

        assert not saved(stage).tray
        assert stage.window.findChildren(QSystemTrayIcon) == []
        assert not isValid(menu)

    def test_that_nobody_sees_keeps_no_closed_window_alive(self, stage: Stage) -> None:
        stage.settings.change(tray=True)
        stage.open()
        entry_points(stage).begin()

        stage.window.close()

        entry_points(stage).on_window_closed()
        stage.settle()

        assert not entry_points(stage).is_in_tray
        assert not saved(stage).tray_told

    def test_has_a_menu_with_relief_first(self, stage: Stage) -> None:
        stage.settings.change(tray=True)
        stage.open()
        entry_points(stage).begin()
        (icon,) = stage.window.findChildren(QSystemTrayIcon)
        actions = {it.text(): it for it in icon.contextMenu().actions() if it.text()}
        assert list(actions) == [CRAMP_NOW, TONIGHT, OPEN, QUIT]

        actions[CRAMP_NOW].trigger()
        assert stage.shows(ReliefPage)
        actions[TONIGHT].trigger()
        assert stage.shows(PlayerPage)
        stage.window.hide()
        actions[OPEN].trigger()
        assert stage.window.isVisible()
        actions[QUIT].trigger()
        assert not stage.window.isVisible()
