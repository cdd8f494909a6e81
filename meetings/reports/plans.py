"""A plan of a year against what was held."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from accounts.models import User
from branch_portal.lib.dates import Quarter
from meetings.models import Plan, PlanItem, ThematicSession


@dataclass
class PlanLine:
    """A planned topic with the sessions on it."""

    item: PlanItem
    sessions: list[ThematicSession]
    progress: str

    @property
    def is_held(self) -> bool:
        return self.progress in (PlanItem.Progress.HELD, PlanItem.Progress.SUBMITTED)


@dataclass
class PlanQuarter:
    number: int  # 1 to 4, as the plan counts
    quarter: Quarter
    lines: list[PlanLine] = field(default_factory=list)


@dataclass
class PlanReport:
    """A plan against what was held: its topics by quarter, and the sessions outside it."""

    quarters: list[PlanQuarter]
    outside: list[ThematicSession]

    @property
    def lines(self) -> list[PlanLine]:
        return [line for quarter in self.quarters for line in quarter.lines]

    @property
    def held(self) -> int:
        return sum(line.is_held for line in self.lines)


def plan(user: User, plan: Plan, today: dt.date) -> PlanReport:
    """Return what became of a plan, as far as the user may see it, in two queries."""
    sessions = (
        ThematicSession.objects.visible_to(user)
        .exclude(state=ThematicSession.State.CANCELLED)
        .filter(
            Q(plan_item__plan=plan)
            | Q(unit=plan.unit_id, plan_item=None, held_on__range=(plan.starts_on, plan.ends_on))
        )
        .order_by("held_on", "starts_at")
    )
    on_item, outside = defaultdict(list), []
    for session in sessions:
        (on_item[session.plan_item_id] if session.plan_item_id else outside).append(session)
    quarters = [PlanQuarter(number, quarter) for number, quarter in enumerate(plan.quarters, 1)]
    for item in plan.items.select_related("presenter", "group", "handed__unit"):
        found = on_item[item.pk]
        line = PlanLine(item, found, item.progress(found, today))
        quarters[plan.number_of(item.due_on) - 1].lines.append(line)
    return PlanReport(quarters, outside)
