"""Sending a record upwards."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from meetings import actions
from tests.factories import call_roll

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session):
    return reverse("meetings:submit_session", args=[session.pk])


@pytest.fixture
def complete(session, secretary):
    call_roll(session, secretary)
    actions.record_discussion(
        session, [], summary="", conclusion="Đồng ý.", version=session.version, by=secretary
    )
    session.refresh_from_db()
    return session


def test_it_stands_from_then_on(client, url, complete, secretary):
    client.force_login(secretary)
    client.post(url, {"version": complete.version})
    complete.refresh_from_db()
    assert (complete.state, complete.submitted_by) == ("submitted", secretary)
    assert AuditEntry.objects.first().verb == "session.submitted"
    refused = client.get(reverse("meetings:attendance", args=[complete.pk]))
    assert refused.status_code == 403
    assert "không sửa được nữa" in refused.content.decode()


def test_sending_twice_sends_once(client, url, complete, secretary):
    client.force_login(secretary)
    client.post(url, {"version": complete.version})
    client.post(url, {"version": complete.version})
    assert AuditEntry.objects.filter(verb="session.submitted").count() == 1


def test_an_unfinished_record_is_not_sent(client, url, session, secretary):
    client.force_login(secretary)
    page = client.post(url, {"version": session.version}, follow=True).content.decode()
    assert "Chưa điểm danh. Chưa có kết luận của chủ trì." in page
    session.refresh_from_db()
    assert session.is_open


@pytest.mark.parametrize("version", ["", "-1", "²", "9" * 40, "x"])
def test_a_nonsense_version_is_a_stale_one(client, url, complete, secretary, version):
    client.force_login(secretary)
    assert client.post(url, {"version": version}).status_code == 302
    complete.refresh_from_db()
    assert complete.is_open


def test_it_takes_a_post(client, url, complete, secretary):
    client.force_login(secretary)
    assert client.get(url).status_code == 405
