import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Reading
from articles.models.reading import DAYS
from articles.views import reading
from tests.factories import make_article

pytestmark = pytest.mark.django_db
OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}


def say_read(article, address="203.0.113.7", headers=OUR_PAGE):
    pk = article if isinstance(article, int) else article.pk
    url = reverse("articles:read", args=[pk])
    return Client(enforce_csrf_checks=True).post(url, headers=headers, REMOTE_ADDR=address)


def readings(article):
    return sum(Reading.objects.filter(article=article).values_list("number", flat=True))


def test_a_reading_counts_without_a_cookie_or_a_word():
    article = make_article()
    response = say_read(article)
    assert (response.status_code, response.content) == (204, b"")
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]
    assert readings(article) == 1


def test_one_network_counts_once_for_an_article_and_day():
    article, other = make_article("Một"), make_article("Hai")
    for _again in range(3):
        say_read(article, "203.0.113.7")
    say_read(article, "203.0.113.250")
    assert readings(article) == 1
    say_read(article, "198.51.100.1")
    say_read(other, "203.0.113.7")
    assert (readings(article), readings(other)) == (2, 1)


def test_a_flood_from_one_network_ends_at_a_ceiling(monkeypatch):
    monkeypatch.setattr(reading, "MOST_A_DAY", 2)
    articles = [make_article(f"Bài {number}") for number in range(4)]
    assert {say_read(article).status_code for article in articles} == {204}
    assert Reading.objects.count() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://example.com"},
        {"Origin": "null"},
    ],
)
def test_programs_and_other_sites_do_not_count(headers):
    article = make_article()
    assert say_read(article, headers=headers).status_code == 403
    assert readings(article) == 0


def test_an_older_browser_names_its_page_in_another_way():
    article = make_article()
    assert say_read(article, headers={"Origin": "http://testserver"}).status_code == 204
    assert readings(article) == 1


def test_what_readers_do_not_see_is_not_read():
    draft = make_article(published=False)
    withdrawn = make_article("Đã gỡ")
    Article.objects.filter(pk=withdrawn.pk).update(state=Article.State.WITHDRAWN)
    later = make_article("Hẹn giờ", publish_at=timezone.now() + dt.timedelta(hours=1))
    for article in (draft, withdrawn, later, 999, 99999999999999999999999):
        assert say_read(article).status_code == 404
    assert not Reading.objects.exists()


def test_it_is_a_post(client):
    assert client.get(reverse("articles:read", args=[make_article().pk])).status_code == 405


def test_neither_the_database_nor_the_cache_learns_an_address():
    say_read(make_article(), "203.0.113.7")
    assert {field.name for field in Reading._meta.fields} == {"id", "article", "day", "number"}
    assert "203.0.113" not in str(cache._cache)


def test_what_no_longer_counts_is_forgotten():
    article = make_article()
    today = timezone.localdate()
    for days in (DAYS - 1, DAYS, 40):
        Reading.objects.create(article=article, day=today - dt.timedelta(days=days))
    say_read(article)
    days = Reading.objects.values_list("day", flat=True)
    assert set(days) == {today, today - dt.timedelta(days=DAYS - 1)}


def test_its_cost(django_assert_max_num_queries):
    article = make_article()
    say_read(article)
    with django_assert_max_num_queries(2):
        say_read(article, "198.51.100.1")
    with django_assert_max_num_queries(0):
        say_read(article, "198.51.100.2")
