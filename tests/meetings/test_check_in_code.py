"""The code as a picture."""

import pytest
from django.urls import reverse

from meetings import actions

pytestmark = pytest.mark.django_db


def test_it_is_an_image_of_the_address(client, session, secretary):
    url = reverse("meetings:check_in_code", args=[session.pk])
    client.force_login(secretary)
    assert client.get(url).status_code == 404
    actions.open_check_in(session, 30, version=session.version, by=secretary)
    response = client.get(url)
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')
    assert b"<script" not in response.content


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, session, role, status):
    client.force_login(request.getfixturevalue(role))
    assert client.get(reverse("meetings:check_in_code", args=[session.pk])).status_code == status
