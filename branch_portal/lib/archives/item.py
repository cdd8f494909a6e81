"""What every reader of an archive yields, and what they have in common."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from branch_portal.lib import legacy, markup

PUBLISHED, DRAFT = "published", "draft"
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|table|thead|tbody|tr|td|th|blockquote|figure|figcaption|pre|hr|"
    r"section|article|form|iframe|script|style|dl|dt|dd|center|address)\b",
    re.IGNORECASE,
)
_BLOCK_END = re.compile(r"</?(?:div|ul|ol|li|t\w+|blockquote|h[1-6]|figure|hr|p)\s?/?>$", re.I)
_DATE = re.compile(
    r"(?:(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<y2>\d{4})-(?P<m2>\d\d)-(?P<d2>\d\d))"
    r"(?:(?:T|,?\s+)(?P<h>\d{1,2})[:h](?P<min>\d\d)(?::(?P<s>\d\d)(?:\.\d+)?)?)?"
    r"\s*(?P<zone>Z|[+-]\d\d:?\d\d)?"
)


class ArchiveRefused(Exception):
    """This file is no archive that can be read; the message is a sentence for the user."""


@dataclass
class Item:
    """One article of an archive, or the reason why it could not be read."""

    key: str  # the same in every reading of the archive
    title: str = ""
    lead: str = ""
    html: str = ""  # not clean
    author: str = ""
    sections: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    published_at: dt.datetime | None = None  # aware
    state: str = DRAFT
    address: str = ""  # path and query where it stood: "/2021/05/bai.html"
    aliases: list[str] = field(default_factory=list)  # further addresses: "/?p=12"
    cover: str = ""  # address of the picture that stood for the article
    pictures: list[str] = field(default_factory=list)  # every src in html as it stands, and cover
    notes: list[str] = field(default_factory=list)  # sentences about what was changed or missed
    error: str | None = None


def finished(item: Item) -> Item:
    """Complete an item: Unicode texts, one line for names, the list of its pictures."""
    html, encoding = legacy.convert_html(item.html)
    short = "\n".join([item.title, item.lead, item.author, *item.sections, *item.tags])
    if encoding := encoding or legacy.detect(short):
        item.html = html
        in_unicode(item, encoding)
    item.html = unicodedata.normalize("NFC", item.html)
    item.title, item.author = one_line(item.title), one_line(item.author)
    item.lead = one_line(item.lead)
    item.sections, item.tags = names(item.sections), names(item.tags)
    found = [img.get("src") for img in markup.parse(item.html).iter("img") if img.get("src")]
    item.pictures = list(dict.fromkeys([item.cover] * bool(item.cover) + found))
    if not item.title and not item.error:
        item.error = _("This article has no headline.")
    return item


def in_unicode(item: Item, encoding: str) -> None:
    """Convert what stands beside a converted text, and say so in the notes."""
    for name in ("title", "lead", "author"):
        setattr(item, name, _unicode(getattr(item, name), encoding))
    item.sections = [_unicode(text, encoding) for text in item.sections]
    item.tags = [_unicode(text, encoding) for text in item.tags]
    item.notes.append(
        _("The text was written in %(encoding)s and was converted.")
        % {"encoding": encoding.upper()}
    )
    if lost := legacy.letters_lost(markup.words(markup.parse(item.html))):
        item.notes.append(
            _("The letter ư is missing in %(count)d words or more.") % {"count": lost}
        )


def _unicode(text: str, encoding: str) -> str:
    """Convert a short text that stands beside a converted one, where it is written alike."""
    if any(legacy.is_syllable(word) and not word.isascii() for word in text.split()):
        return text if legacy.detect(text) != encoding else legacy.convert(text, encoding)
    return legacy.convert(text, encoding)


def one_line(text: str) -> str:
    """Return the words of a short text that may hold HTML."""
    if "<" in text or "&" in text:
        text = markup.words(markup.parse(text))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def names(found: list[str]) -> list[str]:
    """Return names without blanks and repetitions, in their order."""
    return list(dict.fromkeys(filter(None, map(one_line, found))))


def path_of(address: str) -> str:
    """Return path and query of an old address, "" where there is none or it is no address."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if not (parts.path or parts.query) or parts.scheme not in {"", "http", "https"}:
        return ""
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    return f"{path}?{parts.query}" if parts.query else path


YEARS = range(2000, 2101)  # in which the portal publishes


def moment(text: str) -> dt.datetime | None:
    """Return a moment written as 31/12/2021 [08:30] or 2021-12-31[T08:30[:00][+07:00]], aware.

    Without a zone it is the portal's. None for an empty text; ValueError for any other.
    """
    text = text.strip()
    if not text:
        return None
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(text)
    day, month, year = (
        int(found[a] or found[b]) for a, b in (("d", "d2"), ("m", "m2"), ("y", "y2"))
    )
    clock = (int(found[part] or 0) for part in ("h", "min", "s"))
    if year not in YEARS:
        raise ValueError(text)
    when = dt.datetime(year, month, day, *clock)
    if found["zone"]:
        return when.replace(tzinfo=dt.datetime.strptime(found["zone"], "%z").tzinfo)
    return timezone.make_aware(when)


def paragraphs(text: str) -> str:
    """Return HTML of a text in which blank lines part paragraphs and line ends part lines.

    What stands in block tags already stays as it is.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    blocks, lines = [], []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            lines.append(line.strip())
        elif lines:
            blocks.append(_paragraph(lines))
            lines = []
    return "\n".join(blocks)


def _paragraph(lines: list[str]) -> str:
    joined = lines[0]
    for before, line in pairwise(lines):
        whole = _BLOCK.match(line) or _BLOCK_END.search(before[-40:]) or before.endswith("<br>")
        joined += ("\n" if whole else "<br>\n") + line
    return joined if _BLOCK.match(joined) else f"<p>{joined}</p>"


def from_plain(text: str) -> str:
    """Return HTML of a text that may be HTML with or without paragraphs, or plain."""
    if _BLOCK.search(text):
        return text
    return paragraphs(text if re.search(r"</?[a-zA-Z][^<>]*>", text) else escape(text, quote=False))
