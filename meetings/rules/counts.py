"""Who counts: attendance, votes, and shares as papers print them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol


class Rules(Protocol):
    """The switches of a dated rule set that the arithmetic asks for."""

    leaves_out_exempt: bool
    leaves_out_away: bool
    leaves_out_special_duty: bool
    attendance_target: Decimal
    target_must_be_exceeded: bool


@dataclass(frozen=True)
class Tally:
    """How many members of the roll were expected and how many came; guests are outside."""

    on_roll: int
    expected: int
    present: int
    excused: int
    unexcused: int
    exempt: int
    away: int
    special_duty: int
    suspended: int
    target: Fraction
    target_must_be_exceeded: bool

    @property
    def not_expected(self) -> int:
        return self.on_roll - self.expected

    @property
    def rate(self) -> Fraction | None:
        """Present members in a hundred expected ones; None when nobody was expected."""
        return Fraction(100 * self.present, self.expected) if self.expected else None

    @property
    def percent(self) -> str:
        return percent(self.present, self.expected)

    @property
    def meets_target(self) -> bool:
        """Enough members came and nobody stayed away without reason (12-HD and 42-HD/BTCTW)."""
        if self.rate is None or self.unexcused:
            return False
        return self.rate > self.target or (
            self.rate == self.target and not self.target_must_be_exceeded
        )


def tally(counts: Mapping[str, int], rules: Rules) -> Tally:
    """Count a roll by attendance status (`RollEntry.Attendance` value → members at home).

    expected = roll − exempt and absent − away and absent − suspended − special duty and absent.
    An exempt or away member who comes is counted as present, and so in both numbers. Members who
    are excused stay in the denominator. Source: the field's rules, section "Attendance counting".
    """
    counts = {status: counts.get(status, 0) for status in (
        "present", "excused", "unexcused", "exempt", "away", "special_duty", "suspended"
    )}  # fmt: skip
    on_roll = sum(counts.values())
    expected = on_roll - counts["suspended"]
    if rules.leaves_out_exempt:
        expected -= counts["exempt"]
    if rules.leaves_out_away:
        expected -= counts["away"]
    if rules.leaves_out_special_duty:
        expected -= counts["special_duty"]
    return Tally(
        on_roll=on_roll,
        expected=expected,
        target=Fraction(rules.attendance_target),
        target_must_be_exceeded=rules.target_must_be_exceeded,
        **counts,
    )


def voting_base(official: Mapping[str, int]) -> int:
    """Return how many votes make the whole: attendance status → official members at home.

    Official members of the branch, without those exempt and absent, temporarily away and absent,
    and suspended. Being absent with a reason does not shrink the base.
    """
    left_out = {"exempt", "away", "suspended"}
    return sum(number for status, number in official.items() if status not in left_out)


def has_quorum(present: int, official: int) -> bool:
    """Are two thirds of the official members there? A custom, so it warns and never blocks."""
    return 3 * present >= 2 * official


def majority(base: int) -> int:
    """Fewest votes that are more than half of the base."""
    return base // 2 + 1


def two_thirds(base: int) -> int:
    """Fewest votes that are two thirds of the base or more (admission, recognition, expulsion)."""
    return -(-2 * base // 3)


def votes_needed(threshold: str, base: int) -> int:
    """Fewest votes by the name of the threshold: "majority" or "two_thirds"."""
    return {"majority": majority, "two_thirds": two_thirds}[threshold](base)


def percent(part: int, whole: int) -> str:
    """Return a share as papers print it, rounded half up to two places: "93,75%"; else "–"."""
    if not whole:
        return "–"
    hundredths = (2 * 10_000 * part + whole) // (2 * whole)
    text = f"{hundredths // 100},{hundredths % 100:02d}".rstrip("0").rstrip(",")
    return f"{text}%"
