"""The looks: whether everything can be read and seen, in every theme."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, get_args

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from stretchapp.base.settings import ThemeChoice
from stretchapp.ui.home.routine_list import RoutineList
from stretchapp.ui.theme.appearance import Appearance
from stretchapp.ui.theme.colours import THEMES, ThemeName
from stretchapp.ui.theme.style_sheet import palette, style_sheet
from stretchapp.ui.widgets.fields.combo_box import ComboBox
from stretchapp.ui.widgets.labels import button
from stretchapp.ui.widgets.two_line_button import TwoLineButton
from tests.fakes import a_routine
from tests.ui.contrast import contrast

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

RELIEF = ("night", "night-lighter")

every_theme = pytest.mark.parametrize("name", get_args(ThemeName))

READ = (
    ("text", "background"),
    ("text", "surface"),
    ("text", "raised"),
    ("quiet", "background"),
    ("quiet", "surface"),
    ("quiet", "raised"),
    ("on_accent", "accent"),
)
"""What is read, and what it stands on."""

SEEN = (
    ("accent", "background"),
    ("accent", "raised"),
    ("focus", "background"),
    ("focus", "surface"),
    ("focus", "raised"),
    ("line", "background"),
    ("line", "surface"),
)
"""What is seen though not read: ring and progress, the focus, the outlines of controls."""


def test_there_is_a_theme_for_every_choice_and_two_for_relief() -> None:
    assert set(THEMES) == set(get_args(ThemeName)) == {*get_args(ThemeChoice), *RELIEF}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#777777", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0a0a0a", "#000000", 1.06),
    ],
)
def test_contrast_is_that_of_the_web_guidelines(first: str, second: str, expected: float) -> None:
    assert contrast(first, second) == pytest.approx(expected, abs=0.005)


@every_theme
def test_all_text_has_a_contrast_of_seven(name: ThemeName) -> None:
    theme = THEMES[name]
    pairs = {pair: contrast(getattr(theme, pair[0]), getattr(theme, pair[1])) for pair in READ}

    assert {pair: found for pair, found in pairs.items() if found < 7} == {}


@every_theme
def test_what_is_seen_has_a_contrast_of_three(name: ThemeName) -> None:
    theme = THEMES[name]
    pairs = {pair: contrast(getattr(theme, pair[0]), getattr(theme, pair[1])) for pair in SEEN}

    assert {pair: found for pair, found in pairs.items() if found < 3} == {}


@every_theme
def test_all_text_of_the_style_sheet_has_a_contrast_of_seven(name: ThemeName) -> None:
    rules = re.findall(r"([^{}]+)\{([^}]*)\}", style_sheet(THEMES[name], 1, 30))
    low: dict[str, float] = {}
    for selector, body in rules:
        colours = dict(re.findall(r"([a-z-]+):\s*(#[0-9a-f]{6})\b", body))
        for text, behind in (
            ("color", "background"),
            ("selection-color", "selection-background-color"),
        ):
            if text in colours and behind in colours:
                low[f"{selector.strip()} {text}"] = contrast(colours[text], colours[behind])

    assert len(low) >= 4
    low = {where: found for where, found in low.items() if found < 7}
    assert low == {}


PALETTE_PAIRS = (
    (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
    (QPalette.ColorRole.BrightText, QPalette.ColorRole.Window),
    (QPalette.ColorRole.Link, QPalette.ColorRole.Window),
    (QPalette.ColorRole.LinkVisited, QPalette.ColorRole.Window),
    (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
    (QPalette.ColorRole.Text, QPalette.ColorRole.AlternateBase),
    (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
    (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
    (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
    (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
)

GROUPS = (
    QPalette.ColorGroup.Active,
    QPalette.ColorGroup.Inactive,
    QPalette.ColorGroup.Disabled,
)


@every_theme
def test_the_palette_can_be_read_too(app: QApplication, name: ThemeName) -> None:
    colours = palette(THEMES[name])
    low = [
        (group.name, text.name, behind.name)
        for group, (text, behind) in itertools.product(GROUPS, PALETTE_PAIRS)
        if contrast(colours.color(group, text).name(), colours.color(group, behind).name()) < 7
    ]

    assert low == []


def test_the_palette_leaves_no_colour_to_the_desktop(app: QApplication) -> None:
    for theme in THEMES.values():
        ours = {getattr(theme, slot) for slot in theme.__slots__}
        colours = palette(theme)
        foreign = [
            (group.name, role.name)
            for group, role in itertools.product(GROUPS, QPalette.ColorRole)
            if role.name not in ("NoRole", "NColorRoles")
            and colours.color(group, role).name() not in ours
        ]
        assert foreign == []


def test_body_text_has_eighteen_points(app: QApplication) -> None:
    appearance = Appearance(app, "evening", 100)

    assert appearance.font().pointSizeF() == 18
    assert appearance.font(2.0).pointSizeF() == 36
    assert not appearance.font().bold()
    assert appearance.font(bold=True).bold()


@pytest.mark.parametrize(
    ("desktop_pt", "text_size", "expected_pt"),
    [(10, 100, 18), (10, 200, 36), (15, 100, 27), (20, 200, 72), (8, 100, 18), (10, 125, 22.5)],
)
def test_text_grows_with_the_desktops_and_never_shrinks_with_it(
    app: QApplication, desktop_pt: float, text_size: int, expected_pt: float
) -> None:
    font = QFont(app.font())
    font.setPointSizeF(desktop_pt)
    app.setFont(font)

    assert Appearance(app, "evening", text_size).font().pointSizeF() == expected_pt


def test_a_desktop_that_sizes_its_font_in_pixels_is_taken_as_usual(app: QApplication) -> None:
    font = QFont(app.font())
    font.setPixelSize(40)
    app.setFont(font)

    assert Appearance(app, "evening", 100).font().pointSizeF() == 18


def test_looks_may_be_applied_over_and_over(app: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    appearance = Appearance(app, "evening", 100)

    for _ in range(3):
        appearance.apply(window, "light", 150)

    assert (appearance.name, appearance.theme) == ("light", THEMES["light"])
    assert appearance.font().pointSizeF() == 27
    assert app.font().pointSizeF() == 27
    assert app.palette().color(QPalette.ColorRole.Window).name() == THEMES["light"].background


def test_lengths_grow_with_the_text_though_less(app: QApplication) -> None:
    assert Appearance(app, "evening", 100).px(20) == 20
    assert Appearance(app, "evening", 200).px(20) == 30


class Controls:
    """One control of each kind, below one another."""

    def __init__(self, app: QApplication, name: ThemeName) -> None:
        appearance = Appearance(app, name, 100)
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        tonight, relief = (
            TwoLineButton(appearance, primary=True),
            TwoLineButton(appearance, primary=False),
        )
        tonight.set_texts("Tonight's stretch", "Evening stretch")
        relief.set_texts("Cramp now", "Straight to relief")
        routines = RoutineList(appearance)
        routines.show_routines([a_routine()])
        choice = ComboBox(appearance, "Colours")
        choice.addItem("Evening")
        self.kinds: dict[str, QWidget] = {
            "plain": button("Back", int),
            "primary": button("Start", int, primary=True),
            "player": button("Next", int, player=True),
            "player, primary": button("Pause", int, primary=True, player=True),
            "large, primary": tonight,
            "large": relief,
            "choice": choice,
            "field": QLineEdit("Text"),
            "list": routines,
        }
        self.nothing = button("Nothing", int)
        for widget in (*self.kinds.values(), self.nothing):
            column.addWidget(widget)
        appearance.apply(self.window, name, 100)
        self.window.resize(QSize(500, 1100))
        self.window.show()
        self.window.activateWindow()


@pytest.fixture
def controls(app: QApplication, qtbot: QtBot, name: ThemeName) -> Controls:
    controls = Controls(app, name)
    qtbot.addWidget(controls.window)
    qtbot.waitActive(controls.window)
    return controls


def changed(before: QImage, after: QImage, least: float) -> int:
    """Return how many pixels have changed with a contrast of at least ``least``."""
    known: dict[tuple[int, int], bool] = {}
    count = 0
    for y in range(before.height()):
        for x in range(before.width()):
            pair = before.pixel(x, y), after.pixel(x, y)
            if pair[0] == pair[1]:
                continue
            if pair not in known:
                first, second = (QColor.fromRgb(rgb).name() for rgb in pair)
                known[pair] = contrast(first, second) >= least
            count += known[pair]
    return count


@every_theme
def test_the_focus_is_seen_on_every_control(controls: Controls, name: ThemeName) -> None:
    unseen: dict[str, float] = {}
    for kind, widget in controls.kinds.items():
        controls.nothing.setFocus()
        before = widget.grab().toImage()
        widget.setFocus()
        after = widget.grab().toImage()
        # A line once around the control, or around the one row of the list.
        shape = (
            widget.visualRect(widget.currentIndex())
            if isinstance(widget, RoutineList)
            else widget.rect()
        )
        around = 2 * (shape.width() + shape.height())
        share = changed(before, after, 3) / around
        if share < 0.8:
            unseen[kind] = share

    assert unseen == {}
