"""A private screen for real windows: Xvfb, a window manager, a keyboard, and eyes."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path
from typing import Self

import pytest
from PySide6.QtGui import QImage

from tests.app_process import TIMEOUT_S, App

PROGRAMS = ("Xvfb", "openbox", "trayer", "xdotool")
SIZE = "1280x800"
NEAR_WHITE = 225
HEADER_WORDS = 25
GLANCED_LINES = 20
LAYOUTS = Path("/usr/share/X11/xkb")
"""The layouts of keyboards; they come with the X server."""


class Screen:
    """A screen of its own; a context manager.

    Attributes:
        environ: The environment of programs that are to appear on it; None takes a variable away.
    """

    def __init__(self, folder: Path, *arguments: str, size: str = SIZE) -> None:
        """Start the X server.

        Args:
            folder: Where the X server keeps the picture that is on the screen.
            arguments: More arguments for the X server.
            size: Width and height of the screen, such as 1280x800.
        """
        self._server = subprocess.Popen(
            [
                *("Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-fbdir", str(folder)),
                *("-nolisten", "tcp", "-noreset", *arguments),
            ],
            encoding="ascii",
            stderr=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        assert self._server.stdout is not None
        self.display = f":{self._server.stdout.readline().strip()}"
        self._picture = folder / "Xvfb_screen0"
        self.environ: dict[str, str | None] = {
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "WAYLAND_DISPLAY": None,
        }
        self._manager: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        """Return the screen."""
        return self

    def __exit__(self, *_: object) -> None:
        """End everything on the screen, and the screen."""
        for process in (self._manager, self._server):
            if process is not None:
                process.kill()
                process.communicate()

    def die(self) -> None:
        """Kill the X server, as when its machine or its session breaks down."""
        self._server.kill()
        self._server.wait()

    def manage_windows(self) -> None:
        """Start a window manager and wait until it is there."""
        self._manager = subprocess.Popen(
            ["openbox", "--startup", "echo ready"],
            encoding="ascii",
            env={**os.environ, "DISPLAY": self.display},
            stderr=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        assert self._manager.stdout is not None
        # It may have something to say before.
        assert "ready\n" in iter(self._manager.stdout.readline, "")
        # The first key of a screen announces its keyboard; the manager then takes its own keys
        # anew, and misses those that come meanwhile.
        self.press("shift")

    def start(self, data_dir: Path, *arguments: str) -> App:
        """Start the app on this screen; if the test fails, what is on the screen is kept."""
        app = App(data_dir, *arguments, env=self.environ)
        app.on_failure = self._keep_picture
        return app

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, such as ``space`` or ``ctrl+f``, or keys by number."""
        self._xdotool("key", *keys)

    def write(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", text)

    def click(self, x: int, y: int, button: str = "1") -> None:
        """Click somewhere with a button of the mouse: 1 is the left one, 3 the right one."""
        self._xdotool("mousemove", str(x), str(y), "click", button)

    def window_of(self, app: App) -> str:
        """Wait for the window of ``app`` and return its number."""
        app.wait_until(lambda: self.windows_of(app))
        return self.windows_of(app)[-1]

    def windows_of(self, app: App) -> list[str]:
        """Return the numbers of all windows of ``app`` that can be seen, also those of menus."""
        pid = str(app.process.pid)
        return self._xdotool("search", "--onlyvisible", "--pid", pid, check=False).split()

    def active_window(self) -> str:
        """Return the number of the window that has the keyboard."""
        return self._xdotool("getactivewindow", check=False).strip()

    def title(self) -> str:
        """Return the title of that window."""
        return self._xdotool("getactivewindow", "getwindowname", check=False).strip()

    def size(self, window: str) -> tuple[int, int]:
        """Return the width and height of a window."""
        words = self._xdotool("getwindowgeometry", "--shell", window)
        values = dict(line.split("=") for line in words.splitlines())
        return int(values["WIDTH"]), int(values["HEIGHT"])

    def place(self, name: str) -> tuple[int, int, int, int]:
        """Return left, top, width and height of the window whose title begins so."""
        window = self._xdotool("search", "--onlyvisible", "--name", f"^{name}").split()[0]
        words = self._xdotool("getwindowgeometry", "--shell", window)
        values = dict(line.split("=") for line in words.splitlines())
        left, top, width, height = (int(values[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))
        return left, top, width, height

    def wait_for_title(self, app: App, beginning: str) -> None:
        """Wait until the active window has a title that begins so."""
        app.wait_until(lambda: self.title().startswith(beginning))

    def picture(self) -> QImage:
        """Return what is on the screen at this moment."""
        start, width, height, line = self._layout()
        pixels = self._picture.read_bytes()[start:]
        # A copy of its own: the bytes do not outlive this method.
        return QImage(pixels, width, height, line, QImage.Format.Format_RGB32).copy()

    def glance(self) -> QImage:
        """Return some lines of what is on the screen, in a millisecond."""
        start, width, height, line = self._layout()
        with self._picture.open("rb") as stream:
            rows = range(0, height, height // GLANCED_LINES)
            pixels = b"".join(os.pread(stream.fileno(), line, start + y * line) for y in rows)
        return QImage(pixels, width, len(rows), line, QImage.Format.Format_RGB32).copy()

    def _keep_picture(self) -> None:
        path = Path(tempfile.mkdtemp(prefix="stretchapp-e2e-"), "screen.png")
        self.picture().save(str(path))
        print(f"What was on the screen is in {path}")  # noqa: T201 -- pytest shows it

    def _layout(self) -> tuple[int, int, int, int]:
        """Return where the pixels start, width and height, and the length of a line in bytes.

        The file is of the form that the program ``xwd`` writes.
        """
        with self._picture.open("rb") as stream:
            header = struct.unpack(f">{HEADER_WORDS}I", stream.read(4 * HEADER_WORDS))
        return header[0] + 12 * header[19], header[4], header[5], header[12]

    def _xdotool(self, *words: str, check: bool = True) -> str:
        return subprocess.run(
            ["xdotool", *words],
            check=check,
            encoding="utf-8",
            env={**os.environ, "DISPLAY": self.display},
            stderr=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=TIMEOUT_S,
        ).stdout


def keyboard_of(layout: str, folder: Path) -> tuple[str, ...]:
    """Return arguments for an X server whose keyboard has one layout, such as ``fr(azerty)``.

    Xvfb takes no other keyboard than ``us``, so it gets a folder in which that name means another.
    """
    symbols = folder / "symbols"
    symbols.mkdir(parents=True)
    for part in LAYOUTS.iterdir():
        if part.name != "symbols":
            (folder / part.name).symlink_to(part)
    for part in (LAYOUTS / "symbols").iterdir():
        if part.name != "us":
            (symbols / part.name).symlink_to(part)
    (symbols / "american").symlink_to(LAYOUTS / "symbols" / "us")
    (symbols / "us").write_text(
        f'default partial xkb_symbols "basic" {{ include "{layout}" }};\n', encoding="ascii"
    )
    return "-xkbdir", str(folder)


def need_programs() -> None:
    """Skip a test where the programs that it needs are missing."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}: make setup-dev installs them")


def brightness(picture: QImage) -> float:
    """Return the mean brightness of a picture, from 0 to 255."""
    levels = _levels(picture)
    return sum(levels) / len(levels)


def near_white(picture: QImage) -> float:
    """Return the share of a picture that is white or nearly so, from 0 to 1."""
    levels = _levels(picture)
    return sum(level >= NEAR_WHITE for level in levels) / len(levels)


def _levels(picture: QImage) -> bytes:
    """Return the brightness of some thousand points of a picture."""
    small = picture.scaled(128, min(picture.height(), 80))
    return bytes(small.convertToFormat(QImage.Format.Format_Grayscale8).constBits())
