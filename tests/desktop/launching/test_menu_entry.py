"""The entry in the applications menu, as the specification and real programs read it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.paths import shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.desktop.launching.menu_entry import (
    ICON_SIZES,
    KEYWORDS,
    NAME_OF_RELIEF,
    NAME_OF_TONIGHT,
    add_menu_entry,
    entry_path,
    menu_entry_text,
    remove_menu_entry,
    update_commands,
)
from tests.translation.pseudo import pseudo

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = ("/opt/stretchapp/bin/stretchapp",)
ICONS = shipped_assets() / "icons"

# Every string that can be an argument of a program and part of a UTF-8 file.
WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
PROGRAMS = WORDS.map(lambda word: f"/opt/{word.replace('=', '').replace('%', '')}/bin")


@pytest.fixture
def share(home: Path) -> Path:
    """The data folder of a user without own menu entries."""
    return home / ".local/share"


def value(entry: str, key: str, group: str = "[Desktop Entry]") -> str:
    """Return the value of a key, read by the rules of the specification."""
    is_in_group = False
    for line in entry.split("\n"):
        if line.startswith("["):
            is_in_group = line == group
        elif is_in_group and line.startswith(f"{key}="):
            return unescape(line.partition("=")[2])
    raise KeyError(key)


def unescape(text: str) -> str:
    """Undo the escapes of a string value."""
    letters = iter(text)
    meanings = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    return "".join(meanings[next(letters)] if letter == "\\" else letter for letter in letters)


def arguments(line: str) -> list[str]:
    """Split a command line: first the quotes, then the codes that begin with a percent sign."""
    words: list[str] = []
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
        words.append(word.replace("%%", "%"))
    return words


class TestCommand:
    @given(program=PROGRAMS, extra=st.lists(WORDS, max_size=3))
    def test_is_read_back_unchanged_by_the_specification(
        self, program: str, extra: list[str]
    ) -> None:
        entry = menu_entry_text([program, *extra])

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
    def test_reaches_the_program_unchanged_through_a_real_launcher(
        self, extra: list[str], tmp_path: Path
    ) -> None:
        program = tmp_path / 'a "strange" $folder & more' / "stretchapp"
        program.parent.mkdir()
        program.write_text(
            f"#!{sys.executable}\nimport json, sys\nprint(json.dumps(sys.argv), flush=True)\n"
        )
        program.chmod(0o755)
        entry = tmp_path / "stretchapp.desktop"
        entry.write_text(menu_entry_text([str(program), *extra]), "utf-8")

        # The output of the program arrives even if gio has ended before.
        output = subprocess.run(
            ["gio", "launch", entry], check=True, stdout=subprocess.PIPE, text=True, timeout=60
        ).stdout

        assert json.loads(output) == [str(program), *extra]

    @pytest.mark.parametrize("folder", ["a=b", "5%", "\udcff"])
    def test_that_no_entry_can_hold_is_refused(self, folder: str, share: Path) -> None:
        with pytest.raises(UserError, match="because of its name; install stretchapp into another"):
            add_menu_entry(share, ICONS, [f"/opt/{folder}/stretchapp"])

        assert not entry_path(share).exists()


class TestAdd:
    def test_writes_a_valid_entry(self, share: Path) -> None:
        for command in (COMMAND, ("/opt/a b/$x/python", "-m", "stretchapp")):
            path = add_menu_entry(share, ICONS, command)

            completed = subprocess.run(
                ["desktop-file-validate", "--warn-kde", path],
                check=False,
                capture_output=True,
                text=True,
            )
            assert (completed.returncode, completed.stdout, completed.stderr) == (0, "", "")

    def test_offers_relief_and_tonights_stretch_as_actions(self, share: Path) -> None:
        entry = add_menu_entry(share, ICONS, COMMAND).read_text("utf-8")

        assert value(entry, "Actions") == "relief;tonight;"
        assert value(entry, "Name", "[Desktop Action relief]") == NAME_OF_RELIEF
        assert value(entry, "Name", "[Desktop Action tonight]") == NAME_OF_TONIGHT

    @pytest.mark.usefixtures("pseudo_language")
    def test_is_in_the_language_of_the_person(self, share: Path) -> None:
        entry = add_menu_entry(share, ICONS, COMMAND).read_text("utf-8")

        assert value(entry, "Keywords") == pseudo(KEYWORDS)
        assert value(entry, "Name", "[Desktop Action relief]") == pseudo(NAME_OF_RELIEF)
        assert value(entry, "Name", "[Desktop Action tonight]") == pseudo(NAME_OF_TONIGHT)

    def test_installs_the_icons_and_touches_their_theme(self, share: Path) -> None:
        theme = share / "icons/hicolor"
        add_menu_entry(share, ICONS, COMMAND)
        os.utime(theme, (0, 0))

        # The folders of the sizes exist by now, so nothing else changes the theme itself.
        add_menu_entry(share, ICONS, COMMAND)

        icons = {str(path.relative_to(theme)) for path in theme.rglob("stretchapp.*")}
        assert icons == {
            *(f"{size}x{size}/apps/stretchapp.png" for size in ICON_SIZES),
            "scalable/apps/stretchapp.svg",
        }
        assert theme.stat().st_mtime > 0

    def test_twice_changes_nothing(self, share: Path) -> None:
        first = add_menu_entry(share, ICONS, COMMAND).read_bytes()

        assert add_menu_entry(share, ICONS, COMMAND).read_bytes() == first

    def test_without_write_access_is_an_error(self, share: Path) -> None:
        (share / "applications").touch()

        with pytest.raises(UserError, match=r"cannot be written \("):
            add_menu_entry(share, ICONS, COMMAND)


class TestRemove:
    def test_removes_our_files_and_no_others(self, share: Path) -> None:
        other = share / "icons/hicolor/64x64/apps/other.png"
        other.parent.mkdir(parents=True)
        other.touch()
        add_menu_entry(share, ICONS, COMMAND)

        assert remove_menu_entry(share, ICONS)

        assert [path for path in share.rglob("*") if path.is_file()] == [other]

    def test_without_an_entry_does_nothing(self, share: Path) -> None:
        assert not remove_menu_entry(share, ICONS)

    def test_of_a_folder_is_an_error(self, share: Path) -> None:
        entry_path(share).mkdir(parents=True)

        with pytest.raises(UserError, match="cannot be removed"):
            remove_menu_entry(share, ICONS)


class TestUpdateCommands:
    def test_follows_a_moved_installation(self, share: Path) -> None:
        add_menu_entry(share, ICONS, ("/old/python", "-m", "stretchapp"))

        assert update_commands(share, COMMAND)

        assert entry_path(share).read_text("utf-8") == menu_entry_text(COMMAND)

    def test_keeps_other_changes_of_the_user(self, share: Path) -> None:
        path = add_menu_entry(share, ICONS, ("/old/stretchapp",))
        changed = path.read_text("utf-8").replace("Name=stretchapp", "Name=Wadendehnen")
        own = "[Desktop Action own]\nName=Own\nExec=true\n"
        path.write_text(f"# mine\n{changed}\n{own}", "utf-8")

        assert update_commands(share, COMMAND)

        entry = path.read_text("utf-8")
        assert entry.startswith("# mine\n")
        assert value(entry, "Name") == "Wadendehnen"
        assert value(entry, "Exec") == COMMAND[0]
        assert value(entry, "Exec", "[Desktop Action own]") == "true"

    def test_writes_nothing_if_the_commands_are_right(self, share: Path) -> None:
        path = add_menu_entry(share, ICONS, COMMAND)
        before = path.stat().st_mtime_ns

        assert not update_commands(share, COMMAND)

        assert path.stat().st_mtime_ns == before

    def test_writes_nothing_without_an_entry(self, share: Path) -> None:
        assert not update_commands(share, COMMAND)
        assert not entry_path(share).exists()

    def test_of_a_pipe_is_an_error_and_is_not_waited_for(self, share: Path) -> None:
        path = add_menu_entry(share, ICONS, COMMAND)
        path.unlink()
        os.mkfifo(path)

        with pytest.raises(UserError, match="cannot be read"):
            update_commands(share, COMMAND)

    def test_of_a_binary_file_is_an_error(self, share: Path) -> None:
        path = add_menu_entry(share, ICONS, COMMAND)
        path.write_bytes(b"\xff\xfe")

        with pytest.raises(UserError, match="cannot be read"):
            update_commands(share, COMMAND)
