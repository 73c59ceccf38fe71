"""Numbers as the region writes them."""

from __future__ import annotations

from stretchapp.base.region import region


def number_in_words(number: float, digits: int = 1) -> str:
    """Return a number with a few digits after the decimal mark, such as ``2.5``.

    Args:
        number: The number.
        digits: The most digits after the decimal mark; zeros at the end are left out.
    """
    written = f"{number:.{digits}f}"
    if digits:
        written = written.rstrip("0").rstrip(".")
    return written.replace(".", region().decimal_mark)
