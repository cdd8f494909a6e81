"""What is decided by sums alone: how likely a comment is spam, abuse, or gives somebody away."""

from branch_portal.lib.learner import Weights
from comments.rules.learning import ABUSE, OK, SPAM, Decided, learn, loss, refit, seed_weights
from comments.rules.lexicon import Phrase
from comments.rules.privacy import Span
from comments.rules.scores import (
    ABUSE_SUSPECTED,
    PRIVACY_SUSPECTED,
    SPAM_SUSPECTED,
    Reason,
    Scores,
    explain,
    score,
)
from comments.rules.signals import Facts

__all__ = [
    "ABUSE",
    "ABUSE_SUSPECTED",
    "OK",
    "PRIVACY_SUSPECTED",
    "SPAM",
    "SPAM_SUSPECTED",
    "Decided",
    "Facts",
    "Phrase",
    "Reason",
    "Scores",
    "Span",
    "Weights",
    "explain",
    "learn",
    "loss",
    "refit",
    "score",
    "seed_weights",
]
