"""Who sees more than others on the pages of the moderators."""

from django import template

from accounts.models import User
from comments import permissions

register = template.Library()


@register.simple_tag
def may_see_addresses(user: User) -> bool:
    """May this person ask for the address behind a comment?"""
    return bool(permissions.see_addresses(user))
