"""Words that every template may use."""

import datetime as dt

from django import template

from branch_portal.lib import dates

register = template.Library()


@register.filter
def newspaper_date(value: dt.date | dt.datetime | None) -> str:
    """Show a day as a newspaper does: "Thứ Hai, 10/01/2022"."""
    if not value:
        return ""
    return dates.newspaper_date(
        dates.local_day(value) if isinstance(value, dt.datetime) else value
    )
