"""The home page: tonight's stretch, cramp relief, and the list of routines."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from stretchapp.base.i18n import N_, _
from stretchapp.ui.home.routine_list import RoutineList
from stretchapp.ui.widgets.fields.combo_box import ComboBox
from stretchapp.ui.widgets.fields.search_field import SearchField
from stretchapp.ui.widgets.flow_layout import FlowLayout
from stretchapp.ui.widgets.labels import button, text_label
from stretchapp.ui.widgets.notice import Notices
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.two_line_button import TwoLineButton
from stretchapp.wording.lengths import minutes_in_words
from stretchapp.wording.routines import routine_facts, tags_of
from stretchapp.wording.tags import tag_alone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QPushButton

    from stretchapp.library.routines.models import Routine
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.widgets.notice import Notice

CRAMP_NOW = N_("Cramp now")
STRAIGHT_TO_RELIEF = N_("Straight to relief. Key: F2")
TONIGHT = N_("Tonight's stretch")
SEARCH = N_("Search routines")
HELP = N_("Help")
HELP_NAME = N_("Help and keys, F1")
EXERCISES = N_("Exercises")
DIARY = N_("Diary")
REMINDERS = N_("Reminders")
SETTINGS = N_("Settings")
CHOOSE_FIRST = N_("Choose a routine below first")
NOTHING_FOUND = N_(
    "No routine found. Clear the search or choose other filters, or look under Exercises."
)


class _Filter(NamedTuple):
    """A filter of the list.

    Attributes:
        name: The name of the tags.
        label: What is shown while nothing is chosen.
        accessible_name: What the filter is called.
    """

    name: str
    label: str
    accessible_name: str


FILTERS = (
    _Filter("position", N_("Position"), N_("Filter by position")),
    _Filter("body", N_("Body part"), N_("Filter by body part")),
    _Filter("equipment", N_("Equipment"), N_("Filter by equipment")),
)
WITHOUT = "none"

ORDER = ("evening", "bedtime", "daytime", "morning", "cramp")
"""The times of day, in the order of the list."""


class HomePage(QWidget):
    """The first page of the app.

    Signals:
        tonight_chosen: Start tonight's stretch.
        relief_chosen: Start cramp relief.
        routine_opened: Preview a routine.
        navigate: Open a page; with its ``PageId``.
    """

    tonight_chosen = Signal()
    relief_chosen = Signal()
    routine_opened = Signal(object)
    navigate = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        """Make the page; ``show_routines`` fills it."""
        super().__init__()
        self.setAccessibleName(_("Home"))
        self._appearance = appearance
        self._routines: list[Routine] = []
        self._lengths: Mapping[str, float] = {}
        self._tonight = TwoLineButton(appearance, primary=True)
        self._tonight.clicked.connect(self.tonight_chosen)
        self._relief = TwoLineButton(appearance, primary=False)
        self._relief.set_texts(_(CRAMP_NOW), _(STRAIGHT_TO_RELIEF))
        self._relief.clicked.connect(self.relief_chosen)
        self._notices = Notices(appearance)
        self._search = SearchField(_(SEARCH))
        self._search.textChanged.connect(self._filter)
        self._filters = [self._combo(it) for it in FILTERS]
        self._help = self._link(_(HELP), PageId.HELP, name=_(HELP_NAME))
        self._list = RoutineList(appearance)
        self._list.opened.connect(self.routine_opened)
        self._search.left_down.connect(self._list.setFocus)
        self._nothing = text_label(spoken=True)
        self._nothing.hide()
        self._tip = text_label(quiet=True)
        self._tip.hide()
        self._lay_out()

    def show_routines(
        self,
        routines: Sequence[Routine],
        tonight: Routine | None,
        lengths: Mapping[str, float] | None = None,
    ) -> None:
        """Show ``routines``, and ``tonight`` on the large button.

        Args:
            routines: All of them.
            tonight: Tonight's stretch.
            lengths: The seconds of routines, by id, where they differ from the file.
        """
        self._lengths = lengths or {}
        # Tonight's stretch comes first, relief last, because relief has its own button and key.
        self._routines = sorted(
            routines,
            key=lambda it: (it != tonight, it.origin != "yours", ORDER.index(it.when)),
        )
        if tonight is None:
            self._tonight.set_texts(_(TONIGHT), _(CHOOSE_FIRST))
        else:
            length = minutes_in_words(self._lengths.get(tonight.id, tonight.total_s))
            self._tonight.set_texts(_(TONIGHT), f"{tonight.title} · {length}")
        self._tonight.setEnabled(tonight is not None)
        for combo, filter_ in zip(self._filters, FILTERS, strict=True):
            tags = [tag for routine in routines for tag in _tags(routine, filter_.name)]
            _fill(combo, _(filter_.label), tags)
        self._filter()

    def show_tip(self, tip: str) -> None:
        """Show the tip of the day below the large buttons; hide it if empty."""
        self._tip.setText(tip)
        self._tip.setVisible(bool(tip))

    def focus_first(self) -> None:
        """Give the focus to tonight's stretch."""
        self._tonight.setFocus()

    def focus_search(self) -> None:
        """Give the focus to the search."""
        self._search.setFocus()

    def show_notice(self, text: str, *actions: tuple[str, Callable[[], object]]) -> Notice:
        """Show a notice above the content, and return it."""
        return self._notices.show(text, actions, self._help)

    def take_notices(self, other: HomePage) -> None:
        """Take over the notices of the home page that this one replaces."""
        self._notices.take_from(other._notices, self._help)

    def _lay_out(self) -> None:
        appearance = self._appearance
        margin = appearance.px(20)
        top = QHBoxLayout()
        top.addWidget(text_label("stretchapp", font=appearance.font(1.2, bold=True)), 1)
        # In a narrow window the links wrap.
        links = FlowLayout(appearance.px(8))
        links.addWidget(self._link(_(EXERCISES), PageId.EXERCISES))
        links.addWidget(self._link(_(DIARY), PageId.DIARY))
        links.addWidget(self._link(_(REMINDERS), PageId.REMINDERS))
        links.addWidget(self._link(_(SETTINGS), PageId.SETTINGS))
        links.addWidget(self._help)
        top.addLayout(links)
        self._large = QHBoxLayout()
        self._large.setSpacing(appearance.px(14))
        self._large.addWidget(self._tonight, 1)
        self._large.addWidget(self._relief, 1)
        # In a narrow window the filters stand below the search.
        search_row = FlowLayout(appearance.px(10), "filled")
        for field in (self._search, *self._filters):
            search_row.addWidget(field)
        content = QWidget()
        # Content shrinks instead of scrolling sideways.
        content.setMinimumWidth(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        column = QVBoxLayout(content)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(appearance.px(14))
        column.addLayout(top)
        column.addLayout(self._notices)
        column.addLayout(self._large)
        column.addWidget(self._tip)
        column.addLayout(search_row)
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)

    def _link(self, text: str, page: PageId, *, name: str = "") -> QPushButton:
        return button(text, functools.partial(self.navigate.emit, page), name=name)

    def _combo(self, filter_: _Filter) -> ComboBox:
        combo = ComboBox(self._appearance, _(filter_.accessible_name))
        combo.setMinimumContentsLength(len(_(filter_.label)))
        combo.addItem(_(filter_.label), "")
        combo.currentIndexChanged.connect(self._filter)
        return combo

    def _filter(self) -> None:
        shown = [
            routine
            for routine in self._routines
            if self._search.is_in(_searched(routine))
            and all(
                combo.currentData() in ("", *_tags(routine, filter_.name))
                for combo, filter_ in zip(self._filters, FILTERS, strict=True)
            )
        ]
        self._list.show_routines(shown, self._lengths)
        self._nothing.setText("" if shown else _(NOTHING_FOUND))
        self._nothing.setVisible(not shown)


def _tags(routine: Routine, name: str) -> list[str]:
    tags = tags_of(routine.exercises, name)
    return tags or [WITHOUT] if name == "equipment" else tags


def _searched(routine: Routine) -> str:
    exercises = " ".join(exercise.name for exercise in routine.exercises)
    return f"{routine.title} {routine.purpose} {routine_facts(routine)} {exercises}"


def _fill(combo: ComboBox, label: str, tags: Sequence[str]) -> None:
    """Offer each of ``tags`` once, and keep the chosen one if it is still offered."""
    chosen = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    combo.addItem(label, "")
    for tag in sorted(set(tags), key=tag_alone):
        combo.addItem(tag_alone(tag), tag)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.blockSignals(False)
