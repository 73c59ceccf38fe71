"""The time zone of the machine, and zones by name."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from stretchapp.desktop.local_zone import local_zone, named_zone, replace_unusable_zone

if TYPE_CHECKING:
    from collections.abc import Iterator

BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"
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


@pytest.fixture
def set_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let a test set TZ for the C library too, and reset it afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch
    time.tzset()


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Berlin",
        ":Europe/Berlin",
        "/usr/share/zoneinfo/Europe/Berlin",
        ":/usr/share/zoneinfo/Europe/Berlin",
        BERLIN,
        f":{BERLIN}",
    ],
)
def test_each_way_to_write_a_zone_knows_summer_time(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", name)
    zone = local_zone(NOW)
    assert datetime(2027, 1, 1, tzinfo=zone).utcoffset() == timedelta(hours=1)
    assert datetime(2027, 7, 1, tzinfo=zone).utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize("name", ["", ":"])
def test_an_empty_variable_means_utc(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", name)
    assert local_zone(NOW) == UTC


@pytest.mark.parametrize("name", ["<+0530>-5:30", "EST5EDT,M3.2.0,M11.1.0", "AEST-10", "UTC0"])
def test_rules_mean_what_the_c_library_reads_in_them(
    name: str, set_zone: pytest.MonkeyPatch
) -> None:
    set_zone.setenv("TZ", name)
    time.tzset()
    zone = local_zone(NOW)
    for month in range(1, 13):
        moment = datetime(2026, month, 15, 12, tzinfo=UTC)
        assert moment.astimezone(zone).utcoffset() == moment.astimezone().utcoffset()


@pytest.mark.parametrize(
    "name", ["UTC+24", "UTC+25", "XXX-25:00:01", "Foo/Bar", "Europe", "/", "/dev/null", "\udcff"]
)
def test_an_unusable_variable_is_replaced_once(name: str, set_zone: pytest.MonkeyPatch) -> None:
    set_zone.setenv("TZ", name)
    time.tzset()

    sentence = replace_unusable_zone(os.environ)

    assert sentence is not None
    assert repr(name) in sentence
    assert os.environ["TZ"] == "UTC"
    assert NOW.astimezone().utcoffset() == timedelta(0)
    assert replace_unusable_zone(os.environ) is None


@pytest.mark.parametrize("name", ["", "Europe/Berlin", BERLIN, "CET-1CEST", "EST5EDT4"])
def test_a_usable_variable_stays(name: str, set_zone: pytest.MonkeyPatch) -> None:
    set_zone.setenv("TZ", name)
    time.tzset()

    assert replace_unusable_zone(os.environ) is None
    assert os.environ["TZ"] == name


def test_without_the_variable_nothing_is_replaced(set_zone: pytest.MonkeyPatch) -> None:
    set_zone.delenv("TZ", raising=False)

    assert replace_unusable_zone(os.environ) is None
    assert "TZ" not in os.environ
