"""The page after a cramp: asks for the details of the diary entry that relief has begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal

from stretchapp.base.i18n import N_, _
from stretchapp.diary.cramp_records import STRONGEST, CrampDetails
from stretchapp.ui.widgets.announce import announce
from stretchapp.ui.widgets.fields.cramp_questions import CrampQuestions
from stretchapp.ui.widgets.key_places import meant_key
from stretchapp.ui.widgets.labels import ENTER_KEYS, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from stretchapp.application.relief_run import ReliefRun
    from stretchapp.library.texts.diary import Trigger
    from stretchapp.ui.theme.appearance import Appearance

PAGE_NAME = N_("Your diary: this cramp")
CRAMP_OVER = N_("Cramp over")

IS_SAVED = N_("Saved in your diary. You do not have to fill in anything.")
IS_BEING_SAVED = N_("Saving in your diary … You do not have to fill in anything.")
IS_SHORT = N_("It was short, so it is not saved in your diary. Fill in anything to save it.")
DONE = N_("Done")
DONE_NAME = N_("Done, Enter")
STRENGTH_HINT = N_("Type the number, or choose it.")

_DIGITS = tuple(Qt.Key(Qt.Key.Key_0 + digit) for digit in range(10))
LOOK_MS = 200
"""How often the page looks whether the cramp has been saved."""


class AfterCrampPage(Page):
    """Asks what is not known about the cramp yet, and saves every answer at once.

    Signals:
        done: The person leaves the page.
    """

    done = Signal()

    def __init__(
        self, appearance: Appearance, relief_run: ReliefRun, triggers: Sequence[Trigger]
    ) -> None:
        """Make the page for the cramp of a relief.

        Args:
            appearance: Fonts and colours.
            relief_run: The relief, which is over.
            triggers: What may have set the cramp off.
        """
        super().__init__(appearance, _(PAGE_NAME))
        self._relief_run = relief_run
        known = relief_run.summary()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.column.addWidget(text_label(_(CRAMP_OVER), font=appearance.font(1.6, bold=True)))
        self._saved_line = text_label(quiet=True)
        self.column.addWidget(self._saved_line)
        self.column.addWidget(text_label(_("Where: {place}").format(place=known.title)))
        self._questions = CrampQuestions(
            appearance,
            CrampDetails(
                length_s=known.length_s,
                helped=frozenset(exercise.id for exercise in known.tried if exercise.helped),
            ),
            exercises={exercise.id: exercise.name for exercise in known.tried},
            triggers={trigger.id: trigger.label for trigger in triggers},
            strength_hint=_(STRENGTH_HINT),
        )
        self._questions.changed.connect(self._save)
        self._questions.submitted.connect(self.leave)
        self.column.addLayout(self._questions)
        self.column.addStretch(1)
        # Outside the scrolling column, so that it is always in sight.
        self._problem = text_label(spoken=True)
        self.add_line(self._problem)
        self.add_buttons(button(_(DONE), self.leave, primary=True, player=True, name=_(DONE_NAME)))
        self._was_unsaved = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._show_whether_saved)
        self._show_whether_saved()

    def focus_first(self) -> None:
        """Give the focus to the page: a key that is still being pressed must choose nothing.

        What is wrong already is announced; what comes later is announced by its line.
        """
        self.setFocus()
        if self._problem.text():
            announce(self, self._problem.text())

    def leave(self) -> None:
        """Leave the page; what is not saved yet is saved all the same."""
        self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits as the strength, Backspace as no strength and Enter as Done.

        Text fields that have the focus get these keys first.
        """
        key = meant_key(event)
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self.leave()
        elif key is not None and key in _DIGITS:
            self._type_strength(_DIGITS.index(key))
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._questions.strength.choose(frozenset())
            self._save()
        else:
            super().keyPressEvent(event)

    def _type_strength(self, digit: int) -> None:
        strength = self._questions.strength
        # A 1 and then a 0 are a 10.
        is_ten = digit == 0 and strength.value == "1"
        strength.buttons[str(STRONGEST if is_ten else digit)].click()

    def _save(self) -> None:
        self._relief_run.fill_in(self._questions.details)
        self._show_whether_saved()

    def _show_whether_saved(self) -> None:
        """Say whether the cramp is in the diary, and look again until it is."""
        run = self._relief_run
        unsaved = run.problem or ""
        problem = unsaved or self._questions.problem
        is_done = run.is_saved or run.is_short
        saved = IS_SAVED if run.is_saved else IS_BEING_SAVED
        self._saved_line.setText(_(IS_SHORT if run.is_short else saved))
        if run.is_saved and self._was_unsaved:
            announce(self, _(IS_SAVED))
        self._was_unsaved = bool(unsaved) or (self._was_unsaved and not run.is_saved)
        if is_done:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start(LOOK_MS)
        self._saved_line.setVisible(not unsaved)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
