import datetime as dt

import pytest

from tests.factories import make_article, make_series

pytestmark = pytest.mark.django_db
ADDRESS = "/chuyen-de/"


def at(day):
    return dt.datetime(2022, 1, day, tzinfo=dt.UTC)


def test_it_lists_series_with_their_newest_part_the_latest_first(page):
    old, new = make_series("Mười ngày ở bản"), make_series("Học Bác từ việc nhỏ")
    make_article("Kỳ một", series=old.pk, publish_at=at(1))
    make_article("Kỳ hai", series=old.pk, publish_at=at(2))
    make_article("Trang nhật ký", series=new.pk, publish_at=at(3))
    html = page(ADDRESS)
    assert html.index("Học Bác từ việc nhỏ") < html.index("Mười ngày ở bản")
    assert "Kỳ hai" in html
    assert "Kỳ một" not in html
    assert f'href="{old.get_absolute_url()}"' in html


def test_a_series_only_of_drafts_is_nobodys_business(page):
    series = make_series("Mười ngày ở bản")
    make_article("Kỳ một", series=series.pk, published=False)
    html = page(ADDRESS)
    assert "Mười ngày ở bản" not in html
    assert "Chưa có tuyến bài nào" in html


def test_its_cost_does_not_grow(page, django_assert_max_num_queries):
    for number in range(32):
        series = make_series(f"Chuyên đề {number}")
        make_article(f"Kỳ một của {number}", series=series.pk, publish_at=at(1))
    with django_assert_max_num_queries(4):
        first = page(ADDRESS)
    assert "?trang=2" in first
    second = page(f"{ADDRESS}?trang=2")
    assert "Chuyên đề 0<" in second
    assert f'<a href="{ADDRESS}" rel="prev">' in second


@pytest.mark.parametrize("number", ["0", "2", "abc", "", "1 OR 1", "9" * 9])
def test_a_page_that_cannot_be_is_404(page, number):
    page(f"{ADDRESS}?trang={number}", status=404)


def test_it_is_read_only(client):
    assert client.post(ADDRESS).status_code == 405
