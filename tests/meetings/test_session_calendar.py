"""One session as a calendar file."""

import datetime as dt

import pytest
from icalendar import Calendar

from meetings import actions
from meetings.models import ThematicSession
from tests.factories import make_plan
from tests.meetings.prepared_parts import address

pytestmark = pytest.mark.django_db
VIETNAM = dt.timezone(dt.timedelta(hours=7))


@pytest.fixture
def plan(branch, secretary, members):
    return make_plan(branch, secretary, presenter=members[2], chair=members[0])


def event(client, plan):
    response = client.get(address("session_calendar", plan.pk))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    book = Calendar.from_ical(response.content)
    return next(iter(book.walk("VEVENT")))


def test_unit_day_hour_place_and_topic_and_nothing_else(client, plan, secretary):
    client.force_login(secretary)
    found = event(client, plan)
    begins = dt.datetime.combine(plan.held_on, dt.time(19, 30), tzinfo=VIETNAM)
    assert found.decoded("dtstart") == begins
    assert found.decoded("dtend") == begins + dt.timedelta(minutes=90)
    assert found["summary"] == "Chi bộ Trường Thử: Tiết kiệm điện"
    assert found["location"] == "Nhà văn hóa thôn"
    assert found["status"] == "CONFIRMED"
    assert found["sequence"] == plan.version
    content = client.get(address("session_calendar", plan.pk)).content
    assert "Lê Hoài Ân".encode() not in content
    assert "Bùi Thị An".encode() not in content


def test_it_is_written_as_calendars_read_it(client, plan, secretary):
    client.force_login(secretary)
    ThematicSession.objects.update(topic="Dài " * 60 + "; phẩy, gạch \\ END:VEVENT\nX:1")
    response = client.get(address("session_calendar", plan.pk))
    content = response.content
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh\r\n" in content
    assert b"DTSTART;TZID=Asia/Ho_Chi_Minh:" in content
    assert content.count(b"\r\nEND:VEVENT\r\n") == 1
    assert b"\r\nX:1" not in content
    name = f"sinh-hoat-{plan.held_on}.ics"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in response["Cache-Control"]


def test_a_change_is_the_same_event_of_a_later_sequence(client, plan, secretary):
    client.force_login(secretary)
    before = event(client, plan)
    actions.cancel_session(plan, "Bão.", version=plan.version, by=secretary)
    after = event(client, plan)
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["status"] == "CANCELLED"
    assert "Bão" not in after.to_ical().decode()


@pytest.mark.parametrize(("state", "status"), [("postponed", "CANCELLED"), ("draft", "TENTATIVE")])
def test_other_states(client, plan, secretary, state, status):
    ThematicSession.objects.update(state=state, state_reason="Bão.")
    client.force_login(secretary)
    assert event(client, plan)["status"] == status


def test_a_held_session_has_its_real_end(client, session, secretary):
    client.force_login(secretary)
    found = event(client, session)
    assert found.decoded("dtend") - found.decoded("dtstart") == dt.timedelta(minutes=105)


def test_it_costs_few_queries(client, plan, secretary, django_assert_max_num_queries):
    client.force_login(secretary)
    with django_assert_max_num_queries(3):
        client.get(address("session_calendar", plan.pk))
