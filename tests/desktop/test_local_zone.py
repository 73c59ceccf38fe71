"""The time zone of the machine, and zones by name."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from stretchapp.desktop.local_zone import local_zone, named_zone

NOW = datetime(2026, 11, 22, 22, tzinfo=timezone(timedelta(hours=1)))


def test_the_zone_knows_summer_time_in_winter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    zone = local_zone(NOW)
    assert datetime(2027, 7, 1, tzinfo=zone).utcoffset() == timedelta(hours=2)


def test_a_change_of_the_machines_zone_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    local_zone(NOW)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert datetime(2027, 7, 1, tzinfo=local_zone(NOW)).utcoffset() == timedelta(hours=9)


@pytest.mark.parametrize("name", ["Nowhere/Land", "Europe", "../x", "/etc/passwd"])
def test_the_present_offset_is_the_fallback(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", name)

    assert local_zone(NOW) == NOW.tzinfo


def test_a_zone_is_found_by_its_name() -> None:
    assert named_zone("Europe/Berlin") == ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("name", [None, "Nowhere/Land", "../secret", ""])
def test_an_unknown_name_stands_for_the_zone_of_the_machine(name: str | None) -> None:
    assert named_zone(name) is None
