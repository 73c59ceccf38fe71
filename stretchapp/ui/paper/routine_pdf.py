"""A routine as a PDF file: its steps with their figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPen

from stretchapp.base.i18n import N_, _
from stretchapp.figure.motion import key_pose, picture_bounds, scene
from stretchapp.figure.paint import paint_shapes
from stretchapp.library.routines.models import ExerciseStep
from stretchapp.session.timeline import step_name
from stretchapp.ui.paper.pdf_sheet import INK, LINE_INK, QUIET_INK, PdfSheet
from stretchapp.wording.routines import (
    CARE_FOR_ALL,
    care_for_all,
    routine_facts,
    routine_name,
    step_care,
    step_sentences,
    step_timing,
)
from stretchapp.wording.why import WHY, why, why_in_brief

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from stretchapp.figure.motion import Figure
    from stretchapp.figure.shapes import Tone
    from stretchapp.library.routines.models import Routine, Step
    from stretchapp.wording.why import Why

SMALL = 0.85
"""The size of the reasons, as a factor of body text."""

PICTURE_MM = 34.0
"""The side of a picture, in millimetres."""


_TONES: dict[Tone, str] = {
    "near": "#303030",
    "far": "#8a8a8a",
    "prop": "#c4c4c4",
    # In print without colour, the muscle is the lightest area.
    "glow": "#ff9a3c",
}

FOOTER = N_(
    "Stop if it hurts. Stretching may help; it does not replace a doctor. Made by stretchapp."
)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A text beside the picture of a step."""

    text: str
    factor: float = 1.0
    bold: bool = False
    colour: str = INK


def write_routine_sheet(
    path: Path,
    routine: Routine,
    figure_of: Callable[[str], Figure | None],
    titles: Mapping[str, str],
) -> None:
    """Write a routine as a PDF file.

    Args:
        path: The file.
        routine: The routine, fitted to the person.
        figure_of: Returns the figure of an exercise, or None.
        titles: The titles of the articles by their numbers.

    Raises:
        UserError: The file cannot be written.
    """
    sheet = PdfSheet(path, routine.title, _(FOOTER))
    sheet.text(routine_name(routine), 1.9, bold=True)
    sheet.text(routine.purpose, 1.1)
    sheet.text(routine_facts(routine), colour=QUIET_INK)
    care = care_for_all(routine.steps)
    if care:
        sheet.text(_(CARE_FOR_ALL).format(care=care))
    for number, step in enumerate(routine.steps, start=1):
        sheet.rule()
        figure = figure_of(step.exercise.id) if isinstance(step, ExerciseStep) else None
        _step(sheet, number, step, figure, titles, care)
    _reasons(sheet, why(routine, titles))
    sheet.finish()


def _step(
    sheet: PdfSheet,
    number: int,
    step: Step,
    figure: Figure | None,
    titles: Mapping[str, str],
    shown_care: str,
) -> None:
    side = sheet.mm(PICTURE_MM)
    gap = sheet.mm(5)
    left = side + gap if figure is not None else 0.0
    width = sheet.size.width() - left
    paragraphs = [
        _Paragraph(f"{number}. {step_name(step)}", 1.25, bold=True),
        _Paragraph(step_timing(step), 1.1, bold=True),
        _Paragraph(" ".join(step_sentences(step)), 1.1),
    ]
    if isinstance(step, ExerciseStep):
        paragraphs += [
            _Paragraph(step_care(step, shown_care)),
            _Paragraph(why_in_brief(step, titles), SMALL, colour=QUIET_INK),
        ]
    paragraphs = [it for it in paragraphs if it.text]
    heights = [
        sheet.height_of(it.text, width, it.factor, bold=it.bold) + sheet.line() * 0.15
        for it in paragraphs
    ]
    height = max(sum(heights), side if figure is not None else 0.0)
    sheet.need(height)
    if figure is not None:
        _picture(sheet, QRectF(0, sheet.y, side, side), figure)
    top = sheet.y
    for it, needed in zip(paragraphs, heights, strict=True):
        rect = QRectF(left, top, width, needed)
        sheet.text_at(rect, it.text, it.factor, bold=it.bold, colour=it.colour)
        top += needed
    sheet.y += height


def _reasons(sheet: PdfSheet, reasons: Why) -> None:
    """Write the reasons for the routine and its sources, at the end."""
    if reasons:
        sheet.rule()
        sheet.heading(_(WHY))
        for text in (*reasons.lines, *reasons.sources):
            sheet.text(text, SMALL, colour=QUIET_INK)


def _picture(sheet: PdfSheet, rect: QRectF, figure: Figure) -> None:
    painter = sheet.painter
    painter.setPen(QPen(QColor(LINE_INK), sheet.mm(0.15)))
    painter.setBrush(QColor("#ffffff"))
    painter.drawRect(rect)
    inset = sheet.mm(1)
    inside = rect.adjusted(inset, inset, -inset, -inset)
    colours: dict[Tone, QColor] = {tone: QColor(colour) for tone, colour in _TONES.items()}
    paint_shapes(painter, inside, picture_bounds(figure), scene(figure, key_pose(figure)), colours)
