"""The secretary opens a self check-in for one session and one stretch of time."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings import actions
from meetings.models import CheckIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session):
    return reverse("meetings:check_in", args=[session.pk])


def test_code_address_and_hour_are_shown(client, url, session, secretary):
    client.force_login(secretary)
    assert client.post(url, {"version": 1, "minutes": "30"}).status_code == 302
    door = CheckIn.objects.get()
    page = client.get(url).content.decode()
    assert f"/diem-danh/{door.code}/" in page
    assert dt.timedelta(minutes=29) < door.closes_at - timezone.now() <= dt.timedelta(minutes=30)


def test_opened_again_the_old_code_is_dead(client, url, session, secretary):
    first = actions.open_check_in(session, 30, version=1, by=secretary).code
    client.force_login(secretary)
    client.post(url, {"version": 1, "minutes": "30"})
    assert CheckIn.objects.get().code != first
    assert client.get(f"/diem-danh/{first}/").status_code == 404


@pytest.mark.parametrize("minutes", ["0", "181", "x", ""])
def test_it_is_open_for_an_evening_at_most(client, url, secretary, minutes):
    client.force_login(secretary)
    assert client.post(url, {"version": 1, "minutes": minutes}).status_code == 422
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, url, role, status):
    client.force_login(request.getfixturevalue(role))
    assert client.get(url).status_code == status
