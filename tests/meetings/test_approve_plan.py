"""The committee approves a plan."""

import pytest
from django.urls import reverse

from tests.factories import make_year_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_year_plan(branch, secretary, state="submitted")


def post(client, plan, version=None):
    address = reverse("meetings:approve_plan", args=[plan.pk])
    response = client.post(address, {"version": version or plan.version}, follow=True)
    plan.refresh_from_db()
    return response.content.decode()


def test_an_approved_plan_freezes_the_names(client, plan, members, working_group):
    plan.items.update(presenter=members[0])
    client.force_login(working_group)
    assert "Đã phê duyệt kế hoạch" in post(client, plan)
    assert (plan.state, plan.approved_by) == ("approved", working_group)
    members[0].full_name = "Tên Sau Này"
    members[0].save()
    page = client.get(reverse("meetings:year_plan", args=[plan.pk])).content.decode()
    assert "Bùi Thị An" in page
    assert "Tên Sau Này" not in page


def test_twice_is_once(client, plan, working_group):
    client.force_login(working_group)
    version = plan.version
    post(client, plan)
    assert "đã được phê duyệt" in post(client, plan, version)
    assert plan.version == version + 1


def test_an_older_page_approves_nothing(client, plan, working_group):
    client.force_login(working_group)
    assert "Có người đã lưu" in post(client, plan, plan.version - 1)
    assert plan.state == "submitted"


def test_what_was_not_sent_is_not_approved(client, branch, secretary, members, working_group):
    plan = make_year_plan(branch, secretary, state="returned", judge=working_group)
    client.force_login(working_group)
    assert "Chi bộ đang giữ kế hoạch" in post(client, plan)
    assert plan.state == "returned"


def test_an_approved_plan_is_not_written_any_more(client, plan, secretary, working_group):
    client.force_login(working_group)
    post(client, plan)
    client.force_login(secretary)
    address = reverse("meetings:year_plan", args=[plan.pk])
    assert "q1-TOTAL_FORMS" not in client.get(address).content.decode()
    assert client.post(address, {"version": plan.version}).status_code == 422


def test_it_is_a_post(client, plan, working_group):
    client.force_login(working_group)
    assert client.get(reverse("meetings:approve_plan", args=[plan.pk])).status_code == 405
