"""How far a task is, told between the sessions."""

import pytest
from django.urls import reverse

from meetings.models import Task
from tests.factories import make_task, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(session, secretary):
    make_task(session, secretary)
    submit(session, secretary)
    return Task.objects.get()


def url(task):
    return reverse("meetings:report_progress", args=[task.pk])


def test_each_report_stays(client, task, secretary):
    client.force_login(secretary)
    client.post(url(task), {"percent": "40", "note": "Xong đoạn một"})
    client.post(url(task), {"percent": "70", "note": ""})
    task.refresh_from_db()
    assert (task.percent, task.updates.count()) == (70, 2)
    page = client.get(url(task)).content.decode()
    assert "Xong đoạn một" in page
    branch = client.get(reverse("meetings:branch", args=[task.session.unit_id])).content.decode()
    assert "70%" in branch


def test_a_hundred_is_done(client, task, secretary):
    client.force_login(secretary)
    client.post(url(task), {"percent": "100"})
    task.refresh_from_db()
    assert task.done_on
    response = client.post(url(task), {"percent": "10"})
    assert response.status_code == 422
    assert "đã xong" in response.content.decode()


@pytest.mark.parametrize("percent", ["101", "-5", "x", ""])
def test_a_number_that_cannot_be_is_refused(client, task, secretary, percent):
    client.force_login(secretary)
    response = client.post(url(task), {"percent": percent, "note": "Đừng mất"})
    assert response.status_code == 422
    assert "Đừng mất" in response.content.decode()


def test_a_task_of_an_unfinished_record_waits(client, session, secretary):
    task = make_task(session, secretary)
    client.force_login(secretary)
    assert client.post(url(task), {"percent": "10"}).status_code == 422


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, task, role, status):
    client.force_login(request.getfixturevalue(role))
    assert client.get(url(task)).status_code == status
    assert client.post(url(task), {"percent": "10"}).status_code == status
