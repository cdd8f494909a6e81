import json

import pytest

from tests.factories import make_article, make_photo
from tests.feedcheck import complaints_of

pytestmark = pytest.mark.django_db
SITE = "https://bao.example.vn"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["testserver"]


def feed(client):
    response = client.get("/feed.json")
    assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    assert complaints_of(response.content, f"{SITE}/feed.json") == []
    return json.loads(response.content)


def test_it_tells_of_the_newest_articles(client):
    article = make_article("Chi bộ & việc khó", tags=["Nghị quyết"], photo=make_photo())
    make_article("Bản nháp", published=False)
    (item,) = feed(client)["items"]
    assert item["id"] == f"{SITE}/tin/{article.pk}/"
    assert item["title"] == "Chi bộ & việc khó"
    assert item["tags"] == ["Xây dựng Đảng", "Nghị quyết"]
    assert item["authors"] == [{"name": "Thu Nhàn"}]
    assert item["attachments"][0]["size_in_bytes"] > 0


def test_an_article_without_lead_has_its_headline_as_text(client):
    make_article("Tin vắn", lead="", author_name="")
    (item,) = feed(client)["items"]
    assert item["content_text"] == "Tin vắn"
    assert "summary" not in item
    assert "authors" not in item


def test_it_is_valid_without_any_article(client):
    assert feed(client)["items"] == []


def test_its_cost_does_not_grow(client, django_assert_max_num_queries):
    for number in range(33):
        make_article(f"Tin {number}", tags=["A", "B"])
    with django_assert_max_num_queries(4):
        response = client.get("/feed.json")
    assert len(json.loads(response.content)["items"]) == 30
    assert not response.cookies


def test_it_is_read_only(client):
    assert client.post("/feed.json").status_code == 405
