"""The file of the autostart: valid, ours alone, and never against the will of the person."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.problems import UserError
from stretchapp.desktop.menu.autostart import Autostart

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = ("/opt/stretchapp/bin/stretchapp",)
MOVED = ("/home/me/apps/stretchapp",)


@pytest.fixture
def autostart(home: Path) -> Autostart:
    return Autostart(COMMAND, os.environ)


def exec_of(autostart: Autostart) -> str:
    (line,) = (it for it in autostart.path.read_text().splitlines() if it.startswith("Exec="))
    return line.removeprefix("Exec=")


def test_is_off_before_it_is_asked_for(autostart: Autostart) -> None:
    assert (autostart.is_on, autostart.is_off_by_hand) == (False, False)
    assert not autostart.path.exists()


def test_lies_where_desktops_look_for_it(home: Path, autostart: Autostart) -> None:
    expected = home / ".config/autostart/stretchapp.desktop"

    assert autostart.path == expected
    assert Autostart(COMMAND, {"HOME": str(home)}).path == expected
    # The specification says that a path that is not absolute does not count.
    assert Autostart(COMMAND, {"HOME": str(home), "XDG_CONFIG_HOME": "config"}).path == expected


def test_starts_the_app_without_its_window(autostart: Autostart) -> None:
    autostart.add()

    assert autostart.is_on
    assert exec_of(autostart) == "/opt/stretchapp/bin/stretchapp --background"


@pytest.mark.parametrize(
    "command", [COMMAND, ("/opt/a b/$x/python", "-m", "stretchapp", "--data-dir", "/my data/100 %")]
)
def test_is_accepted_by_the_validator_of_desktops(command: tuple[str, ...], home: Path) -> None:
    autostart = Autostart(command, os.environ)
    autostart.add()

    done = subprocess.run(
        ["desktop-file-validate", "--warn-kde", autostart.path],
        check=False,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_of_other_data_is_another_one(autostart: Autostart) -> None:
    other = Autostart(COMMAND, os.environ, "0badcafe")
    other.add()

    assert other.is_on
    assert not autostart.is_on
    assert other.path.name == "stretchapp-0badcafe.desktop"


def test_is_removed_without_a_trace(autostart: Autostart) -> None:
    autostart.add()

    autostart.remove()

    assert not autostart.is_on
    assert list(autostart.path.parent.iterdir()) == []


def test_that_is_not_there_can_be_removed(autostart: Autostart) -> None:
    autostart.remove()

    assert not autostart.is_on


class TestMovedInstallation:
    def test_is_what_starts_after_the_next_start(self, autostart: Autostart) -> None:
        autostart.add()

        Autostart(MOVED, os.environ).renew()

        assert exec_of(autostart) == "/home/me/apps/stretchapp --background"
        assert "TryExec=/home/me/apps/stretchapp\n" in autostart.path.read_text()

    def test_keeps_what_was_changed_by_hand(self, autostart: Autostart) -> None:
        autostart.add()
        with autostart.path.open("a") as file:
            file.write("X-GNOME-Autostart-Delay=20\n")

        Autostart(MOVED, os.environ).renew()

        assert autostart.path.read_text().endswith("X-GNOME-Autostart-Delay=20\n")

    def test_is_not_started_where_none_was(self, autostart: Autostart) -> None:
        autostart.renew()

        assert not autostart.path.exists()

    def test_that_is_the_same_leaves_the_file_alone(self, autostart: Autostart) -> None:
        autostart.add()
        os.utime(autostart.path, (0, 0))

        autostart.renew()

        assert autostart.path.stat().st_mtime == 0


class TestSwitchedOffByHand:
    @pytest.mark.parametrize(
        "line", ["Hidden=true", "Hidden = True", "X-GNOME-Autostart-enabled=false"]
    )
    def test_stays_off(self, line: str, autostart: Autostart) -> None:
        autostart.add()
        with autostart.path.open("a") as file:
            file.write(f"{line}\n")

        Autostart(MOVED, os.environ).renew()

        assert not autostart.is_on
        assert autostart.is_off_by_hand
        assert line in autostart.path.read_text()

    def test_goes_on_when_the_person_switches_it_on_in_the_app(self, autostart: Autostart) -> None:
        autostart.path.parent.mkdir()
        autostart.path.write_text("[Desktop Entry]\nType=Application\nHidden=true\n")

        autostart.add()

        assert autostart.is_on

    def test_is_not_what_another_group_says(self, autostart: Autostart) -> None:
        autostart.add()
        with autostart.path.open("a") as file:
            file.write("[X-Other]\nHidden=true\n")

        assert autostart.is_on


class TestProblems:
    def test_where_nothing_can_be_written_is_told(self, autostart: Autostart) -> None:
        autostart.path.parent.touch()

        with pytest.raises(UserError, match=r"cannot be written \("):
            autostart.add()

    def test_where_nothing_can_be_removed_is_told(self, autostart: Autostart) -> None:
        autostart.path.mkdir(parents=True)

        with pytest.raises(UserError, match=r"cannot be removed \(.*\); remove it by hand"):
            autostart.remove()

    def test_a_path_that_cannot_be_written_down_is_told(self, home: Path) -> None:
        with pytest.raises(UserError, match=r"The autostart cannot start '/opt/a=b/stretchapp'"):
            Autostart(("/opt/a=b/stretchapp",), os.environ).add()

    def test_a_file_that_is_no_text_starts_nothing(self, autostart: Autostart) -> None:
        autostart.path.parent.mkdir()
        autostart.path.write_bytes(b"\xff\xfe")

        autostart.renew()

        assert (autostart.is_on, autostart.is_off_by_hand) == (False, False)
