"""A form that is built from the declarations of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QLabel

from stretchapp.base.settings import Settings, declared_in
from stretchapp.ui.widgets.fields.choice_form import LETTERS_ON_A_LINE, ChoiceForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from stretchapp.ui.theme.appearance import Appearance

    Make = Callable[..., ChoiceForm]


@pytest.fixture
def make(qtbot: QtBot, appearance: Appearance) -> Make:
    """Make a form of the general settings that is some letters wide."""

    def make(letters: float, *, labels_above: bool = False) -> ChoiceForm:
        form = ChoiceForm(appearance, Settings(), declared_in("general"), labels_above=labels_above)
        qtbot.addWidget(form)
        form.resize(round(letters * appearance.font().pointSizeF()), 1000)
        form.show()
        QCoreApplication.processEvents()
        return form

    return make


def boxes(form: ChoiceForm) -> list[QComboBox]:
    return form.findChildren(QComboBox)


def has_labels_above(form: ChoiceForm) -> bool:
    """Return whether the labels are above their values, and not beside them."""
    labels = {label.buddy(): label for label in form.findChildren(QLabel) if label.buddy()}
    (above,) = {labels[box].geometry().bottom() < box.y() for box in boxes(form)}
    return above


def test_labels_are_beside_their_values_where_there_is_room(make: Make) -> None:
    assert not has_labels_above(make(LETTERS_ON_A_LINE + 1))
    assert has_labels_above(make(LETTERS_ON_A_LINE - 1))


def test_long_labels_are_always_above_their_values(make: Make) -> None:
    assert has_labels_above(make(LETTERS_ON_A_LINE * 2, labels_above=True))


def test_long_labels_above_their_values_have_the_whole_width(
    qtbot: QtBot, appearance: Appearance
) -> None:
    form = ChoiceForm(appearance, Settings(), declared_in("profile"), labels_above=True)
    qtbot.addWidget(form)
    form.resize(round(80 * appearance.font().pointSizeF()), 1000)
    form.show()
    QCoreApplication.processEvents()

    widths = {label.width() for label in form.findChildren(QLabel) if label.buddy()}

    assert widths == {boxes(form)[0].width()}


def test_only_the_person_changes_a_setting(make: Make, qtbot: QtBot) -> None:
    form = make(LETTERS_ON_A_LINE)
    changes: list[tuple[str, object]] = []

    def add(setting: str, value: object) -> None:
        changes.append((setting, value))

    form.changed.connect(add)

    form.offer("tonight", {"a": "First", "b": "Second"}, "a")
    assert changes == []

    tonight = boxes(form)[list(declared_in("general")).index("tonight")]
    tonight.setCurrentIndex(1)
    assert changes == [("tonight", "b")]


def test_the_value_in_force_is_offered_even_if_it_is_unknown(make: Make) -> None:
    form = make(LETTERS_ON_A_LINE)
    tonight = boxes(form)[list(declared_in("general")).index("tonight")]

    form.offer("tonight", {"a": "First"}, "gone")
    assert (tonight.currentData(), tonight.count()) == ("gone", 2)

    form.offer("tonight", {"a": "First"}, None)
    assert (tonight.currentIndex(), tonight.count()) == (-1, 1)
