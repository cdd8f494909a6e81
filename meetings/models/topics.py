"""Where the topics of a plan come from: the committee, the list of the house, other branches."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Self

from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from branch_portal.lib.dates import Quarter
from branch_portal.lib.text import fold, tidy
from meetings.models.plans import Plan, PlanItem
from meetings.models.summaries import PublicSummary, TopicGroup
from organisation.models import Unit, UnitClosure

SHOWN = 12  # suggestions of one origin
ALL_YEAR = (1, 2, 3, 4)  # the numbers of the quarters of a plan


class TopicSuggestionQuerySet(models.QuerySet):
    def for_sector(self, sector: str) -> Self:
        """Suggestions for a kind of branch, and those for every kind after them."""
        return self.filter(sector__in=(sector, "")).order_by("-sector", "position", "pk")


class TopicSuggestion(models.Model):
    """A topic that suits a kind of branch; a row, so that the office may word it anew."""

    sector = models.CharField(
        _("sector"),
        max_length=20,
        choices=Unit.Sector,
        blank=True,
        help_text=_("Empty: for every kind of branch."),
    )
    group = models.ForeignKey(
        TopicGroup, models.PROTECT, related_name="+", verbose_name=_("topic group")
    )
    topic = models.CharField(_("topic"), max_length=300)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    objects = TopicSuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggested topic")
        verbose_name_plural = _("suggested topics")
        ordering = ["sector", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sector", "topic"],
                name="suggestion_once_a_sector",
                violation_error_message=_("This topic is suggested already."),
            )
        ]

    def __str__(self) -> str:
        return self.topic

    def clean(self) -> None:
        self.topic = tidy(self.topic)


class HandedTopicQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """What was handed to units of which at least one is in the user's reach."""
        reached = UnitClosure.objects.filter(
            ancestor=OuterRef("unit"), descendant__in=Unit.objects.visible_to(user)
        )
        return self.filter(Exists(reached))

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def asked_of(self, unit: Unit) -> Self:
        """What stands for this branch, from any committee above it."""
        above = UnitClosure.objects.filter(ancestor=OuterRef("unit"), descendant=unit)
        return self.standing().filter(Exists(above), sector__in=("", unit.sector))

    def with_answers(self) -> Self:
        """Add the branches asked today, those whose sent plan takes it, and those that explain.

        As `count_branches`, `count_taken` and `count_explained`.
        """
        branches = (
            UnitClosure.objects.filter(ancestor=OuterRef("unit"), descendant__dissolved_on=None)
            .filter(descendant__type__is_branch=True)
            .annotate(asked=ExpressionWrapper(OuterRef("sector"), models.CharField()))
            .filter(Q(asked="") | Q(asked=F("descendant__sector")))
        )
        sent = {"handed": OuterRef("pk"), "plan__submitted_at__isnull": False}
        return self.annotate(
            count_branches=_number(branches, "descendant"),
            count_taken=_number(PlanItem.objects.filter(**sent), "plan__unit"),
            count_explained=_number(HandedExplanation.objects.filter(**sent), "plan__unit"),
        )


def _number(rows: models.QuerySet, what: str) -> Coalesce:
    """How many different ones; the rows are those of one outer row."""
    counted = rows.order_by().annotate(one=Value(1)).values("one")
    return Coalesce(
        Subquery(counted.annotate(number=Count(what, distinct=True)).values("number")), 0
    )


class HandedTopic(models.Model):
    """A topic that a committee gives to the branches below it, to be taken or explained."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="handed_topics", verbose_name=_("committee")
    )
    sector = models.CharField(_("sector"), max_length=20, choices=Unit.Sector, blank=True)
    topic = models.CharField(_("topic"), max_length=300)
    group = models.ForeignKey(
        TopicGroup, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("topic group"),
    )  # fmt: skip
    note = models.CharField(_("note"), max_length=500, blank=True)
    period_name = models.CharField(_("period"), max_length=40)
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("to"))
    handed_at = models.DateTimeField(auto_now_add=True)
    handed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = HandedTopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic handed down")
        verbose_name_plural = _("topics handed down")
        ordering = ["-handed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gt=F("first_on")), name="handed_topic_has_span"
            )
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def is_standing(self) -> bool:
        return self.withdrawn_at is None

    def fits(self, quarter: Quarter) -> bool:
        return self.first_on <= quarter.last_day <= self.last_on


class HandedExplanation(models.Model):
    """Why a branch does not take a topic that was handed down to it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="explanations")
    handed = models.ForeignKey(HandedTopic, models.PROTECT, related_name="explanations")
    reason = models.CharField(_("reason"), max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "handed"], name="explanation_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="explanation_has_words"),
        ]

    def __str__(self) -> str:
        return self.reason


