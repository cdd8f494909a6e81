"""Arithmetic of the newsroom: how two people's texts join, when a re-posted article may appear."""

import datetime as dt
from dataclasses import dataclass, field

from branch_portal.lib import merge
from branch_portal.lib.text import slugify

# An aggregated text appears no sooner than one hour after its source (Decree 147/2024/NĐ-CP).
EMBARGO = dt.timedelta(hours=1)
# Texts of fewer syllables are not compared: a notice of two lines looks like every other notice.
FEWEST_COMPARED = 40
# An article with so many photos of its own tells its story in pictures.
PHOTO_STORY = 4
# What stands between the names of a by-line that several people share.
BETWEEN_AUTHORS = " – "
# Lists in which the order says nothing: both sides' additions and removals are kept.
SETS = {"tags"}


@dataclass(frozen=True)
class FieldClash:
    """Two people changed the same field, or the same paragraph of the body, differently.

    `place` is the number of the paragraph in the merged body, counted from one; None for a field.
    """

    name: str
    mine: object
    theirs: object
    place: int | None = None


@dataclass
class Merged:
    """Two snapshots joined; where they clash the values of `mine` stand."""

    values: dict
    clashes: list[FieldClash] = field(default_factory=list)
    taken_over: list[str] = field(default_factory=list)


def merge_snapshots(base: dict, mine: dict, theirs: dict) -> Merged:
    """Join two descendants of one snapshot, field by field and the body by its paragraphs.

    `taken_over` names the fields that came from `theirs`.
    """
    merged = Merged(dict(mine))
    for name in mine:
        ours, other, before = mine[name], theirs.get(name), base.get(name)
        if ours == other or other == before:
            continue
        merged.taken_over.append(name)
        if ours == before:
            merged.values[name] = other
        elif name == "body":
            merged.values[name] = _merge_body(merged, before or "", ours, other or "")
        elif name in SETS:
            merged.values[name] = _merge_set(before or [], ours, other or [])
        else:
            merged.clashes.append(FieldClash(name, ours, other))
    return merged


def _merge_body(merged: Merged, base: str, mine: str, theirs: str) -> str:
    body: list[str] = []
    for part in merge.three_way(*(merge.blocks(text) for text in (base, mine, theirs))):
        if isinstance(part, merge.Clash):
            clash = FieldClash("body", "".join(part.mine), "".join(part.theirs), len(body) + 1)
            merged.clashes.append(clash)
            body += part.mine
        else:
            body.append(part)
    return "".join(body)


def _merge_set(base: list, mine: list, theirs: list) -> list:
    kept = [each for each in mine if each in theirs or each not in base]
    return kept + [each for each in theirs if each not in base and each not in kept]


def earliest_publication(source_published_at: dt.datetime | None) -> dt.datetime | None:
    """When a re-posted article may appear at the earliest; None when it is our own."""
    return source_published_at + EMBARGO if source_published_at else None


def authors(by_line: str) -> dict[str, str]:
    """The names of a printed by-line by their addresses; one without letters has none.

    Names that differ in marks or case only are one person: {"thu-nhan": "Thu Nhàn"}.
    """
    names = (name.strip() for name in by_line.split(BETWEEN_AUTHORS))
    return {slug: name for name in names if (slug := slugify(name))}
