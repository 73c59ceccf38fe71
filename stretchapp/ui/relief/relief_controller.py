"""The relief of the window: at most one runs, and it fills the screen until it is over."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from stretchapp.base.problems import UserError

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
    from stretchapp.ui.figures.figure_cache import FigureCache
    from stretchapp.ui.relief.after_cramp_page import AfterCrampPage
    from stretchapp.ui.relief.relief_page import ReliefPage
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.theme.colours import ThemeName
    from stretchapp.ui.widgets.pages.page_stack import PageStack

    MakeRun = Callable[[str, float], ReliefRun]
    """Makes the run of a flow, by its id and a speed."""

NO_FLOW = "There is no relief flow that can be read; look at the problems."


USUAL_PLACE = "calf"
"""Where most cramps are."""

COMPANY_AFTER_MS = 500
"""The desktop and a voice are asked for when the first words and the figure are on the screen."""

LIT_MS = 45 * 60_000
"""Who has not come to an end by then may be asleep, and is not lit all night."""


class ReliefController(QObject):
    """Starts relief, shows the line for the log after it, and leaves the screen as it was.

    Attributes:
        theme: The theme that the window is to have; None is the person's own.

    Signals:
        page_made: A page is to be shown.
        theme_changed: ``theme`` is another one.
        water_chosen: Show what to do in water.
        ended: It is over and its line in the log is left: show the home page.
    """

    page_made = Signal(object)
    theme_changed = Signal()
    water_chosen = Signal()
    ended = Signal()

    def __init__(
        self,
        appearance: Appearance,
        pages: PageStack,
        *,
        settings: SettingsFile,
        figures: FigureCache,
        flows: Callable[[], Mapping[str, ReliefFlow]],
        texts: Callable[[], ReliefTexts],
        triggers: Callable[[], Sequence[Trigger]],
        make_run: MakeRun,
        output: Callable[[], CueOutput],
    ) -> None:
        """Begin without a cramp.

        Args:
            appearance: Fonts and colours.
            pages: Where the page is shown; its window fills the screen meanwhile.
            settings: Whether figures stand still and the screen is kept on.
            figures: The figures of the exercises.
            flows: Returns the flows, by id.
            texts: Returns the texts of relief. Raises UserError when they cannot be read.
            triggers: Returns what may have set a cramp off.
            make_run: Makes the run of a flow. Raises UserError when a text cannot be read.
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
        self._was_full = False
        self._relief_run: ReliefRun | None = None
        self._page: ReliefPage | None = None
        self._entry: AfterCrampPage | None = None
        self._reader: SentenceReader | None = None
        self._awake: KeepAwake | None = None
        self._lit = QTimer(self)
        self._lit.setSingleShot(True)
        self._lit.setInterval(LIT_MS)
        self._lit.timeout.connect(self._let_go_dark)
        self.theme: ThemeName | None = None

    @property
    def page(self) -> ReliefPage:
        """The page of the relief that runs; there must be one."""
        assert self._page is not None  # noqa: S101 -- the caller has looked
        return self._page

    @property
    def is_running(self) -> bool:
        """Whether relief is going on."""
        return self._page is not None

    def start(self, place: str | None, *, speed: float = 1.0) -> None:
        """Start relief; one that runs goes on, and is shown again.

        Args:
            place: The id of the flow; None where nobody has said where it cramps.
            speed: How many seconds of it pass in one second.

        Raises:
            UserError: A text of relief cannot be read, or no flow.
        """
        if self._page is not None:
            self.page_made.emit(self._page)
            if place is not None:
                self._page.switch(place)
            return
        # Imported here: most starts of the window are not for relief.
        from stretchapp.ui.relief.relief_page import ReliefPage

        texts, flows = self._texts(), self._flows()
        if not flows:
            raise UserError(NO_FLOW)
        place = place or USUAL_PLACE
        self._relief_run = self._make_run(place if place in flows else next(iter(flows)), speed)
        self._set_theme("night")
        self._page = ReliefPage(
            self._appearance,
            self._relief_run,
            self._figures,
            tuple(flows.values()),
            texts,
            still=self._settings.settings.still,
        )
        self._page.ended.connect(self._on_ended)
        self._page.woken.connect(self._leave_full_screen)
        self._page.lighter_chosen.connect(self._on_lighter)
        self._page.water_chosen.connect(self.water_chosen)
        if self._entry is None:
            self._was_full = self._pages.window().isFullScreen()
        self._entry = None
        self._fill_screen()
        self.page_made.emit(self._page)
        self._page.start()
        QTimer.singleShot(COMPANY_AFTER_MS, self._page, self._take_along)

    def go_back(self) -> bool:
        """Leave the page if it is one of relief; return whether it was."""
        if self._page is not None and self._pages.page is self._page:
            self._page.leave()
            return True
        if self._entry is not None and self._pages.page is self._entry:
            self._entry.leave()
            return True
        return False

    def stop(self) -> None:
        """End relief that runs, without showing anything after it; it is kept."""
        if self._page is not None:
            self._page.ended.disconnect(self._on_ended)
            self._page.leave()
        elif self._entry is not None:
            self._entry.save_unsaved()
        if self.theme is not None:
            self._forget()

    def _on_ended(self) -> None:
        self._be_alone()
        assert self._relief_run is not None  # noqa: S101 -- it has just ended
        if not self._relief_run.details().eased:
            self._forget()
            self.ended.emit()
            return
        # Imported here: the first picture does without it.
        from stretchapp.ui.relief.after_cramp_page import AfterCrampPage

        self._page = None
        self._entry = AfterCrampPage(self._appearance, self._relief_run, self._triggers())
        self._entry.done.connect(self._on_entry_done)
        self.page_made.emit(self._entry)
        self._entry.focus_first()

    def _take_along(self) -> None:
        """Keep the screen on, hide the pointer, offer the voice: all that has waited until now."""
        from stretchapp.ui.widgets.hiding_cursor import HidingCursor

        if self._page is not None:
            self._keep_awake()
            # It would be the brightest thing on the screen.
            HidingCursor(self._page)
            self._give_voice(self._page)

    def _keep_awake(self) -> None:
        """Keep the screen on until relief is over, its aftercare too: that must stay readable."""
        if self._settings.settings.keep_awake:
            from stretchapp.desktop.power.keep_awake import KeepAwake

            self._awake = self._awake or KeepAwake(os.environ, self)
            self._awake.hold()
            self._lit.start()

    def _be_alone(self) -> None:
        """Be silent, and let the screen go dark."""
        if self._reader is not None:
            self._reader.stop()
        self._let_go_dark()

    def _let_go_dark(self) -> None:
        self._lit.stop()
        if self._awake is not None:
            self._awake.release()

    def _give_voice(self, page: ReliefPage) -> None:
        """Let the voice be switched on, if there is one."""
        output = self._output()
        if not output.has_voice:
            return
        from stretchapp.ui.accessibility.sentence_reader import SentenceReader

        output.change(self._settings.settings)
        self._reader = self._reader or SentenceReader(output, self)
        page.give_voice(self._reader)

    def _on_entry_done(self) -> None:
        self._forget()
        self.ended.emit()

    def _forget(self) -> None:
        """Be without a cramp again, and leave the screen as it was."""
        self._be_alone()
        self._relief_run = self._page = self._entry = None
        if not self._was_full:
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
