"""/sitemap-tin-moi.xml: what a news search may still show as new."""

import datetime as dt

import pytest
from defusedxml import ElementTree
from django.utils import timezone

from tests.factories import make_article

pytestmark = pytest.mark.django_db
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
ADDRESS = "/sitemap-tin-moi.xml"


def news(client):
    root = ElementTree.fromstring(client.get(ADDRESS).content)
    assert root.tag == f"{MAPS}urlset"
    return root.findall(f"{MAPS}url/{NEWS}news")


def ago(**span):
    return timezone.now() - dt.timedelta(**span)


def test_it_tells_of_the_last_two_days(client, settings):
    settings.SITE_NAME = "Báo Thử & Bạn"
    make_article("Giá < 5 & > 3", publish_at=ago(hours=1))
    make_article("Hôm kia", publish_at=ago(hours=47))
    make_article("Cũ", publish_at=ago(hours=49))
    make_article("Nháp", publish_at=ago(hours=1), published=False)
    found = news(client)
    assert [row.findtext(f"{NEWS}title") for row in found] == ["Giá < 5 & > 3", "Hôm kia"]
    paper = found[0].find(f"{NEWS}publication")
    assert paper.findtext(f"{NEWS}name") == "Báo Thử & Bạn"
    assert paper.findtext(f"{NEWS}language") == "vi"
    assert found[0].findtext(f"{NEWS}publication_date").endswith("+07:00")


def test_it_is_empty_in_quiet_days(client):
    make_article()
    assert news(client) == []


def test_it_holds_no_more_than_the_protocol_allows(client, monkeypatch):
    monkeypatch.setattr("articles.sitemaps.MOST_NEWS", 2)
    for number in range(3):
        make_article(f"Tin {number}", publish_at=ago(hours=number + 1))
    assert len(news(client)) == 2


def test_its_cost_does_not_grow(client, django_assert_max_num_queries):
    for number in range(20):
        make_article(f"Tin {number}", publish_at=ago(hours=1))
    with django_assert_max_num_queries(2):
        assert not client.get(ADDRESS).cookies


def test_it_is_read_only(client):
    assert client.post(ADDRESS).status_code == 405
