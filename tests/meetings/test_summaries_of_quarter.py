"""What was published of one quarter."""

import datetime as dt

import pytest

from branch_portal.lib.dates import Quarter
from meetings import actions, reports
from tests.factories import make_session, make_summary, submit

pytestmark = pytest.mark.django_db
URL = "/sinh-hoat-chuyen-de/quy/2026-4/"


@pytest.fixture
def two_quarters(session, secretary, organisation_board):
    make_summary(submit(session, secretary), organisation_board, title="Việc quý tư")
    earlier = make_session(session.unit, secretary, held_on=dt.date(2026, 5, 4))
    make_summary(submit(earlier, secretary), organisation_board, title="Việc quý hai")


def test_its_sessions_and_the_way_to_the_one_before(client, two_quarters):
    page = client.get(URL).content.decode()
    assert "Việc quý tư" in page
    assert "Việc quý hai" not in page
    assert "/sinh-hoat-chuyen-de/quy/2026-2/" in page


def test_its_figures_with_fractions(client, two_quarters, organisation_board, district):
    quarter = Quarter(2026, 4)
    seen = reports.figures(district, quarter)
    actions.publish_figures(district, quarter, seen=seen, by=organisation_board)
    page = client.get(URL).content.decode()
    assert "<strong>1/1</strong> = 100%" in page
    assert "<strong>12/12</strong> = 100%" in page
    assert "1 buổi sinh hoạt, số liệu chốt ngày" in page


@pytest.mark.parametrize("quarter", ["2026-3", "2026-0", "2026-5", "1999-1", "9999-4", "99999-1"])
def test_a_quarter_of_which_nothing_is_public_is_none(client, two_quarters, quarter):
    assert client.get(f"/sinh-hoat-chuyen-de/quy/{quarter}/").status_code == 404


def test_it_costs_little(client, two_quarters, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(URL)
