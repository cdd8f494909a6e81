"""Every version of the minutes, and what lies between two of them."""

import pytest
from django.urls import reverse

from meetings import actions
from tests.factories import call_roll, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session):
    return reverse("meetings:minutes_versions", args=[session.pk])


@pytest.fixture
def versions(session, secretary):
    call_roll(session, secretary)
    actions.draw_up_minutes(session, version=session.version, by=secretary)
    for words in ("Bản hai.", "Bản ba."):
        session.refresh_from_db()
        actions.edit_minutes(session, {"content": words}, version=session.version, by=secretary)
    session.refresh_from_db()


def test_the_last_two_are_compared(client, url, versions, secretary):
    client.force_login(secretary)
    response = client.get(url)
    assert ("-", "Bản hai.") in response.context["lines"]
    assert ("+", "Bản ba.") in response.context["lines"]


def test_any_two_may_be_chosen(client, url, versions, secretary):
    client.force_login(secretary)
    lines = client.get(url, {"tu": "1", "den": "2"}).context["lines"]
    assert ("+", "Bản hai.") in lines
    assert not any("Bản ba." in text for _sign, text in lines)


@pytest.mark.parametrize("asked", [{"tu": "x", "den": "99"}, {"tu": "-1"}, {"den": "9" * 40}])
def test_a_version_that_is_none_is_the_last_one(client, url, versions, secretary, asked):
    client.force_login(secretary)
    assert client.get(url, asked).status_code == 200


def test_none_is_said_to_be_none(client, url, session, secretary):
    client.force_login(secretary)
    assert "Chưa lập biên bản" in client.get(url).content.decode()


def test_submitting_keeps_what_was_submitted(session, secretary):
    submit(session, secretary)
    assert "Đồng ý." in session.minutes_versions.get().lines


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_an_open_record_is_the_branchs(client, request, url, role, status):
    client.force_login(request.getfixturevalue(role))
    assert client.get(url).status_code == status
