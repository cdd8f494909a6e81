"""A folder of HTML pages, as a mirror of an old site or an export of a static one leaves it."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _
from lxml import html

from branch_portal.lib import legacy, markup
from branch_portal.lib.archives.item import (
    PUBLISHED,
    ArchiveRefused,
    Item,
    finished,
    in_unicode,
    moment,
    path_of,
)
from branch_portal.lib.text import tidy

LARGEST_PAGE = 10_000_000  # bytes
_CHARSET = re.compile(rb"<meta[^>]{0,300}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_NOT_TEXT = (
    "meta link title script style nav header footer aside form noscript iframe button select "
    "template"
)
_DATE_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/](\d\d)[-_/](\d\d)(?!\d)")
_DATES = ("article:published_time", "datepublished", "pubdate", "dc.date", "dc.date.issued", "date")
_LEADS = ("og:description", "description", "dc.description")
_AUTHORS = ("author", "article:author", "dc.creator")


def read_folder(path: Path | str) -> Iterator[Item]:
    """Yield the .html and .htm pages under a folder, in the order of their paths.

    Addresses are the paths below the folder unless a page names its own. Links that lead out of
    the folder are not followed. Raises ArchiveRefused where there is no page.
    """
    root, found = Path(path), False
    for page in _pages(root):
        found = True
        yield _page(page, page.relative_to(root).as_posix())
    if not found:
        raise ArchiveRefused(_("There is no HTML page in this folder."))


def _pages(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders.sort()
        for name in sorted(files):
            page = Path(folder, name)
            if page.suffix.lower() in {".html", ".htm"} and not page.is_symlink():
                yield page


def _page(page: Path, name: str) -> Item:
    key = name.encode("utf-8", "replace").decode()  # a file name may be no text
    try:
        if page.stat().st_size > LARGEST_PAGE:
            return Item(key, error=_("This page is larger than 10 MB."))
        return finished(_item(markup.parse(_decoded(page.read_bytes())), key))
    except OSError:
        return Item(key, error=_("This page cannot be opened."))


def _decoded(data: bytes) -> str:
    """Return the text of a page by its mark, its own word, or what it looks like."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    named = _CHARSET.search(data[:5000])
    for encoding in ("utf-8", named[1].decode() if named else "", "cp1252"):
        try:
            return data.decode(encoding)
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1")


def _item(root: html.HtmlElement, key: str) -> Item:
    item = Item(key=key, state=PUBLISHED, address=path_of(key))
    encoding = legacy.convert_tree(root)
    metas = _metas(root)
    item.published_at = _date(root, metas, key)
    item.author = _first(metas, _AUTHORS)
    item.lead = _first(metas, _LEADS)
    item.sections = metas.get("article:section", [])[:3]
    item.tags = metas.get("article:tag") or _first(metas, ("keywords", "news_keywords")).split(",")
    canonical = root.find(".//link[@rel='canonical']")
    if canonical is not None and (path := path_of(canonical.get("href") or "")):
        item.aliases = [item.address] if path != item.address else []
        item.address = path
    item.cover = _first(metas, ("og:image",))
    named = root.findtext(".//title") or ""
    body = _body(root)
    item.title = _heading(root, body) or re.split(r"\s+[|»]\s+", named.strip())[0]
    item.html = tidy(markup.inner(body))
    if encoding:
        in_unicode(item, encoding)
    return item


def _metas(root: html.HtmlElement) -> dict[str, list[str]]:
    metas = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if meta.get("content", "").strip():
            metas.setdefault(name.lower(), []).append(meta.get("content").strip())
    return metas


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _date(root: html.HtmlElement, metas: dict[str, list[str]], key: str):
    """The first date that is one: of the head, of a <time>, of the file's name or folder."""
    candidates = [metas[name][0] for name in _DATES if name in metas]
    candidates += [time.get("datetime") or "" for time in root.iter("time")]
    candidates += ["-".join(found) for found in _DATE_IN_NAME.findall(key)]
    for candidate in candidates:
        try:
            if found := moment(candidate):
                return found
        except (ValueError, OverflowError):
            continue
    return None


def _heading(root: html.HtmlElement, body: html.HtmlElement) -> str:
    """The heading of the article, else of the page; it is taken out of the text."""
    for heading in [*body.iter("h1"), *root.iter("h1")]:
        if words := markup.words(heading):
            markup.remove(heading)
            return words
    return ""


def _body(root: html.HtmlElement) -> html.HtmlElement:
    """The element that holds the article: what says so, else the block with most of the text."""
    whole = markup.body(root)
    for waste in list(whole.iter(*_NOT_TEXT.split(" "))):
        # A header inside an article may hold its headline.
        if waste.tag != "header" or not any(waste.iter("h1")):
            markup.remove(waste)
    for path in (".//article", ".//*[@itemprop='articleBody']", ".//main", ".//*[@role='main']"):
        found = max(whole.iterfind(path), key=lambda e: len(markup.words(e)), default=None)
        if found is not None and len(markup.words(found)) > 100:
            return found
    sizes = {}
    for block in whole.iter("p", "h2", "h3", "ul", "ol", "blockquote"):
        parent = block.getparent()
        if parent is not None and parent.tag in {"div", "td", "section", "body"}:
            sizes[parent] = sizes.get(parent, 0) + len(markup.words(block))
    return max(sizes, key=sizes.get, default=whole)
