"""A WordPress export (WXR). Articles are cut out of the stream one by one: size does not matter,
and one that is broken does not end the reading."""

import codecs
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from branch_portal.lib.archives.item import (
    DRAFT,
    PUBLISHED,
    ArchiveRefused,
    Item,
    finished,
    moment,
    paragraphs,
    path_of,
)
from branch_portal.lib.markup import sound

LARGEST_ITEM = 20_000_000  # characters
_CHUNK = 1 << 18
_STATES = {
    "publish": PUBLISHED,
    "future": DRAFT,
    "draft": DRAFT,
    "pending": DRAFT,
    "private": DRAFT,
}
_PREFIXES = {"content", "excerpt", "dc", "wp", "wfw"}
# Every pattern is bounded: a post may hold anything.
_CAPTION = re.compile(
    r"\[caption\b([^\[\]]{0,500})\]\s{0,20}(<a\b[^<>]{0,2000}>\s{0,20})?(<img\b[^<>]{0,2000}>)"
    r"\s{0,20}(?:</a>)?([^\[]{0,2000})\[/caption\]",
    re.IGNORECASE,
)
_GALLERY = re.compile(r"\[gallery\b([^\[\]]{0,2000})\]", re.IGNORECASE)
_EMBED = re.compile(
    r"\[(embed|video|audio)\b[^\[\]]{0,500}\]([^\[\]]{0,2000})\[/\1\]", re.IGNORECASE
)
_LAYOUT = re.compile(
    r"\[/?(?:vc|et_pb|fusion|su|av|caption|embed|video|audio)(?:_\w{1,40})?(?:\s[^\[\]]{0,2000})?\]",
    re.IGNORECASE,
)
_REMARK = re.compile(r"<!--\s{0,5}/?(?:wp:|more|nextpage)[^<>]{0,2000}-->")
_ATTRIBUTE = re.compile(r"(\w+)=[\"']([^\"']*)[\"']")


@dataclass
class _Site:
    """What the articles of an export refer to."""

    opening: str  # the tag around them, which names the prefixes
    authors: dict[str, str] = field(default_factory=dict)  # by sign-in name
    attachments: dict[str, tuple[str, str]] = field(default_factory=dict)  # address, caption by id


def read_wxr(path: Path | str) -> Iterator[Item]:
    """Yield the articles of a WordPress export; pages, menus, waste and revisions are passed over.

    The file is read twice, for an article may show a picture that is described after it. Raises
    ArchiveRefused where the file is no such export.
    """
    pieces = _pieces(Path(path))
    head = next(pieces, "")
    if "wordpress.org/export" not in head[:20_000]:
        raise ArchiveRefused(_("This is not a WordPress export (WXR)."))
    prefixes = _PREFIXES | set(re.findall(r"xmlns:(\w{1,40})=", head[:20_000]))
    site = _Site("<rss {}>".format(" ".join(f'xmlns:{p}="{p}"' for p in sorted(prefixes))))
    for author in head.split("<wp:author>")[1:]:
        tree = _parsed(site, "<author>" + author.partition("</wp:author>")[0] + "</author>")
        if tree is not None:
            site.authors[_text(tree, "wp:author_login")] = _text(tree, "wp:author_display_name")
    for piece in pieces:
        if "attachment_url" in piece and (tree := _parsed(site, piece)) is not None:
            about = _text(tree, "wp:attachment_url"), _text(tree, "excerpt:encoded")
            site.attachments[_text(tree, "wp:post_id")] = about
    yield from _articles(Path(path), site)


def _articles(path: Path, site: _Site) -> Iterator[Item]:
    for number, piece in enumerate(_pieces(path)):
        while piece and number:
            tree = _parsed(site, piece)
            if tree is None:
                damaged = _("This article is damaged in the file.")
                torn = _("The file breaks off inside this article.")
                whole = piece.endswith("</item>")
                yield Item(f"item:{number}", error=damaged if whole else torn)
            elif _text(tree, "wp:post_type") == "post" and _text(tree, "wp:status") in _STATES:
                yield _article(tree, site, number)
            # An article whose end is missing has swallowed the next one.
            inner = piece.find("<item>", 1) if tree is None else -1
            piece = piece[inner:] if inner > 0 else ""


