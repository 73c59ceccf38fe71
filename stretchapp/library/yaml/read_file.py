"""Reading a file of strict YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.files import NoPlainFileError, read_plain_file
from stretchapp.base.i18n import _
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
        problems.add(1, 1, _("this is not a text file; remove it"))
        return Reading(None, problems)
    except OSError as error:
        message = _("this file cannot be read ({reason}); check its name and permissions")
        problems.add(1, 1, message.format(reason=reason_of(error)))
        return Reading(None, problems, is_lasting=False)
    return read_yaml(content, path)
