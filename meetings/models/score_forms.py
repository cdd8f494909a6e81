"""The forms on which sessions are scored: dated rows of the office, never constants."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit, UnitClosure


def points_field(label, **kw) -> models.DecimalField:
    """Points with one decimal place: local forms know half points."""
    return models.DecimalField(
        label, max_digits=4, decimal_places=1, validators=[MinValueValidator(Decimal(0))], **kw
    )


def _bound(label, default: int) -> models.DecimalField:
    return models.DecimalField(label, max_digits=4, decimal_places=1, default=default)


class ScoreFormQuerySet(models.QuerySet):
    def of(self, unit: Unit, day: dt.date) -> "ScoreForm | None":
        """The form by which a unit scores a session of that day.

        That of the nearest unit at or above it, of several the newest; else the general one. The
        oldest general form also answers for the time before it. A form without criteria is not
        ready and never answers.
        """
        links = UnitClosure.objects.filter(descendant=unit)
        above = dict(links.values_list("ancestor", "distance"))
        ready = self.filter(Q(unit=None) | Q(unit__in=above), criteria__isnull=False).distinct()
        in_force = ready.filter(valid_from__lte=day).order_by("-valid_from")
        own = sorted(
            (form for form in in_force if form.unit_id), key=lambda form: above[form.unit_id]
        )
        general = [form for form in in_force if form.unit_id is None]
        oldest = ready.filter(unit=None).order_by("valid_from")
        return next(iter([*own, *general]), None) or oldest.first()


class ScoreForm(models.Model):
    """A score form from a day on, for a unit and all below it, or for everybody."""

    name = models.CharField(_("name"), max_length=120)
    valid_from = models.DateField(_("for sessions from"))
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="score_forms",
        verbose_name=_("only for this unit and those below it"),
    )
    good_from = _bound(_("rated good from, per cent of all points"), 90)
    fair_from = _bound(_("rated fair from, per cent"), 70)
    average_from = _bound(_("rated average from, per cent"), 50)

    objects = ScoreFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("score form")
        verbose_name_plural = _("score forms")
        ordering = ["-valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "valid_from"],
                name="score_form_once_a_day",
                violation_error_message=_("This unit has a form from that day already."),
            ),
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(unit=None),
                name="score_form_general_once_a_day",
                violation_error_message=_("There is a general form from that day already."),
            ),
            models.CheckConstraint(
                condition=Q(good_from__lte=100, good_from__gt=F("fair_from"))
                & Q(fair_from__gt=F("average_from"), average_from__gt=0),
                name="score_form_bounds_fall",
                violation_error_message=_(
                    "Good asks for more than fair, fair for more than average."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def most(self) -> Decimal:
        """The points of all criteria together."""
        return sum((criterion.most for criterion in self.criteria.all()), Decimal(0))

    @property
    def is_used(self) -> bool:
        """Has a session been scored by it? Then it stands as it is."""
        return self.pk is not None and self.scores.exists()

    def numbered(self) -> Iterator[tuple[str, "Criterion"]]:
        """Each criterion, its options read, with its number: "1"; in a group of several "2.1"."""
        criteria = list(Criterion.objects.filter(form=self).prefetch_related("options"))
        groups = [criterion.group for criterion in criteria]
        order = list(dict.fromkeys(groups))
        for position, criterion in enumerate(criteria):
            number = str(order.index(criterion.group) + 1)
            if groups.count(criterion.group) > 1:
                number += f".{groups[: position + 1].count(criterion.group)}"
            yield number, criterion


class Criterion(models.Model):
    """One line of a form."""

    class Fact(models.TextChoices):
        """What in the record proposes the points."""

        DURATION = "duration", _("The session was long enough")
        ATTENDANCE = "attendance", _("Attendance; full points only with nobody absent unexcused")
        STREAK = "streak", _("Nobody was excused more than so many times in a row (limit)")
        SPOKE = "spoke", _("Share of the members present who spoke")
        COMMITTEE = "committee", _("A branch with only a secretary is exempt: full points")
        MATERIALS = "materials", _("Papers with the members in time")
        EARLIER = "earlier", _("Share of earlier tasks that are done")
        CLOSING = "closing", _("Conclusion written, record submitted in time")

    form = models.ForeignKey(ScoreForm, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("position"))
    group = models.CharField(_("group"), max_length=120)
    text = models.CharField(_("criterion"), max_length=300)
    most = points_field(_("most points"))
    is_gate = models.BooleanField(
        _("“good” asks for full points here"),
        default=False,
        help_text=_("Else the session is rated fair, whatever its sum."),
    )
    fact = models.CharField(_("points proposed by"), max_length=10, choices=Fact, blank=True)
    limit = models.PositiveSmallIntegerField(_("limit"), null=True, blank=True)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(most__gt=0), name="criterion_gives_points"),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if self.fact == self.Fact.STREAK and self.limit is None:
            raise ValidationError({"limit": _("This fact needs its limit.")})


class Option(models.Model):
    """One of the scores to choose from; a criterion without options takes any number."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="options")
    label = models.CharField(_("when"), max_length=160)
    points = points_field(_("points given"))
    threshold = models.DecimalField(
        _("from, per cent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    must_be_exceeded = models.BooleanField(_("more than that"), default=False)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["-points"]
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "points"],
                name="option_points_once",
                violation_error_message=_("These points stand here twice."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        most = self.criterion.most
        if self.points is not None and most is not None and self.points > most:
            raise ValidationError({"points": _("More points than the criterion has.")})
