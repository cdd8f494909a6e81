"""The papers are with the members: since when, and was it in time?"""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from meetings.models import RuleSet, ThematicSession
from tests.factories import make_plan
from tests.meetings.prepared_parts import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_plan(branch, secretary)


def press(client, plan, **words):
    plan.refresh_from_db()
    data = {"version": plan.version, "sent": "1"} | words
    return client.post(address("mark_materials", plan.pk), data, follow=True)


def test_the_moment_is_noted_once_and_may_be_taken_back(client, plan, secretary):
    client.force_login(secretary)
    assert "Đã ghi nhận." in press(client, plan).content.decode()
    plan.refresh_from_db()
    first = plan.materials_sent_at
    assert first
    press(client, plan)
    plan.refresh_from_db()
    assert plan.materials_sent_at == first
    press(client, plan, sent="")
    plan.refresh_from_db()
    assert plan.materials_sent_at is None
    assert AuditEntry.objects.filter(verb="session.materials_marked").count() == 3


@pytest.mark.parametrize(
    ("days_before", "hours_before", "is_late"),
    [(1, 25, False), (1, 23, True), (3, 71, True), (3, 73, False), (0, 1, False)],
)
def test_late_is_what_the_rules_of_the_day_say(plan, days_before, hours_before, is_late):
    RuleSet.objects.update(papers_days_before=days_before)
    plan = ThematicSession.objects.get(pk=plan.pk)
    begins = timezone.make_aware(plan.starts)
    plan.materials_sent_at = begins - dt.timedelta(hours=hours_before)
    assert plan.materials_are_late == is_late


def test_a_plan_without_papers_is_late_when_it_is_time(client, branch, members, secretary):
    client.force_login(secretary)
    plan = make_plan(branch, secretary, days=0, starts_at=dt.time(23, 58))
    page = client.get(address("session_plan", plan.pk)).content.decode()
    assert "<strong>quá hạn</strong>" in page
    early = make_plan(branch, secretary, days=5)
    page = client.get(address("session_plan", early.pk)).content.decode()
    assert "Đảng viên đã nhận" in page
    assert "<strong>" not in page.partition("Tài liệu đến tay")[2].partition("</li>")[0]


def test_an_older_page_is_told_so(client, plan, secretary):
    client.force_login(secretary)
    page = press(client, plan, version=plan.version - 1).content.decode()
    assert "Có người đã lưu" in page
    plan.refresh_from_db()
    assert plan.materials_sent_at is None


def test_after_the_session_began_it_is_too_late_to_say_so(client, session, secretary):
    client.force_login(secretary)
    press(client, session)
    session.refresh_from_db()
    assert session.materials_sent_at is None


def test_it_takes_a_post(client, plan, secretary):
    client.force_login(secretary)
    assert client.get(address("mark_materials", plan.pk)).status_code == 405
