"""The time zone of the machine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from stretchapp.desktop.local_zone import local_zone

if TYPE_CHECKING:
    import pytest

NOW = datetime(2026, 11, 22, 22, tzinfo=timezone(timedelta(hours=1)))


def test_it_knows_the_summer_in_winter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    zone = local_zone(NOW)
    assert datetime(2027, 7, 1, tzinfo=zone).utcoffset() == timedelta(hours=2)


def test_it_follows_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    local_zone(NOW)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert datetime(2027, 7, 1, tzinfo=local_zone(NOW)).utcoffset() == timedelta(hours=9)


def test_where_it_is_not_to_be_found_out_the_present_offset_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Nowhere/Land")
    assert local_zone(NOW) == NOW.tzinfo
    assert datetime(2027, 7, 1, tzinfo=local_zone(NOW)).astimezone(UTC).hour == 23
