import datetime as dt

import pytest
from django.utils.timezone import now

from accounts.models import AuditEntry
from articles import actions
from articles.models import Series
from tests.articles.lists import headlines
from tests.factories import make_article, make_series

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/series/add/"


def at(day, hour=0):
    return dt.datetime(2022, 1, day, hour, tzinfo=dt.UTC)


def part(series, headline, day, **kw):
    return make_article(headline, series=series.pk, publish_at=at(day), **kw)


def test_it_shows_its_parts_in_the_order_of_reading_with_their_numbers(page):
    series = make_series("Mười ngày ở bản", about="Ghi chép từ một bản vùng cao.")
    part(series, "Ngày thứ hai", 2)
    part(series, "Ngày thứ nhất", 1)
    make_article("Bài khác")
    html = page("/chuyen-de/muoi-ngay-o-ban/")
    assert headlines(html) == ["Ngày thứ nhất", "Ngày thứ hai"]
    assert "Ghi chép từ một bản vùng cao." in html
    assert html.index("Kỳ 1") < html.index("Ngày thứ nhất") < html.index("Kỳ 2")


def test_only_what_readers_may_see_counts_as_a_part(page, publisher):
    series = make_series("Mười ngày ở bản")
    first, _second = part(series, "Ngày thứ nhất", 1), part(series, "Ngày thứ hai", 2)
    part(series, "Bản nháp", 3, published=False)
    make_article("Hẹn giờ", series=series.pk, publish_at=now() + dt.timedelta(days=1))
    actions.withdraw_article(first, by=publisher)
    html = page(series.get_absolute_url())
    assert headlines(html) == ["Ngày thứ hai"]
    assert "Kỳ 2" not in html


def test_without_a_published_part_it_is_404(page):
    series = make_series("Mười ngày ở bản")
    part(series, "Bản nháp", 3, published=False)
    page(series.get_absolute_url(), status=404)
    page("/chuyen-de/khong-co/", status=404)


def test_a_long_series_goes_on_with_its_numbers(
    page, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    series = make_series("Mười ngày ở bản")
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(52):
            part(series, f"Phần {number:02}", 1)
    with django_assert_max_num_queries(5):
        first = page(series.get_absolute_url())
    assert '?trang=2" rel="next"' in first
    second = page(series.get_absolute_url() + "?trang=2")
    assert headlines(second) == ["Phần 50", "Phần 51"]
    assert "Kỳ 51" in second
    assert f'<a href="{series.get_absolute_url()}" rel="prev">' in second
    page(series.get_absolute_url() + "?trang=3", status=404)


@pytest.mark.parametrize("number", ["0", "2", "abc", "", "1 OR 1", "9" * 9])
def test_a_page_that_cannot_be_is_404(page, number):
    series = make_series("Mười ngày ở bản")
    part(series, "Ngày thứ nhất", 1)
    page(f"{series.get_absolute_url()}?trang={number}", status=404)


def test_the_desk_makes_and_changes_it_and_the_address_stays(client, page, publisher):
    client.force_login(publisher)
    client.post(ADD, {"name": "Mười ngày ở bản", "slug": "muoi-ngay", "about": ""})
    series = Series.objects.get()
    part(series, "Ngày thứ nhất", 1)
    change = f"/admin/articles/series/{series.pk}/change/"
    client.post(change, {"name": "Mười hai ngày ở bản", "slug": "khac", "about": "Ghi chép."})
    client.logout()
    assert "<h1>Mười hai ngày ở bản</h1>" in page("/chuyen-de/muoi-ngay/")
    verbs = AuditEntry.objects.filter(actor=publisher, verb__startswith="series.")
    assert {line.verb for line in verbs} == {"series.added", "series.changed"}


def test_it_is_read_only(client):
    series = make_series("Mười ngày ở bản")
    part(series, "Ngày thứ nhất", 1)
    assert client.post(series.get_absolute_url()).status_code == 405
