"""What the pages of the paper show in more than one place."""

import datetime as dt
import json
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import partial
from html import unescape
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.models import Article, Photo
from articles.models.lines import Line
from articles.reports import info, parts
from branch_portal.lib import dates, pagecache
from branch_portal.lib.htmlparts import embed_cards, with_links
from branch_portal.lib.text import fold

register = template.Library()
NEWEST = 7  # headlines on pages that have nothing else to offer
PLAIN_WIDTH = 1000  # pixels of the JPEG for browsers without newer formats


@register.simple_tag(takes_context=True)
def each_article(context, articles: Iterable[Line], name: str, **told: object) -> SafeString:
    """Show each article of a list by a template, which is remembered for each.

    The template knows `article`, whether it `is_first`, and what is told here; it may depend on
    nothing else, and says by `shows` what it shows.
    """
    record = pagecache.current()
    is_kept = record is not None and not context.get("is_preview")
    shown = []
    for number, article in enumerate(articles):
        is_first = number == 0
        build = partial(render_to_string, name, {"article": article, "is_first": is_first, **told})
        key = f"{name} {article.pk} {is_first} {told}"
        # What it shows was read since the page was begun, not since now.
        shown.append(pagecache.remember(key, build, since=record.mark) if is_kept else build())
    return format_html_join("", "{}", ((each,) for each in shown))


@register.simple_tag(takes_context=True)
def section_nav(context) -> SafeString:
    """The row of sections under the head, with the one where the reader is."""
    shown = context.get("section") or getattr(context.get("article"), "section", None)
    here = (shown.parent_id or shown.pk) if shown else 0
    request = context.get("request")
    places = pagecache.remember("places of the navigation", _places)
    path = request.path if request and request.path in places else ""

    def build() -> SafeString:
        told = {"sections": parts.sections(), "here": here, "path": path}
        return render_to_string("articles/_sections.html", told)

    return pagecache.remember(f"section nav {here} {path}", build)


def _places() -> set[str]:
    return {reverse("articles:front"), *(section["address"] for section in parts.sections())}


@register.simple_tag
def site_foot() -> SafeString:
    """Where the foot of every page leads."""

    def build() -> SafeString:
        return render_to_string("articles/_foot.html", {"sections": parts.sections()})

    return pagecache.remember("foot", build)


@register.simple_tag
def newest_headlines() -> list[parts.Headline]:
    """The newest articles, for pages that have nothing else to offer."""
    return parts.newest()[:NEWEST]


@register.simple_tag
def info_links() -> list[dict]:
    """The pages about the paper itself, for the foot: [{"title": str, "address": str}]."""
    return info.in_foot()


@register.simple_tag
def most_read() -> list[parts.Headline]:
    """What readers read most these days."""
    return parts.most_read()


@register.simple_tag
def picture(
    photo: Photo, sizes: str, alt: str | None = None, first: bool = False, most: int | None = None
) -> SafeString:
    """A photo in the size the screen needs. `first`: it stands above the fold, so hurry.

    `most`: the widest that its place needs, in pixels; larger sizes would only make the page
    heavier.
    """
    jpeg = _enough(photo.sizes("jpeg"), most or PLAIN_WIDTH)
    newer = [(kind, _srcset(_enough(photo.sizes(kind), most))) for kind in ("avif", "webp")]
    source = '<source type="image/{}" srcset="{}" sizes="{}">'
    sources = format_html_join("", source, ((kind, those, sizes) for kind, those in newer if those))
    # For the few browsers that know neither, one size is enough. Where a card cuts the photo, it
    # keeps the middle of interest: see css/components.css.
    return format_html(
        '<picture>{}<img class="fx{} fy{}" src="{}" width="{}" height="{}" alt="{}"'
        ' {}="{}" decoding="async"></picture>',
        sources,
        round(photo.focal_x / 10),
        round(photo.focal_y / 10),
        jpeg[-1]["url"] if jpeg else photo.file.url,
        photo.width,
        photo.height,
        photo.alt if alt is None else alt,
        *(("fetchpriority", "high") if first else ("loading", "lazy")),
    )


