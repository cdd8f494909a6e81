import datetime as dt

import pytest
from django.utils.timezone import now

from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db
ADDRESS = "/luu-tru/"


def at(year, month=5):
    return dt.datetime(year, month, 5, tzinfo=dt.UTC)


def test_it_shows_the_years_with_articles_and_the_months_of_the_newest(page):
    make_article("Mới", publish_at=at(2022, 3))
    make_article("Cũ", publish_at=at(2019))
    html = page(ADDRESS)
    assert 'href="/luu-tru/2022/"' in html
    assert 'href="/luu-tru/2022/3/"' in html
    assert 'href="/luu-tru/2022/4/"' not in html
    assert 'href="/luu-tru/2019/"' in html
    assert 'href="/luu-tru/2020/"' not in html


def test_the_year_begins_at_midnight_in_hanoi(page):
    make_article("Giao thừa", publish_at=dt.datetime(2021, 12, 31, 17, 30, tzinfo=dt.UTC))
    html = page(ADDRESS)
    assert 'href="/luu-tru/2022/1/"' in html
    assert 'href="/luu-tru/2021/"' not in html


@pytest.mark.parametrize("with_section", [False, True])
def test_an_empty_archive_says_so(page, with_section):
    if with_section:
        make_section()
    make_article("Bản nháp", published=False) if with_section else None
    assert "Chưa có bài nào được đăng" in page(ADDRESS)


def test_what_is_scheduled_is_in_no_year(page):
    make_article("Bài hẹn giờ", publish_at=now() + dt.timedelta(days=800))
    assert "Chưa có bài nào được đăng" in page(ADDRESS)


def test_its_cost_does_not_grow(
    page, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for year in range(2000, 2020):
            make_article(f"Tin {year}", publish_at=at(year))
    with django_assert_max_num_queries(10):
        page(ADDRESS)
    with django_assert_max_num_queries(0):
        page(ADDRESS)


def test_unknown_parameters_are_ignored(page):
    make_article()
    page(f"{ADDRESS}?trang=abc&x=1")


def test_it_is_read_only(client):
    assert client.post(ADDRESS).status_code == 405
