"""What the page of the search shows."""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from articles.reports.searchcounts import Group
from branch_portal.lib.excerpts import Parts

register = template.Library()


@register.filter
def marked(parts: Parts) -> SafeString:
    """A text with its hits marked."""
    return mark_safe(
        "".join(f"<mark>{escape(text)}</mark>" if hit else escape(text) for text, hit in parts)
    )


@register.filter
def options(groups: list[Group], chosen: str | None) -> SafeString:
    """The values of a filter, each with its number of hits."""
    return mark_safe(
        "".join(
            f'<option value="{escape(group.slug)}"{" selected" if group.slug == chosen else ""}>'
            f"{'– ' if group.is_part else ''}{escape(group.name)} ({escape(str(group.count))})"
            f"</option>"
            for group in groups
        )
    )
