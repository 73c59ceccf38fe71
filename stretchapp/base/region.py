"""The customs of a region: its clock, its week, its paper and its decimal mark.

The tables hold the facts of Unicode's Common Locale Data Repository for the main language of each
territory. A test compares them with another copy of it, which has no sizes of paper. Where the
territory is unknown, the clock has 24 hours, the week begins on Monday, the paper is A4, and
numbers have a point.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Paper = Literal["a4", "letter"]


_FRIDAY_FIRST = "MV"
_SATURDAY_FIRST = "AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY"
_SUNDAY_FIRST = (
    "AG AO AS BD BR BS BT BW BZ CA CO CV DM DO ET GT GU GW HK HN ID IL IN IS JM JP KE KH KR LA MH "
    "MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG ST SV TH TL TT TW UM US VE VI WS YE ZA ZW"
)
_TWELVE_HOURS = (
    "AE AG AL AS AU BB BD BH BM BN BO BS BT CA CO CR CU CY DJ DM DO DZ EC EG EH ER ET FJ FM GD GH "
    "GM GR GT GU GY HK HN IN IQ JM JO KH KI KN KP KR KW KY LB LC LR LS LY MH MO MP MR MW MX MY NA "
    "NI NZ OM PA PE PG PH PK PR PS PW QA SA SB SD SG SL SO SS SV SY SZ TC TD TN TO TT TW UM US VC "
    "VE VG VI VU WS YE"
)
_DECIMAL_COMMA = (
    "AD AL AM AO AR AT AW AX BA BE BF BG BI BJ BL BN BO BQ BR BY CD CF CG CI CL CM CO CR CV CY CZ "
    "DE DJ DK DZ EA EC EE ES FI FO FR GA GE GF GL GN GP GQ GR GW HR HT HU IC ID IS IT KG KZ LA LB "
    "LT LU LV LY MA MC MD ME MF MK ML MQ MR MU MZ NC NE NL NO PF PL PM PT RE RO RS RU RW SC SE SI "
    "SJ SK SM SN SR ST TG TJ TL TM TN TR UA UY UZ VA VE VN WF XK YT ZA"
)
_MONTH_FIRST = "AS BI CA GU JP MH MP PH PR UM US VI"
_LETTER = "BZ CA CL CO CR GT MX NI PA PH PR SV US VE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The customs of a region.

    Attributes:
        has_12_hours: Whether times of day have am and pm.
        first_weekday: The day on which the week begins; 0 is Monday.
        paper: The size of the paper.
        decimal_mark: What stands between the units and the tenths.
        has_month_first: Whether English dates are written as ``December 3``.
    """

    has_12_hours: bool = False
    first_weekday: int = 0
    paper: Paper = "a4"
    decimal_mark: str = "."
    has_month_first: bool = False


@dataclass(slots=True)
class _Active:
    """What holds for the process."""

    region: Region = Region()


_active = _Active()


def region() -> Region:
    """Return the region whose customs hold for the process, as its language does."""
    return _active.region


def use_region(region: Region) -> None:
    """Follow the customs of a region from now on."""
    _active.region = region


def region_of(environ: Mapping[str, str]) -> Region:
    """Return the customs that the environment variables ask for.

    Each custom follows its own variable, as in every program: ``LC_TIME``, ``LC_NUMERIC`` and
    ``LC_PAPER``, all of them ``LC_ALL``, or else ``LANG``.
    """
    time = _territory(environ, "LC_TIME")
    return Region(
        has_12_hours=time in _TWELVE_HOURS.split(),
        first_weekday=_first_weekday(time),
        paper="letter" if _territory(environ, "LC_PAPER") in _LETTER.split() else "a4",
        decimal_mark="," if _territory(environ, "LC_NUMERIC") in _DECIMAL_COMMA.split() else ".",
        has_month_first=time in _MONTH_FIRST.split(),
    )


def _territory(environ: Mapping[str, str], variable: str) -> str:
    """Return the territory of a custom, such as ``DE`` for ``de_DE.UTF-8``; empty if unknown."""
    names = (environ.get(name, "") for name in ("LC_ALL", variable, "LANG"))
    name = next((name for name in names if name), "")
    return name.partition(".")[0].partition("@")[0].partition("_")[2]


def _first_weekday(territory: str) -> int:
    starts = ((4, _FRIDAY_FIRST), (5, _SATURDAY_FIRST), (6, _SUNDAY_FIRST))
    return next((day for day, territories in starts if territory in territories.split()), 0)
