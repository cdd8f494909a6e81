"""Links by which a calendar reads the sessions in somebody's reach."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.verdicts import RuleBroken
from meetings.models import CalendarFeed
from meetings.models.invitations import digest_of, new_token
from organisation.models import Unit

MOST_FEEDS = 10  # of one person at a time


@transaction.atomic
def make_calendar_feed(unit: Unit | None, *, by: User) -> tuple[CalendarFeed, str]:
    """Make a link to the sessions of a unit and those below it, or of all in reach.

    Returns it with its token, which is seen this once. Raises RuleBroken for more than ten links.
    """
    User.objects.select_for_update().get(pk=by.pk)
    if CalendarFeed.objects.visible_to(by).standing().count() >= MOST_FEEDS:
        raise RuleBroken(
            _("You have %(most)d links already; end one first.") % {"most": MOST_FEEDS}
        )
    token = new_token()
    feed = CalendarFeed.objects.create(user=by, unit=unit, digest=digest_of(token))
    audit.record("calendar_feed.made", feed, by=by, unit=unit.pk if unit else None)
    return feed, token


@transaction.atomic
def revoke_calendar_feed(feed: CalendarFeed, *, by: User) -> bool:
    """End a link at once. False when it had ended before."""
    ended = CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    if ended:
        audit.record("calendar_feed.revoked", feed, by=by)
    return bool(ended)
