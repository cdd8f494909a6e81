"""Reading the pages of a list as a reader does: its headlines and the ways to its neighbours."""

import re
from html import unescape

_HEADLINE = re.compile(r"<h2>(?:<span[^>]*>[^<]*</span> )?<a href=\"/tin/[^>]*>([^<]*)</a></h2>")


def headlines(html: str) -> list[str]:
    """The headlines of the rows, from the top."""
    return [unescape(found) for found in _HEADLINE.findall(html)]


def older(html: str) -> str:
    """Where "Older" leads; empty on the last page."""
    return _way(html, "next")


def newer(html: str) -> str:
    """Where "Newer" leads; empty on the first page."""
    return _way(html, "prev")


def _way(html: str, rel: str) -> str:
    found = re.search(rf'<a href="([^"]*)" rel="{rel}"', html)
    return unescape(found[1]) if found else ""
