"""Taking the figures of a quarter off the public site."""

import pytest

from branch_portal.lib.dates import Quarter
from meetings import actions, reports
from tests.factories import submit

pytestmark = pytest.mark.django_db
URL = "/noi-bo/quy/2026/4/go/"
QUARTER = Quarter(2026, 4)


def test_they_vanish_at_once_and_are_told_off_once(
    client, organisation_board, session, secretary, district
):
    submit(session, secretary)
    seen = reports.figures(district, QUARTER)
    actions.publish_figures(district, QUARTER, seen=seen, by=organisation_board)
    assert "1/1" in client.get("/sinh-hoat-chuyen-de/").content.decode()
    client.force_login(organisation_board)
    assert client.post(URL).status_code == 302
    assert "đã được gỡ từ trước" in client.post(URL, follow=True).content.decode()
    client.logout()
    assert "1/1" not in client.get("/sinh-hoat-chuyen-de/").content.decode()
    assert client.get("/sinh-hoat-chuyen-de/quy/2026-4/").status_code == 404


def test_it_takes_a_post_and_published_figures(client, organisation_board):
    client.force_login(organisation_board)
    assert client.get(URL).status_code == 405
    assert client.post(URL).status_code == 404
