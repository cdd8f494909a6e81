"""Links for the calendar of one's telephone: made, shown once, listed."""

import re

import pytest

from accounts.models import AuditEntry
from meetings.models import CalendarFeed
from tests.meetings.prepared_parts import address

pytestmark = pytest.mark.django_db
URL = "/noi-bo/lich/"
LINK = re.compile(r"/lich/[\w-]{32}\.ics")


def test_a_link_is_shown_once(client, secretary, branch):
    client.force_login(secretary)
    page = client.post(URL, {"unit": branch.pk}).content.decode()
    link = LINK.search(page)[0]
    feed = CalendarFeed.objects.get()
    assert (feed.user, feed.unit) == (secretary, branch)
    assert link.split("/")[-1].removesuffix(".ics") not in feed.digest
    page = client.get(URL).content.decode()
    assert not LINK.search(page)
    assert "Chi bộ Trường Thử" in page
    assert client.get(link).status_code == 200
    assert AuditEntry.objects.filter(verb="calendar_feed.made").exists()


def test_all_units_in_reach(client, organisation_board, branch, foreign_branch):
    client.force_login(organisation_board)
    assert LINK.search(client.post(URL, {"unit": ""}).content.decode())
    assert CalendarFeed.objects.get().unit is None


@pytest.mark.parametrize("unit", ["x", "0", "-1", "9" * 30, "foreign"])
def test_a_unit_out_of_reach_is_refused(client, secretary, foreign_branch, unit):
    client.force_login(secretary)
    response = client.post(URL, {"unit": foreign_branch.pk if unit == "foreign" else unit})
    assert response.status_code == 422
    assert not CalendarFeed.objects.exists()


def test_there_is_an_end_to_links(client, secretary, branch):
    client.force_login(secretary)
    for _each in range(10):
        assert client.post(URL, {"unit": ""}).status_code == 200
    response = client.post(URL, {"unit": ""})
    assert response.status_code == 422
    assert "đã có 10 đường dẫn" in response.content.decode()


def test_nobody_sees_another_one_s_links(client, secretary, deputy, branch):
    client.force_login(secretary)
    client.post(URL, {"unit": branch.pk})
    client.force_login(deputy)
    assert address("revoke_calendar", CalendarFeed.objects.get().pk) not in (
        client.get(URL).content.decode()
    )


def test_who_has_no_unit_has_no_calendar(client, stranger, reporter):
    for user in (stranger, reporter):
        client.force_login(user)
        assert client.get(URL).status_code == 403
        assert client.post(URL, {"unit": ""}).status_code == 403


def test_it_costs_few_queries(
    client, organisation_board, branch, foreign_branch, django_assert_max_num_queries
):
    client.force_login(organisation_board)
    with django_assert_max_num_queries(6):
        assert client.get(URL).status_code == 200
