"""Sitemaps as XML, written line by line: no map of any size is held as a tree."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from branch_portal.lib.text import tidy

MOST = 50_000  # addresses in one map, by the protocol
MOST_NEWS = 1_000
MOST_PICTURES = 20  # of one page; the protocol would allow more
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True)
class Place:
    """A page. `changed_at` is a moment or a day, None where it is not known; nothing is guessed."""

    url: str
    changed_at: dt.date | None = None
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class News:
    """A page of the last two days, as the news map tells of it."""

    url: str
    title: str
    published_at: dt.datetime


def index(maps: Iterable[Place]) -> str:
    """The map of maps."""
    rows = "".join(f"<sitemap>{_where(each)}</sitemap>\n" for each in maps)
    return f'{_HEAD}<sitemapindex xmlns="{_MAPS}">\n{rows}</sitemapindex>\n'


def pages(places: Iterable[Place]) -> str:
    """A map of pages with their pictures."""
    rows = "".join(f"<url>{_where(place)}{_pictures(place)}</url>\n" for place in places)
    return f'{_HEAD}<urlset xmlns="{_MAPS}" xmlns:image="{_IMAGE}">\n{rows}</urlset>\n'


def news(items: Iterable[News], paper: str) -> str:
    """The map of news of a paper, in Vietnamese."""
    owner = (
        f"<news:publication><news:name>{escape(tidy(paper))}</news:name>"
        "<news:language>vi</news:language></news:publication>"
    )
    rows = "".join(
        f"<url><loc>{escape(item.url)}</loc><news:news>{owner}"
        f"<news:publication_date>{item.published_at.isoformat()}</news:publication_date>"
        f"<news:title>{escape(tidy(item.title))}</news:title></news:news></url>\n"
        for item in items
    )
    return f'{_HEAD}<urlset xmlns="{_MAPS}" xmlns:news="{_NEWS}">\n{rows}</urlset>\n'


def _where(place: Place) -> str:
    changed = place.changed_at
    lastmod = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
    return f"<loc>{escape(place.url)}</loc>{lastmod}"


def _pictures(place: Place) -> str:
    return "".join(
        f"<image:image><image:loc>{escape(url)}</image:loc></image:image>"
        for url in place.pictures[:MOST_PICTURES]
    )
