"""The plan of a year: a branch writes it, the committee judges it and hands topics down."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken, Stale
from meetings.models import HandedExplanation, HandedTopic, Plan, PlanItem, RuleSet, ThematicSession
from meetings.models.sessions import State as SessionState
from meetings.models.topics import Asked, asked_of
from organisation.models import Member, Unit

State = Plan.State
EDITABLE = (State.DRAFT, State.RETURNED)
MOST_TOPICS = 40  # of a plan: ten a quarter are more than anybody holds


@transaction.atomic
def start_plan(unit: Unit, kind: str, year: int, *, by: User) -> Plan:
    """Begin the plan of a year (a school year by the year in which it begins).

    Raises RuleBroken when the branch has one, does not exist then, or the year is not near.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    plan = Plan.of(unit, kind, year)
    today = timezone.localdate()
    if not today.year - 2 <= year <= today.year + 1:
        raise RuleBroken(_("Plans are made for this year, the next, or one that is just over."))
    if plan.ends_on < unit.established_on or (
        unit.dissolved_on and plan.starts_on >= unit.dissolved_on
    ):
        raise RuleBroken(_("The branch did not exist in that year."))
    if Plan.objects.filter(unit=unit, starts_on=plan.starts_on).exists():
        raise RuleBroken(_("The branch has a plan for this year already."))
    plan.save()
    audit.record("plan.started", plan, by=by)
    return plan


@transaction.atomic
def save_plan_items(
    plan: Plan,
    rows: Iterable[Mapping[str, Any]],
    explained: Mapping[int, str],
    *,
    version: int,
    by: User,
) -> Plan:
    """Store all topics of a plan as they stand in `rows`; what is not among them is struck out.

    A row holds id (of a stored topic, or None), number (its quarter, 1 to 4), topic, group and
    presenter (ids or None); a new one may say its source and which topic handed down it takes.
    `explained` says for topics handed down (by id) why they are not taken. Raises RuleBroken for a
    topic to be struck out that a session stands on, a presenter of another branch, and Stale.
    """
    plan = _locked(plan, version, EDITABLE)
    _store(plan, list(rows), explained)
    _touch(plan)
    audit.record("plan.saved", plan, by=by, topics=plan.items.count())
    return plan


@transaction.atomic
def submit_plan(
    plan: Plan,
    rows: Iterable[Mapping[str, Any]] | None = None,
    explained: Mapping[int, str] | None = None,
    *,
    version: int,
    by: User,
) -> None:
    """Send the plan to the committee, with the last words typed into it where they are given.

    Raises RuleBroken naming what is still missing, and as `save_plan_items` does.
    """
    plan = _locked(plan, version, EDITABLE)
    if rows is not None:
        _store(plan, list(rows), explained or {})
    if missing := _missing(plan):
        raise RuleBroken(" ".join(missing))
    plan.state = State.SUBMITTED
    plan.submitted_at, plan.submitted_by = timezone.now(), by
    _touch(plan)
    audit.record("plan.submitted", plan, by=by)


@transaction.atomic
def approve_plan(plan: Plan, *, version: int, by: User) -> None:
    """Approve a plan that was sent; the names of its presenters are frozen.

    Raises RuleBroken when it is not waiting.
    """
    plan = _locked(plan, version, (State.SUBMITTED,))
    items = list(plan.items.select_related("presenter"))
    for item in items:
        item.presenter_name = item.presenter.full_name if item.presenter else ""
    PlanItem.objects.bulk_update(items, ["presenter_name"])
    plan.state, plan.return_note, plan.reopen_reason = State.APPROVED, "", ""
    plan.approved_at, plan.approved_by = timezone.now(), by
    _touch(plan)
    audit.record("plan.approved", plan, by=by)


@transaction.atomic
def return_plan(plan: Plan, note: str, *, version: int, by: User) -> None:
    """Send a plan back to its branch. Raises RuleBroken without a note that says what for."""
    plan = _locked(plan, version, (State.SUBMITTED,))
    if not (note := tidy(note)):
        raise RuleBroken(_("Write what the branch should complete or correct."), "note")
    plan.state, plan.return_note = State.RETURNED, note
    _touch(plan)
    audit.record("plan.returned", plan, by=by)


@transaction.atomic
def reopen_plan(plan: Plan, reason: str, *, version: int, by: User) -> None:
    """Take a plan back to change it; it is approved anew later. The committee sees the reason."""
    plan = _locked(plan, version, (State.SUBMITTED, State.APPROVED))
    if not (reason := tidy(reason)):
        raise RuleBroken(_("Write the reason."), "reason")
    plan.state, plan.reopen_reason, plan.return_note = State.DRAFT, reason, ""
    plan.approved_at = plan.approved_by = None
    _touch(plan)
    audit.record("plan.reopened", plan, by=by)


