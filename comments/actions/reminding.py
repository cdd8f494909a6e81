"""What moderators and data officers are reminded of by mail."""

import datetime as dt
from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from accounts import audit
from accounts.models import Role, User
from branch_portal.lib.dates import local_day, working_days_later
from comments.actions._mailing import alert, holders, queue_mail
from comments.mail import waiting
from comments.models import Comment, DataRequest, Mail
from comments.rules import keeping

State = DataRequest.State
_WEEK = dt.timedelta(days=7)


@transaction.atomic
def send_digest(*, by: User | None) -> int:
    """Mail the moderators what waits, once an hour at most; nothing when nothing does.

    Returns to how many.
    """
    found = waiting()
    if not found["pending"] + found["escalated"]:
        return 0
    hour = f"{timezone.localtime():%Y-%m-%dT%H}"
    told = sum(
        queue_mail(Mail.Kind.DIGEST, user.email, {}, f"digest:{hour}:{user.pk}")
        for user in holders(Role.MODERATOR)
    )
    comments = ContentType.objects.get_for_model(Comment)
    audit.record("comments.digest_sent", comments, by=by, people=told, pending=found["pending"])
    return told


@transaction.atomic
def remind(*, by: User | None) -> dict[str, int]:
    """Send the alerts about what has waited too long; return to how many people each went.

    A comment is told of once for each limit that it passes; a request once a week while it is open.
    """
    told = {
        name: alert(name, f"{timezone.now():%Y-%m-%dT%H:%M:%S}") if is_late else 0
        for name, is_late in _late_comments().items()
    }
    for name, rows in _late_requests().items():
        told[name] = sum(alert(name, str(row.pk)) for row in rows)
    if any(told.values()):
        comments = ContentType.objects.get_for_model(Comment)
        numbers = {name.replace("-", "_"): number for name, number in told.items() if number}
        audit.record("comments.reminded", comments, by=by, **numbers)
    return told


def _late_comments() -> dict[str, bool]:
    late = {
        f"overdue-{days}": _is_newly_late(
            f"overdue-{days}", Comment.objects.pending(), "written_at", _ago(days)
        )
        for days in keeping.OVERDUE_WORKING_DAYS
    }
    hidden = Comment.objects.filter(state=Comment.State.HIDDEN)
    late["hidden"] = _is_newly_late(
        "hidden", hidden, "state_changed_at", lambda now: now - keeping.HIDDEN
    )
    return late


def _ago(days: int) -> Callable[[dt.datetime], dt.datetime]:
    return lambda now: working_days_later(now, -days)


def _is_newly_late(
    name: str, rows: QuerySet, field: str, limit: Callable[[dt.datetime], dt.datetime]
) -> bool:
    """Did anything become late since the last alert of this name?"""
    now = timezone.now()
    sent = Mail.objects.filter(kind=Mail.Kind.ALERT, once__startswith=f"alert:{name}:")
    since = sent.aggregate(last=Max("made_at"))["last"] or now - _WEEK
    return rows.filter(**{f"{field}__lte": limit(now), f"{field}__gt": limit(since)}).exists()


def _late_requests() -> dict[str, QuerySet]:
    today, rows = local_day(timezone.now()), DataRequest.objects
    return {
        "request-answer": rows.filter(
            state=State.RECEIVED, answer_due_on__lte=today + dt.timedelta(days=1)
        ),
        "request-done": rows.filter(
            state__in=[State.RECEIVED, State.ANSWERED],
            done_due_on__lte=today + dt.timedelta(days=3),
        ),
    }
