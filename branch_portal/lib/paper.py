"""Words on paper before they are a file: one list of blocks, shown by lib/docx and by a template.

A Paper holds no form of its own: the numbers of the layout are in its Profile, data of the office.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# What XML refuses: controls, half characters, no characters. What parts words is a space.
_REFUSED = {c: " " if chr(c).isspace() else None for c in (*range(32), *range(127, 160))}
_REFUSED |= dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
_REFUSED |= {0x2028: "\n", 0x2029: "\n", ord("\t"): "\t", ord("\n"): "\n"}
_HEADING = re.compile(r"[IVX]{1,5}[-.] ?\S.{0,150}(?<![.;:,])")
_UY = re.compile(r"\b(?:ủy|Ủy|ỦY)\b")  # the word alone: Thủy is a name
_NEW_UY = {"ủy": "uỷ", "Ủy": "Uỷ", "ỦY": "UỶ"}


def printable(text: str) -> str:
    """Return text without the characters that break a file; tabs and newlines stay."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_REFUSED)


@dataclass(frozen=True)
class Profile:
    """The numbers of one guideline on layout: lengths in mm, sizes and spacings in points."""

    name: str
    margin_top: int
    margin_bottom: int
    margin_left: int
    margin_right: int
    left_column: int  # of the head and of the signatures; the right one takes what is left
    party_size: int
    rule_width: Decimal  # of the line below the Party's name
    superior_size: int
    issuer_size: int
    number_size: int
    place_size: int
    type_size: int
    subject_size: int
    under_subject: str
    heading_size: int
    body_size: int
    line_spacing: int | None  # exact; None for single
    first_line: int
    space_before: int
    space_after: int
    authority_size: int
    post_size: int
    post_is_bold: bool
    signer_size: int
    recipients_label_size: int
    recipients_size: int
    page_number_size: int
    end_mark: str
    spelling: str  # "ủy" or "uỷ", in the words that are ours

    @property
    def text_width(self) -> int:
        """mm between the margins of an A4 sheet."""
        return 210 - self.margin_left - self.margin_right

    def spelt(self, words: str) -> str:
        """Fixed words and names of bodies in the spelling of the office; never names of people."""
        if self.spelling == "ủy":
            return words
        return _UY.sub(lambda found: _NEW_UY[found[0]], words)

    def ended(self, text: str) -> str:
        """The last words of a paper with the mark that closes it."""
        return text.rstrip(" ./") + self.end_mark


@dataclass(frozen=True)
class Head:
    """Superior over issuing body on the left; the Party's name, place and date on the right."""

    kind: ClassVar = "head"
    superior: str
    issuer: str
    symbol: str  # "05-NQ/CB"; "" for a paper without number
    place_and_date: str


@dataclass(frozen=True)
class Title:
    """The type of the paper in capitals, what it is about under it."""

    kind: ClassVar = "title"
    type_name: str
    subject: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """The title of a part: "I- NỘI DUNG"."""

    kind: ClassVar = "heading"
    text: str


@dataclass(frozen=True)
class Text:
    """Running text; each line that holds anything is a paragraph."""

    kind: ClassVar = "text"
    text: str
    is_note: bool = False  # centred, in italics: "DỰ THẢO"
    has_headings: bool = False  # typed at length: a line like "II- MỤC TIÊU" is a title

    @property
    def paragraphs(self) -> list[tuple[str, bool]]:
        """Each paragraph, and whether it is the title of a part."""
        lines = [line for line in printable(self.text).split("\n") if line.strip()]
        return [(line, self.has_headings and bool(_HEADING.fullmatch(line))) for line in lines]


@dataclass(frozen=True)
class Blank:
    """Room to write by hand: dotted lines, the first one behind the label."""

    kind: ClassVar = "blank"
    label: str = ""
    lines: int = 1

    @property
    def more(self) -> range:
        return range(self.lines - 1)


@dataclass(frozen=True)
class Column:
    title: str
    width: int  # mm
    is_centred: bool = False


@dataclass(frozen=True)
class Table:
    """A table with lines, its head repeated on every page; rows are as long as the columns."""

    kind: ClassVar = "table"
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str]]
    row_height: int | None = None  # mm at least, where something is written by hand

    @property
    def cells(self) -> list[list[tuple[str, bool]]]:
        """For the template: rows of (words, is centred)."""
        centred = [column.is_centred for column in self.columns]
        return [list(zip(row, centred, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Signature:
    """In whose name, in which capacity, who; empty words leave their line out."""

    authority: str
    post: str
    name: str


@dataclass(frozen=True)
class Signatures:
    """The foot: on the left a second signature or the recipients, on the right who signs."""

    kind: ClassVar = "signatures"
    right: Signature
    left: Signature | None = None
    recipients: tuple[str, ...] = ()  # without marks: they are set by `recipient_lines`

    @property
    def recipient_lines(self) -> list[str]:
        last = len(self.recipients) - 1
        marks = (f"- {who}{';' if i < last else '.'}" for i, who in enumerate(self.recipients))
        return list(marks)

    @property
    def blank_lines(self) -> range:
        return range(4)


@dataclass(frozen=True)
class PageBreak:
    kind: ClassVar = "page_break"


Block = Head | Title | Heading | Text | Blank | Table | Signatures | PageBreak


@dataclass(frozen=True)
class Paper:
    """One document: its title for people and machines, its layout, its words in order."""

    title: str
    profile: Profile
    blocks: list[Block] = field(default_factory=list)


def numbered(titles: Sequence[str]) -> list[str]:
    """Put "I- ", "II- " … before the titles that are there; an empty one stays empty."""
    found = iter(ROMAN[1:])
    return [f"{next(found)}- {title}" if title else "" for title in titles]
