"""A session is put off, with its reason."""

import pytest
from django.urls import reverse

from meetings import actions
from tests.factories import make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_plan(branch, secretary)


def post(client, session, **form):
    address = reverse("meetings:postpone_session", args=[session.pk])
    response = client.post(address, {"version": session.version} | form, follow=True)
    session.refresh_from_db()
    return response


def test_it_keeps_the_reason_and_may_be_fixed_again(client, plan, secretary):
    client.force_login(secretary)
    page = post(client, plan, reason="Bão số 9").content.decode()
    assert plan.state == "postponed"
    assert "Bão số 9" in page
    actions.schedule_session(plan, version=plan.version, by=secretary)
    plan.refresh_from_db()
    assert (plan.state, plan.state_reason) == ("scheduled", "")


def test_its_hour_is_free_for_another_one(client, plan, branch, secretary):
    client.force_login(secretary)
    post(client, plan, reason="Bão số 9")
    make_plan(branch, secretary)


def test_without_a_reason_it_stays(client, plan, secretary):
    client.force_login(secretary)
    response = post(client, plan, reason="  ")
    assert response.status_code == 422
    assert "Ghi lý do" in response.content.decode()
    assert plan.state == "scheduled"


def test_a_draft_has_no_day_to_put_off(client, branch, secretary, members):
    draft = make_plan(branch, secretary, state="draft")
    client.force_login(secretary)
    assert post(client, draft, reason="Bão").status_code == 422
    assert draft.state == "draft"
