"""Self check-in: members say that they are here, and the chair confirms it."""

import datetime as dt
import secrets

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from meetings.models.roll import RollEntry
from meetings.models.sessions import ThematicSession

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is mistaken for another one


def new_code() -> str:
    """Eight letters, read aloud or typed from a wall: 39 bits for an evening."""
    return "".join(secrets.choice(_LETTERS) for _letter in range(8))


class CheckIn(models.Model):
    """The door to one session for one stretch of time; behind it, members only propose."""

    session = models.OneToOneField(ThematicSession, models.CASCADE, related_name="check_in")
    code = models.CharField(max_length=8, unique=True, default=new_code)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("self check-in")
        verbose_name_plural = _("self check-ins")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gte=F("opened_at")), name="check_in_closes_after_opening"
            )
        ]

    def __str__(self) -> str:
        return str(self.session)

    def is_open(self, now: dt.datetime | None = None) -> bool:
        return self.session.is_open and self.opened_at <= (now or timezone.now()) < self.closes_at


class Arrival(models.Model):
    """A member on the roll said to be here; whether that is so, the chair says."""

    entry = models.OneToOneField(RollEntry, models.CASCADE, related_name="arrival")
    said_at = models.DateTimeField(auto_now_add=True)
    is_confirmed = models.BooleanField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return f"{self.entry.member_name}"
