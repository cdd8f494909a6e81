"""The arithmetic of thematic sessions. No database, no clock: numbers in, numbers out."""

from meetings.rules.counts import (
    Rules,
    Tally,
    has_quorum,
    majority,
    percent,
    tally,
    two_thirds,
    votes_needed,
    voting_base,
)
from meetings.rules.scores import Bounds, Option, Proof, Proposal, grade, plain, propose

__all__ = [
    "Bounds",
    "Option",
    "Proof",
    "Proposal",
    "Rules",
    "Tally",
    "grade",
    "has_quorum",
    "majority",
    "percent",
    "plain",
    "propose",
    "tally",
    "two_thirds",
    "votes_needed",
    "voting_base",
]
