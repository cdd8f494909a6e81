"""A branch sends its plan to the committee."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import Plan, PlanItem
from tests.factories import hand_down, make_year_plan
from tests.meetings.test_year_plan import sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    # Of the next year: none of its quarters is over, whenever the tests run.
    return make_year_plan(branch, secretary, year=timezone.localdate().year + 1)


def post(client, plan, data=None):
    address = reverse("meetings:submit_plan", args=[plan.pk])
    response = client.post(address, data or {"version": plan.version}, follow=True)
    plan.refresh_from_db()
    return response


def test_the_committee_gets_it(client, plan, secretary):
    client.force_login(secretary)
    assert "Đã gửi kế hoạch" in post(client, plan).content.decode()
    assert (plan.state, plan.submitted_by) == ("submitted", secretary)
    assert plan.submitted_at


def test_what_was_typed_goes_along(client, plan, secretary):
    client.force_login(secretary)
    post(client, plan, sheet(plan, {"Nước sạch": {"topic": "Vừa gõ xong"}}))
    assert plan.state == "submitted"
    assert plan.items.filter(topic="Vừa gõ xong").exists()


def test_what_is_wrong_in_it_stops_everything_and_stays(client, plan, secretary):
    client.force_login(secretary)
    response = post(client, plan, sheet(plan, {"Nước sạch": {"presenter": "Người Lạ"}}))
    assert response.status_code == 422
    assert "Người Lạ" in response.content.decode()
    assert plan.state == "draft"


def test_every_quarter_to_come_needs_its_topic(client, plan, secretary):
    PlanItem.objects.filter(topic__in=["Nước sạch", "Rác ở chợ"]).delete()
    client.force_login(secretary)
    page = post(client, plan).content.decode()
    assert f"Chưa đủ chuyên đề: quý I/{plan.starts_on.year}, quý III/{plan.starts_on.year}" in page
    assert plan.state == "draft"


def test_a_quarter_that_is_over_asks_for_nothing(client, branch, secretary, members):
    plan = make_year_plan(branch, secretary, year=timezone.localdate().year - 1)
    plan.items.all().delete()
    client.force_login(secretary)
    post(client, plan)
    assert plan.state == "submitted"


def test_a_young_branch_plans_from_its_first_day(client, plan, branch, secretary):
    branch.established_on = dt.date(plan.starts_on.year, 5, 1)
    branch.save()
    PlanItem.objects.filter(topic="Nước sạch").delete()
    client.force_login(secretary)
    post(client, plan)
    assert plan.state == "submitted"


def test_a_topic_handed_down_wants_an_answer(client, plan, secretary, commune, working_group):
    handed = hand_down(
        commune, working_group, first_on=plan.starts_on, last_on=plan.ends_on, period_name="năm sau"
    )
    client.force_login(secretary)
    page = post(client, plan).content.decode()
    assert "chưa được đưa vào kế hoạch" in page
    assert handed.topic in page
    assert plan.state == "draft"
    post(client, plan, sheet(plan, **{f"why-{handed.pk}": "Đã họp tháng trước"}))
    assert plan.state == "submitted"


def test_twice_is_once(client, plan, secretary):
    client.force_login(secretary)
    version = plan.version
    post(client, plan)
    page = post(client, plan, {"version": version}).content.decode()
    assert "đã gửi lên cấp trên" in page
    assert plan.version == version + 1


def test_an_older_page_sends_nothing(client, plan, secretary):
    client.force_login(secretary)
    assert "Có người đã lưu" in post(client, plan, {"version": 1}).content.decode()
    assert plan.state == "draft"


def test_words_typed_into_a_plan_that_was_sent_meanwhile_are_kept(client, plan, secretary, deputy):
    old = sheet(plan, {"Nước sạch": {"topic": "Gõ dở dang"}})
    client.force_login(deputy)
    post(client, plan)
    client.force_login(secretary)
    response = post(client, plan, old)
    assert response.status_code == 422
    assert "Gõ dở dang" in response.content.decode()
    assert not Plan.objects.get().items.filter(topic="Gõ dở dang").exists()


def test_it_is_a_post(client, plan, secretary):
    client.force_login(secretary)
    assert client.get(reverse("meetings:submit_plan", args=[plan.pk])).status_code == 405
