"""What is done about a mistake of our own: it is logged, told once, and can be copied."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget

from stretchapp.ui.window.bug_report import (
    CLOSE,
    COPY_REPORT,
    MAX_LOG_BYTES,
    SOMETHING_WENT_WRONG,
    show_bug,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.bug


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "state" / "bugs.log"


def fail(message: str) -> None:
    """Do what only a mistake of ours does."""
    raise ZeroDivisionError(message)


def report(log: Path, window: QWidget, message: str = "on purpose") -> None:
    """Report a mistake, as the app does when nobody caught it."""
    try:
        fail(message)
    except ZeroDivisionError:
        show_bug(log, window, *sys.exc_info())  # pyright: ignore[reportArgumentType] -- there is one


def boxes(window: QWidget) -> list[QMessageBox]:
    return window.findChildren(QMessageBox)


def press(box: QMessageBox, text: str) -> None:
    (found,) = [it for it in box.findChildren(QPushButton) if it.text().replace("&", "") == text]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_bug_is_told_and_logged(
    log: Path, window: QWidget, capsys: pytest.CaptureFixture[str]
) -> None:
    report(log, window)

    (box,) = boxes(window)
    assert box.isVisible()
    assert box.text() == SOMETHING_WENT_WRONG
    assert "ZeroDivisionError: on purpose" in box.informativeText()
    assert str(log) in box.informativeText()
    written = log.read_text()
    assert "Traceback" in written
    assert "in fail" in written
    assert "on purpose" in capsys.readouterr().err


def test_one_dialog_is_enough(log: Path, window: QWidget) -> None:
    for number in range(3):
        report(log, window, f"number {number}")

    assert len(boxes(window)) == 1
    assert all(f"number {number}" in log.read_text() for number in range(3))


def test_after_it_was_closed_the_next_bug_is_told(log: Path, window: QWidget) -> None:
    report(log, window, "first")
    press(boxes(window)[0], CLOSE)
    assert boxes(window) == []

    report(log, window, "second")

    (box,) = boxes(window)
    assert "second" in box.informativeText()


def test_the_report_can_be_copied(log: Path, window: QWidget) -> None:
    report(log, window)

    press(boxes(window)[0], COPY_REPORT)

    copied = QGuiApplication.clipboard().text()
    assert "Traceback" in copied
    assert "ZeroDivisionError: on purpose" in copied


def test_the_log_does_not_grow_without_end(log: Path, window: QWidget) -> None:
    log.parent.mkdir()
    log.write_text("x" * (MAX_LOG_BYTES + 1))

    report(log, window)

    assert log.stat().st_size < 10_000
    assert "on purpose" in log.read_text()


def test_a_log_that_cannot_be_written_hides_nothing(
    tmp_path: Path, window: QWidget, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()

    report(tmp_path / "file" / "bugs.log", window)

    assert len(boxes(window)) == 1
    errors = capsys.readouterr().err
    assert "on purpose" in errors
    assert "Errno 17" in errors


def test_what_went_wrong_is_never_markup_and_never_endless(log: Path, window: QWidget) -> None:
    report(log, window, "<b>bold</b> " + "x y " * 5000)

    (box,) = boxes(window)
    assert len(box.informativeText()) < 300 + len(str(log)) + 30
    for label in box.findChildren(QLabel):
        if "bold" in label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText
