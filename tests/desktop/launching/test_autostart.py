"""The autostart entry: valid, separate for each data folder, and disabled if the user says so."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.problems import UserError
from stretchapp.desktop.launching.autostart import Autostart

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = ("/opt/stretchapp/bin/stretchapp",)
MOVED = ("/home/me/apps/stretchapp",)


@pytest.fixture
def autostart(home: Path) -> Autostart:
    return Autostart(COMMAND, os.environ)


def exec_of(autostart: Autostart) -> str:
    """Return the command in the entry."""
    lines = autostart.path.read_text().splitlines()
    (line,) = (line for line in lines if line.startswith("Exec="))
    return line.removeprefix("Exec=")


def test_is_off_at_first(autostart: Autostart) -> None:
    assert (autostart.is_on, autostart.is_disabled_by_user) == (False, False)
    assert not autostart.path.exists()


def test_lies_where_the_specification_says(home: Path, autostart: Autostart) -> None:
    expected = home / ".config/autostart/stretchapp.desktop"

    assert autostart.path == expected
    assert Autostart(COMMAND, {"HOME": str(home)}).path == expected
    # The specification says to ignore a path that is not absolute.
    assert Autostart(COMMAND, {"HOME": str(home), "XDG_CONFIG_HOME": "config"}).path == expected


def test_starts_the_app_in_the_background(autostart: Autostart) -> None:
    autostart.add()

    assert autostart.is_on
    assert exec_of(autostart) == "/opt/stretchapp/bin/stretchapp --background"


@pytest.mark.parametrize(
    "command", [COMMAND, ("/opt/a b/$x/python", "-m", "stretchapp", "--data-dir", "/my data/100 %")]
)
def test_is_valid(command: tuple[str, ...], home: Path) -> None:
    autostart = Autostart(command, os.environ)
    autostart.add()

    completed = subprocess.run(
        ["desktop-file-validate", "--warn-kde", autostart.path],
        check=False,
        capture_output=True,
        text=True,
    )

    assert (completed.returncode, completed.stdout, completed.stderr) == (0, "", "")


def test_of_another_data_folder_is_another_file(autostart: Autostart) -> None:
    other = Autostart(COMMAND, os.environ, "0badcafe")
    other.add()

    assert other.is_on
    assert not autostart.is_on
    assert other.path.name == "stretchapp-0badcafe.desktop"


def test_can_be_removed(autostart: Autostart) -> None:
    autostart.add()

    autostart.remove()

    assert not autostart.is_on
    assert list(autostart.path.parent.iterdir()) == []


def test_can_be_removed_where_there_is_none(autostart: Autostart) -> None:
    autostart.remove()

    assert not autostart.is_on


class TestUpdateCommand:
    def test_starts_the_moved_installation(self, autostart: Autostart) -> None:
        autostart.add()

        Autostart(MOVED, os.environ).update_command()

        assert exec_of(autostart) == "/home/me/apps/stretchapp --background"
        assert "TryExec=/home/me/apps/stretchapp\n" in autostart.path.read_text()

    def test_keeps_other_changes_of_the_user(self, autostart: Autostart) -> None:
        autostart.add()
        with autostart.path.open("a") as file:
            file.write("X-GNOME-Autostart-Delay=20\n")

        Autostart(MOVED, os.environ).update_command()

        assert autostart.path.read_text().endswith("X-GNOME-Autostart-Delay=20\n")

    def test_writes_nothing_where_there_is_no_entry(self, autostart: Autostart) -> None:
        autostart.update_command()

        assert not autostart.path.exists()

    def test_writes_nothing_if_the_command_is_right(self, autostart: Autostart) -> None:
        autostart.add()
        os.utime(autostart.path, (0, 0))

        autostart.update_command()

        assert autostart.path.stat().st_mtime == 0


class TestDisabledByUser:
    @pytest.mark.parametrize(
        "line", ["Hidden=true", "Hidden = True", "X-GNOME-Autostart-enabled=false"]
    )
    def test_stays_disabled(self, line: str, autostart: Autostart) -> None:
        autostart.add()
        with autostart.path.open("a") as file:
            file.write(f"{line}\n")

        Autostart(MOVED, os.environ).update_command()

        assert not autostart.is_on
        assert autostart.is_disabled_by_user
        assert line in autostart.path.read_text()

    def test_is_enabled_again_by_the_app(self, autostart: Autostart) -> None:
        autostart.path.parent.mkdir()
        autostart.path.write_text("[Desktop Entry]\nType=Application\nHidden=true\n")

        autostart.add()

        assert autostart.is_on

    def test_is_not_read_from_another_group(self, autostart: Autostart) -> None:
        autostart.add()
        with autostart.path.open("a") as file:
            file.write("[X-Other]\nHidden=true\n")

        assert autostart.is_on


class TestProblems:
    def test_without_write_access(self, autostart: Autostart) -> None:
        autostart.path.parent.touch()

        with pytest.raises(UserError, match=r"cannot be written \("):
            autostart.add()

    def test_with_a_folder_in_the_way(self, autostart: Autostart) -> None:
        autostart.path.mkdir(parents=True)

        with pytest.raises(UserError, match=r"cannot be removed \(.*\); remove it by hand"):
            autostart.remove()

    def test_with_a_path_that_no_entry_can_hold(self, home: Path) -> None:
        with pytest.raises(UserError, match=r"The desktop cannot start '/opt/a=b/stretchapp'"):
            Autostart(("/opt/a=b/stretchapp",), os.environ).add()

    def test_with_a_pipe_is_off_and_does_not_wait(self, autostart: Autostart) -> None:
        autostart.path.parent.mkdir()
        os.mkfifo(autostart.path)

        autostart.update_command()

        assert (autostart.is_on, autostart.is_disabled_by_user) == (False, False)

    def test_with_a_binary_file_is_off(self, autostart: Autostart) -> None:
        autostart.path.parent.mkdir()
        autostart.path.write_bytes(b"\xff\xfe")

        autostart.update_command()

        assert (autostart.is_on, autostart.is_disabled_by_user) == (False, False)
