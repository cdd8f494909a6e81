"""A session is called off, or a record begun by mistake is struck out."""

import pytest
from django.urls import reverse

from branch_portal.lib.verdicts import RuleBroken
from meetings import actions
from tests.factories import call_roll, make_plan, make_resolution, make_session

pytestmark = pytest.mark.django_db


def post(client, session, **form):
    session.refresh_from_db()
    address = reverse("meetings:cancel_session", args=[session.pk])
    response = client.post(address, {"version": session.version} | form, follow=True)
    session.refresh_from_db()
    return response


@pytest.mark.parametrize("state", ["draft", "scheduled"])
def test_a_plan_is_called_off(client, branch, secretary, members, state):
    plan = make_plan(branch, secretary, state=state)
    client.force_login(secretary)
    assert "Trùng lịch" in post(client, plan, reason="Trùng lịch huyện").content.decode()
    assert plan.state == "cancelled"


def test_a_record_on_the_wrong_day_makes_room_for_the_right_one(client, session, branch, secretary):
    client.force_login(secretary)
    post(client, session, reason="Ghi nhầm ngày")
    assert session.state == "cancelled"
    assert make_session(branch, secretary).state == "held"
    page = client.get(reverse("meetings:branch", args=[branch.pk])).content.decode()
    assert page.count(f"<b>{session.topic}</b>") == 1


def test_the_record_leads_there_until_something_is_voted_on(client, session, secretary):
    client.force_login(secretary)
    record = reverse("meetings:session", args=[session.pk])
    link = f'href="{reverse("meetings:cancel_session", args=[session.pk])}"'
    assert link in client.get(record).content.decode()
    call_roll(session, secretary)
    make_resolution(session, secretary)
    assert link not in client.get(record).content.decode()


def test_what_was_voted_on_stays(client, session, secretary):
    call_roll(session, secretary)
    make_resolution(session, secretary)
    client.force_login(secretary)
    response = post(client, session, reason="Ghi nhầm")
    assert response.status_code == 422
    assert "đã có biểu quyết" in response.content.decode()
    assert session.state == "held"


def test_any_vote_keeps_the_record(client, session, secretary):
    call_roll(session, secretary)
    ballot = actions.hold_ballot(
        session,
        purpose="other",
        subject="Chọn ngày ra quân",
        form="hands",
        threshold="majority",
        votes_for=9,
        votes_against=0,
        votes_none=0,
        version=session.version,
        by=secretary,
    )
    client.force_login(secretary)
    record = reverse("meetings:session", args=[session.pk])
    link = f'href="{reverse("meetings:cancel_session", args=[session.pk])}"'
    assert link not in client.get(record).content.decode()
    assert "đã có biểu quyết" in post(client, session, reason="Ghi nhầm").content.decode()
    assert session.state == "held"
    actions.discard_ballot(ballot, version=session.version, by=secretary)
    post(client, session, reason="Ghi nhầm")
    assert session.state == "cancelled"


def test_without_a_reason_it_stays(client, session, secretary):
    client.force_login(secretary)
    assert post(client, session, reason="").status_code == 422
    assert session.state == "held"


def test_nothing_more_is_written_into_it(client, session, secretary):
    client.force_login(secretary)
    post(client, session, reason="Ghi nhầm")
    address = reverse("meetings:attendance", args=[session.pk])
    assert client.get(address).status_code == 403
    words = {"summary": "Muộn rồi", "conclusion": ""}
    with pytest.raises(RuleBroken, match="Buổi này đã hủy"):
        actions.record_discussion(session, [], **words, version=session.version, by=secretary)
