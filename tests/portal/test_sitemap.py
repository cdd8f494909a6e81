"""/sitemap.xml: the map of maps."""

import datetime as dt

import pytest
from defusedxml import ElementTree
from django.utils import timezone

from articles import actions
from articles.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "https://bao.example.vn"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["testserver"]


def maps(client):
    """Addresses of the maps → when each changed."""
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{MAPS}sitemapindex"
    return {
        row.findtext(f"{MAPS}loc").removeprefix(SITE): row.findtext(f"{MAPS}lastmod")
        for row in root.findall(f"{MAPS}sitemap")
    }


def on(year, month, day, **kw):
    moment = dt.datetime(year, month, day, 1, tzinfo=dt.UTC)
    return make_article(f"Tin {day}/{month}", publish_at=moment, **kw)


def test_every_month_with_articles_has_a_map(client):
    on(2022, 1, 10)
    on(2022, 1, 20)
    on(2021, 11, 3)
    on(2021, 12, 3, published=False)
    assert maps(client) == {
        "/sitemap-trang.xml": None,
        "/sitemap-tin-moi.xml": None,
        "/sitemap-2022-01.xml": "2022-01-20T08:00:00+07:00",
        "/sitemap-2021-11.xml": "2021-11-03T08:00:00+07:00",
    }


def test_every_map_that_it_names_is_there(client):
    on(2022, 1, 10)
    for address in maps(client):
        assert client.get(address).status_code == 200


def test_a_correction_changes_its_month(client):
    on(2022, 1, 10)
    Article.objects.update(corrected_at=dt.datetime(2022, 5, 1, tzinfo=dt.UTC))
    assert maps(client)["/sitemap-2022-01.xml"] == "2022-05-01T07:00:00+07:00"


def test_months_are_those_of_vietnam(client):
    make_article(publish_at=dt.datetime(2021, 12, 31, 17, 30, tzinfo=dt.UTC))
    assert "/sitemap-2022-01.xml" in maps(client)


def test_withdrawn_expired_and_scheduled_articles_do_not_count(client):
    actions.withdraw_article(on(2022, 1, 10), by=None)
    on(2021, 11, 3)
    Article.objects.filter(state="published").update(expires_at=timezone.now())
    make_article(publish_at=timezone.now() + dt.timedelta(days=40))
    assert list(maps(client)) == ["/sitemap-trang.xml", "/sitemap-tin-moi.xml"]


def test_its_cost_depends_on_months_and_not_on_articles(client, django_assert_max_num_queries):
    on(2001, 1, 1)
    on(2026, 1, 1)
    with django_assert_max_num_queries(5):
        assert len(maps(client)) == 4
    for day in range(2, 25):
        on(2001, 1, day)
    with django_assert_max_num_queries(5):
        response = client.get("/sitemap.xml")
    assert not response.cookies


def test_it_is_read_only(client):
    assert client.post("/sitemap.xml").status_code == 405
