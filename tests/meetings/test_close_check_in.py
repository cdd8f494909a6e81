"""The door is closed before its time."""

import pytest
from django.test import Client
from django.urls import reverse

from meetings import actions

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("secretary", 302),
        ("foreign_secretary", 404),
        ("organisation_board", 403),
        ("stranger", 404),
    ],
)
def test_the_branch_closes_its_own_door(client, request, session, secretary, role, status):
    door = actions.open_check_in(session, 30, version=session.version, by=secretary)
    client.force_login(request.getfixturevalue(role))
    url = reverse("meetings:close_check_in", args=[session.pk])
    assert client.post(url).status_code == status
    open_still = Client().get(f"/diem-danh/{door.code}/").status_code
    assert open_still == (410 if role == "secretary" else 200)


def test_twice_is_once(session, secretary):
    actions.open_check_in(session, 30, version=session.version, by=secretary)
    assert actions.close_check_in(session, by=secretary)
    assert not actions.close_check_in(session, by=secretary)
