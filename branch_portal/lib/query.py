"""What a reader's words ask for: words, "phrases" and -exclusions; nothing typed is an error.

Index and query cut a text into words here, so they cannot disagree. A word is a syllable or a
number, in lower case with one placing of tones; "1.500" is 1500 and "05" is 5 on both sides.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from branch_portal.lib.abbreviations import SHORT_FORMS
from branch_portal.lib.text import exact, fold, tidy

LONGEST = 200  # characters of a query; what follows is not read
MOST_WORDS = 20
_LONGEST_WORD = 24
WORD = re.compile(r"\d{1,3}(?:\.\d{3})+(?!\d)|[^\W_]+")
_QUOTES = str.maketrans("“”„‟«»″", '"""""""')
_PART = re.compile(r'(?P<minus>(?<!\S)-(?=["\w]))?(?:"(?P<phrase>[^"]*)"?|(?P<run>[^\s"]+))')
# What stands together without a space belongs together: 10/01/2022, 05-NQ/TW.
_JOINED = re.compile(r"\w+(?:[./–-]\w+)*")

SIGN = {"anywhere": "", "lead": ">", "headline": "^", "marks": "="}

# What to look for in an index: a token, or ("all" | "any", parts).
Node = str | tuple[str, tuple["Node", ...]]


def words(text: str) -> list[str]:
    """Return the words of a text, with marks, in order."""
    return [plain(word) for word in WORD.findall(exact(tidy(text)))]


def plain(word: str) -> str:
    """One way to write a number; other words stay as they are."""
    if word[0].isdecimal():
        word = word.replace(".", "").lstrip("0") or "0"
    return word[:_LONGEST_WORD]


def grams(folded: list[str], size: int) -> Iterator[str]:
    """Return neighbours as tokens: "sinh_hoat"."""
    return map("_".join, zip(*(folded[start:] for start in range(size)), strict=False))


@dataclass(frozen=True)
class Run:
    """Words that a text must hold; `joined` ones stand side by side in it."""

    words: tuple[str, ...]
    joined: bool = False

    @cached_property
    def folded(self) -> tuple[str, ...]:
        return tuple(map(fold, self.words))

    def node(self, place: str, marks: bool) -> Node:
        """The tokens of these words; those that follow from others are left out."""
        is_joined = self.joined and len(self.words) > 1
        parts = list(grams(self.folded, min(3, len(self.words)))) if is_joined else []
        for word, folded in zip(self.words, self.folded, strict=True):
            marked = marks and word != folded
            if place != "anywhere" or not (marked or is_joined):
                parts.append(SIGN[place] + folded)
            if marked:
                parts.append(SIGN["marks"] + word)
        return every(parts)


# A part of a query: any of its runs will do; the first one is what was typed.
Piece = tuple[Run, ...]


@dataclass(frozen=True)
class Query:
    """`was_cut` says that more was typed than is looked for."""

    text: str
    wanted: tuple[Piece, ...] = ()
    unwanted: tuple[Piece, ...] = ()
    was_cut: bool = False

    @cached_property
    def typed(self) -> list[str]:
        """The wanted words in the order of typing."""
        return [word for piece in self.wanted for word in piece[0].words]

    @property
    def has_marks(self) -> bool:
        return any(word != fold(word) for word in self.typed)

    @property
    def runs(self) -> list[Run]:
        """What may be marked in a text that was found."""
        return [
            each
            for piece in self.wanted
            for run in piece
            for each in ([run] if run.joined else [Run((word,)) for word in run.words])
        ]

    def node(self, place: str = "anywhere", *, marks: bool = False, whole: bool = False) -> Node:
        """What an article holds: the words in a place, with their marks, all side by side."""
        parts = [either(run.node(place, marks) for run in piece) for piece in self.wanted]
        if whole:
            parts += grams([fold(word) for word in self.typed], 2)
        return every(parts)

    def excluded(self) -> Node | None:
        """What an article must not hold, if anything."""
        if not self.unwanted:
            return None
        return either(run.node("anywhere", False) for piece in self.unwanted for run in piece)

    def but(self, pieces: Iterable[Piece]) -> "Query":
        """The same query for other words."""
        return Query(self.text, tuple(pieces), self.unwanted)


def every(parts: Iterable[Node]) -> Node:
    return _combined("all", parts)


def either(parts: Iterable[Node]) -> Node:
    return _combined("any", parts)


def _combined(how: str, parts: Iterable[Node]) -> Node:
    flat: dict[Node, None] = {}
    for part in parts:
        is_same_kind = isinstance(part, tuple) and part[0] == how
        flat |= dict.fromkeys(part[1] if is_same_kind else (part,))
    return next(iter(flat)) if len(flat) == 1 else (how, tuple(flat))


def parse(typed: str) -> Query:
    """Read a query. Anything can be read; without a wanted word it finds nothing."""
    text = tidy(typed[: 10 * LONGEST]).replace("\n", " ")
    was_cut = len(text) > LONGEST or len(typed) > 10 * LONGEST
    text = text[:LONGEST].strip()
    runs: dict[bool, list[Run]] = {False: [], True: []}
    left = MOST_WORDS
    for part in _PART.finditer(text.translate(_QUOTES)):
        for run in _runs(part):
            was_cut |= len(run.words) > left
            if kept := run.words[:left]:
                runs[part["minus"] is not None].append(Run(kept, run.joined))
                left -= len(kept)
    wanted, unwanted = (tuple(_pieces(runs[minus])) for minus in (False, True))
    return Query(text, wanted, unwanted, was_cut)


def _runs(part: re.Match) -> Iterator[Run]:
    if part["run"] is None:
        if found := tuple(words(part["phrase"])):
            yield Run(found, joined=True)
        return
    for chunk in _JOINED.findall(part["run"]):
        if found := tuple(words(chunk)):
            yield Run(found, joined=len(found) > 1)


# Folded short form → written out, and folded written out → short form.
_WRITTEN_OUT = {fold(short): tuple(words(long)) for short, long in SHORT_FORMS.items()}
_SHORTENED = {
    tuple(map(fold, words(long))): tuple(words(short)) for short, long in SHORT_FORMS.items()
}
_LONGEST_FORM = max(map(len, _SHORTENED))


def _pieces(runs: list[Run]) -> Iterator[Piece]:
    """Runs with their other forms. A written-out form may be part of several loose words."""
    start = 0
    while start < len(runs):
        for end in range(min(len(runs), start + _LONGEST_FORM), start + 1, -1):
            some = runs[start:end]
            folded = tuple(itertools.chain.from_iterable(run.folded for run in some))
            if folded in _SHORTENED and not any(run.joined for run in some):
                typed = Run(tuple(itertools.chain.from_iterable(run.words for run in some)))
                yield typed, Run(_SHORTENED[folded])
                start = end
                break
        else:
            yield _either_form(runs[start])
            start += 1


def _either_form(run: Run) -> Piece:
    if run.joined or len(run.words) > 1:
        return (run,)
    long = _WRITTEN_OUT.get(run.folded[0])
    # Marks that speak against it: "tổ" is no short form of anything.
    if long is None or (run.words[0] != run.folded[0] and run.words[0] not in _WITH_MARKS):
        return (run,)
    return run, Run(long, joined=True)


_WITH_MARKS = {words(short)[0] for short in SHORT_FORMS}


def tokens(headline: str, lead: str, *rest: str) -> list[str]:
    """Return everything that an index holds of an article, each token once.

    Words without marks, and with marks where they have any; pairs and triples of neighbours; the
    words of the headline and of headline and lead again, each kind under a sign of its own.
    """
    fields = [words(field)[:_MOST_INDEXED] for field in (headline, lead, *rest)]
    folded = [[fold(word) for word in field] for field in fields]
    found = [word for field in folded for word in field]
    found += [SIGN["marks"] + word for field in fields for word in field if word != fold(word)]
    found += [SIGN["headline"] + word for word in folded[0]]
    found += [SIGN["lead"] + word for word in folded[0] + folded[1]]
    for size in (2, 3):
        found += [gram for field in folded for gram in grams(field, size)]
    return _bounded(dict.fromkeys(found))


_MOST_INDEXED = 20_000  # words of a field
_LARGEST = 700_000  # bytes; PostgreSQL's vectors end at a megabyte


def _bounded(found: Iterable[str]) -> list[str]:
    found = list(found)
    sizes = itertools.accumulate(len(token.encode()) + 1 for token in found)
    return [token for token, size in zip(found, sizes, strict=True) if size <= _LARGEST]
