"""Personal links by which members answer without an account, and links for calendars."""

import datetime as dt
import hashlib
import secrets
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from meetings.models.roll import RollEntry
from meetings.models.sessions import State, ThematicSession
from organisation.models import Member, Unit

# What somebody with the link may still learn: that it takes place, was put off or called off.
TOLD = (State.SCHEDULED, State.POSTPONED, State.CANCELLED)


def new_token() -> str:
    """192 bits by lot; only `digest_of` it is ever stored."""
    return secrets.token_urlsafe(24)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those whose link was not replaced by another one."""
        return self.filter(revoked_at=None)

    def last_of(self, session: ThematicSession) -> Self:
        """Those made last for a session, their links ended or not; all answers are in them."""
        rows = self.filter(session=session)
        last = rows.order_by("-made_at").values("made_at")[:1]
        return rows.filter(made_at=models.Subquery(last))

    def opened_by(self, token: str) -> Self:
        """The invitation that a link leads to, until the day of its session is over."""
        coming = self.standing().filter(
            session__state__in=TOLD, session__held_on__gte=timezone.localdate()
        )
        return coming.filter(digest=digest_of(token))


class Invitation(models.Model):
    """One member is asked to one session, and may answer by a link of the member's own."""

    class Reply(models.TextChoices):
        YES = "yes", _("will come")
        NO = "no", _("asks to be excused")

    session = models.ForeignKey(ThematicSession, models.CASCADE, related_name="invitations")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    member_name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()  # in the order of the roll
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(max_length=3, choices=Reply, blank=True)
    reason_kind = models.CharField(
        _("kind of reason"), max_length=8, choices=RollEntry.ReasonKind, blank=True
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    # The day that was answered for: on another day the member may well be free.
    replied_for = models.DateField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "member"],
                condition=Q(revoked_at=None),
                name="invitation_one_standing",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None, replied_for=None)
                | ~Q(reply="") & Q(replied_at__isnull=False, replied_for__isnull=False),
                name="invitation_reply_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(reply="no") | ~Q(reason="", reason_kind=""),
                name="invitation_excuse_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_name}, {self.session}"

    def reply_on(self, day: dt.date) -> str:
        """The answer for a session on this day; none when it was given for another one."""
        return self.reply if self.replied_for == day else ""

    @property
    def may_be_answered(self) -> bool:
        """Is the session still to come, on a day that is fixed?"""
        begins = timezone.make_aware(self.session.starts)
        return self.session.state == State.SCHEDULED and timezone.now() < begins

    @property
    def why(self) -> str:
        """The reason as the roll has it."""
        return RollEntry(reason_kind=self.reason_kind, reason=self.reason).why


class CalendarFeedQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """One's own."""
        return self.filter(user=user)

    def standing(self) -> Self:
        return self.filter(revoked_at=None)


class CalendarFeed(models.Model):
    """A link that a calendar asks again and again for the sessions in its maker's reach."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    unit = models.ForeignKey(
        Unit, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )  # none: all units in reach
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar link")
        verbose_name_plural = _("calendar links")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user}, {self.unit or '–'}"

    def sessions(self) -> models.QuerySet[ThematicSession]:
        """What the link tells today: nothing of units that have left its maker's reach."""
        reached = ThematicSession.objects.visible_to(self.user).exclude(state=State.DRAFT)
        return reached.filter(unit__in=Unit.objects.below(self.unit)) if self.unit else reached
