"""The two-page PDF file for a doctor: recent weeks, a calendar, triggers and cramps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPen

from stretchapp.base.i18n import N_, _, ngettext
from stretchapp.ui.diary.night_painter import (
    SignColours,
    paint_bar,
    paint_disc,
    paint_night,
    paint_ring,
)
from stretchapp.ui.diary.what_helps_page import help_lines, trigger_lines
from stretchapp.ui.paper.pdf_sheet import LINE_INK, QUIET_INK, PdfSheet
from stretchapp.wording.dates import (
    date_and_year,
    date_in_words,
    day_in_words,
    nights_in_words,
    short_date,
    shortest_weekday_name,
    weekdays_in_order,
)
from stretchapp.wording.diary import (
    count_nights,
    cramp_details,
    cramp_in_words,
    length_summary,
    place_counts_in_words,
    side_counts_in_words,
    strength_summary,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from stretchapp.application.doctor_report import DoctorReport
    from stretchapp.diary.nights import Night

INKS = SignColours(sign="#000000", on_sign="#ffffff", bar="#707070")
DAYS = 7
COLUMNS = 2
"""The number of columns of the list of weeks."""

CELL_MM = 10.2
LONGEST_LIST = 12
"""The largest number of lines of a list; the rest is only counted. Cramps fill what is left."""

MOST_PAGES = 2
LINES_OF_A_CRAMP = 6
"""The largest number of lines of a cramp, with the line that counts the rest."""

LONGEST_DETAIL = 240
"""The longest note in characters; longer notes are cut."""

FOOTER = N_("Counts of what the person recorded; no causes and no diagnosis. Made by stretchapp.")


def write_doctor_pdf(path: Path, report: DoctorReport) -> None:
    """Write the pages for the doctor.

    Args:
        path: The PDF file.
        report: The content.

    Raises:
        UserError: The file cannot be written.
    """
    sheet = PdfSheet(path, _("Leg cramps and stretching"), _(FOOTER))
    first, last = report.nights[0].evening, report.nights[-1].evening
    sheet.text(_("Leg cramps and stretching"), 1.7, bold=True)
    sheet.text(
        _(
            "Nights of {first} to {last}. Created on {created}. A night lasts from noon to noon;"
            " all times are local."
        ).format(
            first=day_in_words(first),
            last=day_in_words(last),
            created=date_and_year(report.created_on),
        ),
        colour=QUIET_INK,
    )
    _summary(sheet, report)
    _rules(sheet, report)
    _calendar(sheet, report.nights)
    _lists(sheet, report)
    _cramps(sheet, report)
    sheet.finish()


def write_without_window(path: Path, report: DoctorReport) -> None:
    """Write the pages for the doctor from a command: in a process without a display.

    Args:
        path: The PDF file.
        report: The content.

    Raises:
        UserError: The file cannot be written.
    """
    # Fonts need an application object; this kind of it needs no screen.
    application = QGuiApplication(["stretchapp", "-platform", "offscreen"])
    try:
        write_doctor_pdf(path, report)
    finally:
        application.shutdown()


def _summary(sheet: PdfSheet, report: DoctorReport) -> None:
    summary = report.summary
    unknown = summary.nights - summary.cramp_nights - summary.quiet_nights
    sheet.heading(_("In figures"))
    sheet.pair(
        _("Cramps"),
        _("{cramps} in {cramp_nights} of {nights}").format(
            cramps=summary.cramps,
            cramp_nights=summary.cramp_nights,
            nights=count_nights(summary.nights),
        ),
    )
    sheet.pair(_("No cramp, as recorded"), count_nights(summary.quiet_nights))
    sheet.pair(_("No entry"), count_nights(unknown))
    sheet.pair(_("Stretched"), count_nights(summary.stretch_nights))
    for name, value in (
        (_("Strength"), strength_summary(summary)),
        (_("Length"), length_summary(summary)),
        (_("Where"), place_counts_in_words(summary.muscles, report.names)),
        (_("Which leg"), side_counts_in_words(summary.sides)),
    ):
        if value:
            sheet.pair(name, value)


def _rules(sheet: PdfSheet, report: DoctorReport) -> None:
    if not report.rules:
        return
    sheet.heading(_("What the app suggests telling a doctor"))
    for rule in report.rules:
        sheet.pair(rule.title, nights_in_words(rule.nights))


def _calendar(sheet: PdfSheet, nights: Sequence[Night]) -> None:
    rows = [nights[start : start + DAYS] for start in range(0, len(nights), DAYS)]
    cell = sheet.mm(CELL_MM)
    half = -(-len(rows) // COLUMNS)
    height = cell * half + sheet.line() * 5
    sheet.need(height)
    sheet.heading(_("Calendar"))
    _legend(sheet)
    width = sheet.size.width() / COLUMNS
    label = width - cell * DAYS - sheet.mm(3)
    for column in range(COLUMNS):
        for day, weekday in enumerate(weekdays_in_order()):
            left = column * width + label + day * cell
            room = QRectF(left, sheet.y, cell, sheet.line(0.8))
            sheet.text_at(
                room,
                shortest_weekday_name(weekday),
                0.7,
                colour=QUIET_INK,
                flags=int(Qt.AlignmentFlag.AlignCenter),
            )
    top = sheet.y = sheet.y + sheet.line(0.9)
    for number, row in enumerate(rows):
        column, place = divmod(number, half)
        left, y = column * width, top + place * cell
        begins = row[0].evening
        sheet.text_at(
            QRectF(left, y, label, cell),
            short_date(begins),
            0.8,
            flags=int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
        )
        for day, night in enumerate(row):
            _cell(sheet, QRectF(left + label + day * cell, y, cell, cell), night)
    sheet.y = top + cell * half
    sheet.skip(0.4)


def _cell(sheet: PdfSheet, box: QRectF, night: Night) -> None:
    painter = sheet.painter
    painter.setPen(QPen(QColor(LINE_INK), sheet.mm(0.15)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
    painter.setFont(sheet.font(0.75, bold=True))
    middle = box.adjusted(0, box.height() * 0.08, 0, -box.height() * 0.22)
    paint_night(painter, middle, night, INKS)
    if night.is_stretched:
        paint_bar(painter, box, sheet.line(0.7), INKS)


def _legend(sheet: PdfSheet) -> None:
    """Write the legend of the signs in one line."""
    line = sheet.line()
    left = 0.0
    painter = sheet.painter
    for sign, words in (
        ("disc", _("cramps, the strongest 0 to 10")),
        ("ring", _("no cramp")),
        ("bar", ngettext("stretched", "stretched {count} times", 1)),
        ("", _("empty: no entry")),
    ):
        room = QRectF(left, sheet.y, line * 1.5, line * 1.2)
        painter.setFont(sheet.font(0.75, bold=True))
        if sign == "disc":
            paint_disc(painter, room, INKS, "7")
        elif sign == "ring":
            paint_ring(painter, room, INKS)
        elif sign == "bar":
            paint_bar(painter, room.adjusted(0, 0, 0, -line * 0.3), sheet.line(0.7), INKS)
        if sign:
            left += line * 1.7
        width = sheet.width_of(words, 0.8) + sheet.mm(1)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        place = QRectF(left, sheet.y, width, line * 1.2)
        sheet.text_at(place, words, 0.8, colour=QUIET_INK, flags=flags)
        left += width + sheet.mm(4)
    sheet.y += line * 1.5


def _lists(sheet: PdfSheet, report: DoctorReport) -> None:
    for title, (lines, rest) in (
        (_("Possible triggers"), trigger_lines(report.trigger_counts, report.names)),
        (_("What was tried"), help_lines(report.help_counts, report.names)),
    ):
        sheet.heading(title)
        for line in lines[:LONGEST_LIST]:
            sheet.text(line)
        if len(lines) > LONGEST_LIST:
            words = _("and {count} more").format(count=len(lines) - LONGEST_LIST)
            sheet.text(words, colour=QUIET_INK)
        if rest:
            sheet.text(rest, colour=QUIET_INK)


def _cramps(sheet: PdfSheet, report: DoctorReport) -> None:
    cramps = [cramp for night in reversed(report.nights) for cramp in reversed(night.cramps)]
    if not cramps:
        return
    sheet.heading(_("The last cramps"))
    written = 0
    for cramp in cramps:
        if sheet.pages >= MOST_PAGES and not sheet.fits(sheet.line() * LINES_OF_A_CRAMP):
            break
        line = cramp_in_words(cramp, report.names)
        details = ". ".join(" ".join(it.split()) for it in cramp_details(cramp, report.names))
        if len(details) > LONGEST_DETAIL:
            details = f"{details[:LONGEST_DETAIL].rstrip()} ..."
        sheet.pair(date_in_words(cramp.started_at.date()), f"{line}. {details}".strip(), 0.2)
        written += 1
    if len(cramps) > written:
        words = ngettext(
            "and {count} earlier one", "and {count} earlier ones", len(cramps) - written
        )
        sheet.text(words.format(count=len(cramps) - written), colour=QUIET_INK)
