"""What is kept no longer than promised."""

import datetime as dt
from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts import audit
from accounts.models import User
from comments.actions._erasing import emptied
from comments.models import Comment, DataRequest, Decision, Mail, NoMail
from comments.rules import keeping

State = Comment.State
BATCH = 200  # rows in one transaction


class Retention:
    """One daily run. Its steps follow each other; none changes what a later one finds."""

    def __init__(self, now: dt.datetime | None = None):
        self.now = now or timezone.now()

    def due(self) -> dict[str, QuerySet]:
        """What is to go, by the name of the step; found by indexes, or in small tables."""
        comments, now = Comment.objects, self.now
        decided = ~Q(state__in=[State.PENDING, State.ESCALATED])
        return {
            "network tags": comments.exclude(network_tag="").filter(
                written_at__lte=now - keeping.NETWORK
            ),
            "addresses": comments.filter(
                decided, email_cipher__isnull=False, state_changed_at__lte=now - keeping.ADDRESS
            ),
            "spam": comments.filter(state=State.SPAM, state_changed_at__lte=now - keeping.SPAM),
            "rejected": comments.filter(
                state=State.REJECTED, state_changed_at__lte=now - keeping.REJECTED
            ),
            "mail": Mail.objects.filter(
                Q(sent_at__lte=now - keeping.MAIL) | Q(given_up_at__lte=now - keeping.MAIL)
            ),
            "unproved requests": DataRequest.objects.filter(
                state=DataRequest.State.UNPROVED, sent_at__lte=now - keeping.UNPROVED
            ),
            "closed requests": DataRequest.objects.filter(closed_at__lte=now - keeping.REQUESTS),
            "notes": Decision.objects.exclude(note="").filter(at__lte=now - keeping.NOTES),
            "stopped mail": NoMail.objects.filter(until__lte=now),
        }

    def counts(self) -> dict[str, int]:
        """How much each step would take; nothing is touched."""
        return {name: rows.order_by().count() for name, rows in self.due().items()}

    def run(self) -> dict[str, int]:
        """Take everything that is due, in batches; return how much each step took."""
        return {
            name: self._take(rows, STEPS.get(name, _deleted)) for name, rows in self.due().items()
        }

    def _take(self, rows: QuerySet, take: Callable[[QuerySet], None]) -> int:
        done = 0
        while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            with transaction.atomic():
                take(rows.model.objects.filter(pk__in=keys).order_by("pk"))
            done += len(keys)
        return done


def _emptied(rows: QuerySet) -> None:
    for comment in rows:
        emptied(comment, by=None)


def _deleted(rows: QuerySet) -> None:
    rows.order_by().delete()


STEPS: dict[str, Callable[[QuerySet], object]] = {
    "network tags": lambda rows: rows.update(network_tag=""),
    "addresses": lambda rows: rows.update(email_cipher=None, wants_mail=False),
    "spam": _emptied,
    "rejected": _emptied,
    "notes": lambda rows: rows.forget_notes(),
}


@transaction.atomic
def note_retention(counts: dict[str, int], *, by: User | None) -> None:
    """Leave a line about a run where administrators see it: numbers only."""
    comments = ContentType.objects.get_for_model(Comment)
    audit.record(
        "comments.let_go", comments, by=by, **{k.replace(" ", "_"): v for k, v in counts.items()}
    )
