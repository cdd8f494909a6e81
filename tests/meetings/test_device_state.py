"""A device asks whether the server is there and the record still open."""

import pytest
from django.urls import reverse

from tests.factories import submit

pytestmark = pytest.mark.django_db


def test_it_tells_token_version_and_whether_anything_is_taken(client, session, secretary):
    client.force_login(secretary)
    url = reverse("meetings:device_state", args=[session.pk])
    state = client.get(url)
    assert (state.json()["is_open"], state.json()["version"]) == (True, 1)
    assert len(state.json()["token"]) > 30
    assert "no-store" in state["Cache-Control"]
    submit(session, secretary)
    assert not client.get(url).json()["is_open"]


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, session, role, status):
    client.force_login(request.getfixturevalue(role))
    assert client.get(reverse("meetings:device_state", args=[session.pk])).status_code == status
