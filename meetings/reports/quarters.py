"""Figures of many branches, each with its fraction, and what the public is told to come."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from branch_portal.lib import pagecache
from branch_portal.lib.dates import Quarter
from meetings import rules
from meetings.models import Announcement, ThematicSession
from organisation.models import Unit, UnitName


@dataclass
class BranchLine:
    unit: Unit
    name: str  # as it was called in the quarter
    sessions: list[ThematicSession] = field(default_factory=list)

    @property
    def is_held(self) -> bool:
        """A record that was merely opened proves no session yet; a called roll does."""
        return any(session.roll_called_at for session in self.sessions)


@dataclass
class CommitteeBlock:
    name: str
    lines: list[BranchLine] = field(default_factory=list)

    @property
    def held(self) -> int:
        return sum(line.is_held for line in self.lines)


@dataclass
class QuarterReport:
    """Branches of a quarter by committee. Attendance is summed over submitted sessions only."""

    blocks: list[CommitteeBlock]

    @property
    def lines(self) -> list[BranchLine]:
        return [line for block in self.blocks for line in block.lines]

    @property
    def submitted(self) -> list[ThematicSession]:
        return [s for line in self.lines for s in line.sessions if s.is_closed]

    @property
    def held(self) -> int:
        return sum(line.is_held for line in self.lines)

    @property
    def held_percent(self) -> str:
        return rules.percent(self.held, len(self.lines))

    @property
    def percent(self) -> str:
        return rules.percent(self.present, self.expected)

    @property
    def without(self) -> list[BranchLine]:
        return [line for line in self.lines if not line.sessions]

    @property
    def below_target(self) -> list[ThematicSession]:
        return [s for s in self.submitted if not s.tally.meets_target]

    @property
    def present(self) -> int:
        return sum(s.tally.present for s in self.submitted)

    @property
    def expected(self) -> int:
        return sum(s.tally.expected for s in self.submitted)


def quarter(user: User, quarter: Quarter) -> QuarterReport:
    """Return the sessions of a quarter for every branch in the user's reach, in three queries."""
    sessions = ThematicSession.objects.visible_to(user)
    return _report(Unit.objects.visible_to(user), sessions, quarter)


def figures(unit: Unit, quarter: Quarter) -> dict[str, int]:
    """Return the sums of a quarter over all branches of a unit, whoever asks.

    From submitted records alone: what is being written is nobody's but the branch's.
    """
    units = Unit.objects.below(unit)
    report = _report(units, ThematicSession.objects.filter(unit__in=units), quarter)
    return {
        "branches": len(report.lines),
        "branches_met": sum(any(s.is_closed for s in line.sessions) for line in report.lines),
        "sessions": len(report.submitted),
        "present": report.present,
        "expected": report.expected,
    }


def announced(most: int) -> list[Announcement]:
    """Return the next announced sessions; the page that shows them is out of date after one."""
    coming = list(Announcement.objects.coming(timezone.localdate())[:most])
    pagecache.shows("summaries")
    if coming:
        after = coming[0].day + dt.timedelta(days=1)
        pagecache.until(timezone.make_aware(dt.datetime.combine(after, dt.time.min)))
    return coming


def _report(units: QuerySet, sessions: QuerySet, quarter: Quarter) -> QuarterReport:
    units = (
        units.branches()
        .existing_within(quarter.first_day, quarter.last_day)
        .select_related("parent")
    )
    names = UnitName.objects.on(quarter.last_day)
    lines = {
        unit.pk: BranchLine(unit, names.get(unit.pk, unit.name))
        for unit in sorted(units, key=_listed)
    }
    for session in sessions.held().in_quarter(quarter).select_related("rule_set").with_tally():
        if session.unit_id in lines:
            lines[session.unit_id].sessions.append(session)
    blocks: dict[str, CommitteeBlock] = {}
    for line in lines.values():
        parent = line.unit.parent
        name = names.get(parent.pk, parent.name) if parent else ""
        blocks.setdefault(name, CommitteeBlock(name)).lines.append(line)
    return QuarterReport(list(blocks.values()))


def _listed(unit: Unit) -> tuple[str, str]:
    """By committee, then by branch, đ beside d: databases would put it after z."""
    return (unit.parent.search_folded if unit.parent else "", unit.search_folded)
