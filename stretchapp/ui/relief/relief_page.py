"""Quick relief: what to do about a cramp, to be read half asleep and answered by one key.

The page asks the relief run for a snapshot on every tick and shows it. The timer runs only while
something moves; nothing on the page asks for a click before it helps.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from stretchapp.library.relief.models import AFTERCARE
from stretchapp.relief.events import SwellingReported, Woken
from stretchapp.ui.accessibility.announce import announce
from stretchapp.ui.relief.instruction_view import InstructionView
from stretchapp.ui.relief.shortcuts import add_shortcuts
from stretchapp.ui.relief.voice import ReliefVoice
from stretchapp.ui.theme.appearance import BODY_PT
from stretchapp.ui.widgets.labels import ENTER_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from stretchapp.application.relief_run import ReliefRun
    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.texts.relief import ReliefCard, ReliefTexts
    from stretchapp.relief.events import Gate, ReliefEvent, ReliefSnapshot
    from stretchapp.ui.accessibility.sentence_reader import SentenceReader
    from stretchapp.ui.figures.figure_cache import FigureCache
    from stretchapp.ui.relief.aftercare_view import AftercareView
    from stretchapp.ui.relief.doctor_cards import FullCard
    from stretchapp.ui.theme.appearance import Appearance

PAGE_NAME = "Quick relief"


TICK_MS = 50
STILL_TICK_MS = 250
"""Without a figure only the seconds change; a quarter second late is not seen."""

FRAME_MS = 16
"""What comes after the first words comes with the next picture."""

REST_TICK_MS = 1000
"""In the dark a second too late is not seen either."""

ROOM_PX = (1000, 690)
"""A page of this size has room for buttons with body text, and a larger one for larger text."""

SMALLEST_PT = 12.0
"""In a window that is much too small for all that is to be seen."""

DOUBLE_PRESS_S = 1.0
"""A key that was pressed twice by a hand half asleep was meant once."""


class ReliefPage(QWidget):
    """Leads through one cramp and its aftercare.

    Attributes:
        relief_run: The relief that it shows.

    Signals:
        ended: It is over: left, or its aftercare is done.
        woken: The machine slept.
        lighter_chosen: The screen is to be lighter, or dark again.
        water_chosen: Show what to do in water.
    """

    ended = Signal()
    woken = Signal()
    lighter_chosen = Signal(bool)
    water_chosen = Signal()

    def __init__(
        self,
        appearance: Appearance,
        relief_run: ReliefRun,
        figures: FigureCache,
        flows: Sequence[ReliefFlow],
        texts: ReliefTexts,
        *,
        still: bool,
    ) -> None:
        """Make the page; ``start`` begins the relief.

        Args:
            appearance: Fonts and colours.
            relief_run: The relief to show.
            figures: The figures of the exercises.
            flows: The places that may cramp, each with a key.
            texts: The cards and warnings.
            still: Whether figures stand still.
        """
        super().__init__()
        self._appearance = appearance
        self.relief_run = relief_run
        self._figures = figures
        self._texts = texts
        self._still = still
        self._voice = ReliefVoice()
        self._is_lighter = False
        self._is_seen = False
        self._read_cards: set[Gate] = set()
        self._gate: Gate | None = None
        self._factor = 1.0
        self._rest: AftercareView | None = None
        self._full: FullCard | None = None
        self.setAccessibleName(PAGE_NAME)
        # By Tab one comes to what can be pressed only.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lead = InstructionView(appearance, flows, texts)
        self._views = QStackedLayout(self)
        self._views.addWidget(self._lead)
        self._connect()
        actions: dict[Qt.Key | str, Callable[[], object]] = {
            Qt.Key.Key_Space: self.eased,
            Qt.Key.Key_Right: self.still_cramping,
            Qt.Key.Key_Down: self.cannot,
            Qt.Key.Key_0: self.coming_on,
            Qt.Key.Key_M: self.show_urgent,
            Qt.Key.Key_W: self.show_water,
            Qt.Key.Key_L: self.toggle_lighter,
            Qt.Key.Key_C: self.close_card,
        }
        # Enter is handled by keyPressEvent; the number of each place that may cramp:
        for flow in flows:
            actions[str(flow.key)] = functools.partial(self.switch, flow.id)
        add_shortcuts(self, actions, self.light_up)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Begin: the first words are there at once, the picture follows once they are seen."""
        self._lead.eased.setFocus()
        self._after(self.relief_run.start())

    def tick(self) -> None:
        """Look at the clock and show how it stands."""
        self._after(self.relief_run.tick())

    def eased(self) -> None:
        """Answer that it has eased; on a card, go back; in the aftercare, be done with this."""
        if self._full is not None:
            self._close_full()
            return
        # Ticks are slow in the dark.
        events = self.relief_run.tick()
        if self._is_resting and self.relief_run.snapshot().offset_s < DOUBLE_PRESS_S:
            self._after(events)
        else:
            self._after([*events, *self.relief_run.eased()])

    def still_cramping(self) -> None:
        """Answer that it still cramps, or that it does again."""
        if self._full is None:
            self._after(self.relief_run.still())
            self._focus_eased()

    def cannot(self) -> None:
        """Answer that this cannot be done."""
        self._answer(self.relief_run.cannot)

    def coming_on(self) -> None:
        """Say that the cramp is only coming on."""
        self._answer(self.relief_run.coming_on)

    def switch(self, flow: str) -> None:
        """Say that it cramps somewhere else."""
        self._answer(lambda: self.relief_run.switch(flow))

    def show_urgent(self) -> None:
        """Show when help is needed at once; the timer stands still meanwhile."""
        if self._full is None:
            self._show_full(self._texts.urgent)

    def close_card(self) -> None:
        """Close the card beside the instruction, if there is one."""
        if self._gate is not None:
            self._read_cards.add(self._gate)
        self._after([])
        self._lead.eased.setFocus()

    def show_water(self) -> None:
        """Show what to do in water."""
        self.water_chosen.emit()

    def toggle_lighter(self) -> None:
        """Make the screen lighter, or dark again."""
        self._is_lighter = not self._is_lighter
        self.lighter_chosen.emit(self._is_lighter)
        self._after([])

    def toggle_voice(self) -> None:
        """Switch the voice on or off, if there is one."""
        self._voice.toggle()
        self._after([])
        if self._voice.is_on:
            self.repeat()

    def give_voice(self, reader: SentenceReader) -> None:
        """Offer a voice, which is silent until somebody switches it on."""
        self._voice.begin(reader)
        self._lead.offer_voice()
        add_shortcuts(self, {Qt.Key.Key_S: self.toggle_voice}, self.light_up)

    def repeat(self) -> None:
        """Say aloud what is shown, even if the voice is switched off."""
        lines = [] if self._full is not None else [self.relief_run.snapshot().text]
        card = self._full or (None if self._is_resting else self._lead.card)
        self._voice.say(*lines, *([] if card is None else [card.accessibleName()]))

    def leave(self) -> None:
        """Leave; while it cramps at once, after it by ending the aftercare."""
        self._after(self.relief_run.end())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter answer wherever the focus is, and every key light up the aftercare."""
        self.light_up()
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self.eased()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let buttons be as large as there is room for, so that the words keep theirs."""
        super().resizeEvent(event)
        size_pt = self._appearance.font().pointSizeF()
        share = min(event.size().width() / ROOM_PX[0], event.size().height() / ROOM_PX[1])
        self._factor = max(SMALLEST_PT, min(size_pt, BODY_PT * share)) / size_pt
        for view in (self._lead, self._rest, self._full):
            if view is not None:
                view.set_factor(self._factor)
        # Now, and not once the first picture has been painted with the sizes of before.
        layout = self._lead.layout()
        if layout is not None:
            layout.activate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Go on with all the rest once the first words are on the screen."""
        super().paintEvent(event)
        if not self._is_seen:
            self._is_seen = True
            # From when it is painted, which takes longer than a frame.
            QTimer.singleShot(0, self, self._wait_a_frame)

    def changeEvent(self, event: QEvent) -> None:
        """Paint everything again in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for part in self.findChildren(QWidget):
                part.update()

    def _answer(self, command: Callable[[], Sequence[ReliefEvent]]) -> None:
        if self._full is None and not self._is_resting:
            self._after(command())
            self._focus_eased()

    def _focus_eased(self) -> None:
        """Let Enter go on to mean that it has eased, unless a card is to be read."""
        if self._full is None:
            self._lead.eased.setFocus()

    def _after(self, events: Sequence[ReliefEvent]) -> None:
        """Show how it stands after a command or a tick."""
        snapshot = self.relief_run.snapshot()
        if snapshot.state == "ended":
            self._timer.stop()
            self.ended.emit()
            return
        if self._full is None:
            self._show(snapshot)
        for event in events:
            if isinstance(event, Woken):
                self.woken.emit()
            elif isinstance(event, SwellingReported):
                self._show_full(self._texts.swelling)
        self._keep_time()

    def _show(self, snapshot: ReliefSnapshot) -> None:
        # Whether the leg is swollen is asked as during the cramp.
        if snapshot.stage == AFTERCARE and snapshot.state != "check":
            self._show_rest(snapshot)
            return
        self._views.setCurrentWidget(self._lead)
        self._drop_rest()
        if self._lead.show_moment(snapshot, is_saved=self.relief_run.problem is None):
            self._tell(snapshot.text)
        self._lead.show_switches(is_lighter=self._is_lighter, is_speaking=self._voice.is_on)
        self._show_gate(snapshot)
        self._show_figure(snapshot)

    def _tell(self, line: str) -> None:
        if self._is_seen:
            announce(self, line)
        self._voice.tell(line)

    def _show_gate(self, snapshot: ReliefSnapshot) -> None:
        """Show the card of the latest length that the cramp has reached, until it was read."""
        gate = snapshot.gates[-1] if snapshot.gates else None
        if gate in self._read_cards:
            gate = None
        if gate == self._gate:
            return
        self._gate = gate
        if gate is None:
            self._lead.show_card(None)
            return
        # Imported here: most cramps are over by then.
        from stretchapp.ui.relief.doctor_cards import SideCard

        texts = self._texts.gates[gate]
        card = SideCard(self._appearance, texts)
        card.closed.connect(self.close_card)
        card.set_factor(self._factor)
        self._lead.show_card(card)
        announce(card, card.accessibleName(), assertive=texts.urgent)
        self._voice.add(card.accessibleName())

    def _wait_a_frame(self) -> None:
        QTimer.singleShot(FRAME_MS, self, self._add_to_first_words)

    def _add_to_first_words(self) -> None:
        """Tell the first words to a screen reader too, and begin to show figures."""
        announce(self, self.relief_run.snapshot().text)
        # Imported here: the first picture does without the whole room of figures.
        from stretchapp.ui.figures.figure_view import FigureView

        self._lead.add_figure(FigureView(self._appearance, still=self._still))
        self._after([])

    def _show_figure(self, snapshot: ReliefSnapshot) -> None:
        exercise = snapshot.segment.exercise
        if self._lead.has_figures:
            figure = None if exercise is None else self._figures.figure(exercise)
            self._lead.show_figure(figure, snapshot)

    @property
    def _is_resting(self) -> bool:
        return self._rest is not None

    def _show_rest(self, snapshot: ReliefSnapshot) -> None:
        if self._rest is None:
            # Imported here: nobody needs it before the cramp is over.
            from stretchapp.ui.relief.aftercare_view import AftercareView

            self._rest = AftercareView(self._appearance)
            self._rest.done_chosen.connect(self.eased)
            self._rest.back_chosen.connect(self.still_cramping)
            self._rest.end_chosen.connect(self.leave)
            self._rest.moved.connect(self.light_up)
            self._rest.set_factor(self._factor)
            self._views.addWidget(self._rest)
            # Its buttons come and go; the page takes the keys.
            self.setFocus()
        self._views.setCurrentWidget(self._rest)
        if self._rest.show_moment(snapshot):
            self._tell(snapshot.text)

    def light_up(self) -> None:
        """Let the aftercare be read well for some seconds."""
        if self._rest is not None:
            self._rest.wake()

    def _drop_rest(self) -> None:
        if self._rest is not None:
            self._views.removeWidget(self._rest)
            self._rest.deleteLater()
            self._rest = None

    def _show_full(self, card: ReliefCard) -> None:
        """Show a card in the place of everything; the timer stands still until it is read."""
        # Imported here: few need it.
        from stretchapp.ui.relief.doctor_cards import FullCard

        self.relief_run.hold()
        self._full = FullCard(self._appearance, card, self._close_full)
        self._full.set_factor(self._factor)
        self._views.addWidget(self._full)
        self._views.setCurrentWidget(self._full)
        self._full.back.setFocus()
        announce(self._full, self._full.accessibleName())
        self._voice.tell(self._full.accessibleName())

    def _close_full(self) -> None:
        assert self._full is not None  # noqa: S101 -- only its own button and keys lead here
        full, self._full = self._full, None
        events = self.relief_run.let_go()
        self._lead.eased.setFocus()
        self._after(events)
        self._views.removeWidget(full)
        full.deleteLater()

    def _keep_time(self) -> None:
        """Tick as often as something moves; always, for the record and the cards."""
        is_led = self.isVisible() and self._views.currentWidget() is self._lead
        interval = REST_TICK_MS
        if is_led:
            interval = TICK_MS if self._lead.is_moving and not self._still else STILL_TICK_MS
        if not self._timer.isActive() or self._timer.interval() != interval:
            self._timer.start(interval)

    def _connect(self) -> None:
        lead = self._lead
        lead.eased_chosen.connect(self.eased)
        lead.still_chosen.connect(self.still_cramping)
        lead.cannot_chosen.connect(self.cannot)
        lead.place_chosen.connect(self.switch)
        lead.early_chosen.connect(self.coming_on)
        lead.urgent_chosen.connect(self.show_urgent)
        lead.water_chosen.connect(self.show_water)
        lead.lighter_chosen.connect(self.toggle_lighter)
        lead.voice_chosen.connect(self.toggle_voice)
        lead.leave_chosen.connect(self.leave)
