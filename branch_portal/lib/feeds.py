"""Feeds of news: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1 of the same entries."""

import datetime as dt
import json
from dataclasses import dataclass, field

from django.utils import feedgenerator
from django.utils.feedgenerator import rfc3339_date

from branch_portal.lib.text import tidy

# The date of a feed without entries: any will do, but never another one at the next look.
_NO_NEWS = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Picture:
    """A picture that goes with an entry; width and height in pixels, length in bytes."""

    url: str
    length: int
    width: int
    height: int
    alt: str = ""
    credit: str = ""
    kind: str = "image/jpeg"


@dataclass(frozen=True)
class Entry:
    """One article. `id` never changes, whatever becomes of its address; moments are aware."""

    id: str
    url: str
    title: str
    summary: str
    published_at: dt.datetime
    updated_at: dt.datetime
    authors: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    picture: Picture | None = None


@dataclass(frozen=True)
class Feed:
    """A list of entries, newest first. `url` is its own address, `page_url` that of its page."""

    title: str
    about: str
    url: str
    page_url: str
    owner: str
    icon: str
    entries: list[Entry]

    @property
    def updated_at(self) -> dt.datetime:
        """When one of its entries changed last."""
        return max((entry.updated_at for entry in self.entries), default=_NO_NEWS)

    def as_rss(self) -> str:
        """The feed as RSS 2.0."""
        return self._written(_Rss)

    def as_atom(self) -> str:
        """The feed as Atom."""
        return self._written(_Atom)

    def _written(self, kind: type[feedgenerator.SyndicationFeed]) -> str:
        feed = kind(
            title=tidy(self.title),
            link=self.page_url,
            description=tidy(self.about),
            subtitle=tidy(self.about) or None,
            language="vi",
            feed_url=self.url,
            feed_guid=self.url,
            author_name=tidy(self.owner),
            icon=self.icon,
            updated_at=self.updated_at,
        )
        for entry in self.entries:
            feed.add_item(
                title=tidy(entry.title),
                link=entry.url,
                unique_id=entry.id,
                unique_id_is_permalink=False,
                description=tidy(entry.summary),
                pubdate=entry.published_at,
                updateddate=entry.updated_at,
                categories=[tidy(name) for name in entry.categories],
                authors=[tidy(name) for name in entry.authors],
                picture=entry.picture,
                enclosures=_enclosures(entry.picture),
            )
        return feed.writeString("utf-8")

    def as_json(self) -> str:
        """The feed as JSON Feed 1.1."""
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": tidy(self.title),
            "home_page_url": self.page_url,
            "feed_url": self.url,
            "description": tidy(self.about),
            "icon": self.icon,
            "language": "vi",
            "authors": [{"name": tidy(self.owner)}],
            "items": [_item(entry) for entry in self.entries],
        }
        return json.dumps(feed, ensure_ascii=False)


def _enclosures(picture: Picture | None) -> list[feedgenerator.Enclosure]:
    if picture is None:
        return []
    return [feedgenerator.Enclosure(picture.url, str(picture.length), picture.kind)]


def _item(entry: Entry) -> dict:
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": tidy(entry.title),
        "content_text": tidy(entry.summary) or tidy(entry.title),
        "summary": tidy(entry.summary),
        "date_published": rfc3339_date(entry.published_at),
        "date_modified": rfc3339_date(entry.updated_at),
        "authors": [{"name": tidy(name)} for name in entry.authors],
        "tags": [tidy(name) for name in entry.categories],
        "language": "vi",
    }
    if picture := entry.picture:
        attached = {"url": picture.url, "mime_type": picture.kind}
        item["image"] = picture.url
        item["attachments"] = [attached | {"size_in_bytes": picture.length}]
    return {name: value for name, value in item.items() if value}


class _Rss(feedgenerator.Rss201rev2Feed):
    def rss_attributes(self) -> dict:
        return super().rss_attributes() | {
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def latest_post_date(self) -> dt.datetime:
        return self.feed["updated_at"]

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        if picture := item["picture"]:
            _add_media(handler, picture)


def _add_media(handler, picture: Picture) -> None:
    size = {"width": str(picture.width), "height": str(picture.height)}
    kind = {"medium": "image", "type": picture.kind, "fileSize": str(picture.length)}
    handler.startElement("media:content", {"url": picture.url} | kind | size)
    if picture.alt:
        handler.addQuickElement("media:description", tidy(picture.alt), {"type": "plain"})
    if picture.credit:
        role = {"role": "photographer", "scheme": "urn:ebu"}
        handler.addQuickElement("media:credit", tidy(picture.credit), role)
    handler.endElement("media:content")


class _Atom(feedgenerator.Atom1Feed):
    def latest_post_date(self) -> dt.datetime:
        return self.feed["updated_at"]

    def add_root_elements(self, handler) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("icon", self.feed["icon"])

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
