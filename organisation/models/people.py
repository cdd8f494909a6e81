"""Members: where they belong, how they stand, which posts they hold, each from day to day.

All spans are half open: `starts_on` belongs to the span, `ends_on` is the first day after it.
"""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from branch_portal.lib.text import fold, name_key, tidy
from organisation.models.units import Unit


class DatedQuerySet(models.QuerySet):
    def in_force(self, day: dt.date) -> Self:
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gt=day))


class Dated(models.Model):
    """A fact that holds from one day up to another."""

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("up to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="%(class)s_ends_after_start",
                violation_error_message=_("The end is not after the beginning."),
            )
        ]


class MemberQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Members who belong, or ever belonged, to a unit in the user's reach."""
        units = Unit.objects.visible_to(user)
        return self.filter(pk__in=Membership.objects.filter(unit__in=units).values("member"))

    def on_roll(self, unit: Unit, day: dt.date) -> Self:
        """Members at home in the unit on that day, in the order of Vietnamese names."""
        at_home = Membership.objects.in_force(day).filter(unit=unit, kind=Membership.Kind.HOME)
        return self.filter(pk__in=at_home.values("member")).order_by("sort_key", "pk")

    def guests_of(self, unit: Unit, day: dt.date) -> Self:
        """Members of other branches who take part here for a time (sinh hoạt tạm thời đến)."""
        guests = Membership.objects.in_force(day).filter(unit=unit, kind=Membership.Kind.TEMPORARY)
        return self.filter(pk__in=guests.values("member")).order_by("sort_key", "pk")


class Member(models.Model):
    """A Party member. Sensitive personal data: no more of it than the meeting book needs."""

    full_name = models.CharField(_("full name"), max_length=120)
    sort_key = models.CharField(max_length=255, editable=False, db_index=True)
    search_folded = models.CharField(max_length=120, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.full_name

    def clean(self) -> None:
        self.full_name = tidy(self.full_name)

    def derive(self) -> "Member":
        """Fill what follows from the name; `bulk_create` calls no `save`."""
        self.sort_key = name_key(self.full_name)
        self.search_folded = fold(self.full_name)
        return self

    def save(self, **kwargs) -> None:
        self.derive()
        super().save(**kwargs)


class Membership(Dated):
    """A member belongs to a branch: at home, or as a guest for a time."""

    class Kind(models.TextChoices):
        HOME = "home", _("Home branch")
        TEMPORARY = "temporary", _("Temporary guest")

    member = models.ForeignKey(Member, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.HOME)

    class Meta(Dated.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(ends_on=None, kind="home"),
                name="membership_one_open_home",
                violation_error_message=_("A member has one home branch at a time."),
            ),
        ]
        indexes = [models.Index(fields=["unit", "starts_on"], name="membership_unit_start")]

    def __str__(self) -> str:
        return f"{self.member}, {self.unit}"


class Standing(Dated):
    """How a member stands: official or probationary, and what frees the member from meetings."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("Official")
        PROBATIONARY = "probationary", _("Probationary")
        EXEMPT = "exempt", _("Exempt from meetings")
        AWAY = "away", _("Temporarily away")
        SPECIAL_DUTY = "special_duty", _("On special duty of the armed forces")
        SUSPENDED = "suspended", _("Suspended")

    member = models.ForeignKey(Member, models.PROTECT, related_name="standings")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)

    class Meta(Dated.Meta):
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=Q(ends_on=None),
                name="standing_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_kind_display()}"


class Appointment(Dated):
    """A member holds a post in a unit. A person may hold several, in the Party and at work."""

    class Post(models.TextChoices):
        SECRETARY = "secretary", _("Secretary")
        DEPUTY_SECRETARY = "deputy_secretary", _("Deputy secretary")
        COMMITTEE_MEMBER = "committee_member", _("Committee member")

    member = models.ForeignKey(Member, models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments")
    post = models.CharField(_("post"), max_length=20, choices=Post)

    class Meta(Dated.Meta):
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(ends_on=None, post="secretary"),
                name="appointment_one_secretary",
                violation_error_message=_("A unit has one secretary at a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_post_display()}, {self.unit}"
