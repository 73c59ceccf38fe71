"""The player: one exercise at a time, readable from the other side of the room.

The page asks the session run for a snapshot on every tick and shows it. The timer runs only while
something moves.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from stretchapp.base.i18n import N_, _
from stretchapp.session.cue_words import HALFWAY
from stretchapp.ui.session.player_words import (
    announcement,
    is_time_to_read,
    ring_share,
    ring_words,
)
from stretchapp.ui.session.sound_mode_label import SoundModeLabel
from stretchapp.ui.widgets.announce import announce
from stretchapp.ui.widgets.countdown_ring import CountdownRing
from stretchapp.ui.widgets.fitting_label import FittingLabel
from stretchapp.ui.widgets.flow_layout import FlowLayout
from stretchapp.ui.widgets.labels import BACK, button
from stretchapp.ui.widgets.later import do_later
from stretchapp.ui.widgets.notice import Notice
from stretchapp.wording.session import next_part_in_words, side_in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from stretchapp.application.session_run import SessionRun
    from stretchapp.session.snapshot import Snapshot
    from stretchapp.ui.figures.exercise_figures import ExerciseFigures
    from stretchapp.ui.figures.figure_view import FigureView
    from stretchapp.ui.session.session_devices import SessionDevices
    from stretchapp.ui.theme.appearance import Appearance

PAGE_NAME = N_("Session: {title}")

HIGHEST_NAME_PX = 84
"""The most height for the name of an exercise, in pixels at 100 %; the ring needs the rest."""
PAUSE, CONTINUE, REPEAT_STEP, END = N_("Pause"), N_("Continue"), N_("Repeat step"), N_("End")
NEXT, MORE_TIME, STOP = N_("Next"), N_("+10 s"), N_("Stop")
BACK_NAME, NEXT_NAME = N_("Back, left arrow"), N_("Next, right arrow")
MORE_TIME_NAME, STOP_NAME = N_("10 seconds more, plus"), N_("Stop, Escape")
HOLD_NAME = N_("Pause until I continue, P")
WAS_INTERRUPTED = N_("The session was interrupted. Continue, repeat this step, or end?")
NOT_SAVED = N_("The session continues, but it is not saved.")

SPACE_PX = 16
"""The space around and between everything; half of it where there is no room for a figure."""

TICK_MS, STILL_TICK_MS = 50, 250
"""Tick intervals while figures move, and while they stand still: nobody notices the delay."""

PROGRESS_STEPS = 1000
"""The number of lengths of the progress bar."""

LINES_WITH_FIGURE = 18
"""The height of a page, in lines of text, below which there is no room for a figure."""

HEADINGS_PER_PAGE = 15
"""The largest heading is as high as the page divided by this number."""


class PlayerPage(QWidget):
    """Plays one session.

    Attributes:
        session_run: The session.

    Signals:
        ended: The session is over, finished or stopped.
    """

    ended = Signal()

    def __init__(
        self,
        appearance: Appearance,
        session_run: SessionRun,
        figures: ExerciseFigures,
        devices: Callable[[], SessionDevices],
        *,
        still: bool,
    ) -> None:
        """Make the page; ``start`` begins the session.

        Args:
            appearance: Fonts and colours.
            session_run: The session to play.
            figures: The figures of the exercises.
            devices: Returns the voice, the sounds and so on; called once the page is painted.
            still: Whether figures stand still and the ring moves once a second.
        """
        super().__init__()
        self._appearance = appearance
        self.session_run = session_run
        self._figures = figures
        self._make_devices = devices
        self._devices: SessionDevices | None = None
        self._still = still
        # Added after the first frame.
        self._figure: FigureView | None = None
        self._has_room = True
        self._was_past_half = self._is_painted = False
        self._question: Notice | None = None
        self.setAccessibleName(_(PAGE_NAME).format(title=session_run.routine.title))
        self._name = FittingLabel(appearance, smallest=0.75, largest=1.6, bold=True)
        self._name.setMaximumHeight(appearance.px(HIGHEST_NAME_PX))
        self._side = FittingLabel(
            appearance, smallest=1.0, largest=1.6, bold=True, alignment=Qt.AlignmentFlag.AlignRight
        )
        self._ring = CountdownRing(appearance)
        self._sentence = FittingLabel(appearance, smallest=0.9, largest=3.0)
        self._progress = QProgressBar()
        self._progress.setRange(0, PROGRESS_STEPS)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(_("Progress of the whole session"))
        self._next = FittingLabel(appearance, smallest=0.75, largest=1.0)
        self._problem = FittingLabel(appearance, smallest=0.75, largest=1.0)
        for line in (self._next, self._problem):
            line.setMaximumHeight(2 * QFontMetrics(appearance.font()).height())
        self._problem.hide()
        self._sound_mode = SoundModeLabel()
        self._question_row = QVBoxLayout()
        self._pause = button(_(PAUSE), self.toggle, primary=True, player=True)
        self._more_time = button(_(MORE_TIME), self._more_time_or_hold, player=True)
        self._timer = QTimer(self)
        self._timer.setInterval(STILL_TICK_MS if still else TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._lay_out()

    def start(self) -> None:
        """Begin the session."""
        self._pause.setFocus()
        self._do(self.session_run.start)
        do_later(self, self._show_figures)

    def tick(self) -> None:
        """Let time pass and show the present state."""
        self._do(self.session_run.tick)

    def toggle(self) -> None:
        """Pause, or continue after a pause or a wait."""
        self._do(self.session_run.toggle)

    def pause(self) -> None:
        """Pause, or hold a wait that would end by itself."""
        self._do(self.session_run.pause)

    def next(self) -> None:
        """Go to the next part."""
        self._go_to(self.session_run.next)

    def back(self) -> None:
        """Start the part again, or go to the part before."""
        self._go_to(self.session_run.back)

    def more_time(self) -> None:
        """Make the present segment 10 seconds longer."""
        self._do(self.session_run.more_time)

    def restart_part(self) -> None:
        """Start the present part again and continue."""
        self._go_to(self.session_run.restart_part)

    def interrupt(self) -> None:
        """Pause because the computer is about to sleep, and ask how to continue."""
        self._do(self.session_run.interrupt)

    def change_sound(self) -> None:
        """Change to the next cue mode: voice and sounds, sounds, silence."""
        if self._devices is not None:
            self._devices.cues.change_mode()
            self._show_sound_mode(self._devices)
            announce(self, self._sound_mode.accessibleName())

    def repeat(self) -> None:
        """Say aloud what to do."""
        if self._devices is not None:
            self._devices.cues.repeat()

    def stop(self) -> None:
        """End the session."""
        self._do(self.session_run.stop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put ring and instruction side by side, or one below the other in a narrow window."""
        super().resizeEvent(event)
        lines = event.size().height() / QFontMetrics(self._appearance.font()).height()
        for heading in (self._name, self._side):
            heading.set_largest(max(1.0, lines / HEADINGS_PER_PAGE))
        self._has_room = lines >= LINES_WITH_FIGURE
        space = SPACE_PX if self._has_room else SPACE_PX // 2
        self._page.setContentsMargins(space, space, space, space)
        self._page.setSpacing(space)
        self._show_figure(self.session_run.snapshot())
        is_wide = event.size().width() > event.size().height() * 1.1
        self._middle.setDirection(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Start the devices once the page is painted."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            # Not before this painting is done.
            do_later(self, self._start_devices)

    def _more_time_or_hold(self) -> None:
        is_wait = self.session_run.snapshot().is_running_wait
        (self.pause if is_wait else self.more_time)()

    def _go_to(self, command: Callable[[], object]) -> None:
        """Go to another part."""
        if self._devices is not None:
            self._devices.drop_due_cues()
        self._do(command)

    def _do(self, command: Callable[[], object]) -> None:
        command()
        self._update()

    def _update(self) -> None:
        """Show the present state of the session, and let the devices follow it."""
        snapshot = self.session_run.snapshot()
        if self._devices is not None:
            self._devices.update(snapshot)
            # The devices may have made the segment longer, for the voice.
            snapshot = self.session_run.snapshot()
        self._show(snapshot)
        if snapshot.state == "running":
            if not self._timer.isActive():
                self._timer.start()
        else:
            # Nothing moves, so there is nothing to wake up for.
            self._timer.stop()
        if snapshot.is_over:
            self.ended.emit()

    def _show(self, snapshot: Snapshot) -> None:
        segment = snapshot.segment
        self._show_words(segment.name, side_in_words(segment.side), snapshot)
        if snapshot.is_past_half and not self._was_past_half:
            announce(self, _(HALFWAY))
        self._was_past_half = snapshot.is_past_half
        self._next.show_text(next_part_in_words(snapshot.next_part, segment))
        self._progress.setValue(math.floor(snapshot.progress * PROGRESS_STEPS))
        self._ring.show_count(*ring_words(snapshot), ring_share(snapshot, still=self._still))
        self._show_figure(snapshot)
        self._pause.setText(_(PAUSE if snapshot.can_be_paused else CONTINUE))
        self._more_time.setText(_(PAUSE if snapshot.is_running_wait else MORE_TIME))
        name = HOLD_NAME if snapshot.is_running_wait else MORE_TIME_NAME
        self._more_time.setAccessibleName(_(name))
        self._show_problem(snapshot)
        self._update_question(snapshot)

    def _start_devices(self) -> None:
        """Let voice, sounds and the other devices follow the session."""
        if not self.session_run.snapshot().is_over:
            self._devices = self._make_devices()
            is_relief = self.session_run.routine.when == "cramp"
            self._devices.begin(self, self.session_run, is_relief=is_relief)
            self._show_sound_mode(self._devices)
            self._update()

    def _show_sound_mode(self, devices: SessionDevices) -> None:
        self._sound_mode.show_mode(devices.cues.mode, devices.cues.problem)

    def _show_figures(self) -> None:
        """Begin to show figures, and to hide the mouse cursor on a full screen."""
        # Imported here: the first frame does not need the modules of figures.
        from stretchapp.ui.figures.figure_view import FigureView
        from stretchapp.ui.widgets.hiding_cursor import HidingCursor

        HidingCursor(self, lambda: self.window().isFullScreen())
        self._figure = FigureView(self._appearance, still=self._still)
        self._instruction_column.insertWidget(1, self._figure, 220)
        self._show_figure(self.session_run.snapshot())

    def _show_figure(self, snapshot: Snapshot) -> None:
        """Show the figure of the exercise, mirrored for the left leg."""
        if self._figure is None:
            return
        segment = snapshot.segment
        figure = None
        # The question after an interruption needs the room.
        has_room = self._has_room and snapshot.state != "interrupted"
        if segment.exercise is not None and has_room:
            figure = self._figures.figure(segment.exercise)
        self._figure.show_figure(figure, segment.name, mirrored=segment.side == "left")
        self._figure.show_moment(segment, snapshot.offset_s, running=snapshot.state == "running")

    def _show_words(self, name: str, side: str, snapshot: Snapshot) -> None:
        sentence = snapshot.sentence
        is_new_name = self._name.show_text(name)
        is_new_side = self._side.show_text(side)
        is_new_sentence = self._sentence.show_text(sentence)
        if is_new_name or is_new_side:
            announce(self, announcement(name, side, snapshot))
        elif is_new_sentence:
            announce(self, sentence)

    def _show_problem(self, snapshot: Snapshot) -> None:
        """Show that nothing is saved (the page at the end says why), or what else is missing."""
        problem = "" if self.session_run.problem is None else _(NOT_SAVED)
        if self._devices is not None and not problem and is_time_to_read(snapshot):
            problem = self._devices.problem
        if self._problem.show_text(problem) and problem:
            announce(self, problem)
        self._problem.setVisible(bool(problem))
        # In a small window there is room for one of the two lines, or for a question.
        self._next.setVisible(not problem and snapshot.state != "interrupted")

    def _update_question(self, snapshot: Snapshot) -> None:
        """After an interruption, ask how to continue; remove the question once answered."""
        is_interrupted = snapshot.state == "interrupted"
        if is_interrupted == (self._question is not None):
            return
        # The question and its buttons need the room.
        for part in (self._sentence, self._sound_mode, self._ring, self._buttons):
            part.setVisible(not is_interrupted)
        if self._question is None:
            self._question = self._make_question()
        else:
            self._question.dismiss()
            self._question = None
            self._pause.setFocus()

    def _make_question(self) -> Notice:
        question = Notice(
            self._appearance,
            _(WAS_INTERRUPTED),
            ((_(CONTINUE), self.toggle), (_(REPEAT_STEP), self.restart_part), (_(END), self.stop)),
            player=True,
        )
        self._question_row.addWidget(question)
        question.set_tab_order_after(self)
        # A widget that is not shown yet does not get the focus.
        question.show()
        question.focus_first()
        announce(question, question.text)
        return question

    def _lay_out(self) -> None:
        appearance = self._appearance
        top = QHBoxLayout()
        top.setSpacing(appearance.px(16))
        top.addWidget(self._name, 3)
        top.addWidget(self._side, 2)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = self._instruction_column = QVBoxLayout()
        # The stretches centre a question; the sentence takes nearly all the room.
        column.addStretch(1)
        column.addWidget(self._sentence, 100)
        column.addLayout(self._question_row)
        column.addStretch(1)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(appearance.px(28))
        self._middle.addWidget(self._ring, 4)
        self._middle.addLayout(column, 5)
        self._buttons = QWidget()
        buttons = FlowLayout(appearance.px(10), "filled")
        self._buttons.setLayout(buttons)
        for item in (
            button(_(BACK), self.back, player=True, name=_(BACK_NAME)),
            self._pause,
            button(_(NEXT), self.next, player=True, name=_(NEXT_NAME)),
            self._more_time,
            button(_(STOP), self.stop, player=True, name=_(STOP_NAME)),
        ):
            buttons.addWidget(item)
        page = self._page = QVBoxLayout(self)
        page.addLayout(top)
        page.addLayout(self._middle, 1)
        below = QHBoxLayout()
        below.setSpacing(appearance.px(16))
        below.addWidget(self._next, 1)
        below.addWidget(self._problem, 1)
        below.addWidget(self._sound_mode)
        page.addLayout(below)
        page.addWidget(self._progress)
        page.addWidget(self._buttons)
