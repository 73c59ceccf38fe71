"""What a start leaves out until its first picture is on the screen."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import user_paths
from tests.app_process import TIMEOUT_S, environment

if TYPE_CHECKING:
    from pathlib import Path

NOT_YET = {
    "miniaudio",
    "jeepney",
    "stretchapp.desktop.sound.cue_output",
    "stretchapp.desktop.power.keep_awake",
    "stretchapp.desktop.dbus.mpris_player",
    "stretchapp.desktop.sound.player",
    "stretchapp.desktop.speech.speaker",
    "stretchapp.session.cues",
    "stretchapp.session.fit_to_speech",
    "stretchapp.ui.session.session_devices",
    "stretchapp.ui.session.cue_speaker",
    "stretchapp.ui.accessibility.sentence_reader",
}


@pytest.mark.parametrize("request_", [[], ["relief"]], ids=len)
def test_voice_and_sounds_come_after_it(tmp_path: Path, request_: list[str]) -> None:
    settings = user_paths(tmp_path).settings
    settings.parent.mkdir(parents=True, exist_ok=True)
    # Otherwise nothing would be said at night.
    settings.write_text(json.dumps({"quiet_from": "00:00", "quiet_until": "00:00"}))
    done = subprocess.run(
        [
            *(sys.executable, "-X", "importtime", "-m", "stretchapp"),
            *("--data-dir", str(tmp_path), "--quit-after-first-frame", *request_),
        ],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=environment(),
        timeout=TIMEOUT_S,
    )
    lines = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    imported = {line.rpartition("|")[2].strip() for line in lines}

    assert "stretchapp.ui.window.main_window" in imported
    assert imported & NOT_YET == set()
