"""The settings: typed, with defaults, in a JSON file that is replaced in one step.

Keys that this version does not know are kept; values that cannot be are told and their defaults
used, without touching the file until something is changed.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from stretchapp.base.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ThemeChoice = Literal["evening", "light", "contrast"]

DeliveryChoice = Literal["timers", "resident"]
"""What waits for reminders: timers of the system, or a process of ours that stays."""
CueChoice = Literal["silent", "sounds", "voice"]
"""``voice`` is voice and sounds."""

TEXT_SIZES = (100, 125, 150, 175, 200)
"""Text sizes in percent that can be chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the person has chosen.

    Attributes:
        theme: The colours of the window; relief always has its own.
        text_size: In percent of the normal size, one of ``TEXT_SIZES``.
        tonight: The id of the routine behind "Tonight's stretch".
        still: Whether moving pictures stand still.
        tray: Whether an icon is shown in the tray.
        tray_told: Whether it was said that the app goes on there when its window is closed.
        cramp_key: Whether the desktop has given a key that starts relief.
        waits: What is to wait for reminders, where both are possible.
        autostart: Whether the person has agreed that the app starts in the background at the
            login, as long as it has to wait for reminders itself.
        varicose_veins: Signs of varicose veins; this and the following may be left unsaid.
        pregnant: Pregnancy.
        ill: A long-term illness, or medicines such as water tablets.
        injured: An injury, or a known illness of the brain or nerves.
        unsteady: Poor balance.
        no_floor: Lying down on the floor is not possible.
        cues: What is said and sounded in a session, outside of the quiet hours.
        quiet_from: When the quiet hours begin, as ``23:00``.
        quiet_until: When they are over; the same as ``quiet_from`` means that there are none.
        breathing: Whether the voice reminds of breathing.
        voice: Who speaks; empty for the usual voice of the language.
        language: What the usual voice speaks, such as ``en``.
        words_per_minute: How fast the voice speaks, from 80 to 300.
        pitch: How high, from 0 to 100.
        volume: Of voice and sounds, in percent.
        voice_with_reader: Whether the voice speaks although a screen reader does.
        sound_output: The name of a sound output; empty for the one that the desktop uses.
        media_keys: Whether media keys and remotes command a session.
        keep_awake: Whether the screen stays on while a session runs.
    """

    theme: ThemeChoice = "evening"
    text_size: int = 100
    tonight: str = "evening-stretch"
    still: bool = False
    tray: bool = False
    tray_told: bool = False
    cramp_key: bool = False
    waits: DeliveryChoice = "timers"
    autostart: bool = False
    varicose_veins: bool = False
    pregnant: bool = False
    ill: bool = False
    injured: bool = False
    unsteady: bool = False
    no_floor: bool = False
    cues: CueChoice = "voice"
    quiet_from: str = "23:00"
    quiet_until: str = "07:00"
    breathing: bool = False
    voice: str = ""
    language: str = "en"
    words_per_minute: int = 150
    pitch: int = 50
    volume: int = 70
    voice_with_reader: bool = False
    sound_output: str = ""
    media_keys: bool = True
    keep_awake: bool = True


def _is_within(least: int, most: int) -> Callable[[object], bool]:
    # True and False are numbers too.
    return lambda value: type(value) is int and least <= value <= most


def _is_time_of_day(value: object) -> bool:
    return isinstance(value, str) and _TIME_OF_DAY.fullmatch(value) is not None


_TIME_OF_DAY = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")

_ALLOWED: dict[str, Callable[[object], bool]] = {
    "theme": lambda value: value in get_args(ThemeChoice),
    "text_size": lambda value: isinstance(value, int) and value in TEXT_SIZES,
    "tonight": lambda value: isinstance(value, str) and value != "",
    "waits": lambda value: value in get_args(DeliveryChoice),
    "cues": lambda value: value in get_args(CueChoice),
    "words_per_minute": _is_within(80, 300),
    "pitch": _is_within(0, 100),
    "volume": _is_within(0, 100),
    **dict.fromkeys(("quiet_from", "quiet_until"), _is_time_of_day),
    **dict.fromkeys(("voice", "language", "sound_output"), lambda value: isinstance(value, str)),
    **dict.fromkeys(
        ("breathing", "voice_with_reader", "media_keys", "keep_awake"),
        lambda value: isinstance(value, bool),
    ),
    **dict.fromkeys(
        ("still", "tray", "tray_told", "cramp_key", "autostart"),
        lambda value: isinstance(value, bool),
    ),
    **dict.fromkeys(
        ("varicose_veins", "pregnant", "ill", "injured", "unsteady", "no_floor"),
        lambda value: isinstance(value, bool),
    ),
}


class SettingsFile:
    """The settings and the file that they are kept in.

    Attributes:
        settings: The settings in force.
        problems: One sentence for each thing in the file that could not be used.
    """

    def __init__(self, path: Path) -> None:
        """Read the file at ``path``; a missing one means that nothing was chosen yet."""
        self._path = path
        self._written: dict[str, Any] = {}
        self._is_readable = True
        self.problems: list[str] = []
        self.settings = self._read()

    def change(self, **changes: object) -> None:
        """Change some settings and save them.

        Raises:
            OSError: The file cannot be written; the change holds until the app is closed.
        """
        self.settings = replace(self.settings, **cast("dict[str, Any]", changes))
        self._written |= asdict(self.settings)
        if not self._is_readable:
            # What could not be read is kept beside the new file.
            self._path.replace(self._path.with_suffix(".json.broken"))
            self._is_readable = True
        write_atomically(self._path, json.dumps(self._written, indent=2).encode())

    def renew(self) -> None:
        """Take over what another process has changed, if the file can be read."""
        found = SettingsFile(self._path)
        if found._is_readable:
            self.settings = found.settings
            self._written = found._written

    def _read(self) -> Settings:
        try:
            written: object = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError, RecursionError) as error:
            return self._unreadable(str(error))
        if not isinstance(written, dict):
            return self._unreadable("it is not a JSON object")
        self._written = cast("dict[str, Any]", written)
        known: dict[str, Any] = {}
        for field in fields(Settings):
            if field.name not in self._written:
                continue
            value = self._written[field.name]
            if _ALLOWED[field.name](value):
                known[field.name] = value
            else:
                self.problems.append(
                    f"The setting '{field.name}' in {self._path} cannot be {json.dumps(value)};"
                    f" {json.dumps(field.default)} is used instead."
                )
        return Settings(**known)

    def _unreadable(self, reason: str) -> Settings:
        self._is_readable = False
        self.problems.append(
            f"The settings in {self._path} cannot be read ({reason}); the usual ones are used."
        )
        return Settings()
