"""What earlier sessions left to do comes back on the agenda."""

import datetime as dt

import pytest
from django.urls import reverse

from meetings import actions
from meetings.models import Task
from tests.factories import make_session, make_task, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(session, secretary):
    task = make_task(session, secretary, due_on=dt.date(2026, 10, 20))
    submit(session, secretary)
    return Task.objects.get(pk=task.pk)


@pytest.fixture
def later(task, branch, secretary):
    return make_session(branch, secretary, held_on=dt.date(2026, 11, 3))


def url(session):
    return reverse("meetings:earlier_tasks", args=[session.pk])


def post(client, session, **form):
    session.refresh_from_db()
    review = session.reviews.get()
    data = {f"percent-{review.pk}": "60", f"note-{review.pk}": "Còn 100 m"} | form
    return client.post(url(session), {"version": session.version} | data)


def test_an_open_task_is_asked_after_and_moves_on(client, later, task, secretary):
    client.force_login(secretary)
    page = client.get(url(later)).content.decode()
    assert task.title in page
    assert "quá hạn" in page
    assert post(client, later).status_code == 302
    task.refresh_from_db()
    assert (task.percent, task.done_on) == (60, None)
    assert task.updates.get().note == "Còn 100 m"
    record = client.get(reverse("meetings:session", args=[later.pk])).content.decode()
    assert "Còn 100 m" in record


def test_done_at_the_session_is_done_on_its_day(client, later, task, secretary):
    review = later.reviews.get()
    client.force_login(secretary)
    post(client, later, **{f"percent-{review.pk}": "100"})
    task.refresh_from_db()
    assert (task.percent, task.done_on) == (100, later.held_on)


def test_what_has_gone_further_since_is_not_thrown_back(client, later, task, secretary):
    actions.report_progress(task, 80, "", by=secretary)
    client.force_login(secretary)
    post(client, later)
    task.refresh_from_db()
    assert task.percent == 80
    assert later.reviews.get().percent == 60, "the finding of that day stands"


def test_what_was_done_since_the_last_session_is_reported_once(task, branch, secretary):
    Task.objects.update(done_on=dt.date(2026, 10, 15), percent=100)
    first = make_session(branch, secretary, held_on=dt.date(2026, 11, 3))
    assert first.reviews.get().is_done
    submit(first, secretary)
    second = make_session(branch, secretary, held_on=dt.date(2026, 11, 10))
    assert not second.reviews.exists()


def test_other_branches_are_not_looked_at(later, foreign_session):
    assert not foreign_session.reviews.exists()


@pytest.mark.parametrize("percent", ["101", "-1", "nửa", ""])
def test_a_number_that_cannot_be_is_refused(client, later, secretary, percent):
    review = later.reviews.get()
    client.force_login(secretary)
    response = post(client, later, **{f"percent-{review.pk}": percent})
    assert response.status_code == 422
    assert "Còn 100 m" in response.content.decode()
    assert later.reviews.get().percent == 0


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, later, role, status):
    client.force_login(request.getfixturevalue(role))
    assert client.get(url(later)).status_code == status


def test_a_mistaken_hundred_is_taken_back(client, later, task, secretary):
    review = later.reviews.get()
    client.force_login(secretary)
    post(client, later, **{f"percent-{review.pk}": "100"})
    post(client, later, **{f"percent-{review.pk}": "10"})
    task.refresh_from_db()
    assert (task.percent, task.done_on) == (10, None)
    assert [update.percent for update in task.updates.all()] == [10, 100]


def test_not_behind_what_was_reported_before(client, later, task, secretary):
    actions.report_progress(task, 30, "", by=secretary)
    review = later.reviews.get()
    client.force_login(secretary)
    for percent in ("90", "20"):
        post(client, later, **{f"percent-{review.pk}": percent})
    task.refresh_from_db()
    assert task.percent == 30


def test_what_was_reported_after_the_mistake_stands(client, later, task, secretary):
    review = later.reviews.get()
    client.force_login(secretary)
    post(client, later, **{f"percent-{review.pk}": "60"})
    actions.report_progress(task, 60, "Đúng thế.", by=secretary)
    post(client, later, **{f"percent-{review.pk}": "10"})
    task.refresh_from_db()
    assert task.percent == 60
    assert later.reviews.get().percent == 10


def test_many_tasks_move_at_once(session, branch, secretary):
    owner = session.roll.first().member_id
    day = dt.date(2026, 10, 20)
    tasks = [{"title": f"Việc {number}", "owner": owner, "due_on": day} for number in range(4)]
    actions.assign_tasks(session, tasks, version=session.version, by=secretary)
    submit(session, secretary)
    later = make_session(branch, secretary, held_on=dt.date(2026, 11, 3))
    for percent in (100, 40):
        found = {review.pk: (percent, "") for review in later.reviews.all()}
        actions.review_tasks(later, found, version=later.version, by=secretary)
        later.refresh_from_db()
        assert set(session.tasks.values_list("percent", flat=True)) == {percent}
