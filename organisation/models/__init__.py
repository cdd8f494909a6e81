from organisation.models.people import Appointment, Member, Membership, Standing
from organisation.models.units import (
    CommitteeTerm,
    Unit,
    UnitClosure,
    UnitName,
    UnitPlacement,
    UnitType,
)

__all__ = [
    "Appointment",
    "CommitteeTerm",
    "Member",
    "Membership",
    "Standing",
    "Unit",
    "UnitClosure",
    "UnitName",
    "UnitPlacement",
    "UnitType",
]
