"""What a branch owes, until when, and how it stands: rows and dates, never an opinion."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from branch_portal.lib.dates import Quarter
from meetings.models import Plan, RuleSet, Task, ThematicSession
from meetings.models.sessions import OPEN, State
from organisation.models import Unit

SOON = dt.timedelta(days=7)  # before the day on which something is shown as near


@dataclass(frozen=True)
class Owed:
    """One duty: the sentence, the last day on which it is in time, the page where it is done."""

    sentence: str
    due_on: dt.date
    address: str
    is_late: bool
    is_soon: bool

    @property
    def state(self) -> str:
        return "late" if self.is_late else "soon" if self.is_soon else "open"


def owed(unit: Unit, today: dt.date) -> list[Owed]:
    """Return what the branch owes on a day, the most urgent first; five queries.

    A session each quarter, papers before it, the record within some days after it (numbers of the
    rule set in force then), tasks by their deadlines, a plan for the year.
    """
    rules = RuleSet.objects.on(today)
    sessions = list(
        ThematicSession.objects.filter(unit=unit)
        .exclude(state=State.CANCELLED)
        .select_related("rule_set")
        .filter(held_on__gte=Quarter.of(today).first_day - dt.timedelta(days=370))
    )
    found = [
        *_quarter(unit, sessions, rules, today),
        *_papers(sessions, today),
        *_records(sessions, today),
        *_tasks(unit, today),
        *_plan(unit, today),
    ]
    return sorted(found, key=lambda duty: (duty.due_on, duty.sentence))


def _duty(sentence: str, due_on: dt.date, address: str, today: dt.date) -> Owed:
    return Owed(sentence, due_on, address, due_on < today, due_on - today <= SOON)


def _quarter(unit: Unit, sessions: list, rules: RuleSet, today: dt.date) -> list[Owed]:
    quarter = Quarter.of(today)
    in_quarter = [s for s in sessions if Quarter.of(s.held_on) == quarter]
    held = sum(not s.is_planned and s.roll_called_at is not None for s in in_quarter)
    if held >= rules.sessions_per_quarter:
        return []
    coming = next((s for s in in_quarter if s.state == State.SCHEDULED), None)
    if coming:
        return []
    sentence = _("A thematic session in %(quarter)s: %(held)d of %(wanted)d held")
    words = {"quarter": quarter, "held": held, "wanted": rules.sessions_per_quarter}
    address = reverse("meetings:prepare_session", args=[unit.pk])
    return [_duty(sentence % words, quarter.last_day, address, today)]


def _papers(sessions: list, today: dt.date) -> list[Owed]:
    found = []
    for session in sessions:
        if session.state != State.SCHEDULED or session.materials_sent_at:
            continue
        before = session.rule_set.papers_days_before
        due_on = session.held_on - dt.timedelta(days=before)
        sentence = _("Papers to the members for “%(topic)s”") % {"topic": session.topic}
        address = reverse("meetings:session_plan", args=[session.pk])
        found.append(_duty(sentence, due_on, address, today))
    return found


def _records(sessions: list, today: dt.date) -> list[Owed]:
    found = []
    for session in sessions:
        if session.state not in OPEN:
            continue
        due_on = session.held_on + dt.timedelta(days=session.rule_set.record_days_after)
        sentence = _("The record of “%(topic)s” is to be submitted") % {"topic": session.topic}
        address = reverse("meetings:session", args=[session.pk])
        found.append(_duty(sentence, due_on, address, today))
    return found


def _tasks(unit: Unit, today: dt.date) -> list[Owed]:
    tasks = Task.objects.standing().filter(session__unit=unit, done_on=None)
    near = tasks.filter(due_on__lte=today + SOON)
    return [
        _duty(
            _("Task: %(task)s (%(owner)s)") % {"task": task.title, "owner": task.owner_name},
            task.due_on,
            reverse("meetings:report_progress", args=[task.pk]),
            today,
        )
        for task in near[:20]
    ]


def _plan(unit: Unit, today: dt.date) -> list[Owed]:
    plans = Plan.objects.filter(unit=unit, starts_on__lte=today, ends_on__gte=today)
    plan = plans.order_by("-starts_on").first()
    if plan and plan.state in (Plan.State.SUBMITTED, Plan.State.APPROVED):
        return []
    first = plan.starts_on if plan else dt.date(today.year, 1, 1)
    address = (
        reverse("meetings:year_plan", args=[plan.pk])
        if plan
        else reverse("meetings:plan_new", args=[unit.pk])
    )
    sentence = _("The plan of topics for the year is to be sent to the committee")
    return [_duty(sentence, first + dt.timedelta(days=30), address, today)]