@transaction.atomic
def hand_down_topic(unit: Unit, words: Mapping[str, Any], *, by: User) -> HandedTopic:
    """Give a topic to the branches below a committee.

    `words` holds topic, sector ("" for every kind), group, note, period_name, first_on and
    last_on. Raises RuleBroken when the same topic stands there for the same time.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    handed = HandedTopic(unit=unit, handed_by=by, **words)
    same = HandedTopic.objects.standing().filter(
        unit=unit, sector=handed.sector, topic=handed.topic, first_on=handed.first_on
    )
    if same.exists():
        raise RuleBroken(_("This topic has been handed down for this time already."), "topic")
    handed.save()
    audit.record("topic.handed_down", handed, by=by)
    return handed


@transaction.atomic
def withdraw_handed_topic(handed: HandedTopic, *, by: User) -> None:
    """Ask no branch for this topic any more; where it was taken, it stays in the plan."""
    handed = HandedTopic.objects.select_for_update().get(pk=handed.pk)
    if not handed.is_standing:
        raise RuleBroken(_("This topic has been withdrawn already."))
    handed.withdrawn_at, handed.withdrawn_by = timezone.now(), by
    handed.save()
    audit.record("handed_topic.withdrawn", handed, by=by)


def _locked(plan: Plan, version: int, during: Collection[str]) -> Plan:
    """Lock and read the plan again. Raises RuleBroken outside these states, Stale when older."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    if plan.state not in during:
        raise RuleBroken(_why_not_now(plan.state))
    if plan.version != version:
        raise Stale(
            _(
                "Somebody saved this plan after you opened the page. Your words are in the form "
                "below, the stored version stands above it. Compare them, carry over what is "
                "missing, then save again."
            )
        )
    return plan


def _why_not_now(state: str) -> str:
    if state == State.APPROVED:
        return _("This plan has been approved.")
    if state == State.SUBMITTED:
        return _("This plan has been sent to the committee.")
    return _("The branch has this plan in hand.")


def _store(plan: Plan, rows: list[Mapping[str, Any]], explained: Mapping[int, str]) -> None:
    asked = asked_of(plan)
    stored = {item.pk: item for item in plan.items.all()}
    if len(rows) > MOST_TOPICS:
        raise RuleBroken(_("That is too many topics for one year."))
    _check_rows(plan, rows, stored, {one.handed.pk for one in asked})
    _strike_out(stored.keys() - {row["id"] for row in rows})
    quarters = plan.quarters
    for row in rows:
        item = stored.get(row["id"]) or _new_item(plan, row)
        item.topic, item.group_id = row["topic"], row["group"]
        item.presenter_id = row["presenter"]
        item.due_on = quarters[row["number"] - 1].last_day
        item.save()
    _explain(plan, asked, explained)


def _touch(plan: Plan) -> None:
    plan.version += 1
    plan.save()


def _check_rows(plan: Plan, rows: list, stored: Mapping[int, PlanItem], asked: set[int]) -> None:
    known = [row["id"] for row in rows if row["id"] is not None]
    if set(known) - stored.keys() or len(known) != len(set(known)):
        raise RuleBroken(_("One of these topics has been struck out by somebody else."))
    if {row["handed"] for row in rows if row.get("handed")} - asked:
        raise RuleBroken(_("This topic is not handed down to the branch any more."))
    # Who was named before may stay named, even after leaving the branch.
    day = max(timezone.localdate(), plan.unit.established_on)
    people = set(Member.objects.on_roll(plan.unit, day).values_list("pk", flat=True))
    people |= {item.presenter_id for item in stored.values()} | {None}
    if {row["presenter"] for row in rows} - people:
        raise RuleBroken(_("The author of a paper is a member of the branch."))


def _strike_out(keys: Collection[int]) -> None:
    items = PlanItem.objects.filter(pk__in=keys)
    sessions = ThematicSession.objects.filter(plan_item__in=keys).exclude(
        state=SessionState.CANCELLED
    )
    if item := items.filter(pk__in=sessions.values("plan_item")).first():
        raise RuleBroken(
            _("“%(topic)s” has a session prepared or held on it, so it stays in the plan.")
            % {"topic": item.topic}
        )
    items.delete()


def _new_item(plan: Plan, row: Mapping[str, Any]) -> PlanItem:
    source = row.get("source", PlanItem.Source.OWN)
    return PlanItem(plan=plan, source=source, handed_id=row.get("handed"))


def _explain(plan: Plan, asked: Iterable[Asked], explained: Mapping[int, str]) -> None:
    taken = set(plan.items.filter(handed__isnull=False).values_list("handed", flat=True))
    for one in asked:
        handed = one.handed.pk
        if handed not in explained and handed not in taken:
            continue
        reason = "" if handed in taken else tidy(explained[handed])
        if reason:
            HandedExplanation.objects.update_or_create(
                plan=plan, handed=one.handed, defaults={"reason": reason}
            )
        else:
            HandedExplanation.objects.filter(plan=plan, handed=one.handed).delete()


def _missing(plan: Plan) -> list[str]:
    """What a plan still needs, in sentences. Quarters that are over need nothing any more."""
    today = timezone.localdate()
    due = list(plan.items.values_list("due_on", flat=True))
    least = RuleSet.objects.on(plan.starts_on).sessions_per_quarter
    first = max(today, plan.unit.established_on)
    empty = [
        str(quarter)
        for quarter in plan.quarters
        if quarter.last_day >= first and due.count(quarter.last_day) < least
    ]
    found = []
    if empty:
        found.append(_("Too few topics yet: %(quarters)s.") % {"quarters": ", ".join(empty)})
    found += [
        _("Handed down, neither taken nor explained: “%(topic)s”.") % {"topic": one.handed.topic}
        for one in asked_of(plan)
        if not one.is_answered
    ]
    return found
