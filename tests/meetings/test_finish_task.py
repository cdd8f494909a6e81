"""A task is done once."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from meetings.models import ThematicSession
from tests.factories import make_task

pytestmark = pytest.mark.django_db


def test_it_is_done_once(client, session, secretary):
    task = make_task(session, secretary)
    ThematicSession.objects.update(state="submitted", submitted_at=timezone.now())
    client.force_login(secretary)
    url = reverse("meetings:finish_task", args=[task.pk])
    client.post(url)
    client.post(url)
    task.refresh_from_db()
    assert task.done_on == timezone.localdate()
    assert AuditEntry.objects.filter(verb="task.finished").count() == 1


def test_it_takes_a_post(client, session, secretary):
    task = make_task(session, secretary)
    client.force_login(secretary)
    assert client.get(reverse("meetings:finish_task", args=[task.pk])).status_code == 405


def test_a_task_of_an_unfinished_record_waits(client, session, secretary):
    task = make_task(session, secretary)
    client.force_login(secretary)
    client.post(reverse("meetings:finish_task", args=[task.pk]))
    task.refresh_from_db()
    assert task.done_on is None
