"""Pages of text and pictures in A4 or US Letter, written as a PDF file by Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextLayout,
    QTextOption,
)

from stretchapp.base.files import write_user_file
from stretchapp.base.i18n import _
from stretchapp.base.problems import UserError
from stretchapp.base.region import region
from stretchapp.ui.theme.fonts import NO_FONT, has_font

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.base.region import Paper

INK = "#000000"
QUIET_INK = "#404040"
LINE_INK = "#808080"
MARGIN_MM = 16.0
DPI = 300
MM_PER_INCH = 25.4
BODY_PT = 10.5
HEADING_LINES = 6
"""The smallest number of lines that must be left on a page to begin a heading there."""

_PAGE_SIZES: dict[Paper, QPageSize.PageSizeId] = {
    "a4": QPageSize.PageSizeId.A4,
    "letter": QPageSize.PageSizeId.Letter,
}

_LINE_BREAK = "\u2028"
"""What a layout of Qt takes for the end of a line."""


class PdfSheet:
    """Pages that are filled from top to bottom with plain text.

    Attributes:
        painter: The painter of the present page.
        y: The position of the next item, in dots from the top of the text area.
        pages: The number of pages begun.
    """

    def __init__(self, path: Path, title: str, footer: str) -> None:
        """Begin the first page.

        Args:
            path: The file, which is written only when all pages are complete.
            title: The title that PDF viewers show.
            footer: The text at the bottom of every page.

        Raises:
            UserError: There is no font to write with.
        """
        if not has_font():
            raise UserError(_(NO_FONT))
        self._path = path
        self._footer = footer
        # Written to memory, because Qt does not report a full disk.
        self._content = QBuffer()
        self._content.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._content)
        self._writer.setTitle(title)
        self._writer.setCreator("stretchapp")
        self._writer.setResolution(DPI)
        self._writer.setPageLayout(
            QPageLayout(
                QPageSize(_PAGE_SIZES[region().paper]),
                QPageLayout.Orientation.Portrait,
                QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
                QPageLayout.Unit.Millimeter,
            )
        )
        self.painter = QPainter(self._writer)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.y = 0.0
        self.pages = 1
        self._write_footer()

    def finish(self) -> None:
        """End the last page, and write the file so that only the user can read it.

        Raises:
            UserError: The file cannot be written; an existing one is unchanged.
        """
        self.painter.end()
        write_user_file(self._path, bytes(self._content.data().data()))

    @property
    def size(self) -> QSizeF:
        """The size of the text area without the footer, in dots."""
        return QSizeF(self._writer.width(), self._writer.height() - self.line() * 2)

    def mm(self, length: float) -> float:
        """Return a length in dots."""
        return length * DPI / MM_PER_INCH

    def font(self, factor: float = 1.0, *, bold: bool = False) -> QFont:
        """Return a font of ``factor`` times the size of body text."""
        font = QFont(self.painter.font())
        font.setPointSizeF(BODY_PT * factor)
        font.setBold(bold)
        return font

    def line(self, factor: float = 1.0) -> float:
        """Return the height of a line of text."""
        return QFontMetricsF(self.font(factor), self._writer).height()

    def height_of(
        self, text: str, width: float, factor: float = 1.0, *, bold: bool = False
    ) -> float:
        """Return the height of a text in a width."""
        return self._laid_out(text, width, self.font(factor, bold=bold)).boundingRect().height()

    def width_of(self, text: str, factor: float = 1.0, *, bold: bool = False) -> float:
        """Return the width of a text in one line."""
        metrics = QFontMetricsF(self.font(factor, bold=bold), self._writer)
        return metrics.horizontalAdvance(text)

    def fits(self, height: float) -> bool:
        """Return whether ``height`` still fits on this page."""
        return self.y + height <= self.size.height()

    def need(self, height: float) -> None:
        """Begin a new page if ``height`` does not fit on this one."""
        if self.y and not self.fits(height):
            self._writer.newPage()
            self.pages += 1
            self.y = 0.0
            self._write_footer()

    def skip(self, lines: float) -> None:
        """Skip some lines."""
        self.y += self.line() * lines

    def heading(self, text: str) -> None:
        """Write a heading, never at the bottom of a page."""
        self.need(self.line() * HEADING_LINES)
        self.skip(0.5)
        self.text(text, 1.2, bold=True)
        self.skip(0.15)

    def text(
        self, text: str, factor: float = 1.0, *, bold: bool = False, colour: str = INK
    ) -> None:
        """Write a paragraph over the whole width."""
        height = self.height_of(text, self.size.width(), factor, bold=bold)
        self.need(height)
        self.text_at(
            QRectF(0, self.y, self.size.width(), height), text, factor, bold=bold, colour=colour
        )
        self.y += height

    def text_at(
        self,
        room: QRectF,
        text: str,
        factor: float = 1.0,
        *,
        bold: bool = False,
        colour: str = INK,
        flags: int | None = None,
    ) -> None:
        """Write a text into a rectangle: on one line with ``flags`` of Qt, in lines without."""
        font = self.font(factor, bold=bold)
        self.painter.setFont(font)
        self.painter.setPen(QColor(colour))
        if flags is None:
            self._laid_out(text, room.width(), font).draw(self.painter, room.topLeft())
        else:
            self.painter.drawText(room, flags, text)

    def pair(self, name: str, value: str, share: float = 0.34) -> None:
        """Write a name and its value beside it."""
        width = self.size.width()
        left = width * share
        height = max(self.height_of(name, left, bold=True), self.height_of(value, width - left))
        self.need(height)
        self.text_at(QRectF(0, self.y, left, height), name, bold=True)
        self.text_at(QRectF(left, self.y, width - left, height), value)
        self.y += height + self.line() * 0.12

    def rule(self) -> None:
        """Draw a line over the whole width."""
        self.skip(0.3)
        self.painter.setPen(QPen(QColor(LINE_INK), self.mm(0.2)))
        self.painter.drawLine(0, round(self.y), round(self.size.width()), round(self.y))
        self.skip(0.3)

    def _laid_out(self, text: str, width: float, font: QFont) -> QTextLayout:
        """Return a text in lines; a word that is longer than a line is broken anywhere."""
        layout = QTextLayout(text.replace("\n", _LINE_BREAK), font, self._writer)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(width)
            line.setPosition(QPointF(0.0, y))
            y += line.height()
        layout.endLayout()
        return layout

    def _write_footer(self) -> None:
        bottom = QRectF(0, self.size.height() + self.line() * 0.7, self.size.width(), self.line())
        self.text_at(bottom, self._footer, 0.8, colour=QUIET_INK)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.text_at(
            bottom, _("Page {number}").format(number=self.pages), 0.8, colour=QUIET_INK, flags=right
        )
