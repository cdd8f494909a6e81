"""How well the scores of readers' comments tell spam and abuse, by cross-validation."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from branch_portal.lib import learner
from comments.rules import Decided, Facts, Scores, Weights, learning, score

FOLDS = 5
SUSPECTED = 50
SEEDS = Path(learning.__file__).with_name("seeds.json")

Row = dict[str, str]  # label, text, note, name


class Quality(NamedTuple):
    """Of one head. Without a suspicion the precision is 1."""

    auc: float
    precision: float
    recall: float
    false_alarms: int  # ok comments that are suspected


def rows(path: Path = SEEDS) -> list[Row]:
    return json.loads(path.read_text("utf-8"))


def scored(found: Sequence[Row], weights: Weights | None) -> list[Scores]:
    return [score(row["text"], row.get("name", ""), "", Facts(), weights) for row in found]


def cross_validated(found: Sequence[Row], learn_from: int | None = None) -> list[Scores]:
    """Scores of each row by weights that have not seen it; at most so many examples learned."""
    order = list(range(len(found)))
    random.Random(7).shuffle(order)
    examples = [
        learning.example(Decided(row["text"], row["label"], row.get("name", ""))) for row in found
    ]
    scores: dict[int, Scores] = {}
    for fold in range(FOLDS):
        held_out = order[fold::FOLDS]
        others = [place for place in order if place not in set(held_out)][:learn_from]
        weights = learner.fit([examples[place] for place in others])
        for place, result in zip(
            held_out, scored([found[p] for p in held_out], weights), strict=True
        ):
            scores[place] = result
    return [scores[place] for place in range(len(found))]


def quality(found: Sequence[Row], scores: Sequence[Scores], head: str) -> Quality:
    """How one head, spam or abuse, tells its own from all others."""
    pairs = [(row["label"], getattr(each, head)) for row, each in zip(found, scores, strict=True)]
    yes = [value for label, value in pairs if label == head]
    no = [value for label, value in pairs if label != head]
    hits = sum(value >= SUSPECTED for value in yes)
    alarms = sum(value >= SUSPECTED for value in no)
    false = sum(value >= SUSPECTED for label, value in pairs if label == "ok")
    precision = hits / (hits + alarms) if hits + alarms else 1.0
    return Quality(auc(yes, no), precision, hits / len(yes), false)


def worst(scores: Sequence[Scores]) -> list[int]:
    """What orders the queue: the higher of the two scores."""
    return [max(each.spam, each.abuse) for each in scores]


def auc(yes: Sequence[float], no: Sequence[float]) -> float:
    """How often one that should be suspected stands before one that should not: 0 to 1."""
    won = sum((a > b) + 0.5 * (a == b) for a in yes for b in no)
    return won / (len(yes) * len(no))


def auc_of_queue(found: Sequence[Row], scores: Sequence[Scores]) -> float:
    pairs = list(zip(found, worst(scores), strict=True))
    bad = [value for row, value in pairs if row["label"] != "ok"]
    return auc(bad, [value for row, value in pairs if row["label"] == "ok"])


def mean_by_note(found: Sequence[Row], scores: Sequence[Scores], note: str, head: str) -> float:
    values = [
        getattr(each, head)
        for row, each in zip(found, scores, strict=True)
        if row.get("note") == note
    ]
    return sum(values) / len(values)
