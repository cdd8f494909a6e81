"""The public list of summaries, and the figures on the front page."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.utils import timezone

from branch_portal.lib.dates import Quarter
from meetings import actions, reports
from meetings.models import PublicSummary, QuarterFigures, TopicGroup
from tests.factories import make_session, make_summary, submit

pytestmark = pytest.mark.django_db
URL = "/sinh-hoat-chuyen-de/"


@pytest.fixture
def many(session, secretary, organisation_board):
    """Twenty-five published sessions on as many days, the newest with the highest number."""
    rows = []
    for number in range(25):
        held_on = dt.date(2026, 8, 1) + dt.timedelta(days=number)
        each = make_session(session.unit, secretary, held_on=held_on, topic=f"Buổi số {number:02d}")
        rows.append(make_summary(submit(each, secretary), organisation_board))
    return rows


def show():
    return Template("{% load meeting_tags %}{% published_figures %}").render(Context()).strip()


def test_the_last_session_stands_first_and_pages_follow(client, many):
    page = client.get(URL).content.decode()
    assert page.index("Buổi số 24") < page.index("Buổi số 05")
    assert "Buổi số 04" not in page
    following = client.get(URL).context["page"].next
    page = client.get(URL, {"trang": following})
    text = page.content.decode()
    assert "Buổi số 04" in text
    assert "Buổi số 05" not in text
    assert page.context["page"].follows_first


def test_two_sessions_of_a_day_are_never_lost_between_pages(many):
    PublicSummary.objects.update(held_on=dt.date(2026, 8, 1))
    rows = PublicSummary.objects.published()
    first = rows.stretch(None)
    second = rows.stretch(first.next)
    assert len({row.pk for row in [*first, *second]}) == 25
    assert not second.next


@pytest.mark.parametrize("place", ["", "x", "1", "-1", "20260801-0000-1", "99999999-0000-1"])
def test_a_page_that_is_none_is_not_found(client, many, place):
    assert client.get(URL, {"trang": place}).status_code == 404


def test_an_empty_list_says_so(client):
    response = client.get(URL)
    assert response.status_code == 200
    assert "Chưa có bản tóm tắt nào" in response.content.decode()


def test_it_sets_no_cookie_and_costs_little(client, many, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        response = client.get(URL)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_the_quarters_figures_and_coming_sessions_stand_on_it(
    client, session, secretary, organisation_board, district
):
    submit(session, secretary)
    quarter = Quarter(2026, 4)
    seen = reports.figures(district, quarter)
    actions.publish_figures(district, quarter, seen=seen, by=organisation_board)
    actions.announce_session(
        session.unit, topic="Việc tới", day=timezone.localdate(), by=organisation_board
    )
    page = client.get(URL).content.decode()
    assert "12/12" in page
    assert "Sinh hoạt chuyên đề quý IV/2026" in page
    assert "Việc tới" in page


def test_nothing_of_the_roll_is_on_it(client, many):
    page = client.get(URL).content.decode()
    for name in many[0].session.people():
        assert name not in page


def test_the_front_page_tag_shows_nothing_before_anything_is_published(session, secretary):
    submit(session, secretary)
    assert show() == ""


def test_the_front_page_tag_shows_three_sessions_and_the_latest_quarter(
    session, secretary, organisation_board, district, django_assert_num_queries
):
    submit(session, secretary)
    for quarter in (Quarter(2026, 4), Quarter(2026, 3)):
        QuarterFigures.objects.create(
            unit=district, unit_name=district.name, year=quarter.year, number=quarter.number,
            branches=2, branches_met=1, sessions=1, present=1, expected=3,
            published_at=timezone.now(), published_by=organisation_board,
        )  # fmt: skip
    for days in range(4):
        day = timezone.localdate() + dt.timedelta(days=days)
        actions.announce_session(session.unit, topic=f"Việc {days}", day=day, by=organisation_board)
    with django_assert_num_queries(2):
        shown = show()
    assert "quý IV/2026" in shown
    assert "quý III/2026" not in shown
    assert "1/2" in shown
    assert "33,33%" in shown
    assert "Việc 2" in shown
    assert "Việc 3" not in shown


def test_bars_are_drawn_with_a_decimal_point(client):
    bar = Template("{% load meeting_tags %}{% bar 2 3 %}").render(Context())
    assert 'width="66.67"' in bar


def test_topic_groups_have_one_address_each():
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        TopicGroup(name="Xay dung Dang").full_clean(exclude=["slug"])
    group = TopicGroup(name="Chuyện mới")
    group.full_clean(exclude=["slug"])
    assert group.slug == "chuyen-moi"
