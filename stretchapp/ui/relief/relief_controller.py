"""Starts and ends cramp relief in the window, which it fills meanwhile."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from stretchapp.base.i18n import N_, _
from stretchapp.base.problems import UserError
from stretchapp.ui.widgets.later import do_later
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.wording.urgent_numbers import with_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from stretchapp.application.relief_run import ReliefRun
    from stretchapp.base.settings import SettingsFile
    from stretchapp.desktop.power.keep_awake import KeepAwake
    from stretchapp.desktop.sound.cue_output import CueOutput
    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.texts.diary import Trigger
    from stretchapp.library.texts.relief import ReliefTexts
    from stretchapp.ui.accessibility.sentence_reader import SentenceReader
    from stretchapp.ui.figures.exercise_figures import ExerciseFigures
    from stretchapp.ui.relief.after_cramp_page import AfterCrampPage
    from stretchapp.ui.relief.relief_page import ReliefPage
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.theme.colours import ThemeName
    from stretchapp.ui.widgets.pages.page_stack import PageStack

    MakeRun = Callable[[Mapping[str, ReliefFlow], str, ReliefTexts, float], ReliefRun]
    """Makes a relief from the flows, the id of one, the texts of relief, and a speed."""

NO_FLOW = N_("No cramp-relief guide could be loaded. See Problems.")

USUAL_PLACE = "calf"
"""The flow for a person who has not said where it cramps: most cramps are in the calf."""

DEVICES_DELAY_MS = 500
"""Delay of everything that may wait until the first words and the figure are on the screen."""

SCREEN_ON_LIMIT_MS = 45 * 60_000
"""Upper limit for keeping the screen on: the person may have fallen asleep."""


class ReliefController(QObject):
    """Shows the relief page and the page after the cramp; at most one relief runs.

    Attributes:
        theme: The theme for the window during relief; None for the person's own.

    Signals:
        page_made: Show this page in the window.
        theme_changed: ``theme`` has changed.
        ended: Relief is over and the page after it was left: show the home page.
    """

    page_made = Signal(object)
    theme_changed = Signal()
    ended = Signal()

    def __init__(
        self,
        appearance: Appearance,
        pages: PageStack,
        *,
        settings: SettingsFile,
        figures: ExerciseFigures,
        flows: Callable[[], Mapping[str, ReliefFlow]],
        texts: Callable[[], ReliefTexts],
        triggers: Callable[[], Sequence[Trigger]],
        make_run: MakeRun,
        output: Callable[[], CueOutput],
    ) -> None:
        """Begin without a cramp.

        Args:
            appearance: Fonts and colours.
            pages: The stack of pages, whose window fills the screen during relief.
            settings: Whether figures stand still and the screen is kept on; the voice; the numbers
                to call.
            figures: The figures of the exercises.
            flows: Returns the flows, by id.
            texts: Returns the texts of relief. Raises UserError when they cannot be read.
            triggers: Returns what may have set a cramp off.
            make_run: Makes the run of a flow.
            output: Returns the voice and the sound output.
        """
        super().__init__(pages)
        self._appearance = appearance
        self._pages = pages
        self._settings = settings
        self._figures = figures
        self._flows = flows
        self._texts = texts
        self._triggers = triggers
        self._make_run = make_run
        self._output = output
        self._was_full_screen = False
        self._problem = ""
        self._relief_run: ReliefRun | None = None
        self._page: ReliefPage | None = None
        self._after_page: AfterCrampPage | None = None
        self._reader: SentenceReader | None = None
        self._keep_awake: KeepAwake | None = None
        self._screen_on_timer = QTimer(self)
        self._screen_on_timer.setSingleShot(True)
        self._screen_on_timer.setInterval(SCREEN_ON_LIMIT_MS)
        self._screen_on_timer.timeout.connect(self._release_screen)
        self.theme: ThemeName | None = None

    @property
    def page(self) -> ReliefPage:
        """The page of the relief that runs; there must be one."""
        assert self._page is not None  # noqa: S101 -- callers check is_running
        return self._page

    @property
    def is_running(self) -> bool:
        """Whether relief runs; the page after it does not count."""
        return self._page is not None

    def start(self, place: str | None, *, speed: float = 1.0) -> None:
        """Start relief; if it runs already, show its page again.

        Where the files of relief are damaged, what the program itself knows is played, and home
        says so afterwards.

        Args:
            place: The id of the flow; None where nobody has said where it cramps.
            speed: How many times faster than real time.
        """
        if self._page is not None:
            self.page_made.emit(self._page)
            if place is not None:
                self._page.change_place(place)
            return
        # Imported here: most starts of the window are not for relief.
        from stretchapp.ui.relief.relief_page import ReliefPage

        chosen = self._settings.settings
        self._problem = ""
        texts = self._readable_texts()
        texts = with_numbers(texts, chosen.emergency_number, chosen.doctor_number)
        flows = self._readable_flows()
        place = place or USUAL_PLACE
        place = place if place in flows else next(iter(flows))
        self._relief_run = self._make_run(flows, place, texts, speed)
        self._set_theme("night")
        page = ReliefPage(
            self._appearance,
            self._relief_run,
            self._figures,
            tuple(flows.values()),
            texts,
            still=chosen.still,
            show_water=functools.partial(self._pages.navigate.emit, PageId.IN_WATER),
        )
        page.ended.connect(self._on_ended)
        page.machine_slept.connect(self._leave_full_screen)
        page.lighter_chosen.connect(self._on_lighter)
        self._page = page
        if self._after_page is None:
            self._was_full_screen = self._pages.window().isFullScreen()
        self._after_page = None
        self._fill_screen()
        self.page_made.emit(page)
        page.start()
        do_later(page, self._start_devices, DEVICES_DELAY_MS)

    def _readable_texts(self) -> ReliefTexts:
        try:
            return self._texts()
        except UserError as error:
            # Imported here, as below: the files of few installations are damaged.
            from stretchapp.library.texts.built_in import built_in_texts

            self._problem = str(error)
            return built_in_texts()

    def _readable_flows(self) -> Mapping[str, ReliefFlow]:
        flows = self._flows()
        if flows:
            return flows
        from stretchapp.library.relief.built_in import built_in_flow

        self._problem = _(NO_FLOW)
        flow = built_in_flow()
        return {flow.id: flow}

    def go_back(self) -> bool:
        """Leave the present page if it is one of relief; return whether it was."""
        for page in (self._page, self._after_page):
            if page is not None and self._pages.page is page:
                page.leave()
                return True
        return False

    def stop(self) -> None:
        """End relief and save it, without showing the page after it."""
        if self._page is not None:
            self._page.ended.disconnect(self._on_ended)
            self._page.leave()
        if self.theme is not None:
            self._reset()

    def _on_ended(self) -> None:
        self._stop_devices()
        assert self._relief_run is not None  # noqa: S101 -- it has just ended
        if not self._relief_run.summary().eased:
            self._finish()
            return
        # Imported here: the first frame does not need it.
        from stretchapp.ui.relief.after_cramp_page import AfterCrampPage

        self._page = None
        self._after_page = AfterCrampPage(self._appearance, self._relief_run, self._triggers())
        self._after_page.done.connect(self._finish)
        self.page_made.emit(self._after_page)
        self._after_page.focus_first()

    def _finish(self) -> None:
        self._reset()
        self.ended.emit()
        if self._problem:
            self._pages.message.emit(self._problem)

    def _start_devices(self) -> None:
        """Keep the screen on, hide the mouse cursor and offer the voice."""
        from stretchapp.ui.widgets.hiding_cursor import HidingCursor

        if self._page is not None:
            self._keep_screen_on()
            # The cursor would be the brightest spot on the screen.
            HidingCursor(self._page)
            self._offer_voice(self._page)

    def _keep_screen_on(self) -> None:
        """Keep the screen on until the end of the aftercare, which must stay readable."""
        if self._settings.settings.keep_awake:
            from stretchapp.desktop.power.keep_awake import KeepAwake

            self._keep_awake = self._keep_awake or KeepAwake(os.environ, self)
            self._keep_awake.hold()
            self._screen_on_timer.start()

    def _offer_voice(self, page: ReliefPage) -> None:
        output = self._output()
        if not output.has_voice:
            return
        from stretchapp.ui.accessibility.sentence_reader import SentenceReader

        output.change(self._settings.settings)
        self._reader = self._reader or SentenceReader(output, self)
        page.offer_voice(self._reader)

    def _stop_devices(self) -> None:
        """Stop the voice and let the screen turn off."""
        if self._reader is not None:
            self._reader.stop()
        self._release_screen()

    def _release_screen(self) -> None:
        self._screen_on_timer.stop()
        if self._keep_awake is not None:
            self._keep_awake.release()

    def _reset(self) -> None:
        """Forget the cramp and restore window state and theme."""
        self._stop_devices()
        self._relief_run = self._page = self._after_page = None
        if not self._was_full_screen:
            self._leave_full_screen()
        self._set_theme(None)

    def _on_lighter(self, is_lighter: bool) -> None:
        self._set_theme("night-lighter" if is_lighter else "night")

    def _set_theme(self, name: ThemeName | None) -> None:
        self.theme = name
        self.theme_changed.emit()

    def _fill_screen(self) -> None:
        window = self._pages.window()
        state = window.windowState() & ~Qt.WindowState.WindowMinimized
        window.setWindowState(state | Qt.WindowState.WindowFullScreen)

    def _leave_full_screen(self) -> None:
        window = self._pages.window()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
