"""What the administrator does to accounts and their roles."""

from collections.abc import Sequence

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts import audit
from accounts.models import INTERNAL_ROLES, RoleGrant, User


@transaction.atomic
def open_account(user: User, *, by: User) -> User:
    """Keep a new account, whose password has been set on it."""
    user.save()
    audit.record("account.opened", user, by=by, username=user.username)
    return user


@transaction.atomic
def change_account(user: User, changed: Sequence[str], *, by: User) -> User:
    """Keep the named fields of an account as they now stand on it.

    With a new e-mail address the old one can no longer ask for another password.
    """
    user.save(update_fields=changed)
    if "email" in changed:
        EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
    audit.record("account.changed", user, by=by, fields=sorted(changed))
    return user


@transaction.atomic
def grant_role(grant: RoleGrant, *, by: User) -> RoleGrant:
    """Give a role; one of the newsroom opens the admin for its holder."""
    grant.save()
    if grant.role not in INTERNAL_ROLES and not grant.user.is_staff:
        grant.user.is_staff = True
        grant.user.save(update_fields=["is_staff"])
    audit.record("role.granted", grant, by=by, **_span(grant))
    return grant


@transaction.atomic
def change_grant(grant: RoleGrant, *, by: User) -> RoleGrant:
    """Give a role other days or another reach."""
    grant.save()
    audit.record("role.changed", grant, by=by, **_span(grant))
    return grant


@transaction.atomic
def withdraw_role(grant: RoleGrant, *, by: User) -> None:
    """Take a role away as if it had never been given; to end one, give it a last day instead."""
    audit.record("role.withdrawn", grant, by=by, **_span(grant))
    grant.delete()


@transaction.atomic
def remove_second_factor(user: User, *, by: User) -> None:
    """Let somebody in who lost the telephone: password alone, until a new one is set up."""
    Authenticator.objects.filter(user=user).delete()
    audit.record("account.second_factor_removed", user, by=by)


def _span(grant: RoleGrant) -> dict[str, str | bool]:
    return {
        "starts_on": grant.starts_on.isoformat(),
        "ends_on": grant.ends_on.isoformat() if grant.ends_on else "",
        "with_units_below": grant.with_units_below,
    }
