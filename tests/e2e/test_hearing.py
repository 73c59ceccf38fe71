"""What is really heard of a session: the app, its voice, and a sound server that is recorded."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.clock import SystemClock
from stretchapp.base.paths import user_paths
from tests.app_process import sessions
from tests.desktop.sound.pulse import Pulse
from tests.library.files import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.screen import Screen

pytestmark = pytest.mark.sound

EXERCISE = """\
format: 1
kind: exercise
id: lean
name: Lean
body: [calf]
position: [standing]
sides: each
timing:
  hold: 3s
steps:
  - Face the wall.
"""
ROUTINE = """\
format: 1
kind: routine
id: short
title: Short
purpose: To be listened to.
change_sides: 3s
steps:
  - exercise: lean
    get_ready: 2s
"""
TIMES_S = [0, 2, 5, 8, 11]
"""Get ready, hold, change sides, hold, the end."""

CUT_S = 0.2
"""What ends with words that are over by less may have cut them off."""

LATE_S = 0.25
"""Nobody minds a cue that is later by less."""

AWAKE = {"quiet_from": "00:00", "quiet_until": "00:00"}


@pytest.fixture
def pulse() -> Iterator[Pulse]:
    """A sound server of one's own."""
    programs = ("pulseaudio", "pactl", "parec", "espeak-ng")
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}: make setup-dev installs them")
    with tempfile.TemporaryDirectory(prefix="pulse-") as folder, Pulse(Path(folder)) as pulse:
        yield pulse


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """The data folder of somebody with a short routine of two holds."""
    paths = user_paths(tmp_path / "data")
    write(paths.user_routines, lean=EXERCISE, short=ROUTINE)
    return tmp_path / "data"


class Heard:
    """A session from its start to its end, as it was heard."""

    def __init__(
        self, screen: Screen, pulse: Pulse, data_dir: Path, speed: str = "1", **settings: object
    ) -> None:
        user_paths(data_dir).settings.write_text(json.dumps(settings))
        screen.environ |= pulse.environ
        clock = SystemClock()
        with pulse.recording() as recording:
            with screen.start(
                data_dir, "start", "short", "--speed", speed, "--quit-when-done"
            ) as app:
                self.errors = app.end()
            ended_s = clock.monotonic_s()
            # What was on its way is recorded too.
            recording.wait(2 * CUT_S)
            ahead_s = clock.now().timestamp() - clock.monotonic_s()
        session = sessions(data_dir)[0]
        self.session = session
        begun_s = session.started_at.timestamp() - ahead_s
        self.ended_s = ended_s - begun_s
        self.onsets_s = [at_s - begun_s for at_s in recording.onsets_s(quiet_s=0.3)]
        self.lengths_s = recording.lengths_s(quiet_s=0.3)


def test_sounds_begin_and_end_holds_with_silence_between(
    screen: Screen, pulse: Pulse, data_dir: Path
) -> None:
    heard = Heard(screen, pulse, data_dir, cues="sounds", **AWAKE)

    assert heard.errors == ""
    # The first sound waits until the window is there and the output is open.
    assert 0 <= heard.onsets_s[0] < 1
    assert heard.onsets_s[1:] == pytest.approx(TIMES_S[1:], abs=LATE_S)
    assert all(length_s < 1 for length_s in heard.lengths_s)


def test_silence_is_silence(screen: Screen, pulse: Pulse, data_dir: Path) -> None:
    audible = Heard(screen, pulse, data_dir, "5", cues="sounds", **AWAKE)
    heard = Heard(screen, pulse, data_dir, "5", cues="silent", **AWAKE)

    assert audible.onsets_s != []
    assert heard.onsets_s == []
    assert heard.session.state == "finished"


def test_a_voice_is_given_its_time_and_holds_keep_theirs(
    screen: Screen, pulse: Pulse, data_dir: Path
) -> None:
    heard = Heard(screen, pulse, data_dir, cues="voice", **AWAKE)

    assert heard.errors == ""
    assert heard.session.state == "finished"
    # "Left leg. Lean. Face the wall." takes longer than the two seconds as written.
    longer_s = heard.session.active_s - TIMES_S[-1]
    assert 0 < longer_s <= 5
    speech_length_s = sum(heard.lengths_s)
    assert speech_length_s > 8
    # What is last is "Well done", after the end of the session, and the app waits for it.
    assert heard.onsets_s[-1] > heard.session.active_s
    assert heard.onsets_s[-1] + heard.lengths_s[-1] < heard.ended_s - CUT_S
