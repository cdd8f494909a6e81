"""Read and show the parts of an article's clean HTML: links, photos, files, videos.

All functions here are pure and expect what `branch_portal.lib.html.clean` returned.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext as _

_ARTICLE = re.compile(r'<a href="/tin/(\d{1,18})/"')
_ATTACHMENT = re.compile(r'<a href="/tep/(\d{1,18})/"')
_FIGURE = re.compile(
    r'<figure class="image"><img([^>]*)>(?:<figcaption>(.*?)</figcaption>)?</figure>', re.DOTALL
)
_IMAGE = re.compile(r"<img [^>]*>")
_PHOTO = re.compile(r'<img [^>]*?data-photo-id="(\d{1,18})"')
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_EMBED = re.compile(r'<figure class="media"><oembed url="([^"]*)"></oembed>(.*?)</figure>')
_YOUTUBE_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com"}
_YOUTUBE_HOSTS |= {"youtube-nocookie.com", "www.youtube-nocookie.com"}
_VIMEO_HOSTS = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}
_YOUTUBE_PATH = re.compile(r"/(?:shorts|embed|live|v)/([\w-]{11})/?", re.ASCII)
_VIMEO_PATH = re.compile(r"/(?:video/)?(\d{5,12})/?", re.ASCII)
_YOUTUBE_ID = re.compile(r"[\w-]{11}", re.ASCII)
VIDEO_ADDRESSES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
}
_STORED_VIDEO = re.compile(
    r"https://(?:www\.youtube\.com/watch\?v=[\w-]{11}|vimeo\.com/\d{5,12})", re.ASCII
)
_VIDEO_NAMES = {"youtube": "YouTube", "vimeo": "Vimeo"}


class Figure(NamedTuple):
    """A picture in the text; `photo` is None when it does not say which photo it is."""

    photo: int | None
    alt: str
    caption: str  # HTML


def article_ids(html: str) -> list[int]:
    """Return the ids of the articles that the text links to, in order, each once."""
    return _once(_ARTICLE, html)


def attachment_ids(html: str) -> list[int]:
    """Return the ids of the files that the text links to, in order, each once."""
    return _once(_ATTACHMENT, html)


def photo_ids(html: str) -> list[int]:
    """Return the ids of the photos in the text, in order, each once."""
    return _once(_PHOTO, html)


def _once(pattern: re.Pattern, html: str) -> list[int]:
    return list(dict.fromkeys(int(number) for number in pattern.findall(html)))


def figures(html: str) -> list[Figure]:
    """Return the pictures of the text in order, with the words of each use."""
    found = []
    for attributes, caption in _FIGURE.findall(html):
        named = dict(_ATTRIBUTE.findall(attributes))
        photo = named.get("data-photo-id")
        found.append(Figure(int(photo) if photo else None, unescape(named.get("alt", "")), caption))
    return found


def without_photo(html: str, photo_id: int) -> str:
    """Take one photo of the library out of a text, with its caption; the words around it stay."""
    named = f'data-photo-id="{photo_id}"'
    html = _FIGURE.sub(lambda found: "" if named in found[1] else found[0], html)
    return _IMAGE.sub(lambda found: "" if named in found[0] else found[0], html)


def with_links(html: str, addresses: Mapping[int, str]) -> str:
    """Give links to articles their present address; what is not in `addresses` stays as it is."""

    def replace(found: re.Match) -> str:
        address = addresses.get(int(found[1]))
        return f'<a href="{escape(address)}"' if address else found[0]

    return _ARTICLE.sub(replace, html)


def video_of(url: str) -> tuple[str, str] | None:
    """Return ("youtube" | "vimeo", id) of a video's page; None for every other address."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or port not in (None, 80, 443) or parts.username:
        return None
    if host == "youtu.be":
        return _youtube(parts.path.strip("/"))
    if host in _YOUTUBE_HOSTS:
        if parts.path.rstrip("/") == "/watch":
            return _youtube(parse_qs(parts.query).get("v", [""])[0])
        found = _YOUTUBE_PATH.fullmatch(parts.path)
        return _youtube(found[1]) if found else None
    found = _VIMEO_PATH.fullmatch(parts.path) if host in _VIMEO_HOSTS else None
    return ("vimeo", found[1]) if found else None


def _youtube(key: str) -> tuple[str, str] | None:
    return ("youtube", key) if _YOUTUBE_ID.fullmatch(key) else None


def video_address(url: str) -> str | None:
    """Return the one address by which a video is stored; None when it is no video."""
    if _STORED_VIDEO.fullmatch(url):
        return url
    video = video_of(url)
    return VIDEO_ADDRESSES[video[0]].format(video[1]) if video else None


def holds_video(html: str) -> bool:
    """Does the text hold a video? Such a page needs js/video.js and frames of two hosts."""
    return any(video_of(unescape(url)) for url, _caption in _EMBED.findall(html))


def embed_cards(html: str) -> str:
    """Show each video as a link that js/video.js turns into the player on a click."""
    return _EMBED.sub(_card, html)


def _card(embed: re.Match) -> str:
    address = unescape(embed[1])
    video = video_of(address)
    if video is None:
        return ""
    host, key = video
    return (
        f'<figure class="video"><a class="video-card" href="{escape(address)}" '
        f'data-video="{host}:{key}" rel="noopener noreferrer" target="_blank">'
        f"{_('Watch the video on %(host)s') % {'host': _VIDEO_NAMES[host]}}</a>{embed[2]}</figure>"
    )
