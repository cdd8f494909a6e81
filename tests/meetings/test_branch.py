"""The page of one branch: plan, sessions, tasks."""

import datetime as dt

import pytest
from django.urls import reverse

from meetings import actions
from meetings.models import Plan, PlanItem
from tests.factories import call_roll, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(branch):
    return reverse("meetings:branch", args=[branch.pk])


def test_it_lists_sessions_with_their_fraction(client, url, secretary, session):
    call_roll(session, secretary, unexcused=3)
    client.force_login(secretary)
    page = client.get(url).content.decode()
    assert session.topic in page
    assert "9/12 = 75%" in page


def test_a_planned_topic_is_one_tap_from_its_record(client, url, secretary, branch, members):
    year = dt.date.today().year
    plan = Plan.objects.create(
        unit=branch, name="Kế hoạch", starts_on=dt.date(year, 1, 1), ends_on=dt.date(year, 12, 31)
    )
    item = PlanItem.objects.create(plan=plan, topic="Rác ở chợ", due_on=dt.date(year, 12, 31))
    client.force_login(secretary)
    page = client.get(url).content.decode()
    address = f"{reverse('meetings:session_new', args=[branch.pk])}?muc={item.pk}"
    assert address in page
    assert 'value="Rác ở chợ"' in client.get(address).content.decode()


def test_open_tasks_come_back_until_they_are_done(client, url, secretary, session):
    call_roll(session, secretary)
    task = make_task(session, secretary, due_on=dt.date(2026, 10, 4))
    client.force_login(secretary)
    assert "quá hạn" in client.get(url).content.decode()
    client.post(reverse("meetings:finish_task", args=[task.pk]))
    assert task.title not in client.get(url, follow=True).context["tasks"]


def test_tasks_of_a_record_that_was_struck_out_are_none(client, url, secretary, session):
    make_task(session, secretary, due_on=dt.date(2026, 10, 4))
    session.refresh_from_db()
    actions.cancel_session(session, "Ghi nhầm", version=session.version, by=secretary)
    client.force_login(secretary)
    assert "Nạo vét 300 m kênh" not in client.get(url).content.decode()


def test_it_is_cheap(client, url, secretary, session, django_assert_max_num_queries):
    client.force_login(secretary)
    with django_assert_max_num_queries(15):
        client.get(url)
