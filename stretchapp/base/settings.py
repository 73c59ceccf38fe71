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
from typing import Any, Literal, cast, get_args

from stretchapp.base.files import read_plain_file, write_atomically
from stretchapp.base.i18n import N_, _, pgettext
from stretchapp.base.json_value import MOST_BYTES, parse_json
from stretchapp.base.problems import reason_of
from stretchapp.base.setting_declaration import (
    HOURS,
    Declaration,
    Section,
    is_any,
    is_name,
    is_plain,
    is_time_of_day,
    is_within,
    line,
    row,
)
from stretchapp.base.text_encoding import EncodingError

ThemeChoice = Literal["evening", "light", "contrast"]

ClockChoice = Literal["", "24", "12"]
WeekdayChoice = Literal["", "monday", "saturday", "sunday"]
PaperChoice = Literal["", "a4", "letter"]

DeliveryChoice = Literal["timers", "resident"]
"""What waits until a reminder is due: system timers, or a process of ours that stays running."""
CueChoice = Literal["silent", "sounds", "voice"]
"""What is heard in a session; ``voice`` is voice and sounds."""

TEXT_SIZES = (100, 125, 150, 175, 200)
"""Text sizes to choose from, in percent."""

_LONGEST_SHOWN = 60

_NO_ROW = row("elsewhere", "", {}, is_any)

