"""/sitemap-trang.xml: the pages that are no articles."""

import pytest
from defusedxml import ElementTree

from articles.models import InfoPage, Section, Series, Tag
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ADDRESS = "/sitemap-trang.xml"
SITE = "https://bao.example.vn"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["testserver"]


def places(client):
    root = ElementTree.fromstring(client.get(ADDRESS).content)
    return {
        row.findtext(f"{MAPS}loc").removeprefix(SITE): row.findtext(f"{MAPS}lastmod")
        for row in root.findall(f"{MAPS}url")
    }


def test_it_names_what_has_something_to_show(client):
    above = make_section("Kinh tế")
    part = Section.objects.create(name="Nông nghiệp", slug="nong-nghiep", parent=above)
    series = Series.objects.create(name="Đất và người", slug="dat-va-nguoi")
    make_article(section=part, tags=["Nghị quyết"], series=series.pk)
    make_article("Nháp", published=False, tags=["Việc kín"])
    InfoPage.objects.create(title="Giới thiệu", slug="gioi-thieu")
    Series.objects.create(name="Chưa có bài", slug="chua-co-bai")
    found = places(client)
    news = "2022-01-10T08:30:00+07:00"
    assert found["/"] == found["/chuyen-muc/kinh-te/"] == found["/chuyen-muc/nong-nghiep/"] == news
    assert found["/chu-de/nghi-quyet/"] == found["/chuyen-de/dat-va-nguoi/"] == news
    assert "/thong-tin/gioi-thieu/" in found
    assert "/chu-de/viec-kin/" not in found
    assert "/chuyen-de/chua-co-bai/" not in found


def test_every_page_that_it_names_is_there(client):
    make_article(tags=["Nghị quyết"])
    for address in places(client):
        assert client.get(address).status_code == 200


def test_its_cost_does_not_grow(client, django_assert_max_num_queries):
    make_article(tags=[f"Chủ đề {number}" for number in range(20)])
    with django_assert_max_num_queries(7):
        response = client.get(ADDRESS)
    assert Tag.objects.count() == 20
    assert response.content.count(b"/chu-de/") == 20
    assert not response.cookies


def test_it_is_read_only(client):
    assert client.post(ADDRESS).status_code == 405
