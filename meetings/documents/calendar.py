"""Sessions as a calendar (RFC 5545). No name of anybody stands in it."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from meetings.models import ThematicSession
from meetings.models.sessions import State

# Put off is called off until there is a new day: the same event then comes back on it.
STATUS = {
    State.DRAFT: "TENTATIVE",
    State.POSTPONED: "CANCELLED",
    State.CANCELLED: "CANCELLED",
}
KEPT = dt.timedelta(days=60)  # so long what is over stays in a subscribed calendar
MOST = 2_000  # sessions


def recent(sessions, today: dt.date):
    """Of a queryset of sessions, those that a subscribed calendar shows: to come, or just over."""
    return sessions.filter(held_on__gte=today - KEPT).select_related("rule_set")[:MOST]


def calendar(sessions: Iterable[ThematicSession], name: str) -> bytes:
    """Return the file: unit, day, hour, place and topic of each, nothing else.

    The identity of an event stays, its SEQUENCE grows with each change.
    """
    book = Calendar()
    book.add("prodid", "-//Branch Portal//Meeting book//VI")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("x-wr-calname", name)
    for session in sessions:
        book.add_component(_event(session))
    book.add_missing_timezones()
    return book.to_ical()


def _event(session: ThematicSession) -> Event:
    starts = timezone.make_aware(session.starts)
    length = session.minutes_long or session.least_minutes
    event = Event()
    event.add("uid", f"buoi-{session.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", timezone.now().astimezone(dt.UTC))
    event.add("sequence", session.version)
    event.add("status", STATUS.get(session.state, "CONFIRMED"))
    event.add("dtstart", starts)
    event.add("dtend", starts + dt.timedelta(minutes=length))
    event.add("summary", f"{session.unit_name}: {session.topic}")
    event.add("location", session.place)
    return event
