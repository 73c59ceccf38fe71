"""A token of the desktop lets the window take the keyboard."""

from __future__ import annotations

import os

import pytest

from stretchapp.desktop.activation import activate_on_x11, pass_on_token

TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 -- the name of a variable


@pytest.mark.parametrize("platform", ["wayland", "wayland-egl"])
def test_qt_finds_the_token_on_wayland(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN, "old")

    pass_on_token("new", platform)

    assert os.environ[TOKEN] == "new"


@pytest.mark.parametrize("platform", ["xcb", "offscreen", "windows"])
def test_programs_do_not_inherit_it_elsewhere(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(TOKEN, raising=False)

    pass_on_token("new", platform)

    assert TOKEN not in os.environ


@pytest.mark.parametrize("display", [":4077", ""])
def test_nothing_happens_without_a_display(display: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", display)

    activate_on_x11("a_TIME1", 1)
