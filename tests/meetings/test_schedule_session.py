"""The day of a session is fixed."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from meetings.models import ThematicSession
from tests.factories import make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(branch, secretary, members):
    return make_plan(branch, secretary, state="draft")


def post(client, session, version=None):
    address = reverse("meetings:schedule_session", args=[session.pk])
    response = client.post(address, {"version": version or session.version}, follow=True)
    session.refresh_from_db()
    return response.content.decode()


def test_a_draft_becomes_a_date(client, draft, secretary):
    client.force_login(secretary)
    assert "Đã chốt lịch" in post(client, draft)
    assert draft.state == "scheduled"
    assert AuditEntry.objects.filter(verb="session.scheduled", actor=secretary).exists()


def test_twice_is_once(client, draft, secretary):
    client.force_login(secretary)
    post(client, draft)
    post(client, draft, version=1)
    assert (draft.state, draft.version) == ("scheduled", 2)


def test_a_day_that_is_over_is_not_fixed(client, draft, secretary):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    ThematicSession.objects.update(held_on=yesterday)
    client.force_login(secretary)
    assert "Ngày này đã qua" in post(client, draft)
    assert draft.state == "draft"


def test_an_address_alone_changes_nothing(client, draft, secretary):
    client.force_login(secretary)
    address = reverse("meetings:schedule_session", args=[draft.pk])
    assert client.get(address).status_code == 405
