"""What a branch plans for a year, and what has become of it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import RECORD_KEEPERS, User
from branch_portal.lib.dates import Quarter
from organisation.models import Member, Unit


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Plans of units in the user's reach; what was never sent is for those who write it."""
        kept = Unit.objects.visible_to(user, *RECORD_KEEPERS)
        rows = self.filter(unit__in=Unit.objects.visible_to(user))
        return rows.filter(Q(submitted_at__isnull=False) | Q(unit__in=kept))

    def on(self, day: dt.date) -> Self:
        """Plans of a span that holds the day."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def with_progress(self) -> Self:
        """Add `count_items`, and `count_held` of them with a session whose roll is called."""
        held = Q(
            items__sessions__state__in=("held", "minutes", "submitted", "accepted"),
            items__sessions__roll_called_at__isnull=False,
        )
        return self.annotate(
            count_items=Count("items", distinct=True),
            count_held=Count("items", filter=held, distinct=True),
        )

    def waiting(self) -> Self:
        """What the committee has to judge, the longest waiting first."""
        return self.filter(state=Plan.State.SUBMITTED).order_by("submitted_at", "pk")


class Plan(models.Model):
    """A branch's plan of topics for a calendar year or a school year."""

    class Kind(models.TextChoices):
        CALENDAR = "calendar", _("Calendar year")
        SCHOOL = "school", _("School year")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        SUBMITTED = "submitted", _("Waiting for approval")
        RETURNED = "returned", _("Sent back")
        APPROVED = "approved", _("Approved")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans")
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CALENDAR)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField(null=True, blank=True)  # the last time
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # What the committee sent it back for; and why the branch took it back. Approval clears both.
    return_note = models.TextField(max_length=2000, blank=True)
    reopen_reason = models.CharField(max_length=300, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-starts_on"]
        indexes = [
            models.Index(
                fields=["submitted_at"], name="plan_waiting", condition=Q(state="submitted")
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="plan_ends_after_start"
            ),
            models.UniqueConstraint(fields=["unit", "starts_on"], name="plan_once_a_start"),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "approved", "returned"])
                | Q(submitted_at__isnull=False),
                name="plan_submitted_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", approved_at__isnull=False)
                | (~Q(state="approved") & Q(approved_at=None)),
                name="plan_approved_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_note=""),
                name="plan_returned_has_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.unit}"

    @classmethod
    def of(cls, unit: Unit, kind: str, year: int) -> "Plan":
        """An empty plan of a year, not stored; a school year runs from September to August."""
        if kind == cls.Kind.SCHOOL:
            span = dt.date(year, 9, 1), dt.date(year + 1, 8, 31)
            name = gettext("Plan of topics, school year %(year)d–%(next)d")
        else:
            span = dt.date(year, 1, 1), dt.date(year, 12, 31)
            name = gettext("Plan of topics for %(year)d")
        name %= {"year": year, "next": year + 1}
        return cls(unit=unit, kind=kind, name=name, starts_on=span[0], ends_on=span[1])

    @property
    def quarters(self) -> list[Quarter]:
        """The four quarters, each with a session to be held.

        The committee counts by quarters of the calendar, so a school year has them from the one
        in which it begins to the one in which lessons end.
        """
        found = [Quarter.of(self.starts_on)]
        while len(found) < 4:
            found.append(found[-1].next())
        return found

    def number_of(self, day: dt.date) -> int:
        """Which of its quarters a day belongs to, from 1 to 4; days outside count to the nearest.

        The summer that follows a school year stands in its last quarter.
        """
        past = sum(day > quarter.last_day for quarter in self.quarters)
        return min(past + 1, 4)

    @property
    def is_editable(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.RETURNED)

    @property
    def is_approved(self) -> bool:
        return self.state == self.State.APPROVED

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.SUBMITTED


class PlanItemQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def of_year_before(self, plan: Plan) -> Self:
        """What the same branch planned for the year before."""
        return self.filter(
            plan__unit=plan.unit_id,
            due_on__lt=plan.quarters[0].last_day,
            due_on__gte=plan.starts_on - dt.timedelta(days=366),
        ).exclude(plan=plan)


class PlanItem(models.Model):
    """A topic that the branch intends to treat in a quarter."""

    class Source(models.TextChoices):
        OWN = "own", _("The branch's own")
        SUGGESTION = "suggestion", _("Suggested")
        HANDED = "handed", _("Handed down")
        LAST_YEAR = "last_year", _("As last year")
        NEIGHBOUR = "neighbour", _("From another branch")

    class Progress(models.TextChoices):
        PLANNED = "planned", _("Planned")
        PREPARED = "prepared", _("In preparation")
        HELD = "held", _("Session held")
        SUBMITTED = "submitted", _("Record submitted")
        LATE = "late", _("Late")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    topic = models.CharField(_("topic"), max_length=300)
    group = models.ForeignKey(
        "meetings.TopicGroup", models.PROTECT, null=True, blank=True, related_name="+"
    )
    presenter = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    presenter_name = models.CharField(_("author of the paper"), max_length=120, blank=True)
    due_on = models.DateField(_("by"))  # the last day of its quarter
    source = models.CharField(_("origin"), max_length=10, choices=Source, default=Source.OWN)
    handed = models.ForeignKey(
        "meetings.HandedTopic", models.PROTECT, null=True, blank=True, related_name="items"
    )

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned topic")
        verbose_name_plural = _("planned topics")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source="handed", handed__isnull=False)
                | (~Q(source="handed") & Q(handed=None)),
                name="plan_item_handed_says_which",
            ),
            models.UniqueConstraint(fields=["plan", "handed"], name="plan_item_handed_once"),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def author(self) -> str:
        """Who prepares the paper, as named today, or as the approval froze it; needs the plan."""
        if self.plan.is_approved or self.presenter is None:
            return self.presenter_name
        return self.presenter.full_name

    def progress(self, sessions: Iterable[Any], today: dt.date) -> Progress:
        """How far the topic is, by the sessions on it that were not cancelled.

        A record that was merely opened proves no session yet; a called roll does.
        """
        sessions = list(sessions)
        if any(session.is_closed for session in sessions):
            return self.Progress.SUBMITTED
        if any(session.is_open and session.roll_called_at for session in sessions):
            return self.Progress.HELD
        if self.due_on < today:
            return self.Progress.LATE
        return self.Progress.PREPARED if sessions else self.Progress.PLANNED
