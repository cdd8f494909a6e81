"""Words that every template may use."""

import datetime as dt

from django import template
from django.conf import settings

from branch_portal.lib import dates

register = template.Library()


@register.filter
def newspaper_date(value: dt.date | dt.datetime | None) -> str:
    """Show a day as a newspaper does: "Thứ Hai, 10/01/2022"."""
    if not value:
        return ""
    return dates.newspaper_date(dates.local_day(value) if isinstance(value, dt.datetime) else value)


@register.simple_tag
def site_name() -> str:
    """Show whose portal this is, as the head of every page says it."""
    return settings.SITE_NAME


@register.simple_tag
def site_url() -> str:
    """Show the scheme and host under which the public reaches the portal."""
    return settings.SITE_URL
