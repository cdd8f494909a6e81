"""What people do to the tree of units and to the list of members."""

import datetime as dt
from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from organisation.models import (
    CommitteeTerm,
    Member,
    Unit,
    UnitClosure,
    UnitName,
    UnitPlacement,
    UnitType,
)


@transaction.atomic
def establish_unit(
    name: str,
    type: UnitType,
    *,
    parent: Unit | None,
    established_on: dt.date,
    term: str,
    by: User | None,
    sector: str = "",
) -> Unit:
    """Open a unit with its place in the tree, its first name and its first committee term."""
    unit = Unit(
        name=tidy(name), type=type, parent=parent, sector=sector, established_on=established_on
    )
    unit.full_clean(exclude=["code"])
    _lock_tree()
    unit.save()
    _link(unit, parent)
    UnitPlacement.objects.create(unit=unit, parent=parent, starts_on=established_on)
    UnitName.objects.create(unit=unit, name=unit.name, starts_on=established_on)
    CommitteeTerm.objects.create(unit=unit, name=term, starts_on=established_on)
    audit.record("unit.established", unit, by=by)
    return unit


@transaction.atomic
def rename_unit(unit: Unit, name: str, *, from_day: dt.date, by: User) -> Unit:
    """Give a unit another name from a day on; papers of earlier days keep the old one."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    old = unit.name
    UnitName.objects.update_or_create(unit=unit, starts_on=from_day, defaults={"name": tidy(name)})
    unit.name = unit.names.order_by("-starts_on").values_list("name", flat=True)[0]
    unit.full_clean(exclude=["code"])
    unit.save()
    audit.record("unit.renamed", unit, by=by, old=old, from_day=from_day.isoformat())
    return unit


@transaction.atomic
def move_unit(unit: Unit, parent: Unit, *, by: User, from_day: dt.date | None = None) -> Unit:
    """Put a unit with all below it under another superior; rights follow on the next request.

    Papers of days before `from_day` (today) keep the old superior. Raises RuleBroken when the new
    superior stands below the unit.
    """
    _lock_tree()
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if Unit.objects.below(unit).filter(pk=parent.pk).exists():
        raise RuleBroken(_("A unit cannot stand under itself or under one of its own units."))
    subtree = {link.descendant_id: link.distance for link in unit.links_down.all()}
    UnitClosure.objects.filter(descendant__in=subtree).exclude(ancestor__in=subtree).delete()
    above = list(parent.links_up.values_list("ancestor", "distance"))
    UnitClosure.objects.bulk_create(
        UnitClosure(ancestor_id=ancestor, descendant_id=below, distance=up + 1 + down)
        for below, down in subtree.items()
        for ancestor, up in above
    )
    unit.parent = parent
    unit.save(update_fields=["parent"])
    UnitPlacement.objects.update_or_create(
        unit=unit, starts_on=from_day or timezone.localdate(), defaults={"parent": parent}
    )
    audit.record("unit.moved", unit, by=by, parent=parent.name)
    return unit


@transaction.atomic
def amend_unit(unit: Unit, *, by: User, **facts: object) -> Unit:
    """Correct what a unit is: its code, type, sector or day of dissolution.

    Its name and its superior have actions of their own. Raises ValidationError.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    for field in facts.keys() & {"code", "type", "sector", "established_on", "dissolved_on"}:
        setattr(unit, field, facts[field])
    unit.full_clean()
    unit.save()
    audit.record("unit.amended", unit, by=by, fields=sorted(facts))
    return unit


@transaction.atomic
def register_member(member: Member, *, by: User) -> Member:
    """Put a new member on the list; where the member belongs follows as dated spans."""
    member.full_name = tidy(member.full_name)
    member.save()
    audit.record("member.registered", member, by=by)
    return member


@transaction.atomic
def change_member(
    member: Member, *, spans: Iterable[models.Model] = (), by: User, **facts: object
) -> Member:
    """Keep a member's name and the given memberships, standings and appointments.

    `facts` say for the log how many spans of which kind were touched.
    """
    member.full_name = tidy(member.full_name)
    member.save()
    for span in spans:
        span.member = member
        span.save()
    audit.record("member.changed", member, by=by, **facts)
    return member


def _lock_tree() -> None:
    """Two changes of the tree at once would each derive the closure from half of the truth."""
    list(Unit.objects.select_for_update().filter(parent=None).values_list("pk"))


def _link(unit: Unit, parent: Unit | None) -> None:
    above = parent.links_up.values_list("ancestor", "distance") if parent else ()
    UnitClosure.objects.bulk_create(
        [
            UnitClosure(ancestor=unit, descendant=unit, distance=0),
            *(
                UnitClosure(ancestor_id=ancestor, descendant=unit, distance=steps + 1)
                for ancestor, steps in above
            ),
        ]
    )
