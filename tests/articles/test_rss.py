import pytest
from defusedxml import ElementTree

from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_it_is_a_feed_of_the_newest_articles(client, settings):
    settings.SITE_URL = "https://bao.example.vn"
    article = make_article("Chi bộ & việc khó", tags=["Nghị quyết"])
    make_article("Bản nháp", published=False)
    response = client.get("/rss/", headers={"Host": "localhost"})
    assert response.headers["Content-Type"].startswith("application/rss+xml")
    items = ElementTree.fromstring(response.content).findall("channel/item")
    assert [item.findtext("title") for item in items] == ["Chi bộ & việc khó"]
    link = f"https://bao.example.vn{article.get_absolute_url()}"
    assert items[0].findtext("link") == link
    assert [c.text for c in items[0].findall("category")] == ["Xây dựng Đảng", "Nghị quyết"]


def test_it_sets_no_cookie_and_costs_little(client, django_assert_max_num_queries):
    for number in range(35):
        make_article(f"Tin {number}", tags=["Nghị quyết"])
    with django_assert_max_num_queries(5):
        response = client.get("/rss/")
    assert not response.cookies
    assert response.content.count(b"<item>") == 30


def test_it_is_read_only(client):
    assert client.post("/rss/").status_code == 405
