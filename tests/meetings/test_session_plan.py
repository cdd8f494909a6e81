"""The page of a session to come."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import ThematicSession
from tests.factories import make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_plan(branch, secretary)


def url(session, page="session_plan"):
    return reverse(f"meetings:{page}", args=[session.pk])


def frame(session, **changed):
    return {
        "topic": session.topic,
        "held_on": f"{session.held_on:%d/%m/%Y}",
        "starts_at": "19:30",
        "place": "Hội trường",
        "version": session.version,
    } | changed


def test_the_day_may_be_changed_before_the_roll_is_frozen(client, plan, secretary):
    client.force_login(secretary)
    later = plan.held_on + dt.timedelta(days=3)
    client.post(url(plan), frame(plan, held_on=f"{later:%d/%m/%Y}"))
    plan.refresh_from_db()
    assert (plan.held_on, plan.place, plan.version) == (later, "Hội trường", 3)


def test_an_older_page_overwrites_nothing(client, plan, secretary):
    client.force_login(secretary)
    client.post(url(plan), frame(plan, place="Trước"))
    response = client.post(url(plan), frame(plan, place="Sau"))
    assert response.status_code == 422
    assert "Sau" in response.content.decode()
    plan.refresh_from_db()
    assert plan.place == "Trước"


def test_a_draft_is_seen_by_its_branch_alone(
    client, branch, secretary, members, organisation_board
):
    draft = make_plan(branch, secretary, state="draft")
    scheduled = make_plan(branch, secretary, days=20)
    client.force_login(organisation_board)
    assert client.get(url(draft, "session")).status_code == 404
    assert client.get(url(scheduled, "session")).status_code == 200
    page = client.get(reverse("meetings:branch", args=[branch.pk])).content.decode()
    assert f"/buoi/{scheduled.pk}/" in page
    assert f"/buoi/{draft.pk}/" not in page


def test_what_is_held_has_no_plan_page_any_more(client, session, secretary):
    client.force_login(secretary)
    assert client.get(url(session))["Location"] == url(session, "session")
    response = client.post(url(session), frame(session))
    assert response.status_code == 422
    session.refresh_from_db()
    assert session.place != "Hội trường"


def test_what_is_planned_has_no_roll_and_no_minutes(client, plan, secretary):
    client.force_login(secretary)
    for page in ("attendance", "discussion", "resolutions", "tasks", "minutes"):
        assert client.get(url(plan, page)).status_code == 403, page
    assert "session_plan" not in client.get(url(plan, "session")).content.decode()
    assert url(plan) in client.get(url(plan, "session")).content.decode()


def test_what_is_planned_counts_nowhere(client, plan, organisation_board):
    today = timezone.localdate()
    ThematicSession.objects.update(held_on=today)
    client.force_login(organisation_board)
    number = (today.month - 1) // 3 + 1
    page = client.get(f"/noi-bo/quy/{today.year}/{number}/").content.decode()
    assert "0/1" in page


def test_it_costs_few_queries(client, plan, secretary, django_assert_max_num_queries):
    client.force_login(secretary)
    with django_assert_max_num_queries(10):
        assert client.get(url(plan)).status_code == 200
