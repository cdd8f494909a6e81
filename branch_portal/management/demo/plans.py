"""Plans of topics: approved ones for two years, and those of next year in every other state."""

import datetime as dt
from itertools import groupby

from django.utils import timezone

from accounts.models import User
from branch_portal.lib.dates import Quarter
from branch_portal.management.demo.sessions import quarters, topic_of
from branch_portal.management.demo.world import DEPUTY_BRANCH, DISTRICT
from meetings import actions
from meetings.models import HandedExplanation, HandedTopic, Plan, PlanItem, TopicGroup
from meetings.models.topics import TopicSuggestion
from organisation.models import Membership, Unit


def load_plans(today: dt.date, users: dict[str, User]) -> None:
    """An approved plan for every branch and year with a session; schools plan by school year."""
    branches = list(Unit.objects.branches().order_by("pk"))
    plans = [plan for branch in branches for plan in _plans(branch, today)]
    for plan in plans:
        sent = dt.datetime.combine(
            plan.starts_on, dt.time(8), tzinfo=timezone.get_current_timezone()
        )
        plan.state, plan.submitted_at = Plan.State.APPROVED, sent - dt.timedelta(days=20)
        plan.approved_at, plan.approved_by = sent - dt.timedelta(days=9), users["tochuc"]
    people = _people()
    PlanItem.objects.bulk_create(
        _item(plan, quarter, people[plan.unit_id])
        for plan in Plan.objects.bulk_create(plans)
        for quarter in plan.quarters
    )
    _hand_down(today, users)
    _prepare_next_year(today, users)


def _plans(branch: Unit, today: dt.date) -> list[Plan]:
    """The empty plans that hold the quarters with sessions."""
    if "Trường" in branch.name:
        kind = Plan.Kind.SCHOOL
        years = {one.year if one.number > 2 else one.year - 1 for one in quarters(today)}
    else:
        kind, years = Plan.Kind.CALENDAR, {one.year for one in quarters(today)}
    return [Plan.of(branch, kind, year) for year in sorted(years)]


def _people() -> dict[int, list]:
    """The first members of each branch, who present its papers."""
    rows = Membership.objects.select_related("member").order_by("unit", "pk")
    return {
        unit: [row.member for row in members][:8]
        for unit, members in groupby(rows, key=lambda row: row.unit_id)
    }


def _item(plan: Plan, quarter: Quarter, people: list) -> PlanItem:
    presenter = people[(plan.unit_id + quarter.number) % len(people)]
    return PlanItem(
        plan=plan,
        topic=topic_of(plan.unit, quarter).topic,
        presenter=presenter,
        presenter_name=presenter.full_name,
        due_on=quarter.last_day,
    )


def _hand_down(today: dt.date, users: dict[str, User]) -> None:
    """One topic for everybody this quarter, mostly taken; one of a commune for the next."""
    now = Quarter.of(today)
    handed = _handed(
        Unit.objects.get(name=DISTRICT),
        "Thực hành tiết kiệm, chống lãng phí trong chi bộ và ở nơi cư trú",
        "Mỗi chi bộ chọn một việc lãng phí dễ thấy và cách sửa.",
        now,
        users["tochuc"],
    )
    plans = Plan.objects.filter(starts_on__lte=now.last_day, ends_on__gte=now.last_day)
    for place, plan in enumerate(plans.order_by("pk")):
        if place % 10 < 7:
            PlanItem.objects.create(
                plan=plan,
                topic=handed.topic,
                group=handed.group,
                due_on=now.last_day,
                source=PlanItem.Source.HANDED,
                handed=handed,
            )
        elif place % 10 == 7:
            reason = "Chi bộ đã họp chuyên đề này ở quý trước."
            HandedExplanation.objects.create(plan=plan, handed=handed, reason=reason)
    _handed(
        Unit.objects.get(name="Đảng bộ xã Hạ Khê"),
        "Giữ gìn vệ sinh ven suối, không đổ rác xuống Hạ Khê",
        "Thôn nào có bãi rác tự phát thì bàn trước.",
        now.next(),
        users["tocongtac"],
        sector=Unit.Sector.RURAL,
    )


def _handed(
    unit: Unit, topic: str, note: str, quarter: Quarter, by: User, sector: str = ""
) -> HandedTopic:
    words = {
        "topic": topic,
        "note": note,
        "sector": sector,
        "group": TopicGroup.objects.order_by("position").first(),
        "period_name": str(quarter),
        "first_on": quarter.first_day,
        "last_on": quarter.last_day,
    }
    return actions.hand_down_topic(unit, words, by=by)


def _prepare_next_year(today: dt.date, users: dict[str, User]) -> None:
    """Two plans wait, one was sent back, one is being written by the demo deputy secretary."""
    by, judge = users["quantri"], users["tocongtac"]
    topics = list(TopicSuggestion.objects.for_sector(Unit.Sector.RURAL)[:4])
    below = Unit.objects.branches().filter(parent__name="Đảng bộ xã Hạ Khê", sector="rural")
    others = list(below.exclude(name=DEPUTY_BRANCH).order_by("pk")[:2])
    others += Unit.objects.branches().filter(parent__name="Đảng bộ xã Đồng Mây", sector="rural")[:1]
    for branch, state in zip(
        [*others, Unit.objects.get(name=DEPUTY_BRANCH)],
        ["returned", "submitted", "submitted", "draft"],
        strict=True,
    ):
        plan = actions.start_plan(branch, Plan.Kind.CALENDAR, today.year + 1, by=by)
        asked = HandedTopic.objects.asked_of(branch).filter(first_on__gte=plan.starts_on)
        rows = [
            {
                "id": None,
                "number": number,
                "topic": row.topic,
                "group": row.group_id,
                "presenter": None,
                "source": PlanItem.Source.SUGGESTION,
            }
            for number, row in enumerate(topics[: 4 if state != "draft" else 2], 1)
        ]
        explained = dict.fromkeys(
            asked.values_list("pk", flat=True), "Thôn không có suối chảy qua."
        )
        if state == "draft":
            explained = {}
        plan = actions.save_plan_items(plan, rows, explained, version=1, by=by)
        if state != "draft":
            actions.submit_plan(plan, version=2, by=by)
        if state == "returned":
            note = "Quý III nên bàn việc mùa mưa bão; nêu tên người chuẩn bị từng chuyên đề."
            actions.return_plan(plan, note, version=3, by=judge)
