"""The report of a bug in the app: the traceback is logged, and a dialog offers to copy it."""

from __future__ import annotations

import sys
import traceback
from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from stretchapp.base.files import make_private_folder
from stretchapp.base.i18n import N_, _
from stretchapp.base.unseen import shown

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

SOMETHING_WENT_WRONG = N_("Something went wrong in stretchapp. What you have done is saved.")
COPY_REPORT = N_("Copy report")
CLOSE = N_("Close")

MAX_LOG_BYTES = 200_000
MAX_SHOWN = 300


def show_bug(
    log: Path,
    window: QWidget | None,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """Log an uncaught exception, and offer to copy the report.

    Args:
        log: The log file.
        window: The parent of the dialog; None to show no dialog.
        kind: The type of the exception.
        error: The exception.
        trace: The traceback.
    """
    report = "".join(traceback.format_exception(kind, error, trace))
    sys.stderr.write(report)
    _append(log, report)
    if window is None or window.findChild(QMessageBox) is not None:
        # One dialog at a time, however many exceptions follow.
        return
    box = QMessageBox(window)
    box.setWindowTitle("stretchapp")
    box.setText(_(SOMETHING_WENT_WRONG))
    # Plain and short, so that the buttons stay on the screen.
    box.setTextFormat(Qt.TextFormat.PlainText)
    what = shorten(f"{kind.__name__}: {error}", MAX_SHOWN, placeholder=" …")
    place = _("The report is in {file}.").format(file=shown(str(log)))
    box.setInformativeText(f"{what}\n{place}")
    copy = box.addButton(_(COPY_REPORT), QMessageBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
    # Not a standard button, whose icon would be dark on every theme.
    box.addButton(_(CLOSE), QMessageBox.ButtonRole.RejectRole)
    box.finished.connect(box.deleteLater)
    box.open()


def _append(log: Path, report: str) -> None:
    try:
        make_private_folder(log.parent)
        is_full = log.exists() and log.stat().st_size > MAX_LOG_BYTES
        with log.open("w" if is_full else "a", encoding="utf-8") as stream:
            stream.write(report + "\n")
    except OSError as error:
        sentence = _("The report could not be saved in {file} ({reason}).")
        sys.stderr.write(f"{sentence.format(file=shown(str(log)), reason=error)}\n")
