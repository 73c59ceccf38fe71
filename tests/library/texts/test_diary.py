"""What the diary tells: from its compiled form, or from the YAML files where that is not theirs."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import compiled_forms, shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.library.texts.diary import COMPILED_DIARY, diary_texts
from stretchapp.library.texts.load import load_doctor_rules, load_triggers

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = shipped_assets() / "texts"
COMPILED = compiled_forms() / "diary.json"


def test_the_compiled_form_says_what_the_files_say() -> None:
    texts = COMPILED_DIARY.read(TEXTS, COMPILED)

    assert texts is not None
    assert texts.rules == load_doctor_rules(TEXTS)
    assert texts.triggers == load_triggers(TEXTS)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"files": 1, "texts": {}}'])
def test_a_compiled_form_that_is_none_is_passed_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "diary.json").write_bytes(content)

    assert diary_texts(TEXTS, tmp_path / "diary.json").rules == load_doctor_rules(TEXTS)


def test_files_that_have_changed_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    shutil.copytree(TEXTS, folder)
    path = folder / "triggers.yaml"
    path.write_text(path.read_text("utf-8").replace("Stress, nerves, fear", "Worries"), "utf-8")

    assert "Worries" in {it.label for it in diary_texts(folder, COMPILED).triggers}


def test_files_that_are_gone_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        diary_texts(tmp_path, COMPILED)
