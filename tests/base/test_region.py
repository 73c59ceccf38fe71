"""The customs of regions, compared with those that Babel knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages, get_territory_language_info
from babel.localedata import locale_identifiers

from stretchapp.base.region import Region, region_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def locales() -> Iterator[tuple[str, Locale]]:
    """Return territories and their locales of the language that most people there speak."""
    known = set(locale_identifiers())
    territories: dict[str, object] = dict(get_global("territory_languages"))
    for territory in sorted(it for it in territories if len(it) == 2 and it.isalpha()):
        shares = get_territory_language_info(territory)
        share = {it: float(shares[it]["population_percent"] or 0) for it in shares}
        spoken = sorted(share, key=lambda it: -share[it])
        for name in (*get_official_languages(territory, de_facto=True), *spoken):
            fitting = [f"{it}_{territory}" for it in (name, name.partition("_")[0])]
            identifier = next((it for it in fitting if it in known), None)
            if identifier is not None:
                yield territory, Locale.parse(identifier)
                break


def customs(locale: Locale) -> tuple[bool, int, str]:
    """Return whether the clock has 12 hours, the first weekday, and the decimal mark."""
    pattern = locale.time_formats["short"].pattern
    symbols = cast("Mapping[str, Mapping[str, str]]", locale.number_symbols)
    digits = symbols["latn" if "latn" in symbols else locale.default_numbering_system]
    return "h" in pattern or "K" in pattern, locale.first_week_day, digits["decimal"]


def test_every_territory_has_the_customs_that_cldr_says() -> None:
    known = {name: customs(locale) for name, locale in locales()}
    ours = {name: region_of({"LANG": f"xx_{name}.UTF-8"}) for name in known}

    assert len(known) > 200
    assert known == {
        name: (region.has_12_hours, region.first_weekday, region.decimal_mark)
        for name, region in ours.items()
    }


def test_english_dates_have_the_order_that_cldr_says() -> None:
    names = [it for it in locale_identifiers() if it.startswith("en_") and len(it) == 5]

    assert {name: region_of({"LANG": name}).has_month_first for name in names} == {
        name: Locale.parse(name).date_formats["long"].pattern.startswith("M") for name in names
    }


@pytest.mark.parametrize(
    ("environ", "region"),
    [
        ({}, Region()),
        ({"LANG": "C.UTF-8"}, Region()),
        ({"LANG": "POSIX"}, Region()),
        (
            {"LANG": "en_US.UTF-8"},
            Region(has_12_hours=True, first_weekday=6, paper="letter", has_month_first=True),
        ),
        ({"LANG": "en_GB"}, Region()),
        ({"LANG": "de_DE.UTF-8@euro"}, Region(decimal_mark=",")),
        ({"LANG": "ar_EG"}, Region(has_12_hours=True, first_weekday=5)),
        (
            {"LANG": "en_US", "LC_TIME": "de_DE", "LC_NUMERIC": "de_DE"},
            Region(paper="letter", decimal_mark=","),
        ),
        ({"LANG": "en_US", "LC_PAPER": "en_GB", "LC_ALL": "de_DE"}, Region(decimal_mark=",")),
    ],
)
def test_each_custom_follows_its_variable(environ: dict[str, str], region: Region) -> None:
    assert region_of(environ) == region
