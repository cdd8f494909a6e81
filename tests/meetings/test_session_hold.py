"""A planned session begins: from then on its roll stands."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import ThematicSession
from tests.factories import make_member, make_plan, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_plan(branch, secretary, days=0, starts_at=dt.time(0, 5))


def url(session, page="session_hold"):
    return reverse(f"meetings:{page}", args=[session.pk])


def frame(session, members, **changed):
    return {
        "topic": session.topic,
        "held_on": f"{session.held_on:%d/%m/%Y}",
        "starts_at": "00:05",
        "place": session.place,
        "chair": members[0].pk,
        "secretary": members[1].pk,
        "version": session.version,
    } | changed


def test_the_roll_is_frozen_when_it_begins(client, plan, secretary, members, branch):
    make_member(branch, "Vừa Đến", since=timezone.localdate())
    client.force_login(secretary)
    response = client.post(url(plan), frame(plan, members))
    plan.refresh_from_db()
    assert response["Location"] == url(plan, "attendance")
    assert (plan.state, plan.chair_name) == ("held", members[0].full_name)
    assert plan.roll.filter(member_name="Vừa Đến").exists()
    make_member(branch, "Đến Muộn", since=timezone.localdate())
    assert not plan.roll.filter(member_name="Đến Muộn").exists()


def test_it_needs_a_chair_and_a_secretary(client, plan, secretary, members):
    client.force_login(secretary)
    response = client.post(url(plan), frame(plan, members, secretary=""))
    assert response.status_code == 422
    plan.refresh_from_db()
    assert plan.state == "scheduled"


def test_tomorrow_has_not_come(client, plan, secretary, members):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    client.force_login(secretary)
    response = client.post(url(plan), frame(plan, members, held_on=f"{tomorrow:%d/%m/%Y}"))
    assert "chưa tới" in response.content.decode()
    assert not plan.roll.exists()


def test_it_begins_once(client, plan, secretary, members):
    client.force_login(secretary)
    client.post(url(plan), frame(plan, members))
    again = client.post(url(plan), frame(plan, members))
    assert again.status_code == 422
    assert "đang được ghi" in again.content.decode()
    assert plan.roll.count() == len(members)
    assert client.get(url(plan))["Location"] == url(plan, "session")


def test_rules_and_names_are_those_of_the_day_it_is_held(client, plan, secretary, members, branch):
    ThematicSession.objects.update(unit_name="Tên cũ", hierarchy=[])
    client.force_login(secretary)
    client.post(url(plan), frame(plan, members))
    plan.refresh_from_db()
    assert plan.unit_name == branch.name
    assert plan.hierarchy == ["Đảng bộ xã Đầu", "Đảng bộ huyện Thử"]


def test_it_costs_few_queries(client, plan, secretary, django_assert_max_num_queries):
    client.force_login(secretary)
    with django_assert_max_num_queries(10):
        assert client.get(url(plan)).status_code == 200


@pytest.mark.parametrize(
    ("kind", "attendance"), [("away", "present"), ("exempt", "exempt"), ("suspended", "suspended")]
)
def test_who_is_away_from_another_branch_is_here(branch, members, secretary, kind, attendance):
    guest = make_member(branch, "Khách Tạm Thời", kind, kind="temporary")
    away = make_member(branch, "Đi Xa", "away")
    roll = make_session(branch, secretary).roll
    assert roll.get(member=guest).attendance == attendance
    assert roll.get(member=away).attendance == "away"
