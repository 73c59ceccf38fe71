"""The first window on screens with little room: a small one, and large ones with large pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.ui.session.player_page import PAGE_NAME
from tests.e2e.screen import Screen, need_programs

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e

TITLE_BAR_PX = 20
"""The height of what the window manager puts above a window."""


@pytest.mark.parametrize(
    ("size", "scale"), [("1024x600", "1"), ("1366x768", "1.25"), ("1920x1080", "2")]
)
def test_no_part_of_the_first_window_is_beside_the_screen(
    tmp_path: Path, size: str, scale: str
) -> None:
    need_programs()
    with Screen(tmp_path, size=size) as screen:
        screen.manage_windows()
        screen.environ["QT_SCALE_FACTOR"] = scale

        with screen.start(tmp_path / "data", "start", "evening-stretch") as app:
            screen.wait_for_title(app, PAGE_NAME.format(title="Evening stretch"))

            width, height = screen.size(screen.active_window())
            widest, highest = (int(number) for number in size.split("x"))
            assert width <= widest
            assert height <= highest - TITLE_BAR_PX
