import datetime as dt

import pytest
from django.utils.timezone import now

from tests.articles.lists import headlines, newer, older
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_it_shows_the_day_and_the_ways_to_its_neighbours(page):
    make_article("Tin mùng mười")
    make_article("Tin tháng Ba", publish_at=dt.datetime(2022, 3, 5, tzinfo=dt.UTC))
    make_article("Tin năm ngoái", publish_at=dt.datetime(2021, 11, 5, tzinfo=dt.UTC))
    html = page("/luu-tru/2022/1/10/")
    assert "<h1>Thứ Hai, 10/01/2022</h1>" in html
    assert headlines(html) == ["Tin mùng mười"]
    assert 'href="/luu-tru/2022/3/5/"' in html
    assert 'href="/luu-tru/2021/11/5/"' in html
    assert 'href="/luu-tru/2022/1/"' in html


def test_the_day_ends_at_midnight_in_hanoi(page):
    make_article("Trước", publish_at=dt.datetime(2022, 1, 9, 16, 59, 59, 999_999, tzinfo=dt.UTC))
    make_article("Đúng", publish_at=dt.datetime(2022, 1, 9, 17, tzinfo=dt.UTC))
    assert headlines(page("/luu-tru/2022/1/9/")) == ["Trước"]
    assert headlines(page("/luu-tru/2022/01/10/")) == ["Đúng"]


def test_an_empty_day_says_so(page):
    assert "Ngày này không có bài nào" in page("/luu-tru/2020/6/1/")


def test_today_shows_nothing_that_is_still_to_come(page):
    make_article("Bài hẹn giờ", publish_at=now() + dt.timedelta(seconds=90))
    day = now() + dt.timedelta(seconds=90, hours=7)
    assert headlines(page(f"/luu-tru/{day:%Y/%m/%d}/")) == []


@pytest.mark.parametrize(
    "day",
    [
        *("2022/2/29", "2022/13/1", "2022/0/1", "2022/1/0", "1999/12/31", "2101/1/1"),
        *("9" * 20 + "/1/1", "2022/1/" + "9" * 20),
    ],
)
def test_a_day_that_cannot_be_is_404(client, day):
    assert client.get(f"/luu-tru/{day}/").status_code == 404


@pytest.mark.parametrize("day", ["2000/1/1", "2100/12/31", "2024/2/29"])
def test_the_first_and_the_last_day_are_there(client, day):
    assert client.get(f"/luu-tru/{day}/").status_code == 200


def test_its_cost_does_not_grow(page, warm, django_assert_max_num_queries):
    for number in range(25):
        make_article(f"Tin {number}")
    address = "/luu-tru/2022/1/10/"
    warm(address)
    with django_assert_max_num_queries(3):
        first = page(address)
    with django_assert_max_num_queries(4):
        second = page(address + older(first))
    assert len(headlines(second)) == 5
    assert newer(second) == address


def test_it_is_read_only(client):
    assert client.post("/luu-tru/2022/1/10/").status_code == 405
