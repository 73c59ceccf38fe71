"""Texts in the language of the person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.i18n import (
    ENGLISH,
    N_,
    NC_,
    _,
    catalogue_of,
    language,
    languages,
    ngettext,
    pgettext,
    use_language,
    wanted_languages,
)
from tests.translation.catalogues import write_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

HOLD = NC_("an exercise", "Hold")
READY = N_("Get ready")


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use_language(Path(), [ENGLISH])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a catalogue of Russian, which has three forms of a plural."""
    write_catalogue(
        catalogue_of(tmp_path, "ru"),
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 :"
        " n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
        {
            READY: "Приготовьтесь",
            ("an exercise", HOLD): "Держите",
            ("{n} night", "{n} nights"): ("{n} ночь", "{n} ночи", "{n} ночей"),
        },
    )
    return tmp_path


def test_english_is_what_stands_in_the_source() -> None:
    assert (_(READY), pgettext("an exercise", HOLD)) == (READY, HOLD)
    assert [ngettext("night", "nights", count) for count in (0, 1, 2)] == [
        "nights",
        "night",
        "nights",
    ]
    assert language() == ENGLISH


def test_a_text_is_translated_when_it_is_used(folder: Path) -> None:
    use_language(folder, ["ru"])

    assert language() == "ru"
    assert _(READY) == "Приготовьтесь"
    assert pgettext("an exercise", HOLD) == "Держите"
    assert pgettext("another meaning", HOLD) == HOLD
    assert _("Not translated") == "Not translated"


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "ночь"), (2, "ночи"), (5, "ночей"), (11, "ночей"), (21, "ночь"), (111, "ночей")],
)
def test_a_number_has_the_form_that_the_language_needs(
    folder: Path, count: int, words: str
) -> None:
    use_language(folder, ["ru"])

    assert ngettext("{n} night", "{n} nights", count).format(n=count) == f"{count} {words}"


@pytest.mark.parametrize(
    ("wanted", "used"),
    [
        (["ru_UA"], "ru"),
        (["xx", "ru"], "ru"),
        (["en_GB", "ru"], "en"),
        (["xx"], "en"),
        ([], "en"),
        (["../ru"], "en"),
    ],
)
def test_the_first_wanted_language_that_there_is_is_used(
    folder: Path, wanted: list[str], used: str
) -> None:
    use_language(folder, wanted)

    assert language() == used


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xde\x12\x04\x95" + b"\xff" * 30])
def test_a_damaged_catalogue_leaves_english(tmp_path: Path, content: bytes) -> None:
    file = catalogue_of(tmp_path, "ru")
    file.parent.mkdir(parents=True)
    file.write_bytes(content)

    use_language(tmp_path, ["ru"])

    assert language() == ENGLISH


def test_the_languages_are_english_and_those_with_a_catalogue(folder: Path) -> None:
    assert languages(folder) == [ENGLISH, "ru"]
    assert languages(folder / "nowhere") == [ENGLISH]


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({"LANGUAGE": "de_AT:fr", "LANG": "en_GB.UTF-8"}, ["de_AT", "fr"]),
        ({"LC_ALL": "ru_RU.UTF-8", "LC_MESSAGES": "de_DE", "LANG": "fr_FR"}, ["ru_RU"]),
        ({"LANGUAGE": "", "LC_MESSAGES": "de_DE@euro", "LANG": "fr_FR"}, ["de_DE"]),
        ({"LANG": "ar_EG.UTF-8"}, ["ar_EG"]),
        ({"LANG": "../../etc"}, []),
        ({}, []),
    ],
)
def test_the_variables_are_read_as_gettext_reads_them(
    environ: dict[str, str], wanted: list[str]
) -> None:
    assert wanted_languages("", environ) == wanted
    assert wanted_languages("es", environ) == ["es"]
