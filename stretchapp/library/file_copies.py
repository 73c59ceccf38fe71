"""Files that are copies of others, known by the names that programs give to copies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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


def maker_of_copy(path: Path) -> str | None:
    """Return who makes copies with such a name, for a sentence; None if nobody is known to."""
    stem, ending = path.stem, path.suffix.lower()
    if _SYNCHRONISATION.search(stem):
        return "by a synchronisation program"
    if _EDITOR.search(stem) or ending in _EDITORS_ENDINGS or ending.endswith(("~", "#")):
        return "by an editor"
    return "by a file manager or a browser" if _COPY.search(stem) else None


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
    maker = maker_of_copy(path)
    if maker is not None:
        return f"this is a copy of {used} made {maker}; delete one of the two"
    why = "" if is_named_as(original, id_) else ", which comes first"
    # Some synchronisation programs add nothing but the name of the machine.
    advice = (
        ", or delete this file if a synchronisation program has made it"
        if extends_name(path, original)
        else ""
    )
    return f"the id {quoted(id_)} is already used by {used}{why}; choose another{advice}"
