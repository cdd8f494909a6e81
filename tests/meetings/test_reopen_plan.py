"""A branch takes its plan back to change it; the committee reads why."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from meetings import actions
from tests.factories import make_year_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members, working_group):
    return make_year_plan(branch, secretary, state="approved", judge=working_group)


def post(client, plan, reason, version=None):
    address = reverse("meetings:reopen_plan", args=[plan.pk])
    response = client.post(address, {"version": version or plan.version, "reason": reason})
    plan.refresh_from_db()
    return response


def test_the_committee_sees_the_reason_until_it_approves_anew(
    client, plan, secretary, working_group
):
    client.force_login(secretary)
    assert client.get(reverse("meetings:reopen_plan", args=[plan.pk])).status_code == 200
    post(client, plan, "Cấp trên giao việc mới")
    assert (plan.state, plan.approved_at) == ("draft", None)
    assert AuditEntry.objects.first().verb == "plan.reopened"
    client.force_login(working_group)
    page = client.get(reverse("meetings:year_plan", args=[plan.pk])).content.decode()
    assert "Cấp trên giao việc mới" in page
    listed = client.get(reverse("meetings:plans_waiting")).content.decode()
    assert "Cấp trên giao việc mới" in listed
    actions.submit_plan(plan, version=plan.version, by=secretary)
    assert (
        "Cấp trên giao việc mới" in client.get(reverse("meetings:plans_waiting")).content.decode()
    )
    plan.refresh_from_db()
    actions.approve_plan(plan, version=plan.version, by=working_group)
    plan.refresh_from_db()
    assert plan.reopen_reason == ""


def test_one_that_waits_may_be_taken_back_too(client, branch, secretary, members):
    plan = make_year_plan(branch, secretary, state="submitted")
    client.force_login(secretary)
    post(client, plan, "Gửi nhầm")
    assert plan.state == "draft"


def test_without_a_reason_it_stays(client, plan, secretary):
    client.force_login(secretary)
    response = post(client, plan, " ")
    assert response.status_code == 422
    assert "lý do" in response.content.decode()
    assert plan.state == "approved"


def test_twice_is_once(client, plan, secretary):
    client.force_login(secretary)
    version = plan.version
    post(client, plan, "Sửa quý II")
    response = post(client, plan, "Sửa quý II", version)
    assert response.status_code == 422
    assert plan.version == version + 1


def test_an_older_page_takes_nothing_back(client, plan, secretary):
    client.force_login(secretary)
    assert post(client, plan, "Sửa quý II", plan.version - 1).status_code == 422
    assert plan.state == "approved"
