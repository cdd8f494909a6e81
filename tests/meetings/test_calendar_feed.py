"""What a calendar program reads by a link."""

import datetime as dt

import pytest
from django.utils import timezone
from icalendar import Calendar

from accounts.models import RoleGrant
from meetings import actions
from meetings.models import ThematicSession
from tests.factories import make_plan
from tests.meetings.prepared_parts import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_plan(branch, secretary)


def feed(by, unit=None):
    return address("calendar_feed", actions.make_calendar_feed(unit, by=by)[1])


def read(client, link):
    response = client.get(link)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_the_sessions_in_its_maker_s_reach(
    client, plan, branch, foreign_branch, foreign_secretary, secretary, organisation_board
):
    make_plan(foreign_branch, foreign_secretary, topic="Việc khác")
    make_plan(branch, secretary, days=30, state="draft", topic="Còn nháp")
    topics = [str(one["summary"]) for one in read(client, feed(secretary))]
    assert topics == ["Chi bộ Trường Thử: Tiết kiệm điện"]
    assert len(read(client, feed(organisation_board))) == 2
    assert len(read(client, feed(organisation_board, foreign_branch))) == 1
    assert len(read(client, feed(organisation_board, branch.parent))) == 1


def test_what_was_cancelled_stays_and_says_so(client, plan, secretary):
    link = feed(secretary)
    (before,) = read(client, link)
    actions.cancel_session(plan, "Bão.", version=plan.version, by=secretary)
    (after,) = read(client, link)
    assert (after["uid"], str(after["status"])) == (before["uid"], "CANCELLED")
    assert after["sequence"] > before["sequence"]


def test_what_is_long_over_is_left_out(client, plan, secretary):
    link, today = feed(secretary), timezone.localdate()
    ThematicSession.objects.update(held_on=today - dt.timedelta(days=60))
    assert len(read(client, link)) == 1
    ThematicSession.objects.update(held_on=today - dt.timedelta(days=61))
    assert len(read(client, link)) == 0


def test_who_leaves_the_work_leaves_the_calendar(client, plan, secretary):
    link = feed(secretary)
    RoleGrant.objects.filter(user=secretary).update(
        ends_on=timezone.localdate() - dt.timedelta(days=1)
    )
    assert len(read(client, link)) == 0
    secretary.is_active = False
    secretary.save()
    assert client.get(link).status_code == 404


def test_no_name_of_anybody_and_nothing_to_be_kept(client, branch, secretary, members):
    make_plan(branch, secretary, presenter=members[2], superiors=[("Bùi Cấp Trên", "")])
    response = client.get(feed(secretary))
    text = response.content.decode()
    for name in ("Lê Hoài Ân", "Bùi Cấp Trên", secretary.full_name):
        assert name not in text
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert not response.cookies


@pytest.mark.parametrize("token", ["x", "A" * 32, "a" * 500, "đ"])
def test_what_is_no_link_is_nothing(client, db, token):
    response = client.get(f"/lich/{token}.ics")
    assert response.status_code == 404
    assert response.content == b""


def test_it_is_only_read(client, plan, secretary):
    assert client.post(feed(secretary)).status_code == 405


def test_it_costs_the_same_for_any_number(
    client, plan, branch, secretary, django_assert_max_num_queries
):
    for days in (10, 20, 30):
        make_plan(branch, secretary, days=days)
    link = feed(secretary, branch)
    with django_assert_max_num_queries(2):
        assert len(read(client, link)) == 4
