"""What kind of text this is, learned from examples: logistic regression over hashed features.

One head for each question, all of them over the same features. Weights are numbers by number of
feature, so they hold no word; a feature of fewer than three texts has none. What was learned is
forgotten by a new `fit` without the example, never by subtraction.
"""

import math
import random
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, repeat
from typing import Any, Self

BITS = 18  # 262,144 numbers for features; the examples of a year use a tenth of them
RARE = 3  # texts; what fewer of them hold is nobody's habit but one person's words
LONG_NUMBER = 6  # digits; longer ones belong to somebody

_FORMAT = 1
_MASK = (1 << BITS) - 1
_PASSES = 8
_RATE = 3.0
_SIGNS_VALUE = 0.4  # of one sign; the words of a text together have the length 1
_LARGEST = 30.0  # a weight


@dataclass(frozen=True, slots=True)
class Features:
    """Numbers of one text's features: many fine ones of its words, a few coarse signs."""

    fine: array
    coarse: array

    @property
    def value(self) -> float:
        """Of one fine feature, so that long texts do not shout."""
        return 1 / math.sqrt(len(self.fine) or 1)


@dataclass(frozen=True, slots=True)
class Example:
    features: Features
    labels: Mapping[str, bool]  # by head
    share: float = 1.0  # how much it counts: 0 to 1


