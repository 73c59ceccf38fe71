"""What is written for paper: rendered by another program, and read back from it."""

from __future__ import annotations

import math
import re
import subprocess
import sys
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from stretchapp.application.doctor_report import doctor_report
from stretchapp.diary.nights import Entries
from stretchapp.library.routines.models import ExerciseStep
from stretchapp.library.texts.diary import DoctorRule
from stretchapp.session.timeline import step_name
from stretchapp.ui.diary.diary_page import DOCTOR_PAGES
from stretchapp.ui.diary.doctor_pdf import write_doctor_pdf
from stretchapp.ui.home.preview_page import PRINT
from stretchapp.ui.paper.pdf_sheet import MARGIN_MM, PdfSheet
from stretchapp.wording.names import Names
from stretchapp.wording.routines import care_for_all
from stretchapp.wording.why import why, why_in_brief
from tests.diary.entries import a_cramp, a_stretch
from tests.fakes import AN_EVENING, a_routine, a_step
from tests.ui.diary_stage import cramp, open_diary

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from stretchapp.application.doctor_report import DoctorReport
    from tests.ui.stage import Stage

A4_WIDTH_MM = 210.0

NAMES = Names({"calf": "Calf"}, {"short-walk": "A short walk"}, {"stress": "Stress"})
RULES = (DoctorRule("D6", "A long cramp", urgent=False, text="Ask.", quotes=(), advice=""),)


def report(entries: Entries) -> DoctorReport:
    return doctor_report(entries, NAMES, RULES, AN_EVENING)


def text_of(path: Path) -> str:
    """Return what can be read on the pages, with single spaces and without ligatures."""
    command = ["pdftotext", "-layout", str(path), "-"]
    read = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", read))


