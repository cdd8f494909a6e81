"""Who you are and what you did."""

import datetime as dt
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branch_portal.lib.text import tidy


class User(AbstractUser):
    """A person who signs in. What the person may do is a matter of role grants."""

    first_name = None
    last_name = None
    full_name = models.CharField(_("full name"), max_length=120)

    REQUIRED_FIELDS = ["full_name", "email"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.full_name or self.username

    def clean(self) -> None:
        super().clean()
        self.full_name = tidy(self.full_name)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name


class Role(models.TextChoices):
    REPORTER = "reporter", _("Reporter")
    EDITOR = "editor", _("Editor")
    PUBLISHER = "publisher", _("Publishing editor")
    MODERATOR = "moderator", _("Moderator")
    DATA_OFFICER = "data_officer", _("Data protection officer")
    SECRETARY = "secretary", _("Branch secretary")
    DEPUTY_SECRETARY = "deputy_secretary", _("Deputy branch secretary")
    WORKING_GROUP = "working_group", _("Working group")
    ORGANISATION_BOARD = "organisation_board", _("Organisation board")


# Who may look into the meeting book at all, and who looks over many branches.
OVERSEERS = (Role.WORKING_GROUP, Role.ORGANISATION_BOARD)
RECORD_KEEPERS = (Role.SECRETARY, Role.DEPUTY_SECRETARY)
INTERNAL_ROLES = (*RECORD_KEEPERS, *OVERSEERS)


class RoleGrantQuerySet(models.QuerySet):
    def in_force(self, day: dt.date) -> Self:
        """Grants that hold on a day; the last day is included."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def of(self, user: User, *roles: str) -> Self:
        return self.filter(user=user, role__in=roles)


class RoleGrant(models.Model):
    """A person holds a role at a unit, from one day to another, with or without the units below."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants", verbose_name=_("account"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="grants", verbose_name=_("unit")
    )
    with_units_below = models.BooleanField(_("with the units below"), default=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="role_grant_ends_after_start",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(ends_on=None),
                name="role_grant_open_once",
                violation_error_message=_("This person already holds this role at this unit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.unit}"


class AuditEntryQuerySet(models.QuerySet):
    """Lines are added and read, nothing else, not even many at once."""

    def update(self, **kwargs):
        raise ValidationError("An audit entry is written once.")

    def delete(self):
        raise ValidationError("An audit entry is never deleted.")


class AuditEntry(models.Model):
    """One line of the portal's memory: who did what to which record, and when."""

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        User, models.PROTECT, null=True, verbose_name=_("account"), related_name="+"
    )
    verb = models.CharField(_("deed"), max_length=64, db_index=True)
    target = models.CharField(_("record"), max_length=80, db_index=True)
    label = models.TextField(_("name on that day"))
    facts = models.JSONField(_("facts"), default=dict)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.label

    def save(self, **kwargs) -> None:
        if self.pk:
            raise ValidationError("An audit entry is written once.")
        super().save(**kwargs)

    def delete(self, **kwargs):
        raise ValidationError("An audit entry is never deleted.")
