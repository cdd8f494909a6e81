"""What the organisation board of the demo world has published. All of it invented."""

import datetime as dt
from collections import Counter

from django.utils import timezone

from accounts.models import User
from branch_portal.lib.dates import Quarter
from branch_portal.management.demo.publictexts import TEXTS
from branch_portal.management.demo.sessions import quarters, topic_of
from branch_portal.management.demo.world import DEPUTY_BRANCH, SCHOOL_BRANCH
from meetings import actions, reports
from meetings.models import PublicSummary, QuarterFigures, ThematicSession, TopicGroup
from organisation.models import Unit

IN_A_QUARTER = 4
ANNOUNCED = {SCHOOL_BRANCH: 4, DEPUTY_BRANCH: 7, "Chi bộ thôn Ao Sen": 11}  # days from now


def load_summaries(by: User, today: dt.date) -> None:
    """Publish some sessions of every quarter, the figures of two quarters, three coming days."""
    groups = {group.slug: group for group in TopicGroup.objects.all()}
    told: Counter[str] = Counter()  # topic → how often it was treated, so that no text comes twice
    for place, quarter in enumerate(quarters(today)):
        for number, session in enumerate(_chosen(quarter, told)):
            _publish(session, groups, told[session.topic], place + number, by, today)
            told[session.topic] += 1
    top = Unit.objects.top(today)[0]
    for quarter in quarters(today)[-3:-1]:
        seen = reports.figures(top, quarter)
        figures = actions.publish_figures(top, quarter, seen=seen, by=by)
        QuarterFigures.objects.filter(pk=figures.pk).update(
            published_at=_evening(quarter.last_day + dt.timedelta(days=6), today)
        )
    for name, days in ANNOUNCED.items():
        branch = Unit.objects.get(name=name)
        day = today + dt.timedelta(days=days)
        topic = topic_of(branch, Quarter.of(day)).topic
        actions.announce_session(branch, topic=topic, day=day, by=by)


def _chosen(quarter: Quarter, told: Counter[str]) -> list[ThematicSession]:
    """Submitted sessions of a quarter, each on another topic, first what was told least.

    Of the armed forces nothing is told.
    """
    submitted = ThematicSession.objects.in_quarter(quarter).filter(state="submitted")
    submitted = submitted.exclude(unit__sector=Unit.Sector.FORCES)
    by_topic = {session.topic: session for session in submitted.order_by("unit_id", "pk")}
    return sorted(by_topic.values(), key=lambda session: told[session.topic])[:IN_A_QUARTER]


def _publish(
    session: ThematicSession, groups: dict, text: int, turn: int, by: User, today: dt.date
) -> None:
    group, *texts = TEXTS[session.topic]
    words = {
        "title": session.topic,
        "group": groups[group],
        "text": texts[text % len(texts)],
        "with_attendance": turn % 3 > 0,
        "resolutions": [row.pk for row in session.resolutions.all()] if turn % 2 else [],
    }
    summary = actions.publish_summary(session, words, version=0, by=by)
    at = _evening(session.held_on + dt.timedelta(days=3), today)
    PublicSummary.objects.filter(pk=summary.pk).update(published_at=at)


def _evening(day: dt.date, today: dt.date) -> dt.datetime:
    """Not later than yesterday: nothing was published in the future."""
    day = min(day, today - dt.timedelta(days=1))
    return timezone.make_aware(dt.datetime.combine(day, dt.time(16, 30)))
