"""Which articles stand on the newsroom's lists."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from articles.models.taxonomy import Section

STEPS = ("draft", "returned", "in_review", "approved")


class NewsroomLists(models.QuerySet):
    """Words for lists. Where two indexes are asked, the keys are joined before rows are read."""

    def for_list(self) -> Self:
        """What a line of a list needs, without the text, in one query."""
        return self.select_related("section", "changed_by").only(
            *("kicker", "headline", "slug", "author_name", "state", "pending", "version"),
            *("remark", "publish_at", "expires_at", "changed_at", "created_by", "section__name"),
            *("changed_by__full_name", "changed_by__username"),
        )

    def in_section(self, section: Section) -> Self:
        """Articles of a section and of its parts."""
        return self.filter(**{"section" if section.parent_id else "top_section": section})

    def written_by(self, user: User) -> Self:
        """Articles that a person started or stands under as an author."""
        started = self.model.objects.filter(created_by=user).order_by().values("pk")
        lines = self.model._meta.get_field("by_lines").related_model.objects
        signed = lines.filter(user=user).order_by().values("article")
        return self.filter(pk__in=started.union(signed))

    def at_step(self, *steps: str) -> Self:
        """Articles, or corrections of published ones, that have come this far."""
        rows = self.model.objects.order_by()
        new, corrections = rows.filter(state__in=steps), rows.filter(pending__in=steps)
        return self.filter(pk__in=new.values("pk").union(corrections.values("pk")))

    def correcting(self) -> Self:
        """Published articles of which a correction is in preparation."""
        return self.filter(pending__in=STEPS)

    def scheduled(self, now: dt.datetime | None = None) -> Self:
        """Released articles whose moment has not come."""
        return self.filter(state="published", publish_at__gt=now or timezone.now())

    def expired(self) -> Self:
        """Articles that were taken off by the clock."""
        ended = self.model.objects.filter(expires_at__lte=timezone.now()).order_by()
        return self.filter(state="published", pk__in=ended.values("pk"))

    def live(self) -> Self:
        """What `published()` means, for lists in another order than that of publication.

        Few articles are scheduled or expired: leaving them out by their keys lets the database walk
        the list in its own order.
        """
        rows = self.model.objects.order_by()
        ahead, ended = rows.scheduled().values("pk"), rows.expired().values("pk")
        return self.filter(state="published").exclude(pk__in=ahead).exclude(pk__in=ended)

    def waiting_for(
        self, user: User, *, review_in: set[int] | None, publish_in: set[int] | None
    ) -> Self:
        """What somebody has to do: texts returned to them, and those that wait for their word.

        The sections in which the person reviews and publishes: None for all, empty for none.
        """
        rows = self.model.objects.order_by()
        # A correction goes back to whoever wrote it, a first text to its author.
        own = Q(created_by=user) & ~Q(state="published") | Q(changed_by=user, state="published")
        found = rows.at_step("returned").filter(own).values("pk")
        for step, sections in (("in_review", review_in), ("approved", publish_in)):
            if sections is None:
                found = found.union(rows.at_step(step).values("pk"))
            elif sections:
                found = found.union(rows.at_step(step).filter(section__in=sections).values("pk"))
        return self.filter(pk__in=found)

    def appearing(self, first: dt.date | None, last: dt.date | None) -> Self:
        """Articles with a date of publication in these days, both included."""
        span = Q(publish_at__isnull=False)
        if first:
            span &= Q(publish_at__gte=_midnight(first))
        if last:
            span &= Q(publish_at__lt=_midnight(last + dt.timedelta(days=1)))
        return self.filter(span)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