def _enough(sizes: list[dict], most: int | None) -> list[dict]:
    """The sizes up to the first that is wide enough."""
    if most is None:
        return sizes
    return [size for size in sizes if size["width"] < most] + [
        size for size in sizes if size["width"] >= most
    ][:1]


def _srcset(sizes: list[dict]) -> str:
    return ", ".join(f"{size['url']} {size['width']}w" for size in sizes)


@register.inclusion_tag("articles/_share.html")
def share_links(article: Article) -> dict:
    """Ways to hand an article on: plain links, so nobody is asked before a reader follows one."""
    url = settings.SITE_URL + article.get_absolute_url()
    # Zalo reads JSON in Base64. Blanks fill it up, because "=" at the end does not survive there.
    about = json.dumps({"url": url})
    about = b64encode((about + " " * (-len(about) % 3)).encode()).decode()
    mail = {"subject": article.headline, "body": f"{article.headline}\n{url}"}
    return {
        "links": [
            ("Zalo", "https://button-share.zalo.me/share_external?" + urlencode({"d": about})),
            ("Facebook", "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": url})),
            ("E-mail", "mailto:?" + urlencode(mail, quote_via=quote)),
        ]
    }


@register.filter
def short_moment(value: dt.datetime) -> str:
    """The hour of today's news, else the day: "10:40", "Thứ Bảy, 21/11", "10/01/2022"."""
    moment, today = timezone.localtime(value), timezone.localdate()
    if moment.date() == today:
        return f"{moment:%H:%M}"
    if moment.year == today.year:
        return f"{dates.WEEKDAYS[moment.weekday()]}, {moment:%d/%m}"
    return f"{moment:%d/%m/%Y}"


@register.filter
def sentence(value: str) -> str:
    """End a caption with a full stop when it has no end of its own, before the credit follows."""
    return value if not value or value.endswith((".", "!", "?", "…", "”", ":")) else f"{value}."


_TABLE = '<figure class="table">'
_FIGURE = re.compile(
    r'<figure class="image">(<img [^>]*>)(?:<figcaption>(.*?)</figcaption>)?</figure>', re.DOTALL
)
_PHOTO = re.compile(r' data-photo-id="(\d+)"')
_ALT = re.compile(r' alt="([^"]*)"')
IN_THE_TEXT = "(min-width: 48rem) 48rem, 100vw"


@register.simple_tag
def article_body(body: str, links: dict[int, str], photos: dict[int, Photo]) -> SafeString:
    """The text of an article, which was cleaned when it was saved, as readers see it.

    Links to articles get their present address, videos become cards, and photos of the library the
    sizes that the screen needs and their credit; one that was taken down is gone. A wide table can
    be moved sideways by the keyboard too.
    """

    def figure(found: re.Match) -> str:
        key = _PHOTO.search(found[1])
        if key is None:
            return found[0].replace("<img ", '<img loading="lazy" decoding="async" ')
        photo = photos.get(int(key[1]))
        if photo is None:
            return ""
        alt = _ALT.search(found[1])
        shown = picture(photo, IN_THE_TEXT, unescape(alt[1]) if alt else "")
        caption = found[2] or ""
        if photo.credit and fold(photo.credit) not in fold(caption):
            caption = sentence(caption) + f" <cite>{_('Photo:')} {escape(photo.credit)}</cite>"
        return f"<figure>{shown}<figcaption>{caption}</figcaption></figure>"

    html = _FIGURE.sub(figure, body).replace(_TABLE, _TABLE[:-1] + ' tabindex="0">')
    return mark_safe(embed_cards(with_links(html, links)))


@register.simple_tag
def this_month() -> dt.date:
    """Today, for the way into the archive."""
    return timezone.localdate()
