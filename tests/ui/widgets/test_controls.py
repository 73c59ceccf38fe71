"""The controls of our own: large buttons, choices, notices and the stack of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from stretchapp.ui.theme.colours import THEMES
from stretchapp.ui.widgets.fields.combo_box import ComboBox
from stretchapp.ui.widgets.labels import button, text_label
from stretchapp.ui.widgets.notice import Notice, Notices
from stretchapp.ui.widgets.pages.page_stack import PageStack
from stretchapp.ui.widgets.two_line_button import TwoLineButton
from tests.ui.pixels import difference, extent, is_near

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from stretchapp.ui.theme.appearance import Appearance

    Show = Callable[..., QWidget]

THEME = THEMES["evening"]
KEY = Qt.Key


@pytest.fixture
def show(qtbot: QtBot, appearance: Appearance) -> Show:
    """Return how to show widgets below one another in an active window."""
    kept: list[QWidget] = []

    def show(*widgets: QWidget) -> QWidget:
        window = QWidget()
        # pytest-qt does not keep it alive.
        kept.append(window)
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        appearance.apply(window, "evening", 100)
        window.resize(600, 400)
        window.show()
        window.activateWindow()
        qtbot.waitActive(window)
        return window

    return show


class TestBigButton:
    @pytest.mark.parametrize("key", [KEY.Key_Space, KEY.Key_Return, KEY.Key_Enter])
    def test_keys_press_it(self, show: Show, appearance: Appearance, key: Qt.Key) -> None:
        large = TwoLineButton(appearance, primary=True)
        clicks: list[int] = []
        large.clicked.connect(lambda: clicks.append(1))
        show(large)

        QTest.keyClick(large, key)
        QTest.keyClick(large, KEY.Key_A)

        assert len(clicks) == 1

    def test_its_name_says_all_of_it(self, appearance: Appearance, qtbot: QtBot) -> None:
        large = TwoLineButton(appearance, primary=True)
        qtbot.addWidget(large)
        large.set_texts("Tonight's stretch", "Evening stretch · 9 min")

        assert large.accessibleName() == "Tonight's stretch. Evening stretch · 9 min"

    @pytest.mark.parametrize("width", [240, 300, 500])
    def test_it_is_high_enough_for_its_texts(
        self, qtbot: QtBot, appearance: Appearance, width: int
    ) -> None:
        large = TwoLineButton(appearance, primary=False)
        qtbot.addWidget(large)
        appearance.apply(large, "evening", 100)
        large.set_texts("Tonight's very own stretch", "Three-minute nightly stretch · 3 min 45 s")
        large.resize(width, large.heightForWidth(width))

        seen = extent(large.grab().toImage(), THEME.text)

        assert large.rect().adjusted(4, 4, -4, -4).contains(seen)
        assert large.hasHeightForWidth()
        assert large.minimumSizeHint().width() <= large.sizeHint().width()

    def test_a_narrow_one_is_higher(self, qtbot: QtBot, appearance: Appearance) -> None:
        large = TwoLineButton(appearance, primary=False)
        qtbot.addWidget(large)
        large.set_texts("Tonight's stretch", "Three-minute nightly stretch · 3 min 45 s")

        assert large.heightForWidth(250) > large.heightForWidth(900)

    def test_the_one_that_matters_is_filled(self, qtbot: QtBot, appearance: Appearance) -> None:
        fills: list[bool] = []
        for primary in (True, False):
            large = TwoLineButton(appearance, primary=primary)
            qtbot.addWidget(large)
            large.resize(300, 100)
            image = large.grab().toImage()
            fills.append(is_near(image, 250, 20, THEME.accent))

        assert fills == [True, False]

    def test_one_that_cannot_be_pressed_is_not_filled(
        self, qtbot: QtBot, appearance: Appearance
    ) -> None:
        large = TwoLineButton(appearance, primary=True)
        qtbot.addWidget(large)
        large.setDisabled(True)
        large.resize(300, 100)

        assert not is_near(large.grab().toImage(), 250, 20, THEME.accent)


class TestButton:
    def test_keys_press_it(self, show: Show) -> None:
        clicks: list[int] = []
        made = button("Start", lambda: clicks.append(1))
        show(made)

        for key in (KEY.Key_Return, KEY.Key_Enter, KEY.Key_Space):
            QTest.keyClick(made, key)

        assert len(clicks) == 3

    def test_its_name_may_say_more_than_its_text(self, qtbot: QtBot) -> None:
        made = button("Stop", int, name="Stop, Escape")
        qtbot.addWidget(made)

        assert (made.text(), made.accessibleName()) == ("Stop", "Stop, Escape")


class TestChoice:
    def test_the_wheel_is_left_to_the_page(self, show: Show, appearance: Appearance) -> None:
        choice = ComboBox(appearance, "Colours")
        choice.addItems(["Evening", "Light"])
        show(choice)

        place = QPointF(choice.rect().center())
        event = QWheelEvent(
            place,
            choice.mapToGlobal(place),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,  # noqa: FBT003 -- Qt takes a plain truth value
        )
        QApplication.sendEvent(choice, event)

        assert choice.currentIndex() == 0
        assert not event.isAccepted()

    def test_it_may_become_narrow(self, qtbot: QtBot, appearance: Appearance) -> None:
        choice = ComboBox(appearance, "Equipment")
        qtbot.addWidget(choice)
        narrow = choice.minimumSizeHint().width()
        choice.addItem("Massager, if you have one, and some more words")

        assert choice.minimumSizeHint().width() == narrow

    def test_a_value_that_does_not_fit_is_cut_tidily(
        self, show: Show, appearance: Appearance
    ) -> None:
        choice, value = ComboBox(appearance, "Tonight's stretch"), "Three-minute nightly stretch"
        choice.addItem(value)
        show(choice)
        choice.setFixedWidth(170)
        QApplication.processEvents()

        shown = choice.grab().toImage()

        cut: list[int] = []
        for letters in range(3, len(value)):
            choice.setItemText(0, f"{value[:letters]}…")
            cut.append(difference(shown, choice.grab().toImage()))
        assert 0 in cut

    def test_it_has_an_arrow(self, show: Show, appearance: Appearance) -> None:
        choice = ComboBox(appearance, "Colours")
        choice.addItem("")
        show(choice)

        arrow = extent(choice.grab().toImage(), THEME.text)

        assert choice.width() - 40 < arrow.center().x() < choice.width() - 10

    def test_it_has_a_name(self, qtbot: QtBot, appearance: Appearance) -> None:
        choice = ComboBox(appearance, "Colours")
        qtbot.addWidget(choice)

        assert choice.accessibleName() == choice.accessibleDescription() == "Colours"


class TestNotices:
    def test_a_notice_goes_when_it_is_used(self, show: Show, appearance: Appearance) -> None:
        used: list[str] = []
        notice = Notice(
            appearance,
            "Something.",
            [("Yes", lambda: used.append("yes")), ("No", lambda: used.append("no"))],
        )
        show(notice)
        notice.focus_first()

        QTest.keyClick(notice.focusWidget(), KEY.Key_Return)

        assert used == ["yes"]
        assert not notice.isVisible()
        assert notice.is_dismissed

    def test_the_same_is_not_said_twice(self, show: Show, appearance: Appearance) -> None:
        first, place, notices = button("First", int), QWidget(), Notices(appearance)
        QVBoxLayout(place).addLayout(notices)
        show(first, place)

        one = notices.show("One.", [("Yes", int)], first)
        two = notices.show("Two.", [("Yes", int)], first)

        assert notices.show("One.", [("Yes", int)], first) is one
        assert one is not two
        one.dismiss()
        assert notices.show("One.", [("Yes", int)], first) is not one

    @pytest.mark.parametrize(("width", "is_below"), [(900, False), (400, True)])
    def test_buttons_stand_below_where_there_is_no_room_beside(
        self, show: Show, appearance: Appearance, width: int, *, is_below: bool
    ) -> None:
        notice = Notice(appearance, "Evening stretch was cut off.", [("Go on", int)])
        window = show(notice)
        window.resize(QSize(width, 300))
        QApplication.processEvents()

        assert (notice.last_button.x() < notice.width() / 2) == is_below

    def test_its_name_is_what_it_says(self, qtbot: QtBot, appearance: Appearance) -> None:
        notice = Notice(appearance, "Something.", [("Yes", int)])
        qtbot.addWidget(notice)

        assert notice.accessibleName() == notice.text == "Something."


class TestPageStack:
    @pytest.fixture
    def stack(self, qtbot: QtBot) -> PageStack:
        stack = PageStack()
        qtbot.addWidget(stack)
        stack.turn_to(text_label("home"))
        return stack

    def test_one_comes_back_to_where_one_was(self, stack: PageStack) -> None:
        home, first, second = stack.page, text_label("first"), text_label("second")
        stack.open(first)
        stack.open(second)

        assert stack.close_page()
        assert stack.page is first
        assert stack.close_page()
        assert stack.page is home
        assert not stack.close_page()
        assert stack.page is home

    def test_what_was_left_for_good_is_dropped(self, stack: PageStack) -> None:
        home = stack.page
        stack.open(text_label("first"))
        stack.open(text_label("second"))

        stack.turn_to(text_label("third"), back_to=home)

        assert stack.count() == 2
        assert stack.close_page()
        assert stack.page is home
        assert stack.count() == 1

    def test_turning_to_the_page_that_is_shown_changes_nothing(self, stack: PageStack) -> None:
        home = stack.page

        stack.turn_to(home)

        assert stack.page is home
        assert stack.count() == 1
