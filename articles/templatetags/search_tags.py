"""What the page of the search shows."""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from articles.reports.searchcounts import Group
from branch_portal.lib.excerpts import Parts

register = template.Library()


@register.filter
def hits(results: list[dict[str, str | Parts]]) -> SafeString:
    """The lines of the results with their hits marked; a loop in a template takes four times as
    long, which was a sixth of the whole page.
    """
    return mark_safe(
        "".join(
            f'<article class="row hit"><h2><a href="{escape(row["address"])}">'
            f"{_marked(row['headline'])}</a></h2>"
            f'<div class="meta ui"><time datetime="{row["moment"]}">{escape(row["day"])}</time>'
            f' <a href="{escape(row["section_address"])}">{escape(row["section"])}</a></div>'
            f"<p>{_marked(row['text'])}</p></article>"
            for row in results
        )
    )


def _marked(parts: Parts) -> str:
    return "".join(f"<mark>{escape(text)}</mark>" if hit else escape(text) for text, hit in parts)


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
