"""Quick relief: what to do about a cramp, to be read half asleep and answered by one key.

The page asks the relief run for a snapshot on every tick and shows it. The timer is fast only while
a figure moves; nothing on the page asks for a click before it helps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from stretchapp.base.i18n import N_, _
from stretchapp.library.relief.models import AFTERCARE
from stretchapp.relief.events import MachineSlept, SwellingReported
from stretchapp.ui.relief.actions import ReliefActions
from stretchapp.ui.relief.instruction_view import InstructionView
from stretchapp.ui.relief.long_cramp_cards import LongCrampCards
from stretchapp.ui.relief.shortcuts import add_shortcuts
from stretchapp.ui.relief.voice import ReliefVoice
from stretchapp.ui.theme.appearance import BODY_PT
from stretchapp.ui.widgets.announce import announce
from stretchapp.ui.widgets.labels import ENTER_KEYS
from stretchapp.ui.widgets.later import do_later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from stretchapp.application.relief_run import ReliefRun
    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.texts.relief import ReliefCard, ReliefTexts
    from stretchapp.relief.events import ReliefEvent, ReliefSnapshot
    from stretchapp.ui.accessibility.sentence_reader import SentenceReader
    from stretchapp.ui.figures.exercise_figures import ExerciseFigures
    from stretchapp.ui.relief.aftercare_view import AftercareView
    from stretchapp.ui.relief.doctor_cards import FullCard
    from stretchapp.ui.theme.appearance import Appearance

PAGE_NAME = N_("Quick relief")

TICK_MS = 50
"""Tick interval while a figure moves."""

STILL_TICK_MS = 250
"""Tick interval while only the seconds change: a quarter of a second late is not noticed."""

AFTERCARE_TICK_MS = 1000
"""Tick interval on the dark screen of the aftercare, and while the page is not shown."""

FRAME_MS = 16
"""The length of one frame: the figure is added one frame after the first words."""

BODY_TEXT_SIZE_PX = (1000, 690)
"""The size of a page that has room for buttons with body text; larger pages have larger text."""

SMALLEST_PT = 12.0
"""The smallest text on buttons, for windows that are too small for everything."""

DOUBLE_PRESS_S = 1.0
"""A second press within this time is taken for a slip of the hand and ignored, in seconds."""


class ReliefPage(QWidget):
    """Leads through one cramp and its aftercare.

    Attributes:
        relief_run: The relief that the page shows.

    Signals:
        ended: Relief is over: the person left, or the aftercare is done.
        machine_slept: The computer has slept during relief.
        lighter_chosen: Make the screen lighter (True), or dark again.
    """

    ended = Signal()
    machine_slept = Signal()
    lighter_chosen = Signal(bool)

    def __init__(
        self,
        appearance: Appearance,
        relief_run: ReliefRun,
        figures: ExerciseFigures,
        flows: Sequence[ReliefFlow],
        texts: ReliefTexts,
        *,
        still: bool,
        show_water: Callable[[], object],
    ) -> None:
        """Make the page; ``start`` begins the relief.

        Args:
            appearance: Fonts and colours.
            relief_run: The relief to show.
            figures: The figures of the exercises.
            flows: The places that may cramp, each with a key.
            texts: The cards and warnings.
            still: Whether figures stand still.
            show_water: Shows what to do in water.
        """
        super().__init__()
        self._appearance = appearance
        self.relief_run = relief_run
        self._figures = figures
        self._texts = texts
        self._still = still
        self._voice = ReliefVoice()
        self._is_lighter = False
        self._is_painted = False
        self._has_ended = False
        self._factor = 1.0
        self._aftercare: AftercareView | None = None
        self._full_card: FullCard | None = None
        self.setAccessibleName(_(PAGE_NAME))
        # Tab stops only at what can be pressed.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._actions = ReliefActions(
            eased=self._on_eased,
            still_cramping=self._on_still_cramping,
            cannot=lambda: self._answer(self.relief_run.cannot),
            coming_on=lambda: self._answer(self.relief_run.coming_on),
            change_place=self.change_place,
            show_urgent=self._on_urgent,
            show_water=show_water,
            toggle_lighter=self._on_lighter,
            toggle_voice=self._on_voice,
            close_card=self._on_close_card,
            leave=self.leave,
        )
        self._instructions = InstructionView(appearance, self._actions, flows, texts)
        self._cards = LongCrampCards(
            appearance, texts.threshold_cards, self._instructions, self._voice, self._on_close_card
        )
        self._views = QStackedLayout(self)
        self._views.addWidget(self._instructions)
        add_shortcuts(self, self._actions, flows, self._brighten)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Begin with the first words; the figure follows after they are painted."""
        self._instructions.focus_eased()
        self._update(self.relief_run.start())

    def tick(self) -> None:
        """Let time pass and show the present state."""
        self._update(self.relief_run.tick())

    def change_place(self, flow: str) -> None:
        """Change to the flow of another place, by its id."""
        self._answer(lambda: self.relief_run.switch(flow))

    def offer_voice(self, reader: SentenceReader) -> None:
        """Offer a voice; it is off until the person turns it on."""
        self._voice.set_reader(reader)
        self._instructions.offer_voice()

    def repeat(self) -> None:
        """Read aloud what is shown, even if the voice is off."""
        lines = [] if self._full_card is not None else [self.relief_run.snapshot().text]
        card = self._full_card or (None if self._is_aftercare else self._instructions.card)
        self._voice.read(*lines, *([] if card is None else [card.accessibleName()]))

    def leave(self) -> None:
        """End relief; after the cramp, end the aftercare."""
        self._update(self.relief_run.end())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter answer wherever the focus is, and every key brighten the aftercare."""
        self._brighten()
        if event.key() not in ENTER_KEYS:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._on_eased()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make buttons as large as leaves enough room for the words."""
        super().resizeEvent(event)
        self._factor = _button_factor(event.size(), self._appearance.font().pointSizeF())
        for view in (self._instructions, self._aftercare, self._full_card):
            if view is not None:
                view.set_factor(self._factor)
        # Otherwise the first frame would be painted with the former sizes.
        layout = self._instructions.layout()
        if layout is not None:
            layout.activate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Continue with everything else once the first words are painted."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            # Two steps: the frame counts from the end of this painting, which takes longer itself.
            do_later(self, lambda: do_later(self, self._on_first_words_painted, FRAME_MS))

    def changeEvent(self, event: QEvent) -> None:
        """Repaint everything in a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for widget in self.findChildren(QWidget):
                widget.update()

    def _on_eased(self) -> None:
        if self._full_card is not None:
            self._close_full_card()
            return
        # Ticks are slow in the aftercare; this one brings the snapshot up to date.
        events = self.relief_run.tick()
        if self._is_aftercare and self.relief_run.snapshot().offset_s < DOUBLE_PRESS_S:
            self._update(events)
        else:
            self._update([*events, *self.relief_run.eased()])

    def _on_still_cramping(self) -> None:
        if self._full_card is None:
            self._update(self.relief_run.still())
            self._focus_eased()

    def _on_urgent(self) -> None:
        if self._full_card is None:
            self._show_full_card(self._texts.urgent)

    def _on_close_card(self) -> None:
        self._cards.close()
        self._update([])
        self._instructions.focus_eased()

    def _on_lighter(self) -> None:
        self._is_lighter = not self._is_lighter
        self.lighter_chosen.emit(self._is_lighter)
        self._update([])

    def _on_voice(self) -> None:
        self._voice.toggle()
        self._update([])
        if self._voice.is_on:
            self.repeat()

    def _answer(self, command: Callable[[], Sequence[ReliefEvent]]) -> None:
        """Give an answer that has no meaning on a full card or in the aftercare."""
        if self._full_card is None and not self._is_aftercare:
            self._update(command())
            self._focus_eased()

    def _focus_eased(self) -> None:
        """Let Enter mean "it has eased" again, unless a full card was opened meanwhile."""
        if self._full_card is None:
            self._instructions.focus_eased()

    def _update(self, events: Sequence[ReliefEvent]) -> None:
        """Show the present state after a command or a tick."""
        snapshot = self.relief_run.snapshot()
        if snapshot.state == "ended":
            self._timer.stop()
            # Keys and events that are still under way must not end it twice.
            if not self._has_ended:
                self._has_ended = True
                self.ended.emit()
            return
        if self._full_card is None:
            self._show(snapshot)
        for event in events:
            if isinstance(event, MachineSlept):
                self.machine_slept.emit()
            elif isinstance(event, SwellingReported):
                self._show_full_card(self._texts.swelling)
        self._set_tick_interval()

    def _show(self, snapshot: ReliefSnapshot) -> None:
        # A question before an exercise is shown as during the cramp.
        if snapshot.stage == AFTERCARE and snapshot.state not in ("check", "offer"):
            self._show_aftercare(snapshot)
            return
        view = self._instructions
        self._views.setCurrentWidget(view)
        self._remove_aftercare()
        if view.show_snapshot(snapshot, is_saved=self.relief_run.problem is None):
            self._say(snapshot.text)
        view.show_switches(is_lighter=self._is_lighter, is_speaking=self._voice.is_on)
        self._cards.update(snapshot)
        if view.has_figures:
            exercise = snapshot.segment.exercise
            figure = None if exercise is None else self._figures.figure(exercise)
            view.show_figure(figure, snapshot)

    def _say(self, text: str) -> None:
        """Announce a new instruction and read it aloud; the first is announced once painted."""
        if self._is_painted:
            announce(self, text)
        self._voice.read_if_on(text)

    def _on_first_words_painted(self) -> None:
        """Announce the first words and begin to show figures, unless the page was left already."""
        if self._has_ended:
            return
        announce(self, self.relief_run.snapshot().text)
        # Imported here: the first frame does not need the modules of figures.
        from stretchapp.ui.figures.figure_view import FigureView

        self._instructions.add_figure(FigureView(self._appearance, still=self._still))
        self._update([])

    @property
    def _is_aftercare(self) -> bool:
        return self._aftercare is not None

    def _show_aftercare(self, snapshot: ReliefSnapshot) -> None:
        if self._aftercare is None:
            # Imported here: it is not needed before the cramp is over.
            from stretchapp.ui.relief.aftercare_view import AftercareView

            self._aftercare = AftercareView(self._appearance, self._actions)
            self._aftercare.set_factor(self._factor)
            self._views.addWidget(self._aftercare)
            # The buttons come and go, so the page takes the keys.
            self.setFocus()
        self._views.setCurrentWidget(self._aftercare)
        if self._aftercare.show_snapshot(snapshot):
            self._say(snapshot.text)

    def _brighten(self) -> None:
        if self._aftercare is not None:
            self._aftercare.brighten()

    def _remove_aftercare(self) -> None:
        if self._aftercare is not None:
            self._views.removeWidget(self._aftercare)
            self._aftercare.deleteLater()
            self._aftercare = None

    def _show_full_card(self, texts: ReliefCard) -> None:
        """Show a card in place of everything else and hold the timer until it is closed."""
        # Imported here: it is rarely needed.
        from stretchapp.ui.relief.doctor_cards import FullCard

        self.relief_run.pause()
        card = FullCard(self._appearance, texts, self._close_full_card)
        card.set_factor(self._factor)
        self._full_card = card
        self._views.addWidget(card)
        self._views.setCurrentWidget(card)
        card.back.setFocus()
        announce(card, card.accessibleName())
        self._voice.read_if_on(card.accessibleName())

    def _close_full_card(self) -> None:
        assert self._full_card is not None  # noqa: S101 -- called by its own button and keys only
        card, self._full_card = self._full_card, None
        events = self.relief_run.resume()
        self._instructions.focus_eased()
        self._update(events)
        self._views.removeWidget(card)
        card.deleteLater()

    def _set_tick_interval(self) -> None:
        """Tick as often as something moves, and slowly otherwise, for the record and the cards."""
        interval = AFTERCARE_TICK_MS
        if self.isVisible() and self._views.currentWidget() is self._instructions:
            is_moving = self._instructions.is_moving and not self._still
            interval = TICK_MS if is_moving else STILL_TICK_MS
        if not self._timer.isActive() or self._timer.interval() != interval:
            self._timer.start(interval)


def _button_factor(page_size: QSize, body_pt: float) -> float:
    """Return the font size of buttons for a page, as a factor of body text.

    Args:
        page_size: The size of the page.
        body_pt: The chosen size of body text, in points.
    """
    width_px, height_px = BODY_TEXT_SIZE_PX
    share = min(page_size.width() / width_px, page_size.height() / height_px)
    return max(SMALLEST_PT, min(body_pt, BODY_PT * share)) / body_pt