@dataclass
class Asked:
    """A topic handed down, with what the branch has answered so far."""

    handed: HandedTopic
    numbers: list[int]  # of the plan's quarters into which it fits
    is_taken: bool
    reason: str  # the explanation, in this plan or another one of the branch

    @property
    def key(self) -> str:
        """What the button that takes it says, as `Suggested.key` does."""
        return f"{PlanItem.Source.HANDED}-{self.handed.pk}"

    @property
    def is_answered(self) -> bool:
        return self.is_taken or bool(self.reason)


def asked_of(plan: Plan) -> list[Asked]:
    """What committees above ask of a plan, the oldest first; three queries."""
    quarters = plan.quarters
    rows = (
        HandedTopic.objects.asked_of(plan.unit)
        .filter(first_on__lte=quarters[-1].last_day, last_on__gte=quarters[0].last_day)
        .select_related("unit", "group")
        .order_by("handed_at", "pk")
    )
    taken = set(
        PlanItem.objects.filter(plan__unit=plan.unit_id, handed__isnull=False).values_list(
            "handed", flat=True
        )
    )
    reasons = dict(
        HandedExplanation.objects.filter(plan__unit=plan.unit_id).values_list("handed", "reason")
    )
    return [
        Asked(
            handed=row,
            numbers=[n for n, quarter in enumerate(quarters, 1) if row.fits(quarter)],
            is_taken=row.pk in taken,
            reason=reasons.get(row.pk, ""),
        )
        for row in rows
    ]


@dataclass
class Suggested:
    """A topic that may be added to a plan with one press."""

    source: str  # of PlanItem.Source
    pk: int  # of the row it comes from
    topic: str
    group: int | None = None
    said_by: str = ""  # whose topic it was
    link: str = ""
    numbers: list[int] = field(default_factory=lambda: list(ALL_YEAR))

    @property
    def key(self) -> str:
        return f"{self.source}-{self.pk}"


def suggestions(plan: Plan, asked: Iterable[Asked], has: Collection[str]) -> list[Suggested]:
    """What may be added to a plan; topics that it `has`, or that came before, are left out."""
    found = [*_handed(asked), *_of_last_year(plan), *_of_the_list(plan), *_of_neighbours(plan)]
    seen = {fold(topic) for topic in has}
    fresh = []
    for one in found:
        if fold(one.topic) not in seen or one.source == PlanItem.Source.HANDED:
            seen.add(fold(one.topic))
            fresh.append(one)
    return fresh


def _handed(asked: Iterable[Asked]) -> list[Suggested]:
    return [
        Suggested(
            PlanItem.Source.HANDED,
            one.handed.pk,
            one.handed.topic,
            one.handed.group_id,
            numbers=one.numbers,
        )
        for one in asked
        if not one.is_taken
    ]


def _of_last_year(plan: Plan) -> list[Suggested]:
    return [
        Suggested(PlanItem.Source.LAST_YEAR, item.pk, item.topic, item.group_id)
        for item in PlanItem.objects.of_year_before(plan)[:SHOWN]
    ]


def _of_the_list(plan: Plan) -> list[Suggested]:
    return [
        Suggested(PlanItem.Source.SUGGESTION, row.pk, row.topic, row.group_id)
        for row in TopicSuggestion.objects.for_sector(plan.unit.sector)[:SHOWN]
    ]


def _of_neighbours(plan: Plan) -> list[Suggested]:
    """What branches of the same kind have made public lately: frozen words, never a record."""
    summaries = (
        PublicSummary.objects.published()
        .filter(unit__sector=plan.unit.sector)
        .exclude(unit=plan.unit_id)
        .filter(held_on__gte=plan.starts_on - dt.timedelta(days=2 * 366))
        .order_by("-held_on", "-pk")
    )
    return [
        Suggested(
            PlanItem.Source.NEIGHBOUR,
            summary.pk,
            summary.title,
            summary.group_id,
            said_by=summary.unit_name,
            link=summary.get_absolute_url(),
        )
        for summary in summaries[:SHOWN]
    ]
