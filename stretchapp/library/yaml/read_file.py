"""Reading a file of strict YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.files import NoPlainFileError, read_plain_file
from stretchapp.base.problems import FileProblems, reason_of
from stretchapp.library.yaml.strict_text import MAX_BYTES, Reading, read_yaml

if TYPE_CHECKING:
    from pathlib import Path


def read_file(path: Path) -> Reading:
    """Read a YAML file; one that cannot be read has no root and one problem."""
    problems = FileProblems(path)
    try:
        content = read_plain_file(path, MAX_BYTES + 1)
    except NoPlainFileError:
        problems.add(1, 1, "this is no file with text; remove it")
        return Reading(None, problems)
    except OSError as error:
        reason = reason_of(error)
        message = f"this file cannot be read ({reason}); check its name and permissions"
        problems.add(1, 1, message)
        return Reading(None, problems, is_lasting=False)
    return read_yaml(content, path)
