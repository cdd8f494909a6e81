"""What the scores learn from: the shipped seeds, then the moderators' decisions."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from branch_portal.lib import learner
from branch_portal.lib.learner import Example, Weights
from comments.rules.reading import Reading

OK, SPAM, ABUSE = "ok", "spam", "abuse"
LABELS = {
    OK: {"spam": False, "abuse": False},
    SPAM: {"spam": True, "abuse": False},
    ABUSE: {"spam": False, "abuse": True},
}

_OF_ONE_VOICE = 3.0  # what one sender, or one text sent many times, counts at most
_NEWEST = 0.15  # of the decisions: they judge new weights
_FADED = 0.5  # what a seed counts beside decisions


@dataclass(frozen=True)
class Decided:
    """A comment as its decision left it; off topic, sent twice and personal data teach nothing."""

    text: str
    label: str  # ok, spam or abuse
    name: str = ""
    sender: str = ""  # a tag that is the same for all comments of one sender


def example(decided: Decided, share: float = 1.0) -> Example:
    """What the learner takes."""
    return Example(_reading(decided).features, LABELS[decided.label], share)


def learn(weights: Weights, decided: Decided) -> Weights:
    """Weights after one more decision; words they do not know wait for the next `refit`."""
    return weights.update(example(decided))


def refit(decisions: Sequence[Decided], old: Weights | None = None) -> Weights:
    """Weights learned anew from seeds and decisions, the oldest first.

    What is no longer among the decisions is forgotten. `old` stays when it judges the newest of
    them better, unless there are too few to tell.
    """
    counts = Counter(voice for decided in decisions for voice in _voices(decided))
    examples = [example(decided, _share(decided, counts)) for decided in decisions]
    seeded = [example(seed, _FADED if decisions else 1.0) for seed in seeds()]
    newest = examples[round(len(examples) * (1 - _NEWEST)) :]
    if old and len(newest) >= 30:
        judged = learner.fit(seeded + examples[: -len(newest)])
        if old.loss(newest) < judged.loss(newest):
            return old
    return learner.fit(seeded + examples)


def loss(weights: Weights, decisions: Sequence[Decided]) -> float:
    """How far off the weights are on the newest of the decisions; 0.69 for one who guesses."""
    newest = decisions[round(len(decisions) * (1 - _NEWEST)) :]
    return weights.loss([example(decided) for decided in newest or decisions])


@lru_cache(maxsize=1)
def seeds() -> tuple[Decided, ...]:
    """Our own invented examples, from seeds.json."""
    rows = json.loads(Path(__file__).with_name("seeds.json").read_text("utf-8"))
    return tuple(Decided(row["text"], row["label"], row.get("name", "")) for row in rows)


@lru_cache(maxsize=1)
def seed_weights() -> Weights:
    """The weights of the first day: learned from the seeds, once in a process."""
    return refit(())


def _reading(decided: Decided) -> Reading:
    return Reading(decided.text, decided.name)


def _voices(decided: Decided) -> set[str]:
    """The sender and the words, figures aside: of either only so much is heard."""
    words = re.sub(r"[\W\d_]+", " ", decided.text.lower())[:200]
    return {f"words {words}"} | ({f"sender {decided.sender}"} if decided.sender else set())


def _share(decided: Decided, counts: Counter) -> float:
    return min(1.0, *(_OF_ONE_VOICE / counts[voice] for voice in _voices(decided)), 1.0)