def phrases(exact: Sequence[str], folded: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Words and pairs of words with the numbers of their features, with marks and without.

    `exact` and `folded` are the same words in both forms; long numbers are left out.
    """
    if any(map(_is_long_number, folded)):
        kept = [place for place, word in enumerate(folded) if not _is_long_number(word)]
        exact, folded = [exact[place] for place in kept], [folded[place] for place in kept]
    found = {
        word: (_number(f"w{word}"), _number(f"f{bare}"))
        for word, bare in zip(exact, folded, strict=True)
    }
    bare_pairs = map(" ".join, pairwise(folded))
    for pair, bare in zip(map(" ".join, pairwise(exact)), bare_pairs, strict=True):
        found[pair] = _number(f"w{pair}"), _number(f"f{bare}")
    return found


def features(
    named: Mapping[str, tuple[int, int]],
    folded: Sequence[str],
    name: Iterable[str] = (),
    signs: Iterable[str] = (),
) -> Features:
    """Features of a text: its `phrases`, runs of four letters, the writer's name, signs."""
    letters = f" {' '.join(word for word in folded if not _is_long_number(word))} "
    runs = {letters[start : start + 4] for start in range(len(letters) - 3)}
    fine = {_number(f"l{run}") for run in runs}
    fine.update(_number(f"n{word}") for word in name if not _is_long_number(word))
    for numbers in named.values():
        fine.update(numbers)
    coarse = {_number(f"s{sign}") for sign in signs}
    return Features(array("I", sorted(fine)), array("I", sorted(coarse)))


@dataclass(frozen=True)
class Weights:
    """What was learned. Unchangeable: `update` gives new ones."""

    heads: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    biases: Mapping[str, float] = field(default_factory=dict)
    texts: int = 0  # learned from

    def margin(self, head: str, found: Features) -> float:
        """Log odds that this head says yes; 0 where nothing was learned."""
        weight = self.heads.get(head, {}).get
        fine = sum(map(weight, found.fine, repeat(0.0))) * found.value
        coarse = sum(map(weight, found.coarse, repeat(0.0))) * _SIGNS_VALUE
        return self.biases.get(head, 0.0) + fine + coarse

    def strongest(
        self, head: str, named: Mapping[str, tuple[int, int]], value: float
    ) -> list[tuple[str, float]]:
        """(name, part of the margin) of every phrase that counts, the strongest first."""
        weight = self.heads.get(head, {}).get
        parts = [
            (name, (weight(marked, 0.0) + weight(bare, 0.0)) * value)
            for name, (marked, bare) in named.items()
        ]
        return sorted((part for part in parts if part[1]), key=lambda part: -abs(part[1]))

    def update(self, example: Example, rate: float = 1.0) -> Self:
        """Weights that have seen one more decision. Words they do not know wait for a `fit`."""
        heads, biases = dict(self.heads), dict(self.biases)
        for head, label in example.labels.items():
            error = label - _chance(self.margin(head, example.features))
            step = rate * example.share * error
            heads[head] = weights = dict(self.heads.get(head, {}))
            biases[head] = biases.get(head, 0.0) + step * 0.1
            for numbers, value in _weighed(example.features):
                for number in numbers:
                    if number in weights:
                        weights[number] = _within(weights[number] + step * value)
        return type(self)(heads, biases, self.texts + 1)

    def loss(self, examples: Iterable[Example]) -> float:
        """Mean logarithmic loss over all heads: the less the better; 0.69 for one who guesses."""
        losses = [
            -math.log(max(1e-9, chance if label else 1 - chance))
            for example in examples
            for head, label in example.labels.items()
            for chance in [_chance(self.margin(head, example.features))]
        ]
        return sum(losses) / max(1, len(losses))

    def as_json(self) -> dict[str, Any]:
        heads = {
            head: {
                "bias": round(self.biases.get(head, 0.0), 4),
                "weights": {str(n): round(w, 3) for n, w in sorted(weights.items())},
            }
            for head, weights in self.heads.items()
        }
        return {"format": _FORMAT, "bits": BITS, "texts": self.texts, "heads": heads}

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """The weights that `as_json` wrote; ValueError for anything else."""
        try:
            if (data["format"], data["bits"]) != (_FORMAT, BITS):
                raise ValueError("weights of another kind")
            heads = {
                str(head): {int(n): _weight(w) for n, w in part["weights"].items()}
                for head, part in data["heads"].items()
            }
            biases = {str(head): _weight(part["bias"]) for head, part in data["heads"].items()}
            return cls(heads, biases, int(data["texts"]))
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as problem:
            raise ValueError("no weights") from problem

    @cached_property
    def version(self) -> str:
        """Eight characters that change with any weight."""
        rows = sorted((head, sorted(weights.items())) for head, weights in self.heads.items())
        return f"{zlib.crc32(repr((rows, sorted(self.biases.items()))).encode()):08x}"


def fit(examples: Sequence[Example], passes: int = _PASSES) -> Weights:
    """Weights learned anew; the same examples in the same order give the same weights.

    In each head both answers count alike, however many examples say yes.
    """
    learned = [_fit_head(head, examples, passes) for head in _heads(examples)]
    held = Counter(n for e in examples for ids in (e.features.fine, e.features.coarse) for n in ids)
    heads = {
        head: {n: w for n, times in held.items() if times >= RARE and abs(w := weights[n]) >= 1e-3}
        for head, weights, _bias in learned
    }
    return Weights(heads, {head: bias for head, _weights, bias in learned}, len(examples))


def _fit_head(head: str, examples: Sequence[Example], passes: int) -> tuple[str, array, float]:
    weights, bias = array("d", bytes(8 << BITS)), 0.0
    own = [example for example in examples if head in example.labels]
    yes = sum(example.share for example in own if example.labels[head])
    no = sum(example.share for example in own) - yes
    balance = {
        True: min(4.0, max(1.0, no / (yes or 1))),
        False: min(4.0, max(1.0, yes / (no or 1))),
    }
    order = random.Random(head)
    for turn in range(passes):
        rate = _RATE / (1 + turn)
        order.shuffle(own)
        for example in own:
            label, weighed = example.labels[head], _weighed(example.features)
            margin = bias + sum(sum(map(weights.__getitem__, ids)) * v for ids, v in weighed)
            error = label - _chance(margin)
            if abs(error) < 0.03:  # it is known well enough
                continue
            step = rate * example.share * error * balance[label]
            bias += step * 0.05
            for ids, value in weighed:
                change = step * value
                for number in ids:
                    weights[number] += change
    return head, weights, bias


def _heads(examples: Sequence[Example]) -> list[str]:
    return sorted({head for example in examples for head in example.labels})


def _weighed(found: Features) -> tuple[tuple[array, float], ...]:
    return (found.fine, found.value), (found.coarse, _SIGNS_VALUE)


def _number(feature: str) -> int:
    # crc32 and not hash(): the same number in every process and in every year.
    return zlib.crc32(feature.encode("utf-8", "replace")) & _MASK


def _is_long_number(word: str) -> bool:
    return len(word) >= LONG_NUMBER and sum(map(str.isdigit, word)) >= LONG_NUMBER


def _chance(margin: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, margin))))


def _within(weight: float) -> float:
    return max(-_LARGEST, min(_LARGEST, weight))


def _weight(value: Any) -> float:
    if isinstance(value, bool) or not math.isfinite(value):
        raise ValueError("not a weight")
    return _within(float(value))
