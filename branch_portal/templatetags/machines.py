"""The head of a public page for machines, and what makes the portal an app on a telephone."""

from html import unescape

from django import template
from django.conf import settings
from django.utils.safestring import SafeData

from branch_portal.lib.machines import About

register = template.Library()


@register.inclusion_tag("_machines.html", takes_context=True)
def page_machines(
    context, title: str, description: str = "", above: str = "", above_path: str = ""
) -> dict:
    """Address, preview and trail of any public page; another one may stand between it and "/".

    Goes into `{% block machines %}`. Asks the database nothing.
    """
    request = context["request"]
    here = (_plain(title), request.path)
    trail = [(_plain(above), above_path), here] if above else [here]
    about = About(title=here[0], description=_plain(description), trail=trail)
    return about.as_context(request.path, request.GET)


def _plain(text: str) -> str:
    """The words themselves: what a template put together from others is escaped already."""
    return unescape(text) if isinstance(text, SafeData) else str(text)


@register.simple_tag
def offline_reading() -> bool:
    """May browsers keep what was read?"""
    return settings.OFFLINE_READING