_VOLUMES = {percent: f"{percent} %" for percent in (10, 25, 40, 55, 70, 85, 100)}
_SPEEDS = {
    100: N_("Very slow"),
    125: N_("Slow"),
    150: N_("Calm"),
    180: N_("Quick"),
    220: N_("Fast"),
}
_SYSTEM_DEFAULT = {"": N_("System default")}
_NOT_FILLED_IN_OR_YES = {False: N_("Not filled in"), True: N_("Yes")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the person has chosen, and what they have said about their health."""

    theme: ThemeChoice = field(
        default="evening",
        metadata=row(
            "general",
            N_("Colours"),
            {
                "evening": N_("Evening (dark)"),
                "light": N_("Light"),
                "contrast": N_("High contrast"),
            },
        ),
    )
    """The colours of the window; cramp relief always has its own."""
    text_size: int = field(
        default=100,
        metadata=row("general", N_("Text size"), {size: f"{size} %" for size in TEXT_SIZES}),
    )
    """In percent of the normal size."""
    display_language: str = field(
        default="",
        # A language is named in itself: not for people who translate.
        metadata=row("general", N_("Language"), {**_SYSTEM_DEFAULT, "en": "English"}, is_plain),
    )
    """The language of what is shown, such as ``de``; empty for that of the desktop."""
    clock: ClockChoice = field(
        default="",
        metadata=row(
            "general",
            N_("Clock"),
            {**_SYSTEM_DEFAULT, "24": N_("24 hours, 21:45"), "12": N_("12 hours, 9:45 pm")},
        ),
    )
    """How times of day are written; empty as in the person's region."""
    first_weekday: WeekdayChoice = field(
        default="",
        metadata=row(
            "general",
            N_("The week begins on"),
            {
                **_SYSTEM_DEFAULT,
                "monday": N_("Monday"),
                "saturday": N_("Saturday"),
                "sunday": N_("Sunday"),
            },
        ),
    )
    """The day in the first column of calendars; empty as in the person's region."""
    paper: PaperChoice = field(
        default="",
        metadata=row(
            "general",
            N_("Paper"),
            {**_SYSTEM_DEFAULT, "a4": N_("A4"), "letter": N_("US Letter")},
        ),
    )
    """The size of printed pages; empty as in the person's region."""
    still: bool = field(
        default=False,
        metadata=row("general", N_("Pictures"), {False: N_("Moving"), True: N_("Still")}),
    )
    """Whether the figures stand still."""
    tonight: str = field(
        default="evening-stretch", metadata=row("general", N_("Tonight's stretch"), {}, is_name)
    )
    """The id of the routine behind "Tonight's stretch"."""

    cues: CueChoice = field(
        default="voice",
        metadata=row(
            "sound",
            N_("Voice in a session"),
            {"voice": N_("Voice and sounds"), "sounds": N_("Sounds"), "silent": N_("Silent")},
        ),
    )
    """What is heard in a session, outside of the quiet hours."""
    quiet_from: str = field(
        default="23:00", metadata=row("sound", N_("Quiet hours from"), HOURS, is_time_of_day)
    )
    """When the quiet hours begin."""
    quiet_until: str = field(
        default="07:00", metadata=row("sound", N_("Quiet hours until"), HOURS, is_time_of_day)
    )
    """When the quiet hours end; the same as ``quiet_from`` means that there are none."""
    language: str = field(
        default="en", metadata=row("sound", N_("Language of the voice"), {}, is_plain)
    )
    """The language of the usual voice."""
    voice: str = field(default="", metadata=row("sound", N_("Voice"), _SYSTEM_DEFAULT, is_plain))
    """The key of a voice; empty for the usual voice of the language."""
    words_per_minute: int = field(
        default=150, metadata=row("sound", N_("Speed"), _SPEEDS, is_within(80, 300))
    )
    """How fast the voice speaks."""
    pitch: int = field(
        default=50,
        metadata=row(
            "sound",
            N_("Pitch"),
            {30: N_("Low"), 50: N_("Normal"), 70: N_("High")},
            is_within(0, 100),
        ),
    )
    """How high the voice speaks."""
    volume: int = field(
        default=70, metadata=row("sound", N_("Volume"), _VOLUMES, is_within(0, 100))
    )
    """The volume of voice and sounds, in percent."""
    sound_output: str = field(
        default="", metadata=row("sound", N_("Sound output"), _SYSTEM_DEFAULT, is_plain)
    )
    """The name of a sound output; empty for the one that the desktop uses."""
    breathing: bool = field(
        default=False,
        metadata=row("sound", N_("Breathing"), {False: N_("No reminders"), True: N_("Reminders")}),
    )
    """Whether the voice reminds the person to breathe."""
    voice_with_reader: bool = field(
        default=False,
        metadata=row(
            "sound",
            N_("With a screen reader"),
            {False: N_("Only the reader speaks"), True: N_("The voice speaks too")},
        ),
    )
    """Whether the voice speaks although a screen reader is running."""
    media_keys: bool = field(
        default=True,
        metadata=row(
            "sound",
            N_("Headset and media keys"),
            {True: N_("Control the session"), False: N_("Not used")},
        ),
    )
    """Whether media keys and remote controls control a session."""
    keep_awake: bool = field(
        default=True,
        metadata=row(
            "sound",
            N_("Screen while you stretch"),
            {True: N_("Stays on"), False: N_("May switch off")},
        ),
    )
    """Whether the screen stays on during a session."""
    wait_s: int = field(
        default=30,
        metadata=row(
            "sound",
            N_("When a session waits for you"),
            {
                15: N_("Continue after 15 seconds"),
                30: N_("Continue after 30 seconds"),
                60: N_("Continue after 1 minute"),
                0: N_("Wait until I continue"),
            },
        ),
    )
    """Seconds after which a wait in a session ends by itself; 0 if it never does."""

    varicose_veins: bool = field(
        default=False,
        metadata=row(
            "profile",
            N_("Signs of varicose veins: heavy, swollen, tired legs"),
            _NOT_FILLED_IN_OR_YES,
        ),
    )
    pregnant: bool = field(
        default=False, metadata=row("profile", N_("Pregnant"), _NOT_FILLED_IN_OR_YES)
    )
    ill: bool = field(
        default=False,
        metadata=row(
            "profile",
            N_("A long-term illness, or medicines such as water tablets"),
            _NOT_FILLED_IN_OR_YES,
        ),
    )
    injured: bool = field(
        default=False,
        metadata=row(
            "profile",
            N_("An injury, or a known illness of the brain or nerves"),
            _NOT_FILLED_IN_OR_YES,
        ),
    )
    unsteady: bool = field(
        default=False, metadata=row("profile", N_("Poor balance"), _NOT_FILLED_IN_OR_YES)
    )
    no_floor: bool = field(
        default=False,
        metadata=row("profile", N_("I cannot lie down on the floor"), _NOT_FILLED_IN_OR_YES),
    )
    numb_feet: bool = field(
        default=False,
        metadata=row("profile", N_("Diabetes, or feet that feel little"), _NOT_FILLED_IN_OR_YES),
    )
    blood_thinners: bool = field(
        default=False,
        metadata=row("profile", N_("Blood thinners, or you bruise easily"), _NOT_FILLED_IN_OR_YES),
    )
    flat_feet: bool = field(
        default=False, metadata=row("profile", N_("Flat feet"), _NOT_FILLED_IN_OR_YES)
    )
    emergency_number: str = field(default="", metadata=line("numbers", N_("Emergency number")))
    """The telephone number of the emergency services; empty if the person has not entered it."""
    doctor_number: str = field(default="", metadata=line("numbers", N_("Your doctor's number")))
    """The telephone number of the person's doctor; empty if the person has not entered it."""

    tray: bool = field(
        default=False,
        metadata=row("elsewhere", N_("Icon in the tray"), {False: N_("Off"), True: N_("On")}),
    )
    """Whether an icon is shown in the tray."""
    tray_told: bool = field(default=False, metadata=_NO_ROW)
    """Whether the person was told that closing the window leaves stretchapp in the tray."""
    cramp_key: bool = field(default=False, metadata=_NO_ROW)
    """Whether the desktop has granted a shortcut that starts cramp relief."""
    waits: DeliveryChoice = field(
        default="timers",
        metadata=row("elsewhere", "", {}, lambda waits: waits in get_args(DeliveryChoice)),
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
            content = parse_json(read_plain_file(self._path, MOST_BYTES + 1))
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            return self._defaults_instead(reason_of(error))
        except (EncodingError, ValueError) as error:
            return self._defaults_instead(str(error))
        if not isinstance(content, dict):
            return self._defaults_instead(_("it is not a JSON object"))
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
                    _(
                        "The setting '{name}' in {file} cannot be {value}; {default} is used"
                        " instead."
                    ).format(
                        name=setting.name,
                        file=self._path,
                        value=_short(value),
                        default=json.dumps(setting.default),
                    )
                )
        return Settings(**values)

    def _defaults_instead(self, reason: str) -> Settings:
        self._is_readable = False
        message = _("The settings in {file} cannot be read ({reason}); default settings are used.")
        self.problems.append(message.format(file=self._path, reason=reason))
        return Settings()


def _short(value: object) -> str:
    """Return what stands in the file, on one short line."""
    if isinstance(value, list):
        return pgettext("value in a file", "a list")
    if isinstance(value, dict):
        return pgettext("value in a file", "a group of keys")
    written = json.dumps(value)
    return written if len(written) <= _LONGEST_SHOWN else written[:_LONGEST_SHOWN] + "…"
