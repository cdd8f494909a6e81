"""A branch begins the plan of a year."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from branch_portal.lib.verdicts import RuleBroken
from meetings import actions
from meetings.models import Plan
from tests.factories import make_unit, make_year_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(branch):
    return reverse("meetings:plan_new", args=[branch.pk])


@pytest.fixture
def year():
    return timezone.localdate().year


def test_a_calendar_year_is_one_tap(client, url, branch, secretary, year):
    client.force_login(secretary)
    assert f"năm học {year}–{year + 1}" in client.get(url).content.decode()
    response = client.post(url, {"period": f"calendar-{year}"})
    plan = Plan.objects.get()
    assert response["Location"] == reverse("meetings:year_plan", args=[plan.pk])
    assert (plan.unit, plan.name) == (branch, f"Kế hoạch chuyên đề năm {year}")
    assert (plan.starts_on, plan.ends_on) == (dt.date(year, 1, 1), dt.date(year, 12, 31))
    assert (plan.state, plan.version) == ("draft", 1)
    assert AuditEntry.objects.first().verb == "plan.started"


def test_a_school_year_runs_from_september_to_august(client, url, secretary, year):
    client.force_login(secretary)
    client.post(url, {"period": f"school-{year}"})
    plan = Plan.objects.get()
    assert (plan.starts_on, plan.ends_on) == (dt.date(year, 9, 1), dt.date(year + 1, 8, 31))


def test_pressed_twice_there_is_one_plan(client, url, secretary, year):
    client.force_login(secretary)
    client.post(url, {"period": f"calendar-{year}"})
    assert client.post(url, {"period": f"calendar-{year}"}).status_code == 422
    assert Plan.objects.count() == 1


def test_what_is_there_is_not_offered_again(client, url, branch, secretary, year):
    plan = make_year_plan(branch, secretary, kind="school", year=year)
    client.force_login(secretary)
    page = client.get(url)
    offered = [key for key, _name in page.context["form"].fields["period"].choices]
    assert f"school-{year}" not in offered
    assert offered[0].startswith("school"), "the kind that the branch had before comes first"
    assert reverse("meetings:year_plan", args=[plan.pk]) in page.content.decode()


@pytest.mark.parametrize("period", ["", "calendar-1999", "calendar-", "school", "x-2026", "²"])
def test_nonsense_begins_nothing(client, url, secretary, period):
    client.force_login(secretary)
    assert client.post(url, {"period": period}).status_code == 422
    assert not Plan.objects.exists()


def test_two_at_once_get_one_plan(branch, secretary, deputy, year):
    actions.start_plan(branch, "calendar", year, by=secretary)
    with pytest.raises(RuleBroken, match="đã có kế hoạch"):
        actions.start_plan(branch, "calendar", year, by=deputy)


@pytest.mark.parametrize("step", [-3, 2])
def test_a_far_year_is_refused(branch, secretary, year, step):
    with pytest.raises(RuleBroken, match="năm nay"):
        actions.start_plan(branch, "calendar", year + step, by=secretary)


def test_a_branch_plans_for_years_in_which_it_is_there(commune, secretary, year):
    young = make_unit("Chi bộ mới", commune, established_on=dt.date(year, 3, 1))
    with pytest.raises(RuleBroken, match="chưa có hoặc không còn"):
        actions.start_plan(young, "calendar", year - 1, by=secretary)
    young.dissolved_on = dt.date(year + 1, 1, 1)
    young.save()
    with pytest.raises(RuleBroken, match="chưa có hoặc không còn"):
        actions.start_plan(young, "calendar", year + 1, by=secretary)


def test_it_is_cheap(client, url, branch, secretary, django_assert_max_num_queries):
    make_year_plan(branch, secretary)
    client.force_login(secretary)
    with django_assert_max_num_queries(8):
        client.get(url)
