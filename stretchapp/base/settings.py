"""The settings: each declared once, and saved together in a JSON file.

A field of ``Settings`` says all there is to know of a setting: its key in the file, its default,
the values that are allowed, and the words that the settings page has for it. Keys of the file that
this version does not know are preserved. A value that is not allowed is reported and its default
used; the file itself stays as it is until a setting is changed.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast, get_args

from stretchapp.base.files import read_plain_file, write_atomically
from stretchapp.base.plain_text import without_control_characters
from stretchapp.base.problems import reason_of
from stretchapp.base.text_encoding import EncodingError, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

ThemeChoice = Literal["evening", "light", "contrast"]

DeliveryChoice = Literal["timers", "resident"]
"""What waits until a reminder is due: system timers, or a process of ours that stays running."""
CueChoice = Literal["silent", "sounds", "voice"]
"""What is heard in a session; ``voice`` is voice and sounds."""

TEXT_SIZES = (100, 125, 150, 175, 200)
"""Text sizes to choose from, in percent."""

LONGEST_LINE = 40
"""The most letters of a setting that is typed."""

_MOST_BYTES = 1024 * 1024
_MOST_LEVELS = 20
_LONGEST_SHOWN = 60

Section = Literal["general", "sound", "profile", "numbers", "elsewhere"]
"""A part of the settings page; settings of ``elsewhere`` are changed in other places."""


class Declaration(NamedTuple):
    """What is declared about a setting beside its key and its default.

    Attributes:
        section: Where the setting has its row.
        label: What the row calls the setting; empty if it has no row.
        choices: The values that the row offers, in order, and the words for them.
        is_allowed: Whether a value of the right type may stand in the file.
        is_typed: Whether the row has a line to type in, and not a list of values.
    """

    section: Section
    label: str
    choices: Mapping[Any, str]
    is_allowed: Callable[[Any], bool]
    is_typed: bool = False


def _row(
    section: Section,
    label: str,
    choices: Mapping[Any, str],
    is_allowed: Callable[[Any], bool] | None = None,
) -> dict[str, Declaration]:
    """Declare a setting; without ``is_allowed``, the offered values are the only ones."""
    allowed = choices.__contains__ if is_allowed is None else is_allowed
    return {"declaration": Declaration(section, label, choices, allowed)}


def _line(section: Section, label: str) -> dict[str, Declaration]:
    """Declare a setting that is typed as a short line, or left empty."""
    return {"declaration": Declaration(section, label, {}, _is_short_line, is_typed=True)}


def _is_within(least: int, most: int) -> Callable[[int], bool]:
    return lambda number: least <= number <= most


def _is_any(_value: object) -> bool:
    return True


def _is_plain(text: str) -> bool:
    return without_control_characters(text, keep="") == text


def _is_name(text: str) -> bool:
    return text != "" and _is_plain(text)


def _is_short_line(text: str) -> bool:
    return len(text) <= LONGEST_LINE and text.isprintable()


def _is_time_of_day(text: str) -> bool:
    hour, _, minute = text.partition(":")
    return f"{hour}:00" in _HOURS and minute in _MINUTES


_NO_ROW = _row("elsewhere", "", {}, _is_any)

_HOURS = {f"{hour:02d}:00": f"{hour}:00" for hour in range(24)}
_MINUTES = frozenset(f"{minute:02d}" for minute in range(60))
_VOLUMES = {percent: f"{percent} %" for percent in (10, 25, 40, 55, 70, 85, 100)}
_SPEEDS = {100: "Very slow", 125: "Slow", 150: "Calm", 180: "Quick", 220: "Fast"}
_USUAL = {"": "The usual one"}
_NOT_SAID_OR_YES = {False: "Not said", True: "Yes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the person has chosen, and what they have said about their health."""

    theme: ThemeChoice = field(
        default="evening",
        metadata=_row(
            "general",
            "Colours",
            {"evening": "Evening (dark)", "light": "Light", "contrast": "High contrast"},
        ),
    )
    """The colours of the window; cramp relief always has its own."""
    text_size: int = field(
        default=100,
        metadata=_row("general", "Text size", {size: f"{size} %" for size in TEXT_SIZES}),
    )
    """In percent of the normal size."""
    still: bool = field(
        default=False, metadata=_row("general", "Pictures", {False: "Moving", True: "Still"})
    )
    """Whether the figures stand still."""
    tonight: str = field(
        default="evening-stretch", metadata=_row("general", "Tonight's stretch", {}, _is_name)
    )
    """The id of the routine behind "Tonight's stretch"."""

    cues: CueChoice = field(
        default="voice",
        metadata=_row(
            "sound",
            "In a session",
            {"voice": "Voice and sounds", "sounds": "Sounds", "silent": "Silent"},
        ),
    )
    """What is heard in a session, outside of the quiet hours."""
    quiet_from: str = field(
        default="23:00", metadata=_row("sound", "Silent from", _HOURS, _is_time_of_day)
    )
    """When the quiet hours begin."""
    quiet_until: str = field(
        default="07:00", metadata=_row("sound", "Silent until", _HOURS, _is_time_of_day)
    )
    """When the quiet hours end; the same as ``quiet_from`` means that there are none."""
    language: str = field(default="en", metadata=_row("sound", "Language", {}, _is_plain))
    """The language of the usual voice."""
    voice: str = field(default="", metadata=_row("sound", "Voice", _USUAL, _is_plain))
    """The key of a voice; empty for the usual voice of the language."""
    words_per_minute: int = field(
        default=150, metadata=_row("sound", "Speed", _SPEEDS, _is_within(80, 300))
    )
    """How fast the voice speaks."""
    pitch: int = field(
        default=50,
        metadata=_row("sound", "Pitch", {30: "Low", 50: "Normal", 70: "High"}, _is_within(0, 100)),
    )
    """How high the voice speaks."""
    volume: int = field(default=70, metadata=_row("sound", "Volume", _VOLUMES, _is_within(0, 100)))
    """The volume of voice and sounds, in percent."""
    sound_output: str = field(default="", metadata=_row("sound", "Sound output", _USUAL, _is_plain))
    """The name of a sound output; empty for the one that the desktop uses."""
    breathing: bool = field(
        default=False,
        metadata=_row("sound", "Breathing", {False: "No reminders", True: "Reminders"}),
    )
    """Whether the voice reminds the person to breathe."""
    voice_with_reader: bool = field(
        default=False,
        metadata=_row(
            "sound",
            "With a screen reader",
            {False: "Only the reader speaks", True: "The voice speaks too"},
        ),
    )
    """Whether the voice speaks although a screen reader is running."""
    media_keys: bool = field(
        default=True,
        metadata=_row("sound", "Media keys", {True: "Command a session", False: "Are left alone"}),
    )
    """Whether media keys and remote controls control a session."""
    keep_awake: bool = field(
        default=True,
        metadata=_row(
            "sound", "Screen while you stretch", {True: "Stays on", False: "May go dark"}
        ),
    )
    """Whether the screen stays on during a session."""
    wait_s: int = field(
        default=30,
        metadata=_row(
            "sound",
            "When a session waits for you",
            {
                15: "Go on after 15 seconds",
                30: "Go on after 30 seconds",
                60: "Go on after 1 minute",
                0: "Go on only when I say so",
            },
        ),
    )
    """Seconds after which a wait in a session ends by itself; 0 if it never does."""

    varicose_veins: bool = field(
        default=False,
        metadata=_row(
            "profile", "Signs of varicose veins: heavy, swollen, tired legs", _NOT_SAID_OR_YES
        ),
    )
    pregnant: bool = field(default=False, metadata=_row("profile", "Pregnant", _NOT_SAID_OR_YES))
    ill: bool = field(
        default=False,
        metadata=_row(
            "profile", "A long-term illness, or medicines such as water tablets", _NOT_SAID_OR_YES
        ),
    )
    injured: bool = field(
        default=False,
        metadata=_row(
            "profile", "An injury, or a known illness of the brain or nerves", _NOT_SAID_OR_YES
        ),
    )
    unsteady: bool = field(
        default=False, metadata=_row("profile", "Poor balance", _NOT_SAID_OR_YES)
    )
    no_floor: bool = field(
        default=False, metadata=_row("profile", "I cannot lie down on the floor", _NOT_SAID_OR_YES)
    )
    numb_feet: bool = field(
        default=False,
        metadata=_row("profile", "Diabetes, or feet that feel little", _NOT_SAID_OR_YES),
    )
    blood_thinners: bool = field(
        default=False,
        metadata=_row("profile", "Blood thinners, or you bruise easily", _NOT_SAID_OR_YES),
    )
    flat_feet: bool = field(default=False, metadata=_row("profile", "Flat feet", _NOT_SAID_OR_YES))
    emergency_number: str = field(default="", metadata=_line("numbers", "Emergency number"))
    """The telephone number of the emergency services; empty if the person has not entered it."""
    doctor_number: str = field(default="", metadata=_line("numbers", "Your doctor's number"))
    """The telephone number of the person's doctor; empty if the person has not entered it."""

    tray: bool = field(
        default=False, metadata=_row("elsewhere", "Icon in the tray", {False: "Off", True: "On"})
    )
    """Whether an icon is shown in the tray."""
    tray_told: bool = field(default=False, metadata=_NO_ROW)
    """Whether the person was told that closing the window leaves stretchapp in the tray."""
    cramp_key: bool = field(default=False, metadata=_NO_ROW)
    """Whether the desktop has granted a shortcut that starts cramp relief."""
    waits: DeliveryChoice = field(
        default="timers",
        metadata=_row("elsewhere", "", {}, lambda waits: waits in get_args(DeliveryChoice)),
    )
    """What waits until a reminder is due, where both ways are possible."""
    autostart: bool = field(default=False, metadata=_NO_ROW)
    """Whether the person agreed that stretchapp starts at login if it has to wait for reminders."""


