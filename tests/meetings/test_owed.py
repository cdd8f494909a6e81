"""What a branch owes, and until when."""

import datetime as dt

import pytest
from django.urls import reverse

from meetings import actions
from meetings.models import Plan, RuleSet, Task, ThematicSession
from meetings.reports import owed
from tests.factories import call_roll, make_plan, make_task, submit

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def planned(branch):
    """A plan is not owed."""
    return Plan.objects.create(
        unit=branch,
        name="Năm 2026",
        starts_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2026, 12, 31),
        state="submitted",
        submitted_at="2026-01-05T00:00Z",
    )


def found(branch, day=TODAY):
    return [(duty.address, duty.due_on, duty.state) for duty in owed(branch, day)]


def test_a_session_each_quarter_until_it_is_held_or_fixed(branch, secretary, members, planned):
    address = reverse("meetings:prepare_session", args=[branch.pk])
    assert found(branch) == [(address, dt.date(2026, 12, 31), "open")]
    assert found(branch, dt.date(2026, 12, 28)) == [(address, dt.date(2026, 12, 31), "soon")]
    session = make_plan(branch, secretary)
    ThematicSession.objects.update(held_on=dt.date(2026, 12, 1))
    assert address not in [where for where, _due, _state in found(branch)]
    ThematicSession.objects.update(state="postponed", state_reason="Bão")
    assert address in [where for where, _due, _state in found(branch)]
    assert session.pk


def test_papers_a_day_before(branch, secretary, members, planned):
    session = make_plan(branch, secretary)
    ThematicSession.objects.update(held_on=dt.date(2026, 11, 21))
    address = reverse("meetings:session_plan", args=[session.pk])
    assert found(branch) == [(address, dt.date(2026, 11, 20), "soon")]
    assert found(branch, dt.date(2026, 11, 21)) == [(address, dt.date(2026, 11, 20), "late")]
    ThematicSession.objects.update(materials_sent_at="2026-11-19T00:00Z")
    assert found(branch) == []


def test_the_record_within_two_days_or_what_the_rules_say(branch, session, secretary, planned):
    call_roll(session, secretary)
    address = reverse("meetings:session", args=[session.pk])
    assert found(branch) == [(address, dt.date(2026, 10, 5), "late")]
    RuleSet.objects.update(record_days_after=60)
    assert found(branch) == [(address, dt.date(2026, 12, 2), "open")]
    session.refresh_from_db()
    submit(session, secretary)
    assert found(branch) == []


def test_tasks_when_they_are_near(branch, session, secretary, planned):
    make_task(session, secretary, due_on=dt.date(2026, 11, 25))
    submit(session, secretary)
    address = reverse("meetings:report_progress", args=[session.tasks.get().pk])
    assert found(branch) == [(address, dt.date(2026, 11, 25), "soon")]
    assert found(branch, dt.date(2026, 11, 1)) == []
    Task.objects.update(done_on=TODAY, percent=100)
    assert found(branch) == []


def test_tasks_of_a_record_that_is_open_again_are_still_owed(
    branch, session, secretary, working_group, planned
):
    make_task(session, secretary, due_on=dt.date(2026, 11, 25))
    submit(session, secretary)
    actions.return_session(session, "Ghi rõ.", version=session.version, by=working_group)
    address = reverse("meetings:report_progress", args=[session.tasks.get().pk])
    assert address in [where for where, _due, _state in found(branch)]


def test_a_record_that_was_struck_out_left_nothing_to_do(branch, session, secretary, planned):
    make_task(session, secretary, due_on=dt.date(2026, 11, 25))
    address = reverse("meetings:report_progress", args=[session.tasks.get().pk])
    session.refresh_from_db()
    actions.cancel_session(session, "Ghi nhầm", version=session.version, by=secretary)
    assert address not in [where for where, _due, _state in found(branch)]


def test_a_plan_for_the_year(branch, session, secretary):
    submit(session, secretary)
    address = reverse("meetings:plan_new", args=[branch.pk])
    assert found(branch) == [(address, dt.date(2026, 1, 31), "late")]


def test_it_costs_few_queries(branch, session, secretary, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        owed(branch, TODAY)


def test_the_branch_reads_it_first(client, branch, session, secretary):
    client.force_login(secretary)
    page = client.get(reverse("meetings:branch", args=[branch.pk])).content.decode()
    assert "Việc cần làm" in page
    assert "quá hạn" in page
