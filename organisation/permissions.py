"""Scope: which units a person's roles reach today."""

from accounts.models import User
from organisation.models import Unit


def holds(user: User, *roles: str, unit: Unit) -> bool:
    """Does the user hold one of these roles today in the unit, or above it with what is below?"""
    return Unit.objects.visible_to(user, *roles).filter(pk=unit.pk).exists()
