"""From recording to checking: the minutes are drawn up."""

import pytest
from django.urls import reverse

from tests.factories import call_roll

pytestmark = pytest.mark.django_db


def post(client, session):
    session.refresh_from_db()
    address = reverse("meetings:draw_up_minutes", args=[session.pk])
    response = client.post(address, {"version": session.version})
    session.refresh_from_db()
    return response


def test_the_first_version_is_kept(client, session, secretary):
    call_roll(session, secretary)
    client.force_login(secretary)
    assert post(client, session)["Location"] == reverse("meetings:minutes_text", args=[session.pk])
    assert session.state == "minutes"
    assert session.minutes_versions.get().number == 1
    post(client, session)
    assert session.minutes_versions.count() == 1


def test_the_roll_comes_first(client, session, secretary):
    client.force_login(secretary)
    post(client, session)
    assert session.state == "held"


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, session, role, status):
    client.force_login(request.getfixturevalue(role))
    assert post(client, session).status_code == status
    assert client.get(reverse("meetings:draw_up_minutes", args=[session.pk])).status_code == 405
