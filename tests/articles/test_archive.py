import datetime as dt

import pytest
from django.utils.timezone import now

from tests.articles.lists import headlines, newer, older
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_it_shows_the_month_and_the_ways_to_its_neighbours(page):
    make_article("Tin tháng Giêng")
    make_article("Tin tháng Ba", publish_at=dt.datetime(2022, 3, 5, tzinfo=dt.UTC))
    make_article("Tin năm ngoái", publish_at=dt.datetime(2021, 11, 5, tzinfo=dt.UTC))
    html = page("/luu-tru/2022/1/")
    assert "Tin tháng Giêng" in html
    assert "Tin tháng Ba" not in html
    assert 'href="/luu-tru/2022/3/"' in html
    assert 'href="/luu-tru/2021/11/"' in html


def test_the_month_ends_at_midnight_in_hanoi(page):
    make_article("Đêm giao thừa", publish_at=dt.datetime(2021, 12, 31, 17, 30, tzinfo=dt.UTC))
    assert "Đêm giao thừa" in page("/luu-tru/2022/01/")
    assert "Đêm giao thừa" not in page("/luu-tru/2021/12/")


def test_an_empty_month_says_so(page):
    assert "Tháng này không có bài nào" in page("/luu-tru/2020/6/")


@pytest.mark.parametrize(
    "month",
    ["2022/13", "2022/0", "0/1", "1/1", "1999/12", "2101/1", "9999/12", "9" * 20 + "/1"],
)
def test_a_month_that_cannot_be_is_404(page, month):
    page(f"/luu-tru/{month}/", status=404)


@pytest.mark.parametrize("month", ["2000/1", "2100/12"])
def test_the_first_and_the_last_month_are_there(page, month):
    page(f"/luu-tru/{month}/")


def test_its_cost_does_not_grow(
    page, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(25):
            make_article(f"Tin {number}")
    first = page("/luu-tru/2022/1/")
    with django_assert_max_num_queries(3):
        page("/luu-tru/2022/1/")
    with django_assert_max_num_queries(4):
        second = page("/luu-tru/2022/1/" + older(first))
    assert headlines(second) == [f"Tin {number}" for number in (4, 3, 2, 1, 0)]
    assert newer(second) == "/luu-tru/2022/1/"


def test_a_place_in_another_month_is_404(page):
    make_article("Tin tháng Giêng")
    make_article("Tin tháng Hai", publish_at=dt.datetime(2022, 2, 5, tzinfo=dt.UTC))
    page("/luu-tru/2022/1/?trang=20220206-0000-1", status=404)
    page("/luu-tru/2022/2/?trang=20220115-0000-1", status=404)


def test_the_days_with_articles_are_a_step_away(page):
    make_article("Tin tháng Giêng")
    html = page("/luu-tru/2022/1/")
    assert 'href="/luu-tru/2022/1/10/"' in html
    assert 'href="/luu-tru/2022/1/11/"' not in html
    assert 'href="/luu-tru/2022/"' in html


def test_what_is_scheduled_is_in_no_month(page):
    ahead = now() + dt.timedelta(days=400)
    make_article("Bài hẹn giờ", publish_at=ahead)
    html = page(f"/luu-tru/{ahead.year}/{ahead.month}/")
    assert "Bài hẹn giờ" not in html
    assert "Tháng này không có bài nào" in html


def test_it_is_read_only(client):
    assert client.post("/luu-tru/2022/1/").status_code == 405
