"""The committee sends a plan back, with a note."""

import pytest
from django.urls import reverse

from meetings import actions
from tests.factories import make_year_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_year_plan(branch, secretary, state="submitted")


def post(client, plan, note, version=None):
    address = reverse("meetings:return_plan", args=[plan.pk])
    response = client.post(address, {"version": version or plan.version, "note": note})
    plan.refresh_from_db()
    return response


def test_the_branch_reads_what_for_and_sends_it_again(client, plan, secretary, working_group):
    client.force_login(working_group)
    assert client.get(reverse("meetings:return_plan", args=[plan.pk])).status_code == 200
    post(client, plan, "Quý III nên bàn việc chợ.\nNêu người chuẩn bị.")
    assert plan.state == "returned"
    client.force_login(secretary)
    page = client.get(reverse("meetings:year_plan", args=[plan.pk])).content.decode()
    assert "nên bàn việc chợ" in page
    assert "q1-TOTAL_FORMS" in page
    actions.submit_plan(plan, version=plan.version, by=secretary)
    plan.refresh_from_db()
    actions.approve_plan(plan, version=plan.version, by=working_group)
    plan.refresh_from_db()
    assert (plan.state, plan.return_note) == ("approved", "")


def test_without_a_note_it_stays(client, plan, working_group):
    client.force_login(working_group)
    response = post(client, plan, "  ")
    assert response.status_code == 422
    assert "cần bổ sung" in response.content.decode()
    assert plan.state == "submitted"


def test_a_plan_that_moved_on_keeps_the_note_on_the_page(client, plan, working_group):
    version = plan.version
    actions.approve_plan(plan, version=version, by=working_group)
    client.force_login(working_group)
    response = post(client, plan, "Xem lại quý II", version)
    assert response.status_code == 422
    page = response.content.decode()
    assert "đã được phê duyệt" in page
    assert "Xem lại quý II" in page
    assert plan.state == "approved"
