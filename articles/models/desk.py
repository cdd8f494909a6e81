"""The front page as the desk arranges it, and the lists that people keep."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Count, F, Max, Q, Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models.articles import Article
from articles.models.taxonomy import Section, Series


class FrontSlotQuerySet(models.QuerySet):
    def in_force(self, now: dt.datetime) -> Self:
        """Slots that count at a moment; time decides, no job does."""
        return self.open(now).filter(starts_at__lte=now)

    def open(self, now: dt.datetime) -> Self:
        """Slots whose time is not over; those that begin later too."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now))

    def version(self) -> str:
        """A word that each arrangement makes another one: rows come and go, none is changed."""
        found = self.aggregate(rows=Count("pk"), total=Sum("pk"), last=Max("pk"))
        return "-".join(str(number or 0) for number in found.values())


class FrontSlot(models.Model):
    """A place on the front page that the desk filled by hand, for a time."""

    class Place(models.TextChoices):
        LEAD = "lead", _("Lead story")
        PINNED = "pinned", _("Pinned beside the lead")
        SECTION = "section", _("First of its section's block")
        SERIES = "series", _("Series")

    place = models.CharField(_("place"), max_length=8, choices=Place)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("article")
    )
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("section")
    )
    series = models.ForeignKey(
        Series, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("series")
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")

    objects = FrontSlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on the front page")
        verbose_name_plural = _("front page")
        ordering = ["place", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="front_slot_ends_after_start",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(place="series", series__isnull=False, article=None)
                | (~Q(place="series") & Q(article__isnull=False, series=None)),
                name="front_slot_shows_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(place="section", section__isnull=False)
                | (~Q(place="section") & Q(section=None)),
                name="front_slot_section_where_needed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()}: {self.article or self.series or '–'}"

    @property
    def values(self) -> tuple:
        """What makes it this slot, whoever made it."""
        shown = (self.article_id, self.section_id, self.series_id)
        return (self.place, self.position, *shown, self.starts_at, self.ends_at)


class SavedFilter(models.Model):
    """A view of the list of articles that somebody comes back to."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="saved_filter_name_once")
        ]

    def __str__(self) -> str:
        return self.name
