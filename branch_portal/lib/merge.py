"""Texts compared and joined: paragraphs of clean HTML, three-way merges, word-level differences."""

import difflib
import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import groupby, takewhile

_TOKEN = re.compile(r"<(/?)(\w+)[^>]*?(/?)>")
_VOID = {"br", "hr", "img"}
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_SENTENCE = re.compile(r"[^.!?…;]+[.!?…;]*\s*|[.!?…;]+\s*")
_WORD = re.compile(r"(\S*)(\s*)")
# Where more words than this differ, or more of them are alike, to match them one by one would keep
# the server busy and show nobody anything.
MOST_WORDS, MOST_PAIRS = 4000, 200_000


@dataclass(frozen=True)
class Clash:
    """A place that both sides changed, each in its own way; lists of blocks."""

    base: tuple
    mine: tuple
    theirs: tuple


def blocks(html: str) -> list[str]:
    """Cut clean HTML into its outermost elements; loose text is a block of its own.

    The blocks joined give the text again, but for the white space between them.
    """
    found, depth, start = [], 0, 0
    for tag in _TOKEN.finditer(html):
        closing, name, closed = tag.groups()
        if name in _VOID or closed:
            if depth == 0:
                found += [html[start : tag.start()], tag[0]]
                start = tag.end()
            continue
        if closing:
            depth = max(0, depth - 1)
            if depth == 0:
                found.append(html[start : tag.end()])
                start = tag.end()
            continue
        if depth == 0:
            found.append(html[start : tag.start()])
            start = tag.start()
        depth += 1
    found.append(html[start:])
    return [block.strip() for block in found if block.strip()]


def three_way(
    base: Sequence[Hashable], mine: Sequence[Hashable], theirs: Sequence[Hashable]
) -> list[Hashable | Clash]:
    """Join two descendants of a sequence: what one side changed is taken over from it.

    Where both changed the same stretch differently a Clash stands in the answer. Insertions of both
    at the same spot clash too: their order is for a person to decide. So do the places of a block
    that both moved, or that one moved and the other took out: it stands neither twice nor nowhere
    unless a person says so.
    """
    stretches = list(_stretches(tuple(base), tuple(mine), tuple(theirs)))
    joined = [_join(*stretch) for stretch in stretches]
    while odd := _miscounted(Counter(base), Counter(mine), Counter(theirs), joined):
        clashing = [
            place
            for place, (before, ours, other) in enumerate(stretches)
            if ours != other
            and not isinstance(joined[place], Clash)
            and not odd.isdisjoint(before + ours + other)
        ]
        if not clashing:
            break
        for place in clashing:
            joined[place] = Clash(*stretches[place])
    return [each for part in joined for each in ([part] if isinstance(part, Clash) else part)]


def _stretches(base: tuple, mine: tuple, theirs: tuple) -> Iterator[tuple[tuple, tuple, tuple]]:
    """Cut the three at what neither side changed; (base, mine, theirs) of each stretch in order."""
    kept_mine, kept_theirs = _kept(base, mine), _kept(base, theirs)
    done = 0, 0, 0
    for anchor in range(len(base)):
        if anchor in kept_mine and anchor in kept_theirs:
            ends = anchor, kept_mine[anchor], kept_theirs[anchor]
            yield from _rows(
                base[done[0] : ends[0]], mine[done[1] : ends[1]], theirs[done[2] : ends[2]]
            )
            yield ((base[anchor],),) * 3
            done = ends[0] + 1, ends[1] + 1, ends[2] + 1
    yield from _rows(base[done[0] :], mine[done[1] :], theirs[done[2] :])


def _kept(base: Sequence, other: Sequence) -> dict[int, int]:
    """Places in base that are unchanged in the other one → their place there."""
    matcher = difflib.SequenceMatcher(None, base, other, autojunk=False)
    return {
        start + step: there + step
        for start, there, size in matcher.get_matching_blocks()
        for step in range(size)
    }


def _rows(base: tuple, mine: tuple, theirs: tuple) -> Iterator[tuple[tuple, tuple, tuple]]:
    """Neighbours that were rewritten in place, one by each side, are stretches of their own."""
    if mine == theirs or base in (mine, theirs) or not len(base) == len(mine) == len(theirs):
        yield base, mine, theirs
        return
    for before, ours, other in zip(base, mine, theirs, strict=True):
        yield (before,), (ours,), (other,)


def _join(base: tuple, mine: tuple, theirs: tuple) -> tuple | Clash:
    if mine == theirs or theirs == base:
        return mine
    return theirs if mine == base else Clash(base, mine, theirs)


def _miscounted(base: Counter, mine: Counter, theirs: Counter, joined: list) -> set:
    """What would stand too often or be missing if one side were taken wherever they clash."""
    odd = set()
    for side in ("mine", "theirs"):
        found = Counter(
            each
            for part in joined
            for each in (getattr(part, side) if isinstance(part, Clash) else part)
        )
        for each in base | mine | theirs:
            least, most = _wanted(base[each], mine[each], theirs[each])
            if not least <= found[each] <= most:
                odd.add(each)
    return odd