def by_command(path: Path, before: str = "") -> str:
    """Write the pages in a process without a display, and return what it complains of."""
    program = (
        "import sys; from pathlib import Path; from tests.ui.paper.test_papers import report;"
        "from stretchapp.diary.nights import Entries;"
        "from stretchapp.ui.diary.doctor_pdf import write_without_window;"
        f"{before} write_without_window(Path(sys.argv[1]), report(Entries()))"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program, str(path)],
        check=False,
        cwd=Path(__file__).parents[3],
        env={"HOME": str(path.parent), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    return done.stderr


def pages_of(path: Path, folder: Path) -> list[QImage]:
    """Return the pages as a printer would get them."""
    folder.mkdir()
    subprocess.run(["pdftoppm", "-r", "50", "-png", str(path), str(folder / "page")], check=True)
    return [QImage(str(picture)) for picture in sorted(folder.iterdir())]


def lowest_ink(page: QImage) -> float:
    """Return how far down the page something is printed, above the footer, from 0 to 1."""
    height = int(page.height() * 0.88)
    dark = [
        y
        for y in range(height)
        if any(page.pixelColor(x, y).lightness() < 128 for x in range(0, page.width(), 2))
    ]
    return max(dark) / page.height()


def has_ink_in_the_margin(page: QImage) -> bool:
    """Return whether something is printed to the right of the text."""
    left = math.ceil(page.width() * (1 - MARGIN_MM / A4_WIDTH_MM)) + 1
    return any(
        page.pixelColor(x, y).lightness() < 200
        for x in range(left, page.width())
        for y in range(page.height())
    )


class TestLongWords:
    """A word that is longer than a line is broken, and no letter of it is lost."""

    @pytest.mark.parametrize(
        "word",
        ["z" * 200, "Wade" * 40, "W" * 120, "\N{LATIN SMALL LETTER A WITH DIAERESIS}W" * 60],
        ids=["z", "Wade", "W", "umlauts"],
    )
    def test_in_every_place_of_a_sheet(self, app: QApplication, tmp_path: Path, word: str) -> None:
        path = tmp_path / "words.pdf"
        sheet = PdfSheet(path, "Words", "Footer")
        sheet.heading(word)
        sheet.text(f"before {word} after")
        sheet.text(word, 1.9, bold=True)
        sheet.pair(word, word)
        sheet.text("below")
        sheet.finish()
        (page,) = pages_of(path, tmp_path / "pages")

        assert not has_ink_in_the_margin(page)
        letters = text_of(path).replace(" ", "")
        assert letters.count(word[0]) >= 5 * word.count(word[0])
        assert letters.index("after") < letters.index("below")

    def test_of_a_note_and_of_a_routine(self, stage: Stage, tmp_path: Path) -> None:
        word = "z" * 130
        notes = tmp_path / "notes.pdf"
        begin = datetime(2026, 11, 20, 3, 10, tzinfo=UTC)
        cramp = a_cramp(begin, note=f"one {word} END", muscle=word)
        write_doctor_pdf(notes, report(Entries((), [cramp])))
        stage.window.show_preview(a_routine(a_step(name=word), id="own", title=word))
        stage.click(PRINT)

        for number, path in enumerate((notes, stage.paths.data / "own.pdf")):
            assert not any(map(has_ink_in_the_margin, pages_of(path, tmp_path / str(number))))
            assert text_of(path).count("z") >= 260
        assert "END" in text_of(notes)


class TestForTheDoctor:
    def test_an_empty_diary_is_one_page(self, app: QApplication, tmp_path: Path) -> None:
        write_doctor_pdf(tmp_path / "empty.pdf", report(Entries()))

        assert len(pages_of(tmp_path / "empty.pdf", tmp_path / "pages")) == 1
        assert "Nothing recorded yet" in text_of(tmp_path / "empty.pdf")

    def test_it_says_what_was_in_figures(self, app: QApplication, tmp_path: Path) -> None:
        cramps = [
            a_cramp(
                datetime(2026, 11, 20, 3, 10, tzinfo=UTC),
                strength=7,
                length_s=300.0,
                triggers=("stress",),
                tried=(("short-walk", True),),
                side="left",
            ),
            a_cramp(datetime(2026, 11, 10, 3, 10, tzinfo=UTC), id=2, strength=4),
        ]
        sessions = [a_stretch(AN_EVENING - timedelta(days=days)) for days in (1, 2, 5)]
        path = tmp_path / "diary.pdf"
        write_doctor_pdf(path, report(Entries(sessions, cramps)))
        text = text_of(path)

        for sentence in (
            "Leg cramps and stretching",
            "Cramps 2 in 2 of 14 nights",
            "Stretched 3 nights",
            "5.5 on average, the strongest 7, on a scale from 0 to 10",
            "A long cramp night of 19 November",
            "Mo Tu We Th Fr Sa Su",
            "Stress: 1 cramp in 1 night",
            "A short walk: helped 1 of 1 time",
            "03:10: Calf, left leg, strength 7 of 10, 5 min",
        ):
            assert sentence in text
        for word in ("prevent", "because", "cure"):
            assert word not in text.lower()

    def test_twelve_full_weeks_are_two_pages_and_reach_no_further(
        self, app: QApplication, tmp_path: Path
    ) -> None:
        cramps = [
            a_cramp(
                AN_EVENING - timedelta(hours=7 * number),
                id=number,
                strength=number % 11,
                length_s=60.0 * (number % 7),
                note="A note of some length, as people write them at night. " * 12,
                triggers=("stress", "unknown"),
                tried=(("short-walk", True), ("another-one", False)),
            )
            for number in range(1, 400)
        ]
        path = tmp_path / "full.pdf"
        write_doctor_pdf(path, report(Entries((), cramps)))
        pages = pages_of(path, tmp_path / "pages")

        assert len(pages) == 2
        assert all(lowest_ink(page) < 0.88 for page in pages)
        # The report goes back so far, however long the diary is.
        assert "Nights of Monday, 31 August 2026" in text_of(path)

    def test_a_note_is_text_and_never_markup(self, app: QApplication, tmp_path: Path) -> None:
        note = "<b>bold</b> & <img src=x>"
        begin = datetime(2026, 11, 20, 3, 10, tzinfo=UTC)
        path = tmp_path / "note.pdf"
        write_doctor_pdf(path, report(Entries((), [a_cramp(begin, note=note)])))

        assert f"Note: {note}" in text_of(path)

    def test_nobody_else_may_read_it(self, app: QApplication, tmp_path: Path) -> None:
        write_doctor_pdf(tmp_path / "mine.pdf", report(Entries()))

        assert (tmp_path / "mine.pdf").stat().st_mode & 0o077 == 0
        assert [it.name for it in tmp_path.glob("*mine*")] == ["mine.pdf"]

    def test_a_command_writes_it_without_a_display(self, tmp_path: Path) -> None:
        path = tmp_path / "command.pdf"
        by_command(path)

        assert "Leg cramps and stretching" in text_of(path)

    def test_a_full_disk_is_told_and_leaves_what_was_there(self, tmp_path: Path) -> None:
        path = tmp_path / "full.pdf"
        path.write_text("an earlier one")
        # No file may become longer than that.
        told = by_command(path, "import resource as it; it.setrlimit(it.RLIMIT_FSIZE, (99, 99));")

        assert f"UserError: The file {path} cannot be written (File too large)" in told
        assert path.read_text() == "an earlier one"
        assert list(tmp_path.glob("*full*")) == [path]


class TestRoutines:
    @pytest.mark.parametrize(
        "routine_id", ["evening-stretch", "toe-and-foot-mobility", "acupressure-calf"]
    )
    def test_every_step_stands_on_the_sheet(
        self, stage: Stage, tmp_path: Path, routine_id: str
    ) -> None:
        routine = stage.routine(routine_id)
        stage.window.show_preview(routine)
        stage.click(PRINT)
        path = stage.paths.data / f"{routine_id}.pdf"
        text = text_of(path)

        assert str(path) in stage.text().replace("\u200b", "")
        assert routine.title in text
        for number, step in enumerate(routine.steps, start=1):
            assert f"{number}. {step_name(step)}" in text
        assert all(lowest_ink(it) < 0.88 for it in pages_of(path, tmp_path / "pages"))

    @pytest.mark.parametrize("routine_id", ["trial-nightly", "quick-relief-calf"])
    def test_it_says_what_was_chosen_and_where_it_comes_from(
        self, stage: Stage, routine_id: str
    ) -> None:
        routine = stage.routine(routine_id)
        stage.window.show_preview(routine)
        stage.click(PRINT)
        text = text_of(stage.paths.data / f"{routine_id}.pdf")

        titles = stage.components[0].article_titles()
        for step in routine.steps:
            if isinstance(step, ExerciseStep):
                assert why_in_brief(step, titles) in text
        reasons = why(routine, titles)
        for line in (*reasons.lines, *reasons.sources):
            assert line in text

    def test_what_the_steps_share_of_care_is_printed_once(self, stage: Stage) -> None:
        routine = stage.routine("in-bed")
        stage.window.show_preview(routine)
        stage.click(PRINT)
        text = text_of(stage.paths.data / "in-bed.pdf")

        assert text.count(care_for_all(routine.steps)) == 1
        assert text.count(routine.exercises[0].breathing) == 1

    def test_steps_without_a_figure_and_long_words_fit(self, stage: Stage) -> None:
        routine = a_routine(
            a_step(name="Something of one's own", safety="<b>Slowly</b>"),
            id="own",
            title="Wadenbeinmuskulaturkräftigung " * 4,
        )
        stage.window.show_preview(routine)
        stage.click(PRINT)
        text = text_of(stage.paths.data / "own.pdf")

        assert "1. Something of one's own" in text
        assert "<b>Slowly</b>" in text

    def test_a_sheet_that_cannot_be_written_is_told(self, stage: Stage) -> None:
        (stage.paths.data / "evening-stretch.pdf").mkdir()
        stage.window.show_preview(stage.routine("evening-stretch"))
        stage.click(PRINT)

        assert "cannot be written" in stage.text()
        assert list(stage.paths.data.glob(".*.pdf*")) == []


def test_the_report_of_the_window_is_the_same(stage: Stage) -> None:
    cramp(stage, "2026-11-20 03:10", strength=7)
    open_diary(stage)
    stage.click(DOCTOR_PAGES)

    text = text_of(stage.paths.data / "stretchapp-diary-2026-11-22.pdf")
    assert "03:10: Calf, strength 7 of 10" in text
