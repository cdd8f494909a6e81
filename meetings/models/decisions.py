"""What a session decided: resolutions with their number and vote, and tasks."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from meetings import rules
from meetings.models.sessions import ThematicSession
from organisation.models import CommitteeTerm, Member, Unit


class NumberSeries(models.Model):
    """The counter row from which the numbers of one kind of document are taken.

    One run for each kind of document within one committee term (36-HD/VPTW, 05-HD/VPTW). The row
    is locked and raised in the transaction that uses the number: no gap, no double.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="number_series")
    term = models.ForeignKey(CommitteeTerm, models.PROTECT, related_name="number_series")
    kind = models.CharField(max_length=8, default="NQ")
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "term", "kind"], name="number_series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.kind}, {self.term}: {self.last_number}"


class Resolution(models.Model):
    """A text put to the vote. It has a number from the moment it is adopted, never before."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ADOPTED = "adopted", _("Adopted")
        FAILED = "failed", _("Not adopted")

    session = models.ForeignKey(ThematicSession, models.PROTECT, related_name="resolutions")
    title = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text of the resolution"), max_length=20000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    series = models.ForeignKey(NumberSeries, models.PROTECT, null=True, blank=True)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    symbol = models.CharField(_("symbol"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="resolution_number_once"),
            models.CheckConstraint(
                condition=Q(state="adopted", number__isnull=False, series__isnull=False)
                & ~Q(symbol="")
                | ~Q(state="adopted") & Q(number=None, series=None, symbol=""),
                name="resolution_adopted_has_number",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or self.title


class Ballot(models.Model):
    """The vote on a resolution, with the base frozen from the roll and the rule's own words."""

    class Form(models.TextChoices):
        HANDS = "hands", _("Show of hands")
        CARD = "card", _("Party card")
        SECRET = "secret", _("Secret ballot")

    class Threshold(models.TextChoices):
        MAJORITY = "majority", _("More than half")
        TWO_THIRDS = "two_thirds", _("Two thirds or more")

    resolution = models.OneToOneField(Resolution, models.CASCADE, related_name="ballot")
    form = models.CharField(_("form of the vote"), max_length=8, choices=Form, default=Form.HANDS)
    threshold = models.CharField(
        _("needed"), max_length=12, choices=Threshold, default=Threshold.MAJORITY
    )
    base = models.PositiveSmallIntegerField(_("members who count"))
    voters_present = models.PositiveSmallIntegerField(_("voters present"))
    needed = models.PositiveSmallIntegerField(_("votes needed"))
    votes_for = models.PositiveSmallIntegerField(_("for"))
    votes_against = models.PositiveSmallIntegerField(_("against"))
    votes_none = models.PositiveSmallIntegerField(_("no opinion"))
    reserved = models.TextField(_("reserved opinions"), max_length=2000, blank=True)
    rule = models.CharField(max_length=300)
    counted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    voters_present__gte=F("votes_for") + F("votes_against") + F("votes_none")
                ),
                name="ballot_not_more_than_voters",
            ),
            models.CheckConstraint(
                condition=Q(voters_present__lte=F("base")), name="ballot_voters_within_base"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.votes_for}/{self.base}"

    @property
    def percent(self) -> str:
        return rules.percent(self.votes_for, self.base)

    @property
    def is_carried(self) -> bool:
        return self.votes_for >= self.needed


class TaskQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(session__in=ThematicSession.objects.visible_to(user))

    def late(self, day: dt.date) -> Self:
        return self.filter(done_on=None, due_on__lt=day)


class Task(models.Model):
    """Who does what by when."""

    session = models.ForeignKey(ThematicSession, models.PROTECT, related_name="tasks")
    title = models.CharField(_("task"), max_length=300)
    owner = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("owner"))
    owner_name = models.CharField(max_length=120)
    due_on = models.DateField(_("deadline"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], name="task_due", condition=Q(done_on=None))]

    def __str__(self) -> str:
        return self.title
