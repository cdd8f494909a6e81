"""What is asked of branches (dated rule sets) and what they plan."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from organisation.models import Unit


class RuleSetQuerySet(models.QuerySet):
    def on(self, day: dt.date) -> "RuleSet":
        """The rules in force on a day. The oldest set also answers for the time before it."""
        past = self.filter(valid_from__lte=day).order_by("-valid_from").first()
        return past or self.order_by("valid_from")[0]


class RuleSet(models.Model):
    """The numbers of the guideline on branch meetings, from a day on. Data, never constants."""

    name = models.CharField(_("guideline"), max_length=120)
    valid_from = models.DateField(_("from"), unique=True)
    attendance_target = models.DecimalField(
        _("attendance target, per cent"), max_digits=5, decimal_places=2
    )
    target_must_be_exceeded = models.BooleanField(
        _("the target itself is not enough"), default=False
    )
    least_minutes = models.PositiveSmallIntegerField(_("least length, minutes"))
    least_minutes_combined = models.PositiveSmallIntegerField(
        _("least length in one sitting with the regular meeting, minutes"), default=120
    )
    sessions_per_quarter = models.PositiveSmallIntegerField(_("sessions a quarter"), default=1)
    leaves_out_exempt = models.BooleanField(_("exempt and absent are not expected"), default=True)
    leaves_out_away = models.BooleanField(_("away and absent are not expected"), default=True)
    leaves_out_special_duty = models.BooleanField(
        _("on special duty are not expected"), default=True
    )

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(attendance_target__gte=0, attendance_target__lte=100),
                name="rule_set_target_is_per_cent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def leaves_out(self) -> list[str]:
        """The kinds of absence that do not count as expected."""
        kinds = ("exempt", "away", "special_duty")
        return [kind for kind in kinds if getattr(self, f"leaves_out_{kind}")]


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(unit__in=Unit.objects.visible_to(user))


class Plan(models.Model):
    """A branch's plan of topics for a calendar year or a school year."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans")
    name = models.CharField(_("name"), max_length=60)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="plan_ends_after_start"
            ),
            models.UniqueConstraint(fields=["unit", "starts_on"], name="plan_once_a_start"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.unit}"


class PlanItem(models.Model):
    """A topic that the branch intends to treat by a day."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    topic = models.CharField(_("topic"), max_length=300)
    author_name = models.CharField(_("author of the paper"), max_length=120, blank=True)
    due_on = models.DateField(_("by"))

    class Meta:
        verbose_name = _("planned topic")
        verbose_name_plural = _("planned topics")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.topic
