"""``stretchapp launcher``, and the app that keeps its entry in the menu up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.paths import shipped_assets
from stretchapp.desktop.launching.installation import launch_command
from stretchapp.desktop.launching.menu_entry import add_menu_entry, entry_path
from tests.app_process import run

if TYPE_CHECKING:
    from pathlib import Path

USUAL_SHARE = ".local/share"


def test_the_app_is_added_to_the_menu_and_removed_again(home: Path) -> None:
    path = entry_path(home / USUAL_SHARE)

    added = run("launcher", "add")
    assert (added.returncode, added.stderr) == (0, "")
    assert added.stdout.endswith(f" {path}\n")
    assert f"\nTryExec={launch_command()[0]}\n" in path.read_text("utf-8")

    removed = run("launcher", "remove")
    assert (removed.returncode, removed.stderr) == (0, "")
    assert removed.stdout
    assert not path.exists()

    again = run("launcher", "remove")
    assert again.returncode == 0
    assert again.stdout not in ("", removed.stdout)


def test_a_data_dir_leaves_the_menu_alone(tmp_path: Path, home: Path) -> None:
    for action in ("add", "remove"):
        done = run("launcher", action, "--data-dir", tmp_path / "data")

        assert done.returncode == 1
        assert done.stderr.startswith("stretchapp: With --data-dir,")
    assert not entry_path(home / USUAL_SHARE).exists()


def test_an_entry_that_cannot_be_written_is_reported(home: Path) -> None:
    (home / USUAL_SHARE / "applications").touch()

    done = run("launcher", "add")

    assert done.returncode == 1
    assert "cannot be written (" in done.stderr


def test_a_start_of_a_moved_installation_renews_its_entry(
    home: Path,
) -> None:
    icons = shipped_assets() / "icons"
    path = add_menu_entry(home / USUAL_SHARE, icons, ["/old/bin/stretchapp"])

    done = run("start", "seated-desk", "--speed", "1000", "--quit-when-done")

    assert (done.returncode, done.stderr) == (0, "")
    assert f"\nTryExec={launch_command()[0]}\n" in path.read_text("utf-8")


def test_an_entry_that_cannot_be_renewed_does_not_prevent_a_start(home: Path) -> None:
    path = entry_path(home / USUAL_SHARE)
    path.parent.mkdir()
    path.write_bytes(b"\xff")

    done = run("start", "seated-desk", "--speed", "1000", "--quit-when-done")

    assert done.returncode == 0
    assert "cannot be read" in done.stderr
    assert path.read_bytes() == b"\xff"


def test_a_start_adds_nothing_to_the_menu(home: Path) -> None:
    run("start", "seated-desk", "--speed", "1000", "--quit-when-done")

    assert not entry_path(home / USUAL_SHARE).exists()
