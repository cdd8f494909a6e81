import datetime as dt

import pytest

from articles.reports import periods
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def at(year, month, day=5):
    return dt.datetime(year, month, day, tzinfo=dt.UTC)


def test_it_shows_its_months_and_how_much_there_is_in_each(page):
    for number in range(2):
        make_article(f"Tin {number}", publish_at=at(2022, 3))
    make_article("Một mình", publish_at=at(2022, 11))
    html = page("/luu-tru/2022/")
    assert 'href="/luu-tru/2022/3/"' in html
    assert "2 bài" in html
    assert "1 bài" in html
    assert html.count("không có bài") == 10


def test_it_counts_no_further_than_it_says(page, monkeypatch):
    monkeypatch.setattr(periods, "MOST_COUNTED", 3)
    for number in range(4):
        make_article(f"Tin {number}", publish_at=at(2022, 3))
    assert periods.months(2022)[2][1] == 3
    assert "hơn 99 bài" in page("/luu-tru/2022/")


def test_the_ways_lead_to_the_next_years_with_articles(page):
    make_article("Cũ", publish_at=at(2017, 3))
    make_article("Nay", publish_at=at(2022, 3))
    assert 'href="/luu-tru/2017/" rel="next"' in page("/luu-tru/2022/")
    assert 'href="/luu-tru/2022/"' in page("/luu-tru/2017/")
    assert 'href="/luu-tru/2022/"' in page("/luu-tru/2019/")


def test_an_empty_year_is_a_page_without_ways_into_it(page):
    assert page("/luu-tru/2020/").count("không có bài") == 12


@pytest.mark.parametrize("year", ["0", "1999", "2101", "99999", "9" * 30])
def test_a_year_that_cannot_be_is_404(client, year):
    assert client.get(f"/luu-tru/{year}/").status_code == 404


@pytest.mark.parametrize("year", ["2000", "2100"])
def test_the_first_and_the_last_year_are_there(client, year):
    assert client.get(f"/luu-tru/{year}/").status_code == 200


def test_its_cost_does_not_grow(
    page, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(25):
            make_article(f"Tin {number}", publish_at=at(2022, number % 12 + 1))
    with django_assert_max_num_queries(10):
        page("/luu-tru/2022/")
    with django_assert_max_num_queries(0):
        page("/luu-tru/2022/")


def test_it_is_read_only(client):
    assert client.post("/luu-tru/2022/").status_code == 405
