"""The plan of a year against what was held."""

import datetime as dt

import pytest
from django.utils import timezone

from meetings import actions
from tests.factories import call_roll, make_plan, make_session, make_year_plan, submit
from tests.meetings.test_year_plan import url

pytestmark = pytest.mark.django_db


def progress(client, plan):
    report = client.get(url(plan)).context["report"]
    return {line.item.topic: line.progress for line in report.lines}, report


def test_each_topic_says_how_far_it_is(client, branch, secretary, members):
    year = timezone.localdate().year
    plan = make_year_plan(branch, secretary, year=year + 1, state="approved")
    ready, held, sent, _rest = plan.items.all()
    make_plan(branch, secretary, plan_item=ready)
    call_roll(make_session(branch, secretary, plan_item=held), secretary)
    submit(make_session(branch, secretary, plan_item=sent, starts_at=dt.time(7, 0)), secretary)
    client.force_login(secretary)
    states, report = progress(client, plan)
    assert list(states.values()) == ["prepared", "held", "submitted", "planned"]
    assert report.held == 2
    assert "2/4" in client.get(url(plan)).content.decode()


def test_what_was_not_held_in_its_quarter_is_late(client, branch, secretary, members):
    year = timezone.localdate().year
    plan = make_year_plan(branch, secretary, year=year - 1, state="approved")
    item = plan.items.first()
    make_session(branch, secretary, plan_item=item)  # opened, but the roll was never called
    client.force_login(secretary)
    states, _report = progress(client, plan)
    assert set(states.values()) == {"late"}


def test_a_cancelled_session_counts_for_nothing(client, branch, secretary, members):
    plan = make_year_plan(branch, secretary, year=timezone.localdate().year + 1)
    session = make_plan(branch, secretary, plan_item=plan.items.first())
    actions.cancel_session(session, "Trùng lịch", version=session.version, by=secretary)
    client.force_login(secretary)
    assert set(progress(client, plan)[0].values()) == {"planned"}


def test_sessions_outside_the_plan_are_named(client, branch, secretary, members):
    session = make_session(branch, secretary, topic="Việc gấp")
    plan = make_year_plan(branch, secretary, year=session.held_on.year)
    client.force_login(secretary)
    assert "Việc gấp" in client.get(url(plan)).content.decode()


def test_the_committee_sees_no_draft_of_a_session(
    client, branch, secretary, members, organisation_board
):
    plan = make_year_plan(branch, secretary, state="approved")
    make_plan(branch, secretary, state="draft", plan_item=plan.items.last())
    client.force_login(organisation_board)
    report = progress(client, plan)[1]
    assert not [line for line in report.lines if line.sessions]
