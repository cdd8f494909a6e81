"""What the validators of RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1 complain about, as we read it.

`complaints_of(text, url)` returns sentences; a valid feed has none.
"""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from defusedxml import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Complaints(list):
    def unless(self, condition, sentence):
        if not condition:
            self.append(sentence)


def complaints_of(content: bytes, url: str) -> list[str]:
    """Of a feed that was fetched from `url`; its kind is seen from its first character."""
    text = content.decode("utf-8")
    found = Complaints()
    found.unless(not _NO_XML.search(text), "a character that XML 1.0 does not have")
    if text.startswith("{"):
        _json(json.loads(text), url, found)
        return found
    root = ElementTree.fromstring(content)
    if root.tag == "rss":
        _rss(root, url, found)
    else:
        found.unless(root.tag == f"{ATOM}feed", f"the root is {root.tag}")
        _atom(root, url, found)
    return found


def _rss(root, url, found):
    found.unless(root.get("version") == "2.0", "the version is not 2.0")
    channel = _one(root, "channel", found)
    for name in ("title", "link", "description"):
        _one(channel, name, found)
    found.unless(channel.findtext("language") == "vi", "no language")
    found.unless(_is_address(channel.findtext("link")), "the link of the channel is no address")
    links = channel.findall(f"{ATOM}link")
    own = [link.get("href") for link in links if link.get("rel") == "self"]
    found.unless(own == [url], f"the link to itself is {own}")
    found.unless(_is_rfc822(channel.findtext("lastBuildDate")), "lastBuildDate")
    items = channel.findall("item")
    _once([item.findtext("guid") for item in items], found)
    for item in items:
        found.unless(item.findtext("title"), "an item without title")
        found.unless(_is_address(item.findtext("link")), "an item without link")
        found.unless(_is_rfc822(item.findtext("pubDate")), "an item without pubDate")
        guid = _one(item, "guid", found)
        found.unless(guid.get("isPermaLink") in ("true", "false"), "isPermaLink")
        found.unless(_is_moment(item.findtext(f"{ATOM}updated")), "an item without atom:updated")
        found.unless(item.find("author") is None, "author wants an address of mail")
        found.unless(len(item.findall("enclosure")) <= 1, "two enclosures")
        for enclosure in item.findall("enclosure"):
            _attached(*map(enclosure.get, ("url", "length", "type")), found)
        for media in item.findall(f"{MEDIA}content"):
            _attached(*map(media.get, ("url", "fileSize", "type")), found)
        for name in ("category", f"{DC}creator"):
            found.unless(all(each.text for each in item.findall(name)), f"an empty {name}")


def _atom(root, url, found):
    found.unless(root.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi", "no language")
    _common(root, found)
    own = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    found.unless(own == [url], f"the link to itself is {own}")
    found.unless(root.find(f"{ATOM}author/{ATOM}name") is not None, "no author of the feed")
    entries = root.findall(f"{ATOM}entry")
    _once([entry.findtext(f"{ATOM}id") for entry in entries], found)
    moments = [entry.findtext(f"{ATOM}updated") for entry in entries]
    if moments:
        newest = max(moments, key=datetime.fromisoformat)
        found.unless(
            root.findtext(f"{ATOM}updated") == newest, "the feed is not as new as its news"
        )
    for entry in entries:
        _common(entry, found)
        found.unless(_is_moment(entry.findtext(f"{ATOM}published")), "an entry without published")
        for author in entry.findall(f"{ATOM}author"):
            _one(author, f"{ATOM}name", found)
        for category in entry.findall(f"{ATOM}category"):
            found.unless(category.get("term"), "a category without term")
        for link in entry.findall(f"{ATOM}link"):
            if link.get("rel") == "enclosure":
                _attached(*map(link.get, ("href", "length", "type")), found)


def _common(element, found):
    """What a feed and an entry both need exactly once."""
    for name in ("id", "title", "updated"):
        _one(element, f"{ATOM}{name}", found)
    found.unless(_is_address(element.findtext(f"{ATOM}id")), "an id that is no address")
    found.unless(_is_moment(element.findtext(f"{ATOM}updated")), "updated is no moment")
    links = element.findall(f"{ATOM}link")
    found.unless(all(_is_address(link.get("href")) for link in links), "a link that is no address")
    pages = [link for link in links if link.get("rel", "alternate") == "alternate"]
    found.unless(len(pages) == 1, "not one link to the page")


def _json(feed, url, found):
    found.unless(feed.get("version") == "https://jsonfeed.org/version/1.1", "the version")
    found.unless(feed.get("title"), "no title")
    found.unless(feed.get("feed_url") == url, "the link to itself")
    found.unless(_is_address(feed.get("home_page_url")), "no page")
    found.unless(feed.get("language") == "vi", "no language")
    _once([item.get("id") for item in feed["items"]], found)
    for item in feed["items"]:
        found.unless(item.get("content_text") or item.get("content_html"), "an item without text")
        found.unless(_is_address(item.get("url")), "an item without address")
        for name in ("date_published", "date_modified"):
            found.unless(_is_moment(item.get(name)), f"{name} is no moment")
        found.unless(all(author.get("name") for author in item.get("authors", [])), "an author")
        for each in item.get("attachments", []):
            _attached(each.get("url"), str(each.get("size_in_bytes")), each.get("mime_type"), found)


def _one(element, name, found):
    elements = element.findall(name)
    found.unless(len(elements) == 1, f"{len(elements)} of {name}")
    found.unless(elements and (len(elements[0]) or (elements[0].text or "").strip()), f"no {name}")
    return elements[0]


def _once(names, found):
    found.unless(all(names), "an entry without id")
    found.unless(len(set(names)) == len(names), "an id twice")


def _attached(url, length, kind, found):
    found.unless(_is_address(url), f"an enclosure at {url}")
    found.unless((length or "").isdecimal() and int(length) > 0, f"an enclosure of length {length}")
    found.unless(re.fullmatch(r"\w+/[\w.+-]+", kind or ""), f"an enclosure of type {kind}")


def _is_address(text):
    parts = urlsplit(text or "")
    return parts.scheme in ("http", "https") and bool(parts.netloc) and text.isascii()


def _is_moment(text):
    return bool(_MOMENT.fullmatch(text or ""))


def _is_rfc822(text):
    return bool(text) and parsedate_to_datetime(text).tzinfo is not None
