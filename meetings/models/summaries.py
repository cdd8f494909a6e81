"""What the internal side has published: frozen public facts, never a view of the records."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.fields.tuple_lookups import TupleGreaterThanOrEqual, TupleLessThan
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from branch_portal.lib.dates import Quarter
from branch_portal.lib.paging import PageMissing, Place, Stretch
from branch_portal.lib.text import slugify, tidy
from meetings import rules
from meetings.models.decisions import Resolution
from meetings.models.sessions import ThematicSession
from organisation.models import Unit

SHORTEST, LONGEST = 50, 3000  # characters of a summary


class TopicGroupQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        """Groups under which the public finds at least one summary."""
        return self.filter(Exists(PublicSummary.objects.published().filter(group=OuterRef("pk"))))


class TopicGroup(models.Model):
    """What a session was about, in one of few words; the public looks for summaries by it."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    objects = TopicGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic group")
        verbose_name_plural = _("topic groups")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = tidy(self.name)
        # The address is made once and stays, whatever the group is called later.
        self.slug = self.slug or slugify(self.name)
        if not self.slug or TopicGroup.objects.filter(slug=self.slug).exclude(pk=self.pk).exists():
            raise ValidationError(_("Another group has nearly this name."))

    def get_absolute_url(self) -> str:
        return reverse("meetings:summaries_of_group", args=[self.slug])


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """What was published of units in the user's reach, withdrawn or not."""
        return self.filter(unit__in=Unit.objects.visible_to(user))

    def published(self) -> Self:
        """What everybody may see."""
        return self.filter(state=Publication.State.PUBLISHED)


class PublicSummaryQuerySet(PublicationQuerySet):
    def stretch(self, asked: str | None, size: int = 20) -> Stretch:
        """One page of summaries, the last sessions first, from the place that an address asks for.

        None is the first page. Any page is one seek in an index, and one more for the way back.
        Raises PageMissing for no place, or one with nothing behind it.
        """
        spot = (F("held_on"), F("pk"))
        place = None if asked is None else Place.read(asked)
        at = place and (place.moment.date(), place.key)
        older = self.filter(TupleLessThan(spot, at)) if at else self
        found = list(older.select_related("group").order_by("-held_on", "-pk")[: size + 1])
        page = found[:size]
        following = page[-1].place if len(found) > size else ""
        if at is None:
            return Stretch(page, following)
        if not page:
            raise PageMissing
        newer = self.filter(TupleGreaterThanOrEqual(spot, at)).order_by("held_on", "pk")
        before = list(newer[: size + 1])
        previous = before[-1].place if len(before) > size else ""
        return Stretch(page, following, previous, follows_first=not previous, is_first=False)

    def in_quarter(self, quarter: Quarter) -> Self:
        return self.filter(held_on__range=(quarter.first_day, quarter.last_day))


class Publication(models.Model):
    """Something that the organisation board has shown to the public and may take back."""

    class State(models.TextChoices):
        PUBLISHED = "published", _("Public")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    # As it was called; later changes of the organisation do not rewrite what was published.
    unit_name = models.CharField(max_length=160)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PUBLISHED)
    version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state="published", withdrawn_at=None)
                | Q(state="withdrawn", withdrawn_at__isnull=False),
                name="%(class)s_withdrawn_has_moment",
            ),
        ]

    @property
    def is_public(self) -> bool:
        return self.state == self.State.PUBLISHED


