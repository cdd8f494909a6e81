"""A link for a calendar is ended by its maker."""

import pytest

from accounts.models import AuditEntry
from meetings import actions
from tests.meetings.prepared_parts import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(branch, secretary):
    return actions.make_calendar_feed(branch, by=secretary)


def test_it_ends_at_once_and_once(client, made, secretary):
    feed, token = made
    link = address("calendar_feed", token)
    assert client.get(link).status_code == 200
    client.force_login(secretary)
    for _each in range(2):
        response = client.post(address("revoke_calendar", feed.pk))
        assert response["Location"] == address("calendars")
    assert client.get(link).status_code == 404
    assert AuditEntry.objects.filter(verb="calendar_feed.revoked").count() == 1
    assert "Thu hồi" not in client.get(address("calendars")).content.decode()


@pytest.mark.parametrize("role", ["deputy", "administrator", "stranger", "foreign_secretary"])
def test_it_is_nobody_else_s(client, request, made, role):
    client.force_login(request.getfixturevalue(role))
    assert client.post(address("revoke_calendar", made[0].pk)).status_code == 404
    assert client.get(address("calendar_feed", made[1])).status_code == 200


def test_it_takes_a_post(client, made, secretary):
    client.force_login(secretary)
    assert client.get(address("revoke_calendar", made[0].pk)).status_code == 405
