"""What the pages of the paper show in more than one place."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.models import Photo, Section
from branch_portal.lib import dates

register = template.Library()


@register.inclusion_tag("articles/_sections.html", takes_context=True)
def section_nav(context) -> dict:
    """The row of sections under the head, with the one where the reader is."""
    shown = context.get("section") or getattr(context.get("article"), "section", None)
    request = context.get("request")
    return {
        "sections": Section.objects.all(),
        "here": shown,
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
        "webp": _srcset(photo.sizes("webp")),
        "jpeg": _srcset(jpeg),
        "src": middle["url"],
        "width": str(photo.width),
        "height": str(photo.height),
        "sizes": sizes,
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


@register.filter
def body_html(body: str) -> SafeString:
    """The text of an article, which was cleaned when it was saved; pictures load when needed."""
    return mark_safe(body.replace("<img ", '<img loading="lazy" decoding="async" '))


@register.simple_tag
def this_month() -> dt.date:
    """Today, for the way into the archive."""
    return timezone.localdate()