def _wanted(base: int, mine: int, theirs: int) -> tuple[int, int]:
    """How often a block stands in a good join, at least and at most."""
    if mine > base and theirs > base:
        return max(mine, theirs), max(mine, theirs)
    both = max(0, mine + theirs - base)
    # Both took one out: the same one perhaps, or each another of its likes.
    return both, (min(mine, theirs) if mine < base and theirs < base else both)


def differences(old: str, new: str) -> list[tuple[str, str]]:
    """Compare two plain texts: [("same" | "gone" | "new", text), …].

    "same" and "gone" in a row are the old text, "same" and "new" the new one, letter for letter.
    Lines are matched first, then sentences in the lines that differ, then words in those.
    """
    found: list[tuple[str, str]] = []
    tail = ""  # the space that ends both sides of a change belongs to what follows
    parts = (part for part in _compare(old, new, [_LINE, _SENTENCE]) if part[1])
    for is_same, run in groupby(parts, key=lambda part: part[0] == "same"):
        texts = {"gone": "", "new": "", "same": tail}
        for kind, text in run:
            texts[kind] += text
        tail = "" if is_same else _common_space(texts["gone"], texts["new"])
        if tail:
            texts |= {kind: texts[kind][: -len(tail)] for kind in ("gone", "new")}
        found += [part for part in texts.items() if part[1]]
    return [*found, ("same", tail)] if tail else found


def _compare(old: str, new: str, cuts: list[re.Pattern]) -> Iterator[tuple[str, str]]:
    if not cuts:
        yield from _compare_words(old, new)
        return
    before, after = cuts[0].findall(old), cuts[0].findall(new)
    for is_equal, a, b in _matched(before, after):
        if is_equal:
            yield "same", "".join(before[a])
        elif len(before[a]) == len(after[b]):
            for pair in zip(before[a], after[b], strict=True):
                yield from _compare(*pair, cuts[1:])
        else:
            yield from _compare("".join(before[a]), "".join(after[b]), cuts[1:])


def _compare_words(old: str, new: str) -> Iterator[tuple[str, str]]:
    """By words; the spaces between them are compared where the words are the same."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    for is_equal, a, b in _matched([word for word, _ in before], [word for word, _ in after]):
        if not is_equal:
            yield "gone", "".join(map("".join, before[a]))
            yield "new", "".join(map("".join, after[b]))
            continue
        for (word, space), (_word, other) in zip(before[a], after[b], strict=True):
            yield "same", word
            if space == other:
                yield "same", space
            else:
                yield "gone", space
                yield "new", other


def _matched(before: list[str], after: list[str]) -> Iterator[tuple[bool, slice, slice]]:
    """Cut two lists into stretches that are equal and stretches that differ, in order."""
    most = min(len(before), len(after))
    start = next((i for i in range(most) if before[i] != after[i]), most)
    most -= start
    end = next((i for i in range(most) if before[-1 - i] != after[-1 - i]), most)
    ends = len(before) - end, len(after) - end
    middle, other = before[start : ends[0]], after[start : ends[1]]
    yield True, slice(0, start), slice(0, start)
    if _is_too_much(middle, other):
        yield False, slice(start, ends[0]), slice(start, ends[1])
    else:
        matcher = difflib.SequenceMatcher(None, middle, other, autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            yield kind == "equal", slice(start + a, start + b), slice(start + c, start + d)
    yield True, slice(ends[0], None), slice(ends[1], None)


def _is_too_much(before: list[str], after: list[str]) -> bool:
    if max(len(before), len(after)) > MOST_WORDS:
        return True
    often = Counter(after)
    return sum(often[each] for each in before) > MOST_PAIRS


def _common_space(one: str, other: str) -> str:
    """The white space with which both end."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    alike = takewhile(lambda pair: pair[0] == pair[1] and pair[0].isspace(), pairs)
    return "".join(sign for sign, _same in alike)[::-1]


_LINES = {"p", "h2", "h3", "h4", "li", "tr", "figure", "figcaption", "blockquote", "table"}
_MARKS = {"h2": "## ", "h3": "### ", "h4": "#### ", "li": "– ", "blockquote": "> "}


def readable(html: str) -> str:
    """Clean HTML as lines of text for a comparison: a paragraph each, pictures and links named."""

    def line(tag: re.Match) -> str:
        closing, name, _closed = tag.groups()
        if name == "img":
            return "\n[ảnh] "
        if name in _LINES:
            return "\n" if closing else "\n" + _MARKS.get(name, "")
        if name in {"td", "th"}:
            return " | "
        return "\n" if name == "br" else ""

    lines = [" ".join(each.split()) for each in unescape(_TOKEN.sub(line, html)).split("\n")]
    return "\n".join(each for each in lines if each)


def as_html(found: list[tuple[str, str]]) -> str:
    """Differences with `del` and `ins`, everything escaped."""
    marks = {"same": "{}", "gone": "<del>{}</del>", "new": "<ins>{}</ins>"}
    return "".join(marks[kind].format(escape(text)) for kind, text in found)
