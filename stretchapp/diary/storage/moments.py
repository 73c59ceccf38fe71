"""Queries by moment, although moments are stored as text with different offsets."""

from __future__ import annotations

from datetime import UTC, datetime

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_JULIAN = 2440587.5
_DAY_S = 86400.0
_MARGIN_DAYS = 1 / _DAY_S
"""SQLite reads moments to the millisecond only, so a query finds rows up to a second too early."""


def since_clause(since: datetime | None) -> tuple[str, tuple[float, ...]]:
    """Return the end of a query for the rows that may have begun at a moment or later.

    The caller must compare the moments of the rows once more. The clause uses the index of a
    table's ``started_at``; rows whose moment SQLite cannot read are found too.

    Args:
        since: The moment; None for all rows.

    Returns:
        The clause and its values.
    """
    if since is None:
        return "", ()
    julian = _EPOCH_JULIAN + (since - _EPOCH).total_seconds() / _DAY_S
    return (
        " WHERE julianday(started_at) >= ? OR julianday(started_at) IS NULL",
        (julian - _MARGIN_DAYS,),
    )


def from_julian(julian: float) -> datetime:
    """Return the moment of a Julian day as SQLite counts them."""
    return datetime.fromtimestamp((julian - _EPOCH_JULIAN) * _DAY_S, UTC)