DECLARATIONS: dict[str, Declaration] = {
    setting.name: setting.metadata["declaration"] for setting in fields(Settings)
}
"""What is declared about each setting, by its key."""


def declared_in(section: Section) -> dict[str, Declaration]:
    """Return the settings that have their rows in one section, in order."""
    return {name: what for name, what in DECLARATIONS.items() if what.section == section}


class SettingsFile:
    """The settings and the file that they are saved in.

    Attributes:
        settings: The settings in force.
        problems: One sentence for each thing in the file that could not be used.
    """

    def __init__(self, path: Path) -> None:
        """Read the file at ``path``; without one, every setting has its default."""
        self._path = path
        self._content: dict[str, Any] = {}
        self._is_readable = True
        self.problems: list[str] = []
        self.settings = self._read()

    def change(self, **changes: object) -> None:
        """Change some settings and save them.

        Raises:
            OSError: The file cannot be written; the change lasts until stretchapp is closed.
        """
        self.settings = replace(self.settings, **cast("dict[str, Any]", changes))
        self._content |= asdict(self.settings)
        if not self._is_readable:
            # The unreadable file is renamed, so that nothing is lost; a link to it stays.
            unreadable = Path(os.path.realpath(self._path))
            unreadable.replace(unreadable.with_suffix(".json.broken"))
            self._is_readable = True
        write_atomically(self._path, json.dumps(self._content, indent=2).encode())

    def reload(self) -> None:
        """Take over what another process has saved; an unreadable file changes nothing."""
        current = SettingsFile(self._path)
        if current._is_readable:
            self.settings = current.settings
            self._content = current._content

    def _read(self) -> Settings:
        try:
            content = _parsed(read_plain_file(self._path, _MOST_BYTES + 1))
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            return self._defaults_instead(reason_of(error))
        except (EncodingError, ValueError, RecursionError) as error:
            return self._defaults_instead(str(error))
        if not isinstance(content, dict):
            return self._defaults_instead("it is not a JSON object")
        self._content = cast("dict[str, Any]", content)
        values: dict[str, Any] = {}
        for setting in fields(Settings):
            if setting.name not in self._content:
                continue
            value = self._content[setting.name]
            # By exact type: in Python, True and 70.0 are numbers like 1 and 70.
            has_type = type(value) is type(setting.default)
            if has_type and DECLARATIONS[setting.name].is_allowed(value):
                values[setting.name] = value
            else:
                self.problems.append(
                    f"The setting '{setting.name}' in {self._path} cannot be {_short(value)};"
                    f" {json.dumps(setting.default)} is used instead."
                )
        return Settings(**values)

    def _defaults_instead(self, reason: str) -> Settings:
        self._is_readable = False
        self.problems.append(
            f"The settings in {self._path} cannot be read ({reason}); the usual ones are used."
        )
        return Settings()


def _parsed(content: bytes) -> object:
    """Return the value of a settings file.

    Raises:
        EncodingError: It is not UTF-8.
        RecursionError: It is nested too deep to be read.
        ValueError: It is no JSON, too large, or nested too deep to be written again.
    """
    if len(content) > _MOST_BYTES:
        raise ValueError("it is larger than 1 MiB")
    value: object = json.loads(decode(content))
    level = [value]
    for _ in range(_MOST_LEVELS):
        level = [child for group in level for child in _children(group)]
    if level:
        raise ValueError(f"it is nested more than {_MOST_LEVELS} levels deep")
    return value


def _children(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return cast("dict[str, object]", value).values()
    return cast("list[object]", value) if isinstance(value, list) else ()


def _short(value: object) -> str:
    """Return what stands in the file, on one short line."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a group of keys"
    written = json.dumps(value)
    return written if len(written) <= _LONGEST_SHOWN else written[:_LONGEST_SHOWN] + "…"
