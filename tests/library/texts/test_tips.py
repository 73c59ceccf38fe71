"""The tips: from their compiled form, or from the YAML file where that is not theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import compiled_forms, shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.library.texts.load import load_tips
from stretchapp.library.texts.tips import COMPILED_TIPS, read_tips

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = shipped_assets() / "texts"
COMPILED = compiled_forms() / "tips.json"


def test_the_compiled_form_says_what_the_file_says() -> None:
    compiled = COMPILED_TIPS.read(TEXTS, COMPILED)

    assert compiled is not None
    assert compiled.tips == read_tips(TEXTS, COMPILED) == load_tips(TEXTS)


def test_a_file_that_has_changed_is_read(tmp_path: Path) -> None:
    text = (TEXTS / "tips.yaml").read_text("utf-8")
    (tmp_path / "tips.yaml").write_text(text.replace("wool socks", "bed socks"), "utf-8")

    assert any("bed socks" in tip.text for tip in read_tips(tmp_path, COMPILED))


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"tips\.yaml cannot be read"):
        read_tips(tmp_path, COMPILED)
