"""Words that every template may use."""

import datetime as dt
from collections.abc import Iterable

from django import template
from django.conf import settings
from django.utils import timezone

from branch_portal.lib import dates, pagecache, text

register = template.Library()


@register.filter
def newspaper_date(value: dt.date | dt.datetime | None) -> str:
    """Show a day as a newspaper does: "Thứ Hai, 10/01/2022"."""
    if not value:
        return ""
    return dates.newspaper_date(dates.local_day(value) if isinstance(value, dt.datetime) else value)


@register.filter
def machine_time(value: dt.datetime | None) -> str:
    """Show a moment for `<time datetime>`, to the second: "2022-01-10T08:30:00+07:00"."""
    return timezone.localtime(value).isoformat(timespec="seconds") if value else ""


@register.filter
def inert(value: str) -> str:
    """Show a stranger's words so that they disturb nothing around them; see lib/text."""
    return text.inert(value or "")


@register.simple_tag
def site_name() -> str:
    """Show whose portal this is, as the head of every page says it."""
    return settings.SITE_NAME


@register.simple_tag
def site_url() -> str:
    """Show the scheme and host under which the public reaches the portal."""
    return settings.SITE_URL


@register.tag
def remembered(parser: template.base.Parser, token: template.base.Token) -> "Remembered":
    """Keep what stands between, once built, until something that it shows has changed.

    {% remembered "row" article.pk %}…{% endremembered %}: the words make the key. What is between
    may depend on nothing but the key, and says by `shows` what it shows. A preview is never kept,
    nor is anything on a page of which nobody keeps a record.
    """
    _name, *words = token.split_contents()
    nodes = parser.parse(("endremembered",))
    parser.delete_first_token()
    return Remembered(nodes, [parser.compile_filter(word) for word in words])


class Remembered(template.Node):
    """See `remembered`."""

    def __init__(self, nodelist: template.NodeList, words: list[template.base.FilterExpression]):
        self.nodelist, self.words = nodelist, words

    def render(self, context: template.Context) -> str:
        record = pagecache.current()
        if record is None or context.get("is_preview"):
            return self.nodelist.render(context)
        key = "\t".join(str(word.resolve(context)) for word in self.words)
        # What it shows was read since the page was begun, not since now.
        return pagecache.remember(
            f"part {key}", lambda: self.nodelist.render(context), since=record.mark
        )


@register.simple_tag
def shows(*names: str, all: Iterable[str] = (), **keys: object) -> str:
    """Note what is shown: {% shows "nav" article=article.pk %} for "nav" and "article:12"."""
    pagecache.shows(*names, *all, *(f"{name}:{key}" for name, key in keys.items()))
    return ""
