"""Relief on a real screen: dark from its first frame, led by its keys, and written down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import user_paths
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.storage.store import open_store
from stretchapp.ui.relief import after_cramp_page, relief_page
from tests.e2e.screen import brightness, near_white

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

    from stretchapp.diary.cramp_log import CrampRecord
from tests.e2e.screen import Screen

pytestmark = pytest.mark.e2e

FULL = (1280, 800)
FASTER = ("--speed", "5")
"""Nothing is recorded in the first seconds of relief; these pass faster."""


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """The data folder of somebody who likes it light by day."""
    paths = user_paths(tmp_path / "data")
    paths.settings.parent.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text(json.dumps({"theme": "light"}))
    return tmp_path / "data"


def cramps(data_dir: Path) -> list[CrampRecord]:
    """Return the cramps that are recorded, the latest first."""
    diary = user_paths(data_dir).diary
    if not diary.exists():
        return []
    connection = open_store(diary)
    try:
        return CrampLog(connection).cramps()
    finally:
        connection.close()


def tried(data_dir: Path) -> list[str]:
    """Return the exercises of the latest cramp."""
    return [exercise for record in cramps(data_dir)[:1] for exercise, _ in record.tried]


def test_no_frame_of_a_start_is_bright(screen: Screen, data_dir: Path) -> None:
    seen: list[QImage] = []

    with screen.start(data_dir, "relief") as app:

        def is_there() -> bool:
            seen.extend(screen.glance() for _ in range(10))
            return screen.title().startswith(relief_page.PAGE_NAME)

        app.wait_until(is_there)
        seen.extend(screen.glance() for _ in range(200))
        app.wait_until(lambda: screen.size(screen.window_of(app)) == FULL)
        seen.append(screen.picture())

    assert max(map(near_white, seen)) < 0.005
    # The frame of the window manager and the pointer are there before the screen is filled.
    assert max(map(brightness, seen)) < 60


def test_a_cramp_is_led_through_by_its_keys_and_written_down(
    screen: Screen, data_dir: Path
) -> None:
    with screen.start(data_dir, "relief", *FASTER) as app:
        screen.wait_for_title(app, relief_page.PAGE_NAME)
        app.wait_until(lambda: tried(data_dir) == ["toe-pull-hold"])
        assert screen.size(screen.window_of(app)) == FULL
        assert near_white(screen.picture()) < 0.005

        screen.press("Right")
        app.wait_until(lambda: tried(data_dir)[1:] == ["stand-both-feet"])
        screen.press("Down")
        app.wait_until(lambda: len(tried(data_dir)) == 3)
        screen.press("space")
        app.wait_until(lambda: cramps(data_dir)[0].eased)
        screen.press("Escape")
        screen.wait_for_title(app, after_cramp_page.PAGE_NAME)
        screen.press("1", "0")
        app.wait_until(lambda: cramps(data_dir)[0].strength == 10)
        screen.press("Escape")

        screen.wait_for_title(app, "stretchapp")
        (record,) = cramps(data_dir)
        assert (record.state, record.muscle, record.strength) == ("ended", "calf", 10)
        assert [helped for _, helped in record.tried] == [False, False, True]
        assert screen.size(screen.window_of(app)) != FULL
        screen.press("ctrl+q")
        assert app.end() == ""


def test_escape_leaves_at_once_to_a_light_home(screen: Screen, data_dir: Path) -> None:
    with screen.start(data_dir, "relief", "toes", *FASTER) as app:
        screen.wait_for_title(app, relief_page.PAGE_NAME)
        app.wait_until(lambda: [it.muscle for it in cramps(data_dir)] == ["toes"])

        screen.press("Escape")

        screen.wait_for_title(app, "stretchapp")
        assert not cramps(data_dir)[0].eased
        app.wait_until(lambda: near_white(screen.picture()) > 0.3)


def test_it_is_one_key_away_and_that_key_again_changes_nothing(
    screen: Screen, data_dir: Path
) -> None:
    with screen.start(data_dir) as app:
        screen.wait_for_title(app, "stretchapp")

        screen.press("F2")
        screen.wait_for_title(app, relief_page.PAGE_NAME)
        app.wait_until(lambda: tried(data_dir) == ["toe-pull-hold"])
        screen.press("Right", "F2")
        app.wait_until(lambda: len(tried(data_dir)) == 2)

        assert len(cramps(data_dir)) == 1
        app.wait_until(lambda: near_white(screen.picture()) < 0.005)


def test_a_killed_process_loses_nothing_but_the_last_seconds(
    screen: Screen, data_dir: Path
) -> None:
    with screen.start(data_dir, "relief", "--speed", "20") as killed:
        screen.wait_for_title(killed, relief_page.PAGE_NAME)
        killed.wait_until(lambda: len(tried(data_dir)) >= 2)
        killed.process.kill()
        killed.process.wait()
    (record,) = cramps(data_dir)
    assert (record.state, record.muscle) == ("running", "calf")
    assert record.length_s is not None
    assert record.length_s > 30

    with screen.start(data_dir, "relief", *FASTER) as app:
        screen.wait_for_title(app, relief_page.PAGE_NAME)
        app.wait_until(lambda: len(cramps(data_dir)) == 2)

        assert [it.state for it in cramps(data_dir)] == ["running", "ended"]
