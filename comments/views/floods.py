"""How many comments are taken, from whom, and what is said when there are too many."""

import datetime as dt
from typing import NamedTuple

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.models import Article
from branch_portal.lib.limits import count
from branch_portal.lib.sealed import address_tag
from comments.actions._mailing import alert
from comments.models import Comment

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400  # seconds


class Limit(NamedTuple):
    """Up to `free` in a span of `seconds` nothing is asked; up to `most` one more click is."""

    name: str
    free: int
    most: int
    seconds: int


# One network (/24) may be a whole commune's office, or a telephone company's customers of a
# province: so the second step is twice the first. An article or the site that everybody writes to
# is news, not an attack: there the second step is far away, it keeps the queue from drowning.
LIMITS = {
    "network": [Limit("short", 3, 6, 10 * _MINUTE), Limit("day", 20, 40, _DAY)],
    "address": [Limit("hour", 5, 10, _HOUR)],
    "article": [Limit("hour", 60, 240, _HOUR)],
    "site": [Limit("hour", 300, 1200, _HOUR)],
}
TOO_MANY = {
    "network": _("Too many comments came from your network."),
    "address": _("Too many comments were sent with this e-mail address."),
    "article": _("Too many comments on this article are coming in."),
    "site": _("Too many comments are coming in."),
}
# More than so many of an hour wait for the moderators: everybody is asked for one more click.
BREAKER = 300
_LOOKED_FOR = 30  # seconds that the answer holds


class Flood(NamedTuple):
    """`near`: what is busy, or nothing; `wait`: seconds until it is taken, 0 if it is now."""

    near: str = ""
    wait: int = 0

    @property
    def message(self) -> str:
        """What is said to somebody who has to wait."""
        minutes = max(1, round(self.wait / 60))
        wait = ngettext(
            "Please wait %(minutes)s minute, then send it again; your words are still here.",
            "Please wait %(minutes)s minutes, then send it again; your words are still here.",
            minutes,
        )
        return f"{TOO_MANY[self.near]} {wait % {'minutes': minutes}}"


def count_one(article: Article, *, network: str, email: str) -> Flood:
    """Count a comment that is about to be taken; say whether there are too many of its kind."""
    tags = {"network": network, "article": str(article.pk), "site": "all"}
    if email:
        tags["address"] = address_tag(email)
    found = Flood()
    for kind, tag in tags.items():
        for limit in LIMITS[kind]:
            tries, wait = count(f"comment-{kind}-{limit.name}", tag, seconds=limit.seconds)
            if tries > limit.most and wait > found.wait:
                found = Flood(kind, wait)
            elif tries > limit.free and not found.near:
                found = Flood(kind)
    return found


def is_swamped() -> bool:
    """Do more comments of the last hour wait than anybody can read? Tells the moderators once."""
    swamped = cache.get_or_set("comments-swamped", _is_swamped, timeout=_LOOKED_FOR)
    if swamped and cache.add("comments-swamped-told", True, timeout=_HOUR):
        alert("breaker")
    return swamped


def _is_swamped() -> bool:
    since = timezone.now() - dt.timedelta(hours=1)
    rows = Comment.objects.pending().filter(written_at__gt=since)
    return rows[: BREAKER + 1].count() > BREAKER
