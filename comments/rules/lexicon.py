"""Our own words of spam and abuse (lexicon.txt), and how phrases are found in a text.

A phrase is found in words with their marks. In a text without marks its form without them counts
too, and where it was typed so; unless it begins with "=": that form is an honest word ("bò đỏ" and
"bỏ dở", "kèo" and "kẹo", "vô lại" and "vỏ lãi"). Nothing that was typed with marks is ever compared
without them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from branch_portal.lib.disguise import Views
from branch_portal.lib.text import fold


class Phrase(NamedTuple):
    """A moderator's own phrase: its words as they are written, "spam" or "abuse", and its points.

    Without marks it is found too where the form without them is long enough to be no other word.
    """

    words: str
    kind: str
    points: float


class Hit(NamedTuple):
    """A phrase found: where it stands among the words of the text, and whether in disguise."""

    phrase: str
    head: str
    code: str
    points: float
    first: int
    last: int
    disguised: bool


@dataclass(frozen=True, slots=True)
class Entry:
    words: tuple[str, ...]
    head: str
    code: str
    points: float
    phrase: str
    needs_marks: bool = False  # without marks of its own, and honest in a text without them


class Lexicon:
    """Phrases by their first word, with marks and without; by all their letters for spaced ones."""

    def __init__(self, entries: Iterable[tuple[str, str, float, str, bool]]) -> None:
        """Entries are (head, code, points, phrase, whether it counts without its marks)."""
        self._exact: dict[str, list[Entry]] = {}
        self._bare: dict[str, list[Entry]] = {}
        self._letters: dict[str, Entry] = {}
        for head, code, points, phrase, counts_bare in entries:
            words = Views(phrase).words
            marked = tuple(word.exact for word in words)
            bare = tuple(word.folded for word in words)
            if not words:
                continue
            needs_marks = not counts_bare and marked == bare
            entry = Entry(marked, head, code, points, phrase, needs_marks)
            self._exact.setdefault(marked[0], []).append(entry)
            if len(letters := "".join(marked)) > 5:
                self._letters[letters] = entry
            if counts_bare and marked != bare:
                entry = Entry(bare, head, code, points, phrase)
                self._bare.setdefault(bare[0], []).append(entry)

    def find(self, views: Views) -> list[Hit]:
        """Every phrase in the text, once each place; linear in its words."""
        words = views.words
        exact = tuple(word.exact for word in words)
        found = [*_match(self._exact, exact, views), *_match(self._bare, exact, views)]
        if not views.is_marked:
            folded = tuple(word.folded for word in words)
            found += _match(self._bare, folded, views) if folded != exact else ()
        spaced = [place for place, word in enumerate(words) if word.trick == "spaced"]
        for place in spaced[:20]:
            found += self._inside(words[place].exact[:100], place)
        return list({(hit.code, hit.phrase, hit.first): hit for hit in found}.values())

    def _inside(self, letters: str, place: int) -> Iterator[Hit]:
        for known, entry in self._letters.items() if len(letters) > 5 else ():
            if known in letters:  # a whole phrase without its spaces
                head, code, points = entry.head, entry.code, entry.points
                yield Hit(entry.phrase, head, code, points, place, place, True)


def _match(index: dict[str, list[Entry]], texts: Sequence[str], views: Views) -> Iterator[Hit]:
    for first, text in enumerate(texts):
        for entry in index.get(text, ()):
            end = first + len(entry.words)
            if texts[first:end] != entry.words or (entry.needs_marks and not views.is_marked):
                continue
            disguised = any(word.trick for word in views.words[first:end])
            head, code, points = entry.head, entry.code, entry.points
            yield Hit(entry.phrase, head, code, points, first, end - 1, disguised)


def _read() -> Iterator[tuple[str, str, float, str, bool]]:
    head = code = points = ""
    for line in Path(__file__).with_name("lexicon.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            head, code, points = line.strip("[]").split()
        elif line and not line.startswith("#"):
            for phrase in line.split(", "):
                yield head, code, float(points), phrase.lstrip("="), not phrase.startswith("=")


@lru_cache(maxsize=1)
def shipped() -> Lexicon:
    """Our own lexicon; its heads are spam, abuse and ok, which speaks for a text."""
    return Lexicon(_read())


@lru_cache(maxsize=8)
def moderators(phrases: tuple[Phrase, ...]) -> Lexicon:
    """The moderators' phrases; kinds other than spam and abuse are left out."""
    return Lexicon(
        (p.kind, "own_phrase", p.points, p.words, _is_no_other_word(p.words))
        for p in phrases
        if p.kind in ("spam", "abuse")
    )


def _is_no_other_word(phrase: str) -> bool:
    """Whether the phrase without its marks can be nothing else: it has none, or it is long."""
    return phrase.lower() == fold(phrase) or len(re.sub(r"\s", "", phrase)) >= 8
