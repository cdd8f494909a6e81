"""Somebody has looked after a change that could not be written down."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from tests.meetings.test_kept_aside import kept  # noqa: F401

pytestmark = pytest.mark.django_db


def test_it_leaves_the_list_and_stays_in_the_database(client, session, secretary, kept):  # noqa: F811
    client.force_login(secretary)
    url = reverse("meetings:settle_edit", args=[kept.pk])
    assert client.get(url).status_code == 405
    client.post(url)
    client.post(url)
    kept.refresh_from_db()
    assert kept.settled_at
    assert AuditEntry.objects.filter(verb="edit.settled").count() == 1
    page = client.get(reverse("meetings:kept_aside", args=[session.pk])).content.decode()
    assert "Người Lạ" not in page


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, kept, role, status):  # noqa: F811
    client.force_login(request.getfixturevalue(role))
    assert client.post(reverse("meetings:settle_edit", args=[kept.pk])).status_code == status
    kept.refresh_from_db()
    assert kept.settled_at is None
