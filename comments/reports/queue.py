"""The queue: which comments stand in which tab, and in what order they are looked at."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, F, Min, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from branch_portal.lib.dates import working_days_later
from branch_portal.lib.excerpts import loosely
from branch_portal.lib.text import tidy
from comments.models import Comment
from comments.rules import SPAM_SUSPECTED

State = Comment.State
OVERDUE_AFTER = 2  # working days
PRIVACY_RISK = 50
_A_LITTLE_SPAM = 20
_MOST_STEPPED = 1000  # comments that "next" and "previous" know of one tab

_official = Q(kind=Comment.Kind.OFFICIAL)
_waits = Q(state=State.PENDING)
_suspect = Q(spam__gte=SPAM_SUSPECTED)
_by_risk = Case(When(privacy__gte=PRIVACY_RISK, then=Value(0)), default=Value(1))
_by_spam = Case(When(spam__lt=_A_LITTLE_SPAM, then=Value(0)), default=Value(1))
_OLDEST = (F("due_at").asc(nulls_last=True), "written_at", "pk")
_NEWEST = ("-state_changed_at", "-pk")


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    rows: Q
    order: tuple = _NEWEST

    def comments(self) -> QuerySet[Comment]:
        return Comment.objects.filter(self.rows).order_by(*self.order)


# Low spam first: what is probably a reader's word does not wait behind advertising.
_FIRST = (F("due_at").asc(nulls_last=True), _by_risk, _by_spam, "written_at", "pk")
TABS = {
    tab.name: tab
    for tab in (
        Tab("waiting", _("To approve"), _waits & ~_official & ~_suspect, _FIRST),
        Tab("suspect", _("Suspected spam"), _waits & ~_official & _suspect, ("spam", *_OLDEST)),
        Tab("escalated", _("Passed on"), Q(state=State.ESCALATED), _OLDEST),
        Tab("replies", _("Replies to approve"), _waits & _official, _OLDEST),
        Tab("approved", _("Published"), Q(state=State.APPROVED)),
        Tab("hidden", _("Hidden"), Q(state=State.HIDDEN)),
        Tab("rejected", _("Rejected"), Q(state=State.REJECTED)),
        Tab("spam", _("Spam"), Q(state=State.SPAM)),
        Tab("all", _("All"), Q()),
    )
}


@dataclass(frozen=True)
class Waiting:
    """How many comments stand in each tab, and since when the oldest one waits."""

    counts: dict[str, int]
    oldest: dt.datetime | None


def waiting() -> Waiting:
    """Two queries, however long the tabs are."""
    states = Comment.objects.order_by().values_list("state").annotate(Count("pk"))
    counts = dict(states)
    of_pending = Comment.objects.pending().order_by()
    pending = of_pending.aggregate(
        suspect=Count("pk", filter=~_official & _suspect),
        replies=Count("pk", filter=_official),
        oldest=Min("written_at"),
    )
    oldest = pending.pop("oldest")
    all_pending = counts.pop(State.PENDING, 0)
    counts |= pending | {"waiting": all_pending - sum(pending.values())}
    return Waiting(counts, oldest)


def found(rows: QuerySet[Comment], words: str) -> QuerySet[Comment]:
    """Comments with these words in name, text, headline, or with this code; marks may be left out.

    Every comment of the tab is read for it.
    """
    words = tidy(words)[:100]
    if not words:
        return rows
    wanted = Q(code__iexact=words)
    for place in ("author_name", "text", "article__headline"):
        wanted |= Q(**{f"{place}__regex": loosely(words)})
    return rows.filter(wanted)


def neighbours(tab: Tab, comment: Comment) -> tuple[int | None, int | None]:
    """The keys of the comments before and after this one in the order of a tab; one query.

    Where the comment has left the tab, or stands far down in it, what comes next is the first one.
    """
    keys = list(tab.comments().values_list("pk", flat=True)[:_MOST_STEPPED])
    if comment.pk not in keys:
        return None, keys[0] if keys else None
    at = keys.index(comment.pk)
    return (keys[at - 1] if at else None), (keys[at + 1] if at + 1 < len(keys) else None)


@dataclass(frozen=True)
class Sender:
    approved: int = 0
    refused: int = 0


def senders(comments: Iterable[Comment]) -> dict[str, Sender]:
    """What became of all that came from the addresses of these comments, by tag; one query."""
    tags = {comment.email_tag for comment in comments} - {""}
    rows = Comment.objects.filter(email_tag__in=tags).order_by().values_list("email_tag")
    refused = Q(state__in=(State.REJECTED, State.SPAM))
    counted = rows.annotate(
        approved=Count("pk", filter=Q(state=State.APPROVED)), refused=Count("pk", filter=refused)
    )
    return {tag: Sender(approved, bad) for tag, approved, bad in counted}


def is_overdue(comment: Comment, now: dt.datetime | None = None) -> bool:
    """Waits for more than two working days, or beyond the day that was set for it."""
    now = now or timezone.now()
    if comment.due_at:
        return comment.due_at < now
    waits = comment.state in (State.PENDING, State.ESCALATED)
    return waits and working_days_later(comment.written_at, OVERDUE_AFTER) < now