def _pieces(path: Path) -> Iterator[str]:
    """First what stands before the articles, then every <item>…</item>; a torn one at the end."""
    with path.open(encoding=_encoding(path), errors="replace", newline="") as file:
        held, in_head = "", True
        while chunk := file.read(_CHUNK):
            held, at = held + sound(chunk), 0
            if in_head:
                at = held.find("<item>")
                if at < 0 and len(held) < LARGEST_ITEM:
                    continue
                yield held[:at]
                in_head = False
            while (start := held.find("<item>", at)) >= 0:
                end = held.find("</item>", start)
                if end < 0:
                    break
                at = end + len("</item>")
                yield held[start:at]
            held = held[start:] if start >= 0 else held[-10:]
            if len(held) > LARGEST_ITEM:
                yield held[:1000]
                held = held[len("<item>") :]
        if in_head or held.startswith("<item>"):
            yield held[:LARGEST_ITEM]


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        found = re.search(rb"<\?xml[^>]{0,100}encoding=[\"']([\w.-]{1,30})", file.read(300))
    try:
        name = codecs.lookup(found[1].decode()).name if found else "utf-8"
    except LookupError:
        name = "utf-8"
    return "utf-8-sig" if name == "utf-8" else name


def _parsed(site: _Site, piece: str) -> Element | None:
    """Return the element that a piece is; None where it is no XML or holds entities."""
    try:
        return fromstring(f"{site.opening}{piece}</rss>", forbid_dtd=True)[0]
    except (ParseError, DefusedXmlException, IndexError, ValueError):
        return None


def _text(tree: Element, name: str) -> str:
    prefix, _colon, local = name.rpartition(":")
    return (tree.findtext(f"{{{prefix}}}{local}" if prefix else local) or "").strip()


def _article(tree: Element, site: _Site, number: int) -> Item:
    post, status = _text(tree, "wp:post_id"), _text(tree, "wp:status")
    login = _text(tree, "dc:creator")
    item = Item(
        key=_text(tree, "guid") or f"item:{post or number}",
        title=_text(tree, "title"),
        lead=_text(tree, "excerpt:encoded"),
        html=_html(_text(tree, "content:encoded"), site),
        author=site.authors.get(login) or login,
        state=_STATES[status],
        address=path_of(_text(tree, "link")),
        aliases=[f"/?p={post}"] if post.isdecimal() else [],
    )
    for category in tree.iter("category"):
        kind = {"category": item.sections, "post_tag": item.tags}.get(category.get("domain"))
        if kind is not None and category.get("nicename") != "uncategorized":
            kind.append(category.text or "")
    for meta in tree.iter("{wp}postmeta"):
        if _text(meta, "wp:meta_key") == "_thumbnail_id":
            item.cover = site.attachments.get(_text(meta, "wp:meta_value"), ("", ""))[0]
    item.published_at = _date(tree)
    if status in {"future", "private"} or _text(tree, "wp:post_password"):
        item.state = DRAFT
        item.notes.append(_("It was scheduled, private or protected there, so it is a draft here."))
    item.aliases = [alias for alias in item.aliases if alias != item.address]
    return finished(item)


def _date(tree: Element) -> dt.datetime | None:
    """The date in world time, else in local time; a draft has zeros in one or both."""
    for name, zone in (("wp:post_date_gmt", "Z"), ("wp:post_date", "")):
        try:
            if found := moment(_text(tree, name) and _text(tree, name) + zone):
                return found
        except ValueError:
            continue
    return None


def _html(text: str, site: _Site) -> str:
    """Return WordPress text as HTML: its short codes become figures and links."""
    blocks = "<!-- wp:" in text
    text = _GALLERY.sub(lambda found: _gallery(found[1], site), text)
    text = _CAPTION.sub(_captioned, text)
    text = _EMBED.sub(lambda found: "\n\n" + _link(found[2].strip()) + "\n\n", text)
    text = _REMARK.sub("", _LAYOUT.sub("", text))
    return text if blocks else paragraphs(text)


def _figure(picture: str, caption: str) -> str:
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'\n\n<figure class="image">{picture}{below}</figure>\n\n'


def _captioned(found: re.Match) -> str:
    named = dict(_ATTRIBUTE.findall(found[1])).get("caption", "")
    return _figure(found[3], found[4].strip() or escape(named))


def _gallery(attributes: str, site: _Site) -> str:
    ids = re.findall(r"\d+", dict(_ATTRIBUTE.findall(attributes)).get("ids", ""))
    shown = [site.attachments[number] for number in ids if number in site.attachments]
    return "".join(_figure(f'<img src="{escape(url)}" alt="">', caption) for url, caption in shown)


def _link(address: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(address)}</a></p>' if address else ""
