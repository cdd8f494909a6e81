"""Texts compared and joined: paragraphs of clean HTML, three-way merges, word-level differences."""

import difflib
import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from html import escape, unescape

_TOKEN = re.compile(r"<(/?)(\w+)[^>]*?(/?)>")
_VOID = {"br", "hr", "img"}
_PARTS = re.compile(r"<[^>]+>|\s+|[^\s<]+")
MOST_WORDS = 20_000  # beyond this a difference by words would keep the server busy


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
    at the same spot clash too: their order is for a person to decide.
    """
    kept_mine, kept_theirs = _kept(base, mine), _kept(base, theirs)
    joined: list[Hashable | Clash] = []
    at_base = at_mine = at_theirs = 0
    stable = [i for i in range(len(base)) if i in kept_mine and i in kept_theirs]
    for anchor in [*stable, None]:
        ends = (
            (len(base), len(mine), len(theirs))
            if anchor is None
            else (anchor, kept_mine[anchor], kept_theirs[anchor])
        )
        joined += _stretch(
            tuple(base[at_base : ends[0]]),
            tuple(mine[at_mine : ends[1]]),
            tuple(theirs[at_theirs : ends[2]]),
        )
        if anchor is not None:
            joined.append(base[anchor])
            at_base, at_mine, at_theirs = (end + 1 for end in ends)
    return joined


def _kept(base: Sequence, other: Sequence) -> dict[int, int]:
    """Places in base that are unchanged in the other one → their place there."""
    matcher = difflib.SequenceMatcher(None, base, other, autojunk=False)
    return {
        start + step: there + step
        for start, there, size in matcher.get_matching_blocks()
        for step in range(size)
    }


def _stretch(base: tuple, mine: tuple, theirs: tuple) -> list:
    if mine == theirs or theirs == base:
        return list(mine)
    if mine == base:
        return list(theirs)
    if 1 < len(base) == len(mine) == len(theirs):
        # Neighbours that were rewritten in place, one by each side.
        rows = zip(base, mine, theirs, strict=True)
        return [part for row in rows for part in _stretch(*((each,) for each in row))]
    return [Clash(base, mine, theirs)]


def differences(old: str, new: str) -> list[tuple[str, str]]:
    """Compare two plain texts word by word: [("same" | "gone" | "new", text), …].

    Very long texts (over MOST_WORDS words) are compared by lines.
    """
    cut = re.compile(r"[^\n]*\n?") if _is_long(old, new) else _PARTS
    before, after = cut.findall(old), cut.findall(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(before[a:b])))
            continue
        if a < b:
            found.append(("gone", "".join(before[a:b])))
        if c < d:
            found.append(("new", "".join(after[c:d])))
    return found


def _is_long(old: str, new: str) -> bool:
    return max(old.count(" "), new.count(" ")) > MOST_WORDS


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
