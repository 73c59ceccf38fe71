"""Reading one file of strict YAML; what stands in the way is told as a problem of the file."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from stretchapp.base.problems import Problem
from stretchapp.library.routines.find_files import reason
from stretchapp.library.yaml.strict_text import MAX_BYTES, Reading, read_yaml

if TYPE_CHECKING:
    from pathlib import Path


def read_file(path: Path) -> Reading:
    """Read a YAML file; without anything read if it cannot be."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # A pipe, for example, would be waited for until somebody writes to it.
            return Reading(None, [Problem(path, 1, 1, "this is no file with text; remove it")])
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"this file cannot be read ({reason(error)}); check its name and permissions"
        return Reading(None, [Problem(path, 1, 1, message)])
    return read_yaml(content, path)
