"""The keys of the app on the keyboards of other countries, by the numbers of their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.ui.relief import relief_page
from tests.e2e.screen import Screen, keyboard_of, need_programs
from tests.e2e.test_relief import cramps

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e

KEY_2, KEY_Q = "11", "24"


@pytest.mark.parametrize("layout", ["fr", "cz", "ru", "gr", "il", "american(dvorak)"])
def test_a_number_chooses_the_place_in_relief_with_and_without_shift(
    tmp_path: Path, layout: str
) -> None:
    need_programs()
    with Screen(tmp_path, *keyboard_of(layout, tmp_path / "xkb")) as screen:
        screen.manage_windows()
        for shift in ("", "shift+"):
            # Only a cramp of some seconds comes into the diary.
            with screen.start(tmp_path / f"data{shift}", "relief", "--speed", "20") as app:
                screen.wait_for_title(app, relief_page.PAGE_NAME)

                screen.press(f"{shift}{KEY_2}")

                app.wait_until(lambda: [it.muscle for it in cramps(app.data_dir)] == ["toes"])


@pytest.mark.parametrize("layout", ["ru", "gr", "il"])
def test_a_letter_is_known_by_its_place_where_no_latin_one_is_written(
    tmp_path: Path, layout: str
) -> None:
    need_programs()
    with Screen(tmp_path, *keyboard_of(layout, tmp_path / "xkb")) as screen:
        screen.manage_windows()
        with screen.start(tmp_path / "data") as app:
            screen.wait_for_title(app, "stretchapp")

            screen.press(f"ctrl+{KEY_Q}")

            assert app.end() == ""
