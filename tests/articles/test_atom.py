import datetime as dt

import pytest
from defusedxml import ElementTree

from articles.models import Article
from tests.factories import make_article, make_photo, make_section
from tests.feedcheck import ATOM, complaints_of

pytestmark = pytest.mark.django_db
SITE = "https://bao.example.vn"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["testserver"]


def entries(client, address="/atom/"):
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert complaints_of(response.content, SITE + address) == []
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def test_it_names_every_author_and_every_category(client):
    lines = [{"name": "Thu Nhàn", "user": None}, {"name": "Hà Vân", "user": None}]
    article = make_article("Việc <khó> & dễ", tags=["Nghị quyết"], by_lines=lines)
    (entry,) = entries(client)
    assert entry.findtext(f"{ATOM}title") == "Việc <khó> & dễ"
    assert entry.findtext(f"{ATOM}id") == f"{SITE}/tin/{article.pk}/"
    names = [name.text for name in entry.findall(f"{ATOM}author/{ATOM}name")]
    assert names == ["Thu Nhàn", "Hà Vân"]
    terms = [category.get("term") for category in entry.findall(f"{ATOM}category")]
    assert terms == ["Xây dựng Đảng", "Nghị quyết"]


def test_an_article_without_author_has_that_of_the_feed(client):
    make_article(author_name="")
    (entry,) = entries(client)
    assert entry.find(f"{ATOM}author") is None


def test_a_correction_counts(client):
    make_article()
    Article.objects.update(corrected_at=dt.datetime(2022, 3, 1, tzinfo=dt.UTC))
    (entry,) = entries(client)
    assert entry.findtext(f"{ATOM}published") == "2022-01-10T01:30:00+00:00"
    assert entry.findtext(f"{ATOM}updated") == "2022-03-01T00:00:00+00:00"


def test_sections_and_topics_have_their_own(client):
    make_section("Kinh tế")
    make_article("Họp", tags=["Nghị quyết"], photo=make_photo())
    assert entries(client, "/atom/chuyen-muc/kinh-te/") == []
    assert len(entries(client, "/atom/chuyen-muc/xay-dung-dang/")) == 1
    (entry,) = entries(client, "/atom/chu-de/nghi-quyet/")
    assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate", "enclosure"]


@pytest.mark.parametrize(
    "address", ["/atom/", "/atom/chuyen-muc/xay-dung-dang/", "/atom/chu-de/a/"]
)
def test_its_cost_does_not_grow(client, django_assert_max_num_queries, address):
    for number in range(33):
        make_article(f"Tin {number}", tags=["A", "B"])
    with django_assert_max_num_queries(4):
        response = client.get(address)
    assert response.content.count(b"<entry>") == 30
    assert not response.cookies


def test_it_is_read_only(client):
    assert client.post("/atom/").status_code == 405
