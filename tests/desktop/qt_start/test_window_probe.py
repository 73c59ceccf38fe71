"""The findings about windows that a process of its own prints."""

from __future__ import annotations

import json

import pytest

from stretchapp.desktop.qt_start.display import no_display
from stretchapp.desktop.qt_start.window_probe import main


@pytest.mark.usefixtures("pseudo_desktop")
def test_a_problem_is_in_the_language_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    english = no_display({})
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    main()

    problem = json.loads(capfdbinary.readouterr().out)["problem"]
    assert problem == no_display({}) != english
