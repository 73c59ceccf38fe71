"""The settings file: read leniently, changed in one step, nothing of the person's lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from stretchapp.base.settings import Settings, SettingsFile

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def write(path: Path, content: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")


def written(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text("utf-8"))


def test_without_a_file_nothing_was_chosen_yet(path: Path) -> None:
    file = SettingsFile(path)

    assert (file.settings, file.problems) == (Settings(), [])
    assert not path.exists()


def test_a_change_is_saved_and_read_again(path: Path) -> None:
    SettingsFile(path).change(theme="light", text_size=150, still=True)

    assert SettingsFile(path).settings == Settings(theme="light", text_size=150, still=True)
    assert path.stat().st_mode & 0o777 == 0o600


def test_changes_add_up(path: Path) -> None:
    file = SettingsFile(path)
    file.change(theme="light")
    file.change(tonight="in-bed")

    assert SettingsFile(path).settings == Settings(theme="light", tonight="in-bed")


def test_settings_of_another_version_are_kept(path: Path) -> None:
    write(path, '{"theme": "light", "weather": {"wind": 0.9}}')
    file = SettingsFile(path)
    assert file.problems == []

    file.change(text_size=125)

    assert written(path)["weather"] == {"wind": 0.9}
    assert written(path)["theme"] == "light"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "pink"),
        ("theme", None),
        ("theme", ["light"]),
        ("text_size", 110),
        ("text_size", "125"),
        ("text_size", 125.0),
        ("text_size", True),
        ("tonight", ""),
        ("tonight", 4),
        ("still", 1),
        ("still", "no"),
        ("waits", "tray"),
        ("autostart", "yes"),
        ("cues", "loud"),
        ("quiet_from", "24:00"),
        ("quiet_from", 23),
        ("quiet_until", "7:00"),
        ("words_per_minute", 79),
        ("words_per_minute", True),
        ("pitch", 101),
        ("volume", -1),
        ("volume", 70.0),
        ("voice", None),
        ("sound_output", 0),
        ("breathing", 1),
    ],
)
def test_what_cannot_be_is_told_and_not_used(path: Path, name: str, value: object) -> None:
    write(path, json.dumps({name: value, "tonight": "in-bed"} | {name: value}))
    before = path.read_bytes()

    file = SettingsFile(path)

    (problem,) = file.problems
    assert (f"'{name}'" in problem, str(path) in problem) == (True, True)
    assert getattr(file.settings, name) == getattr(Settings(), name)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '"theme"', "[" * 100_000, '{"theme": "light"'], ids=range(7)
)
def test_what_cannot_be_read_is_told_and_kept_beside(path: Path, content: str) -> None:
    write(path, content)
    file = SettingsFile(path)
    assert file.settings == Settings()
    assert "cannot be read" in file.problems[0]
    assert path.read_text("utf-8") == content

    file.change(theme="light")
    file.change(still=True)

    assert SettingsFile(path).settings == Settings(theme="light", still=True)
    assert path.with_name("settings.json.broken").read_text("utf-8") == content


def test_what_is_no_text_is_told(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe\x00")

    assert "cannot be read" in SettingsFile(path).problems[0]


def test_a_change_that_cannot_be_saved_holds_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "config").touch()
    file = SettingsFile(tmp_path / "config" / "settings.json")

    with pytest.raises(OSError, match=r"exists|Not a directory"):
        file.change(theme="light")
    assert file.settings.theme == "light"
