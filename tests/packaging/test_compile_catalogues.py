"""Catalogues are compiled when the app is set up or built."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stretchapp.base.i18n import ENGLISH, _, ngettext, use_language
from tests.translation.messages import extracted, renew

if TYPE_CHECKING:
    from collections.abc import Iterator

HOOK = Path(__file__).parents[2] / "packaging" / "compile_catalogues.py"

GERMAN = """\
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Slow"
msgstr "Langsam"

#, fuzzy
msgid "Very slow"
msgstr "Sehr schnell"

msgid "{n} night"
msgid_plural "{n} nights"
msgstr[0] "{n} Nacht"
msgstr[1] "{n} Nächte"
"""


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use_language(Path(), [ENGLISH])


def compile_catalogues(folder: Path) -> None:
    """Do what setting up and building do."""
    spec = importlib.util.spec_from_file_location("compile_catalogues", HOOK)
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.compile_catalogues(folder)


def test_a_compiled_catalogue_is_what_the_app_reads(tmp_path: Path) -> None:
    (tmp_path / "de.po").write_text(GERMAN, "utf-8")

    compile_catalogues(tmp_path)
    use_language(tmp_path, ["de_DE"])

    assert _("Slow") == "Langsam"
    assert ngettext("{n} night", "{n} nights", 2).format(n=2) == "2 Nächte"


def test_a_translation_that_nobody_has_confirmed_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "de.po").write_text(GERMAN, "utf-8")

    compile_catalogues(tmp_path)
    use_language(tmp_path, ["de"])

    assert _("Very slow") == "Very slow"


def test_renewing_keeps_translations_and_adds_new_texts(tmp_path: Path) -> None:
    (tmp_path / "de.po").write_text(GERMAN, "utf-8")

    renew(extracted(), tmp_path)

    renewed = (tmp_path / "de.po").read_text("utf-8")
    assert 'msgid "Slow"\nmsgstr "Langsam"' in renewed
    assert 'msgid "System default"\nmsgstr ""' in renewed
    assert (tmp_path / "stretchapp.pot").exists()


def test_no_catalogue_is_no_fault(tmp_path: Path) -> None:
    compile_catalogues(tmp_path / "nowhere")

    assert not (tmp_path / "nowhere").exists()