class PublicSummary(Publication):
    """A few paragraphs on a submitted session, written for the public."""

    session = models.OneToOneField(ThematicSession, models.PROTECT, related_name="public_summary")
    committee_name = models.CharField(max_length=160, blank=True)
    held_on = models.DateField(_("day"))
    title = models.CharField(_("topic"), max_length=300)
    group = models.ForeignKey(
        TopicGroup, models.PROTECT, related_name="+", verbose_name=_("topic group")
    )
    text = models.TextField(
        _("summary"), max_length=LONGEST, validators=[MinLengthValidator(SHORTEST)]
    )
    resolutions = models.JSONField(default=list)  # subjects, as they were adopted
    present = models.PositiveSmallIntegerField(null=True, blank=True)
    expected = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = PublicSummaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("public summary")
        verbose_name_plural = _("public summaries")
        ordering = ["-held_on", "-pk"]
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(
                condition=Q(present=None, expected=None)
                | Q(present__lte=F("expected"), expected__gt=0),
                name="summary_attendance_is_a_fraction",
            ),
        ]
        indexes = [
            models.Index(fields=fields, name=name, condition=Q(state="published"))
            for name, fields in (
                ("summary_newest", ["-held_on", "-id"]),
                ("summary_of_branch", ["unit", "-held_on", "-id"]),
                ("summary_of_group", ["group", "-held_on", "-id"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_name}, {self.held_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:summary", args=[self.pk, self.slug])

    @property
    def place(self) -> str:
        """Where it stands in a list, as an address says it."""
        day = dt.datetime.combine(self.held_on, dt.time.min, dt.UTC)
        return str(Place(day, self.pk))

    @property
    def slug(self) -> str:
        return slugify(self.title) or "buoi"

    @property
    def quarter(self) -> Quarter:
        return Quarter.of(self.held_on)

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    @property
    def percent(self) -> str:
        return rules.percent(self.present, self.expected)

    def fill(self, session: ThematicSession, words: Mapping[str, Any]) -> "PublicSummary":
        """Freeze what the public will see of a session; nothing is stored.

        `words` holds title, group, text, with_attendance and resolutions (keys of those whose
        subjects are shown; only adopted ones ever are).
        """
        self.session, self.unit_id = session, session.unit_id
        self.unit_name, self.committee_name = session.unit_name, session.superior_name
        self.held_on = session.held_on
        self.title, self.group, self.text = words["title"], words["group"], words["text"]
        adopted = session.resolutions.filter(state__in=Resolution.STANDING)
        self.resolutions = list(
            adopted.filter(pk__in=words["resolutions"]).values_list("title", flat=True)
        )
        tally = session.tally_of(session.roll.all()) if words["with_attendance"] else None
        counted = tally is not None and tally.expected > 0
        self.present = tally.present if counted else None
        self.expected = tally.expected if counted else None
        return self


class QuarterFiguresQuerySet(PublicationQuerySet):
    def in_quarter(self, quarter: Quarter) -> Self:
        return self.filter(year=quarter.year, number=quarter.number)


class QuarterFigures(Publication):
    """The sums of a quarter over all branches of the top unit, as they stood when published."""

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("quarter"))
    branches = models.PositiveIntegerField(_("branches"))
    branches_met = models.PositiveIntegerField(_("branches that held a session"))
    sessions = models.PositiveIntegerField(_("sessions"))
    present = models.PositiveIntegerField(_("present"))
    expected = models.PositiveIntegerField(_("expected"))

    objects = QuarterFiguresQuerySet.as_manager()

    class Meta:
        verbose_name = _("figures of a quarter")
        verbose_name_plural = _("figures of quarters")
        ordering = ["-year", "-number", "-pk"]
        constraints = [
            *Publication.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit", "year", "number"], name="figures_once_a_quarter"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=4), name="figures_of_a_quarter"
            ),
            models.CheckConstraint(
                condition=Q(branches_met__lte=F("branches"), present__lte=F("expected")),
                name="figures_are_fractions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name}, {self.quarter}"

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.year, self.number)

    @property
    def met_percent(self) -> str:
        return rules.percent(self.branches_met, self.branches)

    @property
    def percent(self) -> str:
        return rules.percent(self.present, self.expected)


class AnnouncementQuerySet(PublicationQuerySet):
    def coming(self, today: dt.date) -> Self:
        return self.published().filter(day__gte=today).order_by("day", "pk")


class Announcement(Publication):
    """A coming session of which the public may know the day, the branch and the topic."""

    committee_name = models.CharField(max_length=160, blank=True)
    day = models.DateField(_("day"))
    topic = models.CharField(_("topic"), max_length=300)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("announced session")
        verbose_name_plural = _("announced sessions")
        ordering = ["-day", "-pk"]
        constraints = [
            *Publication.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit", "day"],
                condition=Q(state="published"),
                name="announcement_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name}, {self.day:%d/%m/%Y}"
