"""Files that are copies of others, known by the names that programs give to copies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _
from stretchapp.base.unseen import shown
from stretchapp.library.yaml.quoting import quoted

if TYPE_CHECKING:
    from pathlib import Path

_SYNCHRONISATION = re.compile(
    # Syncthing; ownCloud and Nextcloud of old; Resilio; Synology.
    r"\.sync-conflict-|_conflict-\d|\.conflict\d*$|_conflict$"
    # Dropbox, ownCloud, Nextcloud, pCloud and Google Drive, in some languages; Seafile.
    r"|[([][^()[\]]*(?:conflict|konflikt|conflit|conflicto|conflitto|in conflitto)[^()[\]]*[)\]]$"
    r"|\(sfconflict ",
    re.IGNORECASE,
)
_COPY = re.compile(
    # Windows, macOS, GNOME, KDE, browsers and Google Drive, in some languages.
    r" - (?:copy|kopie|copie|copia)(?: ?\(\d+\))?$"
    r"|\((?:another |\d+(?:st|nd|rd|th) )?(?:copy|kopie|copie|copia)(?: \d+)?\)$"
    r"| (?:copy|kopie|copie|copia)(?: \d+)?$"
    r"|^(?:copy|kopie|copie|copia) (?:\(\d+\) )?(?:of|von|de|di) "
    r"| ?\(\d+\)$",
    re.IGNORECASE,
)
_EDITOR = re.compile(
    r"~(?:\d+~)?$|^~|^#.*#?$|^\.#|[._-](?:bak|backup|orig|old|swp|swo|tmp|save)\d*$", re.IGNORECASE
)
_EDITORS_ENDINGS = frozenset({".bak", ".orig", ".swp", ".swo", ".tmp", ".old", ".save"})


def problem_of_name(path: Path) -> str | None:
    """Return the problem of a file with a name that programs give to copies; None otherwise.

    It is still to be translated, and to be told of which file it is a copy.
    """
    stem, ending = path.stem, path.suffix.lower()
    if _SYNCHRONISATION.search(stem):
        return N_(
            "this is a copy of {file} made by a synchronisation program; delete one of the two"
        )
    if _EDITOR.search(stem) or ending in _EDITORS_ENDINGS or ending.endswith(("~", "#")):
        return N_("this is a copy of {file} made by an editor; delete one of the two")
    if _COPY.search(stem):
        return N_(
            "this is a copy of {file} made by a file manager or a browser; delete one of the two"
        )
    return None


def is_named_as(path: Path, id_: str) -> bool:
    """Return whether a file has an id for its name, as those of the app have."""
    return path.stem.casefold() == id_.casefold()


def extends_name(path: Path, original: Path) -> bool:
    """Return whether a file has the name of another one with something added."""
    stem, beginning = path.stem.casefold(), original.stem.casefold()
    return stem != beginning and stem.startswith(beginning)


def problem_of_copy(path: Path, original: Path, id_: str) -> str:
    """Return the problem of a file that has the same id as another one, which is used.

    Args:
        path: The file that is not used.
        original: The file that is used.
        id_: The id of both.
    """
    used = shown(str(original))
    problem = problem_of_name(path)
    if problem is not None:
        return _(problem).format(file=used)
    # Some synchronisation programs add nothing but the name of the machine.
    if extends_name(path, original):
        pattern = _(
            "the id {id} is already used by {file}; choose another, or delete this file if a"
            " synchronisation program has made it"
        )
    else:
        pattern = _("the id {id} is already used by {file}; choose another")
    return pattern.format(id=quoted(id_), file=used)
