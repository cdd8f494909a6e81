"""A thematic session from its preparation to its acceptance: its frame and its roll."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import RECORD_KEEPERS, User
from branch_portal.lib.dates import Quarter
from meetings import rules
from meetings.models.plans import PlanItem
from meetings.models.rulesets import RuleSet
from organisation.models import Member, Unit

if TYPE_CHECKING:
    from meetings.models.roll import RollEntry


class Attendance(models.TextChoices):
    PRESENT = "present", _("Present")
    EXCUSED = "excused", _("Absent with reason")
    UNEXCUSED = "unexcused", _("Absent without reason")
    EXEMPT = "exempt", _("Exempt, absent")
    AWAY = "away", _("Temporarily away, absent")
    SPECIAL_DUTY = "special_duty", _("On special duty, absent")
    SUSPENDED = "suspended", _("Suspended")


class ThematicSessionQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Sessions of units in the user's reach; a draft is only for those who keep the book."""
        kept = Unit.objects.visible_to(user, *RECORD_KEEPERS)
        rows = self.filter(unit__in=Unit.objects.visible_to(user))
        return rows.filter(~Q(state=State.DRAFT) | Q(unit__in=kept))

    def planned(self) -> Self:
        """What is still to come, or was put off."""
        return self.filter(state__in=PLANNED)

    def held(self) -> Self:
        """What took place, whatever became of the record."""
        return self.filter(state__in=(*OPEN, *CLOSED))

    def in_quarter(self, quarter: Quarter) -> Self:
        return self.filter(held_on__range=(quarter.first_day, quarter.last_day))

    def with_tally(self) -> Self:
        """Add the counts of the roll, one row a session, as `tally` reads them."""
        home = Q(roll__attachment="home")
        counts = {
            f"count_{status}": Count("roll", filter=home & Q(roll__attendance=status))
            for status in Attendance.values
        }
        return self.annotate(**counts)


class State(models.TextChoices):
    """From the plan to the archive: what is held has its roll, names and rules frozen."""

    DRAFT = "draft", _("Being prepared")
    SCHEDULED = "scheduled", _("Day fixed")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")
    HELD = "held", _("Being recorded")
    MINUTES = "minutes", _("Minutes being checked")
    SUBMITTED = "submitted", _("Submitted")
    ACCEPTED = "accepted", _("Accepted")


PLANNED = (State.DRAFT, State.SCHEDULED, State.POSTPONED)
OPEN = (State.HELD, State.MINUTES)  # the record is being written
CLOSED = (State.SUBMITTED, State.ACCEPTED)  # the record stands


