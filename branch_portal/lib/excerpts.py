"""Hits in a text as it is written: marked, and cut out with what stands around them."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from branch_portal.lib.query import Run
from branch_portal.lib.text import fold

LENGTH = 220  # characters of an excerpt
_STRETCH = 600  # characters that are looked at together
_LONGEST_READ = 40_000  # characters of a text that are searched for the best place

# Letter by letter, so that a place in the folded text is the place in the text.
_FOLDED = {
    code: folded
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if len(folded := fold(chr(code))) == 1
}
_MARKED = {letter: letter + letter.upper() for letter in _FOLDED.values()}
for _code, _letter in _FOLDED.items():
    _MARKED[_letter] += chr(_code)


def loosely(words: str) -> str:
    """Return a pattern for a database's `regex`: a plain letter stands for those with marks, too.

    What is typed with a mark is found with this mark only; capitals do not matter. It reads every
    row, so it is for tables that are small or narrowed down before.
    """
    return r"\s+".join("".join(map(_either, word)) for word in words.split())


def _either(letter: str) -> str:
    forms = _MARKED.get(letter.lower(), letter.lower() + letter.upper())
    return f"[{forms}]" if letter.isalpha() else re.escape(letter)


@lru_cache(maxsize=2_000)
def _folded(text: str) -> str:
    """The same articles are found again and again."""
    return text.translate(_FOLDED)


_BETWEEN = r"[\W_]+"


def _pattern(word: str) -> str:
    """A number may be written with noughts before it and with dots between its thousands."""
    if not word.isdecimal():
        return re.escape(word)
    return r"0*" + r"\.?".join(map(re.escape, word))


Parts = list[tuple[str, bool]]  # pieces of a text, in order; is it a hit?
Spot = tuple[int, int, int]  # begin, end, number of the run


class Marker:
    """Finds the words of a query in texts; they are escaped before they become a pattern."""

    def __init__(self, runs: Iterable[Run]):
        self.runs = sorted({run.folded for run in runs}, key=lambda run: (-len(run), run))
        either = "|".join(f"({_BETWEEN.join(map(_pattern, run))})" for run in self.runs)
        self._pattern = re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])") if either else None

    def spots(self, text: str) -> list[Spot]:
        """Where the runs stand, longer ones first; texts are in NFC, as they are stored."""
        if self._pattern is None:
            return []
        found = self._pattern.finditer(_folded(text))
        return [(match.start(), match.end(), match.lastindex - 1) for match in found]

    def marked(self, text: str, spots: list[Spot] | None = None) -> Parts:
        """The whole text in parts; neighbouring hits are one."""
        return list(_parts(text, self.spots(text) if spots is None else spots))

    def excerpt(self, text: str) -> tuple[Parts, int]:
        """The stretch of a text that holds most of the runs, and how many it holds."""
        best: tuple[int, int] = (0, 0)  # how many, and minus where: the first of equals
        for start in range(0, min(len(text), _LONGEST_READ), _STRETCH):
            # A stretch reaches into the next one, so that no excerpt is torn.
            spots = self.spots(text[start : start + _STRETCH + LENGTH])
            best = max([best, *_counts(spots, start)])
            if best[0] == len(self.runs):
                break
        begin, end = _bounds(text, -best[1])
        parts = self.marked(text[begin:end])
        return _dotted(parts, begin > 0, end < len(text)), best[0]


def _counts(spots: list[Spot], start: int) -> Iterator[tuple[int, int]]:
    for place, (begin, _end, _number) in enumerate(spots[:60]):
        near = {n for b, _e, n in spots[place : place + 20] if b < begin + LENGTH * 3 // 4}
        yield len(near), -(start + begin)


def _bounds(text: str, hit: int) -> tuple[int, int]:
    """An excerpt around a place, from word to word; from the sentence's begin when that is near."""
    begin = max(0, hit - LENGTH // 4)
    if begin:
        sentence = text.rfind(". ", begin - 20, hit)
        begin = sentence + 2 if sentence >= 0 else text.find(" ", begin, hit) + 1 or hit
    end = begin + LENGTH
    if end < len(text):
        end = max(text.rfind(" ", begin + LENGTH // 2, end), begin + LENGTH // 2)
    return begin, min(end, len(text))


def _dotted(parts: Parts, before: bool, after: bool) -> Parts:
    return [("… ", False)] * before + parts + [(" …", False)] * after


def _parts(text: str, spots: list[Spot]) -> Iterator[tuple[str, bool]]:
    done = 0
    for begin, end in _merged(text, spots):
        if begin > done:
            yield text[done:begin], False
        yield text[begin:end], True
        done = end
    if done < len(text):
        yield text[done:], False


def _merged(text: str, spots: list[Spot]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for begin, end, _number in spots:
        if merged and not text[merged[-1][1] : begin].strip():
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    return merged
