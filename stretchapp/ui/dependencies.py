"""What the window is given: the things below it, made by the composition root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stretchapp.application.diary import Diary
    from stretchapp.application.reminders import Reminders
    from stretchapp.base.clock import Clock
    from stretchapp.base.settings import DeliveryChoice, SettingsFile
    from stretchapp.desktop.sound.cue_output import CueOutput
    from stretchapp.diary.cramp_log import CrampLog
    from stretchapp.diary.session_log import SessionLog, SessionRecord
    from stretchapp.figure.figure_files import FigureFiles
    from stretchapp.library.routines.models import Library
    from stretchapp.library.texts.diary import DiaryTexts
    from stretchapp.library.texts.text_files import TextFiles
    from stretchapp.ui.entry_points.entry_points import ReliefEntryPoints


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryStatus:
    """What waits for the reminders on this machine.

    Attributes:
        is_resident: Whether a process of ours does, and not the timers of the system.
        no_timers: Why those cannot, in a sentence; empty if they can.
        starts_at_login: Whether the app starts in the background at the login; None where it need
            not for reminders.
    """

    is_resident: bool = False
    no_timers: str = ""
    starts_at_login: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderServices:
    """What the pages of reminders need.

    Attributes:
        reminders: The reminders.
        set_timers: Lets the machine wait for the reminders as they are now; returns what stands
            in the way, in a sentence, if anything does.
        ring: Lets the reminder with a number ring as a test, in a process of its own.
        obstacles: Returns what stands in the way of reminders here, each with what to do.
        documents: The folder for a calendar file.
        delivery_status: Returns what waits for the reminders.
        choose_delivery: Lets timers of the system wait, or the app in the background; returns what
            went wrong, in a sentence, if anything did. Raises UserError when it cannot be.
        start_at_login: Switches the start in the background at the login on or off; returns what
            went wrong, in a sentence, if anything did.
    """

    reminders: Reminders
    set_timers: Callable[[], str | None]
    ring: Callable[[int], None]
    obstacles: Callable[[], list[str]]
    documents: Path
    delivery_status: Callable[[], DeliveryStatus]
    choose_delivery: Callable[[DeliveryChoice], str | None]
    start_at_login: Callable[[bool], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryServices:
    """What the pages of the diary need.

    Attributes:
        diary: The diary.
        texts: Reads the doctor rules and the triggers. Raises UserError when it cannot.
        export: Writes the diary for other programs: as ``csv`` or ``json``, to a file. Raises
            UserError when it cannot.
        contents: Returns what there is to be deleted, one sentence each.
        erase: Deletes everything. Raises UserError when it cannot.
    """

    diary: Diary
    texts: Callable[[], DiaryTexts]
    export: Callable[[str, Path], None]
    contents: Callable[[], list[str]]
    erase: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The rooms below, as far as the window needs them.

    Attributes:
        clock: The clocks.
        settings: The settings and their file.
        user_routines: The folder of the user's own routines.
        texts: The shipped texts.
        poses: The pose files.
        window_state: The file that keeps the place of the window.
        load_library: Loads all routines; quick when no file has changed.
        is_library_current: Whether the routine files are as they were when last loaded.
        log: Opens the session log on its first call. Raises UserError when it cannot.
        cramps: The same for the cramp log.
        cut_off_session: Finds the session that a killed process left, if any.
        open_path: Opens a file or folder in the desktop's own program; False if it cannot.
        has_reminders: Whether there are any. Raises UserError when that cannot be read.
        withdraw_reminders: Takes back what is shown of reminders; a session has begun.
        documents: Returns the folder in which people look for their files.
        diary: Opens the diary on its first call. Raises UserError when it cannot.
        reminders: Opens the reminders on its first call. Raises UserError when it cannot.
        cue_output: The voice and the sound output, made on its first call.
        entry_points: The ways into relief from outside of the window, made on the first call; None
            where there are none.
    """

    clock: Clock
    settings: SettingsFile
    user_routines: Path
    texts: TextFiles
    poses: FigureFiles
    window_state: Path
    load_library: Callable[[], Library]
    is_library_current: Callable[[], bool]
    log: Callable[[], SessionLog]
    cramps: Callable[[], CrampLog]
    cut_off_session: Callable[[], SessionRecord | None]
    open_path: Callable[[Path], bool]
    has_reminders: Callable[[], bool]
    withdraw_reminders: Callable[[], None]
    documents: Callable[[], Path]
    diary: Callable[[], DiaryServices]
    reminders: Callable[[], ReminderServices]
    cue_output: Callable[[], CueOutput]
    entry_points: Callable[[], ReliefEntryPoints | None] = lambda: None
