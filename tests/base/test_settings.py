"""The settings file: tolerant reading, atomic saving, and no loss of the user's settings."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.settings import (
    DECLARATIONS,
    CueChoice,
    Section,
    Settings,
    SettingsFile,
    ThemeChoice,
    declared_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = st.sampled_from([*DECLARATIONS, "unknown"]) | st.text(max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
ANY_JSON = st.dictionaries(NAMES, VALUES, max_size=8).map(lambda it: json.dumps(it).encode())
SAVED = json.dumps(asdict(Settings()), indent=2).encode()
DAMAGED = st.lists(
    st.tuples(st.integers(0, len(SAVED) - 1), st.integers(0, 255)), min_size=1, max_size=4
).map(lambda changes: bytes((dict(enumerate(SAVED)) | dict(changes)).values()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def write(path: Path, content: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")


class TestDeclarations:
    def test_every_default_is_allowed(self) -> None:
        refused = {
            name: default
            for name, default in asdict(Settings()).items()
            if not DECLARATIONS[name].is_allowed(default)
        }
        assert refused == {}

    def test_every_offered_value_is_allowed_and_of_the_type_of_the_default(self) -> None:
        refused = [
            (name, value)
            for name, default in asdict(Settings()).items()
            for value in DECLARATIONS[name].choices
            if type(value) is not type(default) or not DECLARATIONS[name].is_allowed(value)
        ]
        assert refused == []

    def test_every_switch_with_a_row_can_be_turned_on_and_off(self) -> None:
        switches = [
            DECLARATIONS[name].choices
            for name, default in asdict(Settings()).items()
            if isinstance(default, bool) and DECLARATIONS[name].label
        ]

        assert switches
        assert all(set(choices) == {True, False} for choices in switches)

    def test_nothing_is_said_about_health_and_nothing_runs_unasked_at_first(self) -> None:
        defaults = asdict(Settings())

        unasked = ["tray", "tray_told", "cramp_key", "autostart"]
        assert not any(
            defaults[name] for name in (*declared_in("profile"), *declared_in("numbers"), *unasked)
        )

    @pytest.mark.parametrize(("name", "type_"), [("theme", ThemeChoice), ("cues", CueChoice)])
    def test_all_values_of_a_type_are_offered(self, name: str, type_: object) -> None:
        assert set(DECLARATIONS[name].choices) == set(get_args(type_))

    def test_every_row_has_a_label_and_words_for_its_values(self) -> None:
        sections: list[Section] = ["general", "sound", "profile", "numbers"]
        rows = [row for section in sections for row in declared_in(section).values()]

        assert all(row.label for row in rows)
        assert all(words for row in rows for words in row.choices.values())


class TestReading:
    def test_without_a_file_every_setting_has_its_default(self, path: Path) -> None:
        file = SettingsFile(path)

        assert (file.settings, file.problems) == (Settings(), [])
        assert not path.exists()

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
            ("tray_told", "yes"),
            ("waits", "tray"),
            ("autostart", "yes"),
            ("cues", "loud"),
            ("quiet_from", "24:00"),
            ("quiet_from", "23"),
            ("quiet_from", "23:60"),
            ("quiet_from", "23:0"),
            ("quiet_from", "23:00:00"),
            ("quiet_from", "٢٣:00"),
            ("quiet_from", 23),
            ("quiet_until", "7:00"),
            ("words_per_minute", 79),
            ("words_per_minute", 301),
            ("words_per_minute", True),
            ("pitch", 101),
            ("volume", -1),
            ("volume", 70.0),
            ("voice", None),
            ("voice", "\ud800"),
            ("language", "\x1b[2J"),
            ("sound_output", {"a": ["b"]}),
            ("tonight", "a\nb"),
            ("volume", 10**4000),
            ("sound_output", 0),
            ("breathing", 1),
            ("pregnant", "yes"),
            ("emergency_number", 112),
            ("emergency_number", "11\n2"),
            ("emergency_number", "\x1b[2J112"),
            ("doctor_number", "1" * 41),
        ],
    )
    def test_a_value_that_is_not_allowed_is_reported_and_the_default_used(
        self, path: Path, name: str, value: object
    ) -> None:
        other = "language" if name == "tonight" else "tonight"
        write(path, json.dumps({name: value, other: "in-bed"}))
        before = path.read_bytes()

        file = SettingsFile(path)

        (problem,) = file.problems
        assert (f"'{name}'" in problem, str(path) in problem) == (True, True)
        assert asdict(file.settings) == asdict(Settings()) | {other: "in-bed"}
        assert path.read_bytes() == before

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("quiet_from", "23:59"),
            ("quiet_until", "00:00"),
            ("words_per_minute", 80),
            ("words_per_minute", 300),
            ("pitch", 0),
            ("volume", 100),
            ("volume", 33),
            ("doctor_number", "Dr. Núñez (0800) 123-45 67"),
            ("emergency_number", "1" * 40),
        ],
    )
    def test_a_value_that_no_row_offers_may_be_written_by_hand(
        self, path: Path, name: str, value: object
    ) -> None:
        write(path, json.dumps({name: value}))

        file = SettingsFile(path)

        assert (asdict(file.settings)[name], file.problems) == (value, [])

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"{",
            b"[]",
            b"null",
            b'"theme"',
            b"[" * 100_000,
            b'{"theme": "light"',
            b"\xff\xfe\x00",
            '{"theme": "light"}'.encode("utf-16"),
            b'{"theme": "\xe9"}',
            b'{"theme": "light"}' + b" " * 2_000_000,
            b'{"a": ' + b"[" * 900 + b"]" * 900 + b"}",
            b'{"a": ' + b'{"b": ' * 30 + b"1" + b"}" * 30 + b"}",
        ],
        ids=range(13),
    )
    def test_an_unreadable_file_is_reported_and_kept_beside_the_new_one(
        self, path: Path, content: bytes
    ) -> None:
        path.parent.mkdir()
        path.write_bytes(content)
        file = SettingsFile(path)
        assert file.settings == Settings()
        assert "cannot be read" in file.problems[0]
        assert path.read_bytes() == content

        file.change(theme="light")
        file.change(still=True)

        assert SettingsFile(path).settings == Settings(theme="light", still=True)
        assert path.with_name("settings.json.broken").read_bytes() == content


def a_fifo(path: Path) -> None:
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_circle(path: Path) -> None:
    path.symlink_to(path)


def an_endless_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


class TestDamage:
    @pytest.mark.parametrize("put", [a_fifo, a_folder, a_circle, an_endless_device])
    def test_of_its_kind_is_reported_without_waiting(
        self, path: Path, put: Callable[[Path], None]
    ) -> None:
        path.parent.mkdir()
        put(path)

        file = SettingsFile(path)

        assert file.settings == Settings()
        assert "cannot be read" in file.problems[0]

    @pytest.mark.parametrize("put", [a_fifo, a_folder, a_circle])
    def test_of_its_kind_is_put_aside_by_a_change(
        self, path: Path, put: Callable[[Path], None]
    ) -> None:
        path.parent.mkdir()
        put(path)

        SettingsFile(path).change(theme="light")

        assert SettingsFile(path).settings == Settings(theme="light")
        assert os.path.lexists(path.with_name("settings.json.broken"))

    def test_a_byte_order_mark_is_passed_over(self, path: Path) -> None:
        path.parent.mkdir()
        path.write_bytes(b'\xef\xbb\xbf{"theme": "light"}')

        file = SettingsFile(path)

        assert (file.settings, file.problems) == (Settings(theme="light"), [])

    @given(st.binary() | ANY_JSON | DAMAGED)
    def test_of_any_other_kind_leaves_usable_settings(self, content: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "settings.json")
            path.write_bytes(content)

            file = SettingsFile(path)

            for name, value in asdict(file.settings).items():
                assert type(value) is type(getattr(Settings(), name))
                assert DECLARATIONS[name].is_allowed(value)
            assert all(problem.isprintable() for problem in file.problems)
            file.change(still=True)
            assert SettingsFile(path).settings == replace(file.settings, still=True)


class TestChanging:
    def test_a_change_is_saved_for_its_owner_only(self, path: Path) -> None:
        SettingsFile(path).change(theme="light", text_size=150, still=True)

        assert SettingsFile(path).settings == Settings(theme="light", text_size=150, still=True)
        assert path.stat().st_mode & 0o777 == 0o600

    @pytest.mark.parametrize("content", ["{}", "no JSON"])
    def test_a_link_to_the_file_stays_a_link(
        self, path: Path, tmp_path: Path, content: str
    ) -> None:
        dotfile = tmp_path / "dotfiles" / "settings.json"
        write(dotfile, content)
        path.parent.mkdir()
        path.symlink_to(dotfile)

        SettingsFile(path).change(theme="light")

        assert path.is_symlink()
        assert SettingsFile(dotfile).settings == Settings(theme="light")

    def test_changes_add_up(self, path: Path) -> None:
        file = SettingsFile(path)
        file.change(theme="light")
        file.change(tonight="in-bed")

        assert SettingsFile(path).settings == Settings(theme="light", tonight="in-bed")

    def test_settings_of_another_version_are_preserved(self, path: Path) -> None:
        write(path, '{"theme": "light", "weather": {"wind": 0.9}}')
        file = SettingsFile(path)
        assert file.problems == []

        file.change(text_size=125)

        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
        assert content["weather"] == {"wind": 0.9}
        assert content["theme"] == "light"

    def test_a_change_that_cannot_be_saved_takes_effect_all_the_same(self, tmp_path: Path) -> None:
        (tmp_path / "config").touch()
        file = SettingsFile(tmp_path / "config" / "settings.json")

        with pytest.raises(OSError, match=r"exists|Not a directory"):
            file.change(theme="light")
        assert file.settings.theme == "light"


class TestReloading:
    def test_what_another_process_saved_is_taken_over_and_preserved(self, path: Path) -> None:
        file = SettingsFile(path)
        SettingsFile(path).change(theme="light")

        file.reload()
        assert file.settings == Settings(theme="light")

        file.change(still=True)
        assert SettingsFile(path).settings == Settings(theme="light", still=True)

    def test_an_unreadable_file_changes_nothing(self, path: Path) -> None:
        file = SettingsFile(path)
        file.change(theme="light")
        path.write_text("{", encoding="utf-8")

        file.reload()

        assert file.settings == Settings(theme="light")
