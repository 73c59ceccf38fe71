"""Finding entries by their moments, which are kept as text with an offset of their own."""

from __future__ import annotations

from datetime import UTC, datetime

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_JULIAN = 2440587.5
_DAY_S = 86400.0
_MARGIN_DAYS = 1 / _DAY_S
"""SQLite reads moments to the millisecond, so whoever asks must look at them once more."""


def since_clause(since: datetime | None) -> tuple[str, tuple[float, ...]]:
    """Return the end of a query for the rows that may have begun at a moment or later.

    Args:
        since: The moment; None for all rows.

    Returns:
        The clause, which goes by the index of a table's ``started_at``, and its values. What
        SQLite cannot read as a moment is found too.
    """
    if since is None:
        return "", ()
    julian = _EPOCH_JULIAN + (since - _EPOCH).total_seconds() / _DAY_S
    return (
        " WHERE julianday(started_at) >= ? OR julianday(started_at) IS NULL",
        (julian - _MARGIN_DAYS,),
    )


def from_julian(julian: float) -> datetime:
    """Return the moment of a Julian day as SQLite counts it."""
    return datetime.fromtimestamp((julian - _EPOCH_JULIAN) * _DAY_S, UTC)
