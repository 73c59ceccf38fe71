"""The entry in the applications menu, read by the rules and by the programs of desktops."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.paths import shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.desktop.menu.menu_entry import (
    ICON_SIZES,
    add_menu_entry,
    command_line,
    entry_path,
    launch_command,
    launcher_entry,
    remove_menu_entry,
    renew_paths,
)

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = ("/opt/stretchapp/bin/stretchapp",)
ICONS = shipped_assets() / "icons"

# What a program can be given as an argument and a file can hold.
words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
programs = words.map(lambda word: f"/opt/{word.replace('=', '').replace('%', '')}/bin")


@pytest.fixture
def share(home: Path) -> Path:
    """The data folder of a user who has no applications of their own."""
    return home / ".local/share"


def value(entry: str, key: str, group: str = "[Desktop Entry]") -> str:
    """Return the value of a key, read as the specification says."""
    inside = False
    for line in entry.split("\n"):
        if line.startswith("["):
            inside = line == group
        elif inside and line.startswith(f"{key}="):
            return unescaped(line.partition("=")[2])
    raise KeyError(key)


def unescaped(written: str) -> str:
    """Undo the escapes of a string value."""
    letters = iter(written)
    meanings = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    return "".join(meanings[next(letters)] if it == "\\" else it for it in letters)


def arguments(line: str) -> list[str]:
    """Take a command line apart: quotes first, then the codes that begin with a per cent sign."""
    found: list[str] = []
    rest = line
    while rest:
        word = ""
        if rest[0] == '"':
            at = 1
            while rest[at] != '"':
                at += rest[at] == "\\"
                word += rest[at]
                at += 1
            rest = rest[at + 1 :]
        else:
            word, _, _ = rest.partition(" ")
            assert not set(word) & set("\t\n\"'\\><~|&;$*?#()`")
            rest = rest[len(word) :]
        assert rest[:1] in ("", " ")
        rest = rest[1:]
        assert "%" not in word.replace("%%", "")
        found.append(word.replace("%%", "%"))
    return found


class TestCommands:
    @given(program=programs, extra=st.lists(words, max_size=3))
    def test_are_read_back_by_the_rules_as_they_were(self, program: str, extra: list[str]) -> None:
        entry = launcher_entry([program, *extra])

        assert arguments(value(entry, "Exec")) == [program, *extra]
        assert value(entry, "TryExec") == program
        relief = value(entry, "Exec", "[Desktop Action relief]")
        assert arguments(relief) == [program, *extra, "relief"]
        tonight = value(entry, "Exec", "[Desktop Action tonight]")
        assert arguments(tonight) == [program, *extra, "start"]

    @pytest.mark.parametrize(
        "extra",
        [
            ["plain", "with space", ""],
            ["100 %", "%f", "%%", "a\\b", "\\\\", "$HOME", "`id`", '"', "'"],
            ["~", "#", "a;b", "a|b", "(x)", "*", "?", "<>", "&", "!"],
            ["tab\there", "line\nbreak", "Füße", "足", " leading", "trailing "],
        ],
    )
    def test_reach_the_program_through_a_desktop_as_they_were(
        self, extra: list[str], tmp_path: Path
    ) -> None:
        program = tmp_path / 'a "strange" $folder & more' / "stretchapp"
        program.parent.mkdir()
        program.write_text(
            f"#!{sys.executable}\nimport json, sys\nprint(json.dumps(sys.argv), flush=True)\n"
        )
        program.chmod(0o755)
        entry = tmp_path / "stretchapp.desktop"
        entry.write_text(launcher_entry([str(program), *extra]), "utf-8")

        # What the program prints comes through; gio itself may have ended long before.
        told = subprocess.run(
            ["gio", "launch", entry], check=True, stdout=subprocess.PIPE, text=True, timeout=60
        ).stdout

        assert json.loads(told) == [str(program), *extra]

    @given(program=programs, extra=st.lists(words, max_size=3))
    def test_can_be_typed_too(self, program: str, extra: list[str]) -> None:
        assert shlex.split(command_line([program, *extra], "relief")) == [program, *extra, "relief"]

    @pytest.mark.parametrize("folder", ["a=b", "5%", "\udcff"])
    def test_that_no_entry_can_hold_are_refused(self, folder: str, share: Path) -> None:
        with pytest.raises(UserError, match="because of its name; install stretchapp into another"):
            add_menu_entry(share, ICONS, [f"/opt/{folder}/stretchapp"])

        assert not entry_path(share).exists()

    def test_of_this_installation_work_from_anywhere(self, tmp_path: Path) -> None:
        told = subprocess.run(
            [*launch_command(), "--version"],
            check=True,
            capture_output=True,
            cwd=tmp_path,
            text=True,
        ).stdout

        assert told.startswith("stretchapp ")

    def test_need_no_script_beside_the_interpreter(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
        assert launch_command() == (str(tmp_path / "python"), "-m", "stretchapp")

        (tmp_path / "stretchapp").touch(0o755)
        assert launch_command() == (str(tmp_path / "stretchapp"),)

    def test_keep_the_link_of_a_virtual_environment(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "python").symlink_to(sys.executable)
        monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))

        assert launch_command()[0] == str(tmp_path / "python")


class TestAdding:
    def test_writes_what_the_validator_of_desktops_accepts(self, share: Path) -> None:
        for command in (COMMAND, ("/opt/a b/$x/python", "-m", "stretchapp")):
            path = add_menu_entry(share, ICONS, command)

            done = subprocess.run(
                ["desktop-file-validate", "--warn-kde", path],
                check=False,
                capture_output=True,
                text=True,
            )
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    def test_offers_relief_and_tonights_stretch_at_once(self, share: Path) -> None:
        entry = add_menu_entry(share, ICONS, COMMAND).read_text("utf-8")

        assert value(entry, "Actions") == "relief;tonight;"
        assert value(entry, "Name", "[Desktop Action relief]") == "Cramp now"
        assert value(entry, "Name", "[Desktop Action tonight]") == "Tonight's stretch"

    def test_puts_the_icons_where_desktops_look_for_them(self, share: Path) -> None:
        theme = share / "icons/hicolor"
        theme.mkdir(parents=True)
        os.utime(theme, (0, 0))

        add_menu_entry(share, ICONS, COMMAND)

        found = {str(path.relative_to(theme)) for path in theme.rglob("stretchapp.*")}
        assert found == {
            *(f"{size}x{size}/apps/stretchapp.png" for size in ICON_SIZES),
            "scalable/apps/stretchapp.svg",
        }
        assert theme.stat().st_mtime > 0

    def test_again_changes_nothing(self, share: Path) -> None:
        first = add_menu_entry(share, ICONS, COMMAND).read_bytes()

        assert add_menu_entry(share, ICONS, COMMAND).read_bytes() == first

    def test_where_nothing_can_be_written_is_told(self, share: Path) -> None:
        (share / "applications").touch()

        with pytest.raises(UserError, match=r"cannot be written \("):
            add_menu_entry(share, ICONS, COMMAND)


class TestRemoving:
    def test_leaves_nothing_of_ours_and_all_of_others(self, share: Path) -> None:
        other = share / "icons/hicolor/64x64/apps/other.png"
        other.parent.mkdir(parents=True)
        other.touch()
        add_menu_entry(share, ICONS, COMMAND)

        assert remove_menu_entry(share, ICONS)

        assert [path for path in share.rglob("*") if path.is_file()] == [other]

    def test_what_is_not_there_is_no_mistake(self, share: Path) -> None:
        assert not remove_menu_entry(share, ICONS)

    def test_what_cannot_be_removed_is_told(self, share: Path) -> None:
        entry_path(share).mkdir(parents=True)

        with pytest.raises(UserError, match="cannot be removed"):
            remove_menu_entry(share, ICONS)


class TestRenewing:
    def test_follows_an_installation_that_has_moved(self, share: Path) -> None:
        add_menu_entry(share, ICONS, ("/old/python", "-m", "stretchapp"))

        assert renew_paths(share, COMMAND)

        assert entry_path(share).read_text("utf-8") == launcher_entry(COMMAND)

    def test_leaves_alone_what_somebody_has_changed(self, share: Path) -> None:
        path = add_menu_entry(share, ICONS, ("/old/stretchapp",))
        changed = path.read_text("utf-8").replace("Name=stretchapp", "Name=Wadendehnen")
        own = "[Desktop Action own]\nName=Own\nExec=true\n"
        path.write_text(f"# mine\n{changed}\n{own}", "utf-8")

        assert renew_paths(share, COMMAND)

        entry = path.read_text("utf-8")
        assert entry.startswith("# mine\n")
        assert value(entry, "Name") == "Wadendehnen"
        assert value(entry, "Exec") == COMMAND[0]
        assert value(entry, "Exec", "[Desktop Action own]") == "true"

    def test_writes_nothing_where_all_is_well(self, share: Path) -> None:
        path = add_menu_entry(share, ICONS, COMMAND)
        before = path.stat()

        assert not renew_paths(share, COMMAND)

        assert path.stat() == before

    def test_writes_nothing_where_there_is_none(self, share: Path) -> None:
        assert not renew_paths(share, COMMAND)
        assert not entry_path(share).exists()

    def test_of_what_is_no_text_is_told(self, share: Path) -> None:
        path = add_menu_entry(share, ICONS, COMMAND)
        path.write_bytes(b"\xff\xfe")

        with pytest.raises(UserError, match="cannot be read"):
            renew_paths(share, COMMAND)
