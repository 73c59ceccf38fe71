"""The rows that the benchmarks print: what was measured, its target, and whether it is met."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

Measured = dict[str, list[float]]
"""What was measured of each candidate, with one value for each round."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report.

    Attributes:
        name: What was measured.
        amount: The amount, in ``unit``.
        unit: The unit of the amount; may be empty.
        ratio: The amount as a multiple of that of a reference.
        target: The limit of the ratio, or of the amount if there is no ratio.
        at_least: Whether the target is a lower limit instead of an upper one.
    """

    name: str
    amount: float
    unit: str
    ratio: float | None = None
    target: float | None = None
    at_least: bool = False

    def __str__(self) -> str:
        """Return the line."""
        line = f"  {self.name:34}{self.amount:9.1f} {self.unit:4}"
        line += " " * 9 if self.ratio is None else f"{self.ratio:7.2f} x"
        if self.target is None:
            return line.rstrip()
        value = self.amount if self.ratio is None else self.ratio
        is_met = value >= self.target if self.at_least else value <= self.target
        limit = f"{'>=' if self.at_least else '<='} {self.target:g}"
        return f"{line}  target {limit}: {'yes' if is_met else 'no'}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """How the values of one candidate are printed.

    Attributes:
        name: What it is.
        reference: The candidate that it is a multiple of.
        target: The upper limit of that multiple.
    """

    name: str
    reference: str | None = None
    target: float | None = None


def ratio_rows(
    measured: Measured, candidates: dict[str, Candidate], unit: str, factor: float = 1.0
) -> list[Row]:
    """Return a row for each candidate with the medians of its values and of its ratios.

    A ratio compares two values of the same round: what slows the machine down for some rounds
    slows both of them.
    """
    rows: list[Row] = []
    for key, candidate in candidates.items():
        values, ratio = measured[key], None
        if candidate.reference is not None:
            reference = measured[candidate.reference]
            ratio = median(value / other for value, other in zip(values, reference, strict=True))
        amount = median(values) * factor
        rows.append(Row(candidate.name, amount, unit, ratio, candidate.target))
    return rows
