"""What the head of a public page says to machines: one address, a preview, data about the page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

PAGE_PARAMETER = "trang"  # the only one that leads to another page
LONGEST_HEADLINE = 110  # characters, as search engines show it
LONGEST_DESCRIPTION = 200  # characters
# Inside <script> the text ends at "</script", and older scripts break lines at the last two.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Picture:
    """A picture that shows the page where a link to it is shared; in pixels."""

    url: str
    width: int
    height: int
    kind: str
    alt: str


@dataclass
class About:
    """A page in the words that machines want. `trail` leads from the front page to it."""

    title: str
    description: str = ""
    kind: str = "website"
    trail: list[tuple[str, str]] = field(default_factory=list)
    feeds: list[tuple[str, str, str]] = field(default_factory=list)
    more: list[tuple[str, str]] = field(default_factory=list)
    picture: Picture | None = None
    data: list[dict] = field(default_factory=list)

    def as_context(self, path: str, query: Mapping[str, str]) -> dict:
        """What templates/_machines.html needs."""
        data = [*self.data, breadcrumbs(self.trail)] if self.trail else self.data
        return {
            "title": self.title,
            "description": Truncator(self.description).chars(LONGEST_DESCRIPTION, truncate="…"),
            "kind": self.kind,
            "canonical": canonical(path, query),
            "feeds": self.feeds,
            "more": self.more,
            "picture": self.picture or share_picture(),
            "data": in_script({"@context": "https://schema.org", "@graph": data}) if data else "",
        }


def canonical(path: str, query: Mapping[str, str]) -> str:
    """The one address of a page: each page of a list has its own, other parameters are dropped."""
    place = query.get(PAGE_PARAMETER)
    return absolute(path) + (f"?{urlencode({PAGE_PARAMETER: place})}" if place else "")


def absolute(path: str) -> str:
    """A path with scheme and host."""
    return settings.SITE_URL + path


def in_script(data: dict) -> SafeString:
    """JSON-LD in its element. Whatever the words are, they cannot leave it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def share_picture() -> Picture:
    """The picture of a page that has none of its own."""
    url = absolute(static("icons/share.png"))
    return Picture(url, 1200, 630, "image/png", settings.SITE_NAME)


# --- Data in the words of schema.org --------------------------------------------------------------


def organisation() -> dict:
    """Whose portal this is."""
    logo = {"@type": "ImageObject", "url": absolute(static("icons/icon-512.png"))}
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/#toa-soan"),
        "name": settings.SITE_NAME,
        "url": absolute("/"),
        "logo": logo | {"width": 512, "height": 512},
    }


def website() -> dict:
    """The whole site and the way to search it."""
    target = absolute(reverse("articles:search")) + "?q={search_term_string}"
    return {
        "@type": "WebSite",
        "@id": absolute("/#trang"),
        "name": settings.SITE_NAME,
        "url": absolute("/"),
        "inLanguage": "vi",
        "publisher": {"@id": absolute("/#toa-soan")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(trail: list[tuple[str, str]]) -> dict:
    """The way from the front page: names and paths, the page itself last."""
    steps = [(_("Front page"), "/"), *trail]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
            for position, (name, path) in enumerate(steps, start=1)
        ],
    }
