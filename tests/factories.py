"""make_*: the shortest way to a real row. Names and places are invented."""

import datetime as dt

from accounts.models import Role, RoleGrant, User
from organisation import actions as organisation_actions
from organisation.models import Appointment, Member, Membership, Standing, Unit, UnitType

LONG_AGO = dt.date(2015, 6, 1)
PASSWORD = "mật khẩu thử 123"


def make_user(username="người dùng", **kw):
    kw.setdefault("full_name", username)
    return User.objects.create_user(username, password=PASSWORD, **kw)


def grant(user, role: Role, unit: Unit, **kw):
    kw.setdefault("starts_on", LONG_AGO)
    return RoleGrant.objects.create(user=user, role=role, unit=unit, **kw)


def make_unit(name, parent=None, type_code="subordinate-branch", **kw):
    return organisation_actions.establish_unit(
        name,
        UnitType.objects.get(code=type_code),
        parent=parent,
        established_on=kw.pop("established_on", LONG_AGO),
        term="2020–2025",
        by=None,
        **kw,
    )


def make_member(unit, name="Nguyễn Văn An", *standings, since=LONG_AGO, kind="home"):
    """A member at home (or as a guest) in the unit; official unless a standing says otherwise."""
    member = Member.objects.create(full_name=name)
    Membership.objects.create(member=member, unit=unit, starts_on=since, kind=kind)
    if "probationary" not in standings:
        standings = ("official", *standings)
    for standing in standings:
        Standing.objects.create(member=member, kind=standing, starts_on=since)
    return member


def appoint(member, unit, post="secretary", since=LONG_AGO):
    return Appointment.objects.create(member=member, unit=unit, post=post, starts_on=since)
