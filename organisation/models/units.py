"""The tree of units: committees, branches and what they were called when."""

import datetime as dt
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import INTERNAL_ROLES, RoleGrant, User
from branch_portal.lib.text import fold, tidy


class UnitType(models.Model):
    """What a unit is. Level names change with every reform, so they are rows with dates."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    is_branch = models.BooleanField(_("holds meetings of members"), default=False)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("type of unit")
        verbose_name_plural = _("types of unit")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(models.QuerySet):
    def visible_to(self, user: User, *roles: str) -> Self:
        """Units that a grant of one of these roles reaches today.

        Without roles: those of the internal zone, so that a grant for the newsroom never opens
        the meeting book.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self
        in_force = RoleGrant.objects.in_force(timezone.localdate())
        grants = in_force.of(user, *(roles or INTERNAL_ROLES))
        reach = UnitClosure.objects.filter(
            Exists(
                grants.filter(unit=OuterRef("ancestor")).filter(
                    Q(with_units_below=True) | Q(unit=OuterRef("descendant"))
                )
            )
        )
        return self.filter(pk__in=reach.values("descendant"))

    def below(self, unit: "Unit") -> Self:
        """The unit itself and everything under it."""
        return self.filter(pk__in=unit.links_down.values("descendant"))

    def branches(self) -> Self:
        return self.filter(type__is_branch=True)

    def top(self, day: dt.date) -> Self:
        """Units without a superior that existed on a day; one, but for the days of a reform."""
        return self.filter(parent=None).existing_within(day, day).order_by("pk")

    def existing_within(self, first: dt.date, last: dt.date) -> Self:
        """Units that existed on any day of a span."""
        return self.filter(established_on__lte=last).filter(
            Q(dissolved_on=None) | Q(dissolved_on__gt=first)
        )


class Unit(models.Model):
    """A committee or a branch. `parent` is the truth; the closure is derived from it."""

    class Sector(models.TextChoices):
        """Kinds of branch as the guideline on meetings (42-HD/BTCTW, section 4) lists them."""

        RURAL = "rural", _("Village or residential quarter")
        OFFICE = "office", _("Office or public service unit")
        STATE_ENTERPRISE = "state_enterprise", _("State enterprise")
        PRIVATE_ENTERPRISE = "private_enterprise", _("Private enterprise")
        STUDENTS = "students", _("Pupils and students")
        FORCES = "forces", _("Armed forces")

    code = models.CharField(
        _("official code"),
        max_length=18,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^\d{2}(\.\d{3}){4}$", _("Like 38.168.053.000.001."))],
    )
    type = models.ForeignKey(
        UnitType, models.PROTECT, related_name="units", verbose_name=_("type of unit")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("direct superior"),
    )
    name = models.CharField(_("name"), max_length=160)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, blank=True)
    established_on = models.DateField(_("established on"))
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    search_folded = models.CharField(max_length=160, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolved_on=None) | Q(dissolved_on__gt=F("established_on")),
                name="unit_dissolved_after_established",
                violation_error_message=_("A unit is dissolved after it was established."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="unit_not_its_own_parent",
                violation_error_message=_("A unit is not its own superior."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = tidy(self.name)

    def save(self, **kwargs) -> None:
        self.search_folded = fold(self.name)
        super().save(**kwargs)

    def term_on(self, day: dt.date) -> "CommitteeTerm | None":
        """The committee term in which documents of that day are numbered."""
        return self.terms.filter(starts_on__lte=day).order_by("-starts_on").first()


class UnitClosure(models.Model):
    """One row for each pair of a unit and a unit at or above it; `distance` counts the steps."""

    ancestor = models.ForeignKey(Unit, models.CASCADE, related_name="links_down")
    descendant = models.ForeignKey(Unit, models.CASCADE, related_name="links_up")
    distance = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["descendant", "ancestor"], name="closure_pair_once"),
            models.CheckConstraint(
                condition=Q(distance=0, ancestor=F("descendant"))
                | (Q(distance__gt=0) & ~Q(ancestor=F("descendant"))),
                name="closure_distance_zero_is_self",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} › {self.descendant_id} ({self.distance})"


class UnitNameQuerySet(models.QuerySet):
    def on(self, day: dt.date) -> dict[int, str]:
        """Unit id → what the unit was called on a day, for papers of that day."""
        past = self.filter(starts_on__lte=day).order_by("starts_on")
        return dict(past.values_list("unit", "name"))


class UnitName(models.Model):
    """What a unit was called from one day on, so that old papers keep old names."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names", verbose_name=_("unit"))
    name = models.CharField(_("name"), max_length=160)
    starts_on = models.DateField(_("from"))

    objects = UnitNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("dated name")
        verbose_name_plural = _("dated names")
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "starts_on"], name="unit_name_one_a_day"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitPlacementQuerySet(models.QuerySet):
    def superior_on(self, day: dt.date) -> Unit | None:
        """The superior on a day, of a unit's own placements; the first one answers for before."""
        placed = self.select_related("parent")
        past = placed.filter(starts_on__lte=day).order_by("-starts_on").first()
        placement = past or placed.order_by("starts_on").first()
        return placement.parent if placement else None

    def line_on(self, unit: Unit, day: dt.date) -> list[Unit]:
        """The superiors of a unit on a day, the direct one first; two queries however many."""
        superiors: dict[int, int | None] = {}
        for placed, parent, since in self.order_by("starts_on").values_list(
            "unit", "parent", "starts_on"
        ):
            if placed not in superiors or since <= day:
                superiors[placed] = parent
        line, above = [], superiors.get(unit.pk)
        while above and above not in line:
            line.append(above)
            above = superiors.get(above)
        found = Unit.objects.in_bulk(line)
        return [found[pk] for pk in line]


class UnitPlacement(models.Model):
    """Under which superior a unit stood from one day on, so that old papers keep their head."""

    unit = models.ForeignKey(
        Unit, models.CASCADE, related_name="placements", verbose_name=_("unit")
    )
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("direct superior")
    )
    starts_on = models.DateField(_("from"))

    objects = UnitPlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("dated place in the tree")
        verbose_name_plural = _("dated places in the tree")
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "starts_on"], name="unit_placement_one_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} › {self.parent}"


class CommitteeTerm(models.Model):
    """The span between two congresses; a unit's documents are numbered from 01 in each.

    Source: 36-HD/VPTW (2018), kept by 05-HD/VPTW (2026): not per year.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="terms", verbose_name=_("unit"))
    name = models.CharField(_("name"), max_length=40, help_text=_("Such as 2025–2030."))
    starts_on = models.DateField(_("from"))

    class Meta:
        verbose_name = _("committee term")
        verbose_name_plural = _("committee terms")
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "starts_on"], name="term_one_start_a_day"),
        ]

    def __str__(self) -> str:
        return self.name
