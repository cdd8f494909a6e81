"""Scores of a session: what the facts propose, and the grade that a sum makes."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol


class Option(Protocol):
    """One of the scores that a criterion offers; without a threshold it is the lowest step."""

    points: Decimal
    threshold: Decimal | None
    must_be_exceeded: bool


class Bounds(Protocol):
    """From how many per cent of all points on a session is good, fair or average."""

    good_from: Decimal
    fair_from: Decimal
    average_from: Decimal


@dataclass(frozen=True)
class Proof:
    """What the record says of one criterion.

    `share` is in per cent, for criteria with thresholds; `is_met` says whether all that is asked
    for is so. Each is None where the record cannot tell.
    """

    sentence: str = ""
    share: Fraction | None = None
    is_met: bool | None = None


@dataclass(frozen=True)
class Proposal:
    """The points that the facts speak for, or None; with the sentence that says why."""

    points: Decimal | None
    sentence: str
    most: Decimal
    is_short: bool  # the facts say that not all was so: full points contradict them

    def asks_why(self, given: Decimal) -> bool:
        """Do these points differ from what the facts say, so that a reason is due?"""
        if self.points is not None:
            return given != self.points
        return self.is_short and given == self.most


def propose(proof: Proof, most: Decimal, options: Iterable[Option]) -> Proposal:
    """Propose points out of `most`: by the thresholds of the options, else all of them or nothing.

    A fact that is not so says that full points are wrong, never how many are right.
    """
    options = list(options)
    points = None
    if proof.share is not None and any(option.threshold is not None for option in options):
        reached = [option.points for option in options if _reaches(proof, option, most)]
        points = max(reached, default=None)
    elif proof.is_met:
        points = max((option.points for option in options), default=most)
    if points is not None:
        points = min(points, most)
    return Proposal(points, proof.sentence, most, proof.is_met is False)


def _reaches(proof: Proof, option: Option, most: Decimal) -> bool:
    if proof.is_met is False and option.points >= most:
        return False  # enough came, but somebody without a reason did not
    if option.threshold is None:
        return True
    threshold = Fraction(option.threshold)
    return proof.share > threshold or (proof.share == threshold and not option.must_be_exceeded)


def grade(points: Decimal, most: Decimal, bounds: Bounds, *, gates_are_full: bool) -> str:
    """Return "good", "fair", "average" or "poor".

    The bounds are per cent of `most`. A good sum with a gate that has not all its points is fair.
    """
    share = Fraction(100 * Fraction(points), Fraction(most)) if most else Fraction(0)
    if share >= Fraction(bounds.good_from):
        return "good" if gates_are_full else "fair"
    if share >= Fraction(bounds.fair_from):
        return "fair"
    return "average" if share >= Fraction(bounds.average_from) else "poor"


def plain(number: Decimal | int) -> str:
    """Return a number as papers print it: "92,5", "90"; no zeros behind the comma."""
    text = f"{Decimal(number):f}"
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text
