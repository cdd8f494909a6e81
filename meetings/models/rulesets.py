"""What is asked of branches: dated rule sets."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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
    papers_days_before = models.PositiveSmallIntegerField(
        _("papers are with the members so many days before"), default=1
    )
    record_days_after = models.PositiveSmallIntegerField(
        _("the record is submitted within so many days"), default=2
    )
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
