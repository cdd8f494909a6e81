"""The one sanitiser: what may stand in an article's text."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import nh3
from django.conf import settings

from branch_portal.lib.htmlparts import (
    article_ids,
    attachment_ids,
    embed_cards,
    figures,
    holds_video,
    photo_ids,
    video_address,
    video_of,
    with_links,
)
from branch_portal.lib.htmlshape import shape
from branch_portal.lib.text import tidy

__all__ = [
    "article_ids",
    "attachment_ids",
    "clean",
    "embed_cards",
    "figures",
    "has_content",
    "holds_video",
    "photo_ids",
    "plain_text",
    "video_of",
    "with_links",
]

TAGS = {
    "p", "br", "h2", "h3", "h4", "strong", "em", "sub", "sup", "a", "ul", "ol", "li",
    "blockquote", "hr", "figure", "figcaption", "img",
    "table", "caption", "thead", "tbody", "tr", "th", "td", "oembed",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "data-photo-id"},
    "figure": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed"},
    "blockquote": {"class"},
    "oembed": {"url"},
}
# /tin/12/any-slug/ and the like; what follows a "?" or "#" goes.
_OWN_ARTICLE = re.compile(r"/tin/(\d{1,18})(?:/[\w-]*)?/?(?:[?#].*)?", re.DOTALL)
_OWN_FILE = re.compile(r"/tep/(\d{1,18})/?(?:[?#].*)?", re.DOTALL)
_SCHEME = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_MEDIA = re.compile(r"/media/photos/[\w./-]+")
_NUMBER = re.compile(r"\d{1,4}")
_SPAN = re.compile(r"[2-9]|[1-9]\d{1,2}")
_ID = re.compile(r"\d{1,18}")
_ANY_TAG = re.compile(r"<[^<>]*>")
_SIGNS = re.compile(r"&#?\w{1,31};|[<>&]")
_PARTING_TAG = re.compile(r"</?(?:p|div|br|li|tr|td|th|h\d|table|ul|ol)\b[^<>]*>", re.IGNORECASE)
MOST_ROUNDS = 20  # two are the rule; the sanitiser must never keep a server busy
MOST_SIGNS = 60_000  # tags and entities in one text; a table of 10,000 cells has fewer
MOST_LINES = 1000


def clean(text: str) -> str:
    """Return HTML of an article, whatever came in: only the formats the portal shows, NFC.

    Idempotent. Scripts, styles, classes, event handlers, foreign pictures and addresses other than
    http, https, mailto, tel and our own paths are dropped; so are empty paragraphs. Loose words
    become paragraphs, each picture, table and video stands in a figure, links to our own articles
    name them by id, videos by one address. Of a text with more than MOST_SIGNS tags and entities
    the words stay.
    """
    if text.count("<") + text.count("&") > MOST_SIGNS:
        text = _words_only(text)
    for _round in range(MOST_ROUNDS):
        before, text = text, _sanitise(shape(tidy(text)))
        if text == before:
            break
    return text


def _words_only(text: str) -> str:
    """What no article holds could keep a server busy for minutes."""
    text = _ANY_TAG.sub(" ", _PARTING_TAG.sub("\n", text))
    lines = [line for line in _SIGNS.sub(" ", text).split("\n") if line.strip()]
    return "<p>" + ("</p><p>" if len(lines) <= MOST_LINES else " ").join(lines) + "</p>"


def _sanitise(text: str) -> str:
    return nh3.clean(
        text,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_filter,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _filter(tag: str, name: str, value: str) -> str | None:
    if rule := _RULES.get((tag, name)):
        return rule(value)
    return value


def _picture(value: str) -> str | None:
    return value if _MEDIA.fullmatch(value) and ".." not in value else None


def _address(value: str) -> str | None:
    """A link that leads somewhere: to our own article or file by id, our own path, another host."""
    value = value.strip()
    own = f"{settings.SITE_URL}/"
    path = value[len(own) - 1 :] if value.startswith(own) else value
    if article := _OWN_ARTICLE.fullmatch(path):
        return f"/tin/{article[1]}/"
    if file := _OWN_FILE.fullmatch(path):
        return f"/tep/{file[1]}/"
    if value.startswith("//") or value.lower().startswith("www."):
        return f"https://{value.lstrip('/')}"
    if value.startswith("/") and "\\" not in value:
        return value
    return value if _SCHEME.match(value) else None


def _matching(pattern: re.Pattern) -> Callable[[str], str | None]:
    return lambda value: value if pattern.fullmatch(value) else None


def _one_of(*words: str) -> Callable[[str], str | None]:
    return lambda value: next((word for word in value.split() if word in words), None)


_RULES: dict[tuple[str, str], Callable[[str], str | None]] = {
    ("img", "src"): _picture,
    ("img", "width"): _matching(_NUMBER),
    ("img", "height"): _matching(_NUMBER),
    ("img", "data-photo-id"): _matching(_ID),
    ("a", "href"): _address,
    ("figure", "class"): _one_of("image", "table", "media"),
    ("blockquote", "class"): _one_of("pull-quote"),
    ("oembed", "url"): lambda value: value if value == video_address(value) else None,
    ("td", "colspan"): _matching(_SPAN),
    ("td", "rowspan"): _matching(_SPAN),
    ("th", "colspan"): _matching(_SPAN),
    ("th", "rowspan"): _matching(_SPAN),
    ("th", "scope"): _one_of("row", "col"),
    ("ol", "start"): _matching(_NUMBER),
    ("ol", "reversed"): lambda _value: "",
}


class _Text(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag not in {"strong", "em", "a", "sub", "sup"}:
            self.parts.append(" ")


def plain_text(text: str) -> str:
    """Return the words of clean HTML, blocks parted by a space."""
    parser = _Text()
    parser.feed(text)
    parser.close()
    return tidy("".join(parser.parts).replace("\n", " "))


def has_content(html: str) -> bool:
    """Does clean HTML show readers anything: words, a picture or a video?"""
    return "<img " in html or holds_video(html) or bool(plain_text(html))
