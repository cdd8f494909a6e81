"""What the pages of the paper show in more than one place."""

import datetime as dt
import re
from html import unescape

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.models import Photo, Section
from branch_portal.lib import dates
from branch_portal.lib.htmlparts import embed_cards, with_links
from branch_portal.lib.text import fold

register = template.Library()


@register.inclusion_tag("articles/_sections.html", takes_context=True)
def section_nav(context) -> dict:
    """The row of sections under the head, with the one where the reader is."""
    shown = context.get("section") or getattr(context.get("article"), "section", None)
    request = context.get("request")
    return {
        "sections": Section.objects.top(),
        "here": shown and shown.top,
        "path": request.path if request else "",
    }


@register.inclusion_tag("articles/_picture.html")
def picture(photo: Photo, sizes: str, alt: str | None = None, first: bool = False) -> dict:
    """A photo in the size the screen needs. `first`: it stands above the fold, so hurry.

    Numbers are handed over as text: a template would write 1600 as "1.600".
    """
    jpeg = photo.sizes("jpeg")
    middle = jpeg[len(jpeg) // 2] if jpeg else {"url": photo.file.url}
    return {
        "avif": _srcset(photo.sizes("avif")),
        "webp": _srcset(photo.sizes("webp")),
        "jpeg": _srcset(jpeg),
        "src": middle["url"],
        "width": str(photo.width),
        "height": str(photo.height),
        "sizes": sizes,
        # Where a card cuts the photo, it keeps the middle of interest: see css/components.css.
        "focus": f"fx{round(photo.focal_x / 10)} fy{round(photo.focal_y / 10)}",
        "alt": photo.alt if alt is None else alt,
        "first": first,
    }


def _srcset(sizes: list[dict]) -> str:
    return ", ".join(f"{size['url']} {size['width']}w" for size in sizes)


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
    sizes that the screen needs and their credit; one that was taken down is gone.
    """

    def figure(found: re.Match) -> str:
        key = _PHOTO.search(found[1])
        if key is None:
            return found[0].replace("<img ", '<img loading="lazy" decoding="async" ')
        photo = photos.get(int(key[1]))
        if photo is None:
            return ""
        alt = _ALT.search(found[1])
        context = picture(photo, IN_THE_TEXT, unescape(alt[1]) if alt else "")
        caption = found[2] or ""
        if photo.credit and fold(photo.credit) not in fold(caption):
            caption = sentence(caption) + f" <cite>{_('Photo:')} {escape(photo.credit)}</cite>"
        shown = render_to_string("articles/_picture.html", context)
        return f"<figure>{shown}<figcaption>{caption}</figcaption></figure>"

    return mark_safe(embed_cards(with_links(_FIGURE.sub(figure, body), links)))


@register.simple_tag
def this_month() -> dt.date:
    """Today, for the way into the archive."""
    return timezone.localdate()
