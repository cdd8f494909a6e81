"""/sitemap-2022-01.xml: the articles of a month and their pictures."""

import datetime as dt

import pytest
from defusedxml import ElementTree

from articles.models import Article
from branch_portal.lib import sitemaps
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
SITE = "https://bao.example.vn"
JANUARY = "/sitemap-2022-01.xml"


@pytest.fixture(autouse=True)
def _site(settings, tmp_path):
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.MEDIA_ROOT = tmp_path / "media"


def rows(client, address=JANUARY):
    response = client.get(address)
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{MAPS}urlset"
    return root.findall(f"{MAPS}url")


def test_it_names_articles_with_their_last_change(client):
    first = make_article("Chi bộ & việc khó")
    second = make_article(publish_at=dt.datetime(2022, 1, 31, 16, 59, tzinfo=dt.UTC))
    make_article(publish_at=dt.datetime(2022, 1, 31, 17, tzinfo=dt.UTC))
    Article.objects.filter(pk=first.pk).update(corrected_at=dt.datetime(2022, 3, 1, tzinfo=dt.UTC))
    found = [(row.findtext(f"{MAPS}loc"), row.findtext(f"{MAPS}lastmod")) for row in rows(client)]
    assert found == [
        (SITE + second.get_absolute_url(), "2022-01-31T23:59:00+07:00"),
        (SITE + first.get_absolute_url(), "2022-03-01T07:00:00+07:00"),
    ]


def test_it_names_the_pictures(client):
    photo = make_photo()
    make_article(photo=photo, body=f'<p>A</p><img src="x" data-photo-id="{photo.pk}">')
    (row,) = rows(client)
    images = [image.text for image in row.findall(f"{IMAGE}image/{IMAGE}loc")]
    assert images == [f"{SITE}{photo.file.url}"]


def test_pictures_of_a_text_in_the_making_are_not_told(client, reporter):
    photo = make_photo()
    make_article(photo=photo, published=False, by=reporter)
    make_article()
    (row,) = rows(client)
    assert row.find(f"{IMAGE}image") is None


def test_a_picture_that_was_taken_down_is_gone(client):
    photo = make_photo()
    make_article(photo=photo)
    photo.taken_down_at = dt.datetime(2022, 2, 1, tzinfo=dt.UTC)
    photo.save()
    (row,) = rows(client)
    assert row.find(f"{IMAGE}image") is None


@pytest.mark.parametrize(
    "month", ["2022-02", "2022-00", "2022-13", "1999-01", "9999-12", "0000-01"]
)
def test_there_is_no_map_of_nothing(client, month):
    make_article()
    assert client.get(f"/sitemap-{month}.xml").status_code == 404


def test_it_holds_no_more_than_the_protocol_allows(client, monkeypatch):
    monkeypatch.setattr("articles.sitemaps.MOST", 2)
    for number in range(3):
        make_article(f"Tin {number}")
    assert len(rows(client)) == 2
    assert sitemaps.MOST == 50_000


def test_its_cost_does_not_grow(client, django_assert_max_num_queries):
    photo = make_photo()
    for number in range(30):
        make_article(f"Tin {number}", photo=photo)
    with django_assert_max_num_queries(3):
        response = client.get(JANUARY)
    assert not response.cookies
    assert response.content.count(b"<image:loc>") == 30


def test_it_is_read_only(client):
    assert client.post(JANUARY).status_code == 405
