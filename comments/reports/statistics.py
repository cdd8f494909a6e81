"""Figures about the queue, without a word about any person."""

import datetime as dt
from collections import defaultdict
from statistics import median

from django.utils import timezone

from comments.models import Comment, Decision

_SPAN = dt.timedelta(days=366)


def by_month() -> list[tuple[str, str, str, int, float]]:
    """Rows of (month, decision, reason, comments, median hours until the first decision).

    Twelve months, newest first. Only the first decision about a comment counts.
    """
    since = timezone.now() - _SPAN
    rows = Decision.objects.filter(at__gte=since, before=Comment.State.PENDING, undoes=None)
    rows = rows.filter(undone_by=None).order_by("pk")
    waits: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    counted = set()
    columns = ("comment", "comment__written_at", "at", "state", "reason__label")
    for comment, written_at, at, state, reason in rows.values_list(*columns).iterator():
        if comment in counted:
            continue
        counted.add(comment)
        month = f"{timezone.localtime(at):%Y-%m}"
        hours = (at - written_at).total_seconds() / 3600
        waits[month, str(Comment.State(state).label), reason or ""].append(hours)
    ordered = sorted(waits.items(), key=lambda item: item[0][1:])
    ordered.sort(key=lambda item: item[0][0], reverse=True)
    return [(*key, len(hours), round(median(hours), 1)) for key, hours in ordered]
