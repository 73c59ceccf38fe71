"""Reading a file of strict YAML."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from stretchapp.base.problems import Problem, reason_of
from stretchapp.library.yaml.strict_text import MAX_BYTES, Reading, read_yaml

if TYPE_CHECKING:
    from pathlib import Path


def read_file(path: Path) -> Reading:
    """Read a YAML file; one that cannot be read has no root and one problem."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # Reading a pipe, for example, would wait until another program writes to it.
            return Reading(None, [Problem(path, 1, 1, "this is no file with text; remove it")])
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = reason_of(error)
        message = f"this file cannot be read ({reason}); check its name and permissions"
        return Reading(None, [Problem(path, 1, 1, message)])
    return read_yaml(content, path)
