"""Who does what by when, and what became of it."""

import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from meetings.models.decisions import Resolution
from meetings.models.sessions import State, ThematicSession
from organisation.models import Member


class TaskQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(session__in=ThematicSession.objects.visible_to(user))

    def standing(self) -> Self:
        """Without those of records that were struck out."""
        return self.exclude(session__state=State.CANCELLED)

    def late(self, day: dt.date) -> Self:
        return self.filter(done_on=None, due_on__lt=day)


class Task(models.Model):
    """Who does what by when."""

    session = models.ForeignKey(ThematicSession, models.PROTECT, related_name="tasks")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    resolution = models.ForeignKey(
        Resolution,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("resolution"),
    )
    title = models.CharField(_("task"), max_length=300)
    owner = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("owner"))
    owner_name = models.CharField(max_length=120)
    due_on = models.DateField(_("deadline"))
    percent = models.PositiveSmallIntegerField(_("progress, per cent"), default=0)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], name="task_due", condition=Q(done_on=None))]
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], name="task_key_once"),
            models.CheckConstraint(
                condition=Q(percent__lte=100)
                & (Q(done_on=None) & ~Q(percent=100) | Q(done_on__isnull=False, percent=100)),
                name="task_done_is_100",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TaskUpdate(models.Model):
    """What somebody reported of a task; lines are added, none is changed."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="updates")
    # The finding of a session that says so; None: reported between sessions.
    review = models.ForeignKey(
        "TaskReview", models.SET_NULL, null=True, blank=True, related_name="updates"
    )
    percent = models.PositiveSmallIntegerField(_("progress, per cent"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("report on a task")
        verbose_name_plural = _("reports on tasks")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.task}: {self.percent}%"


class TaskReview(models.Model):
    """How an earlier task stood when a later session looked at it; frozen with that session."""

    session = models.ForeignKey(ThematicSession, models.CASCADE, related_name="reviews")
    task = models.ForeignKey(Task, models.PROTECT, related_name="reviews")
    # As the task was worded then: what its own session changes later does not rewrite this record.
    title = models.CharField(_("task"), max_length=300)
    owner_name = models.CharField(_("owner"), max_length=120)
    due_on = models.DateField(_("deadline"))
    percent = models.PositiveSmallIntegerField(_("progress, per cent"))
    is_late = models.BooleanField(_("late"), default=False)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("result of an earlier task")
        verbose_name_plural = _("results of earlier tasks")
        ordering = ["due_on", "task_id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "task"], name="task_review_once"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="task_review_to_100"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.percent}%"

    @property
    def is_done(self) -> bool:
        return self.percent == 100
