"""What the public pages show of the meeting book."""

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from branch_portal.lib import pagecache
from meetings.models import QuarterFigures
from meetings.reports import announced

COMING_SHOWN = 3

register = template.Library()


@register.simple_tag
def published_figures() -> SafeString:
    """Show the last published figures of a quarter and the next announced sessions, if any."""
    return pagecache.remember(f"published figures {timezone.localdate()}", _published_figures)


def _published_figures() -> SafeString:
    pagecache.shows("summaries")
    told = {
        "figures": QuarterFigures.objects.published().first(),
        "announcements": announced(COMING_SHOWN),
    }
    return render_to_string("meetings/_published_figures.html", told)


@register.inclusion_tag("meetings/_bar.html")
def bar(part: int, whole: int) -> dict:
    """Draw a share as a bar; the numbers stand beside it, so it says nothing to those who hear."""
    # As text: a number would be printed with a decimal comma, which no drawing understands.
    return {"width": f"{100 * part / whole:.2f}" if whole else "0"}