class ThematicSession(models.Model):
    """One thematic session. When it is held, names, roll and rules are frozen as of the day."""

    State = State

    class Format(models.TextChoices):
        IN_PERSON = "in_person", _("In one room")
        ONLINE = "online", _("Online")
        MIXED = "mixed", _("In one room and online")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sessions")
    plan_item = models.ForeignKey(
        PlanItem, models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="+")
    is_combined = models.BooleanField(_("in one sitting with the regular meeting"), default=False)
    format = models.CharField(_("form"), max_length=10, choices=Format, default=Format.IN_PERSON)
    format_reason = models.CharField(_("why not in one room"), max_length=200, blank=True)
    topic = models.CharField(_("topic"), max_length=300)
    held_on = models.DateField(_("day"))
    starts_at = models.TimeField(_("begins at"))
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160)
    chair = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chair")
    )
    secretary = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("secretary of the session"),
    )
    presenter = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author of the paper"),
    )
    summary = models.TextField(_("summary of the topic"), max_length=8000, blank=True)
    conclusion = models.TextField(_("conclusion of the chair"), max_length=8000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.HELD)
    version = models.PositiveIntegerField(default=1)
    # When the papers were with the members; the rule set says how early that should be.
    materials_sent_at = models.DateTimeField(null=True, blank=True)
    # Why it was put off or cancelled; and what the upper committee sent it back for.
    state_reason = models.CharField(max_length=300, blank=True)
    return_note = models.TextField(max_length=2000, blank=True)
    roll_called_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # As it stood on the day: later changes of the organisation do not rewrite the record.
    unit_name = models.CharField(max_length=160)
    superior_name = models.CharField(max_length=160)
    hierarchy = models.JSONField(default=list)  # names from the direct superior to the top
    chair_name = models.CharField(max_length=120, blank=True)
    chair_post = models.CharField(max_length=40, blank=True)
    secretary_name = models.CharField(max_length=120, blank=True)
    presenter_name = models.CharField(max_length=120, blank=True)

    objects = ThematicSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("thematic session")
        verbose_name_plural = _("thematic sessions")
        ordering = ["-held_on", "-starts_at", "-pk"]
        indexes = [models.Index(fields=["unit", "-held_on"], name="session_of_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "held_on", "starts_at"],
                condition=~Q(state__in=["postponed", "cancelled"]),
                name="session_once_a_time",
                violation_error_message=_("A session of this branch at this time is recorded."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_start",
                violation_error_message=_("The end is not after the beginning."),
            ),
            models.CheckConstraint(
                condition=~Q(chair=F("secretary")),
                name="session_chair_is_not_secretary",
                violation_error_message=_("The chair and the secretary are two persons."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "accepted"]) | Q(submitted_at__isnull=False),
                name="session_submitted_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_at__isnull=False),
                name="session_accepted_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["held", "minutes", "submitted", "accepted"])
                | Q(chair__isnull=False, secretary__isnull=False),
                name="session_held_has_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["postponed", "cancelled"]) | ~Q(state_reason=""),
                name="session_put_off_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(format="in_person") | ~Q(format_reason=""),
                name="session_online_has_reason",
                violation_error_message=_("Write why the session is not held in one room."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name}, {self.held_on:%d/%m/%Y}"

    @property
    def is_planned(self) -> bool:
        return self.state in PLANNED

    @property
    def is_open(self) -> bool:
        """Was it held, and is its record still being written?"""
        return self.state in OPEN

    @property
    def is_closed(self) -> bool:
        """Was the record handed in?"""
        return self.state in CLOSED

    @property
    def starts(self) -> dt.datetime:
        """The beginning as local wall-clock time, without a zone."""
        return dt.datetime.combine(self.held_on, self.starts_at)

    @property
    def materials_due_at(self) -> dt.datetime:
        """Until when the papers should be with the members, by the rules of the day."""
        due = self.starts - dt.timedelta(days=self.rule_set.papers_days_before)
        return timezone.make_aware(due)

    @property
    def materials_are_late(self) -> bool:
        """Did the papers come too late, or are they missing although it is time?"""
        return (self.materials_sent_at or timezone.now()) > self.materials_due_at

    @property
    def minutes_long(self) -> int | None:
        if self.ends_at is None:
            return None
        return (dt.datetime.combine(self.held_on, self.ends_at) - self.starts).seconds // 60

    @property
    def least_minutes(self) -> int:
        """How long it lasts at least; longer in one sitting with the regular meeting."""
        rules_then = self.rule_set
        return rules_then.least_minutes_combined if self.is_combined else rules_then.least_minutes

    @property
    def tally(self) -> rules.Tally:
        """The counts of the roll by the rules of the day; needs `with_tally`."""
        counts = {status: getattr(self, f"count_{status}") for status in Attendance.values}
        return rules.tally(counts, self.rule_set)

    def tally_of(self, roll: Iterable["RollEntry"]) -> rules.Tally:
        """The same counts from a roll that is already in memory."""
        home = (entry.attendance for entry in roll if entry.is_home)
        return rules.tally(Counter(home), self.rule_set)

    def voters(self, roll: Iterable["RollEntry"]) -> tuple[int, int]:
        """The base of a vote, and how many of it were present.

        Guests and probationary members have no vote here.
        """
        official = Counter(
            entry.attendance for entry in roll if entry.is_home and entry.grade == "official"
        )
        return rules.voting_base(official), official[Attendance.PRESENT]

    def people(self) -> list[str]:
        """Everybody whom the frozen record names, the roll first; the public is told none of it."""
        roll = self.roll.values_list("member_name", flat=True)
        guests = self.guests.values_list("name", flat=True)
        officers = [self.chair_name, self.secretary_name, self.presenter_name]
        return list(dict.fromkeys(name for name in [*roll, *officers, *guests] if name))

    def sayings(self) -> list[str]:
        """What was said in the discussion; it is repeated to nobody outside."""
        return list(self.opinions.values_list("text", flat=True))
