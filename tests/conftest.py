"""What holds for every test: a home of its own, no screen, English, and nothing left running."""

from __future__ import annotations

import gettext
import inspect
import os
import signal
import sys
import tempfile
from typing import TYPE_CHECKING
from weakref import ref

# Qt reads these once, when it is imported. The tests of the real window set their own for it.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["LANGUAGE"] = "en"

import pytest
from hypothesis import settings

from stretchapp.base import language
from stretchapp.base.i18n import ENGLISH, use_language
from stretchapp.base.paths import shipped_routines
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.store import open_store
from stretchapp.library.load import load_library
from tests.fakes import FakeClock, SaveAtOnce

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from stretchapp.library.models import Library

# No deadlines: how long an example takes says more about the machine than about the code.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

_FOLDERS = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_CACHE_HOME": "home/.cache",
}


# A shell starts what it puts into the background deaf to these, and children inherit that.
for _number in (signal.SIGINT, signal.SIGQUIT):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(
            _number,
            signal.default_int_handler if _number == signal.SIGINT else signal.SIG_DFL,
        )


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder for one test; neither the user's files nor the user's desktop is touched."""
    for variable, folder in _FOLDERS.items():
        path = tmp_path / folder
        path.mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv(variable, str(path))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/no-bus")
    # Not below tmp_path: the path of a socket may have about 100 characters.
    with tempfile.TemporaryDirectory(prefix="run-") as runtime:
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        yield tmp_path / "home"


@pytest.fixture(autouse=True)
def no_bug_is_logged(home: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which the app has logged a bug, though all else may have gone well."""
    yield
    if request.node.get_closest_marker("bug") is None:
        reports = [log.read_text("utf-8") for log in home.parent.rglob("bugs.log")]
        assert not reports, "the app has logged a bug:\n" + "\n".join(reports)


@pytest.fixture(autouse=True)
def no_timer_is_left(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that leaves a timer running: it would fire into the tests that follow."""
    if "PySide6.QtCore" not in sys.modules:
        yield
        return
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer
    from shiboken6 import isValid

    started: list[tuple[ref[QTimer], str]] = []
    start = QTimer.start

    def remember(timer: QTimer, *interval: int) -> None:
        here = inspect.currentframe()
        caller = None if here is None else here.f_back
        # Only where: the text of the lines would take longer than most tests.
        place = "" if caller is None else f"{caller.f_code.co_filename}:{caller.f_lineno}"
        started.append((ref(timer), place))
        start(timer, *interval)

    monkeypatch.setattr(QTimer, "start", remember)
    yield
    # What was to be deleted later goes now.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    places: list[str] = []
    for reference, place in started:
        timer = reference()
        if timer is not None and isValid(timer) and timer.isActive():
            timer.stop()
            places.append(place)
    assert not places, "a timer was left running; it was started here:\n" + "\n".join(places)


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands still until the test moves it."""
    return FakeClock()


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A new database of the diary."""
    connection = open_store(tmp_path / "diary.sqlite")
    yield connection
    connection.close()


@pytest.fixture
def log(connection: sqlite3.Connection) -> SessionLog:
    """The session log of the new database."""
    return SessionLog(connection)


@pytest.fixture
def saver(connection: sqlite3.Connection) -> SaveAtOnce:
    """Saves into the new database."""
    return SaveAtOnce(lambda: connection)


@pytest.fixture(scope="session")
def library() -> Library:
    """What comes with the app."""
    return load_library(shipped_routines())


@pytest.fixture(scope="session")
def pseudo_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the catalogue of the made-up language."""
    # Imported here: few tests need it.
    from tests.translation.pseudo import write_pseudo

    folder = tmp_path_factory.mktemp("locale")
    write_pseudo(folder)
    return folder


@pytest.fixture
def pseudo_language(pseudo_catalogue: Path) -> Iterator[Path]:
    """Texts in the made-up language, and the folder of its catalogue."""
    from tests.translation.pseudo import LANGUAGE

    use_language(pseudo_catalogue, [LANGUAGE])
    yield pseudo_catalogue
    use_language(pseudo_catalogue, [ENGLISH])


@pytest.fixture
def pseudo_desktop(
    pseudo_catalogue: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """The environment asks for the made-up language, and the app has its catalogue."""
    from tests.translation.pseudo import LANGUAGE

    assets = tmp_path_factory.mktemp("assets")
    (assets / "locale").symlink_to(pseudo_catalogue)
    monkeypatch.setattr(language, "shipped_assets", lambda: assets)
    monkeypatch.setenv("LANGUAGE", LANGUAGE)
    yield
    gettext.textdomain("messages")
    use_language(pseudo_catalogue, [ENGLISH])


@pytest.fixture(scope="session")
def library_in_pseudo(pseudo_catalogue: Path) -> Library:
    """What comes with the app, in the made-up language."""
    from tests.translation.pseudo import LANGUAGE

    use_language(pseudo_catalogue, [LANGUAGE])
    library = load_library(shipped_routines())
    use_language(pseudo_catalogue, [ENGLISH])
    return library


@pytest.fixture
def pseudo_library(pseudo_language: Path, library_in_pseudo: Library) -> Library:
    """What comes with the app while all texts are in the made-up language."""
    return library_in_pseudo
