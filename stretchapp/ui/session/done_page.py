"""The page after a session: the time and the steps that were done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from stretchapp.base.i18n import N_, _, ngettext
from stretchapp.ui.widgets.announce import announce
from stretchapp.ui.widgets.fitting_label import FittingLabel
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.exercises import picture_name
from stretchapp.wording.lengths import minutes_in_words

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from stretchapp.application.session_run import SessionRun
    from stretchapp.library.routines.models import Routine
    from stretchapp.session.snapshot import Snapshot
    from stretchapp.ui.theme.appearance import Appearance

STOPPED, DONE, WELL_DONE = N_("Stopped"), N_("Done"), N_("Well done")
HOME = N_("Home")
REPEAT = N_("Repeat")
CONTINUE = N_("Continue")
CONTINUE_NAME = N_("Continue where the session was stopped")
IS_SAVED = N_("Saved in your diary (stays on this computer).")
IS_BEING_SAVED = N_("Saving in your diary …")

LOOK_MS = 200
"""How often the page looks whether the session has been saved."""


class DonePage(Page):
    """Shows how a session ended.

    Signals:
        leave_chosen: Go home, or back to where the session was started.
        again_chosen: Start the routine again from its beginning.
        continue_chosen: Continue where the session was stopped.
    """

    leave_chosen = Signal()
    again_chosen = Signal(object)
    continue_chosen = Signal()

    def __init__(
        self,
        appearance: Appearance,
        session_run: SessionRun,
        picture: QPixmap | None,
        *,
        leads_home: bool,
    ) -> None:
        """Show the end of a session.

        Args:
            appearance: Fonts and sizes.
            session_run: The session, which is over.
            picture: The last exercise; None if it has no picture.
            leads_home: Whether the home page is next, or the page where the session was started.
        """
        routine, snapshot = session_run.routine, session_run.snapshot()
        is_finished = snapshot.state == "finished"
        title = _(_title(routine, is_finished=is_finished))
        super().__init__(appearance, f"{title}: {routine.title}")
        self.column.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(appearance.px(16))
        if picture is not None:
            label = QLabel()
            label.setPixmap(picture)
            label.setAccessibleName(picture_name(snapshot.segment.name))
            beside.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        # Beside the picture, so that with large text everything is in sight.
        texts = QVBoxLayout()
        texts.setSpacing(self.column.spacing())
        beside.addLayout(texts, 1)
        self.column.addLayout(beside)
        texts.addWidget(text_label(title, font=appearance.font(2.0, bold=True)))
        name = FittingLabel(appearance, smallest=0.75, largest=1.4)
        name.show_text(routine.title)
        texts.addWidget(name)
        pattern = _("Time: {time}.") if is_finished else _("Time: {time} of {planned}.")
        self._time = pattern.format(
            time=minutes_in_words(snapshot.active_s), planned=minutes_in_words(snapshot.planned_s)
        )
        self._title = title
        texts.addWidget(text_label(self._time))
        if len(routine.steps) > 1:
            texts.addWidget(text_label(_steps(routine, snapshot)))
        self._session_run = session_run
        self._saved_line = text_label(quiet=True, spoken=True)
        texts.addWidget(self._saved_line)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._show_whether_saved)
        self._show_whether_saved()
        self.column.addStretch(2)
        self._leave = button(
            _(HOME if leads_home else BACK), self.leave_chosen.emit, primary=True, player=True
        )
        again = button(_(REPEAT), lambda: self.again_chosen.emit(routine), player=True)
        if is_finished:
            self.add_buttons(again, self._leave)
        else:
            continue_button = button(
                _(CONTINUE),
                self.continue_chosen.emit,
                player=True,
                name=_(CONTINUE_NAME),
            )
            self.add_buttons(continue_button, again, self._leave)

    def focus_first(self) -> None:
        """Give the focus to Home or Back, and announce how the session ended.

        What the line about the diary says later is announced by itself.
        """
        self._leave.setFocus()
        problem = self._session_run.problem
        announce(self, f"{self._title}. {self._time}{f' {problem}' if problem else ''}")

    def _show_whether_saved(self) -> None:
        """Say whether the session is in the diary, and look again until it is."""
        run = self._session_run
        self._saved_line.setText(run.problem or _(IS_SAVED if run.is_saved else IS_BEING_SAVED))
        if run.is_saved:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start(LOOK_MS)


def _title(routine: Routine, *, is_finished: bool) -> str:
    if not is_finished:
        return STOPPED
    return DONE if routine.when == "cramp" else WELL_DONE


def _steps(routine: Routine, snapshot: Snapshot) -> str:
    count = len(routine.steps)
    done = count if snapshot.state == "finished" else snapshot.segment.step
    return ngettext("{done} of {count} step.", "{done} of {count} steps.", count).format(
        done=done, count=count
    )
