"""A start imports nothing for voice, sound and buses before its first frame."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import user_paths
from tests.app_process import CHECKOUT, TIMEOUT_S, environment

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import sys
from stretchapp.startup.cli import main
code = main(sys.argv[1:])
print("loaded:", *sys.modules)
sys.exit(code)
"""
LIBRARIES = {"_cffi_backend", "jeepney", "miniaudio", "subprocess", "wave"}
PACKAGES = tuple(f"stretchapp.desktop.{name}." for name in ("dbus", "power", "sound", "speech"))
MODULES = {
    "stretchapp.session.cues",
    "stretchapp.session.fit_to_speech",
    "stretchapp.ui.session.session_devices",
    "stretchapp.ui.session.cue_speaker",
    "stretchapp.ui.accessibility.sentence_reader",
}


@pytest.mark.parametrize("request_", [[], ["relief"]], ids=["home", "relief"])
def test_voice_sound_and_buses_wait_until_after_the_first_frame(
    request_: list[str], tmp_path: Path
) -> None:
    settings = user_paths(tmp_path).settings
    # Otherwise nothing would be said at night.
    settings.write_text(json.dumps({"quiet_from": "00:00", "quiet_until": "00:00"}))
    command = [sys.executable, "-c", PROGRAM, "--data-dir", str(tmp_path), *request_]
    done = subprocess.run(
        [*command, "--quit-after-first-frame"],
        capture_output=True,
        check=True,
        cwd=CHECKOUT,
        encoding="utf-8",
        env=environment(),
        timeout=TIMEOUT_S,
    )
    loaded = set(done.stdout.rpartition("loaded:")[2].split())

    assert "stretchapp.ui.window.main_window" in loaded
    assert {name.partition(".")[0] for name in loaded} & LIBRARIES == set()
    assert [name for name in loaded if name.startswith(PACKAGES)] == []
    assert loaded & MODULES == set()
